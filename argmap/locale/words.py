"""Finds the catalogue of argmap's own words for a language.

Catalogues are texts (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html), one for each language.
"""

import io
from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files

from babel.core import Locale, UnknownLocaleError
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

_SEVERAL = 111
"""Among the numbers up to this one are some of each form that any language has for whole numbers, but for millions."""


@cache
def translations(language: str) -> NullTranslations:
    """Return argmap's own words in a language.

    Args:
        language: A BCP 47 tag such as `ru` or `pt-BR`.

    Returns:
        The catalogue that is closest (`pt_BR`, else `pt`), or the English words of the templates themselves.
    """
    folder = files("argmap") / "locale"
    for name in (language.replace("-", "_"), language.partition("-")[0]):
        file = folder / f"{name}.po"
        if file.is_file():
            compiled = io.BytesIO()
            with file.open("rb") as text:
                write_mo(compiled, read_po(text, locale=name))
            compiled.seek(0)
            return GNUTranslations(compiled)
    return NullTranslations()


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
