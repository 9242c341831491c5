"""A scratch git repository for tests."""

import contextlib
import os
import re
import shutil
import subprocess
from collections.abc import Container
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from conftest import shared

ROOT = Path(__file__).parent.parent
_CACHE = ROOT / ".cache" / "argmap"
_CONFIG = f"""site_name: Test
site_url: https://maps.example.org/
theme: {{name: material, font: false}}
plugins: [search, argmap]
repo_url: https://github.com/someone/a-map
edit_uri: edit/main/docs/
hooks: [{ROOT}/scripts/guides.py, {ROOT}/scripts/crossing.py]
"""


def git(folder: Path, *words: str) -> str:
    """Run git as somebody, by no settings but its own."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    person = [
        "-c",
        "user.name=A contributor",
        "-c",
        "user.email=contributor@example.org",
        "-c",
        "init.defaultBranch=main",
    ]
    command = ["git", *person, "-C", str(folder), *words]
    return subprocess.run(
        command, check=True, capture_output=True, text=True, env={**os.environ, **settings}
    ).stdout.strip()


class _Only(BasePlugin):  # type: ignore[no-untyped-call,type-arg] # it has no options
    """Leaves all pages but a few out of a site: laying out hundreds takes longest, and few are looked at."""

    def __init__(self, pages: Container[str]) -> None:
        self._pages = pages

    @event_priority(-2000)  # behind the plugin that adds the pages of maps
    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        del config
        for file in files.documentation_pages():
            if file.src_uri not in self._pages:
                files.remove(file)
        return files


def built(config: Path, *only: str) -> Path:
    """Build a project with MkDocs, strictly, and return the site's folder; of its pages only some, if any are named."""
    loaded = load_config(str(config), strict=True)
    if only:
        loaded.plugins["only"] = _Only(only)
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return Path(loaded.site_dir)


def commit(folder: Path, message: str = "A change") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


EXAMPLE = "docs/kazakhstan-eu/nodes/motives/no-crimea-in-the-north.md"
EXAMPLE_PAGE = "kazakhstan-eu/no-crimea-in-the-north/index.md"
_EXAMPLE_TEXT = """---
kind: claim
title: Moscow can hardly repeat Crimea in Northern Kazakhstan
statement: >-
  It hardly appears that Moscow could repeat in Northern Kazakhstan what it did in Crimea.
attacks: [russia-comes-first]
voice: author
hedge: hardly appears
source:
  - at: motives.11
    quote: Moscow hardly appears in a position to repeat the Crimean scenario
tags: [russia, northern-kazakhstan, crimea]
---
The fifth of six replies weakens the threat itself. It works by a contrast between Northern Kazakhstan and Crimea before
2014, so the two findings beneath it count together.
"""
"""The node that CONTRIBUTING takes for an example, as it was: whoever mends it must not have to mend tests."""


def _with_this_projects_maps(folder: Path, *, all_of_them: bool = True) -> None:
    """Make a repository of this project's maps, with a site that knows its code host, on a stranger's branch."""
    released = shutil.ignore_patterns("editions", "editions.yml")  # they know the example as it is
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=released)
    (folder / EXAMPLE).write_text(_EXAMPLE_TEXT, encoding="utf-8")
    if not all_of_them:
        _leave_out_what_is_far(folder / "docs")
    (folder / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    (folder / ".gitignore").write_text("site/\n.cache/\n", encoding="utf-8")
    git(folder, "init", "--quiet")
    commit(folder, "The maps")
    git(folder, "checkout", "--quiet", "-b", "stranger")


def _leave_out_what_is_far(docs: Path) -> None:
    """Leave of the maps the example's folder and what that names, a third: a site of it is made so much sooner."""
    shutil.rmtree(docs / "assignment-expressions")
    (docs / "index.md").write_text("# Home\n", encoding="utf-8")
    argument_map = docs / "kazakhstan-eu"
    near = [*docs.glob("*.md"), argument_map / "map.yml", *(docs.parent / EXAMPLE).parent.glob("*.md")]
    far = {file.stem: file for file in {*(argument_map / "nodes").rglob("*.md")}.difference(near)}
    while near:
        told = near.pop().read_text(encoding="utf-8")
        near += [far.pop(name) for name in set(re.findall(r"[\w-]+", told)) & far.keys()]
    for file in far.values():
        file.unlink()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository of this project's maps, on a stranger's branch."""
    folder = tmp_path / "project"
    _with_this_projects_maps(folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="session")
def _published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = shared(tmp_path_factory, "published")
    if made.is_dir():  # by another worker
        return made
    folder = tmp_path_factory.mktemp("published") / "project"
    _with_this_projects_maps(folder, all_of_them=False)
    if _CACHE.is_dir():  # with the drawings of a build of this project's site
        shutil.copytree(_CACHE, folder / _CACHE.relative_to(ROOT))
    built(folder / "mkdocs.yml", EXAMPLE_PAGE)
    with contextlib.suppress(OSError):  # another worker was faster
        folder.rename(made)
    return made


@pytest.fixture
def published(_published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository of a part of this project's maps, on a stranger's branch; the example is built in site/."""
    folder = tmp_path / "project"
    shutil.copytree(_published, folder)
    monkeypatch.chdir(folder)
    return folder
