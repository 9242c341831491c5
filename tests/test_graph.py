"""What bears on what, which way leads up, and what a drawing or an outline shows."""

import json

from argmap.diagrams.dot import drawing_of
from argmap.diagrams.lines import DEEPEST, listed, outline
from argmap.diagrams.views import MOST_BOXES, Shape, branch, neighbourhood, overview, whole
from argmap.model.graph import Graph, graph_of
from argmap.model.maps import ArgumentMap
from argmap.model.quotations import quotation_hash
from argmap.read.maps import read
from conftest import TOP, node


def map_of(files: dict[str, str]) -> ArgumentMap:
    texts = {**TOP, **{f"m/nodes/{name}.md": text for name, text in files.items()}}
    return read(texts).maps[0]


def graph(files: dict[str, str]) -> Graph:
    return graph_of(map_of(files))


def test_a_claim_that_attacks_a_counterclaim_is_a_rebuttal() -> None:
    one = graph(
        {
            "rival": node(kind="counterclaim", supports="", attacks="[top]"),
            "reply": node(supports="", attacks="[rival]"),
            "other": node(supports="", attacks="[top]"),
        },
    )

    assert [one.roles[name] for name in ("rival", "reply", "other")] == ["counterclaim", "rebuttal", "claim"]


def test_the_way_up_is_the_shortest_one_to_a_thesis() -> None:
    one = graph({"a": node(), "b": node(supports="[a]"), "c": node(supports="[b, a]")})

    assert [step.id for step in one.way_up("c")] == ["top", "a"]
    assert one.way_up("top") == []


def test_an_outline_tells_with_how_many_others_of_each_group_a_premise_is_linked() -> None:
    one = graph(
        {
            "a": node(supports="[{to: top, jointly: [x, y]}]", title="A"),
            "b": node(supports="[{to: top, jointly: x}]", title="B"),
            "c": node(supports="[{to: top, jointly: y}]", title="C"),
            "d": node(title="D"),
        }
    )

    assert {entry.id: entry.linked for entry in outline(one, ["top"])} == {
        "top": (),
        "a": (1, 1),
        "b": (1,),
        "c": (1,),
        "d": (),
    }


def test_nodes_stand_in_the_order_of_the_mapped_text() -> None:
    argument_map = read(
        {
            "m/map.yml": "title: M\nwork: w\nsections: [{id: one, title: One, paragraphs: 12}]\nnotes: 2\n",
            "m/nodes/note.md": node(voice="author", source="[{at: n1}]"),
            "m/nodes/late.md": node(voice="author", source="[{at: one.11}]"),
            "m/nodes/early.md": node(voice="author", source="[{at: one.12}, {at: one.2}]"),
            "m/nodes/nowhere.md": node(voice="contributor"),
        },
    ).maps[0]

    assert list(graph_of(argument_map).nodes) == ["early", "late", "note", "nowhere"]


def test_withdrawn_nodes_and_loose_relations_are_left_out() -> None:
    one = graph({"gone": node(status="withdrawn", reason="Why."), "loose": node(supports="[gone, nothing, top]")})

    assert set(one.nodes) == {"top", "loose"}
    assert [relation.target for relation in one.outgoing["loose"]] == ["top"]


def test_an_overview_takes_whole_levels_while_they_fit() -> None:
    second = {f"a{number}": node(supports="[a]") for number in range(MOST_BOXES)}

    view = overview(map_of({}), graph({"a": node(), "b": node(), **second}))

    assert [box.id for box in view.boxes] == ["top", "a", "b"]
    assert [box.hidden for box in view.boxes] == [0, MOST_BOXES, 0]
    assert drawing_of(view, "").name == "Overview of the map: A map"


def test_a_first_level_too_large_is_shown_in_part_and_the_rest_counted() -> None:
    many = {f"a{number:03}": node(title=f"{number:03}") for number in range(40)}

    view = branch(graph(many), "top")

    assert len(view.boxes) == MOST_BOXES
    assert view.boxes[0].hidden == 40 - (MOST_BOXES - 1)


def test_a_neighbourhood_shows_both_directions_and_only_what_touches_the_node() -> None:
    one = graph(
        {
            "a": node(),
            "b": node(supports="[a, top]"),
            "c": node(supports="[b, a]"),
            "u": node(supports="", undercuts="[b -> a]"),
            "far": node(supports="[c]"),
        },
    )

    view = neighbourhood(one, "b")

    assert {box.id for box in view.boxes} == {"b", "a", "top", "c", "u"}
    assert [box.id for box in view.boxes if box.current] == ["b"]
    assert {(arrow.origin, arrow.target) for arrow in view.arrows} == {("b", "a"), ("b", "top"), ("c", "b"), ("u", "b")}
    assert next(box.hidden for box in view.boxes if box.id == "c") == 1


def test_only_where_a_drawing_is_about_one_node_it_is_the_page_one_is_on() -> None:
    one = graph({"a": node()})

    assert [box.id for box in branch(one, "top").boxes if box.current] == ["top"]
    for view in (overview(map_of({}), one), whole(one, "Title")):
        assert [box.id for box in view.boxes if box.current] == []


def test_the_neighbourhood_of_an_undercut_shows_the_step_it_denies() -> None:
    one = graph({"a": node(), "b": node(supports="[a]"), "u": node(supports="", undercuts="[b -> a]")})

    arrows = neighbourhood(one, "u").arrows

    assert {(arrow.origin, arrow.target, arrow.conclusion) for arrow in arrows} == {("b", "a", ""), ("u", "b", "a")}


def test_relations_read_as_sentences() -> None:
    one = graph(
        {
            "a": node(title="It rains"),
            "b": node(title="Clouds", supports="[{to: a, jointly: both}]"),
            "c": node(title="Wind", supports="[{to: a, jointly: both}]"),
            "d": node(title="Not so", supports="", undercuts="[b -> a]"),
            "e": node(title="A bit", supports="", qualifies="[a]"),
            "f": node(title="Ants", supports="[{to: a, scheme: sign}]"),
        },
    )

    said = set(drawing_of(whole(one, "M"), "").sentences.values())

    assert "“It rains” is a reason for “The top”" in said
    assert "“Clouds”, together with others, is a reason for “It rains”" in said
    assert "“Not so” challenges the step from “Clouds” to “It rains”" in said
    assert "“A bit” is a limit of “It rains”" in said
    assert "“Ants” is a reason for “It rains”. Pattern of argument: sign" in said


def test_an_outline_has_every_node_and_repeats_second_parents_without_what_is_below() -> None:
    one = graph(
        {"a": node(title="1"), "b": node(title="2"), "c": node(supports="[b, a]"), "d": node(supports="[c]")},
    )

    entries = outline(one, ["top"])

    assert [(entry.depth, entry.id, entry.repeated) for entry in entries] == [
        (0, "top", False),
        (1, "a", False),
        (2, "c", False),
        (3, "d", False),
        (1, "b", False),
        (2, "c", True),
    ]


def test_an_outline_of_a_long_chain_is_no_deeper_than_can_be_read() -> None:
    chain = {f"n{number:04}": node(supports=f"[n{number - 1:04}]" if number else "[top]") for number in range(3000)}

    entries = outline(graph(chain), ["top"])

    assert len(entries) == 3001
    assert max(entry.depth for entry in entries) == DEEPEST


def test_two_that_attack_each_other_do_not_go_round_for_ever() -> None:
    one = graph({"a": node(attacks="[b]"), "b": node(supports="", attacks="[a]")})

    assert [entry.id for entry in outline(one, ["top"])] == ["top", "a", "b", "a"]
    assert whole(one, "M").shape is Shape.WHOLE


def test_an_overview_can_be_told_what_to_show() -> None:
    one = graph({"a": node(), "b": node(supports="[a]"), "c": node(supports="[b]")})

    view = overview(map_of({}), one, ["b", "a"])

    assert [box.id for box in view.boxes] == ["top", "b", "a"]
    assert [box.hidden for box in view.boxes] == [0, 1, 0]


def test_what_a_drawing_shows_is_listed_from_the_top_each_node_once_in_full() -> None:
    one = graph({"a": node(), "b": node(supports="[a, top]"), "c": node(supports="", attacks="[b]")})

    entries = listed(whole(one, "M"))

    assert [(entry.depth, entry.id, entry.bears, entry.repeated) for entry in entries] == [
        (0, "top", None, False),
        (1, "a", "supports", False),
        (2, "b", "supports", False),
        (3, "c", "attacks", False),
        (1, "b", "supports", True),
    ]


def test_a_list_of_theses_begins_with_the_first_though_it_is_a_reason_for_another() -> None:
    one = graph({"one": node(kind="thesis", supports="[top]"), "a": node(supports="[one]")})
    first, *_ = one.theses

    assert first.id == "one"
    assert [(entry.depth, entry.id, entry.repeated) for entry in listed(whole(one, "M"))] == [
        (0, "one", False),
        (1, "a", False),
        (0, "top", False),
        (1, "one", True),
    ]
    assert listed(branch(one, "top"))[0].id == "top"


def test_a_circle_is_listed_too() -> None:
    one = graph({"a": node(supports="[b]"), "b": node(supports="[a]")})

    assert [entry.id for entry in listed(whole(one, "M"))] == ["top", "a", "b", "a"]


def test_nodes_of_one_paragraph_stand_in_the_order_in_which_it_says_them() -> None:
    quoted = {"b": "the first", "c": "the second"}
    positions = {quotation_hash("one.1", quote): place for place, quote in enumerate(quoted.values())}
    record = {"argmap": "1", "date": "2026-11-24", "text": "0" * 64, "quotations": {"b": positions}}
    texts = {
        "m/map.yml": "title: M\nwork: w\nsections: [{id: one, title: One, paragraphs: 1}]\n",
        "m/verified.json": json.dumps(record),
        "m/nodes/a.md": node(voice="author", title="A", source="[{at: one.1}]"),
        "m/nodes/c.md": node(voice="author", title="B", source=f"[{{at: one.1, quote: {quoted['c']}}}]"),
        "m/nodes/b.md": node(voice="author", title="C", source=f"[{{at: one.1, quote: {quoted['b']}}}]"),
    }

    assert list(graph_of(read(texts).maps[0]).nodes) == ["b", "c", "a"]


def test_nodes_of_one_place_stand_in_the_order_of_the_guided_path_then_of_their_titles() -> None:
    first = "title: A map\npath: [{node: top, lead: What?}, {node: z, lead: Why?}]\n"
    texts = {**TOP, "m/map.yml": first, "m/nodes/a.md": node(title="A"), "m/nodes/z.md": node(title="Z")}

    assert list(graph_of(read(texts).maps[0]).nodes) == ["top", "z", "a"]
