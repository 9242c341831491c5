"""The words in a box: broken into lines, and measured as the layout engine measures them.

Widths of Latin letters are those of Helvetica (https://github.com/adobe-type-tools, Core 14 AFM files), which Graphviz
goes by as well; it knows no others. Those of other scripts were measured in Noto Sans.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from unicodedata import category

from wcwidth import wcwidth

WIDEST_LINE = 25
"""Columns of text in a box."""

FONT_SIZE, LABEL_SIZE = 13, 10
"""The sizes in points of the text in boxes and of the label of a line."""

PADDING = 8.64
"""The room in points between a text and each side of its box."""

_LEAST_WIDTH = 54
"""The width in points of a box of few letters."""

_CELL, _WIDE_CELL = 620, 800
_WIDE = re.compile("[\u0980-\u0dff\u1000-\u10ff\u1780-\u17ff]")
"""Letters of scripts whose letters are wide: from Bengali to Sinhala, Burmese, Georgian, Khmer."""

_WIDTHS = {
    character: width
    for characters, width in (
        ("ijl'", 222),
        ("ft I.,:;/!", 278),
        ("r()-", 333),
        ("ckszvxyJ", 500),
        ("FTZ", 611),
        ("ABEKPSVXY", 667),
        ("wCDHNRU", 722),
        ("GOQ", 778),
        ("mM", 833),
        ("W", 944),
    )
    for character in characters
}
_USUAL = 556
"""Widths in thousandths of the font's size: of columns of text in other scripts, and of Latin letters."""


@lru_cache(2**14)  # a node's title stands in the drawings of all its neighbours
def wrapped(text: str, widest: int) -> tuple[str, ...]:
    """Break a text into lines.

    Args:
        text: Plain text; words are told apart by white space.
        widest: The most columns of a terminal that a line takes; East Asian characters take two.

    Returns:
        The lines, of which there is at least an empty one.
    """
    lines: list[str] = [""]
    for word in text.split():
        rest = word
        while _columns(rest) > widest:
            cut = next(n for n in range(1, len(rest) + 1) if _columns(rest[: n + 1]) > widest or n == len(rest))
            lines += [rest[:cut], ""] if lines[-1] else [rest[:cut]]
            lines = [line for line in lines if line] or [""]
            rest = rest[cut:]
        if lines[-1] and _columns(lines[-1]) + 1 + _columns(rest) > widest:
            lines.append(rest)
        else:
            lines[-1] = f"{lines[-1]} {rest}".strip()
    return tuple(lines)


def box_width(lines: Iterable[str]) -> float:
    """Measure a box.

    Args:
        lines: Its text, line by line.

    Returns:
        Its width in points, which are the pixels of a drawing.
    """
    widest = max(map(text_width, lines), default=0)
    return max(widest * FONT_SIZE / 1000 + 2 * PADDING, _LEAST_WIDTH)


def text_width(line: str) -> int:
    """Measure a line in thousandths of the font's size.

    Args:
        line: Plain text.

    Returns:
        Its width.
    """
    if line.isascii():
        return sum(_WIDTHS.get(character, _USUAL) for character in line)
    return sum(_column(character) * (_WIDE_CELL if _is_wide(character) else _CELL) for character in line)


def _is_wide(character: str) -> bool:
    return bool(_WIDE.match(character)) or (character.isupper() and not character.isascii())


def _columns(text: str) -> int:
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_column, text))


def _column(character: str) -> int:
    """Count the columns of a character; vowels that stand beside their letter take one, unlike in a terminal."""
    return 1 if category(character) == "Mc" else max(wcwidth(character), 0)
