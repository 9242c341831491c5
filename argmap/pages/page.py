"""What a page is to whoever publishes it: what its head says, its heading, and its body as HTML."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from markupsafe import Markup

from argmap.citations.runs import Run, markup_of
from argmap.model.characters import escape_markdown
from argmap.model.ownpages import OWN_PAGES
from argmap.pages.context import Context, ListAbove
from argmap.pages.inert import inert
from argmap.pages.language import AS_THE_PAGE
from argmap.pages.parting import Parts
from argmap.pages.reporting import Report, report_of

NOT_SEARCHED: Mapping[str, Any] = {"exclude": True}
"""What the front matter's field `search` holds on pages that repeat what the nodes' own pages say."""

_NOTHING = Markup()

_HEAD = ("title", "description")
_OPENED = re.compile(r"---[ \t]*\n")


@dataclass(frozen=True, slots=True)
class PageMeta:
    """What a page says of itself.

    `heading` is its only heading of the first level, `title` what the browser's tab and search engines call it.
    `map_title` stands above the heading and leads to the map, on pages of a map's own; empty on all others. `front`
    holds further fields of front matter (https://www.mkdocs.org/user-guide/writing-your-docs/#meta-data). `lang` has
    the attributes of an element that says what the map says: its title, or the heading of a page that is not its own.
    `report` is how a mistake on the page is reported, on pages of a map's own; those of nodes say it in their bodies.
    `listed` is the list of maps above the map, on its own pages too. `parts` leads through a page that is in parts.
    """

    title: str
    heading: str
    map_title: str = ""
    front: Mapping[str, Any] = field(default_factory=dict)
    lang: Markup = AS_THE_PAGE
    report: Report | None = None
    listed: ListAbove | None = None
    parts: Parts | None = None


def own_page(page_id: str, context: Context, **front: Any) -> PageMeta:  # noqa: ANN401 - values of front matter
    """Name a page of a map's own.

    Args:
        page_id: Its id in the registry of such pages.
        context: The map.
        **front: Further fields of front matter.

    Returns:
        The head and heading of the page, in English.
    """
    name, about = next((page.name, page.about) for page in OWN_PAGES if page.id == page_id)
    title = context.argument_map.title
    report = report_of(context, page_id)
    return PageMeta(
        f"{name}: {title}", name, title, {"description": about, **front}, context.lang, report, context.listed
    )


class Filling(Protocol):
    """Plain frozen data with which one template is filled; its class names the template."""

    TEMPLATE: ClassVar[str]


class PageContext(Filling, Protocol):
    """What the body of a page is made of, with what the page says of itself."""

    @property
    def meta(self) -> PageMeta:
        """What the page says of itself."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is written: what it says of itself, what stands above its heading, and its body.

    `searched` is what a search is to find on it, in the place of all that; empty where it is the page itself.
    `tags` are those of its node.
    """

    meta: PageMeta
    above: Markup
    body: Markup
    searched: Markup = _NOTHING
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page that people wrote and argmap completes: in turn their Markdown, and as `Markup` what it puts there.

    `front` holds fields of front matter that the page has where its writers gave it none of that name.
    """

    parts: tuple[str | Markup, ...]
    front: Mapping[str, Any] = field(default_factory=dict)


def markdown_of(page: Page | WrittenPage) -> str:
    """Write a page as a Markdown file that any builder takes.

    Args:
        page: The page.

    Returns:
        For a page of argmap's own its front matter, and below it the heading as Markdown, so that builders know it. All
        else that is argmap's is HTML in which no Markdown extension finds anything.
    """
    if isinstance(page, WrittenPage):
        written = "".join(inert(part) if isinstance(part, Markup) else part for part in page.parts)
        return _with_front(written, page.front) if page.front else written
    meta = page.meta
    head = front_matter({"title": meta.title, **meta.front})
    parts = (inert(page.above), heading_of(meta), inert(page.body))
    return "\n".join([head, *(f"{part}\n" for part in parts if part)])


def heading_of(meta: PageMeta) -> str:
    """Write the heading of a page as Markdown: builders make its anchor and permanent link in their own way.

    Args:
        meta: What the page says of itself.

    Returns:
        A heading of the first level.
    """
    return f"# {written_heading(meta.heading, Markup() if meta.map_title else meta.lang)}"


def written_heading(words: str, lang: Markup) -> str:
    """Write the words of a heading as Markdown, which builders have read themselves.

    Args:
        words: Plain text.
        lang: The attributes that tell its language, where that is not the page's.

    Returns:
        Markdown; with an element of HTML around the words where their language is another one.
    """
    return markup_of((Run(words),), None, lang) if lang else escape_markdown(words)


def front_matter(fields: Mapping[str, Any]) -> str:
    """Write front matter.

    Args:
        fields: JSON values by the fields' names, which are valid YAML whatever their texts hold. Title and description
            are written as HTML: themes put them in the page's head as they are.

    Returns:
        The fields between two lines of three hyphens.
    """
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in for_themes(fields).items()]
    return "\n".join(["---", *lines, "---", ""])


def for_themes(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Write fields of front matter as themes take them.

    Args:
        fields: JSON values by the fields' names.

    Returns:
        The fields, with title and description as HTML.
    """
    return {name: _in_head(value) if name in _HEAD else value for name, value in fields.items()}


def _with_front(page: str, fields: Mapping[str, Any]) -> str:
    """Put fields before those of a page's own front matter: of two with one name, the later one counts."""
    text = page.removeprefix("\ufeff").replace("\r\n", "\n")
    own = front_matter(fields)
    opened = _OPENED.match(text)
    return own.removesuffix("---\n") + text[opened.end() :] if opened else f"{own}\n{text}"


def _in_head(words: str) -> str:
    return html.escape(words, quote=False).replace('"', "&quot;")
