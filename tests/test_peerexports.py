"""A map written in a peer's format says there what it says here, and what the format cannot say is told."""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.cli import main
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS
from argmap.export.saying import report_of
from argmap.importing.merging import Origin, merge
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation
from argmap.model.exchange import SAID
from argmap.model.findings import Place
from argmap.model.graph import graph_of
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap
from argmap.model.relations import RelationType
from argmap.site.validate import checked
from imports import imports

NETWORKS = ("aif", "xaif", "sadface")
SPOKEN = ["aif", "xaif"]
AT = Place("in", 1)
STEPS = (RelationType.SUPPORTS, RelationType.ATTACKS)


def published(parsed: ParsedMap) -> PublishedMap:
    files = merge(parsed, Origin("toy", "in", "in")).files
    (argument_map,), findings = checked({f"m/{path}": text for path, text in files.items()})
    assert findings == []
    return PublishedMap(argument_map, graph_of(argument_map))


def a_map(*relations: ParsedRelation, **nodes: dict[str, Any]) -> PublishedMap:
    every = tuple(ParsedNode(name, f"It is {name}.", AT, name=name, **nodes.get(name, {})) for name in "abcdef")
    return published(ParsedMap("A debate", every, relations, (), {"p": "Sue Ode", "q": "Al"}, authors=("Ann", "Ben")))


def bears(origin: str, kind: RelationType, target: str, conclusion: str = "", **more: Any) -> ParsedRelation:  # noqa: ANN401 - as the types have it
    return ParsedRelation(origin, kind, target, AT, conclusion, **more)


RELATION = st.builds(
    ParsedRelation,
    origin=st.sampled_from("abcdef"),
    type=st.sampled_from(list(RelationType)),
    target=st.sampled_from("abcdef"),
    place=st.just(AT),
    conclusion=st.sampled_from("abcdef"),
    jointly=st.sampled_from(["", "", "g", "h"]),
    scheme=st.sampled_from(["", "", "Analogy", "attack"]),
).map(
    lambda one: (
        one
        if one.type is RelationType.UNDERCUTS
        else bears(one.origin, one.type, one.target, jointly=one.jointly, scheme=one.scheme)
    )
)


def meaning(argument_map: ArgumentMap) -> set[tuple[Any, ...]]:
    """Say of each reason and objection from what together to what it leads, and of each undercut what it denies.

    An undercut denies every group of linked premises in which its premise stands.
    """
    groups: dict[tuple[Any, ...], set[str]] = {}
    for node in argument_map.nodes:
        for relation in node.relations:
            if relation.type in STEPS:
                for label in relation.jointly or (node.id,):
                    groups.setdefault((relation.type, relation.target, label), set()).add(node.id)
    steps = {(kind, target, frozenset(premises)) for (kind, target, _), premises in groups.items()}
    denied = {
        (relation.origin, step)
        for node in argument_map.nodes
        for relation in node.relations
        for step in steps
        if relation.conclusion == step[1] and relation.target in step[2]
    }
    return {*steps, *denied}


@pytest.mark.parametrize("form", NETWORKS)
@given(st.lists(RELATION, max_size=9))
@settings(max_examples=40, deadline=None)
def test_reasons_objections_and_undercuts_mean_the_same_after_a_round_trip(
    form: str, relations: list[ParsedRelation]
) -> None:
    exported = a_map(*relations)
    back = imports(form, EXPORTS[form].write(exported))

    assert back.findings == []
    assert {node.id: node.statement for node in back.map.nodes} == {
        node.id: node.statement for node in exported.argument_map.nodes
    }
    assert meaning(back.map) == meaning(exported.argument_map)


@pytest.mark.parametrize("form", NETWORKS)
@given(st.lists(RELATION, max_size=9))
@settings(max_examples=25, deadline=None)
def test_every_relation_of_a_map_is_told(form: str, relations: list[ParsedRelation]) -> None:
    exported = a_map(*relations)
    counts = report_of(exported, EXPORTS[form].constructs).counts()

    stated = [relation for node in exported.argument_map.nodes for relation in node.relations]
    told = [*RelationType, *(name for name in SAID if name.startswith("undercut of"))]
    assert sum(counts.get(name, 0) for name in told) == len(stated)
    for kind in RelationType:
        if kind is not RelationType.UNDERCUTS:
            assert counts.get(kind, 0) == sum(relation.type is kind for relation in stated)
    schemes = [name for name in SAID if name.startswith("scheme")]
    assert sum(counts.get(name, 0) for name in schemes) == sum(bool(relation.scheme) for relation in stated)


@pytest.mark.parametrize("form", SPOKEN)
def test_who_asserts_a_node_comes_back(form: str) -> None:
    exported = a_map(a={"speakers": ("p", "q")}, b={"speakers": ("p",)})
    back = imports(form, EXPORTS[form].write(exported))

    voices = {node.id: node.voice for node in back.map.nodes}
    assert (voices["a"], voices["b"]) == (("sue-ode", "al"), ("sue-ode",))
    assert not any(node.prose for node in back.map.nodes)


def test_title_and_authors_come_back_from_sadface() -> None:
    back = imports("sadface", EXPORTS["sadface"].write(a_map()))

    assert back.map.title == "A debate"
    assert [author.name for author in back.map.authors] == ["Ann, Ben"]


@pytest.mark.parametrize("form", NETWORKS)
def test_what_a_network_cannot_say_is_told(form: str) -> None:
    supports, frames = RelationType.SUPPORTS, RelationType.FRAMES
    exported = a_map(
        bears("b", supports, "a", because="So.", order=2, score=0.5),
        bears("c", RelationType.QUALIFIES, "a"),
        bears("d", RelationType.UNDERCUTS, "c", "a"),
        bears("e", frames, "a"),
        a={"notes": "Much more.", "tags": ("x",), "title": "Another", "speakers": ("p",)},
        f={"kind": Kind.QUESTION, "defeated": "Not so."},
    )
    counts = report_of(exported, EXPORTS[form].constructs).counts()

    expected = {"because": 1, "order": 1, "score of a relation": 1, "qualifies": 1, "undercut of another step": 1}
    expected |= {"frames": 1, "prose": 1, "withdrawn node": 1, "context": 1, "title": 1, "statement": 5, "tag": 1}
    assert {name: counts.get(name, 0) for name in expected} == expected
    assert counts["other field of map.yml"] >= 1


@pytest.mark.parametrize("form", SPOKEN)
def test_ids_of_steps_and_utterances_are_no_ids_of_nodes(form: str) -> None:
    nodes = tuple(ParsedNode(name, f"It is {name}.", AT, name=name, speakers=("p",)) for name in ("s4", "l-s4-1", "a"))
    exported = published(ParsedMap("", nodes, (bears("a", RelationType.SUPPORTS, "s4"),), (), {"p": "Sue Ode"}))
    back = imports(form, EXPORTS[form].write(exported))

    assert back.relations() == {"a supports s4"}
    assert back.counts["I-node"] == 3


def test_schemes_of_reasons_and_objections_come_back_from_sadface() -> None:
    supports = RelationType.SUPPORTS
    exported = a_map(
        bears("b", supports, "a", scheme="Attack"),
        bears("c", RelationType.ATTACKS, "a", scheme="Bias"),
        bears("d", supports, "a", scheme="Analogy"),
        bears("e", RelationType.UNDERCUTS, "b", "a", scheme="Exception"),
    )
    back = imports("sadface", EXPORTS["sadface"].write(exported))

    assert {node.id: one.scheme for node in back.map.nodes for one in node.relations} == {
        "b": "Attack",
        "c": "Bias",
        "d": "Analogy",
        "e": "Exception",
    }


@pytest.mark.parametrize("form", ["xaif", "sadface"])
def test_words_that_a_node_quotes_stand_with_it_and_make_the_text(form: str) -> None:
    files = {
        "m/map.yml": "title: M\nwork: doe-2020\nsections: [{id: s, title: A section, paragraphs: 1}]\n",
        "m/references.json": '[{"id": "doe-2020", "type": "book", "title": "A book"}]',
        "m/nodes/a.md": "---\nkind: thesis\ntitle: A\nstatement: A is.\n"
        "source:\n  - at: s.1\n    quote: it <was> so\n  - at: s.1\n    quote: and so\n---\n",
    }
    (argument_map,), _ = checked(files)
    exported = PublishedMap(argument_map, graph_of(argument_map))
    back = imports(form, EXPORTS[form].write(exported))

    assert back.files["text.txt"] == "it <was> so\nand so\n"
    assert back.parsed.nodes[0].quote == ("it <was> so", 0)


@pytest.mark.parametrize("form", NETWORKS)
def test_networkx_finds_every_statement_and_way(form: str) -> None:
    supports = RelationType.SUPPORTS
    value = json.loads(
        EXPORTS[form].write(a_map(bears("b", supports, "a", jointly="g"), bears("c", supports, "a", jointly="g")))
    )
    aif = value.get("AIF", value)
    keys = ("id", "source_id", "target_id") if form == "sadface" else ("nodeID", "fromID", "toID")
    graph: Any = nx.DiGraph()
    graph.add_nodes_from((node[keys[0]], {"text": node.get("text", "")}) for node in aif["nodes"])
    graph.add_edges_from((edge[keys[1]], edge[keys[2]]) for edge in aif["edges"])

    ids = {graph.nodes[node]["text"]: node for node in graph}
    assert len(graph) == 7
    assert nx.has_path(graph, ids["It is b."], ids["It is a."])
    assert not nx.has_path(graph, ids["It is b."], ids["It is c."])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    nodes = {
        "a": "kind: thesis\ntitle: A\nstatement: A is.\n",
        "b": "kind: claim\ntitle: B\nstatement: B is.\nsupports:\n  - to: a\n    because: So.\n",
    }
    for name, text in nodes.items():
        path = tmp_path / "docs" / "m" / "nodes" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\n{text}---\n", encoding="utf-8")
    (tmp_path / "docs" / "m" / "map.yml").write_text("title: M\n", encoding="utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_the_report_is_printed_beside_the_export(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "aif", "m", "--report", "text"]) == 0
    out, told = capsys.readouterr()

    assert json.loads(out)["nodes"]
    assert "kept: 1 × supports (a step of inference)" in told
    assert "docs/m/nodes/b.md:6:5: lost because: b supports a: So." in told


@pytest.mark.parametrize("form", NETWORKS)
def test_relations_to_another_map_are_told(form: str) -> None:
    texts = {f"{name}/map.yml": "title: M\n" for name in "mo"}
    texts["o/nodes/x.md"] = "---\nkind: thesis\ntitle: X\nstatement: X is.\n---\n"
    texts["m/nodes/a.md"] = "---\nkind: thesis\ntitle: A\nstatement: A is.\nsupports: [o/x]\n---\n"
    maps, _ = checked(texts)
    exported = PublishedMap(maps[0], graph_of(maps[0]))

    assert report_of(exported, EXPORTS[form].constructs).counts()["relation to another map"] == 1
    assert "o/x" not in EXPORTS[form].write(exported)


@pytest.mark.usefixtures("folder")
def test_a_format_without_a_report_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "json", "m", "--report", "text"]) != 0
    assert "there is no report for json" in capsys.readouterr().err


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="of arguebuf, Pythons from 3.13 have only what compiles C")
@pytest.mark.parametrize("form", NETWORKS)
@given(st.lists(RELATION, max_size=9))
@settings(max_examples=10, deadline=None)
def test_arguebuf_reads_every_statement_step_and_way(form: str, relations: list[ParsedRelation]) -> None:
    load = importlib.import_module("arguebuf").load
    exported = a_map(*relations)
    value = json.loads(EXPORTS[form].write(exported))
    graph = getattr(load, form)(value)

    steps = {one for one in meaning(exported.argument_map) if one[0] in STEPS}
    assert sorted(atom.plain_text for atom in graph.atom_nodes.values()) == [f"It is {name}." for name in "abcdef"]
    assert {(_kind(step), *_ends(graph, step)) for step in graph.scheme_nodes.values()} >= {
        (kind, f"It is {target}.", frozenset(f"It is {premise}." for premise in premises))
        for kind, target, premises in steps
    }


def _kind(step: Any) -> RelationType:  # noqa: ANN401 - arguebuf comes without types
    return RelationType.ATTACKS if type(step.scheme).__name__ == "Attack" else RelationType.SUPPORTS


def _ends(graph: Any, step: Any) -> tuple[str, frozenset[str]]:  # noqa: ANN401 - arguebuf comes without types
    atoms = graph.atom_nodes
    into = [node for node in graph.incoming_nodes(step) if node.id in atoms]
    out = [node for node in graph.outgoing_nodes(step) if node.id in atoms]
    return "".join(node.plain_text for node in out), frozenset(node.plain_text for node in into)
