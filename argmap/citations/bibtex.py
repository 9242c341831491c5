"""Writes CSL-JSON entries as BibTeX, in the entry types and fields of BibLaTeX.

Entry types and fields: the manual of BibLaTeX 3.20, sections 2.1 and 2.2 (https://ctan.org/pkg/biblatex). Where it has
an older name of a field too (section 2.2.5), that is taken, and the year stands beside the date, so that the styles of
BibTeX itself find both; what they do not know they leave out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from argmap.citations.csltext import date_of, edtf, names, plain

_TYPES = {
    "article": "online",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "classic": "book",
    "collection": "collection",
    "dataset": "dataset",
    "entry": "inreference",
    "entry-dictionary": "inreference",
    "entry-encyclopedia": "inreference",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "motion_picture": "movie",
    "musical_score": "music",
    "pamphlet": "booklet",
    "paper-conference": "inproceedings",
    "patent": "patent",
    "performance": "performance",
    "periodical": "periodical",
    "post": "online",
    "post-weblog": "online",
    "report": "report",
    "review": "article",
    "review-book": "article",
    "software": "software",
    "song": "audio",
    "speech": "unpublished",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "online",
}
"""What stands for each type of CSL; any other type is `misc`."""

_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}
_IN_BOOKS = {"incollection", "inreference", "inproceedings"}
_BY_INSTITUTIONS = {"report", "thesis"}

_FIELDS = {
    "volume": "volume",
    "number-of-volumes": "volumes",
    "part-number": "part",
    "chapter-number": "chapter",
    "number-of-pages": "pagetotal",
    "edition": "edition",
    "version": "version",
    "collection-title": "series",
    "title-short": "shorttitle",
    "shortTitle": "shorttitle",
    "genre": "type",
    "event-title": "eventtitle",
    "event-place": "venue",
    "original-title": "origtitle",
    "ISBN": "isbn",
    "ISSN": "issn",
    "note": "note",
    "abstract": "abstract",
    "keyword": "keywords",
}
_NUMBERS = ("issue", "number", "collection-number")
"""What BibLaTeX calls the number: of an issue, of a report or patent, or of a book in its series."""
_LISTS = {
    "publisher-place": "address",
    "original-publisher": "origpublisher",
    "original-publisher-place": "origlocation",
}
"""Lists of BibLaTeX, in which `and` stands between two items."""
_ARCHIVE = ("archive-place", "archive", "archive_collection", "archive_location", "call-number")
_STATES = {
    "accepted": "forthcoming",
    "forthcoming": "forthcoming",
    "in preparation": "inpreparation",
    "in press": "inpress",
    "submitted": "submitted",
}
"""The field `pubstate` for what CSL has in the place of a date."""
_BABEL = {
    "af": "afrikaans", "ar": "arabic", "bg": "bulgarian", "ca": "catalan", "cs": "czech", "cy": "welsh", "da": "danish",
    "de": "german", "de-at": "austrian", "de-ch": "swissgerman", "el": "greek", "en": "english", "en-au": "australian",
    "en-ca": "canadian", "en-gb": "british", "en-nz": "newzealand", "en-us": "american", "eo": "esperanto",
    "es": "spanish", "et": "estonian", "eu": "basque", "fa": "persian", "fi": "finnish", "fr": "french",
    "fr-ca": "canadien", "ga": "irish", "gl": "galician", "he": "hebrew", "hi": "hindi", "hr": "croatian",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "is": "icelandic", "it": "italian", "ja": "japanese",
    "ka": "georgian", "kk": "kazakh", "ko": "korean", "la": "latin", "lt": "lithuanian", "lv": "latvian",
    "mk": "macedonian", "mn": "mongolian", "nb": "norsk", "nl": "dutch", "nn": "nynorsk", "no": "norsk", "pl": "polish",
    "pt": "portuguese", "pt-br": "brazilian", "ro": "romanian", "ru": "russian", "sk": "slovak", "sl": "slovene",
    "sq": "albanian", "sr": "serbian", "sv": "swedish", "th": "thai", "tr": "turkish", "uk": "ukrainian",
    "vi": "vietnamese", "zh": "chinese",
}  # fmt: skip
"""The names of languages in babel (https://ctan.org/pkg/babel), which BibLaTeX takes, by their tags in lower case."""
_NO_TYPE = {"online", "article"}
"""Entry types in which `type` means nothing."""

_SIGNS = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: rf"\{sign}" for sign in "$%&#_"},
    }
)
_YEAR = re.compile(r"^\d{4}")
_CAPITAL = re.compile(r"(?<=[\s“‘(\[\"'/–-])[^\W\d_]*[^\W\d_a-zà-öø-ÿ][\w.]*")


def bibtex(items: Iterable[Mapping[str, Any]]) -> str:
    """Write entries of CSL-JSON as BibTeX.

    Args:
        items: The entries.

    Returns:
        The entries one after another, to be stored as UTF-8.
    """
    return "\n".join(_entry(item) for item in items)


def _entry(item: Mapping[str, Any]) -> str:
    kind = _TYPES.get(item["type"], "misc")
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(kind, item) if value)
    return f"@{kind}{{{item['id']},\n{fields}}}\n"


def _fields(kind: str, item: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for role in ("author", "editor", "translator"):
        yield role, " and ".join(_name(name) for name in names(item, role))
    yield "title", _protect_capitals(plain(item, "title"))
    container = "booktitle" if kind in _IN_BOOKS else "journal" if kind != "misc" else "howpublished"
    yield container, _protect_capitals(plain(item, "container-title"))
    yield "entrysubtype", _SUBTYPES.get(item["type"], "")
    issued = date_of(item, "issued")
    yield "date", edtf(issued)
    yield "year", next(iter(_YEAR.findall(edtf(issued))), "")
    yield "pubstate", _STATES.get((issued.literal or plain(item, "status")).lower(), "")
    yield "origdate", edtf(date_of(item, "original-date"))
    yield "pages", _escape(plain(item, "page")).replace("–", "--")
    yield "number", _escape(next(filter(None, (plain(item, name) for name in _NUMBERS)), ""))
    institution, other = ("publisher", "authority") if kind in _BY_INSTITUTIONS else ("authority", "publisher")
    yield "institution", _list(plain(item, institution))
    yield ("organization" if other == "authority" else "publisher"), _list(plain(item, other))
    for variable, name in _LISTS.items():
        yield name, _list(plain(item, variable))
    yield "library", _escape(", ".join(filter(None, (plain(item, name) for name in _ARCHIVE))))
    written = dict.fromkeys(_FIELDS.values(), "")
    for variable, name in _FIELDS.items():
        if not (name == "type" and kind in _NO_TYPE):
            written[name] = written[name] or _escape(plain(item, variable))
    within = _escape(plain(item, "container-title"))
    if kind == "online" and within:  # no style prints a journal of such an entry, and all print the note
        written["note"] = f"In: {within}. {written['note']}".rstrip()
    yield from written.items()
    language = plain(item, "language")
    babel = _babel(language)
    yield ("langid" if babel else "language"), babel or _list(language)
    yield "doi", _verbatim(plain(item, "DOI"))
    yield "url", _verbatim(plain(item, "URL"))
    yield "urldate", edtf(date_of(item, "accessed"))


def _list(text: str) -> str:
    """Write the only item of a list; an `and` within it needs braces."""
    return f"{{{_escape(text)}}}" if " and " in f" {text} " else _escape(text)


def _babel(language: str) -> str:
    """Return babel's name of a language that is said as a tag or as that name; else an empty text."""
    tag = language.replace("_", "-").lower()
    if tag in _BABEL.values():
        return tag
    return _BABEL.get(tag) or _BABEL.get(tag.partition("-")[0], "")


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{_escape(name['literal'])}}}"
    parts = [_part(name[part]) for part in ("family", "suffix", "given") if name[part]]
    # A name without a comma would be read first name first.
    return ", ".join(parts) if len(parts) > 1 else f"{{{parts[0]}}}"


def _part(text: str) -> str:
    """Write a part of a name; commas and the word `and` within it need braces."""
    part = _escape(text)
    return f"{{{part}}}" if "," in text or " and " in f" {text} " else part


def _escape(text: str) -> str:
    return text.translate(_SIGNS)


def _protect_capitals(title: str) -> str:
    """Escape a title, and keep styles from lowering words in it that begin with or hold a capital letter."""
    parts = []
    end = 0
    for match in _CAPITAL.finditer(title):
        parts += [_escape(title[end : match.start()]), f"{{{_escape(match[0])}}}"]
        end = match.end()
    return "".join([*parts, _escape(title[end:])])


def _verbatim(address: str) -> str:
    """Write an address, which BibLaTeX takes as it stands; braces in it could end the field."""
    return address.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C").replace(" ", "%20")
