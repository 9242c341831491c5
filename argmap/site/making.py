"""What maps become: the stage of a build that takes all its time, and needs nothing but these maps.

It is the one road from maps to pages and files, whether all of them are made at once in this process or few at a time
in many others: what goes in and what comes out is plain data.
"""

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from argmap.citations.citable import Published
from argmap.citations.formatting import formatted_works
from argmap.diagrams.apart import Wanted
from argmap.diagrams.dot import DiagramRequest
from argmap.diagrams.files import DOWNLOADED
from argmap.diagrams.previews import Preview
from argmap.diagrams.render import render_diagrams
from argmap.pages.context import Context
from argmap.pages.credits import credit_of_drawing
from argmap.read.layout import folder_of_map
from argmap.site.editions import EditionTools, edition_files
from argmap.site.made import Site
from argmap.site.outputs import exported_map, map_data, map_files, map_pages, map_views
from argmap.site.prosepages import explained_pages
from argmap.storage.cache import Cache
from argmap.storage.memory import Memory

if TYPE_CHECKING:
    from argmap.model.findings import Finding
    from argmap.pages.page import Page, WrittenPage

_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Batch:
    """Maps that are made together.

    Attributes:
        map_ids: Their ids.
        contexts: What the writers of pages know of them, and of other maps of the same texts, by the maps' ids.
        published: What is known of where and when these are published.
        requests: The drawings of them for which pages that people wrote ask, by their paths.
        pages: The pages that people wrote below the maps' folders, and argmap completed, by their paths.
        renamed: What nodes of any map are called now, by the names that they had before, each with the map's id.
    """

    map_ids: Sequence[str]
    contexts: Mapping[str, Context]
    published: Published
    requests: Mapping[str, DiagramRequest]
    pages: "Mapping[str, Page | WrittenPage]"
    renamed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MapTools:
    """What maps are made with.

    Attributes:
        editions: What the pages of editions are made with, and all others.
        memory: What was made in the last build of the same process.
        tell: Is called with a sentence on each step.
        is_asked: Whether files that tell of whole maps are made only when somebody asks for them.
        beside: Has pictures made into the cache at any time from now on, beside all else.
    """

    editions: EditionTools
    memory: Memory
    tell: Callable[[str], None] = lambda _: None
    is_asked: bool = False
    beside: Callable[[Cache, Callable[[], Wanted]], object] = lambda *_: None


def made_maps(batch: Batch, tools: MapTools) -> Site:
    """Make everything of some maps.

    Args:
        batch: The maps.
        tools: What they are made with.

    Returns:
        Their part of the site; with an error among the findings, not all of it.
    """
    engine, cache, templates = tools.editions.engine, tools.editions.cache, tools.editions.templates
    maps = [batch.contexts[map_id].argument_map for map_id in batch.map_ids]
    requests, findings = dict(batch.requests), []
    for one in maps:
        views, too_large = map_views(batch.contexts[one.id])
        requests |= views
        findings += too_large
    previews = {path: preview for one in maps for path, preview in batch.contexts[one.id].previews.items()}
    with ThreadPoolExecutor(2) as executor:
        # Drawing takes longest and needs nothing of what follows: it goes on beside pandoc and the pages.
        drawing = executor.submit(render_diagrams, requests, engine, cache, tools.tell)
        if not tools.is_asked:
            tools.beside(cache, partial(_wanted_once_drawn, drawing, requests, dict(previews)))
        tools.tell("formatting citations")
        cited = [context.argument_map for context in batch.contexts.values()]
        formatting = executor.submit(formatted_works, cited, batch.published, cache, tools.memory)
        pages: dict[str, Page | WrittenPage] = dict(batch.pages)
        files: dict[str, str] = {}
        asked: dict[str, Callable[[], str]] = {}

        def add(written: Mapping[str, Callable[[], str]]) -> None:
            if tools.is_asked:
                asked.update(written)
            else:  # what was gathered of a map is not held until all are made
                files.update((path, write()) for path, write in written.items())

        for one in maps:
            add(exported_map(batch.contexts[one.id]))  # while pandoc is at work
        works, failed = formatting.result()
        known = {
            map_id: replace(context, citations=works[map_id].cited, own=works[map_id].own)
            for map_id, context in batch.contexts.items()
            if map_id in works
        }
        for context in (known[one.id] for one in maps if one.id in known):
            beside = tuple(known[other] for other in context.argument_map.readings if other in known)
            whole = replace(context, readings=beside)
            pages |= map_pages(whole, requests, templates, tools.memory)
            files |= map_files(whole, templates, tools.memory)
            add(map_data(whole, templates))
        pages |= explained_pages(pages, maps, tools.memory)
        svgs, undrawn = drawing.result()
    credited = {
        path: credit_of_drawing(batch.contexts[_map_of(path, request)], request.view)
        for path, request in requests.items()
        if request.view.shape in DOWNLOADED
    }
    for one in maps:
        # The engine serves one thread at a time, so that their archives are drawn when all else is.
        old = edition_files(one, tools.editions, batch.renamed)
        files |= old.files
        previews |= old.previews
        findings += old.findings
    findings += [*failed, *undrawn]
    return Site(pages, files | svgs, frozenset(), tuple(findings), previews, credited, asked)


def _wanted_once_drawn(
    drawing: "Future[tuple[dict[str, str], list[Finding]]]",
    requests: Mapping[str, DiagramRequest],
    shown: Mapping[str, Preview],
) -> Wanted:
    """Tell what the pictures show that will be asked for; what fails here fails again where it is written."""
    svgs = drawing.result()[0]
    return shown, {path: svgs[path] for path in svgs if path in requests and requests[path].view.shape in DOWNLOADED}


def _map_of(path: str, request: DiagramRequest) -> str:
    """Return the id of the map that is drawn, which is the path of its folder too."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), request.to_map))


def by_map(site: Site, batch: Batch) -> dict[str, Site]:
    """Cut what was made of several maps into what is of each.

    Args:
        site: What was made.
        batch: The maps it was made of.

    Returns:
        The parts by the ids of the maps; what is of none of them, such as an error, is under the empty name.
    """
    made = frozenset(batch.map_ids)

    def owner(path: str) -> str:
        # A page that lies elsewhere may have drawings of a map, in several formats.
        request = batch.requests.get(f"{posixpath.splitext(path)[0]}.svg")
        map_id = _map_of(path, request) if request else folder_of_map(path, made)
        return map_id if map_id in made else ""

    grouped: dict[str, dict[str, Any]] = {map_id: defaultdict(dict) for map_id in (*batch.map_ids, "")}
    for name in ("pages", "files", "previews", "credited", "asked"):
        for path, value in getattr(site, name).items():
            grouped[owner(path)][name][path] = value
    findings = defaultdict(list)
    for finding in site.findings:
        findings[owner(finding.place.path)].append(finding)
    nothing = Site({}, {}, frozenset(), ())
    return {
        map_id: replace(nothing, **values, findings=tuple(findings[map_id]))
        for map_id, values in grouped.items()
        if map_id or values or findings[map_id]
    }


def batches(whole: Batch, most: int) -> Iterator[Batch]:
    """Cut maps into batches, each with no more of the others than it needs.

    Args:
        whole: All maps.
        most: How many maps a batch has at most.

    Yields:
        The batches, in the order of the maps.
    """
    published = whole.published
    dates, contents = _by_map(published.dates, whole.contexts), _by_map(published.contents, whole.contexts)
    changes, pages = _by_map(published.changes, whole.contexts), _by_map(whole.pages, whole.contexts)
    commits = _by_map(published.repository.commits, whole.contexts)
    requests: dict[str, dict[str, DiagramRequest]] = defaultdict(dict)
    for path, request in whole.requests.items():
        requests[_map_of(path, request)][path] = request
    for start in range(0, len(whole.map_ids), most):
        map_ids = whole.map_ids[start : start + most]
        beside = [other for one in map_ids for other in whole.contexts[one].argument_map.readings]
        contexts = {one: whole.contexts[one] for one in (*map_ids, *beside)}
        nodes = [node for context in contexts.values() for node in context.argument_map.nodes]
        linked = {link.path for node in nodes for link in node.links}
        narrowed = replace(
            published,
            dates=_of_maps(dates, contexts),
            contents=_of_maps(contents, contexts),
            changes=_of_maps(changes, contexts),
            pages={path: published.pages[path] for path in sorted(linked) if path in published.pages},
            repository=replace(published.repository, commits=_of_maps(commits, contexts)),
        )
        yield Batch(
            map_ids,
            {one: replace(context, published=narrowed) for one, context in contexts.items()},
            narrowed,
            _of_maps(requests, map_ids),
            _of_maps(pages, map_ids),
            whole.renamed if any(whole.contexts[one].argument_map.frozen for one in map_ids) else {},
        )


def _by_map(values: Mapping[str, _Value], map_ids: Mapping[str, Context]) -> dict[str, dict[str, _Value]]:
    """Group what is known by paths by the maps in whose folders these lie."""
    grouped: dict[str, dict[str, _Value]] = defaultdict(dict)
    for path, value in values.items():
        grouped[folder_of_map(path, map_ids)][path] = value
    return grouped


def _of_maps(grouped: Mapping[str, Mapping[str, _Value]], map_ids: Iterable[str]) -> dict[str, _Value]:
    return {path: value for map_id in map_ids for path, value in grouped.get(map_id, {}).items()}
