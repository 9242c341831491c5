"""The pictures that messengers and social networks show beside a link: set by Typst, many in one run.

Whatever a map says reaches Typst as data, never as its markup. PDFium draws in grey what it has set, and a palette has
the colours: of the frame and of each text, with the steps from them to the paper. So a picture takes half of the time
and of the bytes of one in full colour.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache as kept
from importlib import import_module
from itertools import accumulate, chain
from typing import Annotated, Any

from msgspec import Meta
from wcwidth import wcwidth

from argmap.diagrams.letters import families, fonts_id, typeset
from argmap.diagrams.pictures import light_colours
from argmap.diagrams.pixels import between, drawn_pages, png_of, rgb
from argmap.model.appearance import BOXES
from argmap.model.characters import without_forbidden
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

_FRAME, _KIND, _STATEMENT, _QUIET = range(4)
"""What has a colour, as the palette has them."""

_BANDS = ((_KIND, 0, 110), (_STATEMENT, 110, 444), (_QUIET, 444, HEIGHT))
"""Where texts stand: between which pixels from the top each colour is; the program has nothing at these bounds."""

_STEPS = 63
"""The steps from the paper to a colour: as many as a palette of 256 has room for."""

_DARKNESS = [round((255 - grey) * _STEPS / 255) for grey in range(256)]
"""The step of each grey, by how much it took from the white of the paper."""

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

#for (frames, fonts, texts) in previews {
  for look in frames {
    let line = (thickness: look.thickness * 1pt, dash: if look.dashed { (14pt, 9pt) })
    page({
      inset(22pt, line, look.radius * 1pt)
      if look.double { inset(31pt, line, 0pt) }
    }, margin: 0pt)
  }
  for (kind, statement, speaker, source) in texts {
    set text(font: fonts)
    set align(if statement.at(1) { right } else { left })
    page({
      fitted(48pt, 34, kind, weight: 600)
      v(12pt)
      block(height: 322pt, align(horizon, fitted(322pt, 76, statement, weight: 500)))
      v(1fr)
      block(height: 86pt, align(bottom, fitted(86pt, 28, speaker)))
      v(4pt)
      fitted(36pt, 25, source)
    })
  }
}
"""
"""What Typst runs."""


_ROLE = Meta(pattern=rf"^(?:{'|'.join(ROLES)})?\Z")
"""What a role must be where it is read from the cache, in which somebody else may have put another."""


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

    role: Annotated[str, _ROLE]
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


def preview_pictures(previews: Mapping[str, Preview], cache: Cache) -> Iterator[tuple[str, bytes]]:
    """Make the pictures, in the colours of the light scheme.

    Args:
        previews: What each says, by its path. They have no letters that no font has.
        cache: What was made in earlier builds; new pictures are added to it.

    Yields:
        The path of each picture, and the picture as PNG.
    """
    pages = {path: _page(preview) for path, preview in previews.items()}
    keys = _keys(pages)
    for batch in _batches(list(previews)):
        cached = cache.get(keys[path] for path in batch)
        missing = {keys[path]: pages[path] for path in batch if keys[path] not in cached}
        if missing:
            new = dict(zip(missing, _compiled(list(missing.values())), strict=True))
            cache.put(new)
            cached |= new
        for path in batch:
            yield path, cached[keys[path]]


def missing_previews(previews: Mapping[str, Preview], cache: Cache) -> dict[str, Preview]:
    """Return what pictures say that the cache does not have.

    Args:
        previews: What each says, by its path.
        cache: What was made in earlier builds.

    Returns:
        Those that `preview_pictures` would have to make.
    """
    keys = _keys({path: _page(preview) for path, preview in previews.items()})
    lacking = cache.lacking(keys.values())
    return {path: preview for path, preview in previews.items() if keys[path] in lacking}


def _keys(pages: Mapping[str, dict[str, Any]]) -> dict[str, str]:
    setter = fonts_id()
    return {path: key_of("preview", setter, PROGRAM, json.dumps(page)) for path, page in pages.items()}


def _batches(paths: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(paths), _AT_ONCE):
        yield paths[start : start + _AT_ONCE]


def _compiled(pages: list[dict[str, Any]]) -> list[bytes]:
    return [
        _picture(drawn, page["role"])
        for drawn, page in zip(_drawn([{**page, "frames": []} for page in pages]), pages, strict=True)
    ]


def _drawn(pages: list[dict[str, Any]]) -> Iterator[Any]:
    """Have texts or frames set, and drawn in grey, as Pillow's images."""
    data = {"width": WIDTH, "height": HEIGHT, "previews": pages}
    files = {"main.typ": PROGRAM.encode(), "previews.json": json.dumps(data).encode()}
    return drawn_pages(typeset(files, "pdf"), 1, WIDTH, grey=True)


def _picture(texts: Any, role: str) -> bytes:  # noqa: ANN401 - Pillow's
    """Put texts into the frame of a role, as PNG."""
    picture = _frame(role).copy()
    for colour, top, bottom in _BANDS:
        band = (0, top, WIDTH, bottom)
        text = texts.crop(band).point(_places(colour))
        picture.paste(import_module("PIL.ImageChops").lighter(picture.crop(band), text), band)
    picture.putpalette(_palette(role))
    return png_of(picture)


@kept
def _frame(role: str) -> Any:  # noqa: ANN401 - Pillow's
    (drawn,) = _drawn([{"frames": [_look(role)], "fonts": [], "texts": []}])
    return drawn.point(_places(_FRAME))


def _places(colour: int) -> list[int]:
    """Return the place of each grey in the palette."""
    return [colour * _STEPS + step if step else 0 for step in _DARKNESS]


@kept
def _palette(role: str) -> list[int]:
    """Return red, green and blue of each place: the paper, and the steps from it to each colour."""
    paper, *others = map(rgb, _look(role)["colours"])
    mixed = (between(paper, colour, step, _STEPS) for colour in others for step in range(1, _STEPS + 1))
    return [*paper, *chain.from_iterable(mixed)]


def _page(preview: Preview) -> dict[str, Any]:
    texts = [_breakable(text) for text in preview.texts]
    return {
        "role": preview.role,
        "look": _look(preview.role),
        "fonts": families(texts),
        "texts": [[(text, _is_rtl(text), _WORD.findall(text)) for text in texts]],
    }


@kept
def _look(role: str) -> dict[str, Any]:
    """Return the look of a node's box in drawings; a map has the colours of their paper."""
    colours = light_colours(theme_file("drawing.css"))
    own = (f"{role}-fill", role, role) if role else ("paper", "line", "quiet")
    box = BOXES.get(role, {})
    styles = box.get("style", "").split(",")
    return {
        "colours": [colours[f"--am-{name}"] for name in (*own, "ink", "quiet")],
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
