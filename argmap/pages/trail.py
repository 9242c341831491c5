"""Where a node's page stands in the map: the way up to a thesis, and the nodes beside it."""

from dataclasses import dataclass
from typing import ClassVar

from argmap.model.relations import RelationType
from argmap.pages.context import Context, ListAbove
from argmap.pages.nodes import NodeLine, node_line

_TOPMOST, _NEAREST = 3, 12
"""How many steps of a long way up to a thesis are named at its ends; the pages of those between go on from there."""


@dataclass(frozen=True, slots=True)
class WayUp:
    """The nodes from a thesis down to the one just above a node.

    Of a long way, `nodes` are its two ends: `left_out` nodes stand between these, from the one with the index `gap` on,
    and `next_up` is the nearest of them to the node; None where none is left out.
    """

    nodes: tuple[NodeLine, ...]
    gap: int = 0
    left_out: int = 0
    next_up: NodeLine | None = None


@dataclass(frozen=True, slots=True)
class PlaceAmong:
    """Where a node stands in the list on the page of the node above it, counted from 1, and the nodes around it there.

    `type` is how those that are listed bear on that node; None for roots of one kind, above which nothing stands.
    """

    type: RelationType | None
    number: int
    total: int
    before: NodeLine | None
    after: NodeLine | None


@dataclass(frozen=True, slots=True)
class Trail:
    """What stands above the heading of a node's page.

    `above` is the way from the thesis down to the page's `node`; `place` is None for a node from which no way leads up.
    `to_site` is the relative address of the site, and `listed` the list of maps above the map.
    """

    TEMPLATE: ClassVar[str] = "trail.html"

    node: NodeLine
    map_title: str
    to_site: str
    above: WayUp
    place: PlaceAmong | None
    listed: ListAbove | None = None


def trail_of(context: Context, node_id: str) -> Trail:
    """Gather where a node's page stands.

    Args:
        context: The node's map.
        node_id: The id of a node that stands.

    Returns:
        The data of the trail.
    """
    title, place = context.argument_map.title, _place(context, node_id)
    above = way_up(context, node_id)
    return Trail(node_line(context, node_id), title, context.to_site, above, place, context.listed)


def way_up(context: Context, node_id: str) -> WayUp:
    """Gather the way from a thesis down to a node; of a long one the ends, so that pages do not grow with its length.

    Args:
        context: The node's map.
        node_id: The id of a node that stands.

    Returns:
        The nodes above it, the topmost first; none for a thesis, and for a node from which no way leads up.
    """
    way = [node.id for node in context.graph.way_up(node_id)]
    between = way[_TOPMOST:-_NEAREST]
    if len(between) < 2:  # noqa: PLR2004 - to say that there is one more takes the room that it would take
        return WayUp(tuple(node_line(context, name) for name in way))
    ends = (*way[:_TOPMOST], *way[-_NEAREST:])
    lines = tuple(node_line(context, name) for name in ends)
    return WayUp(lines, _TOPMOST, len(between), node_line(context, between[-1]))


def _place(context: Context, node_id: str) -> PlaceAmong | None:
    place = context.places.get(node_id)
    if place is None:
        return None
    before, after = (node_line(context, one) if one else None for one in (place.before, place.after))
    return PlaceAmong(place.type, place.number, place.total, before, after)
