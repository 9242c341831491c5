"""YAML read strictly: a tree of texts that know where they stand, and nothing turned into another type.

YAML 1.1 (https://yaml.org/spec/1.1/) gives plain words types: `no` becomes false and `1.10` becomes 1.1.
Here a scalar stays the text that was written, and remembers what YAML would have made of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from argmap.model.characters import encodable
from argmap.model.findings import Finding, Place

_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_DEEPEST = 8
"""How deep values may nest. A map file needs three levels; more is a mistake or an attack."""

_TYPE_NAMES = {
    "bool": "a yes-or-no value",
    "int": "a number",
    "float": "a number",
    "timestamp": "a date",
    "null": "nothing at all",
    "merge": "an instruction to merge",
    "value": "a default value",
    "yaml": "a sign of its own",
}

_BREAKS = re.compile("[\x85\u2028\u2029]")
"""YAML 1.1 breaks lines here; editors, git and YAML 1.2 do not, so neither do the lines that findings name."""


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as it was written.

    Attributes:
        text: The text.
        place: Where it stands.
        turned_into: What YAML would make of it unquoted, in words; empty if it stays a text.
    """

    text: str
    place: Place
    turned_into: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of values.

    Attributes:
        items: The values in their order.
        place: Where the list begins.
    """

    items: tuple["Value", ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values.

    Attributes:
        entries: The value of each key, in the order in which they stand.
        keys: Where each key stands.
        place: Where the table begins.
    """

    entries: dict[str, "Value"]
    keys: dict[str, Place]
    place: Place


Value = Scalar | Listing | Table


class _UnreadableError(Exception):
    """The stream cannot be made into a tree; carries the finding that says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def implicit_type(text: str) -> str:
    """Tell what YAML 1.1 makes of a text when it is not quoted.

    Args:
        text: The text of a scalar.

    Returns:
        The type in words, such as "a date"; empty when the text stays a text.
    """
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers
    for tag, pattern in resolvers.get(text[:1], []):
        if pattern.match(text):
            return _TYPE_NAMES[tag.rpartition(":")[2]]
    return ""


def parse_yaml(text: str, path: str, first_line: int = 1) -> tuple[Value | None, list[Finding]]:
    """Read a YAML document. No text makes this raise.

    Args:
        text: The document.
        path: The path to name in findings.
        first_line: The line of the file on which the text begins, counted from 1.

    Returns:
        The tree, or None when there is none to return, and the findings.
    """
    text = encodable(_BREAKS.sub(" ", text))  # the parser takes no surrogates
    findings: list[Finding] = []
    builder = _Builder(_Places(path, first_line, text), findings)
    try:
        return builder.document(yaml.parse(text, Loader=_LOADER)), findings
    except _UnreadableError as unreadable:
        return None, [*findings, unreadable.finding]
    except yaml.YAMLError as error:
        return None, [*findings, _syntax_finding(error, builder.places)]


class _Places:
    """Turns the parser's marks into places. A class because every mark needs path, first line and end."""

    def __init__(self, path: str, first_line: int, text: str) -> None:
        self._path = path
        self._first_line = first_line
        self._end = (text.count("\n"), len(text) - text.rfind("\n") - 1)

    def of(self, mark: Any) -> Place:  # noqa: ANN401 - PyYAML's marks have no types of their own
        """Return the mark's place; what the parser puts behind a last line without a line break is at its end."""
        line, column = min((mark.line, mark.column), self._end) if mark else (0, 0)
        return Place(self._path, self._first_line + line, column + 1)


def _syntax_finding(error: yaml.YAMLError, places: _Places) -> Finding:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it is not valid"
    return Finding(
        places.of(mark),
        "AM008",
        f"this YAML cannot be read: {problem}",
        "text that holds a colon and a space, or begins with a sign such as [ { * & ! % @, needs quotes; "
        "within quotes write “ ”",
    )


class _Builder:
    """Builds the tree from the parser's events. A class because every step needs places and findings."""

    def __init__(self, places: _Places, findings: list[Finding]) -> None:
        self.places = places
        self._findings = findings

    def document(self, events: Iterator[Any]) -> Value | None:
        """Read the only document of the stream; None when the stream is empty."""
        value: Value | None = None
        documents = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _UnreadableError(
                        Finding(
                            self.places.of(event.start_mark), "AM008", "a second YAML document begins here", "delete it"
                        ),
                    )
            elif isinstance(event, yaml.NodeEvent):
                value = self._value(event, events, 1)
        return value

    def _value(self, event: Any, events: Iterator[Any], depth: int) -> Value | None:  # noqa: ANN401 - PyYAML's events
        place = self.places.of(event.start_mark)
        if depth > _DEEPEST:
            message = f"values are nested more than {_DEEPEST} levels deep"
            raise _UnreadableError(Finding(place, "AM008", message, "no field needs that; write it flat"))
        if isinstance(event, yaml.AliasEvent):
            self._report(place, "AM009", f"the alias *{event.anchor} stands for text written elsewhere")
            return None
        if event.anchor:
            self._report(place, "AM009", f"the anchor &{event.anchor} is not allowed here")
        if event.tag and event.tag != "!":
            self._report(place, "AM009", f"the tag {event.tag} is not allowed here")
        if isinstance(event, yaml.ScalarEvent):
            turned_into = implicit_type(event.value) if not event.style else ""
            return Scalar(event.value, place, turned_into)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._listing(place, events, depth)
        return self._table(place, events, depth)

    def _report(self, place: Place, code: str, message: str) -> None:
        self._findings.append(Finding(place, code, message, "write the value out instead"))

    def _listing(self, place: Place, events: Iterator[Any], depth: int) -> Listing:
        items: list[Value | None] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self._value(event, events, depth + 1))
        return Listing(tuple(item for item in items if item is not None), place)

    def _table(self, place: Place, events: Iterator[Any], depth: int) -> Table:
        entries: dict[str, Value] = {}
        keys: dict[str, Place] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._value(event, events, depth + 1)
            value = self._value(next(events), events, depth + 1)
            if key is None:
                continue
            if not isinstance(key, Scalar):
                self._findings.append(Finding(key.place, "AM008", "a key must be a word", "put it in quotes"))
            elif key.text in entries:
                first = keys[key.text].line
                message = f"{key.text} is given twice, first on line {first}"
                self._findings.append(Finding(key.place, "AM010", message, "delete one of the two"))
            elif value is not None:
                entries[key.text] = value
                keys[key.text] = key.place
        return Table(entries, keys, place)
