"""The page on which a map stands beside others of the same text, paragraph by paragraph."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar

from markupsafe import Markup

from argmap.analysis.readings import Aspect, ComparedPlace, SharedPassage, compared
from argmap.model.ids import slug
from argmap.pages.context import TO_MAP, Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page
from argmap.pages.voices import Voice, voice_of


@dataclass(frozen=True, slots=True)
class ComparedMap:
    """One of the maps: `to_map` is the relative address of its folder, `is_own` tells that the page is of it."""

    title: str
    lang: Markup
    to_map: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReadNode:
    """A node that a map has at a paragraph, with whose words it gives and how they are hedged."""

    node: NodeLine
    map: ComparedMap
    voice: Voice
    hedge: str


@dataclass(frozen=True, slots=True)
class Column:
    """What one map has at a paragraph; `not_argued` says why it has nothing, `is_listed` whether it lists it at all.

    `locator` is what the map calls the paragraph, where the maps do not call it the same.
    """

    map: ComparedMap
    locator: str
    is_listed: bool
    nodes: tuple[ReadNode, ...]
    not_argued: str


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage that two maps quote: the node of each, and in what they read it otherwise."""

    nodes: tuple[ReadNode, ...]
    differs: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class ReadPlace:
    """A paragraph, or a note where its part has no title: its address on the page, its first words, what each map has.

    `name` is what the first map that lists it calls it, `number` its number in its part.
    """

    anchor: str
    name: str
    number: str
    begins: str
    columns: tuple[Column, ...]
    passages: tuple[ReadPassage, ...]

    @property
    def covering(self) -> int:
        """How many maps have nodes there."""
        return sum(bool(column.nodes) for column in self.columns)


@dataclass(frozen=True, slots=True)
class ReadPart:
    """A section of the text, or its notes: those have no title."""

    anchor: str
    title: str
    lang: Markup
    places: tuple[ReadPlace, ...]

    @property
    def only(self) -> ComparedMap | None:
        """The one map that lists anything of it; None where several do."""
        listing = {column.map: None for place in self.places for column in place.columns if column.is_listed}
        return next(iter(listing)) if len(listing) == 1 else None


@dataclass(frozen=True, slots=True)
class ReadNumbers:
    """In how many paragraphs and notes all maps have nodes, some but not all of several, one alone, none.

    `alone` has the numbers of the maps in their order. `alike` and `otherwise` count the passages that two maps quote
    and read alike or not.
    """

    everywhere: int
    some: int
    alone: tuple[int, ...]
    nowhere: int
    alike: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class ReadingsPage:
    """The maps of one text side by side; `lang_of_text` has the attributes of an element that quotes the text.

    `to_site` is the relative address of the site.
    """

    TEMPLATE: ClassVar[str] = "readings.html"

    meta: PageMeta
    lang_of_text: Markup
    maps: tuple[ComparedMap, ...]
    numbers: ReadNumbers
    parts: tuple[ReadPart, ...]
    to_site: str


def readings_page(context: Context) -> ReadingsPage:
    """Put a map beside the others of the same text; all of them stand in the order of their ids.

    Args:
        context: A map, with the contexts of the others.

    Returns:
        The data of the page.
    """
    contexts = sorted((context, *context.readings), key=lambda one: one.argument_map.id)
    maps = tuple(_compared_map(context, one) for one in contexts)
    places = compared([one.argument_map for one in contexts])
    parts: list[ReadPart] = []
    for (number, part), group in groupby(places, partial(_part, contexts)):
        titles = {section.id: section.title for section in contexts[number].argument_map.sections}
        read = tuple(_place(context, contexts, maps, place) for place in group)
        anchor = f"part-{len(parts) + 1}-{slug(part)}"
        parts.append(ReadPart(anchor, titles.get(part, ""), contexts[number].lang, read))
    meta = own_page("readings", context, hide=["toc"], search=NOT_SEARCHED)
    return ReadingsPage(meta, context.lang_of_text, maps, _numbers(places, len(maps)), tuple(parts), context.to_site)


def _compared_map(context: Context, other: Context) -> ComparedMap:
    one, is_own = other.argument_map, other is context
    up = "../" * (context.argument_map.id.count("/") + 1)
    return ComparedMap(one.title, other.lang, TO_MAP if is_own else f"{TO_MAP}{up}{one.id}/", is_own)


def _numbers(places: Sequence[ComparedPlace], maps: int) -> ReadNumbers:
    covering = [place.covering for place in places]
    passages = [passage for place in places for passage in place.passages]
    return ReadNumbers(
        sum(len(numbers) == maps for numbers in covering),
        sum(1 < len(numbers) < maps for numbers in covering),
        tuple(covering.count((number,)) for number in range(maps)),
        covering.count(()),
        sum(not passage.differs for passage in passages),
        sum(bool(passage.differs) for passage in passages),
    )


def _first(place: ComparedPlace) -> int:
    """Return the first map that lists a paragraph."""
    return next(number for number, locator in enumerate(place.locators) if locator)


def _part(contexts: Sequence[Context], place: ComparedPlace) -> tuple[int, str]:
    """Return which map says to what part of the text a paragraph belongs, and its id there; empty for a note."""
    number = _first(place)
    part = place.locators[number].rpartition(".")[0]
    # The same part as others know it stays one part, though the first of its paragraphs are another map's.
    known = (at for at in range(number) if any(part == one.id for one in contexts[at].argument_map.sections))
    return (next(known, number), part) if part else (0, "")


def _place(
    context: Context, contexts: Sequence[Context], maps: Sequence[ComparedMap], place: ComparedPlace
) -> ReadPlace:
    first = _first(place)
    name = place.locators[first]
    own = place.locators[contexts.index(context)]
    paragraphs = (
        one.argument_map.paragraphs.get(locator) for one, locator in zip(contexts, place.locators, strict=True)
    )
    columns = []
    for one, compared_map, locator, nodes in zip(contexts, maps, place.locators, place.nodes, strict=True):
        columns.append(
            Column(
                compared_map,
                locator if locator != name else "",
                bool(locator),
                tuple(_node(one, compared_map, node_id) for node_id in nodes),
                one.argument_map.not_argued.get(locator, ""),
            )
        )
    return ReadPlace(
        own or f"{first}-{name}",
        name,
        name.rpartition(".")[2].removeprefix("n"),
        next((paragraph.first_words for paragraph in paragraphs if paragraph), ""),
        tuple(columns),
        tuple(_passage(contexts, maps, passage) for passage in place.passages),
    )


def _passage(contexts: Sequence[Context], maps: Sequence[ComparedMap], passage: SharedPassage) -> ReadPassage:
    nodes = tuple(_node(contexts[number], maps[number], node_id) for number, node_id in passage.nodes.items())
    return ReadPassage(nodes, passage.differs)


def _node(context: Context, compared_map: ComparedMap, node_id: str) -> ReadNode:
    node = context.graph.nodes[node_id]
    voice = voice_of(context, node, lambda key: f"{compared_map.to_map}references/#ref-{key}", to_people=False)
    return ReadNode(node_line(context, node_id), compared_map, voice, node.hedge)
