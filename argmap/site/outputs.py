"""What a map becomes: the drawings its pages ask for, its pages and its files."""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from argmap.citations.citable import map_item, node_item
from argmap.citations.downloads import written
from argmap.diagrams.dot import DiagramRequest
from argmap.diagrams.files import file_name
from argmap.diagrams.views import Shape, View, branch, neighbourhood, overview, whole
from argmap.export.registry import offered
from argmap.export.schemas import schemas
from argmap.locale.words import translations
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap, Node
from argmap.model.ownpages import OWN_PAGES
from argmap.pages.archive import archive
from argmap.pages.cards import cards_file
from argmap.pages.cite import cite_page
from argmap.pages.context import TO_MAP, Context, gathered_once
from argmap.pages.data import data_page
from argmap.pages.diagram import diagram_page
from argmap.pages.editions import editions_page
from argmap.pages.exposed import exposed_page
from argmap.pages.glossary import glossary_page
from argmap.pages.head import FIELD, part_head
from argmap.pages.longpages import in_parts
from argmap.pages.node import node_page
from argmap.pages.nodetext import node_text, site_text
from argmap.pages.outline import outline_page
from argmap.pages.page import Filling, Page, PageContext
from argmap.pages.position import position_file
from argmap.pages.previews import with_page_preview
from argmap.pages.readings import readings_page
from argmap.pages.redirect import redirect
from argmap.pages.references import references_page
from argmap.pages.source import source_page
from argmap.pages.table import table_page
from argmap.pages.templating import Templates
from argmap.pages.tombstone import tombstone_page
from argmap.pages.trail import trail_of
from argmap.pages.tree import tree_page
from argmap.site.addresses import (
    CARDS_FILE,
    INSTANT,
    LLMS_FILE,
    PARTS_FILE,
    POSITION_FILE,
    SCRIPT,
    SCRIPT_PARTS,
    SEARCH,
    SEARCH_PARTS,
    STYLE_PARTS,
    STYLE_SHEET,
    WHOLE_FILE,
    schema_file,
)
from argmap.site.surroundings import surroundings_of
from argmap.storage.memory import Memory
from argmap.storage.resources import theme_file

OWN_PAGE_WRITERS: Mapping[str, Callable[[Context], PageContext]] = {
    "tree": tree_page,
    "outline": outline_page,
    "nodes": table_page,
    "diagram": diagram_page,
    "source": source_page,
    "readings": readings_page,
    "references": references_page,
    "exposed": exposed_page,
    "glossary": glossary_page,
    "cite": cite_page,
    "data": data_page,
    "editions": editions_page,
}
"""What gathers each of a map's own pages, by its id in `OWN_PAGES`."""

STYLES = ("drawing.css", "frames.css", "pages.css", "words.css", "reach.css", "previews.css", "position.css")
"""The parts of the style sheet."""

_FOR_DEVELOPERS = re.compile(r"^\s*(?:(?:/\*.*?\*/|//[^\n]*)\s*)+|^\s+", re.MULTILINE | re.DOTALL)
"""Indentation and comments at the beginning of a line, which readers of the site need not load."""

_BLANKS_OF_CSS = re.compile(r" ?([{}]) ?|(?<=[:;,]) ")
"""Blanks that mean nothing in a style sheet; no text in ours has one of these signs."""


def map_views(context: Context) -> tuple[dict[str, DiagramRequest], list[Finding]]:
    """Choose what a map's own pages draw.

    A main branch, next to a thesis, is drawn too where it shows more than the neighbourhood does.

    Args:
        context: The map.

    Returns:
        What to draw, by the path of the drawing; and AM080 where the whole map is too large for a drawing.
    """
    graph, map_id, title = context.graph, context.argument_map.id, context.argument_map.title
    if not graph.nodes:
        return {}, []
    file = context.argument_map.file
    request = partial(DiagramRequest, language=context.argument_map.language, around=context.language)
    drawn = overview(context.argument_map, graph, language=context.language)
    views = {f"{map_id}/{file_name(Shape.OVERVIEW)}": request(drawn, "", file)}
    findings = []
    everything = whole(graph, title, context.abroad)
    if everything.too_large:
        message = f"the whole map has {len(everything.boxes)} nodes and {len(everything.arrows)} relations"
        hint = "its page says so and points to the outline"
        findings.append(Finding(Place(file), "AM080", message, hint))
    else:
        views[f"{map_id}/diagram/{file_name(Shape.WHOLE)}"] = request(everything, TO_MAP, file)
    for node_id, node in graph.nodes.items():
        around = neighbourhood(graph, node_id, context.abroad)
        views[f"{map_id}/{node_id}/{file_name(Shape.NEIGHBOURHOOD)}"] = request(around, TO_MAP, node.file)
        if len(graph.way_up(node_id)) <= 1:
            below = branch(graph, node_id, context.language)
            if not {box.id for box in below.boxes} <= {box.id for box in around.boxes}:
                views[f"{map_id}/{node_id}/{file_name(Shape.BRANCH)}"] = request(below, TO_MAP, node.file)
    return views, findings


def map_pages(
    context: Context, requests: Mapping[str, DiagramRequest], templates: Templates, memory: Memory
) -> dict[str, Page]:
    """Make all pages of one map's own but its front page.

    Args:
        context: The map, with its formatted citations.
        requests: What is drawn, by the path of the drawing.
        templates: What lays the pages out.
        memory: What was made in the last build.

    Returns:
        The pages by the paths of their Markdown files.
    """
    argument_map, map_id = context.argument_map, context.argument_map.id
    words = translations(context.language)
    pages = {
        f"{map_id}/{name}/index.md": with_page_preview(
            context,
            _with_head(context, _filled(content, f"{map_id}/{name}", templates, memory)),
            f"{name}/",
            f"{argument_map.title}: {words.gettext(page.about)}",
        )
        for page in OWN_PAGES
        if page.is_written(argument_map)
        for name, content in _parts(context, page.id)[0].items()
    }
    surroundings = surroundings_of(context, memory)
    for node in argument_map.nodes:
        path = f"{map_id}/{node.id}/index.md"
        files = (f"{map_id}/{node.id}/{file_name(shape)}" for shape in (Shape.NEIGHBOURHOOD, Shape.BRANCH))
        drawn = {requests[file].view.shape: requests[file].view for file in files if file in requests}
        made_of = (surroundings[node.id], node, context.published.contents.get(node.file), drawn, templates.key)
        pages[path] = memory.recall(path, made_of, partial(_page_of_node, context, node, drawn, templates, memory))
    return pages


def _page_of_node(
    context: Context, node: Node, drawn: Mapping[Shape, View], templates: Templates, memory: Memory
) -> Page:
    name = f"{context.argument_map.id}/{node.id}"
    if node.withdrawn:
        return _filled(tombstone_page(context, node), name, templates, memory)
    page = _filled(node_page(context, node.id, drawn), name, templates, memory, trail_of(context, node.id))
    return replace(page, tags=node.tags)


def _filled(page: PageContext, name: str, templates: Templates, memory: Memory, trail: Filling | None = None) -> Page:
    """Fill in a page, or take it from the last build if it says the same."""
    return memory.recall(("filled", name), (page, trail, templates.key), lambda: templates.page(page, trail))


def _with_head(context: Context, page: Page) -> Page:
    """Let reference managers save the map from a page of its own."""
    front = {**page.meta.front, FIELD: part_head(context, page.meta.title)}
    return replace(page, meta=replace(page.meta, front=front))


def exported_map(context: Context) -> dict[str, Callable[[], str]]:
    """Say how a map is written as data.

    Args:
        context: The map; its citations need not be formatted yet.

    Returns:
        What writes each file, by its path.
    """
    forms = offered(context.argument_map)
    return {f"{context.argument_map.id}/{form.file}": partial(form.write, context.exported) for form in forms}


def map_data(context: Context, templates: Templates) -> dict[str, Callable[[], str]]:
    """Say how each file is written that tells pages of a whole map at once.

    Args:
        context: The map, with its formatted citations.
        templates: What lays out the whole of a map whose pages are in parts.

    Returns:
        What writes it, by its path: what previews show, what positions need, and of a large map where the parts of long
        pages are, and all of it as one file.
    """
    map_id = context.argument_map.id
    written = {CARDS_FILE: partial(cards_file, context), POSITION_FILE: partial(position_file, context)}
    if len(context.graph.nodes) > context.most_whole:
        written |= {PARTS_FILE: partial(_places, context), WHOLE_FILE: partial(_whole, context, templates)}
    return {f"{map_id}/{name}": write for name, write in written.items()}


def _whole(context: Context, templates: Templates) -> str:
    return f"{templates.fill(archive(context, ''))}\n"


@gathered_once
def _parts(context: Context, page_id: str) -> tuple[dict[str, PageContext], dict[str, str]]:
    """Gather a page of a map's own, in parts where it is long, and on which of them each id now is."""
    return in_parts(context, page_id, OWN_PAGE_WRITERS[page_id](context))


def _places(context: Context) -> str:
    """Say on which page the ids of long pages now are."""
    pages = (page.id for page in OWN_PAGES if page.is_written(context.argument_map))
    places = {page_id: _parts(context, page_id)[1] for page_id in pages}
    return json.dumps({page_id: own for page_id, own in places.items() if own}, ensure_ascii=False) + "\n"


def map_files(context: Context, templates: Templates, memory: Memory) -> dict[str, str]:
    """Write the files of one map's own that are neither pages of the site nor tell of the whole map.

    Args:
        context: The map, with its formatted citations.
        templates: What lays the redirects out.
        memory: What was made in the last build.

    Returns:
        The files' contents by their paths: citations, nodes as Markdown, redirects.
    """
    argument_map, map_id = context.argument_map, context.argument_map.id
    own = map_item(argument_map, context.published)
    generated = {f"{map_id}/cite/{name}": content for name, content in written(own, "map").items()}
    surroundings = surroundings_of(context, memory)
    for node in argument_map.nodes:
        made_of = (surroundings[node.id], node, context.published.contents.get(node.file), templates.key)
        name = ("files", map_id, node.id)
        generated |= memory.recall(name, made_of, partial(_files_of_node, context, node, templates, memory))
    return generated


def _files_of_node(context: Context, node: Node, templates: Templates, memory: Memory) -> dict[str, str]:
    argument_map, map_id = context.argument_map, context.argument_map.id
    item = node_item(argument_map, node, context.published)
    cited = memory.recall(("cited", map_id, node.id), item, lambda: written(item, node.id))
    generated = {f"{map_id}/{node.id}/{name}": content for name, content in cited.items()}
    said = node_text(context, node)
    text = memory.recall(("text", map_id, node.id), (said, templates.key), lambda: templates.fill(said))
    generated[f"{map_id}/{node.id}/{context.published.node_file}"] = f"{text.strip()}\n"
    for alias, _ in node.aliases:
        moved = redirect(context, node, templates.language)
        generated[f"{map_id}/{alias}/index.html"] = f"{templates.fill(moved)}\n"
    return generated


def site_list(
    contexts: Mapping[str, Context], title: str, templates: Templates, there: Iterable[str]
) -> dict[str, str]:
    """Write the list of what the site holds, for programs that read.

    Args:
        contexts: The maps by their ids.
        title: The name of the site, or empty.
        templates: What lays it out.
        there: The paths of all files of the docs folder: a site that has such a list keeps its own.

    Returns:
        The text by its path; nothing where there is no map, or the site has a file there.
    """
    has_own = any(path.partition("/")[0].casefold() == LLMS_FILE for path in there)
    return {} if has_own or not contexts else {LLMS_FILE: f"{templates.fill(site_text(contexts, title)).strip()}\n"}


def address_index(maps: Sequence[ArgumentMap]) -> str:
    """List the address of every node, old ones too: what the page for a wrong address searches.

    Args:
        maps: All maps.

    Returns:
        JSON: titles by addresses below the site's.
    """
    titles = {}
    for argument_map in maps:
        titles[f"{argument_map.id}/"] = argument_map.title
        for node in argument_map.nodes:
            names = (node.id, *(alias for alias, _ in node.aliases))
            titles |= {f"{argument_map.id}/{name}/": node.title for name in names}
    return json.dumps(titles, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def map_list(maps: Sequence[ArgumentMap]) -> str:
    """List the maps for the script.

    Args:
        maps: All maps.

    Returns:
        JSON: their ids.
    """
    return json.dumps([argument_map.id for argument_map in maps], ensure_ascii=False) + "\n"


@cache
def assets() -> Mapping[str, str]:
    """Write the style sheet, the script with its parts, and the published schemas.

    Returns:
        Their contents by their paths.
    """
    assets = {
        STYLE_SHEET: _smaller("".join(map(theme_file, STYLES))),
        **{path: _smaller(theme_file(posixpath.basename(path))) for path in STYLE_PARTS},
        **{
            path: _FOR_DEVELOPERS.sub("", theme_file(posixpath.basename(path)))
            for path in (SCRIPT, *SCRIPT_PARTS, INSTANT, SEARCH, SEARCH_PARTS)
        },
    }
    for name, schema in schemas().items():
        assets[schema_file(name)] = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return assets


def _smaller(style: str) -> str:
    small = _BLANKS_OF_CSS.sub(lambda blank: blank[1] or "", _FOR_DEVELOPERS.sub("", style))
    return small.replace(";}", "}").replace("}\n", "}")
