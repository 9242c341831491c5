"""Drawings as files: their names, which of them can be downloaded, and how they carry their colours."""

from argmap.diagrams.views import Shape

DOWNLOADED = frozenset({Shape.OVERVIEW, Shape.WHOLE, Shape.NEIGHBOURHOOD})
"""The drawings that readers can download, as SVG, PNG and PDF."""

AS_DOT = frozenset({Shape.OVERVIEW, Shape.WHOLE})
"""Those among them that can be had as DOT too."""


def file_name(shape: Shape) -> str:
    """Return the name of a drawing's file."""
    return f"{shape}.svg"


def standalone(svg: str, style: str) -> str:
    """Give a drawing its colours, so that it can be looked at by itself.

    Args:
        svg: The SVG element.
        style: A style sheet, in CSS.

    Returns:
        The SVG element with the style sheet in it.
    """
    head, sign, rest = svg.partition(">")
    return f"{head}{sign}\n<style>{style}</style>{rest}"


def within_page(standalone_svg: str) -> str:
    """Take away from a drawing the colours that `standalone` gave it: in a page it has those of the page.

    Args:
        standalone_svg: The SVG element with its style sheet.

    Returns:
        The SVG element without it.
    """
    head, _, rest = standalone_svg.partition("<style>")
    return f"{head.rstrip()}{rest.partition('</style>')[2].strip()}"
