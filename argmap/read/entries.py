"""Reads entries of CSL-JSON, from whichever file they come, into works that every style and format can take.

What reference managers and registries add (the lists of Crossref, what Zotero keeps in Extra, a DOI as an address) is
put into the place where CSL has it or left out, and said once a file.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote

from argmap.model.addresses import address_hint
from argmap.model.characters import is_blank
from argmap.model.findings import Finding, Place
from argmap.model.limits import WEB_ADDRESS_PATTERN, is_key
from argmap.model.maps import Reference
from argmap.read.csldates import read_date
from argmap.read.cslvariables import CROSSREF_TYPES, DATES, NAME_FLAGS, NAME_PARTS, NAMES, OTHERS, TEXTS, TYPES
from argmap.read.meant import closest, excerpt
from argmap.read.unclosed import MOST_UNCLOSED, UNCLOSED_HINT, unclosed
from argmap.read.values import characters_beyond

Part = tuple[str | int, ...]
"""The way to a part of an entry: names of keys and numbers of items."""

_NOT_FORMATTED = frozenset(["abstract", "id", "type"])
"""What no style shows, and pandoc does not look into; from a note it reads further fields."""
_SHORT_TITLES = frozenset(["shortTitle", "title-short"])
"""What a work without authors is cited by."""
_KNOWN = NAMES | DATES | TEXTS
_MEANT = {
    "year": "issued, such as issued: 2004",
    "date": "issued, such as issued: 2004-05-31",
    "journal": "container-title",
    "pages": "page",
    "doi": "DOI",
    "isbn": "ISBN",
    "url": "URL",
    "place": "publisher-place",
}
"""What CSL calls what people and other formats call otherwise."""
_LARGEST = 1_000_000
_MOST_NAMED = 5
_MOST_DATES = 10
"""Of how many dates of a file it is said singly that they cannot be read."""
_WEB_ADDRESS = re.compile(WEB_ADDRESS_PATTERN)
_UNSAFE = re.compile(r'[<>"]')
"""What old addresses of journals hold, and browsers write as an escape."""
_SCHEME = re.compile(r"(?i:(?!https?:)[a-z][a-z0-9+.-]*:)")
_HOST = re.compile(r"^www\.")
_DOI = re.compile(r'(?i:(?:doi:\s*)?(?:https?://[^\s<>"]*?/)?)(10\.\d{4,9}/\S+)')
_ESCAPED = ("U+0008", "U+000C")
"""What JSON makes of a backslash before the letters b and f."""
_TYPE_EXAMPLES = "for instance article-journal, book, chapter, report, webpage"
_NAME_EXAMPLE = 'a name is {"family": "Doe", "given": "Jane"} or {"literal": "World Health Organization"}'
_DATE_EXAMPLE = 'a date is {"date-parts": [[2013, 4, 26]]}, or with the year alone {"date-parts": [[2013]]}'
_EXTRA = re.compile(r"\s*(?:\{:)?([A-Za-z_][\w .-]{0,40}?)\s*:\s*(.*?)\}?\s*")
_EXTRA_NAMES = frozenset(
    [
        "accession number", "acm", "ads bibcode", "arxiv", "arxiv id", "bibcode", "bibtex", "biorxiv", "citation key",
        "citekey", "eprint", "event place", "identifier", "issn", "jstor", "lccn", "mag id", "mr", "number-of-pages",
        "oclc", "openalex", "original date", "page version id", "place", "pmcid", "pmid", "qid", "s2id", "select",
        "series", "ssrn scholarly paper", "titolo della rivista", "translated title", "type", "zbl", "zscc",
        "google-books-id", "open library id", "dblp", "rights", "reporter", "container-title", "isbn", "doi", "url",
    ],
)  # fmt: skip
"""What Zotero and its translators write before a colon in the field Extra, beside the names of CSL's own variables."""

_WORDS = frozenset(
    ["abstract", "annote", "event", "note", "part", "references", "section", "source", "status", "title", "version"]
)
"""Names of variables with which a sentence of a person begins as well."""


class EntryReader:
    """Reads the entries of a file. A class because every entry adds to what is said once of the whole file.

    Attributes:
        findings: What has been found so far in single entries.
    """

    def __init__(self, raw: str = "") -> None:
        self.findings: list[Finding] = []
        self._raw = raw
        self._left_out: dict[str, Place] = {}
        self._keyless: list[Place] = []
        self._dates: list[Finding] = []

    def reference(self, entry: Any, place_of: Callable[[Part], Place]) -> Reference | None:  # noqa: ANN401 - JSON
        """Read an entry.

        Args:
            entry: The entry, as plain JSON values.
            place_of: Where each part of it stands; the entry itself at `()`.

        Returns:
            The work; None where there is no entry, or none that can be cited. Of an entry with faults it holds what has
            none, so that nobody's citation of it is called unknown.
        """
        if not isinstance(entry, dict):
            self._report(place_of(()), "AM051", "an entry must be an object in braces", _NO_ENTRY)
            return None
        key = key_of(entry)
        if not key:
            self._keyless.append(place_of(()))
            return None
        read = dict(self._variables(key, entry, place_of))
        read = _with_extra({"id": key, **read})
        for part in _characters(entry, self._raw):
            message = f"{key}: {excerpt(part[1])} holds the character {part[2]}"
            escaped = r"; a backslash of the text itself is written \\" if part[2] in _ESCAPED else ""
            self._report(place_of(()), part[0], message, f"delete it{escaped}")
        self._unclosed(key, read, place_of(()))
        return Reference(key, read, place_of(()))

    def remarks(self) -> Iterator[Finding]:
        """Yield what is said once of the whole file."""
        if len(self._dates) > _MOST_DATES:
            first = self._dates[0]
            message = f"{len(self._dates):,} dates of this file cannot be read; of {first.message}"
            yield Finding(first.place, first.code, message, first.hint)
        else:
            yield from self._dates
        if self._left_out:
            names = list(self._left_out)
            more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
            message = f"no style knows what to do with {', '.join(names[:_MOST_NAMED])}{more}: left out"
            meant = [f"for {name} write {_MEANT[name]}" for name in names if name in _MEANT]
            hint = ", ".join(meant) or "nothing needs mending; deleted, they are out of the way"
            yield Finding(self._left_out[names[0]], "AM099", message, hint)
        if self._keyless:
            number = len(self._keyless)
            entries = "an entry has" if number == 1 else f"{number:,} entries have"
            message = f"{entries} no key by which a node could cite it"
            hint = 'give it an id like "doe-2020", or let argmap fmt --collect do so'
            yield Finding(self._keyless[0], "AM094", message, hint)

    def _report(self, place: Place, code: str, message: str, hint: str) -> None:
        self.findings.append(Finding(place, code, message, hint))

    def _leave_out(self, name: str, place_of: Callable[[Part], Place], part: Part) -> None:
        if name not in self._left_out:
            self._left_out[name] = place_of(part)

    def _variables(
        self, key: str, entry: dict[str, Any], place_of: Callable[[Part], Place]
    ) -> Iterator[tuple[str, Any]]:
        yield "type", self._type(key, entry, place_of)
        title = entry.get("title")
        title = _first(title) if isinstance(title, list) else title
        if not isinstance(title, str) or is_blank(title):
            place = place_of(("title",) if "title" in entry else ())
            self._report(place, "AM097", f"{key} has no title", "a description in square brackets will do")
            entry = {name: value for name, value in entry.items() if name != "title"}
        for name, value in entry.items():
            if value is None or name in OTHERS or value in ([], {}, ""):
                if name in OTHERS - {"id", "type"}:
                    yield name, value
            elif name in _KNOWN:
                read = self._value(key, name, value, place_of)
                if read not in ([], {}, None):
                    yield name, read
            else:
                self._leave_out(excerpt(name), place_of, (name,))

    def _value(self, key: str, name: str, value: Any, place_of: Callable[[Part], Place]) -> Any:  # noqa: ANN401
        if name in NAMES:
            return list(self._names(key, name, value, place_of))
        return (self._date if name in DATES else self._text)(key, name, value, place_of)

    def _type(self, key: str, entry: dict[str, Any], place_of: Callable[[Part], Place]) -> str:
        written = entry.get("type")
        kind = CROSSREF_TYPES.get(str(written), str(written))
        if kind in TYPES:
            return kind
        message = f"{key}: {excerpt(str(written))} is not a type of work that CSL knows"
        hint = closest(str(written), TYPES) or _TYPE_EXAMPLES
        fault = (f"{key} has no type", f"add one, {_TYPE_EXAMPLES}") if written is None else (message, hint)
        self._report(place_of(("type",) if "type" in entry else ()), "AM051", *fault)
        return "document"

    def _date(self, key: str, name: str, value: Any, place_of: Callable[[Part], Place]) -> dict[str, Any]:  # noqa: ANN401
        date, unread = read_date(value)
        if unread:
            shown = "only its year is shown" if date else "it is not shown"
            message = f'{key}: {name} "{excerpt(unread)}" is no date that can be read: {shown}'
            self._dates.append(Finding(place_of((name,)), "AM093", message, _DATE_EXAMPLE))
        return date

    def _text(self, key: str, name: str, value: Any, place_of: Callable[[Part], Place]) -> str | int | None:  # noqa: ANN401
        if isinstance(value, list):
            self._leave_out(excerpt(name), place_of, (name,))
            value = _first(value)
        if (
            isinstance(value, bool)
            or not isinstance(value, str | int)
            or (isinstance(value, int) and abs(value) >= _LARGEST)
        ):
            self._leave_out(excerpt(name), place_of, (name,))
            return None
        if name in _SHORT_TITLES and is_blank(str(value)):
            self._report(place_of((name,)), "AM051", f"{key}: {name} has nothing that can be seen", "leave it out")
            return None
        if name in ("URL", "DOI"):
            return self._address(key, name, str(value), place_of)
        return value

    def _address(self, key: str, name: str, value: str, place_of: Callable[[Part], Place]) -> str | None:
        """Read an address or a DOI; None where it is neither."""
        if name == "URL":
            address = _UNSAFE.sub(lambda sign: quote(sign[0]), _HOST.sub(r"http://\g<0>", value.strip()))
            if _WEB_ADDRESS.fullmatch(address):
                return address
            code = "AM057" if _SCHEME.match(address) else "AM096"
            message = f'{key}: "{excerpt(value)}" is not a web address'
            self._report(place_of((name,)), code, message, address_hint(value))
            return None
        doi = _DOI.fullmatch(unquote(value.strip()) if "%2f" in value.lower() else value.strip())
        if doi is None:
            message = f'{key}: "{excerpt(value)}" is not a DOI'
            is_address = "; this address goes under URL" if _WEB_ADDRESS.fullmatch(value.strip()) else ""
            self._report(place_of((name,)), "AM096", message, f"a DOI looks like 10.1000/example{is_address}")
            return None
        return doi[1]

    def _names(
        self,
        key: str,
        name: str,
        value: Any,  # noqa: ANN401 - JSON can be anything
        place_of: Callable[[Part], Place],
    ) -> Iterator[dict[str, Any]]:
        for number, person in enumerate(value if isinstance(value, list) else [None]):
            if not isinstance(person, dict):
                self._report(place_of((name,)), "AM051", f"{key}: {name} must be a list of names", _NAME_EXAMPLE)
                return
            parts: dict[str, Any] = {}
            for part, text in person.items():
                if part in NAME_PARTS and (isinstance(text, str) or _is_plain_number(text)):
                    parts[part] = str(text)
                elif part in NAME_FLAGS and isinstance(text, bool):
                    parts[part] = text
                elif not (part == "name" and isinstance(text, str)) and text is not None:
                    self._leave_out(f"{name}[{number}].{excerpt(part)}", place_of, (name, number, part))
            if not parts.keys() & {"family", "literal"}:
                parts = {**parts, "literal": str(person.get("name") or parts.pop("given", ""))}
            if is_blank(str(parts.get("family") or parts.get("literal") or parts.get("given") or "")):
                message = f"{key}: {name} has a name in which nothing can be seen"
                self._report(place_of((name, number)), "AM051", message, _NAME_EXAMPLE)
            else:
                yield parts

    def _unclosed(self, key: str, entry: dict[str, Any], place: Place) -> None:
        for name in sorted(entry.keys() - _NOT_FORMATTED):
            value = entry[name]
            if isinstance(value, str) and unclosed(value) > MOST_UNCLOSED:
                message = (
                    f"{key}: {excerpt(name)} opens more than {MOST_UNCLOSED} quotation marks or tags without closing "
                    "them"
                )
                self._report(place, "AM066", message, UNCLOSED_HINT)


_NO_ENTRY = 'write {"id": "doe-2020", "type": "book", "title": "A book"}, or delete it'


def key_of(entry: dict[str, Any]) -> str:
    """Return the key by which an entry is cited: its id, or the citation key that a reference manager keeps beside it.

    Args:
        entry: An entry of CSL-JSON.

    Returns:
        The key; empty where neither could stand in a citation.
    """
    keys = (entry.get(name) for name in ("id", "citation-key"))
    return next((str(key) for key in keys if isinstance(key, str | int) and is_key(str(key))), "")


def _first(values: list[Any]) -> Any:  # noqa: ANN401 - JSON can be anything
    return next((value for value in values if isinstance(value, str) and not is_blank(value)), None)


def _is_plain_number(value: Any) -> bool:  # noqa: ANN401 - JSON can be anything
    return isinstance(value, int) and not isinstance(value, bool)


def _characters(entry: dict[str, Any], raw: str) -> Iterator[tuple[str, str, str]]:
    """Yield code, variable and name of each character that no text of a map may hold and that is not told yet."""
    for name, value in entry.items():
        for code, character in characters_beyond(raw, "".join(_texts([name, value]))):
            yield code, name, character


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - JSON can be anything
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)


def _with_extra(entry: dict[str, Any]) -> dict[str, Any]:
    """Take what Zotero's Extra says to programs out of the note, so that neither page nor BibTeX nor RIS shows it.

    Returns:
        The entry, with the variables of CSL that stand in the note and that it does not have itself.
    """
    note = entry.get("note")
    if not isinstance(note, str):
        return entry
    kept, found = [], {}
    for line in note.split("\n"):
        match = _EXTRA.fullmatch(line)
        label = match[1].strip() if match else ""
        variable = "" if label.lower() in _WORDS else _variable(label)
        if variable and match and variable not in entry:
            value: Any = match[2]
            if variable in DATES:
                value, unread = read_date(value)
                if unread:
                    continue
            if variable not in NAMES and value and variable not in ("DOI", "URL", "citation-key"):
                found[variable] = value
        elif not (variable or label.lower() in _EXTRA_NAMES or label.startswith(("_", "tex.")) or "zotero://" in line):
            kept.append(line)
    rest = {name: value for name, value in entry.items() if name != "note"}
    words = "\n".join(kept).strip()
    return {**rest, **found, **({"note": words} if words else {})}


_VARIABLES = {name.lower(): name for name in (*TEXTS, *DATES, *NAMES)}


def _variable(label: str) -> str:
    """Return the variable of CSL that a label names, as `Original Date` or `original-date`; else an empty text."""
    return _VARIABLES.get(label.lower().replace(" ", "-"), "")
