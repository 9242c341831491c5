"""The mapped text, when it is at hand: where its paragraphs stand, and what stands in them word for word.

The text is never part of a map. It is compared as a reader would compare it: typographic variants of one sign
(quotation marks, dashes, ligatures), hyphens at the ends of lines, white space and the asterisks of extracted
emphasis make no difference; everything else does.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from argmap.model import ArgumentMap, Paragraph, Source

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
        "*": None,
        "\u00ad": None,
    },
)
_LINE_END = re.compile(r"(?<=\w)-[ \t]*\n\s*(?=[^\W\d_])")
_LIKENESS = 75
"""From which likeness (0 to 100) a passage is offered as what was meant."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The mapped text by paragraph, as it is compared: each paragraph with hyphens at ends of lines gone, and kept."""

    sha256: str
    paragraphs: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    """The locators of paragraphs that were not found."""

    def holds(self, locator: str, quotation: str) -> bool:
        """Tell whether a paragraph that was found holds a quotation word for word."""
        wanted = normalised(quotation)
        return any(wanted in variant for variant in self.paragraphs[locator])

    def elsewhere(self, quotation: str) -> str:
        """Return the locator of the first paragraph that holds a quotation; empty when none does."""
        return next((locator for locator in self.paragraphs if self.holds(locator, quotation)), "")

    def likest(self, locator: str, quotation: str) -> str:
        """Return the words of a paragraph that are most like a quotation; empty when none are like it."""
        text = self.paragraphs[locator][0]
        found = fuzz.partial_ratio_alignment(normalised(quotation), text, score_cutoff=_LIKENESS)
        if found is None:
            return ""
        start = text.rfind(" ", 0, found.dest_start + 1) + 1
        end = text.find(" ", found.dest_end - 1)
        return text[start : end if end >= 0 else None]


def normalised(text: str) -> str:
    """Return a text as it is compared (Unicode's NFKC, one form of each sign, single spaces)."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_SIGNS).split())


def source_text(text: str, paragraphs: Mapping[str, Paragraph]) -> SourceText:
    """Find the paragraphs of the mapped text.

    Takes the whole text, and where its paragraphs begin and end, by locator in the order in which they stand
    in it. A paragraph reaches from its first words, sought behind the paragraph before it, to the last
    occurrence of its last words in front of the next paragraph that is found.
    """
    variants = [normalised(_LINE_END.sub(joined, text)) for joined in ("", "-")]
    found: dict[str, list[str]] = {}
    for variant in variants:
        for locator, passage in _passages(variant, paragraphs):
            found.setdefault(locator, []).append(passage)
    return SourceText(
        hashlib.sha256(text.encode()).hexdigest(),
        {locator: tuple(dict.fromkeys(passages)) for locator, passages in found.items()},
        tuple(locator for locator in paragraphs if locator not in found),
    )


def _passages(text: str, paragraphs: Mapping[str, Paragraph]) -> list[tuple[str, str]]:
    starts: list[tuple[str, int]] = []
    after = 0
    for locator, paragraph in paragraphs.items():
        start = text.find(normalised(paragraph.first_words), after)
        if start >= 0:
            starts.append((locator, start))
            after = start + 1
    passages = []
    for number, (locator, start) in enumerate(starts):
        limit = starts[number + 1][1] if number + 1 < len(starts) else len(text)
        last = normalised(paragraphs[locator].last_words)
        end = text.rfind(last, start, limit)
        if end >= 0:
            passages.append((locator, text[start : end + len(last)]))
    return passages


def quotation_hash(locator: str, quotation: str) -> str:
    """Return the SHA-256 by which verified.json knows a quotation from a paragraph."""
    return hashlib.sha256(f"{locator}\n{normalised(quotation)}".encode()).hexdigest()


def is_verified(argument_map: ArgumentMap, source: Source) -> bool:
    """Tell whether verified.json says that a quotation, as it now stands, was found in the mapped text."""
    verified = argument_map.verified
    return verified is not None and quotation_hash(source.at, source.quote) in verified.quotations
