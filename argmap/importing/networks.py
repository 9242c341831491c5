"""Networks of statements and the steps between them, as AIF has them and the formats made after it, as relations.

In such a network a reason or an objection is a node itself, the step, which edges lead into and out of. Several
premises of one step are linked; a conflict that leads to a step denies it, which is an undercut.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from argmap.importing.parsed import ParsedRelation, link_to_node
from argmap.importing.wording import WITHOUT_WORDS, one_line, plain_prose, shortened
from argmap.model.exchange import Construct, Fate, Met
from argmap.model.findings import Place
from argmap.model.relations import RelationType


@dataclass(frozen=True, slots=True)
class NetworkStep:
    """A step of a network.

    Attributes:
        name: What the format calls such a step: `RA-node`.
        type: How premises bear on a conclusion by it; None for what is neither a reason nor an objection.
        place: Where it stands.
        scheme: The name of its scheme, or empty.
        gloss: What people call it in a note; empty where that is its name.
    """

    name: str
    type: RelationType | None
    place: Place
    scheme: str = ""
    gloss: str = ""


@dataclass(frozen=True, slots=True)
class NetworkEdge:
    """An edge of a network: from where to where it leads, and where it stands."""

    origin: str
    target: str
    place: Place


@dataclass(frozen=True, slots=True)
class Network:
    """What became of a network.

    Attributes:
        relations: The relations that its steps are.
        notes: What is said of other steps, by the ids of the statements that they touch, as CommonMark.
        met: Every step and every edge.
    """

    relations: tuple[ParsedRelation, ...]
    notes: Mapping[str, Sequence[str]]
    met: tuple[Met, ...]


@dataclass(slots=True)
class _Reading:
    """What is read so far. A class because every step is told, and notes go to any statement.

    Attributes:
        premises: What leads into each step, by its id.
        conclusions: What each step leads to, by its id.
        ways: How many steps lead from one statement to another.
        seen: The steps that were read, each as what tells it from others.
    """

    statements: Mapping[str, str]
    steps: Mapping[str, NetworkStep]
    premises: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    conclusions: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    seen: set[tuple[RelationType, str, frozenset[str], frozenset[str]]] = field(default_factory=set)
    relations: list[ParsedRelation] = field(default_factory=list)
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    met: list[Met] = field(default_factory=list)


def network_constructs(inference: str, conflict: str, edge: str) -> tuple[Construct, ...]:
    """List what becomes of the steps and edges of a format's networks.

    Args:
        inference: What the format calls a step that is a reason.
        conflict: What it calls one that is an objection.
        edge: What it calls an edge.
    """
    return (
        Construct(inference, Fate.KEPT, "supports; several premises of one are linked"),
        Construct(f"{inference} with several conclusions", Fate.TOLD, "a step to each conclusion"),
        Construct(f"{inference} on a step", Fate.TOLD, "a note: no node of a map is a reason for a step"),
        Construct(f"{inference} given twice", Fate.LOST, "the first between the same statements is kept"),
        Construct(f"incomplete {inference}", Fate.TOLD, "a note: it has no premise, or no conclusion"),
        Construct(f"{inference} that joins nothing", Fate.LOST, "no statement leads into it or out of it"),
        Construct(conflict, Fate.KEPT, "attacks, in the direction of its edges; several premises of one are linked"),
        Construct(f"{conflict} with several targets", Fate.TOLD, "an objection to each"),
        Construct(f"{conflict} on a step", Fate.KEPT, "undercuts"),
        Construct(
            f"{conflict} on one of several steps",
            Fate.TOLD,
            "undercuts that deny every step from that premise to that conclusion",
        ),
        Construct(f"{conflict} given twice", Fate.LOST, "the first between the same statements is kept"),
        Construct(
            f"incomplete {conflict}", Fate.TOLD, "a note: it leads from nothing or to nothing, or what it denies does"
        ),
        Construct(f"{conflict} that joins nothing", Fate.LOST, "no statement leads into it or out of it"),
        Construct(edge, Fate.KEPT, "part of what its step became"),
        Construct(f"{edge} between statements", Fate.TOLD, "a note: it does not say how the one bears on the other"),
        Construct(f"{edge} to what is not there", Fate.LOST, "no node has the id"),
    )


def other_step(name: str, becomes: str) -> tuple[Construct, ...]:
    """List what becomes of steps that are neither reason nor objection."""
    return (
        Construct(name, Fate.TOLD, becomes),
        Construct(f"{name} that joins nothing", Fate.LOST, "no statement leads into it or out of it"),
        Construct(
            f"{name} of a statement and itself", Fate.LOST, "it says nothing of how statements bear on each other"
        ),
    )


def read_network(
    statements: Mapping[str, str], steps: Mapping[str, NetworkStep], edges: Sequence[NetworkEdge], edge_name: str
) -> Network:
    """Turn the steps of a network into relations.

    Args:
        statements: The words of each statement, by its id.
        steps: The steps, by their ids; none of them has the id of a statement.
        edges: The edges.
        edge_name: What the format calls an edge.

    Returns:
        The relations, notes for what is none, and every step and edge met.
    """
    reading = _Reading(statements, steps)
    known = statements.keys() | steps.keys()
    for edge in edges:
        if not {edge.origin, edge.target} <= known:
            ends = f"{shortened(edge.origin, 30)} → {shortened(edge.target, 30)}"
            reading.met.append(Met(edge.place, f"{edge_name} to what is not there", one_line(ends)))
        elif edge.origin in statements and edge.target in statements:
            reading.met.append(Met(edge.place, f"{edge_name} between statements"))
            _note(reading, edge_name, [edge.origin], [edge.target])
        else:
            reading.met.append(Met(edge.place, edge_name))
            if edge.origin in statements:
                _add(reading.premises, edge.target, edge.origin)
            else:  # also where it leads to a step, which then is what follows, or what is denied
                _add(reading.conclusions, edge.origin, edge.target)
    for step in steps:
        if _is_whole(reading, step):
            reading.ways.update(product(reading.premises[step], reading.conclusions[step]))
    for step, one in steps.items():
        reading.met.append(Met(one.place, _read_step(reading, step), shortened(one_line(one.scheme), 60)))
    return Network(tuple(reading.relations), reading.notes, tuple(reading.met))


def _add(ends: dict[str, list[str]], node: str, end: str) -> None:
    if end not in ends[node]:
        ends[node].append(end)


def _is_whole(reading: _Reading, step: str) -> bool:
    """Tell whether a step is a reason or an objection that leads from something to something."""
    return bool(reading.steps[step].type and reading.premises[step] and reading.conclusions[step])


def _read_step(reading: _Reading, step: str) -> str:
    """Add what becomes of a step; return the name of that construct."""
    one = reading.steps[step]
    premises, conclusions = reading.premises[step], reading.conclusions[step]
    if not reading.statements.keys() & {*premises, *conclusions}:
        return f"{one.name} that joins nothing"
    if one.type is None and premises == conclusions:
        return f"{one.name} of a statement and itself"
    if one.type is None or not _is_whole(reading, step):
        _note(reading, _called(one), premises, conclusions)
        return f"incomplete {one.name}" if one.type else one.name
    same = (one.type, one.scheme, frozenset(premises), frozenset(conclusions))
    if same in reading.seen:
        return f"{one.name} given twice"
    reading.seen.add(same)
    became = one.name if len(conclusions) == 1 else f"{one.name} with several {_ENDS[one.type]}"
    group = step if len(premises) > 1 else ""
    for conclusion in conclusions:
        if conclusion in reading.statements:
            for premise in premises:
                reading.relations.append(
                    ParsedRelation(premise, one.type, conclusion, one.place, jointly=group, scheme=one.scheme)
                )
        elif one.type is RelationType.SUPPORTS:
            _note(reading, _called(one), premises, [conclusion])
            became = f"{one.name} on a step"
        else:
            became = _deny(reading, step, conclusion, group)
    return became


_ENDS = {RelationType.SUPPORTS: "conclusions", RelationType.ATTACKS: "targets"}


def _deny(reading: _Reading, step: str, denied: str, group: str) -> str:
    """Add the undercuts of a step that another denies; return the name of what that is."""
    one, premises, conclusions = reading.steps[step], reading.premises[denied], reading.conclusions[denied]
    ends = [end for end in conclusions if end in reading.statements]
    if not (_is_whole(reading, denied) and ends):
        _note(reading, _called(one), reading.premises[step], [denied])
        return f"incomplete {one.name}"
    became = f"{one.name} on a step"
    for conclusion in ends:
        premise = min(premises, key=lambda premise: reading.ways[premise, conclusion])  # the first of its own, if any
        if reading.ways[premise, conclusion] > 1:
            became = f"{one.name} on one of several steps"
        for origin in reading.premises[step]:
            undercut = ParsedRelation(origin, RelationType.UNDERCUTS, premise, one.place, conclusion, group)
            reading.relations.append(replace(undercut, scheme=one.scheme))
    return became


def _note(reading: _Reading, called: str, premises: Sequence[str], conclusions: Sequence[str]) -> None:
    """Say in the prose of statements what a step is between them."""
    ways = [", ".join(_words(reading, node) for node in nodes) or WITHOUT_WORDS for nodes in (premises, conclusions)]
    note = f"{plain_prose(called)}: {' → '.join(ways)}"
    for node in dict.fromkeys([*premises, *conclusions]):
        if node in reading.statements:
            reading.notes[node].append(note)


def _words(reading: _Reading, node: str) -> str:
    """Return a link to a statement, or the name of a step."""
    if node in reading.steps:
        return plain_prose(f"({_called(reading.steps[node])})")
    line = _BRACKETS.sub("", one_line(reading.statements[node]))
    return link_to_node(plain_prose(shortened(line, _LINK)) or WITHOUT_WORDS, node)


def _called(step: NetworkStep) -> str:
    name = step.gloss or step.name
    return shortened(one_line(f"{name} ({step.scheme})" if step.scheme else name), _LINK)


_LINK = 60
"""Characters of a link's words."""

_BRACKETS = re.compile(r"[\[\]\\]")
