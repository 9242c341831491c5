"""Where an argument is exposed: computed from the relations alone, and no verdict on what is true."""

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.analysis.objections import Objection, Standing, undercuts_a_reason
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Node, Relation
from argmap.model.relations import RelationType


@dataclass(frozen=True, slots=True)
class Exposure:
    """Where an argument is exposed: ids of nodes in reading order.

    Attributes:
        objections: The objections to the argument itself by how they stand; replies are none.
        conceded: Nodes against the author's own claims that the author accepts, wholly or in part.
        one_work: Claims beneath which a single work is cited, with its key.
        no_evidence: Claims with neither evidence nor a cited work beneath them.
    """

    objections: Mapping[Standing, tuple[Objection, ...]]
    conceded: tuple[str, ...]
    one_work: Mapping[str, str]
    no_evidence: tuple[str, ...]


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
        conceded=tuple(node.id for node in graph.nodes.values() if _is_concession(graph, node)),
        one_work={
            node_id: next(iter(resting[node_id].works)) for node_id in claims if len(resting[node_id].works) == 1
        },
        no_evidence=tuple(
            node_id for node_id in claims if not resting[node_id].works and not resting[node_id].evidence
        ),
    )


def _is_concession(graph: Graph, node: Node) -> bool:
    """Tell whether the author accepts, wholly or in part, a node that narrows or opposes what the author asserts."""
    ends = [graph.nodes[relation.conclusion or relation.target] for relation in narrowing(graph, node.id)]
    against_own = any("author" in end.voice and end.kind is not Kind.COUNTERCLAIM for end in ends)
    own = node.voice == ("author",) and node.stance not in ("rejects", "reports")
    return against_own and (own or node.stance in ("endorses", "qualifies"))


def narrowing(graph: Graph, node_id: str) -> list[Relation]:
    """Return the relations by which a node opposes or limits others.

    Args:
        graph: The graph of the map.
        node_id: The id of a node that stands.

    Returns:
        Its attacks, limits and undercuts of reasons. An undercut of an attack or a limit is none: it speaks for the
        target.
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
