"""Writes values as JSON in the form that files and commands share: readable, sorted, with a line break at the end."""

import json

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted", enc_hook=str.__str__)
"""Writes what is a string and more, such as markup, as a string; keys are sorted."""


def json_text(value: object) -> str:
    """Write a value as JSON.

    Args:
        value: Anything that JSON can hold.

    Returns:
        The text, which is always the same for the same value.
    """
    try:
        return msgspec.json.format(_ENCODER.encode(value), indent=1).decode() + "\n"
    except UnicodeEncodeError:  # a half of a character, which JSON can hold and UTF-8 cannot
        return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
