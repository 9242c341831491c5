"""Which files MkDocs is given, and which of those that people wrote it is not to see."""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from argmap.mkdocs.kept import StandingFile
from argmap.mkdocs.ondemand import FileOnDemand, PageOnDemand
from argmap.mkdocs.placing import FRONT, Placing
from argmap.read.layout import MAP_FILE, is_left_behind
from argmap.site.addresses import NODE_FILE
from argmap.site.made import Site
from argmap.site.packing import Packed


@dataclass(frozen=True, slots=True)
class Given:
    """The files of a build.

    Attributes:
        site: What the build made.
        fresh: What of that is to be written: all of it, but in a preview, where the rest may stand already.
        placing: Where the maps of the site stand.
        own_files: The file that somebody wrote of each node's page, by the page's path.
        source_of: Returns what MkDocs is to render of a page, by its path.
        content_of: Returns what is written of a file that is no page, by its path.
        standing: What a preview does not write, by its path; the same in each build that has the circumstances of the
            last, to which it is handed on.
        pages: The pages of maps that were added to the site's, by their paths.
    """

    site: Site
    fresh: Site
    placing: Placing
    own_files: Mapping[str, str]
    source_of: Callable[[str], str]
    content_of: Callable[[str], str]
    standing: dict[str, File]
    pages: dict[str, File] = field(default_factory=dict)

    def add_pages(self, files: Files, config: MkDocsConfig) -> None:
        """Add the pages that are generated, and take the files they are generated from out of the site.

        Args:
            files: The files of the site, which are changed.
            config: The site's configuration.
        """
        left_behind = [file.src_uri for file in files if is_left_behind(file.src_uri, self.placing.maps)]
        for path in (*self.site.hidden, *left_behind):
            _taken_out(files, path)
        for path in self.site.pages:
            folder = self.placing.map_of(path)
            if not folder and files.src_uris.get(path):
                continue  # it stays where it is, and gets what belongs in it when it is read
            before = _taken_out(files, path)
            file = File.generated(config, path, content=self.source_of(path))
            # The theme's pencil opens the file that somebody wrote: the node's own, or the page's.
            file.edit_uri = self.own_files.get(path) or (before.edit_uri if before else None)
            # Whoever asks git about a page asks about a file on disk; what no file is written for, the map's tells.
            origin = f"{folder}/{MAP_FILE}" if folder else posixpath.join(posixpath.dirname(path), "..", FRONT)
            file.abs_src_path = str(Path(config.docs_dir) / (file.edit_uri or origin))
            # A list of maps stands in the navigation for all of them.
            is_listed = folder in self.placing.listed
            file.inclusion = InclusionLevel.UNDEFINED if before and not is_listed else InclusionLevel.NOT_IN_NAV
            self.pages[path] = file
            files.append(file)

    def put_back(self, files: Files, config: MkDocsConfig, *, is_repeated: bool) -> None:
        """Put the pages of maps back where they belong, now that others have made a navigation or moved them.

        A page that is no longer there was left out of the site by somebody's wish.

        Args:
            files: The files of the site, which are changed.
            config: The site's configuration.
            is_repeated: Whether another plugin began the build again, for another language.
        """
        in_nav = self.placing.in_navigation(config)
        for path, file in self.pages.items():
            if path in in_nav:
                file.inclusion = InclusionLevel.UNDEFINED
            there = files.src_uris.get(path)
            if there is file and isinstance(self.site.pages, Packed) and path not in in_nav:
                PageOnDemand(None, file, config)
            if there is None or there is file:
                continue
            if is_repeated:
                files.remove(there)
                files.append(file)
            else:  # whoever made it may go on asking it
                _make_like(there, file)

    def add_others(self, files: Files, config: MkDocsConfig) -> None:
        """Add what is generated and no page of the site.

        Args:
            files: The files of the site, which are changed.
            config: The site's configuration.
        """
        if self.fresh is self.site:
            self.standing.clear()
        fresh, drawn = self.fresh.files, self.site.drawings
        for path in self.site.files:
            if (path.endswith(".svg") and path not in drawn) or _is_node_file(path):
                continue  # it stands in the page itself, or would become a page
            _taken_out(files, path)
            files.append(
                FileOnDemand.of(config, path, partial(self.content_of, path))
                if path in fresh
                else self._standing(path, config)
            )
        for path in self.site.asked:
            files.append(self._standing(path, config))

    def node_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the Markdown of nodes that is to be written, which MkDocs would take for pages."""
        for path in filter(_is_node_file, self.fresh.files):
            yield path, self.site.files[path].encode()

    def _standing(self, path: str, config: MkDocsConfig) -> File:
        file = self.standing.get(path) or StandingFile.of(File.generated(config, path, content=""))
        self.standing[path] = file
        return file


def _is_node_file(path: str) -> bool:
    return posixpath.basename(path) == NODE_FILE


def _make_like(file: File, other: File) -> None:
    """Make what another plugin made of a page that page again, which there is once and in no other language."""
    where = {"dest_uri": other.dest_uri, "url": other.url, "abs_dest_path": other.abs_dest_path}
    vars(file).update({**vars(other), **where})
    if hasattr(file, "alternates") and hasattr(
        file, "locale"
    ):  # pragma: no branch - no other plugin that does so is known
        file.alternates = {file.locale: file}


def _taken_out(files: Files, path: str) -> File | None:
    """Take a file out of the site, and return it if it was there."""
    file = files.src_uris.get(path)
    if file is not None:
        files.remove(file)
    return file
