"""Makes the SVG that the layout engine wrote ready for a page: named, described in words, coloured by style sheets."""

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from argmap.diagrams.dot import Drawing

if TYPE_CHECKING:
    from collections.abc import Iterator

_GROUP_OR_TEXT = re.compile(
    r'<g id="(?P<id>[^"]*)" class="(?P<class>[^"]*)">\n<title>(?P<title>[^<]*)</title>|(?P<text><text)(?= )'
)


_OWN_TITLE = "<title>argmap</title>\n"


_HEAD = re.compile(r'<svg width="[^"]*" height="[^"]*"\s+viewBox="(?P<box>[^"]*)"[^>]*>', re.DOTALL)


_LINK = re.compile(r'(<a (?:aria-current="true" )?xlink:href=")([^"]*)"')


_CURRENT = re.compile(r'( am-current[^>]*>\n<g id="[^"]*"><a )')


_NOISE = re.compile(
    r' (?:font-family|font-size|fill|stroke)="(?:[^"]*)"| xml:space="preserve"| text-anchor="middle"|<!--.*?-->\n?',
    re.DOTALL,
)
"""What style sheets say, or the head for all texts; these have no two spaces beside each other."""


def postprocess_svg(svg: str, drawing: Drawing) -> str:
    """Make the engine's SVG ready for a page: named, described in words, and coloured by style sheets only.

    Args:
        svg: The SVG as Graphviz 13 or later writes it.
        drawing: The drawing from which it was made, with the words that it must carry.

    Returns:
        A single <svg> element without prologue.
    """
    body = _NOISE.sub("", svg[svg.index("<svg") :])
    around = _language(drawing.language) if drawing.languages else ""
    body = _HEAD.sub(lambda match: _head(match["box"], drawing, around), body, count=1)
    lines: Iterator[tuple[str, str]] = iter(())  # the languages of the texts in the box that stands open

    def group_or_text(match: re.Match[str]) -> str:
        nonlocal lines
        if match["text"]:
            return f"<text{_language(*next(lines, ('', '')))}"
        lines = iter(drawing.languages.get(match["id"], ()))
        classes = html.unescape(match["class"])
        tail, arrow, head = html.unescape(match["title"]).partition("->")
        ends = f' data-ends="{tail} {head}"' if arrow else ""  # by these the script finds what bears on a node
        sentence = drawing.sentences.get(match["id"], "")
        if sentence:
            label = html.escape(sentence)
            return f'<g id="{match["id"]}" class="{classes}"{ends} role="img" aria-label="{label}">'
        has_text = ("am-node" in classes and "am-joint" not in classes) or "graph" in classes
        hidden = "" if has_text else ' aria-hidden="true"'
        return f'<g id="{match["id"]}" class="{classes}"{ends}{hidden}>'

    # Browsers would show the graph's own title as a tooltip; the drawing's name stands in its head.
    named = _GROUP_OR_TEXT.sub(group_or_text, body).replace(_OWN_TITLE, "", 1).strip()
    return _CURRENT.sub(r'\1aria-current="true" ', named) + "\n"


def with_whole_addresses(svg: str, address: str) -> str:
    """Let the links of a drawing lead to the site from wherever a copy of it lies.

    Args:
        svg: A drawing, as `postprocess_svg` made it.
        address: The address of the drawing's own file.

    Returns:
        The drawing, whose links are no longer relative.
    """
    return _LINK.sub(lambda link: f'{link[1]}{html.escape(urljoin(address, html.unescape(link[2])))}"', svg)


def _language(language: str, direction: str = "") -> str:
    """Write the attributes of a text: `lang` is SVG 2 and HTML, `xml:lang` what readers of XML know."""
    told = f' lang="{language}" xml:lang="{language}"' if language else ""
    return f'{told} direction="{direction}"' if direction else told


def _head(view_box: str, drawing: Drawing, language: str) -> str:
    width, height = (float(number) for number in view_box.split()[2:4])
    # How wide a view becomes is estimated before it is laid out, and a tangle can be a little wider than that.
    scale = min(drawing.most_wide / width, 1) if drawing.most_wide else 1
    width, height = round(width * scale), round(height * scale)
    return (
        f'<svg class="am-drawing" viewBox="{view_box}" width="{width}" height="{height}" '
        f'style="--am-width: {width}px; --am-height: {height}px" text-anchor="middle" role="group" '
        f'aria-label="{html.escape(drawing.name)}"{language} xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink">'
    )
