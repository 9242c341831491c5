"""Shows a search the pages as they are to be found, and puts the index of a large site in parts, once it is written."""

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from argmap.site import searching
from argmap.site.anatomy import Heading, anatomy_of
from argmap.site.searching import INDEX, cut_search
from argmap.storage.writing import add_files

if TYPE_CHECKING:
    from collections.abc import MutableMapping

_SEARCHES = ("search", "material/search")


def in_contents(heading: Heading, level: int) -> AnchorLink:
    """Return a heading as an entry of MkDocs's table of contents."""
    return AnchorLink(escape(heading.words, quote=False), heading.id, level)


class Shown:
    """What readers see of a page while a search is shown another: its body, contents and front matter."""

    def __init__(self) -> None:
        self._seen: dict[str, tuple[str | None, TableOfContents, MutableMapping[str, Any]]] = {}

    def show(self, page: Page, searched: str) -> None:
        """Show a page as it is to be found, each work, term or paragraph below a heading of its own.

        Args:
            page: The page, which is changed until it is put back.
            searched: What is to be found, as HTML.
        """
        self._seen[page.file.src_uri] = (page.content, page.toc, page.meta)
        page.content = searched
        page.toc = TableOfContents([in_contents(one, 1) for one in anatomy_of(searched).headings])
        page.meta = {name: value for name, value in page.meta.items() if name != "search"}

    def put_back(self, page: Page) -> None:
        """Give a page back what readers see, if it was shown otherwise."""
        if page.file.src_uri in self._seen:
            page.content, page.toc, page.meta = self._seen.pop(page.file.src_uri)


def is_cut(config: MkDocsConfig, pages: int) -> bool:
    """Tell whether the index will be cut: that of the theme that has such a search, which is not opened from disk.

    Args:
        config: The site's configuration.
        pages: How many pages of maps the site has.

    Returns:
        Whether the site is large and so made.
    """
    plugins = config.plugins
    used = [plugins[name] for name in _SEARCHES if name in plugins]
    is_plain = used and not used[0].config.get("prebuild_index")
    is_offline = not {"offline", "material/offline"}.isdisjoint(plugins)
    return bool(pages > searching.MOST_PAGES and is_plain and config.theme.name == "material" and not is_offline)


def put_in_parts(config: MkDocsConfig) -> None:
    """Cut the index that a search plugin has written, and write the parts.

    Args:
        config: The site's configuration.

    Raises:
        DiskError: When a part cannot be written.
    """
    site = Path(config.site_dir)
    index = json.loads((site / INDEX).read_text(encoding="utf-8"))
    add_files(site, ((path, text.encode()) for path, text in cut_search(index)))
