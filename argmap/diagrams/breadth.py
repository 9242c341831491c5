"""How wide a drawing will be: estimated before it is laid out, so that it shows no more than a page's column holds.

Lines run from right to left, through as many columns as the longest way has steps. Linked premises and undercut steps
meet in points, which need columns of their own. What Graphviz needs for lines and labels was measured.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from gettext import NullTranslations
from graphlib import TopologicalSorter

from argmap.diagrams.boxtext import LABEL_SIZE, WIDEST_LINE, box_width, text_width, wrapped
from argmap.diagrams.sides import turned_back
from argmap.model.graph import Graph
from argmap.model.maps import Relation
from argmap.model.relations import RELATIONS, RelationType

MOST_WIDE = 936
"""The width in pixels of a page's column at 1,280 pixels, in the theme Material for MkDocs."""

_MARGIN, _POINT, _LINE, _AROUND_LABEL = 12, 8, 28, 29
"""Widths in pixels: of both margins, of a column of points, of the room for bare lines, and beside a line's label."""

_VERB = ""
"""Stands for the labels by way of which lines lead between what stands on the left."""


def is_too_wide(graph: Graph, chosen: Sequence[str], leftmost: Sequence[str], words: NullTranslations) -> bool:
    """Tell whether a drawing of some nodes would be wider than a page's column.

    Args:
        graph: The graph of a map.
        chosen: The ids of the nodes to draw.
        leftmost: Those of them that stand on the left, whatever they bear on.
        words: The catalogue of argmap's words, with which lines are labelled.

    Returns:
        Whether its estimated width exceeds `MOST_WIDE`.
    """
    inside = set(chosen)
    relations = [
        relation
        for node_id in chosen
        for relation in graph.outgoing[node_id]
        if inside.issuperset(relation.ends) and node_id not in relation.ends
    ]
    undercut = {(relation.target, relation.conclusion) for relation in relations if relation.conclusion}
    linked = Counter(group for relation in relations for group in relation.linked_groups)

    def meets(relation: Relation) -> bool:
        """Tell whether a step passes through a point."""
        is_linked = any(linked[group] > 1 for group in relation.linked_groups)
        return is_linked or (relation.origin, relation.target) in undercut

    ends_of = {relation: (relation.origin, relation.conclusion or relation.target) for relation in relations}
    turned = turned_back(ends_of.values(), leftmost, leftmost)
    ways: dict[str, list[tuple[str, int]]] = {}
    labels: list[tuple[str, int, float]] = []
    verb = 0.0
    for relation, (origin, end) in ends_of.items():
        right, left = (end, origin) if (origin, end) in turned else (origin, end)
        if right in leftmost:
            right, verb = _VERB, max(verb, _room(relation.type, words))
        ways.setdefault(right, []).append((left, 2 if relation.conclusion else 1 + meets(relation)))
        labels.append((left, 1 if relation.conclusion else 0, _room(relation.type, words)))
    boxes = {node_id: box_width(wrapped(graph.nodes[node_id].title, WIDEST_LINE)) for node_id in chosen}
    if _VERB in ways:
        boxes[_VERB] = verb
    return _width(labels, boxes, ways, _columns(boxes, ways)) > MOST_WIDE


def _room(kind: RelationType, words: NullTranslations) -> float:
    """Return how much room a line takes with its label, which those that support do without."""
    if kind is RelationType.SUPPORTS:
        return _LINE
    return _AROUND_LABEL + text_width(words.gettext(RELATIONS[kind].one)) * LABEL_SIZE / 1000


def _width(
    labels: Iterable[tuple[str, int, float]],
    boxes: Mapping[str, float],
    ways: Mapping[str, list[tuple[str, int]]],
    columns: Mapping[str, int],
) -> float:
    """Add up the columns and the room for lines between them."""
    room: dict[str, int] = {}
    for origin, ends in ways.items():
        for end, steps in ends:
            room[end] = min(room.get(end, columns[origin]), columns[origin] - columns[end] - steps)
    # The layout engine may put a box that has room on both sides between two columns, where labels stand.
    between_columns = max(
        (boxes[node_id] - _LINE for node_id, columns_free in room.items() if columns_free > 0), default=0
    )
    lines: dict[int, float] = {}
    for end, behind, needed in labels:
        column = columns[end] + behind
        lines[column] = max(lines.get(column, 0), needed)
    widest: dict[int, float] = {}
    for node_id, column in columns.items():
        widest[column] = max(widest.get(column, 0), boxes[node_id])
    between = range(max(widest, default=0))
    points = sum(_POINT for column in between if column not in widest)
    return (
        _MARGIN + sum(widest.values()) + points + sum(lines.get(column, _LINE) for column in between) + between_columns
    )


def _columns(chosen: Iterable[str], ways: Mapping[str, list[tuple[str, int]]]) -> dict[str, int]:
    """Count the columns between each node and the left edge."""
    columns: dict[str, int] = {}
    ends = {node_id: [end for end, _ in ways.get(node_id, ())] for node_id in chosen}
    for node_id in TopologicalSorter(ends).static_order():
        columns[node_id] = max((columns[end] + steps for end, steps in ways.get(node_id, ())), default=0)
    return columns
