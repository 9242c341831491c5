"""The page of all nodes as a table, which the script lets readers sort and filter."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.locale.words import translations
from argmap.model.kinds import ROLES
from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.controls import FilterForm, filter_of, marks_of
from argmap.pages.language import AS_THE_PAGE
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page
from argmap.pages.voices import Voice, voice_of

MOST_IN_ONE = 20
"""How many rows stand below each other without headings, by which a phone unfolds them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A node in the table.

    `marks` are what the script filters it by. `section` is the title of the section in which it stands in the mapped
    text, empty for a note; `number` that of the paragraph or note, empty for what stands nowhere in it.
    """

    node: NodeLine
    marks: str
    voice: Voice
    section: str
    number: str


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a heading of their own: of a section of the mapped text, or of a kind where there are no sections.

    `key` is the id of the section or the role; `title` what readers call it, in the language that `lang` tells. A short
    table is one group without a key.
    """

    key: str
    title: str
    lang: Markup
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TablePage:
    """Every node as a row.

    `of_text` tells whether the map is of a text, whose author has a stance; `has_sections` whether the rows stand in
    its order. `to_site` leads to the site.
    """

    TEMPLATE: ClassVar[str] = "table.html"

    meta: PageMeta
    to_site: str
    of_text: bool
    has_sections: bool
    form: FilterForm | None
    groups: tuple[RowGroup, ...]


def table_page(context: Context) -> TablePage:
    """Gather every node as a row of a table, in the order of the mapped text.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    argument_map = context.argument_map
    groups = _groups(context, tuple(_row(context, node) for node in context.graph.nodes.values()))
    return TablePage(
        own_page("nodes", context, hide=["toc", "navigation"], search=NOT_SEARCHED),
        context.to_site,
        argument_map.of_text,
        bool(argument_map.sections),
        filter_of(context) if groups else None,
        groups,
    )


def _groups(context: Context, rows: tuple[Row, ...]) -> tuple[RowGroup, ...]:
    """Gather rows under headings, unless they are few or would all stand under the same."""
    words = translations(context.language)
    sections = {section.id: section.title for section in context.argument_map.sections}
    beside = {"notes": words.gettext("Notes"), "": words.gettext("Not in the text")}
    titles = {**sections, **beside} if sections else {key: words.gettext(role.name) for key, role in ROLES.items()}
    marked: dict[str, list[Row]] = {place: [] for place in titles}
    for row in rows:
        role, _, _, section = row.marks.split("|")
        marked[section if sections else role].append(row)
    groups = tuple(
        RowGroup(key or "elsewhere", titles[key], context.lang if key in sections else AS_THE_PAGE, tuple(some))
        for key, some in marked.items()
        if some
    )
    return groups if len(rows) > MOST_IN_ONE and len(groups) > 1 else _in_one(rows)


def _in_one(rows: tuple[Row, ...]) -> tuple[RowGroup, ...]:
    return (RowGroup("", "", AS_THE_PAGE, rows),) if rows else ()


def _row(context: Context, node: Node) -> Row:
    titles = {section.id: section.title for section in context.argument_map.sections}
    section, _, number = context.graph.place[node.id].rpartition(".")
    return Row(
        node_line(context, node.id),
        marks_of(context, node.id),
        voice_of(context, node),
        titles[section] if section else "",
        number.removeprefix("n"),
    )
