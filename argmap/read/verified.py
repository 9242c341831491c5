"""Reads verified.json, which `argmap verify` writes: which quotations were found in the mapped text."""

import json
import re
from typing import Any

from argmap.model.beside import Verified
from argmap.model.findings import Finding, Place
from argmap.model.limits import DATE_PATTERN

VERIFIED_FORMAT = "1"

_SHA256 = re.compile("[0-9a-f]{64}")
_DATE = re.compile(DATE_PATTERN)
_HINT = "write it anew with argmap verify --source FILE; without the text at hand, delete it"


def read_verified(path: str, raw: str) -> tuple[Verified | None, list[Finding]]:
    """Read verified.json.

    Args:
        path: The path to name in findings.
        raw: The text of the file.

    Returns:
        What was verified, or None, and the findings.
    """
    try:
        record = json.loads(raw.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        return None, [Finding(place, "AM058", f"this JSON cannot be read: {error.msg}", _HINT)]
    except (ValueError, RecursionError):
        record = None
    verified = _verified(record)
    if verified is None:
        return None, [Finding(Place(path), "AM058", "it is not of the form that argmap verify writes", _HINT)]
    return verified, []


def _verified(record: Any) -> Verified | None:  # noqa: ANN401 - JSON can be anything
    if not isinstance(record, dict) or set(record) != {"argmap", "date", "quotations", "text"}:
        return None
    text, date, quotations = record["text"], record["date"], record["quotations"]
    if record["argmap"] != VERIFIED_FORMAT or not isinstance(quotations, dict):
        return None
    if not all(isinstance(found, dict) for found in quotations.values()):
        return None
    positions = {digest: position for found in quotations.values() for digest, position in found.items()}
    has_form = all(_is_like(_SHA256, digest) for digest in [text, *positions]) and _is_like(_DATE, date)
    is_counted = all(type(position) is int and position >= 0 for position in positions.values())
    return Verified(text, date, positions) if has_form and is_counted else None


def _is_like(pattern: re.Pattern[str], value: Any) -> bool:  # noqa: ANN401 - JSON can be anything
    return isinstance(value, str) and pattern.fullmatch(value) is not None
