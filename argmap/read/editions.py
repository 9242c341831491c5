"""Reads editions.yml: which editions of a map there are, when they were released, and what is new in each."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from argmap.model.beside import Edition
from argmap.model.fields import EDITION_FIELDS, EDITIONS_FIELDS
from argmap.model.findings import Finding
from argmap.model.limits import DRAFT
from argmap.read.meant import excerpt
from argmap.read.values import read_table

_EDITIONS = EDITIONS_FIELDS[0]
_TEXTS = ("edition", "date", "doi", "archive", "sha256")
_DOI_PREFIX = re.compile("^.*?(?=10[.])")
_FIELDS = {field.name: field for field in EDITION_FIELDS}


def read_editions(path: str, raw: str) -> tuple[tuple[Edition, ...], list[Finding]]:
    """Read editions.yml.

    Args:
        path: The path to name in findings.
        raw: The text of the file.

    Returns:
        The editions in the file's order, and the findings.
    """
    reader, table = read_table(path, raw, EDITIONS_FIELDS, "editions.yml")
    editions: list[Edition] = []
    for place, values in reader.tables(table.entries, _EDITIONS, EDITION_FIELDS, "an edition"):
        texts = reader.texts(values, [_FIELDS[name] for name in _TEXTS])
        if texts["edition"]:
            changes = (reader.text(change, _FIELDS["changes"]) for change in reader.items(values, _FIELDS["changes"]))
            edition = Edition(texts["edition"], texts["date"], tuple(filter(None, changes)), place, texts["sha256"])
            edition = replace(edition, doi=_DOI_PREFIX.sub("", texts["doi"]), archive=texts["archive"])
            for problem, hint in _problems(edition, editions, is_dated="date" in values):
                reader.report(place, "AM063", problem, hint)
            editions.append(edition)
    return tuple(editions), reader.findings


def _problems(edition: Edition, newer: list[Edition], *, is_dated: bool) -> Iterator[tuple[str, str]]:
    name = excerpt(edition.name)
    if any(other.name == edition.name for other in newer):
        yield f"the edition {name} stands here twice", "delete one of the two"
    if edition.name == DRAFT:
        yield from _problems_of_draft(edition, newer)
        return
    if edition.date and not _is_day(edition.date):
        yield f"the day {edition.date} does not exist", "write the day on which it was released"
    if not is_dated:
        yield f"the edition {name} has no date", f"add {_FIELDS['date'].example}, the day it was released"
    if edition.doi and any(other.doi.lower() == edition.doi.lower() for other in newer):
        yield f"the edition {name} has the DOI of another", "give each edition the DOI of its own version"
    later = [other for other in newer if other.date and other.date < edition.date]
    if later:
        yield f"the edition {name} is newer than {excerpt(later[0].name)}, above it", "put the newest first"


def _problems_of_draft(draft: Edition, newer: list[Edition]) -> Iterator[tuple[str, str]]:
    if draft.date:
        yield "a draft has no date yet", "delete the date; argmap release writes it"
    if draft.sha256:
        yield "a draft is not frozen", "delete sha256; argmap release writes it"
    if draft.doi or draft.archive:
        hint = "delete doi and archive, or put them into the entry of the edition they keep"
        yield "a draft is in no archive", hint
    if newer:
        yield "the draft stands below a released edition", "put it first: the newest stands on top"


def _is_day(date: str) -> bool:
    try:
        dt.date.fromisoformat(date)
    except ValueError:
        return False
    return True
