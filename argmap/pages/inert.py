"""HTML that means nothing to any Markdown, template or extension, so that it can stand in pages of any site."""

import re

from markupsafe import Markup

_PREFORMATTED = re.compile(r"(<pre\b.*?</pre>)", re.DOTALL)
_SIGNS = {sign: f"&#{ord(sign)};" for sign in "\\`*_[]{}:!|~^+$@\t\r\n"}
"""What stands for each sign that means something by itself; a number sign, which character references hold, aside."""

_RUNS = (re.compile("(-)(-+)"), re.compile("(=)(=+)"), re.compile(r"(\.\.)(\.+)"))
"""Signs of which several in a row are made something else of: a dash, marked words, an ellipsis."""


def in_one_line(markup: Markup) -> Markup:
    """Join the lines of HTML, so that it is one block to Markdown and holds no more white space than it needs.

    Args:
        markup: HTML; what is preformatted keeps its line breaks, as character references.

    Returns:
        HTML that browsers read as the same, with braces as character references, which template languages of other
        plugins would read as commands.
    """
    parts = _PREFORMATTED.split(str(markup))  # every second part is preformatted
    joined = "".join(
        part.replace("\n", "&#10;") if number % 2 else _without_indentation(part) for number, part in enumerate(parts)
    )
    return Markup(joined.strip().replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - it was markup


def _without_indentation(markup: str) -> str:
    """Join lines without the indentation of templates, which would be a good part of a large page."""
    return " ".join(filter(None, (line.strip(" ") for line in markup.split("\n"))))


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
    text = str(in_one_line(markup)).replace("#", "&#35;").replace("&&#35;", "&#")  # those of references stay
    for sign, reference in _SIGNS.items():
        text = text.replace(sign, reference)
    for run in _RUNS:
        text = run.sub(_broken_up, text)
    return Markup(text)  # noqa: S704 - markup that was safe is now inert too


def _broken_up(run: re.Match[str]) -> str:
    return run[1] + f"&#{ord(run[2][0])};" * len(run[2])
