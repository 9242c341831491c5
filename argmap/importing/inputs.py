"""The texts of an input, and the values of those that are JSON or YAML, each with the place where it stands."""

import json
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from argmap.importing.parsed import Telling, UnreadableError
from argmap.model.characters import as_read
from argmap.model.findings import Place, place_at
from argmap.read.jsonparts import key_given_twice, parts_of
from argmap.read.meant import excerpt
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
        UnreadableError: When it is no JSON, nested too deep, or has a key twice in one object.
    """
    is_given_twice = False

    def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal is_given_twice
        whole = dict(pairs)
        is_given_twice |= len(whole) < len(pairs)
        return whole

    start = len(text) - len(text.lstrip())
    try:
        value = json.loads(text, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        what = f"this is no JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise UnreadableError(Place(path, error.lineno, error.colno), what, "export the file again") from error
    except (RecursionError, ValueError) as error:  # a number of thousands of digits is the other
        what = "this JSON is nested too deep, or holds a number without end"
        raise UnreadableError(Place(path), what, "no argument map needs that; export the file again") from error
    if is_given_twice:  # JSON says not which of the two counts
        way, before, offset = key_given_twice(text, start)
        what = f"the key {excerpt(str(way[-1]))} stands here and in line {place_at(path, text, before).line}"
        raise UnreadableError(place_at(path, text, offset), what, "delete one of the two")
    offsets: dict[Way, int] = {}
    breaks = [number for number, sign in enumerate(text) if sign == "\n"]

    def place_of(way: Way) -> Place:
        if not offsets:
            offsets[()] = 0
            for part, offset in parts_of(text, start):
                offsets.setdefault(part, offset)
        offset = offsets.get(way, 0)
        line = bisect_left(breaks, offset)
        return Place(path, line + 1, offset - (breaks[line - 1] if line else -1))

    return value, place_of


@dataclass(slots=True)
class JsonReading(Telling):
    """A file of JSON as it is read.

    Attributes:
        place_of: Tells where a part of it stands.
        mend: What to do where it is not of the format.
    """

    place_of: Callable[[Way], Place]
    mend: str

    def object(self, value: Any, place: Place, what: str = "an object") -> dict[str, Any]:  # noqa: ANN401 - JSON
        """Return what must be an object."""
        if not isinstance(value, dict):
            raise UnreadableError(place, f"{what} is expected here", self.mend)
        return value

    def require(self, whole: Mapping[str, Any], names: Sequence[str], *way: str) -> None:
        """Refuse an object, which the way leads to, that lacks one of its lists."""
        for name in names:
            if name not in whole:
                raise UnreadableError(self.place_of(way), f"there are no {name}", self.mend)

    def entries(self, whole: Mapping[str, Any], *way: str) -> Iterator[tuple[Place, dict[str, Any]]]:
        """Yield the objects of a list, which the way leads to, each with its place; an absent list is an empty one."""
        listed = whole.get(way[-1])
        if listed is not None and not isinstance(listed, list):
            raise UnreadableError(self.place_of(way), f"{way[-1]} are a list", self.mend)
        for number, entry in enumerate(listed or ()):
            place = self.place_of((*way, number))
            yield place, self.object(entry, place, f"an object in the list of {way[-1]}")

    def text(self, entry: Mapping[str, Any], name: str, place: Place) -> str:
        """Return a text of an object, or a number as one; empty where it has none."""
        value = entry.get(name)
        if value is None:
            return ""
        if isinstance(value, str | int) and not isinstance(value, bool):
            return str(value)
        raise UnreadableError(place, f"its {name} is no text", self.mend)

    def id(self, entry: Mapping[str, Any], name: str, place: Place) -> str:
        """Return a text that an object must have."""
        found = self.text(entry, name, place)
        if not found:
            raise UnreadableError(place, f"it has no {name}", self.mend)
        return found


def json_reading(files: Mapping[str, str], mend: str) -> tuple[JsonReading, dict[str, Any]]:
    """Read the only file of a format that is JSON, an object.

    Args:
        files: Its text by its path.
        mend: What to do where it is not of the format.

    Returns:
        What tells where its parts stand, and the object.

    Raises:
        UnreadableError: When it is none.
    """
    ((path, text),) = files.items()
    value, place_of = json_input(path, text)
    reading = JsonReading(place_of, mend)
    return reading, reading.object(value, place_of(()), "an object with nodes and edges")


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
