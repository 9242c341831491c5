"""The maps of a docs folder as they stand in an editor, whose unsaved texts count before the files on disk."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from argmap.model.characters import as_read, encodable
from argmap.model.fields import EDITIONS_FIELDS, GLOSSARY_FIELDS, MAP_FIELDS, NODE_FIELDS, Field
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap, Node
from argmap.read.layout import EDITIONS_FILE, GLOSSARY_FILE, MAP_FILE, is_node_file
from argmap.read.sources import DocsFiles, collect_files, too_large
from argmap.site.validate import checked_with_pages

_FIELDS_OF = {MAP_FILE: MAP_FIELDS, GLOSSARY_FILE: GLOSSARY_FIELDS, EDITIONS_FILE: EDITIONS_FIELDS}


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in a file as it stands in the editor, before the sign in its column.

    Attributes:
        path: The path of the file below the docs folder.
        text: The text of the file.
        line: The line, counted from 1.
        column: The column in characters, counted from 1.
    """

    path: str
    text: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a file's text, from a place up to another.

    Attributes:
        start: Where it begins.
        line: The line on which it ends, counted from 1.
        column: The column before which it ends, in characters counted from 1.
    """

    start: Place
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Edit:
    """A piece of a text and what to write in its place."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a docs folder at one moment.

    Attributes:
        sources: Its files, with the texts that are open in the editor.
        maps: Its maps.
        findings: What is wrong with them, sorted.
    """

    sources: DocsFiles
    maps: tuple[ArgumentMap, ...]
    findings: tuple[Finding, ...]
    nodes: Mapping[str, tuple[ArgumentMap, Node]] = field(init=False, repr=False, compare=False)
    """Each node by its name in full, `map/id`."""
    files: Mapping[str, tuple[ArgumentMap, Node]] = field(init=False, repr=False, compare=False)
    """Each node by the path of its file."""

    def __post_init__(self) -> None:
        """Find nodes once: whoever asks for a place asks for many."""
        nodes = [(argument_map, node) for argument_map in self.maps for node in argument_map.nodes]
        object.__setattr__(self, "nodes", {f"{of_map.id}/{node.id}": (of_map, node) for of_map, node in nodes})
        object.__setattr__(self, "files", {node.file: (of_map, node) for of_map, node in nodes})

    def map_of(self, path: str) -> ArgumentMap | None:
        """Return the map in whose folder a file lies, or None."""
        return next((one for one in self.maps if path.startswith(f"{one.id}/")), None)

    def is_node(self, path: str) -> bool:
        """Tell whether a path is that of a node's file, whether that can be read or not."""
        return path.endswith(".md") and is_node_file(path, [argument_map.id for argument_map in self.maps])

    def fields(self, path: str) -> tuple[Field, ...]:
        """Return the fields that a file can have: of a node's file those between the hyphens; else none."""
        argument_map = self.map_of(path)
        if self.is_node(path):
            return NODE_FIELDS
        beside = argument_map is not None and str(PurePosixPath(path).parent) == argument_map.id
        return _FIELDS_OF.get(PurePosixPath(path).name, ()) if beside else ()

    def found(self, cursor: Cursor) -> list[Finding]:
        """Return what is wrong on the line of a place."""
        here = (cursor.path, cursor.line)
        return [finding for finding in self.findings if (finding.place.path, finding.place.line) == here]

    def lines(self, path: str) -> list[str]:
        """Return the lines of a file as findings count them; none of a file that is not read."""
        return as_read(self.sources.texts.get(path, "")).split("\n")


def state_of(sources: DocsFiles, buffers: Mapping[str, str]) -> State:
    """Read and check the maps of a docs folder. No text makes this raise.

    Args:
        sources: The files as they lie on disk.
        buffers: The texts that are open in the editor, by their paths below the docs folder.

    Returns:
        What is known then.
    """
    typed = {path: encodable(text).encode() for path, text in buffers.items()}

    def contents(limits: Mapping[str, int]) -> Mapping[str, bytes | Finding]:
        return {
            path: too_large(path, len(data), limits[path]) if len(data) > limits[path] else data
            for path, data in typed.items()
            if path in limits
        }

    maps = [path for path in sources.texts if PurePosixPath(path).name == MAP_FILE]
    opened = collect_files(dict.fromkeys([*maps, *typed], False), (), contents)
    unread = {finding.place.path for finding in opened.findings}
    texts = {path: text for path, text in {**sources.texts, **opened.texts}.items() if path not in unread}
    others = tuple(path for path in sources.others if path not in opened.texts)
    on_disk = (finding for finding in sources.findings if finding.place.path not in typed)
    merged = DocsFiles(texts, others, (*on_disk, *opened.findings))
    read_maps, findings = checked_with_pages(merged.texts, merged.findings, merged.others)
    return State(merged, read_maps, tuple(findings))
