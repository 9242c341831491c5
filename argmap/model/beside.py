"""What map.yml and the small files beside it say of the mapped text, of words, people and editions, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model.findings import Place

_NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the mapped text.

    Attributes:
        id: The part of a locator before the dot.
        title: What the text calls it.
        paragraphs: How many paragraphs it has.
    """

    id: str
    title: str
    paragraphs: int


@dataclass(frozen=True, slots=True)
class Step:
    """A station of the guided path.

    Attributes:
        node: The id of the node.
        lead: A few words that lead to it.
        place: Where the step stands in map.yml.
    """

    node: str
    lead: str
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or note of the mapped text.

    Attributes:
        locator: Its locator.
        first_words: The words with which it begins.
        last_words: The words with which it ends.
        place: Where its line stands in paragraphs.tsv.
    """

    locator: str
    first_words: str
    last_words: str
    place: Place
    page: str = ""
    """The page of the mapped text on which it stands, `7` or `7-8`; empty when not said."""


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary.

    Attributes:
        term: The name or abbreviation, as the map writes it.
        kind: The heading under which it stands.
        stands_for: What an abbreviation stands for, or empty.
        about: Who or what it is, or empty.
        also: Other forms of the name.
        id: What the field `voice` names it by, or empty.
        place: Where its entry stands in glossary.yml.
    """

    term: str
    kind: str
    stands_for: str = ""
    about: str = ""
    also: tuple[str, ...] = ()
    id: str = ""
    place: Place = _NOWHERE

    @property
    def anchor(self) -> str:
        """The end of its address on the page of who and what."""
        return f"term-{self.id}"

    @property
    def can_speak(self) -> bool:
        """Whether it is a person or a group, which can assert something."""
        return self.kind in ("person", "organisation")


@dataclass(frozen=True, slots=True)
class Author:
    """An author of a map.

    Attributes:
        name: The name, a person's with the family name first and a comma behind it.
        orcid: The ORCID iD without its address, or empty.
        role: What the author did, or empty.
    """

    name: str
    orcid: str = ""
    role: str = ""

    @property
    def orcid_address(self) -> str:
        """The address of the ORCID iD, or empty."""
        return f"https://orcid.org/{self.orcid}" if self.orcid else ""


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of the map.

    Attributes:
        name: Its name, or `draft`.
        date: The day on which it was released, as `2026-11-24`; empty for a draft.
        changes: What is new in it, for readers.
        place: Where its entry stands in editions.yml.
        sha256: The digest of the file in which it is frozen; empty for a draft, and for an edition without one.
        doi: The DOI under which an archive keeps it, without an address, or empty.
        archive: The address under which an archive keeps it, or empty.
    """

    name: str
    date: str
    changes: tuple[str, ...]
    place: Place
    sha256: str = ""
    doi: str = ""
    archive: str = ""

    @property
    def doi_address(self) -> str:
        """The address of the DOI, or empty."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def archives(self) -> tuple[str, ...]:
        """The addresses at which archives keep it."""
        return tuple(filter(None, (self.doi_address, self.archive)))


@dataclass(frozen=True, slots=True)
class Verified:
    """What verified.json says: which quotations were found in the mapped text.

    Attributes:
        text: The SHA-256 of the mapped text.
        date: The day on which they were found, as `2026-11-24`.
        quotations: By the SHA-256 of each quotation, its position in characters from the beginning of its paragraph.
    """

    text: str
    date: str
    quotations: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ImportedNode:
    """What import.json says of a node.

    Attributes:
        id: The id that it was given.
        sha256: The SHA-256 of its file, as it was imported.
        number: What people know it by in the input, where that is not what it goes by here, as Kialo's `1.2.1`.
    """

    id: str
    sha256: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What import.json says: where a map comes from, and how it was when it was imported.

    Attributes:
        form: The format of the input, a name that `argmap import` knows.
        origin: The name of its file or folder; of one of many files, its path below their folder.
        nodes: What is said of each node, by its id in the input.
        files: The SHA-256 of each other file as it was imported, by its path below the map's folder.
    """

    form: str
    origin: str
    nodes: Mapping[str, ImportedNode]
    files: Mapping[str, str]
