"""What a node was in released editions, what changed in it from each to the next, and who changed it."""

from dataclasses import dataclass

from argmap.analysis.wording import Run, reworded
from argmap.model.frozen import FrozenNode
from argmap.model.maps import Node
from argmap.pages.context import TO_MAP, Context
from argmap.read.frozen import frozen_node


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text of a node that changed; `runs` lead from what it was to what it became."""

    name: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A node as it stood in an edition, the address of its page there, and what changed in it after that."""

    edition: str
    day: str
    revision: int
    address: str
    texts: tuple[ChangedText, ...]
    fields: tuple[str, ...]


def history_of(context: Context, node: Node) -> tuple[HistoryLine, ...]:
    """List the editions in which a node stands.

    Args:
        context: The node's map.
        node: The node as it now stands.

    Returns:
        The editions, the newest first, each with what changed up to the next one, or up to now.
    """
    later = frozen_node(node)
    lines = []
    for version in context.versions.get(node.id, ()):
        texts, fields = changes_since(version.named_now, later)
        address = f"{TO_MAP}{version.edition}/{version.node.id}/"
        lines.append(HistoryLine(version.edition, version.day, version.node.revision, address, texts, fields))
        later = version.named_now
    return tuple(lines)


@dataclass(frozen=True, slots=True)
class Changer:
    """Somebody who changed a node's file: how often, and on which days first and last."""

    name: str
    number: int
    first: str
    last: str


def changers_of(context: Context, node: Node) -> tuple[Changer, ...]:
    """List who changed a node's file, as git knows it.

    Args:
        context: The node's map.
        node: The node.

    Returns:
        Everybody whose name is known, who changed it last first; nobody outside of git.
    """
    days: dict[str, list[str]] = {}
    for change in context.published.changes.get(node.file, ()):
        if change.name:
            days.setdefault(change.name, []).append(change.day)
    return tuple(Changer(name, len(own), own[-1], own[0]) for name, own in days.items())


_TEXTS = ("title", "statement")
_APART = frozenset({*_TEXTS, "id", "file", "content", "revision", "aliases", "tags", "works", "reason", "replaced_by"})
"""Fields that are shown in their own way, or say nothing to a reader, as in which file the record of a work stands."""


def changes_since(then: FrozenNode, now: FrozenNode) -> tuple[tuple[ChangedText, ...], tuple[str, ...]]:
    """Say what changed in a node: its title and statement word by word, and the names of all else.

    Args:
        then: The node as it stood.
        now: The node as it stood later, or stands.

    Returns:
        The texts that changed, and the names of other fields that did, in the order of the form of the file.
    """
    pairs = ((name, getattr(then, name), getattr(now, name)) for name in _TEXTS)
    texts = tuple(ChangedText(name, tuple(reworded(was, is_now))) for name, was, is_now in pairs if was != is_now)
    names = (name for name in FrozenNode.__struct_fields__ if name not in _APART)
    return texts, tuple(name for name in names if getattr(then, name) != getattr(now, name))
