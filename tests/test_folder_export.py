"""A map written as a folder of notes: every system can keep its files, and nothing that is there is overwritten."""

from pathlib import Path

import pytest

from argmap.cli import main
from argmap.export.published import PublishedMap
from argmap.export.registry import FOLDERS
from argmap.export.sheet import sheet
from argmap.model.graph import graph_of
from argmap.site.validate import checked
from imports import imports

NODE = "---\nkind: {}\ntitle: {}\nstatement: {} is.\n{}---\n{}\n"
FILES = {
    "m/map.yml": "title: M\nwork: doe-2020\nsections: [{id: s, title: A section, paragraphs: 1}]\n",
    "m/about.md": "# About\n",
    "m/references.json": '[{"id": "a:b", "type": "book", "title": "B"}, '
    '{"id": "doe-2020", "type": "book", "title": "A book", '
    '"DOI": "10.1000/182", '
    '"author": [{"family": "Doe", "given": "Ann"}], "issued": {"date-parts": [[2020]]}}]',
    "m/glossary.yml": "terms:\n  - {id: ann, term: Ann Ode, kind: person, about: One.}\n",
    "m/nodes/a.md": NODE.format(
        "thesis", '"A/b: \\"c\\""', "A", "voice: author\nsource: [{at: s.1, quote: it was so}]\n", ""
    ),
    "m/nodes/b.md": NODE.format(
        "evidence",
        "CON.txt",
        "B",
        "voice: [ann]\nsupports: [a]\ncites: ['doe-2020, p. 4', 'a:b']\nstance: endorses\nhedge: perhaps\n",
        "[So](a.md), [about](../about.md) it, [@doe-2020].",
    ),
    "m/nodes/c.md": NODE.format("claim", "cON.txt", "C", "voice: doe-2020\nsupports: [a]\ntags: [two words]\n", ""),
    "m/nodes/e.md": NODE.format("evidence", "E", "E", "voice: author\nsupports: [a]\n", ""),
    "m/nodes/d.md": NODE.format("claim", "D", "D", "voice: [ann]\nstatus: withdrawn\nreason: No.\nsupports: [a]\n", ""),
}


PLAIN = {
    "m/map.yml": "title: M\n",
    "m/nodes/a.md": NODE.format("thesis", "A", "A", "", ""),
    "m/nodes/b.md": NODE.format("claim", "B", "B", "supports: [a]\n", ""),
}


def exported(files: dict[str, str] = FILES) -> PublishedMap:
    (argument_map,), _ = checked(files)
    return PublishedMap(argument_map, graph_of(argument_map))


def test_notes_have_names_that_every_system_can_keep_and_say_all_that_the_table_says() -> None:
    notes = FOLDERS["obsidian"].write(exported())

    assert set(notes) == {"A b c.md", "b note.md", "c note.md", "D.md", "E.md", "@doe-2020.md", "@a b.md"}
    assert notes["b note.md"] == (
        '---\nid: "b"\nkind: "evidence"\ntitle: "CON.txt"\nstatement: "B is."\nvoice: ["Ann Ode"]\nstance: "endorses"\n'
        'hedge: "perhaps"\n---\n\nsupports:: [[A b c]]\nderived from:: [[@doe-2020]], p. 4\nderived from:: [[@a b]]\n\n'
        "[[A b c|So]], about it, [@doe-2020].\n"
    )
    assert notes["@doe-2020.md"] == (
        '---\ntype: "source"\ntitle: "A book"\nauthors: ["Ann Doe"]\nyear: "2020"\ndoi: "10.1000/182"\n---\n'
    )
    assert "> it was so" in notes["A b c.md"]
    assert 'tags: ["two-words"]' in notes["c note.md"]


def test_such_a_folder_is_the_map_again_when_it_is_imported() -> None:
    notes = FOLDERS["obsidian"].write(exported())
    back = imports("obsidian", {f"v/{name}": text for name, text in notes.items()})

    assert back.relations() == {"b supports a", "c supports a", "d supports a", "e supports a"}
    assert [(node.id, node.kind.value, node.withdrawn) for node in back.map.nodes] == [
        ("a", "thesis", False),
        ("b", "evidence", False),
        ("c", "claim", False),
        ("d", "claim", True),
        ("e", "evidence", False),
    ]
    assert [work.entry["title"] for work in back.map.references] == ["A book", "B"]


def test_a_sheet_names_works_and_people_as_readers_know_them() -> None:
    rows = sheet(exported()).splitlines()

    assert rows[2] == (
        "b,B is.,CON.txt,evidence,a,,,,,,,,,,,Ann Ode,"
        '"Ann Doe (2020): A book, https://doi.org/10.1000/182; B",'
        '"So, about it, [\\@doe-2020].",,,'
    )
    assert rows[-1].endswith(",No.")


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for path, text in PLAIN.items():
        file = tmp_path / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_folder_is_written_whole_where_nothing_is_yet(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / "empty").mkdir()

    assert main(["export", "obsidian", "--to", "out/vault", "--report", "text"]) == 0
    assert "kept: 1 × claim (a note of that kind)" in capsys.readouterr().err
    assert main(["export", "obsidian", "--to", "empty"]) == 0
    assert {file.name for file in (docs / "out/vault").iterdir()} == {"A.md", "B.md"}
    assert len([*(docs / "empty").iterdir()]) == 2
    assert main(["import", "obsidian", "out/vault", "--to", "docs/again"]) == 0


@pytest.mark.parametrize("form", ["obsidian", "csv"])
def test_nothing_that_is_there_is_overwritten(docs: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    place = docs / "there"
    if form == "csv":
        place.write_text("mine", encoding="utf-8")
    else:
        place.mkdir()
        (place / "A.md").write_text("mine", encoding="utf-8")

    assert main(["export", form, "--to", "there"]) != 0
    assert "is there already, and nothing is overwritten" in capsys.readouterr().err
    assert (place if form == "csv" else place / "A.md").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in docs.iterdir()) == ["docs", "there"]


@pytest.mark.usefixtures("docs")
def test_a_format_that_is_a_folder_is_not_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "obsidian"]) != 0
    assert "obsidian is a folder; name it by --to" in capsys.readouterr().err


def test_a_place_that_cannot_be_written_is_told(docs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (docs / "file").write_text("", encoding="utf-8")

    assert main(["export", "obsidian", "--to", "file/vault"]) != 0
    assert "cannot write file/vault" in capsys.readouterr().err


def test_a_sheet_can_be_written_to_a_file(docs: Path) -> None:
    assert main(["export", "csv", "--to", "m.csv"]) == 0
    assert (docs / "m.csv").read_text(encoding="utf-8") == sheet(exported(PLAIN))
