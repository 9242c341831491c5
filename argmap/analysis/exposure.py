"""Where an argument is exposed: computed from the relations alone, and no verdict on what is true."""

from collections.abc import Mapping
from dataclasses import dataclass

from argmap.analysis.labelling import Label, grounded
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Node
from argmap.model.relations import RelationType


@dataclass(frozen=True, slots=True)
class Exposure:
    """Where an argument is exposed: ids in reading order."""

    unanswered: tuple[str, ...]
    """Objections that no accepted reply attacks."""
    answered: tuple[str, ...]
    one_work: Mapping[str, str]
    """Claims beneath which a single work is cited, with its key."""
    no_evidence: tuple[str, ...]
    """Claims that have reasons or objections, and neither evidence nor a cited work beneath them."""
    conceded: tuple[str, ...]


def exposure(graph: Graph, work: str) -> Exposure:
    """Work out where an argument is exposed.

    Takes the graph, and the key of the mapped work, which is not counted among the works an argument rests on.
    """
    labels = grounded(graph)
    objections = [node.id for node in graph.nodes.values() if _is_objection(graph, node)]
    resting = {node_id: _resting_on(graph, node_id, work) for node_id in graph.nodes}
    claims = [node.id for node in graph.nodes.values() if node.kind in (Kind.CLAIM, Kind.THESIS)]
    return Exposure(
        unanswered=tuple(one for one in objections if labels[one] is not Label.OUT),
        answered=tuple(one for one in objections if labels[one] is Label.OUT),
        one_work={one: next(iter(resting[one].works)) for one in claims if len(resting[one].works) == 1},
        no_evidence=tuple(
            one for one in claims if graph.incoming[one] and not resting[one].works and not resting[one].evidence
        ),
        conceded=tuple(node.id for node in graph.nodes.values() if _is_concession(graph, node)),
    )


def _is_objection(graph: Graph, node: Node) -> bool:
    """Tell whether a node speaks against the argument itself, and not against what speaks against it."""
    return any(
        relation.type in (RelationType.ATTACKS, RelationType.UNDERCUTS)
        and graph.nodes[relation.conclusion or relation.target].kind is not Kind.COUNTERCLAIM
        for relation in graph.outgoing[node.id]
    )


def _is_concession(graph: Graph, node: Node) -> bool:
    """Tell whether the author accepts, wholly or in part, a node that narrows or opposes what the author asserts."""
    ends = [
        graph.nodes[relation.conclusion or relation.target]
        for relation in graph.outgoing[node.id]
        if relation.type is not RelationType.SUPPORTS
    ]
    against_own = any("author" in end.voice and end.kind is not Kind.COUNTERCLAIM for end in ends)
    own = node.voice == ("author",) and node.stance not in ("rejects", "reports")
    return against_own and (own or node.stance in ("endorses", "qualifies"))


@dataclass(frozen=True, slots=True)
class _Ground:
    works: frozenset[str]
    evidence: bool


def _resting_on(graph: Graph, root: str, work: str) -> _Ground:
    """Gather what stands beneath a node by way of support: the works cited, and whether there is any evidence."""
    works: set[str] = set()
    evidence = False
    seen = {root}
    waiting = [root]
    while waiting:
        node = graph.nodes[waiting.pop()]
        works.update(key for key in node.works() if key != work)
        evidence = evidence or node.kind is Kind.EVIDENCE
        for relation in graph.incoming[node.id]:
            if relation.type is RelationType.SUPPORTS and relation.source not in seen:
                seen.add(relation.source)
                waiting.append(relation.source)
    return _Ground(frozenset(works), evidence)
