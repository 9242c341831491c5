"""Argument maps in AIF, the Argument Interchange Format: nodesets of AIFdb as JSON, and the xAIF of OVA.

AIF: https://www.arg-tech.org/wp-content/uploads/2011/09/aif-spec.pdf. A nodeset has I-nodes (what is said), S-nodes
(RA, CA, MA, PA: how that bears on each other), and what was uttered: L-nodes, which TA-nodes join and YA-nodes anchor
in what they say. xAIF adds the analysed text, in which spans lead to nodes, and where OVA drew each node.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import product
from typing import Any

from argmap.importing.inputs import JsonReading, Way, json_reading
from argmap.importing.networks import (
    NetworkEdge,
    NetworkStep,
    network_constructs,
    other_step,
    read_network,
)
from argmap.importing.parsed import ParsedMap, ParsedNode
from argmap.importing.wording import one_line, plain_prose, quotation, shortened
from argmap.model.exchange import constructs
from argmap.model.findings import Place
from argmap.model.limits import is_id
from argmap.model.relations import RelationType
from argmap.read.values import excerpt

CONSTRUCTS = (
    *network_constructs("RA-node", "CA-node", "edge"),
    *other_step("MA-node", "a note at both statements: what rephrases what"),
    *other_step("PA-node", "a note at both statements: what is preferred to what"),
    *constructs(
        kept={
            "I-node": "a node with its statement",
            "scheme": "the scheme of the relations of its node",
            "participant": "a person of the glossary",
            "text": "text.txt",
            "dialog": "nothing more: whether people speak, its L-nodes say",
            "text span": "a quotation at the statement that it says",
        },
        told={
            "L-node": "who speaks, by its locution or its first words, is the voice of what is said, "
            "the words are a quotation where they differ",
            "YA-node": "the voice of what is asserted",
            "YA-node that does not assert": "a note: who asks, challenges, denies or agrees, without a voice",
            "YA-node that reports an utterance": "a note at what was said there: who reports it",
            "locution": "who speaks; when is lost",
            "timestamps": "the day of the last, on the page about the map",
        },
        lost={
            "schemefulfillment": "the number of the scheme in AIFdb; its name is kept",
            "descriptorfulfillment": "which premise fills which place of a scheme",
            "L-node that says no I-node": "no YA-node leads from it to what it says",
            "YA-node of a step": "who argues; the step is kept",
            "YA-node of an utterance": "who analyses it, or that it leads to nothing",
            "TA-node": "in which order people spoke",
            "edge of the dialogue": "an edge of YA-nodes and TA-nodes; what it anchors is kept",
            "locution of nobody": "its L-node or its participant is not there",
            "participant who asserts nothing": "nothing in the map is said by them",
            "node of another type": "AIF has no such type",
            "nodeID given twice": "only the first of the nodes is read",
            "text span of no statement": "it leads to no I-node; the text itself is kept",
            "OVA": "who drew the map where",
            "other data": "keys that AIF does not have",
        },
    ),
)
"""Everything that AIF and xAIF can say, and what becomes of it."""

_STEPS: Mapping[str, RelationType | None] = {
    "RA": RelationType.SUPPORTS,
    "CA": RelationType.ATTACKS,
    "MA": None,
    "PA": None,
}
_PLAIN_SCHEMES = {
    *("", "ra", "ca", "ma", "pa", "inference", "conflict", "rephrase", "preference"),
    *("default inference", "default conflict", "default rephrase", "default preference", "default ma"),
}
_NOT_ASSERTING = ("question", "challeng", "disagree", "reject", "deny", "denial", "retract")
_ASSERTING = ("assertive question", "rhetorical question")
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
_SPOKEN = re.compile(r"([^\W\d][^:\n]{0,60}?)\s*:\s+\S")
"""An utterance that begins with the name of who speaks, as AIFdb writes them."""
_ANALYSING = "analysing"
"""What YA-nodes are called by which AIFdb records who annotated an utterance, and not who reported it."""
_CUT = 60


@dataclass(frozen=True, slots=True)
class _Node:
    """A node of a nodeset; its text is that of the file."""

    id: str
    type: str
    text: str
    place: Place
    scheme: str


@dataclass(slots=True)
class _Nodeset(JsonReading):
    """A nodeset as it is read.

    Attributes:
        way: The way to the nodeset in the file: in xAIF it is a part.
        nodes: Its nodes by their ids.
        speakers: The names of participants by their ids.
        of: Who says each L-node, by its id.
    """

    way: tuple[str, ...] = ()
    nodes: dict[str, _Node] = field(default_factory=dict)
    edges: list[NetworkEdge] = field(default_factory=list)
    speakers: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    of: dict[str, str] = field(default_factory=dict)
    other: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    """Where keys stand that AIF does not have."""
    times: list[tuple[str, Place]] = field(default_factory=list)


def read_aif(files: Mapping[str, str]) -> ParsedMap:
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
    nodeset = _Nodeset(place_of, reading.mend, way)
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
    return _map(nodeset, analysed)


def _nodes(nodeset: _Nodeset, aif: Mapping[str, Any]) -> None:
    for place, entry in nodeset.entries(aif, *nodeset.way, "nodes"):
        node_id, kind = nodeset.id(entry, "nodeID", place), nodeset.text(entry, "type", place).strip()
        text, time = nodeset.text(entry, "text", place), nodeset.text(entry, "timestamp", place)
        scheme = nodeset.text(entry, "scheme", place) or (text if kind in _STEPS else "")
        if time:
            nodeset.times.append((time, place))
        _others(nodeset, entry, place, _NODE_KEYS)
        if node_id in nodeset.nodes:
            nodeset.tell(place, "nodeID given twice", f"{node_id}: {text}")
        else:
            plain = one_line(scheme.replace("_", " "))
            scheme = "" if plain.lower() in _PLAIN_SCHEMES else plain
            nodeset.nodes[node_id] = _Node(node_id, kind, text, place, scheme)
            if scheme and kind in ("RA", "CA"):
                nodeset.tell(place, "scheme", scheme)


def _edges(nodeset: _Nodeset, aif: Mapping[str, Any]) -> None:
    for place, entry in nodeset.entries(aif, *nodeset.way, "edges"):
        nodeset.edges.append(NetworkEdge(nodeset.id(entry, "fromID", place), nodeset.id(entry, "toID", place), place))
        _others(
            nodeset,
            {name: entry[name] for name in entry if entry[name] is not None},
            place,
            _EDGE_KEYS - {"formEdgeID"},
        )


def _people(nodeset: _Nodeset, aif: Mapping[str, Any]) -> None:
    for place, entry in nodeset.entries(aif, *nodeset.way, "participants"):
        names = [nodeset.text(entry, name, place) for name in ("firstname", "surname")]
        person = nodeset.id(entry, "participantID", place)
        nodeset.places.setdefault(person, place)
        nodeset.speakers.setdefault(person, one_line(" ".join(filter(None, names)))[:_SPEAKER])
        _others(nodeset, entry, place, {"participantID", "firstname", "surname"})
    for place, entry in nodeset.entries(aif, *nodeset.way, "locutions"):
        node, person = nodeset.text(entry, "nodeID", place), nodeset.text(entry, "personID", place)
        is_there = node in nodeset.nodes and nodeset.nodes[node].type == "L" and nodeset.speakers.get(person)
        if is_there:
            nodeset.of.setdefault(node, person)
        times = " – ".join(filter(None, (nodeset.text(entry, name, place) for name in ("start", "end", "timestamp"))))
        nodeset.tell(place, "locution" if is_there else "locution of nobody", times)
        _others(nodeset, entry, place, {"nodeID", "personID", "start", "end", "timestamp", "source"})
    for one in nodeset.nodes.values():
        if one.type == "L" and one.id not in nodeset.of and (name := _first_words(one.text)):
            nodeset.of[one.id] = name
            nodeset.speakers.setdefault(name, name)


def _first_words(utterance: str) -> str:
    """Return the name with which an utterance begins, `Lucy Powell: …`; empty where it does not begin with one."""
    spoken = _SPOKEN.match(one_line(utterance))
    return spoken[1] if spoken and not any(word[0].islower() for word in spoken[1].split()) else ""


def _others(nodeset: _Nodeset, entry: Mapping[str, Any], place: Place, known: set[str]) -> None:
    """Note the keys of an object that AIF does not have."""
    for name in entry:
        if name not in known:
            nodeset.other[name].append(place)


def _strangers(nodeset: _Nodeset, way: Way, value: Mapping[str, Any], known: set[str]) -> None:
    """Note the keys of the whole, or of the nodeset, that AIF does not have."""
    for name in value:
        if name not in known:
            nodeset.other[name].append(nodeset.place_of((*way, name)))


@dataclass(frozen=True, slots=True)
class _Analysed:
    """The analysed text of xAIF: its words, and the words and the offset of each span, by the id in its tag."""

    text: str
    spans: Mapping[str, Sequence[tuple[str, int]]]
    place: Place


class _Spans(HTMLParser):
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


def _analysed(nodeset: _Nodeset, whole: Mapping[str, Any]) -> _Analysed:
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
    return _Analysed(text.strip() and text, spans, place)


def _map(nodeset: _Nodeset, analysed: _Analysed) -> ParsedMap:
    """Put what was read together."""
    statements = {node.id: node.text for node in nodeset.nodes.values() if node.type == "I"}
    steps = {
        node.id: NetworkStep(f"{node.type}-node", _STEPS[node.type], node.place, node.scheme)
        for node in nodeset.nodes.values()
        if node.type in _STEPS
    }
    uttered = {node.id for node in nodeset.nodes.values() if node.id not in statements and node.id not in steps}
    argued = [edge for edge in nodeset.edges if not {edge.origin, edge.target} & uttered]
    network = read_network(statements, steps, argued, "edge")
    said = _said(nodeset, [edge for edge in nodeset.edges if {edge.origin, edge.target} & uttered], analysed)
    nodes = []
    for node in nodeset.nodes.values():
        if node.type == "I":
            nodeset.tell(node.place, "I-node")
            notes = "\n\n".join([*said.quotations[node.id], *said.notes[node.id], *network.notes.get(node.id, ())])
            nodes.append(
                ParsedNode(
                    node.id,
                    node.text,
                    node.place,
                    name=node.id if is_id(node.id) and not node.id.replace("-", "").isdigit() else "",
                    notes=notes,
                    speakers=tuple(dict.fromkeys(said.speakers[node.id])),
                    quote=said.quotes.get(node.id),
                )
            )
        elif node.type not in _STEPS and node.type not in ("L", "YA", "TA"):
            nodeset.tell(node.place, "node of another type", f"{node.type}: {node.text}")
    speaking = {speaker for node in nodes for speaker in node.speakers}
    for person, place in nodeset.places.items():
        name = nodeset.speakers[person]
        nodeset.tell(place, "participant" if person in speaking else "participant who asserts nothing", name)
    for name, places in nodeset.other.items():
        nodeset.tell(places[0], "other data", f"{excerpt(name)}, {len(places):,} times")
    days = sorted(match[0] for time, _ in nodeset.times if (match := _DAY.search(time)))
    if nodeset.times:
        nodeset.tell(nodeset.times[0][1], "timestamps", f"of {len(nodeset.times):,} nodes")
    return ParsedMap(
        "",
        tuple(nodes),
        network.relations,
        (*nodeset.met, *network.met),
        {person: name for person, name in nodeset.speakers.items() if person in speaking},
        date=days[-1] if days else "",
        text=analysed.text,
    )


_DAY = re.compile(r"\b\d{4}-[01]\d-[0-3]\d\b")


@dataclass(slots=True)
class _Said:
    """What was uttered, by the statements that it says: who asserts them, in which words, and what else is done."""

    analysed: _Analysed
    speakers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    quotations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    quotes: dict[str, tuple[str, int]] = field(default_factory=dict)
    sayings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    reporting: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The utterances that assert each statement, and those that report each utterance."""

    def quote(self, statement: str, spans: Sequence[tuple[str, int]]) -> None:
        """Keep the words of the text that say a statement: the first as what it quotes, others in its prose."""
        self.quotes.setdefault(statement, spans[0])
        further = (quotation(words) for words, start in spans if (words, start) != self.quotes[statement])
        self.quotations[statement] += [words for words in further if words not in self.quotations[statement]]


def _said(nodeset: _Nodeset, edges: Sequence[NetworkEdge], analysed: _Analysed) -> _Said:
    """Read the layer of what was uttered: L-nodes, TA-nodes and the YA-nodes that anchor them."""
    said = _Said(analysed)
    nodes = nodeset.nodes
    into: dict[str, list[str]] = defaultdict(list)
    out: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.origin in nodes and edge.target in nodes:
            into[edge.target].append(edge.origin)
            out[edge.origin].append(edge.target)
            nodeset.tell(edge.place, "edge of the dialogue")
        else:
            nodeset.tell(edge.place, "edge to what is not there", f"{edge.origin[:_CUT]} → {edge.target[:_CUT]}")
    saying: set[str] = set()
    for node in nodes.values():
        if node.type == "YA":
            uttered = [one for one in dict.fromkeys(into[node.id]) if nodes[one].type == "L"]
            statements = [one for one in dict.fromkeys(out[node.id]) if nodes[one].type == "I"]
            # what a reply does to a statement is anchored in the transition that leads to the reply
            replies = [one for turn in into[node.id] if nodes[turn].type == "TA" for one in out[turn]]
            replies = [one for one in dict.fromkeys(replies) if nodes[one].type == "L"]
            told = [one for one in out[node.id] if nodes[one].type == "L"]
            nodeset.tell(node.place, _anchor(nodeset, said, node, (uttered, replies, told), statements), node.text)
            for one, statement in product(uttered, statements):
                _quote(nodeset, said, nodes[one], nodes[statement])
            saying |= {*uttered} if statements else set()
        elif node.type == "TA":
            nodeset.tell(node.place, "TA-node")
    _reports(nodeset, said)
    for node in nodes.values():
        if node.type == "L":
            nodeset.tell(node.place, "L-node" if node.id in saying else "L-node that says no I-node", node.text)
    _spans(nodeset, said, saying)
    return said


def _spans(nodeset: _Nodeset, said: _Said, saying: Collection[str]) -> None:
    """Tell the spans of the analysed text, and quote those of statements themselves."""
    for name, spans in said.analysed.spans.items():
        node = nodeset.nodes.get(name) or nodeset.nodes.get(name.removeprefix("node"))
        if node and node.type == "I":
            said.quote(node.id, spans)
        construct = "text span" if node and (node.type == "I" or node.id in saying) else "text span of no statement"
        for words, _ in spans:
            nodeset.tell(said.analysed.place, construct, words)


def _anchor(
    nodeset: _Nodeset,
    said: _Said,
    node: _Node,
    utterances: tuple[Sequence[str], Sequence[str], Sequence[str]],
    statements: Sequence[str],
) -> str:
    """Read a YA-node, by the utterances it leads from, those that reply there, and those it leads to; name it."""
    uttered, replies, told = utterances
    force = one_line(node.text) or node.type
    if not statements and uttered and told and not force.lower().startswith(_ANALYSING):
        for one, other in product(uttered, told):
            said.reporting[other].append(one)
        return "YA-node that reports an utterance"
    if not ((uttered or replies) and statements):
        return "YA-node of an utterance" if uttered or told else "YA-node of a step"
    speakers = [nodeset.of[one] for one in uttered or replies if one in nodeset.of]
    lowered = force.lower()
    is_question = any(word in lowered for word in _NOT_ASSERTING) and not any(word in lowered for word in _ASSERTING)
    for statement in statements:
        if is_question or not uttered:
            names = ", ".join(nodeset.speakers[speaker] for speaker in speakers)
            said.notes[statement].append(plain_prose(f"{shortened(force, _CUT)}: {names}" if names else force))
        else:
            said.speakers[statement] += speakers
            said.sayings[statement] += uttered
    return "YA-node that does not assert" if is_question or not uttered else "YA-node"


def _reports(nodeset: _Nodeset, said: _Said) -> None:
    """Note at each statement whose utterance somebody else reported who did: it is not said at first hand."""
    for statement, uttered in said.sayings.items():
        for reported in uttered:
            speaker = nodeset.of.get(reported, "")
            for by in (nodeset.of.get(reporter, "") for reporter in said.reporting[reported]):
                if by and by != speaker:
                    name = nodeset.speakers.get(speaker, "")
                    said.notes[statement].append(plain_prose(f"Reported by {nodeset.speakers[by]}: {name}".strip(": ")))


def _quote(nodeset: _Nodeset, said: _Said, uttered: _Node, statement: _Node) -> None:
    """Keep the words in which a statement was uttered, where they are others than its own."""
    spans = said.analysed.spans.get(f"node{uttered.id}") or said.analysed.spans.get(uttered.id) or ()
    if spans:
        said.quote(statement.id, spans)
    name = nodeset.speakers.get(nodeset.of.get(uttered.id, ""), "")
    words = one_line(uttered.text)
    words = words.removeprefix(f"{name}:").strip() if name else words
    if words and words not in (one_line(statement.text), *(one_line(span) for span, _ in spans)):
        said.quotations[statement.id].append(quotation(words))
