"""Languages by their tags (BCP 47, https://www.rfc-editor.org/info/bcp47): which there are, and how they are written.

What is known of them is Unicode's (CLDR, https://cldr.unicode.org), as Babel carries it.
"""

import re
from functools import cache
from typing import Literal

from babel.core import Locale, get_global

Direction = Literal["ltr", "rtl"]
"""From left to right, or from right to left, as HTML's attribute `dir` has it."""

_TAG = re.compile(
    r"(?P<language>[a-z]{2,8})(?:-[a-z]{3}){0,3}(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
_CODE = 3
"""Letters of the codes that are not all known; the registry has given no longer ones
(https://www.iana.org/assignments/language-subtag-registry)."""

_FROM_RIGHT = re.compile(
    "Adlm|Ara[bn]|Armi|Avst|Chrs|Cprt|Elym|Gara|Hatr|Hebr|Hung|Khar|Lydi|Man[di]|Mend|Mer[co]|Narb|Nbat|Nkoo|Orkh|Ougr"
    "|Palm|Phl[ip]|Phnx|Prti|Rohg|Samr|Sarb|Sidt|Sog[do]|Syr[cejn]|Thaa|Todr|Yezi"
)
"""The scripts that are written from right to left (https://github.com/unicode-org/cldr, scriptMetadata.txt)."""


def language_fault(tag: str) -> tuple[str, str] | None:
    """Look for what is wrong with a language tag.

    Args:
        tag: The tag as somebody wrote it.

    Returns:
        What is wrong, and the tag to write instead, which may be empty. None where nothing is: any code of three
        letters is let be, since there are several thousand, and new ones every year.
    """
    parts = _TAG.fullmatch(tag)
    if parts is None:
        hyphened = tag.replace("_", "-")
        instead = hyphened if hyphened != tag and is_language(hyphened) else _code_of(tag)
        return "this is no language tag", instead
    language, script, region = (parts[name] or "" for name in ("language", "script", "region"))
    if len(language) != _CODE and not _is_known(language.lower()):
        return f"there is no language {language}", _replaced(tag, language, _code_of(language))
    if script and script.title() not in _scripts():
        return f"there is no script {script}", ""
    if region and region.upper() not in _english().territories:
        (instead, *_) = get_global("territory_aliases").get(region.upper(), [""])
        return f"there is no region {region}", _replaced(tag, region, instead)
    return None


def is_language(tag: str) -> bool:
    """Tell whether something is a language tag, and no name of a language or anything else."""
    return language_fault(tag) is None


@cache
def direction(tag: str) -> Direction:
    """Return in which direction a language is written.

    Args:
        tag: A language tag. The script in it decides; without one, that in which the language is usually written, in
            the region if the tag names one (`az` from left to right, `az-IR` and `az-Arab` from right to left).
    """
    parts = _TAG.fullmatch(tag)
    if parts is None:
        return "ltr"
    script, likely = parts["script"], get_global("likely_subtags")
    if not script:
        code = parts["language"].lower()
        code = code if code in likely else get_global("language_aliases").get(code, code)
        written = likely.get(f"{code}_{(parts['region'] or '').upper()}") or likely.get(code, "")
        (script, *_) = written.split("_")[1:] or [""]
    return "rtl" if _FROM_RIGHT.fullmatch(script.title()) else "ltr"


def told_apart(language: str, around: str) -> tuple[str, str]:
    """Decide what must be said of the language of words that stand among words of another.

    Args:
        language: The language of the words.
        around: The language of what stands around them.

    Returns:
        The language and its direction, each empty where it is that of what stands around.
    """
    turned = direction(language) if direction(language) != direction(around) else ""
    return (language if language != around else ""), turned


@cache
def _english() -> Locale:
    return Locale("en")


@cache
def _scripts() -> frozenset[str]:
    written = (likely.split("_")[1] for likely in get_global("likely_subtags").values())
    return frozenset([*_english().scripts, *written])


def _is_known(code: str) -> bool:
    return code in get_global("likely_subtags") or code in _english().languages


@cache
def _codes() -> dict[str, str]:
    return {english.lower(): code for code, english in [*_english().languages.items()][::-1]}  # of two, the first


def _code_of(name: str) -> str:
    """Return the code of a language that is called by its English name; empty where it is called otherwise."""
    return _codes().get(name.lower(), "")


def _replaced(tag: str, part: str, instead: str) -> str:
    return tag.replace(part, instead, 1) if instead else ""
