"""The pages that people wrote: their blocks filled, the front pages of maps completed, abbreviations marked."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from argmap.diagrams.dot import DiagramRequest
from argmap.diagrams.views import Shape
from argmap.model.characters import as_read
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap
from argmap.pages.abbreviations import expansions, with_abbreviations
from argmap.pages.blocks import Filled, fill
from argmap.pages.context import Context
from argmap.pages.front import default_front, description_of, front_end
from argmap.pages.head import FIELD, SAVED_AS_A_PAGE, map_head, map_names, part_head
from argmap.pages.inert import in_one_line
from argmap.pages.page import Page, PageMeta, WrittenPage
from argmap.pages.previews import with_map_preview, with_part_preview
from argmap.pages.templating import Templates
from argmap.read.layout import (
    EDITIONS_FILE,
    GLOSSARY_FILE,
    MAP_FILE,
    PARAGRAPHS_FILE,
    REFERENCES_FILE,
    REFERENCES_FILES,
    folder_of_map,
    is_node_file,
    map_folders,
    page_folder,
)
from argmap.storage.memory import Memory

_NOT_PUBLISHED = {MAP_FILE, PARAGRAPHS_FILE, GLOSSARY_FILE, EDITIONS_FILE, *REFERENCES_FILES} - {REFERENCES_FILE}
"""Lists of works are published in argmap's own forms, at the same addresses; references.json is as it is."""


def hidden_files(texts: Iterable[str]) -> frozenset[str]:
    """Choose the files that have no place on the site themselves.

    Args:
        texts: The paths of the files that were read.

    Returns:
        The paths of nodes, and of the files beside a map.yml that hold data; elsewhere such names are the site's own.
    """
    known = list(texts)
    folders = frozenset(map_folders(known))
    data = {str(PurePosixPath(folder, name)) for folder in folders for name in _NOT_PUBLISHED}
    return frozenset(path for path in known if is_node_file(path, folders) or path in data)


@dataclass(frozen=True, slots=True)
class ProsePages:
    """Pages that people wrote and argmap completed, by path, and what was found wrong in their blocks."""

    pages: Mapping[str, Page | WrittenPage]
    findings: tuple[Finding, ...]


def _pages_in(texts: Mapping[str, str], hidden: frozenset[str]) -> dict[str, str]:
    """Choose the pages that people wrote, with their texts as they are read."""
    return {path: as_read(page) for path, page in texts.items() if path.endswith(".md") and path not in hidden}


def prose_pages(
    texts: Mapping[str, str],
    hidden: frozenset[str],
    contexts: Mapping[str, Context],
    templates: Templates,
) -> tuple[ProsePages, dict[str, DiagramRequest]]:
    """Fill the blocks of the pages that people wrote, and complete the front pages of maps.

    Args:
        texts: The text of each file by its path below the docs folder.
        hidden: The files that have no place on the site.
        contexts: The maps by their ids.
        templates: What lays out blocks and front pages.

    Returns:
        The pages, and what to draw for them, by the path of the drawing.
    """
    pages = _pages_in(texts, hidden)
    fronts = {f"{map_id}/index.md": context for map_id, context in contexts.items()}
    for path, context in fronts.items():
        pages.setdefault(path, default_front(context, has_about=f"{PurePosixPath(path).parent}/about.md" in pages))
    written: dict[str, Page | WrittenPage] = {}
    drawings: dict[str, DiagramRequest] = {}
    findings: list[Finding] = []
    for path, page in sorted(pages.items()):
        filled = fill(path, page, contexts, templates)
        drawings |= filled.drawings
        findings += filled.findings
        for part, list_page in filled.lists.items():
            written[part] = templates.page(list_page)
            if part in texts:
                message = f"{part} has the address {page_folder(part)}/, where a part of the list of {path} stands"
                findings.append(Finding(Place(part), "AM038", message, "give the file another name"))
        if path in fronts:
            *begun, last = filled.parts
            own = any(request.view.shape is Shape.OVERVIEW for request in filled.drawings.values())
            end = templates.fill(front_end(fronts[path], has_overview=not own))
            front = {
                "description": description_of(fronts[path]),
                FIELD: with_map_preview(fronts[path], map_head(fronts[path])),
            }
            written[path] = WrittenPage((*begun, f"{last.rstrip()}\n\n", end, "\n"), front)
            continue
        front = _front(path, filled, contexts)
        if front:
            written[path] = WrittenPage((*filled.parts, *_way_back(path, contexts, templates)), front)
    return ProsePages(written, tuple(findings)), drawings


def _way_back(path: str, contexts: Mapping[str, Context], templates: Templates) -> Iterable[str | Markup]:
    """Lead from a page that people wrote to its map, where a list of maps leads there and no navigation does."""
    own = folder_of_map(path, contexts)
    if own and contexts[own].listed and page_folder(path).count("/") == own.count("/") + 1:
        context = contexts[own]
        meta = PageMeta("", "", context.argument_map.title, lang=context.lang, listed=context.listed)
        yield from ("\n\n", templates.render("above.html", meta=meta), "\n")


def _front(path: str, filled: Filled, contexts: Mapping[str, Context]) -> dict[str, Any]:
    """Choose what a page tells programs that is no map's front page; nothing where it is none of argmap's business.

    A page may name the mapped work by its DOI, which reference managers would save in the place of the page.
    """
    own = folder_of_map(path, contexts)
    if own:
        return {FIELD: with_part_preview(contexts[own], part_head(contexts[own]))}
    if page_folder(path) == "" and len(filled.maps) == 1:
        return {FIELD: {"names": map_names(contexts[min(filled.maps)])}}
    return {FIELD: SAVED_AS_A_PAGE} if len(filled.parts) > 1 else {}


def explained_pages(
    generated: Mapping[str, Page | WrittenPage],
    maps: Sequence[ArgumentMap],
    memory: Memory,
) -> dict[str, Page | WrittenPage]:
    """Mark abbreviations: on each page of a map those of its glossary, on other pages that show maps those of all.

    Args:
        generated: The pages that are argmap's, or that it completed, by their paths; all others are the site's own.
        maps: All maps.
        memory: What was made in the last build.

    Returns:
        The pages on which an abbreviation is marked, by their paths.
    """
    meanings = {argument_map.id: expansions(argument_map.terms) for argument_map in maps}
    everywhere = {name: meaning for own in meanings.values() for name, meaning in own.items()}
    written = {}
    for path, page in generated.items():
        own = meanings.get(folder_of_map(path, meanings), everywhere)
        explained = memory.recall(("explained", path), (page, own), partial(_explained, page, own)) if own else page
        if explained != page:
            written[path] = explained
    return written


def _explained(page: Page | WrittenPage, meanings: Mapping[str, str]) -> Page | WrittenPage:
    parts = (page.body,) if isinstance(page, Page) else page.parts
    if not any(abbreviation in part for part in map(html.unescape, parts) for abbreviation in meanings):
        return page
    if isinstance(page, Page):
        (body,) = with_abbreviations([in_one_line(page.body)], meanings)
        return replace(page, body=Markup(body))  # noqa: S704 - it was markup, and has elements of ours more
    texts = [in_one_line(part) if isinstance(part, Markup) else part for part in page.parts]
    marked = zip(page.parts, with_abbreviations(texts, meanings), strict=True)
    done = tuple(Markup(text) if isinstance(part, Markup) else text for part, text in marked)  # noqa: S704 - it was markup
    return replace(page, parts=done)
