"""Texts and dates of CSL-JSON as other formats for references need them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argmap.read.csldates import read_date

_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|em|strong|span)(?:\s[^<>]*)?>")
"""The markup that CSL-JSON allows in texts (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""

_SEASONS = {21: "Spring", 22: "Summer", 23: "Autumn", 24: "Winter"}

_MOST_NAMED = 2
"""Of more makers than these, only the first is named."""


def plain(item: Mapping[str, Any], name: str) -> str:
    """Return a variable of an entry as plain text.

    Args:
        item: An entry of CSL-JSON, or a part of it.
        name: The name of the variable.

    Returns:
        The text in a single line, without markup; empty when the entry does not have the variable.
    """
    if name not in item:
        return ""
    value = item[name] if isinstance(item[name], str) else str(item[name])
    return " ".join((_TAG.sub("", value) if "<" in value else value).split())


def names(item: Mapping[str, Any], role: str) -> list[dict[str, str]]:
    """Return the names of those who have a role in a work.

    Particles stand before the family name, as they do when a name is given last name first.

    Args:
        item: An entry of CSL-JSON.
        role: A variable that holds names, such as `author`.

    Returns:
        The names, each with `family` and perhaps `given` and `suffix`, or with `literal`.
    """
    people = []
    for name in item.get(role, []):
        particles = [plain(name, "dropping-particle"), plain(name, "non-dropping-particle")]
        family = " ".join(filter(None, [*particles, plain(name, "family")]))
        parts = {"family": family, "given": plain(name, "given"), "suffix": plain(name, "suffix")}
        literal = plain(name, "literal")
        if literal or any(parts.values()):
            people.append({"literal": literal} if literal else parts)
    return people


@dataclass(frozen=True, slots=True)
class Date:
    """When a work came out or was read.

    Attributes:
        ends: A list of year, month and day, as far as they are said, for each end of a span; a single list for a date,
            none where no date is said. The months 21 to 24 are the seasons, and an end `[0]` is open.
        circa: Whether it is about right only.
        literal: What stands in the place of a date, such as `forthcoming`, or empty.
    """

    ends: tuple[list[int], ...] = ()
    circa: bool = False
    literal: str = ""


def date_of(item: Mapping[str, Any], name: str) -> Date:
    """Return a date of an entry, whichever form it has there.

    Args:
        item: An entry of CSL-JSON.
        name: A variable that holds a date, such as `issued`.

    Returns:
        The date.
    """
    date, _ = read_date(item.get(name, {}))
    return Date(tuple(date.get("date-parts", ())), "circa" in date, date.get("literal", ""))


def edtf(date: Date) -> str:
    """Write a date as EDTF does (level 1, https://www.loc.gov/standards/datetime), as far as BibLaTeX reads it.

    Args:
        date: The date.

    Returns:
        The date, such as `2013-04-26`, `1850~`, `2001-21`, `2001/2003` or `2001/`; empty where none is said.
    """
    return "/".join(_edtf_end(parts) + "~" * (date.circa and parts != [0]) for parts in date.ends)


def _edtf_end(parts: list[int]) -> str:
    year, *rest = parts
    if not year:
        return ""
    year += year < 0  # EDTF counts 1 BC as the year 0, CSL has none
    return "-".join([f"-{-year:04d}" if year < 0 else f"{year:04d}", *(f"{part:02d}" for part in rest)])


def date_words(date: Date) -> str:
    """Write what of a date does not go into year, month and day: its season, its span, its era, that it is about right.

    Args:
        date: The date.

    Returns:
        Words such as `Spring`, `ca. 1850`, `44 BC` or both ends of a span; empty for a plain day or year.
    """
    if date.literal or not date.ends:
        return date.literal
    first = date.ends[0]
    season = _SEASONS.get(first[1], "") if len(first) > 1 else ""
    if len(date.ends) == 1 and first[0] > 0 and not date.circa:
        return season
    ends = (_words_of(parts) for parts in date.ends)
    return ("ca. " if date.circa else "") + "–".join(ends)


def _words_of(parts: list[int]) -> str:
    year, *rest = parts
    if not year:
        return ""
    era = f"{-year} BC" if year < 0 else str(year)
    season = _SEASONS.get(rest[0], "") if rest else ""
    return f"{season} {era}" if season else "-".join([era, *(f"{part:02d}" for part in rest)])


def short_name(item: Mapping[str, Any], joined: str = "and") -> str:
    """Name a work in plain text as one speaks of it: `Doe 2013`, `Doe and Roe 2015`, `Doe et al. 2013`.

    Args:
        item: An entry of CSL-JSON.
        joined: The word between two makers.

    Returns:
        Who made it and the year, as far as they are said; without a maker its title.
    """
    makers = [
        name.get("literal") or name["family"] or name["given"]
        for name in names(item, "author") or names(item, "editor")
    ]
    if not makers:
        return plain(item, "title")
    who = f"{makers[0]} et al." if len(makers) > _MOST_NAMED else f" {joined} ".join(makers)
    year = next((_words_of(parts[:1]) for parts in date_of(item, "issued").ends), "")
    return f"{who} {year}".rstrip()
