"""What git knows of files: who changed them and when, where they come from, and whether it tracks some."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from argmap.model.characters import without_forbidden
from argmap.storage.processes import ProcessFailed, run

_TIMEOUT = 60.0
_COMMIT = re.compile(r"\x01([0-9a-f]+) (\d{4}-\d{2}-\d{2})\x02(.*)")
_MAIL = re.compile(r"\S*@\S*")
_LONGEST_NAME = 120
_GIT = ("git", "-c", "core.quotePath=false", "-c", "log.showSignature=false")


@dataclass(frozen=True, slots=True)
class FileChange:
    """A change of a file.

    Attributes:
        day: The day on which it was committed, as `2026-11-24`.
        name: Who made it, as git has the name (https://git-scm.com/docs/gitmailmap); never with an e-mail address, and
            empty where nothing else is said.
        commit: The hash of the commit.
    """

    day: str
    name: str
    commit: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the docs folder is kept, as far as that is known.

    Attributes:
        address: The address of the repository on the web, or empty.
        folder: The path of the docs folder in it, with a slash at the end; empty where that is the whole repository.
        commits: The hash of the newest commit that changed a file, and that of the content which the file has in it, by
            its path below the docs folder.
    """

    address: str = ""
    folder: str = ""
    commits: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def file_changes(docs: Path) -> dict[str, tuple[FileChange, ...]]:
    """Return who changed each file below the docs folder, and when; a file that was renamed keeps its history.

    Args:
        docs: The docs folder.

    Returns:
        The changes of each file by its path, the newest first; empty where there is no git, no repository, or only the
        end of its history, since a shallow clone would give old files the day of its oldest commit.
    """
    try:
        if _git(docs, "rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        words = ("--find-renames", "--no-merges", "--name-status", "--relative", "-z", "--format=%x01%H %cs%x02%aN")
        log = _git(docs, "log", *words, "--", ".")
    except ProcessFailed:
        return {}
    return _changes(log)


def repository_of(docs: Path, address: str, changes: Mapping[str, Sequence[FileChange]]) -> Repository:
    """Find in which commits the files of the docs folder are as they now are, or were when last committed.

    Args:
        docs: The docs folder.
        address: The address of the repository on the web, or empty.
        changes: The changes of each file by its path, the newest first.

    Returns:
        What is known; no commits where there is no git, or no history of the files.
    """
    newest = {path: made[0].commit for path, made in changes.items() if "\n" not in path}
    if not newest:
        return Repository(address)
    try:
        folder = _git(docs, "rev-parse", "--show-prefix").removesuffix("\n")
        asked = "".join(f"{commit}:{folder}{path}\n" for path, commit in newest.items())
        answers = _git(docs, "cat-file", "--batch-check=%(objectname)", stdin=asked).splitlines()
    except ProcessFailed:
        return Repository(address)
    return Repository(address, folder, {path: (newest[path], told) for path, told in zip(newest, answers, strict=True)})


def last_days(changes: Mapping[str, Sequence[FileChange]]) -> dict[str, str]:
    """Return on which day each file was last changed.

    Args:
        changes: The changes of each file by its path, the newest first.

    Returns:
        The days by the paths, as `2026-11-24`.
    """
    return {path: made[0].day for path, made in changes.items()}


def _changes(log: str) -> dict[str, tuple[FileChange, ...]]:
    """Read a log of commits, the newest first, in which each path stands behind its status and renames have two."""
    changes: dict[str, list[FileChange]] = {}
    names_now: dict[str, str] = {}
    change = FileChange("", "")
    parts = iter(log.split("\0")[:-1])  # one stands behind each part
    for part in parts:
        word = part.lstrip("\n")
        commit = _COMMIT.fullmatch(word)
        if commit:
            change = FileChange(commit[2], _name(commit[3]), commit[1])
            continue
        before = next(parts)
        path = next(parts) if word.startswith("R") else before
        current = names_now.pop(path, path)
        if word != "A":  # before it came, another file may have had its path
            names_now[before] = current
        changes.setdefault(current, []).append(change)
    return {path: tuple(made) for path, made in changes.items()}


def _name(name: str) -> str:
    return " ".join(_MAIL.sub("", without_forbidden(name)).split())[:_LONGEST_NAME]


def origin(folder: Path) -> str:
    """Return the address of the repository from which that of a folder was cloned; empty where git knows none."""
    try:
        return _git(folder, "remote", "get-url", "origin").strip()
    except ProcessFailed:
        return ""


def remotes(folder: Path) -> list[str] | None:
    """Return the names of the repositories to which that of a folder is pushed; None where git knows no repository."""
    try:
        return _git(folder, "remote").split()
    except ProcessFailed:
        return None


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


def _git(folder: Path, *arguments: str, stdin: str = "") -> str:
    return run([*_GIT, "-C", str(folder), *arguments], stdin.encode(), timeout=_TIMEOUT).decode("utf-8", "replace")
