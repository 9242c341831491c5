"""Fits what belongs to maps into the pages of a site: to its theme, and to where other plugins have put its pages."""

import html
import posixpath
import re
import secrets
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Any, Protocol, TypeVar
from urllib.parse import quote, urlsplit

from markupsafe import Markup

from argmap.model.htmlreading import HtmlReader
from argmap.pages.head import FIELD
from argmap.pages.inert import in_one_line
from argmap.pages.page import Page, WrittenPage, front_matter, heading_of
from argmap.site.addresses import SEARCH

_END_OF_HEAD = re.compile(r"</head\s*>|<body[\s>]", re.IGNORECASE)
"""Where the head ends; programs that shrink HTML leave its end tag out, as they may."""

_ADDRESSES = frozenset({"href", "xlink:href", "src", "data-am-map"})
"""Attributes of our elements that hold an address; that of a drawing's element is only read by the plugin itself."""


_SEARCH = re.compile(r'(?<="search": ")([^"?]*)assets/javascripts/workers/(search\.[\w.]+\.js)(?=")')
"""Where Material for MkDocs says to its script which worker searches."""

_SETTINGS = '<script id="__config"'
"""How Material for MkDocs begins what it says to its script, which comes next."""

_ROW = '<tr data-am="'
"""How a row of the table of nodes begins."""

_ROWS_AT_ONCE = 100

_LAYOUT = "<script>document.body.offsetHeight</script>"
"""Has a browser lay out what it has read of a page, which it would otherwise do with all that it reads next."""

_ASKING = re.compile(r'(<a href="[^"]*" title="[^"]*" class="md-source") data-md-component="source">')


class Entry(Protocol):
    """An entry of a table of contents, as the host has it."""

    level: int

    @property
    def children(self) -> list[Any]:
        """The entries below it."""


_Entry = TypeVar("_Entry", bound=Entry)


def put_below(contents: list[_Entry], entries: Iterable[_Entry]) -> None:
    """Add entries to a table of contents, each below the one before it that is of a higher level.

    Args:
        contents: The entries of the highest level, to which the others are added.
        entries: What is added, in its order.
    """
    for entry in entries:
        above = contents
        while above and above[-1].level < entry.level:
            above = above[-1].children
        above.append(entry)


def page_source(page: Page, more: Mapping[str, object]) -> str:
    """Write what the host is to render of a page of ours: its heading only, the rest being ready.

    Args:
        page: The page.
        more: What else belongs into its front matter.

    Returns:
        Markdown with front matter.
    """
    front = {name: value for name, value in page.meta.front.items() if name != FIELD}
    return f"{front_matter({'title': page.meta.title, **front, **more})}\n{heading_of(page.meta)}\n"


def with_places(page: WrittenPage, way: str) -> tuple[str, dict[str, str]]:
    """Write what the host is to render of a page that people wrote.

    Args:
        page: The page.
        way: The way from it to where its path says that it is.

    Returns:
        Markdown, with a placeholder for each part that is ready; and what belongs in the place of each.
    """
    parts = {placeholder(): led(part, way) for part in page.parts if isinstance(part, Markup)}
    places = iter(parts)
    return "".join(next(places) if isinstance(part, Markup) else part for part in page.parts), parts


def replaced(page: str, places: Mapping[str, str]) -> str:
    """Put placeholders in the place of elements.

    Args:
        page: The HTML of a page.
        places: The placeholder of each element.

    Returns:
        The page.
    """
    for element, place in places.items():
        page = page.replace(element, place)
    return page


def lighter(markup: Markup) -> str:
    """Return a part of a page in one line, with apostrophes as they are: many pages would be a hundredth longer.

    In our templates only JSON stands between single quotation marks, and it writes apostrophes in another way.
    """
    return str(in_one_line(markup)).replace("&#39;", "'")


def with_head(page: str, head: str) -> str | None:
    """Put elements at the end of a page's head.

    Args:
        page: The HTML of a whole page.
        head: The HTML of the elements.

    Returns:
        The page with them; nothing if it has no head.
    """
    end = _END_OF_HEAD.search(page)
    return f"{page[: end.start()]}{head}{page[end.start() :]}" if end else None


def with_end(page: str, elements: str) -> str:
    """Put elements at the end of what a page is about, where a theme looks that puts another page in its place.

    Args:
        page: The HTML of a whole page.
        elements: The HTML of the elements.

    Returns:
        The page with them; as it was if nothing in it is an article.
    """
    before, end, behind = page.rpartition("</article>")
    return f"{before}{elements}{end}{behind}" if end else page


def with_search(page: str, map_folder: str, folders: Iterable[str] = (), *, left_out: str = "") -> str:
    """Let the search of Material for MkDocs answer in another order, by `theme/search.js`.

    Args:
        page: The HTML of a whole page.
        map_folder: The folder of the map that it belongs to, whose results come before their like; empty for none.
        folders: Of a page of no map, the folders of all maps in the order in which results of the same name come.
        left_out: What to say above the results of a query from which single letters were left out.

    Returns:
        The page, in which the worker of that theme is named to ours; as it was if it has another theme.
    """
    before, settings, behind = page.rpartition(_SETTINGS)
    said = f' data-am-left-out="{html.escape(left_out)}"' if left_out else ""
    folder = "&".join(quote(one) for one in (map_folder, *folders))
    asks_us = _SEARCH.sub(lambda worker: f"{worker[1]}{SEARCH}?{worker[2]}&{folder}", behind, count=1)
    return f"{before}{settings}{said}{asks_us}" if settings and asks_us != behind else page


def in_steps(page: str) -> str:
    """Have a browser lay out a page in several steps, between which it can answer a reader.

    The script of Material for MkDocs asks at once where things are: of a page that was not laid out before, its start
    and the layout of everything would be one long step. A long table is one by itself.

    Args:
        page: The HTML of a whole page of a map.

    Returns:
        The page with steps among the rows of a long table and before that theme's script, if it has them.
    """
    before, *rows = page.split(_ROW)
    for at in range(_ROWS_AT_ONCE, len(rows), _ROWS_AT_ONCE):
        rows[at - 1] += _LAYOUT
    before, settings, behind = _ROW.join([before, *rows]).rpartition(_SETTINGS)
    return f"{before}{_LAYOUT}{settings}{behind}" if settings else behind


def without_requests(page: str) -> str:
    """Let a theme's link to the repository be only a link: Material for MkDocs asks the code host about what is marked.

    Args:
        page: The HTML of a page that is a map's; its prose holds no tag written so.

    Returns:
        The page without the mark (https://squidfunk.github.io/mkdocs-material/setup/adding-a-git-repository/).
    """
    return _ASKING.sub(r"\1>", page)


_SECRET = secrets.token_hex(16)
_NUMBERS = count()
"""Of every placeholder of this process one part that nobody can guess, and one that no other has."""


def placeholder() -> str:
    """Return an element that nobody can have written; Markdown passes it on as it is."""
    return f'<div data-am-place="{_SECRET}-{next(_NUMBERS)}"></div>'


def restored(page: str, parts: Mapping[str, str]) -> str | None:
    """Put parts of a page in the place of their placeholders.

    Args:
        page: The HTML of a page.
        parts: What belongs in the place of each placeholder.

    Returns:
        The page with them; nothing if a place is gone.
    """
    for place, markup in parts.items():
        if place not in page:
            return None
        page = page.replace(place, markup)
    return page


def nav_paths(nav: object) -> list[str]:
    """List every path that a site's navigation names.

    Args:
        nav: The navigation as it stands in mkdocs.yml: paths and addresses, lists of them, and titles of either.

    Returns:
        The paths and addresses in their order.
    """
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, dict):
        return [path for part in nav.values() for path in nav_paths(part)]
    return [path for part in nav for path in nav_paths(part)] if isinstance(nav, list) else []


def way_between(folder: str, file: str) -> str:
    """Find the way from where a page is published to where its path says that it is.

    Args:
        folder: The folder on the site at which it appears by its path, as its links have it; empty for the site itself.
        file: The file on the site as which it is published; plugins for languages have folders of their own.

    Returns:
        A relative address; empty where both are the same.
    """
    way = posixpath.relpath(f"/{folder}", f"/{posixpath.dirname(file)}")
    return "" if way == "." else f"{way}/"


def led(markup: str, way: str) -> str:
    """Let the links of markup of ours lead where they should from another place.

    Args:
        markup: HTML or SVG that argmap wrote, in which every value of an attribute stands in double quotation marks.
        way: The relative address of the place for which it was written.

    Returns:
        The markup with other relative addresses.
    """
    if not way:
        return markup
    markup = str(markup)  # what is marked as HTML would escape what is put into it
    reader = _Links(way)
    reader.feed(markup)
    reader.close()
    for written, instead in reader.links.items():
        markup = markup.replace(written, instead)
    return markup


class _Links(HtmlReader):
    """Gathers the start tags of a text that have relative addresses, with those that they should have instead."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self.links: dict[str, str] = {}
        self._way = way

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        written = instead = self.get_starttag_text() or ""
        for name, value in attrs:
            if value and name in _ADDRESSES:
                address = urlsplit(value)
                if address.path and not (address.scheme or address.netloc or value.startswith("/")):
                    path = posixpath.normpath(f"{self._way}{address.path}") + "/" * address.path.endswith("/")
                    moved = html.escape(address._replace(path=path).geturl())
                    instead = instead.replace(f'{name}="{html.escape(value)}"', f'{name}="{moved}"')
        if instead != written:
            self.links[written] = instead
