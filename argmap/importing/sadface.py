"""Argument maps in SADFace, the Simple Argument Description Format (https://github.com/ARG-ENU/SADFace).

A document has atoms (what is said) and schemes between them, which its later versions call inferences and conflicts,
edges, resources (the texts that were analysed), and for each atom the passages of resources that say it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from argmap.importing.inputs import Way, json_input
from argmap.importing.networks import NetworkEdge, NetworkStep, network_constructs, other_step, read_network
from argmap.importing.parsed import ParsedMap, ParsedNode, UnreadableError
from argmap.importing.wording import one_line, plain_prose, quotation, shortened
from argmap.model.exchange import Construct, Fate, Met
from argmap.model.findings import Place
from argmap.model.limits import is_id
from argmap.model.relations import RelationType

CONSTRUCTS = (
    Construct("atom", Fate.KEPT, "a node with its statement"),
    *network_constructs("inference", "conflict", "edge"),
    *other_step("rephrase", "a note at both statements: what rephrases what"),
    *other_step("preference", "a note at both statements: what is preferred to what"),
    Construct("scheme name", Fate.KEPT, "the scheme of the relations of its node"),
    Construct("source", Fate.KEPT, "a quotation at the statement that it says"),
    Construct("further source", Fate.TOLD, "a quotation in the prose of the statement"),
    Construct("resource", Fate.KEPT, "text.txt"),
    Construct("further resource", Fate.LOST, "a map has one text; its passages that say something are kept"),
    Construct("metadata of a resource", Fate.LOST, "where the text comes from"),
    Construct("title", Fate.KEPT, "the title"),
    Construct("analyst_name", Fate.KEPT, "an author"),
    Construct("description", Fate.TOLD, "the page about the map"),
    Construct("notes", Fate.TOLD, "the page about the map"),
    Construct("created", Fate.TOLD, "the page about the map"),
    Construct("bookkeeping", Fate.LOST, "its id, its version, when it was edited, an address of mail"),
    Construct("metadata", Fate.LOST, "what programs keep with the document or a node"),
    Construct("id given twice", Fate.LOST, "only the first of the nodes is read"),
    Construct("other data", Fate.LOST, "keys and types of nodes that SADFace does not have"),
)
"""Everything that SADFace can say, and what becomes of it."""

_CONFLICTS = {"conflict", "attack", "attacks", "disagree", "disagreement", "defeat", "defeats", "rebut", "undercut"}
_PLAIN = {"", "support", "supports", "inference", "conflict", "attack", "attacks"}
_OTHER = ("rephrase", "preference")
_MEND = "look whether this is a document of SADFace"
_CUT = 60


@dataclass(slots=True)
class _Document:
    """A document as it is read. A class because everything in it is told."""

    place_of: Callable[[Way], Place]
    met: list[Met] = field(default_factory=list)

    def tell(self, place: Place, construct: str, words: str = "") -> None:
        """Note what was met."""
        self.met.append(Met(place, construct, shortened(one_line(words[:400]), _CUT)))


def read_sadface(files: Mapping[str, str]) -> ParsedMap:
    """Read a document of SADFace.

    Args:
        files: The text of one file, by its path.

    Returns:
        What it says.

    Raises:
        UnreadableError: When it is none.
    """
    ((path, text),) = files.items()
    value, place_of = json_input(path, text)
    whole = _object(value, place_of(()), "an object with nodes and edges is expected here")
    document = _Document(place_of)
    for part in ("nodes", "edges"):
        if part not in whole:
            raise UnreadableError(place_of(()), f"there are no {part}", _MEND)
    atoms: dict[str, tuple[Place, dict[str, Any]]] = {}
    steps: dict[str, NetworkStep] = {}
    for place, entry in _entries(document, whole, "nodes"):
        _node(document, place, entry, atoms, steps)
    edges = [
        NetworkEdge(_id(entry, "source_id", place), _id(entry, "target_id", place), place)
        for place, entry in _entries(document, whole, "edges")
    ]
    statements = {atom: _text(entry, "text", place) for atom, (place, entry) in atoms.items()}
    network = read_network(statements, steps, edges, "edge")
    nodes = [_statement(document, atom, *atoms[atom], network.notes.get(atom, ())) for atom in atoms]
    analysed = _resources(document, whole)
    for name in whole.keys() - {"nodes", "edges", "resources", "metadata"}:
        document.tell(place_of((name,)), "other data", name)
    about = _about(document, whole)
    return ParsedMap(
        about.get("title", ""),
        tuple(nodes),
        network.relations,
        (*document.met, *network.met),
        {},
        about="\n\n".join(plain_prose(about[name]) for name in ("description", "notes") if name in about),
        authors=(about["analyst_name"],) if "analyst_name" in about else (),
        date=about.get("created", "")[:10],
        text=analysed,
    )


def _object(value: Any, place: Place, what: str) -> dict[str, Any]:  # noqa: ANN401 - JSON
    if not isinstance(value, dict):
        raise UnreadableError(place, what, _MEND)
    return value


def _entries(document: _Document, whole: Mapping[str, Any], part: str) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Yield the objects of a list of the document, each with its place; an absent list is an empty one."""
    listed = whole.get(part, [])
    if not isinstance(listed, list):
        raise UnreadableError(document.place_of((part,)), f"{part} are a list", _MEND)
    for number, entry in enumerate(listed):
        place = document.place_of((part, number))
        yield place, _object(entry, place, f"an object in the list of {part} is expected here")


def _text(entry: Mapping[str, Any], name: str, place: Place) -> str:
    """Return a text of an object; empty where it has none."""
    value = entry.get(name)
    if value is not None and not isinstance(value, str):
        raise UnreadableError(place, f"its {name} is no text", _MEND)
    return value or ""


def _id(entry: Mapping[str, Any], name: str, place: Place) -> str:
    found = _text(entry, name, place)
    if not found:
        raise UnreadableError(place, f"it has no {name}", _MEND)
    return found


def _node(
    document: _Document,
    place: Place,
    entry: dict[str, Any],
    atoms: dict[str, tuple[Place, dict[str, Any]]],
    steps: dict[str, NetworkStep],
) -> None:
    """Read a node as an atom or a step."""
    node_id, kind, name = (_id(entry, "id", place), _text(entry, "type", place), one_line(_text(entry, "name", place)))
    if node_id in atoms or node_id in steps:
        document.tell(place, "id given twice", node_id)
        return
    if kind == "atom":
        atoms[node_id] = (place, entry)
    elif kind in ("scheme", "inference", "conflict"):
        plain = name.lower()
        is_conflict = kind == "conflict" or (kind == "scheme" and plain in _CONFLICTS)
        scheme = "" if plain in _PLAIN else name
        if scheme and plain not in _OTHER:
            document.tell(place, "scheme name", name)
        if plain in _OTHER:
            steps[node_id] = NetworkStep(plain, None, place)
        elif is_conflict:
            steps[node_id] = NetworkStep("conflict", RelationType.ATTACKS, place, scheme)
        else:
            steps[node_id] = NetworkStep("inference", RelationType.SUPPORTS, place, scheme)
    else:
        document.tell(place, "other data", f"a node of the type {kind}")
    _metadata(document, place, entry, "metadata")


def _metadata(document: _Document, place: Place, entry: Mapping[str, Any], construct: str) -> None:
    """Tell what programs keep with a node or a resource; an empty block is nothing."""
    value = entry.get("metadata")
    if isinstance(value, dict):
        value = {name: block for name, block in value.items() if name != "argmap"}  # which argmap export writes
    if value and any(value.values() if isinstance(value, dict) else [value]):
        document.tell(place, construct, ", ".join(map(str, value)) if isinstance(value, dict) else "")


def _statement(
    document: _Document, atom: str, place: Place, entry: Mapping[str, Any], notes: Sequence[str]
) -> ParsedNode:
    document.tell(place, "atom")
    quotes = []
    sources = entry.get("sources") or []
    for source in sources if isinstance(sources, list) else [sources]:
        passage = _object(source, place, "a source is an object")
        offset = passage.get("offset")
        quotes.append((_text(passage, "text", place), offset if isinstance(offset, int) else 0))
        document.tell(place, "source" if len(quotes) == 1 else "further source", quotes[-1][0])
    return ParsedNode(
        atom,
        _text(entry, "text", place),
        place,
        name=_name(entry, atom),
        notes="\n\n".join([*(quotation(words) for words, _ in quotes[1:] if one_line(words)), *notes]),
        quote=quotes[0] if quotes else None,
    )


def _name(entry: Mapping[str, Any], atom: str) -> str:
    """Return the id that an atom had in a map, or its own where that says something."""
    metadata = entry.get("metadata")
    ours = metadata.get("argmap") if isinstance(metadata, dict) else None
    name = ours.get("id") if isinstance(ours, dict) else None
    if isinstance(name, str) and is_id(name):
        return name
    return atom if is_id(atom) and not _UUID.fullmatch(atom) else ""


def _resources(document: _Document, whole: Mapping[str, Any]) -> str:
    """Return the text that was analysed: the first that there is."""
    found = ""
    for place, entry in _entries(document, whole, "resources"):
        content = _text(entry, "content", place)
        is_first = one_line(content) and not found
        found = content if is_first else found
        document.tell(place, "resource" if is_first else "further resource", content)
        _metadata(document, place, entry, "metadata of a resource")
    return found


def _about(document: _Document, whole: Mapping[str, Any]) -> dict[str, str]:
    """Return what the document says of itself, in texts that are not empty."""
    place = document.place_of(("metadata",))
    metadata = _object(whole.get("metadata") or {}, place, "metadata are an object")
    core = _object(metadata.get("core") or {}, place, "core metadata are an object")
    about = {}
    for name in core:
        there = document.place_of(("metadata", "core", name))
        if name in _ABOUT and (words := _text(core, name, there)).strip():
            about[name] = words
            document.tell(there, name, words)
        elif name not in _ABOUT:
            document.tell(there, "bookkeeping" if name in _BOOKS else "metadata", name)
    for name in metadata.keys() - {"core", "argmap"}:
        document.tell(document.place_of(("metadata", name)), "metadata", name)
    return about


_ABOUT = ("title", "analyst_name", "description", "notes", "created")
_BOOKS = ("id", "version", "edited", "analyst_email")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
