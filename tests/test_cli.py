"""The command line as a person meets it."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main, program
from argmap.export.registry import EXPORTS
from argmap.export.schemas import schemas
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
        ["schema"],
        ["schema", "nod"],
        ["check", "--docs", "nowhere"],
        ["export", "yaml"],
        ["export", "json", "--site-url", "example.org"],
        ["release"],
    ],
)
def test_wrong_usage_says_so_with_its_own_exit_status(words: list[str], capsys: Capture) -> None:
    assert main(words) == WRONG_USAGE
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [["--help"], ["check", "--help"], ["build", "--help"], ["export", "--help"], ["release", "--help"], ["--version"]],
)
def test_help_is_not_an_error(words: list[str], capsys: Capture) -> None:
    assert main(words) == CLEAN
    assert capsys.readouterr().out


def test_a_drawing_to_download_leads_to_the_site_from_wherever_a_copy_of_it_lies(put: Put, tmp_path: Path) -> None:
    put({**TOP, "m/nodes/a.md": node()})
    links = []
    for out, options in (("known", ["--site-url", "https://example.org/maps/"]), ("unknown", [])):
        assert main(["build", "--out", out, "--quiet", *options]) == CLEAN
        for drawing in ("overview.svg", "diagram/whole.svg"):
            svg = (tmp_path / out / "m" / drawing).read_text(encoding="utf-8")
            links.append(sorted(re.findall('<a [^>]*xlink:href="([^"]*)"', svg)))

    there = ["https://example.org/maps/m/a/", "https://example.org/maps/m/top/"]
    assert links == [there, there, ["a/", "top/"], ["../a/", "../top/"]]


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
    assert [file.name for file in (out / "m/nodes").iterdir()] == ["index.md"]  # the table of nodes
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
    jsonschema.validate(json.loads(capsys.readouterr().out), schemas()["export-2"])


@pytest.mark.parametrize(
    ("name", "hint"), [("nod", 'did you mean "node"?'), ("zzz", f"there are: {', '.join(schemas())}")]
)
def test_of_a_schema_that_there_is_not_the_nearest_is_offered(name: str, hint: str, capsys: Capture) -> None:
    assert main(["schema", name]) == WRONG_USAGE

    out, err = capsys.readouterr()
    assert out == ""
    assert err == f'argmap: there is no schema "{name}"; {hint}\n'


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_printed_by_its_name(name: str, capsys: Capture) -> None:
    assert main(["schema", name]) == CLEAN
    assert json.loads(capsys.readouterr().out) == schemas()[name]


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


_TELLING = {
    "json": '"url": "m/a/"',
    "jsonld": '"@id": "https://example.org/maps/m/a/"',
    "graphml": '<node id="a">',
    "dot": "digraph",
    "linkset": "https://example.org/maps/m/a/node.md",
    "nodes-csv": "https://example.org/maps/m/a/",
    "relations-csv": "a,supports,top",
    "bibtex": "@book{koch-2013,",
    "ris": "TI  - Why we disagree",
    "csl-json": '"title": "Why we disagree"',
    "aif": '"fromID": "a"',
    "xaif": '"AIF": {',
    "sadface": '"name": "support"',
    "argdown": "  +> [",
    "gsn2x": "supportedBy: [",
    "mermaid": "-->|supports| n",
    "csv": "id,statement,title,kind,supports",
}


@pytest.mark.parametrize("form", EXPORTS)
def test_a_map_is_exported_in_every_format(form: str, put: Put, capsys: Capture) -> None:
    works = '[{"id": "koch-2013", "type": "book", "title": "Why we disagree"}]'
    put({**TOP, "m/references.json": works, "m/nodes/a.md": node(cites="[koch-2013]")})

    assert main(["export", form, "--site-url", "https://example.org/maps"]) == CLEAN
    assert _TELLING[form] in capsys.readouterr().out


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


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["chekc"]])
def test_what_runs_no_command_waits_for_none_of_what_they_need(words: list[str]) -> None:
    code = f"""import sys
from argmap.cli import main
main({words})
print(*(name for name in sys.modules if name.startswith("argmap.")), file=sys.stderr)"""

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    loaded = set(done.stderr.splitlines()[-1].split())
    assert loaded == {
        "argmap.cli",
        "argmap.cli.program",
        "argmap.cli.statuses",
        "argmap.model",
        "argmap.model.refusals",
    }


def test_a_command_waits_for_no_other() -> None:
    code = "import sys; from argmap.cli import main; main(['check', '--help']); print(*sys.modules, file=sys.stderr)"

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert not {"argmap.cli.build", "argmap.site.build", "typst"} & set(done.stderr.split())


MAPPED = {
    "m/map.yml": "title: A map\nwork: w\nsections:\n  - {id: one, title: One, paragraphs: 1}\n",
    "m/references.json": '[{"id": "w", "type": "book", "title": "The text"}]',
    "m/paragraphs.tsv": "locator\tfirst_words\tlast_words\none.1\tIt is\tI say.\n",
    "m/nodes/top.md": node(kind="thesis", supports="", voice="author", source='[{at: one.1, quote: "so, I say"}]'),
}
TEXT = "It is\nso, I say.\n"


@pytest.fixture
def text(tmp_path: Path) -> str:
    file = tmp_path / "text.txt"
    file.write_text(TEXT, encoding="utf-8")
    return str(file)


def test_coverage_counts_and_can_be_a_gate(put: Put, text: str, capsys: Capture) -> None:
    put(MAPPED)

    assert main(["coverage"]) == CLEAN
    assert "quotations    0 of    1    0 %\n      missing: top (one.1)\n" in capsys.readouterr().out
    assert main(["coverage", "--fail-under", "100"]) == FOUND
    assert main(["verify", "--source", text]) == CLEAN
    capsys.readouterr()
    assert main(["coverage", "--fail-under", "100", "--source", text, "--format", "json"]) == CLEAN
    told = json.loads(capsys.readouterr().out)["m"]
    assert {told[name]["percent"] for name in ("paragraphs", "notes", "works", "quotations", "citations")} == {100}


def test_verifying_writes_what_was_found_once(put: Put, text: str, capsys: Capture) -> None:
    docs = put(MAPPED)

    assert main(["verify", "--check", "--source", text]) == FOUND
    assert "out of date" in capsys.readouterr().out
    assert not (docs / "m/verified.json").exists()
    assert main(["verify", "--source", text]) == CLEAN
    assert capsys.readouterr().out == ("m: all 1 quotations were found word for word\nwrote docs/m/verified.json\n")
    assert main(["verify", "--check", "--source", text]) == CLEAN
    assert main(["verify"]) == CLEAN
    assert "not at hand; by verified.json, 1 of 1 quotations" in capsys.readouterr().out


def test_verifying_mends_a_record_that_cannot_be_read(put: Put, text: str, capsys: Capture) -> None:
    docs = put({**MAPPED, "m/verified.json": "{}"})

    assert main(["verify", "--check", "--source", text]) == FOUND
    assert "AM058" in capsys.readouterr().err
    assert main(["verify", "--source", text]) == CLEAN
    assert json.loads((docs / "m/verified.json").read_text(encoding="utf-8"))["quotations"]


def test_a_text_beside_the_project_is_found(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = put(MAPPED)
    project = tmp_path / "project"
    project.mkdir()
    docs.rename(project / "docs")
    (tmp_path / "shared" / "source").mkdir(parents=True)
    (tmp_path / "shared" / "source" / "w.txt").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(project)

    assert main(["verify"]) == CLEAN
    assert (project / "docs/m/verified.json").is_file()
    (project / "docs/m/paragraphs.tsv").unlink()
    assert main(["verify"]) == CLEAN


def test_a_quotation_that_is_nowhere_is_an_error_and_nothing_is_written(put: Put, text: str, capsys: Capture) -> None:
    docs = put({**MAPPED, "m/nodes/top.md": MAPPED["m/nodes/top.md"].replace("so, I say", "so, he says")})

    assert main(["verify", "--source", text]) == FOUND
    assert "AM048" in capsys.readouterr().out
    assert not (docs / "m/verified.json").exists()


@pytest.mark.parametrize("command", ["verify", "coverage"])
def test_texts_are_for_maps_that_can_be_read(put: Put, text: str, command: str, capsys: Capture) -> None:
    put({**MAPPED, "m/nodes/top.md": "---\n"})

    assert main([command, "--source", text]) == FOUND
    assert "AM007" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--source", "nowhere.txt"], "cannot read nowhere.txt"),
        (["--source", "latin.txt"], "not UTF-8"),
        (["x"], 'there is no map "x"'),
    ],
)
def test_a_text_that_cannot_be_read_is_said(words: list[str], message: str, put: Put, capsys: Capture) -> None:
    put(MAPPED)
    Path("latin.txt").write_bytes(b"\xe4")

    for command in ("verify", "coverage"):
        assert main([command, *words]) == WRONG_USAGE
        assert message in capsys.readouterr().err


def test_a_text_needs_the_paragraphs_of_the_map(put: Put, text: str, capsys: Capture) -> None:
    put({path: file for path, file in MAPPED.items() if not path.endswith(".tsv")})

    assert main(["verify", "--source", text]) == WRONG_USAGE
    assert "m has no paragraphs.tsv" in capsys.readouterr().err


def test_a_gate_is_a_percentage(put: Put, capsys: Capture) -> None:
    put(MAPPED)

    assert main(["coverage", "--fail-under", "101"]) == WRONG_USAGE
    assert "no number from 0 to 100" in capsys.readouterr().err


def test_a_map_that_quotes_nothing_has_nothing_to_verify(put: Put, capsys: Capture) -> None:
    put(TOP)

    assert main(["verify"]) == CLEAN
    assert capsys.readouterr().out == ""


def test_output_is_utf8_whatever_the_system_prefers(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put({**TOP, "m/map.yml": "title: Карта\n"})
    written = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(written, encoding="cp1252", newline="\r\n"))

    assert main(["export", "json"]) == CLEAN
    assert "Карта" in written.getvalue().decode()
    assert b"\r" not in written.getvalue()


def test_a_reader_who_has_gone_is_no_fault(put: Put, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    put(TOP)
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as gone:
        monkeypatch.setattr("sys.stdout", gone)

        assert main(["export", "json"]) == 141
    assert capsys.readouterr().err == ""


def test_output_can_be_taken_by_another_program(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put(TOP)
    monkeypatch.setattr("sys.stdout", io.StringIO())

    assert main(["check"]) == CLEAN


@pytest.mark.parametrize(
    ("error", "told"),
    [(KeyboardInterrupt(), (130, "")), (OSError(28, "No space"), (2, "argmap: cannot write: No space\n"))],
)
def test_what_stops_a_command_stops_it_plainly(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture, error: BaseException, told: tuple[int, str]
) -> None:
    def stopped(*_: object) -> None:
        raise error

    monkeypatch.setattr("argmap.cli.export.load", stopped)

    assert (main(["export", "json"]), capsys.readouterr().err) == told


def test_without_any_output_a_command_still_works(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put(TOP)
    monkeypatch.setattr("sys.stdout", None)

    assert main(["check"]) == CLEAN


@pytest.mark.parametrize("out", ["docs/site", "."])
def test_a_build_lies_neither_in_the_docs_folder_nor_around_it(put: Put, capsys: Capture, out: str) -> None:
    put(TOP)

    assert main(["build", "--out", out]) == WRONG_USAGE
    assert "one in the other" in capsys.readouterr().err


def test_a_build_through_a_link_fills_the_folder_it_leads_to(put: Put, tmp_path: Path) -> None:
    put(TOP)
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real", target_is_directory=True)

    assert main(["build", "--quiet", "--out", "out"]) == CLEAN
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "real" / "m" / "index.md").is_file()


def test_help_says_where_the_manual_lies(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["--help"]) == CLEAN
    (folder,) = re.findall(r"^The manual, as Markdown: (.+)$", capsys.readouterr().out, flags=re.MULTILINE)
    assert (Path(folder) / "format.md").is_file()
    monkeypatch.setattr(program, "_MANUAL", "manual/nowhere.md")
    assert main(["--help"]) == CLEAN
    assert "The manual" not in capsys.readouterr().out
