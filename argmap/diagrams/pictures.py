"""Drawings as PNG and PDF, for slides and print: made from finished SVGs by Typst (https://typst.app).

Typst sets the texts itself, since it shapes every script rightly and puts no letter into a font that lacks it; of the
SVG it draws the boxes and lines. PDFium makes the PNG of a PDF, with a palette of the few colours of drawings: in
half of the time that Typst takes, and of a third of the size. It is the PDF of many drawings, since most of the time
goes into reading its fonts.
"""

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from itertools import islice
from typing import Any, Literal

from argmap.diagrams.credit import Credit, pdf_with_credit, png_with_credit
from argmap.diagrams.letters import can_draw, families, fonts_id, lacking_letters, typeset
from argmap.diagrams.pixels import between, drawn_pages, png_of, rgb
from argmap.storage.cache import Cache, code_digest, key_of

Format = Literal["png", "pdf"]
FORMATS: tuple[Format, ...] = ("png", "pdf")
_WITH_CREDIT: Mapping[Format, Callable[[bytes, Credit], bytes]] = {"png": png_with_credit, "pdf": pdf_with_credit}

_AT_ONCE = 25
"""Of how many drawings the pictures are held at a time, until they are in the cache; a large site has gigabytes."""

_NARROWER = 0.93
"""By how much the fonts of pictures must be smaller to be no wider than those for which Graphviz lays out."""

_POINTS_PER_PIXEL = 0.75
_MARGIN = 12
_LARGEST_PAGE = 14_000
"""Points. A PDF page cannot be larger than 14,400 (ISO 32000-1, annex C)."""

_PIXELS_PER_POINT = 2.0
_MOST_PIXELS = 9_000
"""The longer side of a PNG: beyond this viewers give up, and the PDF serves better."""

_STEPS = 8
"""The steps between two colours that meet, more than the eye tells apart in a letter."""

_MOST_COLOURS = 256
"""How many colours a palette has room for (https://www.w3.org/TR/png-3/, 11.2.2)."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_DEFINITION = re.compile(r"(--am-[a-z-]+):\s*([^;}]+)")
_USE = re.compile(r"var\((--am-[a-z-]+)\)")
_SIZE = re.compile(r'<svg[^>]*?\bwidth="(\d+)" height="(\d+)"')
_ORIGIN = re.compile(r'transform="[^"]*translate\(([\d.-]+)[ ,]([\d.-]+)\)')

_TEXT_RULE = re.compile(r"\.am-drawing (?:\.([a-z-]+) )?text \{([^}]*)\}")
"""A rule of the style sheet for the texts in elements of a class, or for all."""

_CLASSES_OR_TEXT = re.compile(r'<g [^>]*class="([^"]*)"|<text[^>]* x="([\d.-]+)" y="([\d.-]+)"[^>]*>([^<]*)</text>')

_PROGRAM = """
#let set-at(x, y, body) = place(top + left, dx: x * 1pt, dy: y * 1pt, body)
#set text(top-edge: "baseline", bottom-edge: "baseline")
#for (number, drawing) in json("drawings.json").enumerate() {
  set text(font: drawing.fonts)
  page(width: drawing.page.at(0) * 1pt, height: drawing.page.at(1) * 1pt, margin: 0pt, {
    set-at(drawing.margin, drawing.margin, image(str(number) + ".svg", width: drawing.width * 1pt))
    for (x, y, size, weight, colour, line) in drawing.lines {
      let set-line = text(size: size * 1pt, weight: weight, fill: rgb(colour), line)
      set-at(x - 500, y, box(width: 1000pt, align(center, set-line)))
    }
  })
}
"""


def pictures(
    drawings: Mapping[str, str], cache: Cache, credited: Mapping[str, Credit] | None = None
) -> Iterator[tuple[str, bytes]]:
    """Make a picture of each drawing in each format, in the colours of the light scheme.

    Args:
        drawings: SVGs that carry their style sheet, by path.
        cache: What was made in earlier builds; new pictures are added to it.
        credited: What pictures of each drawing say of themselves, by its path.

    Yields:
        The path of each picture, that of the drawing with another ending, and the picture. There are none of a drawing
        with letters that no font has, and none at all where there is no Typst.
    """
    keys = _keys(drawings)
    left = iter(keys.items())
    while batch := dict(islice(left, _AT_ONCE)):
        made = cache.get(key for of_drawing in batch.values() for key in of_drawing.values())
        missing = [path for path, of_drawing in batch.items() if not made.keys() >= set(of_drawing.values())]
        new = {
            batch[path][form]: picture
            for path, of_drawing in zip(missing, _pictured([drawings[path] for path in missing]), strict=True)
            for form, picture in of_drawing.items()
        }
        made |= new
        cache.put(new)
        for path, of_drawing in batch.items():
            credit = (credited or {}).get(path)
            for form, key in of_drawing.items():
                picture = made[key]
                yield f"{path.removesuffix('.svg')}.{form}", _WITH_CREDIT[form](picture, credit) if credit else picture


def missing_pictures(drawings: Mapping[str, str], cache: Cache) -> dict[str, str]:
    """Return those drawings of which the cache has not all pictures.

    Args:
        drawings: SVGs that carry their style sheet, by path.
        cache: What was made in earlier builds.

    Returns:
        Those that `pictures` would have to make.
    """
    keys = _keys(drawings)
    lacking = cache.lacking(key for of_drawing in keys.values() for key in of_drawing.values())
    return {path: drawings[path] for path, of_drawing in keys.items() if not lacking.isdisjoint(of_drawing.values())}


def _keys(drawings: Mapping[str, str]) -> dict[str, dict[Format, str]]:
    """Make the key of each picture of the drawings that can be pictured."""
    if not can_draw():
        return {}
    setter = fonts_id()  # asked once: it reads the metadata of packages
    return {
        path: {form: key_of("picture", code_digest(), setter, form, svg) for form in FORMATS}
        for path, svg in drawings.items()
        if not lacking_letters(html.unescape(text) for *_, text in _CLASSES_OR_TEXT.findall(svg))
    }


def _pictured(svgs: Sequence[str]) -> Iterator[dict[Format, bytes]]:
    """Make all pictures of drawings, of each its own."""
    if not svgs:
        return
    laid_out = [_laid_out(_without_variables(svg)) for svg in svgs]
    pages = drawn_pages(_pdf(laid_out), _PIXELS_PER_POINT, _MOST_PIXELS)
    for svg, page, own in zip(svgs, pages, laid_out, strict=True):
        style = _STYLE.search(svg)
        palette = _palette(tuple(light_colours(style[1] if style else "").items()))
        yield {"png": png_of(page.quantize(palette=palette, dither=0)), "pdf": _pdf([own])}


@lru_cache(8)
def _palette(colours: tuple[tuple[str, str], ...]) -> Any:  # noqa: ANN401 - Pillow's
    """Return an image with the colours of drawings, and those between two that meet there: letters are smooth."""
    known = {name.removeprefix("--am-"): rgb(colour) for name, colour in colours}
    paper, ink = known.get("paper", b"\xff" * 3), known.get("ink", b"\0" * 3)
    papers = {name.removesuffix("-fill"): colour for name, colour in known.items() if name.endswith("-fill")}
    pairs = [(paper, ink), *((paper, known[name]) for name in ("line", "quiet") if name in known)]
    pairs += [
        pair for name, fill in papers.items() for pair in ((fill, ink), (fill, known[name]), (paper, known[name]))
    ]
    mixed = dict.fromkeys(between(below, above, step, _STEPS) for below, above in pairs for step in range(_STEPS + 1))
    image = import_module("PIL.Image").new("P", (1, 1))
    image.putpalette([value for colour in mixed for value in colour][: 3 * _MOST_COLOURS])
    return image


def _laid_out(svg: str) -> tuple[dict[str, Any], bytes]:
    """Say how a drawing's page is set, and give what Typst draws of it: all but the texts."""
    size = _SIZE.search(svg)
    width, height = (int(number) * _POINTS_PER_PIXEL for number in size.groups()) if size else (0.0, 0.0)
    scale = min(1.0, _LARGEST_PAGE / (max(width, height) + 2 * _MARGIN))
    lines = [
        (x * scale + _MARGIN, y * scale + _MARGIN, points * scale, weight, colour, text)
        for x, y, points, weight, colour, text in _lines(svg)
    ]
    page = {
        "page": [side * scale + 2 * _MARGIN for side in (width, height)],
        "margin": _MARGIN,
        "width": width * scale,
        "fonts": families(line[-1] for line in lines),
        "lines": lines,
    }
    return page, _CLASSES_OR_TEXT.sub(lambda found: found[0] if found[1] else "", svg).encode()


def _pdf(laid_out: Sequence[tuple[dict[str, Any], bytes]]) -> bytes:
    """Have drawings set, each on a page."""
    files = {
        "main.typ": _PROGRAM.encode(),
        "drawings.json": json.dumps([page for page, _ in laid_out]).encode(),
        **{f"{number}.svg": svg for number, (_, svg) in enumerate(laid_out)},
    }
    # Without a fixed time the PDF would say when it was made, and differ from build to build.
    pdf: bytes = typeset(files, "pdf", timestamp=0)
    return pdf


def _lines(svg: str) -> Iterator[tuple[float, float, float, int, str, str]]:
    """Find the lines of text: where the middle of each stands and how it looks, in points, and what it says."""
    style = _STYLE.search(svg)
    rules = _TEXT_RULE.findall(style[1]) if style else []
    origin = _ORIGIN.search(svg)
    left, top = (float(number) for number in origin.groups()) if origin else (0.0, 0.0)
    classes: list[str] = []
    for found, x, y, text in _CLASSES_OR_TEXT.findall(svg):
        if found:
            classes = found.split()
            continue
        looks: dict[str, str] = {}
        for of, declarations in rules:
            if not of or of in classes:
                looks |= dict(
                    declaration.strip().split(": ", 1) for declaration in declarations.split(";") if ": " in declaration
                )
        size = float(looks["font-size"].removesuffix("px")) * _NARROWER
        yield (
            (float(x) + left) * _POINTS_PER_PIXEL,
            (float(y) + top) * _POINTS_PER_PIXEL,
            size * _POINTS_PER_PIXEL,
            int(looks.get("font-weight", "400")),
            looks["fill"],
            html.unescape(text),
        )


def _without_variables(svg: str) -> str:
    """Write out the colours in a drawing's style sheet: Typst knows neither CSS variables nor media queries."""

    def write_out(match: re.Match[str]) -> str:
        colours = light_colours(match[1])
        return f"<style>{_USE.sub(lambda use: colours[use[1]], _MEDIA.sub('', match[1]))}</style>"

    return _STYLE.sub(write_out, svg, count=1)


def light_colours(style: str) -> dict[str, str]:
    """Return the colours of the light scheme by the names of their variables, as a drawing's style sheet has them."""
    return {name: value.strip() for name, value in reversed(_DEFINITION.findall(_MEDIA.sub("", style)))}
