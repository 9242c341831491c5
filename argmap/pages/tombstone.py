"""The page of a withdrawn node: its address goes on answering."""

from dataclasses import dataclass
from typing import ClassVar

from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.page import NOT_SEARCHED, PageMeta


@dataclass(frozen=True, slots=True)
class TombstonePage:
    """What the page of a withdrawn node says; `instead` has the ids of the nodes to read instead."""

    TEMPLATE: ClassVar[str] = "tombstone.html"

    meta: PageMeta
    id: str
    map_title: str
    statement: str
    reason: str
    instead: tuple[str, ...]


def tombstone_page(context: Context, node: Node) -> TombstonePage:
    """Gather what the page of a withdrawn node says.

    Args:
        context: The map the node is of.
        node: A node that was withdrawn.

    Returns:
        The data of the page.
    """
    meta = PageMeta(node.title, node.title, front={"hide": ["toc"], "search": NOT_SEARCHED}, lang=context.lang)
    return TombstonePage(meta, node.id, context.argument_map.title, node.statement, node.reason, node.replaced_by)
