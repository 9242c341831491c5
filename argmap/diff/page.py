"""What changed as one HTML page that needs nothing beside it, with drawings before and after."""

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.diagrams.dot import DiagramRequest
from argmap.diagrams.views import neighbourhood
from argmap.diff.changes import NOTHING, ChangeKind, Changes, NodeChange
from argmap.diff.report import Entry, Report
from argmap.model.graph import graph_of
from argmap.pages.language import attributes
from argmap.storage.resources import theme_file

_MOST_DRAWN = 200
"""For how many nodes there are drawings: more than anybody looks at, and a few seconds of drawing."""

_DRAWN_FIRST = [
    ChangeKind.LOST,
    ChangeKind.MERGED,
    ChangeKind.UNREADABLE,
    ChangeKind.WITHDRAWN,
    ChangeKind.REINSTATED,
    ChangeKind.REWORDED,
    ChangeKind.RELATED,
    ChangeKind.RECAST,
    ChangeKind.ADDED,
]
_ORDER = list(dict.fromkeys([*_DRAWN_FIRST, *ChangeKind]))
"""For which nodes there are drawings first when there are too many."""

_BEFORE, _AFTER = "before", "after"


def wanted_drawings(changes: Changes, language: str = "en") -> dict[str, DiagramRequest]:
    """Choose the neighbourhoods to draw, before and after.

    Args:
        changes: What changed.
        language: The language of argmap's own words, as a BCP 47 tag.

    Returns:
        The drawings to make, by the path under which the page looks for them.
    """
    nodes = [(change, node) for change in changes.maps for node in change.nodes]
    first = sorted(nodes, key=lambda one: min(map(_ORDER.index, one[1].what)))[:_MOST_DRAWN]
    wanted = {}
    for change in changes.maps:
        sides = (_BEFORE, change.before), (_AFTER, change.after)
        for (side, argument_map), abroad in zip(sides, change.abroad, strict=True):
            shown = argument_map or NOTHING
            graph = graph_of(shown)
            for node in (node for of_map, node in first if of_map is change):
                node_id = _old_id(node) if side == _BEFORE else node.id
                if node_id in graph.nodes:
                    wanted[_path(change.id, node.id, side)] = DiagramRequest(
                        neighbourhood(graph, node_id, abroad), "", change.id, language=shown.language, around=language
                    )
    return wanted


def _old_id(node: NodeChange) -> str:
    return node.before.id if node.before else node.id


def _path(map_id: str, node_id: str, side: str) -> str:
    return f"{map_id}/{node_id}/{side}.svg"


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing as a picture, in which nothing can run and no id meets another's.

    `side` says when it was so: `before`, `after`, or `both` where nothing in it changed. `data` is its SVG in base64.
    """

    side: str
    data: str


@dataclass(frozen=True, slots=True)
class DrawnEntry:
    """What happened to one thing, with the drawings of it."""

    entry: Entry
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """Entries under one heading, in which the title of a map stands between `before` and `after`.

    `lang` has the attributes of an element in the language of that map.
    """

    before: str
    title: str
    after: str
    entries: tuple[DrawnEntry, ...]
    lang: Markup


@dataclass(frozen=True, slots=True)
class ChangePage:
    """The page of a change. `nodes` counts those that changed, `most_drawn` how many of them can have drawings."""

    TEMPLATE: ClassVar[str] = "diff.html"

    style: Markup
    summary: str
    parts: tuple[DrawnPart, ...]
    nodes: int
    most_drawn: int


def change_page(report: Report, drawings: Mapping[str, str], language: str = "en") -> ChangePage:
    """Gather what changed for one page.

    Args:
        report: What changed, in words.
        drawings: The SVG of each drawing by its path; one that is missing is left out.
        language: The language of argmap's own words, as a BCP 47 tag.
    """
    parts = tuple(
        DrawnPart(
            *(part.heading.partition(part.title) if part.title else (part.heading, "", "")),
            tuple(DrawnEntry(entry, tuple(_pictures(entry, drawings))) for entry in part.entries),
            attributes(part.language or language, language),
        )
        for part in report.parts
    )
    nodes = sum(bool(entry.subject[1]) for part in report.parts for entry in part.entries)
    style = Markup(theme_file("changes.css"))  # noqa: S704 - a file of the package
    return ChangePage(style, report.summary, parts, nodes, _MOST_DRAWN)


def _pictures(entry: Entry, drawings: Mapping[str, str]) -> Iterator[Picture]:
    map_id, node_id = entry.subject
    drawn = {side: svg for side in (_BEFORE, _AFTER) if (svg := drawings.get(_path(map_id, node_id, side)))}
    if len(drawn) > 1 and len(set(drawn.values())) == 1:
        drawn = {"both": drawn[_AFTER]}
    for side, svg in drawn.items():
        yield Picture(side, base64.b64encode(svg.encode()).decode())
