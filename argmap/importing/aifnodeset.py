"""Reads the nodesets of AIFdb and xAIF as they are: nodes, edges, who takes part, the analysed text and its spans."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from argmap.importing.inputs import JsonReading, Way, json_reading
from argmap.importing.networks import NetworkEdge
from argmap.importing.wording import one_line
from argmap.model.findings import Place
from argmap.model.htmlreading import HtmlReader

STEPS = ("RA", "CA", "MA", "PA")
"""The types of nodes that are steps between statements."""

_PLAIN_SCHEMES = {
    *("", "ra", "ca", "ma", "pa", "inference", "conflict", "rephrase", "preference"),
    *("default inference", "default conflict", "default rephrase", "default preference", "default ma"),
}
_NODE_KEYS = {"nodeID", "text", "type", "timestamp", "scheme", "schemeID"}
_EDGE_KEYS = {"edgeID", "fromID", "toID", "formEdgeID"}
_PARTS = {
    "nodes",
    "edges",
    "schemefulfillments",
    "descriptorfulfillments",
    "cqdescriptorfulfillments",
    "participants",
    "locutions",
}
_AROUND = {"AIF", "OVA", "ova", "text", "dialog"}
_BLOCKS = {"br", "p", "div", "li", "h1", "h2", "h3", "tr"}
_SPEAKER = 80
_NAMED = re.compile(r"\s*(?P<name>[^\W\d_][^\s:]{0,29}(?: [^\s:]{1,29}){0,4}?)\s*:\s+(?P<words>\S.*)", re.DOTALL)
"""Who speaks at the beginning of an L-node, as all corpora of AIFdb have it: of few words, which a clause seldom is."""

_OF_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
"""What the control characters are meant for that AIFdb made of texts in Windows-1252: U+0097 for a dash."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a nodeset; its text is that of the file."""

    id: str
    type: str
    text: str
    place: Place
    scheme: str
    time: str


@dataclass(slots=True)
class Nodeset(JsonReading):
    """A nodeset as it is read.

    Attributes:
        way: The way to the nodeset in the file: in xAIF it is a part.
        nodes: Its nodes by their ids.
        speakers: The names of participants by their ids; of those whom only an L-node names, by their names.
        of: Who says each L-node, by its id.
        starts: When each L-node begins in what was recorded, where that is said.
    """

    way: tuple[str, ...] = ()
    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[NetworkEdge] = field(default_factory=list)
    speakers: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    starts: dict[str, str] = field(default_factory=dict)
    other: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    """Where keys stand that AIF does not have."""
    times: list[tuple[str, Place]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Analysed:
    """The analysed text of xAIF: its words, and the words and the offset of each span, by the id in its tag."""

    text: str
    spans: Mapping[str, Sequence[tuple[str, int]]]
    place: Place


def read_nodeset(files: Mapping[str, str]) -> tuple[Nodeset, Analysed]:
    """Read a nodeset in the JSON of AIFdb, or in xAIF.

    Args:
        files: The text of one file, by its path.

    Returns:
        What it says.

    Raises:
        UnreadableError: When it is neither.
    """
    reading, whole = json_reading(files, "look whether this is AIF as JSON, or xAIF")
    way = ("AIF",) if "AIF" in whole else ()
    place_of = reading.place_of
    aif = reading.object(whole["AIF"], place_of(way), "the nodeset") if way else whole
    nodeset = Nodeset(place_of, reading.mend, way)
    nodeset.require(aif, ("nodes", "edges"), *way)
    _nodes(nodeset, aif)
    _edges(nodeset, aif)
    _people(nodeset, aif)
    for part in ("schemefulfillment", "descriptorfulfillment"):
        for place, entry in nodeset.entries(aif, *way, f"{part}s"):
            nodeset.tell(
                place, part, nodeset.text(entry, "schemeID", place) or nodeset.text(entry, "descriptorID", place)
            )
    for place, _ in nodeset.entries(aif, *way, "cqdescriptorfulfillments"):
        nodeset.tell(place, "descriptorfulfillment")
    _strangers(nodeset, way, aif, _PARTS | (set() if way else _AROUND))
    analysed = _analysed(nodeset, whole)
    for name, construct in (("OVA", "OVA"), ("ova", "OVA"), ("dialog", "dialog")):
        if whole.get(name):
            nodeset.tell(place_of((name,)), construct)
    if way:
        _strangers(nodeset, (), whole, _AROUND)
    return nodeset, analysed


def _nodes(nodeset: Nodeset, aif: Mapping[str, Any]) -> None:
    for place, entry in nodeset.entries(aif, *nodeset.way, "nodes"):
        node_id, kind = nodeset.id(entry, "nodeID", place), nodeset.text(entry, "type", place).strip()
        raw, time = nodeset.text(entry, "text", place), nodeset.text(entry, "timestamp", place)
        text = raw.translate(_OF_WINDOWS)
        if text != raw:
            nodeset.tell(place, "character of Windows", text)
        scheme = nodeset.text(entry, "scheme", place) or (text if kind in STEPS else "")
        if time:
            nodeset.times.append((time, place))
        _others(nodeset, entry, place, _NODE_KEYS)
        if node_id in nodeset.nodes:
            nodeset.tell(place, "nodeID given twice", f"{node_id}: {text}")
        else:
            plain = one_line(scheme.replace("_", " "))
            scheme = "" if plain.lower() in _PLAIN_SCHEMES else plain
            nodeset.nodes[node_id] = Node(node_id, kind, text, place, scheme, time)
            if scheme and kind in ("RA", "CA"):
                nodeset.tell(place, "scheme", scheme)


def _edges(nodeset: Nodeset, aif: Mapping[str, Any]) -> None:
    for place, entry in nodeset.entries(aif, *nodeset.way, "edges"):
        nodeset.edges.append(NetworkEdge(nodeset.id(entry, "fromID", place), nodeset.id(entry, "toID", place), place))
        _others(
            nodeset,
            {name: entry[name] for name in entry if entry[name] is not None},
            place,
            _EDGE_KEYS - {"formEdgeID"},
        )


def _people(nodeset: Nodeset, aif: Mapping[str, Any]) -> None:
    given: dict[str, str] = {}
    for place, entry in nodeset.entries(aif, *nodeset.way, "participants"):
        names = [nodeset.text(entry, name, place) for name in ("firstname", "surname")]
        person = nodeset.id(entry, "participantID", place)
        nodeset.places.setdefault(person, place)
        nodeset.speakers.setdefault(person, one_line(" ".join(filter(None, names)))[:_SPEAKER])
        _others(nodeset, entry, place, {"participantID", "firstname", "surname"})
    for uttered in nodeset.nodes.values():
        if uttered.type == "L" and (named := said_by(uttered)[0]):
            ids = (person for person, name in nodeset.speakers.items() if name == named)
            nodeset.of[uttered.id] = next(ids, named)
    for place, entry in nodeset.entries(aif, *nodeset.way, "locutions"):
        node, person = nodeset.text(entry, "nodeID", place), nodeset.text(entry, "personID", place)
        if node in nodeset.nodes and nodeset.nodes[node].type == "L" and nodeset.speakers.get(person):
            given.setdefault(node, person)
        nodeset.starts.setdefault(node, nodeset.text(entry, "start", place))
        is_there = node in given or node in nodeset.of
        times = " – ".join(filter(None, (nodeset.text(entry, name, place) for name in ("start", "end", "timestamp"))))
        nodeset.tell(place, "locution" if is_there else "locution of nobody", times)
        _others(nodeset, entry, place, {"nodeID", "personID", "start", "end", "timestamp", "source"})
    nodeset.of |= given
    nodeset.speakers |= {named: named for named in nodeset.of.values() if named not in nodeset.speakers}


def said_by(uttered: Node) -> tuple[str, str]:
    """Return who speaks, as the text of an L-node says it, and what: `Sue Ode : It is so.`; a name may be empty."""
    named = _NAMED.match(uttered.text)
    is_named = named and not any(word[0].islower() for word in named["name"].split())
    return (one_line(named["name"]), named["words"]) if named and is_named else ("", uttered.text)


def _others(nodeset: Nodeset, entry: Mapping[str, Any], place: Place, known: set[str]) -> None:
    """Note the keys of an object that AIF does not have."""
    for name in entry:
        if name not in known:
            nodeset.other[name].append(place)


def _strangers(nodeset: Nodeset, way: Way, value: Mapping[str, Any], known: set[str]) -> None:
    """Note the keys of the whole, or of the nodeset, that AIF does not have."""
    for name in value:
        if name not in known:
            nodeset.other[name].append(nodeset.place_of((*way, name)))


class _Spans(HtmlReader):
    """Takes the words and the spans out of the HTML that OVA writes."""

    def __init__(self) -> None:
        """Begin with no words."""
        super().__init__()
        self.parts: list[str] = []
        self.spans: list[tuple[str, int, int]] = []
        self._open: list[tuple[str, int]] = []
        self._length = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a span, or a line."""
        if tag == "span":
            self._open.append((dict(attrs).get("id") or "", self._length))
        elif tag in _BLOCKS:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        """End the span that was begun last."""
        if tag == "span" and self._open:
            name, start = self._open.pop()
            if name:
                self.spans.append((name, start, self._length))

    def handle_data(self, data: str) -> None:
        """Add words."""
        self.parts.append(data)
        self._length += len(data)


def _analysed(nodeset: Nodeset, whole: Mapping[str, Any]) -> Analysed:
    """Read the text of xAIF: HTML, or an object that holds it."""
    place = nodeset.place_of(("text",))
    value = whole.get("text")
    parser = _Spans()
    parser.feed(nodeset.text(value, "txt", place) if isinstance(value, dict) else nodeset.text(whole, "text", place))
    parser.close()
    text = "".join(parser.parts)
    if one_line(text):
        nodeset.tell(place, "text")
    spans: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for name, start, end in parser.spans:
        if one_line(text[start:end]):
            spans[name].append((text[start:end].strip(), start))
    return Analysed(text.strip() and text, spans, place)
