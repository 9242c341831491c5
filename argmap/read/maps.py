"""Reads the files of the docs folder into maps. Nothing is guessed: what does not fit is a finding."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeVar

from argmap.model.beside import Edition, Paragraph, Term
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap, Node, locators, people_of
from argmap.model.rules import Severity
from argmap.model.sametext import with_readings
from argmap.read.bibliographies import read_bibliographies
from argmap.read.editions import read_editions
from argmap.read.frozen import read_all_frozen
from argmap.read.glossary import read_glossary
from argmap.read.imported import read_imported
from argmap.read.layout import (
    EDITIONS_FILE,
    GLOSSARY_FILE,
    IMPORT_FILE,
    MAP_FILE,
    NODES_FOLDER,
    PARAGRAPHS_FILE,
    REFERENCES_FILES,
    VERIFIED_FILE,
    folder_of_map,
    is_node_file,
    map_folders,
)
from argmap.read.mapfile import read_map_file
from argmap.read.nodes import read_node_file
from argmap.read.paragraphs import read_paragraphs
from argmap.read.verified import read_verified
from argmap.read.works import merged

_Read = TypeVar("_Read")
_AS_MARKDOWN = (".markdown", ".md", ".mdown", ".mkd", ".txt")
"""Endings, in small letters, of files that are Markdown to whoever wrote them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a docs folder.

    Attributes:
        maps: The maps that were read, in the order of their ids.
        findings: What is wrong with their files.
    """

    maps: tuple[ArgumentMap, ...]
    findings: tuple[Finding, ...] = field(default=())


def read(
    files: Mapping[str, str],
    unreadable: frozenset[str] = frozenset(),
    converted: Mapping[str, str] = MappingProxyType({}),
) -> Reading:
    """Read every map. No text makes this raise.

    Args:
        files: The text of each file by its path below the docs folder, with slashes whatever the platform.
        unreadable: The paths of files that are there but have no text.
        converted: What pandoc made of lists of works in BibTeX and RIS, as CSL-JSON by their paths.

    Returns:
        The maps, and all findings of reading.
    """
    folders = map_folders(files)
    findings: list[Finding] = [*_misplaced(files, [*folders, *map_folders(unreadable)])]
    known = frozenset(folders)
    outer = [folder for folder in folders if not folder_of_map(folder, known)]
    own = _by_map(files, frozenset(outer))
    maps = [_read_map(folder, own[folder], unreadable, converted, findings) for folder in outer if folder != "."]
    return Reading(with_readings(maps), tuple(findings))


def _by_map(files: Mapping[str, str], folders: frozenset[str]) -> dict[str, dict[str, str]]:
    """Part the files of all maps, so that a map among hundreds is read as fast as a map alone."""
    own: dict[str, dict[str, str]] = {}
    for path, text in files.items():
        own.setdefault(folder_of_map(path, folders), {})[path] = text
    return own


@lru_cache(
    maxsize=4096
)  # who follows what is typed reads the same files again and again, all but one of them unchanged
def _read_node(path: str, raw: str, *, mapped: bool) -> tuple[Node | None, tuple[Finding, ...]]:
    node, findings = read_node_file(path, raw, mapped=mapped)
    return node, tuple(findings)


def _misplaced(files: Mapping[str, str], found: list[str]) -> Iterable[Finding]:
    folders = dict.fromkeys(found)
    for folder in folders:
        place = Place(f"{folder}/{MAP_FILE}" if folder != "." else MAP_FILE)
        if folder == ".":
            hint = "put it in a folder of its own, whose name becomes the map's address"
            yield Finding(place, "AM006", "a map cannot be the whole docs folder", hint)
        elif folder_of_map(folder, folders):
            yield Finding(place, "AM006", "a map cannot lie within another map", "move it out of the other's folder")
    for path in sorted(files):
        if is_node_file(path, folders):
            hint = _no_node(path, files[path])
            if hint:
                yield Finding(Place(path), "AM006", "this file is not a node", hint)
        elif path.endswith(".md") and _looks_like_a_node(files[path]):
            within = folder_of_map(path, folders)
            hint = f"put it in the {NODES_FOLDER} folder of a map, which is a folder with a {MAP_FILE}"
            hint = f"put it in {within}/{NODES_FOLDER}" if within else hint
            yield Finding(Place(path), "AM006", "this node lies in no map's nodes folder", hint)


def _no_node(path: str, text: str) -> str:
    """Say what to do with a file of a nodes folder that is no node; empty for a node, and for a map.yml."""
    if _tells_of_nodes(path, text):
        return "make it a page of the map's folder, such as about.md"
    if path.endswith((".md", f"/{MAP_FILE}")):
        return ""
    if PurePosixPath(path).suffix.lower() in _AS_MARKDOWN:
        return f"call it {PurePosixPath(path).stem}.md"
    return "nodes are .md files; pictures and data belong outside the nodes folder"


def _tells_of_nodes(path: str, text: str) -> bool:
    """Tell whether a file is what code hosts show above a folder's list, and no node."""
    return PurePosixPath(path).name.lower() in ("readme.md", "index.md") and not text.lstrip("\ufeff").startswith("---")


def _looks_like_a_node(text: str) -> bool:
    text = text.removeprefix("\ufeff")
    front_matter = text.partition("\n---")[0]
    return text.startswith("---") and "\nkind:" in front_matter and "\nstatement:" in front_matter


def _beside(
    folder: str,
    files: Mapping[str, str],
    name: str,
    reader: Callable[[str, str], tuple[_Read, list[Finding]]],
    nothing: _Read,
) -> tuple[_Read, list[Finding]]:
    """Read a file beside map.yml, where it is there."""
    path = f"{folder}/{name}"
    return reader(path, files[path]) if path in files else (nothing, [])


def _read_map(
    folder: str,
    files: Mapping[str, str],
    unreadable: frozenset[str],
    converted: Mapping[str, str],
    findings: list[Finding],
) -> ArgumentMap:
    header, of_map = read_map_file(folder, files[f"{folder}/{MAP_FILE}"])
    lists = read_bibliographies(folder, files, converted)
    read_lines = partial(read_paragraphs, locators=locators(header.sections, header.notes))
    paragraphs, of_paragraphs = _beside(folder, files, PARAGRAPHS_FILE, read_lines, dict[str, Paragraph]())
    terms, of_terms = _beside(folder, files, GLOSSARY_FILE, read_glossary, tuple[Term, ...]())
    imported, of_imported = _beside(folder, files, IMPORT_FILE, read_imported, None)
    verified, of_verified = _beside(folder, files, VERIFIED_FILE, read_verified, None)
    editions, of_editions = _beside(folder, files, EDITIONS_FILE, read_editions, tuple[Edition, ...]())
    findings += [*of_map, *(finding for listed in lists for finding in listed.findings)]
    # Where editions.yml has an error, it may tell of more editions than could be read.
    faulty = (finding.place.path for finding in of_editions if finding.severity is Severity.ERROR)
    frozen, of_frozen = read_all_frozen(folder, files, {*unreadable, *faulty}, editions)
    findings += [*of_paragraphs, *of_terms, *of_verified, *of_imported, *of_editions, *of_frozen]
    nodes = []
    has_hidden_works = False
    unread = {PurePosixPath(path).stem for path in unreadable if is_node_file(path, [folder])}
    for path in sorted(files):
        if is_node_file(path, [folder]) and path.endswith(".md") and not _tells_of_nodes(path, files[path]):
            node, new_findings = _read_node(path, files[path], mapped=header.of_text)
            findings += new_findings
            if node is None:
                has_hidden_works = has_hidden_works or "\nworks:" in files[path]
                unread.add(PurePosixPath(path).stem)
            else:
                nodes.append(node)
    references, twice = merged([*(listed.references for listed in lists), *(node.brings for node in nodes)])
    findings += twice
    works_unread = not all(listed.whole for listed in lists) or any(
        path in unreadable for path in (f"{folder}/{name}" for name in REFERENCES_FILES)
    )
    people = people_of(terms, [reference.key for reference in references])
    nodes = [replace(node, people=tuple(key for key in node.voice if key in people)) for node in nodes]
    nodes.sort(key=lambda node: (node.id, node.file))
    return replace(
        header,
        nodes=tuple(nodes),
        references=references,
        works_unread=works_unread or has_hidden_works,
        paragraphs=paragraphs,
        terms=terms,
        verified=verified,
        editions=editions,
        frozen=frozen,
        unreadable=frozenset(unread),
        origins={one.id: one.number or origin for origin, one in imported.nodes.items()} if imported else {},
    )
