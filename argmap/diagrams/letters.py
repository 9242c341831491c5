"""Which letters the pictures of drawings can show: Typst, which sets their text, says so itself.

It is given the fonts of packages and none of the machine's, so that a map has the same pictures everywhere.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

from argmap.analysis.abroad import abroad_of
from argmap.diagrams.dot import box_lines
from argmap.diagrams.views import View
from argmap.locale.words import translations
from argmap.model.characters import without_forbidden
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap
from argmap.storage.resources import FONT_PACKAGES, font_folders

_MOST_NAMED = 5
"""How many letters a finding names."""

COMMON = re.compile(
    "[ -~\u00a0-\u024f\u0386-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u052f\u2010-\u2026\u2030-\u203a]*"
)
"""Texts of letters that the fonts are known to have (Latin, Greek, Cyrillic), of which nobody needs to ask."""

_PROGRAM = """
#let (fonts, lines) = json("texts.json")
#set text(font: fonts)
#for line in lines { par(line) }
"""
_LACKING = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-f]+)\}|(.))")

_PACKAGES = ("typst", "pypdfium2", "pillow")
"""What sets letters, and draws them."""

_LAST_RESORT = ("Noto Sans Symbols", "Noto Emoji")
"""Families that have letters of others too, drawn for another purpose."""

_EAST_ASIAN = "Noto Sans CJK"
_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


def lacking_letters(texts: Iterable[str]) -> tuple[str, ...]:
    """Tell which letters no font has.

    Args:
        texts: Lines of text.

    Returns:
        Each of these letters, and what stands on or below one that cannot be set together with it, in their order;
        none where there is no Typst to ask.
    """
    if not can_typeset():
        return ()
    return _asked(tuple(dict.fromkeys(text for text in map(_uncommon, texts) if text)))


@lru_cache(2**14)
def _uncommon(text: str) -> str:
    """Return what is drawn of a line that may have letters which no font has, else nothing; many drawings have it."""
    drawn = without_forbidden(text)
    return "" if COMMON.fullmatch(drawn) else drawn


@cache
def _asked(texts: tuple[str, ...]) -> tuple[str, ...]:
    if not texts:
        return ()
    files = {"main.typ": _PROGRAM.encode(), "texts.json": json.dumps([families(texts), texts]).encode()}
    try:
        # In an archive's PDF (ISO 19005) a box in the place of a letter is an error, and Typst names each of them.
        typeset(files, "pdf", pdf_standards="a-2b", timestamp=0)
    except import_module("typst").TypstError as error:
        return tuple(dict.fromkeys(_ESCAPE.sub(_meant, letter) for letter in _LACKING.findall(error.diagnostic)))
    return ()


def _meant(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16)) if escape[1] else escape[2]


def can_be_pictured(view: View, language: str) -> bool:
    """Tell whether PNG and PDF can show every letter of a drawing.

    Args:
        view: What it shows.
        language: The language of argmap's words on it.
    """
    words = translations(language)
    return can_draw() and not lacking_letters(line for box in view.boxes for line in box_lines(box, words))


def letter_findings(maps: Sequence[ArgumentMap]) -> Iterator[Finding]:
    """Report letters that PNG and PDF cannot show (AM084).

    Args:
        maps: All maps. The title of a map is drawn where a relation leads to it from another.

    Yields:
        A finding for each title with such letters.
    """
    drawn_maps = {node.map_title for abroad in abroad_of(maps).values() for node in abroad.nodes.values()}
    titles = [(node.title, node.place("title")) for one in maps for node in one.nodes if not node.withdrawn]
    titles += [(one.title, one.place("title")) for one in maps if one.title in drawn_maps]
    if lacking_letters(title for title, _ in titles):  # all at once, since there seldom are any
        for title, place in titles:
            letters = lacking_letters([title])
            if letters:
                # A letter that lacks its mark is named by the mark.
                yield _finding([letter for letter in letters if not COMMON.fullmatch(letter)] or letters, place)


def typesetting_findings(maps: Sequence[ArgumentMap]) -> Iterator[Finding]:
    """Report that there is nothing to make pictures with (AM085).

    Args:
        maps: All maps.

    Yields:
        One finding at most, at the first map.
    """
    missing = maps and _missing()
    if missing:
        message = f"no PNG and PDF of drawings, nor pictures for links, are made: {missing} cannot be started"
        yield Finding(Place(maps[0].file), "AM085", message, f"pages offer SVG and DOT; install the package {missing}")


def _finding(letters: Sequence[str], place: Place) -> Finding:
    named = ", ".join(
        f"{letter} ({' '.join(f'U+{ord(part):04X}' for part in letter)})" for letter in letters[:_MOST_NAMED]
    )
    more = f" and {len(letters) - _MOST_NAMED} more" if len(letters) > _MOST_NAMED else ""
    message = f"PNG and PDF cannot show {named}{more}: readers are offered no drawing with this title in these formats"
    return Finding(place, "AM084", message, "write the title in other letters, or leave it: pages and SVG have it")


def families(texts: Iterable[str]) -> list[str]:
    """Order the families of fonts: a letter is set in the first that has it.

    Args:
        texts: All that is to be set. Where it has kana, Chinese characters are drawn as in Japanese, where it has
            Hangul as in Korean, else as in simplified Chinese.

    Returns:
        The names of the families.
    """
    text = "".join(texts)
    east_asian = f"{_EAST_ASIAN} {'JP' if _KANA.search(text) else 'KR' if _HANGUL.search(text) else 'SC'}"

    def place(family: str) -> tuple[bool, bool, bool]:
        return family in _LAST_RESORT, family.startswith(_EAST_ASIAN), family != east_asian

    return sorted((family for family in fonts().families() if family.startswith("Noto ")), key=place)


@cache
def fonts() -> Any:  # noqa: ANN401 - of Typst, which need not be there
    """Return the fonts in which pictures are set: those of packages, Typst's own among them."""
    return import_module("typst").Fonts(include_system_fonts=False, font_paths=font_folders())


def can_typeset() -> bool:
    """Tell whether there is a Typst: not every machine has one that runs on it."""
    return not _missing(_PACKAGES[:1])


def can_draw() -> bool:
    """Tell whether there are a Typst, and what draws as pixels what it sets; to ask first takes a tenth of a second."""
    return not _missing()


def _missing(packages: Sequence[str] = _PACKAGES) -> str:
    """Name the first package that cannot be started."""
    for package in packages:
        try:
            import_module("PIL" if package == "pillow" else package)
        except ImportError:
            return package
    return ""


def typeset(files: Mapping[str, bytes], form: str, **options: Any) -> Any:  # noqa: ANN401 - as Typst has it
    """Set `main.typ` in the fonts of packages.

    Args:
        files: The contents of the files by their names.
        form: What to make: `pdf` or `png`.
        **options: Further options of Typst.

    Returns:
        The bytes of the PDF, or of the page; a list of them where there are several pages.
    """
    return import_module("typst").compile(dict(files), format=form, font_paths=fonts(), **options)


def fonts_id() -> str:
    """Name the versions of what sets letters, for the keys of the cache; empty where there is no Typst."""
    return _versions() if can_typeset() else ""


@cache
def _versions() -> str:
    return " ".join(version(package) for package in (*_PACKAGES, *FONT_PACKAGES))
