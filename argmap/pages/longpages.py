"""Which pages of a large map come in parts, and where each is cut."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, groupby
from typing import Any

from argmap.citations.runs import plain_text
from argmap.locale.words import translations
from argmap.model.sorting import initial
from argmap.pages.branches import Branch, BranchGroup
from argmap.pages.context import Context
from argmap.pages.exposed import HEADINGS as OF_EXPOSED
from argmap.pages.exposed import ExposedNode, ExposedPage, LoneWork
from argmap.pages.glossary import HEADINGS as OF_TERMS
from argmap.pages.glossary import ExplainedTerm, GlossaryPage
from argmap.pages.language import AS_THE_PAGE
from argmap.pages.outline import OutlinePage
from argmap.pages.outlines import OutlineLine
from argmap.pages.page import PageContext
from argmap.pages.parting import Cut, Nesting, Part, Parts, Piece, cut_branches, cut_pieces
from argmap.pages.references import CitedWork, ReferencesPage
from argmap.pages.source import MappedPlace, SourcePage, SourcePart
from argmap.pages.table import Row, RowGroup, TablePage
from argmap.pages.tree import TreePage

_USES_A_LINE = 3
"""How many nodes below a work take as much of a page as a line of an outline."""


@dataclass(frozen=True, slots=True)
class _Division:
    """How a page is cut: what stays on it, its parts, and how a page is made of what stands on one."""

    first: tuple[Any, ...]
    cuts: Sequence[Cut[Any]]
    fill: Callable[[tuple[Any, ...]], Any]


def in_parts(context: Context, page_id: str, whole: PageContext) -> tuple[dict[str, PageContext], dict[str, str]]:
    """Cut a long page of a large map into parts.

    Args:
        context: The map.
        page_id: The id of one of its own pages.
        whole: The page.

    Returns:
        The pages by the ends of their addresses, first that with the id of the page, which is the whole where it is not
        long; and by the ids on the whole page, at which of the others each is now.
    """
    if len(context.graph.nodes) <= context.most_whole:
        return {page_id: whole}, {}
    division = _divided(context, page_id, whole, 3 * context.most_whole // 5)
    if division is None or len(division.cuts) < 2:  # noqa: PLR2004 - one part is no part
        return {page_id: whole}, {}
    parts = tuple(cut.part for cut in division.cuts)
    pages = {page_id: division.fill(division.first)}
    pages |= {_end(cut.part): division.fill(tuple(map(_opened, cut.items))) for cut in division.cuts}
    places = {anchor: _end(cut.part) for cut in reversed(division.cuts) for anchor in cut.anchors}
    ways = zip((None, *parts), (None, None, *parts), (*parts, None), strict=False)
    for (name, page), (here, before, after) in zip(list(pages.items()), ways, strict=False):
        way = Parts(parts, here, before, after, f"../{page_id}/", not division.first)
        pages[name] = replace(page, meta=replace(page.meta, parts=way))
        if isinstance(page, TreePage):
            away = {node_id: f"../{part}/" for node_id, part in places.items() if part != name}
            pages[name] = replace(pages[name], tree=replace(page.tree, away=away))
    return pages, places


def _opened(item: Any) -> Any:  # noqa: ANN401 - a line, a card, or anything else that a page lists
    """Show what stands below the line with which a part begins."""
    return replace(item, is_open=True) if isinstance(item, OutlineLine | Branch) and item.below else item


def _end(part: Part) -> str:
    return part.address.split("/")[1]


def _divided(  # noqa: PLR0911 - a list of kinds
    context: Context, page_id: str, whole: PageContext, most: int
) -> _Division | None:
    """Cut a page if it is of a kind that grows with its map."""
    match whole:
        case OutlinePage():
            first, cuts = cut_branches(page_id, whole.lines, _LINES, most)
            return _Division(first, cuts, lambda lines: replace(whole, lines=lines))
        case TreePage():
            top, branches = cut_branches(page_id, whole.tree.branches, _CARDS, most)
            return _Division(top, branches, lambda cards: replace(whole, tree=replace(whole.tree, branches=cards)))
        case TablePage():
            return _listed(page_id, list(_rows(whole)), most, partial(_with_rows, whole))
        case ReferencesPage():
            return _listed(page_id, _works(context, whole), most, partial(_with_works, whole))
        case ExposedPage():
            return _listed(page_id, list(_exposed(context, whole)), most, partial(_with_exposed, whole))
        case SourcePage():
            return _listed(page_id, list(_places(whole)), most, partial(_with_places, whole))
        case GlossaryPage():
            return _listed(page_id, list(_terms(context, whole)), most, partial(_with_terms, whole))
    return None


def _listed(
    page_id: str, pieces: Sequence[Piece[Any]], most: int, fill: Callable[[tuple[Any, ...]], PageContext]
) -> _Division | None:
    """Cut a list, if it is long; the page itself then leads to its parts."""
    if sum(piece.weight for piece in pieces) <= most:
        return None
    return _Division((), cut_pieces(page_id, pieces, most), fill)


_LINES: Nesting[OutlineLine] = Nesting(
    key=lambda line: line.node.id,
    units=lambda line: [(below,) for below in line.below],
    within=lambda line, units: replace(line, below=tuple(chain.from_iterable(units))),
    led_on=lambda line, part: replace(line, below=(), onward=part),
    name=lambda line: (line.node.title, line.node.lang),
    is_own=lambda line: not line.repeated,
)


def _clusters(card: Branch) -> list[tuple[Branch, ...]]:
    return [cluster for group in card.below for cluster in group.clusters]


def _with_clusters(card: Branch, units: Sequence[Sequence[Branch]]) -> Branch:
    """Put clusters, whose cards may have changed, back into their groups."""
    groups = groupby(units, key=lambda unit: unit[0].bears)
    return replace(card, below=tuple(BranchGroup(kind, tuple(map(tuple, own))) for kind, own in groups))


_CARDS: Nesting[Branch] = Nesting(
    key=lambda card: card.node.id,
    units=_clusters,
    within=_with_clusters,
    led_on=lambda card, part: replace(card, below=(), is_open=False, onward=part),
    name=lambda card: (card.node.title, card.node.lang),
    is_own=lambda card: not card.is_elsewhere,
)


def _rows(page: TablePage) -> Iterator[Piece[tuple[RowGroup, Row]]]:
    for group in page.groups:
        for at, row in enumerate(group.rows):
            node, item = row.node, (group, row)
            own = () if at or not group.key else (f"of-{group.key}",)
            yield Piece(node.id, node.title, node.lang, item, group=group.key, heading=group.title, anchors=own)


def _with_rows(page: TablePage, items: tuple[tuple[RowGroup, Row], ...]) -> TablePage:
    groups = groupby(items, key=lambda item: item[0])
    return replace(page, groups=tuple(replace(group, rows=tuple(row for _, row in some)) for group, some in groups))


def _works(context: Context, page: ReferencesPage) -> list[Piece[CitedWork]]:
    pieces = []
    for work in page.works:
        words = plain_text(context.citations.entries[work.key])
        letter = initial(words, context.argument_map.language) or "…"
        weight = 1 + (len(work.support) + len(work.attacked)) // _USES_A_LINE
        anchors = (f"ref-{work.key}",)
        pieces.append(Piece(work.key, str(work.name.striptags()), context.lang, work, weight, letter, letter, anchors))
    return pieces


def _with_works(page: ReferencesPage, works: tuple[CitedWork, ...]) -> ReferencesPage:
    return replace(page, works=works, letters=(), bars=() if works else page.bars)


def _exposed(context: Context, page: ExposedPage) -> Iterator[Piece[tuple[str, ExposedNode | LoneWork]]]:
    words = translations(context.language).gettext
    headings = {anchor: words(heading) for anchor, heading in OF_EXPOSED.items()}
    for anchor, heading in headings.items():
        for at, node in enumerate(page.lists.get(anchor, ())):
            own = () if at else (anchor,)
            weight = 1 + len(node.aims)
            line = node.node
            yield Piece(line.id, line.title, line.lang, (anchor, node), weight, anchor, heading, own, node.number)
        for at, lone in enumerate(page.works if anchor == "one-work" else ()):
            own = (f"one-work-{lone.key}", *(() if at else (anchor,)))
            weight, name = 1 + lone.number, str(lone.work.striptags())
            yield Piece(lone.key, name, AS_THE_PAGE, (anchor, lone), weight, anchor, heading, own, lone.number)


def _with_exposed(page: ExposedPage, items: tuple[tuple[str, Any], ...]) -> ExposedPage:
    lists = {name: tuple(node for anchor, node in items if anchor == name) for name in page.lists}
    works = tuple(lone for anchor, lone in items if anchor == "one-work")
    return replace(page, lists=lists, works=works)


def _places(page: SourcePage) -> Iterator[Piece[tuple[SourcePart, MappedPlace]]]:
    for part in page.parts:
        for at, place in enumerate(part.places):
            anchors = (place.locator, *(() if at else (part.id,)))
            name = f"{place.number} {place.begins}".strip()
            nodes = len(place.nodes)
            yield Piece(
                place.locator, name, page.lang_of_text, (part, place), 1 + nodes, part.id, part.title, anchors, nodes
            )


def _with_places(page: SourcePage, items: tuple[tuple[SourcePart, MappedPlace], ...]) -> SourcePage:
    parts = groupby(items, key=lambda item: item[0])
    return replace(page, parts=tuple(replace(part, places=tuple(one for _, one in some)) for part, some in parts))


def _terms(context: Context, page: GlossaryPage) -> Iterator[Piece[tuple[str, ExplainedTerm]]]:
    words = translations(context.language).gettext
    for kind, terms in page.terms.items():
        for at, term in enumerate(terms):
            weight = 1 + (len(term.said) + len(term.nodes)) // _USES_A_LINE
            anchors = (term.anchor, *(() if at else (kind,)))
            yield Piece(
                term.anchor, term.term, context.lang, (kind, term), weight, kind, words(OF_TERMS[kind]), anchors
            )


def _with_terms(page: GlossaryPage, items: tuple[tuple[str, ExplainedTerm], ...]) -> GlossaryPage:
    terms = {name: tuple(term for kind, term in items if kind == name) for name in page.terms}
    return replace(page, terms=terms)
