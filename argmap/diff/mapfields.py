"""What a map says besides its nodes and works, in words to compare: plain fields whole, lists item by item."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from argmap.model.maps import ArgumentMap, Edition, Paragraph, Section, Term, Verified
from argmap.read.layout import EDITIONS_FILE, GLOSSARY_FILE, MAP_FILE, PARAGRAPHS_FILE, VERIFIED_FILE


def _record(verified: Verified | None) -> str:
    """Sum verified.json up: whoever wrote it by hand could pass any quotation off as found."""
    if verified is None:
        return ""
    digest = hashlib.sha256(repr(sorted(verified.quotations.items())).encode()).hexdigest()
    return (
        f"{len(verified.quotations)} quotations recorded as found on {verified.date} in the text {verified.text[:12]} "
        f"(record {digest[:12]})"
    )


PLAIN_FIELDS: Mapping[str, Callable[[ArgumentMap], str]] = {
    "title": lambda one: one.title,
    "edition": lambda one: one.edition,
    "work": lambda one: one.work,
    "language": lambda one: one.language,
    "license": lambda one: one.license,
    "notes": lambda one: str(one.notes or ""),
    "verified.json": lambda one: _record(one.verified),
}


def _section(section: Section) -> str:
    return _joined({"title": section.title, "paragraphs": str(section.paragraphs)})


def _edition(edition: Edition) -> str:
    return _joined({"date": edition.date, "changes": " / ".join(edition.changes)})


def _term(term: Term) -> str:
    said = {"kind": term.kind, "stands-for": term.stands_for, "about": term.about, "also": ", ".join(term.also)}
    return _joined(said)


def _paragraph(paragraph: Paragraph) -> str:
    said = {"begins": paragraph.first_words, "ends": paragraph.last_words, "page": paragraph.page}
    return _joined(said)


def _joined(said: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {words}" for name, words in said.items() if words)


_LISTS: Mapping[str, Callable[[ArgumentMap], Iterable[tuple[str, str]]]] = {
    "path": lambda one: ((step.node, step.lead) for step in one.path),
    "sections": lambda one: ((section.id, _section(section)) for section in one.sections),
    "not-argued": lambda one: one.not_argued.items(),
    "editions": lambda one: ((edition.name, _edition(edition)) for edition in one.editions),
    "glossary": lambda one: ((term.term, _term(term)) for term in one.terms),
    "paragraphs": lambda one: ((locator, _paragraph(paragraph)) for locator, paragraph in one.paragraphs.items()),
}

_BESIDE = {
    "verified.json": VERIFIED_FILE,
    "editions": EDITIONS_FILE,
    "glossary": GLOSSARY_FILE,
    "paragraphs": PARAGRAPHS_FILE,
}
"""In which file beside map.yml a field stands that does not stand in map.yml."""


def file_of(name: str) -> str:
    """Return the name of the file in the map's folder in which a field stands."""
    return _BESIDE.get(name, MAP_FILE)


def lists_of(argument_map: ArgumentMap) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the name of each list of a map, and what is said of each of its items, in their order, by its name.

    Of an item that stands there again, the name is given a number: `EU (2)`.
    """
    for name, listed in _LISTS.items():
        items: dict[str, str] = {}
        for key, words in listed(argument_map):
            numbered, number = key, 1
            while numbered in items:
                number += 1
                numbered = f"{key} ({number})"
            items[numbered] = words
        yield name, items
