"""The pages that every map has besides its nodes: the one list of them.

Their ids are taken (no node can have one), they are the ways into the map on its front page, and `site.outputs` binds
each to what writes it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from argmap.model.maps import ArgumentMap


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of a map's own.

    `id` is its address below the map's, `name` what links to it say, `about` what is there. `is_written` tells whether
    a map has it, `is_offered` whether its front page leads there.
    """

    id: str
    name: str
    about: str
    is_written: Callable[[ArgumentMap], bool] = lambda _: True
    is_offered: Callable[[ArgumentMap], bool] = lambda _: True


OWN_PAGES = (
    OwnPage("outline", "Outline", "every claim as a list that folds"),
    OwnPage("nodes", "Nodes", "a table to sort and filter"),
    OwnPage("diagram", "Diagram", "the whole map as one drawing"),
    OwnPage(
        "source",
        "Source",
        "the mapped text, paragraph by paragraph, with its nodes",
        is_offered=lambda one: bool(one.sections or one.notes),
    ),
    OwnPage("references", "References", "the works cited, each with the nodes that cite it"),
    OwnPage(
        "exposed",
        "Where the argument is exposed",
        "what nobody answers, what is conceded",
        is_offered=lambda one: bool(one.nodes),
    ),
    OwnPage(
        "glossary",
        "Who and what",
        "people, organisations and abbreviations",
        is_written=lambda one: bool(one.terms),
        is_offered=lambda one: bool(one.terms),
    ),
    OwnPage("cite", "Cite", "how to cite the map and its nodes, and the map as data"),
    OwnPage("editions", "Editions", "what was released, and what is new"),
)
"""In the order in which the front page of a map leads to them."""

WRITTEN_IDS = frozenset({"about", "index", "map"})
"""Ids that no node can have and that a map's writers may use for pages of theirs."""

RESERVED_IDS = WRITTEN_IDS | {page.id for page in OWN_PAGES}
"""Ids that no node can have."""
