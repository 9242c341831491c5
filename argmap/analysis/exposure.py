"""Where an argument is exposed: computed from the relations alone, and no verdict on what is true."""

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.analysis.objections import Objection, Standing, undercuts_a_reason
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType
from argmap.model.voices import NOT_HELD


@dataclass(frozen=True, slots=True)
class Exposure:
    """Where an argument is exposed: ids of nodes in reading order.

    Attributes:
        objections: The objections to the argument itself by how they stand; replies are none.
        conceded: Nodes against the author's own claims that the author accepts, wholly or in part, each with the
            relations by which it is against them. What is a reason for the author's case is none, and neither is what
            limits nothing but a concession: that speaks for the case.
        one_work: Claims beneath which a single work is cited, with its key.
        no_evidence: Claims with neither evidence nor a cited work beneath them.
        no_work: Evidence that cites no work but the mapped one, nor gives the words of one.
    """

    objections: Mapping[Standing, tuple[Objection, ...]]
    conceded: Mapping[str, tuple[Relation, ...]]
    one_work: Mapping[str, str]
    no_evidence: tuple[str, ...]
    no_work: tuple[str, ...]


def exposure(graph: Graph, objections: Mapping[Relation, Objection], work: str) -> Exposure:
    """Work out where an argument is exposed.

    Args:
        graph: The graph of the map.
        objections: The objections of the map, by their relations.
        work: The key of the mapped work, which is not counted among the works an argument rests on.

    Returns:
        The exposed nodes, by the way in which they are exposed.
    """
    to_the_argument = [objection for objection in dict.fromkeys(objections.values()) if not objection.is_reply]
    resting = {node_id: _resting_on(graph, node_id, work) for node_id in graph.nodes}
    claims = [node.id for node in graph.nodes.values() if node.kind in (Kind.CLAIM, Kind.THESIS)]
    return Exposure(
        objections={
            standing: tuple(objection for objection in to_the_argument if objection.standing is standing)
            for standing in Standing
        },
        conceded=_concessions(graph),
        one_work={
            node_id: next(iter(resting[node_id].works)) for node_id in claims if len(resting[node_id].works) == 1
        },
        no_evidence=tuple(
            node_id for node_id in claims if not resting[node_id].works and not resting[node_id].evidence
        ),
        no_work=tuple(
            node.id for node in graph.nodes.values() if node.kind is Kind.EVIDENCE and not {*node.works()} - {work}
        ),
    )


def _concessions(graph: Graph) -> dict[str, tuple[Relation, ...]]:
    """Find what the author accepts, wholly or in part, although it narrows or opposes what the author asserts."""
    sides = _sides(graph)

    def is_against_own(relation: Relation) -> bool:
        end = graph.nodes[relation.conclusion or relation.target]
        is_own = "author" in end.voice and end.kind is not Kind.COUNTERCLAIM
        return is_own and sides[end.id] != {False}

    conceded = {}
    for node in graph.nodes.values():
        own = node.voice == ("author",) and node.stance not in ("reports", *NOT_HELD)
        is_reason = any(
            relation.type is RelationType.SUPPORTS and True in sides[relation.target]
            for relation in graph.outgoing[node.id]
        )
        if (own or node.stance in ("endorses", "qualifies")) and not is_reason:
            against_own = tuple(filter(is_against_own, _narrowing(graph, node.id)))
            if against_own:
                conceded[node.id] = against_own
    return conceded


def _sides(graph: Graph) -> Mapping[str, set[bool]]:
    """Tell whether each node speaks for the case that the map sets out, against it, or, on different ways, both.

    A reason is on the side of what it is a reason for; an objection, a limit and a challenge to a reason are on the
    other, so that a limit of a limit is on the first again. What only explains, answers or frames is on neither.
    """
    bearing: dict[str, list[tuple[str, bool]]] = {node_id: [] for node_id in graph.nodes}
    for relations in graph.outgoing.values():
        for relation in relations:
            if relation.type is RelationType.UNDERCUTS:
                bearing[relation.conclusion].append((relation.origin, not undercuts_a_reason(graph, relation)))
            elif relation.type in (RelationType.SUPPORTS, RelationType.ATTACKS, RelationType.QUALIFIES):
                bearing[relation.target].append((relation.origin, relation.type is RelationType.SUPPORTS))
    sides: dict[str, set[bool]] = {node_id: set() for node_id in graph.nodes}
    waiting = [
        (node.id, True)
        for node in graph.nodes.values()
        if node.kind is Kind.THESIS or (node.kind is not Kind.COUNTERCLAIM and node.id not in graph.parent)
    ]
    while waiting:
        node_id, side = waiting.pop()
        if side not in sides[node_id]:
            sides[node_id].add(side)
            waiting += [(origin, side is is_kept) for origin, is_kept in bearing[node_id]]
    return sides


def _narrowing(graph: Graph, node_id: str) -> list[Relation]:
    """Return the relations by which a node opposes or limits others: its attacks, limits and undercuts of reasons.

    An undercut of an attack or a limit is none: it speaks for the target.
    """
    return [
        relation
        for relation in graph.outgoing[node_id]
        if relation.type in (RelationType.ATTACKS, RelationType.QUALIFIES) or undercuts_a_reason(graph, relation)
    ]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What stands beneath a node by way of support."""

    works: frozenset[str]
    evidence: bool


def _resting_on(graph: Graph, root: str, work: str) -> _Ground:
    """Gather what stands beneath a node by way of support: the works cited, and whether there is any evidence."""
    works: set[str] = set()
    evidence = False
    seen = {root}
    stack = [root]
    while stack:
        node = graph.nodes[stack.pop()]
        works.update(key for key in node.works() if key != work)
        evidence = evidence or node.kind is Kind.EVIDENCE
        for relation in graph.incoming[node.id]:
            if relation.type is RelationType.SUPPORTS and relation.origin not in seen:
                seen.add(relation.origin)
                stack.append(relation.origin)
    return _Ground(frozenset(works), evidence)
