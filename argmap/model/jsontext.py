"""Writes values as JSON in the form that files and commands share: readable, sorted, one line break at the end."""

import json


def json_text(value: object) -> str:
    """Return a value as JSON; the same value always gives the same text."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
