"""The pages of a released edition: whole HTML files, made from the file of the edition and nothing else.

Only the banner above each of them knows the map as it is now, so it is filled by itself and put in the place of `GAP`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from markupsafe import Markup

from argmap.analysis.abroad import Abroad, ForeignNode
from argmap.analysis.labelling import Label
from argmap.citations.citable import Published
from argmap.citations.frozen import thawed_works
from argmap.diagrams.lines import outline
from argmap.export.signposting import BESIDE
from argmap.locale.words import translations
from argmap.model.beside import Edition
from argmap.model.findings import Place
from argmap.model.frozen import FrozenBearing, FrozenEdition, FrozenNode
from argmap.model.maps import ArgumentMap, Node, Relation
from argmap.model.ownpages import OWN_PAGES
from argmap.pages.bearings import RelationCount, counts_on
from argmap.pages.citesection import CiteBox, Quotation, map_cite_box, node_cite_box
from argmap.pages.context import Context, context_of
from argmap.pages.head import map_head, node_head, part_head
from argmap.pages.history import ChangedText, changes_since
from argmap.pages.language import AS_THE_PAGE
from argmap.pages.links import from_folder
from argmap.pages.nodes import NodeLine
from argmap.pages.outlines import OutlineLine, outline_lines
from argmap.pages.position import Change, own_position
from argmap.pages.previews import with_map_preview, with_node_preview, with_part_preview
from argmap.pages.reporting import Report, report_of
from argmap.pages.trail import WayUp, way_up
from argmap.pages.wholenode import WholeNode, WithdrawnNode, whole_node, withdrawn_node
from argmap.pages.works import entry, named
from argmap.read.frozen import thawed_map, thawed_relation
from argmap.read.links import prose_link

_ABOUT_REFERENCES = next(page.about for page in OWN_PAGES if page.id == "references")

GAP = "<!-- what changed since -->"
"""Where the banner of a page is to stand; no text of a map can write it, since all texts are escaped."""

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'"
)
"""Let nothing run or be loaded but what the site itself has in files (https://www.w3.org/TR/CSP3/)."""


def frozen_context(edition: FrozenEdition, listed: Edition, site: str) -> Context:
    """Work out what the writers of an edition's pages need to know.

    Args:
        edition: What the file of the edition holds.
        listed: The edition as editions.yml tells of it: the SHA-256 of the file, and where archives keep it by now.
        site: The address of the site, ending in a slash, or empty.

    Returns:
        The map as it stood, with its citations as they were formatted.
    """
    argument_map = thawed_map(edition.map, listed.sha256)
    (frozen,) = argument_map.editions
    argument_map = replace(argument_map, editions=(replace(frozen, doi=listed.doi, archive=listed.archive),))
    works = thawed_works(edition, site)
    contents = {node.file: node.content for node in edition.map.nodes}
    published = Published(site, contents=contents, pages=edition.map.links)
    context = context_of(argument_map, published, abroad=_thawed_abroad(edition))
    home = f"{edition.map.id}/{edition.map.edition}/"
    return replace(context, citations=works.cited, own=works.own, home=home)


def _thawed_abroad(edition: FrozenEdition) -> Abroad:
    frozen = edition.abroad
    place = Place(f"{edition.map.id}/map.yml")

    def thawed(bearing: FrozenBearing) -> Relation:
        return thawed_relation(bearing.origin, bearing.relation, place)

    return Abroad(
        {
            name: ForeignNode(
                node.map_title, node.language, node.title, node.statement, node.role, Label(node.label), node.way
            )
            for name, node in frozen.nodes.items()
        },
        {node_id: tuple(map(thawed, bearings)) for node_id, bearings in frozen.bearing.items()},
        {(bearing.origin, bearing.relation.to): thawed(bearing) for bearing in frozen.steps},
    )


@dataclass(frozen=True, slots=True)
class EditionFrame:
    """What every page of an edition has around what it says.

    `root` is the relative address of the site, and `has_address` tells whether its whole one is known. `archived` are
    the addresses at which archives keep the edition. `work` names the mapped work, a link to its entry among the
    references; it is empty for a map of none, and `work_address` where the work is not known to be on the web. `head`
    is what the page tells programs, and `lang` has the attributes of an element in the language of the map.
    """

    policy: str
    title: str
    description: str
    lang: Markup
    root: str
    to_edition: str
    map_title: str
    edition: str
    day: str
    archived: tuple[str, ...]
    has_address: bool
    work: Markup
    work_address: str
    head: Mapping[str, Any]
    gap: Markup = Markup(GAP)  # noqa: RUF009, S704 - it is frozen, and our own


@dataclass(frozen=True, slots=True)
class EditionFront:
    """The front page of an edition: what is new in it, how to cite it, and all its nodes."""

    TEMPLATE: ClassVar[str] = "edition.html"

    frame: EditionFrame
    changes: tuple[str, ...]
    license: str
    box: CiteBox
    report: Report
    lines: tuple[OutlineLine, ...]
    withdrawn: tuple[NodeLine, ...]
    count: int


@dataclass(frozen=True, slots=True)
class EditionNode:
    """A node in an edition, as far as its page says it too; `author` names the mapped work, empty for a map of none."""

    TEMPLATE: ClassVar[str] = "edition-node.html"

    frame: EditionFrame
    author: Markup
    entry: WholeNode
    counts: tuple[RelationCount, ...]
    change: Change | None
    above: WayUp
    box: CiteBox
    quotation: Quotation | None
    report: Report


@dataclass(frozen=True, slots=True)
class EditionTombstone:
    """A node that was withdrawn already when the edition was released."""

    TEMPLATE: ClassVar[str] = "edition-tombstone.html"

    frame: EditionFrame
    author: Markup
    entry: WithdrawnNode
    box: CiteBox
    quotation: Quotation | None
    report: Report


@dataclass(frozen=True, slots=True)
class EditionReferences:
    """The works cited in an edition, formatted, by their keys."""

    TEMPLATE: ClassVar[str] = "edition-references.html"

    frame: EditionFrame
    references: Mapping[str, Markup]


EditionPage = EditionFront | EditionNode | EditionTombstone | EditionReferences


def edition_pages(context: Context) -> Iterator[tuple[str, EditionPage]]:
    """Gather the pages of an edition, but for its archive.

    Args:
        context: The edition, as `frozen_context` makes it.

    Yields:
        The path of each page below the folder of the edition, and its data.
    """
    argument_map = context.argument_map
    context = replace(context, abroad=_seen_from_edition(context.abroad))
    files = {node.file: node.id for node in argument_map.nodes}
    work = argument_map.work
    author = named(context, work) if work else Markup()
    yield "", _front(context)
    about = f"{argument_map.title}: {translations(context.language).gettext(_ABOUT_REFERENCES)}"
    yield (
        "references/",
        EditionReferences(
            _frame(
                context,
                "references/",
                argument_map.title,
                about,
                with_part_preview(context, part_head(context, argument_map.title), about),
            ),
            {key: entry(context, key, lambda key: f"#ref-{key}") for key in context.citations.entries},
        ),
    )
    for node in argument_map.nodes:
        way = f"{node.id}/"
        if node.withdrawn:
            head = with_node_preview(context, node, node_head(context, node))
            frame = _frame(context, way, node.title, node.statement, head)
            gone = withdrawn_node(context, node, _to_reference)
            cite, report = node_cite_box(context, node), report_of(context, node.id, node)
            yield way, EditionTombstone(frame, author, gone, cite.box, cite.quotation, report)
        else:
            yield way, _node(context, node, files, author)


def _seen_from_edition(abroad: Abroad) -> Abroad:
    """Return what the map sees of others with ways that begin a folder deeper."""
    return replace(abroad, nodes={name: replace(node, way=f"../{node.way}") for name, node in abroad.nodes.items()})


def _front(context: Context) -> EditionFront:
    argument_map, graph = context.argument_map, context.graph
    edition = argument_map.editions[0]
    withdrawn = (node for node in argument_map.nodes if node.withdrawn)
    return EditionFront(
        _frame(context, "", argument_map.title, "", with_map_preview(context, map_head(context))),
        edition.changes,
        argument_map.license,
        map_cite_box(context),
        report_of(context, ""),
        outline_lines(context, outline(graph, [node.id for node in graph.roots])),
        tuple(NodeLine(node.id, node.title, node.statement, node.kind, context.lang) for node in withdrawn),
        len(graph.nodes),
    )


def _node(context: Context, node: Node, files: Mapping[str, str], author: Markup) -> EditionNode:
    cite = node_cite_box(context, node)
    head = with_node_preview(context, node, node_head(context, node))
    return EditionNode(
        _frame(context, f"{node.id}/", node.title, node.statement, head),
        author,
        whole_node(context, node, _to_reference, _in_edition(context, node, files)),
        counts_on(context, node.id),
        own_position(context, node.id).change,
        way_up(context, node.id),
        cite.box,
        cite.quotation,
        report_of(context, node.id, node),
    )


def _frame(context: Context, way: str, title: str, description: str, head: Mapping[str, Any]) -> EditionFrame:
    argument_map = context.argument_map
    depth = argument_map.id.count("/") + 2 + way.count("/")
    to_edition = "../" * way.count("/")
    work = argument_map.work
    reference = argument_map.works.get(work)
    return EditionFrame(
        POLICY,
        title,
        description,
        context.lang,
        "../" * depth,
        to_edition,
        argument_map.title,
        argument_map.edition,
        argument_map.edition_date,
        argument_map.current.archives,
        bool(context.published.address),
        named(context, work, lambda key: f"{to_edition}references/#ref-{key}") if work else Markup(),
        reference.address if reference else "",
        # The files for reference managers lie beside the nodes as they now stand only.
        {**head, "links": [link for link in head["links"] if link["rel"] not in BESIDE]},
    )


def _to_reference(key: str) -> str:
    """Return the address of a work among the references of an edition, from the page of a node in it."""
    return f"../references/#ref-{key}"


def _in_edition(context: Context, node: Node, files: Mapping[str, str]) -> Callable[[str], str]:
    """Find where links in the prose of a node lead from its page in the edition."""
    argument_map = context.argument_map
    folder = f"/{argument_map.id}/{argument_map.edition}/{node.id}"

    def address(written: str) -> str:
        link = prose_link(node.file, written, 0)
        if link.path in files:
            return f"../{files[link.path]}/"
        if link.path not in context.published.pages:
            return ""
        return from_folder(folder, context.published.pages[link.path], written)

    return address


@dataclass(frozen=True, slots=True)
class EditionBanner:
    """What stands above a page of an edition: which it is, and what changed since.

    `now` is the address of the same node, or of the map, as it now stands, empty where there is none any more, and
    `fate` says what became of it: `same`, `changed`, `withdrawn` or `gone`. `cites` tells whether it cites works, whose
    records are no part of it. `lang` has the attributes of an element in
    the language of the map.
    """

    TEMPLATE: ClassVar[str] = "edition-banner.html"

    edition: str
    day: str
    map_title: str
    to_edition: str
    now: str
    fate: str
    revisions: tuple[int, int]
    texts: tuple[ChangedText, ...]
    fields: tuple[str, ...]
    reason: str
    newest: str
    cites: bool = False
    lang: Markup = AS_THE_PAGE


def edition_banner(
    argument_map: ArgumentMap, edition: FrozenEdition, then: FrozenNode | None, now: FrozenNode | None, way: str
) -> EditionBanner:
    """Say on a page of an edition what changed since.

    Args:
        argument_map: The map as it now stands.
        edition: The edition.
        then: The node of the page as it stood in it, with other nodes called as they are now; None for a page about the
            whole edition.
        now: The same node as it now stands, under whichever id; None where it is not there any more.
        way: The path of the page below the folder of the edition.

    Returns:
        The data of the banner.
    """
    up = "../" * way.count("/")
    newest = argument_map.frozen[0].map.edition
    known = (edition.map.edition, edition.map.date, argument_map.title, up)
    newest = "" if newest == edition.map.edition else newest
    if then is None:
        return EditionBanner(*known, f"{up}../", "map", (0, 0), (), (), "", newest)
    if now is None:
        return EditionBanner(*known, "", "gone", (then.revision, 0), (), (), "", newest)
    texts, fields = changes_since(then, now)
    fate = "changed" if texts or fields else "same"
    if now.withdrawn and not then.withdrawn:
        fate = "withdrawn"
    return EditionBanner(
        *known,
        f"{up}../{now.id}/",
        fate,
        (then.revision, now.revision),
        texts,
        fields,
        now.reason,
        newest,
        bool(then.cites),
    )
