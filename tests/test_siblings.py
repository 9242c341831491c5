"""Where among its siblings a node stands: what its page says must be what the list on the page above shows."""

from argmap.analysis.siblings import Place, places_of
from argmap.citations.citable import Published
from argmap.model.relations import RelationType
from argmap.pages.context import context_of
from argmap.pages.trail import trail_of
from conftest import node
from test_graph import graph, map_of


def places(files: dict[str, str]) -> dict[str, Place]:
    made = graph(files)
    return places_of(made, made.disputed())


def test_reasons_are_counted_in_the_order_in_which_the_page_above_lists_them() -> None:
    found = places({"a": node(title="A"), "b": node(title="B", supports="[{to: top, order: 1}]"), "c": node(title="C")})

    assert found["b"] == Place(RelationType.SUPPORTS, 1, 3, "", "a")
    assert found["a"] == Place(RelationType.SUPPORTS, 2, 3, "b", "c")
    assert found["c"] == Place(RelationType.SUPPORTS, 3, 3, "a", "")


def test_linked_premises_stand_together_and_count_once() -> None:
    found = places(
        {
            "a": node(title="A", supports="[{to: top, jointly: [x, y]}]"),
            "b": node(title="B"),
            "c": node(title="C", supports="[{to: top, jointly: x}]"),
            "d": node(title="D", supports="[{to: top, jointly: y}]"),
        }
    )

    assert [found[name].number for name in "acdb"] == [1, 2, 3, 4]
    assert {found[name].total for name in "abcd"} == {4}


def test_an_undercut_of_a_reason_is_counted_among_the_objections_and_who_objects_in_two_ways_counts_once() -> None:
    found = places(
        {
            "why": node(),
            "no": node(kind="counterclaim", supports="", attacks="[top]", title="No", undercuts="[why -> top]"),
            "nor": node(kind="counterclaim", supports="", attacks="[top]", title="Nor"),
            "idle": node(kind="counterclaim", supports="", title="Idle", undercuts="[why -> top]"),
        }
    )

    assert found["no"] == Place(RelationType.ATTACKS, 1, 3, "", "nor")
    assert found["nor"] == Place(RelationType.ATTACKS, 2, 3, "no", "idle")
    assert found["idle"] == Place(RelationType.UNDERCUTS, 1, 2, "", "no")


def test_a_thesis_stands_among_the_theses_and_what_has_no_way_up_nowhere() -> None:
    found = places({"other": node(kind="thesis", supports="", title="Other"), "lost": node(supports="")})

    assert found["top"] == Place(None, 2, 2, "other", "")
    assert "lost" not in found


def test_a_trail_folds_nothing_and_counts_nothing_where_no_way_leads_up() -> None:
    context = context_of(map_of({"lost": node(supports=""), "low": node(supports="[lost]")}), Published())

    assert (trail_of(context, "lost").above, trail_of(context, "lost").place) == ((), None)
