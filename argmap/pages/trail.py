"""Where a node's page stands in the map: the way up to a thesis, and the nodes beside it."""

from dataclasses import dataclass
from typing import ClassVar

from argmap.model.relations import RelationType
from argmap.pages.context import Context, ListAbove
from argmap.pages.nodes import NodeLine, node_line


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

    `above` are the nodes from the thesis down to the one just above the page's `node`; `place` is None for a node from
    which no way leads up. `to_site` is the relative address of the site, and `listed` the list of maps above the map.
    """

    TEMPLATE: ClassVar[str] = "trail.html"

    node: NodeLine
    map_title: str
    to_site: str
    above: tuple[NodeLine, ...]
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
    above = tuple(node_line(context, above.id) for above in context.graph.way_up(node_id))
    title, place = context.argument_map.title, _place(context, node_id)
    return Trail(node_line(context, node_id), title, context.to_site, above, place, context.listed)


def _place(context: Context, node_id: str) -> PlaceAmong | None:
    place = context.places.get(node_id)
    if place is None:
        return None
    before, after = (node_line(context, one) if one else None for one in (place.before, place.after))
    return PlaceAmong(place.type, place.number, place.total, before, after)
