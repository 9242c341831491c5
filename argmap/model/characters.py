"""What may stand in texts of strangers, character by character, and how they are made fit to read and to show."""

import re
import unicodedata
from collections.abc import Iterator

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The explicit formatting characters of Unicode's bidirectional algorithm (UAX 9, section 2)."""

_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Unicode's Default_Ignorable_Code_Point, as far as their categories do not tell already, and the blank of Braille
# (https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt, https://www.unicode.org/charts/PDF/U2800.pdf).
_BLANK = re.compile("[\u115f\u1160\u2065\u2800\u3164\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]")
_NOT_SEEN_ALONE = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Mc", "Me"})
"""General categories of which nothing is seen where it stands alone: controls, spaces, and marks on other letters."""

_FORBIDDEN = re.compile(f"[{_CONTROL}]|([{_BIDIRECTIONAL}])")


def as_read(raw: str) -> str:
    """Return a file's text without a byte order mark, and with line feeds whatever its line breaks are."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def forbidden_characters(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield offset, finding code and the character's code point for each forbidden character of a text."""
    for match in _FORBIDDEN.finditer(text):
        code = "AM003" if match[1] else "AM002"
        yield match.start(), code, f"U+{ord(match[0]):04X}"


def is_blank(text: str) -> bool:
    """Tell whether there is nothing in a text that can be seen."""
    return all(unicodedata.category(one) in _NOT_SEEN_ALONE or _BLANK.match(one) for one in text)


def without_forbidden(text: str) -> str:
    """Return the text without its forbidden characters."""
    return _FORBIDDEN.sub("", text)


def visible(text: str) -> str:
    r"""Spell out, as `\u202e`, each character that could command a terminal or change how a text reads."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def encodable(text: str) -> str:
    """Put a replacement character in the place of each surrogate: no UTF-8 holds them."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


_MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]<>&#|~^$=+!:@\"-]|(?<=\d)[.)]")


def escape_markdown(words: str) -> str:
    """Write a text into Markdown so that none of its signs is taken for markup, in any dialect."""
    return _MARKDOWN_SIGNS.sub(lambda match: f"&#{ord(match[0])};", words)
