"""A map as a tree to unfold: each node once, below what it bears on first, among reasons, objections and so on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from argmap.analysis.objections import Sign
from argmap.analysis.siblings import linked_groups
from argmap.diagrams.lines import DEEPEST
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType
from argmap.pages.bearings import NearNode, RelationCount, counts_on
from argmap.pages.context import Context
from argmap.pages.controls import filter_marks
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.parting import Part
from argmap.pages.voices import Voice, voice_of

MOST_AT_FIRST = 25
"""How many cards are unfolded at first, at most."""


@dataclass(frozen=True, slots=True)
class Challenge:
    """A node that denies the step from a card to the one above it; `sign` tells how that objection stands."""

    node: NodeLine
    sign: Sign | None


@dataclass(frozen=True, slots=True)
class BranchGroup:
    """What bears on a card in one way; linked premises stand in one cluster, every other card in one by itself.

    `type` is None for what lies deeper than a tree goes, and is put here.
    """

    type: RelationType | None
    clusters: tuple[tuple["Branch", ...], ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A card of the tree, with what stands below it.

    `bears` is how its node bears on that of the card above, None for a card of the least depth. `also` is what else it
    bears on. `is_elsewhere` marks a card that only leads to where its node stands; it has nothing below it. `voice` is
    who says it. `section` is the id of its section, empty where there is none. `challenges` deny the step to the card
    above. `is_open` tells whether what is below is shown at first, `is_reply` whether it objects to a
    counterclaim there. `onward` is where what stands below is, if that is on a page of its own.
    """

    node: NodeLine
    bears: RelationType | None
    voice: Voice
    counts: tuple[RelationCount, ...]
    also: tuple[NearNode, ...]
    challenges: tuple[Challenge, ...]
    section: str
    is_elsewhere: bool
    is_open: bool
    below: tuple[BranchGroup, ...]
    is_reply: bool = False
    onward: Part | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree on a page.

    `name` begins the ids of its own on the page. `has_anchors` tells whether each card has its node's id, to which
    links within the tree lead; else they lead to the pages of nodes, as on a page that has other things too. `number`
    counts the nodes. `away` are the addresses of the parts of the tree that are on other pages, by the ids of
    their nodes.
    """

    name: str
    has_anchors: bool
    number: int
    branches: tuple[Branch, ...]
    away: Mapping[str, str] = field(default_factory=dict)


def tree_of(
    context: Context, name: str = "tree", only: Collection[str] = (), most: int = MOST_AT_FIRST, *, has_anchors: bool
) -> Tree:
    """Arrange a map, or some nodes of it, as a tree.

    Args:
        context: The map.
        name: Begins the ids of the tree's own on the page; each tree of a page has another.
        only: The ids of the nodes to show; empty for all that stand.
        most: How many cards are unfolded at first, at most, besides those that stand by themselves.
        has_anchors: Whether each card has its node's id on the page.

    Returns:
        The tree.
    """
    shown = [node_id for node_id in context.graph.nodes if not only or node_id in only]
    growth = _growth(context.graph, shown, most)
    made: dict[str, Branch] = {}
    for node_id in reversed(growth.order):
        made[node_id] = _branch(context, growth, node_id, made)
    return Tree(name, has_anchors, len(growth.order), tuple(made[root] for root in growth.roots))


@dataclass(frozen=True, slots=True)
class _Growth:
    """Where each node stands.

    Attributes:
        roots: The ids of the cards of the least depth.
        order: All ids, each before those below it.
        above: By which relation each card but the roots stands where it does.
        bearing: What stands below each card: the relations of the nodes and of links to nodes.
        further: What lies too deep to stand below its own card, by the id of the card below which it is put.
        opened: The ids of the cards that are unfolded at first.
    """

    roots: tuple[str, ...]
    order: tuple[str, ...]
    above: Mapping[str, Relation]
    bearing: Mapping[str, Sequence[Relation]]
    further: Mapping[str, Sequence[str]]
    opened: frozenset[str]


def _growth(graph: Graph, shown: Sequence[str], most: int) -> _Growth:
    inside = frozenset(shown)
    above = _ways(graph, inside)
    first = dict.fromkeys([*(node.id for node in (*graph.tops, *graph.roots)), *shown])
    roots = tuple(node_id for node_id in first if node_id in inside and node_id not in above)
    bearing: dict[str, list[Relation]] = {}
    further: dict[str, list[str]] = {}
    depths: dict[str, int] = {}
    hosts: dict[str, str] = {}
    order: list[str] = []
    waiting = list(reversed(roots))
    while waiting:
        node_id = waiting.pop()
        order.append(node_id)
        depth = depths.setdefault(node_id, 0)
        bearing[node_id] = []
        below = [relation for relation in graph.incoming[node_id] if relation.origin in inside]
        for relation in below:
            stands_here = above.get(relation.origin) is relation
            if depth < DEEPEST and (stands_here or relation.type is not RelationType.UNDERCUTS):
                bearing[node_id].append(relation)  # an undercut of a node that stands elsewhere is told at its step
            if stands_here:
                host = node_id if depth < DEEPEST else hosts[node_id]
                hosts[relation.origin] = host
                depths[relation.origin] = min(depth + 1, DEEPEST)
                if host != node_id:
                    further.setdefault(host, []).append(relation.origin)
        waiting += [relation.origin for relation in reversed(below) if above.get(relation.origin) is relation]
    return _Growth(roots, tuple(order), above, bearing, further, _opened(roots, above, bearing, most))


def _ways(graph: Graph, shown: frozenset[str]) -> dict[str, Relation]:
    """Find by which relation each node stands below another: that of its shortest way up, of a thesis its answer."""
    answers = {
        relation.origin: relation
        for question in graph.nodes.values()
        if question.kind is Kind.QUESTION
        for relation in reversed(graph.incoming[question.id])
        if relation.type is RelationType.ANSWERS and relation.origin not in graph.parent
    }
    ways = {**answers, **graph.parent}
    return {node_id: way for node_id, way in ways.items() if node_id in shown and way.target in shown}


def _opened(
    roots: Sequence[str], above: Mapping[str, Relation], bearing: Mapping[str, Sequence[Relation]], most: int
) -> frozenset[str]:
    """Unfold level by level while all of it fits; of the first level, what fits."""
    opened: list[str] = []
    total = len(roots)
    level = [root for root in roots if bearing[root]]
    while level:
        fitting = []
        for node_id in level:
            if total + len(bearing[node_id]) <= most:
                fitting.append(node_id)
                total += len(bearing[node_id])
        if opened and fitting != level:
            break
        opened += fitting
        below = (relation for node_id in fitting for relation in bearing[node_id])
        level = [way.origin for way in below if above.get(way.origin) is way and bearing[way.origin]]
    return frozenset(opened)


def _branch(context: Context, growth: _Growth, node_id: str, made: Mapping[str, Branch]) -> Branch:
    """Make the card of a node, those below it being made."""
    groups = []
    for kind in RelationType:
        relations = [relation for relation in growth.bearing[node_id] if relation.type is kind]
        if relations:
            groups.append(BranchGroup(kind, _clusters(context, growth, relations, made)))
    if node_id in growth.further:
        groups.append(BranchGroup(None, tuple((made[deeper],) for deeper in growth.further[node_id])))
    way = growth.above.get(node_id)
    is_too_deep = way is not None and way not in growth.bearing[way.target]
    card = _card(context, node_id, None if is_too_deep else way)
    return replace(card, is_open=node_id in growth.opened, below=tuple(groups))


def _clusters(
    context: Context, growth: _Growth, relations: Sequence[Relation], made: Mapping[str, Branch]
) -> tuple[tuple[Branch, ...], ...]:
    """Put linked premises together; a premise of several groups stands in the first, and the others lead there."""
    clusters = []
    placed: set[str] = set()
    for group in linked_groups(relations).values():
        cards = []
        for relation in group:
            stands_here = growth.above.get(relation.origin) is relation and relation.origin not in placed
            placed.add(relation.origin)
            cards.append(
                made[relation.origin] if stands_here else _card(context, relation.origin, relation, is_link=True)
            )
        clusters.append(tuple(cards))
    return tuple(clusters)


def _card(context: Context, node_id: str, way: Relation | None, *, is_link: bool = False) -> Branch:
    graph = context.graph
    node = graph.nodes[node_id]
    own = (*graph.outgoing[node_id], *graph.abroad.get(node_id, ()))
    also = tuple(
        NearNode(node_line(context, relation.conclusion or relation.target), relation.type)
        for relation in own
        if relation is not way and not is_link
    )
    return Branch(
        node=node_line(context, node_id),
        bears=way.type if way else None,
        voice=voice_of(context, node, None, to_people=False),
        counts=() if is_link else counts_on(context, node_id),
        also=also,
        challenges=_challenges(context, way),
        section=filter_marks(context, node_id)[-1],
        is_elsewhere=is_link,
        is_open=False,
        below=(),
        is_reply=bool(way and way.type is RelationType.ATTACKS and graph.nodes[way.target].kind is Kind.COUNTERCLAIM),
    )


def _challenges(context: Context, way: Relation | None) -> tuple[Challenge, ...]:
    """Tell what denies the step from a card to the one above it."""
    if way is None or way.conclusion:
        return ()
    undercuts = context.disputed.get((way.origin, way.target), ())
    objections = (context.objections.get(undercut) for undercut in undercuts)
    return tuple(
        Challenge(node_line(context, undercut.origin), objection.sign if objection else None)
        for undercut, objection in zip(undercuts, objections, strict=True)
    )
