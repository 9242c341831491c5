"""Drawings: what becomes of titles, and what the finished SVG says."""

import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wcwidth import wcwidth

from argmap.diagrams.boxtext import wrapped
from argmap.diagrams.dot import drawing_of, label
from argmap.diagrams.engine import Failure, engine_for
from argmap.diagrams.files import standalone, within_page
from argmap.diagrams.svg import postprocess_svg
from argmap.diagrams.views import Arrow, Box, Shape, View, whole
from argmap.model.relations import RelationType
from conftest import node
from test_graph import graph

GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


def drawn(view: View) -> ET.Element:
    drawing = drawing_of(view, "../")
    svg = engine_for().render([drawing.dot])[0]
    assert isinstance(svg, str), svg
    return ET.fromstring(postprocess_svg(svg, drawing))  # noqa: S314 - our own drawing


def view_of(*titles: str) -> View:
    boxes = tuple(Box(f"n{number}", title, "claim") for number, title in enumerate(titles))
    return View(Shape.OVERVIEW, ("n0",), "A name", boxes, ())


def texts(drawing: ET.Element) -> list[str]:
    return ["".join(element.itertext()) for element in drawing.iter(f"{SVG}text")]


def everything() -> View:
    return whole(
        graph(
            {
                "rival": node(kind="counterclaim", title="A rival view", supports="", attacks="[top]"),
                "reply": node(title="A reply", supports="", attacks="[rival]"),
                "fact": node(kind="evidence", title="A fact", supports="[{to: reply, jointly: both}]", source=""),
                "other": node(title="Another fact", supports="[{to: reply, jointly: both}]"),
                "doubt": node(title="A doubt", supports="", undercuts="[fact -> reply]"),
                "limit": node(title="A limit", supports="", qualifies="[top]"),
                "plain": node(title="A plain reason"),
                "against": node(title="Against the plain one", supports="", undercuts="[plain -> top]"),
            },
        ),
        "M",
    )


def test_the_dot_of_a_map_with_everything_in_it_is_as_expected(compare: Callable[[Path, str], None]) -> None:
    compare(GOLDEN / "everything.dot", drawing_of(everything(), "../").dot)


def test_every_node_is_a_box_with_a_link_and_every_relation_a_sentence() -> None:
    view = everything()

    drawing = drawn(view)

    links = [element.get(LINK) for element in drawing.iter(f"{SVG}a")]
    assert sorted(filter(None, links)) == sorted(f"../{box.id}/" for box in view.boxes)
    said = {element.get("aria-label") for element in drawing.iter(f"{SVG}g") if element.get("role") == "img"}
    assert said == set(filter(None, drawing_of(view, "../").sentences.values()))
    assert len(said) == len(view.arrows)
    assert drawing.get("aria-label") == "The whole map: M"


def test_ids_within_a_drawing_are_unique() -> None:
    ids = [element.get("id") for element in drawn(everything()).iter() if element.get("id")]

    assert len(ids) == len(set(ids))


def test_colours_and_fonts_are_left_to_style_sheets() -> None:
    drawing = drawn(everything())

    assert not {name for element in drawing.iter() for name in element.attrib if name in ("fill", "font-family")}


def test_what_is_left_out_is_counted_and_leads_on() -> None:
    view = View(Shape.OVERVIEW, ("a",), "A name", (Box("a", "Title", "claim", hidden=7),), ())

    drawing = drawn(view)

    assert "+7 more" in texts(drawing)
    assert [element.get(LINK) for element in drawing.iter(f"{SVG}a")] == ["../a/"]


def test_two_theses_stand_in_one_rank() -> None:
    boxes = (Box("a", "One", "thesis"), Box("b", "Two", "thesis"), Box("c", "Reason", "claim"))
    arrow = Arrow("c", RelationType.SUPPORTS, "a", "", ())

    assert "rank=same" in drawing_of(View(Shape.OVERVIEW, ("a", "b"), "N", boxes, (arrow,)), "").dot


@pytest.mark.parametrize(
    ("language", "begins"), [("en", "left"), ("he", "right"), ("ar", "right"), ("kk-Arab", "right")]
)
def test_theses_stand_where_the_language_of_the_map_begins_to_read(language: str, begins: str) -> None:
    view = whole(graph({"reason": node()}), "M")
    (svg,) = engine_for().render([drawing_of(view, "", language=language).dot])

    thesis, reason = (
        float(element.get("x", ""))
        for title in ("The top", "A title")
        for element in ET.fromstring(str(svg)).iter(f"{SVG}text")  # noqa: S314 - our own drawing
        if element.text == title
    )
    assert (thesis < reason) == (begins == "left")


def test_an_undercut_of_a_step_that_is_not_drawn_is_not_drawn() -> None:
    boxes = (Box("a", "One", "thesis"), Box("b", "Two", "claim"), Box("c", "Three", "claim"))
    arrow = Arrow("c", RelationType.UNDERCUTS, "b", "a", ())

    assert drawing_of(View(Shape.OVERVIEW, ("a",), "N", boxes, (arrow,)), "").sentences == {}


@pytest.mark.parametrize(
    "title",
    [
        '"]; evil [label="x',
        r"\N \G \L \T \E \H",
        "a & b &amp; c &lt; &#65;",
        "<b>bold</b>",
        "<<table>>",
        "back\\slash \\n not a break",
        "-->",
        "Почему Казахстан",
        "汉字标题",
        "%s {0} ${x}",
    ],
)
def test_a_title_is_shown_as_it_was_written(title: str) -> None:
    shown = " ".join(texts(drawn(view_of(title))))

    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", title)


@given(st.lists(st.text(max_size=80), min_size=1, max_size=3))
@settings(max_examples=60)
def test_any_title_makes_a_well_formed_drawing(titles: list[str]) -> None:
    drawing = drawn(view_of(*titles))

    assert len([element for element in drawing.iter(f"{SVG}g") if "am-claim" in (element.get("class") or "")]) == len(
        titles
    )


@given(st.text(st.characters(exclude_categories=["C", "M"]), max_size=300))
@example("0000000000\ud7b0")
def test_wrapping_loses_no_letter_and_keeps_the_width(text: str) -> None:
    lines = wrapped(text, 10)

    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(sum(max(wcwidth(letter), 0) for letter in line) <= 10 for line in lines)  # some letters have no width


def test_east_asian_characters_count_double() -> None:
    assert wrapped("汉字汉字汉字", 6) == ("汉字汉", "字汉字")


def test_words_stay_whole_where_they_fit() -> None:
    assert wrapped("one two three four", 9) == ("one two", "three", "four")


def test_a_box_with_letters_the_engine_cannot_measure_is_widened() -> None:
    assert "width=" in drawing_of(view_of("汉字"), "").dot.partition("am-claim")[2].partition("]")[0]
    assert label(["a\x00b"]) == "ab"


def test_a_drawing_that_cannot_be_made_is_named_and_the_others_are_made() -> None:
    good = drawing_of(view_of("Good"), "").dot

    results = engine_for().render([good, "digraph {", good])

    assert isinstance(results[1], Failure)
    assert results[0] == results[2]
    assert isinstance(results[0], str)


def test_a_drawing_stands_in_the_page_and_alone_with_its_colours() -> None:
    alone = standalone("<svg a='1'><g/></svg>\n", "g { fill: red }")

    assert alone == "<svg a='1'>\n<style>g { fill: red }</style><g/></svg>\n"
    assert within_page(alone) == "<svg a='1'><g/></svg>"
