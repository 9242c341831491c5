"""What git knows of the docs folder's files."""

import re
from pathlib import Path

from argmap.storage.processes import ProcessFailed, run

_TIMEOUT = 60.0
_DAY = re.compile(r"\x01(\d{4}-\d{2}-\d{2})")
_GIT = ("git", "-c", "core.quotePath=false", "-c", "log.showSignature=false")


def last_changes(docs: Path) -> dict[str, str]:
    """Tell on which day each file below the docs folder was last changed, as `2026-11-24`.

    Returns nothing where there is no git, no repository, or only the end of its history: a shallow clone would
    give old files the day of its oldest commit.
    """
    try:
        if _git(docs, "rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        told = _git(
            docs, "log", "--no-renames", "--no-merges", "--name-only", "--relative", "-z", "--format=%x01%cs", "--", "."
        )
    except ProcessFailed:
        return {}
    days: dict[str, str] = {}
    day = ""
    for part in re.split(r"[\0\n]", told):
        head = _DAY.fullmatch(part)
        if head:
            day = head[1]
        elif part:
            days.setdefault(part, day)
    return days


def _git(folder: Path, *words: str) -> str:
    return run([*_GIT, "-C", str(folder), *words], b"", timeout=_TIMEOUT).decode("utf-8", "replace")
