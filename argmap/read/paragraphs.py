"""Reads paragraphs.tsv: where each paragraph and note of the mapped text begins and ends, in a few words.

Lines of tab-separated columns, the first line naming them. Quotation marks have no meaning of their own.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from argmap.model.beside import Paragraph
from argmap.model.characters import as_read
from argmap.model.findings import Finding, Place
from argmap.model.limits import QUOTE_WORDS
from argmap.read.locators import counts_of, locator_hint
from argmap.read.meant import excerpt
from argmap.read.values import character_findings

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
    raw: str,
    locators: Sequence[str],
) -> tuple[dict[str, Paragraph], list[Finding]]:
    """Read paragraphs.tsv.

    Args:
        path: The path to name in findings.
        raw: The text of the file.
        locators: The locators that map.yml declares, in reading order.

    Returns:
        The paragraphs by locator in the order of the locators, and the findings; no paragraphs when anything is wrong
        with them as a whole.
    """
    text = as_read(raw)
    findings = list(character_findings(path, text))
    lines = text.split("\n")
    columns = (*COLUMNS, PAGE) if lines[0] == f"{_HEAD}\t{PAGE}" else COLUMNS
    if lines[0] != "\t".join(columns):
        message = "the first line does not name the columns"
        hint = f"write {', '.join(COLUMNS)} with a tab between them, and below a line so for each locator of map.yml"
        return {}, [*findings, Finding(Place(path), "AM047", message, hint)]
    if not locators:
        message = "map.yml declares no sections and no notes, so there are no paragraphs to tell of"
        hint = "declare them in map.yml, or delete this file"
        return {}, [*findings, Finding(Place(path), "AM047", message, hint)]
    if len(lines) > _MOST_LINES:
        message = f"the file has {len(lines):,} lines, {_MOST_LINES:,} are allowed"
        return {}, [*findings, Finding(Place(path), "AM047", message, "give each locator of map.yml one line")]
    named = {line.partition("\t")[0].strip() for line in lines}
    free = [locator for locator in locators if locator not in named]
    counts, known = counts_of(locators), frozenset(locators)
    paragraphs: dict[str, Paragraph] = {}
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        place = Place(path, number)
        cells = [" ".join(cell.split()) for cell in line.rstrip().split("\t")]
        cells += [""] * (len(columns) - len(cells))  # editors take away, and spreadsheets add, tabs at the end
        if len(cells) > len(columns) or not all(cells[: len(COLUMNS)]):
            findings.append(Finding(place, "AM047", *_of_columns(cells, columns)))
            continue
        paragraph = Paragraph(cells[0], cells[1], cells[2], place, "".join(cells[len(COLUMNS) :]))
        findings += _faults(paragraph, paragraphs)
        if paragraph.locator not in known:
            message = f'the locator "{excerpt(paragraph.locator)}" is not declared in map.yml'
            findings.append(Finding(place, "AM047", message, locator_hint(paragraph.locator, counts, free)))
        paragraphs.setdefault(paragraph.locator, paragraph)
    if free:
        message = f"there is no line for {', '.join(free[:3])}" + (" and others" if free[3:] else "")
        findings.append(Finding(Place(path), "AM047", message, "give each locator that map.yml declares a line"))
    findings += _order(paragraphs, locators)
    return {locator: paragraphs[locator] for locator in locators if locator in paragraphs}, findings


def _of_columns(cells: Sequence[str], columns: Sequence[str]) -> tuple[str, str]:
    """Say what is wrong with the columns of a line, and how to mend it."""
    if len(cells) == len(COLUMNS) + 1 and all(cells):
        hint = f"write a tab and {PAGE} behind the first line, or delete the fourth column here"
        return "this line has a fourth column, and the first line names three", hint
    if len(cells) > len(columns):
        return f"this line has {len(cells)} columns", _HINT
    empty = [name for name, cell in zip(COLUMNS, cells, strict=False) if not cell]
    return f"nothing stands on this line under {' and '.join(empty)}", _HINT


def _faults(paragraph: Paragraph, earlier: dict[str, Paragraph]) -> Iterator[Finding]:
    locator, place = paragraph.locator, paragraph.place
    if locator in earlier:
        message = f"{locator} stands first on line {earlier[locator].place.line}"
        yield Finding(place, "AM047", message, "delete one of the two lines")
    if paragraph.page and not _PAGES.fullmatch(paragraph.page):
        message = f'{locator}: "{excerpt(paragraph.page)}" is not a page'
        yield Finding(place, "AM047", message, "write it like 7, or 7-8")
    for words in (paragraph.first_words, paragraph.last_words):
        if len(words.split()) >= QUOTE_WORDS:
            message = f"{locator}: {len(words.split())} words; fewer than {QUOTE_WORDS} are allowed"
            yield Finding(place, "AM041", message, "a few words are enough to find the place")


def _order(paragraphs: Mapping[str, Paragraph], locators: Sequence[str]) -> list[Finding]:
    """Report the first line that does not stand in the order of map.yml."""
    due = [locator for locator in locators if locator in paragraphs]
    known = frozenset(due)
    in_file = [locator for locator in paragraphs if locator in known]
    return [
        Finding(
            paragraphs[actual].place, "AM047", f"{actual} stands where {expected} is due", "keep the order of map.yml"
        )
        for actual, expected in zip(in_file, due, strict=True)
        if actual != expected
    ][:1]
