"""On which side things stand: what bears on a box to its right, wherever that can be."""

from collections import defaultdict
from collections.abc import Collection, Sequence

Ends = tuple[str, str]
"""Where a line begins and where it ends, by the ids of the nodes."""


def turned_back(lines: Collection[Ends], starts: Sequence[str], leftmost: Collection[str]) -> frozenset[Ends]:
    """Choose the lines that lead from left to right, so that all others can lead from right to left.

    Args:
        lines: The ends of all lines.
        starts: The nodes to begin with: whatever bears on them stands to their right.
        leftmost: The nodes that stand on the left, whatever they bear on.

    Returns:
        The lines from what stands on the left, and one of each circle of lines: it begins nearer to a start.
    """
    bearing: defaultdict[str, list[str]] = defaultdict(list)
    for origin, end in sorted(lines):
        if origin not in leftmost:
            bearing[end].append(origin)
    turned = {(origin, end) for origin, end in lines if origin in leftmost}
    done: set[str] = set()
    for start in [*starts, *sorted(bearing)]:
        if start in done:
            continue
        way = {start: iter(bearing[start])}
        while way:
            here = next(reversed(way))
            origin = next(way[here], "")
            if origin in way:
                turned.add((origin, here))
            elif origin and origin not in done:
                way[origin] = iter(bearing[origin])
            elif not origin:
                done.add(here)
                del way[here]
    return frozenset(turned)
