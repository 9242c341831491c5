"""What each statement of an input is in a map: its kind, where the input does not say it or says what cannot be."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from argmap.importing.parsed import ParsedNode, ParsedRelation, Telling
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.relations import RelationType

Stated = tuple[ParsedRelation, tuple[str, ...]]
"""A relation with its groups of linked premises."""


@dataclass(slots=True)
class Fitting(Telling):
    """What is decided so far.

    Attributes:
        nodes: The nodes, by origins.
        kinds: What the input calls each; None where it does not say.
    """

    nodes: dict[str, ParsedNode]
    kinds: dict[str, Kind | None] = field(default_factory=dict)


def kinds_of(fitting: Fitting, stated: Sequence[Stated], withdrawn: Collection[str]) -> dict[str, Kind]:
    """Decide what each node is: what the input says, else what follows from the way up to a thesis or a question.

    Args:
        fitting: The nodes, and what was decided of them; what an input says that cannot be is told there.
        stated: The relations that the map will have.
        withdrawn: The origins of the nodes that no longer stand.

    Returns:
        The kinds of all nodes, by origins.
    """
    nodes = {origin: node for origin, node in fitting.nodes.items() if origin not in withdrawn}
    incoming: dict[str, list[ParsedRelation]] = defaultdict(list)
    outgoing: dict[str, list[ParsedRelation]] = defaultdict(list)
    for relation, _ in stated:
        if relation.origin in nodes:  # so are its ends, on which it bears
            incoming[relation.target].append(relation)
            outgoing[relation.origin].append(relation)
    kinds: dict[str, Kind] = {}
    order: dict[str, None] = {}
    tops = [*_tops(fitting, nodes, outgoing)]
    for origin in tops:
        kinds[origin] = fitting.kinds[origin] or Kind.THESIS
        if kinds[origin] not in (Kind.QUESTION, Kind.CONTEXT):
            if fitting.kinds[origin] not in (None, Kind.THESIS):
                fitting.tell(nodes[origin].place, "top of the map", nodes[origin].text)
            kinds[origin] = Kind.THESIS
    steps = {(relation.origin, relation.target): relation.type for relation, _ in stated}

    order_of = partial(_in_circle, fitting, incoming, outgoing, steps)
    if nodes and not {Kind.THESIS, Kind.QUESTION} & set(kinds.values()):
        tops = [min(nodes, key=order_of), *tops]
        kinds[tops[0]] = Kind.THESIS
        construct = "circle without a top" if outgoing[tops[0]] else "top of the map"
        fitting.tell(nodes[tops[0]].place, construct, nodes[tops[0]].text)
    _walk(tops, incoming, order)
    _walk([origin for origin in nodes if fitting.kinds[origin] is Kind.CONTEXT], incoming, order)
    for origin in sorted(nodes, key=order_of):
        if origin not in order:
            kinds[origin] = Kind.THESIS
            fitting.tell(nodes[origin].place, "circle without a top", nodes[origin].text)
            _walk([origin], incoming, order)
    for origin in order:
        one_way = [relation for relation in outgoing[origin] if not _is_rivalry(relation, steps)]
        kinds.setdefault(origin, fitting.kinds[origin] or _kind_by_relations(one_way, kinds, steps))
    return kinds | {origin: fitting.kinds[origin] or Kind.CLAIM for origin in withdrawn}


def _tops(fitting: Fitting, nodes: Iterable[str], outgoing: Mapping[str, list[ParsedRelation]]) -> Iterator[str]:
    """Yield what needs no way up: theses and questions first, then contexts of nothing."""
    given = fitting.kinds
    yield from (
        origin
        for origin in nodes
        if given[origin] in (Kind.THESIS, Kind.QUESTION) or (given[origin] is not Kind.CONTEXT and not outgoing[origin])
    )
    yield from (origin for origin in nodes if given[origin] is Kind.CONTEXT and not outgoing[origin])


def _in_circle(
    fitting: Fitting,
    incoming: Mapping[str, list[ParsedRelation]],
    outgoing: Mapping[str, list[ParsedRelation]],
    steps: Mapping[tuple[str, str], RelationType],
    origin: str,
) -> tuple[bool, bool, Place, int]:
    """Say as what a node comes of a circle: the first of those that only deny a rival, else what most bears on."""
    is_rival = all(_is_rivalry(relation, steps) for relation in outgoing[origin])
    place = fitting.nodes[origin].place if is_rival else Place("")
    return fitting.kinds[origin] is Kind.CONTEXT, not is_rival, place, -len(incoming[origin])


def _walk(starts: Iterable[str], incoming: Mapping[str, list[ParsedRelation]], order: dict[str, None]) -> None:
    """Add what bears on some nodes, level by level, to an order; an undercut stands with its step's premise."""
    level = [start for start in starts if start not in order]
    while level:
        order |= dict.fromkeys(level)
        bearing = [relation.origin for node in level for relation in incoming[node]]
        level = [origin for origin in dict.fromkeys(bearing) if origin not in order]


def _is_rivalry(relation: ParsedRelation, steps: Mapping[tuple[str, str], RelationType]) -> bool:
    """Tell whether two statements deny each other, as contraries do: then neither is there to counter the other."""
    ways = ((relation.origin, relation.target), (relation.target, relation.origin))
    return not relation.conclusion and all(steps.get(way) is RelationType.ATTACKS for way in ways)


def _kind_by_relations(
    outgoing: Iterable[ParsedRelation], kinds: Mapping[str, Kind], steps: Mapping[tuple[str, str], RelationType]
) -> Kind:
    """Tell a counterclaim: it objects to what is none, or denies a step that is no objection."""
    for relation in outgoing:
        attacked = relation.type is RelationType.ATTACKS and relation.target in kinds
        if attacked and kinds[relation.target] is not Kind.COUNTERCLAIM:
            return Kind.COUNTERCLAIM
        denied = steps.get((relation.target, relation.conclusion)) if relation.conclusion else None
        if denied and denied is not RelationType.ATTACKS:
            return Kind.COUNTERCLAIM
    return Kind.CLAIM
