"""An argument map as plain data, in the field's own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from argmap.clusters import CitedAt
from argmap.fields import DRAFT, SPEAKERS
from argmap.findings import Place


class Kind(StrEnum):
    """A node's role in the argument."""

    THESIS = "thesis"
    CLAIM = "claim"
    COUNTERCLAIM = "counterclaim"
    EVIDENCE = "evidence"


class RelationType(StrEnum):
    """How one node bears on another, or (an undercut) on another's bearing."""

    SUPPORTS = "supports"
    ATTACKS = "attacks"
    QUALIFIES = "qualifies"
    UNDERCUTS = "undercuts"


@dataclass(frozen=True, slots=True)
class Relation:
    """One node bears on another.

    `target` is the node it points at. An undercut points at the step from one node to another: there
    `target` is the step's premise and `conclusion` the node which that premise bears on.
    Relations to one target that share a `jointly` label are linked premises.
    """

    source: str
    type: RelationType
    target: str
    place: Place
    conclusion: str = ""
    jointly: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the mapped text that says so, with a short verbatim quotation or none."""

    at: str
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class Cite:
    """A work of references.json and a place in it (`pp. 112-113`), or no place."""

    key: str
    locator: str
    place: Place

    @property
    def written(self) -> str:
        """The citation as the front matter has it: `koch-2013, pp. 112-113`."""
        return f"{self.key}, {self.locator}" if self.locator else self.key


@dataclass(frozen=True, slots=True)
class Node:
    """One node as its file says it. `places` tells where each field stands in the file."""

    id: str
    kind: Kind
    title: str
    statement: str
    file: str
    relations: tuple[Relation, ...] = ()
    voice: tuple[str, ...] = ()
    stance: str = ""
    hedge: str = ""
    sources: tuple[Source, ...] = ()
    cites: tuple[Cite, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[tuple[str, Place], ...] = ()
    withdrawn: bool = False
    reason: str = ""
    replaced_by: str = ""
    revision: int = 1
    prose: str = ""
    citations: tuple[CitedAt, ...] = ()
    """The citations in the prose, in order."""
    prose_line: int = 1
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, name: str) -> Place:
        """Tell where the field stands, or the head of the file when the field is not there."""
        return self.places.get(name, Place(self.file))

    def place_in_prose(self, line: int) -> Place:
        """Tell where a line of the prose stands, counted from 0."""
        return Place(self.file, self.prose_line + line)

    def works(self) -> list[str]:
        """List the keys of the works the node speaks for or cites, in its fields and in its prose, each once."""
        cited = [cite.key for cite in self.cites]
        cited += [citation.key for cited_at in self.citations for citation in cited_at.cluster.citations]
        voices = [key for key in self.voice if key not in SPEAKERS]
        return list(dict.fromkeys([*voices, *cited]))


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the mapped text and how many paragraphs it has."""

    id: str
    title: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Reference:
    """One work: its citation key and its entry as CSL-JSON has it."""

    key: str
    entry: Mapping[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class Step:
    """A station of the guided path: a node, and a few words that lead to it."""

    node: str
    lead: str
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or note of the mapped text: its locator, and the words it begins and ends with."""

    locator: str
    first_words: str
    last_words: str
    place: Place
    page: str = ""
    """The page of the mapped text on which it stands, `7` or `7-8`; empty when not said."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary: a name or abbreviation, its heading, and what is said of it."""

    term: str
    kind: str
    stands_for: str = ""
    about: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the map: its name, the day it was released (none for a draft), and what is new in it."""

    name: str
    date: str
    changes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Verified:
    """Which quotations were found in the mapped text, when, and in which text, by their SHA-256.

    With each quotation stands its position, in characters from the beginning of its paragraph.
    """

    text: str
    date: str
    quotations: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ArgumentMap:
    """A map as its folder says it; nodes in the order of their ids, references in the order of their keys."""

    id: str
    title: str
    nodes: tuple[Node, ...] = ()
    edition: str = DRAFT
    work: str = ""
    language: str = "en"
    license: str = ""
    sections: tuple[Section, ...] = ()
    notes: int = 0
    not_argued: Mapping[str, str] = field(default_factory=dict)
    path: tuple[Step, ...] = ()
    references: tuple[Reference, ...] = ()
    paragraphs: Mapping[str, Paragraph] = field(default_factory=dict)
    """Where the mapped text's paragraphs begin and end, by locator in reading order; empty when not said."""
    terms: tuple[Term, ...] = ()
    verified: Verified | None = None
    editions: tuple[Edition, ...] = ()
    """The newest first."""
    unreadable: frozenset[str] = frozenset()
    """Ids of files that are there but could not be read: no relation to them dangles."""
    places: Mapping[str, Place] = field(default_factory=dict)

    @property
    def file(self) -> str:
        """The path of map.yml below the docs folder."""
        return f"{self.id}/map.yml"

    @property
    def edition_date(self) -> str:
        """The day on which this edition was released, as `2026-11-24`; empty for a draft, and when not said."""
        return next((one.date for one in self.editions if one.name == self.edition), "")

    def place(self, name: str) -> Place:
        """Tell where the field of map.yml stands, or the head of the file when it is not there."""
        return self.places.get(name, Place(self.file))


def locators(sections: tuple[Section, ...], notes: int) -> list[str]:
    """List every locator of the mapped text in reading order: paragraphs first, then notes."""
    paragraphs = [f"{section.id}.{number}" for section in sections for number in range(1, section.paragraphs + 1)]
    return [*paragraphs, *(f"n{number}" for number in range(1, notes + 1))]
