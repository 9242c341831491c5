"""The mapped text, when it is at hand: where its paragraphs stand, and what stands in them word for word.

The text is never part of a map. It is compared as a reader would compare it: besides what makes no difference
between quotations, hyphens at the ends of lines do not.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from argmap.model.beside import Paragraph
from argmap.model.quotations import normalised

_LINE_END = re.compile(r"(?<=\w)-[ \t]*\n\s*(?=[^\W\d_])")
_LIKENESS = 75
"""The least likeness (0 to 100) at which a passage is offered as what was meant."""


@dataclass(frozen=True, slots=True)
class MappedText:
    """The mapped text by paragraph, as it is compared.

    Attributes:
        sha256: The SHA-256 of the whole text, in hexadecimal digits.
        paragraphs: The variants of each paragraph by its locator: with the hyphens at ends of lines taken away, and
            with them, where that makes a difference.
    """

    sha256: str
    paragraphs: Mapping[str, tuple[str, ...]]
    missing: tuple[str, ...]
    """The locators of paragraphs that were not found."""

    def position(self, locator: str, quotation: str) -> int | None:
        """Return where a paragraph holds a quotation word for word.

        Args:
            locator: The locator of a paragraph that was found.
            quotation: The quotation as it was typed.

        Returns:
            The position in characters from the paragraph's beginning; None when the paragraph does not hold the
            quotation.
        """
        needle = normalised(quotation)
        return next((variant.index(needle) for variant in self.paragraphs[locator] if needle in variant), None)

    def elsewhere(self, quotation: str) -> str:
        """Return the locator of the first paragraph that holds a quotation; empty when none does."""
        return next((locator for locator in self.paragraphs if self.position(locator, quotation) is not None), "")

    def likest(self, locator: str, quotation: str) -> str:
        """Return the words of a paragraph that are most like a quotation.

        Args:
            locator: The locator of a paragraph that was found.
            quotation: The quotation as it was typed.

        Returns:
            Whole words of the paragraph; empty when none are like the quotation.
        """
        paragraph = self.paragraphs[locator][0]
        alignment = fuzz.partial_ratio_alignment(normalised(quotation), paragraph, score_cutoff=_LIKENESS)
        if alignment is None:
            return ""
        start = paragraph.rfind(" ", 0, alignment.dest_start + 1) + 1
        end = paragraph.find(" ", alignment.dest_end - 1)
        return paragraph[start : end if end >= 0 else None]


def mapped_text_of(text: str, paragraphs: Mapping[str, Paragraph]) -> MappedText:
    """Find the paragraphs of the mapped text.

    A paragraph reaches from its first words, sought behind the paragraph before it, to the last occurrence of its last
    words in front of the next paragraph that is found.

    Args:
        text: The whole text.
        paragraphs: Where its paragraphs begin and end, by locator in the order in which they stand in it.

    Returns:
        The text by paragraph.
    """
    variants = [normalised(_LINE_END.sub(joined, text)) for joined in ("", "-")]
    passages_by_locator: dict[str, list[str]] = {}
    for variant in variants:
        for locator, passage in _passages(variant, paragraphs):
            passages_by_locator.setdefault(locator, []).append(passage)
    return MappedText(
        hashlib.sha256(text.encode()).hexdigest(),
        {locator: tuple(dict.fromkeys(variants)) for locator, variants in passages_by_locator.items()},
        tuple(locator for locator in paragraphs if locator not in passages_by_locator),
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
