"""A map's front page: what follows the writer's own words on it, and the page itself where nobody wrote one."""

from collections import Counter
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.citations.attribution import name_of_work
from argmap.diagrams.views import beginnings, overview
from argmap.locale.words import translations
from argmap.model.kinds import ROLES, Kind, RoleWords
from argmap.model.ownpages import OWN_PAGES, OwnPage
from argmap.pages.context import Context, ListAbove
from argmap.pages.figures import FigureContext, figure_of
from argmap.pages.language import entry_attributes
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import front_matter, written_heading
from argmap.pages.voices import Saying, saying_of


@dataclass(frozen=True, slots=True)
class WorkLine:
    """The mapped work in a few words; `lang` has the attributes of its language."""

    key: str
    name: str
    lang: Markup


@dataclass(frozen=True, slots=True)
class Beginnings:
    """The questions or the theses with which a map begins: what they are called, the first, how many follow."""

    words: RoleWords
    nodes: tuple[tuple[NodeLine, Saying | None], ...]
    rest: int


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """What follows the writer's own words: whose case it is, theses, overview, how many nodes there are, the ways in.

    `first_step` is the id of the node with which the guided path begins, empty where there is none. `listed` is the
    list of maps above the map. `first_command`, in a preview alone, writes the first node of a map that has none.
    """

    TEMPLATE: ClassVar[str] = "front.html"

    work: WorkLine | None
    beginnings: tuple[Beginnings, ...]
    overview: FigureContext | None
    numbers: tuple[tuple[int, RoleWords], ...]
    first_step: str
    steps: int
    pages: tuple[OwnPage, ...]
    listed: ListAbove | None = None
    first_command: str = ""


def default_front(context: Context, *, has_about: bool) -> str:
    """Write a map's front page where its folder has no index.md.

    Args:
        context: The map.
        has_about: Whether the folder has a page about.md, to which nothing else would lead.

    Returns:
        Front matter and a heading.
    """
    title = context.argument_map.title
    words = translations(context.language).gettext("About this map")
    about = f"\n[{words}](about.md)\n" if has_about else ""
    return f"{front_matter({'title': title, 'hide': ['toc']})}\n# {written_heading(title, context.lang)}\n{about}"


def description_of(context: Context) -> str:
    """Describe a map in the words of what it says first, for search engines and previews of links.

    Args:
        context: The map.

    Returns:
        A sentence or two.
    """
    first = next((node.statement for node in context.graph.roots), "")
    return f"{context.argument_map.title}: {first}" if first else context.argument_map.title


def front_end(context: Context, *, has_overview: bool) -> FrontEnd:
    """Gather what follows the writer's own words on a map's front page.

    Args:
        context: The map.
        has_overview: Whether the drawing `overview.svg` is to be shown; the writer may have placed an overview already.

    Returns:
        The data of the front page's end.
    """
    argument_map, graph = context.argument_map, context.graph
    roles = Counter(graph.roles.values())
    view = overview(argument_map, graph, language=context.language)
    return FrontEnd(
        _mapped_work(context),
        tuple(_beginnings(context, role) for role in (Kind.QUESTION, Kind.THESIS) if roles[role]),
        figure_of(context, view) if has_overview and roles else None,
        tuple((roles[role], words) for role, words in ROLES.items() if roles[role]),
        argument_map.path[0].node if argument_map.path else "",
        len(argument_map.path),
        tuple(page for page in OWN_PAGES if page.is_written(argument_map)),
        context.listed,
        f"argmap new thesis --map {argument_map.id}" if context.is_preview and not roles else "",
    )


def _beginnings(context: Context, kind: Kind) -> Beginnings:
    every = [node for node in context.graph.nodes.values() if node.kind is kind]
    ids = beginnings(context.graph, every)
    nodes = tuple((node_line(context, node_id), saying_of(context, node_id)) for node_id in ids)
    return Beginnings(ROLES[kind], nodes, len(every) - len(nodes))


def _mapped_work(context: Context) -> WorkLine | None:
    key = context.argument_map.work
    work = context.argument_map.works.get(key)
    return (
        WorkLine(
            key, name_of_work(context.argument_map, key), entry_attributes(context.argument_map, key, context.language)
        )
        if work
        else None
    )
