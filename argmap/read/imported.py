"""Reads import.json, which `argmap import` writes: where each node comes from, and how it was when it was imported."""

import json
import re
from typing import Any

from argmap.model.beside import Imported, ImportedNode
from argmap.model.findings import Finding, Place
from argmap.model.limits import SHA256_PATTERN, is_id

IMPORT_FORMAT = "1"

_HINT = "take it back from git; where nothing will be imported again, delete it"


def read_imported(path: str, raw: str) -> tuple[Imported | None, list[Finding]]:
    """Read import.json.

    Args:
        path: The path to name in findings.
        raw: The text of the file.

    Returns:
        What was imported, or None, and the findings.
    """
    try:
        record = json.loads(raw.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        return None, [Finding(place, "AM077", f"this JSON cannot be read: {error.msg}", _HINT)]
    except (ValueError, RecursionError):
        record = None
    imported = _imported(record)
    if imported is None:
        return None, [Finding(Place(path), "AM077", "it is not of the form that argmap import writes", _HINT)]
    return imported, []


def imported_record(imported: Imported) -> dict[str, Any]:
    """Return what import.json says, as JSON has it.

    Args:
        imported: What was imported.

    Returns:
        What `read_imported` reads as the same.
    """
    return {
        "argmap": IMPORT_FORMAT,
        "format": imported.form,
        "from": imported.origin,
        "nodes": {
            origin: {"id": node.id, "sha256": node.sha256} | ({"number": node.number} if node.number else {})
            for origin, node in imported.nodes.items()
        },
        "files": dict(imported.files),
    }


def _imported(record: Any) -> Imported | None:  # noqa: ANN401 - JSON can be anything
    if not isinstance(record, dict) or set(record) != {"argmap", "files", "format", "from", "nodes"}:
        return None
    nodes, files, origin, form = record["nodes"], record["files"], record["from"], record["format"]
    if record["argmap"] != IMPORT_FORMAT or not isinstance(nodes, dict) or not isinstance(files, dict):
        return None
    if not isinstance(form, str) or not isinstance(origin, str):
        return None
    keys = {"id", "number", "sha256"}
    if not all(isinstance(node, dict) and {*node, "number"} == keys for node in nodes.values()):
        return None
    ids = [node["id"] for node in nodes.values()]
    hashes = [*files.values(), *(node["sha256"] for node in nodes.values())]
    numbers = [node.get("number", "") for node in nodes.values()]
    is_whole = all(isinstance(text, str) for text in [*ids, *hashes, *numbers]) and all(map(is_id, ids))
    if not is_whole or len(set(ids)) < len(ids) or not all(re.fullmatch(SHA256_PATTERN, digest) for digest in hashes):
        return None
    read = {name: ImportedNode(**node) for name, node in nodes.items()}
    return Imported(form, origin, read, files)
