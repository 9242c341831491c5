"""Forms by which readers filter lists and move the diagram.

They stand on the pages from the start, so that nothing moves when the script takes them up; the style sheet
hides them where there is no script. What they do is comfort only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from argmap.citations.attribution import number_of_authors
from argmap.model.voices import STANCES
from argmap.pages.context import Context

_VOICES = ("author", "others", "contributor")
_PERSON = "@"
"""What stands before the id of a person or group in a mark, so that it is no other voice."""


def filter_marks(context: Context, node_id: str) -> tuple[str, str, str, str]:
    """Find what a node can be filtered by.

    Args:
        context: The map.
        node_id: The id of a node that stands.

    Returns:
        Its role, whose words it gives (one or more, divided by spaces), the author's stance, and the id of its section.
    """
    node = context.graph.nodes[node_id]
    others = ("others",) if context.argument_map.of_text or not node.people else ()
    own = node.voice in (("author",), ("contributor",))
    voice = node.voice[0] if own else " ".join((*others, *(f"{_PERSON}{person}" for person in node.people)))
    stance = "" if own else node.stance
    place = context.graph.place[node_id]
    section = place.rpartition(".")[0] or "notes" if place else ""
    return context.graph.roles[node.id], voice, stance, section


def marks_of(context: Context, node_id: str) -> str:
    """Write what the script filters a node's line by: `claim|others|reports|introduction`.

    Args:
        context: The map.
        node_id: The id of a node that stands.

    Returns:
        The marks, divided by bars.
    """
    return "|".join(filter_marks(context, node_id))


@dataclass(frozen=True, slots=True)
class FilterForm:
    """What can be chosen to filter all nodes of a map by; nothing where all nodes are alike.

    `sections` has their titles by their ids, empty for the notes; `people` the names of people and groups who are among
    `voices`, by the marks of these. `lang` has the attributes of an element in the language of the map. `authors`
    counts those of the mapped text.
    """

    kinds: tuple[str, ...]
    voices: tuple[str, ...]
    people: Mapping[str, str]
    stances: tuple[str, ...]
    sections: Mapping[str, str]
    lang: Markup
    authors: int


def filter_of(context: Context) -> FilterForm:
    """Gather what the nodes of a map can be filtered by.

    Args:
        context: A map that has nodes that stand.

    Returns:
        The choices of the form.
    """
    roles, voices, stances, sections = zip(
        *(filter_marks(context, node_id) for node_id in context.graph.nodes), strict=True
    )
    people = {f"{_PERSON}{term.id}": term.term for term in context.argument_map.terms if term.id}
    titles = {section.id: section.title for section in context.argument_map.sections} | {"notes": ""}
    return FilterForm(
        _choice(roles, dict.fromkeys(roles)),
        _choice((voice for marks in voices for voice in marks.split()), (*_VOICES, *people)),
        people,
        _choice(stances, STANCES),
        {section: titles[section] for section in _choice(sections, titles)},
        context.lang,
        number_of_authors(context.argument_map),
    )


def _choice(values: Iterable[str], order: Iterable[str]) -> tuple[str, ...]:
    """Put the values that occur in order; nothing where there is no choice."""
    occurring = set(values)
    chosen = tuple(value for value in order if value and value in occurring)
    return chosen if len(chosen) > 1 else ()
