"""The page of a map's editions: which there are, and what is new in each."""

from dataclasses import dataclass
from typing import ClassVar

from argmap.model.beside import Edition
from argmap.model.limits import DRAFT
from argmap.pages.context import Context
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class EditionsPage:
    """The edition that the map is now and all there are, newest first; `draft` is how one is named that is not out."""

    TEMPLATE: ClassVar[str] = "editions.html"

    meta: PageMeta
    draft: str
    now: str
    editions: tuple[Edition, ...]


def editions_page(context: Context) -> EditionsPage:
    """Gather which editions there are, and what is new in each.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    argument_map = context.argument_map
    meta = own_page("editions", context, hide=["toc"], search=NOT_SEARCHED)
    return EditionsPage(meta, DRAFT, argument_map.edition, argument_map.editions)
