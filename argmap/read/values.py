"""Takes typed values out of a strict YAML tree, by the list of fields, and reports what does not fit."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from argmap.model.characters import as_read, forbidden_characters, is_blank
from argmap.model.fields import Field, Form
from argmap.model.findings import Finding, Place, place_at
from argmap.model.languages import language_fault
from argmap.model.limits import EDITION_IN_WORDS, ID_PATTERN, KEY_PATTERN, TARGET_PATTERN
from argmap.read.belonging import belonging
from argmap.read.meant import closest, excerpt, id_meant
from argmap.read.unclosed import MOST_UNCLOSED, UNCLOSED_HINT, unclosed
from argmap.read.yamlfaults import in_quotes
from argmap.read.yamltree import Listing, Scalar, Table, Value, parse_yaml

_NUMBER = re.compile(r"0|[1-9][0-9]{0,5}")
_DECIMAL = re.compile(r"[+-]?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?")
"""A number of which a float keeps every digit; the longest text of it is the longest that can be wanted."""
_FLAG = re.compile("true|false")
_NO_WORDS = (Form.NUMBER, Form.DECIMAL, Form.FLAG)
"""Forms of what is no text."""

_MOST_REPORTED = 100
"""How many of a file's forbidden characters are reported; those of a file full of them would have no end."""

_FORMATTED = ("title", "name", "publisher")
"""Fields whose texts pandoc formats."""


def character_findings(path: str, text: str) -> Iterator[Finding]:
    """Report the characters of a file that no text of a map may hold.

    Args:
        path: The path to name in findings.
        text: The text of the file.

    Yields:
        A finding for each such character; of very many, for the first hundred.
    """
    for left, (offset, code, character) in zip(range(_MOST_REPORTED, 0, -1), forbidden_characters(text), strict=False):
        meant = text[offset].encode("latin-1", "ignore").decode("cp1252", "ignore") if text[offset] > "\x7f" else ""
        hint = f"write {meant}" if meant else "delete it"
        hint += "" if left > 1 else ", and mend all others behind it too"
        yield Finding(place_at(path, text, offset), code, f"the file holds the character {character}", hint)


def characters_beyond(raw: str, text: str) -> Iterator[tuple[str, str]]:
    """Find the characters that no text of a map may hold and that the file writes in another way, so by an escape.

    Args:
        raw: The file's text, whose own characters `character_findings` reports.
        text: A text that was read of it.

    Yields:
        The code of the finding and the character's code point, once for each such character.
    """
    distinct = "".join(dict.fromkeys(text))
    for offset, code, character in forbidden_characters(distinct):
        if distinct[offset] not in raw:
            yield code, character


def _form_hint(text: str, field: Field) -> str:
    """Return a hint for a text that is not of its field's form: the id that it can only mean, or an example."""
    if "->" in text and "->" not in field.pattern:
        return f"to deny that one node bears on another, write undercuts: [{excerpt(text)}]"
    node_id = id_meant(text)
    is_meant = node_id and field.pattern in (ID_PATTERN, TARGET_PATTERN, KEY_PATTERN)
    return f"write {node_id}" if is_meant else f"it looks like {field.example}"


class ValueReader:
    """Reads values and gathers findings. A class because every value needs the same list to report to.

    Attributes:
        findings: What has been reported so far.
        raw: The text of the file.
    """

    def __init__(self, raw: str = "") -> None:
        self.findings: list[Finding] = []
        self.raw = raw

    def report(self, place: Place, code: str, message: str, hint: str = "") -> None:
        """Add a finding.

        Args:
            place: Where the fault stands.
            code: The code of the broken rule.
            message: What is wrong.
            hint: What to type instead, or empty.
        """
        self.findings.append(Finding(place, code, message, hint))

    def known(self, table: Table, fields: Sequence[Field], owner: str) -> dict[str, Value]:
        """Return the values of a table whose fields are known, and report unknown and missing fields.

        Args:
            table: The table.
            fields: The fields that it can have.
            owner: What to call the table in messages.

        Returns:
            The values by the names of their fields.
        """
        names = {field.name: field for field in fields}
        entries = dict(table.entries)
        for key, place in table.keys.items():
            name, colon, rest = key.partition(":")
            if colon and name in names:
                entries.setdefault(name, Scalar(rest, place))
                self.report(place, "AM008", "no space stands behind the colon", f"write {name}: {excerpt(rest)}")
            elif key not in names:
                all_of_them = f"the fields of {owner} are: {', '.join(names)}"
                hint = belonging(key, fields) or closest(key, names) or all_of_them
                self.report(place, "AM020", f"{excerpt(key)} is no field of {owner}", hint)
        for field in fields:
            if field.required and field.name not in entries:
                hint = f"add it, for example {field.example}"
                self.report(table.place, "AM021", f"{owner} needs the field {field.name}", hint)
        return {key: value for key, value in entries.items() if key in names}

    def text(self, value: Value, field: Field) -> str:
        """Return a text, and report whatever in it does not fit its field.

        Args:
            value: The value of the field.
            field: The field.

        Returns:
            The text with white space folded; empty when the value is none that the field can have.
        """
        if not isinstance(value, Scalar):
            self._wrong_type(value, field)
            return ""
        text = " ".join(value.text.split())
        if is_blank(text):
            alternative = "" if field.required else "; or leave it out"
            unseen = ": nothing in it can be seen" if text else ""
            hint = f"for example {field.example}{alternative}"
            if value.slip:
                hint += "; a text that begins with # needs quotes"
            self.report(value.place, "AM024", f"{field.name} has no value{unseen}", hint)
            return ""
        if len(text) > field.longest:
            message = f"{field.name} has {len(text)} characters, {field.longest} are allowed"
            rest = "; the rest can be said in the prose" if value.place.path.endswith(".md") else ""
            self.report(value.place, "AM025", message, f"shorten it{rest}")
            if field.pattern:  # then it names nothing that could be looked for
                return ""
        if field.name in _FORMATTED and unclosed(text) > MOST_UNCLOSED:
            message = f"{field.name} opens more than {MOST_UNCLOSED} quotation marks or tags that it does not close"
            self.report(value.place, "AM066", message, UNCLOSED_HINT)
        if field.values and text not in field.values:
            hint = closest(text, field.values) or f"one of: {', '.join(field.values)}"
            self.report(value.place, "AM023", f"{field.name} cannot be {excerpt(text)}", hint)
            return ""
        fault = language_fault(text) if field.name == "language" else None
        if fault or (field.pattern and not re.fullmatch(field.pattern, text)):
            code = {"at": "AM040", "edition": "AM063", "replaced-by": "AM030"}.get(field.name, "AM022")
            hint = f"use {EDITION_IN_WORDS}" if field.name == "edition" else _form_hint(text, field)
            why = ""
            if fault:
                why, instead = f": {fault[0]}", fault[1]
                hint = f"write language: {instead}" if instead else f"it looks like {field.example}, or like kk-Arab"
            self.report(value.place, code, f"{field.name} cannot be {excerpt(text)}{why}", hint)
            return ""
        self._altered(value, text, field)
        return text

    def _altered(self, value: Scalar, text: str, field: Field) -> None:
        """Report what YAML makes of a text that it was not meant to, and characters that cannot stand in it."""
        if value.turned_into:
            message = f"{field.name}: YAML reads {excerpt(text)} as {value.turned_into}"
            hint = f'put it in quotes: "{excerpt(text)}"'
            self.report(value.place, "AM011", message, f"{hint}, or leave the field out" if text == "~" else hint)
        slip = value.slip
        if slip is None:
            for code, character in characters_beyond(self.raw, text):
                self.report(value.place, code, f"{field.name} holds the character {character}", "delete it")
        elif not (slip.is_comment and (field.values or field.pattern)):  # behind a word, a comment is a remark
            self.report(slip.place, "AM011", f"{field.name}: {slip.message}", slip.hint)

    def texts(self, values: Mapping[str, Value], fields: Iterable[Field]) -> dict[str, str]:
        """Return the texts of several fields.

        Args:
            values: The values of a table by the names of their fields.
            fields: The fields to read.

        Returns:
            The text of each field by its name; empty for those that have no value.
        """
        return {field.name: self.text(values[field.name], field) if field.name in values else "" for field in fields}

    def number(self, value: Value, field: Field) -> int | None:
        """Return a whole number of 0 or more; report anything else and return None.

        Args:
            value: The value of the field.
            field: The field.

        Returns:
            The number, or None.
        """
        text = self._plain(value, field, _NUMBER)
        return int(text) if text else None

    def decimal(self, value: Value, field: Field) -> float | None:
        """Return a number that may have decimals and a sign; report anything else and return None.

        Args:
            value: The value of the field.
            field: The field.

        Returns:
            The number, or None.
        """
        text = self._plain(value, field, _DECIMAL)
        return float(text) + 0.0 if text else None  # there is only one zero

    def flag(self, value: Value, field: Field) -> bool | None:
        """Return whether something is so; report anything but true and false and return None.

        Args:
            value: The value of the field.
            field: The field.

        Returns:
            The answer, or None.
        """
        text = self._plain(value, field, _FLAG)
        return text == "true" if text else None

    def _plain(self, value: Value, field: Field, form: re.Pattern[str]) -> str:
        """Return what is written without quotes and has a form; report anything else."""
        if isinstance(value, Scalar) and value.turned_into and form.fullmatch(value.text):
            return value.text
        self._wrong_type(value, field)
        return ""

    def labels(self, values: Mapping[str, Value], field: Field) -> tuple[str, ...]:
        """Return the labels or ids of a field that holds one or a list of them.

        Args:
            values: The values of a table by the names of their fields.
            field: The field.

        Returns:
            The labels or ids, each once; none where the field has no value.
        """
        value = values.get(field.name)
        if value is None:
            return ()
        if isinstance(value, Table):
            self._wrong_type(value, field)
            return ()
        if isinstance(value, Listing) and not value.items:
            self.report(value.place, "AM024", f"{field.name} has no value", f"write {field.example}, or leave it out")
        labels: dict[str, None] = {}
        for item in value.items if isinstance(value, Listing) else (value,):
            text = self.text(item, field)
            if text in labels:
                self.report(item.place, "AM010", f"{field.name} names {excerpt(text)} twice", "delete one of the two")
            elif text:
                labels[text] = None
        return tuple(labels)

    def items(self, values: Mapping[str, Value], field: Field) -> tuple[Value, ...]:
        """Return the items of a list; report what is no list.

        Args:
            values: The values of a table by the names of their fields.
            field: The field that holds the list.

        Returns:
            The items; none when the field has no value, or no list.
        """
        value = values.get(field.name)
        if isinstance(value, Listing):
            return value.items
        if value is not None:
            self._wrong_type(value, field)
        return ()

    def tables(
        self, values: Mapping[str, Value], field: Field, parts: Sequence[Field], owner: str
    ) -> Iterator[tuple[Place, dict[str, Value]]]:
        """Read a list of tables; report what is no table.

        Args:
            values: The values of a table by the names of their fields.
            field: The field that holds the list.
            parts: The fields that each table of the list can have.
            owner: What to call such a table in messages.

        Yields:
            Where each table stands, and its values by the names of their fields.
        """
        for item in self.items(values, field):
            table = self.table(item, field, owner)
            if table is not None:
                yield table.place, self.known(table, parts, owner)

    def table(self, value: Value, field: Field, owner: str = "") -> Table | None:
        """Return a table; report anything else and return None.

        Args:
            value: The value of the field, or an entry of it.
            field: The field.
            owner: What to call an entry in messages; empty for the field itself.

        Returns:
            The table, or None.
        """
        if isinstance(value, Table):
            return value
        self._wrong_type(value, field, owner)
        return None

    def _wrong_type(self, value: Value, field: Field, owner: str = "") -> None:
        if isinstance(value, Scalar) and not value.text:
            alternative = "" if field.required else ", or leave it out"
            self.report(value.place, "AM024", f"{field.name} has no value", f"write {field.example}{alternative}")
            return
        actual = {Scalar: "a text", Listing: "a list", Table: "a table of keys and values"}[type(value)]
        if isinstance(value, Scalar) and field.form in _NO_WORDS:
            actual = f'"{excerpt(value.text)}"'
        article = {Form.VOICE: "", Form.REASONS: "", Form.FLAG: "", Form.ID_OR_IDS: "an "}.get(field.form, "a ")
        message = f"{field.name} must be {article}{field.form}, not {actual}"
        hint = f"it looks like this: {field.example}"
        if owner:
            message = f"{field.name}: {owner} must be a table of keys and values, not {actual}"
        elif isinstance(value, Table) and len(value.entries) == 1 and field.form not in _NO_WORDS:
            ((key, rest),) = value.entries.items()
            if isinstance(rest, Scalar) and len(rest.text) <= field.longest:
                message = f"{field.name}: the colon and the space make a table of the text"
                hint = f"put the whole text in quotes: {in_quotes(f'{key}: {rest.text}')}"
        self.report(value.place, "AM022", message, hint)


def read_table(path: str, raw: str, fields: Sequence[Field], owner: str) -> tuple[ValueReader, Table]:
    """Read a YAML file that holds a table.

    Args:
        path: The path to name in findings.
        raw: The text of the file.
        fields: The fields that the table can have.
        owner: What to call the table in messages.

    Returns:
        A reader that has gathered the findings so far, and the table, empty when there is none.
    """
    text = as_read(raw)
    reader = ValueReader(text)
    reader.findings += character_findings(path, text)
    value, findings = parse_yaml(text, path)
    reader.findings += findings
    table = value if isinstance(value, Table) else Table({}, {}, Place(path))
    if table is value or not findings:
        reader.known(table, fields, owner)
    return reader, table
