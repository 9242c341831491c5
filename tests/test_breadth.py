"""A drawing that argmap chooses fits the column of a page, however deep and entangled the argument is."""

import re
from pathlib import Path

import pytest

from argmap.diagrams.breadth import MOST_WIDE
from argmap.diagrams.dot import drawing_of
from argmap.diagrams.engine import engine_for
from argmap.diagrams.svg import postprocess_svg
from argmap.diagrams.views import Shape, View, branch, overview
from argmap.model.graph import graph_of
from argmap.model.maps import ArgumentMap
from argmap.read.maps import read
from argmap.storage.disk import load
from conftest import TOP, node
from test_catalogues import LANGUAGES

WIDE = "Women whom commonwealth memories mellow will welcome more"
DEPTH = 8


def chain(how: str) -> ArgumentMap:
    """A map of reasons for reasons, each step plain, of linked premises, or undercut."""
    files = {**TOP}
    above = "top"
    for number in range(DEPTH):
        step = f"[{{to: {above}, jointly: both}}]" if how == "linked" else f"[{above}]"
        files[f"m/nodes/a{number}.md"] = node(title=WIDE, supports=step)
        if how == "linked":
            files[f"m/nodes/b{number}.md"] = node(title=WIDE, supports=step)
        if how == "undercut":
            files[f"m/nodes/b{number}.md"] = node(title=WIDE, supports="", undercuts=f"[a{number} -> {above}]")
        above = f"a{number}"
    return read(files).maps[0]


def width(view: View, language: str = "en") -> int:
    (svg,) = engine_for().render([drawing_of(view, "", around=language).dot])
    return width_of(str(svg))


def width_of(svg: str) -> int:
    found = re.search(r'<svg width="(\d+)pt"', svg)
    assert found is not None
    return int(found[1])


@pytest.mark.parametrize(("how", "least"), [("plain", 4), ("linked", 5), ("undercut", 4)])
def test_a_deep_argument_is_drawn_as_deep_as_the_column_is_wide(how: str, least: int) -> None:
    deep = chain(how)
    graph = graph_of(deep)

    for view in (branch(graph, "top"), overview(deep, graph)):
        assert width(view) <= MOST_WIDE
        assert least <= len(view.boxes) < len(graph.nodes)


@pytest.mark.parametrize("language", ["en", *(file.stem for file in LANGUAGES)])
def test_lines_with_labels_have_the_room_that_the_words_of_the_pages_language_take(language: str) -> None:
    limits = {
        f"m/nodes/a{number}.md": node(
            title="Short", supports="", qualifies=f"[{f'a{number - 1}' if number else 'top'}]"
        )
        for number in range(12)
    }
    deep = read({**TOP, **limits}).maps[0]
    graph = graph_of(deep)

    for view in (branch(graph, "top", language), overview(deep, graph, language=language)):
        assert MOST_WIDE * 2 / 3 < width(view, language) <= MOST_WIDE


def test_reasons_that_support_each_other_take_more_columns_than_they_have_levels() -> None:
    files = {
        **TOP,
        **{f"m/nodes/a{number}.md": node(title=WIDE, supports=f"[top, a{number + 1}]") for number in range(DEPTH)},
    }
    graph = graph_of(read({**files, f"m/nodes/a{DEPTH}.md": node()}).maps[0])

    view = branch(graph, "top")

    assert width(view) <= MOST_WIDE
    assert 3 <= len(view.boxes) < len(graph.nodes)


def test_reasons_in_a_circle_are_drawn_within_the_column_whichever_of_them_runs_backwards() -> None:
    ring = {f"m/nodes/a{number}.md": node(title=WIDE, supports=f"[a{(number + 1) % 6}]") for number in range(6)}
    graph = graph_of(read({**TOP, **ring}).maps[0])

    view = branch(graph, "a0")

    assert width(view) <= MOST_WIDE
    assert len(view.boxes) > 2


@pytest.mark.parametrize("map_id", ["assignment-expressions", "kazakhstan-eu"])
def test_every_overview_and_branch_of_the_published_maps_fits_the_column(map_id: str) -> None:
    published = next(one for one in read(load(Path(__file__).parent.parent / "docs").texts).maps if one.id == map_id)
    graph = graph_of(published)
    views = [overview(published, graph), *(branch(graph, node_id) for node_id in graph.nodes)]

    drawn = engine_for().render([drawing_of(view, "").dot for view in views])

    assert {view.title for view, svg in zip(views, drawn, strict=True) if width_of(str(svg)) > MOST_WIDE} == set()


@pytest.mark.parametrize(
    ("shape", "shown"),
    [(Shape.NEIGHBOURHOOD, f'width="{MOST_WIDE}" height="468"'), (Shape.WHOLE, 'width="1872" height="936"')],
)
def test_a_drawing_wider_than_was_estimated_is_shown_smaller_and_the_whole_as_it_is(shape: Shape, shown: str) -> None:
    svg = '<svg width="1872pt" height="936pt"\n viewBox="0.00 0.00 1872.00 936.00" xmlns="x"></svg>'

    made = postprocess_svg(svg, drawing_of(View(shape, (), "A view", (), ()), "../"))

    assert shown in made
    assert 'viewBox="0.00 0.00 1872.00 936.00"' in made
