"""A map comes of a document of SADFace, and everything in it is told."""

import json
from itertools import pairwise
from typing import Any

import pytest

from argmap.importing.parsed import UnreadableError
from argmap.importing.sadface import read_sadface
from imports import Imports, imports


def document(*lines: str, **more: Any) -> str:  # noqa: ANN401 - JSON
    """Write a document of lines such as `a atom It is.`, `s inference Expert Opinion` and `b > s > a`."""
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    for line in lines:
        if ">" in line:
            ends = [end.strip() for end in line.split(">")]
            edges += [{"id": f"e{line}", "source_id": start, "target_id": end} for start, end in pairwise(ends)]
        else:
            node_id, kind, words = line.split(" ", 2)
            nodes.append({"id": node_id, "type": kind, "metadata": {}, "text" if kind == "atom" else "name": words})
    return json.dumps({"nodes": nodes, "edges": edges, **more})


def read(*lines: str, **more: Any) -> Imports:  # noqa: ANN401 - JSON
    return imports("sadface", document("a atom It is so.", "b atom It is red.", "c atom It is blue.", *lines, **more))


@pytest.mark.parametrize(
    ("lines", "relations", "counts"),
    [
        pytest.param(["s scheme support", "b > s > a"], {"b supports a"}, {"inference": 1, "edge": 2}, id="support"),
        pytest.param(
            ["s inference Analogy", "b > s > a", "c > s"],
            {"b supports a &", "c supports a &"},
            {"inference": 1, "scheme name": 1},
            id="linked premises",
        ),
        pytest.param(["s scheme conflict", "b > s > a"], {"b attacks a"}, {"conflict": 1}, id="scheme of a conflict"),
        pytest.param(
            ["s conflict disagree", "b > s > a"], {"b attacks a"}, {"conflict": 1, "scheme name": 1}, id="disagreement"
        ),
        pytest.param(
            ["s inference support", "k conflict attack", "b > s > a", "c > k > s"],
            {"b supports a", "c undercuts b -> a"},
            {"conflict on a step": 1},
            id="undercut",
        ),
        pytest.param(["s scheme rephrase", "b > s > a"], set(), {"rephrase": 1}, id="rephrase"),
        pytest.param(["s scheme preference"], set(), {"preference that joins nothing": 1}, id="preference"),
        pytest.param(["s card x"], set(), {"other data": 1}, id="another type"),
        pytest.param(["a atom Again."], set(), {"id given twice": 1}, id="twice"),
        pytest.param(["b > z"], set(), {"edge to what is not there": 1}, id="nowhere"),
    ],
)
def test_each_scheme_keeps_its_meaning_or_is_told(
    lines: list[str], relations: set[str], counts: dict[str, int]
) -> None:
    found = read(*lines)

    assert found.relations() == relations
    assert {name: found.counts[name] for name in counts} == counts
    assert found.findings == []


def test_passages_and_what_the_document_says_of_itself_are_kept_or_told() -> None:
    sources = [
        {"resource_id": "r", "text": "so it was", "offset": 3, "length": 9},
        {"resource_id": "r", "text": "*indeed*", "offset": None, "length": 8},
    ]
    atoms = [
        {"id": "ae3f0c7f-9f69-4cab-9db3-3b9c46f56e09", "type": "atom", "text": "It is so.", "sources": sources},
        {"id": "dam", "type": "atom", "text": "It holds.", "sources": None, "metadata": {"core": {}, "x": {"y": 1}}},
    ]
    found = imports(
        "sadface",
        json.dumps(
            {
                "nodes": atoms,
                "edges": [],
                "resources": [
                    {"id": "q", "content": ""},
                    {"id": "r", "content": "As so it was.", "metadata": {"core": {"url": "x"}}},
                ],
                "metadata": {
                    "core": {
                        "title": "Dams",
                        "analyst_name": "Ann Ode",
                        "description": "On *dams*.",
                        "notes": "Old.",
                        "created": "2019-04-22T23:52:30",
                        "edited": "x",
                        "id": "y",
                        "version": "0.2",
                        "z": 1,
                        "analyst_email": "a@example.org",
                    },
                    "other": {"k": 1},
                },
                "more": 1,
            }
        ),
    )

    assert found.findings == []
    assert {node.id for node in found.map.nodes} == {"it-is-so", "dam"}
    assert found.map.title == "Dams"
    assert [author.name for author in found.map.authors] == ["Ann Ode"]
    assert found.parsed.nodes[0].quote == ("so it was", 3)
    assert "> so it was" in found.prose("it-is-so")
    assert found.files["text.txt"] == "As so it was.\n"
    assert "Old." in found.files["about.md"]
    expected = {"atom": 2, "source": 1, "further source": 1, "resource": 1, "further resource": 1, "bookkeeping": 4}
    expected |= {"metadata of a resource": 1, "metadata": 3, "other data": 1, "title": 1, "analyst_name": 1}
    assert expected | {"description": 1, "notes": 1, "created": 1} == dict(found.counts)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("", 1, "no JSON"),
        ("[]", 1, "an object with nodes and edges"),
        ("{}", 1, "there are no nodes"),
        ('{"nodes": []}', 1, "there are no edges"),
        ('{"nodes": {},\n"edges": []}', 1, "nodes are a list"),
        ('{"nodes": [\n1], "edges": []}', 2, "an object in the list of nodes"),
        ('{"nodes": [\n{"type": "atom"}], "edges": []}', 2, "it has no id"),
        ('{"nodes": [\n{"id": [7]}], "edges": []}', 2, "its id is no text"),
        ('{"nodes": [], "edges": [\n{"source_id": "a"}]}', 2, "it has no target_id"),
        (
            '{"nodes": [\n{"id": "a", "type": "atom", "sources": "x"}], "edges": []}',
            2,
            "a source, an object, is expected",
        ),
        ('{"nodes": [], "edges": [],\n"metadata": 7}', 2, "an object of metadata"),
        ('{"nodes": [], "edges": [], "metadata": {\n"core": [1]}}', 1, "an object of core metadata"),
    ],
)
def test_what_is_not_sadface_is_refused_at_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(UnreadableError, match=what) as refused:
        read_sadface({"in.json": text})

    assert (refused.value.place.path, refused.value.place.line) == ("in.json", line)


def test_long_texts_and_odd_metadata_are_read() -> None:
    assert read("d atom " + "x" * 100_000).findings == []
    odd = {"id": "a", "type": "atom", "text": "It.", "metadata": [1]}
    assert (
        imports("sadface", json.dumps({"nodes": [odd], "edges": [], "metadata": {"core": {"notes": ""}}})).counts[
            "metadata"
        ]
        == 1
    )
