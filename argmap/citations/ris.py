"""Writes CSL-JSON entries as RIS.

Tags and types: the RIS specification as Zotero and EndNote read it (https://en.wikipedia.org/wiki/RIS_(file_format)).
The tag M1 is left out: programs do not agree on what it means.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from argmap.citations.csltext import Date, date_of, date_words, names, plain

_TYPES = {
    "article": "ELEC",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "BOOK",
    "collection": "EDBOOK",
    "dataset": "DATA",
    "entry": "ENCYC",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "post": "ELEC",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "speech": "CONF",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
"""What stands for each type of CSL; any other type is `GEN`."""

_TEXTS = {
    "TI": "title",
    "T2": "container-title",
    "T3": "collection-title",
    "VL": "volume",
    "IS": "issue",
    "ET": "edition",
    "PB": "publisher",
    "CY": "publisher-place",
    "SV": "collection-number",
    "NV": "number-of-volumes",
    "DB": "archive",
    "AV": "archive_location",
    "CN": "call-number",
    "ST": "title-short",
    "DO": "DOI",
    "UR": "URL",
    "LA": "language",
    "AB": "abstract",
    "N1": "note",
}
_INSTEAD = {"ET": "version", "PB": "authority", "ST": "shortTitle"}
"""What stands under a tag where its own variable is not said: of software its version, of a case the court."""
_NUMBERS = ("ISBN", "ISSN", "number")
_MONTHS = 12
_ROLES = {"AU": "author", "A2": "editor", "A4": "translator"}


def ris(items: Iterable[Mapping[str, Any]]) -> str:
    """Write entries of CSL-JSON as RIS.

    Args:
        items: The entries.

    Returns:
        The entries one after another, to be stored as UTF-8.
    """
    return "\n".join("".join(f"{tag}  - {value}\n" for tag, value in _lines(item)) + "ER  - \n" for item in items)


def _lines(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for tag, role in _ROLES.items():
        for name in names(item, role):
            yield tag, _name(name)
    for tag, variable in _TEXTS.items():
        text = plain(item, variable) or plain(item, _INSTEAD.get(tag, ""))
        if text:
            yield tag, text
    number = next((plain(item, name) for name in _NUMBERS if plain(item, name)), "")
    if number:
        yield "SN", number
    pages = plain(item, "page").replace("–", "-").partition("-")
    for tag, page in (("SP", pages[0]), ("EP", pages[2])):
        if page:
            yield tag, page.strip()
    for keyword in re.split(r"\s*[,;]\s*", plain(item, "keyword")):
        if keyword:
            yield "KW", keyword
    yield from _dates(item)


def _dates(item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    issued, accessed = date_of(item, "issued"), date_of(item, "accessed")
    if issued.ends:
        yield "PY", str(issued.ends[0][0])
    if issued.ends or issued.literal:
        yield "DA", _date(issued)
    if accessed.ends:
        yield "Y2", _date(accessed)


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    return ", ".join(name[part] for part in ("family", "given", "suffix") if name[part])


def _date(date: Date) -> str:
    """Write year, month and day, and behind the last slash what else is to be said."""
    first = date.ends[0] if date.ends else []
    is_season = len(first) > 1 and first[1] > _MONTHS
    year, month, day = [f"{part:02d}" for part in first[: 1 if is_season else 3]] + [""] * (
        2 if is_season else 3 - len(first)
    )
    return f"{year}/{month}/{day}/{date_words(date)}"
