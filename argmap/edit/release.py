"""Releases an edition of a map: what has to change in the map's files."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from argmap.check.registry import check
from argmap.citations.converting import converted_lists
from argmap.edit.newnode import quoted
from argmap.locale.words import translations
from argmap.model.limits import DRAFT, EDITION_IN_WORDS, FIXED_EDITION_PATTERN
from argmap.model.maps import ArgumentMap
from argmap.model.refusals import Refusal
from argmap.model.rules import Severity
from argmap.read.frozen import digest_of
from argmap.read.layout import EDITIONS_FILE, MAP_FILE, frozen_file
from argmap.read.maps import read

_EDITION_LINE = re.compile(
    r"""^edition:[ \t]*(?:"[^"\n]*"|'[^'\n]*'|[^\s#][^#\n]*?)(?P<remark>[ \t]*(?:[ \t]#.*)?)$""", re.MULTILINE
)


_DRAFT_ENTRY = re.compile(
    r"""^(?P<lead>[ ]*-[ ]+)(?P<brace>\{[ ]*)?edition:[ ]*["']?draft["']?(?P<rest>.*)$""", re.MULTILINE
)


_FIRST_ENTRY = re.compile(r"^(?P<before>editions:[ ]*(?:#.*)?\n(?:[ ]*(?:#.*)?\n)*)(?P<lead>[ ]*)-", re.MULTILINE)
"""The beginning of the first entry of editions.yml, with the lines above it."""

_CHANGES = "# changes: [what is new, for readers]"


class ReleaseError(Refusal):
    """The edition cannot be released; the message says why and what would help."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be released.

    Attributes:
        edition: The name of the edition.
        day: The day of its release, as `2026-11-24`.
        address: The address of the site, ending in a slash; empty when it is not known.
    """

    edition: str
    day: str
    address: str = ""


def new_texts(argument_map: ArgumentMap, texts: Mapping[str, str], wish: Wish, frozen: str = "") -> dict[str, str]:
    """Return map.yml and editions.yml as they are to be for a release, all else in them as it was.

    Args:
        argument_map: The map that is released.
        texts: The text of each file of the docs folder by its path.
        wish: What is to be released.
        frozen: The text of the file in which the edition is frozen, which depends on all else; empty for the texts as
            they are before there is one.

    Returns:
        The new text of each of the two files, and the file of the edition, by its path. A map that has no
        editions.yml gets one, which says that this is its first edition.

    Raises:
        ReleaseError: When the edition cannot be released.
    """
    edition, day = wish.edition, wish.day
    map_file, editions_file = f"{argument_map.id}/{MAP_FILE}", f"{argument_map.id}/{EDITIONS_FILE}"
    is_first = editions_file not in texts
    _must_be_releasable(argument_map, edition, is_first=is_first)
    first = quoted(translations(argument_map.language).gettext("First edition."))
    editions = texts.get(editions_file, f"editions:\n  - edition: draft\n    changes: [{first}]\n")
    line = f'edition: "{edition}"'
    header = _named(texts[map_file], line)
    digest = digest_of(frozen) if frozen else ""
    editions = _DRAFT_ENTRY.sub(lambda match: _entry(match, edition, day, digest), editions, count=1)
    changed = {map_file: header, editions_file: editions}
    if frozen:
        changed[frozen_file(argument_map.id, edition)] = frozen
    after = {**texts, **changed}
    reading = read(after, converted=converted_lists(after))
    reread = next(entry for entry in reading.maps if entry.id == argument_map.id)
    names = [edition if entry.name == DRAFT else entry.name for entry in argument_map.editions] or [edition]
    if (reread.edition, reread.edition_date, [entry.name for entry in reread.editions]) != (edition, day, names):
        message = f"{map_file} or {editions_file} is written in a way that cannot be changed here; write {line} there"
        raise ReleaseError(message)
    errors = [finding for finding in (*reading.findings, *check(reading.maps)) if finding.severity is Severity.ERROR]
    if errors:
        message = f"the edition cannot be released as {edition}: {errors[0].message}"
        raise ReleaseError(message)
    return changed


def _named(text: str, line: str) -> str:
    """Put the line that names the edition into the text of map.yml."""
    header, replaced = _EDITION_LINE.subn(lambda match: f"{line}{match['remark']}", text, count=1)
    return header if replaced else f"{text.rstrip()}\n{line}\n"


def draft_texts(argument_map: ArgumentMap, texts: Mapping[str, str]) -> dict[str, str]:
    """Return map.yml and editions.yml as they are to be for the draft of the next edition, all else in them as it was.

    Args:
        argument_map: The map, which bears the name of a released edition.
        texts: The text of each file of the docs folder by its path.

    Returns:
        The new text of each of the two files by its path.

    Raises:
        ReleaseError: When the map is a draft already, or a file is written in a way that cannot be changed here.
    """
    map_file, editions_file = f"{argument_map.id}/{MAP_FILE}", f"{argument_map.id}/{EDITIONS_FILE}"
    names = [entry.name for entry in argument_map.editions]
    if argument_map.edition == DRAFT and DRAFT in names[:1]:
        message = f"{argument_map.id} is the draft of its next edition already"
        raise ReleaseError(message)
    line = f"edition: {DRAFT}"
    editions = texts.get(editions_file, "")
    if DRAFT not in names:
        editions = _FIRST_ENTRY.sub(
            lambda match: f"{match['before']}{match['lead']}- {line}\n{match['lead']}  {_CHANGES}\n{match['lead']}-",
            editions,
        )
        names = [DRAFT, *names]
    changed = {map_file: _named(texts[map_file], line), editions_file: editions}
    after = {**texts, **changed}
    reread = next(entry for entry in read(after, converted=converted_lists(after)).maps if entry.id == argument_map.id)
    if (reread.edition, [entry.name for entry in reread.editions]) != (DRAFT, names):
        message = (
            f"{map_file} or {editions_file} is written in a way that cannot be changed here; write {line} in the one, "
            f"and - {line} first below editions: in the other"
        )
        raise ReleaseError(message)
    return changed


def _must_be_releasable(argument_map: ArgumentMap, edition: str, *, is_first: bool) -> None:
    """Raise ReleaseError when the name cannot be that of a new edition, or nothing is said to be new in a later one."""
    if not re.fullmatch(FIXED_EDITION_PATTERN, edition):
        message = f'"{edition}" cannot name an edition; use {EDITION_IN_WORDS}, with a digit and a dot'
        raise ReleaseError(message)
    if any(entry.name == edition for entry in argument_map.editions):
        message = f"{argument_map.id} has an edition {edition} already"
        raise ReleaseError(message)
    if not is_first and not any(entry.name == DRAFT and entry.changes for entry in argument_map.editions):
        message = (
            f"{argument_map.id}/{EDITIONS_FILE} does not say what is new; write there, first below editions:\n"
            "  - edition: draft\n    changes: [what is new, for readers]"
        )
        raise ReleaseError(message)


def _entry(match: re.Match[str], edition: str, day: str, digest: str) -> str:
    fields = [f'date: "{day}"', *([f"sha256: {digest}"] if digest else [])]
    name = f'edition: "{edition}"'
    if match["brace"]:
        return f"{match['lead']}{match['brace']}{', '.join([name, *fields])}{match['rest']}"
    margin = f"\n{' ' * len(match['lead'])}"
    return f"{match['lead']}{name}{match['rest']}{''.join(f'{margin}{field}' for field in fields)}"
