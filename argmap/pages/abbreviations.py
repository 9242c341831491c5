"""Marks abbreviations in texts that are Markdown or HTML already, so that pages can tell what they stand for."""

import html
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from markupsafe import Markup

from argmap.model.beside import Term
from argmap.pages.inert import inert

_PASSED_OVER = r"""
    \A---\n.*?\n---$                            # front matter
  | ^(?P<fence>```|~~~).*?^(?P=fence)
  | `[^`\n]*`
  | <(?P<element>script|style|abbr|h[1-6]|code|nav|svg|math|form)\b(?:.*?</(?P=element)>|.*)
  | <dd\ data-am-copy>(?:.*?</dd>|.*)         # citations, ready to be copied
  | <[^<>]*>
  | &\#?\w++;?                                 # character references
  | \]\([^()\n]*\)                             # a link's address
  | !\[[^\]\n]*+\]?|\]\[[^\]\n]*\]             # what a picture shows; the name of a link
  | \{:[^}\n]*+\}?                             # attributes
  | ^(?:[ ]{4}|\t)[^\n]*                       # indented code
  | ^[^\n|]+\n(?:=+|-{2,})[ \t]*$             # underlined headings
  | \bhttps?(?:://|&\#58;//)\S+
  | ^(?:\#|\[[^\]\n]*\]:)[^\n]*                # headings and definitions of links
"""
"""What is no running text.

What is opened and never closed goes on to the end, so that nothing is read again and again.
"""


_REFERENCE = r"&\#?\w+;"
"""A character reference, passed over as a whole, so that no abbreviation is found in its name or number."""


def expansions(terms: Sequence[Term]) -> dict[str, str]:
    """Choose the abbreviations of a glossary.

    Args:
        terms: The terms of a glossary.

    Returns:
        What each abbreviation stands for, by the abbreviation; other terms are left out.
    """
    return {term.term: term.stands_for for term in terms if term.stands_for}


def with_abbreviations(texts: Sequence[str], meanings: Mapping[str, str]) -> list[str]:
    """Mark each abbreviation where it stands first in a page.

    Args:
        texts: The parts of the page in their order, each Markdown or HTML.
        meanings: What each abbreviation stands for.

    Returns:
        The texts with an `<abbr>` element around the first occurrence of each; tags, code, links' addresses and
        headings are left alone.
    """
    marked: set[str] = set()

    def mark_first(match: re.Match[str]) -> str:
        written = match["abbreviation"]
        abbreviation = html.unescape(written or "")
        if not written or abbreviation in marked:
            return match[0]
        marked.add(abbreviation)
        return f'<abbr title="{inert(Markup.escape(meanings[abbreviation]))}">{written}</abbr>'

    return [_pattern(tuple(meanings)).sub(mark_first, text) for text in texts]


@lru_cache(maxsize=64)
def _pattern(abbreviations: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(abbreviations, key=lambda abbreviation: (-len(abbreviation), abbreviation))
    words = "|".join("".join(map(_sign, abbreviation)) for abbreviation in longest_first)
    return re.compile(
        rf"{_PASSED_OVER}|(?<![\w&-])(?P<abbreviation>{words})(?!\w)|{_REFERENCE}",
        re.DOTALL | re.MULTILINE | re.VERBOSE,
    )


def _sign(sign: str) -> str:
    """Return a pattern for a sign of an abbreviation: itself, or the character reference that stands for it."""
    if sign.isalnum():
        return re.escape(sign)
    return "(?:" + "|".join(map(re.escape, dict.fromkeys((sign, f"&#{ord(sign)};", html.escape(sign))))) + ")"
