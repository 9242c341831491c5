"""Makes the project's own Python environment in .venv, from a lock file with hashes. Standard library only."""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BUILD_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-dev.lock"
OLDEST_PYTHON = (3, 11)


class EnvironmentFailure(Exception):  # noqa: N818 - read as a sentence where it is caught
    """The environment cannot be made; the message says why and what would help."""


def python_in(environment: Path) -> Path:
    """Return the path of an environment's Python."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp_of(lock: Path) -> str:
    """Return what tells whether an environment holds what this lock and this project ask for."""
    digest = hashlib.sha256()
    for part in (lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), str(ROOT).encode()):
        digest.update(hashlib.sha256(part).digest())
    return f"{lock.name} {digest.hexdigest()} {sys.version_info.major}.{sys.version_info.minor}\n"


def is_ready(lock: Path, environment: Path = ENVIRONMENT) -> bool:
    """Tell whether the environment already holds what the lock asks for, or more."""
    stamp = environment / "argmap-stamp"
    if not stamp.is_file() or not python_in(environment).exists():
        return False
    told = stamp.read_text(encoding="utf-8")
    return told in (stamp_of(lock), stamp_of(TEST_LOCK))


def ensure(lock: Path) -> Path:
    """Make the environment if it is not ready, and return its Python.

    Raises EnvironmentFailure when this Python is too old, or the environment cannot be made.
    """
    if sys.version_info < OLDEST_PYTHON:
        wanted, have = (".".join(map(str, version[:2])) for version in (OLDEST_PYTHON, sys.version_info))
        message = f"Python {wanted} or newer is needed, this is Python {have}"
        raise EnvironmentFailure(message)
    if not is_ready(lock):
        print(f"making the environment {ENVIRONMENT.name} from {lock.name} (a minute or two, once)", flush=True)
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        _create(ENVIRONMENT)
        _install(python_in(ENVIRONMENT), lock)
        (ENVIRONMENT / "argmap-stamp").write_text(stamp_of(lock), encoding="utf-8")
    return python_in(ENVIRONMENT)


def _create(environment: Path) -> None:
    """Make an empty environment with pip; Debian's Python comes without what venv needs for that."""
    try:
        venv.EnvBuilder(with_pip=True).create(environment)
    except (subprocess.CalledProcessError, ImportError, SystemExit, OSError) as error:
        shutil.rmtree(environment, ignore_errors=True)
        for helper in (["uv", "venv", "--seed"], ["virtualenv"]):
            if shutil.which(helper[0]) and subprocess.run([*helper, str(environment)], check=False).returncode == 0:
                return
        message = (
            f"this Python cannot make an environment ({type(error).__name__}): its venv module is incomplete. "
            "On Debian and Ubuntu install python3-venv, or put uv or virtualenv on the path, then run this again"
        )
        raise EnvironmentFailure(message) from error


def _install(python: Path, lock: Path) -> None:
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    steps = [
        [*pip, "--require-hashes", "--requirement", str(lock)],
        [*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)],
    ]
    for step in steps:
        if subprocess.run(step, cwd=ROOT, check=False).returncode != 0:
            shutil.rmtree(ENVIRONMENT, ignore_errors=True)
            message = "pip could not install what the lock file names; its words stand above (is there a network?)"
            raise EnvironmentFailure(message)
