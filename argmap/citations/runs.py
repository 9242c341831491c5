"""Formatted text as data: runs of words in a style, and the one way in which they become HTML."""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from markupsafe import Markup

from argmap.model.characters import escape_run


class TextStyle(StrEnum):
    """How a run of words is set; `NOCASE` are words whose letters no style may capitalise."""

    CODE = "code"
    EMPHASIS = "emphasis"
    NOCASE = "nocase"
    SMALL_CAPS = "small-caps"
    STRONG = "strong"
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that are set alike and lead to the same place.

    Attributes:
        text: The words, as they are read.
        styles: How they are set, the outermost style first, each once.
        reference: The key of the reference to which they lead, or empty.
        address: The address on the web to which they lead, as it was given and so not to be trusted, or empty.
        label: What the link is called for whoever meets it alone, where its words do not say it, or empty.
    """

    text: str
    styles: tuple[TextStyle, ...] = ()
    reference: str = ""
    address: str = ""
    label: str = ""


Runs = tuple[Run, ...]
"""A formatted text."""

_Tag = tuple[str, str]
"""The name of an element of HTML, and its attribute as HTML, with the space before it."""

_TAGS: dict[TextStyle, _Tag] = {
    TextStyle.CODE: ("code", ""),
    TextStyle.EMPHASIS: ("em", ""),
    TextStyle.NOCASE: ("span", ' class="nocase"'),
    TextStyle.SMALL_CAPS: ("span", ' class="smallcaps"'),
    TextStyle.STRONG: ("strong", ""),
    TextStyle.SUBSCRIPT: ("sub", ""),
    TextStyle.SUPERSCRIPT: ("sup", ""),
}

_WEB = ("http://", "https://", "mailto:")
"""What an address must begin with to become a link."""

_PLAIN_ADDRESS = re.compile(r"https?://[!-;=?-~]+")
"""An address that can stand between the brackets of a link in Markdown as it is."""

_MARKDOWN_SIGN = re.compile(r"[\\`*_\[\]{}]")
"""What means something to Markdown anywhere. None of it is ever part of a tag."""

_BEFORE_A_NAME = re.compile(r".*(?:\(|; )(?=.*\w)", re.DOTALL)
"""What stands before the name of a work among several."""

_YEAR_FIRST = re.compile(r"\d")
"""What the words of a link begin with that has no name."""

_FIRST_SIGN = re.compile(r"(?![\w<(&])[!-~]")
"""What means something to Markdown at the beginning."""


def led_by_names(runs: Runs) -> Runs:
    """Let the name of a work lead where its year does, since a link that reads `2018` says nothing by itself.

    Args:
        runs: A formatted citation, in which the year of each work leads to its reference.

    Returns:
        The same words. In running text all of them lead there, within brackets what stands before each year too.
    """
    works = {run.reference for run in runs if run.reference}
    if len(works) == 1 and not runs[0].text.startswith("("):
        return tuple(replace(run, reference=work) for work in works for run in runs)
    wider: list[Run] = []
    for run, after in zip(runs, (*runs[1:], Run("")), strict=False):
        before = _BEFORE_A_NAME.match(run.text)
        if run.reference or not after.reference or not before:
            wider.append(run)
        else:
            wider += [
                replace(run, text=before[0]),
                replace(run, text=run.text[before.end() :], reference=after.reference),
            ]
    return tuple(wider)


def labelled(runs: Runs, names: Callable[[str], str]) -> Runs:
    """Give a link that has only a year, as the second in `(Doe 2010, 2013)`, a name that can be understood alone.

    Args:
        runs: A formatted citation.
        names: Returns who made a work, by its key, or nothing where that is not known.

    Returns:
        The same words, and beside those that begin with a year who made the work of that year.
    """
    wider: list[Run] = []
    for reference, group in groupby(runs, key=lambda run: run.reference):
        link = tuple(group)
        words = plain_text(link)
        name = names(reference) if reference and _YEAR_FIRST.match(words) else ""
        wider += [replace(run, label=f"{name} {words}") for run in link] if name else link
    return tuple(wider)


def markup_of(runs: Runs, reference_address: Callable[[str], str] | None, lang: Markup | None = None) -> Markup:
    """Write a formatted text as HTML within a line.

    Args:
        runs: The text. All of it is escaped; an address that is neither of the web nor for mail is left out.
        reference_address: Returns, for the key of a reference, the address to which its citations lead; None for
            a text without any links, as somebody would copy it into another one.
        lang: The attributes of an element around the whole, which say in which language it is; none for no element.

    Returns:
        HTML in which nothing means anything to Markdown, so that it can stand in Markdown as it is.
    """
    written: list[str] = []
    around: list[_Tag] = [("span", lang)] if lang and runs else []
    opened: list[_Tag] = []
    for run in (*runs, None):
        tags = [*around, *_link(run, reference_address), *(_TAGS[style] for style in run.styles)] if run else []
        shared = 0
        for tag, other in zip(tags, opened, strict=False):
            if tag != other:
                break
            shared += 1
        written += [f"</{name}>" for name, _ in reversed(opened[shared:])]
        written += [f"<{name}{attribute}>" for name, attribute in tags[shared:]]
        written.append(html.escape(run.text, quote=False).replace("\xa0", "&nbsp;") if run else "")
        opened = tags
    return Markup(_inert("".join(written)))  # noqa: S704 - escaped above


def _link(run: Run, reference_address: Callable[[str], str] | None) -> list[_Tag]:
    if reference_address is None:
        return []
    address = run.address if run.address.lower().startswith(_WEB) else ""
    if run.reference:
        address = reference_address(run.reference)
    label = f' aria-label="{html.escape(run.label)}"' if run.label else ""
    return [("a", f' href="{html.escape(address)}"{label}')] if address else []


def _inert(markup: str) -> str:
    """Write the signs of Markdown in a piece of HTML as references to characters: pages are Markdown still."""
    written = _MARKDOWN_SIGN.sub(lambda sign: f"&#{ord(sign[0])};", markup)
    return f"&#{ord(written[0])};{written[1:]}" if _FIRST_SIGN.match(written) else written


def markdown_of(runs: Runs) -> Markup:
    """Write a formatted text as Markdown within a line, with its emphasis and its links to the web.

    Args:
        runs: The text. All of it is escaped.

    Returns:
        Markdown that no template escapes again.
    """
    return Markup("".join(map(_markdown_run, runs)))  # noqa: S704 - each run is escaped, for Markdown


def _markdown_run(run: Run) -> str:
    written = escape_run(run.text)
    if _PLAIN_ADDRESS.fullmatch(run.address):
        return f"<{run.address}>" if run.text == run.address else f"[{written}](<{run.address}>)"
    if TextStyle.EMPHASIS in run.styles and run.text == run.text.strip():
        return f"*{written}*"
    return written


def plain_text(runs: Runs) -> str:
    """Return the words of a formatted text alone."""
    return "".join(run.text for run in runs)
