"""Writes the page of one node."""

from collections import Counter
from collections.abc import Sequence

from markupsafe import Markup

from argmap.analysis import Label
from argmap.citesection import cite_node
from argmap.clusters import Cluster
from argmap.context import STANCE_WORDS, TO_MAP, Context
from argmap.contributing import contribute, editor
from argmap.controls import position_button
from argmap.figures import figure
from argmap.head import FIELD, node_head
from argmap.inert import inert
from argmap.lists import bearing_on, borne_on, kind_label, node_link, outline_list, series, to_references
from argmap.markup import count, link, page, text
from argmap.model import Node, RelationType, Source, Step
from argmap.prose import read_prose
from argmap.proserendering import render_prose
from argmap.sourcetext import is_verified
from argmap.views import Entry, Shape, outline

_MOST_BELOW = 100
"""How many lines the outline on a node's page has at most; the whole map's outline has them all."""

_HEADINGS = {
    RelationType.SUPPORTS: ("because", "Because…"),
    RelationType.ATTACKS: ("against", "Against this…"),
    RelationType.QUALIFIES: ("narrowed", "But only…"),
    RelationType.UNDERCUTS: ("disputed", "And whether this counts is denied…"),
}


def node_page(context: Context, node_id: str, *, with_branch: bool) -> str:
    """Write a node's page as Markdown; `with_branch` tells whether there is a drawing of its branch."""
    node = context.graph.nodes[node_id]
    below = outline(context.graph, [node_id])
    has_branch = any(entry.depth > 1 for entry in below)
    sections = [_section(context, node_id, kind) for kind in RelationType]
    return page(
        {"description": node.statement, "hide": ["toc"], FIELD: node_head(context, node)},
        node.title,
        _way_up(context, node_id),
        _on_path(context, node_id),
        _standing(context, node),
        f'<p class="am-statement">{text(node.statement)}</p>',
        position_button(node_id),
        shown_prose(context, node),
        figure(Shape.NEIGHBOURHOOD),
        *sections,
        _headed("bears-on", "What it bears on", borne_on(context, node_id)),
        figure(Shape.BRANCH, f"The whole branch below “{node.title}”") if with_branch else "",
        _below(context, below) if has_branch else "",
        _source(context, node),
        _works(context, node),
        cite_node(context, node),
        contribute(context, node),
        _path(context, node_id),
        _identity(context, node),
    )


def _here(context: Context, node_id: str) -> int | None:
    """Tell which step of the guided path a node is, counted from 0; None when it is none."""
    return next((number for number, step in enumerate(context.argument_map.path) if step.node == node_id), None)


def _on_path(context: Context, node_id: str) -> str:
    """Say at the head of a page of the guided path which step it is, and lead on."""
    steps, here = context.argument_map.path, _here(context, node_id)
    if here is None:
        return ""
    onward = f" · {_step(steps[here + 1], 'next', 'Next')}" if here + 1 < len(steps) else ""
    lead = f"<strong>{text(steps[here].lead)}</strong>"
    return f'<p class="am-step" data-search-exclude>Guided path, {here + 1} of {len(steps)}: {lead}{onward}</p>'


def _path(context: Context, node_id: str) -> str:
    """Lead on along the guided path at the end of its pages, and from its last one to where else to go."""
    steps, here = context.argument_map.path, _here(context, node_id)
    if here is None:
        return ""
    before = f'<span class="am-prev">Before: {_step(steps[here - 1], "prev")}</span>' if here else ""
    if here + 1 < len(steps):
        after = f'<span class="am-next">Next: {_step(steps[here + 1], "next")}</span>'
    else:
        onward = {"outline": "the whole outline", "exposed": "where the argument is exposed"}
        ways = " or ".join(link(f"{TO_MAP}{to}/", said) for to, said in onward.items())
        after = f"<span>The path ends here. Go on to {ways}.</span>"
    said = f"Guided path, step {here + 1} of {len(steps)}"
    return f'<nav class="am-guide" aria-label="{said}" data-search-exclude><p>{said}</p><p>{before}{after}</p></nav>'


def _step(step: Step, rel: str, said: str = "") -> str:
    return f'<a href="{TO_MAP}{step.node}/" rel="{rel}">{text(said or step.lead)}</a>'


def _headed(anchor: str, heading: str, body: str) -> str:
    if not body:
        return ""
    # The id stands on the section: Material's search would make a result of each heading that has one.
    return f'<section id="{anchor}" class="am-section" data-search-exclude><h2>{heading}</h2>{body}</section>'


def _section(context: Context, node_id: str, kind: RelationType) -> str:
    return _headed(*_HEADINGS[kind], bearing_on(context, node_id, kind))


def _way_up(context: Context, node_id: str) -> str:
    steps = [link(TO_MAP, context.argument_map.title)]
    steps += [node_link(node) for node in context.graph.way_up(node_id)]
    items = "".join(f"<li>{step}</li>" for step in steps)
    named = f'aria-label="The way up to the thesis" data-am-map="{TO_MAP}"'
    return f'<nav class="am-path" {named} data-search-exclude><ol>{items}</ol></nav>'


def _standing(context: Context, node: Node) -> str:
    """Say what the node is, who asserts it, what the mapped author makes of it, and how it stands in the map."""
    facts = [("Kind", kind_label(context, node)), *_voice(context, node)]
    if node.hedge:
        facts.append(("Hedged", f"“{text(node.hedge)}”"))
    facts += _weighed(context, node)
    # The spaces keep the words apart in the search index, which drops the tags.
    rows = " ".join(f"<div><dt>{name}</dt> <dd>{value}</dd></div>" for name, value in facts)
    return f'<dl class="am-standing">{rows}</dl>'


def _weighed(context: Context, node: Node) -> list[tuple[str, str]]:
    """Count what bears on a node, and how many of the objections are answered."""
    bearing = context.graph.incoming[node.id]
    kinds = Counter(relation.type for relation in bearing)
    parts = []
    if kinds[RelationType.SUPPORTS]:
        linked = sum(bool(relation.jointly) for relation in bearing if relation.type is RelationType.SUPPORTS)
        some = "" if linked == kinds[RelationType.SUPPORTS] else f"{linked} of them "
        together = f", {some}only together" if linked else ""
        parts.append(link("#because", count(kinds[RelationType.SUPPORTS], "reason")) + together)
    attackers = [relation.source for relation in bearing if relation.type is RelationType.ATTACKS]
    if attackers:
        answered = sum(context.labels[attacker] is Label.OUT for attacker in attackers)
        told = {0: "not answered" if len(attackers) == 1 else "none of them answered", len(attackers): "answered"}
        how = told.get(answered, f"{answered} of them answered")
        parts.append(f"{link('#against', count(len(attackers), 'objection'))}, {how}")
    if kinds[RelationType.QUALIFIES]:
        parts.append(link("#narrowed", count(kinds[RelationType.QUALIFIES], "narrowing")))
    return [("In this map", "; ".join(parts))] if parts else []


def _voice(context: Context, node: Node) -> list[tuple[str, str]]:
    work = context.argument_map.work
    author = cited(context, work) if work else "the author"
    if node.voice == ("contributor",):
        added = "a contributor to this map; the mapped text does not say so"
        return [("Said by", added)] if work else []
    if node.voice == ("author",):
        stances = {"reports": "mentions it", "qualifies": "grants it in part", "rejects": "rejects it"}
        own = [("The author", stances[node.stance])] if node.stance in stances else []
        return [("Said by", author), *own]
    others = "others, as the mapped text reports"
    said_by = others if node.voice == ("reported",) else series([cited(context, key) for key in node.voice])
    stance = [(author, STANCE_WORDS[node.stance])] if node.stance else []
    return [("Said by", said_by), *stance]


def cited(context: Context, key: str) -> str:
    """Name a work in running text, linked to the list of references."""
    return to_references(context.named(key))


def prose_html(context: Context, node: Node, footnote_prefix: str = "") -> Markup:
    """Return the prose as HTML, with its citations formatted and linked.

    Args:
        context: the node's map.
        node: whose prose it is.
        footnote_prefix: what the ids of footnotes begin with, where the prose of several nodes stands on one page.

    Returns:
        HTML; empty where there is no prose.
    """

    def formatted(cluster: Cluster) -> Markup | None:
        written = context.citations.clusters.get(cluster)
        return None if written is None else Markup(to_references(written))  # noqa: S704 - pandoc's, and clean

    return render_prose(read_prose(node.prose), formatted, footnote_prefix)


def shown_prose(context: Context, node: Node) -> str:
    """Return the prose so that no Markdown that the page goes through finds anything in it."""
    shown = inert(prose_html(context, node))
    return f'<div class="am-prose">{shown}</div>' if shown else ""


def _below(context: Context, entries: Sequence[Entry]) -> str:
    shown = entries[:_MOST_BELOW]
    body = outline_list(context, shown[1:], TO_MAP, open_to=1)
    rest = len(entries) - len(shown)
    to_outline = link(f"{TO_MAP}outline/", f"{count(rest, 'more line')} in the outline of the map")
    more = f"<p>{to_outline}</p>" if rest else ""
    total = count(len({entry.id for entry in entries}) - 1, "node")
    return (
        f'<section class="am-section" data-search-exclude><details class="am-below">'
        f"<summary>All that stands below: {total}</summary>{body}{more}</details></section>"
    )


def _source(context: Context, node: Node) -> str:
    if not node.sources:
        return ""
    items = "".join(f"<li>{_place(context, source)}</li>" for source in node.sources)
    work = f"<p>In {cited(context, context.argument_map.work)}:</p>" if context.argument_map.work else ""
    return _headed("source", "Where the source says it", f'{work}<ul class="am-sources">{items}</ul>')


def said_place(context: Context, source: Source) -> str:
    """Say in HTML where in the mapped text a source stands: its section and paragraph, or its note."""
    titles = {section.id: section.title for section in context.argument_map.sections}
    section, _, number = source.at.rpartition(".")
    return f"{text(titles[section])}, paragraph {number}" if section else f"note {source.at[1:]}"


def _place(context: Context, source: Source) -> str:
    quote = f": <q>{text(source.quote)}</q>{_looked_up(context, source)}" if source.quote else ""
    place = f'<a href="{TO_MAP}source/#{source.at}">{said_place(context, source)}</a>'
    return f'<span id="at-{source.at}" class="am-locator">{place}</span>{quote}'


def _looked_up(context: Context, source: Source) -> str:
    """Say whether a quotation was found in the mapped text, where anybody has looked."""
    verified = context.argument_map.verified
    if verified is None:
        return ""
    if is_verified(context.argument_map, source):
        return f' <span class="am-verified">✓ found word for word, {text(verified.date)}</span>'
    return ' <span class="am-unverified">not yet looked up as it now stands</span>'


def _works(context: Context, node: Node) -> str:
    """List the works a node cites, formatted in full, each with the place in it."""
    items = []
    used = set(node.works())
    for key in (key for key in context.citations.entries if key in used):
        at = "; ".join(cite.locator for cite in node.cites if cite.key == key and cite.locator)
        where = f' <span class="am-cited-at">Here: {text(at)}</span>' if at else ""
        items.append(f"<li>{context.citations.entries[key]}{where}</li>")
    return _headed("works", "Works cited", f'<ul class="am-works">{"".join(items)}</ul>' if items else "")


def _identity(context: Context, node: Node) -> str:
    edit = ""
    if context.edit_base:
        edit = f" · {link(editor(context, node), 'Edit this node')}"
    revision = f", revision {node.revision}" if node.revision > 1 else ""
    # The id and the works are what the search finds a node by; the map's title would only fill its index.
    cites = [key for key in dict.fromkeys(cite.key for cite in node.cites) if key not in node.voice]
    works = f", which cites {series([cited(context, key) for key in cites])}" if cites else ""
    of_map = f"of {link(TO_MAP, context.argument_map.title)}, edition {text(context.argument_map.edition)}{edit}"
    return (
        f'<p class="am-identity">Node <code>{node.id}</code>{revision}{works} '
        f"<span data-search-exclude>{of_map}</span></p>"
    )
