"""The pictures that messengers and social networks show beside a link: set by Typst, many in one run.

Whatever a map says reaches Typst as data, never as its markup.
"""

import base64
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache as kept
from itertools import accumulate
from typing import Any

from wcwidth import wcwidth

from argmap.diagrams.letters import families, fonts_id, typeset
from argmap.diagrams.pictures import light_colours
from argmap.model.appearance import BOXES
from argmap.model.characters import encodable, without_forbidden
from argmap.model.kinds import ROLES
from argmap.storage.cache import Cache, key_of
from argmap.storage.resources import theme_file

FILE = "preview.png"
"""What the picture of a page is called, beside the page."""

WIDTH, HEIGHT = 1200, 630
"""Pixels: the size that is shown whole everywhere (https://developers.facebook.com/docs/sharing/webmasters/images)."""

_AT_ONCE = 32
"""How many pictures one run of Typst makes: more are no faster, and nothing is lost when a build is broken off."""

_ANYWHERE = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7a3\uf900-\ufaff\ufe30-\uff60\U0001f000-\U0003ffff"
"""Letters between which Typst finds where a line may end, without a space: Thai to Khmer, Chinese to Korean, emoji."""

_TOO_LONG = re.compile(f"[!-\u058f\u10a0-\u10ff\u1e00-\u1fff]{{25,}}|[^\\s{_ANYWHERE}]{{61,}}")
"""Words that must be broken to be set large: of European letters, else only what can hardly be a word."""

_MAY_END = "\N{ZERO WIDTH SPACE}"
_JOINING = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{VARIATION SELECTOR-16}")
_WORD = re.compile(f"[^\\s{_MAY_END}{_ANYWHERE}]{{11,}}")
"""What must not be wider than a line; shorter words never are."""

PROGRAM = """
#let (width, height, previews) = json("previews.json")
#let sizes = (76, 68, 60, 54, 48, 43, 38, 34, 31, 28, 25, 22, 20, 16, 13)
#let margin = 76
#let room = (width - 2 * margin) * 1pt

#set page(width: width * 1pt, height: height * 1pt, margin: (x: margin * 1pt, top: 56pt, bottom: 54pt))
// The same height for each line, whatever fonts its letters are of.
#set text(top-edge: 1.04em, bottom-edge: -0.32em, hyphenate: false, overhang: false)
#set par(leading: 0pt, spacing: 0pt)

// Set a text as large as it can be: no higher than the block, and none of its words wider.
#let fitted(height, largest, (line, rtl, words), weight: 400) = context {
  let at(size, words) = text(size: size * 1pt, weight: weight, dir: if rtl { std.rtl } else { ltr }, words)
  let fits(size) = (
    measure(block(width: room, at(size, line))).height <= height
      and words.all(word => measure(at(size, word)).width <= room)
  )
  let smaller = sizes.filter(size => size <= largest)
  let size = smaller.find(fits)
  // What stands out of a line has room beyond the block.
  let set-line = at(if size == none { sizes.last() } else { size }, line)
  block(width: room, height: height, clip: true, outset: (x: 12pt, y: 20pt), set-line)
}

#let inset(distance, line, radius) = place(
  top + left,
  dx: distance,
  dy: distance,
  rect(width: 100% - 2 * distance, height: 100% - 2 * distance, stroke: line, radius: radius),
)

#for (look, fonts, texts) in previews {
  let (kind, statement, speaker, source) = texts
  let line = (paint: rgb(look.line), thickness: look.thickness * 1pt, dash: if look.dashed { (14pt, 9pt) })
  let frame = {
    rect(width: 100%, height: 100%, fill: rgb(look.fill), stroke: none)
    inset(22pt, line, look.radius * 1pt)
    if look.double { inset(31pt, line, 0pt) }
  }
  page(background: frame, {
    set text(font: fonts, fill: rgb(look.quiet))
    set align(if statement.at(1) { right } else { left })
    text(fill: rgb(look.kind), fitted(48pt, 34, kind, weight: 600))
    v(12pt)
    block(height: 322pt, align(horizon, text(fill: rgb(look.ink), fitted(322pt, 76, statement, weight: 500))))
    v(1fr)
    block(height: 86pt, align(bottom, fitted(86pt, 28, speaker)))
    v(4pt)
    fitted(36pt, 25, source)
  })
}
"""
"""What Typst runs."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a picture says.

    Attributes:
        role: The role of a node, which gives the colour and the border; empty for a map.
        kind: What is shown, in words.
        statement: What stands in the middle.
        speaker: Who says it.
        source: What it is part of.
    """

    role: str
    kind: str
    statement: str
    speaker: str
    source: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What is to be set, from the top."""
        return (
            _cut(self.kind, 60),
            _in_one_line(self.statement),
            _cut(self.speaker, 170),
            _cut(self.source, 85),
        )

    @property
    def words(self) -> str:
        """The same in words, for who does not see it."""
        return f"{self.kind}: {' – '.join(filter(None, (self.statement, self.speaker, self.source)))}"


def preview_of(row: object) -> Preview | None:
    """Read what a picture says from a cache, where anybody may have written it.

    Args:
        row: The fields in their order, as JSON has them.

    Returns:
        What the picture says; None where it is not of this form.
    """
    match row:
        case [str(role), str(kind), str(statement), str(speaker), str(source)] if role in ("", *ROLES):
            texts = (kind, statement, speaker, source)
            return Preview(role, *texts) if all(encodable(text) == text for text in texts) else None
    return None


def preview_pictures(previews: Mapping[str, Preview], cache: Cache) -> Iterator[tuple[str, bytes]]:
    """Make the pictures, in the colours of the light scheme.

    Args:
        previews: What each says, by its path. They have no letters that no font has.
        cache: What was made in earlier builds; new pictures are added to it.

    Yields:
        The path of each picture, and the picture as PNG.
    """
    pages = {path: _page(preview) for path, preview in previews.items()}
    setter = fonts_id()
    keys = {path: key_of("preview", setter, PROGRAM, json.dumps(page)) for path, page in pages.items()}
    for batch in _batches(list(previews)):
        cached = cache.get(keys[path] for path in batch)
        missing = {keys[path]: pages[path] for path in batch if keys[path] not in cached}
        if missing:
            new = {
                key: base64.b64encode(picture).decode("ascii")
                for key, picture in zip(missing, _compiled(list(missing.values())), strict=True)
            }
            cache.put(new)
            cached |= new
        for path in batch:
            yield path, base64.b64decode(cached[keys[path]])


def _batches(paths: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(paths), _AT_ONCE):
        yield paths[start : start + _AT_ONCE]


def _compiled(pages: list[dict[str, Any]]) -> list[bytes]:
    data = {"width": WIDTH, "height": HEIGHT, "previews": pages}
    files = {"main.typ": PROGRAM.encode(), "previews.json": json.dumps(data).encode()}
    pictures: bytes | list[bytes] = typeset(files, "png", ppi=72)
    return [pictures] if isinstance(pictures, bytes) else pictures


def _page(preview: Preview) -> dict[str, Any]:
    texts = [_breakable(text) for text in preview.texts]
    return {
        "look": _look(preview.role),
        "fonts": families(texts),
        "texts": [(text, _is_rtl(text), _WORD.findall(text)) for text in texts],
    }


@kept
def _look(role: str) -> dict[str, Any]:
    """Return the look of a node's box in drawings; a map has the colours of their paper."""
    colours = light_colours(theme_file("drawing.css"))
    box = BOXES.get(role, {})
    styles = box.get("style", "").split(",")
    return {
        "kind": colours[f"--am-{role or 'quiet'}"],
        "line": colours[f"--am-{role or 'line'}"],
        "fill": colours[f"--am-{role}-fill" if role else "--am-paper"],
        "ink": colours["--am-ink"],
        "quiet": colours["--am-quiet"],
        "thickness": 6 if "bold" in styles else 3,
        "dashed": "dashed" in styles,
        "double": box.get("peripheries") == "2",
        "radius": 28 if "rounded" in styles else 0,
    }


def _in_one_line(text: str) -> str:
    return " ".join(without_forbidden(text).split())


def _cut(text: str, columns: int) -> str:
    """Return a text in one line, shortened to the columns that there is room for in the smallest size."""
    line = _in_one_line(text)
    ends = accumulate(max(wcwidth(letter), 0) for letter in line)
    fitting = sum(end <= columns for end in ends)
    return line if fitting == len(line) else f"{line[: fitting - 1].rstrip()}…"


def _breakable(text: str) -> str:
    """Let lines end within words that are too long for one, but for marks, which stay on their letters."""
    return _TOO_LONG.sub(lambda word: "".join(_with_ends(word[0])), text)


def _with_ends(word: str) -> Iterator[str]:
    for number, letter in enumerate(word):
        if number and not unicodedata.category(letter).startswith("M") and not {letter, word[number - 1]} & _JOINING:
            yield _MAY_END
        yield letter


def _is_rtl(text: str) -> bool:
    """Tell whether a text runs from right to left, by its first letter that has a direction."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"
