"""Finds the catalogue of argmap's own words for a language (gettext, https://docs.python.org/3/library/gettext.html)."""

from functools import cache
from gettext import NullTranslations, translation
from importlib.resources import files


@cache
def translations(language: str) -> NullTranslations:
    """Return argmap's own words in a language.

    Args:
        language: A BCP 47 tag such as `ru` or `pt-BR`.

    Returns:
        The catalogue that is closest (`pt_BR`, else `pt`), or the English words of the templates themselves.
    """
    whole = language.replace("-", "_")
    names = [whole, whole.partition("_")[0]]
    return translation("argmap", str(files("argmap") / "locale"), names, fallback=True)
