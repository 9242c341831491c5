"""Runs every check and test of the project, all of them even if one fails. Makes what it needs in .venv first."""

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import workflows
from browser import BrowserFailure, ensure_browser
from build import SITE
from environment import ROOT, TEST_LOCK, EnvironmentFailure, child_environ, ensure, module
from peers import ensure_argdown, path_with
from scratch import scratch
from steps import MODULES, STEPS, Outcome, chosen, run, summary, without_browser


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
        if programs := ensure_argdown():
            environ["PATH"] = path_with(programs)
        else:
            print("NO ARGDOWN: npm is not there, or could not install it, so its tests are NOT RUN")
            outcomes["argdown"] = Outcome.NOT_RUN
    outcomes |= _side_by_side([step for step in steps if step != "tests"], python)
    if "tests" in steps:
        if outcomes.get("site") == Outcome.PASSED:
            environ["ARGMAP_SITE"] = str(SITE)  # as it was built just now; the tests need not build it again
        _head("tests")
        started = time.monotonic()
        with scratch() as place:
            outcomes["tests"] = run([module(python, *MODULES["tests"], *pytest_arguments)], ROOT, environ | place)
        _foot("tests", outcomes["tests"], time.monotonic() - started)
    print(f"\n{summary(outcomes)}")
    return 1 if Outcome.FAILED in outcomes.values() else 0


def _side_by_side(steps: list[str], python: Path) -> dict[str, Outcome]:
    """Run as many steps at once as there are processors; what they print stands in their order."""
    outcomes = {}
    with ThreadPoolExecutor(os.cpu_count()) as pool, TemporaryDirectory() as folder:
        running = {step: pool.submit(_aside, step, python, Path(folder, step)) for step in steps}
        for step, waited_for in running.items():
            _head(step)
            outcomes[step], seconds = waited_for.result()
            print(Path(folder, step).read_text(encoding="utf-8", errors="replace"), end="")
            _foot(step, outcomes[step], seconds)
    return outcomes


def _aside(step: str, python: Path, printed: Path) -> tuple[Outcome, float]:
    started = time.monotonic()
    with printed.open("wb") as output:
        outcome = run(_commands(step, python), ROOT, child_environ(), output)
    return outcome, time.monotonic() - started


def _commands(step: str, python: Path) -> list[list[str]]:
    if step == "site":
        return [[sys.executable, str(Path(__file__).with_name("build.py"))]]
    return workflows.commands(python) if step == "workflows" else [module(python, *MODULES[step])]


def _head(step: str) -> None:
    print(f"\n=== {step}: {STEPS[step]}?", flush=True)


def _foot(step: str, outcome: Outcome, seconds: float) -> None:
    print(f"=== {step} {outcome} in {seconds:.1f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
