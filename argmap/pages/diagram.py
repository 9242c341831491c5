"""The page of the drawing of the whole map."""

from dataclasses import dataclass
from typing import ClassVar

from argmap.diagrams.views import MOST_DRAWN, whole
from argmap.model.languages import Direction, direction
from argmap.model.ownpages import has_page
from argmap.pages.context import Context
from argmap.pages.figures import FigureContext, figure_of
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class DiagramPage:
    """The drawing, or why there is none: no nodes, or more of them than one drawing can hold.

    `runs` tells in which direction the map is written, and so on which side theses stand, `leads_back` whether
    something does not stand further along than what it bears on, `has_tree` whether the map has a page with its
    tree, and `is_apart` whether the drawing is too heavy for the page and stands in its file only.
    """

    TEMPLATE: ClassVar[str] = "diagram.html"

    meta: PageMeta
    nodes: int
    relations: int
    is_too_large: bool
    most: str
    runs: Direction
    leads_back: bool
    has_tree: bool
    is_apart: bool
    figure: FigureContext


def diagram_page(context: Context) -> DiagramPage:
    """Gather what stands on the page of the drawing of the whole map.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    title = context.argument_map.title
    view = whole(context.graph, title, context.abroad)
    return DiagramPage(
        own_page("diagram", context, hide=["toc", "navigation"], search=NOT_SEARCHED),
        len(view.boxes),
        len(view.arrows),
        view.too_large,
        f"{MOST_DRAWN:,}",
        direction(context.argument_map.language),
        bool(view.turned_back),
        has_page(context.argument_map, "tree"),
        len(view.boxes) > context.most_whole,
        figure_of(context, view),
    )
