"""Drawings as PNG and PDF, for slides and print: made from finished SVGs by Typst (https://typst.app).

Typst brings fonts of its own, so that the same drawing gives the same picture everywhere; only scripts
those fonts lack are set in whatever the machine has.
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

_POINTS_A_PIXEL = 0.75
_MARGIN = 12
_LARGEST_PAGE = 14_000
"""Points. A PDF page cannot be larger than 14,400 (ISO 32000-1, annex C)."""

_PIXELS_A_POINT = 2.0
_MOST_PIXELS = 9_000
"""The longer side of a PNG: beyond this viewers give up, and the PDF serves better."""

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_DEFINITION = re.compile(r"(--am-[a-z-]+):\s*([^;}]+)")
_USE = re.compile(r"var\((--am-[a-z-]+)\)")
_FONTS = re.compile(r"font-family:[^;]*")
_SIZE = re.compile(r'<svg[^>]*?\bwidth="(\d+)" height="(\d+)"')

_PAGE = '#set page(width: auto, height: auto, margin: {margin}pt)\n#image("drawing.svg", width: {width:.2f}pt)\n'


def pictures(drawings: Mapping[str, str], kept: Cache) -> dict[str, bytes]:
    """Make a picture of each drawing in each format, in the colours of the light scheme.

    Takes drawings that carry their style sheet, by path, and the cache. Returns the pictures by path: that
    of the drawing, with another ending.
    """
    keys = {
        (path, kind): key_of("picture", code_digest(), version("typst"), kind, svg)
        for path, svg in drawings.items()
        for kind in FORMATS
    }
    found = kept.get(keys.values())
    made = {}
    for (path, kind), key in keys.items():
        if key not in found:
            found[key] = base64.b64encode(_picture(drawings[path], kind)).decode("ascii")
            kept.put({key: found[key]})
        made[f"{path.removesuffix('.svg')}.{kind}"] = base64.b64decode(found[key])
    return made


def _picture(svg: str, kind: Format) -> bytes:
    size = _SIZE.search(svg)
    width, height = (int(number) * _POINTS_A_PIXEL for number in size.groups()) if size else (0.0, 0.0)
    fits = min(1.0, _LARGEST_PAGE / (max(width, height) + 2 * _MARGIN))
    page = _PAGE.format(margin=_MARGIN, width=width * fits)
    sharp = min(_PIXELS_A_POINT, _MOST_PIXELS / (max(width, height) * fits + 2 * _MARGIN))
    files: Any = {
        "main.typ": page.encode(),
        "drawing.svg": _without_variables(svg).encode(),
    }  # typst's types lack this form
    # Without a fixed time the PDF would say when it was made, and differ from build to build.
    picture: bytes = typst.compile(files, format=kind, ppi=72 * sharp, timestamp=0)
    return picture


def _without_variables(svg: str) -> str:
    """Write the colours out in a drawing's style sheet: Typst knows neither CSS variables nor media queries."""

    def plain(match: re.Match[str]) -> str:
        rules = _MEDIA.sub("", match[1])
        colours = {name: value.strip() for name, value in reversed(_DEFINITION.findall(rules))}
        written = _USE.sub(lambda use: colours[use[1]], rules)
        return f"<style>{_FONTS.sub(f'font-family: {_FAMILY}', written)}</style>"

    return _STYLE.sub(plain, svg, count=1)
