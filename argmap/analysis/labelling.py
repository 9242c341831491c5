"""How the attacks in a map turn out: computed from the relations alone, and no verdict on what is true.

Nodes are labelled as in Dung's grounded semantics (P. M. Dung, "On the acceptability of arguments", Artificial
Intelligence 77, 1995). Attacks are labelled too, since they can be attacked themselves, as undercuts do (P. Baroni et
al., "AFRA: Argumentation framework with recursive attacks", Int. J. of Approximate Reasoning 52, 2011), and since
linked premises make one attack. Supports and all other relations carry no weight.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from argmap.model.graph import Graph
from argmap.model.maps import Relation
from argmap.model.relations import RelationType


class Label(StrEnum):
    """What the attacks make of a node or of an attack.

    Attributes:
        IN: Nothing stands against it.
        OUT: Something stands against it.
        UNDECIDED: Neither can be said without taking something for granted.
    """

    IN = "in"
    OUT = "out"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Labelling:
    """The grounded labelling of a map.

    Attributes:
        nodes: The label of each node that stands, by its id.
        attacks: The label of each attack. One that stands in several groups of linked premises is in if any of them is,
            and out if all are.
    """

    nodes: Mapping[str, Label]
    attacks: Mapping[Relation, Label]


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack on a node, of linked premises or of a single one, with the ids of the nodes that undercut it."""

    target: str
    relations: tuple[Relation, ...]
    undercuts: tuple[str, ...]

    @property
    def premises(self) -> tuple[str, ...]:
        """The ids of the nodes that attack together."""
        return tuple(relation.origin for relation in self.relations)


class _Labelled:
    """One attack while it is labelled."""

    def __init__(self, attack: Attack) -> None:
        self.target = attack.target
        self.relations = attack.relations
        self.premises = frozenset(attack.premises)
        self.undercuts = frozenset(attack.undercuts)
        self.label = Label.UNDECIDED
        self._open = len(self.premises | self.undercuts)

    def settle(self, node_id: str, label: Label) -> Label:
        """Take the label of a premise or an undercut into account, each once, and return the attack's own."""
        self._open -= 1
        fails = (node_id in self.premises and label is Label.OUT) or (node_id in self.undercuts and label is Label.IN)
        if fails:
            self.label = Label.OUT
        elif not self._open:
            self.label = Label.IN
        return self.label


def grounded(graph: Graph) -> Labelling:
    """Label every node and every attack: the grounded labelling, which takes nothing for granted in a circle.

    An attack is out if any of its premises is out or any undercut of it is in; it is in if all its premises are in and
    all undercuts of it are out. A node is out if any attack on it is in; it is in if all of them are out.

    Args:
        graph: The graph of a map.

    Returns:
        The labels. The work grows with the number of relations.
    """
    attacks = [_Labelled(attack) for attack in attacks_of(graph)]
    standing = dict.fromkeys(graph.nodes, 0)
    by: dict[str, list[_Labelled]] = defaultdict(list)
    for attack in attacks:
        standing[attack.target] += 1
        for node_id in attack.premises | attack.undercuts:
            by[node_id].append(attack)
    labels = {node_id: Label.IN for node_id, number in standing.items() if not number}
    waiting = list(labels)
    while waiting:
        node_id = waiting.pop()
        for attack in by[node_id]:
            if attack.label is not Label.UNDECIDED:
                continue
            label = attack.settle(node_id, labels[node_id])
            standing[attack.target] -= label is Label.OUT
            if attack.target not in labels and (label is Label.IN or not standing[attack.target]):
                labels[attack.target] = Label.OUT if label is Label.IN else Label.IN
                waiting.append(attack.target)
    return Labelling({node_id: labels.get(node_id, Label.UNDECIDED) for node_id in graph.nodes}, _by_relation(attacks))


def attacks_of(graph: Graph) -> list[Attack]:
    """Return the attacks in a map.

    Args:
        graph: The graph of the map.

    Returns:
        The attacks, linked premises together; a premise that is linked in several groups stands in each.
    """
    disputed = graph.disputed()
    groups: dict[tuple[str, str], list[Relation]] = defaultdict(list)
    for relations in graph.outgoing.values():
        for relation in relations:
            if relation.type is RelationType.ATTACKS:
                for label in relation.jointly or (f"\0{relation.origin}",):  # no label of linked premises has a NUL
                    groups[relation.target, label].append(relation)
    return [
        Attack(
            target,
            tuple(premises),
            tuple(
                undercut.origin
                for relation in premises
                for undercut in disputed.get((relation.origin, relation.target), ())
            ),
        )
        for (target, _), premises in groups.items()
    ]


def _by_relation(attacks: Iterable[_Labelled]) -> dict[Relation, Label]:
    labels: dict[Relation, set[Label]] = defaultdict(set)
    for attack in attacks:
        for relation in attack.relations:
            labels[relation].add(attack.label)
    return {relation: _strongest(found) for relation, found in labels.items()}


def _strongest(labels: set[Label]) -> Label:
    return next(label for label in (Label.IN, Label.UNDECIDED, Label.OUT) if label in labels)
