"""How the works cited are used in an argument: in support of it, or by what comes under attack in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Node
from argmap.model.relations import RelationType
from argmap.model.voices import NOT_HELD


@dataclass(frozen=True, slots=True)
class Uses:
    """The nodes that use a work, in reading order.

    Attributes:
        support: The nodes that use it in support of the argument.
        attacked: The nodes that use it and are under attack.
    """

    support: tuple[Node, ...] = ()
    attacked: tuple[Node, ...] = ()

    @property
    def number(self) -> int:
        """How many nodes use the work."""
        return len(self.support) + len(self.attacked)


def uses(graph: Graph) -> dict[str, Uses]:
    """Find the nodes that speak for or cite each work.

    A counterclaim, a node that the author rejects or doubts and a node that another attacks count as under attack.

    Args:
        graph: The graph of a map.

    Returns:
        The uses of each work by its key.
    """
    nodes_by_key: dict[str, tuple[list[Node], list[Node]]] = {}
    for node in graph.nodes.values():
        for key in node.works():
            nodes_by_key.setdefault(key, ([], []))[_is_attacked(graph, node)].append(node)
    return {key: Uses(tuple(support), tuple(attacked)) for key, (support, attacked) in nodes_by_key.items()}


def _is_attacked(graph: Graph, node: Node) -> bool:
    """Tell whether a node is a counterclaim, rejected or doubted by the author, or attacked by another node."""
    attacked = any(relation.type is RelationType.ATTACKS for relation in graph.incoming[node.id])
    return attacked or node.kind is Kind.COUNTERCLAIM or node.stance in NOT_HELD


def most_used(used: Mapping[str, Uses], limit: int) -> list[str]:
    """Return the works that are used most.

    Args:
        used: The uses of each work by its key.
        limit: How many works to return at most.

    Returns:
        The keys of works that more than a single node uses, the most used first.
    """
    ranked = sorted((key for key, uses in used.items() if uses.number > 1), key=lambda key: (-used[key].number, key))
    return ranked[:limit]
