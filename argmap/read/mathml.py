"""Mathematics of prose: TeX in, MathML out."""

import html
import re
from xml.etree import ElementTree as ET

from latex2mathml.converter import convert_to_element

from argmap.model.characters import forbidden_characters

TAGS = frozenset(
    {
        *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msqrt", "mroot", "mstyle", "mpadded"),
        *("mphantom", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "menclose"),
    },
)
"""Elements of MathML Core (https://www.w3.org/TR/mathml-core/) and `menclose`, none of which does anything."""

ATTRIBUTES = frozenset(
    {
        *("display", "mathvariant", "mathsize", "stretchy", "fence", "form", "accent", "accentunder", "separator"),
        *("displaystyle", "scriptlevel", "linethickness", "lspace", "rspace", "minsize", "maxsize", "movablelimits"),
        *("symmetric", "largeop", "width", "height", "depth", "voffset", "notation", "linebreak"),
        *("columnalign", "columnlines", "columnspacing", "rowspacing", "rowlines"),
    },
)

_NAMESPACE = "xmlns"
_VALUE = re.compile(r"(?:[a-z-]+|[+-]?\d?(?:\.\d+)?(?:em|ex|pt|px|%)?)(?: (?:[a-z-]+|\d?(?:\.\d+)?em))*")
"""Words, and lengths that keep a formula where it stands."""

_ESCAPED = re.compile(r"\\([%&#$_{} ])")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)?")
_PARTS = {
    **dict.fromkeys(("mfrac", "mroot", "msub", "msup", "munder", "mover"), 2),
    **dict.fromkeys(("msubsup", "munderover"), 3),
}
"""How many parts an element has, as MathML wants it; the converter leaves out what TeX leaves out."""

_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_LONGEST = 1_000
"""Characters of TeX in one formula; it is read by functions that call themselves."""


class TexError(Exception):
    """TeX that cannot be shown; the message says why."""


def mathml(tex: str, *, block: bool) -> str:
    r"""Turn a formula into MathML.

    Args:
        tex: What stands between the dollar signs, such as `x^2`.
        block: Whether it stands on lines of its own.

    Returns:
        A `math` element, of `TAGS` and `ATTRIBUTES` alone.

    Raises:
        TexError: When it is longer than 1,000 characters, has a command that is not known (`\foo`), defines a command,
            or cannot be read.
    """
    if len(tex) > _LONGEST:
        message = f"it has {len(tex):,} characters, {_LONGEST:,} are allowed"
        raise TexError(message)
    if r"\newcommand" in tex:
        message = r"\newcommand is not allowed"
        raise TexError(message)
    if not _braces_match(tex):
        message = "a brace has no partner"
        raise TexError(message)
    try:
        return _converted(tex, "block" if block else "inline")
    except TexError:
        raise
    except Exception as error:
        # The converter raises whatever its own reading comes upon: IndexError, RecursionError and more.
        message = "it cannot be read"
        raise TexError(message) from error


def _converted(tex: str, display: str) -> str:
    element = convert_to_element(tex, display=display)
    for part in element.iter():
        _judge(part, tex)
    if not "".join(element.itertext()).strip():
        message = "nothing of it would be seen"
        raise TexError(message)
    return ET.tostring(element, encoding="unicode")


def _braces_match(tex: str) -> bool:
    depth = 0
    for brace in _BRACE.findall(tex):
        depth += (brace == "{") - (brace == "}")
        if depth < 0:
            return False
    return depth == 0


def _judge(element: ET.Element, tex: str) -> None:
    """Make an element's text plain, and raise a TexError where it holds what is not known or not allowed."""
    element.attrib.pop(_NAMESPACE, None)
    for name, value in element.attrib.items():
        if name not in ATTRIBUTES or not _VALUE.fullmatch(value):
            message = f"{_first_command(tex, value)} is not allowed"
            raise TexError(message)
    words = _ESCAPED.sub(r"\1", element.text or "") if element.tag == "mtext" else element.text or ""
    if element.tag not in TAGS or "\\" in words or words in {"}", "&", "#"}:
        unknown = _COMMAND.search(words)
        message = f"{unknown[0] if unknown else words or element.tag} is not known"
        raise TexError(message)
    if len(element) < _PARTS.get(element.tag, 0):
        message = "a part of it is missing"
        raise TexError(message)
    element.text = html.unescape(words)
    if any(forbidden_characters(element.text)):
        message = "it holds a character that cannot be seen"
        raise TexError(message)


def _first_command(tex: str, value: str) -> str:
    """Name the command that a value was given to, or the first command."""
    commands = _COMMAND.findall(tex.partition(f"{{{value}}}")[0]) or _COMMAND.findall(tex)
    return commands[-1] if commands else value
