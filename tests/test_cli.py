"""The command line as a person meets it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main
from argmap.schemas import schemas
from conftest import TOP, node

Put = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder of its own, so that nothing depends on where the tests are run."""
    monkeypatch.chdir(tmp_path)


def test_a_clean_map_is_clean(put: Put, capsys: Capture) -> None:
    put(TOP)

    assert main(["check"]) == CLEAN
    assert capsys.readouterr().out == "no findings\n"


def test_an_error_shows_where_and_what_and_how(put: Put, capsys: Capture) -> None:
    put({**TOP, "m/nodes/a.md": node(supports="", attacks="[tup]")})

    assert main(["check"]) == FOUND
    assert capsys.readouterr().out == (
        'docs/m/nodes/a.md:5:11: error AM012 attacks "tup", which does not exist\n    did you mean "top"?\n1 error\n'
    )


def test_a_warning_alone_is_no_failure(put: Put, capsys: Capture) -> None:
    put({**TOP, "m/nodes/a.md": node(supports="[{to: top, jointly: both}]")})

    assert main(["check", "--format", "json"]) == CLEAN
    assert [row["code"] for row in json.loads(capsys.readouterr().out)] == ["AM018"]


def test_a_folder_without_maps_is_told_from_a_clean_one(put: Put, capsys: Capture) -> None:
    put({"index.md": "# Home"})

    assert main(["check"]) == CLEAN
    assert "there is no map in docs" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["chek"],
        ["check", "--format", "xml"],
        ["build"],
        ["export"],
        ["check", "--docs", "nowhere"],
        ["export", "yaml"],
    ],
)
def test_wrong_usage_says_so_with_its_own_exit_status(words: list[str], capsys: Capture) -> None:
    assert main(words) == WRONG_USAGE
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    "words", [["--help"], ["check", "--help"], ["build", "--help"], ["export", "--help"], ["--version"]]
)
def test_help_is_not_an_error(words: list[str], capsys: Capture) -> None:
    assert main(words) == CLEAN
    assert capsys.readouterr().out


def test_build_writes_pages_beside_copies_of_ones_own(put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({**TOP, "index.md": "# Home\n", "picture.svg": "<svg/>", "m/references.json": "[]\n"})

    assert main(["build", "--out", "plain"]) == CLEAN
    assert main(["build", "--out", "plain", "--quiet"]) == CLEAN

    out = tmp_path / "plain"
    assert (out / "m/top/index.md").is_file()
    assert (out / "m/top/neighbourhood.svg").is_file()
    assert (out / "index.md").read_text(encoding="utf-8") == "# Home\n"
    assert (out / "picture.svg").is_file()
    assert (out / "m/references.json").is_file()
    assert not (out / "m/map.yml").exists()
    assert not (out / "m/nodes").exists()
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "argmap: reading and checking 4 files"
    assert told[-1].startswith("argmap: wrote ")


def test_a_build_with_errors_writes_nothing(put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({**TOP, "m/nodes/a.md": node(supports="[nowhere]")})

    assert main(["build", "--out", "plain"]) == FOUND
    assert "AM012" in capsys.readouterr().err
    assert not (tmp_path / "plain").exists()


@pytest.mark.parametrize("out", ["docs", ".", "mine", "file"])
def test_build_never_overwrites_what_it_did_not_write(put: Put, tmp_path: Path, out: str, capsys: Capture) -> None:
    put(TOP)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.doc").write_text("years of work", encoding="utf-8")
    (tmp_path / "file").write_text("x", encoding="utf-8")

    assert main(["build", "--out", out]) == WRONG_USAGE
    assert "another folder" in capsys.readouterr().err
    assert (tmp_path / "mine" / "thesis.doc").is_file()


def test_an_exported_map_keeps_to_its_schema(put: Put, capsys: Capture) -> None:
    put(TOP)

    assert main(["export", "json"]) == CLEAN
    jsonschema.validate(json.loads(capsys.readouterr().out), schemas()["export"])


def test_of_several_maps_one_is_chosen(put: Put, capsys: Capture) -> None:
    put({**TOP, "other/map.yml": "title: Other\n"})

    assert main(["export", "json", "other"]) == CLEAN
    assert json.loads(capsys.readouterr().out)["map"]["title"] == "Other"
    assert main(["export", "json"]) == WRONG_USAGE
    assert "say which map: m, other" in capsys.readouterr().err
    assert main(["export", "json", "othr"]) == WRONG_USAGE
    assert 'did you mean "other"?' in capsys.readouterr().err
    assert main(["export", "json", "zzzz"]) == WRONG_USAGE
    assert "there are: m, other" in capsys.readouterr().err


def test_export_without_a_map_or_with_errors(put: Put, capsys: Capture) -> None:
    docs = put({"index.md": "# Home"})
    assert main(["export", "json"]) == WRONG_USAGE
    assert "there is no map" in capsys.readouterr().err

    put({**TOP, "m/nodes/a.md": node(supports="[nowhere]")})
    assert docs.is_dir()
    assert main(["export", "json"]) == FOUND
    assert "AM012" in capsys.readouterr().err


def test_it_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "argmap", "--version"], check=True, capture_output=True, text=True)

    assert done.stdout.startswith("argmap ")
