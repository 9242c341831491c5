"""Writes what was read of an input, and decided of it, as the files of a map."""

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote

from argmap.check.pages import page_findings
from argmap.edit.collect import key_stem
from argmap.edit.newnode import quoted, works_lines
from argmap.importing.fitting import DECIMALS, Fitted, FittedNode
from argmap.importing.parsed import NODE_SCHEME, ParsedMap, ParsedRelation, Telling
from argmap.importing.wording import (
    formatted_safely,
    has_invisible,
    id_stem,
    is_harmless,
    one_line,
    plain_prose,
    quotation,
    shortened,
    statement_of,
    title_of,
    unmarked,
)
from argmap.locale.words import translations
from argmap.model.characters import as_read, escape_markdown, without_forbidden
from argmap.model.exchange import Met
from argmap.model.findings import Place
from argmap.model.ids import free_id
from argmap.model.jsontext import json_text
from argmap.model.languages import is_language
from argmap.model.limits import DEVICE_NAMES, DRAFT, PROSE_LENGTH, STATEMENT_LENGTH, TITLE_LENGTH, is_id
from argmap.model.ownpages import PAGE_IDS
from argmap.model.relations import RelationType
from argmap.model.voices import SPEAKERS
from argmap.read.layout import GLOSSARY_FILE, MAP_FILE, NODES_FOLDER
from argmap.read.links import link_to
from argmap.read.yamltree import implicit_type

ABOUT_FILE = "about.md"
"""What the input says of the whole map, as a page."""

TEXT_FILE = "text.txt"
"""The text that the input analyses, as it is there."""

_MAP_TITLE, _NAME = 120, 120
_TERM = 60
_LINE = 110
"""Characters of a line of a statement, as people wrap them."""

_PLAIN = re.compile(r"[^\W\d_](?:[^\n:#\\]|:(?! )|(?<! )#)*(?<![\s:])")
"""What YAML takes for a text without quotes, unless it is a word of its own."""

_NODE_LINK = re.compile(rf"\[(?P<words>[^\[\]\n]*)\]\({NODE_SCHEME}(?P<origin>[^()\s]*)\)")


@dataclass(frozen=True, slots=True)
class Names:
    """What the nodes of an input and those who speak are called in the map.

    Attributes:
        ids: The id of each node by its origin.
        paths: Where the file of each node lies below the map's folder, by its origin.
        people: The ids of those who can speak in the map already, by their names.
    """

    ids: Mapping[str, str]
    paths: Mapping[str, str]
    people: Mapping[str, str]


@dataclass(slots=True)
class _Writing(Telling):
    """What is written so far."""

    parsed: ParsedMap
    names: Names
    keys: dict[str, str] = field(default_factory=dict)
    """The key of each work by its record."""
    voices: dict[str, str] = field(default_factory=dict)
    """The id of each speaker by the input's."""
    withdrawn: frozenset[str] = frozenset()
    """The origins of nodes that no longer stand, to which nothing links."""


def ids_for(fitted: Fitted, known: Mapping[str, str], taken: Collection[str]) -> dict[str, str]:
    """Give each node an id.

    Args:
        fitted: The nodes.
        known: The ids that nodes have from before, by their origins.
        taken: Ids that no new node can have, beside those.

    Returns:
        The id of each node by its origin: of its name, its title or its words, in Latin letters.
    """
    used = {*taken, *known.values(), *PAGE_IDS, *DEVICE_NAMES}
    ids = {}
    for node in fitted.nodes:
        origin = node.parsed.origin
        if origin not in known:
            name = node.parsed.name
            stem = name if is_id(name) else id_stem(name, node.title, title_of(node.text)) or f"{node.kind}"
            ids[origin] = free_id(used, stem)
            used.add(ids[origin])
        else:
            ids[origin] = known[origin]
    return ids


def node_path(node_id: str) -> str:
    """Return where the file of a new node lies below its map's folder."""
    return f"{NODES_FOLDER}/{node_id}.md"


def map_files(
    parsed: ParsedMap,
    fitted: Fitted,
    name: str,
    names: Names,
) -> tuple[dict[str, str], list[Met]]:
    """Write the files of a map.

    Args:
        parsed: What the input says.
        fitted: Its nodes as a map can hold them.
        name: What the map is named after where the input has no title: that of its file.
        names: What nodes and people are called.

    Returns:
        The texts of the files by their paths below the map's folder, and what was cut.
    """
    writing = _Writing(parsed, names, withdrawn=frozenset(one.parsed.origin for one in fitted.nodes if one.withdrawn))
    files = {MAP_FILE: _map_file(writing, name)}
    files |= _glossary(writing, fitted, name)
    for node in fitted.nodes:
        files[names.paths[node.parsed.origin]] = _node_file(writing, node)
    return files | _beside(writing), writing.met


def _map_file(writing: _Writing, name: str) -> str:
    parsed = writing.parsed
    place = Place(parsed.nodes[0].place.path if parsed.nodes else "")
    title = one_line(unmarked(one_line(parsed.title)[:1000])) or one_line(name) or "Map"
    if len(title) > _MAP_TITLE:
        writing.tell(place, "long label", title)
    lines = [_field("title", formatted_safely(shortened(title, _MAP_TITLE))), f"edition: {DRAFT}"]
    if parsed.language and is_language(parsed.language):
        lines.append(f"language: {scalar(parsed.language)}")
    elif parsed.language:
        writing.tell(place, "language that there is not", parsed.language)
    names = dict.fromkeys(formatted_safely(shortened(one_line(author), _NAME)) for author in parsed.authors)
    if authors := [f"  - name: {scalar(author)}" for author in names if author]:
        lines += ["authors:", *authors]
    return "\n".join([*lines, ""])


def _glossary(writing: _Writing, fitted: Fitted, name: str) -> dict[str, str]:
    """Write who speaks into the glossary, and give each of them an id."""
    speaking = dict.fromkeys(speaker for node in fitted.nodes for speaker in node.parsed.speakers)
    by_name: dict[str, str] = {}
    lines = []
    about = translations(writing.parsed.language).gettext("Named in %(name)s.") % {"name": one_line(name)}
    for speaker in speaking:
        person = shortened(one_line(writing.parsed.speakers.get(speaker, "")) or one_line(speaker), _TERM)
        if not person:
            continue
        if person not in by_name:
            taken = {*by_name.values(), *writing.names.people.values(), *SPEAKERS}
            by_name[person] = writing.names.people.get(person) or free_id(taken, id_stem(person) or "speaker")
            kind = "organisation" if speaker in writing.parsed.groups else "person"
            lines += [
                f"  - id: {scalar(by_name[person])}",
                f"    term: {scalar(person)}",
                f"    kind: {kind}",
                f"    about: {scalar(shortened(about, 500))}",
            ]
        writing.voices[speaker] = by_name[person]
    return {GLOSSARY_FILE: "\n".join(["terms:", *lines, ""])} if lines else {}


def _beside(writing: _Writing) -> dict[str, str]:
    """Write what the input says of the whole map, and the text that it analyses."""
    parsed = writing.parsed
    lines = "\n".join(one_line(line) for line in as_read(parsed.text).split("\n")).strip()
    files = {TEXT_FILE: f"{lines}\n"} if lines else {}
    title = title_of(one_line(parsed.title)).replace("<", "‹").replace(">", "›")  # themes put it into the page's head
    head = [f"# {_as_written(f'About {title}' if title else 'About this map')}"]
    about = _safe_notes(writing, Place(""), parsed.about) if one_line(parsed.about) else ""
    rest = [_as_written(f"Dated {parsed.date}") if parsed.date else "", f"[{TEXT_FILE}]({TEXT_FILE})" if lines else ""]
    page = "\n\n".join(filter(None, [*head, about, *rest]))
    if [*page_findings({MAP_FILE: "", f"x/{MAP_FILE}": "", f"x/{ABOUT_FILE}": page})]:
        writing.tell(Place(""), "markup that prose cannot have", parsed.about)
        page = "\n\n".join(filter(None, [*head, _as_written(parsed.about), *rest]))
    return files | ({ABOUT_FILE: f"{page}\n"} if about or any(rest) else {})


def _as_written(text: str) -> str:
    """Write a plain text for a page, which the site's own extensions of Markdown read."""
    paragraphs = (escape_markdown(one_line(paragraph)) for paragraph in as_read(text).split("\n\n"))
    return "\n\n".join(filter(None, paragraphs))


def _node_file(writing: _Writing, node: FittedNode) -> str:
    parsed = node.parsed
    title, statement = _title(writing, node), statement_of(node.text)
    whole = one_line(parsed.text)
    cut = [parsed.title] if len(node.title) > TITLE_LENGTH else []
    if len(whole) > STATEMENT_LENGTH:
        writing.tell(parsed.place, "long text", whole)
        cut.append(parsed.text)
    keys, brought = _works(writing, node)
    lines = ["---", f"kind: {node.kind}", _field("title", title), _field("statement", statement)]
    for kind in RelationType:
        lines += _relations(writing, kind, [stated for stated in node.relations if stated[0].type is kind])
    if voices := [*dict.fromkeys(writing.voices[name] for name in parsed.speakers if name in writing.voices)]:
        lines.append(f"voice: [{', '.join(map(scalar, voices))}]")
    if keys:
        lines += [f"cites: [{', '.join(map(scalar, keys))}]", *works_lines(brought)]
    if node.score is not None:
        lines.append(f"score: {_decimal(node.score)}")
    if node.tags:
        lines.append(f"tags: [{', '.join(quoted(tag) for tag in node.tags)}]")
    if node.withdrawn:
        lines += ["status: withdrawn", _field("reason", node.withdrawn)]
    return "\n".join([*lines, "---", *filter(None, [_prose(writing, node, cut)]), ""])


def _title(writing: _Writing, node: FittedNode) -> str:
    if len(node.title) > TITLE_LENGTH:
        writing.tell(node.parsed.place, "long title", node.title)
    return formatted_safely(shortened(node.title, TITLE_LENGTH) or title_of(node.text)) or node.text[:1]


def _relations(
    writing: _Writing, kind: RelationType, stated: Sequence[tuple[ParsedRelation, tuple[str, ...]]]
) -> Iterator[str]:
    """Write the field of one relation."""
    entries = [[*_entry(writing, relation, groups)] for relation, groups in stated]
    if entries:
        yield f"{kind}:"
    for first, *others in entries:
        yield f"  - {first if others else first.removeprefix('to: ')}"
        yield from (f"    {line}" for line in others)


def _entry(writing: _Writing, relation: ParsedRelation, groups: Sequence[str]) -> Iterator[str]:
    target = scalar(writing.names.ids[relation.target])
    if relation.conclusion:
        target = f"{writing.names.ids[relation.target]} -> {writing.names.ids[relation.conclusion]}"
    yield f"to: {target}"
    if groups:
        yield f"jointly: [{', '.join(map(quoted, groups))}]" if groups[1:] else f"jointly: {scalar(groups[0])}"
    if relation.because:
        yield f"because: {scalar(relation.because)}"
    if relation.order is not None:
        yield f"order: {relation.order}"
    if relation.scheme:
        yield f"scheme: {scalar(relation.scheme)}"
    if relation.score is not None:
        yield f"score: {_decimal(relation.score)}"


def _works(writing: _Writing, node: FittedNode) -> tuple[list[str], list[Mapping[str, Any]]]:
    """Give the works of a node their keys; return these, and the records of those that no other node brings."""
    keys: dict[str, None] = {}
    brought: list[Mapping[str, Any]] = []
    for work in node.works:
        record = json_text(work)
        if record not in writing.keys:
            taken = {*writing.keys.values(), *writing.voices.values()}
            writing.keys[record] = free_id(taken, key_stem(work))
            brought.append({"id": writing.keys[record], **{name: work[name] for name in work if name != "id"}})
        keys[writing.keys[record]] = None
    return [*keys], brought


def _prose(writing: _Writing, node: FittedNode, cut: Iterable[str]) -> str:
    """Write what of a node has no field: texts that were cut, the words of the mapped text, its notes."""
    parsed = node.parsed
    parts = [plain_prose(text[: 2 * PROSE_LENGTH]) for text in cut]
    if parsed.quote and one_line(parsed.quote[0]) != one_line(parsed.text):
        parts.append(quotation(parsed.quote[0][: 2 * PROSE_LENGTH]))
    if one_line(parsed.notes):
        parts.append(_safe_notes(writing, parsed.place, parsed.notes, writing.names.paths[parsed.origin]))
    prose = "\n\n".join(filter(None, parts))
    whole = [*cut, *([parsed.quote[0]] if parsed.quote else []), parsed.notes]
    room = PROSE_LENGTH
    while len(prose) > PROSE_LENGTH:
        prose = plain_prose(_first(whole, room))
        room = room * 3 // 4
    if room < PROSE_LENGTH:
        writing.tell(parsed.place, "text without end", one_line(prose))
    return prose


def _first(texts: Iterable[str], room: int) -> str:
    """Return the beginning of texts, up to the end of a word."""
    beginning = "\n\n".join(filter(None, texts))[:room]
    return f"{beginning.rpartition(' ')[0] or beginning}…"


def _safe_notes(writing: _Writing, place: Place, notes: str, path: str = ABOUT_FILE) -> str:
    """Return notes as prose, with links to nodes led to their files; as plain text where they hold anything else."""

    def led(match: re.Match[str]) -> str:
        origin = unquote(match["origin"])
        target = writing.names.paths.get(origin)
        if origin in writing.withdrawn:
            writing.tell(place, "link to a withdrawn node", match["words"])
            return match["words"]
        return f"[{match['words']}]({link_to(target, path)})" if target and match["words"].strip() else match["words"]

    def without(match: re.Match[str]) -> str:
        return match["words"]

    words = without_forbidden(as_read(notes)).strip("\n")
    if has_invisible(as_read(notes)):
        writing.tell(place, "invisible character", words)
    if len(words) <= PROSE_LENGTH and is_harmless(_NODE_LINK.sub(without, words)):
        return _NODE_LINK.sub(led, words)
    writing.tell(place, "markup that prose cannot have", words)
    return plain_prose(_NODE_LINK.sub(without, words)[: 2 * PROSE_LENGTH])


def _field(name: str, text: str) -> str:
    """Write a text under its name: on the same line where it is short, else below, wrapped."""
    line = f"{name}: {scalar(text)}"
    if len(line) <= _LINE or not text.isprintable():
        return line
    wrapped = textwrap.wrap(text, _LINE, break_long_words=False, break_on_hyphens=False)
    return "\n  ".join([f"{name}: >-", *wrapped])


def scalar(text: str) -> str:
    """Write a text for YAML: as it is where that is safe, else in quotation marks.

    Args:
        text: A text in one line.

    Returns:
        What YAML reads as the text, in any place but a list between brackets.
    """
    is_plain = _PLAIN.fullmatch(text) and text.isprintable() and not implicit_type(text) and not set(text) & {*"[]{},"}
    return text if is_plain else quoted(text)


def _decimal(number: float) -> str:
    """Write a number as the fields of maps have it."""
    digits = f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def title_of_file(path: str) -> str:
    """Return what a map is named after that has no title: its file, without the ending and with blanks for hyphens."""
    return " ".join(re.split(r"[-_\s]+", PurePosixPath(path.rstrip("/")).stem)) or path


def folder_for(path: str, taken: Collection[str]) -> str:
    """Return the name of the folder of a map, by the file that it comes from.

    Args:
        path: The path of the file.
        taken: Names that other maps have already.

    Returns:
        A name that has the form of an id.
    """
    stem = id_stem(PurePosixPath(path).name.partition(".")[0], quote(PurePosixPath(path).name)) or "map"
    return free_id({*taken, *DEVICE_NAMES}, stem)
