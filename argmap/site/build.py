"""Makes everything of a site that is generated: texts in, findings and pages and files by their paths out."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from argmap.analysis.history import new_names
from argmap.citations.citable import Published
from argmap.citations.formatting import formatted_works
from argmap.citations.pandoc import engine_id
from argmap.citations.swhid import content_id
from argmap.diagrams.dot import DiagramRequest
from argmap.diagrams.engine import Engine
from argmap.diagrams.files import DOWNLOADED
from argmap.diagrams.letters import fonts_id, typesetting_findings
from argmap.diagrams.render import render_diagrams
from argmap.model.findings import Finding, has_errors
from argmap.model.maps import ArgumentMap
from argmap.pages.context import contexts_of
from argmap.pages.credits import credit_of_drawing
from argmap.pages.listed import lists_above
from argmap.pages.parting import MOST_WHOLE
from argmap.pages.previews import LinkPreviews, previews_of
from argmap.pages.templating import Templates
from argmap.site.addresses import ADDRESSES, MAPS, MISSING, NODE_FILE_IN_TREE, drawings_in_the_way, page_addresses
from argmap.site.editions import EditionTools, edition_files
from argmap.site.made import Site
from argmap.site.outputs import address_index, assets, map_data, map_files, map_list, map_pages, map_views, site_list
from argmap.site.prosepages import explained_pages, hidden_files, prose_pages
from argmap.site.remembered import remember, remembered
from argmap.site.validate import checked
from argmap.storage.cache import Cache, code_digest, key_of
from argmap.storage.history import FileChange, Repository
from argmap.storage.memory import Memory
from argmap.storage.resources import theme_file

if TYPE_CHECKING:
    from argmap.pages.page import Page, WrittenPage


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What a build works with.

    Attributes:
        engine: The layout engine.
        cache: The cache.
        tell: Is called with a sentence on each step of the build.
        edit_base: The address below which the code host's editor opens a file of the docs folder, or empty.
        site_address: The address at which the site will be published, ending in a slash, or empty.
        dates: When each file of the docs folder was last changed, by its path.
        changes: Who changed each file of the docs folder, and when, by its path, the newest change first.
        templates: The texts of the templates that the site puts in the place of argmap's, by their names.
        directory_urls: Whether the addresses of people's own pages end in a slash.
        language: The language of the site's pages, as a BCP 47 tag.
        link_previews: Which nodes have a picture of their own beside links to them.
        is_preview: Whether the site is only looked at, and pages say so where they lead to its code host.
        title: The name of the site, or empty.
        node_file: What the Markdown of each node is called.
        repository: Where the docs folder is kept.
        memory: What was made in the last build of the same process.
        most_whole: The most nodes of a map whose pages stand whole.
        is_asked: Whether files that tell of whole maps are made only when somebody asks for them.
    """

    engine: Engine
    cache: Cache = field(default_factory=lambda: Cache(None))
    tell: Callable[[str], None] = lambda _: None
    edit_base: str = ""
    site_address: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    changes: Mapping[str, Sequence[FileChange]] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)
    directory_urls: bool = True
    link_previews: LinkPreviews = LinkPreviews.THESES
    is_preview: bool = False
    language: str = "en"
    title: str = ""
    node_file: str = NODE_FILE_IN_TREE
    repository: Repository = field(default_factory=Repository)
    memory: Memory = field(default_factory=Memory)
    is_asked: bool = False
    most_whole: int = MOST_WHOLE


def build_site(
    texts: Mapping[str, str], read_findings: tuple[Finding, ...], tools: BuildOptions, others: Sequence[str] = ()
) -> Site:
    """Make everything that is generated.

    Args:
        texts: The text of each file by its path below the docs folder.
        read_findings: The findings of reading them.
        tools: What the build works with.
        others: The paths of all other files there.

    Returns:
        The site; with an error among the findings, a site without pages and files.
    """
    if tools.is_asked or not tools.memory.is_empty:
        # Not all of it is there to be stored; or what was made last is, and storing all takes longer than an edit.
        return _made(texts, read_findings, tools, others)
    switches = repr(
        (
            tools.directory_urls,
            tools.is_preview,
            tools.language,
            tools.title,
            tools.node_file,
            tools.repository,
            tools.most_whole,
        )
    )
    words = (tools.engine.name, tools.edit_base, tools.site_address, tools.link_previews, switches)
    mappings = (repr(sorted(mapping.items())) for mapping in (tools.dates, tools.changes, tools.templates))
    known = (*words, *mappings, repr(read_findings), repr(sorted(others)))
    key = key_of("site", code_digest(), engine_id(), fonts_id(), *known, *_flat(texts))
    return remembered(tools.cache, key, hidden_files(texts)) or remember(
        tools.cache, key, _made(texts, read_findings, tools, others)
    )


def _flat(texts: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(texts):
        yield path
        yield texts[path]


def _made(
    texts: Mapping[str, str], read_findings: tuple[Finding, ...], tools: BuildOptions, others: Sequence[str]
) -> Site:
    tools.tell(f"reading and checking {len(texts)} files")
    if tools.cache.is_new:  # else there may be nothing to draw, and starting the engine takes a second of work
        tools.engine.prepare()
    maps, findings = checked(texts, read_findings, others)
    hidden = hidden_files(texts)
    if has_errors(findings):
        return Site({}, {}, hidden, tuple(findings))
    pages_of_files = page_addresses([*texts, *others], directory_urls=tools.directory_urls)
    published = Published(
        tools.site_address,
        tools.dates,
        _contents(maps, texts),
        pages_of_files,
        tools.changes,
        tools.node_file,
        tools.repository,
    )
    contexts = {
        map_id: replace(context, language=tools.language, most_whole=tools.most_whole, memory=tools.memory)
        for map_id, context in contexts_of(maps, published, tools.edit_base, is_preview=tools.is_preview).items()
    }
    listed = lists_above(texts, contexts)
    contexts = {
        map_id: replace(context, listed=listed.get(map_id), previews=previews_of(context, tools.link_previews))
        for map_id, context in contexts.items()
    }
    templates = Templates(tools.templates, tools.language)
    prose, requests = prose_pages(texts, hidden, contexts, templates)
    findings += drawings_in_the_way(requests, [*texts, *others])
    for context in contexts.values():
        views, too_large = map_views(context)
        requests |= views
        findings += too_large
    with ThreadPoolExecutor(1) as executor:
        # Drawing takes longest and needs nothing of what follows: it goes on beside pandoc and the pages.
        drawing = executor.submit(render_diagrams, requests, tools.engine, tools.cache, tools.tell)
        tools.tell("formatting citations")
        works, failed = formatted_works(maps, published, tools.cache, tools.memory)
        pages: dict[str, Page | WrittenPage] = dict(prose.pages)
        files: dict[str, str] = {}
        asked: dict[str, Callable[[], str]] = {}
        known = {
            map_id: replace(context, citations=works[map_id].cited, own=works[map_id].own)
            for map_id, context in contexts.items()
            if map_id in works
        }
        for context in known.values():
            beside = tuple(known[other] for other in context.argument_map.readings if other in known)
            whole = replace(context, readings=beside)
            pages |= map_pages(whole, requests, templates, tools.memory)
            files |= map_files(whole, templates, tools.memory)
            asked |= map_data(whole, templates)
        pages |= explained_pages(pages, maps, tools.memory)
        if not tools.is_asked:
            files |= {path: write() for path, write in asked.items()}
            asked = {}
        svgs, undrawn = drawing.result()
    credited = {
        path: credit_of_drawing(contexts[_map_of(path, request)], request.view)
        for path, request in requests.items()
        if request.view.shape in DOWNLOADED
    }
    previews = {path: preview for context in contexts.values() for path, preview in context.previews.items()}
    edition_tools = EditionTools(tools.site_address, tools.engine, tools.cache, templates, tools.link_previews)
    renamed = new_names(maps)
    for argument_map in maps:
        # The engine serves one thread at a time, so that their archives are drawn when all else is.
        old = edition_files(argument_map, edition_tools, renamed)
        files |= old.files
        previews |= old.previews
        findings += old.findings
    findings += [*failed, *prose.findings, *undrawn, *typesetting_findings(maps)]
    files |= svgs
    if maps:
        files |= {**assets(), **site_list(contexts, tools.title, templates, [*texts, *others])}
        files |= {ADDRESSES: address_index(maps), MAPS: map_list(maps), MISSING: theme_file("missing.js")}
    findings = sorted(set(findings))
    if has_errors(findings):
        return Site({}, {}, hidden, tuple(findings))
    return Site(pages, files, hidden, tuple(findings), previews, credited, asked)


def _map_of(path: str, request: DiagramRequest) -> str:
    """Return the id of the map that is drawn, which is the path of its folder too."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), request.to_map))


def _contents(maps: Sequence[ArgumentMap], texts: Mapping[str, str]) -> dict[str, str]:
    return {node.file: content_id(texts[node.file]) for argument_map in maps for node in argument_map.nodes}
