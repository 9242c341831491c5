"""Why a piece of YAML cannot be read, in the words of whoever wrote it: libyaml says what it expected instead."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

_FIELD = re.compile(r"(?P<indent>\s*(?:- +)?)(?P<name>[\w-]+):(?P<rest>.*)")
_BLOCK_TEXT = re.compile(r".*:\s+[>|][+-]?\s*")
_OPENED = re.compile(r"""(?P<before>\s*(?:- +)?[\w-]+:\s+)(?:"(?:[^"\\]|\\.)*|'(?:[^']|'')*)""")
"""A field with a quoted text that does not end on its line."""

_QUOTED = re.compile(r"""\s*(?:- +)?[\w-]+:\s+(?P<mark>["'])""")
_SHOWN = 40
"""How many characters of a text a hint repeats at most."""

_LINE_SHOWN = 120
"""How long a line is at most that a hint shows as it is to be."""

_COLON_WITHIN = "a colon and a space stand within a text"
_WHOLE = "put the whole text in quotes"
_INDENTED = "begin each field where the first one begins"
_GENERAL = (
    "text that holds a colon and a space, or begins with a sign such as [ { * & ! % @, needs quotes; within quotes "
    "write “ ”"
)
_UNCLOSED = ("the quotation mark that opens here is not closed", "write it again at the end of the text")
_NO_FIELD = (
    "this line is no field",
    "write a name, a colon and a space before it; if it goes on from the line above, begin it with two spaces",
)

COMMENT = ('" #" begins a comment, so the text ends before it', f"{_WHOLE}; a remark stands on a line of its own")
"""Message and hint for a text that a comment cuts off."""

_Spot = tuple[int, int]


@dataclass(frozen=True, slots=True)
class YamlFault:
    """What is wrong: line and column, counted from 0, message and hint."""

    line: int
    column: int
    message: str
    hint: str


def explained(problem: str, lines: Sequence[str], at: _Spot, since: _Spot) -> YamlFault:
    """Say why YAML cannot be read.

    Args:
        problem: What libyaml says.
        lines: The lines of the text.
        at: The line and column at which it noticed, counted from 0.
        since: The line and column at which begins what it was reading.

    Returns:
        The fault, at the place where it can be mended.
    """
    if lines[at[0]][at[1] : at[1] + 1] == "\t":
        return YamlFault(*at, "a tab stands where YAML takes only spaces", "write spaces in its place")
    for words, explain in _EXPLANATIONS.items():
        if words in problem:
            return explain(lines, at, since)
    return YamlFault(*at, f"this YAML cannot be read: {problem}", _GENERAL)


def _unclosed(_lines: Sequence[str], _at: _Spot, since: _Spot) -> YamlFault:
    return YamlFault(*since, *_UNCLOSED)


def _escape(lines: Sequence[str], at: _Spot, _since: _Spot) -> YamlFault:
    escape = lines[at[0]][at[1] : at[1] + 2]
    hint = r"write \\ for a backslash, or put the text in single quotes"
    return YamlFault(*at, f"{escape} within double quotes means nothing", hint)


def _first_sign(lines: Sequence[str], at: _Spot, _since: _Spot) -> YamlFault:
    return YamlFault(*at, f"a text cannot begin with {lines[at[0]][at[1] : at[1] + 1]}", _quoted_whole(lines[at[0]]))


def _name(lines: Sequence[str], _at: _Spot, since: _Spot) -> YamlFault:
    return _first_sign(lines, since, since)


def _colon(lines: Sequence[str], at: _Spot, _since: _Spot) -> YamlFault:
    field = _FIELD.match(lines[at[0]])
    if field and field.end("name") == at[1] and not field["indent"]:
        return YamlFault(at[0] - 1, 0, *_NO_FIELD)
    if field and field.end("name") == at[1]:
        start = field.start("name")
        return YamlFault(at[0], start, "this field begins further right than the one above", _INDENTED)
    return YamlFault(*at, _COLON_WITHIN, _quoted_whole(lines[at[0]]))


def _quoted_whole(line: str) -> str:
    """Return the hint that a field's text needs quotes, with the line as it is to be where that is short enough."""
    field = _FIELD.match(line)
    if not field or len(line) > _LINE_SHOWN:
        return _WHOLE
    return f"{_WHOLE}, as in {field['name']}: {in_quotes(field['rest'].strip())}"


def in_quotes(text: str) -> str:
    """Write a text of one line for YAML in the kind of quotes in which it can be read best."""
    return f'"{text}"' if not re.search(r'["\\]', text) else "'{}'".format(text.replace("'", "''"))


def _no_field(lines: Sequence[str], _at: _Spot, since: _Spot) -> YamlFault:
    """Explain a line that has no colon with a space behind it."""
    number, _ = since
    field = _FIELD.match(lines[number])
    if field:
        hint = f"write {field['name']}: {field['rest'][:_SHOWN]}"
        return YamlFault(number, field.end("name"), "no space stands behind the colon", hint)
    if number and _BLOCK_TEXT.fullmatch(lines[number - 1]):
        message = "a text behind > or | stands further right than its field"
        return YamlFault(*since, message, "begin the line with two spaces")
    return YamlFault(*since, *_NO_FIELD)


def _bracket(lines: Sequence[str], at: _Spot, since: _Spot) -> YamlFault:
    """Explain a list or table in brackets that cannot be read to its end."""
    number, column = since
    opening = lines[number][column]
    closing = {"[": "]", "{": "}"}[opening]
    comment = lines[number].find(" #", column)
    if at[0] == number and lines[number][at[1] : at[1] + 1] == ":":
        start = max(lines[number].rfind(sign, 0, at[1] - 1) for sign in ("[," if opening == "[" else "{,:")) + 1
        (text,) = re.findall(r"[^,\]}]*", lines[number][start:])[:1]
        whole = f"{_WHOLE}: {in_quotes(text.strip())}" if len(text) <= _LINE_SHOWN else _WHOLE
        return YamlFault(*at, _COLON_WITHIN, whole)
    if at[0] == number:
        message = f"within {opening} {closing}, a text ends or begins here where none can"
        return YamlFault(*at, message, "put each text in quotes")
    if comment >= 0:
        return YamlFault(number, comment + 1, *COMMENT)
    return YamlFault(*since, f"the bracket {opening} that opens here is not closed", f"write {closing} at its end")


def _no_key(lines: Sequence[str], at: _Spot, _since: _Spot) -> YamlFault:
    """Explain what stands where a field should begin: often the rest of a text that quotation marks cut up."""
    number, column = at
    line, before = lines[number], lines[number - 1] if number else ""
    opened = _OPENED.fullmatch(before)
    if opened:
        return YamlFault(number - 1, opened.end("before"), *_UNCLOSED)
    if not line[:column].strip():
        if " #" in before:
            return YamlFault(number - 1, before.index(" #") + 1, *COMMENT)
        return YamlFault(*at, "this line begins elsewhere than the fields above it", _INDENTED)
    quoted = _QUOTED.match(line)
    if quoted and quoted.end() <= column:
        within = "“ ”" if quoted["mark"] == '"' else "’"
        hint = f"let the marks enclose all of it; within them write {within}"
        return YamlFault(*at, "text stands behind the closing quotation mark", hint)
    return YamlFault(*at, "this belongs to no field", f"delete it, or {_WHOLE}")


def _list(_lines: Sequence[str], at: _Spot, _since: _Spot) -> YamlFault:
    return YamlFault(*at, "a list cannot begin here", f"begin it on the next line; if it is a text, {_WHOLE}")


def _block_text(_lines: Sequence[str], at: _Spot, _since: _Spot) -> YamlFault:
    return YamlFault(*at, "the text behind > or | begins on the next line", "write it there, behind two spaces")


_EXPLANATIONS: Mapping[str, Callable[[Sequence[str], _Spot, _Spot], YamlFault]] = {
    "unexpected end of stream": _unclosed,
    "unknown escape": _escape,
    "cannot start any token": _first_sign,
    "node content": _first_sign,
    "mapping keys": _first_sign,
    "alphabetic": _name,
    "mapping values": _colon,
    "could not find expected ':'": _no_field,
    "expected ',' or": _bracket,
    "expected key": _no_key,
    "document start>": _no_key,
    "'-' indicator": _no_key,
    "sequence entries": _list,
    "comment or line break": _block_text,
}
"""What explains each problem, by words of libyaml's message (scanner.c and parser.c of 0.2.5)."""
