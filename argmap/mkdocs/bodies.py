"""What becomes of the bodies of a site's pages: what MkDocs is to render of them, and what is put into that."""

import posixpath
from collections.abc import Container, Mapping

from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page as SitePage
from mkdocs.utils.meta import get_data

from argmap.diagrams.files import within_page
from argmap.mkdocs.making import Made
from argmap.mkdocs.ondemand import PageOnDemand
from argmap.mkdocs.searched import in_contents
from argmap.pages.head import FIELD
from argmap.pages.page import Page, WrittenPage, for_themes, heading_of
from argmap.read.layout import page_folder
from argmap.site.anatomy import anatomy_of
from argmap.site.hosting import (
    led,
    lighter,
    page_source,
    placeholder,
    put_below,
    replaced,
    restored,
    way_between,
    with_places,
)

_BODY = '<div class="am-page">{}</div>'
"""Around a page that people wrote and argmap completes: its style sheet knows what it is to select by the class."""


class Bodies:
    """The bodies of the pages of a build.

    Of a page of ours MkDocs renders the heading only, and of one that people wrote all that is theirs, with a
    placeholder for each part that is ready. In what it rendered, those parts take their places, and drawings get
    placeholders, until the page is finished: till then nobody holds them.

    Args:
        made: What the build made.
        plugins: The names of the site's plugins.
    """

    def __init__(self, made: Made, plugins: Container[str] = ()) -> None:
        self._site, self._notes = made.site, made.notes
        self._has_macros = "macros" in plugins
        self._has_tags = "tags" in plugins or "material/tags" in plugins
        self._ways: dict[str, str] = {}
        """The way from each page that people wrote to where its path says that it is."""
        self._inserts: dict[str, dict[str, str]] = {}
        """What belongs in the place of each placeholder of a page that people wrote, by the page's path."""
        self._drawings: dict[str, dict[str, str]] = {}
        """Which file belongs in the place of each placeholder of a drawing, by the page's path."""

    def source_of(self, path: str) -> str:
        """Write what MkDocs is to render of a page: of one of ours its heading only, and what people wrote.

        Args:
            path: The path of the page's file.

        Returns:
            Markdown with front matter.
        """
        page = self._site.pages[path]
        if isinstance(page, WrittenPage):
            source, self._inserts[path] = with_places(page, self._ways.get(path, ""))
            return source
        more: dict[str, object] = {}
        if self._has_macros:
            more["render_macros"] = False  # what looks like one is what somebody said
        if self._has_tags and page.tags:
            more["tags"] = list(page.tags)
        return page_source(page, more)

    def markdown_of(self, page: SitePage, markdown: str, *, is_on_disk: bool) -> str:
        """Give a page that people wrote the fields of front matter that they left out, and places for its blocks.

        Args:
            page: The page, whose fields are changed.
            markdown: What MkDocs read of it.
            is_on_disk: Whether that is what lies in the docs folder, and not the source from here.

        Returns:
            The Markdown that MkDocs is to render.
        """
        path = page.file.src_uri
        own = self._site.pages.get(path)
        if isinstance(own, Page) and is_on_disk:  # what a preview says in the place of a faulty page
            return heading_of(own.meta)
        if isinstance(own, WrittenPage):
            front = {name: value for name, value in own.front.items() if name not in (FIELD, *page.meta)}
            page.meta.update(for_themes(front))
            if is_on_disk:
                self._ways[path] = way_between(page_folder(path), page.file.dest_uri)
                return get_data(self.source_of(path))[0]
        return markdown

    def content_of(self, page: SitePage, html: str) -> str:
        """Put a page together, with placeholders for its drawings: they would only keep the search busy.

        Args:
            page: The page, which learns what ids and headings it has.
            html: What MkDocs rendered of it.

        Returns:
            The whole body of the page; what MkDocs rendered if it is none of a map and has nothing of ours.

        Raises:
            PluginError: When another plugin took a part of the page away.
        """
        path = page.file.src_uri
        own = self._site.pages.get(path)
        if own is None:
            return html
        whole = self._whole(own, html, path)
        anatomy = anatomy_of(whole, is_ours=isinstance(own, Page))
        page.present_anchor_ids = {*(page.present_anchor_ids or ()), *anatomy.ids}
        if isinstance(own, Page):
            put_below(page.toc.items, [in_contents(one, one.level) for one in anatomy.headings if one.level > 1])
        places = {
            element: placeholder()
            for element, file in anatomy.drawings.items()
            if posixpath.join(page_folder(path), file) in self._site.files
        }
        self._drawings[path] = {place: anatomy.drawings[element] for element, place in places.items()}
        whole = replaced(whole, places)
        if isinstance(page, PageOnDemand):
            page.let_go(whole, lambda: replaced(self._whole(self._site.pages[path], html, path), places))
        return whole

    def _whole(self, own: Page | WrittenPage, html: str, path: str) -> str:
        """Put a page together of what MkDocs rendered of it and of what is ready."""
        if isinstance(own, Page):
            whole = "\n".join(filter(None, [lighter(own.above), html, lighter(own.body)]))
        else:
            whole = _restored(html, self._inserts[path], path)
            if self._inserts[path]:
                whole = _BODY.format(whole)
        return f"{self._notes.get(path, '')}{whole}"

    def with_drawings(self, html: str, path: str) -> str:
        """Put drawings in the place of their placeholders, once.

        Args:
            html: The page, or its body.
            path: The path of the page's file.

        Returns:
            The same with the drawings.

        Raises:
            PluginError: When another plugin took the place of one away.
        """
        shown = {
            place: led(within_page(self._site.files[posixpath.join(page_folder(path), file)]), self._ways.get(path, ""))
            for place, file in self._drawings.pop(path, {}).items()
        }
        return _restored(html, shown, path)


def _restored(page: str, parts: Mapping[str, str], path: str) -> str:
    """Put parts of a page in the place of their placeholders; raises PluginError when a place is gone."""
    whole = restored(page, parts)
    if whole is None:
        message = (
            f"{path}: a part of the page cannot be put back, because another plugin, a hook or a Markdown "
            "extension took its place away. List argmap before the others in the plugins of mkdocs.yml; if that "
            "does not help, switch them off in turn to find which it is, and give it a lower event priority"
        )
        raise PluginError(message)
    return whole
