"""Forms by which readers filter lists, move the diagram and try a position out.

They stand on the pages from the start, so that nothing moves when the script takes them up; the style sheet
hides them where there is no script. What they do is comfort only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from argmap.model.fields import STANCES
from argmap.pages.context import STANCE_WORDS, Context
from argmap.pages.markup import text

_DEPTHS = {"": "as at first", "1": "1", "2": "2", "3": "3", "99": "everything"}
_VOICES = {"author": "the author", "others": "others", "contributor": "contributors"}


def filter_marks(context: Context, node_id: str) -> tuple[str, str, str, str]:
    """Return what a node can be filtered by: its role, whose words it gives, the author's stance, and the section."""
    node = context.graph.nodes[node_id]
    voice = node.voice[0] if node.voice in (("author",), ("contributor",)) else "others" if node.voice else ""
    stance = node.stance if voice == "others" else ""
    place = context.graph.place[node_id]
    section = place.rpartition(".")[0] or "notes" if place else ""
    return context.graph.role(node), voice, stance, section


def marks_of(context: Context, node_id: str) -> str:
    """Write what the script filters a node's line by: `claim|others|reports|introduction`."""
    return "|".join(filter_marks(context, node_id))


@dataclass(frozen=True, slots=True)
class FilterForm:
    """What can be chosen to filter all nodes of a map by; nothing where all nodes are alike.

    `sections` has their titles by their ids, empty for the notes.
    """

    kinds: tuple[str, ...]
    voices: tuple[str, ...]
    stances: tuple[str, ...]
    sections: Mapping[str, str]


def filter_of(context: Context) -> FilterForm:
    """Gather what the nodes of a map, which has some, can be filtered by."""
    roles, voices, stances, sections = zip(*(filter_marks(context, one) for one in context.graph.nodes), strict=True)
    titles = {section.id: section.title for section in context.argument_map.sections} | {"notes": ""}
    return FilterForm(
        _choice(roles, dict.fromkeys(roles)),
        _choice(voices, _VOICES),
        _choice(stances, STANCES),
        {section: titles[section] for section in _choice(sections, titles)},
    )


def _choice(values: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    """Put the values that occur in order; nothing where there is no choice."""
    found = set(values)
    chosen = tuple(value for value in order if value and value in found)
    return chosen if len(chosen) > 1 else ()


def filter_form(context: Context, *, outline: bool) -> str:
    """Write the form that filters all nodes of a map; on an outline it unfolds to a depth and tries out, too."""
    roles, voices, stances, sections = zip(*(filter_marks(context, one) for one in context.graph.nodes), strict=True)
    titles = {section.id: section.title for section in context.argument_map.sections} | {"notes": "Notes"}
    choosers = [
        _chooser("kind", "Kind", _named(roles, {})),
        _chooser("voice", "Said by", _named(voices, _VOICES)),
        _chooser("stance", "Author's stance", _named(stances, STANCE_WORDS)),
        _chooser("section", "Section", _named(sections, titles)),
    ]
    folding = _chooser("depth", "Unfold to depth", _DEPTHS) if outline else ""
    trying = '<button type="button" class="am-try" aria-pressed="false">Try it yourself</button>' if outline else ""
    find = _search("Find in titles" if outline else "Find")
    last = '<button type="reset">Clear</button>'
    fields = f"{find}{''.join(choosers)}{folding}{last}{trying}<output></output>"
    return _form("am-filter", "Filter the nodes", fields)


def diagram_form() -> str:
    """Write the form that zooms the diagram and finds a node in it."""
    acts = {"+": "Zoom in", "−": "Zoom out", "Fit": "Fit all of it", "Width": "Fit the width", "100 %": "Natural size"}
    buttons = "".join(f'<button type="button" title="{said}">{sign}</button>' for sign, said in acts.items())
    fields = f'{_search("Find in the diagram")}<button type="submit">Find next</button>{buttons}'
    return _form("am-zoom", "The diagram", f'{fields}<button type="button">Print</button><output>100 %</output>')


def position_button(node_id: str) -> str:
    """Write the button by which a reader marks a node as not accepted."""
    return (
        f'<div class="am-controls am-doubt" data-am-node="{node_id}" data-search-exclude>'
        '<button type="button" class="am-try" aria-pressed="false">I do not accept this</button></div>'
    )


def _form(classes: str, name: str, fields: str) -> str:
    return f'<form class="am-controls {classes}" role="search" aria-label="{name}">{fields}</form>'


def _search(said: str) -> str:
    return f'<label>{said}<input type="search" name="find" autocomplete="off"></label>'


def _named(values: Iterable[str], names: Mapping[str, str]) -> dict[str, str]:
    """Name the values that occur, in the order of the names; nothing where there is no choice."""
    found = dict.fromkeys(value for value in values if value)
    ordered = [*(value for value in names if value in found), *(value for value in found if value not in names)]
    return {"": "all", **{value: names.get(value, value) for value in ordered}} if len(found) > 1 else {}


def _chooser(name: str, said: str, values: Mapping[str, str]) -> str:
    if not values:
        return ""
    options = "".join(f'<option value="{value}">{text(shown)}</option>' for value, shown in values.items())
    return f'<label>{said}<select name="{name}">{options}</select></label>'
