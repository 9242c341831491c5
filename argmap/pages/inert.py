"""HTML that means nothing to any Markdown, template or extension, so that it can stand in pages of any site."""

import re

from markupsafe import Markup

_SIGNS = re.compile(r"&#?\w+;|[\\`*_\[\]{}:!|~^+$@#\n\t\r]|(?<=-)-|(?<==)=|(?<=\.\.)\.")
"""A character reference, which stays; a sign by itself; or a sign of which several in a row are made something else of:
a dash, marked words, an ellipsis."""


def inert(markup: Markup) -> Markup:
    """Encode, as character references, every sign by which a Markdown extension could find something in HTML.

    None of the signs is ever part of a tag outside of its quoted values, so all can be replaced wherever they stand.
    What is left are letters, digits, spaces, commas, semicolons, quotation marks, parentheses, slashes and single dots,
    hyphens and equals signs; in one line, so that nothing begins one.

    Args:
        markup: HTML in which `<`, `>` and `&` of texts are character references, and no name of an attribute has one
            of the signs.

    Returns:
        HTML that browsers read as the same.
    """
    return Markup(_SIGNS.sub(_encoded, markup))  # noqa: S704 - markup that was safe is now inert too


def _encoded(sign: re.Match[str]) -> str:
    return sign[0] if sign[0].startswith("&") else f"&#{ord(sign[0])};"
