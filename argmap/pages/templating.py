"""Turns page contexts into pages by the Jinja templates of the package, or those that a site puts in their place."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    DictLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)
from markupsafe import Markup

from argmap.analysis.objections import SIGNS
from argmap.locale.words import capitalized, day_for_readers, translations
from argmap.model.appearance import LINES
from argmap.model.characters import escape_plain_markdown
from argmap.model.kinds import ROLES
from argmap.model.refusals import Refusal
from argmap.model.relations import RELATIONS, REPLY, words_on
from argmap.model.voices import STANCES
from argmap.pages.compiling import CompiledTemplates, TemplateEnvironment
from argmap.pages.page import NOT_SEARCHED, Filling, Page, PageContext, PageMeta
from argmap.storage.disk import visible_files

_compiled = cache(lambda _words: CompiledTemplates())
"""What is compiled, by the catalogue of the words in it, or by who keeps it."""

_OF_SEARCH = {f"{name}.html": f"search/{name}.html" for name in ("node", "references", "glossary", "source")}
"""What lays out for the search what is on a page: its own words are repeated on others, or stand under no heading."""


def _values(filling: Filling) -> dict[str, Any]:
    """Return what a template is given, by its names."""
    return {part.name: getattr(filling, part.name) for part in fields(filling)}  # type: ignore[arg-type]


ThemeEnvironment = Environment
"""What lays out the pages of a site's theme, where that is Jinja's."""


def put_into_theme(theme: ThemeEnvironment, templates: Mapping[str, str], overrides: str | None) -> None:
    """Put templates in the place of those of a theme.

    Args:
        theme: What lays out its pages, which is changed.
        templates: The templates by their names.
        overrides: The site's own folder of templates, which has the last word.
    """
    own = [FileSystemLoader(overrides)] if overrides else []
    theme.loader = ChoiceLoader([*own, DictLoader(templates), *filter(None, [theme.loader])])


class _VisibleFiles(FileSystemLoader):
    """Lists no hidden files, which MkDocs asks for only to leave them out: Material for MkDocs has 14,000 icons."""

    def list_templates(self) -> list[str]:
        return sorted({path for folder in self.searchpath for path in visible_files(Path(folder))})


def without_hidden(theme: ThemeEnvironment) -> ThemeEnvironment:
    """Let a theme list its files without the hidden ones, which can be found all the same.

    Args:
        theme: What lays out its pages, which is changed if it finds them in folders as ever.

    Returns:
        The same.
    """
    if type(theme.loader) is FileSystemLoader:
        theme.loader = _VisibleFiles(theme.loader.searchpath)
    return theme


def keep_compiled(theme: ThemeEnvironment) -> None:
    """Let a theme's templates be compiled once in a process, and anew when their texts change.

    Args:
        theme: What lays out its pages, which is changed.
    """
    theme.bytecode_cache = theme.bytecode_cache or _compiled(keep_compiled)


class UnusableTemplateError(Refusal):
    """A template cannot be filled; the message names it and says why."""


class Templates:
    """Compiled templates; a class because each is looked up once and used for thousands of pages.

    Args:
        overrides: The text of each template that a site puts in the place of one of the package's, by its name
            (`node.html`, `partials/kind.html`).
        language: The language of argmap's own words, as a BCP 47 tag; English where there is no catalogue for it.

    Attributes:
        language: The language that these words are in.
    """

    def __init__(self, overrides: Mapping[str, str] | None = None, language: str = "en") -> None:
        self.key = repr((language, sorted((overrides or {}).items())))
        """What tells these templates from others, for the cache."""
        self._words = translations(language)
        loader = ChoiceLoader([DictLoader(dict(overrides or {})), PackageLoader("argmap", "templates")])
        self._environment = TemplateEnvironment(
            self._words,
            loader=loader,
            undefined=StrictUndefined,
            auto_reload=False,
            bytecode_cache=_compiled(self._words),
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.policies["ext.i18n.trimmed"] = True  # where a text's lines break is no part of it
        small = {"ensure_ascii": False, "separators": (",", ":"), "sort_keys": True}
        self._environment.policies["json.dumps_kwargs"] = small
        self.language: str = self._words.info().get("language", "en")
        self._environment.globals["language"] = self.language
        self._environment.globals.update(
            ROLES=ROLES, RELATIONS=RELATIONS, LINES=LINES, SIGNS=SIGNS, STANCES=STANCES, REPLY=REPLY, words_on=words_on
        )  # what all templates name
        self._environment.filters["markdown"] = lambda text: Markup(escape_plain_markdown(text))  # noqa: S704 - for Markdown
        self._environment.filters["capitalized"] = capitalized
        self._environment.filters["day"] = lambda day: day_for_readers(day, language)

    def render(self, name: str, **values: Any) -> Markup:  # noqa: ANN401 - a template takes data of any kind
        """Fill one template.

        Args:
            name: The template's name below `templates/`.
            **values: What the template calls by name; whatever is not `Markup` is escaped where it stands.

        Returns:
            The HTML.

        Raises:
            UnusableTemplateError: When the template is not there, is faulty, or calls what is not given.
        """
        try:
            return Markup(self._environment.get_template(name).render(values))  # noqa: S704 - autoescape escaped the rest
        except TemplateSyntaxError as error:
            message = f"the template {error.name or name} is faulty in line {error.lineno}: {error.message}"
            raise UnusableTemplateError(message) from error
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError) as error:
            message = f"the template {name} cannot be filled: {error}"
            raise UnusableTemplateError(message) from error

    def fill(self, filling: Filling) -> Markup:
        """Fill the template that a piece of a page names.

        Args:
            filling: Frozen data; each of its fields is known to the template by its name.

        Returns:
            The HTML.

        Raises:
            UnusableTemplateError: When its template is not there, is faulty, or calls what is not given.
        """
        return self.render(filling.TEMPLATE, **_values(filling))

    def page(self, context: PageContext, above: Filling | None = None) -> Page:
        """Make a page.

        Args:
            context: What it says of itself, and what its template is filled with.
            above: What stands above its heading; a map's own pages have the map's title there.

        Returns:
            The page.

        Raises:
            UnusableTemplateError: When its template is not there, is faulty, or calls what is not given.
        """
        meta = context.meta
        if meta.map_title:
            meta, shown_above = self._in_own_words(meta), self.render("above.html", meta=meta)
        else:
            shown_above = self.fill(above) if above else Markup()
        is_part = meta.parts and meta.parts.here  # what its nodes are called, their own pages are
        is_repeating = meta.map_title and meta.front.get("search") == NOT_SEARCHED and not is_part
        of_search = _OF_SEARCH.get(context.TEMPLATE, "search/own.html" if is_repeating else "")
        searched = self.render(of_search, **{**_values(context), "meta": meta}) if of_search else Markup()
        body = self.render("body.html", meta=meta, body=self.fill(context))
        return Page(
            replace(meta, report=None, listed=None, parts=None), shown_above, body, searched
        )  # they are written

    def _in_own_words(self, meta: PageMeta) -> PageMeta:
        """Translate the heading and the description of a map's own page, which are argmap's words."""
        heading, about = (self._words.gettext(words) for words in (meta.heading, meta.front["description"]))
        if meta.parts and meta.parts.here:
            heading = f"{heading}: {' – '.join(filter(None, (meta.parts.here.name, meta.parts.here.to)))}"
        front = {**meta.front, "description": f"{meta.map_title}: {about}"}
        return replace(meta, heading=heading, title=f"{heading}: {meta.map_title}", front=front)
