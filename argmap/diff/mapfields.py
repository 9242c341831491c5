"""What a map says besides its nodes and works, in words to compare: plain fields whole, lists item by item."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from argmap.model.beside import Author, Edition, Paragraph, Section, Term, Verified
from argmap.model.maps import ArgumentMap
from argmap.read.layout import EDITIONS_FILE, GLOSSARY_FILE, MAP_FILE, PARAGRAPHS_FILE, VERIFIED_FILE


def _record(verified: Verified | None) -> str:
    """Sum up verified.json: whoever wrote it by hand could pass any quotation off as found."""
    if verified is None:
        return ""
    digest = hashlib.sha256(repr(sorted(verified.quotations.items())).encode()).hexdigest()
    return (
        f"{len(verified.quotations)} quotations recorded as found on {verified.date} in the text {verified.text[:12]} "
        f"(record {digest[:12]})"
    )


PLAIN_FIELDS: Mapping[str, Callable[[ArgumentMap], str]] = {
    "title": lambda argument_map: argument_map.title,
    "edition": lambda argument_map: argument_map.edition,
    "work": lambda argument_map: argument_map.work,
    "language": lambda argument_map: argument_map.language,
    "license": lambda argument_map: argument_map.license,
    "publisher": lambda argument_map: argument_map.publisher,
    "contact": lambda argument_map: argument_map.contact,
    "work-url": lambda argument_map: argument_map.work_url,
    "works-read": lambda argument_map: "" if argument_map.works_read else "false",
    "overview": lambda argument_map: ", ".join(node_id for node_id, _ in argument_map.overview),
    "notes": lambda argument_map: str(argument_map.notes or ""),
    "verified.json": lambda argument_map: _record(argument_map.verified),
}
"""What returns the value of each field as text, by the field's name."""


def _author(author: Author) -> str:
    return _joined({"orcid": author.orcid, "role": author.role})


def _section(section: Section) -> str:
    return _joined({"title": section.title, "paragraphs": str(section.paragraphs)})


def _edition(edition: Edition) -> str:
    changes = " / ".join(edition.changes)
    told = {"date": edition.date, "changes": changes, "sha256": edition.sha256}
    return _joined({**told, "doi": edition.doi, "archive": edition.archive})


def _term(term: Term) -> str:
    return _joined(
        {
            "id": term.id,
            "kind": term.kind,
            "stands-for": term.stands_for,
            "about": term.about,
            "also": ", ".join(term.also),
        }
    )


def _paragraph(paragraph: Paragraph) -> str:
    return _joined({"begins": paragraph.first_words, "ends": paragraph.last_words, "page": paragraph.page})


def _joined(parts: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {words}" for name, words in parts.items() if words)


_LISTS: Mapping[str, Callable[[ArgumentMap], Iterable[tuple[str, str]]]] = {
    "authors": lambda argument_map: ((author.name, _author(author)) for author in argument_map.authors),
    "path": lambda argument_map: ((step.node, step.lead) for step in argument_map.path),
    "sections": lambda argument_map: ((section.id, _section(section)) for section in argument_map.sections),
    "not-argued": lambda argument_map: argument_map.not_argued.items(),
    "editions": lambda argument_map: ((edition.name, _edition(edition)) for edition in argument_map.editions),
    "glossary": lambda argument_map: ((term.term, _term(term)) for term in argument_map.terms),
    "paragraphs": lambda argument_map: (
        (locator, _paragraph(paragraph)) for locator, paragraph in argument_map.paragraphs.items()
    ),
}

_FILES = {
    "verified.json": VERIFIED_FILE,
    "editions": EDITIONS_FILE,
    "glossary": GLOSSARY_FILE,
    "paragraphs": PARAGRAPHS_FILE,
}
"""The files beside map.yml in which fields stand, by the fields' names; all others stand in map.yml."""


def file_of(name: str) -> str:
    """Return the name of the file in the map's folder in which a field stands."""
    return _FILES.get(name, MAP_FILE)


def lists_of(argument_map: ArgumentMap) -> Iterator[tuple[str, dict[str, str]]]:
    """Read the lists of a map.

    Args:
        argument_map: The map.

    Yields:
        The name of each list, and what is said of each of its items, in their order, by the item's name. The name of an
        item that stands there again is given a number: `EU (2)`.
    """
    for name, items_of in _LISTS.items():
        items: dict[str, str] = {}
        for key, words in items_of(argument_map):
            numbered, number = key, 1
            while numbered in items:
                number += 1
                numbered = f"{key} ({number})"
            items[numbered] = words
        yield name, items
