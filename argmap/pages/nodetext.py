"""A node as plain Markdown, and the list of all of them, for programs and assistants that read rather than browse."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from markdown_it.token import Token
from markupsafe import Markup

from argmap.citations.additions import with_attribution, with_retrieval
from argmap.citations.attribution import attribution, hedge_in_words
from argmap.citations.citable import edition_words, node_item
from argmap.citations.pandoc import Formatted
from argmap.citations.runs import Run, markdown_of, plain_text
from argmap.citations.swhid import qualified_id
from argmap.export.registry import ExportFormat, offered
from argmap.locale.numbers import decimal
from argmap.locale.words import capitalized, translations
from argmap.model.maps import Node
from argmap.model.relations import RelationType
from argmap.pages.bearings import Crossing, Group, across_maps, bearing_on, borne_on
from argmap.pages.citesection import STYLES
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.passages import QuotedPassage, passage_of
from argmap.read.citationrule import CITATION
from argmap.read.commonmark import FOOTNOTE_CALL
from argmap.read.prose import MATHML, read_prose


@dataclass(frozen=True, slots=True)
class NodeText:
    """What the Markdown of a node says.

    `site` is the address of the site, or empty, and `to_site` leads there from the file. `file` is what such files are
    called. `reason` and `instead` are of withdrawn nodes. `prose` has a text for each paragraph. `works` and citations
    are Markdown already; `work_citation` is that of the mapped work, where the node gives words of it.
    """

    TEMPLATE: ClassVar[str] = "node.md"

    site: str
    to_site: str
    file: str
    map_id: str
    map_title: str
    edition: str
    license: str
    id: str
    title: str
    statement: str
    role: str
    attribution: str
    hedge: str
    score: str
    reason: str
    instead: tuple[NodeLine, ...]
    prose: tuple[str, ...]
    relations: tuple[tuple[RelationType, tuple[Group, ...]], ...]
    across: tuple[Crossing, ...]
    bears_on: Group
    passages: tuple[QuotedPassage, ...]
    works: tuple[Markup, ...]
    citations: tuple[tuple[str, Markup], ...]
    work_citation: Markup
    revision: int
    content: str


def node_text(context: Context, node: Node) -> NodeText:
    """Gather what the Markdown of a node says.

    Args:
        context: The node's map, with its formatted citations.
        node: The node, which may have been withdrawn.

    Returns:
        The data of its template.
    """
    argument_map, graph, published = context.argument_map, context.graph, context.published
    stands = not node.withdrawn
    item = node_item(argument_map, node, published)
    others = {other.id: other for other in argument_map.nodes} if node.replaced_by else {}
    first, *_ = context.own.values() or (context.citations,)
    return NodeText(
        site=published.address,
        to_site=context.to_site,
        file=published.node_file,
        map_id=argument_map.id,
        map_title=argument_map.title,
        edition=edition_words(argument_map.edition, context.language),
        license=argument_map.license,
        id=node.id,
        title=node.title,
        statement=node.statement,
        role=graph.roles.get(node.id, node.kind.value),
        attribution=attribution(argument_map, node, context.language),
        hedge=capitalized(hedge_in_words(argument_map, node, translations(context.language))),
        score=decimal(node.score),
        reason=node.reason,
        instead=tuple(_line(others[name]) for name in node.replaced_by),
        prose=tuple(_paragraphs(context.citations, node)),
        relations=bearing_on(context, node.id) if stands else (),
        across=across_maps(context, node.id) if stands else (),
        bears_on=borne_on(context, node.id) if stands else (),
        passages=tuple(passage_of(context, source) for source in node.passages),
        works=tuple(markdown_of(context.citations.entries[key]) for key in context.citations.in_order(node.works())),
        citations=tuple(_ready(context, node, item)),
        work_citation=markdown_of(first.entries.get(argument_map.work, ())) if node.passages else Markup(),
        revision=node.revision,
        content=qualified_id(published.contents[node.file], node.file, published.repository),
    )


def _line(node: Node) -> NodeLine:
    return NodeLine(node.id, node.title, node.statement, node.kind.value)


def _ready(context: Context, node: Node, item: Mapping[str, Any]) -> Iterator[tuple[str, Markup]]:
    argument_map = context.argument_map
    day = translations(context.language).gettext("[the day on which you read it]")
    for style in STYLES if context.own else ():
        runs = context.own[style].entries[item["id"]]
        dated = with_retrieval(runs, style, argument_map, item, day)
        yield STYLES[style], markdown_of(with_attribution(dated, style, argument_map, node))


def _paragraphs(citations: Formatted, node: Node) -> Iterator[str]:
    """Yield the words of a node's prose, each paragraph, item and cell by itself."""
    prose = read_prose(node.prose)
    yield from _words_of(citations, prose.tokens)
    for number, tokens in enumerate(prose.notes, start=1):
        yield f"[{number}] {' '.join(_words_of(citations, tokens))}"


def _words_of(citations: Formatted, tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "inline":
            yield "".join(_word(citations, part) for part in token.children or ())
        elif token.type in ("code_block", "fence"):
            yield token.content


def _word(citations: Formatted, token: Token) -> str:
    """Return a part of a line as it is read aloud; a footnote is called by its number."""
    if token.type == CITATION:
        return plain_text(citations.clusters.get(token.meta["cluster"], (Run(token.content),)))
    if token.type == FOOTNOTE_CALL:
        return f"[{token.meta['number']}]"
    if token.type == MATHML:
        return token.info
    return " " if token.type.endswith("break") else token.content


@dataclass(frozen=True, slots=True)
class ListedMap:
    """A map in the list: in which formats it can be had, the nodes it begins with, and all others."""

    id: str
    title: str
    formats: tuple[ExportFormat, ...]
    roots: tuple[NodeLine, ...]
    nodes: tuple[NodeLine, ...]


@dataclass(frozen=True, slots=True)
class SiteText:
    """What a site holds; `site` is its address, or empty, and `file` what the Markdown of each node is called."""

    TEMPLATE: ClassVar[str] = "llms.txt"

    title: str
    site: str
    file: str
    maps: tuple[ListedMap, ...]


def site_text(contexts: Mapping[str, Context], title: str) -> SiteText:
    """Gather what a site holds.

    Args:
        contexts: Its maps, one at least, by their ids.
        title: The name of the site, empty where it is not known: then it is called by the titles of its maps.

    Returns:
        The data of the list's template.
    """
    published = next(iter(contexts.values())).published
    title = title or ", ".join(context.argument_map.title for context in contexts.values())
    return SiteText(title, published.address, published.node_file, tuple(_listed(contexts.values())))


def _listed(contexts: Iterable[Context]) -> Iterator[ListedMap]:
    for context in contexts:
        graph = context.graph
        roots = [node.id for node in graph.roots]
        yield ListedMap(
            context.argument_map.id,
            context.argument_map.title,
            tuple(form for form in offered(context.argument_map) if not form.of_works),
            tuple(node_line(context, name) for name in roots),
            tuple(node_line(context, name) for name in graph.nodes if name not in {*roots}),
        )
