"""The page of one node."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.citations.citable import edition_words
from argmap.diagrams.lines import Entry, outline
from argmap.diagrams.views import Shape, View
from argmap.locale.words import decimal_for_readers
from argmap.model.exchange import ELEMENT_TAGS
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, Node
from argmap.model.relations import RelationType
from argmap.pages.bearings import Crossing, Group, RelationCount, across_maps, bearing_on, borne_on, counts_on
from argmap.pages.citesection import NodeCiteBox, node_cite_box, with_what_to_cite
from argmap.pages.context import Context, on_references_page
from argmap.pages.contributing import ContributeBox, contribute_box, editor
from argmap.pages.figures import FigureContext, figure_of
from argmap.pages.head import FIELD, node_head
from argmap.pages.history import Changer, HistoryLine, changers_of, history_of
from argmap.pages.links import on_node_page
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.outlines import OutlineLine, outline_lines
from argmap.pages.page import PageMeta
from argmap.pages.passages import QuotedPassage, address_of_text, passage_of
from argmap.pages.position import OwnPosition, own_position
from argmap.pages.previews import with_node_preview
from argmap.pages.prose import prose_markup
from argmap.pages.reporting import Report, report_of
from argmap.pages.succession import Succession, predecessors
from argmap.pages.voices import Voice, voice_of
from argmap.pages.works import entry, is_described, named

_MOST_BELOW = 60
"""How many lines the outline on a node's page has at most; the whole map's outline has them all."""

_LONGEST_ORIGIN = 40
_HASH = re.compile(r"[0-9a-f]{16}|sha256:.*")
_DIGITS = re.compile(r"[0-9a-fA-F-]{16,}")
"""Ids that formats have and nobody reads: hashes, and UUIDs."""


@dataclass(frozen=True, slots=True)
class PathStep:
    """A step of the guided path: the id of its node, and the words that lead to it."""

    node: str
    lead: str


@dataclass(frozen=True, slots=True)
class PathPlace:
    """Where on the guided path a page stands: its number counted from 1, and the steps around it, if there are any."""

    number: int
    total: int
    lead: str
    before: PathStep | None
    after: PathStep | None


@dataclass(frozen=True, slots=True)
class WholeBelow:
    """All that stands below a node: how many nodes, and the upper levels of their outline, which has `rest` more."""

    number: int
    lines: tuple[OutlineLine, ...]
    rest: int


@dataclass(frozen=True, slots=True)
class CitedWork:
    """A work that a node cites, as lists of references have it, whether that describes its title, and where in it."""

    entry: Markup
    is_described: bool
    locators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CheckPlace:
    """Where a reader can check a piece of evidence: a work as running text names it, and where on the web it is.

    `locators` are the places in it; `at` is the passage, where the work is the mapped one.
    """

    work: Markup
    address: str
    locators: tuple[str, ...] = ()
    at: QuotedPassage | None = None


@dataclass(frozen=True, slots=True)
class NodePage:
    """What the page of a node says.

    `author` names the mapped work, empty for a map of none. `relations` are the ways in which nodes bear on this one,
    and these nodes; `across` is what bears on it across maps. `branch` is None where there is no drawing of it.
    `rests_on` is empty but for evidence. `score` is what the map gives the node, or empty, `tags` are the words to find
    it by, and `own` what a reader can make of it. `origin` is what the input that it was imported from calls it, where
    that is a name that people know, else empty; `element` is what an assurance case calls such a one, and `known_as`
    any such id, however long, for the search. `cites` names the works cited in the front matter, `replaced` are the
    withdrawn nodes in whose stead it is to be read, `edit` is the address of the editor for its file, empty when not
    known, and `file` that of its Markdown. `lang_of_text` has the attributes of an element that quotes the mapped text,
    as the hedge does.
    """

    TEMPLATE: ClassVar[str] = "node.html"

    meta: PageMeta
    node: NodeLine
    map_title: str
    edition: str
    revision: int
    origin: str
    element: str
    known_as: str
    path: PathPlace | None
    author: Markup
    voice: Voice
    hedge: str
    lang_of_text: Markup
    score: str
    tags: tuple[str, ...]
    own: OwnPosition
    counts: tuple[RelationCount, ...]
    prose: Markup
    neighbourhood: FigureContext
    relations: tuple[tuple[RelationType, tuple[Group, ...]], ...]
    across: tuple[Crossing, ...]
    bears_on: Group
    branch: FigureContext | None
    below: WholeBelow | None
    rests_on: tuple[CheckPlace, ...]
    passages: tuple[QuotedPassage, ...]
    works: tuple[CitedWork, ...]
    cite: NodeCiteBox
    history: tuple[HistoryLine, ...]
    changers: tuple[Changer, ...]
    contribute: ContributeBox | None
    report: Report
    cites: tuple[Markup, ...]
    replaced: tuple[Succession, ...]
    edit: str
    file: str


def node_page(context: Context, node_id: str, drawn: Mapping[Shape, View]) -> NodePage:
    """Gather what the page of a node says.

    Args:
        context: The node's map.
        node_id: The id of a node that stands.
        drawn: What its drawings show: that of its neighbours, and that of the branch below it where there is one.

    Returns:
        The data of the page.
    """
    argument_map, graph = context.argument_map, context.graph
    node = graph.nodes[node_id]
    cite = node_cite_box(context, node, drawn[Shape.NEIGHBOURHOOD])
    head = with_what_to_cite(context, cite.box, node_head(context, node))
    front = {"description": node.statement, "hide": ["toc"], FIELD: with_node_preview(context, node, head)}
    return NodePage(
        meta=PageMeta(node.title, node.title, front=front, lang=context.lang),
        node=node_line(context, node_id),
        map_title=argument_map.title,
        edition=edition_words(argument_map.edition, context.language),
        revision=node.revision,
        origin=_origin(argument_map, node),
        element=next((tag for tag in node.tags if tag in ELEMENT_TAGS.values()), ""),
        known_as=_known_as(argument_map, node),
        path=_path_place(argument_map, node_id),
        author=named(context, argument_map.work) if argument_map.work else Markup(),
        voice=voice_of(context, node),
        hedge=node.hedge,
        lang_of_text=context.lang_of_text,
        score=decimal_for_readers(node.score, context.language),
        tags=node.tags,
        own=own_position(context, node_id),
        counts=counts_on(context, node_id),
        prose=prose_markup(context.citations, node, on_references_page, on_node_page(context, node)),
        neighbourhood=figure_of(context, drawn[Shape.NEIGHBOURHOOD], is_listed=False),
        relations=bearing_on(context, node_id),
        across=across_maps(context, node_id),
        bears_on=borne_on(context, node_id),
        branch=figure_of(context, drawn[Shape.BRANCH], is_listed=False) if Shape.BRANCH in drawn else None,
        below=_whole_below(context, outline(graph, [node_id])),
        rests_on=_rests_on(context, node) if node.kind is Kind.EVIDENCE else (),
        passages=tuple(passage_of(context, source) for source in node.passages),
        works=_works(context, node),
        cite=cite,
        history=history_of(context, node),
        changers=changers_of(context, node),
        contribute=contribute_box(context, node),
        report=report_of(context, node_id, node),
        cites=tuple(
            named(context, key) for key in dict.fromkeys(cite.key for cite in node.cites) if key not in node.voice
        ),
        replaced=predecessors(context, node_id),
        edit=editor(context, node) if context.edit_base else "",
        file=context.published.node_file,
    )


def _origin(argument_map: ArgumentMap, node: Node) -> str:
    """Return the id of a node in what it was imported from; empty for one that nobody reads or that says no more."""
    origin = _known_as(argument_map, node)
    return "" if len(origin) > _LONGEST_ORIGIN or _DIGITS.fullmatch(origin) else origin


def _known_as(argument_map: ArgumentMap, node: Node) -> str:
    """Return any such id but a hash of ours, so that who has it from the input finds the node by it."""
    ids = (node.id, *(alias for alias, _ in node.aliases))
    origin = next((argument_map.origins[one] for one in ids if one in argument_map.origins), "")
    return "" if origin == node.id or _HASH.fullmatch(origin) else origin


def _path_place(argument_map: ArgumentMap, node_id: str) -> PathPlace | None:
    steps = [PathStep(step.node, step.lead) for step in argument_map.path]
    position = next((number for number, step in enumerate(steps) if step.node == node_id), None)
    if position is None:
        return None
    before = steps[position - 1] if position else None
    after = steps[position + 1] if position + 1 < len(steps) else None
    return PathPlace(position + 1, len(steps), steps[position].lead, before, after)


def _whole_below(context: Context, entries: Sequence[Entry]) -> WholeBelow | None:
    """Outline what stands below a node; None where its lists of relations have it all."""
    if all(entry.depth <= 1 for entry in entries):
        return None
    # The nearest first, so that nothing that bears on the node itself is left out for what stands far below another.
    nearest = sorted(range(len(entries)), key=lambda place: entries[place].depth)[:_MOST_BELOW]
    shown = [entries[place] for place in sorted(nearest)]
    number = len({entry.id for entry in entries}) - 1
    return WholeBelow(number, outline_lines(context, shown[1:]), len(entries) - len(shown))


def _works(context: Context, node: Node) -> tuple[CitedWork, ...]:
    """List the works a node cites, in the order of the references."""
    return tuple(
        CitedWork(
            entry(context, key),
            is_described(context, key),
            tuple(cite.locator for cite in node.cites if cite.key == key and cite.locator),
        )
        for key in context.citations.in_order(node.works())
    )


def _rests_on(context: Context, node: Node) -> tuple[CheckPlace, ...]:
    """List where evidence can be checked: in the works that it cites or gives the words of, else in the mapped text."""
    argument_map = context.argument_map
    keys = list(dict.fromkeys((*node.voiced_works, *(cite.key for cite in node.cites))))
    if not keys and argument_map.of_text:
        work = named(context, argument_map.work)
        return tuple(
            CheckPlace(work, address_of_text(argument_map), at=passage_of(context, source)) for source in node.passages
        )
    return tuple(
        CheckPlace(
            named(context, key),
            argument_map.works[key].address,
            tuple(cite.locator for cite in node.cites if cite.key == key and cite.locator),
        )
        for key in keys
    )
