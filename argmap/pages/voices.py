"""Whose words a node gives, and what the author of the mapped text makes of them."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from argmap.model.fields import SPEAKERS
from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.works import named


class Speaker(StrEnum):
    """Who asserts a node."""

    AUTHOR = "author"
    REPORTED = "reported"
    CONTRIBUTOR = "contributor"
    WORKS = "works"


@dataclass(frozen=True, slots=True)
class Voice:
    """Who asserts a node: the works that are named where it is `WORKS`, and the author's stance as the file says it."""

    speaker: Speaker
    works: tuple[Markup, ...]
    stance: str


def voice_of(context: Context, node: Node) -> Voice:
    """Tell whose words a node gives.

    Args:
        context: The node's map.
        node: A node of it, which has a voice as every node of a map without errors.

    Returns:
        The voice; its works lead to the list of references.
    """
    if node.voice[0] in SPEAKERS:
        return Voice(Speaker(node.voice[0]), (), node.stance)
    return Voice(Speaker.WORKS, tuple(named(context.citations, key) for key in node.voice), node.stance)
