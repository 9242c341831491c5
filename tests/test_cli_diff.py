"""argmap diff as a maintainer meets it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main
from conftest import TOP, node
from repository import commit, git

Put = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def docs(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository whose main holds a small map, on a branch of its own."""
    monkeypatch.chdir(tmp_path)
    folder = put({**TOP, "m/nodes/a.md": node("It may rain.")})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "topic")
    return folder


def test_the_files_here_are_compared_before_anything_is_committed(put: Put, capsys: Capture) -> None:
    assert main(["diff", "main"]) == CLEAN
    assert "Nothing that the maps mean has changed" in capsys.readouterr().out

    put({"m/nodes/a.md": node("It will rain."), "m/nodes/b.md": node(supports="[a]")})

    assert main(["diff", "main"]) == FOUND
    told = capsys.readouterr().out
    assert "**1 node added; 1 node reworded; 1 relation to look at again; 1 error.**" in told
    assert "AM091: docs/m/nodes/a.md:4: the field statement changed" in told
    put({"m/nodes/a.md": node("It will rain.", revision="2")})
    assert main(["diff", "main"]) == CLEAN


@pytest.mark.parametrize(
    ("theme", "typed", "said"),
    [("ru", "", "добавлен 1 узел"), ("ru", "de", "1 Knoten hinzugefügt"), ("??", "", "1 node added")],
)
def test_the_report_is_in_the_language_of_the_site(
    theme: str, typed: str, said: str, put: Put, capsys: Capture
) -> None:
    folder = put({"m/nodes/b.md": node()}).parent
    (folder / "mkdocs.yml").write_text(f"theme: {{name: material, language: '{theme}'}}\n", encoding="utf-8")

    assert main(["diff", "main", "--html", "report.html", *(["--language", typed] if typed else [])]) == CLEAN
    assert said in capsys.readouterr().out
    assert said in (folder / "report.html").read_text(encoding="utf-8")


def test_two_revisions_are_compared_without_the_files_here(put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({"m/nodes/b.md": node()})
    commit(tmp_path)
    put({"m/nodes/c.md": node()})

    assert main(["diff", "main", "topic", "--format", "json"]) == CLEAN
    (changed,) = json.loads(capsys.readouterr().out)["maps"]
    assert [one["id"] for one in changed["nodes"]] == ["b"]


def test_two_revisions_are_compared_even_when_the_folder_is_gone_here(
    docs: Path, put: Put, tmp_path: Path, capsys: Capture
) -> None:
    put({"m/nodes/b.md": node()})
    commit(tmp_path)
    shutil.rmtree(docs)

    assert main(["diff", "main", "topic"]) == CLEAN
    assert "**1 node added.**" in capsys.readouterr().out


def test_what_main_gained_meanwhile_does_not_count(put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({"m/nodes/b.md": node()})
    commit(tmp_path, "On the branch")
    git(tmp_path, "checkout", "--quiet", "main")
    put({"m/nodes/c.md": node()})
    commit(tmp_path, "On main")
    git(tmp_path, "checkout", "--quiet", "topic")

    assert main(["diff", "main"]) == CLEAN
    told = capsys.readouterr().out
    assert "1 node added." in told
    assert "`c`" not in told


def test_without_a_common_history_all_counts_and_that_is_said(put: Put, tmp_path: Path, capsys: Capture) -> None:
    git(tmp_path, "checkout", "--quiet", "--orphan", "other")
    commit(tmp_path, "The same")
    assert main(["diff", "main"]) == CLEAN
    said = "the two have no history in common, so all that differs counts"
    assert f"**Nothing that the maps mean has changed; {said}.**" in capsys.readouterr().out

    put({"m/nodes/b.md": node()})
    assert main(["diff", "main"]) == CLEAN
    assert f"**1 node added; {said}.**" in capsys.readouterr().out
    assert main(["diff", "main", "--format", "json"]) == CLEAN
    assert json.loads(capsys.readouterr().out)["unrelated"] is True


def test_a_clone_that_is_too_shallow_is_wrong_usage(put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({"m/nodes/b.md": node()})
    commit(tmp_path, "On the branch")
    git(tmp_path, "checkout", "--quiet", "main")
    put({"m/nodes/c.md": node()})
    commit(tmp_path, "On main")
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", tmp_path.as_uri(), str(clone))

    words = ["diff", "origin/main", "origin/topic", "--docs", str(clone / "docs")]
    assert main(words) == WRONG_USAGE
    told = capsys.readouterr()
    assert told.out == ""
    assert "git fetch --unshallow" in told.err
    git(clone, "fetch", "--quiet", "--unshallow")
    assert main(words) == CLEAN
    assert "**1 node added.**" in capsys.readouterr().out


def test_a_lost_node_is_annotated_in_a_workflow(docs: Path, capsys: Capture) -> None:
    (docs / "m/nodes/a.md").unlink()

    assert main(["diff", "main", "--format", "github"]) == FOUND
    assert capsys.readouterr().out.startswith("::error file=docs/m/nodes/a.md,line=1,col=1,title=AM090 ")


def test_the_page_shows_the_neighbourhood_before_and_after(put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({"m/nodes/a.md": node("It will rain.", revision="2"), "m/nodes/b.md": node(attacks="[a]", supports="")})

    assert main(["diff", "main", "--html", "diff.html"]) == CLEAN
    page = (tmp_path / "diff.html").read_text(encoding="utf-8")
    assert page.count("<img ") == 3
    assert re.findall("<figcaption>(.*?)<", page) == ["After", "Before", "After"]
    assert capsys.readouterr().err == ""
    assert main(["diff", "main", "--html", "diff.html/diff.html"]) == WRONG_USAGE
    assert "cannot write diff.html/diff.html" in capsys.readouterr().err
    assert main(["diff", "main", "--html", "new/folder/diff.html"]) == CLEAN
    assert (tmp_path / "new" / "folder" / "diff.html").is_file()


def test_a_block_that_cannot_be_filled_is_told(put: Put, capsys: Capture) -> None:
    put({"page.md": "```argmap\nview: whole\n```\n"})

    assert main(["diff", "main"]) == FOUND
    assert "AM070" in capsys.readouterr().out


def test_a_neighbourhood_that_looks_as_before_is_drawn_once(put: Put, tmp_path: Path) -> None:
    put({"m/nodes/a.md": node("It will rain.", revision="2")})

    assert main(["diff", "main", "--html", "diff.html"]) == CLEAN
    page = (tmp_path / "diff.html").read_text(encoding="utf-8")
    assert re.findall("<figcaption>(.*?)<", page) == ["Before and after"]


def test_files_that_no_check_reads_are_named(put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({"m/nodes/b.md": node(), "m/about.md": "# About\n", "evil.js": "canary()", ".hidden/x": "x"})
    (tmp_path / "set up.py").write_text("x", encoding="utf-8")

    assert main(["diff", "main"]) == CLEAN
    uncommitted = capsys.readouterr().out
    commit(tmp_path)
    assert main(["diff", "main", "topic"]) == CLEAN
    committed = capsys.readouterr().out
    assert main(["diff", "main", "--format", "json"]) == CLEAN

    assert uncommitted == committed
    assert "1 node added; 4 other files changed." in committed
    expected = ["docs/.hidden/x", "docs/evil.js", "docs/m/about.md", "set up.py"]
    assert json.loads(capsys.readouterr().out)["unread"] == expected
    assert all(f"- changed: {path}\n" in committed for path in expected)


BESIDE = {
    "m/map.yml": "# Ours\ntitle: A map\nwork: rain-2018\nsections: [{id: s, title: S, paragraphs: 1}]\n",
    "m/references.json": '[{"id": "rain-2018", "type": "book", "title": "Rain"}]',
    "m/paragraphs.tsv": "locator\tfirst_words\tlast_words\ns.1\tIt rains in\tall the time.\n",
    "m/glossary.yml": "terms:\n  - {term: EU, kind: organisation, about: A union.}\n",
    "m/editions.yml": "editions: [{edition: draft, changes: [All of it.]}]\n",
    "m/verified.json": json.dumps(
        {"argmap": "1", "date": "2026-01-01", "quotations": {"a": {"1" * 64: 0}}, "text": "0" * 64}
    ),
}
"""A map's own files: map.yml and all that can stand beside it."""


@pytest.fixture
def whole(put: Put, tmp_path: Path) -> Path:
    """Commit a map that has every file a map can have."""
    folder = put(BESIDE)
    commit(tmp_path)
    return folder


@pytest.mark.parametrize(
    ("path", "swap", "expected"),
    [
        ("m/map.yml", ("title: A map", "title: The map"), "- title: <del>A</del> <ins>The</ins> map"),
        ("m/map.yml", ("paragraphs: 1", "paragraphs: 2"), "- s: title: S; paragraphs: <del>1</del> <ins>2</ins>"),
        ("m/references.json", ("Rain", "Snow"), "- title: <del>Rain</del> <ins>Snow</ins>"),
        ("m/paragraphs.tsv", ("It rains in", "It pours in"), "- s.1: begins: It <del>rains</del> <ins>pours</ins> in;"),
        (
            "m/glossary.yml",
            ("A union", "The union"),
            "- EU: kind: organisation; about: <del>A</del> <ins>The</ins> union",
        ),
        ("m/editions.yml", ("All of it", "Half of it"), "- draft: changes: <del>All</del> <ins>Half</ins> of it."),
        ("m/verified.json", ("1111", "2222"), "recorded as found on 2026-01-01 in the text 000000000000 (record"),
        ("m/verified.json", ('"a"', '"b"'), "- changed: docs/m/verified.json"),
        ("m/map.yml", ("# Ours", "# Theirs"), "- changed: docs/m/map.yml"),
        ("m/nodes/a.md", ("kind:", "# A comment\nkind:"), "- changed: docs/m/nodes/a.md"),
    ],
)
def test_whatever_changes_in_a_file_of_a_map_is_told(
    path: str, swap: tuple[str, str], expected: str, whole: Path, capsys: Capture
) -> None:
    text = (whole / path).read_text(encoding="utf-8")
    assert swap[0] in text
    (whole / path).write_text(text.replace(*swap), encoding="utf-8")

    main(["diff", "topic"])

    assert expected in capsys.readouterr().out.replace("\\", "")


@pytest.mark.parametrize("path", [path for path in BESIDE if path != "m/map.yml"])
def test_a_file_beside_map_yml_that_is_gone_is_told(path: str, whole: Path, capsys: Capture) -> None:
    (whole / path).unlink()

    main(["diff", "topic"])

    told = capsys.readouterr().out
    assert "Nothing that the maps mean has changed" not in told
    assert "<del>" in told


def test_a_change_of_comments_alone_is_told_apart_from_what_maps_mean(whole: Path, capsys: Capture) -> None:
    with (whole / "m/glossary.yml").open("a", encoding="utf-8") as glossary:
        glossary.write("# Who checks this?\n")

    assert main(["diff", "topic"]) == CLEAN
    assert "**1 map file changed in nothing that is compared.**" in capsys.readouterr().out
    assert main(["diff", "topic", "--format", "json"]) == CLEAN
    data = json.loads(capsys.readouterr().out)
    assert (data["untold"], data["unread"], data["maps"]) == (["docs/m/glossary.yml"], [], [])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["diff", "nowhere"], 'git knows no revision "nowhere"'),
        (["diff", "main", "nowhere"], 'git knows no revision "nowhere"'),
        (["diff", "--", "--output=x"], "git knows no revision"),
        (["diff"], "required: BASE"),
        (["diff", "main", "--docs", "nowhere"], "there is no folder nowhere"),
        (
            ["diff", "main", "main", "--docs", "nowhere"],
            "there is no folder nowhere, neither here nor in these revisions",
        ),
        (["diff", "main", "--format", "xml"], "invalid choice"),
    ],
)
def test_wrong_usage_is_said(words: list[str], message: str, tmp_path: Path, capsys: Capture) -> None:
    assert main(words) == WRONG_USAGE
    assert message in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_old_addresses_of_a_node_that_cannot_be_read_are_not_called_lost(put: Put, capsys: Capture) -> None:
    put({"m/nodes/b.md": node(aliases="[old-b]")})
    commit(Path())
    put({"m/nodes/b.md": "nothing of a node"})

    assert main(["diff", "HEAD"]) == FOUND
    told = capsys.readouterr().out
    assert "AM007" in told
    assert "AM090" not in told
