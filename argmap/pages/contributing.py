"""The part of a node's page that leads to mending or answering it at the code host."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import quote

from argmap.edit.codehost import code_host
from argmap.edit.newnode import Answer, NewFile, fits, new_file
from argmap.model.kinds import Kind
from argmap.model.maps import Node
from argmap.pages.context import Context, gathered_once

_REPLY = "reply"
"""What a counterclaim to a counterclaim is called; everything else is called as its `Answer`."""


@dataclass(frozen=True, slots=True)
class NewNodeForm:
    """A code host's form for a new node: what the node would be, its address, and the text that it opens with."""

    name: str
    address: str
    text: str


@dataclass(frozen=True, slots=True)
class ContributeBox:
    """Where a node is mended and answered at its code host, which is called by its name in `host`.

    `may_open_empty` tells that a form of that host may do so, and its text has to be copied. `previewed` is the address
    of the repository on pages that are only looked at, whose files are not those that the links lead to; else empty.
    """

    edit: str
    host: str
    forms: tuple[NewNodeForm, ...]
    may_open_empty: bool
    previewed: str = ""


def contribute_box(context: Context, node: Node) -> ContributeBox | None:
    """Gather the addresses to edit a node, and to add to it.

    Args:
        context: The node's map.
        node: A node that stands.

    Returns:
        The addresses and forms; None when no code host is known.
    """
    made_of = (_ground(context, ""), node.id, node.kind, node.title, node.file)
    return context.memory.recall(("contribute", context.argument_map.id, node.id), made_of, lambda: _box(context, node))


@gathered_once
def _ground(context: Context, _: str) -> object:
    """Tell apart the states of a map as the forms for new nodes see it, which show of its nodes the one answered."""
    seen = (
        replace(context.argument_map, nodes=()),
        tuple(context.taken_ids),
        context.edit_base,
        context.is_preview,
    )
    return context.memory.recall(("ground", context.argument_map.id), seen, object)


def _box(context: Context, node: Node) -> ContributeBox | None:
    host = code_host(context.edit_base)
    if host is None:
        return None
    forms = tuple(NewNodeForm(name, host.new(file.path, file.text), file.text) for name, file in _files(context, node))
    previewed = host.repository if context.is_preview else ""
    return ContributeBox(host.edit(node.file), host.repository.split("/")[2], forms, host.is_gitlab, previewed)


def editor(context: Context, node: Node) -> str:
    """Find the editor for a node's own file, at a code host of any kind.

    Args:
        context: The node's map, whose `edit_base` is known.
        node: A node of it.

    Returns:
        The address.
    """
    host = code_host(context.edit_base)
    return host.edit(node.file) if host else context.edit_base + quote(node.file)


def _files(context: Context, node: Node) -> Iterator[tuple[str, NewFile]]:
    # A context belongs to those who draw the map up; of all others, an outsider may know one.
    for answer in Answer:
        if answer is Answer.CONTEXT or not fits(answer, node):
            continue
        is_reply = answer is Answer.COUNTERCLAIM and node.kind is Kind.COUNTERCLAIM
        yield (
            _REPLY if is_reply else answer.value,
            new_file(context.argument_map, node, answer, taken=context.taken_ids),
        )
