"""Writes the page of who and what: the words that a reader of the map should know."""

import re

from argmap.locale.numbers import count
from argmap.model.fields import TERM_KINDS
from argmap.model.maps import Term
from argmap.pages.context import Context
from argmap.pages.lists import labelled_link
from argmap.pages.markup import page_of_map, text

_HEADINGS = dict(
    zip(TERM_KINDS, ("People", "Organisations", "Programmes and agreements", "Events", "Other words"), strict=True)
)


def glossary_page(context: Context) -> str:
    """Write who and what a reader of the map should know, under one heading a kind, with where each is spoken of."""
    argument_map = context.argument_map
    parts = []
    for kind, heading in _HEADINGS.items():
        terms = [term for term in argument_map.terms if term.kind == kind]
        if terms:
            items = "".join(_term(context, term) for term in terms)
            parts.append(f'<h2 id="{kind}">{heading}</h2><dl class="am-glossary">{items}</dl>')
    intro = "Who is who and what is what, in the words of this map's authors and not of the mapped text."
    body = f"<div>{''.join(parts)}</div>"
    return page_of_map({}, "Who and what", argument_map.title, intro if argument_map.work else "", body)


def _term(context: Context, term: Term) -> str:
    full = f" <span>{text(term.stands_for)}</span>" if term.stands_for else ""
    about = f"<p>{text(term.about)}</p>" if term.about else ""
    names = [re.escape(name) for name in (term.term, term.stands_for, *term.also) if name]
    named = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
    using = [
        node
        for node in context.graph.nodes.values()
        if any(named.search(words) for words in (node.title, node.statement, node.prose))
    ]
    lines = "".join(f"<li>{labelled_link(context, node)}</li>" for node in using)
    nodes = (
        f"<details><summary>Spoken of on {count(len(using), 'node')}</summary><ul>{lines}</ul></details>"
        if using
        else ""
    )
    return f"<dt><strong>{text(term.term)}</strong>{full}</dt><dd>{about}{nodes}</dd>"
