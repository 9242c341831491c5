"""Questions, contexts and explanations, premises of several linked groups, and what a map only carries."""

import csv
import io
import json
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from argmap.analysis.exposure import exposure
from argmap.analysis.labelling import grounded
from argmap.analysis.objections import objections_of
from argmap.citations.citable import Published
from argmap.diagrams.dot import drawing_of
from argmap.diagrams.engine import Engine
from argmap.diagrams.lines import outline
from argmap.diagrams.views import neighbourhood, overview, whole
from argmap.diff.compare import State, compare
from argmap.diff.data import changes_object
from argmap.diff.markdown import change_text
from argmap.diff.report import report_of
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS
from argmap.export.schemas import schemas
from argmap.model.graph import Graph, graph_of
from argmap.model.maps import ArgumentMap
from argmap.pages.inert import in_one_line
from argmap.pages.page import Page
from argmap.read.maps import read
from argmap.read.nodes import read_node_file
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.site.validate import checked
from conftest import TOP, node
from debate import DEBATE

UNDRAWN = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))


def map_of(files: dict[str, str]) -> ArgumentMap:
    return read(files).maps[0]


def debate(**changed: str) -> ArgumentMap:
    return map_of({**DEBATE, **{f"m/nodes/{name}.md": text for name, text in changed.items()}})


@cache
def debate_site() -> Site:
    return build_site(DEBATE, (), BuildOptions(UNDRAWN))


def page(name: str, files: dict[str, str] | None = None) -> str:
    site = build_site(files, (), BuildOptions(UNDRAWN)) if files else debate_site()
    made = site.pages[f"m/{name}/index.md"]
    assert isinstance(made, Page)
    return in_one_line(made.body)


def findings(**files: str) -> list[tuple[str, str]]:
    texts = {**TOP, **{f"m/nodes/{name}.md": text for name, text in files.items()}}
    return [(finding.code, finding.hint) for finding in checked(texts)[1]]


def exported(name: str, argument_map: ArgumentMap | None = None) -> str:
    argument_map = argument_map or debate()
    return EXPORTS[name].write(PublishedMap(argument_map, graph_of(argument_map), Published("https://example.org/")))


def test_a_map_of_all_of_it_is_clean() -> None:
    assert checked(DEBATE)[1] == []


# Where things stand


def test_an_outline_begins_with_questions_and_ends_with_the_contexts_of_nothing() -> None:
    graph = graph_of(debate())

    entries = outline(graph, [root.id for root in graph.roots])
    assert [entry.id for entry in entries if not entry.depth] == ["ask", "close", "town"]
    assert [(entry.id, entry.bears) for entry in entries[1:4]] == [
        ("close", "answers"),
        ("keep", "answers"),
        ("peace", "frames"),
    ]
    assert {entry.id for entry in entries if not entry.repeated} == set(graph.nodes)
    argued = graph_of(debate(far=node(supports="[town]"), flat=node(kind="context", supports="", frames="[town]")))
    assert [[above.id for above in argued.way_up(name)] for name in ("town", "far", "flat")] == [[], ["town"], ["town"]]


def test_a_claim_may_lead_to_a_question_alone() -> None:
    asked = {"m/map.yml": "title: M\n", "m/nodes/ask.md": node(kind="question", supports="")}
    files = {**asked, "m/nodes/a.md": node(supports="", answers="[ask]")}

    assert checked(files)[1] == []
    assert [above.id for above in graph_of(map_of(files)).way_up("a")] == ["ask"]


def test_an_overview_begins_with_the_questions_and_the_theses_that_answer_none() -> None:
    asked = debate(other=node(kind="thesis", supports=""))
    view = overview(asked, graph_of(asked))

    assert view.roots == ("ask", "other")
    assert {"close", "keep"} <= {box.id for box in view.boxes}
    only = overview(debate(), graph_of(debate()), ["two"])
    assert [box.id for box in only.boxes] == ["ask", "close", "two"]


def test_order_comes_first_then_numbers_by_their_size_then_the_alphabet() -> None:
    titles = {"r01": "Reason 1", "r02": "Reason 2", "r10": "Reason 10", "x": "apple", "y": "Zebra"}
    files = {f"m/nodes/{name}.md": node(title=title) for name, title in titles.items()}
    last = node(title="A last one", supports="[{to: top, order: 10}]")
    first = node(title="Z first", supports="[{to: top, order: 2}]")

    def reasons(texts: dict[str, str]) -> list[str]:
        return [relation.origin for relation in graph_of(map_of({**TOP, **texts})).incoming["top"]]

    assert reasons(files) == ["x", "r01", "r02", "r10", "y"]
    ordered = {**files, "m/nodes/last.md": last, "m/nodes/first.md": first}
    assert reasons(ordered) == ["first", "last", "x", "r01", "r02", "r10", "y"]


def test_what_a_map_puts_in_order_a_drawing_keeps_in_order() -> None:
    graph = graph_of(debate())

    dot = drawing_of(whole(graph, "M"), "").dot
    (ordered,) = (line for line in dot.splitlines() if "ordering=in" in line)
    assert 'URL="close/"' in ordered
    close = re.search(r"(all_\d+) \[label=\"It should be\nclosed", dot) or re.search(r"(all_\d+) .*URL=\"close/", dot)
    assert close
    tails = re.findall(rf"(\S+) -> {close[1]} \[.*class=\"am-edge am-supports", dot)
    assert tails[0] == next(name for name in re.findall(r"(all_\d+) \[label=\"There are cracks", dot))


# Linked premises


def test_a_premise_of_two_groups_meets_the_others_of_each() -> None:
    graph = graph_of(debate(light=node(kind="counterclaim", supports="", attacks="[close]")))

    drawn = drawing_of(neighbourhood(graph, "close"), "").dot
    ends = re.findall(r"(nb_\d+) -> (nb_j\d+)", drawn)
    assert len(ends) == 4
    assert sorted(sum(point == other for _, other in ends) for point in {point for _, point in ends}) == [2, 2]
    assert len(re.findall(r" -> nb_\d+ \[.*am-supports", drawn)) == 3
    alone = graph_of(debate(shut=node(supports="[close]"), light=node(supports="[close]")))
    assert len(re.findall(r"nb_\d+ -> nb_j\d+", drawing_of(neighbourhood(alone, "close"), "").dot)) == 2


def test_an_undercut_of_a_premise_of_two_groups_denies_both_its_steps() -> None:
    drawn = drawing_of(whole(graph_of(debate()), "M"), "").dot

    (two,) = re.findall(r"(all_\d+) \[label=\"There are two", drawn)
    (own,) = re.findall(rf"{two} -> (all_j\d+)", drawn)
    assert len(re.findall(rf"{own} -> all_j\d+", drawn)) == 2
    assert len(re.findall(rf"all_\d+ -> {own} .*am-undercuts", drawn)) == 1


def test_a_page_lists_each_group_by_its_label() -> None:
    shown = page("close")

    assert "These count only together (by cases):" in shown
    assert "These count only together (by elimination):" in shown
    assert '<a href="#reasons">4 reasons</a>, 3 of them only together' in shown
    without = page("close", {**DEBATE, "m/nodes/shut.md": node(supports="[close]")})
    assert "These count only together:" in without


def test_two_entries_that_put_a_premise_into_two_groups_are_one_relation() -> None:
    entries = "[{to: top, jointly: one, score: 2, order: 3}, {to: top, jointly: two, because: it is so, scheme: x}]"
    pair = {"b": node(supports="[{to: top, jointly: one}]"), "c": node(supports="[{to: top, jointly: two}]")}

    (relation,) = map_of({**TOP, "m/nodes/a.md": node(supports=entries)}).nodes[0].relations
    assert relation.jointly == ("one", "two")
    assert (relation.because, relation.scheme, relation.score, relation.order) == ("it is so", "x", 2.0, 3)
    assert findings(a=node(supports=entries), **pair) == []


@pytest.mark.parametrize(
    "entries",
    [
        "[{to: top, jointly: one, because: x}, {to: top, jointly: two, because: y}]",
        "[{to: top, jointly: one, score: 1}, {to: top, jointly: two, score: 0}]",
        "[{to: top, jointly: one}, {to: top, jointly: [two, one]}]",
    ],
)
def test_two_entries_that_do_not_go_together_are_two_relations(entries: str) -> None:
    pair = {"b": node(supports="[{to: top, jointly: one}]"), "c": node(supports="[{to: top, jointly: two}]")}

    (found,) = findings(a=node(supports=entries), **pair)
    assert found[0] == "AM014"
    assert found[1].endswith("names them in a list: jointly: [one, another]")


def test_a_label_without_a_partner_is_told_for_each_group() -> None:
    found = findings(a=node(supports="[{to: top, jointly: [one, two]}]"), b=node(supports="[{to: top, jointly: one}]"))

    assert [code for code, _ in found] == ["AM018"]


# What has no weight


def exposed(graph: Graph) -> list[Any]:
    """Work out where an argument is exposed, wherever its relations stand in their files."""
    found = exposure(graph, objections_of(graph), "")
    objections = [(how.value, one.origin, one.target) for how, all_so in found.objections.items() for one in all_so]
    return [objections, found.conceded, found.one_work, found.no_evidence]


CARRIED = st.lists(
    st.sampled_from(["explains: [top]", "explains: [b, top]", "answers: [ask]", "answers: [{to: ask, order: 1}]"]),
    max_size=2,
    unique_by=lambda line: line[:4],
)
KINDS = st.sampled_from(["claim", "counterclaim", "evidence"])


@given(
    st.lists(st.tuples(KINDS, st.sampled_from(["supports", "attacks", "qualifies"]), CARRIED), min_size=3, max_size=5)
)
def test_explanations_answers_and_contexts_weigh_nothing(nodes: list[tuple[str, str, list[str]]]) -> None:
    targets = ["top", "b", "c", "top", "b"]
    names = "bcdef"

    def files(*, more: bool) -> dict[str, str]:
        written = {}
        for name, target, (kind, relation, carried) in zip(names, targets, nodes, strict=False):
            target_of = "top" if target == name else target
            lines = [line for line in carried if more and not (line.startswith("explains") and target_of == "top")]
            extra = dict(line.replace("b, top", "top").split(": ", 1) for line in lines)
            written[f"m/nodes/{name}.md"] = node(kind=kind, **{"supports": "", relation: f"[{target_of}]", **extra})
        if more:
            written["m/nodes/here.md"] = node(kind="context", supports="", frames="[top, b, ask]")
        return {**TOP, "m/nodes/ask.md": node(kind="question", supports=""), **written}

    plain, full = (graph_of(map_of(files(more=more))) for more in (False, True))
    assert {name: grounded(full).nodes[name] for name in plain.nodes} == grounded(plain).nodes
    assert exposed(full) == exposed(plain)


def test_who_undercuts_an_explanation_raises_no_objection() -> None:
    argument_map = debate(light=node(kind="counterclaim", supports="", undercuts="[lorries -> cracks]"))

    assert exposed(graph_of(argument_map))[0] == [("unanswered", "keep", "close")]
    assert ("unanswered", "light", "close") in exposed(graph_of(debate()))[0]


# What makes no sense is told once


def test_nodes_that_lead_to_no_thesis_and_no_question_are_told() -> None:
    found = findings(a=node(supports="", explains="[b]"), b=node(supports="", explains="[a]"))

    assert [code for code, _ in found] == ["AM016", "AM016"]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"supports": "[a, top]"}, ["AM013"]),
        ({"supports": "", "answers": "[nowhere]"}, ["AM012"]),
        ({"kind": "question", "supports": "[nowhere]"}, ["AM012"]),
        ({"kind": "question"}, ["AM019"]),
        ({"kind": "question", "supports": ""}, []),
        ({"kind": "context", "supports": ""}, []),
        ({"kind": "context"}, ["AM019"]),
        ({"supports": "", "frames": "[top]"}, ["AM019"]),
        ({"supports": "", "answers": "[top]"}, ["AM019"]),
        ({"supports": "", "explains": "[top]"}, []),
        ({"supports": "[here]"}, []),
        ({"supports": "[ask]"}, ["AM019"]),
        ({"supports": "", "undercuts": "[so -> ask]"}, ["AM019"]),
        ({"supports": "", "undercuts": "[here -> top]"}, []),
        ({"supports": "[nothing]"}, []),
        ({"supports": "", "explains": "[top, ask]"}, ["AM019"]),
    ],
)
def test_a_relation_that_makes_no_sense_is_one_finding(fields: dict[str, str], codes: list[str]) -> None:
    others = {
        "ask": node(kind="question", supports=""),
        "so": node(supports="", answers="[ask]"),
        "here": node(kind="context", supports="", frames="[top]"),
        "nothing": node(kind="context", supports=""),
    }

    assert [code for code, _ in findings(a=node(**fields), **others)] == codes


LONG = "x" * 100_000


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("score: high", "AM022"),
        ("score: '1'", "AM022"),
        ("score: .nan", "AM022"),
        ("score: .inf", "AM022"),
        ("score: 1e400", "AM022"),
        ("score: 0x10", "AM022"),
        ("score: 010", "AM022"),  # which YAML reads as 8
        ("score:", "AM024"),
        ("score: [1]", "AM022"),
        (f"score: {'9' * 100_000}", "AM022"),
        ("score: ١", "AM022"),
        ("explains: top", "AM022"),
        ("answers: {to: top}", "AM022"),
        ("frames: [[top]]", "AM022"),
        ("supports: [{to: top, order: 1.5}]", "AM022"),
        ("supports: [{to: top, order: -1}]", "AM022"),
        ("supports: [{to: top, order: [1]}]", "AM022"),
        ("supports: [{to: top, score: {a: 1}}]", "AM022"),
        ("supports: [{to: top, scheme: ''}]", "AM024"),
        ("supports: [{to: top, scheme: [x]}]", "AM022"),
        (f"supports: [{{to: top, scheme: {LONG}}}]", "AM025"),
        ("supports: [{to: top, scheme: '*x* <b>y</b>'}]", "AM067"),
        ("supports: [{to: top, jointly: []}]", "AM024"),
        ("supports: [{to: top, jointly: [a, [b]]}]", "AM022"),
        ("supports: [{to: top, jointly: {a: b}}]", "AM022"),
        (f"supports: [{{to: top, jointly: [a, {LONG}]}}]", "AM025"),
        ("undercuts: [{to: a -> b, jointly: x}]", "AM020"),
        ("undercuts: [{to: a -> b, order: x}]", "AM022"),
    ],
)
def test_a_value_that_cannot_be_is_one_finding_at_its_line(field: str, code: str) -> None:
    _, found = read_node_file("m/nodes/a.md", f"---\nkind: claim\ntitle: T\nstatement: S\n{field}\n---\n", mapped=False)

    assert [(finding.code, finding.place.line) for finding in found] == [(code, 5)]
    assert len(found[0].message) < 200


@pytest.mark.parametrize(
    ("typed", "read_as"), [("1", 1.0), ("-0.5", -0.5), ("+2.25", 2.25), ("-0", 0.0), ("0.10", 0.1)]
)
def test_a_score_is_the_number_that_was_typed(typed: str, read_as: float) -> None:
    made, found = read_node_file(
        "m/nodes/a.md", f"---\nkind: claim\ntitle: T\nstatement: S\nscore: {typed}\n---\n", mapped=False
    )

    assert found == []
    assert made is not None
    assert repr(made.score) == repr(read_as)


def test_a_contributor_s_question_and_context_need_no_work_to_rest_on() -> None:
    files = {
        "m/map.yml": "title: M\nwork: w\nsections: [{id: s, title: S, paragraphs: 1}]\n",
        "m/references.json": '[{"id": "w", "type": "book", "title": "W"}]',
        "m/nodes/top.md": node(kind="thesis", supports="", voice="author", source="[{at: s.1}]"),
        "m/nodes/ask.md": node(kind="question", supports="", voice="contributor"),
        "m/nodes/here.md": node(kind="context", supports="", voice="contributor", frames="[top]"),
    }

    assert checked(files)[1] == []


# What pages say


def test_a_page_says_by_which_pattern_a_step_argues_and_what_score_the_map_gives() -> None:
    shown = page("close")

    assert "Pattern of argument: dilemma" in shown
    assert "Score of this step in this map: -1.25" in shown
    assert "Score in this map: 0.5." in shown
    assert "Pattern of argument: dilemma" in page("two")
    assert "Score" not in page("fail")


def test_nobody_is_asked_to_accept_a_question_or_a_context() -> None:
    assert "Your position" in page("two")
    assert "Your position" not in page("ask")
    assert "Your position" not in page("peace")


def test_the_outline_explains_the_words_that_it_uses() -> None:
    shown = page("outline")
    plain = page("outline", TOP)

    for words in ("<em>answer</em> stands below", "<em>explanation</em> tells", "<em>context</em> is"):
        assert words in shown
        assert words not in plain


def test_a_front_page_counts_what_there_is() -> None:
    tree = debate_site().tree

    assert "1 thesis, 5 claims, 2 counterclaims, 1 piece of evidence, 1 question, 2 contexts." in tree["m/index.md"]


# What is exported


def test_the_head_of_a_page_says_by_link_and_by_data_alike_what_kind_of_thing_a_node_is() -> None:
    tree = debate_site().tree
    heads = [tree[f"m/{one.id}/index.md"] for one in debate().nodes if not one.withdrawn]
    by_link = [re.findall(r'"rel": "type", "href": "https://schema.org/(\w+)"', head) for head in heads]

    by_data = [re.findall(r'"data": .*?"@type": "(\w+)"', head) for head in heads]
    # That the page is about something is the other type of FAIR Signposting, https://signposting.org/FAIR/.
    assert by_link == [[*types, "AboutPage"] for types in by_data]
    assert {kind for kinds in by_data for kind in kinds} == {"Claim", "Question", "CreativeWork"}


def test_map_json_carries_all_of_it_by_its_schema() -> None:
    exported_map = json.loads(exported("json"))

    Draft202012Validator(schemas()["export-2"]).validate(exported_map)
    (two,) = (one for one in exported_map["relations"] if one["from"] == "two")
    assert two["jointly"] == ["by cases", "by elimination"]
    assert (two["order"], two["scheme"], two["score"]) == (2, "dilemma", -1.25)
    (undercut,) = (one for one in exported_map["relations"] if one["scheme"] == "analogy")
    assert (undercut["order"], undercut["score"]) == (1, 2.0)
    assert {one["id"]: one["score"] for one in exported_map["nodes"]}["close"] == 0.5


def test_tables_carry_order_scheme_and_score() -> None:
    rows = list(csv.DictReader(io.StringIO(exported("relations-csv").removeprefix("\ufeff"))))
    (two,) = (row for row in rows if row["from"] == "two")

    assert (two["jointly"], two["order"], two["scheme"], two["score"]) == (
        "by cases; by elimination",
        "2",
        "dilemma",
        "-1.25",  # a number, and no formula to a spreadsheet
    )
    nodes = csv.DictReader(io.StringIO(exported("nodes-csv").removeprefix("\ufeff")))
    assert {row["id"]: row["score"] for row in nodes if row["score"]} == {"close": "0.5"}


def test_graphml_carries_numbers_as_numbers() -> None:
    xml = exported("graphml")

    assert '<key id="node-score" for="node" attr.name="score" attr.type="double" />' in xml
    assert '<data key="node-score">0.5</data>' in xml
    assert '<data key="order">2</data>' in xml
    assert '<data key="score">-1.25</data>' in xml


def test_linked_data_tells_claims_from_questions_and_groups_from_each_other() -> None:
    graph = json.loads(exported("jsonld"))["@graph"]
    types = {one["identifier"]: one["@type"] for one in graph if one["@id"].endswith("/") and "identifier" in one}
    steps = {one["@id"]: one for one in graph if "aif:Premise" in one}

    assert types["m/ask"] == ["Question", "aif:I-node"]
    assert types["m/peace"] == ["CreativeWork", "aif:I-node"]
    assert types["m/close"] == ["Claim", "aif:I-node"]
    groups = [one for one in steps.values() if one["additionalType"] == "supports" and len(one["aif:Premise"]) == 2]
    assert len(groups) == 2
    assert all(one["aif:fulfils"] == [{"name": "dilemma"}] for one in groups)
    (denial,) = (one for one in steps.values() if isinstance(one["aif:Conclusion"], list))
    assert {one["@id"] for one in denial["aif:Conclusion"]} == {one["@id"] for one in groups}
    explained = next(one for one in steps.values() if one["additionalType"] == "explains")
    assert explained["@type"] == "aif:S-node"


def test_the_groups_that_begin_with_one_premise_have_names_of_their_own() -> None:
    files = {
        "two": node(title="A", supports="[{to: top, jointly: [one, two]}]"),
        "b": node(title="B", supports="[{to: top, jointly: one}]"),
        "c": node(title="C", supports="[{to: top, jointly: two}]"),
    }
    argument_map = map_of({**TOP, **{f"m/nodes/{name}.md": text for name, text in files.items()}})

    steps = [one["@id"] for one in json.loads(exported("jsonld", argument_map))["@graph"] if "aif:Premise" in one]
    assert steps == ["#two--top", "#two--top.2"]


# What a change tells


def changed(before: str, after: str) -> tuple[str, object]:
    states = [State([map_of({**TOP, "m/nodes/a.md": node(supports=entry)})], []) for entry in (before, after)]
    found = compare(*states)
    return change_text(report_of(found, "docs")), changes_object(found)


@pytest.mark.parametrize(
    ("detail", "words"),
    [
        ("jointly: [x, y]", "jointly as “x” and “y”"),
        ("scheme: analogy", "by the scheme analogy"),
        ("score: 0", "with the score 0"),
        ("order: 3", "in the order 3"),
    ],
)
def test_a_change_of_what_a_relation_says_is_told(detail: str, words: str) -> None:
    told, _ = changed("[top]", f"[{{to: top, {detail}}}]")

    assert words in re.sub(r"[*_`\\]|<[^>]*>|\+\+", "", told)


def test_a_change_is_told_as_data() -> None:
    _, data = changed("[top]", "[{to: top, jointly: [x, y], score: 0, order: 0}]")

    (was, now) = data["maps"][0]["nodes"][0]["relations"][0]  # type: ignore[index]
    assert was == {"from": "a", "type": "supports", "to": "top"}
    assert now == {**was, "jointly": ["x", "y"], "score": 0.0, "order": 0}


def test_a_change_of_a_node_s_score_is_told() -> None:
    states = [State([map_of({**TOP, "m/nodes/a.md": node(score=score)})], []) for score in ("1", "1.5")]

    (change,) = compare(*states).maps[0].nodes
    assert [(field.name, field.before, field.after) for field in change.fields] == [("score", "1", "1.5")]


def test_a_page_names_the_tags_of_its_node() -> None:
    made = page("a", {**TOP, "m/nodes/a.md": node(tags="[strategy, <b>]")})

    assert (
        '<span class="am-tags" data-search-exclude>· Tags: <span>strategy</span>, <span>&lt;b&gt;</span></span>' in made
    )
    assert "am-tags" not in page("top", TOP)
