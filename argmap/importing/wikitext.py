"""Markdown as Obsidian has it, with `[[links]]`, and how prose says the same (https://help.obsidian.md/obsidian-flavored-markdown)."""

import re
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from argmap.importing.parsed import link_to_node
from argmap.model.exchange import Met
from argmap.model.findings import Place
from argmap.read.meant import excerpt

HEADING = re.compile(r"^(?P<level>#{1,6})[ \t]+(?P<words>.*?)[ \t#]*$")
WIKILINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|#^\n]*)(?P<part>[#^][^\[\]|\n]*)?(?:\|(?P<words>[^\[\]\n]*))?\]\]"
)
_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})")
CODE = re.compile(r"(`[^`\n]+`)")
_CALLOUT = re.compile(r"^(?P<marks>(?:[ \t]*>)+[ \t]*)\[!(?P<kind>[\w-]+)\][+-]?[ \t]*(?P<title>.*)$")
_COMMENT = re.compile(
    r"(?P<code>^[ \t]*(?P<fence>`{3,}|~{3,}).*?(?:\n[ \t]*(?P=fence)|\Z)|`[^`\n]+`)|%%.*?%%", re.DOTALL | re.MULTILINE
)
"""A comment, or code, in which there is none."""
_BLOCK_ID = re.compile(r"[ \t]+\^[\w-]+[ \t]*$")
_PICTURE = re.compile(r"!\[([^\[\]\n]*)\]\(([^()\s]*)\)")
_HTML = re.compile(r"<(?=[a-zA-Z/!?])(?!https?:|mailto:)")
_HIGHLIGHT = re.compile(r"==([^=\n]+)==")
_MARKS = (
    ("block id", _BLOCK_ID, ""),
    ("HTML", _HTML, r"\<"),
    ("highlight", _HIGHLIGHT, r"\1"),
    ("picture or embed", _PICTURE, r"\1 (\2)"),
)
"""Marks within a line that prose does not have, each with what is written instead."""

_AT = re.compile(r"(?<![\w\\])@(?=\w)")


def without_comments(text: str, place_of: Callable[[int], Place], met: list[Met]) -> list[str]:
    """Take the comments out of a note.

    Args:
        text: Its text.
        place_of: Gives the place of a line by its number, counted from 0.
        met: Takes what is told of each comment.

    Returns:
        The lines, as many as before.
    """

    def uncommented(match: re.Match[str]) -> str:
        if match["code"]:
            return match[0]
        met.append(Met(place_of(text.count("\n", 0, match.start())), "comment"))
        return "\n" * match[0].count("\n")

    return _COMMENT.sub(uncommented, text).split("\n")


def with_code(lines: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str, bool]]:
    """Tell of each line whether it is one of code between fences, or a fence.

    Args:
        lines: The lines of a note, with their numbers.

    Yields:
        Number, line and what it is.
    """
    fence = ""
    for number, line in lines:
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark["fence"]
            yield number, line, True
        else:
            yield number, line, bool(fence)
            fence = "" if mark and mark["fence"].startswith(fence) else fence


@dataclass(frozen=True, slots=True)
class ProseWriter:
    """Writes notes as prose.

    Attributes:
        target: Finds the node that a link means; empty where it means none.
        shown: The nodes that links can lead to.
        met: Takes what is told of what prose does not have.
    """

    target: Callable[[str], str]
    shown: Container[str]
    met: list[Met]

    def prose(self, lines: Iterable[tuple[int, str]], place_of: Callable[[int], Place]) -> str:
        """Write the text of a note as prose.

        Args:
            lines: Its lines, with their numbers.
            place_of: Gives the place of a line by its number.

        Returns:
            Markdown.
        """
        written = [
            line if is_code else self._line(place_of(number), line) for number, line, is_code in with_code(lines)
        ]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(written)).strip()

    def _line(self, place: Place, line: str) -> str:
        """Write a line without the marks that prose does not have, and tell of each; what is code stays."""
        heading, callout = HEADING.match(line), _CALLOUT.match(line)
        if heading:
            self.met.append(Met(place, "heading", excerpt(heading["words"])))
            line = f"\n{heading['words']}\n"
        elif callout:
            self.met.append(Met(place, "callout", excerpt(callout["title"] or callout["kind"])))
            line = f"{callout['marks']}{callout['title'] or callout['kind']}"
        parts = CODE.split(line)
        parts[::2] = [self._linked(place, self._unmarked(place, part)) for part in parts[::2]]
        return "".join(parts)

    def _unmarked(self, place: Place, words: str) -> str:
        for construct, pattern, instead in _MARKS:
            if pattern.search(words):
                self.met.append(Met(place, construct, excerpt(words)))
                words = pattern.sub(instead, words)
        return _AT.sub(r"\@", words)

    def _linked(self, place: Place, line: str) -> str:
        """Write a line with its links as prose has them."""

        def linked(match: re.Match[str]) -> str:
            words = match["words"] or match["target"].strip() or (match["part"] or "").lstrip("#^")
            target = self.target(match["target"])
            if match["embed"] or target not in self.shown:
                construct = "picture or embed" if match["embed"] else "wikilink to no node"
                self.met.append(Met(place, construct, excerpt(match["target"])))
                return words
            self.met.append(Met(place, "wikilink"))
            return link_to_node(words, target)

        return WIKILINK.sub(linked, line)
