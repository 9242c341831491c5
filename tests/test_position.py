"""What follows from a position: what falls with those nodes that are rejected, and which few make a node fall."""

import itertools
import json
from collections.abc import Iterable
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.position import MOST_NAMED, MOST_REJECTED, CutSets, Reasons, cut_sets, fallen, reasons_of
from argmap.citations.citable import Published
from argmap.citations.swhid import content_id
from argmap.diagrams.views import Shape, neighbourhood
from argmap.locale.numbers import count
from argmap.locale.words import plural_forms
from argmap.model.graph import graph_of
from argmap.pages.context import Context, context_of
from argmap.pages.node import node_page
from argmap.pages.position import OwnPosition, own_position, position_file
from argmap.pages.templating import Templates
from argmap.read.maps import read
from conftest import TOP, node


def reasons_in(**nodes: str) -> Reasons:
    """Read a map of nodes that support these, and return the reasons in it."""
    files = {f"m/nodes/{name}.md": node(supports=aims) for name, aims in nodes.items()}
    return reasons_of(graph_of(read({**TOP, **files}).maps[0]))


def reasons(**groups: str) -> Reasons:
    """Write reasons in short: linked premises joined by signs of addition, divided by blanks."""
    return {node_id: tuple(tuple(group.split("+")) for group in some.split()) for node_id, some in groups.items()}


def all_falling(reasons: Reasons, rejected: Iterable[str]) -> set[str]:
    """Apply the rule until nothing changes."""
    found = set(rejected)
    while more := {
        node_id
        for node_id, groups in reasons.items()
        if node_id not in found and all(found & set(group) for group in groups)
    }:
        found |= more
    return found


def names_in(reasons: Reasons) -> list[str]:
    return sorted({*reasons, *(name for groups in reasons.values() for group in groups for name in group)})


@st.composite
def random_reasons(draw: st.DrawFn, most: int = 7) -> Reasons:
    """Make up reasons, with circles, shared premises and linked ones."""
    names = st.sampled_from([f"n{number}" for number in range(draw(st.integers(1, most)))])
    group = st.lists(names, min_size=1, max_size=3, unique=True).map(tuple)
    return draw(st.dictionaries(names, st.lists(group, min_size=1, max_size=4, unique=True).map(tuple)))


def test_a_node_falls_with_the_last_of_its_reasons_and_takes_along_what_rests_on_it() -> None:
    some = reasons_in(a="[top]", b="[top]", c="[a]", d="[a]")

    assert fallen(some, ["c"]) == {"c"}
    assert fallen(some, ["c", "d"]) == {"a", "c", "d"}
    assert fallen(some, ["c", "d", "b"]) == {"a", "b", "c", "d", "top"}
    assert fallen(some, ["top"]) == {"top"}


def test_linked_premises_fall_with_any_of_them_and_a_premise_of_two_groups_with_both() -> None:
    some = reasons_in(
        a="[{to: top, jointly: x}]", b="[{to: top, jointly: [x, y]}]", c="[{to: top, jointly: y}]", d="[top]"
    )

    assert some == {"top": (("a", "b"), ("b", "c"), ("d",))}
    assert "top" not in fallen(some, ["a", "d"])
    assert "top" in fallen(some, ["b", "d"])
    assert "top" in fallen(some, ["a", "c", "d"])


def test_objections_and_limits_make_nothing_fall() -> None:
    files = {"m/nodes/a.md": node(), "m/nodes/b.md": node(supports="", attacks="[a]", qualifies="[top]")}
    assert reasons_of(graph_of(read({**TOP, **files}).maps[0])) == {"top": (("a",),)}


def test_nodes_that_support_each_other_in_a_circle_stand_until_one_is_rejected() -> None:
    some = reasons(a="b", b="a", top="a")

    assert fallen(some, []) == set()
    assert fallen(some, ["b"]) == {"a", "b", "top"}


@given(random_reasons(most=20), st.data())
def test_what_falls_is_what_the_rule_says(some: Reasons, data: st.DataObject) -> None:
    rejected = data.draw(st.sets(st.sampled_from(names_in(some) or ["x"]), max_size=4))

    assert fallen(some, rejected) == all_falling(some, rejected)


def by_trying(some: Reasons, node_id: str) -> tuple[int, set[frozenset[str]]]:
    """Try all sets of other nodes, the smallest first."""
    others = [name for name in names_in(some) if name != node_id]
    for size in range(1, MOST_REJECTED + 1):
        sets = itertools.combinations(others, size)
        if found := {frozenset(one) for one in sets if node_id in all_falling(some, one)}:
            return size, found
    return 0, set()


@given(random_reasons())
def test_the_smallest_sets_are_those_that_trying_all_finds(some: Reasons) -> None:
    found = cut_sets(some, names_in(some))

    assert found.keys() == some.keys()
    for node_id, cuts in found.items():
        size, sets = by_trying(some, node_id)
        assert cuts.number == len(sets)
        assert cuts.more_than == (0 if sets else MOST_REJECTED)
        assert {len(names) for names in cuts.sets} <= {size}
        assert {frozenset(names) for names in cuts.sets} <= sets
        assert len(cuts.sets) == min(len(sets), MOST_NAMED)


def test_the_sets_nearest_to_a_node_come_first() -> None:
    found = cut_sets(reasons(top="a b", a="c", b="d", c="e"), "abcde")

    assert found["top"] == CutSets((("a", "b"), ("a", "d"), ("b", "c"), ("b", "e"), ("c", "d")), 6, 0)
    assert found["a"] == CutSets((("c",), ("e",)), 2, 0)
    assert "e" not in found


def test_one_node_beneath_several_reasons_can_be_enough() -> None:
    middle = [f"r{number}" for number in range(9)]
    found = cut_sets(reasons(top=" ".join(middle), **dict.fromkeys(middle, "under")), [*middle, "under"])

    assert found["top"] == CutSets((("under",),), 1, 0)


def test_of_more_than_three_it_is_said_that_it_takes_more() -> None:
    assert cut_sets(reasons(top="a b c d"), "abcd") == {"top": CutSets((), 0, 3)}


@pytest.mark.parametrize(("steps", "more_than"), [(0, 0), (15, 1), (40, 2)])
def test_work_is_bounded_and_what_is_known_by_then_is_said(steps: int, more_than: int) -> None:
    some = reasons(top="a+b c+d e+f", a="g h i", c="g h j", e="g i k")

    assert cut_sets(some, "abcdefghijk", steps)["top"] == CutSets((), 0, more_than)
    assert cut_sets(some, "abcdefghijk")["top"].number > 0


def test_large_and_deep_maps_are_worked_out() -> None:
    names = [f"n{number}" for number in range(400)]
    deep = {above: ((name,),) for above, name in itertools.pairwise(["top", *names])}
    far = {above: ((name,),) for above, name in itertools.pairwise([f"n{number}" for number in range(5_000)])}

    assert cut_sets({"top": tuple((name,) for name in names)}, names) == {"top": CutSets((), 0, 3)}
    assert cut_sets({"top": (tuple(names),)}, names)["top"].number == 400
    assert cut_sets(deep, names)["top"].number == 400
    assert cut_sets(far, far)["n0"] == CutSets((), 0, 0)


SHOWN = {
    **TOP,
    "m/nodes/a.md": node(title="A", aliases="[old-a]"),
    "m/nodes/b.md": node(title="B", kind="counterclaim", supports="", attacks="[top]"),
    "m/nodes/c.md": node(title="C", supports="", undercuts="[a -> top]"),
    "m/nodes/q.md": node(title="Q", kind="question", supports=""),
}


def shown_in(files: dict[str, str]) -> Context:
    (argument_map,) = read(files).maps
    return context_of(argument_map, Published(contents={one.file: content_id("") for one in argument_map.nodes}))


def page_in(context: Context) -> str:
    drawn = {Shape.NEIGHBOURHOOD: neighbourhood(context.graph, "top")}
    return " ".join(str(Templates().fill(node_page(context, "top", drawn))).split())


def test_the_script_is_given_the_argument_in_numbers() -> None:
    given = json.loads(position_file(shown_in(SHOWN)))

    top, a, b, c, q = (given["ids"].index(name) for name in ("top", "a", "b", "c", "q"))
    assert given["titles"][a] == "A"
    assert given["aliases"] == {"old-a": a}
    assert (given["theses"], given["rivals"], given["silent"]) == ([top], [b], [q])
    assert given["reasons"][top] == [[a]]
    assert given["attacks"] == [[top, [b], []]]
    assert given["cuts"] == [[c, a, top]]
    assert given["bears"][c] == [["undercuts", a, top]]
    assert (given["up"][a], given["up"][top]) == (top, -1)


def test_a_page_tells_what_would_change_its_node_and_offers_no_position_on_a_question() -> None:
    context = shown_in(SHOWN)

    assert own_position(context, "q") == OwnPosition(asserts=False, change=None)
    assert own_position(context, "a") == OwnPosition(asserts=True, change=None)
    change = own_position(context, "top").change
    assert change
    assert [[line.title for line in names] for names in change.sets] == [["A"]]
    assert (change.rest, change.more_than) == (0, 0)
    assert [[line.title for line in names] for names in change.reasons] == [["A"]]


def test_a_page_says_how_many_choices_it_does_not_name_and_how_many_rejections_are_too_few() -> None:
    names = [f"m/nodes/n{one}.md" for one in range(7)]
    linked = page_in(shown_in({**TOP, **dict.fromkeys(names, node(supports="[{to: top, jointly: x}]"))}))
    apart = page_in(shown_in({**TOP, **dict.fromkeys(names, node())}))

    assert "What would change this: rejecting 1 other statement<" in linked
    assert "or one of 2 other choices of as many" in linked
    assert "What would change this: rejecting more than 3 other statements<" in apart
    assert "Each of its 7 reasons would have to fall" in apart
    named, _, folded = apart.partition("would have to fall")[2].partition("</details>")[0].partition("<details")
    assert [f'<a href="../n{one}/">' in named for one in range(7)] == [True] * 5 + [False] * 2
    assert [f'<a href="../n{one}/">' in folded for one in range(7)] == [False] * 5 + [True] * 2
    assert "2 more</summary>" in folded


def test_one_reason_more_than_a_handful_is_not_folded() -> None:
    page = page_in(shown_in({**TOP, **{f"m/nodes/n{one}.md": node() for one in range(6)}}))

    assert "am-rest" not in page.partition("would have to fall")[2].partition("</details>")[0]


def test_what_was_not_worked_out_is_said_to_be_so() -> None:
    said = page_in(replace(shown_in(SHOWN), cut_sets={"top": CutSets((), 0, 0)}))

    assert "not worked out, since too much hangs together" in said
    assert "Its 1 reason would have to fall:" in said


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {"one": "1 node", "other": "0 nodes"}),
        ("pt-BR", {"one": "0 nodes", "other": "2 nodes"}),
        ("ru", {"few": "2 nodes", "many": "0 nodes", "one": "1 node"}),
        ("ja", {"other": "0 nodes"}),
        ("xx", {"other": "111 nodes"}),
        ("nonsense!", {"other": "111 nodes"}),
    ],
)
def test_what_is_counted_is_said_in_each_form_of_the_language(language: str, forms: dict[str, str]) -> None:
    assert plural_forms(language, partial(count, singular="node")) == forms
