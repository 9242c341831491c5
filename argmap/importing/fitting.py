"""What an input says, as a map can hold it: kinds, relations and texts that `argmap check` lets pass, and the cost.

What the format says is kept wherever a map can hold it. Where it cannot, one rule for all formats decides, and each
decision is a construct that the report tells at its place.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from argmap.importing.kinds import Fitting, Stated, kinds_of
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, UnreadableError
from argmap.importing.records import citable
from argmap.importing.wording import WITHOUT_WORDS, has_invisible, one_line, shortened, unmarked
from argmap.model.exchange import Met, constructs
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.relations import ENDS, RelationType

CONSTRUCTS = constructs(
    told={
        "text without words": f"the statement {WITHOUT_WORDS}, so that what bears on it has a place",
        "long text": "a statement of its first sentences; the whole text stands in the prose",
        "long title": "a shorter title; the whole stands in the prose",
        "long label": "a shorter one, which ends in …",
        "markup in a plain text": "its words; titles, statements and reasons have no markup",
        "markup that prose cannot have": "plain text, with every sign as it was typed",
        "relation stated twice": "one relation, to which it adds nothing",
        "reason for a question": "an answer to it",
        "linked premise without partner": "an ordinary premise",
        "linked undercut": "an undercut by itself",
        "top of the map": "a thesis, since it bears on nothing, whatever the input calls it",
        "circle without a top": "one of its nodes became a thesis",
        "evidence that names no work": "a claim with the tag evidence",
        "context that argues": "a claim",
        "defeated node that others bear on": "a node that stands, with the tag defeated",
        "link to a withdrawn node": "its words",
    },
    lost={
        "statement given twice": "only the first of those with one id of the input is read",
        "text without end": "what goes beyond the 10,000 characters that prose can have",
        "invisible character": "control characters and those that turn the direction of text",
        "relation to itself": "nothing is a reason for or against itself",
        "relation to what is not there": "the node is not in the input, or was removed from the map",
        "second relation to the same node": "a node bears on another in one way; the first is kept",
        "relation that its ends do not allow": "such as an objection to a question",
        "circle of reasons": "the step that closes it, since a map has no such circles",
        "undercut of no step": "what it denies is no relation of the map",
        "number that a map cannot hold": "rounded to six decimals, or left out where it has more than nine digits",
        "work that cannot be cited": "its record is no CSL-JSON, or is longer than the file of a node can hold",
        "language that there is not": "the map is taken to be in English",
        "relations beyond what a file can hold": "those that the input has last",
    },
)
"""What any input can say and no map can hold, whatever the format: what becomes of it."""

MOST_NODES = 10_000
MOST_RELATIONS = 50_000
"""More than anybody reads or draws; an input with more is a corpus, or an attack."""

_MOST_OF_RELATIONS = 16_000
"""Characters that the relations of one node take up at most, so that its file keeps to the limit of files."""

_LABEL, _REASON = 60, 300
_READ = 1_000
"""Characters of a text of which a statement is made; markup in more than that is nobody's."""

_LARGEST = 10**9
_MOST_ORDER = 10**6
DECIMALS = 6
"""Digits behind the point that a number of a map has at most."""


@dataclass(frozen=True, slots=True)
class FittedNode:
    """A node as a map can hold it, still without an id.

    Attributes:
        parsed: What the input says.
        kind: What it is.
        title: Its own title, in one line of any length; empty where the input has none.
        text: What it says, in one line of any length and without markup.
        relations: What it bears on, by origins; each with the labels of its linked groups.
        tags: Its tags.
        score: Its number.
        works: The works that it cites, as far as they can be cited.
        withdrawn: Why it no longer stands; empty where it does.
    """

    parsed: ParsedNode
    kind: Kind
    title: str
    text: str
    relations: tuple[Stated, ...]
    tags: tuple[str, ...]
    score: float | None
    works: tuple[Mapping[str, Any], ...]
    withdrawn: str


@dataclass(frozen=True, slots=True)
class Fitted:
    """The nodes of an input as a map can hold them, and what was decided."""

    nodes: tuple[FittedNode, ...]
    met: tuple[Met, ...]


def fit(parsed: ParsedMap, absent: Collection[str] = ()) -> Fitted:
    """Decide how a map can hold what an input says.

    Args:
        parsed: What the input says.
        absent: The origins of nodes that were removed from the map since it was first imported, or withdrawn in it.

    Returns:
        Nodes and relations among which `argmap check` finds no error.

    Raises:
        UnreadableError: When there are more of them than a map can hold.
    """
    for given, most, words in (
        (parsed.nodes, MOST_NODES, "statements"),
        (parsed.relations, MOST_RELATIONS, "relations"),
    ):
        if len(given) > most:
            message = f"a map holds at most {most:,} {words}, and here begins the next"
            raise UnreadableError(given[most].place, message, "import its parts as maps of their own")
    nodes: dict[str, ParsedNode] = {}
    fitting = Fitting(nodes)
    for node in parsed.nodes:
        if node.origin in nodes:
            fitting.tell(node.place, "statement given twice", node.title or node.text)
        elif node.origin not in absent:
            nodes[node.origin] = node
    fitting.kinds = {origin: node.kind for origin, node in nodes.items()}
    relations = [*_within_file(fitting, parsed.relations)]
    _contexts(fitting, relations)
    direct = _without_circles(fitting, _direct(fitting, relations))
    stated = [*direct, *_undercuts(fitting, relations, direct)]
    withdrawn = _withdrawn(fitting, stated)
    kinds = kinds_of(fitting, stated, withdrawn)
    return Fitted(tuple(_nodes(fitting, kinds, stated, withdrawn)), tuple(fitting.met))


def _contexts(fitting: Fitting, relations: Iterable[ParsedRelation]) -> None:
    """Settle what is a context: what only frames is one, and a context that argues and frames nothing is none."""
    types: dict[str, set[RelationType]] = defaultdict(set)
    for relation in relations:
        types[relation.origin].add(relation.type)
    for origin, kind in fitting.kinds.items():
        if kind is None and types[origin] == {RelationType.FRAMES}:
            fitting.kinds[origin] = Kind.CONTEXT
        elif kind is Kind.CONTEXT and types[origin] and RelationType.FRAMES not in types[origin]:
            fitting.kinds[origin] = None
            fitting.tell(fitting.nodes[origin].place, "context that argues", fitting.nodes[origin].text)
    first = next(iter(fitting.nodes), "")
    if first and {*fitting.kinds.values()} == {Kind.CONTEXT}:
        fitting.kinds[first] = Kind.THESIS
        fitting.tell(fitting.nodes[first].place, "top of the map", fitting.nodes[first].text)


def _direct(fitting: Fitting, relations: Iterable[ParsedRelation]) -> list[Stated]:
    """Return the relations from node to node that a map can hold, each with its groups of linked premises."""
    kept: dict[tuple[str, str], Stated] = {}
    for given in relations:
        if given.type is RelationType.UNDERCUTS or not _has_ends(fitting, given, (given.target,)):
            continue
        relation = given
        if given.type is RelationType.SUPPORTS and fitting.kinds[given.target] is Kind.QUESTION:
            relation = replace(given, type=RelationType.ANSWERS, jointly="")
        if not _fits(fitting, relation):
            fitting.tell(given.place, "relation that its ends do not allow", _told(fitting, given))
            continue
        if relation is not given:
            fitting.tell(given.place, "reason for a question", _told(fitting, given))
        ends = (relation.origin, relation.target)
        first, groups = kept.get(ends, (relation, ()))
        group = (relation.jointly,) if relation.jointly else ()
        if first is not relation and (first.type is not relation.type or not (group and groups) or group[0] in groups):
            _tell_again(fitting, relation, is_new=not _says_the_same(first, groups, relation))
            continue
        kept[ends] = (first, (*groups, *group))
    return [*kept.values()]


def _tell_again(fitting: Fitting, relation: ParsedRelation, *, is_new: bool) -> None:
    """Tell of a relation between ends that have one already."""
    construct = "second relation to the same node" if is_new else "relation stated twice"
    fitting.tell(relation.place, construct, _told(fitting, relation))


def _says_the_same(first: ParsedRelation, groups: Collection[str], again: ParsedRelation) -> bool:
    """Tell whether a relation that is stated a second time, as from its other end, says nothing new."""
    of_first = (first.type, first.because, first.scheme, first.score, first.order)
    said = zip(of_first, (again.type, again.because, again.scheme, again.score, again.order), strict=True)
    return all(new in (old, "", None) for old, new in said) and (not again.jointly or again.jointly in groups)


def _has_ends(fitting: Fitting, relation: ParsedRelation, ends: tuple[str, ...]) -> bool:
    """Tell whether what a relation points at is there, and not the node itself."""
    if relation.origin in ends:
        fitting.tell(relation.place, "relation to itself", _told(fitting, relation))
    elif not {relation.origin, *ends} <= fitting.nodes.keys():
        fitting.tell(relation.place, "relation to what is not there", _told(fitting, relation))
    else:
        return True
    return False


def _fits(fitting: Fitting, relation: ParsedRelation) -> bool:
    """Tell whether a relation makes sense between its ends; what has no kind yet will assert something."""
    possible = ENDS[relation.type]
    ends = (relation.target, *filter(None, [relation.conclusion]))
    return (fitting.kinds[relation.origin] or Kind.CLAIM) in possible.origins and all(
        (fitting.kinds[end] or Kind.CLAIM) in possible.targets for end in ends
    )


def _told(fitting: Fitting, relation: ParsedRelation) -> str:
    """Say a relation in a few words."""
    ends = [relation.origin, relation.target, *filter(None, [relation.conclusion])]
    names = [
        shortened(one_line(node.title or node.text or node.origin) if node else end, 24)
        for end in ends
        for node in [fitting.nodes.get(end)]
    ]
    return f"{names[0]} {relation.type} {' -> '.join(names[1:])}"


def _without_circles(fitting: Fitting, relations: list[Stated]) -> list[Stated]:
    """Leave out each support that closes a circle, on the ways down from what bears on nothing."""
    below: dict[str, list[ParsedRelation]] = defaultdict(list)
    for support, _ in relations:
        if support.type is RelationType.SUPPORTS:
            below[support.target].append(support)
    leading_out = {relation.origin for relation, _ in relations}
    starts = sorted(fitting.nodes, key=leading_out.__contains__)  # sorting keeps the order of the input
    closing: set[tuple[str, str]] = set()
    done: set[str] = set()
    for start in starts:
        way: dict[str, None] = {start: None} if start not in done else {}
        waiting = [(start, iter(below[start]))] if way else []
        while waiting:
            node, further = waiting[-1]
            if (relation := next(further, None)) is None:
                done.add(node)
                del way[node]
                waiting.pop()
            elif relation.origin in way:
                closing.add((relation.origin, relation.target))
                fitting.tell(relation.place, "circle of reasons", _told(fitting, relation))
            elif relation.origin not in done:
                way[relation.origin] = None
                waiting.append((relation.origin, iter(below[relation.origin])))
    return [kept for kept in relations if (kept[0].origin, kept[0].target) not in closing]


def _undercuts(
    fitting: Fitting,
    relations: Iterable[ParsedRelation],
    direct: Iterable[Stated],
) -> Iterator[Stated]:
    """Yield the undercuts of steps that are in the map."""
    steps = {(relation.origin, relation.target) for relation, _ in direct}
    seen: dict[tuple[str, str, str], ParsedRelation] = {}
    for relation in relations:
        ends = (relation.target, relation.conclusion)
        if relation.type is not RelationType.UNDERCUTS or not _has_ends(fitting, relation, ends):
            continue
        if ends not in steps:
            fitting.tell(relation.place, "undercut of no step", _told(fitting, relation))
        elif not _fits(fitting, relation):
            fitting.tell(relation.place, "relation that its ends do not allow", _told(fitting, relation))
        elif first := seen.get((relation.origin, *ends)):
            _tell_again(fitting, relation, is_new=not _says_the_same(first, (relation.jointly,), relation))
        else:
            if relation.jointly:
                fitting.tell(relation.place, "linked undercut", _told(fitting, relation))
            seen[relation.origin, *ends] = relation
            yield relation, ()


def _withdrawn(fitting: Fitting, stated: Iterable[Stated]) -> set[str]:
    """Return the defeated nodes on which nothing bears that stands, and tell of the others."""
    defeated = {origin for origin, node in fitting.nodes.items() if one_line(node.defeated)}
    leaning: dict[str, list[str]] = defaultdict(list)
    for relation, _ in stated:
        for end in filter(None, (relation.target, relation.conclusion)):
            leaning[relation.origin].append(end)
    withdrawn = set(defeated)
    standing = [origin for origin in fitting.nodes if origin not in defeated]
    while standing:
        for end in leaning[standing.pop()]:
            if end in withdrawn:
                withdrawn.discard(end)
                standing.append(end)
                fitting.tell(fitting.nodes[end].place, "defeated node that others bear on", fitting.nodes[end].defeated)
    if all(origin in withdrawn or kind is Kind.CONTEXT for origin, kind in fitting.kinds.items()):
        for origin in withdrawn:  # a map needs a thesis that stands
            fitting.tell(
                fitting.nodes[origin].place, "defeated node that others bear on", fitting.nodes[origin].defeated
            )
        return set()
    return withdrawn


def _nodes(
    fitting: Fitting,
    kinds: Mapping[str, Kind],
    stated: list[Stated],
    withdrawn: Collection[str],
) -> Iterator[FittedNode]:
    """Yield the nodes, with their texts as a map can hold them."""
    partners = Counter((relation.target, relation.type, group) for relation, groups in stated for group in groups)
    labels = _labels(partners)
    relations: dict[str, list[Stated]] = defaultdict(list)
    for relation, groups in stated:
        linked = [group for group in groups if partners[relation.target, relation.type, group] > 1]
        if len(linked) < len(groups):
            fitting.tell(relation.place, "linked premise without partner", _told(fitting, relation))
        named = tuple(labels[relation.target, relation.type, group] for group in linked)
        relations[relation.origin].append((_plain_relation(fitting, relation), named))
    for origin, node in fitting.nodes.items():
        text, title = (_plain(fitting, node.place, words) for words in (node.text, node.title))
        if not (text or title):
            fitting.tell(node.place, "text without words")
        kind, tags = kinds[origin], [_short(fitting, node.place, tag, _LABEL) for tag in node.tags]
        if node.defeated and origin not in withdrawn:
            tags.append("defeated")
        works = citable(node.works)
        if len(works) < len(node.works):
            fitting.tell(node.place, "work that cannot be cited", text)
        if kind is Kind.EVIDENCE and not works:
            kind = Kind.CLAIM
            tags.append(Kind.EVIDENCE.value)
            fitting.tell(node.place, "evidence that names no work", text)
        yield FittedNode(
            node,
            kind,
            title,
            text or title or WITHOUT_WORDS,
            tuple(relations[origin]),
            tuple(dict.fromkeys(filter(None, tags))),
            _number(fitting, node.place, node.score),
            works,
            _short(fitting, node.place, node.defeated, _REASON) if origin in withdrawn else "",
        )


def _labels(groups: Iterable[tuple[str, RelationType, str]]) -> dict[tuple[str, RelationType, str], str]:
    """Give each group of linked premises a label that no other of its target has."""
    labels: dict[tuple[str, RelationType, str], str] = {}
    taken: set[tuple[str, RelationType, str]] = set()
    for target, kind, group in groups:
        stem = shortened(one_line(group) or "together", _LABEL - 8)
        number, label = 1, stem
        while (target, kind, label) in taken:
            number += 1
            label = f"{stem} {number}"
        taken.add((target, kind, label))
        labels[target, kind, group] = label
    return labels


def _plain_relation(fitting: Fitting, relation: ParsedRelation) -> ParsedRelation:
    """Return a relation with its texts and numbers as a map can hold them."""
    order = relation.order
    if order is not None and not 0 <= order < _MOST_ORDER:
        fitting.tell(relation.place, "number that a map cannot hold", str(order)[:20])
        order = None
    return replace(
        relation,
        because=_short(fitting, relation.place, relation.because, _REASON),
        scheme=_short(fitting, relation.place, relation.scheme, _LABEL),
        score=_number(fitting, relation.place, relation.score),
        order=order,
    )


def _within_file(fitting: Fitting, relations: Iterable[ParsedRelation]) -> Iterator[ParsedRelation]:
    """Yield of each node's relations as many as its file can hold."""
    room = dict.fromkeys(fitting.nodes, _MOST_OF_RELATIONS)
    for relation in relations:
        texts = (relation.because[:_REASON], relation.scheme[:_LABEL], relation.jointly[:_LABEL])
        left = room.get(relation.origin, _MOST_OF_RELATIONS) - 200 - len("".join(texts).encode("unicode-escape"))
        if left < 0:
            fitting.tell(relation.place, "relations beyond what a file can hold", _told(fitting, relation))
        else:
            room[relation.origin] = left
            yield relation


def _plain(fitting: Fitting, place: Place, text: str) -> str:
    """Return a text in one line, as plain words."""
    line = one_line(text)
    if has_invisible(text):
        fitting.tell(place, "invisible character", line)
    words = unmarked(line[:_READ])
    if words != line[:_READ]:
        fitting.tell(place, "markup in a plain text", line)
    if len(line) > _READ:
        words += WITHOUT_WORDS
    return words if one_line(words) else ""


def _short(fitting: Fitting, place: Place, text: str, longest: int) -> str:
    """Return such a text, cut where it is too long."""
    words = _plain(fitting, place, text[: 100 * longest])
    if len(words) > longest:
        fitting.tell(place, "long label", words)
    return shortened(words, longest)


def _number(fitting: Fitting, place: Place, number: float | None) -> float | None:
    """Return a number as a map can hold it."""
    if number is None:
        return None
    is_held = math.isfinite(number) and abs(number) < _LARGEST
    if not is_held or round(number, DECIMALS) != number:
        fitting.tell(place, "number that a map cannot hold", str(number)[:20])
    return number if is_held else None
