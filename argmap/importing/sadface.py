"""Argument maps in SADFace, the Simple Argument Description Format (https://github.com/ARG-ENU/SADFace).

A document has atoms (what is said) and schemes between them, which its later versions call inferences and conflicts,
edges, resources (the texts that were analysed), and for each atom the passages of resources that say it.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from argmap.importing.inputs import JsonReading, json_reading
from argmap.importing.networks import NetworkEdge, NetworkStep, network_constructs, other_step, read_network
from argmap.importing.parsed import ParsedMap, ParsedNode
from argmap.importing.wording import one_line, plain_prose, quotation
from argmap.model.exchange import constructs
from argmap.model.findings import Place
from argmap.model.limits import is_id
from argmap.model.relations import RelationType

CONSTRUCTS = (
    *network_constructs("inference", "conflict", "edge"),
    *other_step("rephrase", "a note at both statements: what rephrases what"),
    *other_step("preference", "a note at both statements: what is preferred to what"),
    *constructs(
        kept={
            "atom": "a node with its statement",
            "scheme name": "the scheme of the relations of its node",
            "source": "a quotation at the statement that it says",
            "resource": "text.txt",
            "title": "the title",
            "analyst_name": "an author",
        },
        told={
            "further source": "a quotation in the prose of the statement",
            "description": "the page about the map",
            "notes": "the page about the map",
            "created": "the page about the map",
        },
        lost={
            "further resource": "a map has one text; its passages that say something are kept",
            "metadata of a resource": "where the text comes from",
            "bookkeeping": "its id, its version, when it was edited, an address of mail",
            "metadata": "what programs keep with the document or a node",
            "id given twice": "only the first of the nodes is read",
            "other data": "keys and types of nodes that SADFace does not have",
        },
    ),
)
"""Everything that SADFace can say, and what becomes of it."""

_CONFLICTS = {"conflict", "attack", "attacks", "disagree", "disagreement", "defeat", "defeats", "rebut", "undercut"}
_PLAIN = {"", "support", "supports", "inference", "conflict", "attack", "attacks"}
_OTHER = ("rephrase", "preference")


def read_sadface(files: Mapping[str, str]) -> ParsedMap:
    """Read a document of SADFace.

    Args:
        files: The text of one file, by its path.

    Returns:
        What it says.

    Raises:
        UnreadableError: When it is none.
    """
    document, whole = json_reading(files, "look whether this is a document of SADFace")
    place_of = document.place_of
    document.require(whole, ("nodes", "edges"))
    atoms: dict[str, tuple[Place, dict[str, Any]]] = {}
    steps: dict[str, NetworkStep] = {}
    for place, entry in document.entries(whole, "nodes"):
        _node(document, place, entry, atoms, steps)
    edges = [
        NetworkEdge(document.id(entry, "source_id", place), document.id(entry, "target_id", place), place)
        for place, entry in document.entries(whole, "edges")
    ]
    statements = {atom: document.text(entry, "text", place) for atom, (place, entry) in atoms.items()}
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


def _node(
    document: JsonReading,
    place: Place,
    entry: dict[str, Any],
    atoms: dict[str, tuple[Place, dict[str, Any]]],
    steps: dict[str, NetworkStep],
) -> None:
    """Read a node as an atom or a step."""
    node_id, kind, name = (
        document.id(entry, "id", place),
        document.text(entry, "type", place),
        one_line(document.text(entry, "name", place)),
    )
    if node_id in atoms or node_id in steps:
        document.tell(place, "id given twice", node_id)
        return
    if kind == "atom":
        atoms[node_id] = (place, entry)
    elif kind in ("scheme", "inference", "conflict"):
        plain = name.lower()
        is_conflict = kind == "conflict" or (kind == "scheme" and plain in _CONFLICTS)
        scheme = "" if plain in _PLAIN else name
        scheme = one_line(_ours(entry, "scheme")) or scheme
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


def _metadata(document: JsonReading, place: Place, entry: Mapping[str, Any], construct: str) -> None:
    """Tell what programs keep with a node or a resource; an empty block is nothing."""
    value = entry.get("metadata")
    if isinstance(value, dict):
        value = {name: block for name, block in value.items() if name != "argmap"}  # which argmap export writes
    if value and any(value.values() if isinstance(value, dict) else [value]):
        document.tell(place, construct, ", ".join(map(str, value)) if isinstance(value, dict) else "")


def _statement(
    document: JsonReading, atom: str, place: Place, entry: Mapping[str, Any], notes: Sequence[str]
) -> ParsedNode:
    document.tell(place, "atom")
    quotes = []
    sources = entry.get("sources") or []
    for source in sources if isinstance(sources, list) else [sources]:
        passage = document.object(source, place, "a source, an object,")
        offset = passage.get("offset")
        quotes.append((document.text(passage, "text", place), offset if isinstance(offset, int) else 0))
        document.tell(place, "source" if len(quotes) == 1 else "further source", quotes[-1][0])
    return ParsedNode(
        atom,
        document.text(entry, "text", place),
        place,
        name=_name(entry, atom),
        notes="\n\n".join([*(quotation(words) for words, _ in quotes[1:] if one_line(words)), *notes]),
        quote=quotes[0] if quotes else None,
    )


def _name(entry: Mapping[str, Any], atom: str) -> str:
    """Return the id that an atom had in a map, or its own where that says something."""
    name = _ours(entry, "id")
    if is_id(name):
        return name
    return atom if is_id(atom) and not _UUID.fullmatch(atom) else ""


def _ours(entry: Mapping[str, Any], name: str) -> str:
    """Return what argmap export wrote beside a node, for which SADFace has no field."""
    metadata = entry.get("metadata")
    ours = metadata.get("argmap") if isinstance(metadata, dict) else None
    value = ours.get(name) if isinstance(ours, dict) else None
    return value if isinstance(value, str) else ""


def _resources(document: JsonReading, whole: Mapping[str, Any]) -> str:
    """Return the text that was analysed: the first that there is."""
    found = ""
    for place, entry in document.entries(whole, "resources"):
        content = document.text(entry, "content", place)
        is_first = one_line(content) and not found
        found = content if is_first else found
        document.tell(place, "resource" if is_first else "further resource", content)
        _metadata(document, place, entry, "metadata of a resource")
    return found


def _about(document: JsonReading, whole: Mapping[str, Any]) -> dict[str, str]:
    """Return what the document says of itself, in texts that are not empty."""
    place = document.place_of(("metadata",))
    metadata = document.object(whole.get("metadata") or {}, place, "an object of metadata")
    core = document.object(metadata.get("core") or {}, place, "an object of core metadata")
    about = {}
    for name in core:
        there = document.place_of(("metadata", "core", name))
        if name in _ABOUT and (words := document.text(core, name, there)).strip():
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
