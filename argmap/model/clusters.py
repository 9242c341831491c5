"""Citations in pandoc's syntax: `[see @koch-2013, p. 114; @b]`, `@koch-2013 [p. 3]`.

Syntax: https://pandoc.org/MANUAL.html#citation-syntax. Only finds and takes apart; formats nothing.

What is found here is cut out of the prose, and what was formatted is put in its place, before Markdown reads
it. So nothing is taken for a citation whose absence could change what Markdown makes of the rest: no brackets
that hold a backtick or `<`, nothing right behind `]`, where parentheses would become a link's address, nothing
next to the definition of a link, which Markdown takes away whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Mode(StrEnum):
    """How a citation names its author, in pandoc's words."""

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


_FENCE = re.compile(r"^ {0,3}(?P<sign>`{3,}|~{3,})(?P<words>.*)$", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?![ \t]*(?:\n|$)))+")
_DEFINITION = re.compile(
    r"""^(?:[^\w\[\n]|\d)*+\[[^\[\]]*+\]:[ ]*+(?:\n[ ]*+)?\S++[ ]*+(?:\n[ ]*+)?(?:["'(].*)?$""",
    re.MULTILINE,
)
_TICKS = re.compile("`+")
_TOKEN = re.compile(
    r"(?P<escape>\\.)"
    r"|(?P<ticks>`+)"
    r"|(?P<address><[^<>\s\[\]]*>)|(?P<angle><)"
    r"|(?P<open>\[)"
    r"|(?P<link>\]\()|(?P<close>\])"
    r"|(?P<semicolon>;)"
    r"|(?<![\w@.+\]])(?P<minus>(?<!-)-)?"
    r"@(?:\{(?P<braced>[^{}\s]+)\}|(?P<key>\w(?:\w|[:.#$%&+?<>~/-](?=\w)|[:/](?=/))*))",
    re.DOTALL,
)
_PLAIN_LETTERS = {";": ";", "<": "x", "\\`": "x"}
"""Tokens whose letter, as explained below, does not hang on what stands beside them."""
_ADDRESS = re.compile(
    r"\s*+(?:<[^<>\n]*>|(?:[^()\s\\]|\\.|\((?:[^()\s\\]|\\.)*+\))*+)"
    r"""(?:\s++(?:"[^"]*"|'[^']*'))?\s*+\)""",
    re.DOTALL,
)
"""A link's address and title, behind `](`."""

# What stands in brackets is matched on one letter a token, so that no text, however hostile, is read twice:
# c a citation, [ ] brackets, b an opening bracket right behind a citation, n one that cannot cite,
# k a closing one that makes a link, ; a semicolon, x what keeps brackets from being cut out.
_ASIDE = r"[\[bn];*+[\]k]"
_PART = rf"(?:{_ASIDE})*+c(?:{_ASIDE})*+"
_FOUND = re.compile(
    rf"(?P<cluster>[\[b]{_PART}(?:;{_PART})*+\])"
    rf"|(?P<unclear>\[(?:c|{_ASIDE})*+;(?:[c;]|{_ASIDE})*+\])"
    rf"|c(?P<behind>b(?:{_ASIDE})*+(?:c(?:{_ASIDE})*+)?(?:;{_PART})*+\])?"
)


def clusters_in(prose: str) -> list[Span]:
    """Find every citation of a prose, in order. Code, link targets and e-mail addresses are passed over."""
    return [
        span
        for start, end in _paragraphs(prose)
        if prose.find("@", start, end) >= 0 and not _DEFINITION.search(prose[start:end])
        for span in _clusters_between(prose, start, end)
    ]


def parse_cite(text: str) -> tuple[str, str]:
    """Take apart a citation of the front matter, `koch-2013, pp. 112-113`, into key and locator."""
    key, _, locator = text.partition(",")
    return key.strip(), locator.strip()


def _paragraphs(prose: str) -> Iterator[tuple[int, int]]:
    """Yield where each paragraph lies: nothing that is opened in it, code or bracket, closes in another."""
    for start, end in _outside_fences(prose):
        for match in _PARAGRAPH.finditer(prose, start, end):
            yield match.span()


def _outside_fences(prose: str) -> Iterator[tuple[int, int]]:
    start = 0
    opening: re.Match[str] | None = None
    for fence in _FENCE.finditer(prose):
        if opening is None:
            # A line of backticks with more of them behind it is code within a line.
            opening = None if fence["sign"][0] == "`" in fence["words"] else fence
        elif fence["sign"].startswith(opening["sign"]) and not fence["words"].strip():
            yield start, opening.start()
            start, opening = fence.end(), None
    yield start, len(prose)


@dataclass(frozen=True, slots=True)
class _Token:
    """A sign that matters in a paragraph: its letter for the pattern above, its place, and a citation's key."""

    letter: str
    start: int
    end: int
    key: str = ""
    mode: Mode = Mode.NORMAL


def _clusters_between(prose: str, start: int, end: int) -> Iterator[Span]:
    """Yield the citations of one paragraph."""
    tokens = list(_tokens(prose, start, end))
    for match in _FOUND.finditer("".join(token.letter for token in tokens)):
        found = tokens[match.start() : match.end()]
        if match["cluster"]:
            citations = _citations(prose, found)
        elif match["unclear"]:
            continue
        else:
            citations = _in_text(prose, found)
        yield Span(found[0].start, found[-1].end, Cluster(tuple(citations)))


def _tokens(prose: str, start: int, end: int) -> Iterator[_Token]:
    code_ends = _code_ends(prose, start, end)
    cited = -1  # where the last citation ended
    while match := _TOKEN.search(prose, start, end):
        kind, start = match.lastgroup, match.end()
        letter = ""
        if kind == "ticks":
            letter, start = "x", code_ends.get(match.start(), start)
        elif kind == "open":
            letter = _opening(prose, match, cited)
        elif kind == "link":
            address = _ADDRESS.match(prose, start, end)
            if address is None:
                # How far Markdown would take the address is not clear, so nothing behind it is touched.
                return
            letter, start = "k", address.end()
        elif kind == "close":
            letter = "k" if prose.startswith("[", start, end) else "]"
        elif match[0] in _PLAIN_LETTERS or kind == "address":
            letter = _PLAIN_LETTERS.get(match[0], "x")
        elif kind in {"braced", "key"}:
            mode = Mode.SUPPRESS_AUTHOR if match["minus"] else Mode.NORMAL
            yield _Token("c", match.start(), start, match[kind], mode)
            cited = start
        if letter:
            yield _Token(letter, match.start(), start)


def _opening(prose: str, match: re.Match[str], cited: int) -> str:
    """Choose the letter of an opening bracket by what stands next to it."""
    if prose.endswith("]", 0, match.start()) or prose.startswith("^", match.end()):
        return "n"
    return "b" if cited >= 0 and not prose[cited : match.start()].strip() else "["


def _code_ends(prose: str, start: int, end: int) -> dict[int, int]:
    """Return where code ends by where it begins: at the next run of as many backticks."""
    ends: dict[int, int] = {}
    following: dict[int, int] = {}
    for ticks in reversed(list(_TICKS.finditer(prose, start, end))):
        length = len(ticks[0])
        if length in following:
            ends[ticks.start()] = following[length]
        following[length] = ticks.end()
    return ends


def _in_text(prose: str, found: Sequence[_Token]) -> list[Citation]:
    """Return a citation that is part of the sentence, with what stands in brackets behind it."""
    first, *behind = found
    mode = Mode.SUPPRESS_AUTHOR if first.mode is Mode.SUPPRESS_AUTHOR else Mode.AUTHOR_IN_TEXT
    locator, rest = "", []
    if behind:
        parts = _parts(behind)
        if not any(token.letter == "c" for token in parts[0]):
            locator = " ".join(prose[parts[0][0].end : parts[0][-1].start].split())
            parts = parts[1:]
        rest = [_citation(prose, part) for part in parts]
    return [Citation(first.key, "", f", {locator}" if locator else "", mode), *rest]


def _citations(prose: str, found: Sequence[_Token]) -> list[Citation]:
    return [_citation(prose, part) for part in _parts(found)]


def _parts(bracket: Sequence[_Token]) -> list[list[_Token]]:
    """Cut a bracket at its own semicolons; each part begins and ends with the sign that bounds it."""
    parts = [[bracket[0]]]
    depth = 0
    for token in bracket[1:]:
        parts[-1].append(token)
        if token.letter == ";" and depth == 0:
            parts.append([token])
        depth += (token.letter in "[bn") - (token.letter in "]k")
    return parts


def _citation(prose: str, part: Sequence[_Token]) -> Citation:
    cited = next(token for token in part if token.letter == "c")
    prefix = " ".join(prose[part[0].end : cited.start].split())
    behind = prose[cited.end : part[-1].start]
    suffix = " ".join(behind.split())
    # `@a and others` keeps its space, `@a , p. 3` does not.
    space = " " if behind[:1].isspace() and suffix[:1] not in {"", ","} else ""
    return Citation(cited.key, prefix, space + suffix, cited.mode)
