"""Reads the docs folder and writes what was made. The only module that touches the disk for content."""

import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from argmap.findings import Finding, Place
from argmap.read import DATA_FILES, MAP_FILE, NODES_FOLDER

_TEXT_LIMIT = 64 * 1024
_DATA_LIMIT = 4 * 1024 * 1024
_PAGE_LIMIT = 4 * 1024 * 1024


class DiskError(Exception):
    """The docs folder cannot be read, or the output cannot be written; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The texts of a docs folder by path, its other files, and what was found on reading them."""

    texts: Mapping[str, str]
    others: tuple[str, ...]
    findings: tuple[Finding, ...]


def load(docs: Path) -> Sources:
    """Read the texts that matter to maps and pages; everything else is only listed.

    Takes the docs folder. Raises DiskError when there is none. Symbolic links are reported within a map
    and followed nowhere.
    """
    if not docs.is_dir():
        message = f"there is no folder {docs}"
        raise DiskError(message)
    texts: dict[str, str] = {}
    others: list[str] = []
    findings: list[Finding] = []
    paths = sorted(_walk(docs))
    folders = [str(PurePosixPath(path).parent) for path in paths if PurePosixPath(path).name == MAP_FILE]
    for path in paths:
        folder = next((one for one in folders if path.startswith(f"{one}/")), None)
        name = PurePosixPath(path).name
        file = docs / path
        if file.is_symlink():
            if folder is not None:
                findings.append(Finding(Place(path), "AM004", "this is a symbolic link", "put the file itself here"))
            continue
        node = folder is not None and path.startswith(f"{folder}/{NODES_FOLDER}/")
        data = {f"{folder}/{one}" for one in DATA_FILES}
        if not (node or path.endswith(".md") or name == MAP_FILE or (folder and path in data)):
            others.append(path)
            continue
        text, finding = _text(file, path, _limit(path, node=node, name=name))
        if finding is not None:
            findings.append(finding)
        if text is not None:
            texts[path] = text
    return Sources(texts, tuple(others), tuple(findings))


def _limit(path: str, *, node: bool, name: str) -> int:
    if node or name == MAP_FILE:
        return _TEXT_LIMIT
    return _PAGE_LIMIT if path.endswith(".md") else _DATA_LIMIT


def _walk(docs: Path) -> Iterable[str]:
    """Yield files and symbolic links below a folder, with slashes, without entering links or hidden folders."""
    for folder, folders, names in os.walk(docs):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in [*names, *linked]:
            if not name.startswith("."):
                yield (Path(folder) / name).relative_to(docs).as_posix()


def _text(file: Path, path: str, limit: int) -> tuple[str | None, Finding | None]:
    try:
        size = file.stat().st_size
        if size > limit:
            message = f"the file has {size:,} bytes; at most {limit:,} are read"
            return None, Finding(Place(path), "AM005", message, "split it, or remove what does not belong")
        data = file.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return None, Finding(Place(path), "AM001", message, "look at its permissions")
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        return None, Finding(Place(path, line, column), "AM001", message, "save the file as UTF-8")


def mapped_text(file: Path) -> str:
    """Read the text that a map is of. Raises DiskError when it cannot be read, or is not UTF-8."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError as error:
        message = f"cannot read {file}: {error.strerror}"
        raise DiskError(message) from error
    except UnicodeDecodeError as error:
        message = f"{file} is not UTF-8 text; save it as UTF-8"
        raise DiskError(message) from error


def text_beside(docs: Path, work: str) -> Path | None:
    """Return where the mapped text lies beside the project, `../shared/source/<work>.txt`, if it is there.

    It is kept outside, because it may not be published with the map.
    """
    file = docs.resolve().parent.parent / "shared" / "source" / f"{work}.txt"
    return file if work and file.is_file() else None


def put_file(file: Path, text: str) -> None:
    """Write one file, wholly or not at all. Raises DiskError when that cannot be done."""
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="\n", dir=file.parent, delete=False) as beside:
            beside.write(text)
        Path(beside.name).chmod(0o644)
        Path(beside.name).replace(file)
    except OSError as error:
        message = f"cannot write {file}: {error.strerror}"
        raise DiskError(message) from error


def add_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that is there already. Raises DiskError when that cannot be done."""
    try:
        for path, content in files.items():
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    except OSError as error:
        message = f"cannot write to {folder}: {error.strerror}"
        raise DiskError(message) from error


def save(out: Path, files: Mapping[str, str | bytes], copied: Iterable[tuple[Path, str]] = ()) -> None:
    """Write files into a folder, all or none.

    Takes the folder, the content of each file by its path, and existing files with the paths to copy
    them to. What the folder held before is replaced only when everything new has been written beside it.
    Raises DiskError when that cannot be done; the old content is then still there.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    except OSError as error:
        message = f"cannot write to {out.parent}: {error.strerror}"
        raise DiskError(message) from error
    try:
        for path, content in files.items():
            target = beside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode() if isinstance(content, str) else content)
        for origin, path in copied:
            target = beside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, target)
        beside.chmod(0o755)
        _swap(beside, out)
    except OSError as error:
        message = f"cannot write {out}: {error.strerror}"
        raise DiskError(message) from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(new: Path, place: Path) -> None:
    """Put a folder in another's place; the old one goes only once the new one stands there."""
    if not place.exists():
        new.rename(place)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{place.name}-old-", dir=place.parent)) / "old"
    place.rename(old)
    try:
        new.rename(place)
    except OSError:
        old.rename(place)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)
