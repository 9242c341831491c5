"""A node as other pages show it: in a list, in a table, as a link."""

from dataclasses import dataclass

from argmap.model.graph import Graph


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A node in a line: its id, which is its address below the map's, its title, statement and role."""

    id: str
    title: str
    statement: str
    role: str


def node_line(graph: Graph, node_id: str) -> NodeLine:
    """Gather what other pages show of a node.

    Args:
        graph: The map's graph.
        node_id: The id of a node that stands.

    Returns:
        Its id, title, statement and role.
    """
    node = graph.nodes[node_id]
    return NodeLine(node_id, node.title, node.statement, graph.role(node))
