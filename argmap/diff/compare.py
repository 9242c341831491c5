"""Compares two states of the maps, by meaning."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from argmap.analysis.abroad import NOTHING_ABROAD, Abroad, abroad_of
from argmap.analysis.noderevisions import renamed_nodes, with_new_ids
from argmap.diff.argument import ArgumentChange, argument_change
from argmap.diff.changes import (
    NOTHING,
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
    Suspect,
)
from argmap.diff.faults import faults, names_of
from argmap.diff.mapfields import PLAIN_FIELDS, lists_of
from argmap.locale.numbers import decimal
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap, Node, Relation, in_full, is_verified
from argmap.read.links import with_links

_Compared = TypeVar("_Compared", Node, ArgumentMap)


@dataclass(frozen=True, slots=True)
class State:
    """The maps as they are at one time.

    Attributes:
        maps: The maps.
        findings: All that is wrong with them.
    """

    maps: Sequence[ArgumentMap]
    findings: Sequence[Finding]


def compare(before: State, after: State) -> Changes:
    """Compare two states of the maps; the order in which their files are read makes no difference.

    Args:
        before: The maps before the change.
        after: The maps after it.

    Returns:
        What changed, by meaning.
    """
    old, new = ({argument_map.id: argument_map for argument_map in state.maps} for state in (before, after))
    new |= {map_id: _without_nodes(was) for map_id, was in old.items() if map_id not in new and _is_there(was, after)}
    new_maps = [argument_map for map_id, argument_map in new.items() if map_id not in old]
    ids = sorted({*old, *new})
    seen = (abroad_of(list(old.values())), abroad_of(list(new.values())))
    everywhere = _everywhere(seen, {map_id: (old.get(map_id, NOTHING), new.get(map_id, NOTHING)) for map_id in ids})
    compared = [_map_change(map_id, old.get(map_id), new.get(map_id), everywhere) for map_id in ids]
    changed = [
        change
        for change in compared
        if any((change.fields, change.nodes, change.references, change.suspects, _came_or_went(change)))
    ]
    found = sorted(fault for change in changed for fault in faults(change, new_maps))
    told = {(fault.place.path, fault.code) for fault in found}
    new_findings = _left_over(after.findings, before.findings)
    return Changes(
        maps=tuple(changed),
        faults=tuple(found),
        # A revision that is owed since an edition is owed since the state before too, and told of that.
        new=tuple(finding for finding in new_findings if (finding.place.path, finding.code) not in told),
        gone=_left_over(before.findings, after.findings),
    )


def _is_there(argument_map: ArgumentMap, state: State) -> bool:
    """Tell whether a map that was not read is there all the same: why it could not be read is then a finding."""
    return any(f"{argument_map.file}/".startswith(f"{finding.place.path}/") for finding in state.findings)


def _without_nodes(argument_map: ArgumentMap) -> ArgumentMap:
    """Return a map that cannot be read now as it was, but for its nodes, of which nothing is known."""
    known = {name for node in argument_map.nodes for name in names_of(node)}
    return replace(argument_map, nodes=(), unreadable=argument_map.unreadable | known)


def _came_or_went(change: MapChange) -> bool:
    return change.before is None or change.after is None


def _left_over(findings: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that are not among the others, wherever in the file these stand."""
    seen = Counter((other.place.path, other.code, other.message) for other in others)
    left = []
    for finding in sorted(findings):
        key = (finding.place.path, finding.code, finding.message)
        if not seen[key]:
            left.append(finding)
        seen[key] -= bool(seen[key])
    return tuple(left)


@dataclass(frozen=True, slots=True)
class _Everywhere:
    """What relations between maps need to know of the nodes of all maps, each named as `map/id`.

    Attributes:
        renamed: The new name of each node that was renamed.
        reworded: The nodes whose statements changed.
        titles: The title of each node, the new one where it has changed.
        seen: What each map saw of the others before, and sees after, by its id.
    """

    renamed: Mapping[str, str]
    reworded: frozenset[str]
    titles: Mapping[str, str]
    seen: tuple[Mapping[str, Abroad], Mapping[str, Abroad]]


def _everywhere(
    seen: tuple[Mapping[str, Abroad], Mapping[str, Abroad]], pairs: Mapping[str, tuple[ArgumentMap, ArgumentMap]]
) -> _Everywhere:
    """Gather it from each map before and after, by the map's id."""
    renamed: dict[str, str] = {}
    reworded: set[str] = set()
    titles: dict[str, str] = {}
    for map_id, (before, after) in pairs.items():
        new_ids = renamed_nodes(before, after)
        renamed |= {in_full(map_id, was): in_full(map_id, now) for was, now in new_ids.items()}
        reworded |= {in_full(map_id, node_id) for node_id in _reworded(before, after, new_ids)}
        titles |= {in_full(map_id, node.id): node.title for node in (*before.nodes, *after.nodes)}
    return _Everywhere(renamed, frozenset(reworded), titles, seen)


def _map_change(
    map_id: str, before: ArgumentMap | None, after: ArgumentMap | None, everywhere: _Everywhere
) -> MapChange:
    old, new = before or NOTHING, after or NOTHING
    renamed = {**everywhere.renamed, **renamed_nodes(old, new)}
    followed = _with_new_steps(old, renamed)
    nodes = tuple(_node_changes(old, new, renamed))
    return MapChange(
        id=map_id,
        before=before,
        after=after,
        fields=(*_differing(PLAIN_FIELDS, followed if before else None, after), *_lists(followed, new)),
        nodes=nodes,
        references=tuple(_reference_changes(old, new)),
        suspects=tuple(_suspects(old, new, renamed, everywhere.reworded)),
        argument=argument_change(old, new, renamed) if before and after else ArgumentChange(),
        titles=everywhere.titles,
        abroad=(everywhere.seen[0].get(map_id, NOTHING_ABROAD), everywhere.seen[1].get(map_id, NOTHING_ABROAD)),
    )


def _node_changes(before: ArgumentMap, after: ArgumentMap, renamed: Mapping[str, str]) -> Iterator[NodeChange]:
    old = {renamed.get(node.id, node.id): with_new_ids(node, renamed) for node in before.nodes}
    new = {node.id: node for node in after.nodes}
    old_ids = {node.file: renamed.get(node.id, node.id) for node in before.nodes}
    new_ids = {node.file: node.id for node in after.nodes}
    aliases = {alias for node in after.nodes for alias, _ in node.aliases}
    for node_id in sorted({*old, *new}):
        was, now = old.get(node_id), new.get(node_id)
        if (
            was
            and now
            and was.prose != now.prose
            and _with_resolved_links(was, old_ids) == _with_resolved_links(now, new_ids)
        ):
            was = replace(was, prose=now.prose)  # the same words with the same links, however these are written
        fields = tuple(_differing(_NODE_FIELDS, was, now))
        relations = tuple(_relation_changes(was, now))
        quotations = tuple(_quotation_changes(was, now, after))
        if now is None:
            kinds: tuple[ChangeKind, ...] = (_end_of(node_id, after.unreadable, aliases),)
        elif was is None:
            kinds = (ChangeKind.ADDED,)
        else:
            kinds = tuple(_kinds_of_change(was, now, fields, related=bool(relations), quoted=bool(quotations)))
        if kinds:
            yield NodeChange(node_id, was, now, kinds, fields, relations, quotations)


def _with_resolved_links(node: Node, ids: Mapping[str, str]) -> str:
    """Return a node's prose with the ids that nodes have now in its links, by file, so that no move or rename shows."""
    return with_links(node.prose, node.file, lambda link: f"{ids.get(link.path, link.path)}#{link.fragment}")


def _with_new_steps(argument_map: ArgumentMap, renamed: Mapping[str, str]) -> ArgumentMap:
    """Let path and overview name nodes as they are called now: one that follows a rename is no change."""
    path = tuple(replace(step, node=renamed.get(step.node, step.node)) for step in argument_map.path)
    overview = tuple((renamed.get(node_id, node_id), place) for node_id, place in argument_map.overview)
    return replace(argument_map, path=path, overview=overview)


_NODE_FIELDS: dict[str, Callable[[Node], str]] = {
    "kind": lambda node: node.kind.value,
    "title": lambda node: node.title,
    "statement": lambda node: node.statement,
    "voice": lambda node: ", ".join(node.voice),
    "voice-examples": lambda node: "true" * node.voice_examples,
    "stance": lambda node: node.stance,
    "hedge": lambda node: node.hedge,
    "source": lambda node: ", ".join(
        dict.fromkeys(f"{source.at}{' (quoted)' * source.is_quoted}" for source in node.passages)
    ),
    "cites": lambda node: "; ".join(cite.written for cite in node.cites),
    "score": lambda node: decimal(node.score),
    "tags": lambda node: ", ".join(node.tags),
    "aliases": lambda node: ", ".join(alias for alias, _ in node.aliases),
    "reason": lambda node: node.reason,
    "replaced-by": lambda node: ", ".join(node.replaced_by),
    "revision": lambda node: str(node.revision),
    "prose": lambda node: node.prose,
}
_RECASTING = {"kind", "voice", "voice-examples", "stance"}


def _differing(
    fields: Mapping[str, Callable[[_Compared], str]], before: _Compared | None, after: _Compared | None
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
    old = [source for source in (before.passages if before else ()) if source.quote]
    new = [source for source in (after.passages if after else ()) if source.quote]
    quoted_before, quoted_now = ({(source.at, source.quote) for source in side} for side in (old, new))
    removed = [source for source in old if (source.at, source.quote) not in quoted_now]
    for source in new:
        if (source.at, source.quote) not in quoted_before:
            was = next((other for other in removed if source.at == other.at or source.quote == other.quote), None)
            removed = [other for other in removed if other is not was]
            yield QuotationChange(was, source, verified=is_verified(now, source))
    for source in removed:
        yield QuotationChange(source, None, verified=False)


def _end_of(node_id: str, unreadable: Collection[str], aliases: Collection[str]) -> ChangeKind:
    """Say what became of a node that is not there any more."""
    if node_id in unreadable:
        return ChangeKind.UNREADABLE
    return ChangeKind.MERGED if node_id in aliases else ChangeKind.LOST


def _kinds_of_change(
    before: Node, after: Node, fields: Sequence[FieldChange], *, related: bool, quoted: bool
) -> Iterator[ChangeKind]:
    names = {field.name for field in fields}
    happened = {
        ChangeKind.RENAMED: before.id != after.id,
        ChangeKind.WITHDRAWN: after.withdrawn and not before.withdrawn,
        ChangeKind.REINSTATED: before.withdrawn and not after.withdrawn,
        ChangeKind.REWORDED: "statement" in names,
        ChangeKind.RELATED: related,
        ChangeKind.RECAST: bool(names & _RECASTING),
        ChangeKind.QUOTED: quoted,
        ChangeKind.EDITED: bool(names - _RECASTING - {"statement", "revision", "aliases", "reason", "replaced-by"}),
        ChangeKind.MOVED: before.id == after.id and before.file != after.file,
    }
    yield from (kind for kind, is_so in happened.items() if is_so)
    if names and not any(happened.values()):
        yield ChangeKind.EDITED


def _reference_changes(before: ArgumentMap, after: ArgumentMap) -> Iterator[ReferenceChange]:
    old, new = ({reference.key: reference for reference in side.references} for side in (before, after))
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        entries = was.entry if was else {}, now.entry if now else {}
        names = tuple(
            sorted(name for name in {*entries[0], *entries[1]} if entries[0].get(name) != entries[1].get(name))
        )
        if names:
            yield ReferenceChange(key, was, now, names)


def _reworded(before: ArgumentMap, after: ArgumentMap, renamed: Mapping[str, str]) -> set[str]:
    """Return the ids that nodes have now whose statements changed."""
    statements = {node.id: node.statement for node in after.nodes}
    now = ((renamed.get(node.id, node.id), node.statement) for node in before.nodes)
    return {node_id for node_id, statement in now if statements.get(node_id, statement) != statement}


def _suspects(
    before: ArgumentMap, after: ArgumentMap, renamed: Mapping[str, str], elsewhere: Collection[str]
) -> Iterator[Suspect]:
    old = {renamed.get(node.id, node.id): with_new_ids(node, renamed) for node in before.nodes}
    reworded = _reworded(before, after, renamed) | set(elsewhere)
    for node in after.nodes:
        was = _by_end(old.get(node.id))
        for relation in node.relations:
            ends = [end for end in (relation.origin, *relation.ends) if end in reworded]
            untouched = was.get((relation.target, relation.conclusion))
            if ends and untouched is not None and replace(untouched, place=relation.place) == relation:
                yield Suspect(relation, tuple(ends))
