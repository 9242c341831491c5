"""Tells on a page whose words a node gives, and what the mapped author makes of them."""

from dataclasses import dataclass
from enum import StrEnum

from markupsafe import Markup

from argmap.citations.attribution import hedges_itself, is_secondhand, number_of_authors
from argmap.model.kinds import Kind
from argmap.model.maps import Node
from argmap.model.voices import SPEAKERS
from argmap.pages.context import TO_MAP, Context, gathered_once, on_references_page
from argmap.pages.language import AS_THE_PAGE
from argmap.pages.works import Address, named


class Speaker(StrEnum):
    """Who asserts a node."""

    AUTHOR = "author"
    REPORTED = "reported"
    CONTRIBUTOR = "contributor"
    NAMED = "named"


@dataclass(frozen=True, slots=True)
class NamedVoice:
    """A work, a person or a group that asserts a node.

    Attributes:
        name: A work as running text names it, with its link; else the name as the glossary has it.
        address: Where a person or group is told of; empty for a work.
        lang: The attributes of an element that names a person or group; the name of a work has its own.
    """

    name: Markup | str
    address: str = ""
    lang: Markup = AS_THE_PAGE


@dataclass(frozen=True, slots=True)
class Voice:
    """Who asserts a node, and the author's stance as the file says it.

    `author` names the mapped work, empty for a map of none.
    `named` are those who are named where the speaker is `NAMED`. `has_people` tells whether a person or group is among
    them, `is_secondhand` whether they are given as the mapped text has them, and `is_quoted` whether that quotes them.
    `authors` counts those of the mapped text. `hedges_itself` tells whether its hedge is of who speaks, and
    `are_examples` whether those named are examples of those who say so.
    """

    speaker: Speaker
    named: tuple[NamedVoice, ...]
    stance: str
    author: Markup
    has_people: bool = False
    is_secondhand: bool = False
    authors: int = 1
    is_quoted: bool = False
    hedges_itself: bool = True
    are_examples: bool = False


@dataclass(frozen=True, slots=True)
class Saying:
    """Who says a node that another page shows, as the page of the node tells it, but without links.

    `author` names the mapped work, empty for a map of none. `lang_of_text` has the attributes of an element that quotes
    it, as the hedge does. `asks` tells that the node is a question.
    """

    voice: Voice
    author: Markup
    hedge: str
    lang_of_text: Markup
    asks: bool


def on_glossary_page(anchor: str) -> str:
    """Find a term on the page of who and what, from any page of the map but its front page.

    Args:
        anchor: The end of the term's address.

    Returns:
        The address, relative to the page.
    """
    return f"{TO_MAP}glossary/#{anchor}"


def voice_of(context: Context, node: Node, to_work: Address = on_references_page, *, to_people: bool = True) -> Voice:
    """Tell whose words a node gives.

    Args:
        context: The node's map.
        node: A node of it, which has a voice as every node of a map without errors.
        to_work: Where the works in it lead.
        to_people: Whether people and groups lead to the page of who and what.

    Returns:
        The voice.
    """
    authors = number_of_authors(context.argument_map)
    author = _author(context, context.argument_map.work)
    own = hedges_itself(context.argument_map, node)
    if node.voice[0] in SPEAKERS:
        return Voice(Speaker(node.voice[0]), (), node.stance, author, authors=authors, hedges_itself=own)
    people = context.argument_map.people
    voices = tuple(
        NamedVoice(people[key].term, on_glossary_page(people[key].anchor) if to_people else "", context.lang)
        if key in node.people
        else NamedVoice(named(context, key, to_work))
        for key in node.voice
    )
    return Voice(
        Speaker.NAMED,
        voices,
        node.stance,
        author,
        has_people=bool(node.people),
        is_secondhand=is_secondhand(context.argument_map, node),
        authors=authors,
        is_quoted=node.is_quoted,
        hedges_itself=own,
        are_examples=node.voice_examples,
    )


@gathered_once
def _author(context: Context, work: str) -> Markup:
    return named(context, work, None) if work else Markup()


@gathered_once
def saying_of(context: Context, node_id: str) -> Saying | None:
    """Tell who says a node that a page of its map shows.

    Args:
        context: The map that the page is of.
        node_id: The id of a node that stands, or the name of a node of another map.

    Returns:
        Who says it; None for a node of another map, which tells that itself.
    """
    node = context.graph.nodes.get(node_id)
    if node is None:
        return None
    voice = voice_of(context, node, None, to_people=False)
    return Saying(voice, voice.author, node.hedge, context.lang_of_text, node.kind is Kind.QUESTION)
