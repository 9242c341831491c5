"""The page at an old address of a node, which leads on to where the node stands now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup

from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.head import node_head
from argmap.pages.language import AS_THE_PAGE, attributes
from argmap.pages.previews import with_node_preview


@dataclass(frozen=True, slots=True)
class Redirect:
    """The id, the title and the statement of the node, and what the page tells programs of it.

    Its template is the whole HTML of the page, to which no builder adds. `lang` has the attributes of an element in the
    language of the map.
    """

    TEMPLATE: ClassVar[str] = "redirect.html"

    id: str
    title: str
    statement: str = ""
    names: Sequence[Mapping[str, Any]] = ()
    properties: Sequence[Mapping[str, Any]] = ()
    links: Sequence[Mapping[str, Any]] = ()
    lang: Markup = AS_THE_PAGE


def redirect(context: Context, node: Node, language: str) -> Redirect:
    """Gather what stands at an old address of a node.

    Args:
        context: The node's map.
        node: The node as it is called now.
        language: The language of argmap's own words.

    Returns:
        The data of the page.
    """
    head = with_node_preview(context, node, node_head(context, node))
    # The files beside the node's page have no such address here.
    links = [link for link in head["links"] if link["rel"] in ("cite-as", "license", "type")]
    lang = attributes(context.argument_map.language, language)
    return Redirect(node.id, node.title, node.statement, head["names"], head["properties"], links, lang)
