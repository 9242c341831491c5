"""Ids and what happens to them: a single address for each node, old addresses, withdrawals, editions."""

from collections.abc import Iterator

from argmap.model.findings import Finding, Place
from argmap.model.limits import DEVICE_NAMES, DRAFT, OF_DEVICE
from argmap.model.maps import ArgumentMap, Node
from argmap.model.ownpages import RESERVED_IDS
from argmap.read.meant import closest, excerpt

_NO_OTHER = "no id is like it; name a node that is there, or leave replaced-by out"


def identity(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report ids and aliases that collide, or that cannot be addresses (AM030, AM031, AM032, AM035)."""
    nodes_by_id: dict[str, Node] = {}
    for node in argument_map.nodes:
        if node.id in nodes_by_id:
            message = f'the id "{node.id}" is also that of {nodes_by_id[node.id].file}'
            yield Finding(Place(node.file), "AM031", message, "rename one of the two files")
        nodes_by_id.setdefault(node.id, node)
        if node.id in RESERVED_IDS:
            hint = "choose an id that says what the node claims"
            yield Finding(Place(node.file), "AM035", f'"{node.id}" is the address of one of the map\'s own pages', hint)
        for name, place in ((node.id, Place(node.file)), *node.aliases):
            if name in DEVICE_NAMES:
                yield Finding(place, "AM030", f'"{name}" {OF_DEVICE}', "choose another, such as one of two words")
    taken = dict.fromkeys(RESERVED_IDS, "one of the map's own pages")
    taken |= {node_id: node.file for node_id, node in nodes_by_id.items()}
    old_names = set()
    for node in argument_map.nodes:
        for alias, place in node.aliases:
            if alias in taken:
                hint = "remove the alias here or there" if alias in old_names else "remove the alias"
                yield Finding(place, "AM032", f'the alias "{alias}" is already the address of {taken[alias]}', hint)
            else:
                taken[alias] = f"an alias in {node.file}"
                old_names.add(alias)


def withdrawals(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report withdrawals that are not complete, or lead nowhere (AM033, AM034)."""
    ids = {node.id for node in argument_map.nodes} | argument_map.unreadable
    for node in argument_map.nodes:
        given = [name for name in ("reason", "replaced-by") if name in node.places]
        if node.withdrawn and "reason" not in given:
            hint = "add reason: with a sentence that says why"
            yield Finding(node.place("status"), "AM034", "a withdrawn node needs a reason", hint)
        if given and not node.withdrawn:
            names, with_reason = " and ".join(given), "" if "reason" in given else " with a reason"
            hint = f"write status: withdrawn{with_reason}, or delete {names}"
            message = f"{names} {'are' if given[1:] else 'is'} for withdrawn nodes only"
            yield Finding(node.place(given[0]), "AM034", message, hint)
        for instead in node.replaced_by:
            if instead not in ids:
                message = f'replaced-by "{instead}", which does not exist'
                yield Finding(
                    node.place("replaced-by"),
                    "AM033",
                    message,
                    closest(instead, ids, argument_map.aliases) or _NO_OTHER,
                )
            elif instead == node.id:
                yield Finding(node.place("replaced-by"), "AM033", "a node cannot be replaced by itself", "name another")


def edition(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report an edition that editions.yml does not list (AM062)."""
    released = {entry.name for entry in argument_map.editions} | {DRAFT}
    if argument_map.edition not in released:
        message = f'editions.yml does not tell of the edition "{excerpt(argument_map.edition)}"'
        hint = (
            closest(argument_map.edition, released - {DRAFT}) or "write edition: draft; argmap release writes the rest"
        )
        yield Finding(argument_map.place("edition"), "AM062", message, hint)
