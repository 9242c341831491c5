"""Places in the mapped text, as pages name them."""

from dataclasses import dataclass, replace
from urllib.parse import quote

from markupsafe import Markup

from argmap.model.maps import ArgumentMap, Passage, is_verified
from argmap.pages.context import Context


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage of the mapped text that a node is taken from.

    `section` is the title of its section and `number` that of its paragraph, or of a note where the section is empty.
    `is_quoted` tells that the text quotes there who asserts the node. `found` is the day on which the quotation was
    found in the text; `is_sought` tells that others were looked up and this one was not, as it now stands. `address` is
    where the quotation stands on the web, or empty. `lang` has the attributes of an element in the language of the map,
    and `lang_of_text` those of one in that of the mapped text.
    """

    at: str
    section: str
    number: str
    quote: str
    lang: Markup
    lang_of_text: Markup
    is_quoted: bool = False
    found: str = ""
    is_sought: bool = False
    address: str = ""


def passage_of(context: Context, source: Passage) -> QuotedPassage:
    """Return a passage as pages name it.

    Args:
        context: The map, which names the sections of the mapped text.
        source: The passage as a node has it.

    Returns:
        The passage with the title of its section and, where the map was verified, whether its quotation was found.
    """
    argument_map = context.argument_map
    titles = {section.id: section.title for section in argument_map.sections}
    section, _, number = source.at.rpartition(".")
    passage = QuotedPassage(
        source.at,
        titles[section] if section else "",
        number if section else source.at[1:],
        source.quote,
        context.lang,
        context.lang_of_text,
        source.is_quoted,
    )
    if not source.quote:
        return passage
    if argument_map.verified and not is_verified(argument_map, source):
        return replace(passage, is_sought=True)
    found = argument_map.verified.date if argument_map.verified else ""
    return replace(passage, found=found, address=address_of_words(argument_map.work_url, source.quote))


def address_of_text(argument_map: ArgumentMap) -> str:
    """Return where the mapped text is on the web; empty where that is not known."""
    work = argument_map.works.get(argument_map.work)
    return argument_map.work_url or (work.address if work else "")


def address_of_words(address: str, words: str) -> str:
    """Write the address of words in a text on the web.

    Browsers find them by a text fragment (https://wicg.github.io/scroll-to-text-fragment/), in which a hyphen, a comma
    and an ampersand mean something; a browser that knows none opens the text at its beginning.

    Args:
        address: Where the text is, or empty.
        words: Words of the text, as they stand there; empty for its beginning.

    Returns:
        The address; empty where that of the text is.
    """
    # An asterisk is what extraction left of emphasis: it is not in the text.
    said = quote(" ".join(words.replace("*", "").split()), safe="").replace("-", "%2D")
    return f"{address}{'' if '#' in address else '#'}:~:text={said}" if address else ""
