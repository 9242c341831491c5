"""What argmap init leaves behind: a map and a site that work at once, and nothing of anybody's changed."""

import json
import os
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main
from argmap.storage import writing
from argmap.storage.disk import DiskError
from repository import ROOT, built
from test_cli_edit import Terminal

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(tmp_path)
    with Path(os.devnull).open(encoding="utf-8") as nothing:
        monkeypatch.setattr("sys.stdin", nothing)
        yield tmp_path


def files_of(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_in_an_empty_folder_it_writes_a_site_that_checks_clean_and_builds(here: Path, capsys: Capture) -> None:
    assert main(["init"]) == CLEAN
    assert "mkdocs serve" in capsys.readouterr().out
    assert main(["check"]) == CLEAN
    assert capsys.readouterr().out == "no findings\n"

    site = built(here / "mkdocs.yml")
    home = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="on-liberty/"' in home
    for node in ("no-opinion-silenced", "it-may-be-true", "socrates", "duty-to-judge", "open-to-refutation"):
        assert (site / "on-liberty" / node / "index.html").is_file()
    assert "On Liberty" in (site / "on-liberty/references/index.html").read_text(encoding="utf-8")


def test_what_is_asked_for_is_begun_and_the_first_nodes_follow(here: Path, capsys: Capture) -> None:
    words = ["--title", 'Is "this" [so]?', "--name", "A: <b> & #1", "--language", "de"]
    assert main(["init", "new site", *words]) == CLEAN
    assert "cd 'new site' && argmap new thesis --map is-this-so" in capsys.readouterr().out
    site = here / "new site"
    docs = ["--docs", str(site / "docs")]
    assert 'title: "Is \\"this\\" [so]?"\nedition: "draft"\nlanguage: "de"' in (
        site / "docs/is-this-so/map.yml"
    ).read_text(encoding="utf-8")

    said = ["--title", "It is", "--statement", "It is so.", "--prose", "Look."]
    assert main(["new", "thesis", "--map", "is-this-so", *said, *docs]) == CLEAN
    assert main(["new", "counterclaim", "--against", "it-is", "--title", "No", *said[2:], *docs]) == CLEAN
    assert (site / "docs/is-this-so/nodes/no.md").is_file()
    assert main(["check", *docs]) == CLEAN
    home = (built(site / "mkdocs.yml") / "index.html").read_text(encoding="utf-8")
    assert "A: &lt;b&gt; &amp; #1</h1>" in home
    assert '<a href="is-this-so/">Is "this" [so]?</a>' in home


@pytest.mark.parametrize(
    ("author", "name"),
    [
        (["--author", "Doe, Jane"], "Maps by Jane Doe"),
        (["--author", "World Roof Union"], "Maps by World Roof Union"),
        (["--author", "Doe, Jane; Roe, Ann; World Roof Union"], "Maps by Jane Doe, Ann Roe and World Roof Union"),
        ([], "Argument maps"),
    ],
)
def test_a_site_that_is_given_no_name_has_one_that_its_map_does_not_have(
    author: list[str], name: str, here: Path
) -> None:
    assert main(["init", "--title", "Is it so?", *author]) == CLEAN
    assert (here / "mkdocs.yml").read_text(encoding="utf-8").startswith(f'site_name: "{name}"\n')
    titles = re.findall("<title>(.*?)</title>", (built(here / "mkdocs.yml") / "is-it-so/index.html").read_text("utf-8"))
    assert titles == [f"Is it so? - {name}"]


def test_an_author_who_may_be_a_person_is_not_made_an_organisation_unasked(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["init", "given", "--title", "T", "--author", "Jarrett Walker"]) == CLEAN
    assert 'a person would stand there as "Walker, Jarrett"' in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", Terminal("\nT\nJarrett Walker\nWalker, Jarrett\n"))
    assert main(["init", "asked"]) == CLEAN
    assert 'a person or an organisation? A person is "Walker, Jarrett"' in capsys.readouterr().out
    assert 'name: "Walker, Jarrett"' in (here / "asked/docs/t/map.yml").read_text(encoding="utf-8")


def test_each_of_several_authors_is_one(here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    given = 'authors: [{name: "Doe, Jane"}, {name: "Roe, Ann"}]\n'
    assert main(["init", "given", "--title", "T", "--author", "Doe, Jane; Roe, Ann"]) == CLEAN
    assert given in (here / "given/docs/t/map.yml").read_text(encoding="utf-8")
    monkeypatch.setattr("sys.stdin", Terminal("\nT\nDoe, Jane, Roe, Ann\nDoe, Jane; Roe, Ann\n"))
    assert main(["init", "asked"]) == CLEAN
    assert "write several with ; between them: Doe, Jane; Roe, Ann" in capsys.readouterr().out
    assert given in (here / "asked/docs/t/map.yml").read_text(encoding="utf-8")


def test_an_author_whom_nobody_can_cite_begins_no_map(here: Path, capsys: Capture) -> None:
    assert main(["init", "--title", "T", "--author", "Doe, Jane, Roe, Ann"]) == WRONG_USAGE
    assert "write several with ; between them" in capsys.readouterr().err
    assert not [*here.iterdir()]


def test_without_a_terminal_it_is_said_that_nothing_was_asked(capsys: Capture) -> None:
    assert main(["init"]) == CLEAN
    assert "is no terminal, so nothing was asked; --title begins a map of yours\n" in capsys.readouterr().err
    assert main(["init", "--title", "T"]) == CLEAN
    assert not capsys.readouterr().err


def test_beside_a_site_that_is_there_it_writes_maps_and_says_what_to_add(here: Path, capsys: Capture) -> None:
    config = "site_name: Ours\ndocs_dir: pages\n"
    (here / "mkdocs.yml").write_text(config, encoding="utf-8")
    (here / "README.md").write_text("Ours.\n", encoding="utf-8")

    assert main(["init", "--title", "Ours"]) == CLEAN
    said = capsys.readouterr().out
    assert "(search, too: else the site would lose it):\nplugins:\n  - search\n  - argmap\n" in said
    assert '  - "Ours": ours/index.md\n  - "May an opinion be silenced?": on-liberty/index.md\n' in said
    assert "argmap new thesis --map ours --docs pages" in said
    left = files_of(here)
    assert (left.pop("mkdocs.yml"), left.pop("README.md")) == (config, "Ours.\n")
    assert {path.split("/")[0] for path in left} == {"pages"}
    assert "pages/ours/map.yml" in left


@pytest.mark.parametrize(
    ("config", "told", "not_told"),
    [
        ("plugins: [search]\n", "below plugins:\n  - argmap\n", "- search"),
        ("plugins: [search, argmap]\nnav: [May: on-liberty/index.md]\n", '  - "Ours": ours/index.md\n', "- argmap"),
    ],
)
def test_what_a_site_has_already_it_is_not_asked_to_add(
    config: str, told: str, not_told: str, here: Path, capsys: Capture
) -> None:
    (here / "mkdocs.yml").write_text(f"site_name: Ours\n{config}", encoding="utf-8")

    assert main(["init", "--title", "Ours"]) == CLEAN
    said = capsys.readouterr().out
    assert told in said
    assert not_told not in said
    assert ("on-liberty/index.md" in said) != ("nav" in config)


def test_the_readme_of_a_site_names_all_that_goes_with_the_example(here: Path) -> None:
    main(["init", "--title", "Ours"])
    readme = " ".join((here / "README.md").read_text(encoding="utf-8").split())
    naming = {
        path
        for path, text in files_of(here).items()
        if "on-liberty" in text and not path.startswith(("docs/on-liberty/", "README.md"))
    }

    assert naming == {"mkdocs.yml", "docs/index.md"}
    assert "delete its folder, its line in mkdocs.yml and its line in docs/index.md" in readme


def test_a_site_can_begin_without_the_example(here: Path, capsys: Capture) -> None:
    assert main(["init", "--no-example"]) == WRONG_USAGE
    assert "say the title of one of yours" in capsys.readouterr().err

    assert main(["init", "--no-example", "--title", "Ours"]) == CLEAN
    assert {path.split("/")[1] for path in files_of(here) if path.startswith("docs/")} == {"index.md", "ours"}
    readme = (here / "README.md").read_text(encoding="utf-8")
    assert "argmap release 1.0 ours" in readme
    assert "on-liberty" not in readme
    assert "on-liberty" not in (here / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_second_time_nothing_is_changed(here: Path, capsys: Capture) -> None:
    main(["init"])
    (here / "docs/on-liberty/nodes/socrates.md").unlink()
    (here / "docs/index.md").write_text("# Mine\n", encoding="utf-8")
    before = files_of(here)
    capsys.readouterr()

    assert main(["init"]) == CLEAN
    assert files_of(here) == before  # a node of the example that somebody took out does not come back
    assert "wrote" not in capsys.readouterr().out


def test_a_site_of_ones_own_without_argmap_keeps_every_file(here: Path) -> None:
    own = {"docs/index.md": "# Mine\n", "README.md": "Mine.\n", ".gitignore": "/x/\n"}
    for path, text in own.items():
        (here / path).parent.mkdir(exist_ok=True)
        (here / path).write_text(text, encoding="utf-8")

    assert main(["init"]) == CLEAN
    assert files_of(here).items() >= own.items()
    assert (here / "mkdocs.yml").is_file()


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("My site\nIs it so?\nDoe, Jane\n", {"docs/is-it-so/map.yml", "docs/on-liberty/map.yml"}),
        ("\n\n", {"docs/on-liberty/map.yml"}),
    ],
)
def test_at_a_terminal_it_asks(typed: str, written: set[str], here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))

    assert main(["init"]) == CLEAN
    assert {path for path in files_of(here) if path.endswith("map.yml")} == written
    assert ("My site" in (here / "mkdocs.yml").read_text(encoding="utf-8")) == typed.startswith("My")


@pytest.mark.parametrize("typed", ["", "My site\nIs it so?\n"])
def test_who_leaves_at_a_question_finds_nothing_written(
    typed: str, here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))

    assert main(["init"]) == WRONG_USAGE
    assert "so nothing is written" in capsys.readouterr().err
    assert files_of(here) == {}


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--title", "T", "--map", "../x"], WRONG_USAGE, '"../x" cannot be the folder of a map'),
        (["--title", "T", "--map", "con"], FOUND, "Windows keeps that name"),
        (["--title", "中国"], WRONG_USAGE, "name the map's folder by --map"),
        (["--map", "x"], WRONG_USAGE, "say the title of the map too"),
        (["--title", "T", "--language", "klingon"], FOUND, "language cannot be klingon"),
        (["--title", "a" * 100_000, "--map", "big"], FOUND, "title has 100000 characters"),
        (["--title", "a\x01b"], FOUND, "AM002"),
        (["--title", "T", "file"], WRONG_USAGE, "cannot make file"),
        (["--title", "T", "unreadable"], WRONG_USAGE, "mend it first"),
        (["--title", "T", "outside"], WRONG_USAGE, "lie in ../elsewhere"),
        (["--title", "T", "there"], WRONG_USAGE, "is there already; choose another title"),
    ],
)
def test_what_cannot_be_begun_is_said_and_nothing_is_written(
    words: list[str], status: int, message: str, here: Path, capsys: Capture
) -> None:
    given = {
        "file": "",
        "unreadable/mkdocs.yml": "site_name: [\n",
        "outside/mkdocs.yml": "site_name: x\ndocs_dir: ../elsewhere\n",
        "there/docs/t/map.yml": "title: T\n",
    }
    for path, text in given.items():
        (here / path).parent.mkdir(parents=True, exist_ok=True)
        (here / path).write_text(text, encoding="utf-8")

    assert main(["init", *words]) == status
    assert message in capsys.readouterr().err
    assert files_of(here) == given


def test_where_a_file_cannot_be_written_none_is_left(
    here: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: Path, text: str, put: object = writing.put_file) -> None:
        if file.name == "socrates.md":
            message = f"cannot write {file}: No space left on device"
            raise DiskError(message)
        assert callable(put)
        put(file, text)

    monkeypatch.setattr(writing, "put_file", full)
    assert main(["init"]) == WRONG_USAGE
    assert "No space left" in capsys.readouterr().err
    assert files_of(here) == {}


def test_a_command_without_a_map_says_how_to_begin(here: Path, capsys: Capture) -> None:
    (here / "docs").mkdir()

    assert main(["new", "thesis"]) == WRONG_USAGE
    assert "there is no map in docs; argmap init begins one" in capsys.readouterr().err


def test_editors_are_told_the_form_of_the_files_that_are_there(here: Path) -> None:
    main(["init"])
    told = json.loads((here / ".vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]

    assert [json.loads((here / schema).read_text(encoding="utf-8"))["type"] for schema in told] == ["object"] * len(
        told
    )
    assert "docs/**/map.yml" in told.values()


def commands_of_the_readme() -> tuple[list[list[str]], str]:
    """Return the commands with which the README begins a map, and the node with a source that it shows."""
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Begin a map")[2].partition("\n## ")[0]
    (shown,) = re.findall(r"```markdown\n(.*?)```", section, flags=re.DOTALL)
    return [shlex.split(line) for line in re.findall(r"^argmap (.+)$", section, flags=re.MULTILINE)], shown


def test_what_the_readme_begins_with_works_as_it_stands(here: Path, capsys: Capture) -> None:
    commands, _ = commands_of_the_readme()

    assert [main(command) for command in commands] == [CLEAN] * len(commands)
    told = capsys.readouterr().out
    assert "docs/does-the-old-bridge-need-closing/nodes/close-it.md" in told
    assert "no findings\n" in told
    assert "Doe, Jane" in (here / "docs/does-the-old-bridge-need-closing/editions/1.0.json").read_text(encoding="utf-8")
    assert "its citations begin with" not in told
    section = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Begin a map")[2]
    shown = re.findall(r"^git .+$|^argmap release draft .+$", section, flags=re.MULTILINE)
    printed = re.findall(r"^  ((?:git|argmap release) .+)$", told, flags=re.MULTILINE)
    assert shown == printed  # the README has the order that the program tells
    assert main(["check"]) == CLEAN


def test_the_source_that_the_readme_shows_can_be_written_so(here: Path, capsys: Capture) -> None:
    commands, shown = commands_of_the_readme()
    for command in commands[: commands.index(["check"])]:
        main(command)
    (file,) = here.rglob("it-holds.md")
    file.write_text(shown, encoding="utf-8")
    capsys.readouterr()

    assert main(["check"]) == CLEAN
    assert capsys.readouterr().out == "no findings\n"
    references = built(here / "mkdocs.yml") / "does-the-old-bridge-need-closing/references/index.html"
    assert "old bridges" in references.read_text(encoding="utf-8").lower()
