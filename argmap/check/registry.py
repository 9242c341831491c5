"""Every check of a map that was read, in a single list. Each yields findings; none stops, writes or alters."""

from collections.abc import Callable, Iterable

from argmap.check.citations import citations, voices
from argmap.check.editions import editions
from argmap.check.identity import edition, identity, withdrawals
from argmap.check.passages import grounds, passages, unmapped
from argmap.check.prose import prose
from argmap.check.structure import cycles, ends, guided_path, linked_premises, overview, pairs, targets, ways_up
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap

CHECKS: tuple[Callable[[ArgumentMap], Iterable[Finding]], ...] = (
    identity,
    withdrawals,
    targets,
    ends,
    pairs,
    linked_premises,
    guided_path,
    overview,
    edition,
    editions,
    cycles,
    ways_up,
    passages,
    unmapped,
    grounds,
    citations,
    voices,
    prose,
)
"""The checks: functions that take a map and yield findings."""


def check(argument_map: ArgumentMap) -> list[Finding]:
    """Check a map.

    Args:
        argument_map: A map that was read.

    Returns:
        Every finding about it, in no particular order.
    """
    return [finding for find in CHECKS for finding in find(argument_map)]
