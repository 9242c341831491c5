"""Imports once more: brings in what changed in the input, and leaves alone what people changed in the map."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePosixPath
from types import MappingProxyType

from argmap.importing.files import ABOUT_FILE, TEXT_FILE, Names, ids_for, map_files, node_path
from argmap.importing.fitting import fit
from argmap.importing.parsed import ParsedMap
from argmap.model.beside import Imported, ImportedNode
from argmap.model.characters import as_read
from argmap.model.exchange import Met
from argmap.model.jsontext import json_text
from argmap.read.glossary import read_glossary
from argmap.read.imported import imported_record
from argmap.read.layout import GLOSSARY_FILE, IMPORT_FILE, MAP_FILE, NODES_FOLDER
from argmap.read.nodes import read_node_file

_LONGEST_ORIGIN = 200
"""Characters of an id of the input that import.json holds; of a longer one it holds the SHA-256."""

_BOOKKEEPING = re.compile(r"^(?:revision|aliases): [^\n]*\n", re.MULTILINE)
"""Fields that `argmap fmt --raise` and `argmap rename` write; no input has them, and none takes them away."""

_FENCE = "\n---\n"


class Outcome(StrEnum):
    """What an import made of a file."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "unchanged"
    CHANGED_HERE = "changed here"
    CHANGED_IN_BOTH = "changed here and in the input"
    REMOVED_HERE = "removed here"
    VANISHED = "no longer in the input"


OUTCOMES: Mapping[Outcome, str] = {
    Outcome.NEW: "written",
    Outcome.UPDATED: "nobody changed it here, so it was brought up to date",
    Outcome.SAME: "nothing to do",
    Outcome.CHANGED_HERE: "left as it is",
    Outcome.CHANGED_IN_BOTH: "left as it is: look at both, or choose with --both-changed",
    Outcome.REMOVED_HERE: "not written again; what the input says of it is left out",
    Outcome.VANISHED: "left as it is: withdraw or delete it where that is right",
}
"""What each outcome means for the file, in words."""


class BothChanged(StrEnum):
    """What to do with a file that changed here and in the input."""

    TELL = "tell"
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an input comes from.

    Attributes:
        form: The name of its format.
        file: The name of its file, or of the folder of its files; of one of many files, its path below their folder.
        name: What the map is named after where the input has no title.
    """

    form: str
    file: str
    name: str


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import comes to.

    Attributes:
        files: The texts to write, by their paths below the map's folder; none where nothing changed.
        outcomes: What became of each file, by its path; those that vanished or were removed by where they were.
        met: What was decided on the way.
    """

    files: Mapping[str, str]
    outcomes: Mapping[str, Outcome]
    met: tuple[Met, ...]


@dataclass(frozen=True, slots=True)
class _Here:
    """A map as it is.

    Attributes:
        texts: The texts of its files, by their paths below its folder.
        paths: Where the file of each node lies, by its id and each of its old ones.
        ids: The id of each node, by that and each of its old ones.
        withdrawn: The ids of nodes that were withdrawn.
        people: The ids of those who can speak, by their names.
    """

    texts: Mapping[str, str]
    paths: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    people: Mapping[str, str] = field(default_factory=dict)


def merge(
    parsed: ParsedMap,
    origin: Origin,
    texts: Mapping[str, str] = MappingProxyType({}),
    before: Imported | None = None,
    both: BothChanged = BothChanged.TELL,
) -> Merged:
    """Bring an input into the map that was imported of it before; without one, begin it.

    Args:
        parsed: What the input says.
        origin: Where that comes from.
        texts: The texts of the map's files as they are, by their paths below its folder.
        before: What import.json says.
        both: What to do with a file that changed here and in the input.

    Returns:
        The files to write, and what became of each.
    """
    here = _here(texts)
    known = dict(before.nodes) if before else {}
    places = {node.origin: known[_key(node.origin)] for node in parsed.nodes if _key(node.origin) in known}
    there = {origin: here.ids[one.id] for origin, one in places.items() if one.id in here.ids}
    absent = places.keys() - there.keys() | {
        origin
        for origin, node_id in there.items()
        if node_id in here.withdrawn and _digest(texts[here.paths[node_id]]) != places[origin].sha256
    }
    fitted = fit(parsed, absent)
    taken = {*here.ids, *(one.id for one in known.values())}
    ids = ids_for(fitted, {origin: node_id for origin, node_id in there.items() if origin not in absent}, taken)
    paths = {origin: here.paths.get(node_id, node_path(node_id)) for origin, node_id in ids.items()}
    written, met = map_files(parsed, fitted, origin.name, Names(ids, paths, here.people))

    outcomes: dict[str, Outcome] = {}
    files: dict[str, str] = {}
    hashes = dict(before.files) if before else {}
    numbers = {_key(node.origin): node.number for node in parsed.nodes}
    nodes = {path: _key(origin) for origin, path in paths.items()}
    for path, text in written.items():
        if path == GLOSSARY_FILE and path in texts:
            text = _with_people(texts[path], text)  # noqa: PLW2901 - whoever was added stays
        entry = known.get(nodes[path]) if path in nodes else None
        was = entry.sha256 if entry else "" if path in nodes else hashes.get(path, "")
        if path == MAP_FILE and path not in texts:
            was = ""  # without it there is no map
        outcome = _outcome(texts.get(path), was, text, is_additive=path == GLOSSARY_FILE)
        if outcome is Outcome.CHANGED_IN_BOTH and both is BothChanged.THEIRS:
            outcome = Outcome.UPDATED
        if outcome in (Outcome.NEW, Outcome.UPDATED):
            files[path] = _with_bookkeeping(text, texts.get(path, "")) if path in nodes else text
        outcomes[path] = outcome
        is_settled = outcome is not Outcome.CHANGED_IN_BOTH or both is BothChanged.OURS
        if is_settled and outcome is not Outcome.REMOVED_HERE:
            was = _digest(text)
        if path in nodes:
            known[nodes[path]] = ImportedNode(PurePosixPath(path).stem, was, numbers[nodes[path]])
        elif was:
            hashes[path] = was
    outcomes |= _others(parsed, before, here, absent, written)
    record = json_text(imported_record(Imported(origin.form, origin.file, known, hashes)))
    if texts.get(IMPORT_FILE) != record:
        files[IMPORT_FILE] = record
    return Merged(files, outcomes, (*fitted.met, *met))


def _here(texts: Mapping[str, str]) -> _Here:
    """Read the nodes and the people of a map as it is."""
    nodes = {
        PurePosixPath(path).stem: (path, read_node_file(path, text, mapped=False)[0])
        for path, text in texts.items()
        if path.startswith(f"{NODES_FOLDER}/") and path.endswith(".md")
    }
    ids = {alias: node.id for _, node in nodes.values() if node for alias, _ in node.aliases}
    ids |= {node_id: node_id for node_id in nodes}
    terms = read_glossary(GLOSSARY_FILE, texts[GLOSSARY_FILE])[0] if GLOSSARY_FILE in texts else ()
    return _Here(
        texts,
        {name: nodes[node_id][0] for name, node_id in ids.items()},
        ids,
        frozenset(node_id for node_id, (_, node) in nodes.items() if node and node.withdrawn),
        {term.term: term.id for term in terms if term.id and term.can_speak},
    )


def _outcome(current: str | None, was: str, text: str, *, is_additive: bool = False) -> Outcome:
    """Compare a file as it is, as it was imported and as the input has it now."""
    if current is None:
        return Outcome.REMOVED_HERE if was and not is_additive else Outcome.NEW
    if _digest(current) == _digest(text):
        return Outcome.SAME
    if is_additive or _digest(current) == was:
        return Outcome.UPDATED
    return Outcome.CHANGED_HERE if _digest(text) == was else Outcome.CHANGED_IN_BOTH


def _others(
    parsed: ParsedMap, before: Imported | None, here: _Here, absent: set[str], written: Mapping[str, str]
) -> Iterator[tuple[str, Outcome]]:
    """Yield what became of nodes that were imported before and are not written now."""
    given = {_key(node.origin): node.origin for node in parsed.nodes}
    for key, node in before.nodes.items() if before else ():
        path = here.paths.get(node.id, node_path(node.id))
        if key in given and given[key] in absent:
            yield path, Outcome.REMOVED_HERE
        elif key not in given and node.id in here.ids:
            yield path, Outcome.VANISHED
    for path in (ABOUT_FILE, TEXT_FILE):
        if before and path in before.files and path not in written and path in here.texts:
            yield path, Outcome.VANISHED


def _with_people(current: str, text: str) -> str:
    """Return a glossary as it is, with those who speak now and are not in it yet."""
    terms, _ = read_glossary(GLOSSARY_FILE, current)
    ids = {term.id for term in terms}
    entries = text.partition("\n")[2].split("  - id: ")[1:]
    new = [f"  - id: {entry}" for entry in entries if entry.partition("\n")[0].strip('"') not in ids]
    longer = f"{current.rstrip()}\n{''.join(new)}"
    _, findings = read_glossary(GLOSSARY_FILE, longer)
    return longer if new and not findings else current


def _key(origin: str) -> str:
    """Return what import.json calls a node of the input."""
    is_long = len(origin) > _LONGEST_ORIGIN or not origin.isprintable()
    return f"sha256:{_sha256(origin)}" if is_long else origin


def _digest(text: str) -> str:
    """Return the SHA-256 of a file, but for what keeps its node's books."""
    head, fence, rest = as_read(text).partition(_FENCE)
    return _sha256(_BOOKKEEPING.sub("", f"{head}\n") + fence + rest)


def _with_bookkeeping(text: str, current: str) -> str:
    """Return the file of a node with the lines that keep its books as it is."""
    head, fence, rest = text.partition(_FENCE)
    books = "".join(_BOOKKEEPING.findall(f"{as_read(current).partition(_FENCE)[0]}\n"))
    return f"{head}\n{books}".rstrip("\n") + fence + rest


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
