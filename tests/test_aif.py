"""A map comes of a nodeset of AIFdb and of an analysis of OVA, and everything in it is told."""

import json
from collections import Counter
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.importing.aif import CONSTRUCTS, read_aif
from argmap.importing.parsed import UnreadableError
from imports import Imports, imports


def nodeset(*lines: str, **more: Any) -> str:  # noqa: ANN401 - JSON
    """Write a nodeset of lines such as `a I It is so.`, `r RA Expert Opinion` and `b > r > a`."""
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    for line in lines:
        if ">" in line:
            ends = [end.strip() for end in line.split(">")]
            edges += [{"edgeID": len(edges), "fromID": start, "toID": end} for start, end in pairwise(ends)]
        else:
            node_id, kind, *words = line.split(" ", 2)
            nodes.append(
                {"nodeID": node_id, "text": words[0] if words else (node_id if kind == "I" else kind), "type": kind}
            )
    return json.dumps({"nodes": nodes, "edges": edges, **more})


def read(*lines: str, **more: Any) -> Imports:  # noqa: ANN401 - JSON
    return imports("aif", nodeset("a I", "b I", "c I", "d I", *lines, **more))


# How steps become relations


@pytest.mark.parametrize(
    ("lines", "relations", "counts"),
    [
        pytest.param(["r RA", "b > r > a"], {"b supports a"}, {"RA-node": 1, "edge": 2}, id="reason"),
        pytest.param(
            ["r RA", "b > r > a", "c > r"], {"b supports a &", "c supports a &"}, {"RA-node": 1}, id="linked premises"
        ),
        pytest.param(
            ["r RA", "s RA", "b > r > a", "c > s > a"], {"b supports a", "c supports a"}, {}, id="two reasons"
        ),
        pytest.param(
            ["r RA", "s RA", "b > r > a", "c > r", "b > s > a", "d > s"],
            {"b supports a & &", "c supports a &", "d supports a &"},
            {"RA-node": 2},
            id="one premise in two groups",
        ),
        pytest.param(["r RA", "b > r > a", "b > r > a"], {"b supports a"}, {"RA-node": 1}, id="edges given twice"),
        pytest.param(["k CA", "b > k > a"], {"b attacks a"}, {"CA-node": 1, "edge": 2}, id="conflict"),
        pytest.param(
            ["k CA", "b > k > a", "c > k"], {"b attacks a &", "c attacks a &"}, {"CA-node": 1}, id="linked conflict"
        ),
        pytest.param(
            ["k CA", "l CA", "b > k > a", "a > l > b"], {"b attacks a", "a attacks b"}, {"CA-node": 2}, id="both ways"
        ),
        pytest.param(
            ["r RA", "k CA", "b > r > a", "c > k > r"],
            {"b supports a", "c undercuts b -> a"},
            {"CA-node on a step": 1},
            id="undercut of a reason",
        ),
        pytest.param(
            ["l CA", "k CA", "b > l > a", "c > k > l"],
            {"b attacks a", "c undercuts b -> a"},
            {"CA-node on a step": 1, "CA-node": 1},
            id="undercut of a conflict",
        ),
        pytest.param(
            ["r RA", "k CA", "b > r > a", "c > r", "d > k > r"],
            {"b supports a &", "c supports a &", "d undercuts b -> a"},
            {"CA-node on a step": 1},
            id="undercut of linked premises",
        ),
        pytest.param(
            ["r RA", "s RA", "k CA", "b > r > a", "c > r", "b > s > a", "d > s", "d > k > r"],
            {"b supports a & &", "c supports a &", "d supports a &", "d undercuts c -> a"},
            {"CA-node on a step": 1},
            id="undercut of one of two groups, at the premise that is only there",
        ),
        pytest.param(
            ["r RA", "s RA Analogy", "k CA", "b > r > a", "b > s > a", "c > k > r"],
            {"b supports a", "c undercuts b -> a"},
            {"CA-node on one of several steps": 1, "second relation to the same node": 1},
            id="undercut of one of two schemes",
        ),
        pytest.param(
            ["r RA", "s RA", "b > r > a", "b > s > a"], {"b supports a"}, {"RA-node given twice": 1}, id="same step"
        ),
        pytest.param(
            ["r RA", "b > r > a", "r > c"],
            {"b supports a", "b supports c"},
            {"RA-node with several conclusions": 1},
            id="several conclusions",
        ),
        pytest.param(
            ["r RA", "s RA", "b > r > a", "c > s > r"],
            {"b supports a"},
            {"RA-node on a step": 1},
            id="reason for a step",
        ),
        pytest.param(["r RA", "b > r"], set(), {"incomplete RA-node": 1}, id="no conclusion"),
        pytest.param(["r RA", "r > b"], set(), {"incomplete RA-node": 1}, id="no premise"),
        pytest.param(
            ["r RA", "k CA", "b > r > a", "r > k > c"],
            {"b supports a"},
            {"incomplete CA-node": 1, "RA-node on a step": 1},
            id="reason for a conflict",
        ),
        pytest.param(["r RA", "k CA", "b > r", "c > k > r"], set(), {"incomplete CA-node": 1}, id="denies no step"),
        pytest.param(["r RA"], set(), {"RA-node that joins nothing": 1}, id="joins nothing"),
        pytest.param(["m MA", "b > m > a"], set(), {"MA-node": 1}, id="rephrase"),
        pytest.param(["p PA", "b > p > a"], set(), {"PA-node": 1}, id="preference"),
        pytest.param(
            ["m MA", "k CA", "b > m > a", "c > k > m"], set(), {"incomplete CA-node": 1}, id="denies a rephrase"
        ),
        pytest.param(["b > a"], set(), {"edge between statements": 1}, id="no scheme"),
        pytest.param(["b > z"], set(), {"edge to what is not there": 1}, id="nowhere"),
        pytest.param(["r RA", "b > r > b"], set(), {"relation to itself": 1}, id="itself"),
        pytest.param(
            ["r RA", "s RA", "b > r > a", "a > s > b"], {"b supports a"}, {"circle of reasons": 1}, id="circle"
        ),
        pytest.param(["x EN"], set(), {"node of another type": 1}, id="another type"),
        pytest.param(["a I Again."], set(), {"nodeID given twice": 1}, id="twice"),
    ],
)
def test_each_step_keeps_its_meaning_or_is_told(lines: list[str], relations: set[str], counts: dict[str, int]) -> None:
    found = read(*lines)

    assert found.relations() == relations
    assert {name: found.counts[name] for name in counts} == counts
    assert found.findings == []


def test_a_note_names_what_a_rephrase_joins() -> None:
    found = imports("aif", nodeset("a I It [is] so.", "b I So it is.", "m MA Default Rephrase", "b > m > a"))

    assert "Rephrase (MA-node), the first of the second: [So it is.](b.md) → [It is so.](a.md)" in found.prose("a")
    assert found.prose("b") == found.prose("a")


def test_what_rephrases_itself_has_no_note() -> None:
    found = read("m MA", "a > m > a")

    assert (found.prose("a"), found.counts["MA-node of a statement and itself"]) == ("", 1)


def test_schemes_have_their_names() -> None:
    found = read("r RA Expert_Opinion", "b > r > a", "k CA Default Conflict", "c > k > a")

    assert {relation.origin: relation.scheme for node in found.map.nodes for relation in node.relations} == {
        "b": "Expert Opinion",
        "c": "",
    }
    assert found.counts["scheme"] == 1


def test_ids_that_say_something_are_kept() -> None:
    found = imports("aif", nodeset("the-dam I It holds.", "17 I It is new.", "2_64 I It is high."))

    assert {node.id for node in found.map.nodes} == {"the-dam", "it-is-new", "it-is-high"}


def test_ids_can_be_numbers_and_lists_can_be_left_out() -> None:
    found = imports(
        "aif",
        json.dumps(
            {
                "nodes": [
                    {"nodeID": 0, "text": "A.", "type": "I"},
                    {"nodeID": 1, "type": "RA", "text": None},
                    {"nodeID": 2, "text": "B.", "type": "I"},
                ],
                "edges": [
                    {"edgeID": 0, "fromID": 2, "toID": 1, "formEdgeID": None},
                    {"edgeID": 1, "fromID": 1, "toID": 0, "formEdgeID": 7},
                ],
                "locutions": None,
            }
        ),
    )

    assert found.relations() == {"b supports a"}
    assert found.counts["other data"] == 1


# What was uttered

NOBODY = ("contributor",)
"""Who asserts a node of a debate that names nobody."""


SUE = {
    "participants": [
        {"participantID": 1, "firstname": "Sue", "surname": "Ode"},
        {"participantID": "2", "firstname": "Al"},
    ]
}


def test_who_asserts_a_statement_is_its_voice_and_other_words_are_quoted() -> None:
    found = read(
        "l L Sue Ode: It is a, mind you.",
        "y YA Asserting",
        "l > y > a",
        "t TA Default Transition",
        "l > t > m",
        "m L Al: b",
        "z YA Pure Questioning",
        "m > z > b",
        "n L Anon: nothing",
        "w YA Analysing",
        "n > w > l",
        "m > q",
        **SUE,
        locutions=[
            {"nodeID": "l", "personID": "1", "start": "2021-11-11"},
            {"nodeID": "m", "personID": 2},
            {"nodeID": "gone", "personID": "1"},
        ],
    )

    assert {node.id: node.voice for node in found.map.nodes} == {
        "a": ("sue-ode",),
        "b": NOBODY,
        "c": NOBODY,
        "d": NOBODY,
    }
    assert found.prose("a") == "> It is a, mind you."
    assert found.prose("b") == "Al asks this (Pure Questioning)."
    assert {
        "L-node": 2,
        "L-node of an analysis": 1,
        "YA-node": 1,
        "YA-node that does not assert": 1,
        "YA-node of an analysis": 1,
        "TA-node": 1,
        "edge of the dialogue": 8,
        "edge to what is not there": 1,
        "locution": 2,
        "locution of nobody": 1,
        "participant": 1,
        "participant who asserts nothing": 1,
    }.items() <= found.counts.items()


@pytest.mark.parametrize(
    ("force", "is_asserted"),
    [
        ("Asserting", True),
        ("Agreeing", False),
        ("Assertive Questioning", False),
        ("Disagreeing", False),
        ("Challenging", False),
        ("", True),
    ],
)
def test_nobody_is_said_to_assert_what_they_ask_or_deny(force: str, *, is_asserted: bool) -> None:
    found = read("l L It is.", f"y YA {force}", "l > y > a", **SUE, locutions=[{"nodeID": "l", "personID": 1}])

    voice = next(node.voice for node in found.map.nodes if node.id == "a")
    assert (voice != NOBODY) == is_asserted


def test_who_speaks_is_known_by_the_words_where_no_participants_are_given() -> None:
    speech = ("l L Sue Ode : It is a.", "y YA Asserting", "l > y > a")
    alone, twice = read(*speech), read(*speech, **SUE, locutions=[{"nodeID": "l", "personID": 7}])

    assert [node.voice for node in alone.map.nodes if node.id == "a"] == [("sue-ode",)]
    assert alone.prose("a") == "> It is a."
    assert (alone.map.people["sue-ode"].term, twice.counts["locution"]) == ("Sue Ode", 1)
    assert alone.relations() == twice.relations()


@pytest.mark.parametrize(
    "words", ["It is so", "Well, so far as I can see and know it: yes", "10: 30", "so:far", ": so", "It is: a"]
)
def test_a_clause_before_a_colon_is_nobody(words: str) -> None:
    found = read(f"l L {words}", "y YA Asserting", "l > y > a")

    assert found.map.people == {}


@pytest.mark.parametrize(
    ("force", "sentence"),
    [
        ("Disagreeing", "Bob disagrees with this (Disagreeing):"),
        ("Agreeing", "Bob agrees with this (Agreeing):"),
        ("Challenging", "Bob challenges this (Challenging):"),
        ("Assertive Questioning", "Bob asks this, as one who thinks so (Assertive Questioning):"),
    ],
)
@pytest.mark.parametrize("way", ["l > y > a", "m > t > l"])
def test_a_page_says_who_does_what_else_with_a_statement(force: str, sentence: str, way: str) -> None:
    lines = ["l L Bob: it is a", "m L Ann: a", "t TA Default Transition", f"y YA {force}", way]
    found = read(*lines, *([] if way.startswith("l") else ["t > y > a"]))

    assert found.prose("a") == f"{sentence}\n\n> it is a"


def test_what_nobody_known_denies_is_denied_by_somebody() -> None:
    found = read("t TA", "y YA Disagreeing", "t > y > a", "z YA Asserting", "z > b", "w YA", "w > v", "v TA")

    assert found.prose("a") == "Somebody disagrees with this (Disagreeing)."
    assert found.counts["YA-node that joins nothing"] == 2


def test_words_that_another_reports_are_not_shown_as_said_at_first_hand() -> None:
    told = ("k L KERRY: No", "p L PAUL : KERRY : No", "y YA Asserting", "z YA Asserting", "p > y > k", "k > z > a")
    found = read(*told, "q L KERRY : KERRY : b", "r L KERRY: b", "v YA", "q > v > r", "w YA", "r > w > b")

    voices = {node.id: [found.map.people[one].term for one in node.people] for node in found.map.nodes}
    assert (voices["a"], voices["b"]) == (["KERRY (reported by PAUL)"], ["KERRY"])
    assert found.prose("a") == "> No\n\nPAUL reports these words of KERRY."
    assert found.counts["YA-node of reported words"] == 2


def test_utterances_that_lead_to_no_statement_are_lines_of_the_text() -> None:
    found = read("l L Sue: Not so.", "m L Al: So.", "n L Al: a", "y YA", "n > y > a", locutions=[{"nodeID": "l"}])
    dated = [{"nodeID": "l", "start": "2020-02-02"}, {"nodeID": "m", "start": "2020-01-01"}]
    sorted_by_time = read("l L Sue: Not so.", "m L Al: So.", locutions=dated)

    assert found.files["text.txt"] == "Sue: Not so.\nAl: So.\n"
    assert sorted_by_time.files["text.txt"] == "Al: So.\nSue: Not so.\n"
    assert "lead to no statement: 2. They are the lines of text.txt." in found.files["about.md"].replace(
        "&#46;", "."
    ).replace("&#58;", ":")
    assert found.counts["L-node that says no I-node"] == 2


def test_a_dash_that_was_made_a_control_character_is_a_dash_again() -> None:
    found = imports("aif", nodeset("a I 20 \x97 over 40 \x81", "b I So."))

    assert next(node.statement for node in found.map.nodes if node.statement != "So.") == "20 — over 40"
    assert (found.counts["character of Windows"], found.counts["invisible character"]) == (1, 1)


def test_times_and_numbers_of_schemes_are_told() -> None:
    fulfilled = {"schemefulfillments": [{"nodeID": "r", "schemeID": "72"}], "descriptorfulfillments": [{"nodeID": "b"}]}
    nodes = [
        {"nodeID": name, "type": "I", "text": name, "timestamp": day}
        for name, day in (("a", "2012-04-13 18:37:00"), ("b", "x"))
    ]
    found = imports("aif", json.dumps({"nodes": nodes, "edges": [], "cqdescriptorfulfillments": [{}], **fulfilled}))

    assert found.files["about.md"].endswith("2012&#45;04&#45;13\n")
    assert {"timestamps": 1, "schemefulfillment": 1, "descriptorfulfillment": 2}.items() <= found.counts.items()


# xAIF


def analysis(text: Any, *lines: str, **more: Any) -> Imports:  # noqa: ANN401 - JSON
    return imports("xaif", json.dumps({"AIF": json.loads(nodeset("a I", "b I", *lines)), "text": text, **more}))


@pytest.mark.parametrize("name", ["l", "nodel"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_spans_of_the_text_become_quotations(name: str, *, wrapped: bool) -> None:
    html = (
        f'Well, <span id="{name}" class="highlighted">it is &amp; was a</span>,<br>'
        '<b>or</b> <span id="zz">not</span></span>.'
    )
    found = analysis({"txt": html} if wrapped else html, "l L Sue: it is", "y YA Asserting", "l > y > a")

    assert found.files["text.txt"] == "Well, it is & was a,\nor not.\n"
    assert found.parsed.nodes[0].quote == ("it is & was a", 6)
    assert "> it is &amp; was a" in found.prose("a") or "> it is & was a" in found.prose("a")
    assert {"text": 1, "text span": 1, "text span of no statement": 1}.items() <= found.counts.items()


def test_a_span_can_lead_to_a_statement_itself() -> None:
    found = analysis('<span id="b">it was</span><span id="b"> </span><span>no id</span>')

    assert found.parsed.nodes[1].quote == ("it was", 0)


def test_where_ova_drew_the_map_and_keys_of_others_are_told() -> None:
    found = analysis("", OVA={"nodes": []} | {"firstname": "A"}, ova=[1], dialog=True, more=1)

    assert {"OVA": 2, "dialog": 1, "other data": 1}.items() <= found.counts.items()
    assert "text" not in found.counts


# Nothing is lost in silence


def uncounted(text: str, found: Imports) -> list[str]:
    """Count a nodeset without its reader; return the constructs of which another number was told."""
    value = json.loads(text)
    aif = value.get("AIF", value)
    told: Counter[str] = Counter()
    for name, number in found.counts.items():
        words = name.split()
        of_type = next((word for word in words if word.endswith("-node")), "")
        told["nodes"] += number * (bool(of_type) or words[0] in ("nodeID", "node"))
        told["edges"] += number * (words[0] == "edge")
        for part in ("locution", "participant", "schemefulfillment", "descriptorfulfillment"):
            told[f"{part}s"] += number * (words[0] == part)
        told["span"] += number * name.startswith("text span")
    expected = {part: len(aif.get(part) or []) for part in told if part != "span"}
    expected["span"] = str(value.get("text", "")).count("<span")
    return [f"{part}: {told[part]} of {number}" for part, number in expected.items() if told[part] != number]


TYPES = st.sampled_from(["I", "I", "I", "RA", "RA", "CA", "MA", "PA", "L", "YA", "TA", "EN"])
IDS = [f"n{number}" for number in range(12)]
NODESET = st.tuples(
    st.lists(TYPES, min_size=1, max_size=12),
    st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)), max_size=20),
    st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from("12")), max_size=4),
)


@given(NODESET)
@settings(max_examples=150, deadline=None)
def test_every_node_and_edge_is_told_and_no_step_becomes_another(
    given_set: tuple[list[str], list[tuple[str, str]], list[tuple[str, str]]],
) -> None:
    types, ends, said = given_set
    lines = [f"{node_id} {kind} Words of {node_id}." for node_id, kind in zip(IDS, types, strict=False)]
    locutions = [{"nodeID": node, "personID": person} for node, person in said]
    text = nodeset("i I It is.", *lines, *(f"{start} > {end}" for start, end in ends), **SUE, locutions=locutions)
    found = imports("aif", text)

    assert found.findings == []
    assert uncounted(text, found) == []
    kinds = dict(zip(IDS, types, strict=False))
    for relation in found.parsed.relations:
        step = {"supports": "RA"}.get(relation.type, "CA")
        steps = [node for node in kinds if kinds[node] == step and (relation.origin, node) in ends]
        if relation.conclusion:  # of an undercut: it leads to a step from the one to the other
            denied = [node for node in kinds if (relation.target, node) in ends and (node, relation.conclusion) in ends]
            assert any((node, other) in ends and kinds[other] in ("RA", "CA") for node in steps for other in denied)
        else:
            assert any((node, relation.target) in ends for node in steps)


# What is not of the format


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "no JSON"),
        ("{}", 1, "there are no nodes"),
        ("[]", 1, "an object with nodes and edges is expected"),
        ('{"nodes": []}', 1, "there are no edges"),
        ('{\n"AIF": 7}', 2, "the nodeset is expected"),
        ('{\n"nodes": {},"edges": []}', 2, "nodes are a list"),
        ('{\n"nodes": {"a": 1},"edges": []}', 2, "nodes are a list"),
        ('{"nodes": [\n7], "edges": []}', 2, "an object in the list of nodes"),
        ('{"nodes": [\n{"type": "I"}], "edges": []}', 2, "it has no nodeID"),
        ('{"nodes": [\n{"nodeID": [1]}], "edges": []}', 2, "its nodeID is no text"),
        ('{"nodes": [\n{"nodeID": true}], "edges": []}', 2, "its nodeID is no text"),
        ('{"nodes": [], "edges": [{"fromID": "a", "toID": "b"},\n{"fromID": "a"}]}', 2, "it has no toID"),
        ('{"nodes": [], "edges": [],\n"participants": [{}]}', 2, "it has no participantID"),
        ('{"nodes": [], "edges": [\n', 2, "no JSON"),
        ("[" * 100_000, 1, "nested too deep"),
    ],
)
def test_what_is_not_aif_is_refused_at_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(UnreadableError, match=what) as refused:
        read_aif({"in.json": text})

    assert (refused.value.place.path, refused.value.place.line) == ("in.json", line)


def test_long_texts_and_deep_spans_are_read() -> None:
    found = analysis("<span id='a'>" * 20_000 + "x" * 100_000, "l L " + "y" * 100_000, "z YA", "l > z > a")

    assert found.findings == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=3), part, max_size=3),
    max_leaves=6,
)
KEYS = ("nodes", "edges", "locutions", "participants", "schemefulfillments", "text", "AIF")
ENTRY = st.fixed_dictionaries(
    {},
    optional={
        key: JSON | st.sampled_from(["a", "I", 1])
        for key in ("nodeID", "fromID", "toID", "type", "text", "personID", "participantID")
    },
)


@given(st.fixed_dictionaries({}, optional={key: st.lists(ENTRY, max_size=3) | JSON for key in KEYS}))
@settings(max_examples=150, deadline=None)
def test_whatever_json_it_is_it_is_read_or_refused(value: dict[str, Any]) -> None:
    for whole in (value, {"AIF": value, "text": value.get("text")}):
        with suppress(UnreadableError):
            assert read_aif({"in.json": json.dumps(whole)}).title == ""


def test_constructs_have_names_of_their_own() -> None:
    assert len({construct.name for construct in CONSTRUCTS}) == len(CONSTRUCTS)


def test_who_argues_a_step_is_lost_and_the_step_is_kept() -> None:
    spoken = ("l L Al: a", "m L Bo: b", "t TA Default Transition", "l > t > m", "y YA Arguing", "t > y > r")
    found = read("r RA", "b > r > a", *spoken)

    assert found.counts["YA-node of a step"] == 1
    assert found.counts["RA-node"] == 1
