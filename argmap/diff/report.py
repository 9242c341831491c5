"""Puts what changed in words, in the order in which a maintainer wants to know; how it is set comes later."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from gettext import NullTranslations

from argmap.analysis.objections import SIGNS, Standing, sign_of
from argmap.analysis.wording import EditOperation, Run, reworded, shortened
from argmap.diff.argument import ArgumentChange
from argmap.diff.changes import (
    NODES,
    NOTHING,
    REFERENCES,
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
from argmap.locale.numbers import decimal
from argmap.locale.words import translations
from argmap.model.findings import Finding
from argmap.model.maps import Relation
from argmap.model.relations import RELATIONS, RelationType
from argmap.model.rules import Severity

_AROUND = 12
"""How many unchanged words stand around a change."""

_SAID = frozenset({"title", "statement", "prose", "reason"})
"""Fields whose values are all in the language of the map."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the report.

    Attributes:
        label: What the line is about, in argmap's words.
        runs: What strangers wrote, run by run.
        is_said: Whether all of that is in the language of the map.
    """

    label: str
    runs: tuple[Run, ...]
    is_said: bool = False


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
        title: The title of the map, as it stands in the heading; empty for what is of no map.
        language: The language of that map, as a BCP 47 tag, or empty.
    """

    heading: str
    entries: tuple[Entry, ...]
    title: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report.

    Attributes:
        summary: A line that sums it up.
        parts: The parts that have anything in them.
    """

    summary: str
    parts: tuple[Part, ...]


def report_of(changes: Changes, root: str, language: str = "en") -> Report:
    """Put changes in words.

    Args:
        changes: What changed.
        root: The path of the docs folder, to put before the paths of findings; empty for none.
        language: The language of argmap's own words, as a BCP 47 tag.

    Returns:
        The report.
    """
    words = translations(language)
    errors = [finding for finding in (*changes.faults, *changes.new) if finding.severity is Severity.ERROR]
    warnings = [finding for finding in changes.new if finding.severity is Severity.WARNING]
    untold = words.gettext(
        "Files of maps that changed in nothing that is compared (comments, order, spaces, new names of nodes)"
    )
    unread = words.gettext("Files that no check reads: look at them yourself")
    parts = [
        _findings_part(words, words.gettext("What must be mended"), errors, root),
        *(part for change in changes.maps for part in _map_parts(words, change)),
        _files_part(words, unread, changes.unread),
        _files_part(words, untold, changes.untold),
        _findings_part(words, words.gettext("New warnings"), warnings, root),
        _findings_part(words, words.gettext("Findings that are gone"), changes.gone, root),
    ]
    return Report(_summary(words, changes, errors, warnings), tuple(part for part in parts if part.entries))


def _summary(words: NullTranslations, changes: Changes, errors: Sequence[Finding], warnings: Sequence[Finding]) -> str:
    happened = Counter(kind for change in changes.maps for node in change.nodes for kind in node.what)
    references = Counter(_fate(work) for change in changes.maps for work in change.references)
    arguments = [change.argument for change in changes.maps]
    standings = sum(len(argument.standings) for argument in arguments)
    unsupported = sum(len(argument.unsupported) for argument in arguments)
    broken = sum(len(argument.broken) for argument in arguments)
    suspects = sum(len(change.suspects) for change in changes.maps)
    unread, untold = len(changes.unread), len(changes.untold)
    counted = [
        *((happened[kind], words.ngettext(*NODES[kind], happened[kind])) for kind in ChangeKind),
        *((number, words.ngettext(*REFERENCES[fate], number)) for fate, number in sorted(references.items())),
        (
            standings,
            words.ngettext(
                "%(number)s objection standing otherwise", "%(number)s objections standing otherwise", standings
            ),
        ),
        (
            unsupported,
            words.ngettext(
                "%(number)s node without its last reason", "%(number)s nodes without its last reason", unsupported
            ),
        ),
        (
            broken,
            words.ngettext(
                "%(number)s group of linked reasons broken", "%(number)s groups of linked reasons broken", broken
            ),
        ),
        (
            suspects,
            words.ngettext("%(number)s relation to look at again", "%(number)s relations to look at again", suspects),
        ),
    ]
    files = [
        (unread, words.ngettext("%(number)s other file changed", "%(number)s other files changed", unread)),
        (
            untold,
            words.ngettext(
                "%(number)s map file changed in nothing that is compared",
                "%(number)s map files changed in nothing that is compared",
                untold,
            ),
        ),
        (len(errors), words.ngettext("%(number)s error", "%(number)s errors", len(errors))),
        (len(warnings), words.ngettext("%(number)s new warning", "%(number)s new warnings", len(warnings))),
    ]
    phrases = [phrase % {"number": number} for number, phrase in counted if number]
    phrases += [
        words.gettext("%(map)s: %(fields)s changed")
        % {"map": change.id, "fields": ", ".join(field.name for field in change.fields)}
        for change in changes.maps
        if change.fields
    ]
    phrases += [phrase % {"number": number} for number, phrase in files if number]
    phrases = phrases or [words.gettext("Nothing that the maps mean has changed")]
    if changes.unrelated:
        phrases.append(words.gettext("the two have no history in common, so all that differs counts"))
    return "; ".join(phrases)


def _findings_part(words: NullTranslations, heading: str, findings: Sequence[Finding], root: str) -> Part:
    items = []
    for finding in findings:
        where = f"{root}/{finding.place.path}:{finding.place.line}" if root else finding.place.path
        said = f"{finding.message}. {finding.hint}" if finding.hint else finding.message
        label = f"{words.gettext(finding.severity)} {finding.code}"
        items.append(Item(label, (Run(EditOperation.KEPT, f"{where}: {said}"),)))
    return Part(heading, (Entry("", "", "", tuple(items)),) if items else ())


def _files_part(words: NullTranslations, heading: str, paths: Sequence[str]) -> Part:
    items = tuple(Item(words.gettext("changed"), (Run(EditOperation.KEPT, path),)) for path in paths)
    return Part(heading, (Entry("", "", "", items),) if items else ())


def _map_parts(words: NullTranslations, change: MapChange) -> Iterator[Part]:
    shown = change.after or change.before or NOTHING
    title = f"{shown.title} ({change.id})"

    def part(heading: str, entries: tuple[Entry, ...]) -> Part:
        return Part(heading % {"map": title}, entries, shown.title, shown.language)

    is_new, is_gone = change.before is None, change.after is None
    fields = [field for field in change.fields if isinstance(field, FieldChange)]
    if fields or is_new != is_gone:
        items = tuple(_change_item(words, field.name, field.before, field.after) for field in fields)
        heading = "%(map)s"
        if is_new != is_gone:
            heading = words.gettext("%(map)s: a new map") if is_new else words.gettext("%(map)s: the map is gone")
        yield part(heading, (Entry(words.gettext("The map itself"), "", "", items),))
    maps = [argument_map for argument_map in (change.before, change.after) if argument_map is not None]
    titles = {**change.titles, **{node.id: node.title for argument_map in maps for node in argument_map.nodes}}
    nodes = sorted(change.nodes, key=lambda node: (list(ChangeKind).index(node.what[0]), node.id))
    yield part(words.gettext("%(map)s: nodes"), tuple(_node_entry(words, change.id, titles, node) for node in nodes))
    yield part(words.gettext("%(map)s: references"), tuple(_reference_entry(words, work) for work in change.references))
    yield part(words.gettext("%(map)s: the argument"), _argument_entries(words, titles, change.argument))
    suspects = tuple(
        Item(
            _reworded_ends(words, suspect.reworded),
            (Run(EditOperation.KEPT, _relation_words(words, titles, suspect.relation)),),
        )
        for suspect in change.suspects
    )
    yield part(words.gettext("%(map)s: look again"), (Entry("", "", "", suspects),) if suspects else ())
    for field in change.fields:
        if isinstance(field, ListChange):
            yield part(f"%(map)s: {field.name}", (Entry("", "", "", tuple(_list_items(words, field))),))


def _stands(words: NullTranslations, standing: Standing | None, *, is_reply: bool) -> str:
    if standing is None:
        return words.gettext("no objection")
    return words.gettext(SIGNS[sign_of(standing, is_reply=is_reply)].one)


def _argument_entries(words: NullTranslations, titles: Mapping[str, str], change: ArgumentChange) -> tuple[Entry, ...]:
    def named(*ids: str) -> Run:
        return Run(EditOperation.KEPT, "; ".join(f"“{titles[node_id]}” ({node_id})" for node_id in ids))

    items = [
        Item(
            words.gettext("objection"),
            (
                named(standing.objection),
                Run(EditOperation.KEPT, words.gettext("to")),
                named(standing.target),
                *(
                    []
                    if standing.before is None
                    else [Run(EditOperation.REMOVED, _stands(words, standing.before, is_reply=standing.is_reply))]
                ),
                Run(EditOperation.ADDED, _stands(words, standing.after, is_reply=standing.is_reply)),
            ),
        )
        for standing in change.standings
    ]
    items += [Item(words.gettext("has lost its last reason"), (named(node_id),)) for node_id in change.unsupported]
    items += [
        Item(
            words.gettext("linked reasons “%(label)s” have lost a member") % {"label": link.label},
            (named(link.target), Run(EditOperation.REMOVED, named(*link.gone).words), named(*link.left)),
        )
        for link in change.broken
    ]
    return (Entry("", "", "", tuple(items)),) if items else ()


def _list_items(words: NullTranslations, change: ListChange) -> Iterator[Item]:
    if change.reordered:
        yield Item(words.gettext("order"), _runs(words, ", ".join(change.before), ", ".join(change.after)))
    for item in change.items:
        yield Item(_label(words, item), _runs(words, item.before or "", item.after or ""))


def _label(words: NullTranslations, item: ItemChange) -> str:
    if item.before is None:
        return words.gettext("%(item)s, new") % {"item": item.key}
    return words.gettext("%(item)s, gone") % {"item": item.key} if item.after is None else item.key


def _reworded_ends(words: NullTranslations, ids: Sequence[str]) -> str:
    reworded = words.ngettext(
        "%(nodes)s was reworded; does it still hold that",
        "%(nodes)s were reworded; does it still hold that",
        len(ids),
    )
    return reworded % {"nodes": _joined(words, ids)}


def _joined(words: NullTranslations, names: Sequence[str]) -> str:
    said = words.gettext("and")
    return f" {said} ".join(names)


def _node_entry(words: NullTranslations, map_id: str, titles: Mapping[str, str], node: NodeChange) -> Entry:
    shown = node.after or node.before
    items = [
        *_field_items(words, node),
        *(_relation_item(words, titles, relation) for relation in node.relations),
        *(_quotation_item(words, quotation) for quotation in node.quotations),
    ]
    if node.owed_revision is not None:
        owed = words.gettext("write revision: %(number)s") % {"number": node.owed_revision}
        items.insert(0, Item(words.gettext("to be raised"), (Run(EditOperation.KEPT, owed),)))
    if ChangeKind.RENAMED in node.what and node.before is not None:
        items.insert(0, _change_item(words, "id", node.before.id, node.id))
    if ChangeKind.MOVED in node.what and node.before and node.after:
        items.append(_change_item(words, words.gettext("file"), node.before.file, node.after.file))
    name = (shown.title if shown else "") or node.id
    happened = ", ".join(map(words.gettext, node.what))
    return Entry(name, node.id, happened, tuple(items), (map_id, node.id))


def _field_items(words: NullTranslations, node: NodeChange) -> Iterator[Item]:
    for field in node.fields:
        if node.after is None and field.name in ("kind", "statement"):
            # Of what is gone, that much tells what it was.
            yield Item(field.name, (Run(EditOperation.KEPT, field.before),), is_said=field.name in _SAID)
        elif node.before is None and (field.name, field.after) != ("revision", "1"):
            run = Run(EditOperation.KEPT, " ".join(field.after.split()))
            yield Item(field.name, (run,), is_said=field.name in _SAID)
        elif node.before is not None and node.after is not None:
            yield _change_item(words, field.name, field.before, field.after)


def _change_item(words: NullTranslations, name: str, before: str, after: str) -> Item:
    return Item(name, _runs(words, before, after), is_said=name in _SAID)


def _runs(words: NullTranslations, before: str, after: str) -> tuple[Run, ...]:
    """Compare word by word, and leave out what did not change but for some words around each change."""
    old, new = " ".join(before.split()), " ".join(after.split())
    if old and old == new:
        same = words.gettext("the same words, with other spaces or line breaks between them")
        return (Run(EditOperation.KEPT, same),)
    return tuple(run for run in shortened(reworded(old, new), _AROUND) if run.words)


def _relation_item(words: NullTranslations, titles: Mapping[str, str], relation: RelationChange) -> Item:
    old = _relation_words(words, titles, relation.before) if relation.before else ""
    new = _relation_words(words, titles, relation.after) if relation.after else ""
    if old and new:
        label = words.gettext("relation")
    else:
        label = words.gettext("new relation") if new else words.gettext("relation gone")
    return Item(label, tuple(run for run in reworded(old, new) if run.words))


def _relation_words(words: NullTranslations, titles: Mapping[str, str], relation: Relation) -> str:
    def named(node_id: str) -> str:
        return f"“{titles[node_id]}” ({node_id})" if node_id in titles else node_id

    if relation.type is RelationType.UNDERCUTS:
        said = words.gettext("%(origin)s challenges the step from %(target)s to %(conclusion)s")
    else:
        said = words.gettext("%(origin)s is %(bears)s %(target)s")
    details = [
        (words.gettext("jointly as"), _joined(words, [f"“{label}”" for label in relation.jointly])),
        (words.gettext("by the scheme"), relation.scheme),
        (words.gettext("with the score"), decimal(relation.score)),
        (words.gettext("in the order"), decimal(relation.order)),
        (words.gettext("because:"), relation.because),
    ]
    ends = {
        "origin": relation.origin,
        "bears": words.gettext(RELATIONS[relation.type].bears),
        "target": named(relation.target),
        "conclusion": named(relation.conclusion),
    }
    return "".join((said % ends, *(f", {name} {detail}" for name, detail in details if detail)))


def _quotation_item(words: NullTranslations, change: QuotationChange) -> Item:
    place = change.after or change.before
    label = words.gettext("quotation at %(place)s")
    if change.after is not None and change.verified:
        label = words.gettext("quotation at %(place)s, found word for word")
    elif change.after is not None:
        label = words.gettext("quotation at %(place)s, not yet looked up")
    quotes = (change.before.quote if change.before else "", change.after.quote if change.after else "")
    return Item(label % {"place": place.at if place else ""}, tuple(run for run in reworded(*quotes) if run.words))


def _fate(change: ReferenceChange) -> str:
    return "removed" if change.after is None else "added" if change.before is None else "changed"


def _reference_entry(words: NullTranslations, change: ReferenceChange) -> Entry:
    old, new = change.before.entry if change.before else {}, change.after.entry if change.after else {}
    items = tuple(
        _change_item(words, name, _value_text(old.get(name)), _value_text(new.get(name))) for name in change.names
    )
    title = _value_text(new.get("title") or old.get("title"))
    return Entry(title, change.key, words.gettext(_fate(change)), items)


def _value_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
