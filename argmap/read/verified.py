"""Reads verified.json, which `argmap verify` writes: which quotations were found in the mapped text."""

import json
import re
from typing import Any

from argmap.model.findings import Finding, Place
from argmap.model.limits import DATE_PATTERN
from argmap.model.maps import Verified

VERIFIED_FORMAT = "1"

_SHA256 = re.compile("[0-9a-f]{64}")
_DATE = re.compile(DATE_PATTERN)
_HINT = "write it anew with argmap verify --source FILE"


def read_verified(path: str, raw: str | None) -> tuple[Verified | None, list[Finding]]:
    """Read verified.json.

    Takes the path to name in findings, and the file's text or None when there is no file. Returns what was
    verified, or None, and the findings.
    """
    if raw is None:
        return None, []
    try:
        told = json.loads(raw.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        place = Place(path, error.lineno, error.colno)
        return None, [Finding(place, "AM058", f"this JSON cannot be read: {error.msg}", _HINT)]
    except (ValueError, RecursionError):
        told = None
    verified = _verified(told)
    if verified is None:
        return None, [Finding(Place(path), "AM058", "it is not of the form that argmap verify writes", _HINT)]
    return verified, []


def _verified(told: Any) -> Verified | None:  # noqa: ANN401 - JSON can be anything
    if not isinstance(told, dict) or set(told) != {"argmap", "date", "quotations", "text"}:
        return None
    text, date, quotations = told["text"], told["date"], told["quotations"]
    if told["argmap"] != VERIFIED_FORMAT or not isinstance(quotations, dict):
        return None
    if not all(isinstance(several, dict) for several in quotations.values()):
        return None
    positions = {one: position for several in quotations.values() for one, position in several.items()}
    right = all(_is_like(_SHA256, one) for one in [text, *positions]) and _is_like(_DATE, date)
    counted = all(type(position) is int and position >= 0 for position in positions.values())
    return Verified(text, date, positions) if right and counted else None


def _is_like(pattern: re.Pattern[str], value: Any) -> bool:  # noqa: ANN401 - JSON can be anything
    return isinstance(value, str) and pattern.fullmatch(value) is not None
