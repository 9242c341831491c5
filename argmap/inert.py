"""HTML that means nothing to any Markdown, template or extension, so that it can stand in pages of any site."""

import re

from markupsafe import Markup

_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\`*_[]{}:!|~^+$@#\n\t\r"})
_RUNS = re.compile(r"(?<=-)-|(?<==)=|(?<=\.\.)\.")
"""Signs of which several in a row are made something else of: a dash, marked words, an ellipsis."""


def inert(markup: Markup) -> Markup:
    """Encode, as character references, every sign by which a Markdown extension could find something in HTML.

    None of the signs is ever part of a tag outside of its quoted values, or of a reference, so all can be replaced
    wherever they stand. What is left are letters, digits, spaces, commas, semicolons, quotation marks, parentheses,
    slashes and single dots, hyphens and equals signs; in one line, so that nothing begins one.

    Args:
        markup: HTML as nh3 writes it, with `<`, `>` and `&` of texts encoded by name.

    Returns:
        HTML that browsers read as the same.
    """
    return Markup(_RUNS.sub(_encoded, markup.translate(_SIGNS)))  # noqa: S704 - markup that was safe is now inert too


def _encoded(sign: re.Match[str]) -> str:
    return f"&#{ord(sign[0])};"
