"""What bears on a node, and what a node bears on, as its page lists them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from argmap.analysis.labelling import Label
from argmap.analysis.objections import Sign, Standing
from argmap.analysis.siblings import linked_groups, listed, partners, partners_by_group
from argmap.locale.words import decimal_for_readers
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType
from argmap.pages.context import Context, gathered_once
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.voices import Saying, saying_of

_MOST_BELOW = 12
"""How many nodes fold open beneath a node of a list; that node's own page has them all."""

_MOST_PARTNERS = 3
"""How many linked premises are named beside a node that counts only together with them; the rest are counted."""

_COUNTED = (
    RelationType.SUPPORTS,
    RelationType.ATTACKS,
    RelationType.QUALIFIES,
    RelationType.EXPLAINS,
    RelationType.ANSWERS,
)
"""In which ways what bears on a node is counted."""


@dataclass(frozen=True, slots=True)
class NearNode:
    """A node in a list with others, how it bears on what stands above it, and, where that is told, who says it."""

    node: NodeLine
    type: RelationType
    saying: Saying | None = None


@dataclass(frozen=True, slots=True)
class Below:
    """What bears on a node of a list: how many in each way, the first of them, and how many more there are."""

    numbers: Mapping[RelationType, int]
    nodes: tuple[NearNode, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class RelationItem:
    """A node that bears on the page's node, or that this bears on.

    `node` is the other end, and `saying` who says it. Of an undercut, `conclusion` is what the challenged step leads
    to, or, on the page of that, `premise` is where it comes from; else these are None. `challengers` undercut this very
    relation. `scheme` and `score` are what the map says of the relation, or empty. `sign` says of an objection how it
    stands, else it is None, and `is_reply` whether it is a reply; `answers` are the strongest answers to it. `also` has
    in which further ways the same node objects. `below` is what bears on the other end. `among` is the label of the
    group in which this is listed, where it stands in several. Of what the page's node bears on, `linked` is with how
    many others it does so jointly, in each group, and `partners` names the first.
    """

    node: NodeLine
    type: RelationType
    because: str
    scheme: str
    score: str
    conclusion: NodeLine | None
    challengers: tuple[NodeLine, ...]
    sign: Sign | None
    is_reply: bool
    also: tuple["RelationItem", ...] = ()
    below: Below | None = None
    premise: NodeLine | None = None
    among: str = ""
    linked: tuple[int, ...] = ()
    partners: tuple[NodeLine, ...] = ()
    saying: Saying | None = None
    answers: tuple[NodeLine, ...] = ()


Group = tuple[RelationItem, ...]
"""Linked premises, which count only together, or one relation by itself."""


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many nodes bear on a node in one way; how many of the reasons are linked, and how the objections stand.

    Of a thesis, `to_reasons` is how many others object to the reasons for it, and to theirs.
    """

    type: RelationType
    number: int
    linked: int = 0
    signs: Mapping[Sign, int] = field(default_factory=dict)
    to_reasons: int = 0


@gathered_once
def bearing_on(context: Context, node_id: str) -> tuple[tuple[RelationType, tuple[Group, ...]], ...]:
    """List what bears on a node, linked premises together.

    Args:
        context: The map.
        node_id: The id of a node that stands.

    Returns:
        For each way in which nodes bear on it, the groups in the order of their first relations: linked premises
        together, in each of their groups; every other relation by itself.
    """
    if not context.graph.incoming[node_id]:
        return ()
    ways = ((kind, listed(context.graph, context.disputed, node_id, kind)) for kind in RelationType)
    return tuple((kind, _groups(context, node_id, nodes)) for kind, nodes in ways if nodes)


def _groups(context: Context, node_id: str, nodes: Mapping[str, Sequence[Relation]]) -> tuple[Group, ...]:
    groups = linked_groups([first for first, *_ in nodes.values()])
    times = Counter(relation for group in groups.values() for relation in group)
    return tuple(
        tuple(
            _bearing(context, nodes[relation.origin], node_id, str(label) if times[relation] > 1 else "")
            for relation in group
        )
        for label, group in groups.items()
    )


def counts_on(context: Context, node_id: str) -> tuple[RelationCount, ...]:
    """Count what bears on a node; undercuts of its reasons are objections to it, and those of other steps are not.

    Args:
        context: The map.
        node_id: The id of a node that stands.

    Returns:
        The ways in which anything bears on it, each with how many do.
    """
    ways = {kind: listed(context.graph, context.disputed, node_id, kind) for kind in _COUNTED}
    reasons = linked_groups([reason for reason, *_ in ways[RelationType.SUPPORTS].values()]).values()
    linked = {reason.origin for group in reasons if len(group) > 1 for reason in group}
    stand = Counter(context.objections[objection].sign for objection, *_ in ways[RelationType.ATTACKS].values())
    signs = {sign: stand[sign] for sign in Sign if stand[sign]}
    to_reasons = _objecting_to_reasons(context, node_id) - ways[RelationType.ATTACKS].keys()
    return tuple(
        RelationCount(
            kind,
            len(nodes),
            linked=len(linked) if kind is RelationType.SUPPORTS else 0,
            signs=signs if kind is RelationType.ATTACKS else {},
            to_reasons=len(to_reasons) if kind is RelationType.ATTACKS else 0,
        )
        for kind, nodes in ways.items()
        if nodes or (to_reasons and kind is RelationType.ATTACKS)
    )


def _objecting_to_reasons(context: Context, node_id: str) -> set[str]:
    """Find what objects to a reason for a thesis, or to one for such a reason; nothing for any other node."""
    graph, found = context.graph, {node_id}
    if graph.nodes[node_id].kind is not Kind.THESIS:
        return set()
    waiting = [node_id]
    while waiting:
        premises = {name for group in context.reasons.get(waiting.pop(), ()) for name in group} - found
        found |= premises
        waiting += premises
    beneath = (listed(graph, context.disputed, name, RelationType.ATTACKS) for name in found - {node_id})
    return {origin for nodes in beneath for origin in nodes}


@gathered_once
def borne_on(context: Context, node_id: str) -> Group:
    """List what a node bears on, each with how.

    Args:
        context: The map.
        node_id: The id of a node that stands.

    Returns:
        A relation for each node that this node bears on, in the order of the graph; then those of other maps. What it
        objects to in several ways is listed once.
    """
    own = (*context.graph.outgoing[node_id], *context.graph.abroad.get(node_id, ()))
    ways = {relation: _ways(context, relation) for relation in own}
    return tuple(_borne(context, ways[relation]) for relation in own if ways[relation][0] == relation)


def _ways(context: Context, relation: Relation) -> Sequence[Relation]:
    objection = context.objections.get(relation)
    return objection.relations if objection else (relation,)


def _borne(context: Context, ways: Sequence[Relation]) -> RelationItem:
    first, *further = (_item(context, relation, relation.target) for relation in ways)
    others = partners(context.graph, ways[0])
    return replace(
        first,
        also=tuple(further),
        linked=partners_by_group(context.graph, ways[0]),
        partners=tuple(node_line(context, other.origin) for other in others[:_MOST_PARTNERS]),
    )


@dataclass(frozen=True, slots=True)
class Crossing:
    """What bears on the page's node from another map, or on its step to another map.

    `node` is the one that bears. Of an undercut, `step` has the ends of the challenged step. `challengers` undercut
    this very relation. `label` is what the attacks in its own map make of a node of another map, else None.
    """

    node: NodeLine
    type: RelationType
    because: str
    scheme: str
    score: str
    step: tuple[NodeLine, ...]
    challengers: tuple[NodeLine, ...]
    label: Label | None


@gathered_once
def across_maps(context: Context, node_id: str) -> tuple[Crossing, ...]:
    """List what bears on a node across maps.

    Args:
        context: The map.
        node_id: The id of a node that stands.

    Returns:
        The relations, in the order of their registry.
    """
    return tuple(
        Crossing(
            node_line(context, relation.origin),
            relation.type,
            relation.because,
            relation.scheme,
            decimal_for_readers(relation.score, context.language),
            tuple(node_line(context, end) for end in relation.ends) if relation.conclusion else (),
            _challengers(context, relation),
            context.abroad.nodes[relation.origin].label if relation.origin in context.abroad.nodes else None,
        )
        for relation in context.abroad.bearing.get(node_id, ())
    )


def _bearing(context: Context, ways: Sequence[Relation], node_id: str, among: str) -> RelationItem:
    first, *further = (_bearing_so(context, relation, node_id) for relation in ways)
    answers = answers_to(context, ways)
    return replace(
        first,
        challengers=tuple(
            line for line in first.challengers if line not in answers[:1]
        ),  # that one is shown as the answer
        also=tuple(further),
        among=among,
        below=_below(context, first.node.id),
        answers=answers,
    )


def answers_to(context: Context, ways: Sequence[Relation]) -> tuple[NodeLine, ...]:
    """List the strongest answers to an objection.

    Args:
        context: The map.
        ways: In which ways it objects to something, or, of what is no objection, a relation.

    Returns:
        The answers, each once, in the order in which pages list them; none where it stands unanswered.
    """
    objection = context.objections.get(ways[0])
    if objection is None or objection.standing is Standing.UNANSWERED:
        return ()
    found = dict.fromkeys(answer for relation in ways for answer in context.answers.get(relation, ()))
    return tuple(node_line(context, answer) for answer in found)


def _bearing_so(context: Context, relation: Relation, node_id: str) -> RelationItem:
    item = _item(context, relation, relation.origin)
    if relation.conclusion == node_id:
        return replace(item, premise=node_line(context, relation.target), conclusion=None)
    return item


def _item(context: Context, relation: Relation, other_end: str) -> RelationItem:
    objection = context.objections.get(relation)
    return RelationItem(
        node_line(context, other_end),
        relation.type,
        relation.because,
        relation.scheme,
        decimal_for_readers(relation.score, context.language),
        node_line(context, relation.conclusion) if relation.conclusion else None,
        _challengers(context, relation),
        objection.sign if objection else None,
        is_reply=bool(objection and objection.is_reply),
        saying=saying_of(context, other_end),
    )


def _challengers(context: Context, relation: Relation) -> tuple[NodeLine, ...]:
    """List what undercuts a relation, in other maps too."""
    if relation.conclusion:
        return ()  # what undercuts an undercut is no relation of ours: its step would have no name
    undercuts = context.disputed.get((relation.origin, relation.target), ())
    return tuple(node_line(context, undercut.origin) for undercut in (*undercuts, *context.abroad.undercuts(relation)))


@gathered_once
def _below(context: Context, node_id: str) -> Below | None:
    """Gather what bears on a node, in the order of the registry; None when nothing does."""
    if not context.graph.incoming[node_id]:
        return None
    ways = {kind: listed(context.graph, context.disputed, node_id, kind) for kind in RelationType}
    near = [(origin, kind) for kind, nodes in ways.items() for origin in nodes]
    shown = tuple(
        NearNode(node_line(context, origin), kind, saying_of(context, origin)) for origin, kind in near[:_MOST_BELOW]
    )
    return Below({kind: len(nodes) for kind, nodes in ways.items() if nodes}, shown, len(near) - len(shown))
