"""Finds the front matter of a node's file, and takes it apart without losing a sign of it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from argmap.read.yamltree import Table, parse_yaml

_FENCE = re.compile(r"^---[ \t]*\r?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A node's fields as they stand in its file, between `before` (the opening line) and `after` (all the rest)."""

    before: str
    lines: tuple[str, ...]
    after: str
    table: Table

    def text(self, lines: Iterable[str] | None = None) -> str:
        """Put the file together again, with its own lines or others."""
        return self.before + "".join(self.lines if lines is None else lines) + self.after


def fences(text: str) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """Find the lines of three hyphens between which a file's front matter stands; the first begins the file."""
    opening = _FENCE.match(text)
    return opening, _FENCE.search(text, opening.end()) if opening else None


def front_matter_of(text: str) -> FrontMatter | None:
    """Return a file's front matter; None when it has none, or none that can be changed safely.

    That is so when the YAML has faults, a field does not begin a line, or lines end in a carriage return alone.
    """
    body = text.removeprefix("\ufeff")
    opening, closing = fences(body)
    if opening is None or closing is None:
        return None
    inside = body[opening.end() + 1 : closing.start()]
    unix = inside.replace("\r\n", "\n")
    table, findings = parse_yaml(unix, "")
    if (
        "\r" in unix
        or findings
        or not isinstance(table, Table)
        or any(place.column != 1 for place in table.keys.values())
    ):
        return None
    lines = tuple(f"{line}\n" for line in inside.split("\n")[:-1])
    start = len(text) - len(body)
    return FrontMatter(text[: start + opening.end() + 1], lines, body[closing.start() :], table)
