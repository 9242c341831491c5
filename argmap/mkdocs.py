"""The MkDocs plugin: hands what is generated to MkDocs. `plugins: [search, argmap]` is all it needs."""

import logging
import os
import posixpath
import re
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from argmap.check.reports import render
from argmap.diagrams.engine import engine_for
from argmap.diagrams.pictures import pictures
from argmap.diagrams.render import downloaded
from argmap.edit.codehost import code_host, with_whole_branch
from argmap.model.findings import has_errors
from argmap.pages.figures import lifted, put_back, with_drawings
from argmap.read.layout import map_folders, node_pages
from argmap.read.sources import Sources
from argmap.site.addresses import SCRIPT, STYLE_SHEET
from argmap.site.build import Site, Tools, make_site
from argmap.storage.cache import Cache, usable_cache
from argmap.storage.disk import DiskError, add_files, load
from argmap.storage.history import last_changes
from argmap.storage.resources import TEMPLATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LOG = logging.getLogger("mkdocs.plugins.argmap")


class ArgmapOptions(Config):  # type: ignore[no-untyped-call] # MkDocs has no type for it
    """The plugin's options.

    `dot` is a dot program to draw with instead of the sandboxed engine; `cache` the folder, relative to
    mkdocs.yml, in which drawings are kept between builds.
    """

    dot = config_options.Type(str, default="")
    cache = config_options.Type(str, default=".cache/argmap")


class ArgmapPlugin(BasePlugin[ArgmapOptions]):  # type: ignore[no-untyped-call] # likewise
    """Puts the pages of every map of the docs folder into the site."""

    def __init__(self) -> None:
        self._drawings: Mapping[str, str] = {}
        self._blocks: dict[str, list[str]] = {}
        self._beside = ThreadPoolExecutor(1)
        self._pictures: Future[dict[str, bytes]] = Future()
        self._maps: Sequence[str] = ()
        self._previewed = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether the site is only looked at: MkDocs then takes this machine for its address."""
        del dirty
        self._previewed = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Link the style sheet and the script from every page, and add the templates to the theme."""
        # Behind a project's own folder of overrides, so that it has the last word, and before the theme itself.
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, str(Path(__file__).parent / TEMPLATES))
        config.theme.static_templates.add("404.html")
        config.extra_css.append(STYLE_SHEET)
        config.extra_javascript.append(SCRIPT)
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add what is generated, and take the files it is generated from out of the site."""
        sources, site, cache = self._made(config)
        downloads = downloaded(site.files)
        # Beside the pages, which take MkDocs longer.
        self._pictures = self._beside.submit(pictures, downloads, cache)
        for path in site.hidden:
            _taken_out(files, path)
        self._maps = map_folders(sources.texts)
        listed = set(_nav_paths(config.nav))
        own_files = node_pages(sources.texts)
        for path, content in site.files.items():
            if path.endswith(".svg") and path not in downloads:
                continue  # it stands in the page itself
            before = _taken_out(files, path)
            page, self._blocks[path] = lifted(content) if path.endswith(".md") else (content, [])
            file = File.generated(config, path, content=page)
            # The theme's pencil opens the file that somebody wrote: the node's own, or the page's.
            file.edit_uri = own_files.get(path) or (before.edit_uri if before else None)
            if path not in listed and path.endswith(".md") and before is None:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        self._drawings = {path: content for path, content in site.files.items() if path.endswith(".svg")}
        return files

    def _made(self, config: MkDocsConfig) -> tuple[Sources, Site, Cache]:
        """Read the docs folder and make what is generated; raises PluginError when there are errors."""
        root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
        docs = Path(config.docs_dir)
        try:
            sources = load(docs)
        except DiskError as error:
            raise PluginError(str(error)) from error
        tools = Tools(
            engine_for(os.environ.get("ARGMAP_DOT") or self.config.dot),
            usable_cache(root / self.config.cache, _LOG.info),
            _LOG.info,
            edit_base=_edit_base(config, docs),
            site_address=f"{config.site_url.rstrip('/')}/" if config.site_url and not self._previewed else "",
            dates=last_changes(docs),
        )
        site = make_site(sources.texts, sources.findings, tools, sources.others)
        if has_errors(site.findings):
            message = "the maps have errors\n" + render(site.findings, "text")
            raise PluginError(message)
        if site.findings:
            _LOG.info("%s", render(site.findings, "text"))
        return sources, site, tools.cache

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Let the pages of nodes stand where their map does, so that the way about the map is seen on them."""
        del config
        for path in self._blocks:
            file = files.get_file_from_path(path)
            folder = posixpath.dirname(posixpath.dirname(path))
            front = files.get_file_from_path(f"{folder}/index.md") if folder in self._maps else None
            if file and file.page and front and front.page and not file.page.parent:
                file.page.parent = front.page.parent
        return nav

    def on_post_page(self, output: str, /, *, page: Page, config: MkDocsConfig) -> str:
        """Put back what was lifted out, and drawings in the page itself, so that they take its colours."""
        del config
        folder = page.file.dest_uri.rpartition("/")[0]
        whole = put_back(output, self._blocks.get(page.file.src_uri, ()))
        return with_drawings(whole, lambda name: self._drawings.get(posixpath.join(folder, name)))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the pictures of drawings beside the pages that offer them."""
        try:
            add_files(Path(config.site_dir), self._pictures.result())
        except DiskError as error:
            raise PluginError(str(error)) from error


def _edit_base(config: MkDocsConfig, docs: Path) -> str:
    """Return the address below which the code host's editor opens the docs folder's files, or nothing."""
    template = str(config.edit_uri_template or "")
    uri = re.sub(r"\{path(!q)?\}$", "", template) if template else config.edit_uri
    if not config.repo_url or not uri or "{" in uri:
        return ""
    base = urljoin(f"{config.repo_url.rstrip('/')}/", f"{uri.rstrip('/')}/")
    root = next((folder for folder in docs.resolve().parents if (folder / ".git").exists()), None)
    whole = with_whole_branch(base, f"{docs.resolve().relative_to(root).as_posix()}/" if root else "")
    if code_host(whole) is None:
        _LOG.info("%s is not the form of GitHub or GitLab, so pages offer no forms for answers", whole)
    return whole


def _taken_out(files: Files, path: str) -> File | None:
    """Take a file out of the site, and return it if it was there."""
    found = files.get_file_from_path(path)
    if found is not None:
        files.remove(found)
    return found


def _nav_paths(nav: object) -> list[str]:
    """List every path that the navigation names."""
    if isinstance(nav, str):
        return [nav]
    if isinstance(nav, dict):
        return [path for part in nav.values() for path in _nav_paths(part)]
    if isinstance(nav, list):
        return [path for part in nav for path in _nav_paths(part)]
    return []
