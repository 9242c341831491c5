"""Drawings for tests, as a build makes them."""

from argmap.diagrams.dot import drawing_of
from argmap.diagrams.engine import engine_for
from argmap.diagrams.files import standalone
from argmap.diagrams.svg import postprocess_svg
from argmap.diagrams.views import Box, Shape, View
from argmap.storage.resources import theme_file


def drawn(title: str) -> str:
    """Draw two boxes, the first with this title."""
    view = View(Shape.OVERVIEW, ("a",), "A drawing", (Box("a", title, "claim"), Box("b", "Other", "counterclaim")), ())
    drawing = drawing_of(view, "")
    svg = engine_for().render([drawing.dot])[0]
    assert isinstance(svg, str)
    return standalone(postprocess_svg(svg, drawing), theme_file("drawing.css"))
