"""Reading the maps of a git revision without checking it out."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from argmap.storage.disk import load
from argmap.storage.revisions import RevisionError, branched_from, commit_of, load_revision, prefix_of
from conftest import TOP
from repository import commit, git

Put = Callable[[dict[str, str]], Path]


@pytest.fixture
def docs(put: Put) -> Path:
    folder = put(TOP)
    git(folder.parent, "init", "--quiet")
    commit(folder.parent)
    return folder


def test_a_revision_is_read_by_the_same_rules_as_the_disk(docs: Path, put: Put) -> None:
    put(
        {
            "m/nodes/ü b.md": "x",
            "m/nodes/large.md": "x" * 70_000,
            "picture.svg": "<svg/>",
            ".hidden/a.md": "x",
            "m/.x": "",
            "m/verified.json/x": "",
            "n/map.yml/x": "",
        }
    )
    (docs / "m/nodes/bytes.md").write_bytes(b"\xff")
    (docs / "m/nodes/link.md").symlink_to("/etc/passwd")
    (docs / "link.txt").symlink_to("/etc/passwd")
    (docs / "folder").symlink_to("..", target_is_directory=True)
    (docs.parent / "outside.md").write_text("x", encoding="utf-8")
    head = commit(docs.parent)

    assert load_revision(docs, head) == load(docs)
    assert "m/nodes/ü b.md" in load(docs).texts
    assert len(load(docs).findings) == 7


def test_a_revision_without_the_folder_has_nothing(docs: Path) -> None:
    first = git(docs.parent, "rev-parse", "HEAD")
    (docs.parent / "elsewhere").mkdir()
    (docs.parent / "elsewhere" / "map.yml").write_text("title: M\n", encoding="utf-8")
    commit(docs.parent)

    assert load_revision(docs.parent / "elsewhere", first).texts == {}


def test_a_revision_is_read_though_the_folder_is_gone_here(docs: Path) -> None:
    head = commit_of(docs, "HEAD")
    there = load(docs)
    shutil.rmtree(docs)

    assert load_revision(docs, head) == there
    assert prefix_of(docs) == "docs/"
    assert prefix_of(docs.parent) == ""
    assert prefix_of(docs / "m") == "docs/m/"


def test_what_is_not_committed_is_not_there(docs: Path, put: Put) -> None:
    put({"m/nodes/a.md": "new"})

    assert set(load_revision(docs, commit_of(docs, "HEAD")).texts) == set(TOP)


@pytest.mark.parametrize(
    "revision", ["", "nowhere", "-h", "--output=x", "HEAD\n", "HEAD:docs", "$(touch x)", "a..b", "@{9}"]
)
def test_what_is_no_revision_is_said_plainly_and_never_an_option(docs: Path, revision: str) -> None:
    with pytest.raises(RevisionError, match="git knows no revision"):
        commit_of(docs, revision)


def test_a_folder_outside_git_is_said_plainly(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = put(TOP)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(docs.parent.parent))

    with pytest.raises(RevisionError, match="not a git repository"):
        commit_of(docs, "main")


def test_without_git_it_is_said_plainly(docs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(RevisionError, match="git cannot be started"):
        commit_of(docs, "main")


def parted(folder: Path) -> tuple[str, str]:
    """Let the branch topic leave main, and commit on both; returns main's commit and topic's."""
    git(folder, "checkout", "--quiet", "-b", "topic")
    topic = commit(folder, "Topic")
    git(folder, "checkout", "--quiet", "main")
    return commit(folder, "Main"), topic


def test_only_what_was_done_since_the_branch_left_counts(docs: Path) -> None:
    left = git(docs.parent, "rev-parse", "HEAD")
    main, topic = parted(docs.parent)
    git(docs.parent, "checkout", "--quiet", "--orphan", "other")
    other = commit(docs.parent, "Other")

    assert branched_from(docs, main, topic) == left
    assert branched_from(docs, topic, topic) == topic
    assert branched_from(docs, other, topic) is None


def test_of_several_commits_in_common_the_one_that_git_would_merge_from_counts(docs: Path) -> None:
    main, topic = parted(docs.parent)
    git(docs.parent, "merge", "--quiet", "--no-edit", topic)
    git(docs.parent, "checkout", "--quiet", "topic")
    git(docs.parent, "merge", "--quiet", "--no-edit", main)

    assert branched_from(docs, "main", "topic") == git(docs.parent, "merge-base", "main", "topic")


def test_a_clone_that_is_too_shallow_is_said_plainly_with_what_mends_it(docs: Path, tmp_path: Path) -> None:
    parted(docs.parent)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth=1", "--no-single-branch", docs.parent.as_uri(), str(clone))

    with pytest.raises(RevisionError, match=r"too shallow.*git fetch --unshallow"):
        branched_from(clone / "docs", "origin/main", "origin/topic")
    git(clone, "fetch", "--quiet", "--unshallow")
    left = git(docs.parent, "merge-base", "main", "topic")
    assert branched_from(clone / "docs", "origin/main", "origin/topic") == left


def test_a_history_that_cannot_be_read_is_not_taken_for_one_of_its_own(docs: Path) -> None:
    first = git(docs.parent, "rev-parse", "HEAD")
    main, topic = parted(docs.parent)
    (docs.parent / ".git/objects" / first[:2] / first[2:]).unlink()

    with pytest.raises(RevisionError, match="git failed"):
        branched_from(docs, main, topic)


def test_an_object_that_is_missing_is_said_plainly(docs: Path) -> None:
    head = commit_of(docs, "HEAD")
    name = git(docs.parent, "rev-parse", "HEAD:docs/m/map.yml")
    (docs.parent / ".git/objects" / name[:2] / name[2:]).unlink()

    with pytest.raises(RevisionError, match=r"contents of docs/m/map\.yml; the clone is not whole"):
        load_revision(docs, head)
