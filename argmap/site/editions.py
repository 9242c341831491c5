"""The pages of all released editions of a map, each made once from its file and then kept."""

import json
from collections.abc import Iterator
from dataclasses import replace

from argmap.analysis.history import now_of
from argmap.diagrams.dot import IN_PAGE, DiagramRequest
from argmap.diagrams.engine import Engine
from argmap.diagrams.render import render_diagrams
from argmap.diagrams.views import overview
from argmap.model.findings import Finding
from argmap.model.frozen import FrozenEdition
from argmap.model.maps import ArgumentMap
from argmap.pages.archive import archive
from argmap.pages.context import Context
from argmap.pages.frozen import GAP, edition_banner, edition_pages, frozen_context
from argmap.pages.language import attributes
from argmap.pages.templating import Templates
from argmap.storage.cache import Cache, code_digest, key_of

_DRAWING = "overview.svg"


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
    request = DiagramRequest(
        overview(argument_map, context.graph), IN_PAGE, argument_map.file, language=argument_map.language
    )
    drawings, findings = render_diagrams({_DRAWING: request} if context.graph.nodes else {}, engine, cache)
    return f"{templates.fill(archive(context, drawings.get(_DRAWING, '')))}\n", findings


def edition_files(
    argument_map: ArgumentMap, site: str, engine: Engine, cache: Cache, templates: Templates
) -> tuple[dict[str, str], list[Finding]]:
    """Write the pages of all released editions of a map.

    Args:
        argument_map: The map as it now stands, with what the files of its editions hold.
        site: The address of the site, ending in a slash, or empty.
        engine: The layout engine.
        cache: What was made in earlier builds.
        templates: What lays the pages out.

    Returns:
        The pages by their paths, and what was found on drawing.
    """
    listed = {one.name: one for one in argument_map.editions}
    files: dict[str, str] = {}
    findings: list[Finding] = []
    for edition in argument_map.frozen:
        entry = listed[edition.map.edition]
        key = key_of("edition", code_digest(), entry.sha256, *entry.archives, site, templates.key)
        kept = cache.get([key]).get(key)
        pages = _pages_of(json.loads(kept)) if kept else None
        if pages is None:
            context = replace(frozen_context(edition, entry, site), language=templates.language)
            pages = {way: str(templates.fill(page)) for way, page in edition_pages(context)}
            pages["archive/"], undrawn = archive_page(context, engine, cache, templates)
            findings += undrawn
            if not undrawn:
                cache.put({key: json.dumps(pages)})
        banners = dict(_banners(argument_map, edition, templates))
        folder = f"{argument_map.id}/{edition.map.edition}"
        files |= {
            f"{folder}/{way}index.html": page.replace(GAP, banners.get(way, banners[""]), 1)
            for way, page in pages.items()
        }
    return files, findings


def _pages_of(kept: object) -> dict[str, str] | None:
    """Return the pages that were kept, or None where they are not of the form in which they are."""
    if isinstance(kept, dict) and all(isinstance(page, str) for page in kept.values()):
        return kept
    return None


def _banners(argument_map: ArgumentMap, edition: FrozenEdition, templates: Templates) -> Iterator[tuple[str, str]]:
    now = now_of(argument_map)
    lang = attributes(edition.map.language, templates.language)
    for way in ("", "references/"):
        yield way, str(templates.fill(replace(edition_banner(argument_map, edition, None, None, way), lang=lang)))
    for node in edition.map.nodes:
        way = f"{node.id}/"
        banner = edition_banner(argument_map, edition, node, now.get(node.id), way)
        yield way, str(templates.fill(replace(banner, lang=lang)))
