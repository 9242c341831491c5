"""JSON Schemas (https://json-schema.org/draft/2020-12) of the front matter, map.yml and the exported map.

The schema of a version of map.json that is no longer written is frozen, as a file beside this module.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from argmap.analysis.objections import Standing
from argmap.export.mapjson import FORMAT
from argmap.model.fields import (
    AUTHOR_FIELDS,
    EDITION_FIELDS,
    EDITIONS_FIELDS,
    GLOSSARY_FIELDS,
    KINDS,
    MAP_FIELDS,
    NODE_FIELDS,
    RELATION_FIELDS,
    SECTION_FIELDS,
    SOURCE_FIELDS,
    STATUSES,
    STEP_FIELDS,
    TERM_FIELDS,
    TERM_KINDS,
    UNDERCUT_FIELDS,
    Field,
    Form,
)
from argmap.model.limits import ID_LENGTH, ID_PATTERN, KEY_LENGTH, KEY_PATTERN, LOCATOR_PATTERN, TARGET_PATTERN
from argmap.model.relations import RelationType
from argmap.model.voices import SPEAKERS, STANCES
from argmap.read.cslvariables import CROSSREF_TYPES, TYPES
from argmap.storage.resources import package_text

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = {"type": "string", "pattern": f"^{ID_PATTERN}$", "maxLength": ID_LENGTH}
_END = {"type": "string", "pattern": f"^{TARGET_PATTERN}$"}
_KEY = {"type": "string", "pattern": f"^{KEY_PATTERN}$", "maxLength": KEY_LENGTH}
_CITE = {"type": "string", "pattern": rf"^\s*{KEY_PATTERN}\s*(,[\s\S]*)?$"}
_WORK = {
    "type": "object",
    "description": "an entry of CSL-JSON, of which only id and type are checked here",
    "properties": {"id": _KEY, "type": {"enum": sorted({*TYPES, *CROSSREF_TYPES})}},
    "required": ["id", "type"],
}


@cache
def schemas() -> Mapping[str, dict[str, Any]]:
    """Return the schemas that are published.

    Returns:
        Each schema as plain JSON values, by its name: `node`, `map`, `glossary`, `editions`, `export-2` for map.json
        as it is written, `export` for map.json of version 1, and `edition-1` for the files of editions.
    """
    written = {
        "node": ("The front matter of an argmap node", _table(NODE_FIELDS)),
        "map": ("An argmap map.yml", _table(MAP_FIELDS)),
        "glossary": ("An argmap glossary.yml", _table(GLOSSARY_FIELDS)),
        "editions": ("An argmap editions.yml", _table(EDITIONS_FIELDS)),
        f"export-{FORMAT}": (f"A map as argmap exports it, version {FORMAT}", _EXPORT),
    }
    named = {
        # A schema has one name wherever a copy of it lies, so it is no address of a site.
        name: {"$schema": _DIALECT, "$id": f"urn:argmap:schema:{name}", "title": title, **schema}
        for name, (title, schema) in written.items()
    }
    frozen = {"edition-1": "edition-1", "export": "export-1"}
    return {**named, **{name: json.loads(package_text(f"export/{file}.schema.json")) for name, file in frozen.items()}}


def _table(fields: Sequence[Field]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: {"description": field.meaning, **_value(field)} for field in fields},
        "required": [field.name for field in fields if field.required],
        "additionalProperties": False,
    }


def _value(field: Field) -> dict[str, Any]:
    if field.form is Form.TEXT:
        return _text(field)
    if field.form in _NUMBERS:
        return dict(_NUMBERS[field.form])
    if field.form in (Form.LABELS, Form.ID_OR_IDS):
        return {"anyOf": [_text(field), {"type": "array", "items": _text(field), "minItems": 1}]}
    if field.form is Form.VOICE:
        return {"anyOf": [{"enum": list(SPEAKERS)}, {"type": "array", "items": _KEY, "minItems": 1}]}
    if field.form is Form.REASONS:
        names = {"pattern": f"^{LOCATOR_PATTERN}$"}
        return {"type": "object", "propertyNames": names, "additionalProperties": {"type": "string", "minLength": 1}}
    return {"type": "array", "items": _ITEMS[field.form]}


_NUMBERS: dict[Form, dict[str, Any]] = {
    Form.NUMBER: {"type": "integer", "minimum": 0, "maximum": 999_999},
    Form.DECIMAL: {"type": "number", "exclusiveMinimum": -1e9, "exclusiveMaximum": 1e9},
    Form.FLAG: {"type": "boolean"},
}


def _text(field: Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string", "minLength": 1}
    if field.values:
        return {"enum": list(field.values)}
    if field.pattern:
        schema["pattern"] = f"^(?:{field.pattern})$"
    return schema


_ITEMS: dict[Form, dict[str, Any]] = {
    Form.TEXTS: {"type": "string", "minLength": 1},
    Form.IDS: _ID,
    Form.CITES: _CITE,
    Form.WORKS: _WORK,
    Form.RELATIONS: {"anyOf": [_END, _table(RELATION_FIELDS)]},
    Form.UNDERCUTS: {"anyOf": [_text(UNDERCUT_FIELDS[0]), _table(UNDERCUT_FIELDS)]},
    Form.SOURCES: _table(SOURCE_FIELDS),
    Form.SECTIONS: _table(SECTION_FIELDS),
    Form.STEPS: _table(STEP_FIELDS),
    Form.AUTHORS: _table(AUTHOR_FIELDS),
}
# These hold lists in turn, whose items stand above.
_ITEMS[Form.EDITIONS] = _table(EDITION_FIELDS)
_ITEMS[Form.TERMS] = {**_table(TERM_FIELDS), "anyOf": [{"required": ["stands-for"]}, {"required": ["about"]}]}


def _object(properties: dict[str, Any], required: Sequence[str] | None = None) -> dict[str, Any]:
    needed = sorted(properties) if required is None else list(required)
    return {"type": "object", "properties": properties, "required": needed, "additionalProperties": False}


_TEXT = {"type": "string"}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_TEXTS = {"type": "array", "items": _TEXT}
_SCORE_OR_NULL = {"type": ["number", "null"]}
_DETAILS = {
    "because": _TEXT_OR_NULL,
    "order": {"type": ["integer", "null"], "minimum": 0},
    "scheme": _TEXT_OR_NULL,
    "score": _SCORE_OR_NULL,
    "standing": {
        "enum": [*(standing.value for standing in Standing), None],
        "description": "of an objection, how it stands in the map",
    },
}
_QUOTED = {"type": "boolean", "description": "whether the mapped text quotes there who asserts the node"}
_NODE = _object(
    {
        "id": _ID,
        "kind": {"enum": list(KINDS)},
        "title": _TEXT,
        "statement": _TEXT,
        "voice": {"type": "array", "items": _TEXT, "minItems": 1},
        "voice-examples": {"type": "boolean", "description": "whether those under voice are examples"},
        "stance": {"enum": [*STANCES, None]},
        "hedge": _TEXT_OR_NULL,
        "source": {"type": "array", "items": _object({"at": _TEXT, "quote": _TEXT_OR_NULL, "quoted": _QUOTED})},
        "cites": {"type": "array", "items": _object({"key": _KEY, "locator": _TEXT_OR_NULL})},
        "works": {"type": "array", "items": _KEY, "description": "the works whose records stand in its file"},
        "score": _SCORE_OR_NULL,
        "tags": _TEXTS,
        "aliases": _TEXTS,
        "status": {"enum": list(STATUSES)},
        "reason": _TEXT_OR_NULL,
        "replaced-by": {**_TEXTS, "description": "of a withdrawn node, the ids of those to read instead"},
        "replaces": {**_TEXTS, "description": "the ids of the withdrawn nodes in whose stead it is to be read"},
        "revision": {"type": "integer", "minimum": 1},
        "url": {"type": "string", "description": "address below the site's root"},
        "file": {"type": "string", "description": "path below the docs folder"},
    },
)
_RELATION = _object(
    {
        "from": _ID,
        "type": {"enum": [kind.value for kind in RelationType if kind is not RelationType.UNDERCUTS]},
        "to": _END,
        "jointly": _TEXTS,
        **_DETAILS,
    },
)
_UNDERCUT = _object(
    {
        "from": _ID,
        "type": {"const": RelationType.UNDERCUTS.value},
        "to": _object({"from": _END, "to": _END}),
        **_DETAILS,
    },
)
_TERM = _object(
    {
        "id": {"anyOf": [_ID, {"type": "null"}]},
        "term": _TEXT,
        "kind": {"enum": list(TERM_KINDS)},
        "stands-for": _TEXT_OR_NULL,
        "about": _TEXT_OR_NULL,
        "also": _TEXTS,
    },
)
_EXPORT = _object(
    {
        "argmap": {"const": FORMAT},
        "map": _object(
            {
                "id": _TEXT,
                "title": _TEXT,
                "edition": _TEXT,
                "work": _TEXT_OR_NULL,
                "language": _TEXT,
                "license": _TEXT_OR_NULL,
                "authors": {
                    "type": "array",
                    "items": _object({"name": _TEXT, "orcid": _TEXT_OR_NULL, "role": _TEXT_OR_NULL}),
                },
                "publisher": _TEXT_OR_NULL,
                "work-url": _TEXT_OR_NULL,
                "works-read": {"type": "boolean"},
                "overview": {"type": "array", "items": _ID},
                "sections": {
                    "type": "array",
                    "items": _object({"id": _ID, "title": _TEXT, "paragraphs": {"type": "integer", "minimum": 1}}),
                },
                "notes": {"type": "integer", "minimum": 0},
                "not-argued": {"type": "object", "additionalProperties": _TEXT},
            },
        ),
        "terms": {"type": "array", "items": _TERM},
        "nodes": {"type": "array", "items": _NODE},
        "works": {"type": "array", "items": _WORK},
        "relations": {"type": "array", "items": {"anyOf": [_RELATION, _UNDERCUT]}},
    },
)
