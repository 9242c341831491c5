"""What may be meant by a locator that map.yml does not declare."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from argmap.locale.numbers import count
from argmap.read.meant import closest, nearest

_NOTE = re.compile(r"n\d+")
_MOST_NAMED = 5
"""How many sections a hint names at most."""


def counts_of(declared: Sequence[str]) -> Mapping[str, int]:
    """Count the paragraphs of each section, and under an empty name the notes.

    Args:
        declared: The locators that map.yml declares.

    Returns:
        The numbers by the sections' ids.
    """
    return Counter(locator.rpartition(".")[0] for locator in declared)


def locator_hint(locator: str, counts: Mapping[str, int], free: Sequence[str] = ()) -> str:
    """Say what may be meant by a locator that is not declared.

    Args:
        locator: What somebody wrote.
        counts: How many paragraphs each section has, by `counts_of`.
        free: Locators that are declared and stand nowhere yet, where each can stand only once.

    Returns:
        The hint.
    """
    section, _, number = locator.rpartition(".")
    if _NOTE.fullmatch(locator) and counts.get("", 0):
        return f"by map.yml the text has {count(counts[''], 'note')}: correct the number here, or there"
    if section and section in counts:
        return f"by map.yml {section} has {count(counts[section], 'paragraph')}: correct the number here, or there"
    sections = [name for name in counts if name]
    meant = nearest(section, sections)
    if meant and number.isdecimal() and 1 <= int(number) <= counts[meant]:
        return f'did you mean "{meant}.{number}"?'
    shown = ", ".join(sections[:_MOST_NAMED]) + (" and others" if sections[_MOST_NAMED:] else "")
    named = f"map.yml has the sections {shown}: write one of them, a dot and the number of the paragraph"
    return closest(locator, free) or (named if sections else "declare the sections of the text in map.yml first")
