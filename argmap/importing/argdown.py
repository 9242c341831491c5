"""Reads argument maps of Argdown, as its own program exports them: `argdown json`.

https://argdown.org/syntax/ is the language. A statement, in all its wordings, is a node, and so is an argument of which
only a description is there. An argument with premises is no node but what joins them: they support each of its
conclusions together, under its name. What an argument with premises says of others its main conclusion says.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from argmap.importing.inputs import Way, json_input
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, Telling, UnreadableError
from argmap.importing.wording import one_line, plain_prose
from argmap.model.characters import escape_plain_markdown
from argmap.model.exchange import constructs
from argmap.model.findings import Place
from argmap.model.relations import RelationType
from argmap.read.yamltree import Scalar, Table, parse_yaml

CONSTRUCTS = constructs(
    kept={
        "statement": "a node",
        "argument": "a claim, where only a description of it is there, or its title alone",
        "argument with premises": "its premises support each of its conclusions, jointly",
        "premise": "a node that supports the conclusion after it, unless uses says otherwise",
        "intermediary conclusion": "a node, and a premise of what is concluded next",
        "main conclusion": "a node that has all relations of the argument",
        "inference rule": "the scheme of the relations of its premises",
        "uses": "which premises support a conclusion",
        "support": "a relation supports",
        "attack": "a relation attacks",
        "entails": "a relation supports of the scheme entailment",
        "contrary": "relations attacks, both ways, of the scheme contrary",
        "contradictory": "relations attacks, both ways, of the scheme contradictory",
        "undercut": "an undercut of the argument's step; of all steps of one without premises",
        "tag": "a tag",
        "link": "a link in the prose, and its words in the statement",
        "order of premises": "the order of the relations of linked premises",
        "front matter": "the title and the authors of the map",
    },
    told={
        "attack on an argument with premises": "an undercut, as it denies no premise by name",
        "support of an argument with premises": "a reason for its premise; of several, for its main conclusion",
        "description of an argument with premises": "a paragraph of its main conclusion",
        "wording": "a paragraph, where a statement is worded anew; the last wording is the statement",
        "commentary": "a paragraph of the page about the map, below the name of its section: a text without relations",
        "date": "a line of the page about the map",
        "data": "a paragraph",
        "section": "a tag of what stands in it, without markup; which section holds which is lost",
        "mention": "the title of what is mentioned",
        "emphasis": "its words",
        "argdown program": "what read the text, with its version",
    },
    lost={
        "undercut of what bears on nothing": "there is no step that it could deny",
        "tag of an argument with premises": "no node stands for the argument",
        "setting": "all else of the front matter, and what is said of a section, by which Argdown draws",
        "comment": "it is for whoever writes the file",
    },
)
"""Everything that Argdown can say, and what becomes of it. Colours are none: its program makes them of the tags."""

ENTAILMENT = "entailment"
CONFLICTS = ("contrary", "contradictory")
THROUGH = "argmap"
"""The key under which a text is added that the export was made of, with the version of what made it."""

_UNTITLED = re.compile(r"Untitled \d+")
_MENTION = re.compile(r"@\[([^\]]*)\]|@<([^>]*)>")
_FRONT_MATTER = re.compile(r"\s*={3,}[ \t]*\n(?P<yaml>.*?)\n={3,}[ \t]*(?:\n|$)", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/|<!--.*?-->|(?<!:)//[^\n]*", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ROLES = {
    "premise": "premise",
    "intermediary-conclusion": "intermediary conclusion",
    "main-conclusion": "main conclusion",
}
_MEND = "export it again: argdown json FILE"

_Step = tuple[str, str]
"""A premise and its conclusion, by their origins."""


@dataclass(slots=True)
class _Debate(Telling):
    """What is read so far."""

    path: str
    value: dict[str, Any]
    place_of: Any
    source: str = ""
    origins: dict[tuple[str, str], str] = field(default_factory=dict)
    """The origin of each node, by its kind in the export and its title there."""
    steps: dict[str, dict[int, list[_Step]]] = field(default_factory=lambda: defaultdict(dict))
    """The steps of each argument with premises, by its title and the place of their conclusion in it."""
    notes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sections: dict[str, str] = field(default_factory=dict)
    nodes: list[ParsedNode] = field(default_factory=list)
    relations: list[ParsedRelation] = field(default_factory=list)
    commentary: list[tuple[int, str, list[str]]] = field(default_factory=list)
    """Paragraphs that bear on nothing: the line, the section, and what stands there."""
    named: dict[str, str] = field(default_factory=dict)
    """The title of the first argument that concludes each statement, by its origin."""

    def place(self, way: Way, located: Mapping[str, Any]) -> Place:
        """Return where something stands: in the text, or else in its export."""
        line, column = located.get("startLine"), located.get("startColumn")
        if self.source and isinstance(line, int) and isinstance(column, int):
            return Place(self.path, line, column)
        return Place(self.path) if self.source else self.place_of(way)


def read_argdown(texts: Mapping[str, str]) -> ParsedMap:
    """Read a debate.

    Args:
        texts: The JSON of its export, by its path.

    Returns:
        What it says.

    Raises:
        UnreadableError: At the first thing that no export of Argdown has.
    """
    ((path, text),) = texts.items()
    value, place_of = json_input(path, text)
    shapes = (("statements", dict), ("arguments", dict), ("relations", list))
    if not isinstance(value, dict) or not all(isinstance(value.get(key), shape) for key, shape in shapes):
        what = "this is no export of Argdown, which has statements, arguments and relations"
        raise UnreadableError(Place(path), what, _MEND)
    through = value.get(THROUGH)
    debate = _Debate(path, value, place_of)
    if isinstance(through, dict):
        debate.source = str(through.get("source"))
        debate.tell(Place(path), "argdown program", str(through.get("version")))
    title, authors, date = _front_matter(debate)
    for number, section in enumerate(_list(debate, value, "sections", ())):
        _sections(debate, section, ("sections", number))
    _name(debate)
    for name, argument in value["arguments"].items():
        _argument(debate, name, _dict(debate, argument, ("arguments", name)))
    related = _relations(debate)
    for name, statement in value["statements"].items():
        _statement(debate, name, statement, related)
    return ParsedMap(
        title,
        tuple(debate.nodes),
        tuple(debate.relations),
        tuple(debate.met),
        {},
        about=_about(debate, date),
        authors=authors,
        date=date if _DAY.fullmatch(date) else "",
    )


def _about(debate: _Debate, date: str) -> str:
    """Write the page about the map: the commentary in the order of the text, below the names of its sections."""
    parts = [plain_prose(f"Dated {date}")] if date and not _DAY.fullmatch(date) else []
    before = ""
    for _, section, paragraphs in sorted(debate.commentary):
        if section not in ("", before):
            parts.append(f"**{plain_prose(section)}**")
        before = section or before
        parts += paragraphs
    return "\n\n".join(parts)


def _dict(debate: _Debate, value: Any, way: Way) -> dict[str, Any]:  # noqa: ANN401 - of any JSON
    if not isinstance(value, dict):
        raise UnreadableError(debate.place(way, {}), f"{way[-1]} is no object, as Argdown exports it", _MEND)
    return value


def _list(debate: _Debate, holder: Mapping[str, Any], name: str, way: Way) -> list[dict[str, Any]]:
    """Return a list of objects; an empty one where there is none."""
    value = holder.get(name) or []
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise UnreadableError(debate.place((*way, name), {}), f"{name} is no list of objects", _MEND)
    return value


def _words(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def _strings(holder: Mapping[str, Any], name: str) -> list[str]:
    value = holder.get(name)
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []


def _hash(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode("utf-8", "replace")).hexdigest()[:16]


def _front_matter(debate: _Debate) -> tuple[str, tuple[str, ...], str]:
    """Return the title, the authors and the date that the text has at its head; tell of what only it has."""
    head = _FRONT_MATTER.match(debate.source)
    for comment in _COMMENT.finditer(debate.source, head.end() if head else 0):
        line = debate.source.count("\n", 0, comment.start()) + 1
        debate.tell(Place(debate.path, line), "comment", comment[0])
    table, _ = parse_yaml(head["yaml"], debate.path, 2) if head else (None, [])
    entries = table.entries if isinstance(table, Table) else {}
    if head and not entries:
        debate.tell(Place(debate.path, 1), "setting", head["yaml"])
    known = {}
    for key, value in entries.items():
        is_known = key in ("title", "author", "date") and isinstance(value, Scalar)
        debate.tell(value.place, "date" if key == "date" else "front matter" if is_known else "setting", key)
        if is_known and isinstance(value, Scalar):
            known[key] = value.text
    return known.get("title", ""), tuple(filter(None, [known.get("author")])), known.get("date", "")


def _sections(debate: _Debate, section: Mapping[str, Any], way: Way) -> None:
    title, place = _words(section, "title"), debate.place(way, section)
    debate.sections[_words(section, "id")] = _plain(section, "title")
    debate.tell(place, "section", title)
    for kind, words, _ in _ranges(section, "title"):
        if _is_mention(kind):
            debate.tell(place, "mention", words)
    for name in section["data"] if isinstance(section.get("data"), dict) else ():
        debate.tell(place, "setting", name)
    for number, child in enumerate(_list(debate, section, "children", way)):
        _sections(debate, child, (*way, "children", number))


def _members(debate: _Debate, holder: Mapping[str, Any], way: Way) -> list[dict[str, Any]]:
    """Return the wordings of a statement or of the description of an argument, the one that counts last."""
    given = [
        member
        for member in _list(debate, holder, "members", way)
        if not member.get("isReference") and one_line(_words(member, "text"))
    ]
    return sorted(given, key=_is_canonical)


def _is_canonical(member: Mapping[str, Any]) -> bool:
    data = member.get("data")
    return isinstance(data, dict) and bool(data.get("isCanonical"))


def _name(debate: _Debate) -> None:
    """Give each node the origin that it keeps: its title, or a hash of its words, since untitled ones are numbered."""
    for kind, marks in (("statements", "[]"), ("arguments", "<>")):
        for title, element in debate.value[kind].items():
            origin = f"{marks[0]}{title}{marks[1]}"
            if _UNTITLED.fullmatch(title):
                way: Way = (kind, title)
                worded = _members(debate, _dict(debate, element, way), way) or _list(debate, element, "pcs", way)
                origin = _hash(kind, *(_words(member, "text") for member in worded))
                ways = 0
                while origin in debate.origins.values():
                    ways += 1
                    origin = _hash(origin, str(ways))
            debate.origins[kind, title] = origin


def _argument(debate: _Debate, title: str, argument: dict[str, Any]) -> None:
    """Read an argument: as a node, or as the steps from its premises to its conclusions."""
    way: Way = ("arguments", title)
    place = debate.place(way, argument)
    pcs = _list(debate, argument, "pcs", way)
    described = _members(debate, argument, way)
    if not pcs:
        debate.tell(place, "argument", title)
        debate.nodes.append(_node(debate, way, argument, described, place))
        return
    debate.tell(place, "argument with premises", title)
    conclusions = [index for index, statement in enumerate(pcs) if "inference" in statement]
    named = "" if _UNTITLED.fullmatch(title) else title
    before: list[int] = []
    for number, statement in enumerate(pcs):
        role = _ROLES.get(_words(statement, "role"), "premise")
        debate.tell(debate.place(way, statement), role, _words(statement, "title"))
        if number in conclusions:
            group = title if conclusions[1:] == [] else f"{title} ({conclusions.index(number) + 1})"
            inference = _dict(debate, statement["inference"], (*way, "pcs", number, "inference"))
            inferred = debate.place((*way, "pcs", number), inference)
            used = _uses(inference, number)
            if used is not None:
                debate.tell(inferred, "uses", title)
            premises = [*dict.fromkeys(_pcs_origin(debate, pcs[index]) for index in used or before)]
            steps = [(premise, _pcs_origin(debate, statement)) for premise in premises]
            debate.steps[title][number] = steps
            _steps(debate, inferred, steps, _strings(inference, "inferenceRules"), group)
            before = []
        before.append(number)
    end = _pcs_origin(debate, pcs[-1])
    if named:
        debate.named.setdefault(end, named)
    for member in described:
        debate.tell(debate.place(way, member), "description of an argument with premises", title)
        debate.notes[end].append(plain_prose(f"{named}: {_plain(member)}" if named else _plain(member)))
    if not described and named and len(conclusions) == 1 and number == 1:
        debate.tell(place, "description of an argument with premises", title)
        debate.notes[end].append(plain_prose(named))
    for tag in _strings(argument, "tags"):
        debate.tell(place, "tag of an argument with premises", tag)
    _data(debate, argument, place, end)


def _pcs_origin(debate: _Debate, statement: Mapping[str, Any]) -> str:
    title = _words(statement, "title")
    return debate.origins.get(("statements", title), f"[{title}]")


def _uses(inference: Mapping[str, Any], end: int) -> list[int] | None:
    """Return which statements before its conclusion an inference says that it uses; None where it does not say."""
    data = inference.get("data")
    uses = data.get("uses") if isinstance(data, dict) else None
    return [use - 1 for use in uses if isinstance(use, int) and 0 < use <= end] if isinstance(uses, list) else None


def _steps(debate: _Debate, place: Place, steps: list[_Step], rules: list[str], group: str) -> None:
    """Relate the premises of an inference to its conclusion: by which rule, and in which group."""
    scheme = ", ".join(rules)
    if rules:
        debate.tell(place, "inference rule", scheme)
    if steps[1:]:
        debate.tell(place, "order of premises")
    for number, (premise, conclusion) in enumerate(steps, 1):
        support = ParsedRelation(premise, RelationType.SUPPORTS, conclusion, place, scheme=scheme)
        debate.relations.append(replace(support, jointly=group, order=number) if steps[1:] else support)


def _relations(debate: _Debate) -> set[str]:
    """Read the relations; return the origins of all nodes that have any."""
    undercuts = []
    for number, relation in enumerate(_list(debate, debate.value, "relations", ())):
        place = debate.place(("relations", number), _from(debate, relation))
        if _words(relation, "relationType") == "undercut":
            undercuts.append((relation, place))
        else:
            _relation(debate, relation, place)
    for relation, place in undercuts:
        _undercut(debate, relation, place)
    return {end for relation in debate.relations for end in (relation.origin, relation.target)}


def _from(debate: _Debate, relation: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the first place where that stands from which a relation leads: the export has none of relations."""
    kind = "arguments" if relation.get("fromType") == "argument" else "statements"
    element = debate.value[kind].get(_words(relation, "from"))
    members = element.get("members") if isinstance(element, dict) else None
    return members[0] if isinstance(members, list) and members and isinstance(members[0], dict) else {}


def _end(debate: _Debate, relation: Mapping[str, Any], end: str) -> str:
    """Return the node at one end of a relation; of an argument with premises, its main conclusion."""
    title = _words(relation, end)
    if relation.get(f"{end}Type") == "equivalence-class":
        return debate.origins.get(("statements", title), f"[{title}]")
    steps = debate.steps.get(title)
    main = steps[max(steps)] if steps else []
    return main[0][1] if main else debate.origins.get(("arguments", title), f"<{title}>")


def _relation(debate: _Debate, relation: Mapping[str, Any], place: Place) -> None:
    kind = _words(relation, "relationType")
    origin, target = _end(debate, relation, "from"), _end(debate, relation, "to")
    steps = debate.steps.get(_words(relation, "to")) if relation.get("toType") == "argument" else None
    words = f"{_words(relation, 'from')} {kind} {_words(relation, 'to')}"
    if steps and kind == "attack":
        premise, conclusion = steps[max(steps)][0]
        debate.tell(place, "attack on an argument with premises", words)
        undercut = ParsedRelation(origin, RelationType.UNDERCUTS, premise, place, conclusion=conclusion)
        debate.relations.append(undercut)
        return
    if steps and kind == "support":
        premises = steps[max(steps)]
        debate.tell(place, "support of an argument with premises", words)
        target = target if premises[1:] else premises[0][0]
    elif kind in ("support", "attack", "entails", *CONFLICTS):
        debate.tell(place, kind)
    else:
        raise UnreadableError(place, f'"{kind[:40]}" is no relation of Argdown', _MEND)
    bears = RelationType.SUPPORTS if kind in ("support", "entails") else RelationType.ATTACKS
    scheme = ENTAILMENT if kind == "entails" else kind if kind in CONFLICTS else ""
    debate.relations.append(ParsedRelation(origin, bears, target, place, scheme=scheme))
    if kind in CONFLICTS:
        debate.relations.append(ParsedRelation(target, bears, origin, place, scheme=scheme))


def _undercut(debate: _Debate, relation: Mapping[str, Any], place: Place) -> None:
    title, index = _words(relation, "to"), relation.get("conclusionIndex")
    origin = _end(debate, relation, "from")
    steps = debate.steps.get(title)
    if steps:
        denied = steps.get(index if isinstance(index, int) else -1, steps[max(steps)])[:1]
    else:
        node = _end(debate, relation, "to")
        bears = (RelationType.SUPPORTS, RelationType.ATTACKS)
        denied = [(node, step.target) for step in debate.relations if step.origin == node and step.type in bears]
    if not denied:
        debate.tell(place, "undercut of what bears on nothing", f"{_words(relation, 'from')} undercut {title}")
        return
    debate.tell(place, "undercut")
    for premise, conclusion in denied:
        debate.relations.append(ParsedRelation(origin, RelationType.UNDERCUTS, premise, place, conclusion=conclusion))


def _statement(debate: _Debate, title: str, given: Any, related: set[str]) -> None:  # noqa: ANN401 - of any JSON
    way: Way = ("statements", title)
    statement = _dict(debate, given, way)
    members = _list(debate, statement, "members", way)
    place = debate.place(way, members[0] if members else {})
    worded = _members(debate, statement, way)
    is_top = all(member.get("role") == "top-level-statement" for member in members)
    if _UNTITLED.fullmatch(title) and is_top and debate.origins["statements", title] not in related:
        for member in worded:
            debate.tell(place, "commentary", _words(member, "text"))
            paragraphs = [plain_prose(_plain(member)), *_links(debate, member, place)]
            section = debate.sections.get(_words(member, "section"), "")
            line = member.get("startLine")
            debate.commentary.append((line if isinstance(line, int) else place.line, section, paragraphs))
        return
    debate.tell(place, "statement", title)
    debate.nodes.append(_node(debate, way, statement, worded, place))


def _node(debate: _Debate, way: Way, element: dict[str, Any], worded: list[dict[str, Any]], place: Place) -> ParsedNode:
    kind, title = map(str, way)
    origin = debate.origins[kind, title]
    texts = [_plain(member) for member in worded]
    last = texts[-1] if texts else ""
    notes = debate.notes[origin]
    for text in dict.fromkeys(texts):
        if text != last:
            debate.tell(place, "wording", text)
            notes.append(plain_prose(text))
    for member in worded:
        notes += _links(debate, member, place)
    tags = [*dict.fromkeys(_strings(element, "tags"))]
    for tag in tags:
        debate.tell(place, "tag", tag)
    _data(debate, element, place, origin)
    section = debate.sections.get(_words(element, "section"), "")
    return ParsedNode(
        origin,
        last,
        place,
        title=debate.named.get(origin, "") if _UNTITLED.fullmatch(title) else title,
        notes="\n\n".join(dict.fromkeys(notes)),
        tags=tuple(filter(None, [*tags, section])),
    )


def _ranges(holder: Mapping[str, Any], name: str = "text") -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Yield what is marked in a text: how, the words, and what else is said of it. Its numbers count UTF-16."""
    units = _words(holder, name).encode("utf-16-le", "surrogatepass")
    ranges = holder.get("ranges")
    for marked in ranges if isinstance(ranges, list) else ():
        start, stop = (marked.get("start"), marked.get("stop")) if isinstance(marked, dict) else (None, None)
        if isinstance(start, int) and isinstance(stop, int):
            words = units[2 * start : 2 * stop + 2].decode("utf-16-le", "replace")
            yield _words(marked, "type"), words, marked


def _plain(holder: Mapping[str, Any], name: str = "text") -> str:
    """Return a text without its tags, and with the titles of what it mentions."""
    text = _words(holder, name)
    for kind, words, _ in _ranges(holder, name):
        if words and (kind == "tag" or _is_mention(kind)):
            title = "" if kind == "tag" else _MENTION.sub(lambda mention: mention[1] or mention[2] or "", words)
            text = text.replace(words, title, 1)
    return one_line(text)


def _is_mention(kind: str) -> bool:
    return kind.endswith("-mention")


def _links(debate: _Debate, member: Mapping[str, Any], place: Place) -> list[str]:
    """Return the links of a text, and tell of what else is marked in it."""
    links = []
    for kind, words, marked in _ranges(member):
        url = _words(marked, "url")
        if kind == "link" and url:
            debate.tell(place, "link", url)
            links.append(f"[{escape_plain_markdown(one_line(words))}]({url})")
        elif kind in ("bold", "italic"):
            debate.tell(place, "emphasis", words)
        elif _is_mention(kind):
            debate.tell(place, "mention", words)
    return links


def _data(debate: _Debate, element: Mapping[str, Any], place: Place, origin: str) -> None:
    data = element.get("data")
    if isinstance(data, dict) and data:
        debate.tell(place, "data", ", ".join(map(str, data)))
        debate.notes[origin] += [plain_prose(f"{key}: {value}"[:2000]) for key, value in data.items()]
