"""How the attacks on each node turn out: computed from the relations alone, and no verdict on what is true.

The attacks are labelled as in Dung's grounded semantics (P. M. Dung, "On the acceptability of arguments", Artificial
Intelligence 77, 1995), with attacks that can be attacked themselves, as undercuts of attacks do (P. Baroni et al.,
"AFRA: Argumentation framework with recursive attacks", Int. J. of Approximate Reasoning 52, 2011).
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from argmap.model.graph import Graph
from argmap.model.maps import Relation
from argmap.model.relations import RelationType


class Label(StrEnum):
    """What the attacks make of a node.

    Attributes:
        IN: No attack stands against it.
        OUT: An attack stands against it.
        OPEN: Neither can be said without taking something for granted.
    """

    IN = "in"
    OUT = "out"
    UNDECIDED = "open"


def grounded(graph: Graph) -> dict[str, Label]:
    """Label every node by the attacks on it: the grounded labelling, which takes nothing for granted in a circle.

    Args:
        graph: The graph of a map.

    Returns:
        The label of each node by its id.
    """
    disputed = graph.disputed()
    attacks = {
        node_id: [relation for relation in relations if relation.type is RelationType.ATTACKS]
        for node_id, relations in graph.incoming.items()
    }
    labels = dict.fromkeys(graph.nodes, Label.UNDECIDED)
    changed = True
    while changed:
        changed = False
        for node_id, label in labels.items():
            if label is Label.UNDECIDED:
                new = _label(attacks[node_id], labels, disputed)
                if new is not Label.UNDECIDED:
                    labels[node_id] = new
                    changed = True
    return labels


def _label(
    attacks: Iterable[Relation],
    labels: Mapping[str, Label],
    disputed: Mapping[tuple[str, str], Sequence[Relation]],
) -> Label:
    label = Label.IN
    for attack in attacks:
        undercut_labels = [labels[undercut.origin] for undercut in disputed.get((attack.origin, attack.target), ())]
        if labels[attack.origin] is Label.OUT or Label.IN in undercut_labels:
            continue
        if labels[attack.origin] is Label.IN and all(undercut is Label.OUT for undercut in undercut_labels):
            return Label.OUT
        label = Label.UNDECIDED
    return label
