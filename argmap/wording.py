"""What changed between two wordings of a text, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORD = re.compile(r"\S+\s*")
_MOST_COMPARED = 4_000_000
"""How many pairs of words are compared at most, about a second; beyond, all between the common ends has changed."""


class Fate(StrEnum):
    """What became of a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row that share one fate."""

    fate: Fate
    words: str


def reworded(before: str, after: str) -> list[Run]:
    """Return the runs of words that lead from one text to the other.

    Those kept and removed make up the first text, those kept and added the second, but for white space at
    the ends. Of words that were replaced, the removed stand first.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _runs(old[start : len(old) - end], new[start : len(new) - end])
    ends = "".join(new[:start]), "".join(new[len(new) - end :])
    return [Run(Fate.KEPT, ends[0]), *middle, Run(Fate.KEPT, ends[1])][not ends[0] : None if ends[1] else -1]


def _alike(old: list[str], new: list[str]) -> int:
    """Count the words that two lists have in common at their beginnings."""
    pairs = zip(old, new, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a.rstrip() != b.rstrip()), min(len(old), len(new)))


def _runs(old: list[str], new: list[str]) -> Iterator[Run]:
    steps = [("replace", 0, len(old), 0, len(new))]
    if len(old) * len(new) <= _MOST_COMPARED:
        matcher = SequenceMatcher(None, [word.rstrip() for word in old], [word.rstrip() for word in new])
        steps = list(matcher.get_opcodes())
    for step, old_start, old_end, new_start, new_end in steps:
        if step == "equal":
            yield Run(Fate.KEPT, "".join(new[new_start:new_end]))
            continue
        if old_end > old_start:
            yield Run(Fate.REMOVED, "".join(old[old_start:old_end]))
        if new_end > new_start:
            yield Run(Fate.ADDED, "".join(new[new_start:new_end]))


def shortened(runs: Sequence[Run], around: int) -> list[Run]:
    """Leave out what was kept but for some words around each change, with an ellipsis in its place."""
    short = []
    for number, run in enumerate(runs):
        words = _WORD.findall(run.words)
        head = around if number else 0
        tail = around if number < len(runs) - 1 else 0
        if run.fate is not Fate.KEPT or len(words) <= head + tail + 1:
            short.append(run)
        else:
            left_out = "… " if tail else "…"
            short.append(Run(Fate.KEPT, "".join([*words[:head], left_out, *words[len(words) - tail :]])))
    return short
