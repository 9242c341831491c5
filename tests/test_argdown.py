"""A debate in Argdown becomes a map: premises stay linked, and what denies a step never attacks a claim instead."""

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.importing import argdowntext
from argmap.importing.argdown import CONSTRUCTS, THROUGH, read_argdown
from argmap.importing.fitting import CONSTRUCTS as OF_ALL
from argmap.importing.merging import Origin, merge
from argmap.importing.parsed import ParsedMap, UnreadableError
from argmap.model.findings import Finding, Place
from argmap.model.maps import Node
from argmap.site.validate import checked

SAMPLES = Path(__file__).parent / "samples"
TEXT = (SAMPLES / "kettle.argdown").read_text(encoding="utf-8")
EXPORT = (SAMPLES / "kettle.argdown.json").read_text(encoding="utf-8")
"""What argdown json 1.7.5 writes of the text."""
WHOLE = json.dumps({**json.loads(EXPORT), THROUGH: {"source": TEXT, "version": "1.7.5"}})


def read(text: str) -> ParsedMap:
    return read_argdown({"kettle.argdown": text})


def imported(parsed: ParsedMap) -> tuple[dict[str, Node], list[Finding]]:
    files = merge(parsed, Origin("argdown", "kettle.argdown", "kettle")).files
    (argument_map,), findings = checked({f"m/{path}": content for path, content in files.items()})
    return {node.id: node for node in argument_map.nodes}, findings


def counted(parsed: ParsedMap) -> dict[str, int]:
    names = [met.construct for met in parsed.met]
    return {name: names.count(name) for name in names}


def test_a_debate_becomes_a_map_that_is_sound() -> None:
    nodes, findings = imported(read(WHOLE))
    stated = {
        (relation.origin, relation.type.value, relation.target, relation.conclusion, *relation.jointly)
        for node in nodes.values()
        for relation in node.relations
    }

    assert findings == []
    assert stated == {
        ("germs", "supports", "boiled-water-has-no-germs", "", "Safety (1)"),
        ("boiling-kills-germs-as-costs-does-not", "supports", "boiled-water-has-no-germs", "", "Safety (1)"),
        ("boiled-water-has-no-germs", "supports", "boil", "", "Safety (2)"),
        ("harm", "supports", "boil", "", "Safety (2)"),
        ("wood", "supports", "costs", ""),
        ("time-is-short", "supports", "wood", ""),
        ("costs", "attacks", "boil", ""),
        ("costs", "attacks", "harm", ""),
        ("taste", "attacks", "boil", ""),
        ("boil", "attacks", "not-boil", ""),
        ("not-boil", "attacks", "boil", ""),
        ("salt", "undercuts", "taste", "boil"),
        ("filter", "undercuts", "boiled-water-has-no-germs", "boil"),
        ("spring", "undercuts", "boiled-water-has-no-germs", "boil"),
        ("doctor", "supports", "boil", ""),
    }


def test_words_of_which_a_map_has_no_field_stand_in_the_prose() -> None:
    nodes, _ = imported(read(WHOLE))

    assert nodes["costs"].statement == "It costs time and wood."
    assert nodes["costs"].prose.split("\n\n") == [
        "One",
        "Boiling costs time, see the clock.",
        "[the clock](https://example.org/clock)",
    ]
    assert nodes["boil"].prose.split("\n\n") == ["Safety: Boiled water is safe.", "source: A cook", "page: 2"]
    assert nodes["boil"].tags == ("water", "Whether to boil")
    assert {relation.scheme for relation in nodes["germs"].relations} == {"Modus ponens"}


def test_front_matter_names_the_map_and_its_author() -> None:
    parsed = read(WHOLE)

    assert (parsed.title, parsed.authors, parsed.date) == ("The kettle", ("Ada Marrow",), "2026-11-28")
    assert parsed.about.startswith("What follows is made up")
    odd = json.dumps({**json.loads(EXPORT), THROUGH: {"source": "===\ndate: in May\n===\n", "version": "1"}})
    assert "in May" in read(odd).about


@pytest.mark.parametrize("head", ["", "===\n: [\n===\n"])
def test_a_head_that_is_no_yaml_is_told(head: str) -> None:
    text = json.dumps({**json.loads(EXPORT), THROUGH: {"source": head, "version": "1"}})

    assert counted(read(text)).get("setting", 0) == bool(head)


def count(pattern: str) -> int:
    return len(re.findall(pattern, TEXT, re.MULTILINE))


def test_every_construct_of_a_debate_is_counted() -> None:
    told = counted(read(WHOLE))

    assert told == {
        "argdown program": 1,
        "front matter": count("^(title|author):"),
        "date": count("^date:"),
        "order of premises": count("^--$") // 2 + 1,
        "setting": count("^color:"),
        "comment": count("//(?= )|/[*]"),
        "section": count("^#+ "),
        "commentary": count("^What follows"),
        "emphasis": count(r"\*\*.*\*\*"),
        "argument": len({*re.findall("<(Taste|Salt|Spring|Doctor|Filter|Alone|Idle)>", TEXT)}),
        "argument with premises": len({*re.findall("<(Safety|One)>", TEXT)}) + 1,
        "premise": count(r"^\(\d\)") - count("^----$") - count("^--$") // 2,
        "intermediary conclusion": count("^--$") // 2,
        "main conclusion": count("^----$"),
        "inference rule": count("^Modus"),
        "uses": count("uses:"),
        "statement": len({*re.findall(r"\[(Boil|Costs|Not Boil|Germs|Harm|Wood)\]", TEXT)}) + 3,
        "attack": count(r"^ +-[> ]") - 1,
        "contradictory": count("><"),
        "undercut": count("_>") - 1,
        "undercut of what bears on nothing": 1,
        "attack on an argument with premises": 1,
        "support of an argument with premises": count(r"\+>"),
        "description of an argument with premises": 2,
        "wording": count(r"\[Costs\]: ") - 1,
        "tag": count(r"\. #water"),
        "tag of an argument with premises": count("> #water"),
        "data": count("source:"),
        "link": count(r"\]\(http"),
        "mention": count("@"),
    }


def test_commentary_stands_in_the_order_of_the_text_below_its_sections() -> None:
    export = {**json.loads(EXPORT), "arguments": {}, "relations": [], "statements": {}}
    mention = {"type": "statement-mention", "title": "Costs", "start": 3, "stop": 10}
    section: dict[str, Any] = {"id": "s1", "title": "On @[Costs] of <it>", "startLine": 3, "children": []}
    section |= {"data": {"isGroup": False}, "ranges": [mention, {"type": "bold", "start": 0, "stop": 1}]}
    export["sections"] = [section]
    for number, (line, words) in enumerate([(9, "Last."), (1, "First."), (5, "Second.")], 1):
        where = {"section": "s1"} if line > 3 else {}
        member = {"role": "top-level-statement", "text": words, "startLine": line, "startColumn": 1, **where}
        export["statements"][f"Untitled {number}"] = {"title": f"Untitled {number}", "members": [member]}
    parsed = read(json.dumps({**export, THROUGH: {"source": "===\ndate: in May\n===\n", "version": "1"}}))

    assert parsed.about.split("\n\n") == ["Dated in May", "First.", "**On Costs of &lt;it>**", "Second.", "Last."]
    assert (counted(parsed)["mention"], counted(parsed)["setting"]) == (1, 1)


def test_premises_stand_in_the_order_of_the_argument() -> None:
    nodes, _ = imported(read(WHOLE))
    boil = {name: one.order for name, node in nodes.items() for one in node.relations if "Safety (2)" in one.jointly}
    alone = [one.order for one in nodes["wood"].relations]

    assert boil == {"boiled-water-has-no-germs": 1, "harm": 2}
    assert alone == [None]


def test_of_rivals_that_bear_on_nothing_else_the_first_is_the_thesis() -> None:
    text = "[No Change]: Nothing changed.\n\n<Why>\n\n(1) So it is.\n----\n(2) It changed.\n"
    contrary = {"relationType": "contrary", "from": "C", "to": "No Change"}
    ends = {"fromType": "equivalence-class", "toType": "equivalence-class"}
    export = {
        "arguments": {},
        "relations": [{**contrary, **ends}, {**contrary, **ends, "relationType": "support", "from": "P", "to": "C"}],
        "statements": {
            name: {"title": name, "members": [{"text": f"It is {name}.", "startLine": line, "startColumn": 1}]}
            for name, line in (("C", 7), ("P", 5), ("No Change", 1))
        },
    }
    nodes, _ = imported(read(json.dumps({**export, THROUGH: {"source": text, "version": "1"}})))

    assert {name for name, node in nodes.items() if node.kind == "thesis"} == {"no-change"}


def test_an_export_alone_tells_places_in_itself() -> None:
    parsed = read_argdown({"x.json": EXPORT})

    assert parsed.title == ""
    assert all(node.place.line > 1 for node in parsed.nodes)
    assert [node.origin for node in parsed.nodes] == [node.origin for node in read(WHOLE).nodes]


def debate(*relations: tuple[str, str, str, str, str], **arguments: list[str]) -> str:
    """Write an export: relations as type, from, its type, to, its type; arguments as their premises and conclusion."""
    statements = {title for titles in arguments.values() for title in titles} | {"S", "T"}
    pcs = {
        name: [
            {
                "title": title,
                "role": "premise",
                **({"inference": {"inferenceRules": []}} if title == titles[-1] else {}),
            }
            for title in titles
        ]
        for name, titles in arguments.items()
    }
    return json.dumps(
        {
            "statements": {
                title: {"members": [{"text": f"It is {title}.", "role": "x"}]} for title in sorted(statements)
            },
            "arguments": {name: {"members": [], "pcs": steps} for name, steps in pcs.items()} | {"A": {"pcs": []}},
            "relations": [
                dict(zip(("relationType", "from", "fromType", "to", "toType"), relation, strict=True))
                for relation in relations
            ],
        }
    )


S, A = "equivalence-class", "argument"


def relations_of(text: str) -> set[tuple[str, ...]]:
    return {
        (relation.origin, relation.type.value, relation.target, relation.conclusion, relation.scheme)
        for relation in read(text).relations
    }


def test_entailment_and_conflict_keep_their_names() -> None:
    assert relations_of(debate(("entails", "S", S, "T", S), ("contrary", "A", A, "T", S))) == {
        ("[S]", "supports", "[T]", "", "entailment"),
        ("<A>", "attacks", "[T]", "", "contrary"),
        ("[T]", "attacks", "<A>", "", "contrary"),
    }


def test_what_an_argument_with_premises_says_its_conclusion_says() -> None:
    text = debate(("attack", "P", A, "T", S), ("support", "S", S, "P", A), P=["One", "End"])

    assert relations_of(text) == {
        ("[One]", "supports", "[End]", "", ""),
        ("[End]", "attacks", "[T]", "", ""),
        ("[S]", "supports", "[One]", "", ""),
    }


def test_untitled_statements_keep_their_origins_when_their_numbers_change() -> None:
    text = EXPORT.replace("Untitled 2", "Untitled 77")

    assert {node.origin for node in read(text).nodes} == {node.origin for node in read(EXPORT).nodes}
    twice = json.loads(debate())
    twice["statements"] = {f"Untitled {n}": {"members": [{"text": "So.", "role": "x"}]} for n in (1, 2, 3)}
    assert len({node.origin for node in read(json.dumps(twice)).nodes} - {"<A>"}) == 3


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[]", "no export of Argdown"),
        ('{"statements": {}, "arguments": {}}', "no export of Argdown"),
        ('{"statements": {"S": 1}, "arguments": {}, "relations": []}', "S is no object"),
        ('{"statements": {"S": {"members": 1}}, "arguments": {}, "relations": []}', "members is no list"),
        ('{"statements": {}, "arguments": {}, "relations": [1]}', "relations is no list"),
        ('{"statements": {}, "arguments": {}, "relations": [{}]}', '"" is no relation'),
        ('{"statements": {}, "arguments": {"A": []}, "relations": []}', "A is no object"),
        (EXPORT[:1000], "no JSON"),
    ],
)
def test_what_is_no_export_is_refused(text: str, what: str) -> None:
    with pytest.raises(UnreadableError, match=what):
        read(text)


JUNK: st.SearchStrategy[Any] = st.sampled_from(
    [None, 1, "x", "<script>alert(1)</script>", [], {}, [{}], [1], {"a": 1}, "a" * 3_000, "{{ x }}"]
)
ENDS = st.sampled_from(["S", "T", "A", "P", "x"])


def test_of_two_contraries_neither_answers_the_other_nor_counters_it() -> None:
    both = debate(("support", "S", S, "T", S), ("support", "U", S, "T", S), ("contrary", "S", S, "U", S))
    nodes, findings = imported(read(both))

    assert findings == []
    assert {node.kind.value for node in nodes.values()} == {"thesis", "claim"}


def test_marks_in_a_text_that_say_not_where_they_are_mark_nothing() -> None:
    value = json.loads(debate(("support", "S", S, "T", S)))
    value["statements"]["S"]["members"][0]["ranges"] = [1, {"type": "link"}, {"type": "link", "start": "0", "stop": 1}]

    parsed = read(json.dumps(value))
    assert [(node.origin, node.text) for node in parsed.nodes] == [
        (node.origin, node.text) for node in read(debate(("support", "S", S, "T", S))).nodes
    ]


KINDS = st.sampled_from(["attack", "support", "entails", "contrary", "contradictory", "undercut"])


@given(
    st.lists(st.tuples(KINDS, ENDS, st.sampled_from([S, A]), ENDS, st.sampled_from([S, A, "inference"])), max_size=5),
    st.lists(st.tuples(st.sampled_from(["text", "ranges", "tags", "data", "title", "section"]), JUNK), max_size=3),
)
@settings(max_examples=60)
def test_whatever_an_export_says_the_map_is_sound(relations: list[Any], junk: list[tuple[str, Any]]) -> None:
    value = json.loads(debate(*relations, P=["One", "Two", "S"]))
    for key, odd in junk:
        value["statements"]["S"]["members"][0][key] = odd
        value["statements"]["T"][key] = odd
    try:
        parsed = read(json.dumps(value))
    except UnreadableError:
        return
    merged = merge(parsed, Origin("argdown", "x", "x"))
    _, findings = checked({f"m/{path}": content for path, content in merged.files.items()})

    assert [finding for finding in findings if finding.code != "AM097"] == []
    assert {met.construct for met in (*parsed.met, *merged.met)} <= {one.name for one in (*CONSTRUCTS, *OF_ALL)}
    if "undercut" not in {kind for kind, *_ in relations} and not any(end == "P" for *_, end, _ in relations):
        assert not [relation for relation in parsed.relations if relation.conclusion]


# Through the program


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a program argdown of our own in the place of Argdown's; return what it prints."""
    if os.name == "nt":
        pytest.skip("there a program is no script")
    script, out = tmp_path / "argdown", tmp_path / "out"
    script.write_text(
        f'#!/bin/sh\n[ "$1" = --version ] && echo 9.9 && exit\ncat "{out}" && exit\n'
        'printf "\\033[31mAt 3:6\\033[39m\\nIncomplete pcs." >&2\nexit 1\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return out


def test_the_program_reads_the_text_and_its_version_is_told(program: Path) -> None:
    program.write_text(EXPORT + "\n\x1b[32mdone", encoding="utf-8")
    parsed = read(argdowntext.exported("kettle.argdown", TEXT))

    assert [met.words for met in parsed.met if met.construct == "argdown program"] == ["9.9"]
    assert {node.place for node in parsed.nodes} == {node.place for node in read(WHOLE).nodes}


def test_what_the_program_refuses_is_refused_at_its_line(program: Path) -> None:
    with pytest.raises(UnreadableError, match="no Argdown: Incomplete pcs") as raised:
        argdowntext.exported("x.argdown", "")
    assert raised.value.place == Place("x.argdown", 3, 6)
    program.write_text("nothing", encoding="utf-8")
    with pytest.raises(UnreadableError, match="did not read it"):
        argdowntext.exported("x.argdown", "")


def test_where_the_program_is_missing_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UnreadableError, match="no command argdown") as raised:
        argdowntext.exported("x.argdown", "[A]: So.")
    assert "npm install" in raised.value.mend


def test_no_text_makes_the_program_read_another_file() -> None:
    with pytest.raises(UnreadableError, match="includes another file") as raised:
        argdowntext.exported("x.argdown", "[A]: So.\n\n@include(/etc/passwd)\n")
    assert raised.value.place.line == 3
    assert argdowntext.exported("x.json", "{}") == "{}"


@pytest.mark.skipif(not shutil.which("argdown"), reason="the npm package @argdown/cli is not there")
def test_argdown_itself_reads_the_sample_as_it_did() -> None:
    export = json.loads(argdowntext.exported("kettle.argdown", TEXT))

    assert {key: value for key, value in export.items() if key != THROUGH} == json.loads(EXPORT)


def test_a_conclusion_without_a_title_is_called_by_its_argument() -> None:
    export = json.loads(EXPORT)
    export["statements"]["Untitled 90"] = {**export["statements"].pop("Boil"), "title": "Untitled 90"}
    for argument in export["arguments"].values():
        for statement in argument.get("pcs", ()):
            if statement["title"] == "Boil":
                statement["title"] = "Untitled 90"

    titles = {one.title for one in read(json.dumps(export)).nodes}

    assert "Boil" not in titles
    assert "Safety" in titles
