"""What follows from a position: what falls with those nodes that are rejected, and which few make a node fall."""

import itertools
import json
from collections.abc import Iterable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.position import MOST_FEWER, MOST_NAMED, CutSets, Reasons, cut_sets, fallen, reasons_of
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
    assert "top" not in fallen(some, ["a", "b"])  # d is left, whatever falls of the other two


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
    for size in range(1, MOST_FEWER + 1):
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
        if not cuts.sets:
            assert size in (0, len(some[node_id]))
            continue
        assert cuts.least == size
        assert cuts.number == len(sets)
        assert {len(names) for names in cuts.sets} <= {size}
        assert {frozenset(names) for names in cuts.sets} <= sets
        assert len(cuts.sets) == min(len(sets), MOST_NAMED)


def test_the_sets_nearest_to_a_node_come_first() -> None:
    found = cut_sets(reasons(top="a b", a="c", b="d", c="e"), "abcde")

    assert found["top"] == CutSets((("a", "b"), ("a", "d"), ("b", "c"), ("b", "e"), ("c", "d")), 6, least=2)
    assert found["a"] == CutSets((("c",), ("e",)), 2, least=1)
    assert "e" not in found


def test_one_node_beneath_several_reasons_can_be_enough() -> None:
    middle = [f"r{number}" for number in range(9)]
    found = cut_sets(reasons(top=" ".join(middle), **dict.fromkeys(middle, "under")), [*middle, "under"])

    assert found["top"] == CutSets((("under",),), 1)


def test_sets_of_more_than_three_are_sought_only_where_they_may_be_fewer_than_the_reasons() -> None:
    shared = reasons(top="a b c d e", a="x", b="x")
    many = reasons(top=" ".join("abcdefgh"), a="x", b="x")
    alike = reasons(top="a b c d e", a="x y", b="y z")

    assert cut_sets(reasons(top="a b c d e"), "abcde") == {"top": CutSets(least=5)}
    assert cut_sets(shared, "abcdex")["top"] == CutSets((("c", "d", "e", "x"),), 1, least=4)
    assert cut_sets(many, "abcdefghx")["top"] == CutSets(least=7)
    assert cut_sets(alike, "abcdexyz")["top"] == CutSets(least=5)


@given(random_reasons(), st.integers(0, 40))
def test_no_fewer_are_enough_than_are_said_to_be_needed(some: Reasons, steps: int) -> None:
    for node_id, cuts in cut_sets(some, names_in(some), steps).items():
        size, _ = by_trying(some, node_id)
        assert not size or cuts.least <= size


@pytest.mark.parametrize("steps", [0, 15, 40])
def test_work_is_bounded_and_what_was_not_found_by_then_is_left_out(steps: int) -> None:
    some = reasons(top="a+b c+d e+f", a="g h i", c="g h j", e="g i k")

    assert cut_sets(some, "abcdefghijk", steps)["top"].sets == ()
    assert cut_sets(some, "abcdefghijk")["top"].number > 0


def test_what_was_found_before_the_steps_ran_out_stays() -> None:
    some = reasons(top="a+b c+d e+f", a="g h i", c="g h j", e="g i k", low="a+b")

    assert cut_sets(some, ["low", *"abcdefghijk"], 60)["low"].number == 2


def test_large_and_deep_maps_are_worked_out() -> None:
    names = [f"n{number}" for number in range(400)]
    deep = {above: ((name,),) for above, name in itertools.pairwise(["top", *names])}
    far = {above: ((name,),) for above, name in itertools.pairwise([f"n{number}" for number in range(5_000)])}

    assert cut_sets({"top": tuple((name,) for name in names)}, names) == {"top": CutSets(least=400)}
    assert cut_sets({"top": (tuple(names),)}, names)["top"].number == 400
    assert cut_sets(deep, names)["top"].number == 400
    assert cut_sets(far, far)["n0"] == CutSets()


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


def test_a_page_offers_no_position_on_a_question_and_names_what_to_give_up_where_there_is_a_reason() -> None:
    context = shown_in(SHOWN)

    assert own_position(context, "q") == OwnPosition(asserts=False, change=None)
    assert own_position(context, "a") == OwnPosition(asserts=True, change=None)
    change = own_position(context, "top").change
    assert change
    assert [[line.title for line in names] for names in change.reasons] == [["A"]]
    assert (change.sets, change.rest) == ((), 0)


def what_to_give_up(**groups: str) -> tuple[str, str]:
    """Return in one plain statement what whoever rejects the thesis gives up, and all that is said below it."""
    files = {
        f"m/nodes/{name}.md": node(
            title=name.upper(), supports=f"[{', '.join(aims.split())}]" if "{" not in aims else aims
        )
        for name, aims in groups.items()
    }
    page = page_in(shown_in({**TOP, **files}))
    statement, _, rest = page.partition('am-change" data-search-exclude><summary>')[2].partition("</summary>")
    return statement, rest.partition("</details> </details>")[0]


LINKED = "[{to: top, jointly: x}]"


@pytest.mark.parametrize(
    ("groups", "number", "lead"),
    [
        ({"a": "top"}, "1 statement", "Its only reason:"),
        ({"a": LINKED, "b": LINKED}, "1 statement", "Any one of these is enough, since they count only together:"),
        ({"a": "top", "b": "top"}, "2 statements", "All of these:"),
        ({"a": LINKED, "b": LINKED, "c": "top"}, "2 statements", "All of these:"),
        (dict.fromkeys("abcde", "top"), "5 statements", "All of these:"),
        (
            {**dict.fromkeys("abcdefgh", "top"), "x": "a b"},
            "7 statements",
            "All of these are enough, and perhaps fewer of what they rest on:",
        ),
    ],
)
def test_a_page_says_in_one_plain_sentence_how_many_statements_whoever_rejects_its_node_has_to_reject(
    groups: dict[str, str], number: str, lead: str
) -> None:
    said, below = what_to_give_up(**groups)

    assert said == f"To leave no reason for this, you would have to reject at least {number}"
    assert f"<p>{lead}</p>" in below
    assert all(f'<a href="../{name}/">{name.upper()}</a>' in below for name, aims in groups.items() if "top" in aims)


def test_the_rule_and_that_reasons_can_be_right_and_not_enough_stand_in_a_fold() -> None:
    _, below = what_to_give_up(a="top", b="top")

    shown, _, folded = below.partition("<details")
    assert "You can also reject this alone" not in shown
    assert "You can also reject this alone" in folded
    assert "Only reasons are counted" not in shown
    assert "Only reasons are counted" in folded


def test_of_reasons_that_count_only_together_one_is_enough() -> None:
    _, below = what_to_give_up(a=LINKED, b=LINKED, c="top")

    assert (
        '<li><a href="../a/">A</a> or <a href="../b/">B</a> <span class="am-remark">(they count only together: one is'
        in below
    )
    assert below.count("<li>") == 2


def test_where_reasons_rest_on_the_same_the_fewest_that_are_enough_stand_in_their_place() -> None:
    said, below = what_to_give_up(a="top", b="top", c="a b")
    _, by_one_of_two = what_to_give_up(a="top", b="top", c="a b", d="c")
    _, by_two = what_to_give_up(a="top", b="top", c="top", d="a b", e="c")
    _, by_many = what_to_give_up(
        a="top", b="top", **dict.fromkeys("cdefghi", "[{to: a, jointly: x}, {to: b, jointly: x}]")
    )

    assert "at least 1 statement" in said
    assert '<p>This one is enough:</p><ul> <li><a href="../c/">C</a></li> </ul>' in below
    assert "../a/" not in below
    assert "<p>Any one of these is enough:</p>" in by_one_of_two
    assert by_two.count("together") == 3  # two sets, and the rule
    assert "or one of 2 other choices of as many" in by_many


@pytest.mark.parametrize(("number", "folded"), [(6, 0), (7, 2)])
def test_what_is_more_than_a_handful_is_folded_unless_it_is_but_one(number: int, folded: int) -> None:
    page = page_in(shown_in({**TOP, **{f"m/nodes/n{one}.md": node() for one in range(number)}}))
    below = page.partition(f"at least {number} statements")[2].partition("<section")[0]

    assert below.count("<a href") == number
    assert below.partition("<details")[2].count("<a href") == folded
    assert ('2 more</summary> <ol start="6">' in below) == bool(folded)


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
