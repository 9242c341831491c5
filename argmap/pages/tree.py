"""The page of the whole map as a tree to unfold, which without a script is an outline."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.model.relations import RELATIONS, REPLY, RelationType, words_on
from argmap.model.voices import STANCES
from argmap.pages.branches import Branch, Tree, tree_of
from argmap.pages.context import Context
from argmap.pages.controls import filter_of
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page


@dataclass(frozen=True, slots=True)
class TreePage:
    """The tree; `sections` has the titles of the sections that readers can choose from, and `lang` their language.

    `words` are the anchors of the words on the cards, of which the page tells what they mean. `to_site` is the relative
    address of the site.
    """

    TEMPLATE: ClassVar[str] = "tree.html"

    meta: PageMeta
    tree: Tree
    words: frozenset[str]
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
    tree = tree_of(context, has_anchors=True)
    return TreePage(
        own_page("tree", context, hide=["toc", "navigation"], search=NOT_SEARCHED),
        tree,
        frozenset(_words_on(tree.branches)),
        filter_of(context).sections if context.graph.nodes else {},
        context.lang,
        context.to_site,
    )


def _words_on(branches: Iterable[Branch]) -> Iterator[str]:
    """Yield the anchors of the words on cards and on all below them."""
    waiting = list(branches)
    while waiting:
        card = waiting.pop()
        yield card.node.role
        for count in card.counts:
            words = words_on(count.type, card.node.role)
            yield RELATIONS[RelationType.ANSWERS].anchor if words is REPLY else words.anchor
            yield from count.signs
        if card.voice.stance and card.voice.speaker != "author":
            yield STANCES[card.voice.stance].anchor
        for challenge in card.challenges:
            yield RELATIONS[RelationType.UNDERCUTS].anchor
            yield from [challenge.sign] if challenge.sign else ()
        for cluster in (cluster for group in card.below for cluster in group.clusters):
            yield from ["together"] if len(cluster) > 1 else ()
            waiting += cluster
