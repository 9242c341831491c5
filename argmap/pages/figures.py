"""Drawings on pages: a page refers to its drawing as a file beside it, which any builder can show.

The MkDocs plugin puts the drawing itself in the page instead, so that it takes the page's colours.
"""

from dataclasses import dataclass

from argmap.diagrams.files import DOWNLOADED, file_name
from argmap.diagrams.views import Shape
from argmap.pages.markup import text
from argmap.pages.outlines import OutlineLine

_FORMATS = ("svg", "png", "pdf", "dot")

_CAPTIONS = {
    Shape.OVERVIEW: "The argument at a glance",
    Shape.BRANCH: "The branch below this node",
    Shape.NEIGHBOURHOOD: "What bears on this, and what it bears on",
    Shape.WHOLE: "The whole map",
}


_LEGEND = (
    '<details class="am-legend"><summary>Legend</summary><p>Boxes: '
    '<span class="am-kind am-thesis">thesis</span> with a double border, '
    '<span class="am-kind am-claim">claim</span> with round corners, '
    '<span class="am-kind am-counterclaim">counterclaim</span> dashed, '
    '<span class="am-kind am-rebuttal">rebuttal</span> heavy, '
    '<span class="am-kind am-evidence">evidence</span> with a folded corner. '
    "“+7 more” counts what bears on a box and is not drawn.</p>"
    "<p>Lines: solid with an arrow supports, dashed with a bar attacks, dotted with a diamond narrows, dashed with a "
    "square undercuts a step. Lines that meet in a dot count only together.</p></details>"
)


@dataclass(frozen=True, slots=True)
class FigureContext:
    """A drawing on a page: the file beside it, the other formats in which readers can have it, and it as a list.

    An empty caption is that of the shape. `lines` are empty where the page has the same as a list anyway.
    """

    shape: Shape
    file: str
    caption: str
    lines: tuple[OutlineLine, ...]
    downloads: tuple[tuple[str, str], ...]


def figure_of(shape: Shape, caption: str = "", file: str = "", lines: tuple[OutlineLine, ...] = ()) -> FigureContext:
    """Say what a page needs to refer to a drawing beside it.

    Args:
        shape: The kind of drawing.
        caption: What stands below it and is its accessible name; empty for the words of its kind.
        file: The name of its file, where it is not that of its kind.
        lines: What it shows as an outline, which folds below it; empty where the page has that anyway.
    """
    name = file or file_name(shape)
    stem = name.removesuffix(".svg")
    formats = _FORMATS if shape in DOWNLOADED else ()
    return FigureContext(shape, name, caption, lines, tuple((one.upper(), f"{stem}.{one}") for one in formats))


def figure(shape: Shape, caption: str = "", file: str = "", as_list: str = "") -> str:
    """Refer to a drawing beside the page.

    Takes its shape, a caption and the file's name where those of the shape will not do, and what the drawing
    shows as a list in HTML, which folds; none where the page has it anyway.
    """
    said = text(caption or _CAPTIONS[shape])
    name = file or file_name(shape)
    return (
        f'<figure class="am-figure am-{shape}" data-search-exclude><div class="am-scroll" role="region" '
        f'tabindex="0" aria-label="{said}"><object class="am-object" type="image/svg+xml" '
        f'data="{name}" aria-label="{said}"></object></div>'
        f"<figcaption>{said} {_LEGEND}{_downloads(name) if shape in DOWNLOADED else ''}{_fold(as_list)}</figcaption>"
        "</figure>"
    )


def _fold(as_list: str) -> str:
    return f'<details class="am-as-list"><summary>The same as a list</summary>{as_list}</details>' if as_list else ""


def _downloads(name: str) -> str:
    stem = name.removesuffix(".svg")
    links = " ".join(f'<a href="{stem}.{kind}" download>{kind.upper()}</a>' for kind in ("svg", "png", "pdf", "dot"))
    return f' <span class="am-downloads">Download: {links}</span>'
