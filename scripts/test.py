"""Runs every check and test of the project. Makes what it needs in .venv first."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from browser import ensure_browser
from build import build
from environment import ROOT, TEST_LOCK, EnvironmentFailure, ensure

STEPS = ("format", "lint", "types", "layers", "site", "tests")


def run_step(step: str, python: Path, pytest_arguments: list[str], environ: dict[str, str]) -> bool:
    """Run one step and return whether it passed."""
    modules = {
        "format": ["ruff", "format", "--check", "."],
        "lint": ["ruff", "check", "."],
        "types": ["mypy"],
        "layers": ["importlinter.cli", "lint"],
        "tests": [
            "pytest",
            "--numprocesses=auto",
            "--cov",
            "--cov-report=term-missing:skip-covered",
            *pytest_arguments,
        ],
    }
    if step == "site":
        return build(python)
    if step == "layers":
        command = [str(python), "-c", "from importlinter.cli import lint_imports_command as run; run()"]
    else:
        command = [str(python), "-m", *modules[step]]
    return subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode == 0


def main() -> int:
    """Run the chosen steps, all of them even if one fails, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "steps", nargs="*", metavar="STEP", help=f"which steps to run (default: all): {', '.join(STEPS)}"
    )
    parser.add_argument("--update", action="store_true", help="write what the tests compare with anew")
    options = parser.parse_args()
    unknown = [step for step in options.steps if step not in STEPS]
    if unknown:
        parser.error(f"there is no step {unknown[0]}; the steps are {', '.join(STEPS)}")
    steps = [step for step in STEPS if step in (options.steps or STEPS)]
    try:
        python = ensure(TEST_LOCK)
        return _run(steps, python, update=options.update)
    except EnvironmentFailure as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(steps: list[str], python: Path, *, update: bool) -> int:
    environ = dict(os.environ)
    arguments = ["--update"] if update else []
    results: dict[str, bool] = {}
    if "tests" in steps:
        browser = ensure_browser(python)
        if browser:
            environ["ARGMAP_BROWSER"] = browser
        else:
            print("NO BROWSER: none was found and none could be installed, so the browser tests cannot run")
            results["browser"] = False
            arguments += ["-m", "not browser", "--no-cov"]
    for step in steps:
        print(f"\n=== {step}", flush=True)
        started = time.monotonic()
        results[step] = run_step(step, python, arguments, environ)
        print(f"=== {step} {'passed' if results[step] else 'FAILED'} in {time.monotonic() - started:.1f} s", flush=True)
    failed = [step for step, passed in results.items() if not passed]
    print()
    if failed:
        print(f"failed: {', '.join(failed)}")
    print(f"steps: {len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
