"""The whole road for all maps of a docs folder: texts in, findings and {path: content} out."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from argmap.citations.citable import Published, content_id
from argmap.citations.formatting import formatted_works
from argmap.citations.pandoc import engine_id
from argmap.diagrams.engine import Engine
from argmap.diagrams.render import drawn
from argmap.model.characters import encodable
from argmap.model.findings import Finding, Place, has_errors
from argmap.model.maps import ArgumentMap
from argmap.model.rules import RULES
from argmap.pages.context import context_of
from argmap.pages.templating import Templates
from argmap.site.addresses import ADDRESSES, MISSING, drawings_in_the_way
from argmap.site.outputs import address_index, assets, map_files, map_views
from argmap.site.prosepages import explained_pages, hidden_files, prose_pages
from argmap.site.validate import checked
from argmap.storage.cache import Cache, code_digest, key_of
from argmap.storage.disk import stays_below
from argmap.storage.resources import theme_file

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


def make_site(texts: Mapping[str, str], found: tuple[Finding, ...], tools: Tools, others: Sequence[str] = ()) -> Site:
    """Make everything that is generated.

    Takes the text of each file by its path below the docs folder, the findings of reading them, the tools, and
    the paths of all other files there. Returns the site; with an error among the findings, a site without files.
    """
    words = (tools.engine.name, tools.edit_base, tools.site_address)
    known = (*words, repr(sorted(tools.dates.items())), repr(found), repr(sorted(others)))
    key = key_of("site", code_digest(), engine_id(), *known, *_flat(texts))
    return _remembered(tools.cache, key, hidden_files(texts)) or _remember(
        tools.cache, key, _made(texts, found, tools, others)
    )


def _flat(texts: Mapping[str, str]) -> Iterator[str]:
    for path in sorted(texts):
        yield path
        yield texts[path]


def _remembered(cache: Cache, key: str, hidden: frozenset[str]) -> Site | None:
    """Return the site that was made last, if nothing at all has changed since.

    Its paths will be written, and somebody else may have put them into the cache: none is used if one leads out of the
    site's folder, or anything is not of the form in which it is kept.
    """
    found = cache.get([_LAST]).get(_LAST, "")
    if not found.startswith(key):
        return None
    try:
        said = json.loads(found[len(key) :])
    except (ValueError, RecursionError):
        return None
    match said:
        case {"files": dict(files), "findings": list(rows)}:
            findings = [_finding(row) for row in rows]
        case _:
            return None
    sound = all(isinstance(text, str) and encodable(text) == text and stays_below(path) for path, text in files.items())
    return Site(files, hidden, tuple(filter(None, findings))) if sound and None not in findings else None


def _finding(row: object) -> Finding | None:
    match row:
        case [[str(path), int(line), int(column)], str(code), str(message), str(hint)] if code in RULES:
            return Finding(Place(path, line, column), code, message, hint)
        case _:
            return None


def _remember(kept: Cache, key: str, site: Site) -> Site:
    told = {
        "files": site.files,
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
    hidden = hidden_files(texts)
    if has_errors(findings):
        return Site({}, hidden, tuple(findings))
    published = Published(tools.site_address, tools.dates, _contents(maps, texts))
    contexts = {one.id: context_of(one, published, tools.edit_base) for one in maps}
    templates = Templates()
    pages, wanted = prose_pages(texts, hidden, contexts, templates)
    findings += drawings_in_the_way(wanted, [*texts, *others])
    for context in contexts.values():
        views, too_large = map_views(context)
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
                generated |= map_files(known, wanted, templates)
        generated |= explained_pages(generated, texts, hidden, maps)
        svgs, undrawn = drawing.result()
    findings += [*failed, *pages.findings, *undrawn]
    generated |= svgs
    if maps:
        generated |= assets()
        generated |= {ADDRESSES: address_index(maps), MISSING: theme_file("missing.js")}
    findings = sorted(set(findings))
    return Site({} if has_errors(findings) else generated, hidden, tuple(findings))


def _contents(maps: Sequence[ArgumentMap], texts: Mapping[str, str]) -> dict[str, str]:
    return {node.file: content_id(texts[node.file]) for one in maps for node in one.nodes}
