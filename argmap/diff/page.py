"""Sets what changed as one HTML page that needs nothing beside it, with drawings before and after."""

import base64
from collections.abc import Iterator, Mapping

from argmap.diagrams.dot import Wanted
from argmap.diagrams.views import neighbourhood
from argmap.diff.changes import NOTHING, Changes, NodeChange, What
from argmap.diff.report import Entry, Item, Telling
from argmap.diff.wording import Fate, Run
from argmap.model.graph import graph_of
from argmap.pages.markup import text
from argmap.storage.resources import theme_file

_MOST_DRAWN = 200
"""For how many nodes there are drawings: more than anybody looks at, and a few seconds of drawing."""

_DRAWN_FIRST = [
    What.LOST,
    What.MERGED,
    What.UNREADABLE,
    What.WITHDRAWN,
    What.REINSTATED,
    What.REWORDED,
    What.RELATED,
    What.RECAST,
    What.ADDED,
]
_ORDER = list(dict.fromkeys([*_DRAWN_FIRST, *What]))
"""For which nodes there are drawings first when there are too many."""

_BEFORE, _AFTER = "before", "after"

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""Whatever slipped through would still run nothing and ask nobody for anything."""


def wanted_drawings(changes: Changes) -> dict[str, Wanted]:
    """Choose the neighbourhoods to draw, before and after, by the path under which the page looks for them."""
    nodes = [(change, node) for change in changes.maps for node in change.nodes]
    first = sorted(nodes, key=lambda one: min(map(_ORDER.index, one[1].what)))[:_MOST_DRAWN]
    wanted = {}
    for change in changes.maps:
        for side, argument_map in ((_BEFORE, change.before), (_AFTER, change.after)):
            graph = graph_of(argument_map or NOTHING)
            for node in (node for of_map, node in first if of_map is change):
                node_id = _old_id(node) if side == _BEFORE else node.id
                if node_id in graph.nodes:
                    wanted[_path(change.id, node.id, side)] = Wanted(neighbourhood(graph, node_id), "", change.id)
    return wanted


def _old_id(node: NodeChange) -> str:
    return node.before.id if node.before else node.id


def _path(map_id: str, node_id: str, side: str) -> str:
    return f"{map_id}/{node_id}/{side}.svg"


def change_page(telling: Telling, drawings: Mapping[str, str]) -> str:
    """Write the page; takes the SVG of each drawing by its path."""
    style = theme_file("changes.css")
    parts = "\n".join(
        f"<section>\n<h2>{text(part.heading)}</h2>\n{_entries(part.entries, drawings)}\n</section>"
        for part in telling.parts
    )
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>What this change means</title>
<style>
{style}</style>
</head>
<body>
<main>
<h1>What this change means</h1>
<p class="summary">{text(telling.summary)}.</p>
{_not_drawn(telling)}
{parts}
</main>
</body>
</html>
"""


def _not_drawn(telling: Telling) -> str:
    """Say for how many nodes there are no drawings, if for any."""
    nodes = sum(bool(entry.subject[1]) for part in telling.parts for entry in part.entries)
    if nodes <= _MOST_DRAWN:
        return ""
    return (
        f"<p>Only {_MOST_DRAWN} of the {nodes} nodes are drawn: those lost, withdrawn, reworded or related differently "
        f"come first, then those added. There are no drawings of the other {nodes - _MOST_DRAWN}.</p>"
    )


def _entries(entries: tuple[Entry, ...], drawings: Mapping[str, str]) -> str:
    return "\n".join(_entry(entry, drawings) for entry in entries)


def _entry(entry: Entry, drawings: Mapping[str, str]) -> str:
    items = "".join(f"<li>{_item(item)}</li>" for item in entry.items)
    listed = f"<ul>{items}</ul>" if items else ""
    if not entry.name:
        return listed
    known = f" <code>{text(entry.id)}</code>" if entry.id else ""
    happened = f' <span class="happened">{text(entry.happened)}</span>' if entry.happened else ""
    figures = "".join(_figures(entry, drawings))
    shown = f'<div class="drawings">{figures}</div>' if figures else ""
    return f"<article><h3>{text(entry.name)}{known}{happened}</h3>{listed}{shown}</article>"


def _item(item: Item) -> str:
    return f"<b>{text(item.label)}</b> " + " ".join(_run(run) for run in item.runs)


def _run(run: Run) -> str:
    words = text(run.words.strip())
    return {Fate.KEPT: words, Fate.REMOVED: f"<del>{words}</del>", Fate.ADDED: f"<ins>{words}</ins>"}[run.fate]


def _figures(entry: Entry, drawings: Mapping[str, str]) -> Iterator[str]:
    """Show drawings as pictures, in which nothing can run and no id meets another's."""
    map_id, node_id = entry.subject
    drawn = {side: svg for side in (_BEFORE, _AFTER) if (svg := drawings.get(_path(map_id, node_id, side)))}
    if len(drawn) > 1 and len(set(drawn.values())) == 1:
        drawn = {"before and after": drawn[_AFTER]}
    for side, svg in drawn.items():
        data = base64.b64encode(svg.encode()).decode()
        said = text(f"{side}: what bears on “{entry.name}”, and what it bears on")
        yield (
            f'<figure><figcaption>{side.capitalize()}</figcaption><img alt="{said}" '
            f'src="data:image/svg+xml;base64,{data}"></figure>'
        )
