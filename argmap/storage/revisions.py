"""Reads the docs folder as it was in a git revision, without checking anything out."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from argmap.model.findings import Finding
from argmap.read.sources import Sources, gathered, too_large
from argmap.storage.processes import ProcessFailed, run

_SECONDS = 60.0
_LINK = "120000"
_FILES = {"100644", "100755", _LINK}


class RevisionError(Exception):
    """A revision cannot be read; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of a commit: its object's name, its size in bytes, and whether it is a symbolic link."""

    name: str
    size: int
    is_link: bool


def commit_of(docs: Path, revision: str) -> str:
    """Return the full name of the commit that a revision means. Raises RevisionError when there is none."""
    message = (
        f'git knows no revision "{revision}"; give a branch, a tag or a commit that is here (git fetch brings more)'
    )
    if not revision or revision.startswith("-") or not revision.isprintable():  # never an option of git
        raise RevisionError(message)
    try:
        found = _git(docs, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except RevisionError as error:
        if not _is_repository(docs):
            raise
        raise RevisionError(message) from error
    return found.decode().strip()


def branched_from(docs: Path, base: str, head: str) -> str | None:
    """Return the commit at which one commit's history left that of another, so that only its own work counts.

    None when the two have no commit in common. Raises RevisionError when git cannot tell, as in a shallow clone.
    """
    told = _git(docs, "rev-parse", f"{base}...{head}").decode().split()
    common = [name.removeprefix("^") for name in told if name.startswith("^")]
    if common:
        return common[0]
    if _git(docs, "rev-parse", "--is-shallow-repository").strip() != b"false":
        message = (
            "the clone is too shallow to tell where the change branched off; git fetch --unshallow brings the rest"
        )
        raise RevisionError(message)
    _git(docs, "rev-list", "--count", base, head)  # fails when a commit is missing, which rev-parse passes over
    return None


def changed_files(docs: Path, base: str, head: str | None) -> list[str]:
    """List the files that differ between two commits, or between a commit and the files here, in the whole repository.

    Takes the commits' full names, None for the files here. Paths begin at the repository's top, with slashes.
    """
    words = ("diff-tree", "-r", "--name-only", "--no-renames", "-z", base)
    if head is not None:
        told = _git(docs, *words, head)
    else:
        top = Path(os.fsdecode(_git(docs, "rev-parse", "--show-toplevel").rstrip(b"\n")))
        told = _git(top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", base)
        told += _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return sorted({os.fsdecode(path) for path in told.split(b"\0") if path})


def prefix_of(docs: Path) -> str:
    """Return the docs folder's path in the repository, ending in a slash; empty for the repository's top."""
    prefix = os.fsdecode(_git(docs, "rev-parse", "--show-prefix").rstrip(b"\n"))
    below = docs.resolve().relative_to(_standing(docs)).as_posix()
    return prefix if below == "." else f"{prefix}{below}/"


def load_revision(docs: Path, commit: str) -> Sources:
    """Read the docs folder of a commit, by the same rules as on disk.

    Takes where the docs folder lies in the working tree, or would lie, and the commit's full name. A commit
    without that folder has no sources. Raises RevisionError when git cannot tell.
    """
    blobs = _blobs(docs, commit)

    def contents(limits: Mapping[str, int]) -> dict[str, bytes | Finding]:
        wanted = [path for path, limit in limits.items() if blobs[path].size <= limit]
        read = _read(docs, [blobs[path].name for path in wanted])
        large = {path: too_large(path, blobs[path].size, limit) for path, limit in limits.items()}
        return {**large, **dict(zip(wanted, read, strict=True))}

    folders = {str(folder) for path in blobs for folder in PurePosixPath(path).parents}
    return gathered({path: blob.is_link for path, blob in blobs.items()}, folders, contents)


def _blobs(docs: Path, commit: str) -> dict[str, _Blob]:
    """List the files of a commit's docs folder by their paths below it, but for hidden ones."""
    prefix = prefix_of(docs)
    listing = _git(docs, "ls-tree", "-r", "-z", "--long", "--full-tree", commit)
    blobs = {}
    for entry in listing.split(b"\0")[:-1]:
        told, _, raw_path = entry.partition(b"\t")
        mode, _, name, size = told.decode().split()
        path = os.fsdecode(raw_path)
        below = path.removeprefix(prefix)
        hidden = any(part.startswith(".") for part in PurePosixPath(below).parts)
        if mode in _FILES and path.startswith(prefix) and not hidden:
            if not size.isdecimal():
                message = f"git does not have the contents of {path}; the clone is not whole"
                raise RevisionError(message)
            blobs[below] = _Blob(name, int(size), mode == _LINK)
    return blobs


def _read(docs: Path, names: Sequence[str]) -> list[bytes]:
    """Return the contents of objects, in their order."""
    told = _git(docs, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
    contents = []
    start = 0
    for _ in names:
        head_end = told.index(b"\n", start)
        _, _, size = told[start:head_end].split()
        end = head_end + 1 + int(size)
        contents.append(told[head_end + 1 : end])
        start = end + 1
    return contents


def _is_repository(docs: Path) -> bool:
    try:
        _git(docs, "rev-parse", "--git-dir")
    except RevisionError:
        return False
    return True


def _standing(docs: Path) -> Path:
    """Return the docs folder, or the nearest folder above it that is there: a revision may have what is gone here."""
    whole = docs.resolve()
    return next(folder for folder in (whole, *whole.parents) if folder.is_dir())


def _git(docs: Path, *words: str, stdin: bytes = b"") -> bytes:
    try:
        return run(["git", "-C", str(_standing(docs)), *words], stdin, timeout=_SECONDS)
    except ProcessFailed as error:
        raise RevisionError(str(error)) from error
