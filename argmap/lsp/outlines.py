"""What a file of a map holds, as a tree for an editor's outline, and all nodes, to look for."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from argmap.lsp.state import Span, State
from argmap.model.findings import Place
from argmap.read.frontmatter import front_matter_of
from argmap.read.layout import REFERENCES_FILES
from argmap.read.meant import excerpt
from argmap.read.yamltree import Listing, Scalar, Table, Value, parse_yaml

_Placed = TypeVar("_Placed")


class Part(Enum):
    """What a part of a file is, for the picture that an editor puts before it."""

    NODE = "node"
    FIELD = "field"
    ENTRY = "entry"
    WORK = "work"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A part of a file.

    Attributes:
        part: What it is.
        name: What it is called.
        detail: A few words about it.
        span: All of it.
        parts: What it holds in turn.
    """

    part: Part
    name: str
    detail: str
    span: Span
    parts: tuple["Symbol", ...] = ()


def outline(state: State, path: str) -> list[Symbol]:
    """Return the outline of a file.

    Args:
        state: What is known of the docs folder.
        path: The path of a file below the docs folder.

    Returns:
        Of a node's file the node, with its fields; of map.yml and the files beside it their fields and entries, and of
        a list of works the works. Nothing of what cannot be read.
    """
    lines = state.lines(path)
    end = (len(lines), len(lines[-1]) + 1)
    if path in state.files:
        _, node = state.files[path]
        front = front_matter_of(state.sources.texts[path])
        fields = tuple(_fields(front.table, path, 1, (node.prose_line, 1))) if front else ()
        return [Symbol(Part.NODE, node.title or node.id, node.kind, Span(Place(path), *end), fields)]
    if state.fields(path):
        table, _ = parse_yaml("\n".join(lines), path)
        return [*_fields(table, path, 0, end)] if isinstance(table, Table) else []
    argument_map = state.map_of(path)
    if argument_map is None or path.removeprefix(f"{argument_map.id}/") not in REFERENCES_FILES:
        return []
    works = [work for work in argument_map.references if work.place.path == path]
    return [
        Symbol(Part.WORK, work.key, excerpt(str(work.entry.get("title", ""))), _line(work.place, lines))
        for work in works
    ]


def _line(place: Place, lines: list[str]) -> Span:
    return Span(place, place.line, len(lines[place.line - 1]) + 1)


def _fields(table: Table, path: str, above: int, end: tuple[int, int]) -> Iterator[Symbol]:
    """Yield the fields of a table, each up to the next one; `above` is how many lines of the file stand above it."""
    for (name, place), stop in _up_to_next([*table.keys.items()], above, end):
        value = table.entries[name]
        span = Span(Place(path, place.line + above, place.column), *stop)
        items = value.items if isinstance(value, Listing) else ()
        entries = tuple(
            _entry(item, path, above, until) for (item, _), until in _up_to_next(_placed(items), above, stop)
        )
        yield Symbol(Part.FIELD, name, excerpt(_words(value)), span, entries)


def _placed(items: tuple[Value, ...]) -> list[tuple[Value, Place]]:
    return [(item, item.place) for item in items]


def _up_to_next(
    placed: list[tuple[_Placed, Place]], above: int, end: tuple[int, int]
) -> Iterator[tuple[tuple[_Placed, Place], tuple[int, int]]]:
    """Yield things together with where the next one begins, or where all of them end."""
    starts = [(place.line + above, place.column) for _, place in placed[1:]]
    yield from zip(placed, [*starts, end], strict=False)  # nothing ends where there is nothing


def _entry(item: Value, path: str, above: int, end: tuple[int, int]) -> Symbol:
    values = [*item.entries.values()] if isinstance(item, Table) else [item]
    first, *rest = [_words(value) for value in values] or [""]
    span = Span(Place(path, item.place.line + above, item.place.column), *end)
    return Symbol(Part.ENTRY, excerpt(first) or "…", excerpt(" ".join(rest)), span)


def _words(value: Value) -> str:
    """Return the words of a value; nothing of lists and tables, which an outline shows by their parts."""
    return value.text if isinstance(value, Scalar) else ""
