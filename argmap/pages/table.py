"""The page of all nodes as a table, which the script lets readers sort and filter."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.controls import filter_form, filter_marks
from argmap.pages.lists import said_by
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class Row:
    """A node in the table.

    `marks` are what the script filters it by. `section` is the title of the section in which it stands in the mapped
    text, empty for a note; `number` that of the paragraph or note, empty for what stands nowhere in it.
    """

    node: NodeLine
    marks: tuple[str, ...]
    speaker: Markup
    stance: str
    section: str
    number: str


@dataclass(frozen=True, slots=True)
class TablePage:
    """Every node as a row; `has_sections` tells whether they stand in the order of a text."""

    TEMPLATE: ClassVar[str] = "table.html"

    meta: PageMeta
    has_sections: bool
    form: Markup
    rows: tuple[Row, ...]


def table_page(context: Context) -> TablePage:
    """Gather every node as a row of a table, in the order of the mapped text."""
    argument_map = context.argument_map
    rows = tuple(_row(context, node) for node in context.graph.nodes.values())
    form = filter_form(context, outline=False) if rows else ""
    return TablePage(
        own_page("nodes", argument_map.title, hide=["toc", "navigation"], search=NOT_SEARCHED),
        bool(argument_map.sections),
        Markup(form),  # noqa: S704 - becomes a partial
        rows,
    )


def _row(context: Context, node: Node) -> Row:
    titles = {section.id: section.title for section in context.argument_map.sections}
    section, _, number = context.graph.place[node.id].rpartition(".")
    speaker, stance = said_by(context, node)
    return Row(
        node_line(context.graph, node.id),
        filter_marks(context, node.id),
        Markup(speaker),  # noqa: S704 - pandoc's, through the allow-list
        stance,
        titles[section] if section else "",
        number.removeprefix("n"),
    )
