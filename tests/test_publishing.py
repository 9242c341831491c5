"""What argmap offers to other repositories: an action, hooks, and recipes for places that publish."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import TOP, node
from repository import ROOT, commit, git

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the places that are meant run Linux")

PAGE = (ROOT / "manual" / "publishing.md").read_text(encoding="utf-8")
RECIPES = {
    "vendor.github-workflows": "In a workflow of GitHub",
    "vendor.gitlab-ci": "On GitLab",
    "vendor.readthedocs": "On Read the Docs",
}


def recipe(heading: str) -> str:
    """Return the YAML that stands below a heading of the page."""
    found = re.search(r"```yaml\n(.*?)```", PAGE.partition(f"## {heading}\n")[2], flags=re.DOTALL)
    assert found is not None
    return found[1]


def data(text: str) -> Any:  # noqa: ANN401 - YAML is anything
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """Make a repository with a site of one map, on a branch that adds an objection to it."""
    folder = tmp_path / "repository"
    for path, text in {**TOP, "index.md": "# Maps\n"}.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(
        "site_name: Maps\nsite_url: !ENV SITE_URL\nrepo_url: !ENV REPO_URL\nedit_uri: !ENV EDIT_URI\n"
        "theme: {name: material, font: false}\nplugins: [search, argmap]\n",
        encoding="utf-8",
    )
    git(tmp_path, "init", "--quiet", "repository")
    commit(folder)
    git(folder, "switch", "--quiet", "--create", "change")
    answer = node(kind="counterclaim", title="It is not", supports="", attacks="[top]")
    (folder / "docs/m/nodes/not.md").write_text(answer, encoding="utf-8")
    commit(folder)
    return folder


def shell(script: str, folder: Path, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script as hosts do: in bash, until the first failure."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],  # noqa: S607 - the system's own
        cwd=folder,
        env={**os.environ, "PATH": path, **environ},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(("schema", "heading"), RECIPES.items())
def test_each_recipe_is_what_the_place_reads(schema: str, heading: str, tmp_path: Path) -> None:
    file = tmp_path / "recipe.yml"
    file.write_text(recipe(heading), encoding="utf-8")

    run = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)],
        check=False,
        capture_output=True,
        text=True,
    )

    assert run.returncode == 0, run.stdout


def test_the_workflow_of_the_page_holds_what_our_own_hold() -> None:
    (ours,) = set(re.findall(r"actions/checkout@\S+ # \S+", (ROOT / ".github/workflows/check.yml").read_text("utf-8")))

    assert ours in recipe("In a workflow of GitHub")


def inputs(**given: str) -> dict[str, str]:
    """Return the values of the action's inputs."""
    wanted = data((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    return {name: given.get(name, about["default"]) for name, about in wanted.items()}


def action(folder: Path, runner: Path, **given: str) -> dict[str, subprocess.CompletedProcess[str]]:
    """Run the steps of the action, with this environment's argmap in the place of one that is installed."""
    python = runner / "argmap/bin/python"
    python.parent.mkdir(parents=True, exist_ok=True)
    # What is to be installed, is told; anything else runs here.
    told = f'case "$*" in "-m pip"*) echo "$*" >> {runner}/installed ;; *) exec {sys.executable} "$@" ;; esac\n'
    python.write_text(f"#!/bin/sh\n{told}", encoding="utf-8")
    python.chmod(0o755)
    (runner / "python3").write_text("#!/bin/sh\n", encoding="utf-8")
    (runner / "python3").chmod(0o755)
    context = {
        **{f"inputs.{name}": value for name, value in inputs(**given).items()},
        "github.server_url": "https://github.com",
        "github.repository": "someone/a-map",
        "github.event.repository.default_branch": "main",
    }

    def filled(text: str) -> str:
        return re.sub(r"\$\{\{ (\S+) \}\}", lambda found: context[found[1]], text)

    environ = {
        "PATH": f"{runner}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "RUNNER_TEMP": str(runner),
        "GITHUB_ACTION_PATH": "/the/action",
        "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
    }
    ran = {}
    for step in data((ROOT / "action.yml").read_text(encoding="utf-8"))["runs"]["steps"]:
        assert "${{" not in step["run"]
        unless = re.search(r"inputs\.([\w-]+) != ''", step.get("if", ""))
        if unless and not inputs(**given)[unless[1]]:
            continue
        more = {name: filled(value) for name, value in step["env"].items()}
        ran[step["name"]] = shell(step["run"], folder, {**environ, **more})
    return ran


def test_the_action_checks_compares_and_builds(here: Path, tmp_path: Path) -> None:
    ran = action(here, tmp_path / "runner", base="main", **{"site-url": "https://maps.example.org/"})

    assert {name: step.returncode for name, step in ran.items()} == {
        "argmap": 0,
        "Findings, as annotations at their lines": 0,
        "What the change means": 0,
        "The site": 0,
    }
    assert "It is not" in (tmp_path / "runner/summary.md").read_text(encoding="utf-8")
    page = (here / "site/m/not/index.html").read_text(encoding="utf-8")
    assert 'href="https://github.com/someone/a-map/edit/main/docs/m/nodes/not.md"' in page
    assert "https://maps.example.org/m/not/" in page
    installed = (tmp_path / "runner/installed").read_text(encoding="utf-8")
    assert installed.split() == ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "/the/action"]


def test_the_action_fails_beside_the_line_that_is_wrong(here: Path, tmp_path: Path) -> None:
    (here / "docs/m/nodes/not.md").write_text(node(kind="counterclaim", supports="", attacks="[topp]"), "utf-8")
    commit(here)

    ran = action(here, tmp_path / "runner", base="", site="", requirements="needed.txt")

    assert [*ran] == ["argmap", "Findings, as annotations at their lines"]
    failed = ran["Findings, as annotations at their lines"]
    assert failed.returncode == 1
    assert "::error file=docs/m/nodes/not.md,line=" in failed.stdout
    assert (tmp_path / "runner/installed").read_text(encoding="utf-8").split()[-2:] == ["--requirement", "needed.txt"]


def test_the_recipe_for_gitlab_checks_compares_and_builds(here: Path) -> None:
    jobs = data(recipe("On GitLab"))
    variables = {
        "CI_PROJECT_URL": "https://gitlab.com/someone/a-map",
        "CI_DEFAULT_BRANCH": "main",
        "CI_PAGES_URL": "https://someone.gitlab.io/a-map/",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": git(here, "rev-parse", "main"),
        "PYTHONPATH": str(ROOT),
    }
    own = {name: re.sub(r"\$(\w+)", lambda v: variables[v[1]], value) for name, value in jobs["variables"].items()}

    ran = [
        shell(line, here, {**variables, **own})
        for name in ("check", "meaning", "pages")
        for line in jobs[name]["script"]
    ]

    assert [step.returncode for step in ran] == [0, 0, 0], [step.stderr for step in ran]
    assert "It is not" in (here / "diff.html").read_text(encoding="utf-8")
    page = (here / "public/m/not/index.html").read_text(encoding="utf-8")
    assert "https://someone.gitlab.io/a-map/m/not/" in page
    assert "https://gitlab.com/someone/a-map/-/edit/main/docs/m/nodes/not.md" in page


def test_pre_commit_runs_the_hooks(here: Path) -> None:
    offered = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    asked = data(recipe("Before a commit"))["repos"][0]["hooks"]
    assert [hook["id"] for hook in offered] == [hook["id"] for hook in asked]
    # This environment's argmap in the place of one that pre-commit would install.
    local = [{**hook, "language": "system"} for hook in offered]
    (here / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": local}]}), "utf-8")
    config = {"PRE_COMMIT_HOME": str(here.parent / "home"), "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m pre_commit run --all-files"
    git(here, "add", "--all")

    good = shell(command, here, config)
    file = here / "docs/m/nodes/not.md"
    file.write_text(
        "---\nattacks: [topp]\ntitle: It is not\nkind: counterclaim\nstatement: No.\nvoice: contributor\n---\n", "utf-8"
    )
    wrong = shell(command, here, config)

    assert good.returncode == 0, good.stdout
    assert good.stdout.count("Passed") == 2
    assert wrong.returncode == 1
    assert "docs/m/nodes/not.md:2" in wrong.stdout
    assert "files were modified by this hook" in wrong.stdout
    assert file.read_text(encoding="utf-8").startswith("---\nkind: counterclaim\ntitle: It is not\n")
