"""Reads editions.yml: which editions of a map there are, when they were released, and what is new in each."""

import datetime as dt
import re
from collections.abc import Iterator

from argmap.fields import DRAFT, EDITION_FIELDS, EDITIONS_FIELDS
from argmap.findings import Finding, Place
from argmap.model import Edition
from argmap.valuereader import ValueReader, character_findings, shown
from argmap.yamltree import Table, Value, parse_yaml

EDITION_NAME = re.compile(r"[0-9A-Za-z]+(?:[.-][0-9A-Za-z]+)*")
"""What a release can be called, since the name becomes part of a tag and of files: `2026.1`, `1.0-rc1`."""

_EDITIONS = EDITIONS_FIELDS[0]
_FIELDS = {field.name: field for field in EDITION_FIELDS}


def read_editions(path: str, raw: str | None) -> tuple[tuple[Edition, ...], list[Finding]]:
    """Read editions.yml.

    Takes the path to name in findings, and the file's text or None when there is no file. Returns the
    editions in the file's order, and the findings.
    """
    if raw is None:
        return (), []
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = ValueReader(text)
    reader.findings += character_findings(path, text)
    value, found = parse_yaml(text, path)
    reader.findings += found
    editions: list[Edition] = []
    if isinstance(value, Table):
        fields = reader.known(value, EDITIONS_FIELDS, "editions.yml")
        for item in reader.items(fields["editions"], _EDITIONS) if "editions" in fields else ():
            for edition in _edition(item, reader):
                for problem, hint in _problems(edition, editions):
                    reader.report(edition.place, "AM063", problem, hint)
                editions.append(edition)
    elif not found:
        reader.report(Place(path), "AM021", "editions.yml needs the field editions", f"add {_EDITIONS.example}")
    return tuple(editions), reader.findings


def _edition(item: Value, reader: ValueReader) -> Iterator[Edition]:
    table = reader.table(item, _EDITIONS)
    if table is None:
        return
    given = reader.known(table, EDITION_FIELDS, "an edition")
    said = {name: reader.text(given[name], _FIELDS[name]) for name in ("edition", "date") if name in given}
    changes = reader.items(given["changes"], _FIELDS["changes"]) if "changes" in given else ()
    if said.get("edition"):
        new = (reader.text(one, _FIELDS["changes"]) for one in changes)
        yield Edition(said["edition"], said.get("date", ""), tuple(filter(None, new)), item.place)


def _problems(edition: Edition, newer: list[Edition]) -> Iterator[tuple[str, str]]:
    name = shown(edition.name)
    if any(one.name == edition.name for one in newer):
        yield f"the edition {name} stands here twice", "delete one of the two"
    if edition.name == DRAFT:
        if edition.date:
            yield "a draft has no date yet", "delete the date; argmap release writes it"
        if newer:
            yield "the draft stands below a released edition", "put it first: the newest stands on top"
        return
    if not EDITION_NAME.fullmatch(edition.name):
        yield f'"{name}" cannot name an edition', "use letters and digits with dots or hyphens, like 2026.1"
    if not _is_day(edition.date):
        said = f"the day {edition.date} does not exist" if edition.date else f"the edition {name} has no date"
        yield said, f"add {_FIELDS['date'].example}, the day it was released"
    later = [one for one in newer if one.date and one.date < edition.date]
    if later:
        yield f"the edition {name} is newer than {shown(later[0].name)}, above it", "put the newest first"


def _is_day(date: str) -> bool:
    try:
        dt.date.fromisoformat(date)
    except ValueError:
        return False
    return True
