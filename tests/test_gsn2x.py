"""An assurance case of gsn2x becomes a map: what it says is kept, and what only its drawing needs is told as lost."""

import json
import re

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.export.gsn import gsn2x
from argmap.export.published import PublishedMap
from argmap.importing.fitting import CONSTRUCTS as OF_ALL
from argmap.importing.gsn2x import CONSTRUCTS, read_gsn2x
from argmap.importing.merging import Merged, Origin, merge
from argmap.importing.parsed import ParsedMap, UnreadableError
from argmap.model.findings import Finding
from argmap.model.graph import graph_of
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, Node
from argmap.model.relations import RelationType
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from conftest import TOP, node
from test_templates import UNDRAWN

CASE = """module:
  name: A kettle
  brief: That it is safe.
  additionalInformation: {v1: First}
  uses: [lid.gsn.yaml, gone.gsn.yaml]
  extends:
    - module: other
      develops:
        G3: [G2]
  stylesheets: [a.css]

G1:
  text: The kettle is safe.
  supportedBy: S1
  inContextOf: [C1, A1]
  acp:
    ACP1: S1
    ACP2: [C1, A1]
S1:
  text: Over all hazards.
  supportedBy: [G2, G3]
  inContextOf: J1
G2:
  text: |
    It does not
    boil over.
  supportedBy: Sn1
  defeated: true
  layer1: seen twice
G3:
  undeveloped: true
  url: https://e.org/g3
  classes: [red]
  rankIncrement: 1
  horizontalIndex: {relative: -1}
  charWrap: 20
Sn1:
  text: A test report
  url: https://e.org/report
Sn2:
  text: A second report
  url: reports/2.pdf
C1: {text: At home}
A1:
J1: {text: They are known}
CG1:
  text: It does boil over.
  challenges: G2
  defeatedRelation: G2
CSn1:
  challenges: G2 -> Sn1
reply:
  nodeType: CounterGoal
  challenges: CG1 -> G2
odd:
  text: What is it?
"""


def read(text: str, **others: str) -> ParsedMap:
    return read_gsn2x({"in/kettle.gsn.yaml": text, **{f"in/{name}.gsn.yaml": more for name, more in others.items()}})


def merged(parsed: ParsedMap) -> tuple[Merged, ArgumentMap, list[Finding]]:
    made = merge(parsed, Origin("gsn2x", "kettle.gsn.yaml", "kettle"))
    (argument_map,), findings = checked({f"m/{path}": content for path, content in made.files.items()})
    return made, argument_map, findings


def nodes_of(parsed: ParsedMap) -> dict[str, Node]:
    _, argument_map, findings = merged(parsed)
    assert findings == []
    return {node.id: node for node in argument_map.nodes}


def counted(parsed: ParsedMap) -> dict[str, int]:
    names = [met.construct for met in parsed.met]
    return {name: names.count(name) for name in names}


def test_a_case_becomes_a_map_that_is_sound() -> None:
    nodes = nodes_of(read(CASE))
    stated = {
        (relation.origin, relation.type.value, relation.target, relation.conclusion)
        for node in nodes.values()
        for relation in node.relations
    }

    assert {name: (node.kind.value, node.tags) for name, node in nodes.items()} == {
        "g1": ("thesis", ()),
        "s1": ("claim", ("strategy",)),
        "g2": ("claim", ("defeated",)),
        "g3": ("claim", ("undeveloped",)),
        "sn1": ("evidence", ("solution",)),
        "sn2": ("thesis", ("solution",)),
        "c1": ("context", ()),
        "a1": ("context", ("assumption",)),
        "j1": ("context", ("justification",)),
        "cg1": ("counterclaim", ("counter goal",)),
        "csn1": ("evidence", ("counter solution",)),
        "reply": ("claim", ("counter goal",)),
        "odd": ("thesis", ()),
        "g2-defeated": ("counterclaim", ("mark of defeat",)),
        "cg1-to-g2-defeated": ("claim", ("mark of defeat",)),
    }
    assert stated == {
        ("s1", "supports", "g1", ""),
        ("g2", "supports", "s1", ""),
        ("g3", "supports", "s1", ""),
        ("g2", "supports", "g3", ""),
        ("sn1", "supports", "g2", ""),
        ("c1", "frames", "g1", ""),
        ("a1", "frames", "g1", ""),
        ("j1", "frames", "s1", ""),
        ("cg1", "attacks", "g2", ""),
        ("csn1", "undercuts", "sn1", "g2"),
        ("reply", "undercuts", "cg1", "g2"),
        ("g2-defeated", "attacks", "g2", ""),
        ("cg1-to-g2-defeated", "undercuts", "cg1", "g2"),
    }


def test_texts_points_layers_and_addresses_stand_where_readers_find_them() -> None:
    nodes = nodes_of(read(CASE))

    assert nodes["g2"].statement == "It does not boil over."
    assert (nodes["a1"].title, nodes["a1"].statement) == ("A1", "A1")
    assert nodes["g1"].prose == "Assurance claim point ACP1: S1.\n\nAssurance claim point ACP2: C1, A1."
    assert nodes["g2"].prose == "layer1: seen twice"
    assert nodes["g3"].prose == "<https://e.org/g3>"
    assert nodes["sn2"].prose == "reports/2.pdf"
    assert nodes["cg1"].prose == "Its relation to G2 is marked as defeated."
    assert nodes["sn1"].brings[0].entry["URL"] == "https://e.org/report"


def count(pattern: str) -> int:
    return len(re.findall(pattern, CASE, re.MULTILINE))


def test_every_construct_of_a_case_is_counted() -> None:
    assert counted(read(CASE, lid="G9: {text: The lid holds.}\n")) == {
        "Goal": count("^G") + 1,
        "Strategy": count("^S[0-9]"),
        "Solution": count("^Sn"),
        "Context": count("^C[0-9]"),
        "Assumption": count("^A"),
        "Justification": count("^J"),
        "CounterGoal": count("^CG|CounterGoal"),
        "CounterSolution": count("^CSn"),
        "element of no known type": count("^odd"),
        "text": count("^  text:|{text:") + 1,
        "supportedBy": 4,
        "inContextOf": 3,
        "challenge of an element": count("challenges: [A-Z0-9]+$"),
        "challenge of a relation": count("->"),
        "defeated": count("defeated:"),
        "defeatedRelation": count("defeatedRelation:"),
        "undeveloped": count("undeveloped:"),
        "url": count("url: http"),
        "url of no web address": count("url: [^h]"),
        "acp": count("ACP"),
        "layer": count("layer"),
        "classes": count("classes"),
        "rankIncrement": count("rankIncrement"),
        "horizontalIndex": count("horizontalIndex"),
        "charWrap": count("charWrap"),
        "module": 1,
        "module brief": count("brief"),
        "module information": count("additionalInformation"),
        "module uses": 1,
        "module used but not given": 1,
        "module develops": 1,
        "stylesheets": 1,
        "nodeType": count("nodeType"),
    }


def test_modules_make_one_map_and_their_elements_tell_whose_they_are() -> None:
    parsed = read(CASE, lid="G9: {text: The lid holds., supportedBy: Sn1}\n")

    assert (parsed.title, parsed.about) == ("A kettle", "That it is safe.\n\nadditionalInformation: v1: First")
    assert {node.origin: node.tags[-1] for node in parsed.nodes if node.origin in ("G1", "G9")} == {
        "G1": "A kettle",
        "G9": "lid",
    }


def test_what_is_defeated_says_so_in_its_title_and_an_objection_to_it_stands() -> None:
    text = "G1: {text: So., supportedBy: G2}\nG2: {text: And., defeated: true}\nCG1: {challenges: G1, defeated: true}\n"
    nodes = nodes_of(read(text))

    assert {name: one.title for name, one in nodes.items() if "defeated" in one.tags} == {
        "g2": "Defeated: And.",
        "cg1": "Defeated: CG1",
    }
    assert nodes["cg1-defeated"].statement == "The assurance case marks as defeated: CG1"
    assert [one.target for one in nodes["cg1-defeated"].relations] == ["cg1"]
    assert not any(one.withdrawn for one in nodes.values())


def test_a_step_that_is_not_there_cannot_be_defeated_and_an_empty_name_leads_nowhere() -> None:
    parsed = read('G1: {text: So., supportedBy: [G2, ""]}\nG2: {text: And.}\nG3: {text: No., defeatedRelation: G2}\n')

    assert [(one.type, one.origin) for one in parsed.relations] == [(RelationType.SUPPORTS, "G2")]


def test_what_is_defeated_is_so_again_in_the_case_that_is_exported() -> None:
    _, argument_map, _ = merged(read(CASE))
    case = yaml.safe_load(gsn2x(PublishedMap(argument_map, graph_of(argument_map))))

    assert (case["g2"]["defeated"], case["cg1"]["defeatedRelation"]) == (True, ["g2"])
    assert not {"g2-defeated", "cg1-to-g2-defeated"} & {*case}
    assert "title" not in case["g2"]


def test_a_defeated_element_without_text_keeps_its_name_for_one_there_and_back() -> None:
    _, argument_map, _ = merged(read("G1:\n  supportedBy: G2\nG2:\n  defeated: true\n"))
    case = gsn2x(PublishedMap(argument_map, graph_of(argument_map)))

    assert {node.id: node.statement for node in argument_map.nodes}["g2"] == "G2"
    assert yaml.safe_load(case)["g2"]["text"] == "G2"


def test_a_mark_of_defeat_that_somebody_answers_is_an_element_of_the_case() -> None:
    files = {f"m/{path}": text for path, text in merge(read(CASE), Origin("gsn2x", "k", "k")).files.items()} | {
        "m/nodes/answer.md": "---\nkind: claim\ntitle: Not so\nstatement: Not so at all.\nattacks: [g2-defeated]\n---\n"
    }
    (answered,), _ = checked(files)

    assert "g2-defeated" in yaml.safe_load(gsn2x(PublishedMap(answered, graph_of(answered))))


SEVERAL = "G1: {text: So., supportedBy: [G2, G3]}\nG2: {text: A.}\nG3: {text: B.}\n"


def test_what_supports_one_element_holds_only_together() -> None:
    linked = {one.origin: one.jointly for one in read(SEVERAL).relations}
    developed = read(SEVERAL + "module: {name: x, extends: [{module: y, develops: {G3: [G2]}}]}\n").relations

    assert linked == {"G2": "together", "G3": "together"}
    assert [one.jointly for one in developed if one.target == "G3"] == [""]


def test_linked_reasons_are_supported_by_again_and_others_are_named_as_separate() -> None:
    _, argument_map, _ = merged(read(SEVERAL))
    case = gsn2x(PublishedMap(argument_map, graph_of(argument_map)))
    alone = SEVERAL.replace("[G2, G3]}", "[G2, G3], separately: G2; G3}")
    _, other_map, _ = merged(read(alone))
    other = gsn2x(PublishedMap(other_map, graph_of(other_map)))

    assert {*yaml.safe_load(case)} == {"module", "g1", "g2", "g3"}
    assert "separately" not in case
    assert yaml.safe_load(other)["g1"]["separately"] == "g2; g3"
    assert {one.jointly for one in read(other).relations} == {""}


def test_a_reason_beside_linked_ones_leaves_them_a_strategy_of_their_own() -> None:
    files = {f"m/{path}": text for path, text in merge(read(SEVERAL), Origin("gsn2x", "k", "k")).files.items()}
    more = "---\nkind: claim\ntitle: Or\nstatement: Or so.\nsupports: [g1]\n---\n"
    (argument_map,), _ = checked(files | {"m/nodes/or.md": more})
    case = yaml.safe_load(gsn2x(PublishedMap(argument_map, graph_of(argument_map))))
    back = {(one.origin, one.target): one.jointly for one in read(yaml.safe_dump(case)).relations}

    assert case["g1"]["separately"] == "or; g1-together"
    assert case["g1-together"]["supportedBy"] == ["g2", "g3"]
    assert {ends: bool(label) for ends, label in back.items()} == {
        ("or", "g1"): False,
        ("g1-together", "g1"): False,
        ("g2", "g1-together"): True,
        ("g3", "g1-together"): True,
    }


def test_elements_of_several_modules_that_have_one_name_stay_apart() -> None:
    main = "module: {name: Main, uses: [lid.gsn.yaml]}\nG1: {text: So., supportedBy: [Sn1, S9]}\nS9: {text: How.}\n"
    lid, lip = "G1: {text: Lid., supportedBy: Sn1}\nSn1: {text: Seen.}\n", "Sn1: {text: Heard.}\n"
    low = "G7: {text: Low., supportedBy: Sn1}\n"
    parsed = read(main, lip=lip, lid=lid, low=low)
    stated = {(one.origin, one.target) for one in parsed.relations}

    assert stated == {("lid/Sn1", "Main/G1"), ("S9", "Main/G1"), ("lid/Sn1", "lid/G1"), ("lid/Sn1", "G7")}
    assert counted(parsed)["name in several modules"] == 4
    assert {"main-g1", "lid-g1", "lid-sn1", "lip-sn1", "s9", "g7"} == {*nodes_of(parsed)}


def test_modules_of_one_name_are_told_apart_by_their_files() -> None:
    parsed = read("module: {name: M}\nG1: {text: A.}\n", lid="module: {name: M}\nG1: {text: B.}\n")

    assert {one.origin for one in parsed.nodes} == {"in/kettle.gsn.yaml/G1", "in/lid.gsn.yaml/G1"}


def test_a_solution_is_evidence_that_cites_what_it_names() -> None:
    nodes = nodes_of(read("G1: {text: So., supportedBy: Sn1}\nSn1: {text: A test report}\n"))

    assert (nodes["sn1"].kind.value, nodes["sn1"].brings[0].entry["title"]) == ("evidence", "A test report")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "no table"),
        ("- a", 1, "no table"),
        ("x: {text: a}\ny: {}", 1, "no name here"),
        ("module: {name: a}", 1, "no name here"),
        ("G1: {}\nG2: so", 2, "no table of an element"),
        ("G1: {}\nG2: [so]", 2, "no table of an element"),
        ("G1: {}\nG2:\n  supportedBy: {a: b}", 3, "neither a text nor a list"),
        ("module: so\nG1: {}", 1, "the module is no table"),
        ("module:\n  extends: [so]\nG1: {}", 2, "does not say which"),
        ("G1: &a {}\nG2: *a", 1, "anchor"),
        ("G1: {text: a}\nG1: {text: b}", 2, "twice"),
        ("G1:\n  text: [", 2, "a text cannot begin"),
        ("a: " + "[" * 5_000, 1, "deep|nest|text"),
    ],
)
def test_what_is_no_case_is_refused_at_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(UnreadableError, match=what) as raised:
        read(text)
    assert raised.value.place.line == line


NAMES = st.sampled_from(["G1", "G2", "S1", "Sn1", "C1", "A1", "CG1", "odd"])
ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "text": st.sampled_from(
            ["", '"<script>alert(1)</script>"', '"*so* [[x]] {{ x }}"', '"' + "a b " * 3_000 + '"']
        ),
        "supportedBy": NAMES,
        "inContextOf": NAMES,
        "challenges": NAMES | st.tuples(NAMES, NAMES).map(" -> ".join),
        "defeatedRelation": NAMES,
        "defeated": st.sampled_from(["true", "false"]),
        "undeveloped": st.sampled_from(["true", "false"]),
        "url": st.sampled_from(["https://e.org", "'javascript:alert(1)'"]),
        "acp": st.sampled_from(["{a: b}", "so"]),
        "layer": st.sampled_from(["so", "'@doe <b>'"]),
        "nodeType": st.sampled_from(["Goal", "Solution", "Nothing"]),
    },
)


@given(st.dictionaries(NAMES, ATTRIBUTES, min_size=1))
@settings(max_examples=40)
def test_whatever_elements_say_the_map_is_sound(case: dict[str, dict[str, str]]) -> None:
    case = {"G9": {"text": "The top."}, **case}
    text = "".join(
        f"{name}:\n" + "".join(f"  {key}: {value}\n" for key, value in entries.items())
        for name, entries in case.items()
    )
    parsed = read(text)
    made, _, findings = merged(parsed)
    names = {construct.name for construct in (*CONSTRUCTS, *OF_ALL)}

    assert [finding for finding in findings if finding.code not in ("AM093", "AM097", "AM099")] == [], text
    assert {met.construct for met in (*parsed.met, *made.met)} <= names
    undercuts = {
        (relation.target, relation.conclusion)
        for relation in parsed.relations
        if relation.type is RelationType.UNDERCUTS
    }
    assert len(undercuts) <= text.count("->") + text.count("defeatedRelation")
    assert all(kind is not Kind.QUESTION for node in parsed.nodes for kind in [node.kind])


def test_what_supports_an_element_stands_in_the_order_of_the_case() -> None:
    case = "G1: {text: T, supportedBy: [G9, G2]}\nG9: {text: B}\nG2: {text: A, supportedBy: Sn1}\nSn1: {text: C}\n"

    assert {one.origin: one.order for one in read_gsn2x({"a.gsn.yaml": case}).relations} == {
        "G9": 1,
        "G2": 2,
        "Sn1": None,
    }


def page_of(origin: str, *aliases: str, tags: str = "") -> str:
    """Return the page of a node that was imported as something, with what the search knows of it."""
    record = {"argmap": "1", "files": {}, "format": "gsn2x", "from": "a.yaml"}
    named = {"id": aliases[0] if aliases else "top", "sha256": "0" * 64}
    files = {**TOP, "m/import.json": json.dumps({**record, "nodes": {origin: named}})}
    files["m/nodes/top.md"] = node(
        kind="thesis", supports="", aliases=f"[{', '.join(aliases)}]" if aliases else "", tags=tags
    )
    return build_site(files, (), BuildOptions(UNDRAWN)).tree["m/top/index.md"]


def test_the_page_of_an_element_names_it_as_the_case_does() -> None:
    assert "Imported as <code>G1</code>" in page_of("G1")
    assert "Imported as <code>G1</code>" in page_of("G1", "old-name")


@pytest.mark.parametrize("origin", ["top", "1f0c99b2a3d4e5f6", "5a3f1f0c-99b2-4c1e-8a37-0123456789ab", "long " * 9])
def test_what_nobody_knows_a_node_by_is_not_on_its_page(origin: str) -> None:
    assert 'class="am-origin"' not in page_of(origin)


def test_a_node_is_found_by_its_long_id_and_an_element_is_called_what_it_is() -> None:
    origin = "5a3f1f0c-99b2-4c1e-8a37-0123456789ab"

    assert f" · Imported as <code>{origin}</code>" in page_of(origin)
    assert " · Imported as" not in page_of("1f0c99b2a3d4e5f6")  # a hash of ours, which nobody has
    assert "<code>G1</code>, <span>strategy</span></span>" in page_of("G1", tags="[x, strategy]")
