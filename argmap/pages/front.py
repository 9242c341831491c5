"""A map's front page: what follows the writer's own words on it, and the page itself where nobody wrote one."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.diagrams.views import Shape, overview
from argmap.model.characters import escape_markdown
from argmap.model.kinds import ROLES, RoleWords
from argmap.model.maps import ArgumentMap
from argmap.model.ownpages import OWN_PAGES, OwnPage
from argmap.pages.context import Context
from argmap.pages.figures import figure
from argmap.pages.lists import drawn_list
from argmap.pages.page import front_matter


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """What follows the writer's own words: the overview, how many nodes there are of each role, and the ways in.

    `first_step` is the id of the node with which the guided path begins, empty where there is none.
    """

    TEMPLATE: ClassVar[str] = "front.html"

    overview: Markup
    numbers: tuple[tuple[int, RoleWords], ...]
    first_step: str
    steps: int
    pages: tuple[OwnPage, ...]


def default_front(argument_map: ArgumentMap) -> str:
    """Return what a map's front page says, as Markdown, when its folder has no index.md."""
    title = argument_map.title
    return f"{front_matter({'title': title, 'hide': ['toc']})}\n# {escape_markdown(title)}\n"


def front_end(context: Context, *, has_overview: bool) -> FrontEnd:
    """Gather what follows the writer's own words on a map's front page.

    Args:
        context: The map.
        has_overview: Whether there is a drawing `overview.svg` to show; none where the writer placed one already.
    """
    argument_map, graph = context.argument_map, context.graph
    roles = Counter(graph.role(node) for node in graph.nodes.values())
    drawing = ""
    if has_overview and roles:
        drawing = figure(Shape.OVERVIEW, as_list=drawn_list(context, overview(graph, argument_map.title), ""))
    return FrontEnd(
        Markup(drawing),  # noqa: S704 - becomes a partial
        tuple((roles[role], words) for role, words in ROLES.items()) if roles else (),
        argument_map.path[0].node if argument_map.path else "",
        len(argument_map.path),
        tuple(page for page in OWN_PAGES if page.is_offered(argument_map)),
    )
