"""Chooses what a drawing shows. Knows nothing of DOT, SVG, HTML or Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from gettext import NullTranslations

from argmap.analysis.abroad import NOTHING_ABROAD, Abroad
from argmap.analysis.answers import Answers, in_overview, missing_answers, strongest_answers
from argmap.diagrams.breadth import is_too_wide
from argmap.diagrams.sides import Ends, turned_back
from argmap.locale.words import translations
from argmap.model.graph import Graph
from argmap.model.maps import ArgumentMap, LinkedGroup, Node, Relation
from argmap.model.relations import RelationType

MOST_BOXES = 25
"""How many nodes stand in a drawing on an ordinary page, so that it can be read without zooming."""

MOST_BEGINNINGS = 12
"""How many questions, and how many theses, a front page and an overview begin with; an outline has them all."""

MOST_DRAWN = 2000
MOST_ARROWS = 6000
"""Beyond these a whole map is not drawn: the layout engine's stack and the reader's patience end."""


class Shape(StrEnum):
    """The kinds of drawing."""

    OVERVIEW = "overview"
    BRANCH = "branch"
    NEIGHBOURHOOD = "neighbourhood"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Box:
    """A node in a drawing.

    Attributes:
        id: The id of the node.
        title: Its title.
        role: Its role as readers see it.
        hidden: How many nodes that bear on it this drawing leaves out.
        current: Whether the drawing is about this node.
        is_ordered: Whether the map says in which order its reasons, objections and so on stand.
        map_title: The title of its map, where that is another than the one that is drawn; else empty.
        way: Where the page of a node of another map is, from the folder of the map that is drawn; else empty.
        language: The language of that map; empty for a node of the map that is drawn.
    """

    id: str
    title: str
    role: str
    hidden: int = 0
    current: bool = False
    is_ordered: bool = False
    map_title: str = ""
    way: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A relation in a drawing.

    Attributes:
        origin: The id of the node that bears.
        type: How it bears.
        target: The id of the node it points at; of an undercut, the premise of the step.
        conclusion: Of an undercut, the id of the step's conclusion; else empty.
        linked_groups: Its groups of linked premises, as those of its relation.
        scheme: The name of its scheme of argument, or empty.
    """

    origin: str
    type: RelationType
    target: str
    conclusion: str
    linked_groups: tuple[LinkedGroup, ...]
    scheme: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What a drawing shows.

    Attributes:
        shape: The kind of drawing.
        roots: The ids of the nodes from which it starts.
        title: The title of the map, or of the node from which it starts, for the name of the drawing.
        boxes: The nodes.
        arrows: The relations between them.
    """

    shape: Shape
    roots: tuple[str, ...]
    title: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]

    @property
    def leftmost(self) -> tuple[str, ...]:
        """The ids of the nodes that stand on the left, whatever they bear on; a neighbourhood is drawn around its."""
        return () if self.shape is Shape.NEIGHBOURHOOD else self.roots

    @property
    def turned_back(self) -> frozenset[Ends]:
        """The ends of what does not stand to the right of what it bears on."""
        lines = {(arrow.origin, arrow.conclusion or arrow.target) for arrow in self.arrows}
        return turned_back(lines, self.roots, self.leftmost)

    @property
    def too_large(self) -> bool:
        """Whether this is more than a drawing can hold."""
        return len(self.boxes) > MOST_DRAWN or len(self.arrows) > MOST_ARROWS


def beginnings(graph: Graph, nodes: Sequence[Node]) -> list[str]:
    """Choose with which questions or theses a map begins.

    Args:
        graph: The graph of the map.
        nodes: All of them, in reading order.

    Returns:
        The ids of all of them, or of too many those on which most bears.
    """
    ids = [node.id for node in nodes]
    if len(ids) <= MOST_BEGINNINGS:
        return ids
    return sorted(ids, key=lambda node_id: -len(graph.incoming[node_id]))[:MOST_BEGINNINGS]


def overview(argument_map: ArgumentMap, graph: Graph, only: Sequence[str] = (), language: str = "en") -> View:
    """Show the questions and theses, and besides what is chosen, or else, level by level, what bears on them.

    What argmap chooses is fair: an objection comes with its strongest answer, or does not come.

    Args:
        argument_map: The map.
        graph: Its graph.
        only: The ids of the nodes to show besides questions and theses; empty for those that map.yml chooses, or where
            it chooses none for as many levels as fit.
        language: The language in which lines are labelled, on which it depends how many fit.

    Returns:
        The view.
    """
    tops = beginnings(graph, graph.tops)
    chosen = only or [node_id for node_id, _ in argument_map.overview]
    shown = in_overview(graph, chosen) if chosen else _fairly_outwards(graph, tops, translations(language))
    return _view(graph, shown, Shape.OVERVIEW, [top for top in tops if top in shown], argument_map.title)


def _fairly_outwards(graph: Graph, roots: Sequence[str], words: NullTranslations) -> list[str]:
    """Take whole levels while they fit with the answers to their objections, and of the first two what fits."""
    answers = strongest_answers(graph)
    chosen: list[str] = []
    levels = list(graph.levels(roots))
    for number, level in enumerate(levels):
        whole = _with_answers(graph, answers, [*chosen, *level], roots, words)
        for node_id in level if number <= 1 and not whole else ():
            chosen = _with_answers(graph, answers, [*chosen, node_id], roots, words) or chosen
        if not whole:
            break
        chosen = whole
    return [node_id for level in levels for node_id in level if node_id in chosen]


def _with_answers(
    graph: Graph, answers: Answers, chosen: Sequence[str], roots: Sequence[str], words: NullTranslations
) -> list[str]:
    """Add the strongest answers that are missing, and those to them in turn; nothing where they do not all fit."""
    complete = list(dict.fromkeys(chosen))
    while _fits(graph, complete, roots, words):
        missing = list(dict.fromkeys(answer for _, answer in missing_answers(graph, answers, complete)))
        if not missing:
            return complete
        complete += missing
    return []


def branch(graph: Graph, node_id: str, language: str = "en") -> View:
    """Show a node and what bears on it: whole levels while they fit, and of the first two what fits.

    Args:
        graph: The graph of the map.
        node_id: The id of the node at the left.
        language: The language in which lines are labelled, on which it depends how many fit.

    Returns:
        The view.
    """
    words, chosen = translations(language), list[str]()
    for number, level in enumerate(graph.levels([node_id])):
        if _fits(graph, [*chosen, *level], [node_id], words):
            chosen += level
            continue
        for bearing in level if number <= 1 else ():
            chosen += [bearing] if _fits(graph, [*chosen, bearing], [node_id], words) else []
        break
    return _view(graph, chosen, Shape.BRANCH, [node_id], graph.nodes[node_id].title)


def neighbourhood(graph: Graph, node_id: str, abroad: Abroad = NOTHING_ABROAD) -> View:
    """Show a node with all it bears on and what bears on it, in other maps too.

    How its neighbours stand to each other is left out, but for the steps between them that it undercuts.

    Args:
        graph: The graph of the map.
        node_id: The id of the node in the middle.
        abroad: What the map sees of the others.

    Returns:
        The view, of at most `MOST_BOXES` nodes.
    """
    own = [*graph.outgoing[node_id], *graph.abroad.get(node_id, ())]
    across = abroad.bearing.get(node_id, ())
    above = [end for relation in own for end in relation.ends]
    below = [relation.origin for relation in graph.incoming[node_id]]
    beyond = [end for relation in across for end in (relation.origin, *relation.ends)]
    known = (end for end in [node_id, *above, *below, *beyond] if end in graph.nodes or end in abroad.nodes)
    chosen = list(dict.fromkeys(known))[:MOST_BOXES]
    title = graph.nodes[node_id].title
    view = View(Shape.NEIGHBOURHOOD, (node_id,), title, *_drawn(graph, chosen, abroad, node_id))
    undercut = {(relation.target, relation.conclusion) for relation in (*own, *across)}
    near = [
        arrow
        for arrow in view.arrows
        if node_id in (arrow.origin, arrow.target, arrow.conclusion) or (arrow.origin, arrow.target) in undercut
    ]
    return replace(view, arrows=tuple(near))


def whole(graph: Graph, title: str, abroad: Abroad = NOTHING_ABROAD) -> View:
    """Show every node of the map that stands, and the nodes of other maps that these bear on.

    Args:
        graph: The graph of the map.
        title: The title of the map, for the name of the drawing.
        abroad: What the map sees of the others.

    Returns:
        The view.
    """
    ends = (end for relations in graph.abroad.values() for relation in relations for end in relation.ends)
    chosen = list(dict.fromkeys([*graph.nodes, *(end for end in ends if end in abroad.nodes)]))
    tops = [node.id for node in graph.tops]
    return View(Shape.WHOLE, tuple(tops), title, *_drawn(graph, chosen, abroad))


def _fits(graph: Graph, chosen: Sequence[str], roots: Sequence[str], words: NullTranslations) -> bool:
    return len(chosen) <= MOST_BOXES and not is_too_wide(graph, chosen, roots, words)


def _view(graph: Graph, chosen: list[str], shape: Shape, roots: list[str], title: str) -> View:
    return View(
        shape, tuple(roots), title, *_drawn(graph, chosen, NOTHING_ABROAD, roots[0] if shape is Shape.BRANCH else "")
    )


def _drawn(
    graph: Graph, chosen: list[str], abroad: Abroad, subject: str = ""
) -> tuple[tuple[Box, ...], tuple[Arrow, ...]]:
    """Return the boxes of some nodes, those of other maps among them, and the arrows between them.

    What is drawn has a subject only where it is about one node.
    """
    inside = set(chosen)
    boxes = []
    relations = [*abroad.steps.values()]
    places: dict[tuple[str, str], int] = {}
    for node_id in chosen:
        if node_id not in graph.nodes:
            foreign = abroad.nodes[node_id]
            boxes.append(
                Box(
                    node_id,
                    foreign.title,
                    foreign.role,
                    map_title=foreign.map_title,
                    way=foreign.way,
                    language=foreign.language,
                )
            )
            continue
        node = graph.nodes[node_id]
        bearing = graph.incoming[node_id]
        is_ordered = any(relation.order is not None and not relation.conclusion for relation in bearing)
        if is_ordered:
            places |= {(relation.origin, node_id): number for number, relation in enumerate(bearing)}
        role, is_current = graph.roles[node_id], node_id == subject
        boxes.append(
            Box(
                node_id,
                node.title,
                role,
                sum(bearer not in inside for bearer in graph.bearers[node_id]),
                current=is_current,
                is_ordered=is_ordered,
            )
        )
        relations += [*graph.outgoing[node_id], *graph.abroad.get(node_id, ()), *abroad.bearing.get(node_id, ())]
    drawn = dict.fromkeys(relation for relation in relations if inside.issuperset((relation.origin, *relation.ends)))
    # A drawing keeps the order in which lines to one box come; all others stay as they are.
    in_order = sorted(drawn, key=lambda relation: places.get((relation.origin, relation.target), -1))
    return tuple(boxes), tuple(map(_arrow, in_order))


def _arrow(relation: Relation) -> Arrow:
    return Arrow(
        origin=relation.origin,
        type=relation.type,
        target=relation.target,
        conclusion=relation.conclusion,
        linked_groups=relation.linked_groups,
        scheme=relation.scheme,
    )
