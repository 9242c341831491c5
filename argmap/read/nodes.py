"""Reads one node's file: front matter and prose."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from argmap.model.characters import as_read
from argmap.model.clusters import parse_cite
from argmap.model.fields import NODE_FIELDS, RELATION_FIELDS, SOURCE_FIELDS, UNDERCUT_FIELDS, Field, Form
from argmap.model.findings import Finding, Place
from argmap.model.kinds import Kind
from argmap.model.limits import (
    ID_IN_WORDS,
    ID_LENGTH,
    ID_PATTERN,
    KEY_LENGTH,
    KEY_PATTERN,
    PROSE_LENGTH,
    is_id,
    is_key,
)
from argmap.model.maps import Cite, Node, Passage, Reference, Relation
from argmap.model.relations import RelationType
from argmap.model.voices import SPEAKERS
from argmap.read.frontmatter import fault_of_fences, fences
from argmap.read.links import prose_link
from argmap.read.meant import closest, excerpt, id_meant
from argmap.read.prose import Prose, markup_in, read_prose
from argmap.read.values import ValueReader, character_findings
from argmap.read.works import works_of
from argmap.read.yamltree import Listing, Scalar, Table, Value, parse_yaml

_FIELDS = {field.name: field for field in NODE_FIELDS}
_LOCATOR = re.compile(
    r"(?i:(?:(?:act|appendi(?:x|ces)|app|art|article|bk|book|canon|ch|chap|chapter|col|column|eq|equation|elocation"
    r"|fig|figure|fol|folio|issue|l|ll|line|location|loc|n|nn|no|note|number|op|opus|p|pp|page|par|para|paragraph|part|pt"
    r"|rule|scene|sec|section|sub verb[oi]|s\.\s?vv?|supp|supplement|table|tab|timestamp|title|v|vv|verse|version"
    r"|vol|volume|slide|map|plate|pl|f|ff|sig|ep|min)s?(?:\.\s*|\s+|(?=\d))|[^\W\d_]{1,12}\.\s*|(?:§§?|¶¶?)\s*))\S.*",
    re.DOTALL,
)
"""A locator with the label that CSL knows it by, long or short (https://docs.citationstyles.org, Appendix II), or with
any other word that is shortened, as other languages have them."""

_TARGETS = {
    kind: replace(
        (UNDERCUT_FIELDS if kind is RelationType.UNDERCUTS else RELATION_FIELDS)[0],
        name=kind.value,
        example=_FIELDS[kind].example,
    )
    for kind in RelationType
}
"""A relation that is its target alone, for each type."""

_PASSAGE = {field.name: field for field in SOURCE_FIELDS}
_BEARING = {field.name: field for field in RELATION_FIELDS}
_PAGES = re.compile(r"(?:pages?|pp?)?\.? ?(\d+[a-z]?(?:[-\u2013, ]+\d+[a-z]?)*|[ivxlc]+)", re.IGNORECASE)
_CHAPTER = re.compile(r"(?:chapter|ch)\.? ?(\d+)", re.IGNORECASE)
_CITED = re.compile(rf"\[?-?@?(?P<key>{KEY_PATTERN})(?:[,:;]? +(?P<rest>[^(].*?))?\]?")
"""A citation in another form than that of `cites`: as in prose, or with another sign behind the key."""
_NAMED = re.compile(r"(?P<name>[^\W\d][^\d()]*?),? \(?(?P<year>\d{4}[a-z]?)\)?(?:[,:;]? +(?P<rest>[^(].*?))?")
"""A work as one speaks of it: by who made it and its year."""

_IN_NODE = "a node"
_ID = Field("an id", Form.TEXT, "", "some-claim", longest=ID_LENGTH, pattern=ID_PATTERN)
_KEY = Field("a citation key", Form.TEXT, "", "doe-2020", longest=KEY_LENGTH, pattern=KEY_PATTERN)
_TAG = Field("a tag", Form.TEXT, "", "health", longest=60)
_CITE = Field("a citation", Form.TEXT, "", '"doe-2020, pp. 112-113"')


def read_node_file(path: str, raw: str, *, mapped: bool) -> tuple[Node | None, list[Finding]]:
    """Read a node.

    Args:
        path: The file's path below the docs folder; its name is the node's id.
        raw: The file's text.
        mapped: Whether the map is of a text; then the file must say who speaks.

    Returns:
        The node, None when the front matter cannot be read; and what is wrong with the file.
    """
    text = as_read(raw)
    reader = ValueReader(text)
    reader.findings += character_findings(path, text)
    node_id = PurePosixPath(path).stem
    if not is_id(node_id):
        meant = id_meant(node_id)
        hint = f"call it {meant}.md" if meant else f"use {ID_IN_WORDS}"
        reader.report(Place(path), "AM030", f'the file\'s name "{excerpt(node_id)}" is not an id', hint)
    opening, closing = fences(text)
    if opening is None or closing is None:
        line, message, hint = fault_of_fences(text)
        reader.report(Place(path, line), "AM007", message, hint)
        return None, reader.findings
    value, yaml_findings = parse_yaml(text[opening.end() + 1 : closing.start()], path, first_line=2)
    reader.findings += yaml_findings
    if not isinstance(value, Table):
        if not yaml_findings:
            hint = "write fields such as kind: claim, one a line"
            reader.report(Place(path, 2), "AM007", "the front matter holds no fields", hint)
        return None, reader.findings
    rest = text[closing.end() :]
    prose = rest.strip("\n")
    prose_line = text.count("\n", 0, closing.end()) + 1 + len(rest) - len(rest.lstrip("\n"))
    node = _node(path, value, reader, mapped=mapped)
    if len(prose) > PROSE_LENGTH:
        # It is looked at no further: what renders, compares or searches prose may rely on the bound.
        message = f"the prose has {len(prose):,} characters, {PROSE_LENGTH:,} are allowed"
        hint = "say it in a few sentences of plain Markdown, or split the node"
        reader.report(Place(path, prose_line), "AM065", message, hint)
        prose = ""
    reading = _prose(prose, path, prose_line, reader)
    links = tuple(prose_link(path, address, line) for address, line in reading.links)
    node = replace(node, prose=prose, prose_line=prose_line, citations=reading.citations, links=links)
    return node, reader.findings


def _prose(prose: str, path: str, first_line: int, reader: ValueReader) -> Prose:
    """Read a node's prose, and report what is wrong with it."""
    reading = read_prose(prose)
    for fault in reading.faults:
        reader.report(Place(path, first_line + fault.line), fault.code, fault.message, fault.hint)
    return reading


def _plain(fields: Mapping[str, Value], texts: Mapping[str, str], names: Iterable[str], reader: ValueReader) -> None:
    """Report markup in texts that are shown as they are typed; `names` are those of their fields."""
    for name in names:
        if markup := markup_in(texts.get(name, "")):
            message = f"{name} is plain text: it is shown as typed, but holds {', '.join(markup)}"
            hint = "leave the signs out, or write them as code, `x_1`; cite with cites:, and say the rest in the prose"
            reader.report(fields[name].place, "AM067", message, hint)


def _node(path: str, table: Table, reader: ValueReader, *, mapped: bool) -> Node:
    node_id = PurePosixPath(path).stem
    fields = reader.known(table, NODE_FIELDS, _IN_NODE)
    texts = reader.texts(fields, (field for field in NODE_FIELDS if field.form is Form.TEXT))
    _plain(fields, texts, ("title", "statement"), reader)
    voice = _voice(fields, reader)
    if not mapped and not voice:
        voice = ("contributor",)
    stance = texts["stance"]
    if mapped and not voice and "voice" not in fields:
        source = "" if "source" in fields else ", and source: with the paragraph"
        hint = (
            f"add voice: author when the mapped text's author asserts it{source}; else contributor, or with a stance "
            "reported or [who says it]"
        )
        reader.report(table.place, "AM021", "a node of a mapped text needs the field voice", hint)
    if voice == ("author",):
        stance = stance or "endorses"
    elif mapped and voice and voice != ("contributor",) and "stance" not in fields:
        hint = f"add stance: {_FIELDS['stance'].values[1]}, or another of {', '.join(_FIELDS['stance'].values)}"
        reader.report(
            table.place, "AM021", "a view of others needs the field stance: what the author makes of it", hint
        )
    passages, cites = _sources(fields, reader), _cites(fields, reader)
    return Node(
        id=node_id,
        kind=Kind(texts["kind"] or Kind.CLAIM),
        title=texts["title"],
        statement=texts["statement"],
        file=path,
        relations=_relations(node_id, fields, reader),
        voice=voice,
        voice_examples=_flag(fields, reader, _FIELDS["voice-examples"]),
        stance=stance,
        hedge=texts["hedge"],
        passages=passages,
        cites=cites,
        brings=_brings(fields, reader),
        score=_decimal(fields, reader, _FIELDS["score"]),
        tags=tuple(tag for tag, _ in _texts("tags", fields, reader, _TAG)),
        aliases=tuple(_texts("aliases", fields, reader, _ID)),
        withdrawn=texts["status"] == "withdrawn",
        reason=texts["reason"],
        replaced_by=reader.labels(fields, _FIELDS["replaced-by"]),
        revision=_revision(fields, reader),
        unread=frozenset(
            name
            for name, read in (("source", passages), ("cites", cites))
            if name in fields and not _is_whole(fields[name], len(read))
        ),
        places={"": table.place, **table.keys},
    )


def _is_whole(value: Value, number: int) -> bool:
    """Tell whether a list holds nothing but the given number of things that were read of it."""
    return isinstance(value, Listing) and len(value.items) == number


def _decimal(fields: Mapping[str, Value], reader: ValueReader, field: Field) -> float | None:
    return reader.decimal(fields[field.name], field) if field.name in fields else None


def _flag(fields: Mapping[str, Value], reader: ValueReader, field: Field) -> bool:
    return field.name in fields and reader.flag(fields[field.name], field) is True


def _revision(fields: dict[str, Value], reader: ValueReader) -> int:
    if "revision" not in fields:
        return 1
    return max(reader.number(fields["revision"], _FIELDS["revision"]) or 1, 1)


def _texts(name: str, fields: dict[str, Value], reader: ValueReader, item: Field) -> list[tuple[str, Place]]:
    return [(text, value.place) for value in reader.items(fields, _FIELDS[name]) if (text := reader.text(value, item))]


def _voice(fields: dict[str, Value], reader: ValueReader) -> tuple[str, ...]:
    value = fields.get("voice")
    if value is None:
        return ()
    if isinstance(value, Scalar):
        word = reader.text(value, _FIELDS["voice"])
        if word and word not in SPEAKERS:
            named = id_meant(word) or excerpt(word)
            one_of = f"one of {', '.join(SPEAKERS)}; works and people stand in a list: voice: [{named}]"
            hint = closest(word, SPEAKERS) or one_of
            reader.report(value.place, "AM023", f"voice cannot be {excerpt(word)}", hint)
            return ()
        return (word,) if word else ()
    if isinstance(value, Listing) and not value.items:
        reader.report(value.place, "AM024", "voice has no value", f"write {_FIELDS['voice'].example}, or leave it out")
    keys = dict.fromkeys(text for text, _ in _texts("voice", fields, reader, _KEY))
    spoken = [key for key in keys if key in SPEAKERS]
    for word in spoken:
        hint = f"write voice: {word}" + ("; or leave it out of the list" if keys.keys() - {word} else "")
        message = f"{word} is neither a work nor a person and stands alone, not in a list"
        reader.report(value.place, "AM023", message, hint)
    return tuple(key for key in keys if key not in SPEAKERS)


def _relations(node_id: str, fields: dict[str, Value], reader: ValueReader) -> tuple[Relation, ...]:
    relations: list[Relation] = []
    for kind in RelationType:
        parts = UNDERCUT_FIELDS if kind is RelationType.UNDERCUTS else RELATION_FIELDS
        for value in reader.items(fields, _FIELDS[kind.value]):
            relation = _relation(node_id, kind, value, parts, reader)
            if relation.target:
                _add(relations, relation)
    return tuple(relations)


def _relation(node_id: str, kind: RelationType, value: Value, parts: Sequence[Field], reader: ValueReader) -> Relation:
    """Read an entry under a relation; without a target where it names none."""
    table = value if isinstance(value, Table) else Table({"to": value}, {"to": value.place}, value.place)
    entries = reader.known(table, parts, f"a relation under {kind}")
    texts = reader.texts(entries, (part for part in parts if part.form is Form.TEXT and part.name != "to"))
    to = parts[0] if isinstance(value, Table) else _TARGETS[kind]
    texts["to"] = reader.text(entries["to"], to) if "to" in entries else ""
    _plain(entries, texts, ("because", "scheme"), reader)
    target, _, conclusion = texts["to"].partition("->")
    return Relation(
        origin=node_id,
        type=kind,
        target=target.strip(),
        place=value.place,
        conclusion=conclusion.strip(),
        jointly=reader.labels(entries, _BEARING["jointly"]),
        because=texts["because"],
        order=reader.number(entries["order"], _BEARING["order"]) if "order" in entries else None,
        scheme=texts["scheme"],
        score=_decimal(entries, reader, _BEARING["score"]),
    )


def _add(relations: list[Relation], relation: Relation) -> None:
    """Add a relation; entries that put a premise into several linked groups of one target are a single relation."""
    for number, other in enumerate(relations if relation.jointly else ()):
        if relation.target != other.target or not other.jointly:
            continue
        whole, reverse = _completed(other, relation), _completed(relation, other)
        is_one = replace(reverse, place=whole.place, jointly=whole.jointly) == whole
        if is_one and not set(whole.jointly) & set(reverse.jointly):
            relations[number] = replace(whole, jointly=(*whole.jointly, *reverse.jointly))
            return
    relations.append(relation)


def _completed(relation: Relation, other: Relation) -> Relation:
    """Return a relation with what it does not say itself taken from another."""
    return replace(
        relation,
        because=relation.because or other.because,
        order=other.order if relation.order is None else relation.order,
        scheme=relation.scheme or other.scheme,
        score=other.score if relation.score is None else relation.score,
    )


def _sources(fields: dict[str, Value], reader: ValueReader) -> tuple[Passage, ...]:
    passages = []
    for place, entries in reader.tables(fields, _FIELDS["source"], SOURCE_FIELDS, "a source"):
        at, quote = reader.texts(entries, (_PASSAGE["at"], _PASSAGE["quote"])).values()
        is_quoted = _flag(entries, reader, _PASSAGE["quoted"])
        if at:
            passages.append(Passage(at, quote, place, is_quoted))
    return tuple(passages)


def _brings(fields: dict[str, Value], reader: ValueReader) -> tuple[Reference, ...]:
    works, findings = works_of(reader.items(fields, _FIELDS["works"]), reader.raw)
    reader.findings += findings
    return works


def _cites(fields: dict[str, Value], reader: ValueReader) -> tuple[Cite, ...]:
    cites = []
    for text, place in _texts("cites", fields, reader, _CITE):
        message, hint = cite_fault(text)
        if message:
            reader.report(place, "AM056", message, hint)
        cite = Cite(*parse_cite(text), place)
        if is_key(cite.key):  # the work is cited, whatever is wrong with the place in it
            cites.append(cite)
    return tuple(cites)


def cite_fault(text: str) -> tuple[str, str]:
    """Say what is wrong with the form of a citation of the field `cites`.

    Args:
        text: The citation, such as `doe-2020, pp. 112-113`.

    Returns:
        What is wrong and what to write instead; two empty texts where nothing is.
    """
    key, locator = parse_cite(text)
    if not is_key(key):
        meant = _CITED.fullmatch(text)
        several = [part.strip() for part in text.split(";")]
        hint = f"it looks like {_CITE.example}"
        if len(several) > 1 and all(is_key(parse_cite(part)[0]) for part in several):
            hint = f"write each in quotes of its own: {', '.join(map(json.dumps, several))}"
        elif dated := _NAMED.fullmatch(text):
            name = re.split(r",| and | & | et al", dated["name"])[0].strip().replace(" ", "-").lower()
            in_full = _with_label(f"{name}-{dated['year']}", dated["rest"] or "")
            hint = f"write the key of a work in references.json, or under works:, such as {in_full}"
        elif meant:
            hint = f"write {_with_label(meant['key'], meant['rest'] or '')}"
        return f'"{excerpt(key)}" is not a citation key', hint
    if locator and not _LOCATOR.match(locator):
        hint = f"say what is counted, as in {_with_label(key, locator)}"
        return f'the locator "{excerpt(locator)}" does not say what it counts', hint
    return "", ""


def _with_label(key: str, locator: str) -> str:
    """Write a citation with a locator whose label is known; an example of one where it cannot be told."""
    pages = _PAGES.fullmatch(locator)
    chapter = _CHAPTER.fullmatch(locator)
    if pages:
        label = "pp." if re.search(r"[-\u2013,]", pages[1]) else "p."
        return f'"{key}, {label} {pages[1]}"'
    if chapter:
        return f'"{key}, chap. {chapter[1]}"'
    if locator and _LOCATOR.match(locator):
        return f'"{key}, {locator}"'
    return f'"{key}, p. 12" or "{key}, chap. 2"' if locator else f'"{key}"'
