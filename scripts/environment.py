"""Makes the project's own Python environments, each from a lock file with hashes. Standard library only."""

import contextlib
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PROJECT = ROOT / "pyproject.toml"
BUILD_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"  # holds all of BUILD_LOCK, in the same versions, and more
LOWEST_LOCK = ROOT / "requirements-lowest.lock"  # holds the lowest versions that pyproject.toml allows
LOWEST_ENVIRONMENT = ROOT / ".venv-lowest"
OLDEST_PYTHON = (3, 11)


def too_old(major: int, minor: int) -> str:
    """Return why a version of Python cannot run this project, or nothing if it can."""
    if (major, minor) >= OLDEST_PYTHON:
        return ""
    return f"Python {'.'.join(map(str, OLDEST_PYTHON))} or newer is needed, this is Python {major}.{minor}"


if too_old(*sys.version_info[:2]):  # here, before an older Python stumbles over the annotations below
    sys.exit(too_old(*sys.version_info[:2]))

_QUIETLY = """
import importlib, runpy, sys
try:
    del sys.argv[0]
    name, _, function = sys.argv[0].partition(":")
    if function:
        sys.exit(getattr(importlib.import_module(name), function)())
    runpy.run_module(name, run_name="__main__", alter_sys=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


class EnvironmentFailure(Exception):  # noqa: N818 - read as a sentence where it is caught
    """The environment cannot be made; the message says why and what would help."""


def python_in(environment: Path) -> Path:
    """Return the path of an environment's Python."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted(lock: Path) -> dict[str, str]:
    """Return what an environment for a lock is made from: this Python, this place, and the contents of files."""
    files = [BUILD_LOCK, TEST_LOCK, PROJECT] if lock == TEST_LOCK else [lock, PROJECT]
    digests = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}
    return {"python": f"{sys.version_info.major}.{sys.version_info.minor}", "place": str(ROOT), **digests}


def held(environment: Path) -> dict[str, str]:
    """Return what an environment was made from; nothing if there is none, or it was never finished."""
    try:
        told = json.loads(_stamp(environment).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if python_in(environment).exists() and isinstance(told, dict) else {}


def to_do(wanted: Mapping[str, str], held: Mapping[str, str]) -> list[str]:
    """Return what has to be done to an environment: any of create, packages, project, in this order.

    What only adds to the environment is added; anything else makes it anew, so that nothing old is left in it.
    """
    different = {name for name, value in wanted.items() if held.get(name) != value}
    if different - {TEST_LOCK.name, PROJECT.name} or (TEST_LOCK.name in different and TEST_LOCK.name in held):
        return ["create", "packages", "project"]
    steps = {"packages": TEST_LOCK.name, "project": PROJECT.name}
    return [step for step, name in steps.items() if name in different]


def ensure(lock: Path) -> Path:
    """Make the environment of a lock if it is not ready, and return its Python.

    Raises EnvironmentFailure when the environment cannot be made.
    """
    environment = LOWEST_ENVIRONMENT if lock == LOWEST_LOCK else ENVIRONMENT
    before = held(environment)
    steps = to_do(wanted(lock), before)
    kept = {} if "create" in steps else before
    if not steps:
        return python_in(environment)
    started = time.monotonic()
    once = " (a minute or two, only this once)" if "packages" in steps else ""
    print(f"making the environment {environment.name} from {lock.name}{once}", flush=True)
    try:
        _carry_out(steps, lock, environment)
        _stamp(environment).write_text(json.dumps({**kept, **wanted(lock)}, indent=1) + "\n", encoding="utf-8")
    except BaseException as error:
        shutil.rmtree(environment, ignore_errors=True)  # half an environment is worse than none
        if isinstance(error, OSError):
            message = f"the environment cannot be made: {error.strerror or error}: {error.filename or environment}"
            raise EnvironmentFailure(message) from error
        raise
    print(f"made the environment in {time.monotonic() - started:.1f} s", flush=True)
    return python_in(environment)


def run_with(lock: Path, command: Callable[[Path], Sequence[str]]) -> int:
    """Run a command in the environment of a lock, which is made first if it is not ready.

    Args:
        lock: the lock file
        command: makes the words of the command, given the environment's Python

    Returns:
        The command's exit status; 2 where the environment cannot be made, and 130 at Ctrl-C.
    """
    try:
        with contextlib.redirect_stdout(sys.stderr):  # standard output is the command's alone
            python = ensure(lock)
        return subprocess.run(command(python), cwd=ROOT, env=child_environ(), check=False).returncode
    except EnvironmentFailure as failure:
        print(failure, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def module(python: Path, *words: str) -> list[str]:
    """Return the command that runs a module, or a function of one, and ends without a traceback at Ctrl-C.

    Takes the environment's Python; then the module, or module:function, and its arguments.
    """
    return [str(python), "-c", _QUIETLY, *words]


def child_environ(**more: str) -> dict[str, str]:
    """Return this process's environment variables, and more, for a program that runs in the environment.

    What would have Python or pip look or install somewhere else is left out, and what has Python compile all anew.
    """
    outside = {
        "PYTHONDONTWRITEBYTECODE",
        "PYTHONHOME",
        "PYTHONPATH",
        "PIP_PREFIX",
        "PIP_REQUIRE_HASHES",
        "PIP_TARGET",
        "PIP_USER",
    }
    return {**{name: value for name, value in os.environ.items() if name not in outside}, **more}


def _stamp(environment: Path) -> Path:
    return environment / "argmap-stamp.json"


def _carry_out(steps: list[str], lock: Path, environment: Path) -> None:
    python = python_in(environment)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    _stamp(environment).unlink(missing_ok=True)
    if "create" in steps:
        shutil.rmtree(environment, ignore_errors=True)
        _create(environment)
    if "packages" in steps:
        _run([*pip, "--require-hashes", "--requirement", str(lock)])
    if "project" in steps:
        _run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)])


def _create(environment: Path) -> None:
    """Make an empty environment with pip; Debian's Python comes without what venv needs for that."""
    try:
        import venv  # noqa: PLC0415 - some systems leave it out

        with contextlib.redirect_stdout(None):  # Debian's prints advice of its own, before the helpers are tried
            venv.EnvBuilder(with_pip=True).create(environment)
    except (subprocess.CalledProcessError, ImportError, SystemExit) as error:
        shutil.rmtree(environment, ignore_errors=True)
        for helper in (["uv", "venv", "--quiet", "--seed"], ["virtualenv", "--quiet"]):
            command = [*helper, "--python", sys.executable, str(environment)]
            if shutil.which(helper[0]) and subprocess.run(command, check=False).returncode == 0:
                return
        message = (
            "this Python cannot make an environment, because its venv or ensurepip module is missing: "
            "on Debian and Ubuntu install python3-venv, or put uv or virtualenv on the path, then run this again"
        )
        raise EnvironmentFailure(message) from error
    except ValueError as error:  # a file stands where the folder should
        raise EnvironmentFailure(str(error)) from error


def _run(command: list[str]) -> None:
    if subprocess.run(command, cwd=ROOT, env=child_environ(), check=False).returncode != 0:
        message = "pip could not install what the lock file names; its words stand above (is there a network?)"
        raise EnvironmentFailure(message)
