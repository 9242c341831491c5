"""A node as other pages show it: in a list, in a table, as a link."""

from dataclasses import dataclass

from argmap.analysis.abroad import NOTHING_ABROAD, Abroad
from argmap.model.graph import Graph


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A node in a line: its id, which is its address below the map's, its title, statement and role.

    Of a node of another map, `map_title` is that map's title and `way` the address of its page from the page's own map;
    both are empty for a node of the page's map.
    """

    id: str
    title: str
    statement: str
    role: str
    map_title: str = ""
    way: str = ""


def node_line(graph: Graph, node_id: str, abroad: Abroad = NOTHING_ABROAD) -> NodeLine:
    """Gather what other pages show of a node.

    Args:
        graph: The map's graph.
        node_id: The id of a node that stands, or the name of a node of another map.
        abroad: What the map sees of the others.

    Returns:
        Its id, title, statement and role; of a node of another map, where it stands too.
    """
    if node_id not in graph.nodes:
        foreign = abroad.nodes[node_id]
        return NodeLine(node_id, foreign.title, foreign.statement, foreign.role, foreign.map_title, foreign.way)
    node = graph.nodes[node_id]
    return NodeLine(node_id, node.title, node.statement, graph.roles[node_id])
