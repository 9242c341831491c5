"""A map of no text: nothing on its pages, in its counts or among its findings speaks of a mapped author or a text."""

import json
import re
from html import unescape

import pytest

from argmap.analysis.abroad import abroad_of
from argmap.analysis.coverage import coverage, coverage_text
from argmap.citations.citable import Published
from argmap.diagrams.engine import Engine
from argmap.diagrams.lines import outline
from argmap.diagrams.views import whole
from argmap.model.graph import graph_of
from argmap.model.kinds import Kind
from argmap.model.relations import ENDS, RelationType
from argmap.pages.context import context_of
from argmap.pages.head import map_head
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from conftest import TOP, node
from debate import DEBATE
from zotero import Head, saved

UNDRAWN = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
WORK = json.dumps([{"id": "w", "type": "book", "title": "A work"}])


def words(files: dict[str, str]) -> dict[str, str]:
    """Return what the pages of a map say, without their tags: what stands in one paragraph as programs read it."""
    tree = build_site(files, (), BuildOptions(UNDRAWN)).tree
    pages = {path: text.partition("\n---\n")[2] for path, text in tree.items() if path.endswith(".md")}
    apart = {
        path: re.sub(r"</?(?:p|li|d[dlt]|t[dhr]|div|h\d|pre|button|summary)\b[^>]*>", " ", page)
        for path, page in pages.items()
    }
    return {path: " ".join(unescape(re.sub("<[^>]*>", "", page)).split()) for path, page in apart.items()}


def test_no_page_of_a_debate_speaks_of_a_mapped_author_or_text() -> None:
    pages = words({**DEBATE, "m/nodes/a.md": node(supports="[close]", cites="[survey-2023]")})

    for path, page in pages.items():
        assert not re.search(r"(?i)the author|author's|\bmapped|concede", page), path
    assert "The map cites only one work for each" in pages["m/exposed/index.md"]
    assert "if it is a counterclaim, or if another is an objection to it" in pages["m/references/index.md"]


@pytest.mark.parametrize("field", ["notes: 1", "works-read: false", "work-url: https://example.org"])
def test_what_is_said_of_a_text_that_is_not_named_is_told_and_its_author_spoken_of_nowhere(field: str) -> None:
    files = {**TOP, "m/map.yml": f"title: A map\n{field}\n", "m/references.json": WORK}

    assert ("AM029", 2) in [(finding.code, finding.place.line) for finding in checked(files)[1]]
    assert "the author" not in words(files)["m/references/index.md"]


def test_each_word_that_says_what_it_means_has_its_box_and_no_page_has_boxes_of_other_words() -> None:
    tree = build_site(DEBATE, (), BuildOptions(UNDRAWN)).tree

    for node_id in ("close", "two", "keep"):
        page = tree[f"m/{node_id}/index.md"]
        assert 'popovertarget="word-' in page
        assert set(re.findall(r'popovertarget="([^"]+)"', page)) == set(re.findall(r'id="(word-[^"]+)"', page))


def test_sentences_stay_apart_where_only_the_text_of_a_page_is_read() -> None:
    pages = words(DEBATE)

    assert "An answer stands below its question. An explanation tells" in pages["m/outline/index.md"]
    for path, page in pages.items():
        assert not re.search(r"[a-z][.:][A-Z]", page), path


def test_only_what_has_something_below_it_is_told_to_have_it_elsewhere() -> None:
    files = {
        **TOP,
        "m/nodes/other.md": node(title="Another", kind="thesis", supports=""),
        "m/nodes/full.md": node(supports="[top, other]"),
        "m/nodes/leaf.md": node(supports="[full, other]"),
    }
    graph = graph_of(read(files).maps[0])

    entries = outline(graph, [one.id for one in graph.roots])

    assert [entry.id for entry in entries].count("full") == [entry.id for entry in entries].count("leaf") == 2
    assert [entry.id for entry in entries if entry.repeated] == ["full"]
    assert words(files)["m/outline/index.md"].count("see there what bears on it") == 1


def test_coverage_counts_only_what_there_is_to_cover() -> None:
    (bare,), (citing,) = read(TOP).maps, read({**TOP, "m/references.json": WORK}).maps

    assert coverage_text("m", coverage(bare)) == "m\n  nothing to cover: no mapped text, no works and no quotations\n"
    assert coverage_text("m", coverage(citing)) == "m\n  works         0 of    1    0 %\n      missing: w\n"


@pytest.mark.parametrize("kind", [Kind.CLAIM, Kind.COUNTERCLAIM, Kind.EVIDENCE])
def test_whoever_names_no_target_is_told_every_relation_that_the_node_can_have(kind: Kind) -> None:
    files = {**TOP, "m/references.json": WORK, "m/nodes/a.md": node(kind=kind, supports="", cites="[w]")}

    (finding,) = checked(files)[1]

    named = set(re.findall(r"(\w+):", finding.hint))
    assert finding.code == "AM016"
    assert named == {one.value for one in RelationType if kind in ENDS[one].origins}


def test_an_overview_of_theses_alone_says_that_nothing_else_is_shown() -> None:
    chosen = {**TOP, "m/map.yml": "title: A map\noverview: [top]\n", "m/nodes/a.md": node()}

    assert checked(chosen)[1] == []
    assert [one.code for one in checked({**chosen, "m/map.yml": "title: A map\noverview: [a, top]\n"})[1]] == ["AM029"]


def saved_authors(field: str) -> list[dict[str, str]]:
    """Return the authors that a reference manager saves of a map with this field in map.yml."""
    (argument_map,) = read({**TOP, "m/map.yml": f"title: A map\n{field}\n"}).maps
    head = Head("")
    head.metas = [(one["name"], one["content"]) for one in map_head(context_of(argument_map, Published()))["names"]]
    creators: list[dict[str, str]] = saved(head, "")["creators"]
    return creators


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("Marrow Debating Society", "Marrow Debating Society"),
        ("Old ships, new cars contributors", "Old ships new cars contributors"),
        ("Ships; or cars", "Ships or cars"),
        ("بيت، الحكمة", "بيت الحكمة"),
    ],
)
def test_a_reference_manager_takes_a_group_for_one_author_with_one_name(name: str, whole: str) -> None:
    assert saved_authors(f"publisher: {json.dumps(name)}") == [{"lastName": whole}]


@pytest.mark.parametrize(
    ("name", "creators"),
    [
        ("de la Cruz, María José", [{"lastName": "de la Cruz", "firstName": "María José"}]),
        ("Doe, Jane", [{"lastName": "Doe", "firstName": "Jane"}]),
        ("Plato", [{"lastName": "Plato"}]),
        (",", []),
    ],
)
def test_a_reference_manager_takes_a_single_author_for_one_person(name: str, creators: list[dict[str, str]]) -> None:
    assert saved_authors(f"authors: [{{name: {json.dumps(name)}}}]") == creators


def test_a_question_and_a_context_can_be_several_peoples_and_each_stand_alone() -> None:
    people = "terms:\n" + "".join(f"  - {{id: {one}, term: {one}, kind: person, about: So.}}\n" for one in "ab")
    alone = {"title": "Alone", "supports": "", "voice": "[a, b]"}
    files = {**TOP, "m/glossary.yml": people}
    files |= {f"m/nodes/{kind}.md": node(kind=kind, **alone) for kind in (Kind.QUESTION, Kind.CONTEXT, Kind.THESIS)}
    files |= {"m/nodes/below.md": node(supports="[context]"), "m/nodes/why.md": node(supports="", explains="[below]")}

    assert checked(files)[1] == []


def test_theses_that_answer_one_question_can_attack_each_other() -> None:
    rival = {"kind": "thesis", "supports": "", "answers": "[ask]"}
    files = {
        "m/map.yml": "title: A map\n",
        "m/nodes/ask.md": node(kind="question", supports=""),
        "m/nodes/a.md": node(**rival, attacks="[b]"),
        "m/nodes/b.md": node(**rival, attacks="[a]"),
    }

    assert checked(files)[1] == []


def test_what_only_prose_cites_is_listed_and_makes_no_evidence() -> None:
    evidence = node(kind="evidence") + "So it is [@w].\n"
    files = {**TOP, "m/references.json": WORK, "m/nodes/a.md": evidence}

    assert [one.code for one in checked(files)[1]] == ["AM042"]
    claim = {**files, "m/nodes/a.md": evidence.replace("evidence", "claim")}
    assert "Works cited" in words(claim)["m/a/index.md"]


def test_a_whole_map_is_drawn_with_what_it_bears_on_elsewhere_and_not_with_what_bears_on_it() -> None:
    files = {
        **TOP,
        "o/map.yml": "title: Another\n",
        "o/nodes/there.md": node(kind="thesis", supports="", attacks="[m/top]"),
    }
    maps = read(files).maps
    abroad = abroad_of(maps)

    here, there = ([box.id for box in whole(graph_of(one), "", abroad[one.id]).boxes] for one in maps)

    assert (here, there) == (["top"], ["there", "m/top"])
