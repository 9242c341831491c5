"""Reads a map's own file, map.yml."""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

from argmap.model.beside import Author, Section, Step
from argmap.model.fields import AUTHOR_FIELDS, MAP_FIELDS, SECTION_FIELDS, STEP_FIELDS, Field, Form
from argmap.model.findings import Finding, Place
from argmap.model.limits import DEVICE_NAMES, DRAFT, ID_LENGTH, ID_PATTERN, LOCATOR_PATTERN, OF_DEVICE, TEXT_LENGTH
from argmap.model.maps import ArgumentMap
from argmap.read.meant import excerpt, id_meant
from argmap.read.values import ValueReader, read_table
from argmap.read.yamltree import Table, Value

_FIELDS = {field.name: field for field in MAP_FIELDS}
MOST_PARAGRAPHS = 2000
"""More than any section has; a larger number is a slip of the keyboard, or an attack."""

_MOST_TOGETHER = 20_000
"""More paragraphs than any text has: those of a work of many volumes."""

_ID = Field("an id", Form.TEXT, "", "some-claim", longest=ID_LENGTH, pattern=ID_PATTERN)
_REASON = Field("a reason", Form.TEXT, "", "road map of the article", longest=TEXT_LENGTH)


def read_map_file(folder: str, raw: str) -> tuple[ArgumentMap, list[Finding]]:
    """Read map.yml.

    Args:
        folder: The map's folder below the docs folder, which is the map's id.
        raw: The text of the file.

    Returns:
        The map as far as this file tells it, with the folder for a title when there is none, and the findings.
    """
    path = f"{folder}/map.yml"
    reader, table = read_table(path, raw, MAP_FIELDS, "map.yml")
    for part in PurePosixPath(folder).parts:
        if part in DEVICE_NAMES:
            hint = "give the folder another name, such as one of two words"
            reader.report(Place(path), "AM030", f'the folder\'s name "{part}" {OF_DEVICE}', hint)
        elif not re.fullmatch(ID_PATTERN, part):
            called = id_meant(part) or "by lower-case Latin words joined by hyphens"
            hint = f"call the folder {called}: it is part of every address"
            reader.report(Place(path), "AM030", f'the folder\'s name "{excerpt(part)}" is not an id', hint)
    values = table.entries
    texts = reader.texts(values, (field for field in MAP_FIELDS if field.form is Form.TEXT))
    argument_map = ArgumentMap(
        id=folder,
        title=texts["title"] or folder,
        edition=texts["edition"] or DRAFT,
        work=texts["work"],
        language=texts["language"] or "en",
        license=texts["license"],
        authors=_authors(values, reader),
        publisher=texts["publisher"],
        contact=texts["contact"],
        work_url=texts["work-url"],
        works_read=_works_read(values, reader),
        overview=tuple(
            (node_id, value.place)
            for value in reader.items(values, _FIELDS["overview"])
            if (node_id := reader.text(value, _ID))
        ),
        sections=_sections(values, reader),
        notes=_notes(values, reader),
        not_argued=_not_argued(values, reader),
        path=_path(values, reader),
        places={"": table.place, **table.keys, **_locators_not_argued(values)},
    )
    return argument_map, reader.findings


def _authors(values: Mapping[str, Value], reader: ValueReader) -> tuple[Author, ...]:
    authors: dict[str, Author] = {}
    for place, parts in reader.tables(values, _FIELDS["authors"], AUTHOR_FIELDS, "an author"):
        name, orcid, role = reader.texts(parts, AUTHOR_FIELDS).values()
        orcid = orcid.rpartition("/")[2]
        if orcid and _check_sign(orcid) != orcid[-1]:
            hint = "a digit is wrong or in another's place: copy the ORCID iD from its page"
            reader.report(
                parts["orcid"].place, "AM022", f"{orcid} is not an ORCID iD: its last sign does not fit", hint
            )
        if name in authors:
            reader.report(place, "AM010", f'the author "{excerpt(name)}" is given twice', "delete one of the two")
        elif name:
            authors[name] = Author(name, orcid, role)
    return tuple(authors.values())


def _check_sign(orcid: str) -> str:
    """Work out the last sign of an ORCID iD from those before it (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in orcid[:-1].replace("-", ""):
        total = (total + int(digit)) * 2 % 11
    return "0123456789X"[(12 - total) % 11]


def _works_read(values: Mapping[str, Value], reader: ValueReader) -> bool:
    return "works-read" not in values or reader.flag(values["works-read"], _FIELDS["works-read"]) is not False


def _sections(values: Mapping[str, Value], reader: ValueReader) -> tuple[Section, ...]:
    sections: list[Section] = []
    id_field, title_field, paragraphs_field = SECTION_FIELDS
    for place, parts in reader.tables(values, _FIELDS["sections"], SECTION_FIELDS, "a section"):
        section_id, title = reader.texts(parts, (id_field, title_field)).values()
        number = reader.number(parts["paragraphs"], paragraphs_field) if "paragraphs" in parts else 1
        # Where the number is wrong, no locator of the section is called unknown.
        paragraphs = number if number is not None and 1 <= number <= MOST_PARAGRAPHS else MOST_PARAGRAPHS
        if number not in (None, paragraphs):
            hint = f"give a number from 1 to {MOST_PARAGRAPHS}, or leave the section out"
            reader.report(parts["paragraphs"].place, "AM044", f"a section cannot have {number} paragraphs", hint)
        if any(section.id == section_id for section in sections):
            hint = "give each section an id of its own"
            reader.report(place, "AM044", f"the section {section_id} is declared twice", hint)
        elif sum(section.paragraphs for section in sections) + paragraphs > _MOST_TOGETHER:
            hint = "map a part of the text, or several parts in maps of their own"
            message = f"the sections down to {section_id} have more than {_MOST_TOGETHER:,} paragraphs together"
            reader.report(place, "AM044", message, hint)
            break
        elif section_id:
            sections.append(Section(section_id, title, paragraphs))
    return tuple(sections)


def _notes(values: Mapping[str, Value], reader: ValueReader) -> int:
    if "notes" not in values:
        return 0
    notes = reader.number(values["notes"], _FIELDS["notes"]) or 0
    if notes > MOST_PARAGRAPHS:
        hint = f"at most {MOST_PARAGRAPHS} can be declared"
        reader.report(values["notes"].place, "AM044", f"no text has {notes} notes", hint)
        return 0
    return notes


def _path(values: Mapping[str, Value], reader: ValueReader) -> tuple[Step, ...]:
    steps = []
    for place, parts in reader.tables(values, _FIELDS["path"], STEP_FIELDS, "a step of the path"):
        texts = reader.texts(parts, STEP_FIELDS)
        if texts["node"]:
            steps.append(Step(texts["node"], texts["lead"], place))
    return tuple(steps)


def _locators_not_argued(values: Mapping[str, Value]) -> Mapping[str, Place]:
    """Return where each locator under not-argued stands."""
    table = values.get("not-argued")
    return table.keys if isinstance(table, Table) else {}


def _not_argued(values: Mapping[str, Value], reader: ValueReader) -> dict[str, str]:
    name = "not-argued"
    if name not in values:
        return {}
    table = reader.table(values[name], _FIELDS[name])
    if table is None:
        return {}
    reasons = {}
    for locator, value in table.entries.items():
        if re.fullmatch(LOCATOR_PATTERN, locator):
            reasons[locator] = reader.text(value, _REASON)
        else:
            hint = "a locator is a section's id, a dot and a number, or n and a note's number"
            reader.report(table.keys[locator], "AM040", f'"{excerpt(locator)}" is not a locator', hint)
    return reasons
