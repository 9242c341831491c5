"""A map comes of an argument graph of Carneades, and everything in it is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.importing.carneades import CONSTRUCTS, read_carneades
from argmap.importing.parsed import UnreadableError
from imports import Imports, imports

STATEMENTS = "statements:\n  a: It is so.\n  b: It is red.\n  c: It is blue.\n  u: It looks so.\n"

EVERYTHING = """
meta:
  title: A case
  source: A book
  notes: [one, {two: three}]
statements:
  a:
    text: It is so.
    label: in
    assumed: true
    meta: {note: "See *there*"}
    issue: i1
    arguments: [x]
    colour: red
  ¬a: It is not so.
  b: {text: It is red., assumed: false}
  c:
assumptions: [b, "d(x, y)"]
issues:
  i1:
    positions: [a, ¬a]
    standard: PE
    meta: {title: An issue}
    colour: red
arguments:
  x:
    conclusion: a
    premises: {datum: b, warrant: c}
    scheme: expert_opinion
    parameters: [p]
    weight: 0.5
    undercutter: u
    meta: {title: An argument}
    colour: red
  y: {conclusion: c, undercutter: u}
references: {doe: {title: A book}}
tests: {in: [a, ""], out: b}
language: {d/2: "%s %s"}
argument_schemes: [{id: s}]
issue_schemes: {i: [a]}
weighing_functions: {w: {constant: 1}}
colour: red
"""


def read(arguments: str) -> Imports:
    return imports("carneades", f"{STATEMENTS}{arguments}")


@pytest.mark.parametrize(
    ("arguments", "relations"),
    [
        pytest.param("arguments: {x: {conclusion: a, premises: [b]}}", {"b supports a"}, id="reason"),
        pytest.param(
            "arguments: {x: {conclusion: a, premises: [b, c], undercutter: u}}",
            {"b supports a &", "c supports a &", "u undercuts b -> a"},
            id="linked premises, denied",
        ),
        pytest.param(
            "arguments: {x: {conclusion: a, premises: [b, c], scheme: convergent, undercutter: u}}",
            {"b supports a", "c supports a", "u undercuts b -> a", "u undercuts c -> a"},
            id="premises that count one by one, denied",
        ),
        pytest.param("issues: {i: {positions: [b, c]}}", {"b attacks c", "c attacks b"}, id="issue"),
        pytest.param("issues: {i: {positions: [b]}}\narguments:", set(), id="issue of one position"),
    ],
)
def test_arguments_and_issues_keep_their_meaning(arguments: str, relations: set[str]) -> None:
    found = read(arguments)

    assert found.relations() == relations
    assert found.findings == []


def test_everything_in_a_graph_is_told_as_often_as_it_is_there() -> None:
    found = imports("carneades", EVERYTHING)

    assert found.findings == []
    expected = {
        "statement": 4,
        "statement without words": 2,
        "argument": 1,
        "argument without premises": 1,
        "title": 1,
        "role of a premise": 2,
        "undercutter": 1,
        "undercutter of an argument without premises": 1,
        "scheme": 1,
        "weight": 1,
        "parameters": 1,
        "issue": 1,
        "standard": 1,
        "assumption": 4,
        "label": 1,
        "expected label": 2,
        "meta": 3,
        "meta of an argument or an issue": 2,
        "reference": 1,
        "argument scheme": 1,
        "issue scheme": 1,
        "weighing function of its own": 1,
        "language": 1,
        "back reference": 2,
        "other data": 4,
    }
    assert {construct.name: found.counts[construct.name] for construct in CONSTRUCTS} == {
        **{construct.name: 0 for construct in CONSTRUCTS},
        **expected,
    }
    (reason,) = (relation for node in found.map.nodes if node.id == "b" for relation in node.relations)
    assert (reason.because, reason.scheme, reason.score) == ("datum", "expert_opinion", 0.5)
    assert {node.id: node.tags for node in found.map.nodes if node.tags} == {
        "a": ("label in", "assumed"),
        "b": ("assumed",),
        "d-x-y": ("assumed",),
    }
    assert "A book" in found.files["about.md"]
    assert found.map.title == "A case"


def test_an_issue_of_many_positions_is_told() -> None:
    found = imports("carneades", f"issues: {{i: {{positions: [{', '.join(f'p{number}' for number in range(31))}]}}}}")

    assert found.relations() == set()
    assert found.counts["issue of many positions"] == 1


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "a table of keys and values"),
        ("a: b", 1, "no statements and no arguments"),
        ("- a", 1, "a table of keys and values"),
        ("statements:\n  [a]", 2, "a table of keys and values"),
        ("statements:\n  a: [b]", 2, "a table of keys and values"),
        ("statements:\n  a:\n    text: [b]", 3, "a text is expected"),
        ("arguments:\n  x: {premises: [a]}", 2, "an argument has a conclusion"),
        ("arguments:\n  x:\n    conclusion: [a]", 3, "the name of a statement"),
        ("arguments:\n  x:\n    conclusion: a\n    premises: {r: {s: t}}", 4, "the name of a statement"),
        ("arguments:\n  x:\n    conclusion: a\n    premises: [[b]]", 4, "a text is expected"),
        ("arguments:\n  x:\n    conclusion: a\n    weight: heavy", 4, "a weight is a number"),
        ("statements:\n  a: b\n  a: c", 3, "given twice|twice|already"),
        ("statements:\n  a: &x b\n", 2, "anchor|&"),
        ("statements: {a: [", 1, r"\w"),
    ],
)
def test_what_is_no_argument_graph_is_refused_at_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(UnreadableError, match=what) as refused:
        read_carneades({"in.yml": text})

    assert (refused.value.place.path, refused.value.place.line) == ("in.yml", line)


def test_a_long_text_is_read() -> None:
    assert imports("carneades", f"statements: {{a: {'x' * 100_000}}}").findings == []


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.lists(st.sampled_from("abcde"), max_size=3)), max_size=5),
    st.lists(st.sampled_from("abcd"), max_size=3),
    st.sampled_from(["", "u", "a"]),
)
@settings(max_examples=60, deadline=None)
def test_no_undercutter_becomes_a_reason_or_an_objection(
    arguments: list[tuple[str, list[str]]], positions: list[str], undercutter: str
) -> None:
    lines = [
        f"  x{number}: {{conclusion: {conclusion}, premises: [{', '.join(premises)}]"
        f"{f', undercutter: {undercutter}' if undercutter else ''}}}"
        for number, (conclusion, premises) in enumerate(arguments)
    ]
    found = read("\n".join([f"issues: {{i: {{positions: [{', '.join(positions)}]}}}}", "arguments:", *lines]))

    assert found.findings == []
    steps = {(premise, conclusion) for conclusion, premises in arguments for premise in premises}
    for node in found.map.nodes:
        for relation in node.relations:
            if relation.type == "supports":
                assert (node.id, relation.target) in steps
            elif relation.type == "attacks":
                assert {node.id, relation.target} <= {*positions}
            else:
                assert (node.id, relation.target, relation.conclusion) in {(undercutter, *step) for step in steps}
