"""Looks up every quotation of a map in the mapped text, word for word."""

from collections.abc import Iterator
from dataclasses import dataclass

from argmap.analysis.mappedtext import MappedText
from argmap.model.findings import Finding
from argmap.model.jsontext import json_text
from argmap.model.maps import ArgumentMap, Node, Passage
from argmap.model.quotations import quotation_hash
from argmap.read.meant import excerpt
from argmap.read.verified import VERIFIED_FORMAT


@dataclass(frozen=True, slots=True)
class Verification:
    """What came of looking quotations up.

    Attributes:
        found: How many quotations were found.
        findings: A finding for each quotation and each paragraph that was not found.
        record: The text of verified.json.
    """

    found: int
    findings: tuple[Finding, ...]
    record: str


def verify(argument_map: ArgumentMap, text: MappedText, today: str) -> Verification:
    """Look up every quotation of a map. Withdrawn nodes are passed over, since their pages quote nothing.

    Args:
        argument_map: The map.
        text: The mapped text.
        today: The date to record, as `2026-11-24`; the record keeps its old date when nothing else in it changes.

    Returns:
        How many quotations were found, what was not, and the record.
    """
    findings = [_missing_paragraph(argument_map, locator) for locator in text.missing]
    positions_by_node: dict[str, dict[str, int]] = {}
    for node, source in _quotations(argument_map):
        position = text.position(source.at, source.quote) if source.at in text.paragraphs else None
        if position is None:
            findings.append(_missing_quotation(source, text))
        else:
            positions_by_node.setdefault(node.id, {})[quotation_hash(source.at, source.quote)] = position
    positions = {digest: position for found in positions_by_node.values() for digest, position in found.items()}
    previous = argument_map.verified
    unchanged = previous is not None and (previous.text, previous.quotations) == (text.sha256, positions)
    record = {
        "argmap": VERIFIED_FORMAT,
        "date": previous.date if previous is not None and unchanged else today,
        "quotations": positions_by_node,
        "text": text.sha256,
    }
    return Verification(
        sum(map(len, positions_by_node.values())),
        tuple(sorted(findings)),
        json_text(record),
    )


def _quotations(argument_map: ArgumentMap) -> Iterator[tuple[Node, Passage]]:
    for node in argument_map.nodes:
        for source in node.passages if not node.withdrawn else ():
            if source.quote:
                yield node, source


def _missing_paragraph(argument_map: ArgumentMap, locator: str) -> Finding:
    paragraph = argument_map.paragraphs[locator]
    words = f'from "{excerpt(paragraph.first_words)}" to "{excerpt(paragraph.last_words)}"'
    message = f"{locator}, {words}, was not found in the text behind the paragraph before it"
    return Finding(
        paragraph.place, "AM049", message, "correct the first and last words or the order, or give the right file"
    )


def _missing_quotation(source: Passage, text: MappedText) -> Finding:
    if source.at not in text.paragraphs:
        message = f"{source.at} was not found in the text, so this quotation could not be looked up"
        return Finding(source.place, "AM048", message, f"mend the line of {source.at} in paragraphs.tsv")
    locator = text.elsewhere(source.quote)
    passage = text.likest(source.at, source.quote)
    if locator:
        hint = f"it stands in {locator}"
    elif passage:
        hint = f'did you mean "{passage}"?'
    else:
        hint = "copy the words from the text, all of those between the first and the last, or correct the locator"
    return Finding(source.place, "AM048", f'"{excerpt(source.quote)}" does not stand in {source.at}', hint)
