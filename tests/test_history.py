"""What git tells of the docs folder."""

import os
import subprocess
from pathlib import Path

import pytest

from argmap.site.build import BuildOptions, build_site
from argmap.storage.history import FileChange, file_changes, last_days
from conftest import TOP
from test_voices import UNDRAWN, words

DAYS = {"a.md": "2024-02-03", "sub/b – ü.md": "2025-04-05"}


def git(folder: Path, *words: str, day: str = "2026-01-01", name: str = "A") -> None:
    who = {"GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": "a@b", "GIT_COMMITTER_NAME": "A", "GIT_COMMITTER_EMAIL": "a@b"}
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
    assert last_days(file_changes(project / "docs")) == DAYS


def test_a_later_change_counts(project: Path) -> None:
    (project / "docs" / "a.md").write_text("again", encoding="utf-8")
    git(project, "commit", "--all", "--message", "again", day="2026-06-07")

    assert last_days(file_changes(project / "docs"))["a.md"] == "2026-06-07"


def test_without_a_repository_nothing_is_known(tmp_path: Path) -> None:
    assert file_changes(tmp_path) == {}


def test_a_shallow_clone_knows_nothing(project: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", project.as_uri(), "shallow")

    assert file_changes(tmp_path / "shallow" / "docs") == {}


def test_a_repository_without_commits_knows_nothing(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")

    assert file_changes(tmp_path) == {}


def changed(project: Path, text: str, name: str, day: str) -> None:
    (project / "docs" / "a.md").write_text(text, encoding="utf-8")
    git(project, "commit", "--all", "--message", "more", day=day, name=name)


def test_each_file_knows_who_changed_it_and_when_the_newest_first(project: Path) -> None:
    changed(project, "again", "Ann Доу", "2026-06-07")
    changed(project, "and again", "B", "2026-06-08")

    changes = file_changes(project / "docs")

    assert changes["a.md"] == (
        FileChange("2026-06-08", "B"),
        FileChange("2026-06-07", "Ann Доу"),
        FileChange("2024-02-03", "A"),
    )
    assert changes["sub/b – ü.md"] == (FileChange("2025-04-05", "A"),)
    assert "new.md" not in changes


def test_a_renamed_file_keeps_its_history_and_one_that_took_its_name_has_its_own(project: Path) -> None:
    text = "\n".join(f"line {number}" for number in range(20))
    changed(project, text, "First", "2026-02-01")
    git(project, "mv", "docs/a.md", "docs/sub/moved.md")
    git(project, "commit", "--message", "move", day="2026-02-02", name="Mover")
    (project / "docs" / "a.md").write_text("Another.", encoding="utf-8")
    git(project, "add", "--all")
    git(project, "commit", "--message", "new", day="2026-02-03", name="Newcomer")

    changes = file_changes(project / "docs")

    assert [change.name for change in changes["sub/moved.md"]] == ["Mover", "First", "A"]
    assert changes["a.md"] == (FileChange("2026-02-03", "Newcomer"),)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("jane@example.org", ""),
        ("Jane Doe (jane@example.org)", "Jane Doe"),
        ("Jane jane@example.org Doe", "Jane Doe"),
        ("J\u202eane", "Jane"),
        ("a" * 500, "a" * 120),
        ("Иван & Co", "Иван & Co"),
    ],
)
def test_no_name_gives_away_an_address_or_plays_a_trick(name: str, shown: str, project: Path) -> None:
    changed(project, "again", name, "2026-06-07")

    assert file_changes(project / "docs")["a.md"][0].name == shown


def test_names_are_those_that_the_project_s_mailmap_gives(project: Path) -> None:
    (project / ".mailmap").write_text("Jane Doe <a@b>\n", encoding="utf-8")

    assert file_changes(project / "docs")["a.md"] == (FileChange("2024-02-03", "Jane Doe"),)


def test_a_nodes_history_names_who_changed_it_and_how_often() -> None:
    changes = {
        "m/nodes/top.md": [FileChange("2026-05-03", "B"), FileChange("2026-05-02", ""), FileChange("2026-05-01", "B")]
    }
    changes["m/nodes/top.md"].append(FileChange("2026-04-30", "<script>&"))

    page = build_site(TOP, (), BuildOptions(UNDRAWN, changes=changes)).tree["m/top/index.md"]

    history = words(page.partition('id="history"')[2].partition("</section>")[0].partition(">")[2])
    named = "B, 2 changes, May 1, 2026 – May 3, 2026 <script>&, 1 change, April 30, 2026"
    assert history == f"Who changed its file, as git has it: {named}"
    assert "<script>&" not in page


def test_without_git_nobody_is_named() -> None:
    assert 'id="history"' not in build_site(TOP, (), BuildOptions(UNDRAWN)).tree["m/top/index.md"]
