"""Which files of a docs folder are read, whether they lie on disk or in a git revision, and how large they may be."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from argmap.model.findings import Finding, Place
from argmap.read.layout import (
    DATA_FILES,
    EDITIONS_FILE,
    GLOSSARY_FILE,
    MAP_FILE,
    folder_of_map,
    is_frozen_file,
    is_left_behind,
    is_node_file,
    map_folders,
)

_TEXT_LIMIT = 64 * 1024
_WORDS_LIMIT = 256 * 1024
"""What people write by hand: a glossary of a thousand terms, the editions of a century, a page about a map."""
_DATA_LIMIT = 4 * 1024 * 1024
_PAGE_LIMIT = 4 * 1024 * 1024
_FROZEN_LIMIT = 64 * 1024 * 1024
"""The file of an edition holds a whole map and its citations, some 3 KiB a node."""


@dataclass(frozen=True, slots=True)
class DocsFiles:
    """The files of a docs folder.

    Attributes:
        texts: The text of each file that is read, by its path below the folder.
        others: The paths of all other files.
        findings: What was found on reading them.
    """

    texts: Mapping[str, str]
    others: tuple[str, ...]
    findings: tuple[Finding, ...]


def collect_files(
    links: Mapping[str, bool],
    folders: Iterable[str],
    contents: Callable[[Mapping[str, int]], Mapping[str, bytes | Finding]],
) -> DocsFiles:
    """Read the texts that matter to maps and pages; everything else is only listed, but for what is nobody's.

    Symbolic links are reported and never followed: a site builder would publish what they lead to.

    Args:
        links: Whether each path below the docs folder is a symbolic link.
        folders: The paths of the folders there.
        contents: Takes paths, each with the most bytes to read, and returns the bytes of each, or a finding that says
            why there are none.

    Returns:
        The texts, the paths of all other files, and what was found on reading them.
    """
    maps = frozenset(map_folders(links))
    others: list[str] = []
    findings = [_folder(path) for path in sorted(folders) if _is_read(path, maps)]
    limits: dict[str, int] = {}
    for path in sorted(links):
        if is_left_behind(path, maps):
            continue
        folder = folder_of_map(path, maps) or None
        if links[path]:
            hint = "put in its place what it leads to, or delete it"
            findings.append(Finding(Place(path), "AM004", "this is a symbolic link", hint))
            continue
        limit = _limit(path, folder)
        if limit:
            limits[path] = limit
        else:
            others.append(path)
    texts: dict[str, str] = {}
    for path, data in contents(limits).items():
        text = data if isinstance(data, Finding) else _decoded(path, data)
        if isinstance(text, Finding):
            findings.append(text)
        else:
            texts[path] = text
    return DocsFiles(texts, tuple(others), tuple(findings))


def too_large(path: str, size: int, limit: int) -> Finding:
    """Report a file that has more bytes than are read.

    Args:
        path: The path of a file.
        size: How many bytes it has.
        limit: How many are read at most.

    Returns:
        AM005 at the file.
    """
    message = f"the file has {size:,} bytes; at most {limit:,} are read"
    return Finding(Place(path), "AM005", message, "split it, or remove what does not belong")


def _limit(path: str, folder: str | None) -> int:
    """Return how many bytes of a file are read at most; none of what is neither a page nor of a map."""
    if PurePosixPath(path).name == MAP_FILE or (folder is not None and is_node_file(path, [folder])):
        return _TEXT_LIMIT
    if path.endswith(".md"):
        return _PAGE_LIMIT if folder is None else _WORDS_LIMIT
    if folder is not None and path.lower().endswith(".svg"):
        return _DATA_LIMIT
    if folder is not None and is_frozen_file(path, folder):
        return _FROZEN_LIMIT
    name = path.removeprefix(f"{folder}/")
    if folder is None or name not in DATA_FILES:
        return 0
    return _WORDS_LIMIT if name in {GLOSSARY_FILE, EDITIONS_FILE} else _DATA_LIMIT


def _is_read(path: str, maps: Iterable[str]) -> bool:
    """Tell whether a path is that of a map.yml, or of a file that is read beside one."""
    folder, name = str(PurePosixPath(path).parent), PurePosixPath(path).name
    return name == MAP_FILE or (name in DATA_FILES and folder in maps)


def _folder(path: str) -> Finding:
    message = "this is a folder, where a file of that name is read"
    return Finding(Place(path), "AM001", message, "give the folder another name")


def _decoded(path: str, data: bytes) -> str | Finding:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"the byte 0x{data[error.start]:02x} is not UTF-8"
        return Finding(Place(path, line, column), "AM001", message, "save the file as UTF-8")
