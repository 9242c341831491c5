"""Reads a folder of notes in Markdown with wikilinks, as Obsidian keeps them: claims, evidence and questions.

Kinds and relations are written as people and plugins write them: prefixes of names and the plugin Discourse Graphs
(https://discoursegraphs.com/docs/obsidian), inline fields as Dataview has them
(https://blacksmithgu.github.io/obsidian-dataview/annotation/add-metadata), front matter, and headings above links.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from argmap.importing.inputs import json_input
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation
from argmap.importing.wikitext import CODE, HEADING, WIKILINK, ProseWriter, with_code, without_comments
from argmap.model.exchange import Met, constructs
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.limits import is_id
from argmap.model.relations import RelationType
from argmap.read.meant import excerpt
from argmap.read.yamltree import Listing, Scalar, Table, Value, parse_yaml

RELATIONS_FILE = "relations.json"
"""Where the plugin Discourse Graphs keeps relations, at the root of a vault."""
SETTINGS_FILE = "data.json"
"""Its settings, which lie in a hidden folder: they say what its types are called."""

_SOURCE = "source"
_KINDS: Mapping[str, Kind | str | None] = {
    **{kind.value: kind for kind in Kind},
    "clm": Kind.CLAIM,
    "evd": Kind.EVIDENCE,
    "que": Kind.QUESTION,
    "src": _SOURCE,
    "source": _SOURCE,
    "conclusion": Kind.CLAIM,
    "result": Kind.EVIDENCE,
    "objection": Kind.COUNTERCLAIM,
    "assumption": Kind.CONTEXT,
}
"""What notes call themselves, in small letters."""

_PREFIX = re.compile(r"(?:\[\[)?(?P<word>CLM|EVD|QUE|SRC)(?:\]\])?\s*-\s*(?P<words>.+)", re.DOTALL)
"""How the name of a note begins that says what it is."""
_CITED = re.compile(r"@[\w:.-]+")
"""How notes on works are called that reference managers write."""

_FORWARD: Mapping[str, RelationType] = {
    **{kind.value: kind for kind in RelationType},
    "opposes": RelationType.ATTACKS,
    "contradicts": RelationType.ATTACKS,
    "rebuts": RelationType.ATTACKS,
    "informs": RelationType.ANSWERS,
    "limits": RelationType.QUALIFIES,
}
_BACKWARD: Mapping[str, RelationType] = {
    "supported by": RelationType.SUPPORTS,
    "opposed by": RelationType.ATTACKS,
    "attacked by": RelationType.ATTACKS,
    "contradicted by": RelationType.ATTACKS,
    "rebutted by": RelationType.ATTACKS,
    "informed by": RelationType.ANSWERS,
    "answered by": RelationType.ANSWERS,
    "qualified by": RelationType.QUALIFIES,
    "limited by": RelationType.QUALIFIES,
    "explained by": RelationType.EXPLAINS,
    "framed by": RelationType.FRAMES,
}
"""What relations are called, in small letters: said of what bears, and of what is borne on."""

_DERIVED = frozenset({"derived from", "source", "sources", "cites"})
_NAMES = sorted([*_FORWARD, *_BACKWARD, *(f"is {name}" for name in _BACKWARD), *_DERIVED], key=len, reverse=True)
_NAME = "|".join(re.escape(name).replace(r"\ ", "[ _-]") for name in _NAMES)
_LINK = r"!?\[\[[^\[\]\n]+\]\]"
_FIELD = re.compile(
    rf"(?P<open>[\[(]?)\s*(?P<bold>\**)(?P<name>{_NAME})(?P=bold)\s*::\s*(?P<links>[^\n]*)", re.IGNORECASE
)
_BEGINS_FIELD = re.compile(rf"^[ \t>*+-]*{_FIELD.pattern}", re.IGNORECASE)
_BRACKETED = re.compile(rf"[ \t]?[\[(]\s*(?:{_NAME})\s*::\s*(?:{_LINK}[\s,;>-]*)+[\])]", re.IGNORECASE)
_OF_RELATION = re.compile(rf"(?P<name>{_NAME})\s*:?", re.IGNORECASE)
_TAG = re.compile(r"(?<![^\s(])#(?P<tag>[^\W\d_][\w/-]*)")
_SAID = "because|jointly|order|scheme|score"
_DETAIL = re.compile(rf"\[({_SAID})::[ \t]*([^\[\]\n]*)\]|\(({_SAID})::[ \t]*([^()\n]*)\)", re.IGNORECASE)
"""What is said of a relation, as an inline field behind it."""

_OWN_FIELDS = frozenset(
    {"id", "kind", "type", "tags", "tag", "title", "statement", "score", "voice", "author", "authors", "withdrawn"}
)
_SILENT = frozenset({"nodetypeid", "nodeinstanceid", "cssclasses", "cssclass", "position"})
_OF_WORKS = frozenset({"year", "date", "doi", "url", "link"})

CONSTRUCTS = constructs(
    kept={
        "claim": "a claim, a thesis or a counterclaim, by its relations",
        "evidence": "evidence, where it names a source",
        "question": "a question",
        "other note of the argument": "a node, since a relation leads from it or to it",
        "relation": "a relation of the same meaning",
        **dict.fromkeys(("because", "jointly", "order", "scheme"), "the field of the relation"),
        "withdrawn": "a withdrawal with its reason",
        "derived from": "a citation of the source",
        "wikilink": "a link to the node",
        "tag": "a tag",
        "text of a note": "prose",
        "voice": "a person of the glossary",
        "score": "the score",
    },
    told={
        "source": "a work that what is derived from it cites; its note is not carried",
        "informs": "an answer, where it leads to a question",
        "wikilink to no node": "its words",
        "heading": "a paragraph of its words",
        "picture or embed": "its name, without what it shows",
        "HTML": "the signs as they were typed",
        "callout": "a quotation that begins with its title",
        "highlight": "its words",
    },
    lost={
        "comment": "what %% hides is not for readers",
        "block id": "maps have no addresses within a node",
        "note outside of the argument": "it says not what it is, and no relation leads from it or to it",
        "field of front matter": "a node has no such field",
        "front matter that cannot be read": "the note is read without it",
        "undercut of one end alone": "a step has two ends: undercuts:: [[a]] -> [[b]]",
        "number that is none": "it is left out",
        "relation of a type without name": "give the plugin's data.json as a file too",
    },
)
"""What such a folder can say."""


@dataclass(frozen=True, slots=True)
class _Note:
    """A note, taken apart.

    `fields` are those of its front matter, each with its place; `body` the lines behind, of which the first has the
    number `first_line`.
    """

    path: str
    name: str
    origin: str
    fields: Mapping[str, tuple[Value, Place]]
    body: tuple[str, ...]
    first_line: int

    def place(self, line: int = 0) -> Place:
        """Return the place of a line of the body, counted from 0."""
        return Place(self.path, self.first_line + line)


@dataclass(slots=True)
class _Vault:
    """What is found while notes are read, in order."""

    notes: dict[str, _Note] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    """The origin of each note by its name and its path, in small letters."""
    kinds: dict[str, Kind | str | None] = field(default_factory=dict)
    """What each note says that it is, by its origin."""
    relations: list[ParsedRelation] = field(default_factory=list)
    sources: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """The origins of the notes on works from which a note is derived."""
    texts: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    """The lines of each note that are prose, with their numbers."""
    tags: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    speakers: dict[str, str] = field(default_factory=dict)
    met: list[Met] = field(default_factory=list)

    def target(self, words: str) -> str:
        """Return the origin of the note that a link means; empty for no note."""
        name = words.strip().removesuffix(".md").casefold()
        return self.names.get(name) or self.names.get(name.rpartition("/")[2], "")


def read_vault(texts: Mapping[str, str]) -> ParsedMap:
    """Read a folder of notes.

    Args:
        texts: The text of each file by its path.

    Returns:
        The notes that take part in an argument, as nodes.

    Raises:
        UnreadableError: When the plugin's own files are no JSON.
    """
    vault = _Vault()
    root = posixpath.commonpath([posixpath.dirname(path) for path in texts])
    types = _types(texts)
    for path, text in sorted(texts.items()):
        if path.endswith(".md"):
            _take_apart(vault, path, posixpath.relpath(path, root or ".") if root else path, text)
    for note in vault.notes.values():
        vault.kinds[note.origin] = _kind(note, types)
    for note in vault.notes.values():
        _of_front_matter(vault, note)
        vault.texts[note.origin] = [*_of_body(vault, note)]
    for path, text in texts.items():
        if PurePosixPath(path).name == RELATIONS_FILE:
            _of_plugin(vault, path, text, types)
    ends = {end for relation in vault.relations for end in (relation.origin, relation.target, relation.conclusion)}
    chosen = [
        note
        for note in vault.notes.values()
        if vault.kinds[note.origin] != _SOURCE and (vault.kinds[note.origin] is not None or note.origin in ends)
    ]
    shown = {note.origin for note in chosen}
    for note in vault.notes.values():
        if note.origin not in shown:
            construct = "source" if vault.kinds[note.origin] == _SOURCE else "note outside of the argument"
            vault.met.append(Met(Place(note.path), construct, excerpt(note.name)))
    nodes = [_node(vault, note, shown) for note in chosen]
    relations = [relation for relation in vault.relations if relation.origin in shown]
    return ParsedMap("", tuple(nodes), tuple(relations), tuple(vault.met), vault.speakers)


def _types(texts: Mapping[str, str]) -> dict[str, str]:
    """Return what the plugin calls its types of notes and relations, by their ids."""
    types: dict[str, str] = {}
    for path, text in texts.items():
        if PurePosixPath(path).name == SETTINGS_FILE:
            settings, _ = json_input(path, text)
            listed = settings if isinstance(settings, dict) else {}
            for name, key in (("nodeTypes", "name"), ("relationTypes", "label")):
                for one in listed.get(name) or ():
                    if isinstance(one, dict):
                        types[str(one.get("id"))] = str(one.get(key)).lower()
    return types


def _take_apart(vault: _Vault, path: str, name_in_vault: str, text: str) -> None:
    """Take a note apart, and learn by which names links may mean it."""
    fields: dict[str, tuple[Value, Place]] = {}
    body, first_line = text, 1
    if text.startswith("---\n") and (end := re.search(r"^(?:---|\.\.\.)[ \t]*$", text[4:], re.MULTILINE)):
        value, findings = parse_yaml(text[4 : 4 + end.start()], path, first_line=2)
        if findings and not isinstance(value, Table):
            vault.met.append(Met(min(findings).place, "front matter that cannot be read", min(findings).message))
        if isinstance(value, Table):
            fields = {name.lower(): (entry, value.keys[name]) for name, entry in value.entries.items()}
        body = text[4 + end.end() :].removeprefix("\n")
        first_line = text.count("\n", 0, 4 + end.end()) + 2
    stem = PurePosixPath(path).stem
    given = _texts_of(fields.get("nodeinstanceid"))
    origin = given[0] if given else stem
    if origin in vault.notes:
        origin = name_in_vault
    vault.notes[origin] = _Note(path, stem, origin, fields, tuple(body.split("\n")), first_line)
    vault.names.setdefault(stem.casefold(), origin)
    vault.names[name_in_vault.removesuffix(".md").casefold()] = origin
    vault.names[origin.casefold()] = origin


def _texts_of(field_value: tuple[Value, Place] | None) -> list[str]:
    """Return the texts of a field that holds one or a list of them."""
    value = field_value[0] if field_value else None
    items: Sequence[Value] = value.items if isinstance(value, Listing) else [value] if value else []
    return [item.text.strip() for item in items if isinstance(item, Scalar) and item.text.strip()]


def _kind(note: _Note, types: Mapping[str, str]) -> Kind | str | None:
    """Tell what a note says that it is: by the plugin's type, by a field, by its name, or by a tag."""
    prefix = _PREFIX.fullmatch(note.name)
    words = [types.get(word, "") for word in _texts_of(note.fields.get("nodetypeid"))]
    words += [word for name in ("kind", "type") for word in _texts_of(note.fields.get(name))]
    words += [prefix["word"]] if prefix else []
    words += [tag.lstrip("#").removesuffix("-candidate") for tag in _texts_of(note.fields.get("tags"))]
    known = (_KINDS[word.lower()] for word in words if word.lower() in _KINDS)
    return next(known, _SOURCE if _CITED.fullmatch(note.name) else None)


def _relate(vault: _Vault, note: _Note, name: str, words: str, place: Place) -> None:
    """Add the relations that a field or a list says, of which the name may be said from either end."""
    label = re.sub(r"[\s_-]+", " ", name.lower()).removeprefix("is ")
    links = [match["target"] for match in WIKILINK.finditer(_DETAIL.sub("", words))]
    targets = [vault.target(link) or link.strip() for link in links]
    if label in _DERIVED:
        for target in targets:
            vault.met.append(Met(place, "derived from"))
            vault.sources[note.origin].append(target)
        return
    kind = _FORWARD.get(label) or _BACKWARD[label]
    construct = "informs" if label.startswith("inform") else "relation"
    said = _details(vault, words, place)
    if kind is RelationType.UNDERCUTS:
        said.pop("jointly", None)
        for premise, conclusion in zip(targets[::2], targets[1::2], strict=False):
            vault.met.append(Met(place, construct))
            vault.relations.append(ParsedRelation(note.origin, kind, premise, place, conclusion=conclusion, **said))
        if len(targets) % 2:
            vault.met.append(Met(place, "undercut of one end alone", excerpt(targets[-1])))
        return
    for target in targets:
        vault.met.append(
            Met(place, construct, f"{excerpt(note.name)} {label} {excerpt(target)}" if construct == "informs" else "")
        )
        if vault.kinds.get(target) == _SOURCE:
            vault.sources[note.origin].append(target)
            continue
        ends = (note.origin, target) if label in _FORWARD else (target, note.origin)
        vault.relations.append(ParsedRelation(ends[0], kind, ends[1], place, **said))


def _details(vault: _Vault, words: str, place: Place) -> dict[str, Any]:
    """Return what is said of the relations of a line, by the names of their fields."""
    said: dict[str, Any] = {}
    for match in _DETAIL.finditer(words):
        name, text = (match[1] or match[3]).lower(), (match[2] or match[4] or "").strip()
        value = _number_of(text, name) if name in ("order", "score") else text
        vault.met.append(Met(place, "number that is none" if value is None else name, excerpt(text)))
        said |= {name: value}
    return said


def _number_of(text: str, name: str) -> float | int | None:
    try:
        return int(text) if name == "order" else float(text)
    except ValueError:
        return None


def _of_front_matter(vault: _Vault, note: _Note) -> None:
    """Read relations and tags of the front matter, and tell of what it has besides."""
    for name, (value, place) in note.fields.items():
        label = re.sub(r"[_-]+", " ", name)
        if _OF_RELATION.fullmatch(label):
            words = " ".join(text if "[[" in text else f"[[{text}]]" for text in _flat(value))
            _relate(vault, note, label, words, place)
        elif name in ("tags", "tag"):
            for tag in _texts_of((value, place)):
                vault.met.append(Met(place, "tag"))
                vault.tags[note.origin] += tag.replace("#", " ").replace(",", " ").split()
        elif name not in _OWN_FIELDS | _SILENT and not (name in _OF_WORKS and vault.kinds[note.origin] == _SOURCE):
            vault.met.append(Met(place, "field of front matter", excerpt(name)))


def _flat(value: Value) -> Iterator[str]:
    """Yield the texts of a value; YAML takes an unquoted [[link]] for a list within a list."""
    if isinstance(value, Scalar):
        yield value.text
    for item in value.items if isinstance(value, Listing) else ():
        yield from _flat(item)


def _of_body(vault: _Vault, note: _Note) -> Iterator[tuple[int, str]]:
    """Read the relations of a note's text, and yield the lines that are prose, with their numbers."""
    lines = without_comments("\n".join(note.body), note.place, vault.met)
    relation = ""
    for number, line, is_code in with_code(enumerate(lines)):
        if not is_code:
            heading = HEADING.match(line)
            if heading:
                named = _OF_RELATION.fullmatch(heading["words"].strip("*_ "))
                relation = named["name"] if named else ""
            if (heading and relation) or _says_relations(vault, note, number, line, relation):
                continue
            line = _BRACKETED.sub("", line)  # noqa: PLW2901 - a relation of the map, and no words for readers
        yield number, line


def _says_relations(vault: _Vault, note: _Note, number: int, line: str, relation: str) -> bool:
    """Read the relations and tags of a line; return whether it says nothing else."""
    place = note.place(number)
    field_line = _BEGINS_FIELD.match(line)
    if field_line:
        _relate(vault, note, field_line["name"], field_line["links"], place)
        return True
    if relation and WIKILINK.search(line):
        _relate(vault, note, relation, line, place)
        return True
    for within in _FIELD.finditer(line):
        _relate(vault, note, within["name"], f"{within['links'].partition(']]')[0]}]]", place)
    for tag in _TAG.finditer(CODE.sub("", line)):
        vault.met.append(Met(place, "tag"))
        vault.tags[note.origin].append(tag["tag"])
    return False


def _of_plugin(vault: _Vault, path: str, text: str, types: Mapping[str, str]) -> None:
    """Read the relations that the plugin keeps in a file of its own."""
    value, place_of = json_input(path, text)
    listed = value.get("relations") if isinstance(value, dict) else None
    for key, one in listed.items() if isinstance(listed, dict) else ():
        place = place_of(("relations", key))
        ends = (
            [vault.notes.get(str(one.get(name))) for name in ("source", "destination")] if isinstance(one, dict) else []
        )
        label = types.get(str(one.get("type")), str(one.get("type"))).lower() if isinstance(one, dict) else ""
        if not _OF_RELATION.fullmatch(label):
            vault.met.append(Met(place, "relation of a type without name", excerpt(label)))
        elif ends[0] and ends[1]:
            _relate(vault, ends[0], label, f"[[{ends[1].origin}]]", place)
        else:
            vault.met.append(Met(place, "relation of a type without name", "one of its notes is not there"))


def _node(vault: _Vault, note: _Note, shown: set[str]) -> ParsedNode:
    kind = vault.kinds[note.origin]
    prefix = _PREFIX.fullmatch(note.name)
    name = prefix["words"].strip() if prefix else note.name
    names = {Kind.EVIDENCE: "evidence", Kind.QUESTION: "question", None: "other note of the argument"}
    vault.met.append(Met(Place(note.path), names.get(kind if isinstance(kind, Kind) else None, "claim")))
    statement = _texts_of(note.fields.get("statement"))
    titles = _texts_of(note.fields.get("title"))
    prose = ProseWriter(vault.target, shown, vault.met).prose(vault.texts[note.origin], note.place)
    if prose:
        vault.met.append(Met(note.place(), "text of a note"))
    speakers = _texts_of(note.fields.get("voice")) + [
        text for field_name in ("author", "authors") for text in _texts_of(note.fields.get(field_name))
    ]
    speakers = [re.sub(r"[\[\]]", "", speaker) for speaker in speakers]
    vault.speakers |= {speaker: speaker for speaker in speakers}
    vault.met += [Met(Place(note.path), "voice")] * len(speakers)
    scores = _texts_of(note.fields.get("score"))
    score = _number_of(scores[0], "score") if scores else None
    if scores:
        vault.met.append(Met(note.fields["score"][1], "number that is none" if score is None else "score", scores[0]))
    defeated = " ".join(_texts_of(note.fields.get("withdrawn")))
    if defeated:
        vault.met.append(Met(note.fields["withdrawn"][1], "withdrawn"))
    ids = [given for given in _texts_of(note.fields.get("id")) if is_id(given)]
    works = [
        _work(vault.notes[source]) for source in dict.fromkeys(vault.sources[note.origin]) if source in vault.notes
    ]
    works += [
        {"type": "document", "title": source} for source in vault.sources[note.origin] if source not in vault.notes
    ]
    is_exact = kind in _texts_of(note.fields.get("kind"))
    if kind is Kind.CLAIM and not is_exact:
        kind = None  # whether it is a thesis or a counterclaim follows from its relations
    return ParsedNode(
        origin=note.origin,
        text=statement[0] if statement else titles[0] if titles else name,
        place=Place(note.path),
        title=titles[0] if titles and statement else name if statement else "",
        kind=kind if isinstance(kind, Kind) else None,
        notes=prose,
        speakers=tuple(speakers),
        tags=tuple(dict.fromkeys(vault.tags[note.origin])),
        score=score,
        works=tuple(works),
        name=ids[0] if ids else "",
        defeated=defeated,
    )


def _work(note: _Note) -> dict[str, Any]:
    """Return the record of a work, by the note on it."""
    prefix = _PREFIX.fullmatch(note.name)
    title = _texts_of(note.fields.get("title"))
    record: dict[str, Any] = {
        "type": "document",
        "title": title[0] if title else prefix["words"].strip() if prefix else note.name,
    }
    authors = [text for name in ("author", "authors") for text in _texts_of(note.fields.get(name))]
    if authors:
        record["author"] = [{"literal": re.sub(r"[\[\]]", "", author)} for author in authors]
    year = next(
        (
            match
            for name in ("year", "date")
            for text in _texts_of(note.fields.get(name))
            if (match := re.match(r"\d{4}", text))
        ),
        None,
    )
    if year:
        record["issued"] = {"date-parts": [[int(year[0])]]}
    for name, part in (("doi", "DOI"), ("url", "URL"), ("link", "URL")):
        for text in _texts_of(note.fields.get(name)):
            record[part] = text
    return record
