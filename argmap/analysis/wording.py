"""What changed between two wordings of a text, word by word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import chain, groupby
from typing import TypeVar

_Part = TypeVar("_Part", str, tuple[str, ...])

_WORD = re.compile(r"\S+\s*")
_SENTENCE_END = re.compile(r"[.!?…]\S*\s*$")
_MOST_COMPARED = 4_000_000
"""How many pairs are compared at most: pairs of words; where there are more, pairs of sentences and of the words of
those that changed; where there are still more, all counts as changed."""


class EditOperation(StrEnum):
    """What happens to a run of words on the way from one text to another."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Run:
    """Some words in a row to which the same happens.

    Attributes:
        fate: What happens to them.
        words: The words, with the white space behind them.
    """

    fate: EditOperation
    words: str


def reworded(before: str, after: str) -> list[Run]:
    """Return the runs of words that lead from one text to the other.

    The runs kept and removed make up the first text, those kept and added the second, but for white space at the ends.
    Of words that were replaced, the removed stand first.

    Args:
        before: The first text.
        after: The second text.

    Returns:
        The runs in their order.
    """
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    middle = _runs(old[start : len(old) - end], new[start : len(new) - end])
    ends = "".join(new[:start]), "".join(new[len(new) - end :])
    runs = [Run(EditOperation.KEPT, ends[0]), *middle, Run(EditOperation.KEPT, ends[1])]
    return runs[not ends[0] : None if ends[1] else -1]


def _alike(old: list[str], new: list[str]) -> int:
    """Count the words that two lists have in common at their beginnings."""
    pairs = zip(old, new, strict=False)
    return next((number for number, (a, b) in enumerate(pairs) if a.rstrip() != b.rstrip()), min(len(old), len(new)))


def _runs(old: Sequence[str], new: Sequence[str]) -> list[Run]:
    if len(old) * len(new) <= _MOST_COMPARED:
        return list(_by_words(old, new))
    runs = _by_sentences(list(_sentences(old)), list(_sentences(new)))
    return [Run(fate, "".join(run.words for run in row)) for fate, row in groupby(runs, lambda run: run.fate)]


def _by_words(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    for are_alike, before, after in _steps(old, new, [word.rstrip() for word in old], [word.rstrip() for word in new]):
        yield from [Run(EditOperation.KEPT, "".join(after))] if are_alike else _replaced(before, after)


def _by_sentences(old: Sequence[tuple[str, ...]], new: Sequence[tuple[str, ...]]) -> Iterator[Run]:
    left = _MOST_COMPARED
    names = [[tuple(word.rstrip() for word in sentence) for sentence in side] for side in (old, new)]
    for are_alike, some, others in _steps(old, new, *names):
        before, after = list(chain(*some)), list(chain(*others))
        pairs = len(before) * len(after)
        if are_alike:
            yield Run(EditOperation.KEPT, "".join(after))
        elif pairs <= left:
            left -= pairs
            yield from _by_words(before, after)
        else:
            yield from _replaced(before, after)


def _sentences(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    start = 0
    for number, word in enumerate(words, start=1):
        if _SENTENCE_END.search(word) or number == len(words):
            yield tuple(words[start:number])
            start = number


def _steps(
    old: Sequence[_Part], new: Sequence[_Part], old_names: Sequence[_Part], new_names: Sequence[_Part]
) -> Iterator[tuple[bool, Sequence[_Part], Sequence[_Part]]]:
    """Yield what leads from one list to the other: whether some parts are alike, and those parts of either list.

    Parts are compared by their names. Of lists that are too long to be compared, nothing is alike.
    """
    steps = [("replace", 0, len(old), 0, len(new))]
    if len(old) * len(new) <= _MOST_COMPARED:
        steps = list(SequenceMatcher(None, old_names, new_names).get_opcodes())
    for step, old_start, old_end, new_start, new_end in steps:
        yield step == "equal", old[old_start:old_end], new[new_start:new_end]


def _replaced(before: Sequence[str], after: Sequence[str]) -> list[Run]:
    runs = Run(EditOperation.REMOVED, "".join(before)), Run(EditOperation.ADDED, "".join(after))
    return [run for run in runs if run.words]


def shortened(runs: Sequence[Run], around: int) -> list[Run]:
    """Leave out what was kept but for some words around each change, with an ellipsis in its place.

    Args:
        runs: The runs that lead from one text to another.
        around: How many unchanged words to leave on either side of a change.

    Returns:
        The runs with their unchanged words shortened.
    """
    short = []
    for number, run in enumerate(runs):
        words = _WORD.findall(run.words)
        head = around if number else 0
        tail = around if number < len(runs) - 1 else 0
        if run.fate is not EditOperation.KEPT or len(words) <= head + tail + 1:
            short.append(run)
        else:
            left_out = "… " if tail else "…"
            short.append(Run(EditOperation.KEPT, "".join([*words[:head], left_out, *words[len(words) - tail :]])))
    return short
