"""Words for hints: what somebody may have meant by a word, and a text short enough to stand in a message."""

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from argmap.model.limits import is_id

_LIKENESS = 75
"""The least likeness (0 to 100) at which a known word is offered as what was meant."""
_LIKENESS_OF_A_SLIP = 60
"""The least likeness where at most a single letter is wrong, missing, too much or in its neighbour's place."""

_OFFERED = re.compile(r'did you mean "([^"]+)"\?|it is now called (\S+)$|write ([\w./#-]+)$')

_SHOWN = 40
"""How many characters of a text stand in a message about it."""


def closest(word: str, words: Iterable[str], renamed: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a hint that offers the known word most like a word.

    Args:
        word: What somebody typed.
        words: The words that are known.
        renamed: What is now called otherwise, by its old names.

    Returns:
        The hint `did you mean "x"?`, or `it is now called x`; empty when no known word is really near.
    """
    if word in renamed:
        return f"it is now called {renamed[word]}"
    known = nearest(word, words)
    return f'did you mean "{known}"?' if known else ""


def nearest(word: str, words: Iterable[str]) -> str:
    """Return the known word most like a word.

    Args:
        word: What somebody typed.
        words: The words that are known.

    Returns:
        The known word; empty when none is really near.
    """
    match = process.extractOne(word[:200], sorted(words), scorer=fuzz.ratio, score_cutoff=_LIKENESS_OF_A_SLIP)
    if match is None or (match[1] < _LIKENESS and OSA.distance(word, match[0], score_cutoff=1) > 1):
        return ""
    return match[0]


def offered(hint: str) -> str:
    """Return what a hint offers to write, so that a program can write it.

    Args:
        hint: The hint of a finding, such as one of `closest`.

    Returns:
        What it offers; empty for a hint that only says how to mend.
    """
    match = _OFFERED.match(hint)
    return next(filter(None, match.groups()), "") if match else ""


def excerpt(text: str) -> str:
    """Shorten a text so that it can stand in a message."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


def id_meant(text: str) -> str:
    """Return the id that a text can only mean: its words in lower case, joined by hyphens.

    Args:
        text: What somebody wrote in place of an id, the way to a node's file too.

    Returns:
        The id; empty where a text could mean several, or none.
    """
    node_id = re.sub("[ _]+", "-", PurePosixPath(text).stem if text.endswith(".md") else text).lower()
    return node_id if node_id != text and is_id(node_id) else ""
