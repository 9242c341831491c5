"""argmap fmt --raise as a contributor meets it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main
from argmap.edit.frontmatter import with_revision
from conftest import TOP, node
from repository import commit, git

Put = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]
STYLED = """---
# This file is of the writers' own style.
statement:   "It may rain."   # a guess

title: 'Rain'
revision: 3 # since spring
kind:  claim
supports:
- top
# - else
---
It may.
"""


@pytest.fixture(autouse=True)
def docs(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository whose main holds a small map, on a branch of its own."""
    monkeypatch.chdir(tmp_path)
    folder = put({**TOP, "m/nodes/a.md": node("It may rain."), "m/nodes/b.md": STYLED, "m/nodes/c.md": node()})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "topic")
    return folder


def texts(docs: Path) -> dict[str, str]:
    return {file.relative_to(docs).as_posix(): file.read_bytes().decode() for file in docs.rglob("*.*")}


def test_what_must_be_raised_is_raised_and_nothing_else(docs: Path, put: Put, capsys: Capture) -> None:
    changed = {
        "m/nodes/a.md": node("It will rain."),
        "m/nodes/b.md": STYLED.replace('"It may', '"It will').replace("'Rain'", "'Rains'").replace("\n", "\r\n"),
        "m/nodes/c.md": node(tags="[rain]"),
        "m/nodes/new.md": node(),
    }
    put(changed)
    before = texts(docs)
    assert main(["diff", "main"]) == FOUND
    capsys.readouterr()

    assert main(["fmt", "--raise", "main", "--check"]) == FOUND
    assert capsys.readouterr().out == (
        "would write revision: 2 in docs/m/nodes/a.md (statement)\n"
        "would write revision: 4 in docs/m/nodes/b.md (title, statement)\n"
    )
    assert texts(docs) == before
    assert main(["fmt", "--raise", "main"]) == CLEAN
    assert capsys.readouterr().out.startswith("wrote revision: 2 in docs/m/nodes/a.md (statement)\n")
    assert texts(docs) == {
        **before,
        "m/nodes/a.md": node("It will rain.", revision="2"),
        "m/nodes/b.md": changed["m/nodes/b.md"].replace("revision: 3 #", "revision: 4 #"),
    }
    assert main(["diff", "main"]) == CLEAN
    capsys.readouterr()
    for words in ([], ["--check"]):
        assert main(["fmt", "--raise", "main", *words]) == CLEAN
        assert capsys.readouterr().out == ""


def test_what_was_raised_by_hand_stays_and_what_went_back_comes_back(docs: Path, put: Put, capsys: Capture) -> None:
    put({"m/nodes/a.md": node("It will rain.", revision="5"), "m/nodes/b.md": STYLED.replace("3", "1")})

    assert main(["fmt", "--raise", "main"]) == CLEAN
    assert capsys.readouterr().out == "wrote revision: 3 in docs/m/nodes/b.md\n"
    assert texts(docs)["m/nodes/b.md"] == STYLED
    assert main(["diff", "main"]) == CLEAN


def test_only_the_files_that_are_named_are_raised(docs: Path, put: Put) -> None:
    put({"m/nodes/a.md": node("It will rain."), "m/nodes/c.md": node("It is not so.")})

    assert main(["fmt", "--raise", "main", "docs/m/nodes/c.md"]) == CLEAN
    assert "revision" not in texts(docs)["m/nodes/a.md"]
    assert "revision: 2\n" in texts(docs)["m/nodes/c.md"]


def test_a_renamed_node_is_followed_and_what_names_it_is_not_raised(docs: Path, put: Put, capsys: Capture) -> None:
    put({"m/nodes/c.md": node(supports="[a]")})
    commit(docs.parent)
    assert main(["rename", "a", "sub/rain"]) == CLEAN
    capsys.readouterr()

    assert main(["fmt", "--raise", "HEAD"]) == CLEAN
    assert capsys.readouterr().out == ""
    file = docs / "m/nodes/sub/rain.md"
    file.write_text(file.read_text(encoding="utf-8").replace("may", "will"), encoding="utf-8")
    assert main(["fmt", "--raise", "HEAD"]) == CLEAN
    assert capsys.readouterr().out == "wrote revision: 2 in docs/m/nodes/sub/rain.md (statement)\n"
    assert main(["diff", "HEAD"]) == CLEAN


def test_what_main_gained_meanwhile_is_not_raised(docs: Path, put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({"m/nodes/a.md": node("It will rain.")})
    commit(tmp_path, "On the branch")
    git(tmp_path, "checkout", "--quiet", "main")
    put({"m/nodes/c.md": node("It is not so.", revision="2")})
    commit(tmp_path, "On main")
    git(tmp_path, "checkout", "--quiet", "topic")

    assert main(["fmt", "--raise", "main"]) == CLEAN
    assert capsys.readouterr().out == "wrote revision: 2 in docs/m/nodes/a.md (statement)\n"
    assert texts(docs)["m/nodes/c.md"] == node()


def test_without_a_common_history_the_base_itself_counts(docs: Path, put: Put, tmp_path: Path) -> None:
    git(tmp_path, "checkout", "--quiet", "--orphan", "other")
    put({"m/nodes/a.md": node("It will rain.")})
    commit(tmp_path, "Anew")

    assert main(["fmt", "--raise", "main"]) == CLEAN
    assert "revision: 2\n" in texts(docs)["m/nodes/a.md"]


def test_a_file_that_cannot_be_changed_safely_is_named_and_left_alone(docs: Path, put: Put, capsys: Capture) -> None:
    fields = "  kind: claim\n  title: A title\n  statement: It will rain.\n  supports: [top]\n"
    put({"m/nodes/a.md": f"---\n{fields}---\n", "m/nodes/c.md": node("It is not so.")})

    for words, verb in (["--check"], "would write"), ([], "wrote"):
        assert main(["fmt", "--raise", "main", *words]) == FOUND
        said = capsys.readouterr()
        expected = "docs/m/nodes/a.md cannot be changed here; write revision: 2 on a line of its own in it\n"
        assert said.err == f"argmap: {expected}"
        assert said.out == f"{verb} revision: 2 in docs/m/nodes/c.md (statement)\n"
    assert fields in texts(docs)["m/nodes/a.md"]


def test_without_a_revision_to_compare_with_the_last_edition_counts(docs: Path, put: Put, capsys: Capture) -> None:
    assert main(["release", "1.0"]) == CLEAN
    draft = "editions:\n  - {edition: draft, changes: [More.]}\n"
    released = texts(docs)["m/editions.yml"].removeprefix("editions:\n")
    put({"m/editions.yml": draft + released, "m/map.yml": TOP["m/map.yml"] + "edition: draft\n"})
    assert main(["fmt", "--raise"]) == CLEAN
    put({"m/nodes/a.md": node("It will rain.")})
    capsys.readouterr()
    assert main(["check"]) == FOUND
    assert "or let argmap fmt --raise do it" in capsys.readouterr().out

    assert main(["fmt", "--raise", "--check"]) == FOUND
    assert main(["fmt", "--raise"]) == CLEAN
    assert capsys.readouterr().out == (
        "would write revision: 2 in docs/m/nodes/a.md (statement)\nwrote revision: 2 in docs/m/nodes/a.md (statement)\n"
    )
    assert main(["check"]) == CLEAN


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere"], 'git knows no revision "nowhere"'),
        (["main", "--collect"], "not allowed with argument"),
        (["main", "--upgrade"], "not allowed with argument"),
        (["main", "docs/m/map.yml"], "is not the file of a node"),
    ],
)
def test_wrong_usage_is_said_and_nothing_is_written(
    words: list[str], message: str, docs: Path, put: Put, capsys: Capture
) -> None:
    put({"m/nodes/a.md": node("It will rain.")})
    before = texts(docs)

    assert main(["fmt", "--raise", *words]) == WRONG_USAGE
    assert message in capsys.readouterr().err
    assert texts(docs) == before


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("kind: claim\n", "kind: claim\nrevision: 12\n"),
        ("kind: claim\nrevision: 3\n", "kind: claim\nrevision: 12\n"),
        ("revision:   11  # old\nkind: claim\n", "revision:   12  # old\nkind: claim\n"),
        ("revision:\n  1\nkind: claim\n", "revision:\n  12\nkind: claim\n"),
        ("kind: claim\ntags:\n- x\n# the end\n", "kind: claim\ntags:\n- x\n# the end\nrevision: 12\n"),
        ("statement: |+\n  So.\n\n", "statement: |+\n  So.\n\nrevision: 12\n"),
        ("kind: claim\nof-mine: 1\n", "kind: claim\nof-mine: 1\nrevision: 12\n"),
    ],
)
def test_the_revision_is_written_where_it_stands_or_last(fields: str, expected: str) -> None:
    assert with_revision(f"---\n{fields}---\nProse.\n", 12) == f"---\n{expected}---\nProse.\n"


@pytest.mark.parametrize(
    "fields",
    [
        'revision: "1"\n',
        "revision:\nkind: claim\n",
        "revision: [1]\n",
        "{revision: 1}\n",
        "kind: [\n",
        "revision: >-\n  1\n",
    ],
)
def test_a_revision_that_cannot_be_changed_safely_stays(fields: str) -> None:
    assert with_revision(f"---\n{fields}---\n", 12) == f"---\n{fields}---\n"


def test_what_changed_since_an_edition_is_an_error_until_it_is_raised(docs: Path, put: Put, capsys: Capture) -> None:
    put({"m/editions.yml": "editions:\n  - edition: draft\n    changes: [All of it.]\n"})
    assert main(["release", "2026.1"]) == CLEAN
    commit(docs.parent, "Edition 2026.1")
    git(docs.parent, "tag", "m-2026.1")
    released = (docs / "m/editions.yml").read_text(encoding="utf-8")
    drafted = released.replace("editions:\n", "editions:\n  - {edition: draft, changes: [More.]}\n")
    put({"m/editions.yml": drafted, "m/map.yml": TOP["m/map.yml"]})
    assert main(["check"]) == CLEAN
    assert main(["rename", "a", "rain"]) == CLEAN
    assert main(["check"]) == CLEAN
    put({"m/nodes/c.md": node(attacks="[rain]", supports="")})
    commit(docs.parent, "A change that nobody compared")
    capsys.readouterr()

    assert main(["check"]) == FOUND
    found = capsys.readouterr().out
    assert (
        "docs/m/nodes/c.md:5:1: error AM091 the fields supports and attacks changed since the edition 2026.1" in found
    )
    assert main(["diff", "m-2026.1", "--format", "json"]) == FOUND
    changes = json.loads(capsys.readouterr().out)
    assert [fault["code"] for fault in changes["faults"]] == ["AM091"]
    assert changes["findings"]["new"] == []
    assert main(["fmt", "--raise", "m-2026.1"]) == CLEAN
    assert main(["check"]) == CLEAN
    assert main(["diff", "m-2026.1"]) == CLEAN
