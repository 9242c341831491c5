"""The prose of nodes: what `read.prose` does not find."""

from collections.abc import Iterator

from argmap.model.findings import Finding
from argmap.model.limits import BLANK_PROSE
from argmap.model.maps import ArgumentMap


def prose(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report prose that nobody has written yet.

    Args:
        argument_map: The map.

    Yields:
        AM064 at the line of each such prose.
    """
    for node in argument_map.nodes:
        before, blank, _ = node.prose.partition(BLANK_PROSE)
        if blank:
            place = node.place_in_prose(before.count("\n"))
            yield Finding(place, "AM064", "the prose is still that of the form", "write your own, or delete the line")
