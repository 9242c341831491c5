"""Checks linked data against the vocabulary of schema.org itself, of which schemaorg.json holds a part.

Its `source` says from which release; the vocabulary is licensed CC BY-SA 3.0 (https://schema.org/docs/terms.html).
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_VOCABULARY = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
_TYPES: dict[str, list[str]] = _VOCABULARY["types"]
_PROPERTIES: dict[str, dict[str, list[str]]] = _VOCABULARY["properties"]
_OF_JSON = {str: {"Text", "URL", "Date", "DateTime"}, int: {"Number", "Integer"}, float: {"Number", "Float"}}


def faults(value: object) -> list[str]:
    """Return what schema.org does not know in an object of JSON-LD: a type, a property, or a value where it stands."""
    return list(_faults(value))


def _faults(value: object) -> Iterator[str]:
    if isinstance(value, list):
        for item in value:
            yield from _faults(item)
    if not isinstance(value, dict):
        return
    kinds = _kinds(value)
    yield from (f"no type {kind}" for kind in kinds if kind not in _TYPES)
    for name, given in value.items():
        if not kinds or name.startswith("@") or ":" in name:
            yield from _faults(given)
            continue
        known = _PROPERTIES.get(name)
        if known is None or not set(known["on"]) & _with_ancestors(kinds):
            yield f"no {name} of {kinds}"
            continue
        for item in given if isinstance(given, list) else [given]:
            if not _fits(item, set(known["of"])):
                yield f"{name} of {kinds} cannot be {item}"
            yield from _faults(item)


def _kinds(value: dict[str, Any]) -> list[str]:
    kinds = value.get("@type", [])
    return [kind for kind in ([kinds] if isinstance(kinds, str) else kinds) if ":" not in kind]


def _with_ancestors(kinds: list[str]) -> set[str]:
    found = set(kinds)
    for kind in kinds:
        found |= _with_ancestors(_TYPES.get(kind, []))
    return found


def _fits(value: object, allowed: set[str]) -> bool:
    if isinstance(value, dict):
        kinds = _kinds(value)
        return not kinds or bool(allowed & _with_ancestors(kinds))  # of another's node only the address may be known
    return bool(allowed & _OF_JSON.get(type(value), set()))
