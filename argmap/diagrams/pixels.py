"""Draws what Typst has set as pixels, by PDFium, and writes it as PNG with a palette, by Pillow."""

import io
from collections.abc import Iterator
from importlib import import_module
from typing import Any

_COMPRESSION = 3
"""What zlib is asked for: more takes twice the time, for an eighth of the bytes (measured)."""


def drawn_pages(pdf: bytes, density: float, most: float, *, grey: bool = False) -> Iterator[Any]:
    """Draw the pages of a PDF.

    Args:
        pdf: The PDF.
        density: Pixels per point.
        most: The most pixels that the longer side of a page may have; it is drawn less densely then.
        grey: Whether to draw in grey.

    Yields:
        Each page, as an image of Pillow's.
    """
    document = import_module("pypdfium2").PdfDocument(pdf)
    try:
        for page in document:
            scale = min(density, most / max(page.get_size()))
            yield page.render(scale=scale, grayscale=grey, rev_byteorder=True).to_pil()
    finally:
        document.close()


def png_of(picture: Any) -> bytes:  # noqa: ANN401 - Pillow's
    """Write an image of Pillow's as PNG."""
    png = io.BytesIO()
    picture.save(png, "PNG", compress_level=_COMPRESSION)
    return png.getvalue()


def rgb(colour: str) -> bytes:
    """Read a colour such as `#22262c` as red, green and blue."""
    return bytes.fromhex(colour.removeprefix("#"))


def between(below: bytes, above: bytes, step: int, steps: int) -> tuple[int, ...]:
    """Mix two colours: the edge of a letter is partly its colour, partly that of the paper.

    Args:
        below: Red, green and blue of the one, of step 0.
        above: The same of the other, of the last step.
        step: The step.
        steps: Which step is the last.

    Returns:
        Red, green and blue.
    """
    return tuple(round(low + (high - low) * step / steps) for low, high in zip(below, above, strict=True))
