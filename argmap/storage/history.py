"""What git knows of files: when those of the docs folder changed, where they come from, and whether it tracks some."""

import re
from collections.abc import Iterable
from pathlib import Path

from argmap.storage.processes import ProcessFailed, run

_TIMEOUT = 60.0
_DAY = re.compile(r"\x01(\d{4}-\d{2}-\d{2})")
_GIT = ("git", "-c", "core.quotePath=false", "-c", "log.showSignature=false")


def last_changes(docs: Path) -> dict[str, str]:
    """Return on which day each file below the docs folder was last changed.

    Args:
        docs: The docs folder.

    Returns:
        The day of each file by its path, as `2026-11-24`; empty where there is no git, no repository, or only the end
        of its history, since a shallow clone would give old files the day of its oldest commit.
    """
    try:
        if _git(docs, "rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        log = _git(
            docs, "log", "--no-renames", "--no-merges", "--name-only", "--relative", "-z", "--format=%x01%cs", "--", "."
        )
    except ProcessFailed:
        return {}
    days: dict[str, str] = {}
    day = ""
    for part in re.split(r"[\0\n]", log):
        head = _DAY.fullmatch(part)
        if head:
            day = head[1]
        elif part:
            days.setdefault(part, day)
    return days


def origin(folder: Path) -> str:
    """Return the address of the repository from which that of a folder was cloned; empty where git knows none."""
    try:
        return _git(folder, "remote", "get-url", "origin").strip()
    except ProcessFailed:
        return ""


def tracks(folder: Path, names: Iterable[str]) -> bool:
    """Tell whether git tracks one of these files of a folder, or might.

    Args:
        folder: A folder, which need not be there. Where links lead to another one, that one counts.
        names: The names of files in it, which need not be there either; case is ignored, as some file systems do.

    Returns:
        True also where there is a repository and git cannot tell, as when somebody else owns it.
    """
    resolved = folder.resolve()
    existing = next(path for path in (resolved, *resolved.parents) if path.is_dir())
    if not any((path / ".git").exists() for path in (existing, *existing.parents)):
        return False
    try:
        prefix = _git(existing, "rev-parse", "--show-prefix").removesuffix("\n")
        below = f"{prefix}{resolved.relative_to(existing).as_posix()}".removesuffix(".").strip("/")
        paths = (f":(top,literal,icase){below}/{name}" if below else f":(top,literal,icase){name}" for name in names)
        return bool(_git(existing, "ls-files", "-z", "--", *paths))
    except ProcessFailed:
        return True


def _git(folder: Path, *arguments: str) -> str:
    return run([*_GIT, "-C", str(folder), *arguments], b"", timeout=_TIMEOUT).decode("utf-8", "replace")
