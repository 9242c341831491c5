"""The cache: never trusted, never needed."""

import json
import shutil
import sqlite3
from dataclasses import asdict
from pathlib import Path

import pytest
from markupsafe import Markup

from argmap.cli import CLEAN, main
from argmap.diagrams.credit import Credit
from argmap.diagrams.engine import Engine
from argmap.diagrams.previews import Preview
from argmap.model.findings import has_errors
from argmap.pages.page import Page, PageMeta, WrittenPage
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.storage.cache import Cache, key_of, usable_cache
from conftest import TOP
from repository import commit, git


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    Cache(tmp_path / "new" / "folder").put({key_of("a"): b"content", key_of("b"): b"other"})

    assert Cache(tmp_path / "new" / "folder").get([key_of("a"), key_of("c")]) == {key_of("a"): b"content"}


def test_texts_come_back_as_texts(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put_texts({"a": "\N{GRINNING FACE} ü", "half": "\ud800"})
    cache.put({"b": b"\xff"})

    assert cache.texts(["a", "b", "half"]) == {"a": "\N{GRINNING FACE} ü"}
    assert cache.get(["b", "half"]) == {"b": b"\xff"}


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put({"a": b"b"})

    assert cache.get(["a"]) == {}


def test_keys_differ_where_the_joined_parts_would_not() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of(b"abc", "")}) == 4


def test_an_entry_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put({"a": b"content", "b": b"content"})
    with sqlite3.connect(tmp_path / "cache.sqlite") as database:
        database.execute("UPDATE made SET content = X'00' WHERE key = 'a'")
        database.execute("UPDATE made SET content = NULL WHERE key = 'b'")

    assert cache.get(["a"]) == {}
    assert cache.get(["a", "b"]) == {}


def test_a_damaged_file_is_thrown_away_and_made_anew(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite").write_text("this is no database" * 100, encoding="utf-8")
    cache = Cache(tmp_path)

    assert cache.get(["a"]) == {}
    cache.put({"a": b"content"})
    cache.put({"a": b"content"})
    assert cache.get(["a"]) == {"a": b"content"}


def test_a_place_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    Cache(tmp_path / "file").put({"a": b"content"})

    assert Cache(tmp_path / "file").get(["a"]) == {}


def test_a_file_that_cannot_be_written_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path).put({"a": b"b"})

    def locked(_: Path) -> sqlite3.Connection:
        message = "database is locked"
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr(Cache, "_open", staticmethod(locked))
    Cache(tmp_path).put({"c": b"d"})
    monkeypatch.undo()
    assert Cache(tmp_path).get(["a", "c"]) == {"a": b"b"}


def test_a_text_is_no_content(tmp_path: Path) -> None:
    Cache(tmp_path).put({"a": b"content"})
    with sqlite3.connect(tmp_path / "cache.sqlite") as database:
        database.execute("UPDATE made SET content = ?, digest = ?", ("content", key_of("a", "content")))

    assert Cache(tmp_path).get(["a"]) == {}


def test_its_folder_ignores_itself_in_git_and_says_that_it_can_be_made_again(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    Cache(tmp_path / ".cache" / "argmap").put({"a": b"content"})

    assert git(tmp_path, "status", "--porcelain", "--untracked-files=all") == ""
    tag = (tmp_path / ".cache/argmap/CACHEDIR.TAG").read_text(encoding="utf-8")
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_that_holds_anything_else_is_not_marked(tmp_path: Path) -> None:
    (tmp_path / "work.txt").write_text("x", encoding="utf-8")
    Cache(tmp_path).put({"a": b"content"})

    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache.sqlite", "work.txt"]
    assert Cache(tmp_path).get(["a"]) == {"a": b"content"}


def _used(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    told: list[str] = []
    return usable_cache(folder, told.append).get(["a"]), told


@pytest.mark.parametrize("name", ["cache.sqlite", "cache.sqlite-journal", "Cache.SQLite"])
@pytest.mark.parametrize("place", [".cache/argmap", "."])
def test_a_cache_that_git_tracks_is_not_used_and_that_is_told_once(tmp_path: Path, place: str, name: str) -> None:
    folder = tmp_path / place
    Cache(folder).put({"a": b"content"})
    git(tmp_path, "init", "--quiet")
    assert _used(folder) == ({"a": b"content"}, [])
    (folder / name).touch()
    git(tmp_path, "add", "--force", str(folder / name))

    found, told = _used(folder)

    assert found == {}
    (sentence,) = told
    assert sentence.startswith(f"{folder / 'cache.sqlite'} is not used: git tracks it")
    assert sentence.endswith("git rm --cached takes it out")


def test_a_cache_behind_a_link_counts_where_it_lies(tmp_path: Path) -> None:
    Cache(tmp_path / "innocent").put({"a": b"content"})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--force", "innocent/cache.sqlite")
    (tmp_path / ".cache").symlink_to("innocent", target_is_directory=True)

    assert _used(tmp_path / ".cache")[0] == {}


def test_where_git_cannot_tell_the_cache_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path).put({"a": b"content"})
    assert _used(tmp_path / "new" / "folder") == ({}, [])
    git(tmp_path, "init", "--quiet")
    monkeypatch.setenv("PATH", "")

    assert _used(tmp_path)[0] == {}


def test_a_build_goes_on_without_a_cache_that_git_tracks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for path, text in TOP.items():
        file = tmp_path / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    Cache(tmp_path / ".cache/argmap").put({"a": b"b"})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--force", ".")
    commit(tmp_path)

    assert main(["build", "--out", "out"]) == CLEAN

    assert capsys.readouterr().err.count("is not used: git tracks it") == 1
    assert (tmp_path / "out/m/top/index.md").is_file()
    assert git(tmp_path, "status", "--porcelain", ".cache") == ""


NOTHING = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
LAST = "the map m"
PAGES = {
    "m/own.md": [0, "a", "b", "c", {"hide": ["toc"]}, " lang='de'", "<p>", "<b>", "<h2>", ["a tag"]],
    "m/written.md": [1, [[False, "# A\n"], [True, "<i>"]], {"description": "d"}],
}
CREDIT = Credit("A drawing", "A caption.", ("Doe",), "CC0-1.0", "https://e.org/cc0", "https://e.org/m/", "en")
PREVIEW = Preview("claim", "Claim", "It is so.", "Doe", "A map")
SAYS_PREVIEW, SAYS_CREDIT = asdict(PREVIEW), asdict(CREDIT)
UNTOUCHED: dict[str, object] = {
    "pages": {},
    "files": {"m/x.md": "from the cache"},
    "findings": [],
    "previews": {"m/p.png": SAYS_PREVIEW},
    "credits": {"m/x.svg": SAYS_CREDIT},
    "more": 0,
}


@pytest.fixture(scope="module")
def _built_before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    build_site(TOP, (), BuildOptions(NOTHING, Cache(folder)))
    return folder


@pytest.fixture
def folder(tmp_path: Path, _built_before: Path) -> Path:
    """Return the folder of a cache as a build has left it."""
    return Path(shutil.copytree(_built_before, tmp_path, dirs_exist_ok=True))


def _made_with(folder: Path, forged: object) -> Site:
    """Make a site with a cache in which somebody has put another map under the right key."""
    cache = Cache(folder)
    key = cache.get([LAST])[LAST][:64]
    cache.put({LAST: key + (forged if isinstance(forged, bytes) else json.dumps(forged).encode())})
    return build_site(TOP, (), BuildOptions(NOTHING, cache))


def test_what_is_of_the_right_form_is_taken_from_the_cache(folder: Path) -> None:
    words = {"place": {"path": "m/map.yml"}, "code": "AM055", "message": "a message", "hint": "a hint"}
    site = _made_with(folder, {**UNTOUCHED, "pages": PAGES, "files": {"m/.x/ü b.md": "x"}, "findings": [words]})

    assert {path: text for path, text in site.files.items() if path.startswith("m/")} == {"m/.x/ü b.md": "x"}
    assert {path: site.pages[path] for path in PAGES} == {
        "m/own.md": Page(
            PageMeta("a", "b", "c", {"hide": ["toc"]}, Markup(" lang='de'")),
            Markup("<p>"),
            Markup("<b>"),
            Markup("<h2>"),
            ("a tag",),
        ),
        "m/written.md": WrittenPage(("# A\n", Markup("<i>")), {"description": "d"}),
    }
    assert "m/top/index.md" not in site.pages
    assert [finding.message for finding in site.findings] == ["a message"]
    assert site.hidden == set(TOP)
    assert site.previews == {"m/p.png": PREVIEW}
    assert site.credited == {"m/x.svg": CREDIT}


def test_whole_characters_beyond_the_first_plane_and_words_about_halves_are_taken(folder: Path) -> None:
    said = "\N{GRINNING FACE} is \\ud83d and \\ude00"
    site = _made_with(folder, {**UNTOUCHED, "files": {"m/x.md": said}})

    assert site.files["m/x.md"] == said


@pytest.mark.parametrize(
    "path",
    [
        "/etc/x",
        "../x",
        "m/../../x",
        "m/..",
        "m//x",
        "",
        ".",
        "C:x",
        "c:/x",
        "\\\\host\\x",
        "m\\..\\x",
        "m/x\0",
        ".. /x",
        "m/.../x",
    ],
)
@pytest.mark.parametrize(
    ("kind", "content"),
    [("files", "x"), ("pages", PAGES["m/own.md"]), ("previews", SAYS_PREVIEW), ("credits", SAYS_CREDIT)],
)
def test_no_path_from_the_cache_leads_out_of_the_site(folder: Path, path: str, kind: str, content: object) -> None:
    site = _made_with(folder, {**UNTOUCHED, kind: {"m/x.md": content, path: content}})

    assert "m/x.md" not in site.tree
    assert path not in {*site.previews, *site.credited}
    assert "m/top/index.md" in site.tree


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"pages": {"m/a.md": [1, [], {"deep": ' + b"[" * 100_000,
        [],
        b"null",
        {**UNTOUCHED, "elsewhere": {}},
        {**UNTOUCHED, "files": []},
        {**UNTOUCHED, "files": {"m/x.md": 1}},
        {**UNTOUCHED, "files": {"m/x.md": "\ud800"}},
        b'{"files": {"m/x.md": "\xff"}}',
        {**UNTOUCHED, "pages": []},
        {**UNTOUCHED, "pages": {"m/a.md": "x"}},
        {**UNTOUCHED, "pages": {"m/a.md": [2, "x"]}},
        {**UNTOUCHED, "pages": {"m/a.md": [1, [["x"]], {}]}},
        {**UNTOUCHED, "pages": {"m/a.md": [1, [[True, 1]], {}]}},
        {**UNTOUCHED, "pages": {"m/a.md": [1, [[True, "\ud800"]], {}]}},
        {**UNTOUCHED, "pages": {"m/a.md": [1, [[True, "x"]]]}},
        {**UNTOUCHED, "pages": {"m/a.md": [1, [[True, "x"]], {}, 1]}},
        {**UNTOUCHED, "pages": {"m/a.md": [1, [[True, "x"]], {"d": "\ud800"}]}},
        {**UNTOUCHED, "pages": {"m/a.md": [0, "a", "b", "c", [], "", "", "", "", []]}},
        {**UNTOUCHED, "pages": {"m/a.md": [0, "a", "b", "\ud800", {}, "", "", "", "", []]}},
        {**UNTOUCHED, "pages": {"m/a.md": [0, "a", "b", "c", {}, "", "", "", "", "tags"]}},
        {**UNTOUCHED, "previews": []},
        {**UNTOUCHED, "previews": {"m/p.png": "x"}},
        {**UNTOUCHED, "previews": {"m/p.png": {**SAYS_PREVIEW, "role": "verdict"}}},
        {**UNTOUCHED, "previews": {"m/p.png": {**SAYS_PREVIEW, "role": "claim\n"}}},
        {**UNTOUCHED, "previews": {"m/p.png": {**SAYS_PREVIEW, "source": 1}}},
        {**UNTOUCHED, "previews": {"m/p.png": {**SAYS_PREVIEW, "source": "\ud800"}}},
        {**UNTOUCHED, "credits": []},
        {**UNTOUCHED, "credits": {"m/x.svg": "x"}},
        {**UNTOUCHED, "credits": {"m/x.svg": {**SAYS_CREDIT, "creators": "Doe"}}},
        {**UNTOUCHED, "findings": {}},
        {**UNTOUCHED, "findings": [None]},
        {**UNTOUCHED, "findings": [{"place": {"path": "m"}, "code": "AM999", "message": "a"}]},
        {**UNTOUCHED, "findings": [{"place": {"path": "m", "line": "1"}, "code": "AM001", "message": "a"}]},
        {**UNTOUCHED, "findings": [{"place": {"path": "m"}, "code": "AM001", "message": None}]},
        {**UNTOUCHED, "more": "x"},
        {**UNTOUCHED, "more": 99},
        {"more": 0},
    ],
)
def test_what_is_of_another_form_is_made_anew(folder: Path, forged: object) -> None:
    site = _made_with(folder, forged)

    assert "m/top/index.md" in site.tree
    assert "m/x.md" not in site.files
    assert "m/p.png" not in site.previews
    assert not has_errors(site.findings)
