"""What changed as data."""

from collections.abc import Mapping
from typing import Any

from argmap.check.reports import finding_object
from argmap.diff.changes import Changes, FieldChange, ListChange, MapChange, NodeChange
from argmap.model.maps import Reference, Relation


def changes_object(changes: Changes) -> dict[str, Any]:
    """Return changes as one object of plain JSON values."""
    return {
        "maps": [_map(change) for change in changes.maps],
        "faults": [finding_object(one) for one in changes.faults],
        "unread": list(changes.unread),
        "untold": list(changes.untold),
        "unrelated": changes.unrelated,
        "findings": {
            "new": [finding_object(one) for one in changes.new],
            "gone": [finding_object(one) for one in changes.gone],
        },
    }


def _map(change: MapChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "was-there": change.before is not None,
        "is-there": change.after is not None,
        "fields": {one.name: [one.before, one.after] for one in change.fields if isinstance(one, FieldChange)},
        "lists": {one.name: _list(one) for one in change.fields if isinstance(one, ListChange)},
        "nodes": [_node(one) for one in change.nodes],
        "references": [
            {"key": one.key, "before": _entry(one.before), "after": _entry(one.after), "differ": list(one.names)}
            for one in change.references
        ],
        "look-again": [{**_relation(one.relation), "reworded": list(one.reworded)} for one in change.suspects],
    }


def _list(change: ListChange) -> dict[str, Any]:
    items = {item.key: [item.before, item.after] for item in change.items}
    return {"items": items, "order": [list(change.before), list(change.after)] if change.reordered else None}


def _entry(reference: Reference | None) -> Mapping[str, Any] | None:
    return None if reference is None else reference.entry


def _node(change: NodeChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "was": change.before.id if change.before else None,
        "happened": [what.name.lower() for what in change.what],
        "fields": {one.name: [one.before, one.after] for one in change.fields},
        "relations": [
            [None if end is None else _relation(end) for end in (one.before, one.after)] for one in change.relations
        ],
        "quotations": [
            {
                "before": None if one.before is None else {"at": one.before.at, "quote": one.before.quote},
                "after": None if one.after is None else {"at": one.after.at, "quote": one.after.quote},
                "verified": one.verified,
            }
            for one in change.quotations
        ],
    }


def _relation(relation: Relation) -> dict[str, str]:
    told = {
        "from": relation.source,
        "type": relation.type.value,
        "to": relation.target,
        "conclusion": relation.conclusion,
        "jointly": relation.jointly,
        "because": relation.because,
    }
    return {name: value for name, value in told.items() if value}
