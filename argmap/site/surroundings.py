"""Tells whether an edit changes what the pages of other nodes show."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from argmap.citations.citable import item_id, own_cluster
from argmap.model.maps import ArgumentMap, Node
from argmap.pages.context import Context
from argmap.pages.page import Page
from argmap.storage.memory import Memory

_WORKED_OUT = frozenset(
    ["graph", "disputed", "places", "objections", "answers", "reasons", "cut_sets", "taken_ids", "roles", "relations"]
) | {"newest", "gathered", "memory"}
"""The fields of a context that follow from its map alone, or say nothing."""


def surroundings_of(context: Context, memory: Memory) -> Mapping[str, object]:
    """Tell apart the states of a map as the pages of its nodes see it.

    No page of a node shows the prose of another one, nor what follows from that alone, so that an edit of prose changes
    nothing for all others; and a page that has the title or the statement of a node leads to that node, so that new
    words for these change nothing for all pages that do not name it. `tests/test_memory.py` keeps both promises.

    Args:
        context: The map, with its formatted citations.
        memory: What was made in the last build, the pages and files of nodes among it.

    Returns:
        For each node, by its id, a value that is the same in two builds where nothing differs that its page can show,
        but for what it says itself.
    """
    argument_map = context.argument_map
    seen = [_seen(one) for one in (context, *context.readings)] if memory.keeps else []
    name = ("surroundings", argument_map.id)
    if memory.knows(name, seen):
        return memory.recall(name, seen, dict[str, object])
    last_seen, last = memory.last(name) or ([], {})
    reworded = _reworded(last_seen, seen)
    states = {
        node.id: last[node.id] if reworded and not _names(memory, argument_map.id, node.id, reworded) else object()
        for node in argument_map.nodes
    }
    return memory.recall(name, seen, lambda: states)


def _seen(context: Context) -> dict[str, Any]:
    """Return what a context says but for prose, whatever fields it has."""
    nodes = tuple(map(without_prose, context.argument_map.nodes))
    context = replace(
        context,
        argument_map=replace(context.argument_map, nodes=nodes),
        published=replace(context.published, contents={}),
        readings=(),
    )
    return {one.name: getattr(context, one.name) for one in fields(context) if one.name not in _WORKED_OUT}


def without_prose(node: Node) -> Node:
    """Return a node as the pages of other nodes see it.

    Args:
        node: A node.

    Returns:
        The node without its prose, and what was read in it.
    """
    return replace(node, prose="", citations=(), links=())


def _reworded(last: Sequence[Mapping[str, Any]], seen: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Name the nodes that have other words in the first of some contexts, if that is all that differs.

    Two nodes with the same title are told apart by more than it, so that then all may differ.
    """
    if not last or last[1:] != seen[1:]:
        return ()
    before, now = last[0]["argument_map"].nodes, seen[0]["argument_map"].nodes
    changed = [(old, new) for old, new in zip(before, now, strict=False) if old != new]
    reworded = tuple(new.id for _, new in changed)
    titles = [node.title for node in now]
    if any(old.title in titles or titles.count(new.title) > 1 for old, new in changed if old.title != new.title):
        return ()
    return reworded if _without_words(last[0], reworded) == _without_words(seen[0], reworded) else ()


def _without_words(seen: Mapping[str, Any], node_ids: Sequence[str]) -> dict[str, Any]:
    """Leave out the words of nodes, and the citations that have them."""
    argument_map: ArgumentMap = seen["argument_map"]
    nodes = tuple(replace(node, title="", statement="") if node.id in node_ids else node for node in argument_map.nodes)
    keys = [item_id(argument_map, node_id) for node_id in node_ids]
    own = {
        style: (
            {key: runs for key, runs in formatted.entries.items() if key not in keys},
            {cluster: runs for cluster, runs in formatted.clusters.items() if cluster not in map(own_cluster, keys)},
        )
        for style, formatted in seen["own"].items()
    }
    return {**seen, "argument_map": replace(argument_map, nodes=nodes), "own": own}


def _names(memory: Memory, map_id: str, node_id: str, others: Sequence[str]) -> bool:
    """Tell whether the page of a node, or a file of it, had the id of one of some nodes when it was made last."""
    _, page = memory.last(f"{map_id}/{node_id}/index.md") or (None, None)
    _, files = memory.last(("files", map_id, node_id)) or (None, {})
    texts = [page.above, page.body, page.searched, repr(page.meta)] if isinstance(page, Page) else []
    # An id can be the beginning of another one; to look for the whole one at once would take a hundred times as long.
    return any(
        other in text and re.search(rf"(?<![\w-]){re.escape(other)}(?![\w-])", text)
        for text in (*texts, *files.values())
        for other in others
    )
