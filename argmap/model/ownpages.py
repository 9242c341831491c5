"""The pages that every map has besides its nodes: the only list of them.

Their ids are taken (no node can have one), they are the ways into the map on its front page, and `site.outputs` binds
each to what writes it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from argmap.model.maps import ArgumentMap


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of a map's own.

    Attributes:
        id: Its address below the map's.
        name: What links to it say.
        about: What is to be found there.
        is_written: Tells whether a map has the page: not where it would be about nothing.
        gives_way: Whether a node may have its id, which then has no such page: the page came later than maps did.
    """

    id: str
    name: str
    about: str
    is_written: Callable[[ArgumentMap], bool] = lambda _: True
    gives_way: bool = False


def _is_free(argument_map: ArgumentMap, page_id: str) -> bool:
    """Tell whether no node of a map has, or once had, the id of a page."""
    return not any(page_id in (node.id, *(alias for alias, _ in node.aliases)) for node in argument_map.nodes)


OWN_PAGES = (
    OwnPage(
        "tree",
        "Tree",
        "the argument, to unfold claim by claim",
        is_written=lambda argument_map: _is_free(argument_map, "tree"),
        gives_way=True,
    ),
    OwnPage("outline", "Outline", "every claim as a list that folds"),
    OwnPage("nodes", "Nodes", "a table to sort and filter"),
    OwnPage("diagram", "Diagram", "the whole map as one drawing"),
    OwnPage(
        "source",
        "Source",
        "the mapped text, paragraph by paragraph, with its nodes",
        is_written=lambda argument_map: bool(argument_map.sections or argument_map.notes),
    ),
    OwnPage(
        "readings",
        "Readings",
        "this map beside others of the same text, paragraph by paragraph",
        is_written=lambda argument_map: bool(argument_map.readings) and _is_free(argument_map, "readings"),
        gives_way=True,
    ),
    OwnPage("references", "References", "the works cited, each with the nodes that cite it"),
    OwnPage(
        "exposed",
        "Weak points",
        "objections without an answer, claims with one cited work or with no evidence",
        is_written=lambda argument_map: bool(argument_map.nodes),
    ),
    OwnPage(
        "glossary",
        "Who and what",
        "people, organisations and abbreviations",
        is_written=lambda argument_map: bool(argument_map.terms),
    ),
    OwnPage("cite", "Cite", "how to cite the map and its nodes"),
    OwnPage(
        "data",
        "Data",
        "every form in which programs can have the map",
        is_written=lambda argument_map: _is_free(argument_map, "data"),
        gives_way=True,
    ),
    OwnPage("editions", "Editions", "what was released, and what is new"),
)
"""In the order in which the front page of a map leads to them."""


def has_page(argument_map: ArgumentMap, page_id: str) -> bool:
    """Tell whether a map has a page.

    Args:
        argument_map: The map.
        page_id: The id of one of `OWN_PAGES`.

    Returns:
        Whether it is written.
    """
    return any(page.id == page_id and page.is_written(argument_map) for page in OWN_PAGES)


WRITTEN_IDS = frozenset({"about", "index", "map"})
"""Ids that no node can have and that a map's writers may use for pages of theirs."""

RESERVED_IDS = WRITTEN_IDS | {page.id for page in OWN_PAGES if not page.gives_way}
"""Ids that no node can have."""

PAGE_IDS = RESERVED_IDS | {page.id for page in OWN_PAGES}
"""Ids that no new node should have, since a page of the map's own would be lost."""
