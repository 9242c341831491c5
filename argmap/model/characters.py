"""What may stand in texts of strangers, character by character, and how such texts are made fit to read and to show."""

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
    """Return the text of a file with its line breaks unified.

    Args:
        raw: The text as the file holds it.

    Returns:
        The text without a byte order mark, and with a line feed for each of its line breaks.
    """
    return raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def forbidden_characters(text: str) -> Iterator[tuple[int, str, str]]:
    """Find the characters that no text of a map may hold.

    Args:
        text: Any text.

    Yields:
        For each such character its offset, counted from 0, the code of the finding (AM002 for control characters, AM003
        for bidirectional ones) and its code point, such as `U+202E`.
    """
    if text.replace("\n", "").isprintable():  # so are nearly all texts, and it is told ten times as fast
        return
    for match in _FORBIDDEN.finditer(text):
        code = "AM003" if match[1] else "AM002"
        yield match.start(), code, f"U+{ord(match[0]):04X}"


def is_blank(text: str) -> bool:
    """Tell whether a text holds nothing that can be seen."""
    return all(unicodedata.category(character) in _NOT_SEEN_ALONE or _BLANK.match(character) for character in text)


def without_forbidden(text: str) -> str:
    """Return a text without its forbidden characters."""
    return _FORBIDDEN.sub("", text)


def visible(text: str) -> str:
    r"""Spell out, as `\u202e`, each character that could command a terminal or change how a text reads."""
    return _UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def encodable(text: str) -> str:
    """Return a text in which a replacement character stands for each surrogate, since UTF-8 cannot hold surrogates."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


_MARKDOWN_SIGNS = re.compile(r"[\\`*_{}\[\]<>&#|~^$=+!:@\".)-](?:(?<![.)])|(?<=\d.))")


def escape_markdown(text: str) -> str:
    """Write a text into Markdown so that none of its signs is taken for markup.

    Args:
        text: What somebody wrote, as plain text.

    Returns:
        The text with a character reference for each sign that any dialect of Markdown gives a meaning to.
    """
    return _MARKDOWN_SIGNS.sub(lambda match: f"&#{ord(match[0])};", text)


_PLAIN_SIGNS = re.compile(  # a set of signs in front is sought far faster than alternatives are
    r"[\\`*\[\]{}<#|~$&_@./](?:(?<![&_@./])|(?<=&)(?=#?\w+;)|(?<![^\W_]_)(?<=_)|(?<=_)(?![^\W_])|(?<=@)(?=\w)"
    r"|(?<=(?i:www)\.)|(?<=:/)(?=/))"
)
_BREAKING = re.compile(r"\s+")
_BLOCK = re.compile(r"(?P<number>\d{1,9})(?=[.)](?: |$))|(?=[-+=:>])")
_REFERENCES = {"<": "&lt;", "&": "&amp;"}
"""What no dialect takes for the beginning of HTML; some know no backslash before it."""


def escape_plain_markdown(text: str) -> str:
    """Write a text into Markdown that is read as it stands, by people and programs, so that it stays words.

    Args:
        text: What somebody wrote, as plain text.

    Returns:
        The text in one line, with a backslash before each sign that CommonMark or a dialect of it would take for more.
    """
    line = escape_run(" ".join(text.split()))
    block = _BLOCK.match(line)
    return f"{block['number'] or ''}\\{line[block.end() :]}" if block else line


def escape_run(text: str) -> str:
    """Write a part of a line into such Markdown, with the spaces at its ends."""
    if not text.isprintable() or "  " in text:  # hardly any text is such, and it is told ten times as fast
        text = _BREAKING.sub(" ", visible(text))
    return _PLAIN_SIGNS.sub(_plain_sign, text)


def _plain_sign(match: re.Match[str]) -> str:
    return _REFERENCES.get(match[0]) or f"\\{match[0]}"


_QUOTED_WITHIN = re.compile(r"""["“]([^"“”]*)["”]|(?<!\w)'([^']*[^'\s])'(?!\w)""")


def quotable(text: str) -> str:
    """Set a text as it stands within “…”: with typographic apostrophes, and what it quotes itself in single marks.

    Args:
        text: What somebody wrote, as plain text.

    Returns:
        The same words.
    """
    return _QUOTED_WITHIN.sub(lambda match: f"‘{match[1] or match[2] or ''}’", text).replace("'", "’")
