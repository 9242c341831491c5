"""The page at an old address of a node, which leads on to where the node stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.head import node_head


@dataclass(frozen=True, slots=True)
class Redirect:
    """The id, the title and the statement of the node, and what the page tells programs of it.

    Its template is the whole HTML of the page, to which no builder adds.
    """

    TEMPLATE: ClassVar[str] = "redirect.html"

    id: str
    title: str
    statement: str = ""
    names: Sequence[Mapping[str, Any]] = ()
    links: Sequence[Mapping[str, Any]] = ()


def redirect(context: Context, node: Node) -> Redirect:
    """Gather what stands at an old address of a node.

    Args:
        context: The node's map.
        node: The node as it is called now.

    Returns:
        The data of the page.
    """
    head = node_head(context, node)
    # The files beside the node's page have no such address here.
    links = [link for link in head["links"] if link["rel"] in ("cite-as", "license", "type")]
    return Redirect(node.id, node.title, node.statement, head["names"], links)
