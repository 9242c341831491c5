"""The page of the whole map as a tree to unfold, which without a script is an outline."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.pages.branches import Tree, tree_of
from argmap.pages.context import Context
from argmap.pages.controls import filter_of
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class TreePage:
    """The tree; `sections` has the titles of the sections that readers can choose from, and `lang` their language.

    `to_site` is the relative address of the site.
    """

    TEMPLATE: ClassVar[str] = "tree.html"

    meta: PageMeta
    tree: Tree
    sections: Mapping[str, str]
    lang: Markup
    to_site: str


def tree_page(context: Context) -> TreePage:
    """Gather the whole map as a tree.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    return TreePage(
        own_page("tree", context, hide=["toc", "navigation"], search=NOT_SEARCHED),
        tree_of(context, has_anchors=True),
        filter_of(context).sections if context.graph.nodes else {},
        context.lang,
        context.to_site,
    )
