"""Drawings as PNG and PDF, for slides and print: made from finished SVGs by Typst (https://typst.app).

Typst brings fonts of its own, so that the same drawing gives the same picture everywhere; only scripts which those
fonts lack are set in whatever the machine has.
"""

import base64
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Literal

import typst

from argmap.storage.cache import Cache, code_digest, key_of

Format = Literal["png", "pdf"]
FORMATS: tuple[Format, ...] = ("png", "pdf")

_FAMILY = '"Libertinus Serif"'
"""Comes with Typst, and is narrower than the font whose widths Graphviz lays out for."""

_POINTS_PER_PIXEL = 0.75
_MARGIN = 12
_LARGEST_PAGE = 14_000
"""Points. A PDF page cannot be larger than 14,400 (ISO 32000-1, annex C)."""

_PIXELS_PER_POINT = 2.0
_MOST_PIXELS = 9_000
"""The longer side of a PNG: beyond this viewers give up, and the PDF serves better."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_DEFINITION = re.compile(r"(--am-[a-z-]+):\s*([^;}]+)")
_USE = re.compile(r"var\((--am-[a-z-]+)\)")
_FONTS = re.compile(r"font-family:[^;]*")
_SIZE = re.compile(r'<svg[^>]*?\bwidth="(\d+)" height="(\d+)"')

_PAGE = '#set page(width: auto, height: auto, margin: {margin}pt)\n#image("drawing.svg", width: {width:.2f}pt)\n'


def pictures(drawings: Mapping[str, str], cache: Cache) -> dict[str, bytes]:
    """Make a picture of each drawing in each format, in the colours of the light scheme.

    Args:
        drawings: SVGs that carry their style sheet, by path.
        cache: What was made in earlier builds; new pictures are added to it.

    Returns:
        The pictures by path: that of the drawing, with another ending.
    """
    keys = {
        (path, form): key_of("picture", code_digest(), version("typst"), form, svg)
        for path, svg in drawings.items()
        for form in FORMATS
    }
    cached = cache.get(keys.values())
    images = {}
    for (path, form), key in keys.items():
        if key not in cached:
            cached[key] = base64.b64encode(_picture(drawings[path], form)).decode("ascii")
            cache.put({key: cached[key]})
        images[f"{path.removesuffix('.svg')}.{form}"] = base64.b64decode(cached[key])
    return images


def _picture(svg: str, form: Format) -> bytes:
    size = _SIZE.search(svg)
    width, height = (int(number) * _POINTS_PER_PIXEL for number in size.groups()) if size else (0.0, 0.0)
    scale = min(1.0, _LARGEST_PAGE / (max(width, height) + 2 * _MARGIN))
    page = _PAGE.format(margin=_MARGIN, width=width * scale)
    density = min(_PIXELS_PER_POINT, _MOST_PIXELS / (max(width, height) * scale + 2 * _MARGIN))
    files: Any = {
        "main.typ": page.encode(),
        "drawing.svg": _without_variables(svg).encode(),
    }  # typst's types lack this form
    # Without a fixed time the PDF would say when it was made, and differ from build to build.
    picture: bytes = typst.compile(files, format=form, ppi=72 * density, timestamp=0)
    return picture


def _without_variables(svg: str) -> str:
    """Write out the colours in a drawing's style sheet: Typst knows neither CSS variables nor media queries."""

    def write_out(match: re.Match[str]) -> str:
        rules = _MEDIA.sub("", match[1])
        colours = {name: value.strip() for name, value in reversed(_DEFINITION.findall(rules))}
        resolved = _USE.sub(lambda use: colours[use[1]], rules)
        return f"<style>{_FONTS.sub(f'font-family: {_FAMILY}', resolved)}</style>"

    return _STYLE.sub(write_out, svg, count=1)
