"""What a map says arrives in the formats of others with its meaning, or its report tells that it does not."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.cli import main
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS
from argmap.export.saying import report_of
from argmap.importing import argdowntext
from argmap.importing.argdown import read_argdown
from argmap.importing.gsn2x import read_gsn2x
from argmap.importing.parsed import ParsedMap
from argmap.model.exchange import SAID
from argmap.model.graph import graph_of
from argmap.site.validate import checked
from gsn2xrules import errors_in

REPORTED = [form.name for form in EXPORTS.values() if form.constructs]


def node(kind: str, text: str, *fields: str, prose: str = "") -> str:
    head = "\n".join([f"kind: {kind}", f"title: {json.dumps(text)}", f"statement: {json.dumps(text + '.')}", *fields])
    return f"---\n{head}\n---\n{prose}"


FILES = {
    "m/map.yml": 'title: "Whether to boil"\nauthors:\n  - name: Ada Marrow\n',
    "m/glossary.yml": "terms:\n  - term: WHO\n    kind: organisation\n    stands-for: World Health Organization\n",
    "m/nodes/q.md": node("question", "What to do?"),
    "m/nodes/boil.md": node("thesis", "Boil it", "answers: [q]", "tags: [water]", "score: 0.5"),
    "m/nodes/germs.md": node(
        "claim",
        "There are germs",
        "supports: [{to: boil, jointly: safe, scheme: modus ponens, because: germs harm}]",
        prose="So it is.\n",
    ),
    "m/nodes/heat.md": node("claim", "Heat kills", "supports: [{to: boil, jointly: safe}]"),
    "m/nodes/clear.md": node("claim", "It looks clear", "undercuts: [germs -> boil]"),
    "m/nodes/doctor.md": node("claim", "The doctor says so", "supports: [{to: heat, scheme: expert opinion}]"),
    "m/nodes/doubt.md": node("counterclaim", "She is no chemist", "undercuts: [doctor -> heat]"),
    "m/nodes/cost.md": node("counterclaim", "It costs [wood] <dear>", "attacks: [{to: boil, jointly: dear, score: 1}]"),
    "m/nodes/time.md": node("counterclaim", "It takes time: no", "attacks: [{to: boil, jointly: dear, scheme: cost}]"),
    "m/nodes/flat.md": node("counterclaim", "It tastes flat", "attacks: [{to: boil, order: 1}]"),
    "m/nodes/salt.md": node("claim", "One can salt it", "undercuts: [flat -> boil]"),
    "m/nodes/limit.md": node("claim", "Not in the hills", "qualifies: [{to: boil, jointly: both}]"),
    "m/nodes/limit-2.md": node("claim", "Nor at sea", "qualifies: [{to: boil, jointly: both}]"),
    "m/nodes/doubt-2.md": node("counterclaim", "Hills are no matter", "undercuts: [limit -> boil]"),
    "m/nodes/home.md": node("context", "At home", "frames: [boil]", "tags: [assumption]"),
    "m/nodes/gone.md": node("claim", "It was so", "supports: [boil]", "status: withdrawn", "reason: It was not."),
    "m/nodes/why.md": node("claim", "Fire is old", "explains: [boil]", "supports: [home]"),
}


def exported(files: dict[str, str] = FILES) -> PublishedMap:
    (argument_map,), _ = checked(files)
    return PublishedMap(argument_map, graph_of(argument_map))


def written(form: str, files: dict[str, str] = FILES) -> str:
    return EXPORTS[form].write(exported(files))


def bears(parsed: ParsedMap) -> set[tuple[str, str, str, str]]:
    return {(one.origin, one.type.value, one.target, one.conclusion) for one in parsed.relations}


# Reports


@pytest.mark.parametrize("form", REPORTED)
def test_the_report_names_everything_that_the_map_says(form: str) -> None:
    counts = report_of(exported(), EXPORTS[form].constructs).counts()
    text = "\n".join(text for path, text in FILES.items() if path != "m/nodes/gone.md")

    assert [construct.name for construct in EXPORTS[form].constructs] == list(SAID)
    assert dict(counts) == {
        **{kind: len(re.findall(f"^kind: {kind}$", text, re.MULTILINE)) for kind in ("thesis", "claim", "question")},
        "counterclaim": text.count("kind: counterclaim"),
        "context": text.count("kind: context"),
        "title of the map": 1,
        "author": 1,
        "statement": text.count("\nstatement:"),
        "tag": text.count("tags:"),
        "score": 1,
        "prose": 1,
        "supports": text.count("supports:"),
        "attacks": text.count("attacks:"),
        "qualifies": text.count("qualifies:"),
        "explains": text.count("explains:"),
        "answers": text.count("answers:"),
        "frames": text.count("frames:"),
        "undercut of a reason": 1,
        "undercut of a linked premise": 1,
        "undercut of an objection": 1,
        "undercut of another step": 1,
        "linked reason": text.count("jointly: safe"),
        "linked objection": text.count("jointly: dear"),
        "linked premise of another relation": text.count("jointly: both"),
        "because": text.count("because:"),
        "scheme of a reason": text.count("scheme: expert"),
        "scheme of one of linked premises": text.count("scheme: modus") + text.count("scheme: cost"),
        "score of a relation": text.count("score: 1"),
        "order": text.count("order:"),
        "withdrawn node": 1,
        "term of the glossary": 1,
    }


def test_the_command_prints_the_report_apart_from_the_map(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for path, text in FILES.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, encoding="utf-8")

    assert main(["export", "mermaid", "--report", "text"]) == 0
    out, err = capsys.readouterr()
    assert out == written("mermaid")
    assert "docs/m/nodes/gone.md:1:1: lost withdrawn node: gone" in err
    assert main(["export", "mermaid"]) == 0
    assert capsys.readouterr().err == ""


def test_what_leads_to_other_maps_and_to_the_mapped_text_is_told() -> None:
    work = '[{"id": "doe-2020", "type": "book", "title": "A book"}]'
    fields = ("supports: [n/b]", "cites: [doe-2020]", "source: [{at: s.1}]")
    files = {
        "m/map.yml": "title: M\nwork: doe-2020\nsections: [{id: s, title: A section, paragraphs: 1}]\n",
        "m/references.json": work,
        "m/nodes/a.md": node("thesis", "So", *fields),
        "n/map.yml": "title: N\n",
        "n/nodes/b.md": node("thesis", "Or so"),
    }
    (argument_map, _), _ = checked(files)
    counts = report_of(PublishedMap(argument_map, graph_of(argument_map)), EXPORTS["gsn2x"].constructs).counts()

    assert (counts["relation to another map"], counts["work cited"], counts["passage"]) == (1, 1, 1)


# gsn2x


def test_a_case_keeps_reasons_challenges_and_frames() -> None:
    parsed = read_gsn2x({"m.yaml": written("gsn2x")})
    kinds = {one.origin: one.kind for one in parsed.nodes}

    assert parsed.title == "Whether to boil"
    assert bears(parsed) == {
        ("germs", "supports", "boil", ""),  # both are linked, as all that supports an element of a case is
        ("heat", "supports", "boil", ""),
        ("clear", "undercuts", "germs", "boil"),
        ("doctor", "supports", "heat", ""),
        ("doubt", "undercuts", "doctor", "heat"),
        ("cost", "attacks", "boil", ""),
        ("time", "attacks", "boil", ""),
        ("flat", "attacks", "boil", ""),
        ("salt", "undercuts", "flat", "boil"),
        ("home", "frames", "boil", ""),
    }
    assert 'supports: "home"' in written("gsn2x")
    assert errors_in(written("gsn2x")) == []
    assert kinds["home"] == "context"
    assert 'undercuts: "limit -> boil"' in written("gsn2x")
    assert 'title: "A short one"' in written(
        "gsn2x", {**FILES, "m/nodes/q.md": FILES["m/nodes/q.md"].replace('title: "What to do?"', "title: A short one")}
    )


def test_challenges_in_a_circle_leave_every_element_of_a_case_in_reach_of_a_goal() -> None:
    files = {
        "m/map.yml": "title: M\n",
        "m/nodes/top.md": node("thesis", "So"),
        "m/nodes/b.md": node("claim", "B", "attacks: [c]"),
        "m/nodes/c.md": node("counterclaim", "C", "attacks: [b, top]"),
        "m/nodes/d.md": node("thesis", "D", "supports: [e]"),
        "m/nodes/e.md": node("counterclaim", "E", "attacks: [d]"),
        "m/nodes/x.md": node("context", "X", "frames: [top]"),
    }
    text = written("gsn2x", files)

    assert errors_in(text) == []
    assert 'alsoChallenges: "c"' in text
    assert 'challenges: "d"' in text
    assert 'supports: "e"' in text  # a thesis stays a goal, which supports no counter goal
    assert "voice" not in text  # nobody is named


def test_an_element_challenges_once_and_names_the_rest() -> None:
    more = node("counterclaim", "Both", "attacks: [boil, heat]", "tags: [undeveloped]")
    text = written(
        "gsn2x",
        {
            **FILES,
            "m/nodes/both.md": more,
            "m/nodes/germs-2.md": node("claim", "x", "undercuts: [germs -> boil, heat -> boil]"),
        },
    )

    assert 'challenges: "boil"\n  alsoChallenges: "heat"' in text
    assert "undeveloped: true" in text


WORDS = st.text(st.characters(max_codepoint=0x17F, exclude_categories=["C", "Z"]), min_size=1, max_size=30)
ENDS = st.sampled_from(["a", "b", "c", "d"])


@st.composite
def maps(draw: st.DrawFn) -> dict[str, str]:
    """Draw a small map of reasons and objections, as its files."""
    files = {"m/map.yml": "title: M\n"}
    for name in "abcd":
        target = draw(st.sampled_from([other for other in "abcd" if other < name] or ["a"]))
        bearing = draw(st.sampled_from(["supports", "attacks"]))
        jointly = draw(st.sampled_from(["", ", jointly: g"]))
        kind = "thesis" if name == "a" else "claim"
        fields = [] if name == "a" else [f"{bearing}: [{{to: {target}{jointly}}}]"]
        files[f"m/nodes/{name}.md"] = node(kind, f"{name} {draw(WORDS)}", *fields)
    return files


@given(maps())
@settings(max_examples=40)
def test_a_map_keeps_its_reasons_and_objections_on_the_way_through_a_case(files: dict[str, str]) -> None:
    published = exported(files)
    parsed = read_gsn2x({"m.yaml": EXPORTS["gsn2x"].write(published)})
    strategies = {one.origin: one.target for one in parsed.relations if "Only together" in text_of(parsed, one.origin)}
    through = {
        (origin, kind, strategies.get(target, target))
        for origin, kind, target, _ in bears(parsed)
        if origin not in strategies
    }

    stated = [one for relations in published.graph.outgoing.values() for one in relations]
    assert through == {(one.origin, one.type.value, one.target) for one in stated}
    assert {one.origin: one.text for one in parsed.nodes if one.origin in published.graph.nodes} == {
        one.id: one.statement for one in published.graph.nodes.values()
    }


def text_of(parsed: ParsedMap, origin: str) -> str:
    return next(one.text for one in parsed.nodes if one.origin == origin)


# Mermaid


def test_a_flowchart_has_a_line_for_every_relation() -> None:
    text = written("mermaid")
    boxes = re.findall(r'^  (n\d+)[^ ]*"', text, re.MULTILINE)
    lines = re.findall(r"^  (\w+) --[->x](?:\|(\w+)\|)? (\w+)$", text, re.MULTILINE)

    assert len(boxes) == len(exported().graph.nodes)
    assert {word for _, word, _ in lines if word} == {
        *("supports", "attacks", "undercuts", "qualifies", "explains", "answers", "frames")
    }
    assert all(end.startswith("s") for _, word, end in lines if word == "undercuts")
    assert "#60;dear#62;" in text


def test_no_title_breaks_out_of_its_box() -> None:
    text = written("mermaid", {"m/map.yml": "title: M\n", "m/nodes/a.md": node("thesis", 'So "]; <script> %% x')})

    assert text.count('"') == 2
    assert not set("<;%") & set(re.sub(r"#\d+;", "", text))


# Argdown


def test_a_text_in_argdown_states_linked_premises_and_undercuts_as_arguments() -> None:
    text = written("argdown")

    assert "(1) [There are germs]\n(2) [Heat kills]\n--\nmodus ponens\n--\n(3) [Boil it]" in text
    assert "[She is no chemist]: She is no chemist\\.\n  _> <The doctor says so (step)>" in text
    assert "<dear>\n\n(1) [It costs (wood) ‹dear›]\n(2) [It takes time: no]\n----\n(3) [Against: Boil it]" in text
    assert "  -> [Boil it]" in text
    assert "<It tastes flat>: It tastes flat\\.\n  -> [Boil it]" in text
    assert "[One can salt it]: One can salt it\\.\n  _> <It tastes flat>" in text
    assert "/* Not in the hills qualifies Boil it, jointly both */" in text


def test_nodes_of_one_title_are_told_apart() -> None:
    files = {"m/map.yml": "title: M\n", **{f"m/nodes/{name}.md": node("thesis", "Untitled 1") for name in "ab"}}

    assert re.findall(r"^\[(.*?)\]:", written("argdown", files), re.MULTILINE) == ["Untitled 1 2", "Untitled 1 3"]


@pytest.fixture
def through_argdown() -> Callable[[str], ParsedMap]:
    """Let Argdown's own program read a text."""
    if not shutil.which("argdown"):
        pytest.skip("the npm package @argdown/cli is not there")
    return lambda text: read_argdown({"m.argdown": argdowntext.exported("m.argdown", text)})


def test_argdown_itself_reads_what_we_write_as_it_was_meant(through_argdown: Callable[[str], ParsedMap]) -> None:
    parsed = through_argdown(written("argdown"))
    named = {
        (origin.strip("[]<>"), kind, target.strip("[]<>"), end.strip("[]"))
        for origin, kind, target, end in bears(parsed)
    }

    assert (parsed.title, parsed.authors) == ("Whether to boil", ("Ada Marrow",))
    assert named == {
        ("There are germs", "supports", "Boil it", ""),
        ("Heat kills", "supports", "Boil it", ""),
        ("It looks clear", "undercuts", "There are germs", "Boil it"),
        ("The doctor says so", "supports", "Heat kills", ""),
        ("She is no chemist", "undercuts", "The doctor says so", "Heat kills"),
        ("It costs (wood) ‹dear›", "supports", "Against: Boil it", ""),
        ("It takes time: no", "supports", "Against: Boil it", ""),
        ("It tastes flat", "attacks", "Boil it", ""),
        ("Against: Boil it", "attacks", "Boil it", ""),
        ("One can salt it", "undercuts", "It tastes flat", "Boil it"),
        ("Fire is old", "supports", "At home", ""),
    }
    assert {one.jointly for one in parsed.relations} >= {"safe", "dear"}
