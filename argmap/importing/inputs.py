"""The texts of an input, and the values of those that are JSON or YAML, each with the place where it stands."""

import json
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from argmap.importing.parsed import UnreadableError
from argmap.model.characters import as_read
from argmap.model.findings import Place, place_at
from argmap.read.jsonparts import parts_of
from argmap.read.yamltree import Value, parse_yaml

LARGEST_FILE = 16 * 1024 * 1024
LARGEST_TOGETHER = 64 * 1024 * 1024
MOST_FILES = 20_000
"""How much one map can be imported from: more than any that people wrote, and little enough to be read at once."""

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_BEGINS = 2


def decoded(path: str, data: bytes) -> str:
    """Return the text of a file.

    Args:
        path: The path to name.
        data: What the file holds.

    Returns:
        Its text with line feeds: UTF-8, or UTF-16 where it begins with that one's mark, as Excel writes it.

    Raises:
        UnreadableError: When it is neither.
    """
    encoding = _MARKS.get(data[:_BEGINS], "utf-8")
    try:
        return as_read(data.decode(encoding))
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        what = f"the byte 0x{data[error.start]:02x} is not {encoding.upper()}"
        raise UnreadableError(place_at(path, before, len(before)), what, "save the file as UTF-8") from error


Way = tuple[str | int, ...]
"""The way to a part of a JSON value: names of keys and numbers of items."""


def json_input(path: str, text: str) -> tuple[Any, Callable[[Way], Place]]:
    """Read a file of JSON.

    Args:
        path: The path to name.
        text: The text of the file.

    Returns:
        Its value, and what tells where a part of it stands: the value of a key, by the key; the head of the file for
        what is not there.

    Raises:
        UnreadableError: When it is no JSON, or nested too deep.
    """
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        what = f"this is no JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise UnreadableError(Place(path, error.lineno, error.colno), what, "export the file again") from error
    except (RecursionError, ValueError) as error:  # a number of thousands of digits is the other
        what = "this JSON is nested too deep, or holds a number without end"
        raise UnreadableError(Place(path), what, "no argument map needs that; export the file again") from error
    offsets: dict[Way, int] = {}
    breaks = [number for number, sign in enumerate(text) if sign == "\n"]

    def place_of(way: Way) -> Place:
        if not offsets:
            offsets[()] = 0
            for part, offset in parts_of(text, len(text) - len(text.lstrip())):
                offsets.setdefault(part, offset)
        offset = offsets.get(way, 0)
        line = bisect_left(breaks, offset)
        return Place(path, line + 1, offset - (breaks[line - 1] if line else -1))

    return value, place_of


def yaml_input(path: str, text: str) -> Value | None:
    """Read a file of YAML as strictly as the files of maps: no key twice, no anchors, aliases or tags.

    Args:
        path: The path to name.
        text: The text of the file.

    Returns:
        Its value, each part with its place; None for an empty file.

    Raises:
        UnreadableError: At the first thing that YAML cannot be, or that is not allowed.
    """
    value, findings = parse_yaml(text, path)
    if findings:
        first = min(findings)
        raise UnreadableError(first.place, first.message, first.hint)
    return value
