"""Which objections a map holds, and how each of them stands: computed from the relations alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from argmap.analysis.labelling import Label, Labelling, grounded
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType


class Standing(StrEnum):
    """How an objection stands in the map.

    Attributes:
        UNANSWERED: No answer in the map stands against it.
        CONTESTED: It has an answer, which is attacked in turn, so that neither side is settled.
        ANSWERED: An answer stands against it.
    """

    UNANSWERED = "unanswered"
    CONTESTED = "contested"
    ANSWERED = "answered"


class Sign(StrEnum):
    """How readers are told that an objection stands.

    An objection to a counterclaim is a reply: it speaks for the argument, which is no weaker where nothing answers it.
    So it is told otherwise that no answer stands against a reply.
    """

    UNANSWERED = "unanswered"
    UNCONTESTED = "uncontested"
    CONTESTED = "contested"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class SignWords:
    """A sign in words: `one` where a single objection has it, `counted` behind the number of those that do."""

    one: str
    counted: str


SIGNS: Mapping[Sign, SignWords] = {
    Sign.UNANSWERED: SignWords("not answered in this map", "not answered in this map"),
    Sign.UNCONTESTED: SignWords("not contested in this map", "not contested in this map"),
    Sign.CONTESTED: SignWords("contested: answered, and the answer is objected to in turn", "contested"),
    Sign.ANSWERED: SignWords("answered", "answered"),
}
"""Every sign, in the order in which they are counted."""


@dataclass(frozen=True, slots=True)
class Objection:
    """What one node objects to another with.

    Attributes:
        relations: In which ways: the attack, where there is one, and the undercuts of reasons.
        standing: How it stands; where its ways stand differently, as the strongest does.
        is_reply: Whether it speaks against a counterclaim.
    """

    relations: tuple[Relation, ...]
    standing: Standing
    is_reply: bool

    @property
    def origin(self) -> str:
        """The id of the node that objects."""
        return self.relations[0].origin

    @property
    def target(self) -> str:
        """The id of the node that it objects to."""
        return self.relations[0].conclusion or self.relations[0].target

    @property
    def sign(self) -> Sign:
        """How readers are told that it stands."""
        return sign_of(self.standing, is_reply=self.is_reply)


def sign_of(standing: Standing, *, is_reply: bool) -> Sign:
    """Return how readers are told that an objection stands, which may be a reply."""
    return Sign.UNCONTESTED if is_reply and standing is Standing.UNANSWERED else Sign(standing.value)


def objections_of(graph: Graph) -> dict[Relation, Objection]:
    """Return the objections of a map: what one node says against another is one, in however many ways.

    Args:
        graph: The graph of the map.

    Returns:
        The objection that each attack and each undercut of a reason is, or is a part of, in the order of the nodes
        that object.
    """
    standings = standings_of(graph)
    ways: dict[tuple[str, str], list[Relation]] = {}
    for relation in standings:
        ways.setdefault((relation.origin, relation.conclusion or relation.target), []).append(relation)
    objections = {}
    for (_, target), relations in ways.items():
        strongest = min((standings[relation] for relation in relations), key=tuple(Standing).index)
        attacks_first = tuple(sorted(relations, key=lambda relation: bool(relation.conclusion)))
        objection = Objection(attacks_first, strongest, graph.nodes[target].kind is Kind.COUNTERCLAIM)
        objections.update(dict.fromkeys(relations, objection))
    return objections


_STANDINGS = {Label.IN: Standing.UNANSWERED, Label.UNDECIDED: Standing.CONTESTED, Label.OUT: Standing.ANSWERED}


def standings_of(graph: Graph, labelling: Labelling | None = None) -> dict[Relation, Standing]:
    """Return how each objection of a map stands.

    An objection to a node is an attack on it, or an undercut of a reason for it. An undercut of an attack is an answer
    to it, and no objection.

    Args:
        graph: The graph of the map.
        labelling: Its grounded labelling, where the caller has it.

    Returns:
        The standing of each attack and of each undercut of a reason, in the order of the nodes that object.
    """
    labelling = labelling or grounded(graph)
    standings = {}
    for relations in graph.outgoing.values():
        for relation in relations:
            if relation.type is RelationType.ATTACKS:
                standings[relation] = _STANDINGS[labelling.attacks[relation]]
            elif undercuts_a_reason(graph, relation):
                standings[relation] = _STANDINGS[labelling.nodes[relation.origin]]
    return standings


def undercuts_a_reason(graph: Graph, relation: Relation) -> bool:
    """Tell whether a relation denies that a reason is one; what denies an attack or a limit speaks for its target."""
    return relation.type is RelationType.UNDERCUTS and any(
        step.type is RelationType.SUPPORTS and step.target == relation.conclusion
        for step in graph.outgoing[relation.target]
    )
