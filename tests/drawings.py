"""Drawings for tests, as a build makes them."""

import re
from functools import cache
from xml.etree import ElementTree as ET

from argmap.diagrams.boxtext import text_width
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


Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LABEL_SIZE = 11
"""The size of labels in pixels, as the style sheet has it."""


@cache
def geometry(view: View) -> tuple[dict[str, Rectangle], list[Rectangle]]:
    """Draw a view, and tell where its boxes stand, by the ids of their nodes, and the labels of its lines."""
    drawing = drawing_of(view, "")
    (svg,) = engine_for().render([drawing.dot])
    assert isinstance(svg, str), svg
    boxes: dict[str, Rectangle] = {}
    labels: list[Rectangle] = []
    for group in ET.fromstring(postprocess_svg(svg, drawing)).iter(f"{_SVG}g"):  # noqa: S314 - our own
        classes = (group.get("class") or "").split()
        if "am-edge" in classes or "am-verb" in classes:
            labels += map(_label, group.iter(f"{_SVG}text"))
        elif "am-node" in classes and "am-joint" not in classes:
            node = view.boxes[int(str(group.get("id")).rpartition("_")[2])].id
            boxes[node] = _outline(group)
    return boxes, labels


def _outline(group: ET.Element) -> Rectangle:
    shapes = [shape.get("points") or shape.get("d") or "" for shape in group.iter()]
    numbers = [float(number) for shape in shapes for number in _NUMBER.findall(shape)]
    across, down = numbers[::2], numbers[1::2]
    return min(across), min(down), max(across), max(down)


def _label(text: ET.Element) -> Rectangle:
    width = text_width(str(text.text)) * _LABEL_SIZE / 1000
    middle, line = float(str(text.get("x"))), float(str(text.get("y")))
    return middle - width / 2, line - 0.72 * _LABEL_SIZE, middle + width / 2, line + 0.21 * _LABEL_SIZE


def overlap(one: Rectangle, other: Rectangle) -> bool:
    """Tell whether two rectangles cover a place together."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
