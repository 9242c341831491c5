"""A scratch git repository for tests."""

import os
import subprocess
from pathlib import Path


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


def commit(folder: Path, message: str = "A change") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")
