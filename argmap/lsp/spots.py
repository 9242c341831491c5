"""What stands at a place of a file: by its signs alone, so that half-typed fields are understood too."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from argmap.lsp.state import Cursor, State
from argmap.model.characters import as_read
from argmap.model.fields import (
    AUTHOR_FIELDS,
    EDITION_FIELDS,
    RELATION_FIELDS,
    SECTION_FIELDS,
    SOURCE_FIELDS,
    STEP_FIELDS,
    TERM_FIELDS,
    UNDERCUT_FIELDS,
    Field,
    Form,
)
from argmap.model.relations import RelationType
from argmap.read.frontmatter import fences

_ENTRIES = {
    Form.RELATIONS: RELATION_FIELDS,
    Form.UNDERCUTS: UNDERCUT_FIELDS,
    Form.SOURCES: SOURCE_FIELDS,
    Form.SECTIONS: SECTION_FIELDS,
    Form.STEPS: STEP_FIELDS,
    Form.TERMS: TERM_FIELDS,
    Form.EDITIONS: EDITION_FIELDS,
    Form.AUTHORS: AUTHOR_FIELDS,
}
"""The fields of the entries of a field's list."""

_KEY = re.compile(r"(?P<name>[A-Za-z][\w-]*)[ \t]*:(?=\s|$)")
_TYPED = re.compile(r"[\w./:+-]*$")
_REST = re.compile(r"(?:[\w./+-]|:(?=\w))*")
_WITHIN_LINK = re.compile(r"(?:\]\(\s*<?|^\s*\[[^\]]+\]:\s*<?)(?P<address>[^)\s>]*)")
_CITED = re.compile(r"(?<![\w.\\])@\{?$")
_LISTED = re.compile(r"""(?:["']?\bid["']?\s*:\s*["']?|^@\w+\{\s*)$""")
"""What stands before a work's key in a list of works: in JSON and YAML, or in BibTeX."""
_BLOCK_OF = re.compile(r"""^of:\s*["']?$""")
"""What stands before the name of a map or node in a block of a page."""


class Region(Enum):
    """In which part of a file something stands."""

    FIELD_NAME = "field name"
    VALUE = "value"
    PROSE = "prose"
    CITATION = "citation"
    LINK = "link"
    BLOCK = "block"


class Sense(Enum):
    """What a word names."""

    NODE = "node"
    WORK = "work"
    VOICE = "voice"
    LOCATOR = "locator"
    TAG = "tag"
    FILE = "file"


_SENSES = {
    **{(kind.value, part): Sense.NODE for kind in RelationType for part in ("", "to")},
    ("replaced-by", ""): Sense.NODE,
    ("overview", ""): Sense.NODE,
    ("path", "node"): Sense.NODE,
    ("cites", ""): Sense.WORK,
    ("work", ""): Sense.WORK,
    ("works", "id"): Sense.WORK,
    ("voice", ""): Sense.VOICE,
    ("terms", "id"): Sense.VOICE,
    ("source", "at"): Sense.LOCATOR,
    ("not-argued", ""): Sense.LOCATOR,
    ("tags", ""): Sense.TAG,
}
"""What the words of a field name, by the field and the part of an entry."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What stands at a place.

    Attributes:
        region: In which part of the file it stands.
        line: The line, counted from 1.
        start: The column at which the word begins, in characters counted from 1.
        end: The column behind its end.
        word: The word, without signs that end a sentence or a name; empty where there is none.
        typed: As much of it as stands before the place.
        field: The field of the file in which it stands, or None.
        part: The name of the field of an entry in which it stands, such as `to`, or empty.
        choices: Where the name of a field can stand here, the fields.
        before: What stands before the word in the same item, such as `doe-2020, `.
        present: The names of fields that the file, or the entry, has already.
    """

    region: Region
    line: int
    start: int
    end: int
    word: str
    typed: str
    field: Field | None = None
    part: str = ""
    choices: tuple[Field, ...] = ()
    before: str = ""
    present: frozenset[str] = frozenset()

    @property
    def sense(self) -> Sense | None:
        """What the word names; None for a word that names nothing."""
        if self.region is Region.CITATION:
            return Sense.WORK
        if self.region is Region.LINK:
            return Sense.FILE
        if self.region is Region.BLOCK:
            return Sense.NODE
        named = self.region is Region.VALUE and self.field is not None and not (self.is_cite and "," in self.before)
        return _SENSES.get((self.field.name, self.part)) if named and self.field else None

    @property
    def innermost(self) -> Field | None:
        """The field in whose value it stands, of the file or of an entry; None for one that is not known."""
        if self.field is None or not self.part:
            return self.field
        return next((one for one in _ENTRIES.get(self.field.form, ()) if one.name == self.part), None)

    @property
    def is_cite(self) -> bool:
        """Whether it stands among the works of the field `cites`, behind whose keys locators follow."""
        return self.field is not None and self.field.form is Form.CITES


def spot_at(state: State, cursor: Cursor) -> Spot:
    """Tell what stands at a place of a file.

    Args:
        state: What is known of the docs folder.
        cursor: The place.

    Returns:
        What stands there.
    """
    raw = as_read(cursor.text)
    lines = raw.split("\n")
    number = min(max(cursor.line, 1), len(lines)) - 1
    content = lines[number]
    at = min(max(cursor.column - 1, 0), len(content))
    fields = state.fields(cursor.path)
    first, last = _yaml_lines(raw, lines) if state.is_node(cursor.path) else (0, len(lines))
    if not fields or not first <= number < last:
        return _in_prose(_before_word(state, cursor.path), content, number, at)
    return _in_fields(lines[first:last], number - first, at, fields, first)


def _before_word(state: State, path: str) -> Mapping[re.Pattern[str], Region]:
    """Return what stands before words that name something in a file without fields, and what they are then."""
    if state.is_node(path):
        return {_CITED: Region.CITATION}
    return {_BLOCK_OF: Region.BLOCK} if path.endswith(".md") else {_LISTED: Region.CITATION}


def _yaml_lines(raw: str, lines: Sequence[str]) -> tuple[int, int]:
    """Return between which lines of a node's file the fields stand; without a closing line, all behind the first."""
    opening, closing = fences(raw)
    if opening is None:
        return 0, 0
    return 1, raw.count("\n", 0, closing.start()) if closing else len(lines)


def _word(content: str, at: int) -> tuple[int, int, str, str]:
    """Return where the word at a place begins and ends, the word, and as much of it as stands before the place."""
    typed = _TYPED.search(content, 0, at)
    start = typed.start() if typed else at
    rest = _REST.match(content, at)
    end = rest.end() if rest else at
    return start, end, content[start:end].rstrip(".:,"), content[start:at]


def _in_prose(before_word: Mapping[re.Pattern[str], Region], content: str, number: int, at: int) -> Spot:
    for link in _WITHIN_LINK.finditer(content):
        if link.start("address") <= at <= link.end("address"):
            address = link["address"]
            typed = content[link.start("address") : at]
            return Spot(Region.LINK, number + 1, link.start("address") + 1, link.end() + 1, address, typed)
    start, end, word, typed = _word(content, at)
    found = (region for before, region in before_word.items() if before.search(content[:start]))
    region = next(found, Region.PROSE)
    return Spot(region, number + 1, start + 1, end + 1, word, typed, before=content[:start])


def _in_fields(lines: Sequence[str], number: int, at: int, fields: tuple[Field, ...], first: int) -> Spot:
    content = lines[number]
    heads = [(index, head) for index, line in enumerate(lines) if (head := _KEY.match(line))]
    start, end, word, typed = _word(content, at)
    here = (number + first + 1, start + 1, end + 1, word, typed)
    above = [(index, head) for index, head in heads if index <= number]
    is_name = any(index == number and at <= head.end("name") for index, head in heads)
    if is_name or not above or re.fullmatch(r"(?:[A-Za-z][\w-]*)?", content[:at]):
        present = frozenset(head["name"] for index, head in heads if index != number)
        known = next((field for field in fields if field.name == word), None)
        region = Region.PROSE if content.lstrip().startswith("#") else Region.FIELD_NAME
        return Spot(region, *here, field=known, choices=fields, present=present)
    index, head = above[-1]
    field = next((one for one in fields if one.name == head["name"]), None)
    if field is None or content.lstrip().startswith("#"):
        return Spot(Region.PROSE, *here)
    value = "\n".join([*lines[index:number], content[:at]])[head.end() :]
    inner = _inner(value)
    choices = _ENTRIES.get(field.form, ())
    before = inner.before.removesuffix(typed)
    if choices and inner.in_entry and not inner.part:
        known = next((one for one in choices if one.name == word), None)
        return Spot(Region.FIELD_NAME, *here, field=known, choices=choices, present=frozenset(inner.present))
    if field.form is Form.WORKS and not inner.part:
        return Spot(Region.PROSE, *here)
    begun = choices if inner.in_lines and not inner.part and "\n" in value else ()  # an entry may begin here
    return Spot(Region.VALUE, *here, field=field, part=inner.part, choices=begun, before=before)


@dataclass(slots=True)
class _Inner:
    """Where in a field's value a place is: within an entry with names, behind which of them, and behind what else."""

    in_entry: bool = False
    part: str = ""
    before: str = ""
    present: tuple[str, ...] = ()
    in_lines: bool = False
    """Whether an entry here has a line for each of its names, and no brackets."""


def _inner(value: str) -> _Inner:
    """Go through a value up to a place, as YAML's brackets and lines divide it."""
    stack: list[tuple[str, _Inner]] = []
    inner = _Inner()
    quote = ""
    for position, sign in enumerate(value):
        if quote:
            quote = "" if sign == quote else quote
            inner.before += sign if quote else ""
        elif sign in "'\"" and not inner.before.strip():
            quote = sign
        elif sign in "[{":
            stack.append((sign, inner))
            inner = _Inner(in_entry=sign == "{", part=inner.part if sign == "[" else "")
        elif sign in "]}" and stack:
            _, inner = stack.pop()
            inner.before = sign
        elif sign == "," and stack:
            inner = _behind_comma(inner, stack[-1][0])
        elif sign == "\n" and not stack:
            inner = _Inner(in_entry=inner.in_entry, present=inner.present)
        elif sign == "-" and not stack and not inner.before.strip() and value[position + 1 : position + 2] in (" ", ""):
            inner = _Inner()
        elif (
            sign == ":" and (not stack or stack[-1][0] == "{") and value[position + 1 : position + 2] in (" ", "\n", "")
        ):
            name = inner.before.strip()
            inner = _Inner(in_entry=True, part=name, present=(*inner.present, name))
        else:
            inner.before += sign
    inner.in_lines = not stack
    inner.before = inner.before.lstrip()
    return inner


def _behind_comma(inner: _Inner, bracket: str) -> _Inner:
    """Return what begins behind a comma: another name in an entry, another item in a list."""
    if bracket == "{":
        return _Inner(in_entry=True, present=inner.present)
    return _Inner(part=inner.part)
