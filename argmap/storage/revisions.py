"""Reads the docs folder as it was in a git revision, without checking anything out."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from argmap.model.findings import Finding
from argmap.read.sources import DocsFiles, collect_files, too_large
from argmap.storage.processes import ProcessFailed, run

_SECONDS = 60.0
_LINK = "120000"
_FILES = {"100644", "100755", _LINK}


class RevisionError(Exception):
    """A revision cannot be read; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file of a commit.

    Attributes:
        name: The name of its object in git.
        size: Its size in bytes.
        is_link: Whether it is a symbolic link.
    """

    name: str
    size: int
    is_link: bool


def commit_of(docs: Path, revision: str) -> str:
    """Return the commit that a revision means.

    Args:
        docs: The docs folder.
        revision: What somebody typed, such as a branch, a tag or a commit.

    Returns:
        The full name of the commit.

    Raises:
        RevisionError: When there is no such commit.
    """
    message = (
        f'git knows no revision "{revision}"; give a branch, a tag or a commit that is here (git fetch brings more)'
    )
    if not revision or revision.startswith("-") or not revision.isprintable():  # never an option of git
        raise RevisionError(message)
    try:
        output = _git(docs, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except RevisionError as error:
        if not _is_repository(docs):
            raise
        raise RevisionError(message) from error
    return output.decode().strip()


def branched_from(docs: Path, base: str, head: str) -> str | None:
    """Return the commit at which the history of a commit left that of another, so that only its own work counts.

    Args:
        docs: The docs folder.
        base: The full name of the commit that is compared with.
        head: The full name of the commit with the work.

    Returns:
        The full name of the commit; None when the two have no commit in common.

    Raises:
        RevisionError: When git cannot tell, as in a shallow clone.
    """
    output = _git(docs, "rev-parse", f"{base}...{head}").decode().split()
    common = [name.removeprefix("^") for name in output if name.startswith("^")]
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
    """Return the files of the whole repository that differ between two commits, or between a commit and the files here.

    Args:
        docs: The docs folder.
        base: The full name of the first commit.
        head: The full name of the second; None for the files here.

    Returns:
        Paths that begin at the repository's top, with slashes.
    """
    arguments = ("diff-tree", "-r", "--name-only", "--no-renames", "-z", base)
    if head is not None:
        output = _git(docs, *arguments, head)
    else:
        top = Path(os.fsdecode(_git(docs, "rev-parse", "--show-toplevel").rstrip(b"\n")))
        output = _git(top, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv", "-z", base)
        output += _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return sorted({os.fsdecode(path) for path in output.split(b"\0") if path})


def prefix_of(docs: Path) -> str:
    """Return the path of the docs folder in the repository, ending in a slash; empty for the repository's top."""
    prefix = os.fsdecode(_git(docs, "rev-parse", "--show-prefix").rstrip(b"\n"))
    below = docs.resolve().relative_to(_existing_folder(docs)).as_posix()
    return prefix if below == "." else f"{prefix}{below}/"


def load_revision(docs: Path, commit: str) -> DocsFiles:
    """Read the docs folder of a commit, by the same rules as on disk.

    Args:
        docs: Where the docs folder lies in the working tree, or would lie.
        commit: The full name of the commit.

    Returns:
        The files; none where the commit does not have that folder.

    Raises:
        RevisionError: When git cannot tell.
    """
    blobs = _blobs(docs, commit)

    def contents(limits: Mapping[str, int]) -> dict[str, bytes | Finding]:
        readable = [path for path, limit in limits.items() if blobs[path].size <= limit]
        read = _read(docs, [blobs[path].name for path in readable])
        large = {path: too_large(path, blobs[path].size, limit) for path, limit in limits.items()}
        return {**large, **dict(zip(readable, read, strict=True))}

    folders = {str(folder) for path in blobs for folder in PurePosixPath(path).parents}
    return collect_files({path: blob.is_link for path, blob in blobs.items()}, folders, contents)


def _blobs(docs: Path, commit: str) -> dict[str, _Blob]:
    """Return the files of a commit's docs folder by their paths below it, but for hidden files."""
    prefix = prefix_of(docs)
    listing = _git(docs, "ls-tree", "-r", "-z", "--long", "--full-tree", commit)
    blobs = {}
    for entry in listing.split(b"\0")[:-1]:
        columns, _, raw_path = entry.partition(b"\t")
        mode, _, name, size = columns.decode().split()
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
    output = _git(docs, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode())
    contents = []
    start = 0
    for _ in names:
        head_end = output.index(b"\n", start)
        _, _, size = output[start:head_end].split()
        end = head_end + 1 + int(size)
        contents.append(output[head_end + 1 : end])
        start = end + 1
    return contents


def _is_repository(docs: Path) -> bool:
    try:
        _git(docs, "rev-parse", "--git-dir")
    except RevisionError:
        return False
    return True


def _existing_folder(docs: Path) -> Path:
    """Return the docs folder, or the nearest folder above it that is there: a revision may have what is gone here."""
    resolved = docs.resolve()
    return next(folder for folder in (resolved, *resolved.parents) if folder.is_dir())


def _git(docs: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    try:
        return run(["git", "-C", str(_existing_folder(docs)), *arguments], stdin, timeout=_SECONDS)
    except ProcessFailed as error:
        raise RevisionError(str(error)) from error
