"""What messengers and social networks show beside a link to a page: a picture, and words in the page's head.

Open Graph: https://ogp.me. Twitter's card: https://developer.x.com/en/docs/twitter-for-websites/cards.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any

from argmap.citations.attribution import attribution, name_of_work
from argmap.citations.citable import authors_of, edition_words, full_name, site_name
from argmap.diagrams.letters import can_draw, lacking_letters
from argmap.diagrams.previews import FILE, HEIGHT, WIDTH, Preview
from argmap.locale.words import capitalized, translations
from argmap.model.kinds import ROLES, Kind
from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.head import FIELD
from argmap.pages.page import Page


class LinkPreviews(StrEnum):
    """Which pages have a picture of their own."""

    THESES = "theses"
    ALL = "all"
    NONE = "none"


def previews_of(context: Context, link_previews: LinkPreviews, *, has_nodes: bool = True) -> dict[str, Preview]:
    """Choose what is pictured of a map.

    Args:
        context: The map.
        link_previews: Which nodes have a picture of their own; `THESES` and `ALL` come with one of the map.
        has_nodes: Whether nodes are pictured at all; of an edition there is one picture.

    Returns:
        The pictures by their paths below the site's; none where the site's address is not known, since only whole
        addresses are followed, nor where there is no Typst, and none with letters that no font has.
    """
    if link_previews is LinkPreviews.NONE or not context.published.address or not can_draw():
        return {}
    previews = {f"{context.home}{FILE}": _of_map(context)}
    if has_nodes:
        previews |= {
            f"{context.home}{node.id}/{FILE}": _of_node(context, node)
            for node in context.graph.nodes.values()
            if link_previews is LinkPreviews.ALL or node.kind is Kind.THESIS
        }
    if lacking_letters(text for preview in previews.values() for text in preview.texts):  # all at once: it is seldom
        return {path: preview for path, preview in previews.items() if not lacking_letters(preview.texts)}
    return previews


def _of_map(context: Context) -> Preview:
    argument_map, graph = context.argument_map, context.graph
    work = argument_map.works.get(argument_map.work)
    roles = Counter(graph.roles.values())
    counted = translations(context.language).ngettext
    numbers = ", ".join(
        f"{roles[role]} {counted(words.one, words.many, roles[role])}" for role, words in ROLES.items() if roles[role]
    )
    authors = ", ".join(full_name(name) for name in authors_of(argument_map))
    return Preview(
        "",
        translations(context.language).gettext("Argument map"),
        argument_map.title,
        ": ".join(filter(None, [name_of_work(argument_map, work.key) if work else "", numbers])),
        f"{authors}, {edition_words(argument_map.edition, context.language)}",
    )


def _of_node(context: Context, node: Node) -> Preview:
    argument_map, role = context.argument_map, context.graph.roles[node.id]
    return Preview(
        role,
        capitalized(translations(context.language).gettext(ROLES[role].name)),
        node.statement,
        attribution(argument_map, node, context.language),
        site_name(argument_map),
    )


def with_node_preview(context: Context, node: Node, head: Mapping[str, Any]) -> dict[str, Any]:
    """Complete what a node's page has in its head by what is shown beside a link to it.

    Args:
        context: The node's map.
        node: The node, which may have been withdrawn.
        head: What the page tells programs, as JSON values.

    Returns:
        The head, with the picture of the node, else of the thesis above it, else of the map.
    """
    if node.withdrawn:
        return _completed(context, head, f"{node.statement} – {node.reason}")
    preview = _of_node(context, node)
    above = [node.id, *(one.id for one in reversed(context.graph.way_up(node.id)) if one.kind is Kind.THESIS)]
    words = f"{preview.kind}: {' – '.join(filter(None, (preview.statement, preview.speaker)))}"
    return _completed(context, head, words, above)


def with_map_preview(context: Context, head: Mapping[str, Any]) -> dict[str, Any]:
    """Complete what a map's front page has in its head by what is shown beside a link to it.

    Args:
        context: The map.
        head: What the page tells programs, as JSON values.

    Returns:
        The head, with the picture of the map.
    """
    preview = _of_map(context)
    return _completed(context, head, " – ".join(filter(None, (preview.kind, preview.speaker))))


def with_part_preview(context: Context, head: Mapping[str, Any], description: str = "") -> dict[str, Any]:
    """Complete what any other page of a map has in its head by what is shown beside a link to it.

    Args:
        context: The map.
        head: What the page tells programs, as JSON values.
        description: What is to be found on the page; empty where the people who wrote it say so themselves.

    Returns:
        The head, with the picture of the map.
    """
    return _completed(context, head, description)


def with_page_preview(context: Context, page: Page, way: str, description: str) -> Page:
    """Complete a page of a map's own by what is shown beside a link to it.

    Args:
        context: The map.
        page: The page.
        way: The address of the page below that of the map.
        description: What is to be found on it.

    Returns:
        The page, with the picture of the map.
    """
    address = context.published.address
    own = {
        "og:type": "article",
        "og:title": page.meta.title,
        "og:url": f"{address}{context.home}{way}" if address else "",
    }
    head = _completed(context, page.meta.front.get(FIELD, {}), description, own=own)
    return replace(page, meta=replace(page.meta, front={"description": description, **page.meta.front, FIELD: head}))


def _completed(
    context: Context,
    head: Mapping[str, Any],
    description: str,
    nodes: list[str] | None = None,
    own: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    paths = [*(f"{context.home}{node_id}/{FILE}" for node_id in nodes or ()), f"{context.home}{FILE}"]
    path = next((path for path in paths if path in context.previews), "")
    properties = {**(own or {}), "og:description": description}
    if path:
        properties |= {
            "og:image": f"{context.published.address}{path}",
            "og:image:type": "image/png",
            "og:image:width": str(WIDTH),
            "og:image:height": str(HEIGHT),
            "og:image:alt": context.previews[path].words,
        }
    there = {one["name"] for one in head.get("properties", ())}
    more = [{"name": name, "content": text} for name, text in properties.items() if text and name not in there]
    card = {"name": "twitter:card", "content": "summary_large_image" if path else "summary"}
    return {
        **head,
        "names": [*head.get("names", ()), card],
        "properties": [*head.get("properties", ()), *more],
        "links": head.get("links", []),
    }
