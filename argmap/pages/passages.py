"""Places in the mapped text, as pages name them."""

from dataclasses import dataclass, replace

from markupsafe import Markup

from argmap.model.maps import Passage, is_verified
from argmap.pages.context import Context


@dataclass(frozen=True, slots=True)
class QuotedPassage:
    """A passage of the mapped text that a node is taken from.

    `section` is the title of its section and `number` that of its paragraph, or of a note where the section is empty.
    `found` is the day on which the quotation was found in the text; `is_sought` tells that others were looked up and
    this one was not, as it now stands. `lang` has the attributes of an element in the language of the map, and
    `lang_of_text` those of one in that of the mapped text.
    """

    at: str
    section: str
    number: str
    quote: str
    lang: Markup
    lang_of_text: Markup
    found: str = ""
    is_sought: bool = False


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
    )
    if argument_map.verified is None or not source.quote:
        return passage
    if is_verified(argument_map, source):
        return replace(passage, found=argument_map.verified.date)
    return replace(passage, is_sought=True)
