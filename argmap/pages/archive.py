"""An edition of a map as one HTML file that needs nothing else: to be kept, read offline and printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

from markdown_it import MarkdownIt
from markupsafe import Markup

from argmap.citations.citable import map_date, node_address
from argmap.diagrams.views import Entry, outline
from argmap.model.fields import SPEAKERS
from argmap.model.limits import DRAFT
from argmap.model.maps import Node, Relation, Source
from argmap.model.relations import RELATIONS, RelationType, RelationWords
from argmap.pages.citesection import cite_lines
from argmap.pages.context import OWN_STANCE_WORDS, STANCE_WORDS, Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.storage.resources import theme_file


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A node in the outline, how it bears on the one above, and what bears on it; `repeated` stands in full before."""

    node: NodeLine
    bears: RelationWords | None
    repeated: bool
    below: tuple["OutlineItem", ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """A relation from one of its ends: the node at the other end, and what is said of how it bears.

    `conclusion` is set where a step is challenged: it is where the step leads. `challengers` challenge this relation.
    """

    node: NodeLine
    words: RelationWords
    jointly: str
    conclusion: NodeLine | None
    because: str
    challengers: tuple[NodeLine, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """Where the mapped text says what a node says: the section's title, empty for a note, the number, the words."""

    section: str
    number: str
    quote: str


@dataclass(frozen=True, slots=True)
class CitedAt:
    """A work as it is named in running text, and the place in it."""

    work: Markup
    locator: str


@dataclass(frozen=True, slots=True)
class ArchivedNode:
    """A node in full. `speakers` are works, or those of `SPEAKERS`; linked premises share a tuple of `bearing`."""

    node: NodeLine
    speakers: tuple[str, ...]
    stance: str
    hedge: str
    revision: int
    content: str
    address: str
    prose: Markup
    bearing: Mapping[RelationType, tuple[tuple[Bearing, ...], ...]]
    borne_on: tuple[Bearing, ...]
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
    citations: Markup
    overview: Markup
    outline: tuple[OutlineItem, ...]
    relations: Mapping[RelationType, RelationWords]
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
        Markup(cite_lines(context)),  # noqa: S704 - becomes a partial
        Markup(overview),  # noqa: S704 - our own drawing
        _outline_items(context, outline(context.graph, [node.id for node in context.graph.theses])),
        RELATIONS,
        tuple(_archived(context, node) for node in context.graph.nodes.values()),
        {key: Markup(entry) for key, entry in entries},  # noqa: S704 - pandoc's, through the allow-list
    )


def _outline_items(context: Context, entries: Sequence[Entry]) -> tuple[OutlineItem, ...]:
    """Nest the lines of an outline, each with its depth, of which the first stands least deep."""
    starts = [number for number, entry in enumerate(entries) if entry.depth == entries[0].depth]
    heads = [entries[start] for start in starts]
    return tuple(
        OutlineItem(
            node_line(context.graph, entry.id),
            None if entry.bears is None else RELATIONS[entry.bears],
            entry.repeated,
            _outline_items(context, entries[start + 1 : end]),
        )
        for entry, (start, end) in zip(heads, pairwise([*starts, len(entries)]), strict=True)
    )


def _archived(context: Context, node: Node) -> ArchivedNode:
    graph = context.graph
    return ArchivedNode(
        node_line(graph, node.id),
        tuple(key if key in SPEAKERS else _named(context, key) for key in node.voice),
        (OWN_STANCE_WORDS if node.voice == ("author",) else STANCE_WORDS).get(node.stance, ""),
        node.hedge,
        node.revision,
        context.published.contents[node.file],
        node_address(context.argument_map, node.id, context.published),
        _prose(context, node),
        {kind: _grouped(context, node, kind) for kind in RelationType},
        tuple(_bearing(context, relation, relation.target) for relation in graph.outgoing[node.id]),
        tuple(_passage(context, source) for source in node.sources),
        tuple(CitedAt(_named(context, cite.key), cite.locator) for cite in node.cites),
    )


def _grouped(context: Context, node: Node, kind: RelationType) -> tuple[tuple[Bearing, ...], ...]:
    """Group what bears on a node in one way: linked premises together, all others by themselves."""
    groups: dict[str, list[Bearing]] = {}
    for relation in context.graph.incoming[node.id]:
        if relation.type is kind:
            group = f"jointly {relation.jointly}" if relation.jointly else relation.source
            groups.setdefault(group, []).append(_bearing(context, relation, relation.source))
    return tuple(map(tuple, groups.values()))


def _bearing(context: Context, relation: Relation, end: str) -> Bearing:
    step = (relation.source, relation.target)
    challenges = () if relation.conclusion else context.disputed.get(step, ())
    return Bearing(
        node_line(context.graph, end),
        RELATIONS[relation.type],
        relation.jointly,
        node_line(context.graph, relation.conclusion) if relation.conclusion else None,
        relation.because,
        tuple(node_line(context.graph, challenge.source) for challenge in challenges),
    )


def _passage(context: Context, source: Source) -> Passage:
    titles = {section.id: section.title for section in context.argument_map.sections}
    section, _, number = source.at.rpartition(".")
    return Passage(titles[section] if section else "", number.removeprefix("n"), source.quote)


def _named(context: Context, key: str) -> Markup:
    return Markup(context.named(key))  # noqa: S704 - pandoc's, through the allow-list


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
