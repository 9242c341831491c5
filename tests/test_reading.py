"""Reading: what is taken as it stands, and where each fault is told."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.check.registry import check
from argmap.diagrams.engine import engine_for
from argmap.model.clusters import Mode, parse_cite
from argmap.read.maps import Reading, read
from argmap.read.prose import read_prose
from conftest import TOP, node, site_of
from counting import growth

Put = Callable[[dict[str, str]], Path]


def reading(files: dict[str, str]) -> Reading:
    return read({**TOP, **files})


def told(files: dict[str, str]) -> list[tuple[str, int, str]]:
    """Return file, line and code of everything that reading and checking find."""
    one = reading(files)
    findings = [*one.findings, *check(one.maps)]
    return sorted((finding.place.path.rpartition("/")[2], finding.place.line, finding.code) for finding in findings)


def test_every_field_of_a_node_is_read() -> None:
    text = node(
        supports="[{to: top, jointly: both, because: it is so}]",
        voice="[koch-2013]",
        stance="reports",
        hedge="perhaps",
        source="[{at: one.1, quote: a few words}]",
        cites='["koch-2013, pp. 1–2"]',
        tags="[a, b]",
        aliases="[old]",
        revision="3",
    )
    one = next(
        found
        for found in reading({"m/nodes/a.md": text + "\n\nProse, see @koch-2013.\n"}).maps[0].nodes
        if found.id == "a"
    )

    assert (one.voice, one.stance, one.hedge, one.tags, one.revision) == (
        ("koch-2013",),
        "reports",
        "perhaps",
        ("a", "b"),
        3,
    )
    assert [(relation.target, relation.jointly, relation.because) for relation in one.relations] == [
        ("top", ("both",), "it is so")
    ]
    assert [(source.at, source.quote) for source in one.passages] == [("one.1", "a few words")]
    assert [(cite.key, cite.locator) for cite in one.cites] == [("koch-2013", "pp. 1–2")]
    assert [alias for alias, _ in one.aliases] == ["old"]
    assert one.prose == "Prose, see @koch-2013."
    assert one.prose_line == 17


@pytest.mark.parametrize("change", ["\ufeff{}", "{}"], ids=["byte order mark", "plain"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_endings_and_byte_order_marks_make_no_difference(change: str, ending: str) -> None:
    text = change.format(node().replace("\n", ending))

    assert told({"m/nodes/a.md": text, "m/map.yml": "\ufefftitle: M\r\n"}) == []


def test_an_escape_cannot_smuggle_a_character_in() -> None:
    assert told({"m/nodes/a.md": node(title='"x \\u202e y"')}) == [("a.md", 3, "AM003")]
    assert told({"m/nodes/a.md": node(title='"x \\0 y"')}) == [("a.md", 3, "AM002")]
    assert told({"m/references.json": '[{"id": "a", "type": "book", "title": "x \\u202e y"}]'})[0] == (
        "references.json",
        1,
        "AM003",
    )


def test_a_raw_character_is_told_at_its_line_in_every_file() -> None:
    assert told({"m/map.yml": "title: M\n# \u202e\n"}) == [("map.yml", 2, "AM003")]
    assert ("references.json", 2, "AM003") in told({"m/references.json": "[\n \u202e]"})


def test_a_value_of_the_wrong_kind_in_map_yml_is_told_at_its_line() -> None:
    assert told({"m/map.yml": "title: M\nnot-argued: [a]\n"}) == [("map.yml", 2, "AM022")]
    assert told({"m/map.yml": "title: M\nsections: [one]\n"}) == [("map.yml", 2, "AM022")]
    assert told({"m/map.yml": "title: M\nnotes: many\n"}) == [("map.yml", 2, "AM022")]
    assert told({"m/map.yml": "- a\n"}) == [("map.yml", 1, "AM021")]
    assert told({"m/map.yml": "title: [\n"})[0][2] == "AM008"


def test_numbers_that_no_text_can_have_are_told() -> None:
    assert told({"m/map.yml": "title: M\nnotes: 999999\n"}) == [("map.yml", 2, "AM044")]
    sections = "sections: [{id: a, title: A, paragraphs: 999999}]"
    assert told({"m/map.yml": f"title: M\n{sections}\n"}) == [("map.yml", 2, "AM029"), ("map.yml", 2, "AM044")]


def test_a_second_document_is_told() -> None:
    assert told({"m/map.yml": "title: M\n---\ntitle: N\n"}) == [("map.yml", 2, "AM008")]


def test_an_alias_as_key_or_item_is_told_and_left_out() -> None:
    assert told({"m/nodes/a.md": node(tags="[&x a, *x]", hedge="{*x : b}")})[:2] == [
        ("a.md", 6, "AM009"),
        ("a.md", 6, "AM009"),
    ]


def test_who_speaks_must_be_said_in_a_map_of_one_work() -> None:
    files = {
        "m/map.yml": "title: M\nwork: w\nsections: [{id: one, title: One, paragraphs: 1}]\n",
        "m/references.json": '[{"id": "w", "type": "book", "title": "W"}]',
        "m/nodes/top.md": node(kind="thesis", supports="", voice="author", source="[{at: one.1}]"),
        "m/nodes/a.md": node(voice="reported", source="[{at: one.1}]"),
        "m/nodes/b.md": node(source="[{at: one.1}]"),
    }

    assert told(files) == [("a.md", 2, "AM021"), ("b.md", 2, "AM021")]


def test_a_relation_without_a_target_is_told_once() -> None:
    assert told({"m/nodes/a.md": node(supports="[{because: x}, top]")}) == [("a.md", 5, "AM021")]


def test_two_that_only_attack_each_other_lead_to_no_thesis() -> None:
    files = {"m/nodes/a.md": node(supports="", attacks="[b]"), "m/nodes/b.md": node(supports="", attacks="[a]")}

    assert told(files) == [("a.md", 2, "AM016"), ("b.md", 2, "AM016")]


def test_a_long_circle_is_told_in_short() -> None:
    files = {f"m/nodes/n{number}.md": node(supports=f"[n{(number + 1) % 9}, top]") for number in range(9)}
    one = reading(files)

    messages = [finding.message for finding in check(one.maps)]

    assert messages == ["support goes round in a circle: n0 -> n1 -> n2 -> … -> n0"]


def test_a_chain_of_thousands_is_checked_with_work_in_proportion() -> None:
    def chain(length: int) -> dict[str, str]:
        return {
            f"m/nodes/n{number}.md": node(supports=f"[n{number - 1}]" if number else "[top]")
            for number in range(length)
        }

    assert told(chain(2000)) == []
    assert growth(lambda length: told(chain(length)), 200) < 2.5


@pytest.mark.parametrize(
    ("prose", "keys"),
    [
        ("[@a]", ["a"]),
        ("[see @a, p. 3; -@b]", ["a", "b"]),
        ("@a says, and @b [p. 3].", ["a", "b"]),
        ("write to a@b.example or \\@c", []),
        ("`@a` and ``[@b]`` in code", []),
        ("[text](https://example.org/@a) and <https://example.org/@b>", []),
        ("[@a; nothing]", ["a"]),
        ("[text @a](https://example.org)", []),
        ("] ` \\ < [ alone", []),
        ("@koch_2013.x, yes", ["koch_2013.x"]),
    ],
)
def test_citations_are_found_where_pandoc_finds_them(prose: str, keys: list[str]) -> None:
    assert [one.key for cited_at in read_prose(prose).citations for one in cited_at.cluster.citations] == keys


def test_prefix_suffix_and_manner_of_a_citation_are_kept() -> None:
    first, second = read_prose("[see also @a, pp. 1–2; -@b]").citations[0].cluster.citations

    assert (first.prefix, first.suffix, first.mode) == ("see also", ", pp. 1–2", Mode.NORMAL)
    assert (second.prefix, second.suffix, second.mode) == ("", "", Mode.SUPPRESS_AUTHOR)


def test_a_cite_is_a_key_and_a_locator() -> None:
    assert parse_cite("koch-2013, pp. 1, 3") == ("koch-2013", "pp. 1, 3")
    assert parse_cite(" koch-2013 ") == ("koch-2013", "")


def test_citations_come_from_the_cache_when_only_a_page_changed(
    put: Put,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = {
        **TOP,
        "m/references.json": '[{"id": "a", "type": "book", "title": "T"}]',
        "m/nodes/a.md": node(cites="[a]") + "See @a.",
    }
    first = site_of(put(files), engine_for(), tmp_path / "cache")
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-program")

    again = site_of(
        put({**files, "index.md": "# Home\n\n```argmap\nview: overview\nof: m\n```\n"}),
        engine_for(),
        tmp_path / "cache",
    )

    assert again.findings == ()
    assert again.tree["m/a/index.md"] == first.tree["m/a/index.md"]


def test_the_module_runs_as_a_program(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["argmap", "--version"])

    with pytest.raises(SystemExit) as leaving:
        importlib.import_module("argmap.__main__")

    assert leaving.value.code == 0
    assert capsys.readouterr().out.startswith("argmap ")
