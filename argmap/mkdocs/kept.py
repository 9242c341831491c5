"""Lets a preview build only what an edit of nodes changed: all other pages stand as they were built last.

MkDocs writes the changed pages into a folder beside the site's, from where they are put over what stands there. The
other pages stay among its files, so that links and the navigation find them, as files that are neither rendered nor
copied. What lists all pages (the search's index, tags.json, the sitemap) is completed.

Only an edit of nodes' files is followed so. Whatever else changed or may have changed, or is not known here, the whole
site is built: the configuration, any other file, the files that there are, errors, and plugins, hooks and templates
that may want to see every page.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage

from argmap.pages.page import Page, WrittenPage
from argmap.read.layout import map_folders, node_pages, page_folder
from argmap.read.sources import DocsFiles
from argmap.site.hosting import nav_paths, page_source
from argmap.site.made import Site
from argmap.storage.cache import key_of
from argmap.storage.disk import stamps
from argmap.storage.swap import staging_dir
from argmap.storage.writing import put_over

_KNOWN_THEMES = frozenset({"material", "mkdocs", "readthedocs"})
"""Themes whose templates show on a page what is of that page, and the navigation."""

_OF_ALL_PAGES = re.compile(r"\b(?:pages|build_date_utc|files)\b")
"""What a template names that shows more than that."""

_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")
"""Where in memory an object is, which says nothing of it."""

_CROSS_REFERENCE = re.compile(r"\]\[|:::|autoref")
"""What a page may have that names a place on any other page, for autorefs and mkdocstrings."""


@dataclass(frozen=True, slots=True)
class _Listing:
    """A JSON file that a known plugin writes of all pages: the name of the list in it, and between what it puts signs.

    `owner` returns the address of the page to which an entry belongs.
    """

    name: str
    separators: tuple[str, str]
    owner: Callable[[Any], str]


_LISTINGS: Mapping[str, _Listing] = {
    "search/search_index.json": _Listing("docs", (",", ":"), lambda entry: str(entry["location"]).partition("#")[0]),
    "tags.json": _Listing("mappings", (", ", ": "), lambda entry: str(entry["item"]["url"])),
}

_Value = TypeVar("_Value")


def _lists_no_tags(options: Mapping[str, Any]) -> bool:
    is_usual = options.get("listings_directive") == _TAGS_LISTED and options.get("export_file") == "tags.json"
    return is_usual and not (options.get("tags_file") or options.get("tags_extra_files"))


_TAGS_LISTED = "material/tags"
"""By which word a page asks for a list of tags."""

_KNOWN_PLUGINS: Mapping[str, Callable[[Mapping[str, Any]], bool]] = {
    "argmap": lambda _: True,
    "search": lambda options: not options.get("prebuild_index"),
    "material/search": lambda _: True,
    "tags": _lists_no_tags,
    "material/tags": _lists_no_tags,
    "autorefs": lambda _: True,
    "mkdocstrings": lambda options: options.get("enable_inventory") is False,
}
"""Plugins that need not see a page again that did not change, and how they must be set for that."""


class StandingFile(File):
    """A file that stands in the site already: links find it, and it is neither rendered nor copied."""

    @classmethod
    def of(cls, file: File) -> "StandingFile":
        """Make one of a file, whose address it keeps.

        Args:
            file: The file.

        Returns:
            The same file, which stands.
        """
        file.url  # noqa: B018 - worked out while it is still known as a page
        standing = cls.__new__(cls)
        vars(standing).update(vars(file))
        return standing

    def is_documentation_page(self) -> bool:
        """Tell whether MkDocs is to render it."""
        return False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - as MkDocs has it
        """Leave it as it is."""


@dataclass(frozen=True, slots=True)
class _Build:
    """What is known of a build: the circumstances (empty where none may be kept), the files and what was made."""

    circumstances: str
    docs_files: DocsFiles
    site: Site
    pages: Mapping[str, SitePage]
    """MkDocs's pages by their paths, once they are built."""
    copied: frozenset[str] = frozenset()
    """The paths of the other files that MkDocs copied."""


_NONE = _Build("", DocsFiles({}, (), ()), Site({}, {}, frozenset(), ()), {})


class Keeper:
    """Remembers what a preview built last, and says what of it an edit leaves as it is."""

    def __init__(self) -> None:
        self._last = self._now = _NONE
        self._files = Files([])
        self._config: MkDocsConfig | None = None
        """That of the build that goes on."""
        self._changed: frozenset[str] | None = None
        """The paths of the pages to be built; nothing if that is all of them."""
        self._stack = ExitStack()
        self._site_dir = ""

    def begin(self, config: MkDocsConfig, docs_files: DocsFiles, site: Site, unconcerned: Sequence[str]) -> Site:
        """Find what a build has to make and write.

        Args:
            config: The site's configuration; its site_dir becomes another folder where only a part is built.
            docs_files: The files of the docs folder.
            site: What was made of them, without errors.
            unconcerned: The plugins and hooks, beside those known here, that need not see what did not change.

        Returns:
            What of it is to be written; all of it, unless it is certain that the rest is there.
        """
        self._config = config
        last, self._last = self._last, _NONE  # whatever goes wrong from here on, the next build is a whole one
        self._now = _Build(_circumstances(config, docs_files, unconcerned), docs_files, site, {})
        self._changed = _changed(config, last, self._now)
        if self._changed is None:
            return site
        self._now = replace(self._now, pages=last.pages, copied=last.copied)
        self._site_dir = config.site_dir
        config.site_dir = str(self._stack.enter_context(staging_dir(Path(config.site_dir))))
        credited = _other(site.credited, last.site.credited)
        return replace(
            site,
            pages={path: site.pages[path] for path in self._changed if path in site.pages},
            files={
                path: content
                for path, content in site.files.items()
                if content != last.site.files.get(path) or path in credited
            },
            previews=_other(site.previews, last.site.previews),
            credited={path: credit for path, credit in site.credited.items() if path in credited}
            | {path: site.credited[path] for path in _other(site.drawings, last.site.drawings)},
        )

    def leave_out(self, files: Files) -> None:
        """Let what did not change stand, once the navigation is made of all pages.

        Args:
            files: The files of the site, which are changed.
        """
        self._files = files
        if self._changed is None:
            return
        for file in [*files]:
            files.remove(file)
            files.append(self._standing(file, self._changed))

    def _standing(self, file: File, changed: frozenset[str]) -> File:
        path = file.src_uri
        if not file.is_documentation_page():
            stands = file.generated_by is None and path in self._now.copied
            return StandingFile.of(file) if stands else file
        before = self._now.pages.get(path)
        if before is None or file.page is None or path in changed:
            return file
        page = file.page
        page.title, page.meta, page.markdown, page.toc = before.title, before.meta, before.markdown, before.toc
        page.content = ""
        page.present_anchor_ids, page.links_to_anchors = before.present_anchor_ids, before.links_to_anchors
        return StandingFile.of(file)

    def pages(self) -> list[File] | None:
        """List all pages of the site for a template.

        Returns:
            Those that are built and those that stand, in their order; nothing where all are built.
        """
        if self._changed is None:
            return None
        return [file for file in self._pages() if file.inclusion.is_included()]  # type: ignore[no-untyped-call] # MkDocs has no type for it

    def _pages(self) -> Iterator[File]:
        for file in self._files:
            if file.is_documentation_page() or (isinstance(file, StandingFile) and file.src_uri in self._now.pages):
                yield file

    def finish(self, config: MkDocsConfig) -> None:
        """Put what was built over what stands, once all of it is written; remember all of it.

        Args:
            config: The site's configuration, whose site_dir is what it was.

        Raises:
            OSError: When something cannot be written.
        """
        if config is not self._config:  # a hook built another site meanwhile, with the same plugin
            self.forget()
            return
        pages = {file.src_uri: file.page for file in self._pages() if file.page and file.page.content is not None}
        if self._changed is not None:
            changed = {page.url for path, page in pages.items() if path in self._changed}
            order = [page.url for page in pages.values()]
            site_dir, new = Path(self._site_dir), Path(config.site_dir)
            for path, listing in _LISTINGS.items():
                if (new / path).is_file():
                    _complete(listing, new / path, site_dir / path, changed, order)
            put_over(new, site_dir)
        self._close(config)
        copied = (file.src_uri for file in self._files if not file.is_documentation_page())
        self._last = replace(self._now, pages=pages, copied=frozenset(copied) - pages.keys())
        for page in pages.values():
            page.content = ""  # it is written, and would only take memory

    def forget(self, config: MkDocsConfig | None = None) -> None:
        """Take note that a build failed: the next one is of the whole site.

        Args:
            config: The configuration of the build that went on, if one did.
        """
        self._last = self._now = _NONE
        self._changed = None
        self._close(config)

    def _close(self, config: MkDocsConfig | None) -> None:
        if config and self._site_dir:
            config.site_dir = self._site_dir
        self._site_dir = ""
        self._stack.close()


def _complete(listing: _Listing, new: Path, old: Path, changed: set[str], order: Sequence[str]) -> None:
    """Add to a list of the changed pages what an earlier one has of the others."""
    whole = json.loads(new.read_text(encoding="utf-8"))
    entries: dict[str, list[Any]] = {url: [] for url in order}
    before = json.loads(old.read_text(encoding="utf-8"))[listing.name]
    for entry in (*(entry for entry in before if listing.owner(entry) not in changed), *whole[listing.name]):
        entries[listing.owner(entry)].append(entry)
    whole[listing.name] = [entry for own in entries.values() for entry in own]
    new.write_text(json.dumps(whole, separators=listing.separators), encoding="utf-8")


def _circumstances(config: MkDocsConfig, docs_files: DocsFiles, unconcerned: Sequence[str]) -> str:
    """Make a key of everything that must not change but nodes; empty where something is not known here."""
    plugins: dict[str, dict[str, Any]] = {  # hooks have no options
        name: {**getattr(plugin, "config", {})} for name, plugin in config.plugins.items()
    }
    theme = config.theme
    own_templates = [*Path(theme.custom_dir).rglob("*.html")] if theme.custom_dir else []
    if theme.name not in _KNOWN_THEMES:
        return ""
    for name, options in plugins.items():
        is_set_for_it = _KNOWN_PLUGINS.get(name)
        if name not in unconcerned and not (is_set_for_it and is_set_for_it(options)):
            return ""
    if any(_OF_ALL_PAGES.search(template.read_text(encoding="utf-8", errors="replace")) for template in own_templates):
        return ""
    nodes = {*node_pages(docs_files.texts).values()}
    texts = {path: "" if path in nodes else text for path, text in docs_files.texts.items()}
    if {"tags", "material/tags"} & plugins.keys() and any(_TAGS_LISTED in text for text in texts.values()):
        return ""
    docs = Path(config.docs_dir)
    watched = [Path(path) for path in (config.config_file_path, theme.custom_dir, *config.watch) if path]
    settings = {name: value for name, value in config.items() if name not in ("plugins", "theme", "hooks")}
    own = (dict(theme), theme.name, theme.dirs, sorted(theme.static_templates))
    known = (settings, own, plugins, stamps([*watched, *(docs / path for path in docs_files.others)]))
    findings = [finding for finding in docs_files.findings if finding.place.path not in nodes]
    return key_of(_ADDRESS.sub("", repr(known)), repr(sorted(texts.items())), repr(docs_files.others), repr(findings))


def _changed(config: MkDocsConfig, last: _Build, now: _Build) -> frozenset[str] | None:
    """Find the pages that are to be built; nothing where that must be all of them."""
    if (
        not now.circumstances
        or now.circumstances != last.circumstances
        or last.docs_files.texts == now.docs_files.texts
    ):
        return None  # where no node changed, something else did
    pages, before = now.site.pages, last.site.pages
    if pages.keys() != before.keys() or not last.site.files.keys() <= now.site.files.keys() | now.site.asked.keys():
        return None
    drawn = {path: text for path, text in now.site.files.items() if path.endswith(".svg")}
    folders = {path.rpartition("/")[0] for path in _other(drawn, last.site.files)}
    other = {
        path
        for path, page in pages.items()
        if not _are_same(page, before[path]) or page_folder(path).rstrip("/") in folders
    }
    linked = {path for path, page in last.pages.items() if _leads_to(page, other)}
    fronts = (f"{folder}/index.md" for folder in map_folders(now.docs_files.texts))
    listed = {*nav_paths(config.nav)} if config.nav is not None else {*fronts, *now.docs_files.texts}
    if any(_head(pages[path]) != _head(before[path]) for path in other & listed):
        return None  # it stands in the navigation, which every page shows
    if "autorefs" in config.plugins:
        written = (path for path in other | linked if not isinstance(pages.get(path), Page))
        if any(_CROSS_REFERENCE.search(now.docs_files.texts.get(path, "][")) for path in written):
            return None
    return frozenset(other | linked)


def _other(new: Mapping[str, _Value], old: Mapping[str, _Value]) -> dict[str, _Value]:
    return {name: value for name, value in new.items() if name not in old or old[name] != value}


def _are_same(page: Page | WrittenPage, other: Page | WrittenPage) -> bool:
    """Tell whether two pages are published alike; their reports and lists are in their bodies too."""
    if isinstance(page, WrittenPage) or isinstance(other, WrittenPage):
        return page == other
    parts, others = ((one.above, one.body, one.searched, one.tags, _named(one)) for one in (page, other))
    return parts == others


def _named(page: Page) -> tuple[object, ...]:
    return page.meta.title, page.meta.heading, page.meta.map_title, page.meta.front, page.meta.lang


def _head(page: Page | WrittenPage) -> object:
    """Return what the navigation may show of a page."""
    return page.front if isinstance(page, WrittenPage) else page_source(page, {})


def _leads_to(page: SitePage, paths: set[str]) -> bool:
    """Tell whether a page links to places on some pages, which MkDocs then looks for when it builds the page."""
    return any(file.src_uri in paths for file in page.links_to_anchors or ())
