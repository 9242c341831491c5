"""Says where a field belongs that stands where there is no such field."""

from collections.abc import Mapping, Sequence

from argmap.model.fields import FIELD_TABLES, NODE_FIELDS, RELATION_FIELDS, UNDERCUT_FIELDS, Field

_REVERSED = "relations point from the new node to the old one: write {}: [this-node] in the other node's file"
_PROSE = "the prose stands below the fields, behind the line of three hyphens that closes them"

_VOICE = "who asserts the node is its voice: [jane-doe], with an id in glossary.yml; in a map of a text also author"

_OF_NODES: Mapping[str, str] = {
    "id": "the name of a node's file is its id; delete this line",
    "supported-by": _REVERSED.format("supports"),
    "attacked-by": _REVERSED.format("attacks"),
    "qualified-by": _REVERSED.format("qualifies"),
    "undercut-by": _REVERSED.format("undercuts"),
    "explained-by": _REVERSED.format("explains"),
    "answered-by": _REVERSED.format("answers"),
    "framed-by": _REVERSED.format("frames"),
    "prose": _PROSE,
    "body": _PROSE,
    "text": _PROSE,
    "type": "a node's role in the argument is its kind, for example kind: claim",
    "author": _VOICE,
    "speaker": _VOICE,
}
"""What people who know other tools write in a node, and what to write instead."""


def belonging(name: str, fields: Sequence[Field]) -> str:
    """Say where a field belongs.

    Args:
        name: The name of a field.
        fields: The fields that can stand where it stands; it is none of them.

    Returns:
        A hint; empty for a field that stands nowhere, or beside fields that are of no file of a map.
    """
    if fields is NODE_FIELDS and name in _OF_NODES:
        return _OF_NODES[name]
    if all(table.fields is not fields for table in FIELD_TABLES):
        return ""
    homes = [(table, field) for table in FIELD_TABLES for field in table.fields if field.name == name]
    if fields is not RELATION_FIELDS and any(table.fields is RELATION_FIELDS for table, _ in homes):
        homes = [home for home in homes if home[0].fields is not UNDERCUT_FIELDS]  # it would be said twice
    if len(homes) == 1:
        ((table, field),) = homes
        return f"it belongs in {table.where}: {table.example(field)}"
    return f"it belongs in {', or in '.join(table.where for table, _ in homes)}" if homes else ""
