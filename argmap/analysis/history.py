"""What became of the nodes of released editions, and what each node was in them: from the frozen files alone."""

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec import structs

from argmap.model.frozen import FrozenEdition, FrozenNode
from argmap.model.maps import ArgumentMap, ProseLink, in_full
from argmap.read.frozen import frozen_node
from argmap.read.links import link_to, with_links


@dataclass(frozen=True, slots=True)
class Version:
    """A node as it stood in an edition: the edition's name, its day, and the node.

    `named_now` is the same with other nodes called as they are now.
    """

    edition: str
    day: str
    node: FrozenNode
    named_now: FrozenNode


@dataclass(frozen=True, slots=True)
class Present:
    """What stands now under each name that was ever given.

    Attributes:
        nodes: The nodes of a map as data by their ids, and by their old ones.
        elsewhere: The names of nodes of other maps as they are called now, by those that they had before.
    """

    nodes: Mapping[str, FrozenNode]
    elsewhere: Mapping[str, str]


def new_names(maps: Iterable[ArgumentMap]) -> dict[str, str]:
    """Find what each node that was renamed is called now.

    Args:
        maps: All maps as they now stand.

    Returns:
        The new names by the old ones, each with the map's id.
    """
    return {
        in_full(argument_map.id, alias): in_full(argument_map.id, node.id)
        for argument_map in maps
        for node in argument_map.nodes
        for alias, _ in node.aliases
    }


def present_of(argument_map: ArgumentMap, elsewhere: Mapping[str, str]) -> Present:
    """Find what stands now at each address that a map has ever had.

    Args:
        argument_map: The map as it now stands.
        elsewhere: What `new_names` found.

    Returns:
        The nodes, and the names of those of other maps.
    """
    nodes = {node.id: frozen_node(node) for node in argument_map.nodes}
    old = {alias: nodes[node.id] for node in argument_map.nodes for alias, _ in node.aliases}
    return Present(old | nodes, elsewhere)


def in_new_names(node: FrozenNode, files: Mapping[str, str], now: Present) -> FrozenNode:
    """Let a node name other nodes as they are called now, so that a rename alone changes nothing in it.

    Args:
        node: The node as it stood.
        files: The id of each node of its edition, by the path of its file.
        now: What there is now.

    Returns:
        The node with the new ids in its relations, and with links in its prose that lead to the files of now.
    """

    def called(name: str) -> str:
        return now.nodes[name].id if name in now.nodes else now.elsewhere.get(name, name)

    own = now.nodes.get(node.id, node)

    def mended(link: ProseLink) -> str:
        target = now.nodes.get(files.get(link.path, ""))
        path = target.file if target else link.path
        has_moved = path != link.path or posixpath.dirname(own.file) != posixpath.dirname(node.file)
        return link_to(path, own.file, link.fragment) if has_moved else ""

    relations = (structs.replace(one, to=called(one.to), conclusion=called(one.conclusion)) for one in node.relations)
    prose = with_links(node.prose, node.file, mended)
    return structs.replace(node, relations=tuple(relations), prose=prose)


def files_of(edition: FrozenEdition) -> dict[str, str]:
    """Return the id of each node of an edition, by the path of its file then."""
    return {node.file: node.id for node in edition.map.nodes}


def versions_of(argument_map: ArgumentMap, elsewhere: Mapping[str, str]) -> Mapping[str, tuple[Version, ...]]:
    """Find what each node was in the editions.

    Args:
        argument_map: The map as it now stands.
        elsewhere: What `new_names` found.

    Returns:
        By the id of each node its versions, the newest first.
    """
    if not argument_map.frozen:
        return {}
    now = present_of(argument_map, elsewhere)
    found: dict[str, list[Version]] = {}
    for edition in argument_map.frozen:
        files = files_of(edition)
        for node in edition.map.nodes:
            if node.id in now.nodes:
                version = Version(edition.map.edition, edition.map.date, node, in_new_names(node, files, now))
                found.setdefault(now.nodes[node.id].id, []).append(version)
    return {node_id: tuple(versions) for node_id, versions in found.items()}
