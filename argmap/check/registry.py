"""Every check of maps that were read, in a single list. Each yields findings; none stops, writes or alters."""

from collections.abc import Callable, Collection, Iterable, Sequence

from argmap.check.citations import citations, voices
from argmap.check.editions import editions
from argmap.check.identity import edition, identity, withdrawals
from argmap.check.passages import grounds, passages, quoted, unmapped
from argmap.check.prose import prose
from argmap.check.relations import relations
from argmap.check.structure import cycles, guided_path, linked_premises, overview, pairs, ways_up
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap

CHECKS: tuple[Callable[[ArgumentMap], Iterable[Finding]], ...] = (
    identity,
    withdrawals,
    pairs,
    linked_premises,
    guided_path,
    overview,
    edition,
    editions,
    cycles,
    ways_up,
    passages,
    quoted,
    unmapped,
    grounds,
    citations,
    voices,
    prose,
)
"""The checks of a single map: functions that take it and yield findings."""


def check(maps: Sequence[ArgumentMap], unread: Collection[str] = ()) -> list[Finding]:
    """Check maps, each by itself and how they relate to each other.

    Args:
        maps: All maps, as they were read.
        unread: The paths of files that cannot be read.

    Returns:
        Every finding about them, in no particular order.
    """
    each = (finding for argument_map in maps for find in CHECKS for finding in find(argument_map))
    return [*each, *relations(maps, unread)]
