"""Files' texts, character by character: how they are read, and what no text of a map may hold."""

import re
from collections.abc import Iterator

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""The explicit formatting characters of Unicode's bidirectional algorithm (UAX 9, section 2)."""

_FORBIDDEN = re.compile(f"[{_CONTROL}]|([{_BIDIRECTIONAL}])")


def as_read(raw: str) -> str:
    """Return a file's text without a byte order mark, and with line feeds whatever its line breaks are."""
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def forbidden_characters(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield offset, finding code and the character's code point for each forbidden character of a text."""
    for match in _FORBIDDEN.finditer(text):
        code = "AM003" if match[1] else "AM002"
        yield match.start(), code, f"U+{ord(match[0]):04X}"


def without_forbidden(text: str) -> str:
    """Return the text without its forbidden characters."""
    return _FORBIDDEN.sub("", text)
