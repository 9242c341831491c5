"""A map as a network of statements and the steps between them, as AIF has it and the formats made after it.

A reason or an objection becomes a step of its own, linked premises share one, and an undercut becomes a conflict that
leads to the step it denies. What such a network cannot say is told, never said as something else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from argmap.model.exchange import Construct, Fate, Met
from argmap.model.findings import Place
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, LinkedGroup, Node, Relation
from argmap.model.relations import RelationType

CONSTRUCTS = (
    Construct("node", Fate.KEPT, "a statement"),
    Construct("withdrawn node", Fate.LOST, "what no longer stands is left out"),
    Construct("question or context", Fate.TOLD, "a statement as any other"),
    Construct("title", Fate.LOST, "a statement has one text"),
    Construct("prose", Fate.LOST, "a statement has one text"),
    Construct("field of a node", Fate.LOST, "a statement has no such field"),
    Construct("field of map.yml", Fate.LOST, "a network has no such field"),
    Construct("supports", Fate.KEPT, "a step of inference"),
    Construct("attacks", Fate.KEPT, "a step of conflict"),
    Construct("undercuts", Fate.KEPT, "a conflict with the step"),
    Construct(
        "undercut of a linked premise", Fate.TOLD, "a conflict with the whole step, which falls with any premise"
    ),
    Construct("undercut of another step", Fate.LOST, "a limit, an explanation, an answer and a context are no steps"),
    Construct("qualifies", Fate.LOST, "a limit is neither inference nor conflict"),
    Construct("explains", Fate.LOST, "an explanation is neither inference nor conflict"),
    Construct("answers", Fate.LOST, "an answer is neither inference nor conflict"),
    Construct("frames", Fate.LOST, "a context is neither inference nor conflict"),
    Construct("relation to another map", Fate.LOST, "a network is of one map"),
    Construct("jointly", Fate.KEPT, "premises of one step; the label is not kept"),
    Construct("scheme", Fate.KEPT, "the scheme of the step"),
    Construct(
        "scheme that the step cannot have", Fate.LOST, "linked premises have different ones, or it has another meaning"
    ),
    Construct("because", Fate.LOST, "a step has no words of its own"),
    Construct("order", Fate.LOST, "premises have no order"),
    Construct("score of a relation", Fate.LOST, "a step has no number"),
)
"""Everything that a map can say, and what becomes of it in a network."""

_STEPS = (RelationType.SUPPORTS, RelationType.ATTACKS)
_KEPT_FIELDS = {"", "kind", "title", "statement", *RelationType}


@dataclass(slots=True)
class Step:
    """A step: a reason or an objection.

    Attributes:
        id: Its id, which no statement has.
        type: Whether it is a reason or an objection.
        premises: The ids of the statements from which it leads.
        conclusion: The id of the statement, or of the step, to which it leads.
        schemes: The names of schemes of its relations.
    """

    id: str
    type: RelationType
    premises: list[str]
    conclusion: str
    schemes: list[str] = field(default_factory=list)

    @property
    def scheme(self) -> str:
        """The name of its scheme; empty where its relations have none, or several."""
        return self.schemes[0] if len(set(self.schemes)) == 1 else ""


@dataclass(frozen=True, slots=True)
class Network:
    """A network of statements, their steps, and what of the map was met."""

    statements: tuple[Node, ...]
    steps: tuple[Step, ...]
    met: tuple[Met, ...]


def network_of(argument_map: ArgumentMap, graph: Graph, kept: Sequence[str] = ()) -> Network:
    """Turn a map into a network.

    Args:
        argument_map: The map.
        graph: Its graph, which leaves out what was withdrawn.
        kept: The fields of map.yml and of nodes that the format has beside its network.

    Returns:
        Its statements and steps, and everything that was met.
    """
    met = [
        Met(place, "field of map.yml", name)
        for name, place in argument_map.places.items()
        if name not in {"", "title", *kept} and "." not in name  # locators of not-argued
    ]
    if "title" not in kept:
        met.append(Met(argument_map.place("title"), "field of map.yml", "title"))
    met += [Met(Place(node.file), "withdrawn node", node.id) for node in argument_map.nodes if node.withdrawn]
    nodes = [*graph.nodes.values()]
    steps: dict[tuple[str, str] | LinkedGroup, Step] = {}
    relations = [relation for node in nodes for relation in node.relations]
    for node in nodes:
        met += _node_met(node, kept)
    used = {node.id for node in nodes}
    for relation in relations:
        if relation.type in _STEPS and relation.target in graph.nodes:
            _add(steps, relation, used)
    for relation in relations:
        met += _relation_met(steps, relation, graph)
    for relation in relations:
        if relation.type is RelationType.UNDERCUTS:
            for denied in _denied(steps, relation):
                key = (relation.origin, denied.id)
                steps.setdefault(key, _step(used, RelationType.ATTACKS, relation, denied.id))
    return Network(tuple(nodes), tuple(steps.values()), tuple(met))


def _step(used: set[str], kind: RelationType, relation: Relation, conclusion: str) -> Step:
    number = len(used) + 1
    while f"s{number}" in used:
        number += 1
    used.add(f"s{number}")
    return Step(f"s{number}", kind, [relation.origin], conclusion, [relation.scheme])


def _add(steps: dict[tuple[str, str] | LinkedGroup, Step], relation: Relation, used: set[str]) -> None:
    """Add the step of a relation, or the relation to the steps of its linked premises."""
    for key in relation.linked_groups or ((relation.origin, relation.target),):
        if key in steps:
            steps[key].premises.append(relation.origin)
            steps[key].schemes.append(relation.scheme)
        else:
            steps[key] = _step(used, relation.type, relation, relation.target)


def _denied(steps: dict[tuple[str, str] | LinkedGroup, Step], relation: Relation) -> list[Step]:
    """Return the steps that an undercut denies: all from its premise to its conclusion."""
    return [
        step for step in steps.values() if step.conclusion == relation.conclusion and relation.target in step.premises
    ]


def _node_met(node: Node, kept: Sequence[str]) -> Iterator[Met]:
    yield Met(Place(node.file), "node", node.id)
    if node.kind in (Kind.QUESTION, Kind.CONTEXT):
        yield Met(node.place("kind"), "question or context", node.title)
    if node.title.rstrip(".") != node.statement.rstrip("."):
        yield Met(node.place("title"), "title", node.title)
    if node.prose.strip():
        yield Met(node.place_in_prose(0), "prose")
    for name, place in node.places.items():
        if name not in _KEPT_FIELDS and name not in kept:
            yield Met(place, "field of a node", name)


def _relation_met(steps: dict[tuple[str, str] | LinkedGroup, Step], relation: Relation, graph: Graph) -> Iterator[Met]:
    place = relation.place
    if any(end not in graph.nodes for end in relation.ends):
        yield Met(place, "relation to another map", " -> ".join(relation.ends))
        return
    denied = _denied(steps, relation) if relation.type is RelationType.UNDERCUTS else []
    if relation.type is not RelationType.UNDERCUTS:
        yield Met(place, relation.type.value)
    elif not denied:
        yield Met(place, "undercut of another step")
    else:
        yield Met(place, "undercut of a linked premise" if any(step.premises[1:] for step in denied) else "undercuts")
    if relation.jointly:
        yield Met(place, "jointly", ", ".join(relation.jointly))
    if relation.scheme:
        own = [
            step for step in steps.values() if step.conclusion == relation.target and relation.origin in step.premises
        ]
        is_kept = bool(denied) or (relation.type in _STEPS and all(step.scheme == relation.scheme for step in own))
        yield Met(place, "scheme" if is_kept else "scheme that the step cannot have", relation.scheme)
    if relation.because:
        yield Met(place, "because", relation.because)
    if relation.order is not None:
        yield Met(place, "order", str(relation.order))
    if relation.score is not None:
        yield Met(place, "score of a relation", str(relation.score))
