"""Puts what changed in words, in the order in which a maintainer wants to know; how it is set comes later."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from argmap.analysis.objections import Standing
from argmap.analysis.wording import EditOperation, Run, reworded, shortened
from argmap.diff.argument import ArgumentChange
from argmap.diff.changes import (
    ChangeKind,
    Changes,
    FieldChange,
    ItemChange,
    ListChange,
    MapChange,
    NodeChange,
    QuotationChange,
    ReferenceChange,
    RelationChange,
)
from argmap.locale.numbers import count, decimal
from argmap.model.findings import Finding
from argmap.model.maps import Relation
from argmap.model.relations import RelationType
from argmap.model.rules import Severity

_AROUND = 12
"""How many unchanged words stand around a change."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the report.

    Attributes:
        label: What the line is about, in argmap's words.
        runs: What strangers wrote, run by run.
    """

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened to a thing.

    Attributes:
        name: The name of the thing; empty for a plain list.
        id: Its id; empty for a plain list.
        happened: What happened to it, in words; may be empty.
        items: The lines that tell the details.
    """

    name: str
    id: str
    happened: str
    items: tuple[Item, ...]
    subject: tuple[str, str] = ("", "")
    """For a node, its map and its id, by which its drawings are found."""


@dataclass(frozen=True, slots=True)
class Part:
    """Entries under a heading.

    Attributes:
        heading: The heading, as plain text.
        entries: The entries.
    """

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report.

    Attributes:
        summary: A line that sums it up.
        parts: The parts that have anything in them.
    """

    summary: str
    parts: tuple[Part, ...]


def report_of(changes: Changes, root: str) -> Report:
    """Put changes in words.

    Args:
        changes: What changed.
        root: The path of the docs folder, to put before the paths of findings; empty for none.

    Returns:
        The report.
    """
    errors = [finding for finding in (*changes.faults, *changes.new) if finding.severity is Severity.ERROR]
    warnings = [finding for finding in changes.new if finding.severity is Severity.WARNING]
    parts = [
        _findings_part("What must be mended", errors, root),
        *(part for change in changes.maps for part in _map_parts(change)),
        _files_part("Files that no check reads: look at them yourself", changes.unread),
        _files_part(
            "Files of maps that changed in nothing that is compared (comments, order, spaces, new names of nodes)",
            changes.untold,
        ),
        _findings_part("New warnings", warnings, root),
        _findings_part("Findings that are gone", changes.gone, root),
    ]
    return Report(_summary(changes, errors, warnings), tuple(part for part in parts if part.entries))


def _summary(changes: Changes, errors: Sequence[Finding], warnings: Sequence[Finding]) -> str:
    happened = Counter(kind for change in changes.maps for node in change.nodes for kind in node.what)
    phrases = [f"{count(happened[kind], 'node')} {kind}" for kind in ChangeKind if happened[kind]]
    references = Counter(_happened_to_reference(work) for change in changes.maps for work in change.references)
    phrases += [f"{count(number, 'reference')} {word}" for word, number in sorted(references.items())]
    arguments = [change.argument for change in changes.maps]
    standings = sum(len(argument.standings) for argument in arguments)
    phrases += [f"{count(standings, 'objection')} standing otherwise"] if standings else []
    unsupported = sum(len(argument.unsupported) for argument in arguments)
    phrases += [f"{count(unsupported, 'node')} without its last reason"] if unsupported else []
    broken = sum(len(argument.broken) for argument in arguments)
    phrases += [f"{count(broken, 'group')} of linked premises broken"] if broken else []
    suspects = sum(len(change.suspects) for change in changes.maps)
    phrases += [f"{count(suspects, 'relation')} to look at again"] if suspects else []
    phrases += [
        f"{change.id}: {', '.join(field.name for field in change.fields)} changed"
        for change in changes.maps
        if change.fields
    ]
    phrases += [f"{count(len(changes.unread), 'other file')} changed"] if changes.unread else []
    phrases += (
        [f"{count(len(changes.untold), 'map file')} changed in nothing that is compared"] if changes.untold else []
    )
    phrases += [count(len(errors), "error")] if errors else []
    phrases += [count(len(warnings), "new warning")] if warnings else []
    phrases = phrases or ["Nothing that the maps mean has changed"]
    phrases += ["the two have no history in common, so all that differs counts"] if changes.unrelated else []
    return "; ".join(phrases)


def _findings_part(heading: str, findings: Sequence[Finding], root: str) -> Part:
    items = []
    for finding in findings:
        where = f"{root}/{finding.place.path}:{finding.place.line}" if root else finding.place.path
        words = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
        items.append(Item(f"{finding.severity} {finding.code}", (Run(EditOperation.KEPT, f"{where}: {words}"),)))
    return Part(heading, (Entry("", "", "", tuple(items)),) if items else ())


def _files_part(heading: str, paths: Sequence[str]) -> Part:
    items = tuple(Item("changed", (Run(EditOperation.KEPT, path),)) for path in paths)
    return Part(heading, (Entry("", "", "", items),) if items else ())


def _map_parts(change: MapChange) -> Iterator[Part]:
    shown = change.after or change.before
    title = f"{shown.title if shown else ''} ({change.id})"
    whole = {(True, False): ": a new map", (False, True): ": the map is gone"}
    state = whole.get((change.before is None, change.after is None), "")
    fields = [field for field in change.fields if isinstance(field, FieldChange)]
    if fields or state:
        items = tuple(_change_item(field.name, field.before, field.after) for field in fields)
        yield Part(f"{title}{state}", (Entry("The map itself", "", "", items),))
    maps = [argument_map for argument_map in (change.before, change.after) if argument_map is not None]
    titles = {**change.titles, **{node.id: node.title for argument_map in maps for node in argument_map.nodes}}
    nodes = sorted(change.nodes, key=lambda node: (list(ChangeKind).index(node.what[0]), node.id))
    yield Part(f"{title}: nodes", tuple(_node_entry(change.id, titles, node) for node in nodes))
    yield Part(f"{title}: references", tuple(map(_reference_entry, change.references)))
    yield Part(f"{title}: the argument", _argument_entries(titles, change.argument))
    suspects = [
        Item(_reworded_ends(suspect.reworded), (Run(EditOperation.KEPT, _relation_words(titles, suspect.relation)),))
        for suspect in change.suspects
    ]
    yield Part(f"{title}: look again", (Entry("", "", "", tuple(suspects)),) if suspects else ())
    for field in change.fields:
        if isinstance(field, ListChange):
            yield Part(f"{title}: {field.name}", (Entry("", "", "", tuple(_list_items(field))),))


_STANDS = {
    None: "no objection",
    Standing.UNANSWERED: "not answered in this map",
    Standing.CONTESTED: "contested: answered, and the answer is attacked in turn",
    Standing.ANSWERED: "answered",
}


def _argument_entries(titles: Mapping[str, str], change: ArgumentChange) -> tuple[Entry, ...]:
    def named(*ids: str) -> Run:
        return Run(EditOperation.KEPT, "; ".join(f"“{titles[node_id]}” ({node_id})" for node_id in ids))

    items = [
        Item(
            "objection",
            (
                named(standing.objection),
                Run(EditOperation.KEPT, "to"),
                named(standing.target),
                *([] if standing.before is None else [Run(EditOperation.REMOVED, _STANDS[standing.before])]),
                Run(EditOperation.ADDED, _STANDS[standing.after]),
            ),
        )
        for standing in change.standings
    ]
    items += [Item("has lost its last reason", (named(node_id),)) for node_id in change.unsupported]
    items += [
        Item(
            f"linked premises “{link.label}” have lost a member",
            (named(link.target), Run(EditOperation.REMOVED, named(*link.gone).words), named(*link.left)),
        )
        for link in change.broken
    ]
    return (Entry("", "", "", tuple(items)),) if items else ()


def _list_items(change: ListChange) -> Iterator[Item]:
    if change.reordered:
        yield Item("order", _runs(", ".join(change.before), ", ".join(change.after)))
    for item in change.items:
        yield Item(_label(item), _runs(item.before or "", item.after or ""))


def _label(item: ItemChange) -> str:
    return f"{item.key}, new" if item.before is None else f"{item.key}, gone" if item.after is None else item.key


def _reworded_ends(ids: Sequence[str]) -> str:
    return f"{' and '.join(ids)} {'was' if len(ids) == 1 else 'were'} reworded; does it still hold that"


def _node_entry(map_id: str, titles: Mapping[str, str], node: NodeChange) -> Entry:
    shown = node.after or node.before
    items = [
        *_field_items(node),
        *(_relation_item(titles, relation) for relation in node.relations),
        *map(_quotation_item, node.quotations),
    ]
    if node.owed_revision is not None:
        items.insert(0, Item("to be raised", (Run(EditOperation.KEPT, f"write revision: {node.owed_revision}"),)))
    if ChangeKind.RENAMED in node.what and node.before is not None:
        items.insert(0, _change_item("id", node.before.id, node.id))
    if ChangeKind.MOVED in node.what and node.before and node.after:
        items.append(_change_item("file", node.before.file, node.after.file))
    name = (shown.title if shown else "") or node.id
    return Entry(name, node.id, ", ".join(node.what), tuple(items), (map_id, node.id))


def _field_items(node: NodeChange) -> Iterator[Item]:
    for field in node.fields:
        if node.after is None and field.name in ("kind", "statement"):
            # Of what is gone, that much tells what it was.
            yield Item(field.name, (Run(EditOperation.KEPT, field.before),))
        elif node.before is None and (field.name, field.after) != ("revision", "1"):
            yield Item(field.name, (Run(EditOperation.KEPT, " ".join(field.after.split())),))
        elif node.before is not None and node.after is not None:
            yield _change_item(field.name, field.before, field.after)


def _change_item(name: str, before: str, after: str) -> Item:
    return Item(name, _runs(before, after))


def _runs(before: str, after: str) -> tuple[Run, ...]:
    """Compare word by word, and leave out what did not change but for some words around each change."""
    old, new = " ".join(before.split()), " ".join(after.split())
    if old and old == new:
        return (Run(EditOperation.KEPT, "the same words, with other spaces or line breaks between them"),)
    return tuple(run for run in shortened(reworded(old, new), _AROUND) if run.words)


def _relation_item(titles: Mapping[str, str], relation: RelationChange) -> Item:
    old = _relation_words(titles, relation.before) if relation.before else ""
    new = _relation_words(titles, relation.after) if relation.after else ""
    label = "relation" if old and new else "new relation" if new else "relation gone"
    return Item(label, tuple(run for run in reworded(old, new) if run.words))


def _relation_words(titles: Mapping[str, str], relation: Relation) -> str:
    def named(node_id: str) -> str:
        return f"“{titles[node_id]}” ({node_id})" if node_id in titles else node_id

    if relation.type is RelationType.UNDERCUTS:
        words = f"{relation.origin} undercuts the step from {named(relation.target)} to {named(relation.conclusion)}"
    else:
        words = f"{relation.origin} {relation.type} {named(relation.target)}"
    details = {
        "jointly as": " and ".join(f"“{label}”" for label in relation.jointly),
        "by the scheme": relation.scheme,
        "with the score": decimal(relation.score),
        "in the order": decimal(relation.order),
        "because:": relation.because,
    }
    return "".join((words, *(f", {name} {detail}" for name, detail in details.items() if detail)))


def _quotation_item(change: QuotationChange) -> Item:
    place = change.after or change.before
    state = "" if change.after is None else ", found word for word" if change.verified else ", not yet looked up"
    quotes = (change.before.quote if change.before else "", change.after.quote if change.after else "")
    return Item(
        f"quotation at {place.at if place else ''}{state}", tuple(run for run in reworded(*quotes) if run.words)
    )


def _happened_to_reference(change: ReferenceChange) -> str:
    return "removed" if change.after is None else "added" if change.before is None else "changed"


def _reference_entry(change: ReferenceChange) -> Entry:
    old, new = change.before.entry if change.before else {}, change.after.entry if change.after else {}
    items = tuple(_change_item(name, _value_text(old.get(name)), _value_text(new.get(name))) for name in change.names)
    title = _value_text(new.get("title") or old.get("title"))
    return Entry(title, change.key, _happened_to_reference(change), items)


def _value_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
