"""A list of maps on a page: what each has of what maps are compared by, to sort, filter and compare them."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median_low
from typing import ClassVar

from markupsafe import Markup

from argmap.analysis.measures import MEASURES, Measure, MeasureWords, measured
from argmap.model.sorting import sort_key
from argmap.pages.context import Context
from argmap.pages.page import NOT_SEARCHED, PageMeta

_ALWAYS = (Measure.NODES, Measure.REASONS, Measure.OBJECTIONS, Measure.UNANSWERED, Measure.DEPTH)
"""What every list has a column for; of anything else only where a map has some."""

MOST_ROWS = 800
"""How many maps stand on one page at most; the others follow on pages of their own, so that none is heavy."""

_MOST_MARKS = 60
"""How many tags, and how many schemes, one can choose: those that most maps have."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag, or the name of a scheme, and how many maps have it; `lang` has the attributes of its language."""

    words: str
    maps: int
    lang: Markup


@dataclass(frozen=True, slots=True)
class MapRow:
    """A map in the list.

    `address` leads to it from the page. `begins` is what it sets out to establish, or asks, in a few words; empty where
    its title says the same. `numbers` are in the order of the columns, and `marks` are the numbers of its tags and
    schemes among those that one can choose.
    """

    title: str
    lang: Markup
    address: str
    begins: str
    numbers: tuple[int, ...]
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """What is counted in a column, and what that comes to: of all maps together, in the middle, at most.

    `together` is None where a sum says nothing.
    """

    measure: Measure
    words: MeasureWords
    together: int | None
    middle: int
    most: int


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a long list: the numbers of its first and its last map, and its address from the page of the list."""

    first: int
    last: int
    address: str


@dataclass(frozen=True, slots=True)
class MapList:
    """Maps in a table, in the order of their titles; `to_site` leads from the page to the site.

    `rows` are those that stand on the page itself, of `total` maps; `portions` all parts of a list that is too long for
    one page, of which the first is the page itself.
    """

    TEMPLATE: ClassVar[str] = "blocks/maps.html"

    columns: tuple[Column, ...]
    rows: tuple[MapRow, ...]
    total: int
    tags: tuple[Mark, ...]
    schemes: tuple[Mark, ...]
    to_site: str
    portions: tuple[Portion, ...] = ()


@dataclass(frozen=True, slots=True)
class MapListPage:
    """A further part of a list that is too long for one page; `here` is which, and `to_list` leads to the first."""

    TEMPLATE: ClassVar[str] = "maps.html"

    meta: PageMeta
    columns: tuple[Column, ...]
    rows: tuple[MapRow, ...]
    total: int
    to_site: str
    portions: tuple[Portion, ...]
    here: Portion
    to_list: str


def map_list(contexts: Sequence[Context], folder: str, title: str) -> tuple[MapList, dict[str, MapListPage]]:
    """Compare maps.

    Args:
        contexts: The maps, at least one.
        folder: The folder of the site at which the list stands; empty for the site itself.
        title: What the page of the list is called.

    Returns:
        The list, and the further parts of a long one, by the folders of their pages below that of the list. No id has a
        dot, so that none is in the way of a map.
    """
    whole = _map_list(contexts, folder)
    starts = range(0, whole.total, MOST_ROWS)
    if len(starts) == 1:
        return whole, {}
    portions = tuple(
        Portion(start + 1, min(start + MOST_ROWS, whole.total), f"maps.{number}/" if start else "")
        for number, start in enumerate(starts, 1)
    )
    pages = {}
    for here in portions[1:]:
        rows = tuple(replace(row, address=f"../{row.address}") for row in whole.rows[here.first - 1 : here.last])
        name = f"{title} ({here.first}–{here.last})"
        meta = PageMeta(name, name, front={"hide": ["toc", "navigation"], "search": NOT_SEARCHED})
        to_site = f"../{whole.to_site}"
        page = MapListPage(meta, whole.columns, rows, whole.total, to_site, portions, here, "../")
        pages[here.address.removesuffix("/")] = page
    return replace(whole, rows=whole.rows[:MOST_ROWS], portions=portions), pages


def _map_list(contexts: Sequence[Context], folder: str) -> MapList:
    ordered = sorted(contexts, key=lambda one: (sort_key(one.argument_map.title, "en"), one.argument_map.id))
    numbers = [measured(one.graph, one.objections, one.argument_map.work) for one in ordered]
    measures = [one for one in Measure if one in _ALWAYS or any(counted[one] for counted in numbers)]
    tags = _most_common([_tags(one) for one in ordered], ordered)
    schemes = _most_common([_schemes(one) for one in ordered], ordered)
    places = {("tag", mark.words): number for number, mark in enumerate(tags)}
    places |= {("scheme", mark.words): number for number, mark in enumerate(schemes, len(tags))}
    rows = []
    for context, counted in zip(ordered, numbers, strict=True):
        marks = [*(("tag", tag) for tag in _tags(context)), *(("scheme", name) for name in _schemes(context))]
        rows.append(
            MapRow(
                context.argument_map.title,
                context.lang,
                posixpath.relpath(f"/{context.argument_map.id}", f"/{folder}") + "/",
                _beginning(context),
                tuple(counted[one] for one in measures),
                tuple(sorted(places[mark] for mark in marks if mark in places)),
            )
        )
    columns = tuple(_column(one, [counted[one] for counted in numbers]) for one in measures)
    to_site = posixpath.relpath("/", f"/{folder}") + "/"
    return MapList(columns, tuple(rows), len(rows), tags, schemes, to_site)


def _column(measure: Measure, numbers: Sequence[int]) -> Column:
    words = MEASURES[measure]
    return Column(measure, words, None if words.is_size else sum(numbers), median_low(numbers), max(numbers))


def _beginning(context: Context) -> str:
    """Return the title of the first node of a map where it says more than the map's does."""
    first = next(iter(context.graph.roots), None)
    title = context.argument_map.title.casefold().rstrip(" .…")
    return first.title if first and not first.title.casefold().startswith(title) else ""


def _tags(context: Context) -> list[str]:
    return sorted({tag for node in context.graph.nodes.values() for tag in node.tags})


def _schemes(context: Context) -> list[str]:
    outgoing = context.graph.outgoing.values()
    return sorted({relation.scheme for relations in outgoing for relation in relations if relation.scheme})


def _most_common(marks: Sequence[Iterable[str]], contexts: Sequence[Context]) -> tuple[Mark, ...]:
    """Choose the marks that most maps have, and put them in the order of their words."""
    counts = Counter(mark for some in marks for mark in some)
    langs: Mapping[str, Markup] = {
        mark: context.lang for some, context in zip(marks, contexts, strict=True) for mark in some
    }
    chosen = sorted(counts.most_common(_MOST_MARKS), key=lambda one: sort_key(one[0], "en"))
    return tuple(Mark(mark, number, langs[mark]) for mark, number in chosen)
