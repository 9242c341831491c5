"""Writes an edition of a map as one HTML file that needs nothing else: to be kept, read offline and printed."""

import base64
import hashlib
import re

from markdown import Markdown

from argmap.citations.citable import edition_name, map_date, node_address
from argmap.diagrams.views import outline
from argmap.locale.numbers import count
from argmap.model.fields import SPEAKERS
from argmap.model.maps import Node, Source
from argmap.model.relations import RelationType
from argmap.pages.citesection import cite_lines
from argmap.pages.context import TO_MAP, Context
from argmap.pages.lists import bearing_on, borne_on, outline_list
from argmap.pages.markup import text
from argmap.pages.node import said_place, shown_prose
from argmap.storage.resources import theme_file

_HEADINGS = {
    RelationType.SUPPORTS: "Because",
    RelationType.ATTACKS: "Against this",
    RelationType.QUALIFIES: "But only",
    RelationType.UNDERCUTS: "And whether this counts is denied",
}
_SPEAKERS = {
    "author": "the author",
    "reported": "others, as the mapped text reports",
    "contributor": "a contributor to this map",
}

_FOLD = re.compile(r'<details class="am-deeper">.*?</details>', re.DOTALL)
_SUMMARY = re.compile(r"<details[^>]*><summary>.*?</summary>|</details>", re.DOTALL)
_NODE_LINK = re.compile(r'href="\.\./([a-z0-9-]+)/"')
_REFERENCE_LINK = re.compile(r'href="\.\./references/#')
_DRAWN_LINK = re.compile(r'xlink:href="([a-z0-9-]+)/"')

_STYLE = """
body { font: 11pt/1.45 Georgia, serif; max-width: 42em; margin: 2em auto; padding: 0 1em; }
body { color: #111; background: #fff; }
h1, h2, h3, h4 { font-family: system-ui, sans-serif; line-height: 1.25; break-after: avoid; }
h3 { margin: 2.2em 0 .2em; border-top: 1px solid #999; padding-top: .8em; }
h4 { margin: 1em 0 .2em; font-size: 1em; }
article { break-inside: auto; }
li, blockquote, .am-statement { break-inside: avoid; }
ul { padding-left: 1.3em; }
li p { margin: .1em 0 .5em; }
.am-statement { font-size: 1.1em; border-left: 3px solid #555; padding-left: .8em; }
.am-kind, .am-mark, .told, .am-remark { font-family: system-ui, sans-serif; font-size: .82em; color: #444; }
.am-kind::before { content: "["; } .am-kind::after { content: "]"; }
.am-hidden { display: none; }
code { font-size: .85em; overflow-wrap: anywhere; }
svg { max-width: 100%; height: auto; }
a { color: #123a7a; }
@media print { body { margin: 0; max-width: none; padding: 0; } a { color: inherit; text-decoration: none; } }
"""


def archive(context: Context, overview: str) -> str:
    """Write the whole map as one page: every node under its id, the references, and how to cite it.

    Takes the map and its overview drawing as SVG, or nothing for a map of no nodes.
    """
    argument_map = context.argument_map
    nodes = list(context.graph.nodes.values())
    day = map_date(argument_map, context.published)
    licence = f" Licence of the text: {text(argument_map.license)}." if argument_map.license else ""
    entries = outline(context.graph, [node.id for node in context.graph.theses])
    listed = _SUMMARY.sub("", outline_list(context, entries, TO_MAP)) if entries else ""
    references = "".join(f'<li id="ref-{key}">{entry}</li>' for key, entry in context.citations.entries.items())
    dated = f"{edition_name(argument_map)}, {day}" if day else edition_name(argument_map)
    told = f"Argument map <code>{text(argument_map.id)}</code>, {text(dated)}. {count(len(nodes), 'node')}.{licence}"
    parts = [
        f"<h1>{text(argument_map.title)}</h1>",
        f'<p class="told">{told}</p>',
        cite_lines(context),
        f"<figure>{overview}</figure>" if overview else "",
        f"<h2>Outline</h2>{listed}" if listed else "",
        "<h2>Nodes</h2>" if nodes else "<p>This map has no nodes yet.</p>",
        *(_node(context, node) for node in nodes),
        f"<h2>References</h2><ul>{references}</ul>" if references else "",
    ]
    body = _DRAWN_LINK.sub(r'xlink:href="#\1"', "\n".join(filter(None, parts)))
    body = _NODE_LINK.sub(r'href="#\1"', _REFERENCE_LINK.sub('href="#', body))
    title = f"{text(argument_map.title)}, {text(edition_name(argument_map))}"
    return (
        f'<!doctype html>\n<html lang="{text(argument_map.language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy(_STYLE, theme_file("drawing.css"))}">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n{body}\n</body>\n</html>\n"
    )


def _policy(*sheets: str) -> str:
    """Let nothing run and nothing be loaded, and only these style sheets count (https://www.w3.org/TR/CSP3/).

    The attribute that tells a drawing's size in CSS may stay: an attribute can load only what `img-src` allows.
    """
    digests = (base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in sheets)
    elements = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'none'; img-src data:; style-src-elem {elements}; style-src-attr 'unsafe-inline'; "
        "base-uri 'none'; form-action 'none'"
    )


def _node(context: Context, node: Node) -> str:
    relations = [(_HEADINGS[kind], _plain(bearing_on(context, node.id, kind))) for kind in RelationType]
    sections = [*relations, ("What it bears on", borne_on(context, node.id)), *_sources(context, node)]
    prose = Markdown().convert(shown_prose(context, node))
    address = node_address(context.argument_map, node.id, context.published)
    facts = [
        context.graph.role(node),
        *_voice(context, node),
        f"id <code>{node.id}</code>",
        f"revision {node.revision}",
        f"content <code>{context.published.contents[node.file]}</code>",
        *([text(address)] if address else []),
    ]
    return (
        f'<article id="{node.id}"><h3>{text(node.title)}</h3><p class="told">{" · ".join(facts)}</p>'
        f'<p class="am-statement">{text(node.statement)}</p>{prose}'
        + "".join(f"<h4>{heading}</h4>{body}" for heading, body in sections if body)
        + "</article>"
    )


def _plain(listed: str) -> str:
    return _FOLD.sub("", listed)


def _voice(context: Context, node: Node) -> list[str]:
    said = ", ".join(_SPEAKERS[key] if key in SPEAKERS else context.named(key) for key in node.voice)
    told = [f"said by {said}"] if said else []
    told += [f"the author {text(node.stance)} it"] if node.stance else []
    return told + ([f"hedged “{text(node.hedge)}”"] if node.hedge else [])


def _sources(context: Context, node: Node) -> list[tuple[str, str]]:
    places = "".join(f"<li>{_place(context, source)}</li>" for source in node.sources)
    cites = "".join(
        f"<li>{context.named(cite.key)}{f', {text(cite.locator)}' if cite.locator else ''}</li>" for cite in node.cites
    )
    listed = (("Where the source says it", places), ("Cites", cites))
    return [(heading, f"<ul>{items}</ul>") for heading, items in listed if items]


def _place(context: Context, source: Source) -> str:
    where = said_place(context, source)
    return f"{where}: <q>{text(source.quote)}</q>" if source.quote else where
