"""What changed as data, for programs."""

from collections.abc import Mapping
from typing import Any

from argmap.check.reports import finding_object
from argmap.diff.changes import Changes, FieldChange, ListChange, MapChange, NodeChange
from argmap.model.maps import Reference, Relation


def changes_object(changes: Changes) -> dict[str, Any]:
    """Return changes as plain data.

    Args:
        changes: What changed.

    Returns:
        An object that JSON can hold.
    """
    return {
        "maps": [_map(change) for change in changes.maps],
        "faults": [finding_object(finding) for finding in changes.faults],
        "unread": list(changes.unread),
        "untold": list(changes.untold),
        "unrelated": changes.unrelated,
        "findings": {
            "new": [finding_object(finding) for finding in changes.new],
            "gone": [finding_object(finding) for finding in changes.gone],
        },
    }


def _map(change: MapChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "was-there": change.before is not None,
        "is-there": change.after is not None,
        "fields": {
            field.name: [field.before, field.after] for field in change.fields if isinstance(field, FieldChange)
        },
        "lists": {field.name: _list(field) for field in change.fields if isinstance(field, ListChange)},
        "nodes": [_node(node) for node in change.nodes],
        "references": [
            {"key": work.key, "before": _entry(work.before), "after": _entry(work.after), "differ": list(work.names)}
            for work in change.references
        ],
        "argument": {
            "objections": [
                {"from": change.objection, "to": change.target, "before": change.before, "after": change.after}
                for change in change.argument.standings
            ],
            "lost-last-reason": list(change.argument.unsupported),
            "broken-links": [
                {"to": link.target, "jointly": link.label, "gone": list(link.gone), "left": list(link.left)}
                for link in change.argument.broken
            ],
        },
        "look-again": [
            {**_relation(suspect.relation), "reworded": list(suspect.reworded)} for suspect in change.suspects
        ],
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
        "happened": [kind.name.lower() for kind in change.what],
        "fields": {field.name: [field.before, field.after] for field in change.fields},
        "covered-by-revision": list(change.covered),
        "owed-revision": change.owed_revision,
        "relations": [
            [None if end is None else _relation(end) for end in (relation.before, relation.after)]
            for relation in change.relations
        ],
        "quotations": [
            {
                "before": None if quoted.before is None else {"at": quoted.before.at, "quote": quoted.before.quote},
                "after": None if quoted.after is None else {"at": quoted.after.at, "quote": quoted.after.quote},
                "verified": quoted.verified,
            }
            for quoted in change.quotations
        ],
    }


def _relation(relation: Relation) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "from": relation.origin,
        "type": relation.type.value,
        "to": relation.target,
        "conclusion": relation.conclusion,
        "jointly": list(relation.jointly),
        "because": relation.because,
        "order": relation.order,
        "scheme": relation.scheme,
        "score": relation.score,
    }
    return {name: value for name, value in properties.items() if value not in ("", [], None)}
