"""An argument map as plain data, in the field's own words: its nodes and their relations, and the map as a whole."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from argmap.model.beside import Author, Edition, Paragraph, Section, Step, Term, Verified
from argmap.model.clusters import CitedAt
from argmap.model.findings import Place
from argmap.model.frozen import FrozenEdition
from argmap.model.kinds import Kind
from argmap.model.limits import DRAFT
from argmap.model.quotations import quotation_hash
from argmap.model.relations import RelationType
from argmap.model.voices import SPEAKERS

LinkedGroup = tuple[str, RelationType, str]
"""Linked premises, by the target, the type and the label that their relations share."""


@dataclass(frozen=True, slots=True)
class Relation:
    """How one node bears on another.

    An undercut points at the step from one node to another. Relations to one target that share a `jointly` label are
    linked premises; a premise may stand in several such groups. A node of another map is named in full, as `map/id`.

    Attributes:
        origin: The id of the node that bears.
        type: How it bears.
        target: The id of the node that it points at; of an undercut, the premise of the step.
        place: Where the relation stands in the node's file.
        conclusion: Of an undercut, the id of the node on which that premise bears; else empty.
        jointly: The label of each group of linked premises in which it stands, without repetition.
        because: Why the one bears on the other, in the map's words, or empty.
        order: Where it stands among its siblings, the lower number first; None where the map does not say.
        scheme: The name of its scheme of argument, such as Walton's, or empty.
        score: A number that the map carries for it and nothing computes with, or None.
    """

    origin: str
    type: RelationType
    target: str
    place: Place
    conclusion: str = ""
    jointly: tuple[str, ...] = ()
    because: str = ""
    order: int | None = None
    scheme: str = ""
    score: float | None = None

    @property
    def linked_groups(self) -> tuple[LinkedGroup, ...]:
        """The groups of linked premises in which it stands."""
        return tuple((self.target, self.type, label) for label in self.jointly)

    @property
    def ends(self) -> tuple[str, ...]:
        """The ids of what it points at: its target, and of an undercut the conclusion too."""
        return (self.target, self.conclusion) if self.conclusion else (self.target,)

    @property
    def leads_abroad(self) -> bool:
        """Whether any of what it points at is in another map."""
        return any("/" in end for end in self.ends)


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of the mapped text that says so.

    Attributes:
        at: The locator of the paragraph or note.
        quote: A short verbatim quotation, or empty.
        place: Where this stands in the node's file.
        is_quoted: Whether the mapped text itself quotes there, word for word, who asserts the node.
    """

    at: str
    quote: str
    place: Place
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Cite:
    """A work that a node cites.

    Attributes:
        key: The key of the work.
        locator: The place in the work, such as `pp. 112-113`, or empty.
        place: Where the citation stands in the node's file.
    """

    key: str
    locator: str
    place: Place

    @property
    def written(self) -> str:
        """The citation as the front matter has it: `doe-2020, pp. 112-113`."""
        return f"{self.key}, {self.locator}" if self.locator else self.key


@dataclass(frozen=True, slots=True)
class ProseLink:
    """A relative link in a node's prose.

    Attributes:
        address: The address, as a person would type it.
        path: The path below the docs folder of the file that it names, whether that exists or not; empty where it names
            no file of that folder.
        fragment: The heading of that file to which it leads, or empty.
        line: The line within the prose on which the address stands, counted from 0.
    """

    address: str
    path: str
    fragment: str
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that a map cites.

    Attributes:
        key: Its citation key.
        entry: Its entry as CSL-JSON has it, with nothing in it that a style could not take.
        place: Where the entry stands: in a list of works, or in the file of the node that brings it.
    """

    key: str
    entry: Mapping[str, Any]
    place: Place

    @property
    def address(self) -> str:
        """Where the work is on the web: by its DOI, else its own address; empty where that is not known."""
        doi, url = (str(self.entry.get(name, "")) for name in ("DOI", "URL"))
        return f"https://doi.org/{doi}" if doi else url


@dataclass(frozen=True, slots=True)
class Node:
    """A node as its file says it.

    Attributes:
        id: The name of its file without the ending, and its address below the map's.
        kind: Its role in the argument.
        title: The claim in a few words.
        statement: The claim in a sentence that can be quoted by itself.
        file: The path of its file below the docs folder.
        relations: What it bears on, in the order of its file.
        voice: Who asserts it: a speaker of `SPEAKERS`, or keys of works and ids of people and groups.
        voice_examples: Whether those are named as examples of those who assert it.
        people: The ids among them, which are of terms of the glossary.
        stance: What the mapped author makes of it, or empty.
        hedge: The hedge of the mapped text, or empty.
        passages: The passages of the mapped text that say so.
        cites: The works in its field `cites`.
        brings: The works whose records stand in its own file.
        score: A number that the map carries for it and nothing computes with, or None.
        tags: Words to find it by.
        aliases: Its old ids, each with the place where it stands.
        withdrawn: Whether it no longer stands.
        reason: Why it was withdrawn, or empty.
        replaced_by: The ids of the nodes to read instead, without repetition.
        revision: Raised by one whenever anything changes that a citation shows or depends on; counted from 1.
        prose: Its text in Markdown.
        prose_line: The line of the file on which the prose begins, counted from 1.
        places: Where each field stands, by its name.
    """

    id: str
    kind: Kind
    title: str
    statement: str
    file: str
    relations: tuple[Relation, ...] = ()
    voice: tuple[str, ...] = ()
    voice_examples: bool = False
    people: tuple[str, ...] = ()
    stance: str = ""
    hedge: str = ""
    passages: tuple[Passage, ...] = ()
    cites: tuple[Cite, ...] = ()
    brings: tuple[Reference, ...] = ()
    score: float | None = None
    tags: tuple[str, ...] = ()
    aliases: tuple[tuple[str, Place], ...] = ()
    withdrawn: bool = False
    reason: str = ""
    replaced_by: tuple[str, ...] = ()
    revision: int = 1
    prose: str = ""
    citations: tuple[CitedAt, ...] = ()
    """The citations in the prose, in order."""
    links: tuple[ProseLink, ...] = ()
    """The relative links in the prose, in order."""
    unread: frozenset[str] = frozenset()
    """The fields that hold something that could not be read."""
    prose_line: int = 1
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, name: str) -> Place:
        """Return where a field stands, or the head of the file when the node does not have the field."""
        return self.places.get(name, Place(self.file))

    def place_in_prose(self, line: int) -> Place:
        """Return where a line of the prose stands in the file.

        Args:
            line: The line within the prose, counted from 0.
        """
        return Place(self.file, self.prose_line + line)

    @property
    def voiced_works(self) -> tuple[str, ...]:
        """The keys of the works that assert the node."""
        return tuple(key for key in self.voice if key not in SPEAKERS and key not in self.people)

    @property
    def is_quoted(self) -> bool:
        """Whether the mapped text gives the node in the words of who asserts it."""
        return any(passage.is_quoted for passage in self.passages)

    def works(self) -> list[str]:
        """Return the keys of the works that the node speaks for or cites, in its fields and prose, each key once."""
        cited = [cite.key for cite in self.cites]
        cited += [citation.key for cited_at in self.citations for citation in cited_at.cluster.citations]
        return list(dict.fromkeys([*self.voiced_works, *cited]))


@dataclass(frozen=True, slots=True)
class ArgumentMap:
    """A map as its folder says it.

    Attributes:
        id: The path of its folder below the docs folder.
        title: Its title.
        nodes: Its nodes in the order of their ids.
        edition: The name of the edition, or `draft`.
        work: The key of the mapped text, or empty.
        language: The language in which it is written, as a BCP 47 tag.
        license: The licence of its text as an SPDX identifier, or empty.
        authors: Who made the map.
        publisher: Who publishes it, or empty.
        contact: The e-mail address for mistakes, or empty.
        work_url: Where the mapped text can be read on the web, or empty.
        works_read: Whether the works that the mapped text cites were read for the map.
        overview: The ids of the nodes that the overview shows, each with the place where it stands.
        sections: The parts of the mapped text in their order.
        notes: How many notes the mapped text has.
        not_argued: Why a locator carries no argument, by the locator.
        path: The steps of the guided path.
        references: The works in the order of their keys, those that nodes bring among them.
        terms: The entries of the glossary.
        verified: Which quotations were found; None when nobody has looked them up.
        places: Where each field of map.yml stands, by its name, and each locator under not-argued, by it.
        works: The works by their keys.
        people: The entries of the glossary that have an id, by it.
        replaced: The withdrawn nodes in whose stead a node is to be read, by its id.
        aliases: The id that a node has now, by each of its old ids.
        readings: The ids of other maps of the same text that can be put beside it.
        origins: What the input that it was imported from calls nodes, by the ids that they were given then.
    """

    id: str
    title: str
    nodes: tuple[Node, ...] = ()
    edition: str = DRAFT
    work: str = ""
    language: str = "en"
    license: str = ""
    authors: tuple[Author, ...] = ()
    publisher: str = ""
    contact: str = ""
    work_url: str = ""
    works_read: bool = True
    overview: tuple[tuple[str, Place], ...] = ()
    sections: tuple[Section, ...] = ()
    notes: int = 0
    not_argued: Mapping[str, str] = field(default_factory=dict)
    path: tuple[Step, ...] = ()
    references: tuple[Reference, ...] = ()
    works_unread: bool = False
    """Whether a list of works holds entries that could not be read: then no key can be called unknown."""
    paragraphs: Mapping[str, Paragraph] = field(default_factory=dict)
    """Where the mapped text's paragraphs begin and end, by locator in reading order; empty when not said."""
    terms: tuple[Term, ...] = ()
    verified: Verified | None = None
    editions: tuple[Edition, ...] = ()
    """The newest first."""
    frozen: tuple[FrozenEdition, ...] = ()
    """What the files of released editions hold, in the order of `editions`."""
    unreadable: frozenset[str] = frozenset()
    """Ids of files that are there but could not be read: no relation to them dangles."""
    places: Mapping[str, Place] = field(default_factory=dict)
    readings: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    works: Mapping[str, Reference] = field(init=False, repr=False, compare=False)
    people: Mapping[str, Term] = field(init=False, repr=False, compare=False)
    replaced: Mapping[str, tuple[Node, ...]] = field(init=False, repr=False, compare=False)
    aliases: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find works, terms, old ids and what was replaced once: each of many nodes asks for a few of them."""
        object.__setattr__(self, "works", {reference.key: reference for reference in self.references})
        object.__setattr__(self, "people", {term.id: term for term in self.terms if term.id})
        object.__setattr__(self, "aliases", {alias: node.id for node in self.nodes for alias, _ in node.aliases})
        replaced: dict[str, tuple[Node, ...]] = {}
        for node in self.nodes:
            replaced |= {instead: (*replaced.get(instead, ()), node) for instead in node.replaced_by}
        object.__setattr__(self, "replaced", replaced)

    @property
    def of_text(self) -> bool:
        """Whether it maps a text, which has an author; else it is a debate of its own."""
        return bool(self.work)

    @property
    def file(self) -> str:
        """The path of map.yml below the docs folder."""
        return f"{self.id}/map.yml"

    @property
    def edition_date(self) -> str:
        """The day on which this edition was released, as `2026-11-24`; empty for a draft, and when not said."""
        return self.current.date

    @property
    def current(self) -> Edition:
        """This edition as editions.yml tells of it; of one that it does not list, the name alone is known."""
        listed = (edition for edition in self.editions if edition.name == self.edition)
        return next(listed, None) or Edition(self.edition, "", (), Place(""))

    @property
    def fixed(self) -> str:
        """The name of this edition when it is frozen in a file, and so has addresses at which it stays; else empty."""
        return next((one.name for one in self.editions if one.name == self.edition and one.sha256), "")

    def place(self, name: str) -> Place:
        """Return where a field of map.yml stands, or the head of the file when it does not have the field."""
        return self.places.get(name, Place(self.file))


def in_full(map_id: str, node: str) -> str:
    """Name a node with its map.

    Args:
        map_id: The id of the map in which the node is named.
        node: The node as that map names it: by its id, or in full where it is a node of another map.

    Returns:
        The ids of its map and of the node, as `map/id`.
    """
    return node if "/" in node else f"{map_id}/{node}"


def named_in(map_id: str, name: str) -> str:
    """Name a node as a map does.

    Args:
        map_id: The id of the map in which the node is to be named.
        name: The ids of the node's map and of the node, as `map/id`.

    Returns:
        The id alone for a node of that map, else the name in full.
    """
    of_map, _, node_id = name.rpartition("/")
    return node_id if of_map == map_id else name


def instead_of(node: Node, nodes: Mapping[str, Node]) -> list[str]:
    """Find what to read instead of a withdrawn node, past those that were withdrawn in turn.

    Args:
        node: The withdrawn node.
        nodes: The nodes of its map by their ids.

    Returns:
        The ids of nodes that stand; none where the map names none.
    """
    reached = dict.fromkeys(node.replaced_by)
    waiting = [*reached]
    while waiting:
        other = nodes.get(waiting.pop(0))
        further = [name for name in other.replaced_by if name not in reached] if other and other.withdrawn else []
        reached |= dict.fromkeys(further)
        waiting += further
    return [name for name in reached if name in nodes and not nodes[name].withdrawn]


def locators(sections: tuple[Section, ...], notes: int) -> list[str]:
    """Return every locator of the mapped text in reading order, the notes behind the paragraphs.

    Args:
        sections: The parts of the text.
        notes: How many notes it has.

    Returns:
        Locators such as `methods.3` and `n3`.
    """
    paragraphs = [f"{section.id}.{number}" for section in sections for number in range(1, section.paragraphs + 1)]
    return [*paragraphs, *(f"n{number}" for number in range(1, notes + 1))]


def says_more(title: str, statement: str) -> bool:
    """Tell whether a statement is more than its title, but for the full stop."""
    return title.rstrip(".") != statement.rstrip(".")


def people_of(terms: Iterable[Term], works: Collection[str]) -> set[str]:
    """Return the ids of the people and groups by which nodes can say who speaks.

    Args:
        terms: The entries of the glossary.
        works: The keys of works, which come first.

    Returns:
        The ids of those that can speak.
    """
    return {term.id for term in terms if term.id and term.can_speak} - set(works)


def is_verified(argument_map: ArgumentMap, source: Passage) -> bool:
    """Tell whether a quotation was found in the mapped text.

    Args:
        argument_map: The map, with its verified.json.
        source: The passage with the quotation.

    Returns:
        Whether verified.json has the quotation as it now stands.
    """
    verified = argument_map.verified
    return verified is not None and quotation_hash(source.at, source.quote) in verified.quotations
