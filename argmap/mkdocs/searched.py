"""Puts the search's index of a large site in parts, once it is written."""

import json
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from argmap.site import searching
from argmap.site.searching import INDEX, cut_search
from argmap.storage.writing import add_files

_SEARCHES = ("search", "material/search")


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
