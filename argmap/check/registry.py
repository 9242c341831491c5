"""Every check of a map that was read, in one list. Each yields findings; none stops, writes or alters."""

from collections.abc import Callable, Iterable

from argmap.check.citations import citations
from argmap.check.identity import edition, identity, withdrawals
from argmap.check.passages import grounds, passages
from argmap.check.prose import prose
from argmap.check.structure import cycles, guided_path, linked_premises, pairs, targets, ways_up
from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap

CHECKS: tuple[Callable[[ArgumentMap], Iterable[Finding]], ...] = (
    identity,
    withdrawals,
    targets,
    pairs,
    linked_premises,
    guided_path,
    edition,
    cycles,
    ways_up,
    passages,
    grounds,
    citations,
    prose,
)
"""What is looked at, each by a function that takes a map and yields findings."""


def check(argument_map: ArgumentMap) -> list[Finding]:
    """Look a map over.

    Args:
        argument_map: A map that was read.

    Returns:
        Every finding about it, in no particular order.
    """
    return [finding for look_at in CHECKS for finding in look_at(argument_map)]
