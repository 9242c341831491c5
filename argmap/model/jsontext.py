"""Writes values as JSON in the form that files and commands share: readable, sorted, with a line break at the end."""

import json


def json_text(value: object) -> str:
    """Write a value as JSON.

    Args:
        value: Anything that JSON can hold.

    Returns:
        The text, which is always the same for the same value.
    """
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
