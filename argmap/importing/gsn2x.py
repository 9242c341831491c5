"""Reads assurance cases as gsn2x has them in YAML: goals, strategies and solutions, what frames and challenges them.

https://jonasthewolf.github.io/gsn2x/yaml_syntax.html is the form. The name of an element is its origin, and stays the
beginning of its id.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from argmap.importing.inputs import yaml_input
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, Telling, UnreadableError
from argmap.importing.wording import one_line, plain_prose
from argmap.model.exchange import ELEMENT_TAGS, UNDEVELOPED, constructs
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.relations import RelationType
from argmap.read.yamltree import Listing, Scalar, Table, Value

CONSTRUCTS = constructs(
    kept={
        "Goal": "a claim, or the thesis where it supports nothing",
        "Strategy": "a claim with the tag strategy",
        "Solution": "a claim with the tag solution; evidence where its url names a work",
        "Context": "a context",
        "Assumption": "a context with the tag assumption",
        "Justification": "a context with the tag justification",
        "CounterGoal": "a claim with the tag counter goal, a counterclaim by what it challenges",
        "CounterSolution": "a claim with the tag counter solution",
        "text": "the statement; the name of the element where there is none",
        "supportedBy": "a relation supports from what is named",
        "inContextOf": "a relation frames from what is named",
        "challenge of an element": "an objection to it",
        "challenge of a relation": "an undercut of that step, whichever way round the two are named",
        "undeveloped": "the tag undeveloped",
        "url": "a link in the prose; of a solution, the work that it cites",
        "nodeType": "what the element is, as above",
        "module": "the map's title; of several, a tag of their elements",
        "module uses": "nothing more: the files given are read together",
        "module develops": "a relation supports, as supportedBy",
    },
    told={
        "element of no known type": "a claim, since neither its name nor nodeType tells what it is",
        "defeated": "a withdrawn node; a tag where anything that stands bears on it",
        "defeatedRelation": "a sentence in the prose, since a map works out what is answered",
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

_CONTEXTS = {"Context", "Assumption", "Justification"}
_DRAWN = ("classes", "rankIncrement", "horizontalIndex", "charWrap", "stylesheets")
_KNOWN = {*_DRAWN, "text", "supportedBy", "inContextOf", "challenges", "defeated", "defeatedRelation", "undeveloped"}
_KNOWN |= {"url", "nodeType", "acp"}
_MODULE = "module"
_MODULE_KNOWN = {*_DRAWN, "name", "brief", "uses", "extends"}
_STEP = re.compile(r"\s*(?P<left>.+?)\s*->\s*(?P<right>.+?)\s*")
_WEB = re.compile(r"https?://[^\s()<>\"]+")
_DEFEATED = "Marked as defeated in the assurance case."


@dataclass(slots=True)
class _Case(Telling):
    """What is read so far."""

    nodes: list[ParsedNode] = field(default_factory=list)
    relations: list[ParsedRelation] = field(default_factory=list)
    challenges: list[tuple[str, re.Match[str], Place]] = field(default_factory=list)
    """Who challenges a relation, its ends, and where."""
    titles: list[str] = field(default_factory=list)
    about: list[str] = field(default_factory=list)


def read_gsn2x(texts: Mapping[str, str]) -> ParsedMap:
    """Read an assurance case.

    Args:
        texts: The texts of its modules by their paths.

    Returns:
        What it says.

    Raises:
        UnreadableError: At the first thing that is no element of a case.
    """
    case = _Case()
    for path, text in texts.items():
        value = yaml_input(path, text)
        if not isinstance(value, Table):
            raise UnreadableError(value.place if value else Place(path), "this is no table of elements", _MEND)
        stem = path.rpartition("/")[2].partition(".")[0]
        module = value.entries.get(_MODULE)
        name = _module(case, module, texts) if module else stem
        for element, entry in value.entries.items():
            if element != _MODULE:
                _element(case, element, entry, value.keys[element], name if len(texts) > 1 else "")
    if not any(met.construct in TYPES.values() for met in case.met):
        place = case.nodes[0].place if case.nodes else Place(next(iter(texts)))
        raise UnreadableError(place, "no name here begins as elements of a case do, G for a goal", _MEND)
    _challenged_relations(case)
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


def _module(case: _Case, module: Value, texts: Mapping[str, str]) -> str:
    """Read what a module says of itself; return its name."""
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
        is_given = any(path == used.text or path.endswith(f"/{used.text.removeprefix('./')}") for path in texts)
        case.tell(used.place, "module uses" if is_given else "module used but not given", used.text)
    _extends(case, entries.get("extends"))
    return name


def _extends(case: _Case, extends: Value | None) -> None:
    """Read which elements of other modules are developed in this one."""
    listed = extends.items if isinstance(extends, Listing) else (extends,) if extends else ()
    for one in listed:
        develops = one.entries.get("develops") if isinstance(one, Table) else None
        if not isinstance(develops, Table):
            raise UnreadableError(one.place, "extends does not say which elements it develops", _MEND)
        for element, value in develops.entries.items():
            for named in _texts(value, "develops"):
                case.tell(named.place, "module develops")
                case.relations.append(ParsedRelation(named.text, RelationType.SUPPORTS, element, named.place))


def _element(case: _Case, name: str, element: Value, place: Place, module: str) -> None:
    if isinstance(element, Listing) or (isinstance(element, Scalar) and element.text):
        raise UnreadableError(element.place, "this is no table of an element's attributes", _MEND)
    entries = element.entries if isinstance(element, Table) else {}
    given = _text(entries, "nodeType") or next((kind for start, kind in TYPES.items() if name.startswith(start)), "")
    case.tell(place, given if given in TYPES.values() else "element of no known type", name)
    if "nodeType" in entries:
        case.tell(entries["nodeType"].place, "nodeType")
    _relations(case, name, entries)
    notes: list[str] = [*_notes(case, name, entries)]
    works: tuple[dict[str, str], ...] = ()
    text = _text(entries, "text")
    if "text" in entries:
        case.tell(entries["text"].place, "text")
    kind = Kind.CONTEXT if given in _CONTEXTS else None
    tags = [ELEMENT_TAGS.get(given, "")]
    if url := _text(entries, "url"):
        is_web = bool(_WEB.fullmatch(url))
        case.tell(entries["url"].place, "url" if is_web else "url of no web address", url)
        if is_web and given in ("Solution", "CounterSolution"):
            kind, works = Kind.EVIDENCE, ({"type": "webpage", "title": one_line(text) or name, "URL": url},)
        else:
            notes.append(f"<{url}>" if is_web else plain_prose(url))
    if "undeveloped" in entries:
        case.tell(entries["undeveloped"].place, "undeveloped")
        tags.append(UNDEVELOPED if _is_set(entries, "undeveloped") else "")
    if "defeated" in entries:
        case.tell(entries["defeated"].place, "defeated")
    case.nodes.append(
        ParsedNode(
            name,
            text,
            place,
            title="" if one_line(text) else name,
            name=name,
            kind=kind,
            notes="\n\n".join(notes),
            tags=tuple(filter(None, [*tags, module])),
            works=works,
            defeated=_DEFEATED if _is_set(entries, "defeated") else "",
        )
    )


def _relations(case: _Case, name: str, entries: Mapping[str, Value]) -> None:
    """Read what bears on an element, and what it challenges."""
    for field_name, kind in (("supportedBy", RelationType.SUPPORTS), ("inContextOf", RelationType.FRAMES)):
        listed = [*_texts(entries[field_name], field_name)] if field_name in entries else []
        for number, named in enumerate(listed, 1):
            case.tell(named.place, field_name)
            order = number if listed[1:] else None
            case.relations.append(ParsedRelation(named.text, kind, name, named.place, order=order))
    for challenged in _texts(entries["challenges"], "challenges") if "challenges" in entries else ():
        if step := _STEP.fullmatch(challenged.text):
            case.tell(challenged.place, "challenge of a relation")
            case.challenges.append((name, step, challenged.place))
        else:
            case.tell(challenged.place, "challenge of an element")
            case.relations.append(ParsedRelation(name, RelationType.ATTACKS, challenged.text.strip(), challenged.place))


def _notes(case: _Case, name: str, entries: Mapping[str, Value]) -> Iterator[str]:
    """Yield the paragraphs of what has no field in a map."""
    for other in _texts(entries["defeatedRelation"], "defeatedRelation") if "defeatedRelation" in entries else ():
        case.tell(other.place, "defeatedRelation", f"{name}, {other.text}")
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


def _challenged_relations(case: _Case) -> None:
    """Turn each challenge of a relation into an undercut of the step, from what bears to what it bears on."""
    steps = {(relation.origin, relation.target) for relation in case.relations}
    for name, step, place in case.challenges:
        left, right = step["left"], step["right"]
        origin, target = (left, right) if (left, right) in steps else (right, left)
        case.relations.append(ParsedRelation(name, RelationType.UNDERCUTS, origin, place, conclusion=target))
