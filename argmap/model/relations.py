"""How one node can bear on another, and in which words that is said: the only list of relations.

How a relation looks is in `appearance`; its field in the front matter is in `fields`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from argmap.model.kinds import ASSERTING, Kind


class RelationType(StrEnum):
    """How one node bears on another, or (an undercut) on the step between two others."""

    SUPPORTS = "supports"
    ATTACKS = "attacks"
    QUALIFIES = "qualifies"
    UNDERCUTS = "undercuts"
    EXPLAINS = "explains"
    ANSWERS = "answers"
    FRAMES = "frames"


@dataclass(frozen=True, slots=True)
class RelationWords:
    """A relation in words, the same on every page.

    Attributes:
        heading: Stands above the list of what bears on a node in this way, and can be understood alone.
        anchor: The address of that list on the page.
        one: Counts a single node that bears so, and stands before it in an outline and on a line of a drawing.
        many: Counts several.
        bears: Says it from the other end, before the title of the node that is borne on.
    """

    heading: str
    anchor: str
    one: str
    many: str
    bears: str


RELATIONS: Mapping[RelationType, RelationWords] = {
    RelationType.SUPPORTS: RelationWords("Reasons for this", "reasons", "reason", "reasons", "a reason for"),
    RelationType.ATTACKS: RelationWords(
        "Objections to this", "objections", "objection", "objections", "an objection to"
    ),
    RelationType.QUALIFIES: RelationWords("Limits of this", "limits", "limit", "limits", "a limit of"),
    RelationType.UNDERCUTS: RelationWords(
        "Challenged steps",
        "challenged-steps",
        "challenged step",
        "challenged steps",
        "a challenge to a step to",
    ),
    RelationType.EXPLAINS: RelationWords(
        "What explains this", "explanations", "explanation", "explanations", "an explanation of"
    ),
    RelationType.ANSWERS: RelationWords("Answers to this", "answers", "answer", "answers", "an answer to"),
    RelationType.FRAMES: RelationWords("Context of this", "context", "context", "contexts", "the context of"),
}
"""Every relation, in the order in which pages list them."""

REPLY = RelationWords("Answers to this", "objections", "answer", "answers", "an answer to")
"""An objection to a counterclaim, in words: it speaks for the argument, so pages call it an answer there."""


def words_on(kind: RelationType, target: str) -> RelationWords:
    """Return the words for what bears on a node.

    Args:
        kind: How it bears.
        target: What readers see the node as.

    Returns:
        The words of the relation; of an objection to a counterclaim, those of an answer.
    """
    return REPLY if kind is RelationType.ATTACKS and target == Kind.COUNTERCLAIM else RELATIONS[kind]


@dataclass(frozen=True, slots=True)
class Ends:
    """Between which kinds of nodes a relation makes sense.

    Attributes:
        origins: The kinds of a node that can bear so.
        targets: The kinds of a node on which one can bear so; of an undercut, those of both ends of the step.
    """

    origins: frozenset[Kind]
    targets: frozenset[Kind]


_ARGUED = Ends(ASSERTING, ASSERTING | {Kind.CONTEXT})

ENDS: Mapping[RelationType, Ends] = {
    RelationType.SUPPORTS: _ARGUED,
    RelationType.ATTACKS: _ARGUED,
    RelationType.QUALIFIES: _ARGUED,
    RelationType.UNDERCUTS: _ARGUED,
    RelationType.EXPLAINS: _ARGUED,
    RelationType.ANSWERS: Ends(ASSERTING, frozenset({Kind.QUESTION})),
    RelationType.FRAMES: Ends(frozenset({Kind.CONTEXT}), frozenset(Kind)),
}
"""What can bear on what."""
