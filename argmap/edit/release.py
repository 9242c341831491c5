"""Releases an edition of a map: what has to change in its files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.check.registry import check
from argmap.model.limits import DRAFT, EDITION_IN_WORDS, EDITION_PATTERN
from argmap.model.maps import ArgumentMap
from argmap.model.rules import Severity
from argmap.read.layout import EDITIONS_FILE, MAP_FILE
from argmap.read.maps import read

_EDITION_LINE = re.compile(
    r"""^edition:[ \t]*(?:"[^"\n]*"|'[^'\n]*'|[^\s#][^#\n]*?)(?P<remark>[ \t]*(?:[ \t]#.*)?)$""", re.MULTILINE
)


_DRAFT_ENTRY = re.compile(
    r"""^(?P<lead>[ ]*-[ ]+)(?P<brace>\{[ ]*)?edition:[ ]*["']?draft["']?(?P<rest>.*)$""", re.MULTILINE
)


class ReleaseError(Exception):
    """The edition cannot be released; the message says why and what would help."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be released: the edition's name, the day, and the site's address, which may be unknown."""

    edition: str
    day: str
    address: str = ""


def new_texts(argument_map: ArgumentMap, texts: Mapping[str, str], wish: Wish) -> dict[str, str]:
    """Return map.yml and editions.yml as they are to be for a release, all else in them as it was.

    Takes the map, the texts of the docs folder, and what is wished. Raises ReleaseError when the edition cannot be
    released.
    """
    edition, day = wish.edition, wish.day
    _refuse(argument_map, edition)
    map_file, editions_file = f"{argument_map.id}/{MAP_FILE}", f"{argument_map.id}/{EDITIONS_FILE}"
    line = f'edition: "{edition}"'
    header, found = _EDITION_LINE.subn(lambda match: f"{line}{match['remark']}", texts[map_file], count=1)
    if not found:
        header = f"{texts[map_file].rstrip()}\n{line}\n"
    told, found = _DRAFT_ENTRY.subn(lambda match: _entry(match, edition, day), texts.get(editions_file, ""), count=1)
    changed = {map_file: header, editions_file: told}
    reading = read({**texts, **changed})
    again = next(one for one in reading.maps if one.id == argument_map.id)
    names = [edition if one.name == DRAFT else one.name for one in argument_map.editions]
    if (again.edition, again.edition_date, [one.name for one in again.editions]) != (edition, day, names):
        message = f"{map_file} or {editions_file} is written in a way that cannot be changed here; write {line} there"
        raise ReleaseError(message)
    wrong = [finding for finding in (*reading.findings, *check(again)) if finding.severity is Severity.ERROR]
    if wrong:
        message = f"the edition cannot be released as {edition}: {wrong[0].message}"
        raise ReleaseError(message)
    return changed


def _refuse(argument_map: ArgumentMap, edition: str) -> None:
    if edition == DRAFT or not re.fullmatch(EDITION_PATTERN, edition):
        message = f'"{edition}" cannot name an edition; use {EDITION_IN_WORDS}'
        raise ReleaseError(message)
    if any(one.name == edition for one in argument_map.editions):
        message = f"{argument_map.id} has an edition {edition} already"
        raise ReleaseError(message)
    if not any(one.name == DRAFT and one.changes for one in argument_map.editions):
        message = (
            f"{argument_map.id}/{EDITIONS_FILE} does not say what is new: put an entry on top with edition: draft and "
            "changes: [what is new, for readers]"
        )
        raise ReleaseError(message)


def _entry(match: re.Match[str], edition: str, day: str) -> str:
    named, dated = f'edition: "{edition}"', f'date: "{day}"'
    if match["brace"]:
        return f"{match['lead']}{match['brace']}{named}, {dated}{match['rest']}"
    return f"{match['lead']}{named}{match['rest']}\n{' ' * len(match['lead'])}{dated}"
