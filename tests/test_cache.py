"""The cache: never trusted, never needed."""

import sqlite3
from pathlib import Path

import pytest

from argmap.storage.cache import Cache, key_of


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
