"""Which addresses of the site the maps take, and which files of the docs folder are in their way."""

import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from argmap.citations.downloads import files_beside
from argmap.diagrams.dot import DiagramRequest
from argmap.diagrams.files import AS_DOT, DOWNLOADED, file_name
from argmap.diagrams.previews import FILE as PREVIEW
from argmap.diagrams.views import Shape
from argmap.export.registry import offered
from argmap.export.schemas import schemas
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap
from argmap.model.ownpages import OWN_PAGES
from argmap.pages.missing import MISSING_TEMPLATE
from argmap.read.layout import MAP_FILE, REFERENCES_FILES, is_node_file, map_folders, node_pages, page_folder
from argmap.storage.resources import templates

ASSETS = "argmap"
"""The folder of the site that holds style sheet, script and schemas."""

STYLE_SHEET = f"{ASSETS}/argmap.css"
SCRIPT = f"{ASSETS}/argmap.js"
MISSING = f"{ASSETS}/missing.js"
INSTANT = f"{ASSETS}/instant.js"
"""What loads pages of maps whole where the theme puts the next page in the place of this one."""
SEARCH = f"{ASSETS}/search.js"
"""What runs in the place of the theme's search, and puts its results in another order."""
SEARCH_PARTS = f"{ASSETS}/candidates.js"
"""What that script loads where a site is large, and the texts that are searched are in parts."""
ADDRESSES = f"{ASSETS}/addresses.json"
MAPS = f"{ASSETS}/maps.json"
"""The ids of all maps: by them the script knows which links lead to nodes."""

STYLE_PARTS = tuple(
    f"{ASSETS}/{name}.css"
    for name in ("edition", "node", "tree", "exposed", "references", "table", "readings", "exchange", "maps", "panel")
)
"""What only the pages of one kind, or those with one kind of block, need of the styles; each names its own, as a script
does for what it shows."""

SCRIPT_PARTS = tuple(
    f"{ASSETS}/{name}.js"
    for name in ("links", "previews", "position", "keyboard", "letters", "tree", "table", "maps", "parts", "exposed")
)
"""What the script loads when somebody first needs it."""

CARDS_FILE = "cards.json"
"""What previews show of the nodes of a map, in its folder."""

POSITION_FILE = "position.json"
"""What the script needs to say what follows from a reader's position, in the folder of the map."""
PARTS_FILE = "parts.json"
"""Where each id of a page that comes in parts is now, in the folder of a large map."""

WHOLE_FILE = "whole.html"
"""All nodes of a large map in one file, to be kept and printed, in the map's folder."""

LLMS_FILE = "llms.txt"
"""The list of what the site holds (https://llmstxt.org); a site's own has its place."""

NODE_FILE, NODE_FILE_IN_TREE = NODE_FILES = ("node.md", "node.txt")
"""What the Markdown of each node is called: on a site, and in a tree of whose Markdown files a builder makes pages."""

OVERRIDES = "templates/argmap"
"""Where the theme's templates lie in a tree that was built: MkDocs publishes nothing from this folder of the docs."""

_PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""Endings of files that MkDocs makes pages of."""

_INDEX = "index.html"
_OWN_FILE = "a file of the map's own"
_OWN_DRAWING = "a drawing of the map's own"


def schema_file(name: str) -> str:
    """Find where a schema is published.

    Args:
        name: The name of a schema.

    Returns:
        Its path on the site.
    """
    return f"{ASSETS}/{name}.schema.json"


def page_addresses(paths: Iterable[str], *, directory_urls: bool = True) -> dict[str, str]:
    """Find the address of each page of which somebody wrote the file.

    Args:
        paths: The paths of the files of the docs folder.
        directory_urls: Whether the addresses of people's own pages end in a slash; those of maps always do.

    Returns:
        Addresses below that of the site, by the paths of pages and nodes, and of each map.yml: there the map begins.
    """
    known = list(paths)
    folders = {f"{folder}/{MAP_FILE}": folder for folder in map_folders(known)}
    folders |= {file: posixpath.dirname(page) for page, file in node_pages(known).items()}
    folders |= {path: page_folder(path) for path in known if path.endswith(_PAGES) and path not in folders}
    addresses = {path: f"{folder}/" if folder else "" for path, folder in folders.items()}
    if not directory_urls:
        stems = {path: posixpath.splitext(path)[0] for path in known}
        addresses |= {path: f"{stem}.html" for path, stem in stems.items() if folders.get(path) == stem}
    return addresses


def in_the_way(maps: Sequence[ArgumentMap], paths: Iterable[str]) -> Iterator[Finding]:
    """Find files that people wrote at addresses that the maps take.

    The front page of a map is for people to write, in index.md, and so are its lists of works.

    Args:
        maps: All maps.
        paths: The paths of all files of the docs folder.

    Yields:
        AM038 for each file that has such an address.
    """
    folders = [argument_map.id for argument_map in maps]
    taken = {path: use for argument_map in maps for path, use in _of_map(argument_map)} | (
        _everywhere() if maps else {}
    )
    known = frozenset(folders)
    apart = {f"{folder}/{name}" for folder in folders for name in ("index.md", *REFERENCES_FILES)}
    yield from _colliding((path for path in paths if path not in apart and not is_node_file(path, known)), taken)


def drawings_in_the_way(drawings: Mapping[str, DiagramRequest], paths: Iterable[str]) -> Iterator[Finding]:
    """Find files that people wrote at the addresses of the drawings that their pages ask for.

    Args:
        drawings: What the pages that people wrote ask for, by the path of the drawing.
        paths: The paths of all files of the docs folder.

    Yields:
        AM038 for each file that has such an address.
    """
    taken = {
        path: f"a drawing that {request.file} asks for"
        for drawing, request in drawings.items()
        for path in _drawing(drawing, request.view.shape)
    }
    yield from _colliding(paths, taken)


def _colliding(paths: Iterable[str], taken: Mapping[str, str]) -> Iterator[Finding]:
    """Report files where something is written, or a folder of it, and files below what is written."""
    parents = {folder for parent in {posixpath.dirname(path) for path in taken} for folder in _with_parents(parent)}
    # Without regard to case, as file systems of Windows and macOS have it, and the hosts that stand on them.
    files = {path.casefold(): use for path, use in taken.items()}
    known = {path.casefold(): "a folder that argmap writes" for path in parents} | files
    for path in paths:
        address = _address(path)
        above = _with_parents(posixpath.dirname(address.casefold()))
        use = known.get(address.casefold()) or next((files[folder] for folder in above if folder in files), "")
        if use:
            message = f"{path} has the address {address.removesuffix(_INDEX)}, which is {use}"
            yield Finding(Place(path), "AM038", message, "give the file another name")


def _with_parents(folder: str) -> Iterator[str]:
    """Yield a folder and all that it lies in; nothing for the docs folder itself."""
    end = len(folder)
    while end > 0:
        yield folder[:end]
        end = folder.rfind("/", 0, end)


def _address(path: str) -> str:
    """Return the file that a file becomes on the site."""
    return posixpath.join(page_folder(path), _INDEX) if path.endswith(_PAGES) else path


def _of_map(argument_map: ArgumentMap) -> Iterator[tuple[str, str]]:
    """Yield the path of every file of the site that a map makes, with what it is for."""
    own = [page.id for page in OWN_PAGES if page.is_written(argument_map) or not page.gives_way]
    pages = dict.fromkeys(own, "the map's own page")
    pages |= {alias: f"an old address of {node.id}" for node in argument_map.nodes for alias, _ in node.aliases}
    pages |= {node.id: "a node" for node in argument_map.nodes}
    yield f"{argument_map.id}/{_INDEX}", "the map's front page"
    for edition in argument_map.frozen:
        folders = ("", "archive/", "references/", *(f"{node.id}/" for node in edition.map.nodes))
        pages |= {f"{edition.map.edition}/{folder}".removesuffix("/"): "a page of an edition" for folder in folders}
    for name, use in pages.items():
        yield f"{argument_map.id}/{name}/{_INDEX}", use
    files = [*(form.file for form in offered(argument_map)), *_beside("cite", "map")]
    for edition in argument_map.frozen:
        within = edition.map.edition
        files += [f"{within}/{PREVIEW}", *_beside(within, "map")]
        files += [file for node in edition.map.nodes for file in _beside(f"{within}/{node.id}", node.id)]
    files += [
        CARDS_FILE,
        POSITION_FILE,
        PARTS_FILE,
        WHOLE_FILE,
        PREVIEW,
        *(f"{node.id}/{PREVIEW}" for node in argument_map.nodes),
    ]
    for node in argument_map.nodes:
        files += [*_beside(node.id, node.id), *(f"{node.id}/{name}" for name in NODE_FILES)]
    for name in files:
        yield f"{argument_map.id}/{name}", _OWN_FILE
    drawings = {file_name(Shape.OVERVIEW): Shape.OVERVIEW, f"diagram/{file_name(Shape.WHOLE)}": Shape.WHOLE}
    for shape in (Shape.NEIGHBOURHOOD, Shape.BRANCH):
        drawings |= {f"{node.id}/{file_name(shape)}": shape for node in argument_map.nodes}
    for name, shape in drawings.items():
        for path in _drawing(f"{argument_map.id}/{name}", shape):
            yield path, _OWN_DRAWING


def _beside(folder: str, stem: str) -> list[str]:
    return [f"{folder}/{name}" for name in files_beside(stem).values()]


def _drawing(path: str, shape: Shape) -> list[str]:
    """Return the paths at which a drawing is written, in every format."""
    stem = path.removesuffix(".svg")
    endings = {"dot": AS_DOT, "png": DOWNLOADED, "pdf": DOWNLOADED}
    return [path, *(f"{stem}.{ending}" for ending, shapes in endings.items() if shape in shapes)]


@cache
def _everywhere() -> dict[str, str]:
    """Return what every site with a map has."""
    scripts = [SCRIPT, *SCRIPT_PARTS, INSTANT, SEARCH, SEARCH_PARTS, MISSING]
    data = [ADDRESSES, MAPS, *(schema_file(name) for name in schemas())]
    assets = [STYLE_SHEET, *STYLE_PARTS, *scripts, *data]
    theme = [f"{OVERRIDES}/{name}" for name in (*templates(), MISSING_TEMPLATE)]
    return dict.fromkeys([*assets, *theme], "a file that argmap writes")
