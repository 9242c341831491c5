"""How maps, nodes and mapped works are cited themselves, which is formatted in parts."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import cast

import pytest

from argmap.citations import formatting
from argmap.citations.citable import Published, name_cluster, node_item, own_cluster
from argmap.citations.formatting import Works, formatted_works
from argmap.citations.pandoc import Request, Style, pandoc_answers
from argmap.citations.runs import plain_text
from argmap.model.maps import ArgumentMap
from argmap.read.maps import read
from argmap.storage.cache import Cache
from argmap.storage.memory import Memory
from argmap.storage.processes import run
from conftest import TOP, node

KOCH = {
    "id": "koch",
    "type": "article-journal",
    "title": "The work",
    "author": [{"family": "Koch", "given": "Natalie"}],
    "issued": {"date-parts": [[2015]]},
}
NODES = {f"m/nodes/n{number}.md": node(title=f"Title {number}") for number in range(12)}
OF_KOCH = "title: Of a text\nwork: koch\nauthors: [{name: 'Koch, Anna'}]\nsource-sections: [{id: s1, title: One}]\n"


def maps_of(texts: Mapping[str, str]) -> tuple[ArgumentMap, ...]:
    return read(texts).maps


def works_of(maps: tuple[ArgumentMap, ...], cache: Path | None = None) -> dict[str, Works]:
    works, findings = formatted_works(maps, Published(dates={}), Cache(cache))
    assert not findings
    return works


def test_how_something_is_cited_does_not_depend_on_what_is_formatted_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    maps = maps_of({**TOP, **NODES, "m/map.yml": OF_KOCH, "m/references.json": json.dumps([KOCH])})

    together = works_of(maps)
    monkeypatch.setattr("argmap.citations.own._IN_A_PART", 2)

    assert works_of(maps) == together
    assert len(together["m"].own[Style.APA].entries) == 15


def test_in_several_runs_of_pandoc_the_same_is_formatted(monkeypatch: pytest.MonkeyPatch) -> None:
    requests = {key: Request(json.dumps([{**KOCH, "id": key}]), (own_cluster(key),), "en") for key in "abc"}
    together = pandoc_answers(requests)
    monkeypatch.setattr("argmap.citations.pandoc._MOST_AT_ONCE", 2)

    assert pandoc_answers(requests) == together
    assert len(together) == 3
    monkeypatch.setattr("argmap.citations.pandoc._WORTH_A_PROCESS", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    runs: list[bytes] = []

    def counted(command: Sequence[str], stdin: bytes, *, timeout: float) -> bytes:
        runs.append(stdin)
        return run(command, stdin, timeout=timeout)

    monkeypatch.setattr("argmap.citations.pandoc.run", counted)
    assert pandoc_answers(requests) == together
    assert len(runs) == 3
    assert pandoc_answers({}) == []


def test_only_what_a_change_touches_is_formatted_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.citations.own._IN_A_PART", 2)
    texts = {**TOP, **NODES}
    works_of(maps_of(texts), tmp_path)
    asked: list[Request] = []

    def counting(requests: Mapping[str, Request]) -> list[str]:
        asked.extend(requests.values())
        return pandoc_answers(requests)

    monkeypatch.setattr("argmap.citations.formatting.pandoc_answers", counting)
    changed = works_of(maps_of({**texts, "m/nodes/n3.md": node(title="Another title")}), tmp_path)

    assert [request.style for request in asked] == [*Style]
    assert all("Another title" in request.references for request in asked)
    assert all(request.references.count('"id"') < 9 for request in asked)
    assert "Another Title" in plain_text(changed["m"].own[Style.CHICAGO].entries["m:n3"])


def test_a_preview_formats_only_what_an_edit_changed_and_all_is_as_if_it_were_formatted_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {**TOP, **NODES, "m/map.yml": OF_KOCH, "m/references.json": json.dumps([KOCH])}
    edits = [
        {"m/nodes/n3.md": node(title="Another title")},
        {"m/nodes/n5.md": node(source="s1, p. 7")},
        {"m/references.json": json.dumps([{**KOCH, "title": "Another work"}])},
    ]
    answered = vars(formatting)["pandoc_answers"]
    memory, asked = Memory(keeps=True), list[Request]()
    formatted_works(maps_of(texts), Published(dates={}), Cache(None), memory)

    def counting(requests: Mapping[str, Request]) -> list[str]:
        asked.extend(requests.values())
        return cast("list[str]", answered(requests))

    monkeypatch.setattr("argmap.citations.formatting.pandoc_answers", counting)
    for edit in edits:
        texts |= edit
        asked.clear()
        works, findings = formatted_works(maps_of(texts), Published(dates={}), Cache(None), memory)

        cited = {item["id"] for request in asked for item in json.loads(request.references)}
        assert cited <= {"koch", "m:n3", "m:n5"}
        assert not findings
        assert works == works_of(maps_of(texts))


def test_maps_that_call_different_works_alike_each_cite_their_own() -> None:
    other = {**KOCH, "title": "Another work", "issued": {"date-parts": [[1999]]}}
    texts = {
        path.replace("m/", f"{name}/", 1): text
        for name, work in (("one", KOCH), ("two", other), ("three", KOCH))
        for path, text in {**TOP, "m/map.yml": OF_KOCH, "m/references.json": json.dumps([work])}.items()
    }

    works = works_of(maps_of(texts))

    said = {name: plain_text(one.own[Style.APA].entries["koch"]) for name, one in works.items()}
    assert "The work" in said["one"]
    assert "Another work" in said["two"]
    assert said["three"] == said["one"]


def test_the_mapped_work_takes_no_letter_and_its_namesake_of_that_year_does() -> None:
    works = [KOCH, {**KOCH, "id": "other", "title": "The other"}, {**KOCH, "id": "third", "title": "The third"}]
    cites = node(cites="[other, koch]") + "\n[@koch, 3; @other; @third]\n"
    maps = maps_of({**TOP, "m/map.yml": OF_KOCH, "m/references.json": json.dumps(works), "m/nodes/a.md": cites})

    cited = works_of(maps)["m"].cited
    own = works_of(maps)["m"].own[Style.CHICAGO]

    said = {key: plain_text(cited.clusters[name_cluster(key)]) for key in ("koch", "other", "third")}
    assert said == {"koch": "Koch (2015)", "other": "Koch (2015a)", "third": "Koch (2015b)"}
    assert plain_text(own.clusters[name_cluster("koch")]) == said["koch"]
    assert plain_text(cited.entries["koch"]) == "Koch, Natalie. 2015. The Work."
    assert "(Koch 2015, 3; 2015a; 2015b)" in map(plain_text, cited.clusters.values())


@pytest.mark.parametrize("style", Style)
def test_nodes_are_told_apart_by_their_titles_and_the_mapped_work_by_nothing(style: Style) -> None:
    maps = maps_of({**TOP, **NODES, "m/map.yml": OF_KOCH, "m/references.json": json.dumps([KOCH])})

    own = works_of(maps)["m"].own[style]

    said = {cluster.citations[0].key: plain_text(runs) for cluster, runs in own.clusters.items()}
    assert re.search("title 3,”? .*draft", said["m:n3"], re.IGNORECASE)
    assert re.search("of a text,”? .*draft", said["m:map"], re.IGNORECASE)
    assert len({*said.values()}) == len(said)


@pytest.mark.parametrize("style", [Style.CHICAGO, Style.APA])
def test_whoever_is_cited_alone_is_not_told_apart_from_a_namesake(style: Style) -> None:
    maps = maps_of({**TOP, "m/map.yml": OF_KOCH, "m/references.json": json.dumps([KOCH])})
    (one,) = maps

    own = works_of(maps)["m"].own[style]

    top = own.clusters[own_cluster(str(node_item(one, one.nodes[0], Published(contents={}))["id"]))]
    assert plain_text(top).strip("()").startswith("Koch")
    assert plain_text(own.clusters[next(c for c in own.clusters if c.citations[0].key == "koch")]).startswith(
        "Koch (2015"
    )
