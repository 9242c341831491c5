"""Reads a map's own file, map.yml."""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from argmap.fields import (
    DEVICE_NAMES,
    ID_PATTERN,
    LOCATOR_PATTERN,
    MAP_FIELDS,
    SECTION_FIELDS,
    STEP_FIELDS,
    TEXT_LENGTH,
    Field,
    Form,
)
from argmap.findings import Finding, Place
from argmap.model import Section, Step
from argmap.valuereader import ValueReader, character_findings, shown
from argmap.yamltree import Table, Value, parse_yaml

_FIELDS = {field.name: field for field in MAP_FIELDS}
MOST_PARAGRAPHS = 2000
"""More than any section has; a larger number is a slip of the keyboard, or an attack."""

_REASON = Field("a reason", Form.TEXT, "", "road map of the article", longest=TEXT_LENGTH)


@dataclass(frozen=True, slots=True)
class MapHeader:
    """What map.yml says."""

    id: str
    title: str
    edition: str = "draft"
    work: str = ""
    language: str = "en"
    license: str = ""
    sections: tuple[Section, ...] = ()
    notes: int = 0
    not_argued: dict[str, str] = field(default_factory=dict)
    path: tuple[Step, ...] = ()
    places: dict[str, Place] = field(default_factory=dict)


def read_map_file(folder: str, raw: str) -> tuple[MapHeader, list[Finding]]:
    """Read map.yml.

    Takes the map's folder below the docs folder, which is the map's id, and the file's text.
    Returns the header, with the folder for a title when there is none, and the findings.
    """
    path = f"{folder}/map.yml"
    text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    reader = ValueReader(text)
    for part in PurePosixPath(folder).parts:
        if not re.fullmatch(ID_PATTERN, part) or part in DEVICE_NAMES:
            hint = "name the folder with lower-case Latin words joined by hyphens: it is part of every address"
            reader.report(Place(path), "AM030", f'the folder\'s name "{shown(part)}" is not an id', hint)
    reader.findings += character_findings(path, text)
    value, found = parse_yaml(text, path)
    reader.findings += found
    if not isinstance(value, Table):
        if not found:
            reader.report(Place(path), "AM021", "map.yml needs the field title", f"add {_FIELDS['title'].example}")
        return MapHeader(folder, folder), reader.findings
    fields = reader.known(value, MAP_FIELDS, "map.yml")

    def text_of(name: str) -> str:
        return reader.text(fields[name], _FIELDS[name]) if name in fields else ""

    header = MapHeader(
        id=folder,
        title=text_of("title") or folder,
        edition=text_of("edition") or "draft",
        work=text_of("work"),
        language=text_of("language") or "en",
        license=text_of("license"),
        sections=_sections(fields, reader),
        notes=_notes(fields, reader),
        not_argued=_not_argued(fields, reader),
        path=_path(fields, reader),
        places={"": value.place, **value.keys},
    )
    return header, reader.findings


def _sections(fields: dict[str, Value], reader: ValueReader) -> tuple[Section, ...]:
    sections: list[Section] = []
    id_field, title_field, paragraphs_field = SECTION_FIELDS
    for value in reader.items(fields["sections"], _FIELDS["sections"]) if "sections" in fields else ():
        table = reader.table(value, _FIELDS["sections"])
        given = reader.known(table, SECTION_FIELDS, "a section") if table else {}
        section_id = reader.text(given["id"], id_field) if "id" in given else ""
        title = reader.text(given["title"], title_field) if "title" in given else ""
        paragraphs = reader.number(given["paragraphs"], paragraphs_field) if "paragraphs" in given else 1
        if any(section.id == section_id for section in sections):
            hint = "give each section an id of its own"
            reader.report(value.place, "AM044", f"the section {section_id} is declared twice", hint)
        elif paragraphs is not None and not 1 <= paragraphs <= MOST_PARAGRAPHS:
            hint = f"give a number from 1 to {MOST_PARAGRAPHS}, or leave the section out"
            message = f"the section {section_id} cannot have {paragraphs} paragraphs"
            reader.report(value.place, "AM044", message, hint)
        elif section_id:
            sections.append(Section(section_id, title, MOST_PARAGRAPHS if paragraphs is None else paragraphs))
    return tuple(sections)


def _notes(fields: dict[str, Value], reader: ValueReader) -> int:
    if "notes" not in fields:
        return 0
    notes = reader.number(fields["notes"], _FIELDS["notes"]) or 0
    if notes > MOST_PARAGRAPHS:
        hint = f"at most {MOST_PARAGRAPHS} can be declared"
        reader.report(fields["notes"].place, "AM044", f"no text has {notes} notes", hint)
        return 0
    return notes


def _path(fields: dict[str, Value], reader: ValueReader) -> tuple[Step, ...]:
    steps = []
    node_field, lead_field = STEP_FIELDS
    for value in reader.items(fields["path"], _FIELDS["path"]) if "path" in fields else ():
        table = reader.table(value, _FIELDS["path"])
        given = reader.known(table, STEP_FIELDS, "a step of the path") if table else {}
        node = reader.text(given["node"], node_field) if "node" in given else ""
        lead = reader.text(given["lead"], lead_field) if "lead" in given else ""
        if node:
            steps.append(Step(node, lead, value.place))
    return tuple(steps)


def _not_argued(fields: dict[str, Value], reader: ValueReader) -> dict[str, str]:
    name = "not-argued"
    if name not in fields:
        return {}
    table = reader.table(fields[name], _FIELDS[name])
    if table is None:
        return {}
    reasons = {}
    for locator, value in table.entries.items():
        if re.fullmatch(LOCATOR_PATTERN, locator):
            reasons[locator] = reader.text(value, _REASON)
        else:
            hint = "a locator is a section's id, a dot and a number, or n and a note's number"
            reader.report(table.keys[locator], "AM040", f'"{shown(locator)}" is not a locator', hint)
    return reasons
