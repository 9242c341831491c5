"""An exchange: a question, two sides that answer it, and what is said to each; a first taste of a map on any page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from argmap.model.relations import RelationType
from argmap.pages.bearings import Group, bearing_on
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.voices import Saying, saying_of

_MOST = 3
"""How many groups of nodes are shown that bear on a side in one way; its own page has them all."""


@dataclass(frozen=True, slots=True)
class Said:
    """What bears on a side in one way: the first of it, and how much there is in all."""

    type: RelationType
    groups: tuple[Group, ...]
    number: int
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Side:
    """A node that answers the question, who says it, and what is said to it: objections first, since they reply.

    `aims` are the nodes to which it is an objection.
    """

    node: NodeLine
    aims: tuple[NodeLine, ...]
    saying: Saying | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class ExchangeBlock:
    """A question and two sides.

    `to_map` leads from the page to their map, `to_site` to the site; `number` is the block's own on the page.
    """

    TEMPLATE: ClassVar[str] = "blocks/exchange.html"

    question: str
    sides: tuple[Side, ...]
    to_map: str
    to_site: str
    number: int


def exchange_of(context: Context, question: str, nodes: Sequence[str], to_map: str, number: int) -> ExchangeBlock:
    """Set two nodes side by side.

    Args:
        context: Their map.
        question: What they answer.
        nodes: The ids of the nodes, which stand.
        to_map: The relative address of their map, ending in a slash.
        number: A number that no other exchange on the page has.

    Returns:
        The data of the block.
    """
    sides = tuple(_side(context, node_id) for node_id in nodes)
    return ExchangeBlock(question, sides, to_map, to_map + "../" * (context.argument_map.id.count("/") + 1), number)


def _side(context: Context, node_id: str) -> Side:
    bearing = dict(bearing_on(context, node_id))
    said = tuple(
        Said(kind, bearing[kind][:_MOST], sum(map(len, bearing[kind])), len(bearing[kind]) > _MOST)
        for kind in (RelationType.ATTACKS, RelationType.SUPPORTS)
        if kind in bearing
    )
    aims = tuple(
        node_line(context, one.target) for one in context.graph.outgoing[node_id] if one.type is RelationType.ATTACKS
    )
    return Side(node_line(context, node_id), aims, saying_of(context, node_id), said)
