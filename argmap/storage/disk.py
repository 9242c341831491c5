"""Reads the docs folder, and what else people name: the only module that reads the disk for content."""

import os
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from argmap.model.findings import Finding, Place
from argmap.model.refusals import Refusal
from argmap.read.meant import closest
from argmap.read.siteconfig import CONFIG_FILES
from argmap.read.sources import DocsFiles, collect_files, too_large
from argmap.storage.resources import page_templates

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
        within = Path(folder).relative_to(docs).as_posix()
        above = "" if within == "." else f"{within}/"
        entered += [f"{above}{name}" for name in folders if name not in linked]
        for name in [*names, *linked]:
            if not name.startswith("."):
                yield f"{above}{name}"


def _content(file: Path, path: str, limit: int) -> bytes | Finding:
    try:
        if not file.is_file():
            return _unusual(path)
        with file.open("rb") as opened:
            size = os.fstat(opened.fileno()).st_size
            return too_large(path, size, limit) if size > limit else opened.read()
    except OSError as error:
        return _unreadable(path, error)


def _unusable(file: Path, path: str) -> Finding | None:
    """Return why a file cannot be read, without reading it; None if it can be."""
    try:
        if not file.is_file():
            return _unusual(path)
        with file.open("rb"):
            return None
    except OSError as error:
        return _unreadable(path, error)


def _unusual(path: str) -> Finding:
    """Say that a file is a pipe or a device, to read which might never end."""
    return Finding(Place(path), "AM001", "this is not an ordinary file", "put an ordinary file here")


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


def visible_files(folder: Path) -> Iterable[str]:
    """List the files of a folder that are not hidden and in no hidden folder.

    Args:
        folder: The folder.

    Returns:
        Their paths below the folder, with slashes.
    """
    return _walk(folder, [], [])


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


def stamps(places: Iterable[Path]) -> list[tuple[str, int, int]]:
    """Tell what changes when files do.

    Args:
        places: Files, and folders with all that is below them; what is not there has no stamp.

    Returns:
        Of each file its path, when it was last changed, and its size.
    """
    files = {str(file): None for place in places for file in (sorted(place.rglob("*")) if place.is_dir() else [place])}
    found = []
    for file in files:
        try:
            state = os.stat(file)  # noqa: PTH116 - of hundreds of files at every edit
        except OSError:
            continue
        found.append((file, state.st_mtime_ns, state.st_size))
    return found
