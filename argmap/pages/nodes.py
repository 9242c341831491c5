"""A node as other pages show it: in a list, in a table, as a link."""

from dataclasses import dataclass

from markupsafe import Markup

from argmap.model.maps import says_more
from argmap.pages.context import Context, gathered_once
from argmap.pages.language import AS_THE_PAGE, attributes


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A node in a line: its id, which is its address below the map's, its title, statement and role.

    Of a node of another map, `map_title` is that map's title and `way` the address of its page from the page's own map;
    both are empty for a node of the page's map. `lang` has the attributes of an element that holds any of its words.
    """

    id: str
    title: str
    statement: str
    role: str
    lang: Markup = AS_THE_PAGE
    map_title: str = ""
    way: str = ""

    @property
    def says_more(self) -> bool:
        """Whether the statement is more than the title, so that both are shown."""
        return says_more(self.title, self.statement)


@gathered_once
def node_line(context: Context, node_id: str) -> NodeLine:
    """Gather what other pages show of a node.

    Args:
        context: The map that the page is of.
        node_id: The id of a node that stands, or the name of a node of another map.

    Returns:
        Its id, title, statement and role; of a node of another map, where it stands too.
    """
    node = context.graph.nodes.get(node_id)
    if node is None:
        foreign = context.abroad.nodes[node_id]
        lang = attributes(foreign.language, context.language)
        return NodeLine(node_id, foreign.title, foreign.statement, foreign.role, lang, foreign.map_title, foreign.way)
    return NodeLine(node_id, node.title, node.statement, context.graph.roles[node_id], context.lang)
