"""All nodes of a large map in one file, to be kept and printed."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.diagrams.views import outline
from argmap.pages.context import Context
from argmap.pages.outlines import OutlineLine, outline_lines
from argmap.pages.works import entry


@dataclass(frozen=True, slots=True)
class WholeMap:
    """A map with the lines of its outline and its works; `lang` has the attributes of an element in its language."""

    TEMPLATE: ClassVar[str] = "whole.html"

    title: str
    lang: Markup
    number: int
    lines: tuple[OutlineLine, ...]
    works: tuple[Markup, ...]


def whole_map(context: Context) -> WholeMap:
    """Gather the outline of a map, and its works.

    Args:
        context: The map.

    Returns:
        The data of the file.
    """
    graph, argument_map = context.graph, context.argument_map
    return WholeMap(
        argument_map.title,
        context.lang,
        len(graph.nodes),
        outline_lines(context, outline(graph, [node.id for node in graph.roots])),
        tuple(entry(context, key) for key in context.citations.entries),
    )
