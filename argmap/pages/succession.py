"""What replaced a withdrawn node, and what a node replaced: of a split and of a merge, both ways."""

from collections.abc import Iterable
from dataclasses import dataclass

from argmap.model.maps import Node
from argmap.pages.context import Context


@dataclass(frozen=True, slots=True)
class Succession:
    """A node at the other end of a succession, and when its file last changed, which may not be known.

    `reason` says why it was withdrawn; it is empty for a node that stands.
    """

    id: str
    title: str
    withdrawn: bool
    reason: str
    day: str


def successors(context: Context, node: Node) -> tuple[Succession, ...]:
    """Gather the nodes to read instead of a withdrawn one.

    Args:
        context: The node's map.
        node: The withdrawn node.

    Returns:
        The nodes in the order in which its file names them; one that was withdrawn in its turn is among them.
    """
    nodes = {each.id: each for each in context.argument_map.nodes}
    return _ends(context, (nodes[instead] for instead in node.replaced_by))


def predecessors(context: Context, node_id: str) -> tuple[Succession, ...]:
    """Gather the withdrawn nodes in whose stead a node is to be read.

    Args:
        context: The node's map.
        node_id: The id of the node.

    Returns:
        The nodes in the order of their ids.
    """
    return _ends(context, context.argument_map.replaced.get(node_id, ()))


def _ends(context: Context, nodes: Iterable[Node]) -> tuple[Succession, ...]:
    days = context.published.dates
    return tuple(
        Succession(node.id, node.title, node.withdrawn, node.reason, days.get(node.file, "") if node.withdrawn else "")
        for node in nodes
    )
