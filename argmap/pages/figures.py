"""Drawings on pages: a page refers to its drawing as a file beside it, which any builder can show.

The MkDocs plugin puts the drawing itself in the page instead, so that it takes the page's colours.
"""

from collections import Counter
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
    explains the `roles` and `relations` that occur in it, the boxes of other maps, where it `has_foreign` ones, lines
    that meet, where it `has_linked` premises, and what its boxes say of others, where it `leaves_out` some. `boxes`
    counts them, each of which the keyboard stops at.
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
    has_linked: bool
    leaves_out: bool
    boxes: int


def figure_of(
    context: Context, view: View, subject: str = "", file: str = "", *, is_listed: bool = True
) -> FigureContext:
    """Say what a page needs to refer to a drawing beside it.

    Args:
        context: The map that is drawn.
        view: What the drawing shows.
        subject: The title of the node that is drawn, on a page that is not its own; else empty.
        file: The name of its file, where it is not that of its kind.
        is_listed: Whether what it shows folds out below it as an outline; that of the whole map never does, since the
            map has a page for that.

    Returns:
        The figure, with the other formats in which readers can have it.
    """
    svg = file or file_name(view.shape)
    roles, relations = {box.role for box in view.boxes}, {arrow.type for arrow in view.arrows}
    return FigureContext(
        view.shape,
        svg,
        subject,
        context.lang,
        drawn_lines(context, view) if is_listed and view.shape is not Shape.WHOLE else (),
        downloads_of(svg, view, context.language) if view.shape in DOWNLOADED else (),
        tuple(role for role in context.roles if role in roles),
        tuple(kind for kind in context.relations if kind in relations),
        any(box.way for box in view.boxes),
        max(Counter(group for arrow in view.arrows for group in arrow.linked_groups).values(), default=0) > 1,
        any(box.hidden for box in view.boxes),
        len(view.boxes),
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
