"""What a change does wrong, whatever the maps look like now: lost addresses, and words changed in secret."""

from collections.abc import Iterator, Sequence

from argmap.check.noderevisions import revision_findings
from argmap.diff.changes import NOTHING, MapChange
from argmap.locale.numbers import count
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap, Node


def names_of(node: Node) -> list[str]:
    """Return all ids at whose addresses a node is found: its own, and its aliases."""
    return [node.id, *(alias for alias, _ in node.aliases)]


def faults(change: MapChange, new_maps: Sequence[ArgumentMap]) -> Iterator[Finding]:
    """Report lost addresses (AM090), rewritten editions (AM088), and what changed under the same revision (AM091).

    Args:
        change: What happened to a map.
        new_maps: The maps that were not there before, among which may be this map under another name.

    Yields:
        The findings.
    """
    if change.before is not None and change.after is None:
        yield _lost_map(change.before, new_maps)
        return
    yield from _lost_addresses(change.before or NOTHING, change.after or NOTHING)
    yield from _rewritten_editions(change.before or NOTHING, change.after or NOTHING)
    for node in change.nodes:
        if node.before and node.after:
            yield from revision_findings("AM091", node.before, node.after, base=" BASE")


def _lost_map(before: ArgumentMap, new_maps: Sequence[ArgumentMap]) -> Finding:
    """Report once that a whole map is gone: no alias in another map can keep its addresses."""
    lost = 1 + sum(len(names_of(node)) for node in before.nodes)
    new_name = _new_name(before, new_maps)
    if new_name:
        message = f'the map "{before.id}" is now called "{new_name}", and {lost} addresses lead nowhere'
        hint = f"call its folder {before.id} again: every address begins with that name, and none can be redirected"
    else:
        message = f'the map "{before.id}" is gone, and with it {count(lost, "address", "addresses")}'
        hint = f"put the folder {before.id} back with its map.yml; nothing else keeps those addresses"
    return Finding(Place(before.file), "AM090", message, hint)


def _new_name(before: ArgumentMap, new_maps: Sequence[ArgumentMap]) -> str:
    """Return the id of the map that came and has most of a lost map's nodes; empty when there is none."""
    ids = {node.id for node in before.nodes}
    shared = {candidate.id: len(ids & {node.id for node in candidate.nodes}) for candidate in new_maps}
    return next((map_id for map_id, number in shared.items() if 2 * number > len(ids)), "")


def _lost_addresses(before: ArgumentMap, after: ArgumentMap) -> Iterator[Finding]:
    now = {name: node for node in after.nodes for name in names_of(node)}
    for node in before.nodes:
        if node.id in after.unreadable:
            continue  # why it cannot be read is a finding of its own
        lost = [name for name in names_of(node) if name not in now and name not in after.unreadable]
        here = now.get(node.id)
        if here is None:
            message = f'the node "{node.id}" is gone, and nothing stands at {", ".join(lost)} any more'
            hint = (
                "keep the file with status: withdrawn and a reason, or give its id as an alias of another node: "
                f"aliases: [{', '.join(lost)}]"
            )
            yield Finding(Place(node.file), "AM090", message, hint)
        elif lost:
            message = f"nothing leads from the old {', '.join(lost)} to {here.id} any more"
            aliases = [*(alias for alias, _ in here.aliases), *lost]
            yield Finding(here.place("aliases"), "AM090", message, f"write aliases: [{', '.join(aliases)}]")


def _rewritten_editions(before: ArgumentMap, after: ArgumentMap) -> Iterator[Finding]:
    """Report frozen editions that are gone, or that another file is to stand for: checking sees only that both fit."""
    digests = {one.name: one.sha256 for one in after.editions}
    for one in before.editions:
        if one.sha256 and digests.get(one.name) != one.sha256:
            what = "is frozen in another file now" if digests.get(one.name) else "is not frozen any more"
            message = f"the released edition {one.name} {what}: its SHA-256 was {one.sha256}"
            hint = "take its entry in editions.yml, and its file, back as they were"
            yield Finding(Place(one.place.path), "AM088", message, hint)
