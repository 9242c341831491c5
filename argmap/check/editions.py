"""Released editions: what is frozen holds together, and is not edited under its name."""

from collections.abc import Iterator, Sequence

from msgspec import structs

from argmap.check.identity import identity, withdrawals
from argmap.check.passages import passages
from argmap.check.relations import relations
from argmap.model.findings import Finding, Place
from argmap.model.frozen import FrozenEdition, FrozenMap, FrozenNode
from argmap.model.limits import DRAFT
from argmap.model.maps import ArgumentMap
from argmap.read.frozen import frozen_map, thawed_map
from argmap.read.layout import frozen_file
from argmap.read.meant import excerpt

_RELIED_ON = frozenset({"AM012", "AM013", "AM017", "AM019", "AM031", "AM032", "AM033", "AM034", "AM040"})
"""What the pages of an edition rely on; other rules may have become stricter since."""

_MOST_NAMED = 5
"""How many nodes that differ a finding names."""


def editions(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report an edition that does not hold together, and one that is edited under its name (AM087, AM089)."""
    for edition in argument_map.frozen:
        then = thawed_map(structs.replace(edition.map, nodes=tuple(map(_bare, edition.map.nodes))), "")
        path = frozen_file(argument_map.id, then.edition)
        unknown = _unknown(edition)
        if unknown:
            message = f"what it holds does not fit together: {excerpt(unknown)} is no node of it, nor one that it saw"
            yield Finding(Place(path), "AM087", message, "take the file back as it was released")
            continue
        found = [*identity(then), *_successions(then), *passages(then), *relations([then])]
        faults = [fault for fault in found if fault.code in _RELIED_ON]
        for fault in faults[:1]:
            message = f"what it holds does not fit together: {fault.place.path}: {fault.message}"
            yield Finding(Place(path), "AM087", message, "take the file back as it was released")
        if argument_map.edition == then.edition:
            yield from _edited(argument_map, edition.map)


def _unknown(edition: FrozenEdition) -> str:
    """Return the name of a node to which a relation across maps leads and of which the file tells nothing, or empty."""
    standing = [node for node in edition.map.nodes if not node.withdrawn]
    own = {node.id for node in standing}
    bearings = [*edition.abroad.steps, *(one for some in edition.abroad.bearing.values() for one in some)]
    crossing = [one for node in standing for one in node.relations if "/" in f"{one.to}{one.conclusion}"]
    relations_seen = [*crossing, *(one.relation for one in bearings)]
    names = {*edition.abroad.bearing, *(one.origin for one in bearings)}
    names |= {end for one in relations_seen for end in (one.to, one.conclusion) if end}
    return min(names - own - edition.abroad.nodes.keys(), default="")


def _successions(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Yield what is wrong with `replaced-by`; whether a reason is given says the place of the field, which is gone."""
    yield from (finding for finding in withdrawals(argument_map) if finding.code == "AM033")


def _bare(node: FrozenNode) -> FrozenNode:
    """Leave out what cannot fail: prose, which takes longest to read, and relations to maps that may be gone."""
    own = tuple(one for one in node.relations if "/" not in f"{one.to}{one.conclusion}")
    return structs.replace(node, prose="", relations=own)


def _edited(argument_map: ArgumentMap, then: FrozenMap) -> Iterator[Finding]:
    """Report that the map is no longer as it was released under this name: once, however much of it is not."""
    now = frozen_map(argument_map, {node.file: node.content for node in then.nodes}, then.links)
    was = {node.id: node for node in then.nodes}
    differing = [node for node in now.nodes if was.get(node.id) != node]
    differences = {
        "changed": [node.id for node in differing if node.id in was],
        "new": [node.id for node in differing if node.id not in was],
        "gone": sorted(was.keys() - argument_map.unreadable - {node.id for node in now.nodes}),
        "otherwise": sorted(
            name.replace("_", "-")
            for name in then.__struct_fields__
            if name != "nodes" and getattr(then, name) != getattr(now, name)
        ),
    }
    told = "; ".join(f"{how}: {_some(names)}" for how, names in differences.items() if names)
    if told:
        message = f"the edition {then.edition} is released, and the map is not as it was in it ({told})"
        hint = (
            f"argmap release {DRAFT} {argument_map.id} begins the next edition, and argmap fmt --raise writes the "
            f"revisions that are owed; by hand, set edition: {DRAFT} in map.yml, and put first below editions: in "
            f"editions.yml, as far from the margin as the entries there: - edition: {DRAFT}"
        )
        yield Finding(argument_map.place("edition"), "AM089", message, hint)


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return f"{', '.join(names[:_MOST_NAMED])}{more}"
