"""Writes what was made, wholly or not at all: the only module that writes to the disk for content."""

import os
import shutil
import stat
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path, PureWindowsPath

from argmap.storage.disk import DiskError
from argmap.storage.swap import put_in_place, staging_dir


def put_file(file: Path, text: str) -> None:
    """Write a file, wholly or not at all.

    Args:
        file: The file; its folder is made if it is not there, and where the file is, it keeps its permissions.
        text: What to write, as UTF-8.

    Raises:
        DiskError: When it cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=file.parent) as folder:
            new = Path(folder, file.name)  # not a temporary file, which nobody else could read
            new.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
            if file.exists():
                new.chmod(stat.S_IMODE(file.stat().st_mode))
            new.replace(file)
    except OSError as error:
        message = f"cannot write {file}: {error.strerror}"
        raise DiskError(message) from error


def put_new_file(file: Path, text: str) -> None:
    """Write a file that is not there yet.

    Args:
        file: The file; its folder is made if it is not there.
        text: What to write, as UTF-8.

    Raises:
        DiskError: When the file is there already, or cannot be written.
    """
    if file.exists():
        message = f"{file} is there already, and nothing is overwritten; choose another name"
        raise DiskError(message)
    put_file(file, text)


def put_new_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write files that are not there yet, all or none.

    Args:
        folder: The folder; it is made if it is not there.
        files: Their texts by their paths below the folder.

    Raises:
        DiskError: When a file cannot be written; what was written is then taken back, but for empty folders.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        message = f"cannot make {folder}: {error.strerror}"
        raise DiskError(message) from error
    replace_files(folder, files)


def replace_files(folder: Path, files: Mapping[str, str], gone: Sequence[str] = ()) -> None:
    """Write several files of a folder, and take those away that are named, all or nothing; each is whole at any time.

    Args:
        folder: The folder.
        files: The texts to write, by their paths below the folder, in this order; they are taken back in the other.
        gone: The paths of files to take away; what is new gets the permissions of the first.

    Raises:
        DiskError: When that cannot be done; what was written is then taken back.
    """
    try:
        with tempfile.TemporaryDirectory(prefix=".", dir=folder) as beside:
            # Taking back is then a matter of names, for which a full disk has room.
            before = {
                path: Path(shutil.copy2(folder / path, Path(beside, str(number))))
                for number, path in enumerate(files)
                if (folder / path).exists()
            }
            try:
                _replace(folder, files, gone, before)
            except BaseException:
                for path in reversed([*files]):
                    before[path].replace(folder / path) if path in before else (folder / path).unlink(missing_ok=True)
                raise
    except OSError as error:
        message = f"cannot change {error.filename or folder}: {error.strerror}"
        raise DiskError(message) from error


def _replace(folder: Path, files: Mapping[str, str], gone: Sequence[str], before: Container[str]) -> None:
    for path, text in files.items():
        put_file(folder / path, text)
        if gone and path not in before:
            shutil.copymode(folder / gone[0], folder / path)
    for path in gone:
        (folder / path).unlink()


def stays_below(path: str) -> bool:
    """Tell whether a path leads nowhere but below a folder, on every system.

    Args:
        path: A path with slashes.

    Returns:
        Whether it leads to a place below the folder that it is put behind.
    """
    # Windows passes over dots and spaces at the end of a name, so that more than two dots lead up too.
    named = all(part.rstrip(" .") for part in path.split("/"))
    has_drive = ":" in path and PureWindowsPath(path).drive
    return named and not has_drive and "\\" not in path and "\0" not in path


def add_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a folder that is there already.

    Args:
        folder: The folder.
        files: The path of each file below the folder, and its content.

    Raises:
        DiskError: When a file cannot be written.
    """
    try:
        _write(folder, files)
    except OSError as error:
        message = f"cannot write to {folder}: {error.strerror}"
        raise DiskError(message) from error


def put_over(new: Path, folder: Path) -> None:
    """Put the files of one folder into another in the place of those of the same names, and leave all others.

    Args:
        new: A folder on the same disk, from which they are moved.
        folder: The folder.

    Raises:
        DiskError: When a file cannot be moved.
    """
    try:
        for within, _, names in os.walk(new):
            target = folder / Path(within).relative_to(new)
            target.mkdir(parents=True, exist_ok=True)
            for name in names:
                os.replace(f"{within}/{name}", f"{target}/{name}")  # noqa: PTH105 - paths are strings already
    except OSError as error:
        message = f"cannot write to {folder}: {error.strerror}"
        raise DiskError(message) from error


def save(
    out: Path,
    files: Mapping[str, str | bytes],
    copied: Sequence[tuple[Path, str]] = (),
    made: Iterable[tuple[str, bytes]] = (),
) -> int:
    """Write files into a folder, all or none.

    Args:
        out: The folder. What it holds is replaced only when everything new has been written beside it.
        files: The contents by their paths below the folder.
        copied: Files to copy, each with its path below the folder.
        made: Paths and contents of what is made only as it is written, since all of it would not fit into memory. What
            it raises, this does: then nothing is replaced.

    Returns:
        How many files were written.

    Raises:
        DiskError: When that cannot be done; the old content is then still there.
    """
    try:
        with staging_dir(out) as folder:
            for origin, path in copied:
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(origin, target)
            written = _write(folder, chain(files.items(), made))
            put_in_place(folder, out)
            return written + len(copied)
    except OSError as error:
        reassurance = "; what it held before is still there" if out.exists() else ""
        message = f"cannot write {out}: {error.strerror}{reassurance}"
        raise DiskError(message) from error


def save_new(out: Path, files: Mapping[str, str]) -> None:
    """Write files into a folder that is not there yet, or holds nothing, all or none.

    Args:
        out: The folder.
        files: The texts by their paths below the folder.

    Raises:
        DiskError: When it holds anything, or cannot be written; then it is as it was.
    """
    try:
        with staging_dir(out) as folder:
            _write(folder, files.items())
            folder.chmod(0o755)
            if out.is_dir():
                out.rmdir()  # only what is empty can be removed so
            folder.rename(out)
    except OSError as error:
        if out.exists() or out.is_symlink():
            message = f"{out} is there already, and nothing is overwritten; name a folder that is not there, or empty"
        else:
            message = f"cannot write {out}: {error.strerror}"
        raise DiskError(message) from error


def _write(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> int:
    """Write files below a folder: of thousands of them, each with strings for paths and each folder made only once."""
    made, written = set(), 0
    for path, content in files:
        target = f"{folder}/{path}"
        parent = target.rpartition("/")[0]
        if parent not in made:
            os.makedirs(parent, exist_ok=True)  # noqa: PTH103 - a Path takes longer to make than a file to write
            made.add(parent)
        with open(target, "wb") as file:  # noqa: PTH123 - as above
            file.write(content.encode() if isinstance(content, str) else content)
        written += 1
    return written


def _copy(origin: Path, target: Path) -> None:
    """Copy a file. Raises OSError that names it when that cannot be done: it may have changed since it was listed."""
    try:
        shutil.copyfile(origin, target)
    except OSError as error:
        raise OSError(error.errno, f"{origin} cannot be copied there: {error.strerror or error}") from error


@contextmanager
def alone(name: str, text: str) -> Iterator[Path]:
    """Put a text into a folder in which nothing else lies, for as long as a program reads it.

    Args:
        name: What to call its file.
        text: The text.

    Yields:
        The folder.
    """
    with tempfile.TemporaryDirectory(prefix="argmap-") as folder:
        (Path(folder) / name).write_text(text, encoding="utf-8", newline="\n")
        yield Path(folder)
