"""Reads the dates of CSL-JSON in each form in which people's reference managers write them, into a single one.

The single form is `{"date-parts": [[2013, 4, 26]]}`: one date, or the two ends of a span, of which the second is `[0]`
where it has no end, as pandoc has it. Seasons are the months 21 to 24, years before our era are negative, and there is
no year 0. What is about right has `circa`.
"""

import json
import re
from collections.abc import Sequence
from typing import Any

Parts = list[list[int]]

_LARGEST = 999_999
_MOST = (_LARGEST, 24, 31)
_SPRING = 21
_OPEN = [0]
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24, "1": 21, "2": 22, "3": 23, "4": 24}
_DAY = re.compile(
    r"(?P<year>-?\d{4,6}|\d{3})(?:[-/](?P<month>\d{1,2})(?:[-/](?P<day>\d{1,2}))?)?(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?"
)
"""A day as ISO 8601 writes it; of the time of day nothing is kept."""
_ERA = re.compile(r"(?i:(?P<before>ad|ce)?\s*(?P<year>\d{1,4})\s*(?P<era>bce?|b\.c\.(?:e\.)?|ad|ce|a\.d\.|c\.e\.)?)")
_ABOUT = re.compile(r"(?i:\s*(?:ca?\.|ca|circa|about)\s*)(?=\S)")
_SEASON = re.compile(rf"(?i:(?P<season>{'|'.join(name for name in _SEASONS if name.isalpha())}),?\s+)(?P<year>\d{{4}})")
_SPAN = re.compile(r"\s*(?:/|[–—]|(?<=\d{4})\s*-(?=\s*(?:\d{4})?\s*$))\s*")
_YEAR = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)")
_WORDS = frozenset(
    [
        "forthcoming",
        "in press",
        "in preparation",
        "submitted",
        "accepted",
        "n.d.",
        "n. d.",
        "no date",
        "undated",
        "s.a.",
    ]
)
"""What stands in the place of a date and means what it says."""


def read_date(value: Any) -> tuple[dict[str, Any], str]:  # noqa: ANN401 - JSON can be anything
    """Read a date.

    Args:
        value: What CSL-JSON or CSL-YAML has as the value of a date.

    Returns:
        The date in the single form, empty where none is said; and what of it was not understood, empty where all was.
        Of a text that is not understood, only a year in it is taken.
    """
    if isinstance(value, list) and value and all(isinstance(part, dict) and "year" in part for part in value):
        value = {"date-parts": [[part[name] for name in ("year", "month", "day") if name in part] for part in value]}
    if isinstance(value, dict) and "year" in value:
        value = {"date-parts": [[value[name] for name in ("year", "month", "day") if name in value]], **value}
    if not isinstance(value, dict):
        value = {"raw": str(value)} if isinstance(value, str) or _number(value) is not None else {"date-parts": value}
    about = {"circa": True} if str(value.get("circa", "")).lower() not in ("", "false", "0", "none") else {}
    written = next((value[name] for name in ("raw", "literal", "edtf") if isinstance(value.get(name), str)), "")
    parts = value.get("date-parts")
    if not _is_nothing(parts):
        read = _from_parts(parts, value.get("season"))
        if read:
            return {"date-parts": read, **about}, ""
        if not written:
            return {}, _shown(parts)
    if not written.strip():
        return {}, "" if _is_nothing(parts) and not value.keys() - {"date-parts", "raw", "literal", "circa"} else "{…}"
    date = _from_text(written.strip())
    if date is not None:
        return {**date, **about}, ""
    year = _YEAR.search(written)
    return ({"date-parts": [[int(year[0])]], **about} if year else {}), written


def _shown(parts: Any) -> str:  # noqa: ANN401 - JSON can be anything
    return parts if isinstance(parts, str) else json.dumps(parts, ensure_ascii=False)


def _is_nothing(parts: Any) -> bool:  # noqa: ANN401 - JSON can be anything
    """Tell whether nothing is said: Crossref writes `[[null]]` where it knows no date."""
    return parts in (None, "") or (isinstance(parts, list) and all(map(_is_nothing, parts)))


def _number(part: Any) -> int | None:  # noqa: ANN401 - JSON can be anything
    if isinstance(part, str) and re.fullmatch(r"-?[0-9]{1,6}", part.strip()):
        return int(part)
    return part if isinstance(part, int) and not isinstance(part, bool) and abs(part) <= _LARGEST else None


def _from_parts(value: Any, season: Any) -> Parts:  # noqa: ANN401 - JSON can be anything
    """Read `date-parts`; nothing where they are none."""
    if not isinstance(value, list):
        return []
    dates = [_day(part if isinstance(part, list) else [part]) for part in value]
    if len(dates) > 2:  # noqa: PLR2004 - pandoc's reader of RIS writes three more that say nothing
        dates = [dates[0], *(date for date in dates[1:] if date != _OPEN)]
    if not dates or len(dates) > 2 or not all(dates) or dates[0] == _OPEN:  # noqa: PLR2004 - the ends of a span
        return []
    months = _SEASONS.get(str(season).lower())
    if months and len(dates[0]) == 1:
        dates[0] = [*dates[0], months]
    return dates


def _day(parts: Sequence[Any]) -> list[int]:
    """Read a year, month and day as far as they are said; nothing where they cannot be."""
    numbers = [_number(part) for part in parts]
    while numbers and parts[len(numbers) - 1] in (None, "", 0, "0") and len(numbers) > 1:
        numbers.pop()
    if not 1 <= len(numbers) <= len(_MOST) or None in numbers:
        return []
    year, *rest = [number for number in numbers if number is not None]
    if not all(1 <= part <= most for part, most in zip(rest, _MOST[1:], strict=False)):
        return []
    if rest and 13 <= rest[0] < _SPRING:  # noqa: PLR2004 - older CSL counts seasons from 13 or from 17
        rest[0] = _SPRING + (rest[0] - 13) % 4
    return [year, *(rest[:1] if rest and rest[0] >= _SPRING else rest)]


def _from_text(text: str) -> dict[str, Any] | None:
    """Read a date that is written as a text; None where it is not understood."""
    if text.lower() in _WORDS:
        return {"literal": text}
    bare = re.sub(r"[\[\]]", "", text).strip() if re.fullmatch(r"\[[^\[\]]*\]", text) else text
    about = _ABOUT.match(bare)
    if about:
        bare = bare[about.end() :]
    single = _one(bare.rstrip("~?%"))
    circa = {"circa": True} if about or bare.endswith(("~", "?", "%")) or bare is not text else {}
    if single:
        return {"date-parts": [single], **circa}
    ends = _SPAN.split(bare)
    if len(ends) != 2 or not (first := _one(ends[0])):  # noqa: PLR2004 - the ends of a span
        return None
    last = _OPEN if ends[1] in ("", "..", "present", "open") else _one(ends[1])
    return {"date-parts": [first, last], **circa} if last else None


def _one(text: str) -> list[int]:
    """Read a day, a season or a year with its era; nothing where the text is none of them."""
    if match := _DAY.fullmatch(text):
        year = int(match["year"])
        # ISO 8601 and EDTF have a year 0, which is 1 BC.
        return _day(
            [year - 1 if match["year"].startswith("-") or year == 0 else year, *filter(None, match.groups()[1:])]
        )
    if match := _SEASON.fullmatch(text):
        return [int(match["year"]), _SEASONS[match["season"].lower()]]
    match = _ERA.fullmatch(text)
    if match and (match["before"] or match["era"]) and int(match["year"]):
        return [-int(match["year"]) if (match["era"] or "").lower().startswith("b") else int(match["year"])]
    return []
