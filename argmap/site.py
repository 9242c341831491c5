"""The whole road for all maps of a docs folder: texts in, findings and {path: content} out."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from argmap.abbreviations import expansions, with_abbreviations
from argmap.addresses import (
    ADDRESSES,
    MISSING,
    SCRIPT,
    STYLE_SHEET,
    drawings_in_the_way,
    in_the_way,
    schema_file,
)
from argmap.blocks import fill
from argmap.cache import Cache, code_digest, key_of
from argmap.chars import as_read
from argmap.checks import check
from argmap.citable import Published, content_id, map_item, node_item
from argmap.citations import engine_id
from argmap.citepages import cite_page, editions_page
from argmap.citing import formatted_works
from argmap.context import TO_MAP, Context, context_of
from argmap.downloads import written
from argmap.draw import Wanted
from argmap.drawings import drawn
from argmap.engine import Engine
from argmap.exposedpage import exposed_page
from argmap.figures import file_name
from argmap.findings import Finding, Place, has_errors
from argmap.formats import data_files
from argmap.head import map_head, with_head
from argmap.mappages import (
    default_front,
    diagram_page,
    front_page_end,
    nodes_page,
    outline_page,
    redirect_page,
    tombstone_page,
)
from argmap.model import ArgumentMap
from argmap.nodepage import node_page
from argmap.read import EDITIONS_FILE, GLOSSARY_FILE, MAP_FILE, PARAGRAPHS_FILE, is_node_file, map_folders, read
from argmap.referencespage import references_page
from argmap.schemas import schemas
from argmap.sourcepages import glossary_page, source_page
from argmap.themefiles import theme_file
from argmap.views import Shape, branch, neighbourhood, overview, whole

_NOT_PUBLISHED = {MAP_FILE, PARAGRAPHS_FILE, GLOSSARY_FILE, EDITIONS_FILE}
_LAST = "the site that was made last"


@dataclass(frozen=True, slots=True)
class Site:
    """What was made of a docs folder.

    `files` holds the generated files by their paths, none if there are errors. `hidden` are the files of
    the docs folder that must not be published as they are: nodes and map.yml.
    """

    files: Mapping[str, str]
    hidden: frozenset[str]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Tools:
    """What a build works with: the layout engine, the cache, and whom to tell how far it is.

    `edit_base` is the address below which the code host's editor opens a file of the docs folder, `site_address`
    that at which the site will be published, ending in a slash; both may be unknown. `dates` tells when each file
    of the docs folder was last changed.
    """

    engine: Engine
    cache: Cache = field(default_factory=lambda: Cache(None))
    tell: Callable[[str], None] = lambda _: None
    edit_base: str = ""
    site_address: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)


def checked(
    texts: Mapping[str, str], found: tuple[Finding, ...] = (), others: Iterable[str] = ()
) -> tuple[tuple[ArgumentMap, ...], list[Finding]]:
    """Read and check every map.

    Takes the text of each file by its path below the docs folder, the findings of reading them, and the paths of
    all other files there. Returns the maps, and all findings, sorted.
    """
    reading = read(texts, frozenset(finding.place.path for finding in found))
    findings = [*found, *reading.findings]
    for argument_map in reading.maps:
        findings += check(argument_map)
    findings += in_the_way(reading.maps, [*texts, *others])
    return reading.maps, sorted(set(findings))


def checked_with_pages(
    texts: Mapping[str, str], found: tuple[Finding, ...] = (), others: Sequence[str] = ()
) -> tuple[tuple[ArgumentMap, ...], list[Finding]]:
    """Read and check every map, and when none has an error, the blocks of the pages that people wrote.

    Takes and returns what `checked` does.
    """
    maps, findings = checked(texts, found, others)
    if has_errors(findings):
        return maps, findings
    contexts = {one.id: context_of(one, Published()) for one in maps}
    pages, wanted = _prose_pages(texts, _hidden(texts), contexts)
    findings += [*pages.findings, *drawings_in_the_way(wanted, [*texts, *others])]
    return maps, sorted(set(findings))


def make_site(texts: Mapping[str, str], found: tuple[Finding, ...], tools: Tools, others: Sequence[str] = ()) -> Site:
    """Make everything that is generated.

    Takes the text of each file by its path below the docs folder, the findings of reading them, the tools, and
    the paths of all other files there. Returns the site; with an error among the findings, a site without files.
    """
    words = (tools.engine.name, tools.edit_base, tools.site_address)
    known = (*words, repr(sorted(tools.dates.items())), repr(found), repr(sorted(others)))
    key = key_of("site", code_digest(), engine_id(), *known, *_flat(texts))
    return _remembered(tools.cache, key) or _remember(tools.cache, key, _made(texts, found, tools, others))


def _flat(texts: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(texts):
        yield path
        yield texts[path]


def _remembered(kept: Cache, key: str) -> Site | None:
    """Return the site that was made last, if nothing at all has changed since."""
    found = kept.get([_LAST]).get(_LAST, "")
    if not found.startswith(key):
        return None
    told = json.loads(found[len(key) :])
    findings = tuple(Finding(Place(*place), *words) for place, *words in told["findings"])
    return Site(told["files"], frozenset(told["hidden"]), findings)


def _remember(kept: Cache, key: str, site: Site) -> Site:
    told = {
        "files": site.files,
        "hidden": sorted(site.hidden),
        "findings": [
            [[one.place.path, one.place.line, one.place.column], one.code, one.message, one.hint]
            for one in site.findings
        ],
    }
    if site.files:
        kept.put({_LAST: key + json.dumps(told)})
    return site


def _made(texts: Mapping[str, str], found: tuple[Finding, ...], tools: Tools, others: Sequence[str]) -> Site:
    tools.tell(f"reading and checking {len(texts)} files")
    tools.engine.prepare()
    maps, findings = checked(texts, found, others)
    hidden = _hidden(texts)
    if has_errors(findings):
        return Site({}, hidden, tuple(findings))
    published = Published(tools.site_address, tools.dates, _contents(maps, texts))
    contexts = {one.id: context_of(one, published, tools.edit_base) for one in maps}
    pages, wanted = _prose_pages(texts, hidden, contexts)
    findings += drawings_in_the_way(wanted, [*texts, *others])
    for context in contexts.values():
        views, too_large = _views(context)
        wanted |= views
        findings += too_large
    with ThreadPoolExecutor(1) as beside:
        # Drawing takes longest and needs nothing of what follows: it goes on beside pandoc and the pages.
        drawing = beside.submit(drawn, wanted, tools.engine, tools.cache, tools.tell)
        tools.tell("formatting citations")
        works, failed = formatted_works(maps, texts, published, tools.cache)
        generated = dict(pages.files)
        for map_id, context in contexts.items():
            if map_id in works:
                known = replace(context, citations=works[map_id].cited, own=works[map_id].own)
                generated |= _map_files(known, wanted)
        generated |= _explained(generated, texts, hidden, maps)
        svgs, undrawn = drawing.result()
    findings += [*failed, *pages.findings, *undrawn]
    generated |= svgs
    if maps:
        generated |= _assets()
        generated |= {ADDRESSES: _addresses(maps), MISSING: theme_file("missing.js")}
    findings = sorted(set(findings))
    return Site({} if has_errors(findings) else generated, hidden, tuple(findings))


def _hidden(texts: Iterable[str]) -> frozenset[str]:
    """Choose the files that have no place on the site themselves."""
    folders = map_folders(texts)
    return frozenset(path for path in texts if is_node_file(path, folders) or path.rpartition("/")[2] in _NOT_PUBLISHED)


def _contents(maps: Sequence[ArgumentMap], texts: Mapping[str, str]) -> dict[str, str]:
    return {node.file: content_id(texts[node.file]) for one in maps for node in one.nodes}


@dataclass(frozen=True, slots=True)
class _Pages:
    files: Mapping[str, str]
    findings: tuple[Finding, ...]


def _pages_in(texts: Mapping[str, str], hidden: frozenset[str]) -> dict[str, str]:
    """Choose the pages that people wrote, with their texts as they are read."""
    return {path: as_read(page) for path, page in texts.items() if path.endswith(".md") and path not in hidden}


def _prose_pages(
    texts: Mapping[str, str],
    hidden: frozenset[str],
    contexts: Mapping[str, Context],
) -> tuple[_Pages, dict[str, Wanted]]:
    """Fill the blocks of the pages that people wrote, and complete the front pages of maps."""
    pages = _pages_in(texts, hidden)
    fronts = {f"{map_id}/index.md": context for map_id, context in contexts.items()}
    for path, context in fronts.items():
        pages.setdefault(path, default_front(context.argument_map))
    written: dict[str, str] = {}
    drawings: dict[str, Wanted] = {}
    findings: list[Finding] = []
    for path, page in sorted(pages.items()):
        filled = fill(path, page, contexts)
        drawings |= filled.drawings
        findings += filled.findings
        text = filled.text
        if path in fronts:
            own = any(one.view.shape is Shape.OVERVIEW for one in filled.drawings.values())
            text = f"{text.rstrip()}\n\n{front_page_end(fronts[path], has_overview=not own)}"
            text = with_head(text, map_head(fronts[path]))
        if path not in texts or text != page:
            written[path] = text
    return _Pages(written, tuple(findings)), drawings


def _views(context: Context) -> tuple[dict[str, Wanted], list[Finding]]:
    """Choose what a map's own pages draw, by the path of the drawing.

    A main branch, next to a thesis, is drawn too where it shows more than the neighbourhood does.
    """
    graph, map_id, title = context.graph, context.argument_map.id, context.argument_map.title
    if not graph.nodes:
        return {}, []
    file = context.argument_map.file
    views = {f"{map_id}/{file_name(Shape.OVERVIEW)}": Wanted(overview(graph, title), "", file)}
    findings = []
    everything = whole(graph, title)
    if everything.too_large:
        message = f"the whole map has {len(everything.boxes)} nodes and {len(everything.arrows)} relations"
        hint = "its page says so and points to the outline"
        findings.append(Finding(Place(file), "AM080", message, hint))
    else:
        views[f"{map_id}/diagram/{file_name(Shape.WHOLE)}"] = Wanted(everything, TO_MAP, file)
    for node_id, node in graph.nodes.items():
        around = neighbourhood(graph, node_id)
        views[f"{map_id}/{node_id}/{file_name(Shape.NEIGHBOURHOOD)}"] = Wanted(around, TO_MAP, node.file)
        if len(graph.way_up(node_id)) <= 1:
            below = branch(graph, node_id)
            if not {box.id for box in below.boxes} <= {box.id for box in around.boxes}:
                views[f"{map_id}/{node_id}/{file_name(Shape.BRANCH)}"] = Wanted(below, TO_MAP, node.file)
    return views, findings


def _explained(
    generated: Mapping[str, str],
    texts: Mapping[str, str],
    hidden: frozenset[str],
    maps: Sequence[ArgumentMap],
) -> dict[str, str]:
    """Mark abbreviations on every page: those of its map's glossary, or on pages of no map those of all."""
    meanings = {one.id: expansions(one.terms) for one in maps}
    everywhere = {name: told for one in meanings.values() for name, told in one.items()}
    pages = _pages_in(texts, hidden) | {path: page for path, page in generated.items() if path.endswith(".md")}
    written = {}
    for path, page in pages.items():
        own = next((told for map_id, told in meanings.items() if path.startswith(f"{map_id}/")), everywhere)
        explained = with_abbreviations(page, own)
        if explained != page:
            written[path] = explained
    return written


def _map_files(context: Context, wanted: Mapping[str, Wanted]) -> dict[str, str]:
    argument_map, map_id = context.argument_map, context.argument_map.id
    generated = {f"{map_id}/{name}": content for name, content in data_files(context).items()}
    own = map_item(argument_map, context.published)
    generated |= {f"{map_id}/cite/{name}": content for name, content in written(own, "map").items()}
    generated |= {
        f"{map_id}/cite/index.md": cite_page(context),
        f"{map_id}/editions/index.md": editions_page(context),
        f"{map_id}/outline/index.md": outline_page(context),
        f"{map_id}/nodes/index.md": nodes_page(context),
        f"{map_id}/diagram/index.md": diagram_page(context, whole(context.graph, argument_map.title)),
        f"{map_id}/references/index.md": references_page(context),
        f"{map_id}/source/index.md": source_page(context),
        f"{map_id}/exposed/index.md": exposed_page(context),
    }
    if argument_map.terms:
        generated[f"{map_id}/glossary/index.md"] = glossary_page(context)
    for node in argument_map.nodes:
        if node.withdrawn:
            generated[f"{map_id}/{node.id}/index.md"] = tombstone_page(argument_map, node)
        else:
            with_branch = f"{map_id}/{node.id}/{file_name(Shape.BRANCH)}" in wanted
            generated[f"{map_id}/{node.id}/index.md"] = node_page(context, node.id, with_branch=with_branch)
            item = node_item(argument_map, node, context.published)
            generated |= {f"{map_id}/{node.id}/{name}": content for name, content in written(item, node.id).items()}
        for alias, _ in node.aliases:
            generated[f"{map_id}/{alias}/index.html"] = redirect_page(node)
    return generated


def _addresses(maps: Sequence[ArgumentMap]) -> str:
    """List the address of every node, old ones too, with its title: what the page for a wrong address searches."""
    told = {}
    for one in maps:
        told[f"{one.id}/"] = one.title
        for node in one.nodes:
            told |= {f"{one.id}/{name}/": node.title for name in (node.id, *(alias for alias, _ in node.aliases))}
    return json.dumps(told, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def _assets() -> dict[str, str]:
    """Return the style sheet, the script and the published schemas."""
    assets = {STYLE_SHEET: theme_file("drawing.css") + theme_file("pages.css"), SCRIPT: theme_file("argmap.js")}
    for name, schema in schemas().items():
        assets[schema_file(name)] = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return assets
