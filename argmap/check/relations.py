"""Relations lead from node to node, within a map or to another: their ends are there, stand, and make sense."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.model.findings import Finding
from argmap.model.kinds import ROLES, Kind
from argmap.model.limits import is_id
from argmap.model.maps import ArgumentMap, Node, Relation, in_full, instead_of, named_in
from argmap.model.relations import ENDS, RelationType
from argmap.read.layout import MAP_FILE
from argmap.read.meant import excerpt, nearest

_Fault = tuple[str, str, str]
"""The code, message and hint of a finding."""

_MOST_OFFERED = 3
"""How many steps a hint offers at most."""


@dataclass(frozen=True, slots=True)
class _Maps:
    """What relations can point at.

    Attributes:
        maps: Each map by its id.
        nodes: The nodes of each map by their ids, by the map's id.
        steps: The relations between two nodes, by their ends as `map/id`.
        unread: The paths of files that cannot be read.
    """

    maps: Mapping[str, ArgumentMap]
    nodes: Mapping[str, Mapping[str, Node]]
    steps: Collection[tuple[str, ...]]
    unread: Collection[str]

    def node(self, name: str) -> Node | None:
        """Return a node by its name in full, or None where it is not there."""
        map_id, _, node_id = name.rpartition("/")
        return self.nodes.get(map_id, {}).get(node_id)


def relations(maps: Sequence[ArgumentMap], unread: Collection[str] = ()) -> Iterator[Finding]:
    """Report relations to what is not there or was withdrawn, to the node itself, and between ends that do not fit.

    Args:
        maps: All maps.
        unread: The paths of files that cannot be read.

    Yields:
        AM012 for a node that is not there, AM013 for the node itself, AM017 for an undercut of a step that is not
        there, AM019 for ends that do not fit, AM034 for a node that was withdrawn.
    """
    known = _Maps(
        {argument_map.id: argument_map for argument_map in maps},
        {argument_map.id: {node.id: node for node in argument_map.nodes} for argument_map in maps},
        {
            (in_full(argument_map.id, node.id), in_full(argument_map.id, relation.target))
            for argument_map in maps
            for node in argument_map.nodes
            for relation in node.relations
            if not relation.conclusion
        },
        unread,
    )
    for argument_map in maps:
        for node in argument_map.nodes:
            for relation in node.relations:
                for code, message, hint in _faults(known, argument_map.id, node, relation):
                    yield Finding(relation.place, code, message, hint)


def _faults(known: _Maps, map_id: str, node: Node, relation: Relation) -> Iterator[_Fault]:
    for end in relation.ends:
        yield from _of_end(known, map_id, node, relation, end)
    if node.id in relation.ends:
        yield "AM013", f"{relation.type} itself", "name another node"
        return
    ends = tuple(in_full(map_id, end) for end in relation.ends)
    kinds = {end: there.kind for end, name in zip(relation.ends, ends, strict=True) if (there := known.node(name))}
    if not kinds.keys() >= set(relation.ends):
        return  # of a node that is not there, nothing more is known
    if relation.conclusion and ends not in known.steps:
        message = f"there is no relation {relation.target} -> {relation.conclusion} to undercut"
        yield "AM017", message, _step_meant(known, map_id, relation)
    yield from _of_kinds(node.kind, relation, kinds)


def _step_meant(known: _Maps, map_id: str, undercut: Relation) -> str:
    """Offer the step that an undercut of none may mean."""
    if tuple(in_full(map_id, end) for end in reversed(undercut.ends)) in known.steps:
        return f"write {undercut.conclusion} -> {undercut.target}: the other way round it exists"
    premise = in_full(map_id, undercut.target)
    conclusions = sorted(named_in(map_id, end) for origin, end in known.steps if origin == premise)
    there = " or ".join(f"{undercut.target} -> {end}" for end in conclusions[:_MOST_OFFERED])
    return f"the first id must bear on the second{there and ', as in '}{there}"


def _of_end(known: _Maps, map_id: str, origin: Node, relation: Relation, end: str) -> Iterator[_Fault]:
    """Yield what is wrong with a node that a relation names; nothing for one that cannot be read."""
    to_map, _, node_id = in_full(map_id, end).rpartition("/")
    argument_map, target = known.maps.get(to_map), known.nodes.get(to_map, {}).get(node_id)
    shown = f'{relation.type} "{excerpt(end)}"'
    if argument_map is None:
        if f"{to_map}/{MAP_FILE}" not in known.unread:
            yield "AM012", f'{shown}, but there is no map "{excerpt(to_map)}"', _other_map(known, to_map, node_id)
    elif target is None:
        if node_id not in argument_map.unreadable:
            yield "AM012", f"{shown}, which does not exist", _other_node(known, map_id, argument_map, origin, node_id)
    elif to_map == map_id and end != node_id:
        yield "AM012", f"{shown}, as if it were in another map", f"write {excerpt(node_id)}"
    elif target.withdrawn and not origin.withdrawn:
        yield "AM034", f"{shown}, which was withdrawn", _instead(known, map_id, origin, relation, end)


def _other_map(known: _Maps, to_map: str, node_id: str) -> str:
    """Offer what may be meant by a node of a map that is not there."""
    if f"{to_map}/{node_id}" in known.maps:
        return f"that is a map; name a node of it, as in {to_map}/{node_id}/some-claim"
    meant = nearest(to_map, known.maps)
    having = [map_id for map_id, nodes in known.nodes.items() if node_id in nodes]
    if meant in having or len(having) == 1:
        return f'did you mean "{meant if meant in having else having[0]}/{node_id}"?'
    if meant:
        return f'did you mean a node of "{meant}"?'
    return "name a map by its folder below docs, such as other-map/some-claim"


def _other_node(known: _Maps, map_id: str, argument_map: ArgumentMap, origin: Node, node_id: str) -> str:
    """Offer what may be meant by a node that is not in a map."""
    behind = "" if argument_map.id == map_id else f"{argument_map.id}/"
    now = argument_map.aliases.get(node_id, "")
    if now and not behind and now == origin.id:
        return "that is an old id of this node itself; name another node"
    if now:
        return f"it is now called {behind}{now}"
    meant = nearest(node_id, known.nodes[argument_map.id].keys() | argument_map.unreadable)
    elsewhere = [f"{other}/{node_id}" for other, nodes in known.nodes.items() if node_id in nodes]
    if meant or elsewhere:
        return f'did you mean "{behind}{meant}"?' if meant else f'did you mean "{elsewhere[0]}"?'
    in_other = "; a node of another map is named behind its map: other-map/some-claim" if len(known.maps) > 1 else ""
    return f"name a node that is there{f', or add {node_id}.md' if is_id(node_id) else ''}{in_other}"


def _instead(known: _Maps, map_id: str, origin: Node, relation: Relation, end: str) -> str:
    """Offer what to name in the place of a node that was withdrawn."""
    to_map, _, node_id = in_full(map_id, end).rpartition("/")
    nodes = known.nodes[to_map]
    behind = end.removesuffix(node_id)
    others = [f"{behind}{other}" for other in instead_of(nodes[node_id], nodes) if f"{behind}{other}" != origin.id]
    if relation.conclusion:
        steps = (tuple(other if name == end else name for name in relation.ends) for other in others)
        there = [step for step in steps if tuple(in_full(map_id, name) for name in step) in known.steps]
        return f"write {' -> '.join(there[0])}" if there else "undercut a relation between two nodes that stand"
    named = {other.target for other in origin.relations if not other.conclusion}
    fresh = [other for other in others if other not in named]
    if others and not fresh:
        return f"it was replaced by {' and '.join(others)}, which this node names already: leave it out"
    return f"it was replaced by {' and '.join(fresh)}" if fresh else "relate this node to one that stands"


def _of_kinds(origin: Kind, relation: Relation, kinds: Mapping[str, Kind]) -> Iterator[_Fault]:
    """Yield what makes no sense between the kinds of a relation's ends: one fault at most."""
    possible = ENDS[relation.type]
    wrong = [end for end in relation.ends if kinds[end] not in possible.targets]
    if origin not in possible.origins:
        message = f'{relation.type} "{" -> ".join(relation.ends)}", but is a {ROLES[origin].one}'
        yield "AM019", message, _hint_for_origin(origin, relation)
    elif wrong:
        message = f'{relation.type} "{wrong[0]}", which is a {ROLES[kinds[wrong[0]]].one}'
        yield "AM019", message, _hint_for_target(relation)


def _hint_for_origin(kind: Kind, relation: Relation) -> str:
    if kind is Kind.QUESTION:
        return "a question asserts nothing: let what answers it name it under answers:, or give this node kind: claim"
    if kind is Kind.CONTEXT:
        return f"write frames: [{relation.target}]; if it is a reason or an objection, give this node kind: claim"
    return "only a context frames: give this node kind: context, or write supports:, qualifies: or explains:"


def _hint_for_target(relation: Relation) -> str:
    if relation.type is RelationType.ANSWERS:
        return "only a question is answered: write supports:, attacks:, qualifies: or explains:"
    if relation.conclusion:
        return f"that {relation.target} is no answer to it is an objection to that: attacks: [{relation.target}]"
    return f"write answers: [{relation.target}], or relate this node to one of its answers"
