"""Looks at the workflows, the issue forms and all hand-written YAML, without a network."""

import os
from pathlib import Path

from environment import ROOT

WORKFLOWS = ".github/workflows"
STARTER = "argmap/starter"
"""What argmap init writes for others, a workflow among it."""

ACTION = "action.yml"
"""What other repositories may run."""

FORMS = ".github/ISSUE_TEMPLATE"


def commands(python: Path, root: Path = ROOT) -> list[list[str]]:
    """Return the commands to run in the project's folder.

    zizmor looks for ways in, check-jsonschema compares with the schemas that it brings, yamllint looks at style.
    """
    programs = python.parent

    def program(name: str) -> str:
        return str(programs / (f"{name}.exe" if os.name == "nt" else name))

    def files(folder: str, *left_out: str) -> list[str]:
        return sorted(
            file.relative_to(root).as_posix() for file in (root / folder).glob("*.yml") if file.name not in left_out
        )

    check = [program("check-jsonschema"), "--builtin-schema"]
    return [
        [
            program("zizmor"),
            "--offline",
            "--no-progress",
            "--quiet",
            "--persona=pedantic",
            ".github",
            f"{STARTER}/.github",
            ACTION,
        ],
        [*check, "vendor.github-workflows", *files(WORKFLOWS), *files(f"{STARTER}/{WORKFLOWS}")],
        [*check, "vendor.github-issue-forms", *files(FORMS, "config.yml")],
        [*check, "vendor.github-issue-config", f"{FORMS}/config.yml"],
        [*check, "vendor.github-actions", ACTION],
        [*check, "vendor.dependabot", ".github/dependabot.yml"],
        [
            program("yamllint"),
            "--strict",
            ".github",
            f"{STARTER}/.github",
            f"{STARTER}/docs",
            ACTION,
            ".pre-commit-hooks.yaml",
            "mkdocs.yml",
            "manual.yml",
            "docs",
        ],
    ]
