"""Has Argdown's own program installed, which reads in tests what argmap writes; it comes from npm, not from PyPI."""

import os
import shutil
import subprocess
from pathlib import Path

from environment import ROOT, child_environ

WANTED = ROOT / "scripts" / "argdown"
"""The folder that names its version, and with hashes all that it is made of."""

INSTALLED = ROOT / ".cache" / "argdown"
_FILES = ("package.json", "package-lock.json")


def ensure_argdown(wanted: Path = WANTED, installed: Path = INSTALLED) -> str:
    """Return the folder with the program argdown, after having npm install it if it is not there as wanted.

    Args:
        wanted: The folder that says which.
        installed: Where it is installed.

    Returns:
        The folder; empty where there is no npm, or it cannot install it.
    """
    programs = installed / "node_modules" / ".bin"
    if programs.is_dir() and all(_same(wanted / name, installed / name) for name in _FILES):
        return str(programs)
    npm = shutil.which("npm")
    if not npm:
        return ""
    print("npm installs Argdown's program (some seconds, only this once)", flush=True)
    shutil.rmtree(installed, ignore_errors=True)
    installed.mkdir(parents=True)
    for name in _FILES:
        shutil.copy(wanted / name, installed)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    done = subprocess.run(command, check=False, cwd=installed, env=child_environ())
    if done.returncode:
        shutil.rmtree(installed)  # half of it is worse than none
        return ""
    return str(programs)


def path_with(programs: str) -> str:
    """Return the variable PATH with one more folder of programs, the first."""
    return os.pathsep.join([programs, os.environ.get("PATH", "")])


def _same(file: Path, other: Path) -> bool:
    return other.is_file() and file.read_bytes() == other.read_bytes()
