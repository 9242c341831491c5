"""Citations in pandoc's syntax: `[see @koch-2013, p. 114; @b]`, `@koch-2013 [p. 3]`.

Syntax: https://pandoc.org/MANUAL.html#citation-syntax. Only finds and takes apart; formats nothing.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How a citation names its author."""

    NORMAL = "NormalCitation"
    SUPPRESS_AUTHOR = "SuppressAuthor"
    AUTHOR_IN_TEXT = "AuthorInText"


@dataclass(frozen=True, slots=True)
class Citation:
    """One work within a citation, with the words before its key and after it (where the locator stands)."""

    key: str
    prefix: str
    suffix: str
    mode: Mode


@dataclass(frozen=True, slots=True)
class Cluster:
    """Works that are cited together, in one pair of brackets."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A cluster and where it stands in the prose."""

    start: int
    end: int
    cluster: Cluster


_KEY = r"[\w](?:[\w:.#$%&+?<>~/-]*[\w])?"
_PART = re.compile(rf"^(?P<prefix>.*?)(?P<minus>-?)(?<![\w@])@(?P<key>{_KEY})(?P<suffix>.*)$", re.DOTALL)
_SIGN = re.compile(r"[\\`\]\[<@]")
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*(?:\n|$)))+")
_TICKS = re.compile("`+")
_FOUND = re.compile(
    r"(?P<skip>\\.|\]\([^()\s]*\)|<[^<>\s]*>)"
    r"|(?P<ticks>`+)"
    r"|(?P<bracket>\[[^\[\]@]*@[^\[\]]*\])(?![(\[:])"
    rf"|(?<![\w@.+-])@(?P<key>{_KEY})(?P<after>[ ]\[[^\[\]@]*\])?",
    re.DOTALL,
)
"""Each alternative ends before its own beginning could come again, so that reading takes linear time."""


def clusters_in(prose: str) -> list[Span]:
    """Find every citation of a prose, in order. Code, link targets and e-mail addresses are passed over."""
    return [span for match in _PARAGRAPH.finditer(prose) for span in _clusters_between(prose, *match.span())]


def _clusters_between(prose: str, start: int, end: int) -> Iterator[Span]:
    """Yield the citations of one paragraph: nothing that is opened in it, code or bracket, closes in another."""
    ends: dict[int, list[int]] = {}
    for ticks in _TICKS.finditer(prose, start, end):
        ends.setdefault(len(ticks[0]), []).append(ticks.end())
    while match := _FOUND.search(prose, start, end):
        start = match.end()
        if match["ticks"]:
            closing = ends.get(len(match["ticks"]), [])
            following = bisect_right(closing, start)
            start = closing[following] if following < len(closing) else start
        elif match["bracket"]:
            cluster = _cluster(match["bracket"][1:-1])
            if cluster is not None:
                yield Span(match.start(), start, cluster)
        elif match["key"]:
            suffix = ", " + match["after"].strip()[1:-1].strip() if match["after"] else ""
            citation = Citation(match["key"], "", suffix, Mode.AUTHOR_IN_TEXT)
            yield Span(match.start(), start, Cluster((citation,)))


def _cluster(inside: str) -> Cluster | None:
    """Take apart what stands in brackets; None when a part of it cites nothing."""
    citations = []
    for part in inside.split(";"):
        match = _PART.match(part)
        if match is None:
            return None
        mode = Mode.SUPPRESS_AUTHOR if match["minus"] else Mode.NORMAL
        prefix, suffix = " ".join(match["prefix"].split()), " ".join(match["suffix"].split())
        citations.append(Citation(match["key"], prefix, suffix, mode))
    return Cluster(tuple(citations))


def parse_cite(text: str) -> tuple[str, str]:
    """Take apart a citation of the front matter, `koch-2013, pp. 112-113`, into key and locator."""
    key, _, locator = text.partition(",")
    return key.strip(), locator.strip()
