"""The page of references: which works carry the argument, and each work with the nodes that use it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.analysis.exposure import exposure
from argmap.analysis.uses import Uses, most_used, uses
from argmap.citations.csltext import plain
from argmap.citations.runs import Run, markup_of, plain_text
from argmap.model.maps import Node
from argmap.model.sorting import initial
from argmap.pages.context import Context
from argmap.pages.language import entry_attributes
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import PageMeta, own_page
from argmap.pages.works import entry, is_described, named

_MOST_BARS = 12
"""How many works the picture at the top of the page has."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a work's bar: on how many nodes, and its width in per cent of the longest bar."""

    nodes: int
    width: str


@dataclass(frozen=True, slots=True)
class Bar:
    """How much a work is used, drawn to the scale of the work used most."""

    work: Markup
    support: Part
    attacked: Part


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A formatted work with its name, title and note, and the nodes that use it in support or under attack.

    `is_described` tells that it has a description in the place of a title. `alone` is for how many claims it is the
    only work cited.
    """

    key: str
    name: Markup
    title: str
    entry: Markup
    note: str
    is_described: bool
    is_mapped: bool
    support: tuple[NodeLine, ...]
    attacked: tuple[NodeLine, ...]
    alone: int


@dataclass(frozen=True, slots=True)
class ReferencesPage:
    """The works of a map, which may be `of_text`.

    `to_site` leads to the site, and `letters` into the alphabet of the works, by ids on the page.
    """

    TEMPLATE: ClassVar[str] = "references.html"

    meta: PageMeta
    to_site: str
    of_text: bool
    letters: tuple[tuple[str, Markup], ...]
    bars: tuple[Bar, ...]
    works: tuple[CitedWork, ...]


def references_page(context: Context) -> ReferencesPage:
    """Gather the works, as pandoc's citeproc formats them, each with the nodes that cite it.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    work = context.argument_map.work
    used = {key: how for key, how in uses(context.graph).items() if key in context.citations.entries and key != work}
    alone = Counter(exposure(context.graph, context.objections, work).one_work.values())
    notes = {reference.key: str(reference.entry.get("note", "")) for reference in context.argument_map.references}
    works = tuple(
        CitedWork(
            key,
            named(context, key),
            plain(context.argument_map.works[key].entry, "title"),
            entry(context, key),
            notes.get(key, ""),
            is_described(context, key),
            key == work,
            _lines(context, used.get(key, Uses()).support),
            _lines(context, used.get(key, Uses()).attacked),
            alone[key],
        )
        for key in context.citations.entries
    )
    letters: dict[str, tuple[str, Markup]] = {}
    for cited in works:
        words = plain_text(context.citations.entries[cited.key])
        letter = initial(words, context.argument_map.language) or "…"
        lang = entry_attributes(context.argument_map, cited.key, context.language)
        letters.setdefault(letter, (f"ref-{cited.key}", markup_of((Run(letter),), None, lang)))
    meta = own_page("references", context, hide=["toc"])
    of_text, bars = context.argument_map.of_text, _bars(context, used)
    return ReferencesPage(meta, context.to_site, of_text, tuple(letters.values()), bars, works)


def _lines(context: Context, nodes: tuple[Node, ...]) -> tuple[NodeLine, ...]:
    return tuple(node_line(context, node.id) for node in nodes)


def _bars(context: Context, used: Mapping[str, Uses]) -> tuple[Bar, ...]:
    """Measure which works carry the argument."""
    bars = []
    keys = most_used(used, _MOST_BARS)
    for key in keys:
        support, attacked = (
            Part(len(nodes), f"{100 * len(nodes) / used[keys[0]].number:.1f}%")
            for nodes in (used[key].support, used[key].attacked)
        )
        bars.append(Bar(named(context, key), support, attacked))
    return tuple(bars)
