"""Reads the docs folder and writes what was made. The only module that touches the disk for content."""

import os
import shutil
import stat
import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path, PureWindowsPath

from argmap.model.findings import Finding, Place
from argmap.model.refusals import Refusal
from argmap.read.siteconfig import CONFIG_FILES
from argmap.read.sources import DocsFiles, collect_files, too_large
from argmap.read.values import closest
from argmap.storage.resources import page_templates
from argmap.storage.swap import put_in_place, staging_dir

_TEMPLATE_LIMIT = 256 * 1024
"""How many bytes a template has at most."""


class DiskError(Refusal):
    """The docs folder cannot be read, or the output cannot be written; the message says why in plain words."""


def load(docs: Path) -> DocsFiles:
    """Read the texts that matter to maps and pages; everything else is only listed.

    Symbolic links are reported and never followed. What is only listed is to be copied, so it is reported if it cannot
    be read.

    Args:
        docs: The docs folder.

    Returns:
        The texts by their paths, the paths of all other files, and what was found on reading them.

    Raises:
        DiskError: When there is no such folder.
    """
    if not docs.is_dir():
        message = f"there is no folder {docs}"
        raise DiskError(message)
    folders: list[str] = []
    closed: list[OSError] = []
    links = {path: os.path.islink(docs / path) for path in _walk(docs, folders, closed)}  # noqa: PTH114 - Path's may raise
    docs_files = collect_files(
        links, folders, lambda limits: {path: _content(docs / path, path, limit) for path, limit in limits.items()}
    )
    unread = (_closed(docs, error) for error in closed)
    others = filter(None, (_unusable(docs / path, path) for path in docs_files.others))
    return replace(docs_files, findings=(*docs_files.findings, *unread, *others))


def _closed(docs: Path, error: OSError) -> Finding:
    path = Path(error.filename or docs).relative_to(docs).as_posix()
    return Finding(Place(path), "AM001", f"the folder cannot be read: {error.strerror}", "look at its permissions")


def _walk(docs: Path, entered: list[str], closed: list[OSError]) -> Iterable[str]:
    """Yield files and symbolic links below a folder, with slashes, without entering links or hidden folders.

    The folders that are entered are added to `entered`, and why one cannot be read to `closed`.
    """
    for folder, folders, names in os.walk(docs, onerror=closed.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if os.path.islink(Path(folder) / name)]  # noqa: PTH114 - Path's may raise
        entered += [(Path(folder) / name).relative_to(docs).as_posix() for name in folders if name not in linked]
        for name in [*names, *linked]:
            if not name.startswith("."):
                yield (Path(folder) / name).relative_to(docs).as_posix()


def _content(file: Path, path: str, limit: int) -> bytes | Finding:
    try:
        unusable = _unusable(file, path)
        if unusable is not None:
            return unusable
        size = file.stat().st_size
        return too_large(path, size, limit) if size > limit else file.read_bytes()
    except OSError as error:
        return _unreadable(path, error)


def _unusable(file: Path, path: str) -> Finding | None:
    """Return why a file cannot be read, without reading it; None if it can be."""
    try:
        if not file.is_file():  # a pipe or a device: reading it might never end
            return Finding(Place(path), "AM001", "this is not an ordinary file", "put an ordinary file here")
        with file.open("rb"):
            return None
    except OSError as error:
        return _unreadable(path, error)


def _unreadable(path: str, error: OSError) -> Finding:
    return Finding(Place(path), "AM001", f"the file cannot be read: {error.strerror}", "look at its permissions")


def load_templates(folder: Path) -> dict[str, str]:
    """Read the templates that a site puts in the place of argmap's.

    Args:
        folder: Where they lie, each by the name of the template it stands for.

    Returns:
        Their texts by their names.

    Raises:
        DiskError: When there is no such folder, argmap has no template of a name, or a file cannot be read.
    """
    if not folder.is_dir():
        message = f"there is no folder {folder} for templates"
        raise DiskError(message)
    known = page_templates()
    closed: list[OSError] = []
    texts = {}
    for path in sorted(_walk(folder, [], closed)):
        if path not in known:
            hint = closest(path, known) or f"there are: {', '.join(sorted(known))}"
            message = f"{folder / path} stands for no template of argmap's; {hint}"
            raise DiskError(message)
        texts[path] = _template(folder, path)
    if closed:
        message = f"the folder {closed[0].filename} cannot be read: {closed[0].strerror}"
        raise DiskError(message)
    return texts


def _template(folder: Path, path: str) -> str:
    file = folder / path
    content = _content(file, path, _TEMPLATE_LIMIT)
    if file.is_symlink():
        reason = "it is a symbolic link; put the file itself there"
    elif isinstance(content, Finding):
        reason = content.message
    else:
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            reason = "it is not UTF-8 text; save it as UTF-8"
    message = f"{file} cannot be used as a template: {reason}"
    raise DiskError(message)


def text_file(file: Path) -> str:
    """Read a text that lies outside the docs folder, such as the one that a map is of.

    Args:
        file: The file of the text.

    Returns:
        The text.

    Raises:
        DiskError: When it cannot be read, or is not UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        message = f"cannot read {file}: {error.strerror}"
        raise DiskError(message) from error
    except UnicodeDecodeError as error:
        message = f"{file} is not UTF-8 text; save it as UTF-8"
        raise DiskError(message) from error


def files_below(folder: Path, endings: tuple[str, ...]) -> list[str]:
    """List the files of a folder whose names end so, without entering hidden folders or following symbolic links.

    Args:
        folder: The folder.
        endings: The endings, in small letters.

    Returns:
        Their paths below the folder, sorted.
    """
    walked = (path for path in _walk(folder, [], []) if path.lower().endswith(endings))
    return sorted(path for path in walked if not (folder / path).is_symlink())


def bytes_of(file: Path, limit: int) -> bytes:
    """Read a file that somebody named, whatever it holds.

    Args:
        file: The file.
        limit: The most bytes to read.

    Returns:
        The bytes.

    Raises:
        DiskError: When it cannot be read, or has more bytes.
    """
    content = _content(file, file.as_posix(), limit)
    if isinstance(content, Finding):
        message = f"{file} cannot be read: {content.message}"
        raise DiskError(message)
    return content


def text_beside(docs: Path, work: str) -> Path | None:
    """Find the mapped text beside the project, `../shared/source/<work>.txt`.

    It is kept outside, because it may not be published with the map.

    Args:
        docs: The docs folder.
        work: The key of the mapped work, empty for a map of no text.

    Returns:
        The file, or None where it is not there.
    """
    file = docs.resolve().parent.parent / "shared" / "source" / f"{work}.txt"
    return file if work and file.is_file() else None


def config_above(docs: Path) -> Path | None:
    """Find the configuration of the site that may be made of a docs folder.

    Args:
        docs: The docs folder.

    Returns:
        The nearest such file in a folder above, or None where there is none.
    """
    files = (folder / name for folder in docs.resolve().parents for name in CONFIG_FILES)
    return next((file for file in files if file.is_file()), None)


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


def replace_files(folder: Path, files: Mapping[str, str], gone: str = "") -> None:
    """Write several files of a folder, and take one away if it is named, all or nothing; each is whole at any time.

    Args:
        folder: The folder.
        files: The texts to write, by their paths below the folder, in this order; they are taken back in the other.
        gone: The path of a file to take away, empty for none; what is new gets its permissions.

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


def _replace(folder: Path, files: Mapping[str, str], gone: str, before: Container[str]) -> None:
    for path, text in files.items():
        put_file(folder / path, text)
        if gone and path not in before:
            shutil.copymode(folder / gone, folder / path)
    if gone:
        (folder / gone).unlink()


def stays_below(path: str) -> bool:
    """Tell whether a path leads nowhere but below a folder, on every system.

    Args:
        path: A path with slashes.

    Returns:
        Whether it leads to a place below the folder that it is put behind.
    """
    # Windows passes over dots and spaces at the end of a name, so that more than two dots lead up too.
    named = all(part.rstrip(" .") for part in path.split("/"))
    return named and not PureWindowsPath(path).drive and not {"\\", "\0"} & {*path}


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
        made: Paths and contents of what is made only as it is written, since all of it would not fit into memory.

    Returns:
        How many files were written.

    Raises:
        DiskError: When that cannot be done; the old content is then still there.
    """
    try:
        with staging_dir(out) as folder:
            written = _write(folder, chain(files.items(), made))
            for origin, path in copied:
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(origin, target)
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
