"""Revisions of nodes: whoever cited a node is told by the number when what was cited has changed."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from argmap.analysis.noderevisions import covered_changes, least_revision, paired_nodes
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap, Node
from argmap.model.rules import Severity
from argmap.read.frozen import thawed_map
from argmap.read.layout import frozen_file


def last_editions(maps: Sequence[ArgumentMap], findings: Sequence[Finding]) -> Iterator[ArgumentMap]:
    """Yield each map as it was released last, without prose, which takes longest to read and may change freely.

    A map that still bears the name of that edition is left out: that it changed at all is a finding already (AM089).

    Args:
        maps: The maps as they are.
        findings: What was found so far; a file of an edition in which something is wrong is left out.
    """
    faulty = {finding.place.path for finding in findings}
    for argument_map in maps:
        last = argument_map.frozen[0].map if argument_map.frozen else None
        if last is None or argument_map.edition == last.edition:
            continue
        if frozen_file(last.id, last.edition) not in faulty:
            bare = tuple(structs.replace(node, prose="") for node in last.nodes)
            yield thawed_map(structs.replace(last, nodes=bare), "")


def edition_revisions(
    maps: Sequence[ArgumentMap], editions: Sequence[ArgumentMap], findings: Sequence[Finding]
) -> Iterator[Finding]:
    """Report revisions that did not rise with what changed since an edition was released (AM091).

    Where a node has another error, that may be the change, so that it is mended first.

    Args:
        maps: All maps as they are.
        editions: Of some of them, the map as it was released last.
        findings: What was found so far.

    Yields:
        The findings.
    """
    faulty = {finding.place.path for finding in findings if finding.severity is Severity.ERROR}
    for then, was, now in paired_nodes(editions, maps):
        if now.file not in faulty:
            yield from revision_findings("AM091", was, now, f" since the edition {then.edition}")


def revision_findings(code: str, before: Node, after: Node, since: str = "", base: str = "") -> list[Finding]:
    """Report a revision that went back, or did not rise with what it covers.

    Args:
        code: The code of the rule.
        before: The node as it was, with other nodes called as they are now.
        after: The node as it is.
        since: Since when, behind a blank, such as ` since the edition 2026.1`; empty where that is clear.
        base: What `argmap fmt --raise` is to compare with, behind a blank; empty for the last edition.

    Returns:
        One finding; none when the revision tells the truth.
    """
    least = least_revision(before, after)
    if after.revision >= least:
        return []
    fields = covered_changes(before, after)
    names = " and ".join(filter(None, (", ".join(fields[:-1]), *fields[-1:])))
    hint = f"write revision: {least}{f' for the change of {names}' if names else ''}"
    hint += f", or let argmap fmt --raise{base} do it"
    hint += "; if the meaning changed, make it a new node instead" if "statement" in fields else ""
    message = f"the {'fields' if fields[1:] else 'field'} {names} changed{since}, but the revision is still {least - 1}"
    if after.revision < before.revision:
        message = f"the revision went back from {before.revision} to {after.revision}{since}"
        fields = ("revision", *fields)
    place = after.place(next((name for name in fields if name in after.places), ""))
    return [Finding(place, code, message, hint)]
