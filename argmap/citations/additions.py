"""What a formatted citation says beyond its style: when a draft was read, and whose words a node gives.

APA asks for the day on which somebody read what can still change (Publication Manual, 7th edition, section 9.16):
"Retrieved November 28, 2026, from https://…". A note has it as Chicago does (Chicago Manual of Style, 18th edition,
14.104): "accessed November 28, 2026, https://…". Only the reader knows it.
"""

from dataclasses import replace

from argmap.citations.attribution import attribution
from argmap.citations.citable import Item
from argmap.citations.pandoc import Style
from argmap.citations.runs import Run, Runs
from argmap.locale.words import translations
from argmap.model.limits import DRAFT
from argmap.model.maps import ArgumentMap, Node

_STYLES = frozenset({Style.APA, Style.NOTE})


def with_retrieval(runs: Runs, style: Style, argument_map: ArgumentMap, item: Item, day: str) -> Runs:
    """Let an entry of a list of references say when a draft was read.

    Args:
        runs: The entry, as pandoc formatted it.
        style: The style in which it is.
        argument_map: The map that is cited, or a node of which is.
        item: What is cited, as an entry of CSL-JSON.
        day: What stands in the place of the day.

    Returns:
        The entry with these words before its address; as it was where the style has none, for a released edition, and
        where it names no address.
    """
    place = next((number for number, run in enumerate(runs) if run.address and run.address == item.get("URL")), 0)
    if not place or style not in _STYLES or argument_map.edition != DRAFT:
        return runs
    gettext = translations(argument_map.language).gettext
    said = gettext("accessed {day},") if style is Style.NOTE else gettext("Retrieved {day}, from")
    words = said.format(day=day)
    *before, last = runs[:place]
    if "issued" not in item and style is Style.APA:  # the style has the word itself then, and nothing behind it
        last = replace(last, text=last.text.rstrip().rpartition(" ")[0] + " ")
    return (*before, last, Run(f"{words} "), *runs[place:])


def with_attribution(runs: Runs, style: Style, argument_map: ArgumentMap, node: Node) -> Runs:
    """Let an entry or a note say whose words a node gives: whoever lists a reported view does not make it the map's.

    Args:
        runs: The entry, or the note, as pandoc formatted it.
        style: The style in which it is.
        argument_map: The map of the node.
        node: The node.

    Returns:
        The entry with a sentence behind it, in APA style within square brackets, since its entries end in an address
        without a full stop; as it was where a contributor speaks in a map of no text.
    """
    said = attribution(argument_map, node)
    if not said:
        return runs
    return (*runs, Run(f" [{said}]" if style is Style.APA else f" {said}."))
