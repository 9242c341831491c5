"""Which maps are of one text."""

from collections.abc import Sequence
from dataclasses import replace

from argmap.model.maps import ArgumentMap


def with_readings(maps: Sequence[ArgumentMap]) -> tuple[ArgumentMap, ...]:
    """Tell each map which others are of the same text.

    Args:
        maps: All maps.

    Returns:
        The maps, those of one text each with the ids of the others. A map that lists no paragraphs and notes is left
        alone, since nothing of it could be put beside another.
    """
    placed = [one for one in maps if one.work and (one.sections or one.notes)]
    others = {
        one.id: tuple(other.id for other in placed if other is not one and _are_of_one(one, other)) for one in placed
    }
    return tuple(replace(one, readings=others[one.id]) if others.get(one.id) else one for one in maps)


def _are_of_one(one: ArgumentMap, other: ArgumentMap) -> bool:
    """Tell whether two maps are of one text: by its DOI, or where one of them knows none, by its key."""
    dois = (_doi(one), _doi(other))
    return dois[0] == dois[1] if all(dois) else one.work == other.work


def _doi(argument_map: ArgumentMap) -> str:
    work = argument_map.works.get(argument_map.work)
    return str(work.entry.get("DOI", "")).casefold() if work else ""
