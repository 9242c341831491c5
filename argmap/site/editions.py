"""The pages of all released editions of a map, each made once from its file and then kept."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import msgspec

from argmap.analysis.history import Present, files_of, in_new_names, present_of
from argmap.citations.citable import map_item, node_item
from argmap.citations.downloads import written
from argmap.diagrams.dot import IN_PAGE, DiagramRequest
from argmap.diagrams.engine import Engine
from argmap.diagrams.letters import fonts_id
from argmap.diagrams.previews import FILE, Preview
from argmap.diagrams.render import render_diagrams
from argmap.diagrams.views import overview
from argmap.model.findings import Finding
from argmap.model.frozen import FrozenEdition, FrozenNode
from argmap.model.maps import ArgumentMap
from argmap.pages.archive import archive
from argmap.pages.context import Context
from argmap.pages.frozen import GAP, EditionBanner, edition_banner, edition_pages, frozen_context
from argmap.pages.language import attributes
from argmap.pages.previews import LinkPreviews, previews_of
from argmap.pages.templating import Templates
from argmap.storage.cache import Cache, code_digest, key_of

_KEPT = msgspec.json.Decoder(tuple[dict[str, str], list[Preview]])
"""Reads what the cache has of an edition: its pages, and what its picture says."""

_ARCHIVE = "archive/"
_DRAWING = "overview.svg"
_NOW = "\0"
"""Stands in a banner for the address of what there is now; no text of a map holds this sign."""


def archive_page(context: Context, engine: Engine, cache: Cache, templates: Templates) -> tuple[str, list[Finding]]:
    """Write the archive of a map: one HTML file that needs nothing else.

    Args:
        context: The map, with its formatted citations.
        engine: The layout engine.
        cache: What was drawn in earlier builds.
        templates: What lays it out.

    Returns:
        The page, and what was found on drawing its overview.
    """
    argument_map = context.argument_map
    view = overview(argument_map, context.graph, language=context.language)
    request = DiagramRequest(view, IN_PAGE, argument_map.file, language=argument_map.language, around=context.language)
    drawings, findings = render_diagrams({_DRAWING: request} if context.graph.nodes else {}, engine, cache)
    return f"{templates.fill(archive(context, drawings.get(_DRAWING, '')))}\n", findings


@dataclass(frozen=True, slots=True)
class EditionFiles:
    """The pages of editions by their paths, what pictures for links to them say, and what was found on drawing."""

    files: Mapping[str, str]
    previews: Mapping[str, Preview]
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class EditionTools:
    """What the pages of editions are made with.

    Attributes:
        site: The address of the site, ending in a slash, or empty.
        engine: The layout engine.
        cache: What was made in earlier builds.
        templates: What lays the pages out.
        link_previews: Whether links to an edition have a picture.
    """

    site: str
    engine: Engine
    cache: Cache
    templates: Templates
    link_previews: LinkPreviews


def edition_files(
    argument_map: ArgumentMap, tools: EditionTools, renamed: Mapping[str, str] | None = None
) -> EditionFiles:
    """Write the pages of all released editions of a map.

    Args:
        argument_map: The map as it now stands, with what the files of its editions hold.
        tools: What the pages are made with.
        renamed: What nodes of any map are called now, by the names that they had before, each with the map's id.

    Returns:
        The pages, and what comes with them.
    """
    listed = {one.name: one for one in argument_map.editions}
    files: dict[str, str] = {}
    previews: dict[str, Preview] = {}
    findings: list[Finding] = []
    now = present_of(argument_map, renamed or {})
    pictured = f"{tools.link_previews} {fonts_id()}"
    for edition in argument_map.frozen:
        entry = listed[edition.map.edition]
        kinds = (tools.site, tools.templates.key, pictured)
        key = key_of("edition", code_digest(), entry.sha256, *entry.archives, *kinds)
        made = _made_of(tools.cache.get([key]).get(key, b""))
        if made is None:
            context = replace(frozen_context(edition, entry, tools.site), language=tools.templates.language)
            context = replace(context, previews=previews_of(context, tools.link_previews, has_nodes=False))
            pages = {way: str(tools.templates.fill(page)) for way, page in edition_pages(context)}
            pages |= _for_reference_managers(context)
            pages[_ARCHIVE], undrawn = archive_page(context, tools.engine, tools.cache, tools.templates)
            findings += undrawn
            made = pages, [*context.previews.values()]
            if not undrawn:
                tools.cache.put({key: msgspec.json.encode(made)})
        banners = dict(_banners(argument_map, now, edition, tools.templates))
        folder = f"{argument_map.id}/{edition.map.edition}"
        for way, text in made[0].items():
            if way in banners or way == _ARCHIVE:
                files[f"{folder}/{way}index.html"] = text.replace(GAP, banners.get(way, ""), 1)
            else:
                files[f"{folder}/{way}"] = text
        previews |= {f"{folder}/{FILE}": preview for preview in made[1]}
    return EditionFiles(files, previews, findings)


def _for_reference_managers(context: Context) -> dict[str, str]:
    """Write how an edition and its nodes are cited, as files by their paths below its folder."""
    argument_map, published = context.argument_map, context.published
    files = written(map_item(argument_map, published), "map")
    for node in argument_map.nodes:
        beside = written(node_item(argument_map, node, published), node.id)
        files |= {f"{node.id}/{name}": text for name, text in beside.items()}
    return files


def _made_of(kept: bytes) -> tuple[dict[str, str], list[Preview]] | None:
    """Return the pages and the picture that were kept, or None where they are not of the form in which they are."""
    try:
        return _KEPT.decode(kept)
    except ValueError:
        return None


def _banners(
    argument_map: ArgumentMap, now: Present, edition: FrozenEdition, templates: Templates
) -> Iterator[tuple[str, str]]:
    """Yield the banner of each page by its path; those that differ by one address only are filled once."""
    filled: dict[EditionBanner, str] = {}
    lang = attributes(edition.map.language, templates.language)
    files = files_of(edition)
    nodes: list[FrozenNode | None] = [None, None, *edition.map.nodes]
    for node, way in zip(nodes, ("", "references/", *(f"{node.id}/" for node in edition.map.nodes)), strict=True):
        then = in_new_names(node, files, now) if node else None
        banner = edition_banner(argument_map, edition, then, now.nodes.get(node.id) if node else None, way)
        alike = replace(banner, lang=lang, now=banner.now and _NOW)
        if alike not in filled:
            filled[alike] = str(templates.fill(alike))
        yield way, filled[alike].replace(_NOW, banner.now)
