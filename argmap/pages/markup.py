"""Small pieces of Markdown and HTML, safe for any text of a stranger."""

import html
from collections.abc import Mapping
from typing import Any

from argmap.model.characters import escape_markdown
from argmap.pages.page import front_matter


def text(words: str) -> str:
    """Write a text into HTML, as content or within a quoted attribute.

    Braces are escaped too: template languages of other plugins would read them as commands.
    """
    return html.escape(words).replace("{", "&#123;").replace("}", "&#125;")


def page(fields: Mapping[str, Any], title: str, *parts: str) -> str:
    """Put a page together from its front matter, its heading and its parts, leaving out empty parts."""
    head = front_matter({"title": title, **fields})
    return "\n".join([head, f"# {escape_markdown(title)}", "", *(f"{part}\n" for part in parts if part)])


def page_of_map(fields: Mapping[str, Any], heading: str, map_title: str, *parts: str) -> str:
    """Put a page of a map's own together: its heading stands below the map's title, which leads to the map.

    The page lies in a folder of the map's. Its title, for the browser's tab and for search engines, has both.
    """
    head = front_matter({"title": f"{heading}: {map_title}", **fields})
    above = f'<p class="am-above" data-am-map="../">{link("../", map_title)}</p>'
    body = [above, "", f"# {escape_markdown(heading)}", "", *(f"{part}\n" for part in parts if part)]
    return "\n".join([head, *body])


def link(address: str, words: str, classes: str = "") -> str:
    """Write a link; the address is ours, the words may be anybody's."""
    attribute = f' class="{classes}"' if classes else ""
    return f'<a href="{text(address)}"{attribute}>{text(words)}</a>'
