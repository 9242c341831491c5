"""What the reader of any format hands over: nodes and relations as the format's file has them, not yet files of a map.

A reader says what its format says and decides nothing else: ids, titles, roots, what is too long and files are the
business of `files`, for all formats alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from argmap.importing.wording import one_line, shortened
from argmap.model.exchange import Met
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.relations import RelationType


class UnreadableError(ValueError):
    """An input that is not of the format, at the first place where that shows.

    Attributes:
        place: Where.
        what: What is wrong, in words for whoever has the file.
        mend: What to do about it; empty where there is nothing to suggest.
    """

    def __init__(self, place: Place, what: str, mend: str = "") -> None:
        """Keep the place and the words."""
        super().__init__(what)
        self.place = place
        self.what = what
        self.mend = mend


_LONGEST_TOLD = 80
"""Characters of what a report quotes."""


@dataclass(slots=True, kw_only=True)
class Telling:
    """What is read or decided so far of an input. A class because everything met is told.

    Attributes:
        met: What was met.
    """

    met: list[Met] = field(default_factory=list)

    def tell(self, place: Place, construct: str, words: str = "") -> None:
        """Note what was met."""
        self.met.append(Met(place, construct, shortened(one_line(words[: 5 * _LONGEST_TOLD]), _LONGEST_TOLD)))


def link_to_node(words: str, origin: str) -> str:
    """Write a link from the notes of a node to another node, whose file is not known yet.

    Args:
        words: What the link says, as CommonMark.
        origin: The other node, by its origin; of one that is not there, only the words stay.

    Returns:
        A link that `files` leads to the node's file.
    """
    return f"[{words}]({NODE_SCHEME}{quote(origin, safe='')})"


NODE_SCHEME = "node:"
"""Begins the address of a link to a node by its origin."""


@dataclass(frozen=True, slots=True)
class ParsedNode:
    """A statement of the input.

    Attributes:
        origin: Its id in the input, stable from run to run. Where the format only has positions, as Kialo's `1.2.1`, a
            hash of the text, and of the way to it where the same text stands twice.
        text: What it says, as plain text; any length, any lines.
        place: Where it stands in the input.
        title: A short name, where the format has one.
        name: What its id is to be made of, where the format has something better than its title: a label such as `G1`.
        number: Its place in the input, by which people know it there, where `origin` is not that; else empty.
        kind: What it is, where the format says so; None where that follows from its relations.
        notes: Prose that goes with it, as CommonMark that the format's own markup was turned into; empty for none.
        speakers: The ids of those who say it, keys of `ParsedMap.speakers`.
        tags: Its tags, as the format has them.
        score: A number that the format has for it.
        works: The works that it cites, as CSL-JSON without ids.
        quote: The words of the mapped text that say it, with their offset there in characters, or None.
        defeated: What the format says of a node that no longer stands, as the reason of its withdrawal; else empty.
    """

    origin: str
    text: str
    place: Place
    title: str = ""
    name: str = ""
    number: str = ""
    kind: Kind | None = None
    notes: str = ""
    speakers: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    score: float | None = None
    works: tuple[Mapping[str, Any], ...] = ()
    quote: tuple[str, int] | None = None
    defeated: str = ""


@dataclass(frozen=True, slots=True)
class ParsedRelation:
    """How one statement bears on another.

    Attributes:
        origin: The node that bears, by its origin.
        type: How it bears.
        target: The node that it bears on, by its origin; of an undercut, the premise of the step that is denied.
        place: Where it stands in the input.
        conclusion: Of an undercut, the node on which that premise bears; else empty.
        jointly: The name of the group of premises that count only together, whatever the format calls it; any text.
        because: Why it bears so, in the input's words.
        scheme: The name of its scheme of argument.
        score: A number that the format has for it.
        order: Its place among its siblings, where the format has an order of its own.
    """

    origin: str
    type: RelationType
    target: str
    place: Place
    conclusion: str = ""
    jointly: str = ""
    because: str = ""
    scheme: str = ""
    score: float | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedMap:
    """A map as an input has it.

    Attributes:
        title: Its title; empty where the input has none, and then it is named after the file.
        nodes: Its nodes, in the order of the input.
        relations: Its relations, in the order of the input.
        met: Every construct met: kept, told or lost.
        speakers: Who says something in it: names by the ids that the input has for them.
        groups: Those of the speakers that are groups, not persons.
        about: Prose about the map, as CommonMark.
        authors: Who made it, by name.
        date: The day it was made, `2026-11-28`, where the input says so.
        language: Its language as BCP 47 has it, where the input says so.
        text: The text that it analyses, where the input brings it.
    """

    title: str
    nodes: tuple[ParsedNode, ...]
    relations: tuple[ParsedRelation, ...]
    met: tuple[Met, ...]
    speakers: Mapping[str, str]
    groups: frozenset[str] = frozenset()
    about: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    language: str = ""
    text: str = ""
