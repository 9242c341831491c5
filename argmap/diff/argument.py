"""What a change does to the argument: objections answered anew, reasons lost, linked premises broken."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from argmap.analysis.objections import Objection, Standing, objections_of
from argmap.model.graph import Graph, graph_of
from argmap.model.maps import ArgumentMap
from argmap.model.relations import RelationType


@dataclass(frozen=True, slots=True)
class StandingChange:
    """An objection that stands otherwise than before.

    Attributes:
        objection: The id of the node that objects.
        target: The id of the node that it is an objection to.
        before: How it stood; None when it was no objection to this.
        after: How it stands; None when it is none any more.
        is_reply: Whether the node that it objects to is a counterclaim.
    """

    objection: str
    target: str
    before: Standing | None
    after: Standing | None
    is_reply: bool = False


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """Linked premises of which some are gone, while others still bear on the target.

    Attributes:
        target: The id of the node that they bear on.
        label: What the map calls the group.
        gone: The ids of the premises that are not in it any more.
        left: The ids of those that are.
    """

    target: str
    label: str
    gone: tuple[str, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArgumentChange:
    """What a change does to the argument of a map.

    Attributes:
        standings: The objections that came, went or stand otherwise.
        unsupported: The ids of nodes that stand and have lost their last reason.
        broken: The groups of linked premises that lost a member.
    """

    standings: tuple[StandingChange, ...] = ()
    unsupported: tuple[str, ...] = ()
    broken: tuple[BrokenLink, ...] = ()


def argument_change(before: ArgumentMap, after: ArgumentMap, renamed: Mapping[str, str]) -> ArgumentChange:
    """Work out what a change does to the argument, as far as it can be known: some files may be there but unreadable.

    Args:
        before: The map before.
        after: The map after.
        renamed: The new id of each node that was renamed, by its old one.

    Returns:
        The change, with the nodes called as they are now.
    """
    unreadable = before.unreadable | after.unreadable
    old, new = graph_of(before), graph_of(after)
    # Without what one of the states cannot read: what it makes a difference to is not known, so nothing is said of it.
    old_read, new_read = (graph_of(_without(argument_map, unreadable)) for argument_map in (before, after))
    objections = _objections(old, renamed) | _objections(new, {})
    was, now = _standings(old, renamed), _standings(new, {})
    was_read, now_read = _standings(old_read, renamed), _standings(new_read, {})
    had, has = _reasons(old, renamed), _reasons(new, {})
    return ArgumentChange(
        standings=tuple(
            StandingChange(*ends, was.get(ends), now.get(ends), is_reply=objections[ends].is_reply)
            for ends in sorted({*was, *now})
            if was.get(ends) == was_read.get(ends) != now_read.get(ends) == now.get(ends)
        ),
        unsupported=tuple(
            sorted(
                node_id for node_id in had.keys() - has if node_id in new.nodes and had[node_id].isdisjoint(unreadable)
            )
        ),
        broken=tuple(_broken(_links(old_read, renamed), _links(new_read, {}))),
    )


def _without(argument_map: ArgumentMap, node_ids: Collection[str]) -> ArgumentMap:
    return replace(argument_map, nodes=tuple(node for node in argument_map.nodes if node.id not in node_ids))


def _standings(graph: Graph, renamed: Mapping[str, str]) -> dict[tuple[str, str], Standing]:
    """Return how each objection stands, by the node that objects and the one it objects to."""
    return {ends: objection.standing for ends, objection in _objections(graph, renamed).items()}


def _objections(graph: Graph, renamed: Mapping[str, str]) -> dict[tuple[str, str], Objection]:
    return {
        (renamed.get(objection.origin, objection.origin), renamed.get(objection.target, objection.target)): objection
        for objection in objections_of(graph).values()
    }


def _reasons(graph: Graph, renamed: Mapping[str, str]) -> dict[str, set[str]]:
    """Return the reasons for each node that has any."""
    reasons = defaultdict(set)
    for node_id, relations in graph.incoming.items():
        for relation in relations:
            if relation.type is RelationType.SUPPORTS:
                reasons[renamed.get(node_id, node_id)].add(relation.origin)
    return reasons


def _links(graph: Graph, renamed: Mapping[str, str]) -> dict[tuple[str, RelationType, str], set[str]]:
    """Return the premises of each group of linked premises."""
    links = defaultdict(set)
    for relations in graph.outgoing.values():
        for relation in relations:
            for target, kind, label in relation.linked_groups:
                links[renamed.get(target, target), kind, label].add(renamed.get(relation.origin, relation.origin))
    return links


def _broken(
    before: Mapping[tuple[str, RelationType, str], set[str]], after: Mapping[tuple[str, RelationType, str], set[str]]
) -> Iterator[BrokenLink]:
    for group, members in sorted(before.items()):
        gone, left = members - after.get(group, set()), members & after.get(group, set())
        if gone and left:
            target, _, label = group
            yield BrokenLink(target, label, tuple(sorted(gone)), tuple(sorted(left)))
