"""Reads paragraphs.tsv: where each paragraph and note of the mapped text begins and ends, in a few words.

Lines of tab-separated columns, the first line naming them. Quotation marks have no meaning of their own.
"""

import re
from collections.abc import Iterator, Sequence

from argmap.model.characters import as_read
from argmap.model.findings import Finding, Place
from argmap.model.limits import QUOTE_WORDS
from argmap.model.maps import Paragraph
from argmap.read.values import character_findings, closest, excerpt

COLUMNS = ("locator", "first_words", "last_words")
PAGE = "page"
"""A fourth column, for a text with pages; its cells may be empty."""

_MOST_LINES = 25_000
"""More than any map has locators."""

_HEAD = "\t".join(COLUMNS)
_HINT = (
    f"each line has {len(COLUMNS)} columns with a tab between them: {', '.join(COLUMNS)}; a fourth, {PAGE}, is optional"
)
_PAGES = re.compile(r"[0-9A-Za-z]{1,8}(?:[-–][0-9A-Za-z]{1,8})?")


def read_paragraphs(
    path: str,
    raw: str | None,
    locators: Sequence[str],
) -> tuple[dict[str, Paragraph], list[Finding]]:
    """Read paragraphs.tsv.

    Args:
        path: The path to name in findings.
        raw: The text of the file; None when there is no file.
        locators: The locators that map.yml declares, in reading order.

    Returns:
        The paragraphs by locator in the order of the locators, and the findings; no paragraphs when anything is wrong
        with them as a whole.
    """
    if raw is None:
        return {}, []
    text = as_read(raw)
    findings = list(character_findings(path, text))
    lines = text.split("\n")
    columns = (*COLUMNS, PAGE) if lines[0] == f"{_HEAD}\t{PAGE}" else COLUMNS
    if lines[0] != "\t".join(columns):
        message = "the first line does not name the columns"
        return {}, [*findings, Finding(Place(path), "AM047", message, f"write {_HEAD!r}, where \\t is a tab")]
    if len(lines) > _MOST_LINES:
        message = f"the file has {len(lines):,} lines, {_MOST_LINES:,} are allowed"
        return {}, [*findings, Finding(Place(path), "AM047", message, "give each locator of map.yml one line")]
    known = frozenset(locators)
    paragraphs: dict[str, Paragraph] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        place = Place(path, number)
        cells = [" ".join(cell.split()) for cell in line.split("\t")]
        if len(cells) == len(COLUMNS):  # an editor that trims lines takes the tab before an empty page away
            cells += [""] * (len(columns) - len(COLUMNS))
        if len(cells) != len(columns) or not all(cells[: len(COLUMNS)]):
            findings.append(Finding(place, "AM047", f"this line has {len([*filter(None, cells)])} columns", _HINT))
            continue
        paragraph = Paragraph(cells[0], cells[1], cells[2], place, "".join(cells[len(COLUMNS) :]))
        findings += _faults(paragraph, paragraphs, known)
        paragraphs.setdefault(paragraph.locator, paragraph)
    findings += _order(path, paragraphs, locators)
    return {locator: paragraphs[locator] for locator in locators if locator in paragraphs}, findings


def _faults(paragraph: Paragraph, earlier: dict[str, Paragraph], locators: frozenset[str]) -> Iterator[Finding]:
    locator, place = paragraph.locator, paragraph.place
    if locator not in locators:
        hint = closest(locator, locators) or "map.yml declares sections and notes"
        yield Finding(place, "AM047", f'the locator "{excerpt(locator)}" is not declared in map.yml', hint)
    elif locator in earlier:
        message = f"{locator} stands first on line {earlier[locator].place.line}"
        yield Finding(place, "AM047", message, "delete one of the two lines")
    if paragraph.page and not _PAGES.fullmatch(paragraph.page):
        message = f'{locator}: "{excerpt(paragraph.page)}" is not a page'
        yield Finding(place, "AM047", message, "write it like 7, or 7-8")
    for words in (paragraph.first_words, paragraph.last_words):
        if len(words.split()) >= QUOTE_WORDS:
            message = f"{locator}: {len(words.split())} words; fewer than {QUOTE_WORDS} are allowed"
            yield Finding(place, "AM041", message, "a few words are enough to find the place")


def _order(path: str, paragraphs: dict[str, Paragraph], locators: Sequence[str]) -> Iterator[Finding]:
    missing = [locator for locator in locators if locator not in paragraphs]
    if missing:
        message = f"there is no line for {', '.join(missing[:3])}" + (" and others" if missing[3:] else "")
        yield Finding(Place(path), "AM047", message, "give each locator that map.yml declares a line")
    known = frozenset(locators)
    in_file = [locator for locator in paragraphs if locator in known]
    for actual, expected in zip(in_file, [locator for locator in locators if locator in paragraphs], strict=True):
        if actual != expected:
            place = paragraphs[actual].place
            yield Finding(place, "AM047", f"{actual} stands where {expected} is due", "keep the order of map.yml")
            return
