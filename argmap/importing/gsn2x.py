"""Reads assurance cases as gsn2x has them in YAML: goals, strategies and solutions, what frames and challenges them.

https://jonasthewolf.github.io/gsn2x/yaml_syntax.html is the form. The name of an element is its origin, and stays the
beginning of its id.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain

from argmap.importing.inputs import yaml_input
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, Telling, UnreadableError
from argmap.importing.wording import one_line, plain_prose, shortened
from argmap.model.exchange import DEFEATED, DEFEATED_TITLE, ELEMENT_TAGS, MARK_OF_DEFEAT, UNDEVELOPED, constructs
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.relations import RelationType
from argmap.read.yamltree import Listing, Scalar, Table, Value

CONSTRUCTS = constructs(
    kept={
        "Goal": "a claim, or the thesis where it supports nothing",
        "Solution": "evidence with the tag solution, which cites what its text names",
        "Context": "a context",
        "CounterGoal": "a claim with the tag counter goal, a counterclaim by what it challenges",
        "CounterSolution": "evidence with the tag counter solution, as a Solution",
        "text": "the statement; the name of the element where there is none",
        "supportedBy": "a relation supports from what is named; several of one element are linked, as all must hold",
        "inContextOf": "a relation frames from what is named",
        "challenge of an element": "an objection to it",
        "challenge of a relation": "an undercut of that step, whichever way round the two are named",
        "undeveloped": "the tag undeveloped",
        "url": "a link in the prose; of a solution, the work that it cites",
        "nodeType": "what the element is, as above",
        "module": "the map's title; of several, a tag of their elements",
        "module uses": "nothing more: the files given are read together",
        "module develops": "a relation supports, linked with those of supportedBy",
        "separately": "no link between those named there, which argmap's own export writes",
    },
    told={
        "Strategy": "a claim with the tag strategy, which its page shows: it joins a goal to what that rests on",
        "Assumption": "a context with the tag assumption, which its page shows: assumptions are contexts",
        "Justification": "a context with the tag justification, which its page shows: why a step is right is one",
        "element of no known type": "a claim, since neither its name nor nodeType tells what it is",
        "defeated": "the tag, a word in the title, and an objection that says so",
        "defeatedRelation": "a sentence in the prose, and a node that denies the step and says so",
        "name in several modules": "the name of the module before it; what is meant is that of the same module first",
        "url of no web address": "words in the prose",
        "acp": "a sentence in the prose for each assurance claim point",
        "layer": "a paragraph of the prose, with the layer's name",
        "module brief": "a paragraph of the page about the map",
        "module information": "a paragraph of the page about the map",
    },
    lost={
        "classes": "how an element is drawn",
        "rankIncrement": "where an element is drawn",
        "horizontalIndex": "where an element is drawn",
        "charWrap": "where a text is broken into lines",
        "module used but not given": "its file; give all of them to one command",
        "stylesheets": "how a case is drawn",
    },
)
"""Everything that gsn2x can say, and what becomes of it."""

TYPES = {
    "CSn": "CounterSolution",
    "CG": "CounterGoal",
    "Sn": "Solution",
    "S": "Strategy",
    "G": "Goal",
    "C": "Context",
    "A": "Assumption",
    "J": "Justification",
}
"""What an element is by the beginning of its name, the longest first."""

_KINDS = {
    **dict.fromkeys(("Context", "Assumption", "Justification"), Kind.CONTEXT),
    **dict.fromkeys(("Solution", "CounterSolution"), Kind.EVIDENCE),
}
_DRAWN = ("classes", "rankIncrement", "horizontalIndex", "charWrap", "stylesheets")
_KNOWN = {*_DRAWN, "text", "supportedBy", "inContextOf", "challenges", "defeated", "defeatedRelation", "undeveloped"}
_KNOWN |= {"url", "nodeType", "acp", "separately"}
_MODULE = "module"
_MODULE_KNOWN = {*_DRAWN, "name", "brief", "uses", "extends"}
_STEP = re.compile(r"\s*(?P<left>.+?)\s*->\s*(?P<right>.+?)\s*")
_WEB = re.compile(r"https?://[^\s()<>\"]+")
_QUALIFIED = "/"
_SHORT = 100
_SEPARATELY = re.compile(r"\s*;\s*")


@dataclass(slots=True)
class _Case(Telling):
    """What is read so far.

    Attributes:
        origins: The origin of each element by its name and its file: its name, or where other files have that, too,
            the name of its module before it.
        uses: The files that each file uses, by its path.
        path: The file that is read.
    """

    origins: dict[str, dict[str, str]]
    uses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    path: str = ""
    nodes: list[ParsedNode] = field(default_factory=list)
    relations: list[ParsedRelation] = field(default_factory=list)
    challenges: list[tuple[str, tuple[str, str], Place]] = field(default_factory=list)
    """Who challenges a relation, its ends, and where."""
    defeats: list[tuple[tuple[str, str], Place]] = field(default_factory=list)
    """The ends of each relation that is defeated, and where that is said."""
    separate: set[tuple[str, str]] = field(default_factory=set)
    """What supports an element by itself, and the element."""
    titles: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)

    def origin(self, name: str) -> str:
        """Return the origin of the element that is named: of this file, one that it or any file uses, else of any."""
        files = self.origins.get(name, {})
        near = [self.path, *self.uses[self.path], *chain.from_iterable(self.uses.values()), *files]
        return next((files[path] for path in near if path in files), name)


def read_gsn2x(texts: Mapping[str, str]) -> ParsedMap:
    """Read an assurance case.

    Args:
        texts: The texts of its modules by their paths.

    Returns:
        What it says.

    Raises:
        UnreadableError: At the first thing that is no element of a case.
    """
    tables: dict[str, Table] = {}
    for path, text in texts.items():
        value = yaml_input(path, text)
        if not isinstance(value, Table):
            raise UnreadableError(value.place if value else Place(path), "this is no table of elements", _MEND)
        tables[path] = value
    case = _Case(_origins(tables))
    names = {path: _module(case, path, value.entries.get(_MODULE), texts) for path, value in tables.items()}
    for path, value in tables.items():
        case.path = path
        if _MODULE in value.entries:
            _extends(case, value.entries[_MODULE])
        for element, entry in value.entries.items():
            if element != _MODULE:
                _element(case, element, entry, value.keys[element], names[path] if len(texts) > 1 else "")
    if not any(met.construct in TYPES.values() for met in case.met):
        place = case.nodes[0].place if case.nodes else Place(next(iter(texts)))
        raise UnreadableError(place, "no name here begins as elements of a case do, G for a goal", _MEND)
    _link(case)
    _challenged_relations(case)
    _defeated_relations(case)
    title = case.titles[0] if case.titles else ""
    about = "\n\n".join(case.about)
    return ParsedMap(title, tuple(case.nodes), tuple(case.relations), tuple(case.met), {}, about=about)


_MEND = "look whether it is a file of gsn2x: https://jonasthewolf.github.io/gsn2x/yaml_syntax.html"


def _texts(value: Value, what: str) -> Iterator[Scalar]:
    """Yield the texts of a value that may be one or a list."""
    items = value.items if isinstance(value, Listing) else (value,)
    for item in items:
        if not isinstance(item, Scalar):
            raise UnreadableError(item.place, f"{what} is neither a text nor a list of texts", _MEND)
        if item.text:
            yield item


def _text(entries: Mapping[str, Value], name: str) -> str:
    return " ".join(scalar.text for scalar in _texts(entries[name], name)) if name in entries else ""


def _is_set(entries: Mapping[str, Value], name: str) -> bool:
    return _text(entries, name).lower() == "true"


def _words(value: Value) -> str:
    """Write any value as words in one line."""
    if isinstance(value, Table):
        return "; ".join(f"{key}: {_words(entry)}" for key, entry in value.entries.items())
    return ", ".join(map(_words, value.items)) if isinstance(value, Listing) else value.text


def _stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def _origins(tables: Mapping[str, Table]) -> dict[str, dict[str, str]]:
    """Give each element an origin: its name, or with its module's where several files have that name."""
    files: dict[str, list[str]] = defaultdict(list)
    for path, value in tables.items():
        for name in value.entries:
            files[name].append(path)
    called = {path: _name_of(path, value.entries.get(_MODULE)) for path, value in tables.items()}
    names = [*called.values()]
    called = {path: name if names.count(name) == 1 else path for path, name in called.items()}
    return {
        name: {path: f"{called[path]}{_QUALIFIED}{name}" if paths[1:] else name for path in paths}
        for name, paths in files.items()
    }


def _name_of(path: str, module: Value | None) -> str:
    name = module.entries.get("name") if isinstance(module, Table) else None
    return (name.text if isinstance(name, Scalar) else "") or _stem(path)


def _module(case: _Case, path: str, module: Value | None, texts: Mapping[str, str]) -> str:
    """Read what a module says of itself; return its name."""
    if module is None:
        return _stem(path)
    if not isinstance(module, Table):
        raise UnreadableError(module.place, "the module is no table of what it says of itself", _MEND)
    entries = module.entries
    name = _text(entries, "name")
    case.titles.append(name)
    case.tell(module.place, "module", name)
    if brief := _text(entries, "brief"):
        case.tell(entries["brief"].place, "module brief", brief)
        case.about.append(plain_prose(brief))
    for key, value in entries.items():
        if key in _DRAWN:
            case.tell(value.place, key, _words(value))
        elif key not in _MODULE_KNOWN:
            case.tell(value.place, "module information", f"{key}: {_words(value)}")
            case.about.append(plain_prose(f"{key}: {_words(value)}"))
    for used in _texts(entries["uses"], "uses") if "uses" in entries else ():
        given = [one for one in texts if one == used.text or one.endswith(f"/{used.text.removeprefix('./')}")]
        case.tell(used.place, "module uses" if given else "module used but not given", used.text)
        case.uses[path] += given
    return name


def _extends(case: _Case, module: Value) -> None:
    """Read which elements of other modules are developed in this one."""
    extends = module.entries.get("extends") if isinstance(module, Table) else None
    listed = extends.items if isinstance(extends, Listing) else (extends,) if extends else ()
    for one in listed:
        develops = one.entries.get("develops") if isinstance(one, Table) else None
        if not isinstance(develops, Table):
            raise UnreadableError(one.place, "extends does not say which elements it develops", _MEND)
        for element, value in develops.entries.items():
            for named in _texts(value, "develops"):
                case.tell(named.place, "module develops")
                ends = case.origin(named.text), case.origin(element)
                case.relations.append(ParsedRelation(ends[0], RelationType.SUPPORTS, ends[1], named.place))


def _element(case: _Case, name: str, element: Value, place: Place, module: str) -> None:
    if isinstance(element, Listing) or (isinstance(element, Scalar) and element.text):
        raise UnreadableError(element.place, "this is no table of an element's attributes", _MEND)
    entries = element.entries if isinstance(element, Table) else {}
    given = _text(entries, "nodeType") or next((kind for start, kind in TYPES.items() if name.startswith(start)), "")
    case.tell(place, given if given in TYPES.values() else "element of no known type", name)
    origin = case.origin(name)
    if origin != name:
        case.tell(place, "name in several modules", origin)
    if "nodeType" in entries:
        case.tell(entries["nodeType"].place, "nodeType")
    _relations(case, origin, entries)
    notes: list[str] = [*_notes(case, origin, entries)]
    text = _text(entries, "text")
    text = text if one_line(text) else name
    if "text" in entries:
        case.tell(entries["text"].place, "text")
    kind = _KINDS.get(given)
    work = {"type": "document", "title": one_line(text)}
    tags = [ELEMENT_TAGS.get(given, "")]
    if url := _text(entries, "url"):
        is_web = bool(_WEB.fullmatch(url))
        case.tell(entries["url"].place, "url" if is_web else "url of no web address", url)
        if is_web and kind is Kind.EVIDENCE:
            work |= {"type": "webpage", "URL": url}
        else:
            notes.append(f"<{url}>" if is_web else plain_prose(url))
    if "undeveloped" in entries:
        case.tell(entries["undeveloped"].place, "undeveloped")
        tags.append(UNDEVELOPED if _is_set(entries, "undeveloped") else "")
    is_defeated = _is_set(entries, "defeated")
    if "defeated" in entries:
        case.tell(entries["defeated"].place, "defeated")
    if is_defeated:
        tags.append(DEFEATED)
        attack = ParsedRelation(f"{origin} defeated", RelationType.ATTACKS, origin, entries["defeated"].place)
        _mark(case, attack, shortened(one_line(text), _SHORT))
    case.nodes.append(
        ParsedNode(
            origin,
            text,
            place,
            title=f"{DEFEATED_TITLE}{one_line(text)}" if is_defeated else "",
            name=origin,
            kind=kind,
            notes="\n\n".join(notes),
            tags=tuple(filter(None, [*tags, module])),
            works=(work,) if kind is Kind.EVIDENCE else (),
        )
    )


def _mark(case: _Case, relation: ParsedRelation, what: str) -> None:
    """Add a node that says what the case marks as defeated, with what that bears on."""
    text = f"The assurance case marks as defeated: {what}"
    case.nodes.append(ParsedNode(relation.origin, text, relation.place, name=relation.origin, tags=(MARK_OF_DEFEAT,)))
    case.relations.append(relation)


def _relations(case: _Case, name: str, entries: Mapping[str, Value]) -> None:
    """Read what bears on an element, and what it challenges."""
    for field_name, kind in (("supportedBy", RelationType.SUPPORTS), ("inContextOf", RelationType.FRAMES)):
        listed = [*_texts(entries[field_name], field_name)] if field_name in entries else []
        for number, named in enumerate(listed, 1):
            case.tell(named.place, field_name)
            order = number if listed[1:] else None
            case.relations.append(ParsedRelation(case.origin(named.text), kind, name, named.place, order=order))
    for challenged in _texts(entries["challenges"], "challenges") if "challenges" in entries else ():
        if step := _STEP.fullmatch(challenged.text):
            case.tell(challenged.place, "challenge of a relation")
            ends = case.origin(step["left"]), case.origin(step["right"])
            case.challenges.append((name, ends, challenged.place))
        else:
            case.tell(challenged.place, "challenge of an element")
            end = case.origin(challenged.text.strip())
            case.relations.append(ParsedRelation(name, RelationType.ATTACKS, end, challenged.place))
    if "separately" in entries:
        case.tell(entries["separately"].place, "separately")
        alone = _SEPARATELY.split(_text(entries, "separately"))
        case.separate |= {(case.origin(one), name) for one in alone}


def _notes(case: _Case, name: str, entries: Mapping[str, Value]) -> Iterator[str]:
    """Yield the paragraphs of what has no field in a map."""
    for other in _texts(entries["defeatedRelation"], "defeatedRelation") if "defeatedRelation" in entries else ():
        case.tell(other.place, "defeatedRelation", f"{name}, {other.text}")
        case.defeats.append(((name, case.origin(other.text)), other.place))
        yield plain_prose(f"Its relation to {other.text} is marked as defeated.")
    points = entries.get("acp")
    for point, named in points.entries.items() if isinstance(points, Table) else ():
        case.tell(named.place, "acp", f"{point}: {_words(named)}")
        yield plain_prose(f"Assurance claim point {point}: {_words(named)}.")
    for key, value in entries.items():
        if key in _DRAWN:
            case.tell(value.place, key, _words(value))
        elif key not in _KNOWN:
            case.tell(value.place, "layer", f"{key}: {_words(value)}")
            yield plain_prose(f"{key}: {_words(value)}")


def _link(case: _Case) -> None:
    """Link what supports one element: an assurance case holds that all of it must hold."""
    for number, relation in enumerate(case.relations):
        if relation.type is RelationType.SUPPORTS and (relation.origin, relation.target) not in case.separate:
            case.relations[number] = replace(relation, jointly=_TOGETHER)
    groups = Counter(relation.target for relation in case.relations if relation.jointly)
    case.relations = [one if groups[one.target] > 1 else replace(one, jointly="") for one in case.relations]


_TOGETHER = "together"


def _step(case: _Case, ends: tuple[str, str]) -> tuple[str, str]:
    """Return the ends of a relation, from what bears to what it bears on, whichever way round they are named."""
    steps = {(relation.origin, relation.target) for relation in case.relations}
    return ends if ends in steps else (ends[1], ends[0])


def _challenged_relations(case: _Case) -> None:
    """Turn each challenge of a relation into an undercut of the step."""
    for name, ends, place in case.challenges:
        origin, target = _step(case, ends)
        case.relations.append(ParsedRelation(name, RelationType.UNDERCUTS, origin, place, conclusion=target))


def _defeated_relations(case: _Case) -> None:
    """Deny each step that the case marks as defeated."""
    texts = defaultdict(str, {one.origin: shortened(one_line(one.text), _SHORT) for one in case.nodes})
    for ends, place in case.defeats:
        origin, target = _step(case, ends)
        if any((one.origin, one.target, one.conclusion) == (origin, target, "") for one in case.relations):
            what = " → ".join(texts[end] for end in ends)
            mark = ParsedRelation(
                f"{ends[0]} to {ends[1]} defeated", RelationType.UNDERCUTS, origin, place, conclusion=target
            )
            _mark(case, mark, what)
