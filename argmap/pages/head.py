"""What a page tells programs in its head: for reference managers, link previews and Signposting.

It is data in the page's front matter, which a template writes down, every value escaped: `head.html` for the plugin,
`argmap-head.html` in a theme that takes the plain tree.
Reference managers read `citation_*` and `z:*` (Zotero's translator Embedded Metadata). Signposting:
https://signposting.org/FAIR/. Never here: the mapped article's DOI, and COinS of works cited; both would make
reference managers save something else than the page.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from argmap.citations.citable import (
    MAP_GENRE,
    authors_of,
    map_address,
    map_date,
    map_genre,
    map_note,
    node_address,
    node_date,
    node_keywords,
    node_note,
    site_name,
)
from argmap.export.jsonld import map_data, node_data
from argmap.export.registry import typed_files
from argmap.export.signposting import fixed_address, map_links, node_links
from argmap.locale.words import translations
from argmap.model.maps import ArgumentMap, Node
from argmap.pages.context import Context

FIELD = "argmap"
"""The front matter's field that holds it."""

SAVED_AS_A_PAGE: Mapping[str, Any] = {"names": [{"name": "z:itemType", "content": "webpage"}]}
"""What a page has in its head that shows maps and is none of theirs: it is saved itself, and no work that it names."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a page of a site has in its head because it is a map's: what it tells programs, and what it loads.

    `names`, `properties`, `links` and `data` are those of `node_head`, `style_sheets` and `scripts` are addresses.
    """

    TEMPLATE: ClassVar[str] = "head.html"

    names: Sequence[Mapping[str, str]] = ()
    properties: Sequence[Mapping[str, str]] = ()
    links: Sequence[Mapping[str, str]] = ()
    data: Mapping[str, Any] | None = None
    style_sheets: Sequence[str] = ()
    scripts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What stands at the end of a page of a map where a theme puts pages in each other's place: a script's address."""

    TEMPLATE: ClassVar[str] = "arrival.html"

    address: str


_DIVIDING = re.compile("[,;،]")
"""Signs at which Zotero divides names."""


def node_head(context: Context, node: Node) -> dict[str, Any]:
    """Gather what a node's page has in its head.

    Args:
        context: The node's map.
        node: The node, which may have been withdrawn.

    Returns:
        JSON values for the front matter's field `FIELD`: `names`, `properties`, `links` and `data` (JSON-LD).
    """
    argument_map = context.argument_map
    address = node_address(argument_map, node.id, context.published)
    return {
        "names": node_names(context, node),
        "properties": _properties(node.title, address, site_name(argument_map)),
        "links": node_links(context.exported, node),
        "data": node_data(context.exported, node),
    }


def node_names(context: Context, node: Node) -> list[dict[str, str]]:
    """Gather what reference managers read of a node.

    Args:
        context: The node's map.
        node: The node, which may have been withdrawn.

    Returns:
        Names and contents of the head's metadata.
    """
    argument_map = context.argument_map
    return _names(
        node.title,
        node_address(argument_map, node.id, context.published),
        node_date(argument_map, node, context.published),
        argument_map,
        [
            *_keywords(node_keywords(node)),
            ("z:websiteTitle", site_name(argument_map)),
            ("z:websiteType", f"{map_genre(argument_map)}, {translations(argument_map.language).gettext(node.kind)}"),
            ("z:extra", node_note(argument_map, node)),
        ],
    )


def map_head(context: Context) -> dict[str, Any]:
    """Gather what a map's front page has in its head.

    Args:
        context: The map.

    Returns:
        JSON values of the same form as those of `node_head`.
    """
    argument_map = context.argument_map
    address = map_address(argument_map, context.published)
    return {
        "names": map_names(context),
        "properties": _properties(argument_map.title, address, ""),
        "links": map_links(context.exported, typed_files(argument_map)),
        "data": map_data(context.exported),
    }


def map_names(context: Context) -> list[dict[str, str]]:
    """Gather what reference managers read of a map, on its front page and on pages that show it.

    Args:
        context: The map.

    Returns:
        Names and contents of the head's metadata.
    """
    argument_map = context.argument_map
    doi = argument_map.current.doi
    return _names(
        argument_map.title,
        map_address(argument_map, context.published),
        map_date(argument_map, context.published),
        argument_map,
        [
            *_keywords([MAP_GENRE]),
            ("z:websiteType", map_genre(argument_map)),
            ("z:extra", "\n".join(filter(None, [doi and f"DOI: {doi}", map_note(argument_map)]))),
        ],
    )


def part_head(context: Context, title: str = "") -> dict[str, Any]:
    """Gather what any other page of a map has in its head: a reference manager saves the map, whatever the page cites.

    Args:
        context: The map.
        title: What the page is called in previews of links; empty where its writers say so themselves.

    Returns:
        JSON values of the same form as those of `node_head`, without data.
    """
    address = map_address(context.argument_map, context.published)
    links = [
        {"rel": rel, "href": href}
        for rel, href in (("cite-as", fixed_address(context.exported)), ("collection", address))
        if href
    ]
    return {"names": map_names(context), "properties": _properties(title, "", ""), "links": links}


def _names(
    title: str,
    address: str,
    date: str,
    argument_map: ArgumentMap,
    more: Iterable[tuple[str, str]],
) -> list[dict[str, str]]:
    contents = [
        ("citation_title", title),
        *(("citation_author", author) for author in _authors(argument_map)),
        ("citation_publication_date", date),
        ("citation_public_url", address),
        ("citation_language", argument_map.language),
        ("z:itemType", "webpage"),
        ("z:rights", argument_map.license),
        *more,
    ]
    return [{"name": name, "content": content} for name, content in contents if content]


def _keywords(keywords: Iterable[str]) -> list[tuple[str, str]]:
    """Write each keyword for itself; Zotero divides them at semicolons."""
    return [("citation_keywords", keyword.replace(";", ",")) for keyword in keywords]


def _authors(argument_map: ArgumentMap) -> list[str]:
    """Write the authors as Zotero reads them: behind a comma stands a first name, or nothing where all is one name.

    Without a comma it would take the last word for the name of a family; at a second one it would cut the name. Of a
    single author it takes `Two Words, Two More` for two people, but not where a semicolon ends the first.
    """
    authors = [
        f"{_DIVIDING.sub('', name['literal'])}," if "literal" in name else f"{name['family']}, {name['given']}"
        for name in authors_of(argument_map)
    ]
    return [f"{authors[0]};"] if len(authors) == 1 and not authors[0].endswith(",") else authors


def _properties(title: str, address: str, site: str) -> list[dict[str, str]]:
    """Return what is Open Graph's; the description that it would have is in the page's head already."""
    contents = {
        "og:type": "article",
        "og:title": title,
        "og:url": address,
        "og:site_name": site,
    }
    return [{"name": name, "content": content} for name, content in contents.items() if content]
