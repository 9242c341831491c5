"""Which files of a docs folder belong to maps, and what they are called."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import PurePosixPath

from argmap.model.characters import as_read

MAP_FILE = "map.yml"


NODES_FOLDER = "nodes"


REFERENCES_FILE = "references.json"


PARAGRAPHS_FILE = "paragraphs.tsv"


GLOSSARY_FILE = "glossary.yml"


VERIFIED_FILE = "verified.json"


IMPORT_FILE = "import.json"
"""Where the nodes of an imported map come from."""


EDITIONS_FILE = "editions.yml"


EDITIONS_FOLDER = "editions"
"""Where the files of released editions lie."""


REFERENCES_FILES = (REFERENCES_FILE, "references.bib", "references.ris", "references.yaml", "references.yml")
"""Lists of works, in each form in which they are read."""


DATA_FILES = (*REFERENCES_FILES, PARAGRAPHS_FILE, GLOSSARY_FILE, VERIFIED_FILE, IMPORT_FILE, EDITIONS_FILE)
"""Files beside map.yml that are read too; none of them has to be there."""


_LEFT_BEHIND = re.compile(r"Thumbs\.db|desktop\.ini|\.DS_Store|\._.*|\.#.*|#.*#|\..*\.sw[a-z]|.*~", re.IGNORECASE)
"""Names of files that systems and editors leave behind in folders."""


def is_left_behind(path: str, folders: Iterable[str]) -> bool:
    """Tell whether a file was left behind in a map's folder by a system or an editor, and is nobody's.

    Args:
        path: The path of a file below the docs folder.
        folders: The folders of the maps.

    Returns:
        Whether it is neither read nor published.
    """
    is_nobodys = _LEFT_BEHIND.fullmatch(PurePosixPath(path).name) is not None
    return is_nobodys and bool(folder_of_map(path, folders))


def map_folders(paths: Iterable[str]) -> list[str]:
    """Return the folders that hold a map.yml.

    Args:
        paths: The paths of files below the docs folder.

    Returns:
        The paths of the folders, sorted; `.` for the docs folder itself.
    """
    return sorted(posixpath.dirname(path) or "." for path in paths if posixpath.basename(path) == MAP_FILE)


def folder_of_map(path: str, folders: Iterable[str]) -> str:
    """Return the folder of the map to which a file or page belongs.

    Args:
        path: Its path below the docs folder.
        folders: The folders of maps, of which one may lie in another.

    Returns:
        The innermost of them around it; empty if it belongs to no map.
    """
    known = folders if isinstance(folders, AbstractSet | Mapping) else frozenset(folders)
    return next((folder for folder in _folders_around(path) if folder in known), "")


def _folders_around(path: str) -> Iterator[str]:
    """Yield the folders in which a file lies, the innermost first; a site may have hundreds of maps."""
    end = path.rfind("/")
    while end > 0:
        yield path[:end]
        end = path.rfind("/", 0, end)


def is_node_file(path: str, folders: Iterable[str]) -> bool:
    """Tell whether a path lies in the nodes folder of a map.

    Args:
        path: The path of a file below the docs folder.
        folders: The folders of the maps.

    Returns:
        Whether it does, whatever the file's ending.
    """
    if f"/{NODES_FOLDER}/" not in path:
        return False
    known = folders if isinstance(folders, AbstractSet | Mapping) else frozenset(folders)
    return any(
        folder.removesuffix(f"/{NODES_FOLDER}") in known
        for folder in _folders_around(path)
        if folder.endswith(f"/{NODES_FOLDER}")
    )


def frozen_file(folder: str, edition: str) -> str:
    """Return the path of the file of an edition.

    Args:
        folder: The folder of its map.
        edition: The edition's name.

    Returns:
        The path below the docs folder.
    """
    return f"{folder}/{EDITIONS_FOLDER}/{edition}.json"


def is_frozen_file(path: str, folder: str) -> bool:
    """Tell whether a path is that of the file of an edition of the map in a folder."""
    return path.startswith(f"{folder}/{EDITIONS_FOLDER}/") and path.endswith(".json")


def node_pages(paths: Iterable[str]) -> dict[str, str]:
    """Return the file of each node by the path of its page.

    Args:
        paths: The paths of all files below the docs folder.

    Returns:
        The paths of node files by those of pages, such as `map/some-claim/index.md`.
    """
    known = list(paths)
    folders = frozenset(map_folders(known))
    return {
        f"{folder}/{PurePosixPath(path).stem}/index.md": path
        for path in known
        if path.endswith(".md") and is_node_file(path, folders) and (folder := folder_of_map(path, folders))
    }


def edition_texts(texts: Mapping[str, str], map_id: str) -> dict[str, str]:
    """Return what an edition of a map is made from.

    Args:
        texts: The text of each file below the docs folder, by its path.
        map_id: The folder of the map.

    Returns:
        Its nodes and its data, with line feeds; not pages and pictures beside them, nor what `argmap verify` found, nor
        where they were imported from.
    """
    return {
        path: as_read(text)
        for path, text in texts.items()
        if path.startswith(f"{map_id}/")
        and path not in (f"{map_id}/{VERIFIED_FILE}", f"{map_id}/{IMPORT_FILE}")
        and (is_node_file(path, [map_id]) or not path.endswith((".md", ".svg")))
    }


def page_folder(path: str) -> str:
    """Return the folder at which a page of the docs folder appears on the site (`a/b.md` at `a/b/`).

    Args:
        path: The path of a page's Markdown file, with slashes.

    Returns:
        The folder's path on the site; empty for the site's front page.
    """
    stem, _ = posixpath.splitext(path)
    return posixpath.dirname(stem) if posixpath.basename(stem) in ("index", "README") else stem
