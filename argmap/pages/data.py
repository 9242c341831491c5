"""A map's page about its data: every form in which programs can have it, with a line on each."""

from dataclasses import dataclass
from typing import ClassVar

from argmap.citations.downloads import CITED_AS, files_beside
from argmap.export.registry import ExportFormat, offered
from argmap.export.schemas import schemas
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class DataPage:
    """The files of a map for programs.

    `formats` are those of the whole map, and `works` those of the works it cites. `references` are the files for
    reference managers that lie beside the page *Cite* and beside each node's, each with its name there and what it is.
    `editions` are the names of those that were released and are kept as files. `node_file` is what each node's Markdown
    is called, and `example` a node, None in a map of none. `schemas` are the names of the JSON Schemas, and `to_site`
    leads to the first page of the site.
    """

    TEMPLATE: ClassVar[str] = "data.html"

    meta: PageMeta
    formats: tuple[ExportFormat, ...]
    works: tuple[ExportFormat, ...]
    references: tuple[tuple[str, str], ...]
    editions: tuple[str, ...]
    node_file: str
    example: NodeLine | None
    schemas: tuple[str, ...]
    to_site: str


def data_page(context: Context) -> DataPage:
    """Gather every form in which programs can have a map.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    argument_map, graph = context.argument_map, context.graph
    forms = offered(argument_map)
    first = next((node.id for node in graph.roots), "")
    return DataPage(
        own_page("data", context, hide=["toc"], search=NOT_SEARCHED),
        tuple(form for form in forms if not form.of_works),
        tuple(form for form in forms if form.of_works),
        tuple((file, CITED_AS[form].label) for form, file in files_beside("map").items()),
        tuple(edition.name for edition in argument_map.editions if edition.sha256),
        context.published.node_file,
        node_line(context, first) if first else None,
        tuple(schemas()),
        context.to_site,
    )
