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
from argmap.model.kinds import ROLES
from argmap.model.relations import RELATIONS, RelationType
from argmap.pages.context import Context
from argmap.pages.outlines import OutlineLine, drawn_lines


@dataclass(frozen=True, slots=True)
class FigureContext:
    """A drawing on a page: the file beside it, the other formats in which readers can have it, and it as a list.

    `subject` is the title of the node that is drawn on a page that is not its own, else empty, and `lang` has the
    attributes of an element in its language. `lines` are empty where the page has the same as a list anyway. The legend
    explains the `roles` and `relations` that occur in it, the boxes of other maps, where it `has_foreign` ones, that of
    the node it is about, where it `has_subject`, and lines that meet, where it `has_linked` premises. `leaves_out` is
    how many others one of its boxes says that it leaves out, as an example, or 0. `boxes` counts the boxes, each of
    which the keyboard stops at.
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
    has_subject: bool
    has_linked: bool
    leaves_out: int
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
    roles = {box.role for box in view.boxes}
    steps = {(arrow.origin, arrow.target) for arrow in view.arrows if not arrow.conclusion}
    relations = {
        arrow.type for arrow in view.arrows if not arrow.conclusion or (arrow.target, arrow.conclusion) in steps
    }
    linked = [group for arrow in view.arrows if not arrow.conclusion for group in arrow.linked_groups]
    return FigureContext(
        view.shape,
        svg,
        subject,
        context.lang,
        drawn_lines(context, view) if is_listed and view.shape is not Shape.WHOLE else (),
        downloads_of(svg, view, context.language) if view.shape in DOWNLOADED else (),
        tuple(role for role in ROLES if role in roles),  # boxes of other maps can have one that this map has not
        tuple(kind for kind in RELATIONS if kind in relations),
        any(box.way for box in view.boxes),
        any(box.current for box in view.boxes),
        max(Counter(linked).values(), default=0) > 1,
        next((box.hidden for box in view.boxes if box.hidden), 0),
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
