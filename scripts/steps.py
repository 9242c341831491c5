"""The steps of the test command, and how their outcome is told."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

STEPS = {
    "format": "is the code formatted",
    "lint": "does the linter find fault",
    "types": "do the types agree",
    "layers": "does the data flow one way",
    "workflows": "are the workflows, forms and hand-written YAML in order",
    "site": "do the maps pass their checks and the site build",
    "coverage": "do the maps carry all of their texts",
    "tests": "do the tests pass, in a browser too, and reach every branch",
}

_WORKERS = (os.cpu_count() or 1) + 1
"""While one of them waits for a browser, as many as there are processors go on."""

MODULES = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "layers": ["importlinter.cli:lint_imports_command", "--no-logo"],
    "coverage": ["argmap", "coverage", "--fail-under", "100"],
    "tests": ["scripts.covering:main", f"--numprocesses={_WORKERS}", "--dist=worksteal"],
}
"""What runs at each step but two: the site is built as scripts/build.py builds it, the workflows are several tools."""


class Outcome(StrEnum):
    """What became of a step."""

    PASSED = "passed"
    FAILED = "FAILED"
    NOT_RUN = "NOT RUN"


def chosen(names: Sequence[str]) -> list[str]:
    """Return the steps to run, in their order: those named, or all; raises ValueError at a name that is no step."""
    for name in names:
        if name not in STEPS:
            message = f"there is no step {name}; the steps are {', '.join(STEPS)}"
            raise ValueError(message)
    return [step for step in STEPS if step in (names or STEPS)]


def run(
    commands: Sequence[Sequence[str]], folder: Path, environ: Mapping[str, str], output: BinaryIO | None = None
) -> Outcome:
    """Run the commands of a step, all of them even if one fails.

    Args:
        commands: each with its words
        folder: where they run
        environ: their environment variables
        output: takes whatever they print; without it they print where this program does

    Returns:
        FAILED if any of them failed.
    """
    errors = subprocess.STDOUT if output else None
    done = [
        subprocess.run(command, cwd=folder, env=environ, check=False, stdout=output, stderr=errors)
        for command in commands
    ]
    return Outcome.FAILED if any(process.returncode for process in done) else Outcome.PASSED


def without_browser(environ: Mapping[str, str]) -> Outcome:
    """Return what it counts as when no browser can be had: where CI runs, everything must be tested."""
    return Outcome.NOT_RUN if environ.get("CI", "").lower() in ("", "0", "false") else Outcome.FAILED


def summary(outcomes: Mapping[str, Outcome]) -> str:
    """Return a line for each step, and a last line that counts them."""
    count = {outcome: list(outcomes.values()).count(outcome) for outcome in Outcome}
    lines = [f"{step:<9} {outcome}" for step, outcome in outcomes.items()]
    skipped = f", {count[Outcome.NOT_RUN]} skipped" if count[Outcome.NOT_RUN] else ""
    return "\n".join([*lines, "", f"{count[Outcome.PASSED]} passed, {count[Outcome.FAILED]} failed{skipped}"])
