"""Which files of a docs folder belong to maps, and what they are called."""

from collections.abc import Iterable
from pathlib import PurePosixPath

MAP_FILE = "map.yml"


NODES_FOLDER = "nodes"


REFERENCES_FILE = "references.json"


PARAGRAPHS_FILE = "paragraphs.tsv"


GLOSSARY_FILE = "glossary.yml"


VERIFIED_FILE = "verified.json"


EDITIONS_FILE = "editions.yml"


DATA_FILES = (REFERENCES_FILE, PARAGRAPHS_FILE, GLOSSARY_FILE, VERIFIED_FILE, EDITIONS_FILE)
"""Files beside map.yml that are read too; none of them has to be there."""


def map_folders(paths: Iterable[str]) -> list[str]:
    """List the folders that hold a map.yml, in order."""
    return sorted(str(PurePosixPath(path).parent) for path in paths if PurePosixPath(path).name == MAP_FILE)


def is_node_file(path: str, folders: Iterable[str]) -> bool:
    """Tell whether the path lies in the nodes folder of one of the maps."""
    return any(path.startswith(f"{folder}/{NODES_FOLDER}/") for folder in folders)


def node_pages(paths: Iterable[str]) -> dict[str, str]:
    """Return the file of each node by the path of its page; takes the paths of all files of the docs folder."""
    known = list(paths)
    return {
        f"{folder}/{PurePosixPath(path).stem}/index.md": path
        for folder in map_folders(known)
        for path in known
        if is_node_file(path, [folder]) and path.endswith(".md")
    }
