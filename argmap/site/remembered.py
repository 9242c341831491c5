"""Keeps what was made last in the cache: of each map, for as long as nothing changes that it is made of, and above all.

A site is made of what was kept of its maps and of what belongs to none. Where nothing at all has changed, nothing needs
to be read either to know it.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import islice
from typing import Any, TypeAlias

from markupsafe import Markup
from msgspec import Struct, structs
from msgspec.json import Decoder, Encoder

from argmap.diagrams.credit import Credit
from argmap.diagrams.previews import Preview
from argmap.model.findings import Finding
from argmap.model.rules import RULES
from argmap.pages.page import Page, PageMeta, WrittenPage
from argmap.site.made import AT_ONCE, Site, joined, packed
from argmap.storage.cache import Cache
from argmap.storage.writing import stays_below

_SITE = "the site that was made last"
"""Under this name the cache has what belongs to no map of that site, and by which keys it has the maps."""
_ABOVE = "what belongs to no map of it"
_MAP = "the map {}"
_IN_A_PART = 1000
"""How many pages or files an entry of the cache holds: in one, a large site would take its memory twice."""

_AT_ONCE = 50
"""How many entries are put into the cache at a time: a site may have thousands of small maps."""


class _Page(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, tag=0):
    """A page as the cache has it."""

    title: str
    heading: str
    map_title: str
    front: dict[str, Any]
    lang: str
    above: str
    body: str
    searched: str
    tags: tuple[str, ...]


class _WrittenPage(Struct, frozen=True, array_like=True, forbid_unknown_fields=True, tag=1):
    """A page that people wrote, as the cache has it: each part, and whether it is markup."""

    parts: tuple[tuple[bool, str], ...]
    front: dict[str, Any]


_AnyPage: TypeAlias = _Page | _WrittenPage


class _Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """An entry of the cache; `more` says how many more there are."""

    pages: dict[str, _AnyPage]
    files: dict[str, str]
    previews: dict[str, Preview]
    credits: dict[str, Credit]
    findings: tuple[Finding, ...]
    more: int


_NOTHING = _Entry({}, {}, {}, {}, (), 0)
_READ_MAPS = Decoder(dict[str, str])
_READ_ENTRY = Decoder(_Entry)
_WRITE = Encoder(enc_hook=str.__str__)  # markup is not quite a string


def remembered_site(cache: Cache, key: str, hidden: frozenset[str]) -> Site | None:
    """Return the site that was made last, if nothing at all has changed since.

    Args:
        cache: The cache.
        key: What tells the site from all others: a digest of everything that it is made of.
        hidden: The files of the docs folder that are not published, which are not kept.

    Returns:
        The site; nothing where it is not there whole.
    """
    try:
        maps = _READ_MAPS.decode(_in_cache(cache, _SITE, key))
    except ValueError:
        return None
    parts = [_remembered(cache, _ABOVE, key)]
    for map_id, map_key in maps.items():
        part = remembered_map(cache, map_id, map_key)
        parts.append(packed(part) if part and len(maps) > AT_ONCE else part)
    there = [part for part in parts if part]
    return joined(there, hidden) if len(there) == len(parts) else None


def remembered_map(cache: Cache, map_id: str, key: str) -> Site | None:
    """Return what was made last of a map, if nothing has changed that it is made of.

    Its paths will be written, and somebody else may have put them into the cache: nothing is used if a path leads out
    of the site's folder, or anything is not of the form in which `remember_maps` writes it.

    Args:
        cache: The cache.
        map_id: The id of the map.
        key: A digest of everything that it is made of.

    Returns:
        Its part of the site; nothing where it is not there whole.
    """
    return _remembered(cache, _MAP.format(map_id), key)


def _remembered(cache: Cache, name: str, key: str) -> Site | None:
    try:
        first = _read(cache, name, key)
        entries = [first, *(_read(cache, f"{name}, {number}", key) for number in range(first.more))]
        return joined(list(map(_site_of, entries)), frozenset())
    except (ValueError, RecursionError):
        return None


def _read(cache: Cache, name: str, key: str) -> _Entry:
    """Read an entry; raises ValueError where it is none."""
    return _READ_ENTRY.decode(_in_cache(cache, name, key))


def _in_cache(cache: Cache, name: str, key: str) -> memoryview:
    """Return what is kept under a name; nothing where it was made of something else."""
    kept, made_of = cache.get([name]).get(name, b""), key.encode()
    return memoryview(kept)[len(made_of) :] if kept.startswith(made_of) else memoryview(b"")


def _site_of(entry: _Entry) -> Site:
    """Make a part of a site of what was kept; raises ValueError where it cannot be used."""
    paths = (*entry.files, *entry.pages, *entry.previews, *entry.credits)
    if not (all(map(stays_below, paths)) and all(finding.code in RULES for finding in entry.findings)):
        raise ValueError
    pages = {path: _page(page) for path, page in entry.pages.items()}
    return Site(pages, entry.files, frozenset(), entry.findings, entry.previews, entry.credits)


def _page(kept: _AnyPage) -> Page | WrittenPage:
    if isinstance(kept, _WrittenPage):
        parts = (Markup(part) if is_markup else part for is_markup, part in kept.parts)  # noqa: S704 - so it was
        return WrittenPage(tuple(parts), kept.front)
    lang, above, body, searched = map(Markup, (kept.lang, kept.above, kept.body, kept.searched))  # so they were
    return Page(PageMeta(kept.title, kept.heading, kept.map_title, kept.front, lang), above, body, searched, kept.tags)


def _kept(page: Page | WrittenPage) -> _AnyPage:
    if isinstance(page, WrittenPage):
        return _WrittenPage(tuple((isinstance(part, Markup), part) for part in page.parts), {**page.front})
    meta = page.meta
    head = (meta.title, meta.heading, meta.map_title, {**meta.front}, meta.lang)
    return _Page(*head, page.above, page.body, page.searched, page.tags)


def remember_site(cache: Cache, key: str, above: Site, maps: Mapping[str, str]) -> None:
    """Keep what belongs to no map, and of which maps the site is.

    Args:
        cache: The cache.
        key: What tells the site from all others.
        above: What belongs to no map.
        maps: By which key each map is kept, by its id.
    """
    with suppress(UnicodeEncodeError):  # a path that is no text, as file names may be, cannot be kept
        cache.put({**dict(_entries(_ABOVE, key, above)), _SITE: key.encode() + _WRITE.encode(dict(maps))})


def remember_maps(cache: Cache, maps: Iterable[tuple[str, str, Site]]) -> None:
    """Keep maps for the next build.

    Args:
        cache: The cache.
        maps: The id of each map, a digest of everything that it is made of, and its part of the site.
    """
    entries: dict[str, bytes] = {}
    for map_id, key, site in maps:
        with suppress(UnicodeEncodeError):  # as above: it has the drawings of such a page
            entries |= dict(_entries(_MAP.format(map_id), key, site))
        if len(entries) >= _AT_ONCE:
            cache.put(entries)
            entries = {}
    cache.put(entries)


def _entries(name: str, key: str, site: Site) -> Iterator[tuple[str, bytes]]:
    """Cut a part of a site into entries of the cache."""
    pages, files = iter(site.pages.items()), iter(site.files.items())
    number = 0
    while some_pages := {path: _kept(page) for path, page in islice(pages, _IN_A_PART)}:
        yield f"{name}, {number}", _written(key, structs.replace(_NOTHING, pages=some_pages))
        number += 1
    while some_files := dict(islice(files, _IN_A_PART)):
        yield f"{name}, {number}", _written(key, structs.replace(_NOTHING, files=some_files))
        number += 1
    yield name, _written(key, _Entry({}, {}, {**site.previews}, {**site.credited}, site.findings, number))


def _written(key: str, entry: _Entry) -> bytes:
    return key.encode() + _WRITE.encode(entry)
