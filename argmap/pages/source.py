"""The page about the mapped text: its skeleton, with the nodes that carry each paragraph and note."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.analysis.coverage import Coverage, Share, coverage
from argmap.model.graph import position_in
from argmap.model.ownpages import has_page
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page
from argmap.pages.passages import address_of_text, address_of_words
from argmap.pages.voices import Voice, voice_of
from argmap.pages.works import entry

_NUMERALS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
"""The digits with which a note begins; the page gives its number already."""


@dataclass(frozen=True, slots=True)
class MappedNode:
    """A node that carries a place, and whose words it gives."""

    node: NodeLine
    voice: Voice


@dataclass(frozen=True, slots=True)
class MappedPlace:
    """A paragraph or note, by its number in its part.

    `begins` are its first words, `address` leads to them where the text is on the web. `not_argued` says why nothing
    is mapped to it.
    """

    locator: str
    number: str
    begins: str
    address: str
    nodes: tuple[MappedNode, ...]
    not_argued: str


@dataclass(frozen=True, slots=True)
class SourcePart:
    """A section of the mapped text, or its notes: those have no title."""

    id: str
    title: str
    places: tuple[MappedPlace, ...]


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The skeleton of the mapped text.

    `address` is where the text can be read, as map.yml says it, or empty; `shares` is how much of each kind of place is
    carried, `verified` the day on which the quotations were looked up. `lang_of_text` has the attributes of an element
    that quotes the mapped text. `has_readings` tells that other maps of the text can be seen beside this one.
    """

    TEMPLATE: ClassVar[str] = "source.html"

    meta: PageMeta
    lang_of_text: Markup
    work: Markup
    address: str
    shares: Mapping[str, Share]
    verified: str
    parts: tuple[SourcePart, ...]
    has_readings: bool


def source_page(context: Context) -> SourcePage:
    """Gather the mapped text's skeleton: each paragraph and note, with the nodes mapped to it.

    Args:
        context: A map of a text that has sections or notes.

    Returns:
        The data of the page.
    """
    argument_map = context.argument_map
    covered = coverage(argument_map)
    address = address_of_text(argument_map)
    listed = [
        (section.id, section.title, [f"{section.id}.{number}" for number in range(1, section.paragraphs + 1)])
        for section in argument_map.sections
    ]
    if argument_map.notes:
        listed.append(("notes", "", [f"n{number}" for number in range(1, argument_map.notes + 1)]))
    parts = tuple(
        SourcePart(part, title, tuple(_place(context, locator, address, covered) for locator in locators))
        for part, title, locators in listed
    )
    verified = argument_map.verified.date if argument_map.verified is not None else ""
    work = entry(context, argument_map.work)
    shares = {name: share for name, share in covered.shares().items() if share.of}
    meta = own_page("source", context, hide=["toc"], search=NOT_SEARCHED)
    return SourcePage(
        meta,
        context.lang_of_text,
        work,
        argument_map.work_url,
        shares,
        verified,
        parts,
        has_page(argument_map, "readings"),
    )


def _place(context: Context, locator: str, address: str, covered: Coverage) -> MappedPlace:
    argument_map = context.argument_map
    carriers = [context.graph.nodes[node_id] for node_id in covered.nodes[locator]]
    nodes = sorted(carriers, key=lambda node: position_in(argument_map, node, locator))
    paragraph = argument_map.paragraphs.get(locator)
    first_words = paragraph.first_words if paragraph else ""
    return MappedPlace(
        locator,
        locator.rpartition(".")[2].removeprefix("n"),
        first_words.lstrip(_NUMERALS),
        address_of_words(address, first_words),
        tuple(
            MappedNode(node_line(context, node.id), voice_of(context, node, None, to_people=False)) for node in nodes
        ),
        covered.not_argued.get(locator, ""),
    )
