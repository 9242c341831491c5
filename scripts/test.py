"""Runs every check and test of the project, all of them even if one fails. Makes what it needs in .venv first."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

from browser import BrowserFailure, ensure_browser
from build import build
from environment import ROOT, TEST_LOCK, EnvironmentFailure, child_environ, ensure, module
from steps import MODULES, STEPS, Outcome, chosen, summary, without_browser
from workflows import workflows_in_order


def main() -> int:
    """Run the chosen steps and return the exit status."""
    listed = "\n".join(f"  {step:<9} {asks}?" for step, asks in STEPS.items())
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=f"steps:\n{listed}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("steps", nargs="*", metavar="STEP", help="a step to run (default: all of those below)")
    parser.add_argument("--update", action="store_true", help="write what the tests compare with anew")
    parser.add_argument("--pictures", action="store_true", help="take the pictures of CONTRIBUTING anew")
    options = parser.parse_args()
    try:
        steps = chosen(options.steps)
    except ValueError as error:
        parser.error(str(error))
    anew = [f"--{name}" for name in ("update", "pictures") if getattr(options, name)]
    if anew and "tests" not in steps:
        parser.error(f"{anew[0]} belongs to the step tests")
    try:
        return _run(steps, ensure(TEST_LOCK), anew)
    except (EnvironmentFailure, BrowserFailure) as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(steps: list[str], python: Path, pytest_arguments: list[str]) -> int:
    environ = child_environ()
    outcomes: dict[str, Outcome] = {}
    if "tests" in steps:
        environ["ARGMAP_BROWSER"] = ensure_browser(python)
        if not environ["ARGMAP_BROWSER"]:
            print("NO BROWSER: none was found and none could be installed, so the tests in a browser are NOT RUN")
            outcomes["browser"] = without_browser(os.environ)
            pytest_arguments = [*pytest_arguments, "-m", "not browser"]
    for step in steps:
        print(f"\n=== {step}: {STEPS[step]}?", flush=True)
        started = time.monotonic()
        outcomes[step] = _outcome(step, python, pytest_arguments, environ)
        print(f"=== {step} {outcomes[step]} in {time.monotonic() - started:.1f} s", flush=True)
    print(f"\n{summary(outcomes)}")
    return 1 if Outcome.FAILED in outcomes.values() else 0


def _outcome(step: str, python: Path, pytest_arguments: list[str], environ: dict[str, str]) -> Outcome:
    if step == "site":
        passed = build(python)
    elif step == "workflows":
        passed = workflows_in_order(python)
    else:
        command = module(python, *MODULES[step], *(pytest_arguments if step == "tests" else []))
        passed = subprocess.run(command, cwd=ROOT, env=environ, check=False).returncode == 0
    return Outcome.PASSED if passed else Outcome.FAILED


if __name__ == "__main__":
    sys.exit(main())
