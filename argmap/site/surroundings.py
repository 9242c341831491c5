"""Tells whether an edit changes what the pages of other nodes show."""

from dataclasses import fields, replace

from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.storage.memory import Memory

_WORKED_OUT = frozenset(
    ["graph", "disputed", "places", "objections", "answers", "reasons", "cut_sets", "taken_ids", "roles", "relations"]
) | {"newest", "gathered", "memory"}
"""The fields of a context that follow from its map alone, or say nothing."""


def surroundings_of(context: Context, memory: Memory) -> object:
    """Tell apart the states of a map as the pages of its nodes see it.

    No page of a node shows the prose of another one, nor what follows from that alone (a promise that
    `tests/test_memory.py` keeps), so that an edit of prose changes nothing for all others.

    Args:
        context: The map, with its formatted citations.
        memory: What was made in the last build.

    Returns:
        A value that is the same in two builds where nothing but prose differs.
    """
    seen = [_seen(one) for one in (context, *context.readings)] if memory.keeps else []
    return memory.recall(("surroundings", context.argument_map.id), seen, object)


def _seen(context: Context) -> list[object]:
    """Return what a context says but for prose, whatever fields it has."""
    nodes = tuple(map(without_prose, context.argument_map.nodes))
    context = replace(
        context,
        argument_map=replace(context.argument_map, nodes=nodes),
        published=replace(context.published, contents={}),
        readings=(),
    )
    return [getattr(context, one.name) for one in fields(context) if one.name not in _WORKED_OUT]


def without_prose(node: Node) -> Node:
    """Return a node as the pages of other nodes see it.

    Args:
        node: A node.

    Returns:
        The node without its prose, and what was read in it.
    """
    return replace(node, prose="", citations=(), links=())
