"""Quotation marks and tags that are opened in a text and never closed."""

import re

MOST_UNCLOSED = 10
"""In a text that pandoc formats: it tries each with and without an end, so that each doubles its time."""

UNCLOSED_HINT = "close them, or leave them out; in place of ‘ as a letter write ʻ (U+02BB)"

_MARK = re.compile(
    r"<(?P<begun>i|b|sup|sub|sc|span)\b[^<>]*>|</(?P<ended>i|b|sup|sub|sc|span)>|(?P<open>[“‘](?=\S))|(?P<close>”|’(?!\w))"
)
"""Markup of CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html), and curly quotation marks.

What pandoc takes for no end is none here: an apostrophe within a word, a mark
before a space, as German ends a quotation with, a closing tag with anything else in it.
"""

_OPENING = {"”": "“", "’": "‘"}


def unclosed(text: str) -> int:
    """Count the quotation marks and tags that a text opens and never closes.

    A mark counts as closed only where its end comes before the end of what stands around it.

    Args:
        text: A text that pandoc is to format.

    Returns:
        How many there are.
    """
    opened: list[str] = []
    count = 0
    for mark in _MARK.finditer(text):
        begun = mark["open"] or mark["begun"]
        ended = mark["ended"] or _OPENING.get(mark["close"])
        if begun:
            opened.append(begun)
        elif ended in opened[-MOST_UNCLOSED:]:
            while opened.pop() != ended:
                count += 1
    return count + len(opened)
