"""Drawings on pages: a page refers to its drawing as a file beside it, which any builder can show.

The MkDocs plugin puts the drawing itself in the page instead, so that it takes the page's colours.
"""

from dataclasses import dataclass

from markupsafe import Markup

from argmap.diagrams.files import AS_DOT, DOWNLOADED, file_name
from argmap.diagrams.letters import can_be_pictured
from argmap.diagrams.pictures import FORMATS as PICTURES
from argmap.diagrams.views import Shape, View
from argmap.model.relations import RelationType
from argmap.pages.context import Context
from argmap.pages.outlines import OutlineLine, drawn_lines


@dataclass(frozen=True, slots=True)
class FigureContext:
    """A drawing on a page: the file beside it, the other formats in which readers can have it, and it as a list.

    `subject` is the title of the node that is drawn on a page that is not its own, else empty, and `lang` has the
    attributes of an element in its language. `lines` are empty where the page has the same as a list anyway. The legend
    explains the `roles` and `relations`, which are those that occur in the map, and the boxes of other maps, where the
    drawing `has_foreign` ones.
    """

    shape: Shape
    file: str
    subject: str
    lang: Markup
    lines: tuple[OutlineLine, ...]
    downloads: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]
    relations: tuple[RelationType, ...]
    has_foreign: bool


def figure_of(
    context: Context, shape: Shape, subject: str = "", file: str = "", view: View | None = None
) -> FigureContext:
    """Say what a page needs to refer to a drawing beside it.

    Args:
        context: The map that is drawn.
        shape: The kind of drawing.
        subject: The title of the node that is drawn, on a page that is not its own; else empty.
        file: The name of its file, where it is not that of its kind.
        view: What it shows, for the outline that folds below it and the formats in which readers can have it; None
            where there are neither. The page of the whole map needs no outline: the map has one.

    Returns:
        The figure, with the other formats in which readers can have it.
    """
    svg = file or file_name(shape)
    downloads = downloads_of(svg, view, context.language) if view and shape in DOWNLOADED else ()
    lines = drawn_lines(context, view) if view and shape is not Shape.WHOLE else ()
    has_foreign = bool(context.abroad.nodes) and shape in (Shape.NEIGHBOURHOOD, Shape.WHOLE)
    return FigureContext(
        shape, svg, subject, context.lang, lines, downloads, context.roles, context.relations, has_foreign
    )


def downloads_of(svg: str, view: View, language: str) -> tuple[tuple[str, str], ...]:
    """List the formats in which readers can have a drawing.

    Args:
        svg: The name of its file.
        view: What it shows.
        language: The language of argmap's words on it.

    Returns:
        What each format is called, and the name of its file.
    """
    pictured = PICTURES if can_be_pictured(view, language) else ()
    formats = ("svg", *pictured, *(["dot"] if view.shape in AS_DOT else []))
    return tuple((name.upper(), f"{svg.removesuffix('.svg')}.{name}") for name in formats)
