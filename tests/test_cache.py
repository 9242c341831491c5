"""The cache: never trusted, never needed."""

import json
import sqlite3
from pathlib import Path

import pytest
from markupsafe import Markup

from argmap.cli import CLEAN, main
from argmap.diagrams.credit import credit_of
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
    Cache(tmp_path / "new" / "folder").put({key_of("a"): "text", key_of("b"): "other"})

    assert Cache(tmp_path / "new" / "folder").get([key_of("a"), key_of("c")]) == {key_of("a"): "text"}


def test_without_a_folder_nothing_is_kept() -> None:
    cache = Cache(None)
    cache.put({"a": "b"})

    assert cache.get(["a"]) == {}


def test_keys_differ_where_the_joined_parts_would_not() -> None:
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of(b"abc", "")}) == 4


def test_an_entry_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put({"a": "text", "b": "text"})
    with sqlite3.connect(tmp_path / "cache.sqlite") as database:
        database.execute("UPDATE kept SET text = 'tampered' WHERE key = 'a'")
        database.execute("UPDATE kept SET text = NULL WHERE key = 'b'")

    assert cache.get(["a"]) == {}
    assert cache.get(["a", "b"]) == {}


def test_a_damaged_file_is_thrown_away_and_made_anew(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite").write_text("this is no database" * 100, encoding="utf-8")
    cache = Cache(tmp_path)

    assert cache.get(["a"]) == {}
    cache.put({"a": "text"})
    cache.put({"a": "text"})
    assert cache.get(["a"]) == {"a": "text"}


def test_a_place_that_cannot_be_written_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    Cache(tmp_path / "file").put({"a": "text"})

    assert Cache(tmp_path / "file").get(["a"]) == {}


def test_a_file_that_cannot_be_written_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path).put({"a": "b"})

    def locked(_: Path) -> sqlite3.Connection:
        message = "database is locked"
        raise sqlite3.OperationalError(message)

    monkeypatch.setattr(Cache, "_open", staticmethod(locked))
    Cache(tmp_path).put({"c": "d"})
    monkeypatch.undo()
    assert Cache(tmp_path).get(["a", "c"]) == {"a": "b"}


def test_a_blob_is_no_text(tmp_path: Path) -> None:
    Cache(tmp_path).put({"a": "text"})
    with sqlite3.connect(tmp_path / "cache.sqlite") as database:
        database.execute("UPDATE kept SET text = ?, digest = ?", (b"text", key_of("a", b"text")))

    assert Cache(tmp_path).get(["a"]) == {}


def test_its_folder_ignores_itself_in_git_and_says_that_it_can_be_made_again(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    Cache(tmp_path / ".cache" / "argmap").put({"a": "text"})

    assert git(tmp_path, "status", "--porcelain", "--untracked-files=all") == ""
    tag = (tmp_path / ".cache/argmap/CACHEDIR.TAG").read_text(encoding="utf-8")
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55\n")


def test_a_folder_that_holds_anything_else_is_not_marked(tmp_path: Path) -> None:
    (tmp_path / "work.txt").write_text("x", encoding="utf-8")
    Cache(tmp_path).put({"a": "text"})

    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache.sqlite", "work.txt"]
    assert Cache(tmp_path).get(["a"]) == {"a": "text"}


def _used(folder: Path) -> tuple[dict[str, str], list[str]]:
    told: list[str] = []
    return usable_cache(folder, told.append).get(["a"]), told


@pytest.mark.parametrize("name", ["cache.sqlite", "cache.sqlite-journal", "Cache.SQLite"])
@pytest.mark.parametrize("place", [".cache/argmap", "."])
def test_a_cache_that_git_tracks_is_not_used_and_that_is_told_once(tmp_path: Path, place: str, name: str) -> None:
    folder = tmp_path / place
    Cache(folder).put({"a": "text"})
    git(tmp_path, "init", "--quiet")
    assert _used(folder) == ({"a": "text"}, [])
    (folder / name).touch()
    git(tmp_path, "add", "--force", str(folder / name))

    found, told = _used(folder)

    assert found == {}
    (sentence,) = told
    assert sentence.startswith(f"{folder / 'cache.sqlite'} is not used: git tracks it")
    assert sentence.endswith("git rm --cached takes it out")


def test_a_cache_behind_a_link_counts_where_it_lies(tmp_path: Path) -> None:
    Cache(tmp_path / "innocent").put({"a": "text"})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--force", "innocent/cache.sqlite")
    (tmp_path / ".cache").symlink_to("innocent", target_is_directory=True)

    assert _used(tmp_path / ".cache")[0] == {}


def test_where_git_cannot_tell_the_cache_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Cache(tmp_path).put({"a": "text"})
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
    Cache(tmp_path / ".cache/argmap").put({"a": "b"})
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
    "m/own.md": [["a", "b", "c", {"hide": ["toc"]}, " lang='de'"], "<p>", "<b>", "<h2>", ["a tag"]],
    "m/written.md": [[[False, "# A\n"], [True, "<i>"]], {"description": "d"}],
}
CREDIT = ["A drawing", "A caption.", ["Doe"], "CC0-1.0", "https://e.org/cc0", "https://e.org/m/", "en"]
PREVIEW = ["claim", "Claim", "It is so.", "Doe", "A map"]
UNTOUCHED: dict[str, object] = {
    "pages": {},
    "files": {"m/x.md": "from the cache"},
    "findings": [],
    "previews": {"m/p.png": PREVIEW},
    "credits": {"m/x.svg": CREDIT},
    "more": 0,
}


def _made_with(folder: Path, forged: object) -> Site:
    """Make a site with a cache in which somebody has put another map under the right key."""
    cache = Cache(folder)
    build_site(TOP, (), BuildOptions(NOTHING, cache))
    key = cache.get([LAST])[LAST][:64]
    cache.put({LAST: key + (forged if isinstance(forged, str) else json.dumps(forged))})
    return build_site(TOP, (), BuildOptions(NOTHING, cache))


def test_what_is_of_the_right_form_is_taken_from_the_cache(tmp_path: Path) -> None:
    words = [["m/map.yml", 1, 1], "AM055", "a message", "a hint"]
    site = _made_with(tmp_path, {**UNTOUCHED, "pages": PAGES, "files": {"m/.x/ü b.md": "x"}, "findings": [words]})

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
    assert site.previews == {"m/p.png": Preview(*PREVIEW)}
    assert site.credited == {"m/x.svg": credit_of(CREDIT)}


def test_whole_characters_beyond_the_first_plane_and_words_about_halves_are_taken(tmp_path: Path) -> None:
    said = "\N{GRINNING FACE} is \\ud83d and \\ude00"
    site = _made_with(tmp_path, {**UNTOUCHED, "files": {"m/x.md": said}})

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
    [("files", "x"), ("pages", PAGES["m/own.md"]), ("previews", PREVIEW), ("credits", CREDIT)],
)
def test_no_path_from_the_cache_leads_out_of_the_site(tmp_path: Path, path: str, kind: str, content: object) -> None:
    site = _made_with(tmp_path, {**UNTOUCHED, kind: {"m/x.md": content, path: content}})

    assert "m/x.md" not in site.tree
    assert path not in {*site.previews, *site.credited}
    assert "m/top/index.md" in site.tree


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "{",
        "[" * 100_000,
        [],
        "null",
        {"files": {}},
        {**UNTOUCHED, "files": []},
        {**UNTOUCHED, "files": {"m/x.md": 1}},
        {**UNTOUCHED, "files": {"m/x.md": "\ud800"}},
        {**UNTOUCHED, "pages": []},
        {**UNTOUCHED, "pages": {"m/a.md": "x"}},
        {**UNTOUCHED, "pages": {"m/a.md": [[["x"]], {}]}},
        {**UNTOUCHED, "pages": {"m/a.md": [[[True, 1]], {}]}},
        {**UNTOUCHED, "pages": {"m/a.md": [[[True, "\ud800"]], {}]}},
        {**UNTOUCHED, "pages": {"m/a.md": [[[True, "x"]]]}},
        {**UNTOUCHED, "pages": {"m/a.md": [[[True, "x"]], {"d": "\ud800"}]}},
        {**UNTOUCHED, "pages": {"m/a.md": [["a", "b", "c", []], "", ""]}},
        {**UNTOUCHED, "pages": {"m/a.md": [["a", "b", "\ud800", {}], "", ""]}},
        {**UNTOUCHED, "pages": {"m/a.md": [["a", "b", "c", {"d": "\ud800"}, ""], "", ""]}},
        {**UNTOUCHED, "previews": []},
        {**UNTOUCHED, "previews": {"m/p.png": "x"}},
        {**UNTOUCHED, "previews": {"m/p.png": ["verdict", *PREVIEW[1:]]}},
        {**UNTOUCHED, "previews": {"m/p.png": [*PREVIEW[:4], 1]}},
        {**UNTOUCHED, "previews": {"m/p.png": [*PREVIEW[:4], "\ud800"]}},
        {**UNTOUCHED, "credits": []},
        {**UNTOUCHED, "credits": {"m/x.svg": "x"}},
        {**UNTOUCHED, "findings": {}},
        {**UNTOUCHED, "findings": [None]},
        {**UNTOUCHED, "findings": [[["m", 1, 1], "AM999", "a", "b"]]},
        {**UNTOUCHED, "findings": [[["m", "1", 1], "AM001", "a", "b"]]},
        {**UNTOUCHED, "findings": [[["m", 1, 1], "AM001", "a", None]]},
        {**UNTOUCHED, "findings": [[["m", 1, 1], [], "a", "b"]]},
    ],
)
def test_what_is_of_another_form_is_made_anew(tmp_path: Path, forged: object) -> None:
    site = _made_with(tmp_path, forged)

    assert "m/top/index.md" in site.tree
    assert "m/x.md" not in site.files
    assert "m/p.png" not in site.previews
    assert not has_errors(site.findings)
