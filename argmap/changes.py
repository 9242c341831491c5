"""What changed between two states of the maps, by meaning: nodes, relations, quotations, references, findings."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from argmap.findings import Finding, Place, Severity
from argmap.mapfields import PLAIN_FIELDS, file_of, lists_of
from argmap.markup import count
from argmap.model import ArgumentMap, Node, Reference, Relation, Source
from argmap.sourcetext import is_verified

_Told = TypeVar("_Told", Node, ArgumentMap)


@dataclass(frozen=True, slots=True)
class State:
    """The maps as they are at one time, with all that is wrong with them."""

    maps: Sequence[ArgumentMap]
    findings: Sequence[Finding]


class What(StrEnum):
    """What can have happened to a node, as a person would say it behind the words `1 node` or `2 nodes`."""

    ADDED = "added"
    LOST = "lost"
    MERGED = "merged into another node"
    UNREADABLE = "cannot be read now"
    WITHDRAWN = "withdrawn"
    REINSTATED = "reinstated"
    RENAMED = "renamed"
    REWORDED = "reworded"
    RELATED = "related differently"
    RECAST = "given another kind, voice or stance"
    QUOTED = "with changed quotations"
    EDITED = "edited otherwise"
    MOVED = "moved to another folder"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with its value before and after; empty when there was or is none."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What is said of an item of a list before and after; None when the item was or is not there."""

    key: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class ListChange:
    """The items of a list that came, went or changed, and the keys of all items before and after, in their order."""

    name: str
    items: tuple[ItemChange, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def reordered(self) -> bool:
        """Tell whether the items that stayed stand in another order."""
        stayed = set(self.before) & set(self.after)
        return [key for key in self.before if key in stayed] != [key for key in self.after if key in stayed]


@dataclass(frozen=True, slots=True)
class RelationChange:
    """A relation before and after; None when there was or is none."""

    before: Relation | None
    after: Relation | None


@dataclass(frozen=True, slots=True)
class QuotationChange:
    """A quotation before and after, and whether it is recorded as found in the mapped text as it now stands."""

    before: Source | None
    after: Source | None
    verified: bool


@dataclass(frozen=True, slots=True)
class NodeChange:
    """All that happened to one node; `before` or `after` is None when it was or is not there."""

    id: str
    before: Node | None
    after: Node | None
    what: tuple[What, ...]
    fields: tuple[FieldChange, ...] = ()
    relations: tuple[RelationChange, ...] = ()
    quotations: tuple[QuotationChange, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferenceChange:
    """A work that was added, removed or changed; `names` are the variables of its entry that differ."""

    key: str
    before: Reference | None
    after: Reference | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A relation that was not touched although a statement it relies on was: somebody should look again."""

    relation: Relation
    reworded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapChange:
    """All that happened to one map; `before` or `after` is None when it was or is not there."""

    id: str
    before: ArgumentMap | None
    after: ArgumentMap | None
    fields: tuple[FieldChange | ListChange, ...]
    nodes: tuple[NodeChange, ...]
    references: tuple[ReferenceChange, ...]
    suspects: tuple[Suspect, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """All that happened: to each map that changed, and to the list of findings.

    `faults` are what the change itself does wrong, whatever the maps look like now.
    """

    maps: tuple[MapChange, ...]
    faults: tuple[Finding, ...]
    new: tuple[Finding, ...]
    gone: tuple[Finding, ...]
    unread: tuple[str, ...] = ()
    """Other files that changed: no check reads them, so a person has to."""
    untold: tuple[str, ...] = ()
    """Files of maps that changed in nothing that is compared: comments, order, spaces, new names of nodes."""
    unrelated: bool = False
    """Whether the two states have no history in common, so that all the first has and the second lacks counts."""

    @property
    def has_errors(self) -> bool:
        """Tell whether the change does something wrong, or brings an error into the maps."""
        return any(finding.severity is Severity.ERROR for finding in (*self.faults, *self.new))

    def files(self) -> set[str]:
        """Return the files, by their paths below the docs folder, of which any change is told."""
        told = {finding.place.path for finding in (*self.faults, *self.new, *self.gone)}
        for change in self.maps:
            told |= {f"{change.id}/{file_of(field.name)}" for field in change.fields}
            ends = [end for one in change.nodes for end in (one.before, one.after)]
            told |= {node.file for node in ends if node is not None}
            works = [end for one in change.references for end in (one.before, one.after)]
            told |= {work.place.path for work in works if work is not None}
        return told


def changes(before: State, after: State) -> Changes:
    """Compare two states of the maps; the order in which their files are read makes no difference."""
    old, new = {one.id: one for one in before.maps}, {one.id: one for one in after.maps}
    new |= {map_id: _without_nodes(one) for map_id, one in old.items() if map_id not in new and _is_there(one, after)}
    came = [one for map_id, one in new.items() if map_id not in old]
    compared = [_map_change(map_id, old.get(map_id), new.get(map_id)) for map_id in sorted({*old, *new})]
    changed = [one for one in compared if any((one.fields, one.nodes, one.references, _came_or_went(one)))]
    return Changes(
        maps=tuple(changed),
        faults=tuple(sorted(fault for one in changed for fault in _faults(one, came))),
        new=_left_over(after.findings, before.findings),
        gone=_left_over(before.findings, after.findings),
    )


def _is_there(argument_map: ArgumentMap, state: State) -> bool:
    """Tell whether a map that was not read is there all the same: why it could not be read is then a finding."""
    return any(f"{argument_map.file}/".startswith(f"{finding.place.path}/") for finding in state.findings)


def _without_nodes(argument_map: ArgumentMap) -> ArgumentMap:
    """Take a map that cannot be read now to be as it was, but for its nodes, of which nothing is known."""
    known = {name for node in argument_map.nodes for name in _names(node)}
    return replace(argument_map, nodes=(), unreadable=argument_map.unreadable | known)


def _names(node: Node) -> list[str]:
    """Return all ids at whose addresses a node is found."""
    return [node.id, *(alias for alias, _ in node.aliases)]


def _came_or_went(change: MapChange) -> bool:
    return change.before is None or change.after is None


def _left_over(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that are not among the others, wherever in the file these stand."""
    seen = Counter((one.place.path, one.code, one.message) for one in others)
    left = []
    for finding in sorted(findings):
        key = (finding.place.path, finding.code, finding.message)
        if not seen[key]:
            left.append(finding)
        seen[key] -= bool(seen[key])
    return tuple(left)


_NOTHING = ArgumentMap("", "")


def _map_change(map_id: str, before: ArgumentMap | None, after: ArgumentMap | None) -> MapChange:
    old, new = before or _NOTHING, after or _NOTHING
    renamed = _renamed(old, new)
    nodes = tuple(_node_changes(old, new, renamed))
    return MapChange(
        id=map_id,
        before=before,
        after=after,
        fields=(*_differing(PLAIN_FIELDS, before, after), *_lists(_with_new_steps(old, renamed), new)),
        nodes=nodes,
        references=tuple(_reference_changes(old, new)),
        suspects=tuple(_suspects(old, new, renamed)),
    )


def _renamed(before: ArgumentMap, after: ArgumentMap) -> dict[str, str]:
    """Return the new id of each node whose old one is now an alias of a node that was not there."""
    old = {node.id for node in before.nodes}
    gone = old - {node.id for node in after.nodes}
    return {alias: node.id for node in after.nodes if node.id not in old for alias, _ in node.aliases if alias in gone}


def _node_changes(before: ArgumentMap, after: ArgumentMap, renamed: Mapping[str, str]) -> Iterator[NodeChange]:
    old = {renamed.get(node.id, node.id): _with_new_ids(node, renamed) for node in before.nodes}
    new = {node.id: node for node in after.nodes}
    for node_id in sorted({*old, *new}):
        was, now = old.get(node_id), new.get(node_id)
        fields = tuple(_differing(_NODE_FIELDS, was, now))
        relations = tuple(_relation_changes(was, now))
        quotations = tuple(_quotation_changes(was, now, after))
        if now is None:
            what: tuple[What, ...] = (_fate(node_id, after),)
        elif was is None:
            what = (What.ADDED,)
        else:
            what = tuple(_happened(was, now, fields, related=bool(relations), quoted=bool(quotations)))
        if what:
            yield NodeChange(node_id, was, now, what, fields, relations, quotations)


def _with_new_ids(node: Node, renamed: Mapping[str, str]) -> Node:
    """Let a node's relations name other nodes as they are called now, so that a rename alone changes none."""
    relations = tuple(
        replace(
            relation,
            source=renamed.get(relation.source, relation.source),
            target=renamed.get(relation.target, relation.target),
            conclusion=renamed.get(relation.conclusion, relation.conclusion),
        )
        for relation in node.relations
    )
    return replace(node, relations=relations, replaced_by=renamed.get(node.replaced_by, node.replaced_by))


def _with_new_steps(argument_map: ArgumentMap, renamed: Mapping[str, str]) -> ArgumentMap:
    """Let the guided path name nodes as they are called now: a step that follows a rename is no change."""
    path = tuple(replace(step, node=renamed.get(step.node, step.node)) for step in argument_map.path)
    return replace(argument_map, path=path)


_NODE_FIELDS: dict[str, Callable[[Node], str]] = {
    "kind": lambda node: node.kind.value,
    "title": lambda node: node.title,
    "statement": lambda node: node.statement,
    "voice": lambda node: ", ".join(node.voice),
    "stance": lambda node: node.stance,
    "hedge": lambda node: node.hedge,
    "source": lambda node: ", ".join(dict.fromkeys(source.at for source in node.sources)),
    "cites": lambda node: "; ".join(cite.written for cite in node.cites),
    "tags": lambda node: ", ".join(node.tags),
    "aliases": lambda node: ", ".join(alias for alias, _ in node.aliases),
    "reason": lambda node: node.reason,
    "replaced-by": lambda node: node.replaced_by,
    "revision": lambda node: str(node.revision),
    "prose": lambda node: node.prose,
}
_RECASTING = {"kind", "voice", "stance"}


def _differing(
    fields: Mapping[str, Callable[[_Told], str]], before: _Told | None, after: _Told | None
) -> Iterator[FieldChange]:
    for name, value in fields.items():
        old, new = value(before) if before else "", value(after) if after else ""
        if old != new:
            yield FieldChange(name, old, new)


def _lists(before: ArgumentMap, after: ArgumentMap) -> Iterator[ListChange]:
    for (name, old), (_, new) in zip(lists_of(before), lists_of(after), strict=True):
        keys = dict.fromkeys([*old, *new])
        items = tuple(ItemChange(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))
        change = ListChange(name, items, tuple(old), tuple(new))
        if items or change.reordered:
            yield change


def _relation_changes(before: Node | None, after: Node | None) -> Iterator[RelationChange]:
    old, new = _by_end(before), _by_end(after)
    for end in dict.fromkeys([*old, *new]):
        was, now = old.get(end), new.get(end)
        if was is None or now is None or replace(was, place=now.place) != now:
            yield RelationChange(was, now)


def _by_end(node: Node | None) -> dict[tuple[str, str], Relation]:
    return {(relation.target, relation.conclusion): relation for relation in (node.relations if node else ())}


def _quotation_changes(before: Node | None, after: Node | None, now: ArgumentMap) -> Iterator[QuotationChange]:
    old = [source for source in (before.sources if before else ()) if source.quote]
    new = [source for source in (after.sources if after else ()) if source.quote]
    told_before, told_now = {(one.at, one.quote) for one in old}, {(one.at, one.quote) for one in new}
    removed = [one for one in old if (one.at, one.quote) not in told_now]
    for source in new:
        if (source.at, source.quote) not in told_before:
            was = next((one for one in removed if source.at == one.at or source.quote == one.quote), None)
            removed = [one for one in removed if one is not was]
            yield QuotationChange(was, source, verified=is_verified(now, source))
    for source in removed:
        yield QuotationChange(source, None, verified=False)


def _fate(node_id: str, after: ArgumentMap) -> What:
    """Say what became of a node that is not there any more."""
    if node_id in after.unreadable:
        return What.UNREADABLE
    aliases = {alias for node in after.nodes for alias, _ in node.aliases}
    return What.MERGED if node_id in aliases else What.LOST


def _happened(
    before: Node, after: Node, fields: Sequence[FieldChange], *, related: bool, quoted: bool
) -> Iterator[What]:
    names = {field.name for field in fields}
    happened = {
        What.RENAMED: before.id != after.id,
        What.WITHDRAWN: after.withdrawn and not before.withdrawn,
        What.REINSTATED: before.withdrawn and not after.withdrawn,
        What.REWORDED: "statement" in names,
        What.RELATED: related,
        What.RECAST: bool(names & _RECASTING),
        What.QUOTED: quoted,
        What.EDITED: bool(names - _RECASTING - {"statement", "revision", "aliases", "reason", "replaced-by"}),
        What.MOVED: before.id == after.id and before.file != after.file,
    }
    yield from (what for what, so in happened.items() if so)
    if names and not any(happened.values()):
        yield What.EDITED


def _reference_changes(before: ArgumentMap, after: ArgumentMap) -> Iterator[ReferenceChange]:
    old, new = ({one.key: one for one in side.references} for side in (before, after))
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        entries = was.entry if was else {}, now.entry if now else {}
        names = tuple(
            sorted(name for name in {*entries[0], *entries[1]} if entries[0].get(name) != entries[1].get(name))
        )
        if names:
            yield ReferenceChange(key, was, now, names)


def _suspects(before: ArgumentMap, after: ArgumentMap, renamed: Mapping[str, str]) -> Iterator[Suspect]:
    old = {renamed.get(node.id, node.id): _with_new_ids(node, renamed) for node in before.nodes}
    statements = {node.id: node.statement for node in after.nodes}
    reworded = {node_id for node_id, node in old.items() if statements.get(node_id, node.statement) != node.statement}
    for node in after.nodes:
        was = _by_end(old.get(node.id))
        for relation in node.relations:
            ends = [end for end in (relation.source, relation.target, relation.conclusion) if end in reworded]
            untouched = was.get((relation.target, relation.conclusion))
            if ends and untouched is not None and replace(untouched, place=relation.place) == relation:
                yield Suspect(relation, tuple(ends))


def _faults(change: MapChange, came: Sequence[ArgumentMap]) -> Iterator[Finding]:
    """Report addresses that lead nowhere any more, and statements that changed in secret.

    Takes what happened to a map, and the maps that were not there before.
    """
    if change.before is not None and change.after is None:
        yield _lost_map(change.before, came)
        return
    yield from _lost_addresses(change.before or _NOTHING, change.after or _NOTHING)
    for node in change.nodes:
        if node.before is None or node.after is None:
            continue
        if node.after.revision < node.before.revision:
            message = f"the revision went back from {node.before.revision} to {node.after.revision}"
            hint = f"give revision: {node.before.revision}, or one more if the statement changed"
            yield Finding(node.after.place("revision"), "AM091", message, hint)
        elif What.REWORDED in node.what and node.after.revision == node.before.revision:
            message = f"the statement changed, but the revision is still {node.after.revision}"
            hint = f"give revision: {node.after.revision + 1}; if the meaning changed, make it a new node instead"
            yield Finding(node.after.place("statement"), "AM091", message, hint)


def _lost_map(before: ArgumentMap, came: Sequence[ArgumentMap]) -> Finding:
    """Report once that a whole map is gone: no alias in another map can keep its addresses."""
    lost = 1 + sum(len(_names(node)) for node in before.nodes)
    new_name = _new_name(before, came)
    if new_name:
        message = f'the map "{before.id}" is now called "{new_name}", and {lost} addresses lead nowhere'
        hint = f"call its folder {before.id} again: every address begins with that name, and none can be redirected"
    else:
        message = f'the map "{before.id}" is gone, and with it {count(lost, "address", "addresses")}'
        hint = f"put the folder {before.id} back with its map.yml; nothing else keeps those addresses"
    return Finding(Place(before.file), "AM090", message, hint)


def _new_name(before: ArgumentMap, came: Sequence[ArgumentMap]) -> str:
    """Return the id of the map that came and has most of a lost map's nodes; empty when there is none."""
    ids = {node.id for node in before.nodes}
    shared = {one.id: len(ids & {node.id for node in one.nodes}) for one in came}
    return next((map_id for map_id, number in shared.items() if 2 * number > len(ids)), "")


def _lost_addresses(before: ArgumentMap, after: ArgumentMap) -> Iterator[Finding]:
    there = {name for node in after.nodes for name in _names(node)} | after.unreadable
    for node in before.nodes:
        if node.id in after.unreadable:
            continue  # why it cannot be read is a finding of its own
        if node.id not in there:
            message = f'the node "{node.id}" is gone, and so is its address'
            hint = "keep the file with status: withdrawn and a reason, or give its id as an alias of another node"
            yield Finding(Place(node.file), "AM090", message, hint)
        for alias, _ in node.aliases:
            if alias not in there:
                message = f'the old address "{alias}" of {node.id} leads nowhere now'
                yield Finding(Place(node.file), "AM090", message, f"put it back: aliases: [{alias}]")
