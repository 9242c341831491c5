"""A node in full, as the archive of an edition and the pages of editions show it."""

from dataclasses import dataclass

from markupsafe import Markup

from argmap.citations.citable import node_address
from argmap.locale.words import decimal_for_readers
from argmap.model.maps import Node
from argmap.model.relations import RelationType
from argmap.pages.bearings import Group, bearing_on, borne_on
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.passages import QuotedPassage, passage_of
from argmap.pages.prose import LinkAddress, prose_markup
from argmap.pages.succession import Succession, successors
from argmap.pages.voices import Voice, voice_of
from argmap.pages.works import Address, entry, named


@dataclass(frozen=True, slots=True)
class CitedAt:
    """A work as it is named in running text, the place in it, and its entry as lists of references have it."""

    work: Markup
    locator: str
    entry: Markup


@dataclass(frozen=True, slots=True)
class WholeNode:
    """A node in full; `relations` are the ways in which nodes bear on it, with these nodes."""

    node: NodeLine
    aliases: tuple[str, ...]
    voice: Voice
    hedge: str
    lang_of_text: Markup
    score: str
    revision: int
    content: str
    address: str
    prose: Markup
    relations: tuple[tuple[RelationType, tuple[Group, ...]], ...]
    bears_on: Group
    passages: tuple[QuotedPassage, ...]
    cites: tuple[CitedAt, ...]


@dataclass(frozen=True, slots=True)
class WithdrawnNode:
    """A node that was withdrawn: what it said, why it is gone, and what to read instead."""

    id: str
    title: str
    aliases: tuple[str, ...]
    kind: str
    voice: Voice
    hedge: str
    lang_of_text: Markup
    revision: int
    content: str
    address: str
    statement: str
    reason: str
    instead: tuple[Succession, ...]
    lang: Markup


def whole_node(
    context: Context, node: Node, to_work: Address, to_link: LinkAddress, footnote_prefix: str = ""
) -> WholeNode:
    """Gather all that a node says.

    Args:
        context: The node's map.
        node: A node that stands.
        to_work: Where works lead.
        to_link: Where relative links in its prose lead.
        footnote_prefix: What the ids of footnotes begin with, where several nodes stand on one page.

    Returns:
        The data for the macros of `partials/whole.html`.
    """
    return WholeNode(
        node_line(context, node.id),
        _former_ids(node),
        voice_of(context, node, to_work, to_people=False),
        node.hedge,
        context.lang_of_text,
        decimal_for_readers(node.score, context.language),
        node.revision,
        context.published.contents[node.file],
        node_address(context.argument_map, node.id, context.published),
        prose_markup(context.citations, node, to_work, to_link, footnote_prefix),
        bearing_on(context, node.id),
        borne_on(context, node.id),
        tuple(passage_of(context, source) for source in node.passages),
        tuple(
            CitedAt(named(context, cite.key, to_work), cite.locator, entry(context, cite.key, to_work))
            for cite in node.cites
        ),
    )


def withdrawn_node(context: Context, node: Node, to_work: Address) -> WithdrawnNode:
    """Gather what a node said that was withdrawn, and what became of it.

    Args:
        context: The node's map.
        node: A node that was withdrawn.
        to_work: Where works lead.

    Returns:
        The data for the macro `withdrawal` of `partials/whole.html`.
    """
    return WithdrawnNode(
        node.id,
        node.title,
        _former_ids(node),
        node.kind.value,
        voice_of(context, node, to_work, to_people=False),
        node.hedge,
        context.lang_of_text,
        node.revision,
        context.published.contents[node.file],
        node_address(context.argument_map, node.id, context.published),
        node.statement,
        node.reason,
        successors(context, node),
        context.lang,
    )


def _former_ids(node: Node) -> tuple[str, ...]:
    return tuple(alias for alias, _ in node.aliases)
