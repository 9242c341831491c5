"""Reading the docs folder, and writing all or nothing."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

import pytest

from argmap.model.findings import Finding, Place
from argmap.read.layout import DATA_FILES
from argmap.site.validate import checked
from argmap.storage import writing
from argmap.storage.disk import DiskError, load, stamps
from argmap.storage.writing import put_file, put_new_file, put_over, replace_files, save
from conftest import TOP

Put = Callable[[dict[str, str]], Path]


def test_only_texts_that_matter_are_read_and_the_rest_is_listed(put: Put) -> None:
    docs = put(
        {
            "m/map.yml": "title: M",
            "m/references.json": "[]",
            "m/nodes/a.md": "x",
            "m/nodes/pic.svg": "<svg/>",
            "index.md": "# Home",
            "pictures/a.svg": "<svg/>",
            "other/references.json": "[]",
            ".hidden/a.md": "x",
            "m/.DS_Store": "x",
        },
    )

    sources = load(docs)

    assert set(sources.texts) == {"m/map.yml", "m/references.json", "m/nodes/a.md", "m/nodes/pic.svg", "index.md"}
    assert sources.others == ("other/references.json", "pictures/a.svg")


def test_no_docs_folder_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match="there is no folder"):
        load(tmp_path / "docs")


def test_links_are_reported_wherever_they_lie_and_followed_nowhere(put: Put, tmp_path: Path) -> None:
    docs = put({"m/map.yml": "title: M", "m/nodes/a.md": "x"})
    secret = tmp_path / "secret.md"
    secret.write_text("secret", encoding="utf-8")
    (docs / "m" / "nodes" / "b.md").symlink_to(secret)
    (docs / "m" / "nodes" / "folder").symlink_to(tmp_path, target_is_directory=True)
    (docs / "outside.md").symlink_to(secret)

    (docs / "folder").mkdir()
    (docs / "folder" / "pictures").symlink_to(tmp_path, target_is_directory=True)
    sources = load(docs)

    assert "secret" not in "".join(sources.texts.values())
    assert [finding.place.path for finding in sources.findings] == [
        "folder/pictures",
        "m/nodes/b.md",
        "m/nodes/folder",
        "outside.md",
    ]
    assert {finding.code for finding in sources.findings} == {"AM004"}


def test_references_and_pages_may_be_larger_than_nodes(put: Put) -> None:
    large = "x" * 100_000
    docs = put({"m/map.yml": "title: M", "m/references.json": large, "m/nodes/a.md": large, "page.md": large})

    assert [finding.place.path for finding in load(docs).findings] == ["m/nodes/a.md"]


def test_a_file_that_cannot_be_opened_is_a_finding(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = put({"m/map.yml": "title: M", "m/nodes/a.md": "x"})

    def refuse(file: Path, mode: str) -> IO[Any]:
        raise PermissionError(13, f"Permission denied: {mode}", str(file))

    monkeypatch.setattr(Path, "open", refuse)

    assert {finding.code for finding in load(docs).findings} == {"AM001"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes of this kind there")
@pytest.mark.parametrize("path", ["pictures/a.png", "m/a.png", "m/nodes/b.md", "page.md"])
def test_a_pipe_among_the_files_is_a_finding_at_its_own_path_and_no_wait(put: Put, path: str) -> None:
    docs = put({**TOP, "pictures/b.png": "x"})
    os.mkfifo(docs / path)

    (finding,) = load(docs).findings

    assert (finding.place.path, finding.message) == (path, "this is not an ordinary file")


def test_a_picture_that_cannot_be_opened_is_a_finding_at_its_own_path(
    put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = put({**TOP, "pictures/a.png": "x", "pictures/b.png": "x"})
    open_it = Path.open

    def refuse(file: Path, mode: str) -> IO[Any]:
        if file.name == "a.png":
            raise PermissionError(13, "Permission denied", str(file))
        return open_it(file, mode)

    monkeypatch.setattr(Path, "open", refuse)

    (finding,) = load(docs).findings
    assert (finding.place.path, finding.message) == ("pictures/a.png", "the file cannot be read: Permission denied")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes of this kind there")
def test_a_file_that_can_no_longer_be_copied_is_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(DiskError, match=f"cannot write .*out: {tmp_path / 'pipe'} cannot be copied there: .*pipe"):
        save(tmp_path / "out", {"a.md": "new"}, [(tmp_path / "pipe", "b")])
    with pytest.raises(DiskError, match=f"{tmp_path / 'gone'} cannot be copied there: No such file"):
        save(tmp_path / "out", {"a.md": "new"}, [(tmp_path / "gone", "b")])


def test_what_is_written_replaces_what_was_there(tmp_path: Path) -> None:
    origin = tmp_path / "origin.txt"
    origin.write_text("copied", encoding="utf-8")
    save(tmp_path / "out", {"a/b.md": "one", "gone.md": "x"})
    save(tmp_path / "out", {"a/b.md": "two"}, [(origin, "c/d.txt")])

    assert (tmp_path / "out/a/b.md").read_text(encoding="utf-8") == "two"
    assert (tmp_path / "out/c/d.txt").read_text(encoding="utf-8") == "copied"
    assert not (tmp_path / "out/gone.md").exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["origin.txt", "out"]


def test_a_failed_write_leaves_what_was_there_and_nothing_else(tmp_path: Path) -> None:
    save(tmp_path / "out", {"a.md": "old"})

    with pytest.raises(DiskError, match="cannot write"):
        save(tmp_path / "out", {"a.md": "new"}, [(tmp_path / "missing", "b")])

    assert (tmp_path / "out/a.md").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_place_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    with pytest.raises(DiskError, match="cannot write"):
        writing.save(tmp_path / "file" / "out", {"a.md": "x"})


def test_one_file_is_written_wholly_or_not_at_all(tmp_path: Path) -> None:
    put_file(tmp_path / "a.json", "{}\n")

    assert (tmp_path / "a.json").read_text(encoding="utf-8") == "{}\n"
    with pytest.raises(DiskError, match="cannot write"):
        put_file(tmp_path / "a.json" / "b.json", "{}\n")
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_a_file_written_anew_keeps_who_may_read_and_write_it(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a.md"
    file.write_text("old", encoding="utf-8")
    file.chmod(mode)

    put_file(file, "new")

    assert file.read_text(encoding="utf-8") == "new"
    assert file.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name == "nt", reason="rights are others there")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_can_be_read_by_whom_the_system_says(tmp_path: Path, mask: int, mode: int) -> None:
    before = os.umask(mask)
    try:
        put_file(tmp_path / "a.md", "new")
    finally:
        os.umask(before)

    assert (tmp_path / "a.md").stat().st_mode & 0o777 == mode
    assert [file.name for file in tmp_path.iterdir()] == ["a.md"]


def test_files_are_added_to_a_folder_that_stands(tmp_path: Path) -> None:
    writing.add_files(tmp_path, [("sub/a.png", b"\x89")])

    assert (tmp_path / "sub/a.png").read_bytes() == b"\x89"
    with pytest.raises(DiskError, match="cannot write to"):
        writing.add_files(tmp_path / "sub" / "a.png", [("b.png", b"")])


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    put_new_file(tmp_path / "sub" / "a.md", "one")

    with pytest.raises(DiskError, match="is there already"):
        put_new_file(tmp_path / "sub" / "a.md", "two")
    with pytest.raises(DiskError, match="cannot write"):
        put_new_file(tmp_path / "sub" / "a.md" / "b.md", "two")
    assert (tmp_path / "sub" / "a.md").read_text(encoding="utf-8") == "one"


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_folder_in_the_place_of_a_file_of_the_map_is_a_finding(put: Put, name: str) -> None:
    docs = put({**TOP, "index.md": "# Home", f"pictures/{name}/a.svg": "<svg/>"})
    (docs / "m" / name).mkdir()

    assert load(docs).findings == (
        Finding(
            Place(f"m/{name}"),
            "AM001",
            "this is a folder, where a file of that name is read",
            "give the folder another name",
        ),
    )


def test_of_a_map_whose_own_file_is_a_folder_only_that_is_told(put: Put) -> None:
    sources = load(put({"m/map.yml/a.svg": "<svg/>", "m/nodes/top.md": TOP["m/nodes/top.md"]}))

    _, findings = checked(sources.texts, sources.findings)

    assert [(finding.code, finding.place.path) for finding in findings] == [("AM001", "m/map.yml")]


def test_a_folder_that_cannot_be_read_is_a_finding(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = put({"m/map.yml": "title: M\n"})

    def walk(top: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        yield str(top / "m"), [], ["map.yml"]
        onerror(PermissionError(13, "Permission denied", str(top / "m" / "nodes")))

    monkeypatch.setattr("os.walk", walk)

    (finding,) = load(docs).findings
    assert (finding.code, finding.place.path) == ("AM001", "m/nodes")


def test_files_replaced_together_are_all_as_they_were_where_somebody_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {"a.md": "old", "b.md": "old"}
    for name, text in before.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def broken_off(file: Path, text: str) -> None:
        if file.name == "b.md":
            raise KeyboardInterrupt
        put_file(file, text)

    monkeypatch.setattr(writing, "put_file", broken_off)

    with pytest.raises(KeyboardInterrupt):
        replace_files(tmp_path, {"a.md": "new", "c.md": "new", "b.md": "new"})
    assert {file.name: file.read_text(encoding="utf-8") for file in tmp_path.iterdir()} == before


def test_files_that_cannot_be_kept_are_not_replaced(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match=r"cannot change .*no-folder"):
        replace_files(tmp_path / "no-folder", {"a.md": "new"})


def test_what_is_not_there_has_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("A", encoding="utf-8")

    ((file, _, size),) = stamps([tmp_path / "a.md", tmp_path / "gone.md"])
    assert (file, size) == (str(tmp_path / "a.md"), 1)


def test_a_folder_that_cannot_be_put_over_another_is_told(tmp_path: Path) -> None:
    (tmp_path / "new" / "a").mkdir(parents=True)
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "a").write_text("in the way", encoding="utf-8")

    with pytest.raises(DiskError, match="cannot write to"):
        put_over(tmp_path / "new", tmp_path / "old")
