"""What became of the nodes of released editions, and what each node was in them: from the frozen files alone."""

from collections.abc import Mapping
from dataclasses import dataclass

from msgspec import structs

from argmap.model.frozen import FrozenNode
from argmap.model.maps import ArgumentMap
from argmap.read.frozen import frozen_node


@dataclass(frozen=True, slots=True)
class Version:
    """A node as it stood in an edition: the edition's name, its day, and the node.

    `named_now` is the same with other nodes called as they are now.
    """

    edition: str
    day: str
    node: FrozenNode
    named_now: FrozenNode


def now_of(argument_map: ArgumentMap) -> Mapping[str, FrozenNode]:
    """Find what stands now at each address that a map has ever had.

    Args:
        argument_map: The map as it now stands.

    Returns:
        The nodes as data by their ids, and by their old ones.
    """
    nodes = {node.id: frozen_node(node) for node in argument_map.nodes}
    old = {alias: nodes[node.id] for node in argument_map.nodes for alias, _ in node.aliases}
    return old | nodes


def in_new_names(node: FrozenNode, now: Mapping[str, FrozenNode]) -> FrozenNode:
    """Let a node name other nodes of its map as they are called now, so that a rename alone changes nothing in it.

    Args:
        node: The node as it stood.
        now: What `now_of` found.

    Returns:
        The node with the new ids in its relations.
    """

    def called(name: str) -> str:
        return now[name].id if name in now else name

    relations = (structs.replace(one, to=called(one.to), conclusion=called(one.conclusion)) for one in node.relations)
    return structs.replace(node, relations=tuple(relations))


def versions_of(argument_map: ArgumentMap) -> Mapping[str, tuple[Version, ...]]:
    """Find what each node was in the editions.

    Args:
        argument_map: The map as it now stands.

    Returns:
        By the id of each node its versions, the newest first.
    """
    if not argument_map.frozen:
        return {}
    now = now_of(argument_map)
    found: dict[str, list[Version]] = {}
    for edition in argument_map.frozen:
        for node in edition.map.nodes:
            if node.id in now:
                version = Version(edition.map.edition, edition.map.date, node, in_new_names(node, now))
                found.setdefault(now[node.id].id, []).append(version)
    return {node_id: tuple(versions) for node_id, versions in found.items()}
