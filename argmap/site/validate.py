"""Reads and checks all maps of a docs folder."""

from collections.abc import Mapping, Sequence

from argmap.check.filenames import name_findings
from argmap.check.files import file_findings
from argmap.check.links import link_findings
from argmap.check.noderevisions import edition_revisions, last_editions
from argmap.check.pages import page_findings
from argmap.check.registry import check
from argmap.citations.citable import Published
from argmap.citations.converting import converted_lists
from argmap.diagrams.letters import letter_findings
from argmap.model.findings import Finding, has_errors
from argmap.model.maps import ArgumentMap
from argmap.pages.context import contexts_of
from argmap.pages.templating import Templates
from argmap.read.maps import read
from argmap.site.addresses import drawings_in_the_way, in_the_way
from argmap.site.prosepages import hidden_files, prose_pages


def checked(
    texts: Mapping[str, str], read_findings: tuple[Finding, ...] = (), others: Sequence[str] = ()
) -> tuple[tuple[ArgumentMap, ...], list[Finding]]:
    """Read and check every map.

    Args:
        texts: The text of each file by its path below the docs folder.
        read_findings: The findings of reading them.
        others: The paths of all other files there.

    Returns:
        The maps, and all findings, sorted.
    """
    unread_paths = frozenset(finding.place.path for finding in read_findings)
    reading = read(texts, unread_paths, converted_lists(texts))
    findings = [*read_findings, *reading.findings, *check(reading.maps, unread_paths), *letter_findings(reading.maps)]
    findings += edition_revisions(reading.maps, [*last_editions(reading.maps, findings)], [*findings])
    obstacles = [*in_the_way(reading.maps, [*texts, *others])]
    misplaced = {finding.place.path for finding in obstacles}
    findings += [*obstacles, *page_findings(texts)]
    findings += link_findings(reading.maps, texts, [*others, *unread_paths], hidden_files(texts))
    on_files = [*file_findings(texts, others), *name_findings(texts, others)]
    findings += [finding for finding in on_files if finding.place.path not in misplaced]
    return reading.maps, sorted(set(findings))


def checked_with_pages(
    texts: Mapping[str, str], read_findings: tuple[Finding, ...] = (), others: Sequence[str] = ()
) -> tuple[tuple[ArgumentMap, ...], list[Finding]]:
    """Read and check every map, and when none has an error, the blocks of the pages that people wrote.

    Args:
        texts: The text of each file by its path below the docs folder.
        read_findings: The findings of reading them.
        others: The paths of all other files there.

    Returns:
        The maps, and all findings, sorted.
    """
    maps, findings = checked(texts, read_findings, others)
    if has_errors(findings):
        return maps, findings
    contexts = contexts_of(maps, Published())
    pages, requests = prose_pages(texts, hidden_files(texts), contexts, Templates())
    findings += [*pages.findings, *drawings_in_the_way(requests, [*texts, *others])]
    return maps, sorted(set(findings))
