"""What git tells of the docs folder."""

import os
import subprocess
from pathlib import Path

import pytest

from argmap.storage.history import last_changes

DAYS = {"a.md": "2024-02-03", "sub/b – ü.md": "2025-04-05"}


def git(folder: Path, *words: str, day: str = "2026-01-01") -> None:
    who = {"GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b"}
    when = {"GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z", "HOME": str(folder)}
    command = ["git", *words]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env={**os.environ, **who, **when})


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project whose docs folder was changed on several days."""
    project = tmp_path / "project"
    (project / "docs" / "sub").mkdir(parents=True)
    git(project, "init", "--quiet")
    for path, day in DAYS.items():
        (project / "docs" / path).write_text(day, encoding="utf-8")
        (project / "beside.md").write_text(day, encoding="utf-8")
        git(project, "add", "--all")
        git(project, "commit", "--message", path, day=day)
    (project / "docs" / "new.md").write_text("not committed yet", encoding="utf-8")
    return project


def test_each_file_has_the_day_of_its_last_change(project: Path) -> None:
    assert last_changes(project / "docs") == DAYS


def test_a_later_change_counts(project: Path) -> None:
    (project / "docs" / "a.md").write_text("again", encoding="utf-8")
    git(project, "commit", "--all", "--message", "again", day="2026-06-07")

    assert last_changes(project / "docs")["a.md"] == "2026-06-07"


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    assert last_changes(tmp_path) == {}


def test_a_shallow_clone_knows_nothing(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", project.as_uri(), "shallow")

    assert last_changes(tmp_path / "shallow" / "docs") == {}


def test_a_repository_without_commits_knows_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    assert last_changes(tmp_path) == {}
