"""The page of the whole map as nested lists that fold."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from argmap.diagrams.lines import outline
from argmap.model.relations import RelationType
from argmap.pages.context import Context
from argmap.pages.controls import FilterForm, filter_of, marks_of
from argmap.pages.outlines import OutlineLine, outline_lines
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """The outline with its form, which a map of no nodes has not.

    `relations` are those that occur in the map, and `has_replies` tells whether any objects to a counterclaim.
    """

    TEMPLATE: ClassVar[str] = "outline.html"

    meta: PageMeta
    relations: tuple[RelationType, ...]
    has_replies: bool
    form: FilterForm | None
    lines: tuple[OutlineLine, ...]


def outline_page(context: Context) -> OutlinePage:
    """Gather the whole map as nested lists that fold.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    graph = context.graph
    entries = outline(graph, [node.id for node in graph.roots])
    return OutlinePage(
        own_page("outline", context, hide=["toc"], search=NOT_SEARCHED),
        context.relations,
        any(objection.is_reply for objection in context.objections.values()),
        filter_of(context) if entries else None,
        outline_lines(context, entries, open_to=2, marks=partial(marks_of, context)),
    )
