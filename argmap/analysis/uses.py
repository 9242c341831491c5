"""How the works cited are used in an argument: in support of it, or by what comes under attack in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Node
from argmap.model.relations import RelationType


@dataclass(frozen=True, slots=True)
class Uses:
    """The nodes that use a work, in reading order: those in support, and those under attack."""

    support: tuple[Node, ...] = ()
    attacked: tuple[Node, ...] = ()

    @property
    def number(self) -> int:
        """On how many nodes the work is used."""
        return len(self.support) + len(self.attacked)


def uses(graph: Graph) -> dict[str, Uses]:
    """Gather the nodes that speak for or cite each work, by its key.

    A counterclaim, a node that the author rejects and a node that another attacks count as under attack.
    """
    found: dict[str, tuple[list[Node], list[Node]]] = {}
    for node in graph.nodes.values():
        for key in node.works():
            found.setdefault(key, ([], []))[_is_attacked(graph, node)].append(node)
    return {key: Uses(tuple(support), tuple(attacked)) for key, (support, attacked) in found.items()}


def _is_attacked(graph: Graph, node: Node) -> bool:
    """Tell whether a node is a counterclaim, rejected by the author, or attacked by another node."""
    attacked = any(relation.type is RelationType.ATTACKS for relation in graph.incoming[node.id])
    return attacked or node.kind is Kind.COUNTERCLAIM or node.stance == "rejects"


def most_used(used: Mapping[str, Uses], most: int) -> list[str]:
    """List the keys of the works used most, the most used first; at most so many, and none used only once."""
    ranked = sorted((key for key, uses in used.items() if uses.number > 1), key=lambda key: (-used[key].number, key))
    return ranked[:most]
