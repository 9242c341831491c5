"""Everything that a map says, by name and place, and so what of it another format keeps, tells or loses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from argmap.export.published import PublishedMap
from argmap.model.exchange import Construct, Fate, Met, Report, by_name
from argmap.model.findings import Place
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Node, Relation
from argmap.model.relations import RelationType

LINKED = {RelationType.SUPPORTS: "linked reason", RelationType.ATTACKS: "linked objection"}
UNDERCUTS = {RelationType.SUPPORTS: "undercut of a reason", RelationType.ATTACKS: "undercut of an objection"}
"""What is named apart by the relation that is linked, or whose step is denied: formats differ in them."""

OTHER_LINKED, OTHER_UNDERCUT = "linked premise of another relation", "undercut of another step"

NAMES = (
    *(kind.value for kind in Kind),
    *("title", "statement", "voice", "stance", "hedge", "passage", "work cited", "tag", "score", "prose"),
    *(kind.value for kind in RelationType if kind is not RelationType.UNDERCUTS),
    *(*UNDERCUTS.values(), OTHER_UNDERCUT, *LINKED.values(), OTHER_LINKED),
    *("because", "scheme of a reason", "scheme of another relation", "score of a relation", "order"),
    *("relation to another map", "withdrawn node", "term of the glossary"),
)
"""The name of everything that a map can say, in the order of the docs."""

Fates = Mapping[str, tuple[Fate, str]]
"""What becomes in a format of what a map says, and what it is there; what is not named is lost."""

LOST = "the format has no place for it"


@dataclass(frozen=True, slots=True)
class Step:
    """A step whose premises count only together, or that an undercut denies: in most formats a thing of its own.

    Attributes:
        type: How its premises bear on its conclusion.
        label: The name that the map gives to linked premises; empty for a single one.
        premises: The relations of its premises.
        conclusion: The id of what they bear on.
    """

    type: RelationType
    label: str
    premises: tuple[Relation, ...]
    conclusion: str


def constructs_of(fates: Fates) -> tuple[Construct, ...]:
    """List everything that a map can say with what becomes of it in a format."""
    return tuple(Construct(name, *fates.get(name, (Fate.LOST, LOST))) for name in NAMES)


def report_of(exported: PublishedMap, constructs: tuple[Construct, ...]) -> Report:
    """Report what becomes of everything that a map says.

    Args:
        exported: The map.
        constructs: What becomes of each, by the format.

    Returns:
        What the map says, each with its place in it.
    """
    return Report(by_name(constructs), tuple(_said(exported)))


def _said(exported: PublishedMap) -> Iterator[Met]:
    for node in exported.argument_map.nodes:
        if node.withdrawn:
            yield Met(Place(node.file), "withdrawn node", node.id)
        else:
            yield from _of_node(node)
            for relation in exported.graph.outgoing[node.id]:
                yield from _of_relation(exported.graph, relation)
            for relation in exported.graph.abroad.get(node.id, ()):
                yield Met(relation.place, "relation to another map", f"{node.id} {relation.type} {relation.target}")
    for term in exported.argument_map.terms:
        yield Met(term.place, "term of the glossary", term.term)


def _of_node(node: Node) -> Iterator[Met]:
    place = Place(node.file)
    for name in (node.kind.value, "title", "statement"):
        yield Met(place, name, node.id)
    for name in ("voice", "stance", "hedge", "score"):
        if getattr(node, name) not in ((), "", None):
            yield Met(node.place(name), name, node.id)
    for passage in node.passages:
        yield Met(node.place("source"), "passage", f"{node.id}: {passage.at}")
    for key in node.works():
        yield Met(node.place("cites"), "work cited", f"{node.id}: {key}")
    for tag in node.tags:
        yield Met(node.place("tags"), "tag", f"{node.id}: {tag}")
    if node.prose:
        yield Met(node.place_in_prose(0), "prose", node.id)


def _of_relation(graph: Graph, relation: Relation) -> Iterator[Met]:
    words = f"{relation.origin} {relation.type} {' -> '.join(relation.ends)}"
    name = relation.type.value
    if relation.type is RelationType.UNDERCUTS:
        denied = step_denied(graph, relation)
        name = UNDERCUTS.get(denied.type, OTHER_UNDERCUT) if denied else OTHER_UNDERCUT
    yield Met(relation.place, name, words)
    for label in relation.jointly:
        yield Met(relation.place, LINKED.get(relation.type, OTHER_LINKED), f"{words} ({label})")
    if relation.because:
        yield Met(relation.place, "because", words)
    if relation.scheme:
        of_reason = relation.type is RelationType.SUPPORTS
        yield Met(relation.place, "scheme of a reason" if of_reason else "scheme of another relation", words)
    if relation.score is not None:
        yield Met(relation.place, "score of a relation", words)
    if relation.order is not None:
        yield Met(relation.place, "order", words)


def step_denied(graph: Graph, undercut: Relation) -> Relation | None:
    """Return the relation that an undercut denies; None where it is not there."""
    bearing = graph.outgoing.get(undercut.target, ())
    return next((one for one in bearing if one.target == undercut.conclusion and not one.conclusion), None)


def steps_of(graph: Graph) -> list[Step]:
    """List the steps that need a thing of their own: those of linked premises, and those that an undercut denies."""
    groups: dict[tuple[str, RelationType, str], list[Relation]] = {}
    denied = {(end.target, end.conclusion) for end in _relations(graph) if end.conclusion}
    single = []
    for relation in _relations(graph):
        for group in relation.linked_groups:
            groups.setdefault(group, []).append(relation)
        if not relation.jointly and not relation.conclusion and (relation.origin, relation.target) in denied:
            single.append(Step(relation.type, "", (relation,), relation.target))
    linked = [  # the premise of a step that is denied comes first, since formats name a step by its first premise
        Step(kind, label, tuple(sorted(premises, key=lambda one: (one.origin, one.target) not in denied)), end)
        for (end, kind, label), premises in groups.items()
    ]
    return [*linked, *single]


def _relations(graph: Graph) -> Iterator[Relation]:
    for relations in graph.outgoing.values():
        yield from relations
