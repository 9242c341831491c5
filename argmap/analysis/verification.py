"""Looks up every quotation of a map in the mapped text, word for word."""

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.analysis.mappedtext import SourceText
from argmap.model.findings import Finding
from argmap.model.jsontext import json_text
from argmap.model.maps import ArgumentMap, Node, Source
from argmap.model.quotations import quotation_hash
from argmap.read.values import shown
from argmap.read.verified import VERIFIED_FORMAT


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of looking quotations up: how many were found, what was not, and verified.json as text."""

    found: int
    findings: tuple[Finding, ...]
    record: str


def verify(argument_map: ArgumentMap, text: SourceText, today: str) -> Verification:
    """Look up every quotation of a map.

    Takes the map, the mapped text, and today's date (YYYY-MM-DD). The record keeps its old date when nothing
    but the date would be new in it. Withdrawn nodes are passed over: their pages quote nothing.
    """
    findings = [_lost(argument_map, locator) for locator in text.missing]
    found: dict[str, dict[str, int]] = {}
    for node, source in _quotations(argument_map):
        position = text.position(source.at, source.quote) if source.at in text.paragraphs else None
        if position is None:
            findings.append(_fault(source, text))
        else:
            found.setdefault(node.id, {})[quotation_hash(source.at, source.quote)] = position
    positions = {one: position for several in found.values() for one, position in several.items()}
    before = argument_map.verified
    unchanged = before is not None and (before.text, before.quotations) == (text.sha256, positions)
    record = {
        "argmap": VERIFIED_FORMAT,
        "date": before.date if before is not None and unchanged else today,
        "quotations": found,
        "text": text.sha256,
    }
    return Verification(
        sum(map(len, found.values())),
        tuple(sorted(findings)),
        json_text(record),
    )


def _quotations(argument_map: ArgumentMap) -> Iterator[tuple[Node, Source]]:
    for node in argument_map.nodes:
        for source in node.sources if not node.withdrawn else ():
            if source.quote:
                yield node, source


def _lost(argument_map: ArgumentMap, locator: str) -> Finding:
    paragraph = argument_map.paragraphs[locator]
    message = f'{locator} ("{shown(paragraph.first_words)}") was not found in the text'
    return Finding(paragraph.place, "AM049", message, "correct the first and last words, or give the right file")


def _fault(source: Source, text: SourceText) -> Finding:
    if source.at not in text.paragraphs:
        message = f"{source.at} was not found in the text, so this quotation could not be looked up"
        return Finding(source.place, "AM048", message, "mend paragraphs.tsv first")
    elsewhere = text.elsewhere(source.quote)
    likest = text.likest(source.at, source.quote)
    if elsewhere:
        hint = f"it stands in {elsewhere}"
    elif likest:
        hint = f'did you mean "{likest}"?'
    else:
        hint = "nothing there is like it"
    return Finding(source.place, "AM048", f'"{shown(source.quote)}" does not stand in {source.at}', hint)
