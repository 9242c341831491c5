"""Files whose name is nearly that of a file that is read."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from argmap.model.findings import Finding, Place
from argmap.read.layout import DATA_FILES, IMPORT_FILE, MAP_FILE, NODES_FOLDER, map_folders
from argmap.read.meant import nearest

_ENDINGS = frozenset(["bib", "csv", "json", "ris", "toml", "tsv", "txt", "yaml", "yml"])
"""Endings of files in which people keep data."""

_STEMS = {PurePosixPath(name).stem: name for name in (*reversed(DATA_FILES), MAP_FILE) if name != IMPORT_FILE}
"""The names that people give such files; import.json is never theirs, and too many words are like it."""

_LISTS = (".bib", ".ris")
"""The endings of lists of works; whatever they are called, they are meant to be read."""


def name_findings(texts: Iterable[str], others: Iterable[str]) -> Iterator[Finding]:
    """Report files that look as if they were to be read with a map, and are not (AM029).

    Args:
        texts: The paths of the files below the docs folder that are read.
        others: The paths of all other files there.

    Yields:
        A finding for each such file, with the name that it should have.
    """
    paths = dict.fromkeys(sorted({*texts, *others}))
    maps = set(map_folders(paths))
    with_nodes = {path.partition(f"/{NODES_FOLDER}/")[0] for path in paths if f"/{NODES_FOLDER}/" in path}
    for path in paths:
        folder, _, name = path.rpartition("/")
        meant = _meant(name)
        if meant and folder in (with_nodes - maps if meant == MAP_FILE else maps):
            hint = f"call it {meant} and write it as the format says, or give it quite another name"
            if f"{folder}/{meant}" in paths:
                hint = f"put what it holds into {meant}, or give it quite another name"
            yield Finding(Place(path), "AM029", f"this file is not read: what is read is called {meant}", hint)


def _meant(name: str) -> str:
    """Return the name of the file that is read and probably meant; empty for that name itself, and for no such file."""
    stem, _, ending = name.lower().rpartition(".")
    if name not in DATA_FILES and (name.lower() in DATA_FILES or f".{ending}" in _LISTS):
        return name.lower() if name.lower() in DATA_FILES else f"references.{ending}"
    if name in (*DATA_FILES, MAP_FILE) or ending not in _ENDINGS:
        return ""
    known = nearest(stem.removesuffix(".yml"), _STEMS)
    return _STEMS[known] if known else ""
