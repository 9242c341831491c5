"""The page of who and what: the words that a reader of the map should know."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from argmap.model.beside import Term
from argmap.model.fields import TERM_KINDS
from argmap.model.sorting import sort_key
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import PageMeta, own_page

_WORD = re.compile(r"[^\W_]+")

HEADINGS = {
    "person": "People",
    "organisation": "Organisations",
    "programme": "Programmes and agreements",
    "event": "Events",
    "word": "Other words",
}
"""What the kinds of terms are called."""


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """A term with what it stands for, what there is to know about it, and the nodes that speak of it.

    `anchor` is the end of its address, `said` are the nodes that are attributed to it.
    """

    term: str
    stands_for: str
    about: str
    nodes: tuple[NodeLine, ...]
    anchor: str
    said: tuple[NodeLine, ...]


@dataclass(frozen=True, slots=True)
class GlossaryPage:
    """The terms by their kinds; `has_text` tells whether the map is of a text, whose words they might be taken for."""

    TEMPLATE: ClassVar[str] = "glossary.html"

    meta: PageMeta
    has_text: bool
    terms: Mapping[str, tuple[ExplainedTerm, ...]]
    headings: Mapping[str, str] = field(default_factory=lambda: HEADINGS)


def glossary_page(context: Context) -> GlossaryPage:
    """Gather who and what a reader of the map should know, by kind, with where each is spoken of.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    argument_map = context.argument_map
    texts = {key: f"{node.title}\n{node.statement}\n{node.prose}" for key, node in context.graph.nodes.items()}
    anchored = list(zip(argument_map.terms, _anchors(argument_map.terms), strict=True))
    in_order = sorted(anchored, key=lambda pair: sort_key(pair[0].term, argument_map.language))
    terms = {
        # People stand as their map lists them: a name does not tell where the family name is.
        kind: tuple(
            _explained(context, term, anchor, texts)
            for term, anchor in (anchored if kind == "person" else in_order)
            if term.kind == kind
        )
        for kind in TERM_KINDS
    }
    return GlossaryPage(own_page("glossary", context), argument_map.of_text, terms)


def _anchors(terms: Sequence[Term]) -> list[str]:
    """Return where on the page each term stands: by its id, or where it has none by its words, in any script."""
    taken = {term.anchor for term in terms if term.id}
    anchors = []
    for number, term in enumerate(terms, 1):
        anchor = term.anchor if term.id else f"term-{'-'.join(_WORD.findall(term.term.casefold()))}"
        if not term.id and anchor in taken:
            anchor = f"{anchor}_{number}"  # no id has an underscore
        taken.add(anchor)
        anchors.append(anchor)
    return anchors


def _explained(context: Context, term: Term, anchor: str, texts: Mapping[str, str]) -> ExplainedTerm:
    names = [name for name in (term.term, term.stands_for, *term.also) if name]
    named = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")
    using = tuple(
        node_line(context, node_id)
        for node_id, text in texts.items()
        # A plain search first: it is much faster, and a map has many thousands of pairs to look through.
        if any(name in text for name in names) and named.search(text)
    )
    voiced = (node_id for node_id, node in context.graph.nodes.items() if term.id and term.id in node.people)
    said = tuple(node_line(context, node_id) for node_id in voiced)
    return ExplainedTerm(term.term, term.stands_for, term.about, using, anchor, said)
