"""Writes CSL-JSON entries as RIS.

Tags and types: the RIS specification as Zotero and EndNote read it (https://en.wikipedia.org/wiki/RIS_(file_format)).
The tag M1 is left out: programs do not agree on what it means.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from argmap.citations.csltext import dates, names, plain

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
    "DO": "DOI",
    "UR": "URL",
    "LA": "language",
    "AB": "abstract",
    "N1": "note",
}
_NUMBERS = ("ISBN", "ISSN", "number")
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
        if plain(item, variable):
            yield tag, plain(item, variable)
    number = next((plain(item, name) for name in _NUMBERS if plain(item, name)), "")
    if number:
        yield "SN", number
    pages = plain(item, "page").replace("–", "-").partition("-")
    for tag, page in (("SP", pages[0]), ("EP", pages[2])):
        if page:
            yield tag, page.strip()
    for parts in dates(item, "issued")[:1]:
        yield "PY", str(parts[0])
        yield "DA", _date(parts)
    for parts in dates(item, "accessed")[:1]:
        yield "Y2", _date(parts)


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return name["literal"]
    return ", ".join(name[part] for part in ("family", "given", "suffix") if name[part])


def _date(parts: list[int]) -> str:
    year, month, day = [f"{part:02d}" for part in parts] + [""] * (3 - len(parts))
    return f"{year}/{month}/{day}/"
