"""In which language a page says something, where that is not the page's own: the one place that decides it.

What a map says is in the map's language, what it quotes in that of the work, and argmap's own words in the page's.
"""

from functools import cache

from markupsafe import Markup

from argmap.model.languages import direction, is_language, told_apart
from argmap.model.maps import ArgumentMap

AS_THE_PAGE = Markup()
"""The attributes of what is in the language of the page."""


@cache
def attributes(language: str, page: str) -> Markup:
    """Write the attributes of an element in a language, which stands among words of the page's.

    Args:
        language: The language of what is in the element, as a BCP 47 tag.
        page: The language of the page.

    Returns:
        `lang`, and `dir` where the direction is another too, with a space before each; empty where both are the page's.
    """
    lang, turned = told_apart(language, page)
    return Markup().join(
        Markup(' {}="{}"').format(name, value) for name, value in (("lang", lang), ("dir", turned)) if value
    )


def language_of_work(argument_map: ArgumentMap, key: str) -> str:
    """Return the language of a work that a map cites: that of its entry, or where it says none, the map's."""
    work = argument_map.works.get(key)
    language = str(work.entry.get("language", "")) if work else ""
    return language if is_language(language) else argument_map.language


def entry_attributes(argument_map: ArgumentMap, key: str, page: str) -> Markup:
    """Write the attributes of an element that names a work or holds its entry in a list of references.

    Args:
        argument_map: The map, in whose language the entry is set.
        key: The work's key; that of the map or of a node for what is in the map's language.
        page: The language of the page.

    Returns:
        The attributes. Where the map is written in another direction than the page, and nothing tells how the work is,
        its first letter decides.
    """
    language = language_of_work(argument_map, key)
    work = argument_map.works.get(key)
    is_told = work is None or is_language(str(work.entry.get("language", "")))
    if is_told or direction(language) == direction(page):
        return attributes(language, page)
    return Markup(' lang="{}" dir="auto"').format(language)
