"""The published schemas say the same as the readers, so an editor that follows them helps and does not mislead."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from argmap.export.mapjson import map_json
from argmap.export.schemas import schemas
from argmap.model import fields
from argmap.model.fields import (
    FIELD_TABLES,
    MAP_FIELDS,
    NODE_FIELDS,
    Field,
    FieldTable,
    Form,
)
from argmap.model.findings import Finding
from argmap.model.graph import graph_of
from argmap.model.voices import SPEAKERS
from argmap.read.editions import read_editions
from argmap.read.glossary import read_glossary
from argmap.read.mapfile import read_map_file
from argmap.read.maps import read
from argmap.read.nodes import read_node_file

FILES = ("node", "map", "glossary", "editions")
VALIDATORS = {name: Draft202012Validator(schemas()[name]) for name in FILES}
NODE, MAP = VALIDATORS["node"], VALIDATORS["map"]
ID = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
PLAIN = st.sampled_from(
    ["a few words", "Қазақстан", "a: b", "[x", "- y", "two\nlines", "@z", "#1", "it's", '"', "\\", " c "]
)
ODD = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["no", "1.10", "~", "2013-04-26"]
)
WORDS = st.one_of(PLAIN, PLAIN, PLAIN, st.text(st.characters(categories=["L", "P", "S"]), min_size=1, max_size=20), ODD)
LOCATOR = st.builds("{}.{}".format, ID, st.integers(1, 20)) | st.builds("n{}".format, st.integers(1, 20))
UNDERCUT = st.builds("{}{}->{}{}".format, ID, st.sampled_from(["", " "]), st.sampled_from(["", "  "]), ID)
CITE = ID | st.builds("{}{}{}".format, ID, st.sampled_from([", p. ", " ,pp. ", ",\n\nchap. "]), WORDS)
BROKEN = st.floats().filter(lambda number: not number.is_integer())
"""Numbers that no reader takes for whole ones; JSON Schema calls 1.0 an integer."""
JUNK = st.none() | st.booleans() | st.integers() | BROKEN | WORDS | st.lists(WORDS, max_size=2)


def table(needed: dict[str, st.SearchStrategy[Any]], **optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(needed, optional=optional)


SCORE = st.integers(-99, 99) | st.sampled_from([0.25, -0.5, 12.75, 1e30])
TABLES = {one.name: one for one in FIELD_TABLES}


def text_of(field: Field) -> st.SearchStrategy[str]:
    """Make texts that a field of that form may hold, most of them sound."""
    if field.values:
        return st.sampled_from(field.values)
    if field.name == "orcid":  # its last sign is a checksum, which no schema can count
        return st.just("0000-0002-1825-0097")
    return st.from_regex(field.pattern, fullmatch=True) if field.pattern else WORDS


def several(one: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    return st.lists(one, min_size=least, max_size=2)


@cache
def entry(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Make tables with the fields of one of `FIELD_TABLES`."""
    return st.deferred(
        lambda: table(
            {field.name: value_of(field) for field in TABLES[name].fields if field.required},
            **{field.name: value_of(field) for field in TABLES[name].fields if not field.required},
        )
    )


def value_of(field: Field) -> st.SearchStrategy[Any]:
    """Make values of a field's form."""
    return FORMS[field.form](field)


FORMS: dict[Form, Callable[[Field], st.SearchStrategy[Any]]] = {
    Form.TEXT: text_of,
    Form.NUMBER: lambda _: st.integers(0, 20),
    Form.DECIMAL: lambda _: SCORE,
    Form.FLAG: lambda _: st.booleans(),
    Form.LABELS: lambda _: WORDS | several(WORDS, 1),
    Form.ID_OR_IDS: lambda _: ID | several(ID, 1),
    Form.TEXTS: lambda _: several(WORDS),
    Form.IDS: lambda _: several(ID),
    Form.RELATIONS: lambda _: several(ID | entry("relation")),
    Form.UNDERCUTS: lambda _: several(UNDERCUT | entry("undercut")),
    Form.SOURCES: lambda _: several(entry("source")),
    Form.CITES: lambda _: several(CITE),
    Form.WORKS: lambda _: several(table({"id": ID, "type": st.sampled_from(["book", "map"]), "title": WORDS})),
    Form.VOICE: lambda _: st.sampled_from(SPEAKERS) | several(ID, 1),
    Form.SECTIONS: lambda _: several(entry("section")),
    Form.REASONS: lambda _: st.dictionaries(LOCATOR, WORDS, max_size=2),
    Form.TERMS: lambda _: several(entry("term")),
    Form.STEPS: lambda _: several(entry("step")),
    Form.EDITIONS: lambda _: several(entry("edition")),
    Form.AUTHORS: lambda _: several(entry("author")),
}


@cache
def unlikely(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Make what else may stand in a file of one of `FIELD_TABLES`."""
    names = [*(field.name for field in TABLES[name].fields), "colour"]
    return st.dictionaries(st.sampled_from(names), JUNK | several(st.dictionaries(ID, JUNK)), max_size=3)


NAMES, YES_OR_NO = st.sampled_from(FILES), st.booleans()


@st.composite
def files(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Make the fields of a file: those of its own, and at times something else in the place of one or beside them."""
    name = draw(NAMES)
    changed = draw(unlikely(name)) if draw(YES_OR_NO) else {}
    return name, {**draw(entry(name)), **changed}


def node_findings(front_matter: str, *, mapped: bool = False) -> list[Finding]:
    return read_node_file("m/nodes/a.md", f"---\n{front_matter}---\n", mapped=mapped)[1]


def written(fields: dict[str, Any]) -> str:
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)


@pytest.mark.parametrize("name", schemas())
def test_a_schema_is_itself_valid_and_can_be_written_as_json(name: str) -> None:
    schema = schemas()[name]

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"]
    assert json.loads(json.dumps(schema)) == schema


def test_a_schema_explains_every_field() -> None:
    for name, listed in (("node", NODE_FIELDS), ("map", MAP_FIELDS)):
        properties = schemas()[name]["properties"]
        assert {key: value["description"] for key, value in properties.items()} == {
            field.name: field.meaning for field in listed
        }


READERS: dict[str, Callable[[str], list[Finding]]] = {
    "node": node_findings,
    "map": lambda text: read_map_file("m", text)[1],
    "glossary": lambda text: read_glossary("m/glossary.yml", text)[1],
    "editions": lambda text: read_editions("m/editions.yml", text)[1],
}
BEYOND = {
    "AM011",  # how a text was typed
    *("AM002", "AM003", "AM024", "AM025", "AM066", "AM067"),  # signs, and how long a text is once it is folded
    *("AM010", "AM044", "AM063"),  # what one entry says of another, numbers that cannot be, days that do not exist
    *("AM040", "AM056"),  # the words of a locator
    "AM097",  # a title in which nothing can be seen
}
"""Codes of what is wrong with a file and no schema can say."""


@given(files())
@settings(max_examples=150)
def test_the_reader_finds_in_a_file_what_its_schema_does_and_else_only_what_no_schema_can_say(
    file: tuple[str, dict[str, Any]],
) -> None:
    name, given_fields = file
    text = written(given_fields)

    findings = READERS[name](text)
    # A schema does not know which languages there are, nor how many digits a number is written with.
    said = ("language cannot be ", "score must be ")
    codes = {one.code for one in findings if not one.message.startswith(said)}

    read_again = yaml.safe_load(text)
    if not findings:
        VALIDATORS[name].validate(read_again)
    elif VALIDATORS[name].is_valid(read_again):
        assert codes <= BEYOND


@pytest.mark.parametrize(
    "fields",
    [
        "colour: red\n",
        "hedge: ''\n",
        "hedge: no\n",
        "hedge: 1.10\n",
        "hedge: [a]\n",
        "stance: agrees\n",
        "status: gone\n",
        "replaced-by: Not An Id\n",
        "revision: two\n",
        "revision: -1\n",
        "tags: russia\n",
        "tags: ['']\n",
        "aliases: [Old Id]\n",
        "supports: b\n",
        "supports: [[b]]\n",
        "supports: [b c]\n",
        "supports: [{jointly: x}]\n",
        "supports: [{to: b, why: x}]\n",
        "undercuts: [b]\n",
        "undercuts: [{to: b -> c, jointly: x}]\n",
        "supports: [{to: b, jointly: []}]\n",
        "supports: [{to: b, jointly: {a: b}}]\n",
        "supports: [{to: b, jointly: [[x]]}]\n",
        "supports: [{to: b, order: first}]\n",
        "supports: [{to: b, order: -1}]\n",
        "supports: [{to: b, order: 1.5}]\n",
        "supports: [{to: b, scheme: [x]}]\n",
        "supports: [{to: b, score: high}]\n",
        "explains: b\n",
        "answers: [b c]\n",
        "frames: [{why: x}]\n",
        "score: '0.5'\n",
        "score: [1]\n",
        "source: [n1]\n",
        "source: [{quote: x}]\n",
        "source: [{at: somewhere}]\n",
        "cites: b\n",
        "cites: [Koch 2013]\n",
        "voice: nobody\n",
        "voice: []\n",
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(fields: str) -> None:
    text = f"kind: claim\ntitle: T\nstatement: S\n{fields}"

    assert node_findings(text)
    assert not NODE.is_valid(yaml.safe_load(text))


@pytest.mark.parametrize("name", ["kind", "title", "statement"])
def test_a_field_that_every_node_needs_is_needed_by_the_schema(name: str) -> None:
    fields = {"kind": "claim", "title": "T", "statement": "S"}

    assert NODE.is_valid(fields)
    assert not NODE.is_valid({key: value for key, value in fields.items() if key != name})


@pytest.mark.parametrize(
    "text",
    [
        "notes: 2\n",
        "title: M\nnotes: many\n",
        "title: M\nwork: Koch 2013\n",
        "title: M\nlanguage: english please\n",
        "title: M\nsections: [one]\n",
        "title: M\nsections: [{id: one, title: One}]\n",
        "title: M\nsections: [{id: One, title: One, paragraphs: 1}]\n",
        "title: M\nnot-argued: [n1]\n",
        "title: M\nnot-argued: {somewhere: x}\n",
        "title: M\nnot-argued: {n1: ''}\n",
    ],
)
def test_what_the_reader_refuses_of_a_map_the_schema_refuses(text: str) -> None:
    assert read_map_file("m", text)[1]
    assert not MAP.is_valid(yaml.safe_load(text))


def test_a_map_exported_in_version_1_keeps_to_the_schema_that_stays_published() -> None:
    exported = json.loads((Path(__file__).parent / "golden" / "exports" / "map-1.json").read_text(encoding="utf-8"))

    Draft202012Validator(schemas()["export"]).validate(exported)
    assert not Draft202012Validator(schemas()["export-2"]).is_valid(exported)


def test_each_schema_has_an_identifier_of_its_own() -> None:
    identifiers = [schema["$id"] for schema in schemas().values()]

    assert identifiers == [f"urn:argmap:schema:{name}" for name in schemas()]


def test_a_map_is_exported_as_its_schema_says() -> None:
    files = {
        "m/map.yml": "title: M\nsections: [{id: s, title: S, paragraphs: 1}]\nnot-argued: {n1: thanks}\nnotes: 1\n",
        "m/nodes/a.md": "---\nkind: thesis\ntitle: A\nstatement: A.\n---\n",
        "m/nodes/b.md": "---\nkind: claim\ntitle: B\nstatement: B.\nsupports: [a]\nvoice: []\n---\n",
        "m/nodes/c.md": "---\nkind: claim\ntitle: C\nstatement: C.\nundercuts: [b -> a]\ncites: ['x, p. 1']\n---\n",
    }

    argument_map = read(files).maps[0]
    Draft202012Validator(schemas()["export-2"]).validate(json.loads(map_json(argument_map, graph_of(argument_map))))


def test_every_form_of_a_field_has_a_schema() -> None:
    assert {field.form for table in FIELD_TABLES for field in table.fields} == set(Form)


def test_every_list_of_fields_is_among_the_tables() -> None:
    lists = {id(value) for name, value in vars(fields).items() if name.endswith("_FIELDS") and name[0] != "_"}

    assert {id(table.fields) for table in FIELD_TABLES} == lists


@pytest.mark.parametrize("table", FIELD_TABLES, ids=lambda table: table.name)
def test_the_example_of_a_field_is_valid_with_all_that_stands_around_it(table: FieldTable) -> None:
    properties = {name: part for file in FILES for name, part in schemas()[file]["properties"].items()}
    for field in table.fields:
        ((name, value),) = yaml.safe_load(table.example(field)).items()
        assert name == (table.within or field.name)
        part = properties[name] if table.within else schemas()[table.name]["properties"][name]
        Draft202012Validator(part).validate(value)
