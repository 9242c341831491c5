"""The works that nodes of an input cite: which of their records can stand in a node's file."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from argmap.edit.newnode import works_lines
from argmap.model.characters import without_forbidden
from argmap.model.findings import has_errors
from argmap.model.jsontext import json_text
from argmap.read.works import works_of
from argmap.read.yamltree import Listing, Table, parse_yaml

_LARGEST = 4_000
"""Characters of the records that one node brings at most, so that its file keeps to the limit of files."""


def citable(works: Iterable[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    """Choose the works that can be cited.

    Args:
        works: Their records, as CSL-JSON has them.

    Returns:
        The records of those that argmap can read back and that there is room for, without what nothing may hold.
    """
    room = _LARGEST
    chosen = []
    for work in works:
        record = without_forbidden(json_text(work))
        room -= len(record.encode("unicode-escape"))
        entry = json.loads(record)
        if room >= 0 and _is_read(entry):
            chosen.append(entry)
    return tuple(chosen)


def _is_read(entry: Mapping[str, Any]) -> bool:
    """Tell whether a record can be read back from the file of a node."""
    text = "\n".join(works_lines([{**entry, "id": "x"}]))
    value, findings = parse_yaml(text, "")
    listed = value.entries.get("works") if isinstance(value, Table) else None
    works, faults = works_of(listed.items if isinstance(listed, Listing) else (), text)
    return bool(works) and not has_errors([*findings, *faults])
