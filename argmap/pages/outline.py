"""The page of the whole map as nested lists that fold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.diagrams.views import outline
from argmap.model.relations import RELATIONS, RelationType, RelationWords
from argmap.pages.context import TO_MAP, Context
from argmap.pages.controls import filter_form
from argmap.pages.lists import outline_list
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """The outline with its form, both empty for a map of no nodes; `relations` has the words that stand in it."""

    TEMPLATE: ClassVar[str] = "outline.html"

    meta: PageMeta
    relations: Mapping[RelationType, RelationWords]
    form: Markup
    outline: Markup


def outline_page(context: Context) -> OutlinePage:
    """Gather the whole map as nested lists that fold."""
    entries = outline(context.graph, [node.id for node in context.graph.theses])
    meta = own_page("outline", context.argument_map.title, hide=["toc"], search=NOT_SEARCHED)
    if not entries:
        return OutlinePage(meta, RELATIONS, Markup(), Markup())
    return OutlinePage(
        meta,
        RELATIONS,
        Markup(filter_form(context, outline=True)),  # noqa: S704 - becomes a partial
        Markup(outline_list(context, entries, TO_MAP, open_to=2, filtered=True)),  # noqa: S704 - becomes a partial
    )
