"""A map as a network of statements and the steps between them, as AIF has it and the formats made after it.

A reason or an objection becomes a step of its own, linked premises share one, and an undercut becomes a conflict that
leads to the step it denies. What such a network cannot say is told, never said as something else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.export.saying import FOLLOWS, LINKED, OTHER_LINKED, UNDERCUT_OF_LINKED, UNDERCUTS, Fates
from argmap.model.exchange import Fate
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType

FATES: Fates = {
    **{kind.value: (Fate.TOLD, FOLLOWS) for kind in Kind},
    "statement": (Fate.KEPT, "its text"),
    "supports": (Fate.KEPT, "a step of inference"),
    "attacks": (Fate.KEPT, "a step of conflict"),
    **dict.fromkeys(UNDERCUTS.values(), (Fate.KEPT, "a conflict with the step")),
    UNDERCUT_OF_LINKED: (Fate.TOLD, "a conflict with the whole step, which falls with any premise"),
    **dict.fromkeys(LINKED.values(), (Fate.KEPT, "premises of one step; the label is not kept")),
    OTHER_LINKED: (Fate.LOST, "the relation is in no network"),
    "scheme of a reason": (Fate.KEPT, "the scheme of the step"),
    "scheme of one of linked premises": (Fate.LOST, "a step has one scheme, and the premises do not share it"),
}
"""What becomes in a network of what a map says."""


@dataclass(frozen=True, slots=True)
class NetworkStep:
    """A step: a reason or an objection.

    Attributes:
        id: Its id, which no statement has.
        type: Whether it is a reason or an objection.
        premises: The ids of the statements from which it leads.
        conclusion: The id of the statement, or of the step, to which it leads.
        scheme: The name of its scheme; empty where its premises have none, or several.
    """

    id: str
    type: RelationType
    premises: tuple[str, ...]
    conclusion: str
    scheme: str

    @property
    def ends(self) -> list[tuple[str, str]]:
        """Its edges: from where to where each leads."""
        return [*((premise, self.id) for premise in self.premises), (self.id, self.conclusion)]


def network_of(graph: Graph) -> list[NetworkStep]:
    """Turn a map into a network, whose statements are the nodes of its graph.

    Args:
        graph: The graph, which leaves out what was withdrawn.

    Returns:
        The steps between them.
    """
    premises: dict[tuple[str, ...], list[Relation]] = {}
    undercuts = []
    for relations in graph.outgoing.values():
        for relation in relations:
            if relation.type is RelationType.UNDERCUTS:
                undercuts.append(relation)
            elif relation.type in UNDERCUTS:
                for group in relation.linked_groups or ((relation.origin, relation.target),):
                    premises.setdefault(group, []).append(relation)
    used = {*graph.nodes}
    steps = [_step(used, one[0].type, one, one[0].target) for one in premises.values()]
    reasons = [*steps]
    for undercut in undercuts:
        steps += [
            _step(used, RelationType.ATTACKS, [undercut], step.id)
            for step in reasons
            if step.conclusion == undercut.conclusion and undercut.target in step.premises
        ]
    return steps


def _step(used: set[str], kind: RelationType, relations: Iterable[Relation], conclusion: str) -> NetworkStep:
    number = len(used) + 1
    while f"s{number}" in used:
        number += 1
    used.add(f"s{number}")
    schemes = {relation.scheme for relation in relations}
    premises = tuple(relation.origin for relation in relations)
    return NetworkStep(f"s{number}", kind, premises, conclusion, schemes.pop() if len(schemes) == 1 else "")
