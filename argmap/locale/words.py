"""Finds the catalogue of argmap's own words for a language.

Catalogues are texts (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html), one for each language.
"""

import io
from collections.abc import Callable
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from importlib.resources.abc import Traversable

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol

from argmap.locale.numbers import decimal

_SUFFIX = ".po"

_SEVERAL = 111
"""Among the numbers up to this one are some of each form that any language has for whole numbers, but for millions."""


class _Words(GNUTranslations):
    """A catalogue that says nothing for nothing, for which gettext has the catalogue's header."""

    def gettext(self, message: str) -> str:
        """Return the message in the language, or itself."""
        return super().gettext(message) if message else ""


@cache
def translations(language: str) -> NullTranslations:
    """Return argmap's own words in a language.

    Args:
        language: A BCP 47 tag such as `ru` or `pt-BR`.

    Returns:
        The catalogue that is closest (`pt_BR`, else `pt`), or the English words of the templates themselves.
    """
    file = _catalogue(language)
    if file is None:
        return NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as text:
        catalogue = read_po(text, locale=file.name.removesuffix(_SUFFIX))
    for message in list(catalogue):
        if message.pluralizable and not any(message.string or ()):
            catalogue.delete(message.id)  # else it would say its English words by the numbers of its own language
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return _Words(compiled)


def _catalogue(language: str) -> Traversable | None:
    there = {file.name: file for file in (files("argmap") / "locale").iterdir()}
    names = (language.replace("-", "_"), language.partition("-")[0])
    return next((there[file] for name in names if (file := f"{name}{_SUFFIX}") in there), None)


def plural_forms(language: str, say: Callable[[int], str]) -> dict[str, str]:
    """Say something that is counted in each form that a language has, for a script that learns the number later.

    Args:
        language: The language of the page, as a BCP 47 tag.
        say: Says it of a number.

    Returns:
        What is said, by the categories of https://cldr.unicode.org/index/cldr-spec/plural-rules, as `Intl.PluralRules`
        chooses among them for the language.
    """
    try:
        category = Locale.parse(language, sep="-").plural_form
    except (UnknownLocaleError, ValueError):
        return {"other": say(_SEVERAL)}
    forms = {category(number): say(number) for number in range(_SEVERAL, -1, -1)}
    return {name: forms[name] for name in sorted(forms)}


def capitalized(words: str) -> str:
    """Begin a sentence with words, of which all but the first letter stay: German writes its nouns with capitals."""
    return f"{words[:1].upper()}{words[1:]}"


def decimal_for_readers(number: float | None, language: str) -> str:
    """Write a number with the sign before its decimals that a language has, such as `0,5`; empty for no number."""
    return decimal(number).replace(".", _decimal_symbol(language))


@cache
def _decimal_symbol(language: str) -> str:
    try:
        return get_decimal_symbol(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return "."


def day_for_readers(day: str, language: str) -> str:
    """Write a day as the words around it would, such as `28 novembre 2026`.

    Args:
        day: The day as `2026-11-28`; anything else stays as it is.
        language: The language of the page, as a BCP 47 tag; where argmap's words are English, its days are too.

    Returns:
        The day, month and year.
    """
    try:
        return format_date(date.fromisoformat(day), "long", _locale(language))
    except ValueError:
        return day


@cache
def _locale(language: str) -> Locale:
    """Return the place whose habits a page in a language follows: that of its tag, if it is in the words' language."""
    file = _catalogue(language)
    spoken = Locale.parse(file.name.removesuffix(_SUFFIX) if file else "en")
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return spoken
    return locale if locale.language == spoken.language else spoken
