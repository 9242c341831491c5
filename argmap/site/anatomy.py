"""Reads finished HTML for what a builder wants to know of a page: ids, headings, and where it shows drawings."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

from argmap.model.htmlreading import HtmlReader

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_DRAWING = "am-object"
"""The class of the elements by which pages refer to drawings beside them."""

_ELEMENTS = re.compile(
    r"""<(?:(?P<whole>h[1-6]|object)\b.*?</(?P=whole)\s*>
    |[a-z][\w:-]*+(?:\s++(?!id\s*=)[^\s<>"'=/]++(?:\s*=\s*(?:"[^"]*+"|'[^']*+'|[^\s<>"']++))?+)*+
    \s++id\s*=\s*(?:"(?P<double>[^"]*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s<>"']++)))""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
"""Headings and drawings, whole, and the start tags of all else up to an id."""
_UNLIKE_TAGS = re.compile(
    "<(?:[!?]|script|style|textarea|title|xmp|iframe|no(?:embed|frames|script)|plaintext)", re.IGNORECASE
)
"""What may hold signs that look like a tag and are none, such as comments."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that can be linked to: its level from 1 to 6, its id, and its words as plain text."""

    level: int
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What was found in a page's HTML.

    Attributes:
        ids: All ids.
        headings: Those that have an id, in their order.
        drawings: The file of each drawing that the page shows, by the whole element that refers to it.
    """

    ids: frozenset[str]
    headings: tuple[Heading, ...]
    drawings: Mapping[str, str]


def anatomy_of(page: str, *, is_ours: bool = False) -> Anatomy:
    """Read a page's HTML.

    Args:
        page: HTML of any origin.
        is_ours: Whether templates wrote it, which escape what is no tag: then all that matters is found at once.

    Returns:
        Its ids, headings and drawings.
    """
    reader = _Reader()
    if is_ours and not _UNLIKE_TAGS.search(page):
        for element in _ELEMENTS.finditer(page):
            if element["whole"]:
                reader.feed(element[0])
            else:
                reader.ids.add(unescape(element[element.lastgroup or 0]))
    else:
        reader.feed(page)
    reader.close()
    return Anatomy(frozenset(reader.ids), tuple(reader.headings), reader.drawings)


class _Reader(HtmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.headings: list[Heading] = []
        self.drawings: dict[str, str] = {}
        self._heading = ""
        """The id of the heading that is open."""
        self._words: list[str] = []

    def updatepos(self, i: int, j: int) -> int:
        """Go on without counting lines, which nobody asks for and which takes a fifth of the time."""
        del i
        return j

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        anchor = attributes.get("id", "")
        if anchor:
            self.ids.add(anchor)
        if tag in _HEADINGS:
            self._heading, self._words = anchor, []
        elif tag == "object" and attributes.get("class") == _DRAWING:
            self.drawings[f"{self.get_starttag_text()}</{tag}>"] = attributes.get("data", "")

    def handle_data(self, data: str) -> None:
        if self._heading:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS and self._heading:
            self.headings.append(Heading(_HEADINGS[tag], self._heading, " ".join("".join(self._words).split())))
            self._heading = ""
