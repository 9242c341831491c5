"""Argument maps in AIF, the Argument Interchange Format: nodesets of AIFdb as JSON, and the xAIF of OVA.

AIF: https://www.arg-tech.org/wp-content/uploads/2011/09/aif-spec.pdf. A nodeset has I-nodes (what is said), S-nodes
(RA, CA, MA, PA: how that bears on each other), and what was uttered: L-nodes, which TA-nodes join and YA-nodes anchor
in what they say. xAIF adds the analysed text, in which spans lead to nodes, and where OVA drew each node.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from argmap.importing.aifnodeset import STEPS, Analysed, Node, Nodeset, read_nodeset, said_by
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
from argmap.model.limits import is_id
from argmap.model.relations import RelationType
from argmap.read.meant import excerpt

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
            "L-node": "who speaks is the voice of what is said, the words are a quotation where they differ",
            "L-node that says no I-node": "a line of text.txt, where there is no analysed text",
            "YA-node": "the voice of what is asserted",
            "YA-node that does not assert": "a sentence in the prose: who asks, agrees, disagrees or challenges",
            "YA-node of reported words": "whose words they are, and who reports them, is the voice",
            "character of Windows": "the sign that its number means in Windows-1252, such as a dash",
            "locution": "who speaks, as its participant or its L-node says; when is lost",
            "timestamps": "the day of the last, on the page about the map",
        },
        lost={
            "schemefulfillment": "the number of the scheme in AIFdb; its name is kept",
            "descriptorfulfillment": "which premise fills which place of a scheme",
            "L-node of an analysis": "who analyses whose words; these are kept",
            "YA-node of a step": "who argues; the step is kept",
            "YA-node of an analysis": "who analyses whose words; these are kept",
            "YA-node that joins nothing": "no utterance leads into it, or nothing out of it",
            "TA-node": "in which order people spoke",
            "edge of the dialogue": "an edge of YA-nodes and TA-nodes; what it anchors is kept",
            "locution of nobody": "its L-node is not there, or neither this nor a participant says who speaks",
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
_NOT_ASSERTING: Mapping[str, str] = {
    "assertive question": "asks this, as one who thinks so",
    "rhetorical question": "asks this, and expects no answer",
    "question": "asks this",
    "challeng": "challenges this",
    "disagree": "disagrees with this",
    "agree": "agrees with this",
    "reject": "rejects this",
    "deny": "denies this",
    "denial": "denies this",
    "retract": "takes this back",
}
"""What is done with a statement but to assert it, by what the name of a YA-node holds, the more exact name first."""

_ANALYSIS = "analys"
_GLOSSES = {"MA": "Rephrase (MA-node), the first of the second", "PA": "Preference (PA-node), the first to the second"}
_CUT = 60


def read_aif(files: Mapping[str, str]) -> ParsedMap:
    """Read a nodeset in the JSON of AIFdb, or in xAIF.

    Args:
        files: The text of one file, by its path.

    Returns:
        What it says.

    Raises:
        UnreadableError: When it is neither.
    """
    nodeset, analysed = read_nodeset(files)
    statements = {node.id: node.text for node in nodeset.nodes.values() if node.type == "I"}
    steps = {
        node.id: NetworkStep(
            f"{node.type}-node", _STEPS[node.type], node.place, node.scheme, _GLOSSES.get(node.type, "")
        )
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
            notes = "\n\n".join(
                [*dict.fromkeys(said.quotations[node.id]), *said.notes[node.id], *network.notes.get(node.id, ())]
            )
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
    unsaid = [] if (lines := _unsaid(said)) and analysed.text else lines
    about = f"Utterances of the dialogue that lead to no statement: {len(lines):,}." if lines else ""
    days = sorted(match[0] for time, _ in nodeset.times if (match := _DAY.search(time)))
    if nodeset.times:
        nodeset.tell(nodeset.times[0][1], "timestamps", f"of {len(nodeset.times):,} nodes")
    return ParsedMap(
        "",
        tuple(nodes),
        network.relations,
        (*nodeset.met, *network.met),
        {person: name for person, name in nodeset.speakers.items() if person in speaking},
        about=plain_prose(f"{about} They are the lines of text.txt." if unsaid else about),
        date=days[-1] if days else "",
        text=analysed.text or "\n".join(unsaid),
    )


_DAY = re.compile(r"\b\d{4}-[01]\d-[0-3]\d\b")


@dataclass(slots=True)
class _Said:
    """What was uttered, by the statements that it says: who asserts them, in which words, and what else is done.

    Attributes:
        reporters: Who reports each L-node that others only tell of, by its id.
        told: The L-nodes that an utterance reports, if only of the speaker.
        saying: The L-nodes that say a statement, or report who does.
        analysts: The L-nodes by which somebody analyses what others say.
    """

    nodeset: Nodeset
    analysed: Analysed
    into: Mapping[str, Sequence[str]]
    out: Mapping[str, Sequence[str]]
    reporters: dict[str, str] = field(default_factory=dict)
    told: set[str] = field(default_factory=set)
    saying: set[str] = field(default_factory=set)
    analysts: set[str] = field(default_factory=set)
    speakers: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    quotations: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    quotes: dict[str, tuple[str, int]] = field(default_factory=dict)

    def quote(self, statement: str, spans: Sequence[tuple[str, int]]) -> None:
        """Keep the words of the text that say a statement: the first as what it quotes, others in its prose."""
        self.quotes.setdefault(statement, spans[0])
        further = (quotation(words) for words, start in spans if (words, start) != self.quotes[statement])
        self.quotations[statement] += [words for words in further if words not in self.quotations[statement]]

    def of_type(self, kind: str, ends: Mapping[str, Sequence[str]], node: str) -> list[str]:
        """List the nodes of a type at one end of a node."""
        return [end for end in dict.fromkeys(ends[node]) if self.nodeset.nodes[end].type == kind]

    def speaker(self, uttered: str) -> str:
        """Return the id of who speaks: apart for words of which another tells; empty for nobody known."""
        speaker = self.nodeset.of.get(uttered, "")
        reporter = self.reporters.get(uttered)
        if not (speaker and reporter):
            return speaker
        told = f"{self.nodeset.speakers[speaker]} (reported by {reporter})"
        self.nodeset.speakers[told] = told
        return told


def _said(nodeset: Nodeset, edges: Sequence[NetworkEdge], analysed: Analysed) -> _Said:
    """Read the layer of what was uttered: L-nodes, TA-nodes and the YA-nodes that anchor them."""
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
    said = _Said(nodeset, analysed, into, out)
    anchors = [node for node in nodes.values() if node.type == "YA"]
    for node in anchors:
        _reported(said, node)
    for node in anchors:
        nodeset.tell(node.place, _anchor(said, node), node.text)
    for node in nodes.values():
        if node.type == "TA":
            nodeset.tell(node.place, "TA-node")
    _spans(said)
    return said


def _spans(said: _Said) -> None:
    """Tell the spans of the analysed text, and quote those of statements themselves."""
    nodeset = said.nodeset
    for name, spans in said.analysed.spans.items():
        node = nodeset.nodes.get(name) or nodeset.nodes.get(name.removeprefix("node"))
        if node and node.type == "I":
            said.quote(node.id, spans)
        is_said = node and (node.type == "I" or node.id in said.saying)
        for words, _ in spans:
            nodeset.tell(said.analysed.place, "text span" if is_said else "text span of no statement", words)


def _unsaid(said: _Said) -> list[str]:
    """Tell every L-node; return the lines of those that say no statement, in the order of time."""
    nodeset = said.nodeset
    unsaid = []
    for node in nodeset.nodes.values():
        if node.type == "L":
            construct = "L-node that says no I-node"
            if node.id in said.saying:
                construct = "L-node"
            elif node.id in said.analysts:
                construct = "L-node of an analysis"
            else:
                unsaid.append(node)
            nodeset.tell(node.place, construct, node.text)
    times = [nodeset.starts.get(node.id) or "" for node in unsaid]
    if not all(times):
        times = [node.time for node in unsaid]
    return [one_line(node.text) for _, node in sorted(zip(times, unsaid, strict=True), key=lambda timed: timed[0])]


def _reported(said: _Said, node: Node) -> None:
    """Note who tells of the words of others, and who only analyses them."""
    told = said.of_type("L", said.out, node.id)
    for uttered in said.of_type("L", said.into, node.id) if told else ():
        if _ANALYSIS in node.text.lower():
            said.analysts.add(uttered)
        else:
            said.saying.add(uttered)
            name = said.nodeset.speakers.get(said.nodeset.of.get(uttered, ""), "")
            said.reporters |= {one: name for one in told if said.nodeset.of.get(one) != said.nodeset.of.get(uttered)}
            said.told |= {*told}


def _anchor(said: _Said, node: Node) -> str:
    """Read a YA-node; return the name of what it is."""
    uttered, statements = said.of_type("L", said.into, node.id), said.of_type("I", said.out, node.id)
    transitions = said.of_type("TA", said.into, node.id)
    replies = [reply for step in transitions for reply in said.of_type("L", said.out, step)]
    force = one_line(node.text) or node.type
    done = next((words for sign, words in _NOT_ASSERTING.items() if sign in force.lower()), "")
    if statements and done:
        for statement, one in product(statements, [*uttered, *replies] or [""]):
            _do(said, statement, one, f"{done} ({shortened(force, _CUT)})")
        return "YA-node that does not assert"
    if statements and (uttered or replies):
        for statement, one in product(statements, [*uttered, *replies]):
            _say(said, statement, one)
        return "YA-node"
    if any(said.nodeset.nodes[end].type in STEPS for end in said.out[node.id]):
        return "YA-node of a step"
    if told := said.of_type("L", said.out, node.id):
        return "YA-node of reported words" if said.told & {*told} else "YA-node of an analysis"
    return "YA-node that joins nothing"


def _say(said: _Said, statement: str, uttered: str) -> None:
    """Keep who asserts a statement, and the words in which that was done, where they are others than its own."""
    said.saying.add(uttered)
    speaker = said.speaker(uttered)
    said.speakers[statement] += filter(None, [speaker])
    if reporter := said.reporters.get(uttered):
        name = said.nodeset.speakers.get(said.nodeset.of.get(uttered, ""), "somebody")
        said.notes[statement].append(plain_prose(f"{reporter} reports these words of {name}."))
    said.quotations[statement] += _words(said, statement, uttered)


def _do(said: _Said, statement: str, uttered: str, done: str) -> None:
    """Say who does something else with a statement than to assert it, and in which words."""
    said.saying |= {uttered} - {""}
    name = said.nodeset.speakers.get(said.speaker(uttered), "") or "Somebody"
    words = _words(said, statement, uttered) if uttered else []
    said.notes[statement] += [plain_prose(f"{name} {done}{':' if words else '.'}"), *words]


def _words(said: _Said, statement: str, uttered: str) -> list[str]:
    """Return the words of an utterance as a quotation, where they are others than those of the statement."""
    nodeset = said.nodeset
    spans = said.analysed.spans.get(f"node{uttered}") or said.analysed.spans.get(uttered) or ()
    if spans:
        said.quote(statement, spans)
    named, rest = said_by(nodeset.nodes[uttered])
    is_named = named and named == nodeset.speakers.get(nodeset.of.get(uttered, ""))
    words = one_line(rest if is_named else nodeset.nodes[uttered].text)
    known = (one_line(nodeset.nodes[statement].text), *(one_line(span) for span, _ in spans))
    return [quotation(words)] if words and words not in known else []
