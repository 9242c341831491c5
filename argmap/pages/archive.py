"""An edition of a map as one HTML file that needs nothing else: to be kept, read offline and printed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from markdown_it import MarkdownIt
from markupsafe import Markup

from argmap.citations.citable import map_date, name_cluster, node_address
from argmap.diagrams.views import outline
from argmap.model.limits import DRAFT
from argmap.model.maps import Node
from argmap.model.relations import RelationType
from argmap.pages.bearings import Group, bearing_on, borne_on
from argmap.pages.citesection import ReadyCitation, map_cite_box
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.outlines import OutlineLine, outline_lines
from argmap.pages.passages import Passage, passage_of
from argmap.pages.voices import Voice, voice_of
from argmap.storage.resources import theme_file


@dataclass(frozen=True, slots=True)
class CitedAt:
    """A work as it is named in running text, and the place in it."""

    work: Markup
    locator: str


@dataclass(frozen=True, slots=True)
class ArchivedNode:
    """A node in full; `relations` are the ways in which nodes bear on it, with these nodes."""

    node: NodeLine
    voice: Voice
    hedge: str
    revision: int
    content: str
    address: str
    prose: Markup
    relations: tuple[tuple[RelationType, tuple[Group, ...]], ...]
    bears_on: Group
    passages: tuple[Passage, ...]
    cites: tuple[CitedAt, ...]


@dataclass(frozen=True, slots=True)
class Archive:
    """A whole map. `draft` is what an edition is called that is not out; `references` are formatted, by their keys."""

    TEMPLATE: ClassVar[str] = "archive.html"

    style: Markup
    id: str
    title: str
    language_of_map: str
    edition: str
    draft: str
    day: str
    license: str
    citations: tuple[ReadyCitation, ...]
    overview: Markup
    lines: tuple[OutlineLine, ...]
    nodes: tuple[ArchivedNode, ...]
    references: Mapping[str, Markup]


def archive(context: Context, overview: str) -> Archive:
    """Gather a whole map for one page: every node under its id, the references, and how to cite it.

    Args:
        context: The map.
        overview: The drawing of its overview as SVG, whose links lead to ids; empty for a map of no nodes.
    """
    argument_map = context.argument_map
    entries = context.citations.entries.items()
    return Archive(
        Markup(theme_file("archive.css")),  # noqa: S704 - a file of the package
        argument_map.id,
        argument_map.title,
        argument_map.language,
        argument_map.edition,
        DRAFT,
        map_date(argument_map, context.published),
        argument_map.license,
        map_cite_box(context).citations,
        Markup(overview),  # noqa: S704 - our own drawing
        outline_lines(context.graph, outline(context.graph, [node.id for node in context.graph.theses])),
        tuple(_archived(context, node) for node in context.graph.nodes.values()),
        {key: Markup(entry) for key, entry in entries},  # noqa: S704 - pandoc's, through the allow-list
    )


def _archived(context: Context, node: Node) -> ArchivedNode:
    relations = [(kind, bearing_on(context, node.id, kind)) for kind in RelationType]
    voice = voice_of(context, node)
    return ArchivedNode(
        node_line(context.graph, node.id),
        replace(voice, works=tuple(_named(context, key) for key in node.voice)) if voice.works else voice,
        node.hedge,
        node.revision,
        context.published.contents[node.file],
        node_address(context.argument_map, node.id, context.published),
        _prose(context, node),
        tuple((kind, groups) for kind, groups in relations if groups),
        borne_on(context, node.id),
        tuple(passage_of(context.argument_map, source) for source in node.sources),
        tuple(CitedAt(_named(context, cite.key), cite.locator) for cite in node.cites),
    )


def _named(context: Context, key: str) -> Markup:
    """Name a work; its link leads to the references of the archive, by `#ref-` and the key."""
    return Markup(context.citations.clusters.get(name_cluster(key), key))  # noqa: S704 - pandoc's, through the allow-list


def _prose(context: Context, node: Node) -> Markup:
    """Render a node's prose; its formatted citations link to the references by `#ref-` and a key."""
    words, written, end = [], {}, 0
    for number, span in enumerate(node.citations):
        place = f"\ue000{number}\ue001"  # characters that no prose holds
        written[place] = context.citations.clusters.get(span.cluster, "")
        words += [node.prose[end : span.start], place if written[place] else node.prose[span.start : span.end]]
        end = span.end
    rendered = MarkdownIt("commonmark", {"html": False}).render("".join([*words, node.prose[end:]]))
    for place, citation in written.items():
        rendered = rendered.replace(place, citation)
    return Markup(rendered)  # noqa: S704 - becomes the one renderer of prose
