"""The whole road for all maps of a docs folder: texts in, findings and {path: content} out."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from argmap.blocks import Wanted, fill
from argmap.cache import Cache, key_of
from argmap.checks import check
from argmap.citations import CitationError, Formatted, Request, engine_id, format_citations
from argmap.clusters import Cluster, clusters_in
from argmap.context import Context, disputed_steps, name_cluster
from argmap.draw import Drawing, drawing_of, finished
from argmap.engine import Engine, Failure
from argmap.exports import map_json
from argmap.figures import file_name, standalone
from argmap.findings import Finding, Place, has_errors
from argmap.graph import graph_of
from argmap.mappages import (
    default_front,
    diagram_page,
    front_page_end,
    outline_page,
    redirect_page,
    references_page,
    tombstone_page,
)
from argmap.model import ArgumentMap
from argmap.nodepage import TO_MAP, node_page
from argmap.read import MAP_FILE, REFERENCES_FILE, is_node_file, map_folders, read
from argmap.schemas import schemas
from argmap.views import Shape, branch, neighbourhood, overview, whole

ASSETS = "argmap"
"""The folder of the site that holds style sheet, script and schemas."""

STYLE_SHEET = f"{ASSETS}/argmap.css"
SCRIPT = f"{ASSETS}/argmap.js"


@dataclass(frozen=True, slots=True)
class Site:
    """What was made of a docs folder.

    `files` holds the generated files by their paths, none if there are errors. `hidden` are the files of
    the docs folder that must not be published as they are: nodes and map.yml.
    """

    files: Mapping[str, str]
    hidden: frozenset[str]
    findings: tuple[Finding, ...]
    maps: tuple[ArgumentMap, ...] = ()


@dataclass(frozen=True, slots=True)
class Tools:
    """What a build works with: the layout engine, the cache, and whom to tell how far it is."""

    engine: Engine
    cache: Cache = field(default_factory=lambda: Cache(None))
    tell: Callable[[str], None] = lambda _: None
    edit_base: str = ""


def checked(texts: Mapping[str, str], found: tuple[Finding, ...] = ()) -> tuple[tuple[ArgumentMap, ...], list[Finding]]:
    """Read and check every map; takes and adds to the findings of reading the files. Returns them sorted."""
    reading = read(texts, frozenset(finding.place.path for finding in found))
    findings = [*found, *reading.findings]
    for argument_map in reading.maps:
        findings += check(argument_map)
    return reading.maps, sorted(set(findings))


def make_site(texts: Mapping[str, str], found: tuple[Finding, ...], tools: Tools) -> Site:
    """Make everything that is generated.

    Takes the text of each file by its path below the docs folder, the findings of reading them, and the
    tools. Returns the site; with an error among the findings, a site without files.
    """
    tools.tell(f"reading and checking {len(texts)} files")
    maps, findings = checked(texts, found)
    folders = map_folders(texts)
    hidden = frozenset(path for path in texts if is_node_file(path, folders) or path.rpartition("/")[2] == MAP_FILE)
    if has_errors(findings):
        return Site({}, hidden, tuple(findings), maps)
    tools.tell("formatting citations")
    contexts, failed = _contexts(maps, texts, tools)
    pages, drawings = _prose_pages(texts, hidden, contexts)
    findings += [*failed, *pages.findings]
    generated = dict(pages.files)
    for context in contexts.values():
        drawn, too_large = _views(context)
        drawings |= drawn
        findings += too_large
        generated |= _map_files(context, drawn)
    svgs, failed = _drawn(drawings, tools)
    findings += failed
    generated |= svgs
    if maps:
        generated |= _assets()
    findings = sorted(set(findings))
    return Site({} if has_errors(findings) else generated, hidden, tuple(findings), maps)


def _contexts(
    maps: tuple[ArgumentMap, ...],
    texts: Mapping[str, str],
    tools: Tools,
) -> tuple[dict[str, Context], list[Finding]]:
    requests = {
        argument_map.id: Request(
            texts.get(f"{argument_map.id}/{REFERENCES_FILE}", "[]"),
            _clusters(argument_map),
            argument_map.language,
        )
        for argument_map in maps
        if argument_map.references
    }
    findings = []
    formatted: dict[str, Formatted] = {}
    try:
        formatted = _formatted(requests, tools.cache)
    except CitationError as error:
        place = Place(f"{next(iter(requests))}/{REFERENCES_FILE}")
        findings.append(Finding(place, "AM082", f"pandoc says: {error}", "look for an odd date, name or address"))
    contexts = {}
    for argument_map in maps:
        graph = graph_of(argument_map)
        citations = formatted.get(argument_map.id, Formatted({}, {}))
        contexts[argument_map.id] = Context(argument_map, graph, citations, tools.edit_base, disputed_steps(graph))
    return contexts, findings


def _clusters(argument_map: ArgumentMap) -> tuple[Cluster, ...]:
    """Gather every citation of a map once, in a settled order."""
    keys = [reference.key for reference in argument_map.references]
    clusters = [name_cluster(key) for key in keys]
    for node in argument_map.nodes:
        if "@" in node.prose:
            clusters += [span.cluster for span in clusters_in(node.prose)]
    return tuple(dict.fromkeys(clusters))


def _formatted(requests: Mapping[str, Request], kept: Cache) -> dict[str, Formatted]:
    """Format citations, or take them from the cache when nothing they are made from has changed."""
    if not requests:
        return {}
    key = key_of("citations", engine_id(), repr(sorted(requests.items())))
    found = kept.get([key])
    if key in found:
        told = json.loads(found[key])
        return {
            map_id: Formatted(dict(zip(request.clusters, told[map_id][0], strict=True)), told[map_id][1])
            for map_id, request in requests.items()
        }
    formatted = format_citations(requests)
    kept.put(
        {
            key: json.dumps(
                {
                    map_id: [[formatted[map_id].clusters[one] for one in request.clusters], formatted[map_id].entries]
                    for map_id, request in requests.items()
                },
            ),
        },
    )
    return formatted


@dataclass(frozen=True, slots=True)
class _Pages:
    files: Mapping[str, str]
    findings: tuple[Finding, ...]


def _prose_pages(
    texts: Mapping[str, str],
    hidden: frozenset[str],
    contexts: Mapping[str, Context],
) -> tuple[_Pages, dict[str, Wanted]]:
    """Fill the blocks of the pages that people wrote, and complete the front pages of maps."""
    pages = {path: page for path, page in texts.items() if path.endswith(".md") and path not in hidden}
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


def _map_files(context: Context, drawn: Mapping[str, Wanted]) -> dict[str, str]:
    argument_map, map_id = context.argument_map, context.argument_map.id
    generated = {
        f"{map_id}/map.json": map_json(argument_map),
        f"{map_id}/outline/index.md": outline_page(context),
        f"{map_id}/diagram/index.md": diagram_page(context, whole(context.graph, argument_map.title)),
        f"{map_id}/references/index.md": references_page(context),
    }
    for node in argument_map.nodes:
        if node.withdrawn:
            generated[f"{map_id}/{node.id}/index.md"] = tombstone_page(argument_map, node)
        else:
            with_branch = f"{map_id}/{node.id}/{file_name(Shape.BRANCH)}" in drawn
            generated[f"{map_id}/{node.id}/index.md"] = node_page(context, node.id, with_branch=with_branch)
        for alias, _ in node.aliases:
            generated[f"{map_id}/{alias}/index.html"] = redirect_page(node)
    return generated


def _drawn(
    drawings: Mapping[str, Wanted],
    tools: Tools,
) -> tuple[dict[str, str], list[Finding]]:
    """Lay out what the cache does not hold, all in one go, and finish every drawing."""
    style = drawing_style()
    written: dict[str, Drawing] = {path: drawing_of(one.view, one.to_map) for path, one in drawings.items()}
    keys = {path: key_of("drawing", tools.engine.name, drawing.dot) for path, drawing in written.items()}
    svgs = tools.cache.get(keys.values())
    missing = {key: written[path].dot for path, key in keys.items() if key not in svgs}
    if missing:
        tools.tell(f"drawing {len(missing)} of {len(written)} diagrams")
    results = dict(zip(missing, tools.engine.render(list(missing.values())), strict=True))
    made = {key: svg for key, svg in results.items() if isinstance(svg, str)}
    tools.cache.put(made)
    svgs |= made
    findings = []
    for path, key in keys.items():
        failure = results.get(key)
        if isinstance(failure, Failure):
            message = f"Graphviz could not draw {path}: {failure.message}"
            findings.append(
                Finding(Place(drawings[path].file), "AM081", message, "look at the titles of the nodes it shows")
            )
    return {
        path: standalone(finished(svgs[key], written[path]), style) for path, key in keys.items() if key in svgs
    }, findings


@cache
def drawing_style() -> str:
    """Return the style sheet that drawings carry when they stand alone."""
    return _theme_file("drawing.css")


def _theme_file(name: str) -> str:
    return files("argmap").joinpath("theme", name).read_text(encoding="utf-8")


def _assets() -> dict[str, str]:
    """Return the style sheet, the script and the published schemas."""
    assets = {STYLE_SHEET: drawing_style() + _theme_file("pages.css"), SCRIPT: _theme_file("argmap.js")}
    for name, schema in schemas().items():
        assets[f"{ASSETS}/{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return assets
