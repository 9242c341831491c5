"""Lists what stands below nodes, or what a drawing shows, line by line. Knows nothing of HTML or Markdown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from argmap.analysis.siblings import partners_by_group
from argmap.diagrams.views import Arrow, View
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType

DEEPEST = 12
"""An outline indents no further than this; what lies deeper stands at this depth."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of an outline.

    Attributes:
        depth: How deep it is indented, counted from 0.
        id: The id of the node.
        bears: How the node bears on the entry above; None for a root.
        repeated: Whether what stands below the node stands in another line: a map is a graph, and an outline a tree.
        linked: With how many others the node is a linked premise of the entry above, in each group.
    """

    depth: int
    id: str
    bears: RelationType | None
    repeated: bool = False
    linked: tuple[int, ...] = ()


def outline(graph: Graph, roots: Iterable[str]) -> list[Entry]:
    """List the roots and all that stands below them, each entry before those below it.

    A node stands in full below the node to which its shortest way up leads; everywhere else it is repeated without what
    stands below it.

    Args:
        graph: The graph of the map.
        roots: The ids of the nodes that are not indented.

    Returns:
        The lines of the outline.
    """
    entries: list[Entry] = []
    stack = [Entry(0, root, None) for root in reversed(list(roots))]
    while stack:
        entry = stack.pop()
        entries.append(entry)
        if entry.repeated:
            continue
        depth = min(entry.depth + 1, DEEPEST)
        bearing = graph.incoming[entry.id]
        stack += [
            Entry(depth, one.origin, one.type, repeated=_is_repeated(graph, one), linked=partners_by_group(graph, one))
            for one in reversed(bearing)
        ]
    return entries


def _is_repeated(graph: Graph, relation: Relation) -> bool:
    """Tell whether what stands below the origin of a relation stands below another of its relations, or is a root's."""
    return bool(graph.incoming[relation.origin]) and graph.parent.get(relation.origin) is not relation


def listed(view: View) -> list[Entry]:
    """List what a drawing shows: its boxes that bear on nothing in it, each before what bears on it there.

    A thesis that is a reason for another one stands at its place among them, and is repeated below that; but not where
    the drawing is about one node. Boxes that only bear on one another in a circle follow at the end.

    Args:
        view: What the drawing shows.

    Returns:
        The lines of an outline.
    """
    bearing: dict[str, list[Arrow]] = {box.id: [] for box in view.boxes}
    for arrow in view.arrows:
        bearing[arrow.target].append(arrow)
    is_about_one = any(box.current for box in view.boxes)
    theses = set() if is_about_one else {box.id for box in view.boxes if box.role == Kind.THESIS}
    above = {arrow.origin for arrow in view.arrows if arrow.origin not in theses or arrow.type is RelationType.ANSWERS}
    entries: list[Entry] = []
    seen: set[str] = set()
    for top in sorted(bearing, key=lambda node_id: node_id in above):
        if top in seen:
            continue
        stack = [Entry(0, top, None)]
        while stack:
            entry = stack.pop()
            repeated = entry.id in seen and bool(bearing[entry.id])
            entries.append(replace(entry, repeated=repeated))
            seen.add(entry.id)
            if not repeated:
                depth = min(entry.depth + 1, DEEPEST)
                stack += [Entry(depth, arrow.origin, arrow.type) for arrow in reversed(bearing[entry.id])]
    return entries
