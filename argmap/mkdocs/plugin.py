"""Hands what is generated to MkDocs, at its events."""

import gc
import logging
from concurrent.futures import Future, wait
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils import get_relative_url
from mkdocs.utils.templates import TemplateContext

from argmap.diagrams.apart import PicturesApart
from argmap.diagrams.render import downloadable
from argmap.locale.words import translations
from argmap.mkdocs.asked import answering
from argmap.mkdocs.bodies import Bodies
from argmap.mkdocs.given import Given
from argmap.mkdocs.kept import Keeper
from argmap.mkdocs.making import Made, Occasion, language_of, made, root_of, site_address
from argmap.mkdocs.ondemand import PageOnDemand
from argmap.mkdocs.options import ArgmapOptions
from argmap.mkdocs.placing import Placing
from argmap.mkdocs.searched import Shown, is_cut, put_in_parts
from argmap.model.findings import has_errors
from argmap.pages.head import FIELD, Arrival, Head
from argmap.pages.missing import MISSING_TEMPLATE, MissingPage
from argmap.pages.page import Page, WrittenPage
from argmap.pages.templating import (
    ThemeEnvironment,
    UnusableTemplateError,
    keep_compiled,
    put_into_theme,
    without_hidden,
)
from argmap.read.layout import node_pages
from argmap.site.addresses import INSTANT, SCRIPT, STYLE_SHEET
from argmap.site.hosting import (
    in_steps,
    with_end,
    with_head,
    with_search,
    without_requests,
)
from argmap.site.made import made_when_asked, pictures_of
from argmap.site.policy import POLICY_NAME, with_policy
from argmap.site.preview import NOTHING
from argmap.storage.background import Background
from argmap.storage.disk import DiskError
from argmap.storage.memory import Memory
from argmap.storage.resources import NO_REQUESTS
from argmap.storage.writing import add_files

if TYPE_CHECKING:
    from collections.abc import Mapping

_LOG = logging.getLogger("mkdocs.plugins.argmap")

_FIRST, _LAST = 100, -1000
"""Priorities among the plugins and hooks of a site: what MkDocs recommends for the first of all, and one behind -100,
which it recommends for the last (https://www.mkdocs.org/dev-guide/plugins/#event-priorities)."""

_BEFORE_SEARCH, _BEHIND_SEARCH = 1, -1
"""Priorities around that of plugins that have none, the theme's search and MkDocs's own among them. Both read a page
when its template is about to be filled (`on_page_context`)."""

_READABLE = (
    "encryptcontent hides the bodies of pages only: what argmap publishes beside them (map.json, node.md, what is in "
    "the heads of pages) can be read by everybody, so that a map on this site is no secret"
)


class ArgmapPlugin(BasePlugin[ArgmapOptions]):  # type: ignore[no-untyped-call] # MkDocs has no type for it
    """Puts the pages of every map of the docs folder into the site."""

    _given: Given
    """The files of the build that goes on, once MkDocs has listed its own."""

    def __init__(self) -> None:
        self._made = Made()
        self._site = self._made.site
        self._bodies = Bodies(self._made)
        self._placing = Placing()
        self._own_files: Mapping[str, str] = {}
        self._standing: dict[str, File] = {}
        """What a preview does not write, by its path."""
        self._background = Background()
        self._pictures = PicturesApart(self._background)
        self._beside: Future[None] = Future()
        """Writes the pictures, and the Markdown of nodes, beside the pages."""
        self._beside.set_result(None)
        self._previewed = False
        self._is_cut = False
        """Whether the search's index will be in parts: a preview keeps it as it is."""
        self._going_on: MkDocsConfig | None = None
        """The configuration of the build that goes on, if one does: some plugins begin it again for each language."""
        self._is_repeated = False
        """Whether it was begun again: the pages of maps are there already."""
        self._memory = Memory()
        self._is_asked = False
        """Whether a server asks for what is made only then."""
        self._keeper: Keeper | None = None
        """What a preview keeps of its last build; nothing where there is no preview."""
        self._fresh = self._site
        """What of the site is to be written: all of it, but in a preview, where the rest may stand already."""
        self._shown = Shown()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Note whether the site is only looked at: MkDocs then takes this machine for its address.

        Args:
            command: What MkDocs was asked to do.
            dirty: Whether it builds only files that changed, whatever depends on them.
        """
        self._previewed = command == "serve"
        self._memory, self._is_asked = Memory(keeps=self._previewed), False
        self._keeper = Keeper() if self._previewed and not dirty else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add what a site asked for that concerns all its pages: templates of the theme, and nothing else.

        Args:
            config: The site's configuration, which is changed.

        Returns:
            The configuration.
        """
        if self.config.policy and NO_REQUESTS not in config.theme.dirs:
            # Behind a project's own folder of overrides, so that it has the last word, and before the theme itself.
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, NO_REQUESTS)
        if self.config.missing:
            config.theme.static_templates.add(MISSING_TEMPLATE)
        # Not by an event: MkDocs lists the theme's files as soon as it has the environment. Were it to get that in
        # another way, all would be as without this.
        get_env = config.theme.get_env
        vars(config.theme)["get_env"] = lambda: without_hidden(get_env())
        if "encryptcontent" in config.plugins:
            _LOG.info(_READABLE)
        if self.config.templates:
            config.watch.append(str(root_of(config) / self.config.templates))
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Make what is generated; an error stops MkDocs here, while the site that was built before is still there.

        Args:
            config: The site's configuration.

        Raises:
            PluginError: When the maps have errors, or a file or template cannot be used.
        """
        self._is_repeated = config is self._going_on
        if self._is_repeated:
            return
        self._going_on = config
        occasion = Occasion(self._previewed, self._is_asked, self._memory, self._made.sound, self._pictures.begin)
        self._made = made(config, self.config, occasion)
        docs_files, self._site = self._made.docs_files, self._made.site
        self._is_cut = not self._previewed and is_cut(config, len(self._site.pages))
        self._fresh = self._site
        if self._keeper and has_errors(self._site.findings):
            self._keeper.forget()
        elif self._keeper:
            self._fresh = self._keeper.begin(config, docs_files, self._site, self.config.unconcerned)
        self._placing = Placing.of(docs_files.texts)
        self._own_files = node_pages(docs_files.texts)
        self._made = replace(self._made, docs_files=NOTHING)  # they are pages now, and as large as these
        self._bodies = Bodies(self._made, config.plugins)

    def on_build_error(self, *, error: Exception) -> None:
        """Take note that no build goes on, once nothing writes into its folder any more.

        Args:
            error: What stopped it.
        """
        del error
        self._pictures.drop()
        wait([self._beside])
        if self._keeper:
            self._keeper.forget(self._going_on)
        self._going_on = None

    def on_shutdown(self) -> None:
        """Have pictures end that are still being made: whoever stopped a build does not wait for them."""
        self._pictures.drop()

    @event_priority(_FIRST)
    def _on_files_first(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add what is generated, and take the files it is generated from out of the site, for other plugins to see."""
        self._given = Given(
            self._site,
            self._fresh,
            self._placing,
            self._own_files,
            self._bodies.source_of,
            partial(self._content_of, config),
            self._standing,
        )
        self._given.add_pages(files, config)
        return files

    @event_priority(_LAST)
    def _on_files_last(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Put back what others moved or left out, and add what is no page; have written what is beside the pages."""
        self._given.put_back(files, config, is_repeated=self._is_repeated)
        if not self._is_repeated:
            self._given.add_others(files, config)
            pictures = () if self._is_asked else pictures_of(self._fresh, self._made.cache)
            beside = chain(self._given.node_files(), pictures)
            # They are made while MkDocs writes the pages, which takes longer, and not kept: they can be gigabytes.
            self._pictures.close()
            self._beside = self._background.submit(
                add_files, Path(config.site_dir), self._background.until_dropped(beside)
            )
        return files

    on_files = CombinedEvent(_on_files_first, _on_files_last)

    def _content_of(self, config: MkDocsConfig, path: str) -> str:
        """Return what is written of a file that is no page of the site."""
        content = self._site.files[path]
        is_page = path.endswith(".html") and self._has_policies
        if is_page and POLICY_NAME not in content:  # the pages of editions have one of their own
            return with_policy(content)
        drawn = {path: content} if path in self._site.credited else {}
        address = site_address(config, is_preview=self._previewed)
        return downloadable(drawn, self._site.credited, address).get(path, content)

    @property
    def _has_policies(self) -> bool:
        """Whether pages get a policy: none in a preview, whose server adds a script of its own to every page."""
        return self.config.policy and not self._previewed

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Let the pages of nodes stand where their map does, so that the way about the map is seen on them.

        Args:
            nav: The navigation.
            config: The site's configuration.
            files: The files of the site.

        Returns:
            The navigation as it was; what changes is above which page a node's page stands.
        """
        of_maps = map(files.src_uris.get, filter(self._placing.map_of, self._site.pages))
        pages = [file.page for file in of_maps if file and file.page]
        if self._is_repeated:
            for page in pages:
                page.read_source(config)  # its title, which the navigation shows
                page.file.inclusion = InclusionLevel.EXCLUDED  # it is written already
        self._placing.put_below(files, pages)
        if self._keeper:
            self._keeper.leave_out(files)
        return nav

    def on_serve(self, server: LiveReloadServer, /, *, config: MkDocsConfig, **_: object) -> LiveReloadServer:
        """Make what tells of whole maps, and pictures, from now on only when somebody asks for them.

        Args:
            server: The server of the preview, which is changed.
            config: The site's configuration.

        Returns:
            The same.
        """
        if self._keeper:
            self._is_asked = True
            # What the first build made stays: looking it all through for garbage would take a tenth of every edit.
            gc.freeze()
            mount = urlsplit(config.site_url or "/").path

            def content_of(path: str) -> bytes | None:
                return made_when_asked(self._site, path, self._made.cache)

            server.set_app(answering(server.get_app() or server.serve_request, mount, content_of))
        return server

    @event_priority(_FIRST)
    def on_env(self, env: ThemeEnvironment, /, *, config: MkDocsConfig, files: Files) -> ThemeEnvironment:
        """Give the theme the page for a wrong address in argmap's words, if it is asked for.

        Args:
            env: What lays out the pages of the theme, which is changed.
            config: The site's configuration.
            files: The files of the site.

        Returns:
            The same.

        Raises:
            PluginError: When a template of the site cannot be used.
        """
        del files
        if self._keeper:
            keep_compiled(env)
        if self.config.missing:
            try:
                missing = self._made.templates.fill(MissingPage())
            except UnusableTemplateError as error:
                raise PluginError(str(error)) from error
            put_into_theme(env, {MISSING_TEMPLATE: missing}, config.theme.custom_dir)
        return env

    def on_page_markdown(self, markdown: str, /, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Give a page that people wrote the fields of front matter that they left out, and places for its blocks.

        Args:
            markdown: The page as Markdown.
            page: The page.
            config: The site's configuration.
            files: The files of the site.

        Returns:
            The Markdown, with a place for each block in a page of the site's own.
        """
        del config, files
        return self._bodies.markdown_of(page, markdown, is_on_disk=not self._placing.map_of(page.file.src_uri))

    @event_priority(_FIRST)
    def on_page_content(self, html: str, /, *, page: SitePage, config: MkDocsConfig, files: Files) -> str:
        """Put a page together, with placeholders for its drawings: they would only keep the search busy.

        Args:
            html: What MkDocs rendered of the page.
            page: The page.
            config: The site's configuration.
            files: The files of the site.

        Returns:
            The whole body of the page.

        Raises:
            PluginError: When another plugin took a part of the page away.
        """
        del config, files
        return self._bodies.content_of(page, html)

    @event_priority(_BEFORE_SEARCH)
    def _on_page_context_first(
        self, context: TemplateContext, /, *, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Show the search a page as it is to be found, each work, term or paragraph below a heading of its own."""
        del nav
        path = page.file.src_uri
        own = self._site.pages.get(path)
        if "encryptcontent" in config.plugins:  # it takes what the search is shown, and must have the whole page
            page.content = self._bodies.with_drawings(page.content or "", path)
        elif isinstance(own, Page) and own.searched:
            self._shown.show(page, str(own.searched))
        return context

    @event_priority(_BEHIND_SEARCH)
    def _on_page_context_last(
        self, context: TemplateContext, /, *, page: SitePage, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the page back what readers see."""
        del config, nav
        self._shown.put_back(page)
        return context

    on_page_context = CombinedEvent(_on_page_context_first, _on_page_context_last)

    @event_priority(_FIRST)
    def _on_post_page_first(self, output: str, /, *, page: SitePage, config: MkDocsConfig) -> str:
        """Put drawings in the page itself, so that they take its colours, before any other plugin sees the page."""
        path = page.file.src_uri
        own = self._site.pages.get(path)
        # A site that is opened from disk has no workers, but an imitation that only knows the theme's.
        is_offline = not {"offline", "material/offline"}.isdisjoint(config.plugins)
        is_cut = self._is_cut  # then no page has all texts for a search of its own
        if is_cut or (not is_offline and (own or SCRIPT in map(str, config.extra_javascript))):
            folder = self._placing.map_of(path)
            left_out = translations(language_of(config)).gettext("Searched for “{query}”; single letters are left out.")
            maps = () if folder else self._placing.in_order(config)
            output = with_search(output, folder, maps, left_out=left_out)
        if own is None:
            return output
        whole = with_head(output, self._head_of(own, page.url, config))
        if whole is None:
            message = f"{path}: the page has no head for what belongs there; mend the template of the theme"
            raise PluginError(message)
        if "navigation.instant" in (config.theme.get("features") or ()):
            whole = with_end(whole, self._made.templates.fill(Arrival(get_relative_url(INSTANT, page.url))))
        return self._bodies.with_drawings(in_steps(without_requests(whole)), path)

    def _head_of(self, own: Page | WrittenPage, url: str, config: MkDocsConfig) -> Markup:
        """Write what a page has in its head that the theme knows nothing of; a site may link the assets everywhere."""
        front = own.front if isinstance(own, WrittenPage) else own.meta.front
        linked = {str(address) for address in (*config.extra_css, *config.extra_javascript)}
        style_sheets, scripts = (
            [get_relative_url(address, url)] if address not in linked else [] for address in (STYLE_SHEET, SCRIPT)
        )
        try:
            return self._made.templates.fill(Head(**front.get(FIELD, {}), style_sheets=style_sheets, scripts=scripts))
        except UnusableTemplateError as error:
            raise PluginError(str(error)) from error

    @event_priority(_LAST)
    def _on_post_page_last(self, output: str, /, *, page: SitePage, config: MkDocsConfig) -> str:
        """Say what the page may load, now that nothing changes it any more."""
        del config
        if self._has_policies:
            output = with_policy(output, page.content or "" if self._placing.map_of(page.file.src_uri) else "")
        if isinstance(page, PageOnDemand):
            page.forget()
        return output

    on_post_page = CombinedEvent(_on_post_page_first, _on_post_page_last)

    @event_priority(_FIRST)
    def on_template_context(
        self, context: TemplateContext, /, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Name a template of the theme, such as the sitemap, all pages of the site, where not all of them are built.

        Args:
            context: What the template is filled with, which is changed.
            template_name: The name of the template.
            config: The site's configuration.

        Returns:
            The same.
        """
        del template_name, config
        pages = self._keeper.pages() if self._keeper else None
        if pages is not None:
            context["pages"] = pages
        return context

    @event_priority(_LAST)
    def on_post_template(self, output_content: str, /, *, template_name: str, config: MkDocsConfig) -> str:
        """Say what the page for a wrong address may load.

        Args:
            output_content: The finished page.
            template_name: The name of its template.
            config: The site's configuration.

        Returns:
            The page, with a policy if pages get any.
        """
        del config
        return with_policy(output_content) if self._has_policies and template_name.endswith(".html") else output_content

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Wait for what is beside the pages: pictures of drawings and for link previews, and the Markdown of nodes.

        Args:
            config: The site's configuration.

        Raises:
            PluginError: When one cannot be written.
        """
        if self._is_repeated:
            self._is_repeated = False
            return
        self._going_on = None
        try:
            self._beside.result()
            if self._keeper:
                self._keeper.finish(config)
            if self._is_cut:
                self._made = Made()  # nobody asks for a page any more, and the index of many is as large
                self._site = self._fresh = self._made.site
                self._bodies = Bodies(self._made)
                del self._given
                put_in_parts(config)
        except DiskError as error:
            raise PluginError(str(error)) from error
