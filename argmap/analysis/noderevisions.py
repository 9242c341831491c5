"""What a node's revision promises: as long as the number stays, so does all that a citation shows or depends on."""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import replace

from argmap.model.maps import ArgumentMap, Node, in_full
from argmap.model.relations import RelationType


def _relations(node: Node, kind: RelationType) -> Hashable:
    """Return what the relations of a type say, but for their order and scores, on which no citation depends."""
    return frozenset(
        (relation.target, relation.conclusion, frozenset(relation.jointly), relation.because, relation.scheme)
        for relation in node.relations
        if relation.type is kind
    )


def _relations_of(kind: RelationType) -> Callable[[Node], Hashable]:
    return lambda node: _relations(node, kind)


_COVERED: Mapping[str, Callable[[Node], Hashable]] = {
    "kind": lambda node: node.kind,
    "title": lambda node: node.title,
    "statement": lambda node: node.statement,
    **{kind.value: _relations_of(kind) for kind in RelationType},
    "voice": lambda node: frozenset(node.voice),
    "voice-examples": lambda node: node.voice_examples,
    "stance": lambda node: node.stance,
    "hedge": lambda node: node.hedge,
    "source": lambda node: (
        frozenset(passage.at for passage in node.passages),
        frozenset((passage.at, passage.quote) for passage in node.passages if passage.quote),
        frozenset(passage.at for passage in node.passages if passage.is_quoted),
    ),
    "cites": lambda node: frozenset((cite.key, cite.locator) for cite in node.cites),
}
"""What the revision covers, by the name of the field, without the order in which entries stand.

The record of a work that a node brings is not among it, and counts by its key in `cites` and `voice`: as all contents
of references it may be mended, and `argmap fmt --collect` moves it to another file.
"""


def covered_changes(before: Node, after: Node) -> tuple[str, ...]:
    """Return the fields that differ among those whose change the revision has to tell.

    Args:
        before: The node as it was, with other nodes called as they are now (`with_new_ids`).
        after: The node as it is.

    Returns:
        The names of the fields, in the order of the list of fields.
    """
    return tuple(name for name, value in _COVERED.items() if value(before) != value(after))


def least_revision(before: Node, after: Node) -> int:
    """Return the lowest revision that the node can have now; a higher one tells nobody anything wrong.

    Args:
        before: The node as it was, with other nodes called as they are now.
        after: The node as it is.

    Returns:
        The revision that it had, or one more when something changed that it covers.
    """
    return before.revision + bool(covered_changes(before, after))


def renamed_nodes(before: ArgumentMap | None, after: ArgumentMap) -> dict[str, str]:
    """Return the new id of each node whose old one is now an alias of a node that was not there.

    Args:
        before: The map as it was; None when that is not known, and any alias is taken for a rename.
        after: The map as it is.

    Returns:
        The new ids by the old ones.
    """
    old = {node.id for node in before.nodes} if before else set()
    aliases = {alias: node.id for node in after.nodes if node.id not in old for alias, _ in node.aliases}
    there = {node.id for node in after.nodes}
    return {was: now for was, now in aliases.items() if was not in there and (before is None or was in old)}


def with_new_ids(node: Node, renamed: Mapping[str, str]) -> Node:
    """Let a node name other nodes as they are called now, so that a rename alone changes nothing in it.

    Args:
        node: The node as it was.
        renamed: The new id of each node that was renamed by its old one; of a node of another map, both as `map/id`.

    Returns:
        The node with the new ids in its relations and in what replaces it.
    """
    relations = tuple(
        replace(
            relation,
            origin=renamed.get(relation.origin, relation.origin),
            target=renamed.get(relation.target, relation.target),
            conclusion=renamed.get(relation.conclusion, relation.conclusion),
        )
        for relation in node.relations
    )
    instead = tuple(renamed.get(node_id, node_id) for node_id in node.replaced_by)
    return replace(node, relations=relations, replaced_by=instead)


def paired_nodes(
    before: Sequence[ArgumentMap], after: Sequence[ArgumentMap]
) -> Iterator[tuple[ArgumentMap, Node, Node]]:
    """Pair each node that was there with what it is now, whatever it is called now.

    Args:
        before: Maps as they were, of the same time or each of its own.
        after: All maps as they are. Of those that are not among the first, any alias counts as a rename.

    Yields:
        The map as it was, the node as it was with other nodes called as they are now, and the node as it is.
    """
    old = {argument_map.id: argument_map for argument_map in before}
    renamed = {now.id: renamed_nodes(old.get(now.id), now) for now in after}
    in_other_maps = {
        in_full(map_id, was): in_full(map_id, new_id)
        for map_id, new_ids in renamed.items()
        for was, new_id in new_ids.items()
    }
    for was, now in ((old[now.id], now) for now in after if now.id in old):
        new_ids = renamed[now.id]
        names = {**in_other_maps, **new_ids}
        nodes = {node.id: node for node in now.nodes}
        for node in was.nodes:
            new_id = new_ids.get(node.id, node.id)
            if new_id in nodes:
                yield was, with_new_ids(node, names), nodes[new_id]
