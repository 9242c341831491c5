"""What a preview shows of errors: what is wrong, where, and how to mend it, at the address of what they are in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from argmap.model.findings import Finding
from argmap.model.rules import RULES
from argmap.pages.page import NOT_SEARCHED, PageMeta

_AROUND = 2
"""How many lines are shown before and behind the one at which an error stands."""


@dataclass(frozen=True, slots=True)
class Fault:
    """An error as a page shows it.

    `lines` are those around its place, with their numbers; `to_rule` is what the rule is for and how it is kept.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str
    reason: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class FaultyPage:
    """The page that stands in the place of one whose files have errors.

    `is_shown` tells whether the rest of the map is there, as it was when it had no errors. `others` are the pages of
    further errors of the map: paths of files with their addresses.
    """

    TEMPLATE: ClassVar[str] = "faulty.html"

    meta: PageMeta
    faults: Sequence[Fault]
    is_shown: bool
    others: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class FaultNote:
    """What stands above the other pages of a map with errors: the files that have some, with the ways to them."""

    TEMPLATE: ClassVar[str] = "faulty-note.html"

    pages: Sequence[tuple[str, str]]


def faulty_page(
    errors: Sequence[Finding],
    texts: Mapping[str, str],
    heading: str,
    *,
    is_shown: bool,
    others: Sequence[tuple[str, str]] = (),
) -> FaultyPage:
    """Gather what a page says of errors.

    Args:
        errors: The errors of one page's files.
        texts: The texts of the files, by their paths.
        heading: What the page is called.
        is_shown: Whether the rest of the map is there.
        others: Files with further errors of the map, with their addresses.

    Returns:
        The data of the page.
    """
    meta = PageMeta(heading, heading, front={"hide": ["toc"], "search": NOT_SEARCHED})
    return FaultyPage(meta, [_fault(error, texts.get(error.place.path, "")) for error in errors], is_shown, others)


def _fault(error: Finding, text: str) -> Fault:
    path, line, column = error.place.path, error.place.line, error.place.column
    lines = list(enumerate(text.splitlines(), 1))[max(0, line - 1 - _AROUND) : line + _AROUND]
    return Fault(path, line, column, error.code, error.message, error.hint, RULES[error.code].reason, tuple(lines))
