"""A map's page about citing it: how to cite it, its nodes and the mapped work."""

from dataclasses import dataclass
from typing import ClassVar

from argmap.citations.citable import publisher_of
from argmap.export.registry import ExportFormat, offered
from argmap.model.ownpages import has_page
from argmap.pages.citesection import AuthorLine, CiteBox, WorkCiteBox, author_lines, map_cite_box, work_cite_box
from argmap.pages.context import Context
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class CitePage:
    """How to cite the map, and the mapped work if there is one.

    `formats` are those in which the map can be had, where it has no page *Data* that lists them.
    """

    TEMPLATE: ClassVar[str] = "cite.html"

    meta: PageMeta
    authors: tuple[AuthorLine, ...]
    publisher: str
    map_box: CiteBox
    work_box: WorkCiteBox | None
    formats: tuple[ExportFormat, ...]


def cite_page(context: Context) -> CitePage:
    """Gather how to cite the map and the mapped work.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    return CitePage(
        own_page("cite", context, hide=["toc"], search=NOT_SEARCHED),
        author_lines(context),
        publisher_of(context.argument_map),
        map_cite_box(context),
        work_cite_box(context),
        () if has_page(context.argument_map, "data") else tuple(offered(context.argument_map)),
    )
