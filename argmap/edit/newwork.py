"""Makes the record of a work out of what somebody says of it in a few answers."""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from argmap.edit.collect import with_new_keys
from argmap.model.findings import Place
from argmap.read.csldates import read_date
from argmap.read.entries import EntryReader
from argmap.read.references import Bibliography, read_references

FORMS: Mapping[str, tuple[str, str, str]] = {
    "book": ("book", "publisher", "Publisher"),
    "article": ("article-journal", "container-title", "Journal"),
    "chapter": ("chapter", "container-title", "Book that it stands in"),
    "report": ("report", "publisher", "Who issued it"),
    "webpage": ("webpage", "container-title", "Website"),
}
"""What people call a work: its type in CSL, and the variable of the one thing more that is asked of it, in words."""

_OF_DOI = re.compile(r"(?i:doi:|10\.|https?://(?:dx\.)?doi\.org/)")
_AND = re.compile(r"\s+(?:and|&)\s+")
_PARTICLES = frozenset({"al", "bin", "da", "de", "del", "den", "der", "di", "du", "la", "le", "ter", "van", "von"})
_SEVERAL = "write several with ; between them: Doe, Jane; Roe, Ann"


@dataclass(frozen=True, slots=True)
class Described:
    """What somebody says of a work; what is empty is not said.

    Attributes:
        title: Its title.
        authors: Who made it, as `names_of` reads them.
        year: When it appeared, as `read_date` reads it.
        form: What it is: a word of `FORMS`.
        within: What `FORMS` asks of a work of this form.
        address: Its web address or DOI.
    """

    title: str
    authors: str = ""
    year: str = ""
    form: str = "book"
    within: str = ""
    address: str = ""


def names_of(text: str) -> list[dict[str, str]]:
    """Read names as people list them.

    Args:
        text: Names with semicolons between them; a person's family name stands before a comma.

    Returns:
        Names of CSL-JSON: who has no comma is an organisation, or has a single name.
    """
    parts = [part.strip() for part in text.split(";")]
    if len(parts) == 1 and all(part.count(",") == 1 for part in _AND.split(text)):
        parts = _AND.split(text)
    split = [[half.strip() for half in part.split(",", 1)] for part in parts if part]
    return [{"family": half[0], "given": half[1]} if half[1:] else {"literal": half[0]} for half in split]


def names_fault(text: str) -> str:
    """Say why a text cannot be read as names; empty where it can."""
    for name in names_of(text):
        if "," in name.get("given", ""):
            return _SEVERAL
        if not all(name.values()):
            return 'a comma stands between family name and first name: "Doe, Jane"'
    return ""


def doubted_name(text: str) -> str:
    """Find a name that may be a person's though no comma stands in it: two or three words that begin with capitals.

    Args:
        text: Names, as `names_of` reads them.

    Returns:
        The first such name as a person's would be written, family name first; empty where there is none.
    """
    for name in names_of(text):
        words = [word for word in name.get("literal", "").split() if word not in _PARTICLES]
        if len(words) in (2, 3) and all(word[0].isupper() for word in words):
            given, _, family = name["literal"].rpartition(" ")
            return f"{family}, {given}"
    return ""


def year_fault(text: str) -> str:
    """Say why a text cannot be read as a date; empty where it can."""
    _, unread = read_date(text)
    return "that is no date; it looks like 1859, 2013-04-26, ca. 1850, 44 BC or forthcoming" if unread else ""


def address_fault(text: str) -> str:
    """Say why a text cannot be read as a web address or a DOI; empty where it can."""
    reader = EntryReader()
    reader.reference({"id": "x", **_entry(Described("x", address=text))}, lambda _: Place(""))
    return "; ".join(f"{finding.message.removeprefix('x: ')}; {finding.hint}" for finding in reader.findings if text)


def work_of(described: Described, key: str, known: Iterable[str]) -> dict[str, Any]:
    """Make the record of a work.

    Args:
        described: What is said of it.
        key: The key that it is to have; empty for one that is made of author and year.
        known: The keys that other works have.

    Returns:
        Its entry of CSL-JSON.
    """
    (entry,), _ = with_new_keys([{"id": key, **_entry(described)}], known)
    return dict(entry)


def _entry(described: Described) -> dict[str, Any]:
    kind, within, _ = FORMS[described.form]
    entry = {
        "type": kind,
        "author": names_of(described.authors),
        "issued": described.year,
        "title": described.title,
        within: described.within,
        "DOI" if _OF_DOI.match(described.address) else "URL": described.address,
    }
    return {name: value for name, value in entry.items() if value}


def works_in(path: str, text: str, known: Iterable[str]) -> Bibliography:
    """Read works as a program or a person hands them over: a list of CSL-JSON, or one entry of it.

    Args:
        path: The path to name in findings.
        text: The JSON.
        known: The keys that other works have.

    Returns:
        The works; one that has no key gets one.
    """
    text = text.removeprefix("\ufeff")
    with suppress(ValueError, RecursionError):
        value = json.loads(text)
        entries, _ = with_new_keys(given := value if isinstance(value, list) else [value], known)
        text = text if entries == given else json.dumps(entries)
    return read_references(path, f"[{text}]" if text.lstrip().startswith("{") else text)
