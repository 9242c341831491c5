"""The whole road for all maps of a docs folder: texts in, findings and {path: content} out."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

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
from argmap.pages.page import Page, PageMeta, WrittenPage, markdown_of
from argmap.pages.templating import Templates
from argmap.site.addresses import ADDRESSES, MISSING, drawings_in_the_way
from argmap.site.outputs import address_index, assets, map_files, map_pages, map_views
from argmap.site.prosepages import explained_pages, hidden_files, prose_pages
from argmap.site.validate import checked
from argmap.storage.cache import Cache, code_digest, key_of
from argmap.storage.disk import stays_below
from argmap.storage.resources import theme_file

_LAST = "the site that was made last"


@dataclass(frozen=True, slots=True)
class Site:
    """What was made of a docs folder; no pages and files if there are errors.

    Attributes:
        pages: The pages of the site that are argmap's, or that it completed, by the paths of their Markdown files.
        files: All other files that are generated, by their paths: drawings, data, redirects, style sheet, script.
        hidden: The files of the docs folder that must not be published as they are: nodes and map.yml.
        findings: What was found, sorted.
    """

    pages: Mapping[str, Page | WrittenPage]
    files: Mapping[str, str]
    hidden: frozenset[str]
    findings: tuple[Finding, ...]

    @property
    def tree(self) -> dict[str, str]:
        """Everything as plain files by their paths, as any builder takes them."""
        return {**self.files, **{path: markdown_of(page) for path, page in self.pages.items()}}


@dataclass(frozen=True, slots=True)
class Tools:
    """What a build works with: the layout engine, the cache, and whom to tell how far it is.

    `edit_base` is the address below which the code host's editor opens a file of the docs folder, `site_address`
    that at which the site will be published, ending in a slash; both may be unknown. `dates` tells when each file
    of the docs folder was last changed. `templates` are the texts of those that the site puts in the place of argmap's.
    """

    engine: Engine
    cache: Cache = field(default_factory=lambda: Cache(None))
    tell: Callable[[str], None] = lambda _: None
    edit_base: str = ""
    site_address: str = ""
    dates: Mapping[str, str] = field(default_factory=dict)
    templates: Mapping[str, str] = field(default_factory=dict)


def make_site(texts: Mapping[str, str], found: tuple[Finding, ...], tools: Tools, others: Sequence[str] = ()) -> Site:
    """Make everything that is generated.

    Takes the text of each file by its path below the docs folder, the findings of reading them, the tools, and
    the paths of all other files there. Returns the site; with an error among the findings, a site without files.
    """
    words = (tools.engine.name, tools.edit_base, tools.site_address)
    mappings = (repr(sorted(mapping.items())) for mapping in (tools.dates, tools.templates))
    known = (*words, *mappings, repr(found), repr(sorted(others)))
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
        case {"pages": dict(written), "files": dict(files), "findings": list(rows)}:
            pages = {path: _page(page) for path, page in written.items()}
            findings = [_finding(row) for row in rows]
        case _:
            return None
    sound = all(map(stays_below, [*pages, *files])) and all(map(_is_text, files.values()))
    if not sound or None in findings or None in pages.values():
        return None
    return Site({path: page for path, page in pages.items() if page}, files, hidden, tuple(filter(None, findings)))


def _is_text(value: object) -> bool:
    return isinstance(value, str) and encodable(value) == value


def _page(parts: object) -> Page | WrittenPage | None:
    """Read what `_parts` wrote."""
    match parts:
        case [list(rows)]:
            written = [_part(row) for row in rows]
            return None if None in written else WrittenPage(tuple(part for part in written if part is not None))
        case [[str(title), str(heading), str(map_title), dict(front)], str(above), str(body)]:
            texts = (title, heading, map_title, above, body, json.dumps(front, ensure_ascii=False))
            meta = PageMeta(title, heading, map_title, front)
            return Page(meta, Markup(above), Markup(body)) if all(map(_is_text, texts)) else None  # noqa: S704 - it was
        case _:
            return None


def _part(row: object) -> str | Markup | None:
    match row:
        case [bool(is_markup), str(text)] if _is_text(text):
            return Markup(text) if is_markup else text  # noqa: S704 - it was
        case _:
            return None


def _parts(page: Page | WrittenPage) -> list[Any]:
    """Write a page as JSON values."""
    if isinstance(page, WrittenPage):
        return [[(isinstance(part, Markup), part) for part in page.parts]]
    meta = page.meta
    return [(meta.title, meta.heading, meta.map_title, meta.front), page.above, page.body]


def _finding(row: object) -> Finding | None:
    match row:
        case [[str(path), int(line), int(column)], str(code), str(message), str(hint)] if code in RULES:
            return Finding(Place(path, line, column), code, message, hint)
        case _:
            return None


def _remember(kept: Cache, key: str, site: Site) -> Site:
    told = {
        "pages": {path: _parts(page) for path, page in site.pages.items()},
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
        return Site({}, {}, hidden, tuple(findings))
    published = Published(tools.site_address, tools.dates, _contents(maps, texts))
    contexts = {one.id: context_of(one, published, tools.edit_base) for one in maps}
    templates = Templates(tools.templates)
    prose, wanted = prose_pages(texts, hidden, contexts, templates)
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
        pages: dict[str, Page | WrittenPage] = dict(prose.pages)
        files: dict[str, str] = {}
        for map_id, context in contexts.items():
            if map_id in works:
                known = replace(context, citations=works[map_id].cited, own=works[map_id].own)
                pages |= map_pages(known, wanted, templates)
                files |= map_files(known, templates)
        pages |= explained_pages(pages, texts, hidden, maps)
        svgs, undrawn = drawing.result()
    findings += [*failed, *prose.findings, *undrawn]
    files |= svgs
    if maps:
        files |= assets()
        files |= {ADDRESSES: address_index(maps), MISSING: theme_file("missing.js")}
    findings = sorted(set(findings))
    if has_errors(findings):
        pages, files = {}, {}
    return Site(pages, files, hidden, tuple(findings))


def _contents(maps: Sequence[ArgumentMap], texts: Mapping[str, str]) -> dict[str, str]:
    return {node.file: content_id(texts[node.file]) for one in maps for node in one.nodes}
