"""Keeps the site that was made last in the cache: all of it is there again where nothing at all has changed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from itertools import islice
from typing import Any, TypeVar

from markupsafe import Markup

from argmap.diagrams.credit import Credit, credit_of
from argmap.diagrams.previews import Preview, preview_of
from argmap.model.characters import encodable
from argmap.model.findings import Finding, Place
from argmap.model.rules import RULES
from argmap.pages.page import Page, PageMeta, WrittenPage
from argmap.site.made import Site
from argmap.storage.cache import Cache
from argmap.storage.writing import stays_below

_LAST = "the site that was made last"
"""Under this name the cache has in how many parts it keeps that site."""
_IN_A_PART = 1000
"""How many pages or files an entry of the cache holds: in one text, a large site would take its memory twice."""

_NOTHING: Mapping[str, Any] = {"pages": {}, "files": {}, "previews": {}, "credits": {}, "findings": []}
"""What an entry of the cache holds where it has nothing else."""

_Known = TypeVar("_Known", Preview, Credit)


def remembered(cache: Cache, key: str, hidden: frozenset[str]) -> Site | None:
    """Return the site that was made last, if nothing at all has changed since.

    Its paths will be written, and somebody else may have put them into the cache: nothing is used if a path leads out
    of the site's folder, or anything is not of the form in which `remember` writes it.

    Args:
        cache: The cache.
        key: What tells the site from all others: a digest of everything that it is made of.
        hidden: The files of the docs folder that are not published, which are not kept.

    Returns:
        The site; nothing where it is not there whole.
    """
    try:
        parts = [
            _site_of(json.loads(_in_cache(cache, _name_of_part(number), key)), hidden)
            for number in range(int(_in_cache(cache, _LAST, key)))
        ]
    except (ValueError, RecursionError):
        return None
    return Site(
        {path: page for part in parts for path, page in part.pages.items()},
        {path: content for part in parts for path, content in part.files.items()},
        hidden,
        tuple(finding for part in parts for finding in part.findings),
        {path: preview for part in parts for path, preview in part.previews.items()},
        {path: credit for part in parts for path, credit in part.credited.items()},
    )


def _in_cache(cache: Cache, name: str, key: str) -> str:
    """Return what is kept of a site under a name; nothing where it is of another site."""
    entry = cache.get([name]).get(name, "")
    return entry[len(key) :] if entry.startswith(key) else ""


def _name_of_part(number: int) -> str:
    return f"{_LAST}, part {number}"


def _site_of(entry: object, hidden: frozenset[str]) -> Site:
    """Read what `remember` wrote; raises ValueError for anything else."""
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
                hidden,
                tuple(map(_finding, findings)),
                {path: _known(preview_of(texts)) for path, texts in previews.items()},
                {path: _known(credit_of(texts)) for path, texts in credited.items()},
            )
    raise ValueError


def _text(value: object) -> str:
    if isinstance(value, str) and encodable(value) == value:
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
            _text(json.dumps(front, ensure_ascii=False))
            return WrittenPage(tuple(map(_part, written)), front)
        case [[title, heading, map_title, dict(front), lang], above, body, searched, list(tags)]:
            _text(json.dumps(front, ensure_ascii=False))
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


def remember(cache: Cache, key: str, site: Site) -> Site:
    """Keep a site for the next build; where pandoc was missing or took too long, that one asks it again.

    Args:
        cache: The cache.
        key: What tells the site from all others.
        site: The site.

    Returns:
        The same.
    """
    if site.files and all(finding.code != "AM083" for finding in site.findings):
        number = 0
        for part in _cut(site):
            cache.put({_name_of_part(number): key + json.dumps({**_NOTHING, **part})})
            number += 1
        cache.put({_LAST: f"{key}{number}"})
    return site


def _cut(site: Site) -> Iterator[dict[str, Any]]:
    """Cut a site into parts, each as JSON values."""
    pages, files = iter(site.pages.items()), iter(site.files.items())
    while some_pages := list(islice(pages, _IN_A_PART)):
        yield {"pages": {path: _parts(page) for path, page in some_pages}}
    while some_files := list(islice(files, _IN_A_PART)):
        yield {"files": dict(some_files)}
    yield {
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
