"""Which maps are reached by a list: the page of a folder that lists the maps below it stands above them."""

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping

from argmap.model.characters import as_read
from argmap.pages.context import ListAbove
from argmap.pages.requests import lists_its_maps, title_of

_FRONT_PAGES = ("index.md", "README.md")


def lists_above(texts: Mapping[str, str], map_ids: Iterable[str]) -> dict[str, ListAbove]:
    """Find the list by which each map is reached.

    Args:
        texts: The text of each file by its path below the docs folder.
        map_ids: The ids of the maps.

    Returns:
        The list nearest above each map that has one, by the map's id.
    """
    pages = {
        posixpath.dirname(path): path
        for path, text in sorted(texts.items(), reverse=True)
        if posixpath.basename(path) in _FRONT_PAGES and "```argmap" in text and lists_its_maps(path, as_read(text))
    }
    if not pages:
        return {}
    above: dict[str, str] = {}
    for map_id in map_ids:
        folder = posixpath.dirname(map_id)
        while folder and folder not in pages:
            folder = posixpath.dirname(folder)
        if folder in pages:
            above[map_id] = folder
    numbers = Counter(above.values())
    titles = {folder: title_of(pages[folder], as_read(texts[pages[folder]])) for folder in numbers}
    return {
        map_id: ListAbove(
            titles[folder], pages[folder], numbers[folder], f"{posixpath.relpath(f'/{folder}', f'/{map_id}')}/"
        )
        for map_id, folder in above.items()
    }
