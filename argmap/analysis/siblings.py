"""In which order what bears on a node is listed, and so where among its siblings each node stands."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType

Undercuts = Mapping[tuple[str, str], tuple[Relation, ...]]
"""The undercuts of each step, as `Graph.disputed` gives them."""


def listed(graph: Graph, disputed: Undercuts, node_id: str, kind: RelationType) -> Mapping[str, Sequence[Relation]]:
    """List the nodes that bear on a node in one way. Whatever counts them counts what stands here.

    Args:
        graph: The graph of the map.
        disputed: Its undercuts.
        node_id: The id of a node that stands.
        kind: The way in which the nodes bear on it. Undercuts of its reasons are objections to it.

    Returns:
        By its id each node once, with all the relations by which it bears so: its attack before its undercuts.
    """
    relations = [relation for relation in graph.incoming[node_id] if relation.type is kind]
    if kind is RelationType.ATTACKS:
        relations += [
            undercut
            for reason in graph.incoming[node_id]
            if reason.type is RelationType.SUPPORTS
            for undercut in disputed.get((reason.origin, node_id), ())
        ]
    by_node: dict[str, list[Relation]] = {}
    for relation in relations:
        by_node.setdefault(relation.origin, []).append(relation)
    return by_node


def linked_groups(relations: Sequence[Relation]) -> Mapping[str | int, Sequence[Relation]]:
    """Put linked premises together.

    Args:
        relations: Relations that lead to one node.

    Returns:
        The groups in the order of their first relations: by its label each group of linked premises of which several
        are among them, in which a premise of several groups stands each time; by its number every other relation.
    """
    sizes = Counter(label for relation in relations for label in relation.jointly)
    groups: dict[str | int, list[Relation]] = {}
    for number, relation in enumerate(relations):
        labels: list[str | int] = [label for label in relation.jointly if sizes[label] > 1]
        for label in labels or [number]:
            groups.setdefault(label, []).append(relation)
    return groups


def partners_by_group(graph: Graph, relation: Relation) -> tuple[int, ...]:
    """Count the other linked premises in each group that a relation is in, the groups in the order of its labels.

    Args:
        graph: The graph of the map.
        relation: A relation of a node that stands.

    Returns:
        How many others each group has; a group without others is left out.
    """
    others = partners(graph, relation)
    numbers = (sum(group in other.linked_groups for other in others) for group in relation.linked_groups)
    return tuple(filter(None, numbers))


def partners(graph: Graph, relation: Relation) -> list[Relation]:
    """List the other linked premises of the groups that a relation is in; what a map calls a group may have no others.

    Args:
        graph: The graph of the map.
        relation: A relation of a node that stands, which may lead to another map: then nothing is known of others.

    Returns:
        The relations, in the order of what bears on the target.
    """
    groups = frozenset(relation.linked_groups)
    bearing = graph.incoming.get(relation.target, ()) if groups else ()
    return [other for other in bearing if other != relation and not groups.isdisjoint(other.linked_groups)]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a node stands in the list in which its way up finds it.

    Attributes:
        type: How those that are listed bear on the node above; None where nothing stands above them.
        number: Its number in the list, counted from 1.
        total: How many are listed.
        before: The id of the node before it, or empty.
        after: The id of the node behind it, or empty.
    """

    type: RelationType | None
    number: int
    total: int
    before: str
    after: str


def places_of(graph: Graph, disputed: Undercuts) -> dict[str, Place]:
    """Find where each node stands among its siblings.

    Args:
        graph: The graph of the map.
        disputed: Its undercuts.

    Returns:
        The place of each node by its id: in the list on the page of the node above it, or, where none stands above it,
        among the roots of its kind. What has no way up has no place.
    """
    places: dict[str, Place] = {}
    for above, bearing in graph.incoming.items():
        for kind in RelationType:
            own = {one.origin for one in bearing if one.type is kind and graph.parent.get(one.origin) == one}
            if own:
                # A premise of several groups is listed in each, and counted once.
                nodes = listed(graph, disputed, above, kind)
                groups = linked_groups([first for first, *_ in nodes.values()])
                relations = dict.fromkeys(chain.from_iterable(groups.values()))
                places |= _places([relation.origin for relation in relations], own, kind)
    for root_kind in Kind:
        roots = [node.id for node in graph.roots if node.kind is root_kind]
        places |= _places(roots, roots, None)
    return places


def _places(order: Sequence[str], wanted: Collection[str], kind: RelationType | None) -> dict[str, Place]:
    """Number a list, which holds each node once."""
    around = zip(["", *order], order, [*order[1:], ""], strict=False)
    return {
        node_id: Place(kind, number, len(order), before, after)
        for number, (before, node_id, after) in enumerate(around, 1)
        if node_id in wanted
    }
