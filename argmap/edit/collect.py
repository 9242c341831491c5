"""Collects a map's works in references.json: those that nodes bring, sorted, each with a key; nothing is lost."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, count
from types import MappingProxyType
from typing import Any

from argmap.model.findings import Place
from argmap.model.ids import slug
from argmap.model.jsontext import json_text
from argmap.model.limits import is_key
from argmap.read.bibliographies import read_bibliographies
from argmap.read.entries import EntryReader, key_of
from argmap.read.frontmatter import FrontMatter, fences, front_matter_of
from argmap.read.layout import MAP_FILE, REFERENCES_FILE, is_node_file
from argmap.read.references import read_references
from argmap.read.works import csl_of, same_record
from argmap.read.yamltree import Listing, Scalar, Table, Value, parse_yaml

_COMMENT = re.compile(r"(?:^|\s)(#.*)")
_OLD_KEYS = ("cites", "voice", "work")
"""The fields that name works by their keys."""


@dataclass(frozen=True, slots=True)
class Collected:
    """What collecting a map's works comes to.

    Attributes:
        files: The new text of each file that changes, by its path below the docs folder.
        left: What was left as it is, and why, in a sentence each.
    """

    files: Mapping[str, str]
    left: tuple[str, ...]


def collected(texts: Mapping[str, str], map_id: str, converted: Mapping[str, str] = MappingProxyType({})) -> Collected:
    """Move the works that nodes of a map bring into its references.json.

    Entries are sorted by their keys. One without a key that can be cited gets one, and whatever names it by its old id
    is mended. A node stays as it is if its record of a work differs from that in references.json, or if another list
    has the work: it would be in two lists.

    Args:
        texts: The text of each file of the docs folder by its path.
        map_id: The map.
        converted: What pandoc made of lists in BibTeX and RIS, as CSL-JSON by their paths.

    Returns:
        What to write, and what was left.
    """
    path = f"{map_id}/{REFERENCES_FILE}"
    text = texts.get(path)
    if not read_references(path, text).whole:
        return Collected({}, (f"{path} has entries that cannot be read; mend them first",))
    listed: list[Any] = json.loads(text.removeprefix("\ufeff")) if text is not None else []
    entries = _without_copies(listed)
    _, *others = read_bibliographies(map_id, texts, converted)
    elsewhere = {work.key: work.place.path for other in others for work in other.references}
    nodes = {file: node for file, node in texts.items() if is_node_file(file, [map_id]) and file.endswith(".md")}
    left: list[str] = []
    changed: dict[str, str] = {}
    for file, node in sorted(nodes.items()):
        front = front_matter_of(node)
        works = front.table.entries.get("works") if front else None
        if front is None or works is None:
            continue
        brought = [csl_of(item) for item in works.items] if isinstance(works, Listing) else [None]
        both, reason = _with(entries, brought, elsewhere)
        if reason:
            left.append(f"{file} keeps its works: {reason}")
        else:
            entries = both
            changed[file] = _without_works(front)
    entries, renamed = with_new_keys(entries)
    entries.sort(key=lambda entry: key_of(entry) if isinstance(entry, dict) else "")
    for file, node in {**nodes, f"{map_id}/{MAP_FILE}": texts[f"{map_id}/{MAP_FILE}"]}.items() if renamed else ():
        mended = _with_keys(changed.get(file, node), renamed)
        if mended != node:
            changed[file] = mended
    if entries != listed:
        changed[path] = json_text(entries)
    return Collected(changed, tuple(left))


def _without_copies(listed: Iterable[Any]) -> list[Any]:
    """Leave out what stands in the list a second time, sign for sign."""
    entries: list[Any] = []
    seen: set[str] = set()
    for entry in listed:
        written = json_text(entry)
        if written not in seen:
            entries.append(entry)
        seen.add(written)
    return entries


def _with(entries: list[Any], brought: Iterable[Any], elsewhere: Mapping[str, str]) -> tuple[list[Any], str]:
    """Add works to a list; say why, where they cannot be added without losing one."""
    both = list(entries)
    for work in brought:
        if not isinstance(work, dict):
            return entries, "they are not a list of works"
        key = key_of(work)
        known = [
            number for number, entry in enumerate(both) if key and isinstance(entry, dict) and key_of(entry) == key
        ]
        if not known and key in elsewhere:
            return entries, f'"{key}" stands in {elsewhere[key]} too; delete it here or there'
        if not known:
            both.append(work)
        elif all(_is_same(both[number], work) for number in known):
            both[known[0]] = {**work, **both[known[0]]}
        else:
            return entries, f'"{key}" differs from the record in {REFERENCES_FILE}'
    return both, ""


def _is_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Tell whether two records say the same, whatever of them no style shows being equal where both have it."""
    read = [EntryReader().reference(entry, lambda _: Place("")) for entry in (one, other)]
    shared = one.keys() & other.keys()
    works = [work for work in read if work is not None]
    unread = [
        {name: entry[name] for name in shared if name not in work.entry}
        for entry, work in zip((one, other), works, strict=True)
    ]
    return same_record(works[0].entry, works[1].entry) and same_record(*unread)


def _without_works(front: FrontMatter) -> str:
    """Take the works out of a node's fields; what is remarked beside them stays."""
    start = front.table.keys["works"].line - 1
    later = [place.line - 1 for place in front.table.keys.values() if place.line - 1 > start]
    end = min(later, default=len(front.lines))
    said = " ".join(" ".join(_texts(front.table.entries["works"])).split())
    remarks = [match[1].rstrip() for line in front.lines[start:end] if (match := _COMMENT.search(line))]
    ending = "\r\n" if front.before.endswith("\r\n") else "\n"
    kept = [
        f"{remark}{ending}" for remark in remarks if " ".join(remark[1:].split()) not in said or not remark.strip("# ")
    ]
    return front.text([*front.lines[:start], *kept, *front.lines[end:]])


def _texts(value: Value) -> Iterator[str]:
    if isinstance(value, Scalar):
        yield value.text
    else:
        for part in value.items if isinstance(value, Listing) else value.entries.values():
            yield from _texts(part)


def with_new_keys(entries: Iterable[Any], known: Iterable[str] = ()) -> tuple[list[Any], dict[str, str]]:
    """Give each entry that has no key that can be cited one.

    Args:
        entries: Entries of CSL-JSON, and whatever else stands among them.
        known: Keys that other works have.

    Returns:
        All of them, and the new keys by the old ids.
    """
    keyed: list[Any] = []
    taken = {key_of(entry) for entry in entries if isinstance(entry, dict)}.union(known)
    renamed: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, dict) and not key_of(entry):
            stem = key_stem(entry)
            key = next(key for key in chain([stem], (f"{stem}-{number}" for number in count(2))) if key not in taken)
            taken.add(key)
            old = entry.get("id")
            if old not in (None, ""):
                renamed[str(old)] = key
            keyed.append({**entry, "id": key, **({"custom": {"id": old}} if old and "custom" not in entry else {})})
        else:
            keyed.append(entry)
    return keyed, renamed


def key_stem(entry: Mapping[str, Any]) -> str:
    """Return what the key of a work is made of: the old id if it is a word, else the first author's name and the year.

    Args:
        entry: The work's entry, as CSL-JSON has it.

    Returns:
        The beginning of a key, which may be taken.
    """
    old = entry.get("id")
    if isinstance(old, str) and "/" not in old and is_key(word := slug(old)):
        return word
    read = EntryReader().reference({**entry, "id": "x"}, lambda _: Place(""))
    work = read.entry if read else {}
    names = [name for role in ("author", "editor") for name in work.get(role, ())]
    name = str(names[0].get("family") or names[0].get("literal") or "") if names else ""
    year = work.get("issued", {}).get("date-parts", [["nd"]])[0][0]
    stem = slug(name) or slug(" ".join(str(work.get("title", "")).split()[:3])) or "work"
    return f"{stem[:60].strip('-')}-{year if year == 'nd' else abs(year)}"


def _with_keys(text: str, renamed: Mapping[str, str]) -> str:
    """Put new keys in the place of old ids, in the fields that name works and in the citations of the prose."""
    body = text.removeprefix("\ufeff")
    _, closing = fences(body)
    end = closing.start() if closing else len(body)
    table, _ = parse_yaml(body[:end].removeprefix("---"), "")
    lines = body[:end].split("\n")
    if isinstance(table, Table):
        named = [scalar for name in _OLD_KEYS if name in table.entries for scalar in _scalars(table.entries[name])]
        for scalar in named:
            old = scalar.text.partition(",")[0].strip()
            line, column = lines[scalar.place.line - 1], scalar.place.column - 1
            if old in renamed:
                lines[scalar.place.line - 1] = line[:column] + line[column:].replace(old, renamed[old], 1)
    prose = body[end:]
    for old, new in renamed.items():
        prose = prose.replace(f"@{{{old}}}", f"@{new}")
    return text[: len(text) - len(body)] + "\n".join(lines) + prose


def _scalars(value: Value) -> Iterator[Scalar]:
    if isinstance(value, Scalar):
        yield value
    for item in value.items if isinstance(value, Listing) else ():
        yield from _scalars(item)
