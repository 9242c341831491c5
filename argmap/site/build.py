"""Makes everything of a site that is generated: texts in, findings and pages and files by their paths out."""

import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from argmap.analysis.history import new_names
from argmap.citations.citable import Published
from argmap.citations.pandoc import engine_id
from argmap.citations.swhid import content_id
from argmap.diagrams.apart import Wanted
from argmap.diagrams.engine import Engine
from argmap.diagrams.letters import fonts_id, typesetting_findings
from argmap.model.findings import Finding, has_errors
from argmap.model.maps import ArgumentMap
from argmap.pages.context import contexts_of
from argmap.pages.listed import lists_above
from argmap.pages.parting import MOST_WHOLE
from argmap.pages.previews import LinkPreviews, previews_of
from argmap.pages.templating import Templates
from argmap.read.layout import folder_of_map
from argmap.site.addresses import ADDRESSES, MAPS, MISSING, NODE_FILE_IN_TREE, drawings_in_the_way, page_addresses
from argmap.site.editions import EditionTools
from argmap.site.made import AT_ONCE, Site, joined, packed
from argmap.site.making import Batch, MapTools, batches, by_map, made_maps
from argmap.site.outputs import address_index, assets, map_list, site_list
from argmap.site.packing import Packed
from argmap.site.prosepages import explained_pages, hidden_files, prose_pages
from argmap.site.remembered import remember_maps, remember_site, remembered_map, remembered_site
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
        beside: Has pictures made into the cache at any time from now on, beside all else.
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
    beside: Callable[[Cache, Callable[[], Wanted]], object] = lambda *_: None
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
        return _made(planned(texts, read_findings, tools, others), tools)
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
    return remembered_site(tools.cache, key, hidden_files(texts)) or _made(
        planned(texts, read_findings, tools, others), tools, key
    )


def _flat(texts: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(texts):
        yield path
        yield texts[path]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known before any map is made; with an error among the findings, there are no maps.

    Attributes:
        whole: The maps, with all that is needed to make them.
        pages: The pages that people wrote, and argmap completed, by their paths.
        templates: What lays pages out.
        hidden: The files of the docs folder that are not published.
        findings: What was found so far.
        there: The paths of all files of the docs folder.
    """

    whole: Batch
    pages: "Mapping[str, Page | WrittenPage]"
    templates: Templates
    hidden: frozenset[str]
    findings: tuple[Finding, ...]
    there: Sequence[str]

    @property
    def maps(self) -> list[ArgumentMap]:
        """The maps, in the order of their ids."""
        return [self.whole.contexts[map_id].argument_map for map_id in self.whole.map_ids]


def planned(
    texts: Mapping[str, str], read_findings: tuple[Finding, ...], tools: BuildOptions, others: Sequence[str] = ()
) -> Plan:
    """Read and check all maps, and say what is to be made of them.

    Args:
        texts: The text of each file by its path below the docs folder.
        read_findings: The findings of reading them.
        tools: What the build works with.
        others: The paths of all other files there.

    Returns:
        The plan.
    """
    tools.tell(f"reading and checking {len(texts)} files")
    if tools.cache.is_new:  # else there may be nothing to draw, and starting the engine takes a second of work
        tools.engine.prepare()
    maps, findings = checked(texts, read_findings, others)
    hidden, templates = hidden_files(texts), Templates(tools.templates, tools.language)
    if has_errors(findings):
        nothing = Batch((), {}, Published(), {}, {}, {})
        return Plan(nothing, {}, templates, hidden, tuple(findings), ())
    there = [*texts, *others]
    published = Published(
        tools.site_address,
        tools.dates,
        _contents(maps, texts),
        page_addresses(there, directory_urls=tools.directory_urls),
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
    prose, requests = prose_pages(texts, hidden, contexts, templates)
    findings += [*prose.findings, *drawings_in_the_way(requests, there), *typesetting_findings(maps)]
    of_maps = {path: page for path, page in prose.pages.items() if folder_of_map(path, contexts)}
    whole = Batch([*contexts], contexts, published, requests, of_maps, new_names(maps))
    return Plan(whole, prose.pages, templates, hidden, tuple(findings), there)


def above_maps(plan: Plan, tools: BuildOptions) -> Site:
    """Make what belongs to no map: other pages that people wrote, and what tells of all maps.

    Args:
        plan: What is known of all maps.
        tools: What the build works with.

    Returns:
        This part of the site.
    """
    pages = {path: page for path, page in plan.pages.items() if path not in plan.whole.pages}
    files: dict[str, str] = {}
    if plan.whole.map_ids:
        files |= {**assets(), **site_list(plan.whole.contexts, tools.title, plan.templates, plan.there)}
        files |= {ADDRESSES: address_index(plan.maps), MAPS: map_list(plan.maps), MISSING: theme_file("missing.js")}
    return Site(pages | explained_pages(pages, plan.maps, tools.memory), files, plan.hidden, ())


def map_tools(tools: BuildOptions, templates: Templates) -> MapTools:
    """Choose what maps are made with.

    Args:
        tools: What the build works with.
        templates: What lays pages out.

    Returns:
        The tools of a batch.
    """
    editions = EditionTools(tools.site_address, tools.engine, tools.cache, templates, tools.link_previews)
    return MapTools(editions, tools.memory, tools.tell, tools.is_asked, tools.beside)


def _made(plan: Plan, tools: BuildOptions, key: str = "") -> Site:
    """Make a site, but maps of which nothing changed; with a key, all of it is kept for the next build."""
    if has_errors(plan.findings):
        return Site({}, {}, plan.hidden, plan.findings)
    keys = dict(_keys(plan.whole, tools)) if key else {}
    number = len(plan.whole.map_ids)
    # What is made of many maps would take gigabytes; a preview remembers most of it anyway, and of all maps together.
    is_many = number > AT_ONCE and not tools.memory.keeps
    kept = ((map_id, remembered_map(tools.cache, map_id, map_key)) for map_id, map_key in keys.items())
    parts = {map_id: packed(site) if is_many else site for map_id, site in kept if site}
    missing = [map_id for map_id in plan.whole.map_ids if map_id not in parts]
    of_none = []
    above = above_maps(plan, tools)
    above = replace(above, pages={**plan.pages, **above.pages}, findings=plan.findings)
    map_ids, templates, hidden = plan.whole.map_ids, plan.templates, plan.hidden
    to_make = batches(replace(plan.whole, map_ids=missing), AT_ONCE if is_many else number or 1)
    if is_many:
        waiting = Packed({str(place): batch for place, batch in enumerate(to_make)})
        to_make = (waiting[place] for place in waiting)
    del plan, kept  # what is known of many maps is as large as all that is made of them
    for batch in to_make:
        new = _new(batch, templates, tools, keys, is_many=is_many)
        of_none += [new.pop("")] if "" in new else []
        parts |= new
    in_order = [parts[map_id] for map_id in map_ids if map_id in parts]
    site = joined([above, *in_order, *of_none], hidden)
    if has_errors(site.findings):
        return Site({}, {}, hidden, site.findings)
    if key and _is_whole(site.findings):
        remember_site(tools.cache, key, above, keys)
    return site


def _new(
    batch: Batch, templates: Templates, tools: BuildOptions, keys: Mapping[str, str], *, is_many: bool
) -> dict[str, Site]:
    """Make maps; those that have keys are kept for the next build."""
    # Where many maps are still to be made, drawings wait packed for their pictures.
    at_once = replace(tools, beside=_later) if is_many else tools
    made = made_maps(batch, map_tools(at_once, templates))
    parts = by_map(made, batch)
    if keys and _is_whole(made.findings):
        remember_maps(tools.cache, ((map_id, keys[map_id], parts[map_id]) for map_id in batch.map_ids))
    if not is_many:
        return parts
    parts = {map_id: packed(part) for map_id, part in parts.items()}
    tools.beside(tools.cache, partial(_wanted, joined([*parts.values()], frozenset())))
    return parts


def _later(cache: Cache, wanted: Callable[[], Wanted]) -> None:
    del cache, wanted


def _wanted(site: Site) -> Wanted:
    return site.previews, site.drawings


def _is_whole(findings: Sequence[Finding]) -> bool:
    """Tell whether all was made: where pandoc was missing or took too long, the next build asks it again."""
    return not has_errors(findings) and all(finding.code != "AM083" for finding in findings)


def _keys(whole: Batch, tools: BuildOptions) -> Iterator[tuple[str, str]]:
    """Make a key for each map of all that it is made of."""
    templates = repr(sorted(tools.templates.items()))
    known = (code_digest(), engine_id(), fonts_id(), tools.engine.name, tools.site_address, tools.link_previews)
    for batch in batches(whole, 1):
        yield batch.map_ids[0], key_of("map", *known, tools.language, templates, pickle.dumps(batch))


def _contents(maps: Sequence[ArgumentMap], texts: Mapping[str, str]) -> dict[str, str]:
    return {node.file: content_id(texts[node.file]) for argument_map in maps for node in argument_map.nodes}
