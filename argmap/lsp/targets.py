"""What a word of a map's file names, where that is defined, and where else it is named."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.lsp.spots import Region, Sense, Spot, spot_at
from argmap.lsp.state import Cursor, Span, State
from argmap.model.findings import Place
from argmap.model.maps import ArgumentMap, in_full
from argmap.model.voices import SPEAKERS
from argmap.read.layout import node_pages
from argmap.read.links import prose_link


@dataclass(frozen=True, slots=True)
class Target:
    """What a word names.

    Attributes:
        sense: What kind of thing it is; a voice that is a work's is a work, and a file that is a node's a node.
        name: Its name: of a node in full, as `map/id`; of a file its path; else as the map `map_id` has it.
        map_id: The id of the map in which it is named so; empty for nodes and files, which are named in full.
    """

    sense: Sense
    name: str
    map_id: str = ""


def target_at(state: State, cursor: Cursor) -> Target | None:
    """Tell what the word at a place names.

    Args:
        state: What is known of the docs folder.
        cursor: The place.

    Returns:
        What it names, whether that is there or not; None where it names nothing.
    """
    return named_by(state, cursor.path, spot_at(state, cursor))


def named_by(state: State, path: str, spot: Spot) -> Target | None:
    """Tell what a word names.

    Args:
        state: What is known of the docs folder.
        path: The path of its file below the docs folder.
        spot: The word.

    Returns:
        What it names, or None.
    """
    of_map = state.map_of(path)
    sense = spot.sense if spot.word else None
    if sense is Sense.FILE:
        return _file(state, path, spot.word)
    if spot.region is Region.BLOCK:
        return _node(state, spot.word)
    if sense is None or of_map is None or (sense is Sense.VOICE and spot.word in SPEAKERS):
        return None
    if sense is Sense.NODE:
        return _node(state, in_full(of_map.id, spot.word))
    if sense is Sense.VOICE and spot.word not in of_map.people:
        sense = Sense.WORK
    return Target(sense, spot.word, of_map.id)


def _file(state: State, path: str, address: str) -> Target | None:
    """Return the file that a link names, or the node whose file or page it is."""
    linked = prose_link(path, address.rstrip("/"), 0).path
    if not linked:
        return None
    file = node_pages(state.sources.texts).get(f"{linked.removesuffix('/index.md')}/index.md", linked)
    if file in state.files:
        of_map, node = state.files[file]
        return Target(Sense.NODE, f"{of_map.id}/{node.id}")
    return Target(Sense.FILE, linked)


def _node(state: State, name: str) -> Target:
    """Return a node by the name that it has now."""
    of_map, _, node_id = name.rpartition("/")
    aliases = next((one.aliases for one in state.maps if one.id == of_map), {})
    return Target(Sense.NODE, name if name in state.nodes else f"{of_map}/{aliases.get(node_id, node_id)}")


def map_named(state: State, map_id: str) -> ArgumentMap | None:
    """Return the map of an id, or None."""
    return next((argument_map for argument_map in state.maps if argument_map.id == map_id), None)


def definition(state: State, target: Target) -> Place | None:
    """Find where something is defined.

    Args:
        state: What is known of the docs folder.
        target: A node, work, person, group, locator or file.

    Returns:
        The head of a node's file or of a page; the entry of a work, wherever it stands, or of a person or group; of a
        locator its paragraph in paragraphs.tsv, or the sections in map.yml. None for what is not there.
    """
    argument_map = map_named(state, target.map_id)
    if target.sense is Sense.NODE:
        return Place(state.nodes[target.name][1].file) if target.name in state.nodes else None
    if target.sense is Sense.FILE:
        there = target.name in state.sources.texts or target.name in state.sources.others
        return Place(target.name) if there else None
    if argument_map is None or target.sense is Sense.TAG:
        return None
    if target.sense is Sense.LOCATOR:
        paragraph = argument_map.paragraphs.get(target.name)
        declared = argument_map.places.get("sections" if "." in target.name else "notes")
        return paragraph.place if paragraph else declared
    if target.sense is Sense.VOICE:
        return argument_map.people[target.name].place
    work = argument_map.works.get(target.name)
    return work.place if work else None


def uses(state: State, target: Target) -> Iterator[Span]:
    """Find where something is named.

    Args:
        state: What is known of the docs folder.
        target: What is looked for.

    Yields:
        Each word that names it, in the order of files and places; where a work, person or group is defined too.
    """
    names = {target.name.rpartition("/")[2]} if target.sense in (Sense.NODE, Sense.FILE) else {target.name}
    if target.name in state.nodes:
        names |= {alias for alias, _ in state.nodes[target.name][1].aliases}
    word = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?![\w-])")
    for path in sorted(state.sources.texts):
        text = state.sources.texts[path]
        if not any(name in text for name in names):
            continue
        for number, content in enumerate(state.lines(path), start=1):
            for match in word.finditer(content):
                if target_at(state, Cursor(path, text, number, match.end() + 1)) == target:
                    place = Place(path, number, match.start() + 1)
                    yield Span(place, number, match.end() + 1)
