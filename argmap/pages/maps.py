"""Writes the pages a map has besides its nodes."""

from collections import Counter
from collections.abc import Iterator, Mapping

from argmap.diagrams.views import MOST_DRAWN, Shape, View, outline, overview
from argmap.locale.numbers import count
from argmap.model.maps import ArgumentMap, Node
from argmap.model.ownpages import OWN_PAGES
from argmap.pages.context import TO_MAP, Context
from argmap.pages.controls import diagram_form, filter_form
from argmap.pages.figures import figure
from argmap.pages.lists import data_marks, drawn_list, kind_label, node_link, outline_list, said_by
from argmap.pages.markup import link, page, page_of_map, text

_REDIRECT = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Moved</title>
<link rel="canonical" href="../{node_id}/">
<meta http-equiv="refresh" content="0; url=../{node_id}/">
<meta name="robots" content="noindex">
</head>
<body><p>This page has moved to <a href="../{node_id}/">{title}</a>.</p></body>
</html>
"""


def default_front(argument_map: ArgumentMap) -> str:
    """Return what a map's front page says when its folder has no index.md."""
    return page({"hide": ["toc"]}, argument_map.title)


def front_page_end(context: Context, *, has_overview: bool) -> str:
    """Return what follows the writer's own words on a map's front page: the overview and the ways in."""
    argument_map = context.argument_map
    roles = Counter(context.graph.role(node) for node in context.graph.nodes.values())
    numbers = [
        count(roles["thesis"], "thesis", "theses"),
        count(roles["claim"], "claim"),
        count(roles["counterclaim"], "counterclaim"),
        count(roles["rebuttal"], "rebuttal"),
        count(roles["evidence"], "piece of evidence", "pieces of evidence"),
    ]
    parts = []
    if has_overview and roles:
        shown = drawn_list(context, overview(context.graph, argument_map.title), "")
        parts.append(figure(Shape.OVERVIEW, as_list=shown) + "\n")
    if not roles:
        parts.append("<p>This map has no nodes yet.</p>\n")
    else:
        parts.append(f'<p class="am-numbers">{", ".join(numbers)}.</p>\n')
    items = "".join(f"<li>{link(to, name)}: {said}</li>" for to, name, said in _ways(argument_map))
    parts.append(f'<ul class="am-ways">{items}</ul>\n')
    return "\n".join(parts)


def _ways(argument_map: ArgumentMap) -> Iterator[tuple[str, str, str]]:
    """Yield the ways into a map in the order of reading: address, name, and what is there."""
    if argument_map.path:
        first, steps = argument_map.path[0], count(len(argument_map.path), "step")
        yield f"{first.node}/", "Guided path", f"the main line of argument in {steps}"
    yield from ((f"{one.id}/", one.name, one.about) for one in OWN_PAGES if one.is_offered(argument_map))


def outline_page(context: Context) -> str:
    """Write the whole map as nested lists that fold."""
    entries = outline(context.graph, [node.id for node in context.graph.theses])
    body = "<p>This map has no nodes yet.</p>"
    if entries:
        folds = outline_list(context, entries, TO_MAP, open_to=2, filtered=True)
        body = f"<div data-search-exclude>{filter_form(context, outline=True)}{folds}</div>"
    intro = (
        "Every node of the map stands below what it bears on. The word before it says how: "
        "*because* for a reason, *against* for an objection, *narrowed by* for a qualification, "
        "*step disputed* where a step from one node to another is denied."
    )
    fields = {"hide": ["toc"], "search": {"exclude": True}}
    return page_of_map(fields, "Outline", context.argument_map.title, intro, body)


def nodes_page(context: Context) -> str:
    """Write every node as a row of a table, which the script lets readers sort and filter."""
    titles = {section.id: section.title for section in context.argument_map.sections}
    rows = "".join(_row(context, node, titles) for node in context.graph.nodes.values())
    names = ("Node", "Kind", "Said by", "Author's stance")
    # The rows stand in the order of the text, to which sorting by the last column goes back.
    head = "".join(f'<th scope="col">{name}</th>' for name in names) + '<th scope="col" data-am-as-written>Where</th>'
    table = f'<table class="am-nodes" data-am-list><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    body = "<p>This map has no nodes yet.</p>"
    if rows:
        body = f"<div data-search-exclude>{filter_form(context, outline=False)}{table}</div>"
    intro = "Every node of the map, in the order of the mapped text." if titles else "Every node of the map."
    fields = {"hide": ["toc", "navigation"], "search": {"exclude": True}}
    return page_of_map(fields, "Nodes", context.argument_map.title, intro, body)


def _row(context: Context, node: Node, titles: Mapping[str, str]) -> str:
    section, _, number = context.graph.place[node.id].rpartition(".")
    where = f"{text(titles[section])}, {number}" if section else f"Note {number[1:]}" if number else ""
    speaker, stance = said_by(context, node)
    return (
        f"<tr {data_marks(context, node.id)}>"
        f"<td>{node_link(node)}<p>{text(node.statement)}</p></td>"
        f"<td>{kind_label(context, node)}</td><td>{speaker}</td><td>{stance}</td><td>{where}</td></tr>"
    )


def diagram_page(context: Context, view: View) -> str:
    """Write the page of the drawing of the whole map, or say why there is none."""
    if not context.graph.nodes:
        body = "This map has no nodes yet."
    elif view.too_large:
        body = (
            f"This map has {count(len(view.boxes), 'node')} and {count(len(view.arrows), 'relation')}, more than one "
            f"drawing can hold (at most {MOST_DRAWN:,} nodes). The [outline](../outline/index.md) has them all, and "
            "each node's page draws what stands around it."
        )
    else:
        intro = "Reasons stand to the right of what they bear on. Every box is a link; the same content is in the"
        body = f"{intro} [outline](../outline/index.md).\n\n<div>{diagram_form()}</div>\n\n{figure(Shape.WHOLE)}"
    fields = {"hide": ["toc", "navigation"], "search": {"exclude": True}}
    return page_of_map(fields, "Diagram", context.argument_map.title, body)


def redirect_page(node: Node) -> str:
    """Write the HTML page that leads from an alias to the node's address."""
    return _REDIRECT.format(node_id=node.id, title=text(node.title))
