"""Where the words of a node can be found for ever: Software Heritage identifiers with their qualifiers."""

import html
from pathlib import Path
from urllib.parse import unquote

import pytest

from argmap.citations.swhid import archive_address, content_id, qualified_id
from argmap.edit.codehost import archived_origin
from argmap.site.build import BuildOptions, build_site
from argmap.storage.history import FileChange, Repository, file_changes, repository_of
from conftest import TOP
from test_history import git
from test_voices import UNDRAWN

ADDRESS = "https://code.example/a/b"
FILE = "m/nodes/top.md"
CONTENT = content_id(TOP[FILE])


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """Make a repository whose docs folder, in a folder with signs that mean something to qualifiers, holds a map."""
    docs = tmp_path / "100%; ü" / "docs"
    for path, text in TOP.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--message", "the map")
    return docs


def known(docs: Path, address: str = ADDRESS) -> Repository:
    return repository_of(docs, address, file_changes(docs))


def test_words_are_named_with_the_repository_the_commit_and_the_path_that_have_them(docs: Path) -> None:
    repository = known(docs)
    commit, digest = repository.commits[FILE]

    assert f"swh:1:cnt:{digest}" == CONTENT
    assert qualified_id(CONTENT, FILE, repository) == (
        f"{CONTENT};origin={ADDRESS};anchor=swh:1:rev:{commit};path=/100%25%3B%20ü/docs/m/nodes/top.md"
    )


def test_no_commit_is_named_that_does_not_hold_these_very_words(docs: Path) -> None:
    changed = content_id("Other words.\n")

    assert qualified_id(changed, FILE, known(docs)) == f"{changed};origin={ADDRESS}"
    assert qualified_id(CONTENT, "m/nodes/new.md", known(docs)) == f"{CONTENT};origin={ADDRESS}"


def test_without_an_address_or_a_history_less_is_told(docs: Path, tmp_path: Path) -> None:
    assert qualified_id(CONTENT, FILE, known(docs, "")) == CONTENT
    assert repository_of(tmp_path, ADDRESS, {}) == Repository(ADDRESS)
    elsewhere = {"a.md": (FileChange("2026-01-01", "A", "0" * 40),)}
    assert repository_of(tmp_path / "nowhere", ADDRESS, elsewhere) == Repository(ADDRESS)


def test_the_address_of_an_identifier_brings_the_archive_exactly_that_identifier() -> None:
    identifier = f"{CONTENT};origin={ADDRESS};anchor=swh:1:rev:{'0' * 40};path=/100%25%3B%20ü/a.md"

    address = archive_address(identifier)

    assert address.startswith(f"https://archive.softwareheritage.org/{CONTENT};origin={ADDRESS};anchor=swh:1:rev:0")
    assert address.isascii()
    assert unquote(address.removeprefix("https://archive.softwareheritage.org/")) == identifier


@pytest.mark.parametrize(
    ("repository", "edit_base", "origin"),
    [
        ("https://github.com/a/b/", "https://github.com/a/b/edit/main/docs/", "https://github.com/a/b"),
        ("https://github.com/a/b.git", "", "https://github.com/a/b"),
        ("https://gitlab.com/a/b", "https://gitlab.com/a/b/-/edit/main/docs/", "https://gitlab.com/a/b.git"),
        ("https://gitlab.example.org/a/b", "", "https://gitlab.example.org/a/b.git"),
        ("https://code.example", "", "https://code.example"),
        ("", "", ""),
        ("javascript:alert(1)", "", ""),
    ],
)
def test_an_origin_is_written_as_the_archives_crawlers_write_it(repository: str, edit_base: str, origin: str) -> None:
    assert archived_origin(repository, edit_base) == origin


def test_a_nodes_page_leads_to_where_its_words_are_archived_where_the_repository_is_known(docs: Path) -> None:
    repository = known(docs)
    identifier = qualified_id(CONTENT, FILE, repository)

    tree = build_site(TOP, (), BuildOptions(UNDRAWN, repository=repository)).tree

    page = html.unescape(tree["m/top/index.md"])
    assert f'content <a href="{archive_address(identifier)}"><code>{identifier}</code></a>.' in page
    assert f"content `{identifier}`" in tree["m/top/node.txt"]
    unknown = html.unescape(build_site(TOP, (), BuildOptions(UNDRAWN)).tree["m/top/index.md"])
    assert f"content <code>{CONTENT}</code>." in unknown
