"""Reads references.json: a JSON array of CSL-JSON entries, as Zotero exports it and pandoc reads it.

A slip in one entry is told where it is, and hides no other entry.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from argmap.model.findings import Finding, Place
from argmap.model.maps import Reference
from argmap.read.entries import EntryReader, Part
from argmap.read.jsonparts import key_given_twice, parts_of
from argmap.read.meant import excerpt
from argmap.read.values import character_findings

_MOST_ENTRIES = 20_000
"""More works, each with authors, a title and a date, than a file within its limit can hold."""
_LONGEST_NUMBER = 300
_DEEPEST = 100
_TOO_DEEP = "the values are nested too deeply"
_OPENING = ('"', "{", "[", "")
"""What can follow where a comma is missing; nothing does at the end of a file."""
_SPACE = re.compile(r"[ \t\r\n]*")
_SEPARATORS = re.compile(r"[ \t\r\n,]*")
_CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|\|{7}(?: .*)?|={7}|>{7}(?: .*)?)\r?$", re.MULTILINE)
"""What git writes around two versions of which it could not make one."""
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"?', re.DOTALL)
_ID = re.compile(r'"id"\s*:\s*"([^"\x00-\x1f]{1,120})"')
_JSON_HINT = "it must be a list of entries in square brackets, as Zotero exports it in the format CSL JSON"
_INSTEAD = {
    "{": "put [ before the first entry and ] behind the last, and delete what stands around them",
    "@": "this is BibTeX: call the file references.bib",
}
"""What to do with a file that begins with a sign, and with no list."""
_MEND = {
    "Expecting property name": "write names between double quotation marks",
    "Invalid \\escape": r"write \\ for each backslash of the text itself",
}
"""What to do where Python's reader says so."""
_END_HINT = "the list ends with ]; is the file whole?"


@dataclass(frozen=True, slots=True)
class Bibliography:
    """What a file of references holds.

    Attributes:
        references: The works in the order of their keys.
        findings: What is wrong with the file.
        whole: Whether all entries could be read; else a key that is not among the works may be one of the others.
    """

    references: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    whole: bool = True


class _SlipError(ValueError):
    """A slip, with the offset of its place; the message says what, the hint how to mend it."""

    def __init__(self, offset: int, message: str, hint: str, code: str = "AM050") -> None:
        super().__init__(message)
        self.offset = offset
        self.hint = hint
        self.code = code


@lru_cache(maxsize=8)  # who follows what is typed in nodes reads the same works again and again
def read_references(path: str, text: str | None) -> Bibliography:
    """Read references.json.

    Args:
        path: The path to name in findings.
        text: The text of the file; None when there is no file.

    Returns:
        What it holds.
    """
    if text is None:
        return Bibliography()
    text = text.removeprefix("\ufeff")
    starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place_of(offset: int) -> Place:
        line = bisect_right(starts, offset)
        return Place(path, line, offset - starts[line - 1] + 1)

    findings = list(character_findings(path, text))
    entries = EntryReader(text)
    slips: list[_SlipError] = []
    works: list[Reference] = []
    for offset, entry in _entries(text, slips):

        def place_of_part(part: Part, offset: int = offset) -> Place:
            return place_of(next((where for way, where in parts_of(text, offset) if way == part), offset))

        work = entries.reference(entry, place_of_part)
        if work is not None:
            works.append(work)
    is_merged = _CONFLICT.search(text) is None
    told = slips if is_merged else slips[:1]  # what follows from two versions of a list is not said singly
    findings += [Finding(place_of(slip.offset), slip.code, str(slip), slip.hint) for slip in told]
    references: dict[str, Reference] = {}
    for work in works:
        first = references.setdefault(work.key, work)
        if first is not work and is_merged:
            message = f'the id "{work.key}" stands first on line {first.place.line}'
            findings.append(Finding(work.place, "AM052", message, "rename one entry, or delete the copy"))
    out_of_order = next((after for before, after in pairwise(works) if before.key > after.key), None)
    if out_of_order is not None and is_merged:
        message = f'"{out_of_order.key}" stands behind an id that comes later in the alphabet'
        hint = "sort the entries by id, as argmap fmt --collect does"
        findings.append(Finding(out_of_order.place, "AM053", message, hint))
    return Bibliography(
        tuple(references[key] for key in sorted(references)),
        (*findings, *entries.findings, *entries.remarks()),
        whole=not slips,
    )


def _unique_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entry = dict(pairs)
    if len(entry) < len(pairs) and any(entry[name] != value for name, value in pairs):
        raise _TwiceError
    return entry


class _TwiceError(ValueError):
    """An object has a key twice, with two values, so that readers of JSON do not agree on it."""


class _NumberError(ValueError):
    """Python's reader takes it, others do not."""


def _whole_number(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        message = f"a number has more than {_LONGEST_NUMBER} digits"
        raise _NumberError(message)
    return int(digits)


def _no_number(word: str) -> float:
    message = f"JSON has no number {word}"
    raise _NumberError(message)


_DECODER = json.JSONDecoder(object_pairs_hook=_unique_keys, parse_int=_whole_number, parse_constant=_no_number)


def _skip(text: str, offset: int) -> int:
    match = _SPACE.match(text, offset)
    return match.end() if match else offset


def _entries(text: str, slips: list[_SlipError]) -> Iterator[tuple[int, Any]]:
    """Yield each element of the array with its offset; what cannot be read is added to `slips`, and passed over."""
    for marker in _CONFLICT.finditer(text):
        hint = "keep what belongs of both versions, and delete the lines of <, = and >"
        slips.append(_SlipError(marker.start(), "a merge was left unfinished here", hint))
        break
    text = _CONFLICT.sub(lambda marker: " " * len(marker[0]), text)
    offset = _skip(text, 0)
    if text[offset : offset + 1] != "[":
        hint = _INSTEAD.get(text[offset : offset + 1], _JSON_HINT)
        slips.append(_SlipError(offset, "this JSON cannot be read: a list is expected", hint))
        return
    offset = _skip(text, offset + 1)
    number = 0
    while text[offset : offset + 1] not in ("]", ""):
        number += 1
        if number > _MOST_ENTRIES:
            slips.append(_SlipError(offset, f"the list has more than {_MOST_ENTRIES:,} entries", _JSON_HINT))
            return
        try:
            entry, end = _decoded(text, offset)
        except (ValueError, RecursionError) as error:
            slip = _slip(text, offset, number, error)
            slips.append(slip)
            offset = _next_entry(text, offset, slip.offset)
        else:
            yield offset, entry
            offset = _between(text, end, slips)
        if slips and offset == len(text):
            return
    end = _skip(text, offset + 1)
    if offset >= len(text):
        slips.append(_SlipError(len(text.rstrip()), "this JSON cannot be read: a comma or ] is expected", _END_HINT))
    elif end < len(text):
        slips.append(
            _SlipError(end, "this JSON cannot be read: nothing may follow the list", "delete what follows the last ]")
        )


def _between(text: str, end: int, slips: list[_SlipError]) -> int:
    """Return where the next entry begins, or the list ends; what is between must be a single comma."""
    separators = _SEPARATORS.match(text, end)
    following = separators.end() if separators else end
    commas = text.count(",", end, following)
    sign = text[following : following + 1]
    comma = text.find(",", end)
    if sign == "]" and commas:
        message, hint = "a comma stands behind the last entry", "delete the comma after the last entry"
        slips.append(_SlipError(comma, message, hint))
    elif commas > 1:
        slips.append(_SlipError(text.find(",", comma + 1), "two commas stand between entries", "delete one of the two"))
    elif sign == "{" and not commas:
        slips.append(_SlipError(end, "a comma is missing behind an entry", "put a comma behind its }"))
    elif sign not in ("]", "") and not commas:
        message = f'"{excerpt(text[following : following + 20])}" stands between entries'
        slips.append(_SlipError(following, message, "entries are objects in braces, with commas between them"))
        return _next_entry(text, end, following)
    return following


def _decoded(text: str, offset: int) -> tuple[Any, int]:
    """Read an entry that holds no values deeper than anybody needs: how deep can be read, differs by Python."""
    entry, end = _DECODER.raw_decode(text, offset)
    level = [entry]
    for _ in range(_DEEPEST):
        level = [
            value
            for held in level
            if isinstance(held, dict | list)
            for value in (held.values() if isinstance(held, dict) else held)
        ]
    if level:
        raise RecursionError
    return entry, end


def _opened(text: str) -> int:
    """Count the brackets that are open behind a piece of JSON."""
    brackets = _STRING.sub("", text)
    return sum(brackets.count(sign) for sign in "[{") - sum(brackets.count(sign) for sign in "]}")


def _slip(text: str, offset: int, number: int, error: Exception) -> _SlipError:
    """Say what is wrong with an entry that cannot be read, where, and with which."""
    if isinstance(error, json.JSONDecodeError) and _opened(text[offset : error.pos]) <= _DEEPEST:
        return _syntax_slip(text, error, _entry_named(text, offset, error.pos, number))
    if isinstance(error, _NumberError):
        name = _entry_named(text, offset, offset, number)
        return _SlipError(offset, f"{name}: {error}", "write it in quotes, or leave it out")
    if isinstance(error, RecursionError | json.JSONDecodeError):
        return _SlipError(offset, _TOO_DEEP, _JSON_HINT)
    way, first, second = key_given_twice(text, offset)
    message = f"has {excerpt(str(way[-1]))} twice, first on line {text.count(chr(10), 0, first) + 1}"
    name = _entry_named(text, offset, second, number)
    return _SlipError(second, f"{name} {message}", "delete one of the two", "AM010")


def _syntax_slip(text: str, error: json.JSONDecodeError, name: str) -> _SlipError:
    """Say what is missing or too much in an entry; Python before 3.13 points behind a comma, later at it."""
    before = len(text[: error.pos].rstrip()) - 1
    comma = error.pos if text[error.pos : error.pos + 1] == "," else before
    closing = text[_skip(text, comma + 1) :][:1]
    if text[comma : comma + 1] == "," and closing in ("}", "]"):
        return _SlipError(comma, f"{name}: a comma stands before {closing}", "delete the comma")
    if (
        error.msg.startswith("Expecting ','")
        and text[before] == '"'
        and text[error.pos : error.pos + 1] not in _OPENING
    ):
        hint = r"write \" for each quotation mark of the text itself, or “ ”"
        return _SlipError(before, f"{name}: a text ends at this quotation mark, and more of it follows", hint)
    if error.msg.startswith("Expecting ','"):
        return _SlipError(before + 1, f"{name}: a comma is missing", "put a comma between the two")
    if error.msg.startswith("Invalid control character"):
        hint = r"a text stands in one line; write \n for a line break and \t for a tab"
        return _SlipError(error.pos, f"{name}: a line break or tab stands within a text", hint)
    hint = next((hint for begin, hint in _MEND.items() if error.msg.startswith(begin)), _JSON_HINT)
    return _SlipError(min(error.pos, len(text)), f"{name}: this JSON cannot be read: {error.msg}", hint)


def _entry_named(text: str, offset: int, fault: int, number: int) -> str:
    """Name an entry by its id, where one stands in it."""
    found = _ID.search(text, offset, max(_next_entry(text, offset, fault), fault))
    return found[1] if found else f"entry {number}"


def _next_entry(text: str, offset: int, fault: int) -> int:
    """Return where the entry behind a faulty one begins, or the text ends: at a brace that is indented as its own."""
    line = text.rfind("\n", 0, offset) + 1
    indent = text[line:offset]
    opening = rf"^{re.escape(indent)}\{{" if not indent.strip() else r"(?<=[}\]\"])\s*,?\s*(?=\{)"
    following = re.compile(opening, re.MULTILINE).search(text, max(fault, offset + 1))
    if following is None:
        return len(text)
    return following.end() - 1 if not indent.strip() else following.end()
