"""The page of a withdrawn node: its address goes on answering, and can be cited for what it said."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from argmap.model.maps import Node
from argmap.pages.citesection import NodeCiteBox, node_cite_box
from argmap.pages.context import Context
from argmap.pages.head import FIELD, node_head
from argmap.pages.page import NOT_SEARCHED, PageMeta
from argmap.pages.previews import with_node_preview
from argmap.pages.succession import Succession, successors
from argmap.pages.voices import Voice, voice_of
from argmap.pages.works import named


@dataclass(frozen=True, slots=True)
class TombstonePage:
    """What the page of a withdrawn node says.

    `day` is when its file last changed, empty where that is not known. `author` names the mapped work, empty for a map
    of none. `instead` are the nodes to read instead. `lang_of_text` has the attributes of an element that quotes the
    mapped text.
    """

    TEMPLATE: ClassVar[str] = "tombstone.html"

    meta: PageMeta
    id: str
    map_title: str
    kind: str
    author: Markup
    voice: Voice
    hedge: str
    lang_of_text: Markup
    statement: str
    reason: str
    day: str
    instead: tuple[Succession, ...]
    cite: NodeCiteBox


def tombstone_page(context: Context, node: Node) -> TombstonePage:
    """Gather what the page of a withdrawn node says.

    Args:
        context: The map the node is of.
        node: A node that was withdrawn.

    Returns:
        The data of the page.
    """
    argument_map = context.argument_map
    front = {
        "hide": ["toc"],
        "search": NOT_SEARCHED,
        "description": f"{node.statement} – {node.reason}",
        FIELD: with_node_preview(context, node, node_head(context, node)),
    }
    return TombstonePage(
        PageMeta(node.title, node.title, front=front, lang=context.lang),
        node.id,
        argument_map.title,
        node.kind.value,
        named(context, argument_map.work) if argument_map.work else Markup(),
        voice_of(context, node),
        node.hedge,
        context.lang_of_text,
        node.statement,
        node.reason,
        context.published.dates.get(node.file, ""),
        successors(context, node),
        node_cite_box(context, node),
    )
