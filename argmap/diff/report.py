"""Tells what changed in words, in the order in which a maintainer wants to know; how it is set comes later."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.diff.changes import (
    Changes,
    FieldChange,
    ItemChange,
    ListChange,
    MapChange,
    NodeChange,
    QuotationChange,
    ReferenceChange,
    RelationChange,
    What,
)
from argmap.diff.wording import Fate, Run, reworded, shortened
from argmap.locale.numbers import count
from argmap.model.findings import Finding
from argmap.model.maps import Relation
from argmap.model.relations import RelationType
from argmap.model.rules import Severity

_AROUND = 12
"""How many unchanged words stand around a change."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line: what it is about, in our words, and what strangers wrote, run by run."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to one thing: its name and id (both empty for a plain list), what happened, and the lines."""

    name: str
    id: str
    happened: str
    items: tuple[Item, ...]
    subject: tuple[str, str] = ("", "")
    """For a node, its map and its id, by which its drawings are found."""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries under one heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """The whole: one line that sums up, and the parts."""

    summary: str
    parts: tuple[Part, ...]


def telling(changes: Changes, root: str) -> Telling:
    """Put changes in words; `root` is the docs folder's path, to put before those of findings."""
    errors = [finding for finding in (*changes.faults, *changes.new) if finding.severity is Severity.ERROR]
    warnings = [finding for finding in changes.new if finding.severity is Severity.WARNING]
    parts = [
        _found("What must be mended", errors, root),
        *(part for change in changes.maps for part in _of_map(change)),
        _files("Files that no check reads: look at them yourself", changes.unread),
        _files(
            "Files of maps that changed in nothing that is compared (comments, order, spaces, new names of nodes)",
            changes.untold,
        ),
        _found("New warnings", warnings, root),
        _found("Findings that are gone", changes.gone, root),
    ]
    return Telling(_summary(changes, errors, warnings), tuple(part for part in parts if part.entries))


def _summary(changes: Changes, errors: Sequence[Finding], warnings: Sequence[Finding]) -> str:
    happened = Counter(what for change in changes.maps for node in change.nodes for what in node.what)
    told = [f"{count(happened[what], 'node')} {what}" for what in What if happened[what]]
    references = Counter(_happened_to_reference(one) for change in changes.maps for one in change.references)
    told += [f"{count(number, 'reference')} {word}" for word, number in sorted(references.items())]
    suspects = sum(len(change.suspects) for change in changes.maps)
    told += [f"{count(suspects, 'relation')} to look at again"] if suspects else []
    told += [
        f"{change.id}: {', '.join(field.name for field in change.fields)} changed"
        for change in changes.maps
        if change.fields
    ]
    told += [f"{count(len(changes.unread), 'other file')} changed"] if changes.unread else []
    told += [f"{count(len(changes.untold), 'map file')} changed in nothing that is compared"] if changes.untold else []
    told += [count(len(errors), "error")] if errors else []
    told += [count(len(warnings), "new warning")] if warnings else []
    told = told or ["Nothing that the maps mean has changed"]
    told += ["the two have no history in common, so all that differs counts"] if changes.unrelated else []
    return "; ".join(told)


def _found(heading: str, findings: Sequence[Finding], root: str) -> Part:
    items = []
    for finding in findings:
        where = f"{root}/{finding.place.path}:{finding.place.line}" if root else finding.place.path
        words = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
        items.append(Item(f"{finding.severity} {finding.code}", (Run(Fate.KEPT, f"{where}: {words}"),)))
    return Part(heading, (Entry("", "", "", tuple(items)),) if items else ())


def _files(heading: str, paths: Sequence[str]) -> Part:
    items = tuple(Item("changed", (Run(Fate.KEPT, path),)) for path in paths)
    return Part(heading, (Entry("", "", "", items),) if items else ())


def _of_map(change: MapChange) -> Iterator[Part]:
    shown = change.after or change.before
    title = f"{shown.title if shown else ''} ({change.id})"
    whole = {(True, False): ": a new map", (False, True): ": the map is gone"}
    state = whole.get((change.before is None, change.after is None), "")
    fields = [field for field in change.fields if isinstance(field, FieldChange)]
    if fields or state:
        items = tuple(_changed(field.name, field.before, field.after) for field in fields)
        yield Part(f"{title}{state}", (Entry("The map itself", "", "", items),))
    titles = {node.id: node.title for one in (change.before, change.after) if one is not None for node in one.nodes}
    order = list(What)
    nodes = sorted(change.nodes, key=lambda node: (order.index(node.what[0]), node.id))
    yield Part(f"{title}: nodes", tuple(_of_node(change.id, titles, node) for node in nodes))
    yield Part(f"{title}: references", tuple(_of_reference(one) for one in change.references))
    again = [
        Item(_reworded_ends(one.reworded), (Run(Fate.KEPT, _said(titles, one.relation)),)) for one in change.suspects
    ]
    yield Part(f"{title}: look again", (Entry("", "", "", tuple(again)),) if again else ())
    for field in change.fields:
        if isinstance(field, ListChange):
            yield Part(f"{title}: {field.name}", (Entry("", "", "", tuple(_of_list(field))),))


def _of_list(change: ListChange) -> Iterator[Item]:
    if change.reordered:
        yield Item("order", _words(", ".join(change.before), ", ".join(change.after)))
    for item in change.items:
        yield Item(_label(item), _words(item.before or "", item.after or ""))


def _label(item: ItemChange) -> str:
    return f"{item.key}, new" if item.before is None else f"{item.key}, gone" if item.after is None else item.key


def _reworded_ends(ids: Sequence[str]) -> str:
    return f"{' and '.join(ids)} {'was' if len(ids) == 1 else 'were'} reworded; does it still hold that"


def _of_node(map_id: str, titles: Mapping[str, str], node: NodeChange) -> Entry:
    shown = node.after or node.before
    items = [*_fields(node), *(_relation(titles, one) for one in node.relations), *map(_quotation, node.quotations)]
    if What.RENAMED in node.what and node.before is not None:
        items.insert(0, _changed("id", node.before.id, node.id))
    if What.MOVED in node.what and node.before and node.after:
        items.append(_changed("file", node.before.file, node.after.file))
    name = shown.title if shown else ""
    return Entry(name or node.id, node.id, ", ".join(node.what), tuple(items), (map_id, node.id))


def _fields(node: NodeChange) -> Iterator[Item]:
    for field in node.fields:
        if node.after is None and field.name in ("kind", "statement"):
            yield Item(field.name, (Run(Fate.KEPT, field.before),))  # of what is gone, that much tells what it was
        elif node.before is None and (field.name, field.after) != ("revision", "1"):
            yield Item(field.name, (Run(Fate.KEPT, " ".join(field.after.split())),))
        elif node.before is not None and node.after is not None:
            yield _changed(field.name, field.before, field.after)


def _changed(name: str, before: str, after: str) -> Item:
    return Item(name, _words(before, after))


def _words(before: str, after: str) -> tuple[Run, ...]:
    """Compare word by word, and leave out what did not change but for some words around each change."""
    old, new = " ".join(before.split()), " ".join(after.split())
    if old and old == new:
        return (Run(Fate.KEPT, "the same words, with other spaces or line breaks between them"),)
    return tuple(run for run in shortened(reworded(old, new), _AROUND) if run.words)


def _relation(titles: Mapping[str, str], relation: RelationChange) -> Item:
    old = _said(titles, relation.before) if relation.before else ""
    new = _said(titles, relation.after) if relation.after else ""
    label = "relation" if old and new else "new relation" if new else "relation gone"
    return Item(label, tuple(run for run in reworded(old, new) if run.words))


def _said(titles: Mapping[str, str], relation: Relation) -> str:
    def named(node_id: str) -> str:
        return f"“{titles[node_id]}” ({node_id})" if node_id in titles else node_id

    if relation.type is RelationType.UNDERCUTS:
        said = f"{relation.source} undercuts the step from {named(relation.target)} to {named(relation.conclusion)}"
    else:
        said = f"{relation.source} {relation.type} {named(relation.target)}"
    jointly = f", jointly as “{relation.jointly}”" if relation.jointly else ""
    return f"{said}{jointly}{f', because: {relation.because}' if relation.because else ''}"


def _quotation(change: QuotationChange) -> Item:
    place = change.after or change.before
    state = "" if change.after is None else ", found word for word" if change.verified else ", not yet looked up"
    quotes = (change.before.quote if change.before else "", change.after.quote if change.after else "")
    return Item(
        f"quotation at {place.at if place else ''}{state}", tuple(run for run in reworded(*quotes) if run.words)
    )


def _happened_to_reference(change: ReferenceChange) -> str:
    return "removed" if change.after is None else "added" if change.before is None else "changed"


def _of_reference(change: ReferenceChange) -> Entry:
    old, new = change.before.entry if change.before else {}, change.after.entry if change.after else {}
    items = tuple(_changed(name, _value(old.get(name)), _value(new.get(name))) for name in change.names)
    title = _value(new.get("title") or old.get("title"))
    return Entry(title, change.key, _happened_to_reference(change), items)


def _value(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
