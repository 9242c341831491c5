"""The page on where an argument is exposed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.analysis.exposure import exposure, narrowing
from argmap.model.maps import Relation
from argmap.model.relations import RelationType
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page
from argmap.pages.works import named


@dataclass(frozen=True, slots=True)
class Aim:
    """What a node speaks against, and how."""

    relation: RelationType
    target: NodeLine


@dataclass(frozen=True, slots=True)
class ExposedNode:
    """A node that is listed: with the only work it rests on, or with what it speaks against."""

    node: NodeLine
    work: Markup
    aims: tuple[Aim, ...]


@dataclass(frozen=True, slots=True)
class ExposedPage:
    """Nodes by why they are listed; the names of the lists are those of the template's parts.

    `of_text` tells whether the map is of a text, whose author can concede something.
    """

    TEMPLATE: ClassVar[str] = "exposed.html"

    meta: PageMeta
    of_text: bool
    lists: Mapping[str, tuple[ExposedNode, ...]]


def exposed_page(context: Context) -> ExposedPage:
    """Gather where the argument is exposed: objections, concessions, single works, claims without evidence.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    graph = context.graph
    exposed = exposure(graph, context.standings, context.argument_map.work)

    def listed(node_id: str, relations: Iterable[Relation] = (), work: str = "") -> ExposedNode:
        aims = tuple(Aim(aim.type, node_line(context, aim.conclusion or aim.target)) for aim in relations)
        return ExposedNode(node_line(context, node_id), named(context, work) if work else Markup(), aims)

    lists = {}
    for standing, objections in exposed.objections.items():
        aims: dict[str, list[Relation]] = {}
        for objection in objections:
            aims.setdefault(objection.origin, []).append(objection)
        lists[standing.value] = tuple(listed(*aimed) for aimed in aims.items())
    lists["conceded"] = tuple(listed(node_id, narrowing(graph, node_id)) for node_id in exposed.conceded)
    lists["one-work"] = tuple(listed(node_id, work=work) for node_id, work in exposed.one_work.items())
    lists["no-evidence"] = tuple(map(listed, exposed.no_evidence))
    meta = own_page("exposed", context, hide=["toc"], search=NOT_SEARCHED)
    return ExposedPage(meta, context.argument_map.of_text, lists)
