"""The file of a node that somebody is about to add."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.edit.newnode import Answer, Words, new_file
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap, Node
from argmap.read.maps import read
from argmap.site.validate import checked
from conftest import TOP, node

OWN = {**TOP, "m/nodes/part/a.md": node(), "m/nodes/part/b.md": node(kind="counterclaim", supports="", attacks="[a]")}
MAPPED = {
    "m/map.yml": "title: M\nwork: rain-2018\nsections: [{id: s, title: S, paragraphs: 3}]\n",
    "m/references.json": json.dumps([{"id": key, "type": "book", "title": key} for key in ("koch-2013", "rain-2018")]),
    "m/nodes/top.md": node(kind="thesis", supports="", voice="author", source="[{at: s.1}]", cites="[koch-2013]"),
}
ASK = "m/nodes/ask.md"
SPOKEN = {"voice": "contributor"}
FILLED = Words("my-node", 'It is: "so"', "Whatever: it is # so.", ("koch-2013, p. 12",), "It is so.")


def of(files: dict[str, str], node_id: str) -> tuple[ArgumentMap, Node]:
    (argument_map,) = read(files).maps
    return argument_map, next(one for one in argument_map.nodes if one.id == node_id)


def added(files: dict[str, str], answer: Answer, words: Words, to: str = "top") -> tuple[Node, list[Finding]]:
    file = new_file(*of(files, to), answer, words)
    (argument_map,), findings = checked({**files, file.path: file.text})
    return next(one for one in argument_map.nodes if one.file == file.path), findings


@pytest.mark.parametrize(
    ("answer", "files"),
    [
        *((answer, MAPPED) for answer in Answer),
        *((answer, TOP) for answer in Answer if answer is not Answer.EVIDENCE),  # which rests on a work; TOP has none
    ],
)
def test_filled_in_it_is_a_clean_node(answer: Answer, files: dict[str, str]) -> None:
    words = FILLED if files is MAPPED else Words(FILLED.id, FILLED.title, FILLED.statement, prose=FILLED.prose)

    to = "ask" if answer is Answer.ANSWER else "top"
    made, findings = added({**files, ASK: node(kind="question", supports="", **SPOKEN)}, answer, words, to)

    assert findings == []
    assert (made.id, made.title, made.statement) == (words.id, words.title, words.statement)
    assert made.voice == ("contributor",)
    assert [relation.target for relation in made.relations] == (
        [] if answer in (Answer.QUESTION, Answer.THESIS) else [to]
    )


@pytest.mark.parametrize("answer", [answer for answer in Answer if answer is not Answer.ANSWER])
def test_unfinished_it_cannot_be_published(answer: Answer) -> None:
    _, findings = added(MAPPED, answer, Words())

    assert {finding.code for finding in findings} >= {"AM024"}
    assert {finding.place.path for finding in findings} == {findings[0].place.path}
    assert [one.message for one in findings if one.code == "AM024"] == ["title has no value", "statement has no value"]
    assert [one.message for one in findings if one.code == "AM064"] == ["the prose is still that of the form"]


@pytest.mark.parametrize(
    ("answer", "to", "expected"),
    [
        (Answer.COUNTERCLAIM, "a", ("counterclaim", "attacks")),
        (Answer.COUNTERCLAIM, "b", ("claim", "attacks")),
        (Answer.REASON, "b", ("claim", "supports")),
        (Answer.EVIDENCE, "a", ("evidence", "supports")),
        (Answer.QUALIFICATION, "a", ("claim", "qualifies")),
        (Answer.EXPLANATION, "a", ("claim", "explains")),
        (Answer.CONTEXT, "a", ("context", "frames")),
    ],
)
def test_its_kind_and_relation_say_what_it_is_to_the_other(answer: Answer, to: str, expected: tuple[str, str]) -> None:
    made, _ = added(OWN, answer, Words(title="T", statement="S."), to)

    assert (made.kind, made.relations[0].type) == expected
    assert made.file.startswith("m/nodes/part/")


@pytest.mark.parametrize(
    ("work", "types", "example"),
    [
        ("", [], "doe-2020"),
        ("", ["webpage", "webpage"], "a"),
        ("", ["webpage", "book"], "b"),
        ("a", ["book", "webpage", "chapter"], "c"),
    ],
)
def test_its_example_of_a_citation_is_a_work_with_pages_if_there_is_one_but_the_mapped_one(
    work: str, types: list[str], example: str
) -> None:
    works = [{"id": key, "type": kind, "title": key} for key, kind in zip("abc", types, strict=False)]
    files = {
        **TOP,
        "m/map.yml": f"title: M\n{f'work: {work}' if work else ''}\n",
        "m/references.json": json.dumps(works),
    }

    assert f'# cites: ["{example}, p. 12"]' in new_file(*of(files, "top"), Answer.REASON).text


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("", "against-top"),
        ("Moscow's way: “Größe” & más", "moscows-way-grosse-mas"),
        ("Почему", "pochemu"),
        ("你好", "against-top"),
        ("A title", "a-title"),
        ("Top", "top-2"),
        ("Index", "index-2"),
        ("Once", "once-2"),
        ("word " * 30, "-".join(["word"] * 12)),
        ("w" * 99, "w" * 60),
    ],
)
def test_its_id_is_made_of_the_title_and_is_free(title: str, expected: str) -> None:
    files = {**TOP, "m/nodes/a.md": node(aliases="[once]")}

    assert new_file(*of(files, "top"), Answer.COUNTERCLAIM, Words(title=title)).path == f"m/nodes/{expected}.md"


@given(st.text(max_size=80))
def test_whatever_a_title_holds_the_file_is_one_node_of_the_same_title(title: str) -> None:
    files = {**TOP, "m/nodes/a.md": node(title='"x # y: [z]"')}
    file = new_file(*of(files, "a"), Answer.REASON, Words(title=title, statement="S."))

    (argument_map,) = read({**files, file.path: file.text}).maps
    made = next(one for one in argument_map.nodes if one.file == file.path)
    assert made.relations[0].target == "a"
    if title.isprintable():
        assert made.title == " ".join(title.split())
