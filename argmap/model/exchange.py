"""What becomes of the constructs of one format in another: kept, told or lost, and where each that was not kept stood.

Importing and exporting say it in the same words; the table in the docs is made of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.relations import RelationType

SAID = (
    *("title of the map", "author", "other field of map.yml"),
    *(kind.value for kind in Kind),
    *(
        "statement",
        "title",
        "voice",
        "voice of no person",
        "voices as examples",
        "stance",
        "hedge",
        "passage",
        "quotation",
        "work cited",
    ),
    *("tag", "score", "bookkeeping", "prose", "link in the prose", "citation in the prose"),
    *(kind.value for kind in RelationType if kind is not RelationType.UNDERCUTS),
    *("undercut of a reason", "undercut of an objection", "undercut of a linked premise", "undercut of another step"),
    *("linked reason", "linked objection", "linked premise of another relation"),
    *("because", "scheme of a reason", "scheme of an objection", "scheme of another relation"),
    *("scheme of one of linked premises", "score of a relation", "order"),
    *("relation to another map", "withdrawn node", "term of the glossary"),
)
"""The name of everything that a map can say, in the order of the docs."""

ELEMENT_TAGS = {
    "Strategy": "strategy",
    "Solution": "solution",
    "Assumption": "assumption",
    "Justification": "justification",
    "CounterGoal": "counter goal",
    "CounterSolution": "counter solution",
}
"""The tag of what a map has no kind for, by the element of an assurance case that it is."""

UNDEVELOPED = "undeveloped"
"""The tag of what an assurance case leaves undeveloped."""

DEFEATED, DEFEATED_TITLE, MARK_OF_DEFEAT = "defeated", "Defeated: ", "mark of defeat"
"""The tag of what an assurance case marks as defeated, how its title begins, and the tag of the node that says so."""


class Fate(StrEnum):
    """What becomes of a construct."""

    KEPT = "kept"
    """It means the same on the other side, and comes back unchanged."""
    TOLD = "told"
    """It is on the other side as words that people read, or as something weaker, and the report says so."""
    LOST = "lost"
    """It is not on the other side, and the report says so."""


@dataclass(frozen=True, slots=True)
class Construct:
    """One thing that a format can say.

    Attributes:
        name: What the format's own documentation calls it, in the singular: `undercut`, `vote`, `MA-node`.
        fate: What becomes of it.
        becomes: What it is on the other side, or why it is not there, in a few words.
    """

    name: str
    fate: Fate
    becomes: str


@dataclass(frozen=True, slots=True, order=True)
class Met:
    """A construct met in an input.

    Attributes:
        place: Where: the path as it was given, line and column from 1.
        construct: The name of the construct.
        words: What of it did not come over, short enough for a line of a report; empty where nothing needs to be said.
    """

    place: Place
    construct: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of everything that was met.

    Attributes:
        constructs: Every construct that the format can have, by its name, in the order of its documentation.
        met: Every construct met, kept ones too.
    """

    constructs: Mapping[str, Construct]
    met: tuple[Met, ...] = ()

    def counts(self) -> Mapping[str, int]:
        """Count the constructs met, by their names; those that were not met are left out."""
        return Counter(each.construct for each in self.met)

    def not_kept(self) -> list[Met]:
        """List what was told or lost, in the order of the input."""
        return sorted(each for each in self.met if self.constructs[each.construct].fate is not Fate.KEPT)


_NONE: Mapping[str, str] = MappingProxyType({})


def constructs(
    kept: Mapping[str, str] = _NONE, told: Mapping[str, str] = _NONE, lost: Mapping[str, str] = _NONE
) -> tuple[Construct, ...]:
    """List constructs by what becomes of them.

    Args:
        kept: What those are on the other side that are kept, by their names.
        told: What those are that are told.
        lost: Why those are not there that are lost.
    """
    fates = ((Fate.KEPT, kept), (Fate.TOLD, told), (Fate.LOST, lost))
    return tuple(Construct(name, fate, words) for fate, named in fates for name, words in named.items())


def by_name(constructs: Iterable[Construct]) -> dict[str, Construct]:
    """Key constructs by their names."""
    return {construct.name: construct for construct in constructs}
