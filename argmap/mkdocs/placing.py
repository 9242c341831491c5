"""Where the maps of a site stand among its other pages: in its navigation, and below which page."""

import logging
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as SitePage

from argmap.pages.listed import lists_above
from argmap.read.layout import folder_of_map, map_folders
from argmap.site.hosting import nav_paths

_LOG = logging.getLogger("mkdocs.plugins.argmap")

FRONT = "index.md"
"""The front page of a map, in its folder."""

_NOT_LISTED = "the navigation does not lead to the map %s; add its front page to nav, in mkdocs.yml: %s"


@dataclass(frozen=True, slots=True)
class Placing:
    """Where the maps of a site stand.

    Attributes:
        maps: The folders of the maps.
        listed: The page of the list by which each map is reached that has one, by the map's folder.
    """

    maps: Mapping[str, None] = field(default_factory=dict)
    listed: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, str]) -> "Placing":
        """Find the maps of a docs folder.

        Args:
            texts: The files of the docs folder, by their paths.

        Returns:
            Where they stand.
        """
        maps = dict.fromkeys(map_folders(texts))
        return cls(maps, {folder: above.page for folder, above in lists_above(texts, maps).items()})

    def map_of(self, path: str) -> str:
        """Return the folder of the map that a page is of, by the path of its file; nothing if it is of none."""
        return folder_of_map(path, self.maps)

    def in_order(self, config: MkDocsConfig) -> dict[str, None]:
        """Name the folders of the maps as the navigation lists them, then those that it does not list."""
        listed = (self.map_of(path) for path in nav_paths(config.nav))
        return dict.fromkeys([*filter(None, listed), *self.maps])

    def in_navigation(self, config: MkDocsConfig) -> set[str]:
        """Name the pages that may stand in the navigation: what it lists, or, if MkDocs makes it, fronts of maps.

        A map to which a navigation does not lead is told of.
        """
        if config.nav is None:
            return {f"{folder}/{FRONT}" for folder in self.maps if folder not in self.listed}
        listed = set(nav_paths(config.nav))
        led_to = {self.map_of(path) for path in listed}
        for folder in self.maps:
            if folder not in led_to and self.listed.get(folder) not in listed:
                _LOG.info(_NOT_LISTED, folder, f"{folder}/{FRONT}")
        return listed

    def put_below(self, files: Files, pages: Iterable[SitePage]) -> None:
        """Let pages of nodes stand where their map does, and maps of a list where the list does.

        Args:
            files: The files of the site, once MkDocs has made its navigation.
            pages: The pages of maps; above which of the navigation they stand is what changes.
        """
        for folder, page in self.listed.items():
            front, above = files.src_uris.get(f"{folder}/{FRONT}"), files.src_uris.get(page)
            if front and front.page and above and above.page and not front.page.parent:
                front.page.parent = above.page.parent
        for one in pages:
            folder = posixpath.dirname(posixpath.dirname(one.file.src_uri))
            front = files.src_uris.get(f"{folder}/{FRONT}") if folder in self.maps else None
            if front and front.page and not one.parent:
                one.parent = front.page.parent
