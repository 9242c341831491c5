"""The prose of nodes."""

from collections.abc import Iterator
from urllib.parse import unquote

from argmap.model.findings import Finding, Place
from argmap.model.limits import BLANK_PROSE
from argmap.model.maps import ArgumentMap, Node
from argmap.read.prose import faults_in


def prose(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report prose that would not be shown as written, or that nobody has written yet (AM060, AM061, AM064)."""
    for node in argument_map.nodes:
        if BLANK_PROSE in node.prose:
            place = prose_place(node, node.prose[: node.prose.index(BLANK_PROSE)].count("\n"))
            yield Finding(place, "AM064", "the prose is still that of the form", "write your own, or delete the line")
        for fault in faults_in(node.prose):
            offset = max(node.prose.lower().find(unquote(fault.near).lower()), 0) if fault.near else 0
            place = prose_place(node, node.prose.count("\n", 0, offset))
            yield Finding(place, fault.code, fault.message, fault.hint)


def prose_place(node: Node, line: int) -> Place:
    """Return the place of a line of a node's prose, counted from 0."""
    return Place(node.file, node.prose_line + line)
