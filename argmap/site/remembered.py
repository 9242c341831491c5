"""Keeps what was made last in the cache: of each map, for as long as nothing changes that it is made of, and above all.

A site is made of what was kept of its maps and of what belongs to none. Where nothing at all has changed, nothing needs
to be read either to know it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple
from itertools import islice
from typing import Any, TypeVar

from markupsafe import Markup

from argmap.diagrams.credit import Credit, credit_of
from argmap.diagrams.previews import Preview, preview_of
from argmap.model.findings import Finding, Place
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
"""How many pages or files an entry of the cache holds: in one text, a large site would take its memory twice."""

_AT_ONCE = 50
"""How many entries are put into the cache at a time: a site may have thousands of small maps."""

_NOTHING: Mapping[str, Any] = {"pages": {}, "files": {}, "previews": {}, "credits": {}, "findings": [], "more": 0}
"""What an entry of the cache holds where it has nothing else."""

_MAYBE_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""What may be half a character, which JSON can hold and UTF-8 cannot; or of a whole one, or of a text about them."""

_Known = TypeVar("_Known", Preview, Credit)


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
        maps = json.loads(_in_cache(cache, _SITE, key))
    except (ValueError, RecursionError):
        return None
    if not isinstance(maps, dict) or not all(isinstance(map_key, str) for map_key in maps.values()):
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
        entries = [first, *(_read(cache, f"{name}, {number}", key) for number in range(_more(first)))]
        return joined(list(map(_site_of, entries)), frozenset())
    except (ValueError, RecursionError):
        return None


def _more(entry: object) -> int:
    match entry:
        case {"more": int(number)}:
            return number
    raise ValueError


def _read(cache: Cache, name: str, key: str) -> Any:  # noqa: ANN401 - JSON can be anything
    """Read an entry as JSON; raises ValueError where it is none, or no text that can be written."""
    entry = _in_cache(cache, name, key)
    value = json.loads(entry)
    if _MAYBE_HALF.search(entry):
        json.dumps(value, ensure_ascii=False).encode()  # raises a ValueError where UTF-8 cannot hold it
    return value


def _in_cache(cache: Cache, name: str, key: str) -> str:
    """Return what is kept under a name; nothing where it was made of something else."""
    entry = cache.get([name]).get(name, "")
    return entry[len(key) :] if entry.startswith(key) else ""


def _site_of(entry: object) -> Site:
    """Read what was kept; raises ValueError for anything else."""
    match entry:
        case {
            "pages": dict(pages),
            "files": dict(files),
            "findings": list(findings),
            "previews": dict(previews),
            "credits": dict(credited),
        } if all(map(stays_below, [*files, *pages, *previews, *credited])):
            return Site(
                {path: _page(parts) for path, parts in pages.items()},
                {path: _text(content) for path, content in files.items()},
                frozenset(),
                tuple(map(_finding, findings)),
                {path: _known(preview_of(texts)) for path, texts in previews.items()},
                {path: _known(credit_of(texts)) for path, texts in credited.items()},
            )
    raise ValueError


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError


def _known(value: _Known | None) -> _Known:
    if value is None:
        raise ValueError
    return value


def _finding(row: object) -> Finding:
    match row:
        case [[str(path), int(line), int(column)], str(code), str(message), str(hint)] if code in RULES:
            return Finding(Place(path, line, column), code, message, hint)
    raise ValueError


def _page(parts: object) -> Page | WrittenPage:
    match parts:
        case [list(written), dict(front)]:
            return WrittenPage(tuple(map(_part, written)), front)
        case [[title, heading, map_title, dict(front), lang], above, body, searched, list(tags)]:
            meta = PageMeta(_text(title), _text(heading), _text(map_title), front, Markup(_text(lang)))  # noqa: S704 - so it was
            above, body, searched = (Markup(_text(part)) for part in (above, body, searched))  # noqa: S704 - so it was
            return Page(meta, above, body, searched, tuple(map(_text, tags)))
    raise ValueError


def _part(part: object) -> str | Markup:
    match part:
        case [bool(is_markup), text]:
            return Markup(_text(text)) if is_markup else _text(text)  # noqa: S704 - so it was
    raise ValueError


def _parts(page: Page | WrittenPage) -> list[Any]:
    """Write a page as JSON values."""
    if isinstance(page, WrittenPage):
        return [[(isinstance(part, Markup), part) for part in page.parts], page.front]
    meta = page.meta
    return [
        (meta.title, meta.heading, meta.map_title, meta.front, meta.lang),
        page.above,
        page.body,
        page.searched,
        page.tags,
    ]


def remember_site(cache: Cache, key: str, above: Site, maps: Mapping[str, str]) -> None:
    """Keep what belongs to no map, and of which maps the site is.

    Args:
        cache: The cache.
        key: What tells the site from all others.
        above: What belongs to no map.
        maps: By which key each map is kept, by its id.
    """
    cache.put({**dict(_entries(_ABOVE, key, above)), _SITE: key + json.dumps(dict(maps))})


def remember_maps(cache: Cache, maps: Iterable[tuple[str, str, Site]]) -> None:
    """Keep maps for the next build.

    Args:
        cache: The cache.
        maps: The id of each map, a digest of everything that it is made of, and its part of the site.
    """
    entries: dict[str, str] = {}
    for map_id, key, site in maps:
        for name, entry in _entries(_MAP.format(map_id), key, site):
            entries[name] = entry
            if len(entries) == _AT_ONCE:
                cache.put(entries)
                entries = {}
    cache.put(entries)


def _entries(name: str, key: str, site: Site) -> Iterator[tuple[str, str]]:
    """Cut a part of a site into entries of the cache."""
    rest = {
        "previews": {path: astuple(preview) for path, preview in site.previews.items()},
        "credits": {path: astuple(credit) for path, credit in site.credited.items()},
        "findings": [
            [
                [finding.place.path, finding.place.line, finding.place.column],
                finding.code,
                finding.message,
                finding.hint,
            ]
            for finding in site.findings
        ],
    }
    pages, files = iter(site.pages.items()), iter(site.files.items())
    number = 0
    while some_pages := list(islice(pages, _IN_A_PART)):
        yield f"{name}, {number}", _entry(key, {"pages": {path: _parts(page) for path, page in some_pages}})
        number += 1
    while some_files := list(islice(files, _IN_A_PART)):
        yield f"{name}, {number}", _entry(key, {"files": dict(some_files)})
        number += 1
    yield name, _entry(key, {**rest, "more": number})


def _entry(key: str, values: Mapping[str, Any]) -> str:
    return key + json.dumps({**_NOTHING, **values})
