"""How a reader says what is wrong: in a form of the code host, or by a text to send where no host is known."""

from dataclasses import dataclass

from argmap.citations.citable import authors_of, full_name, node_path, publisher_of
from argmap.edit.codehost import code_host
from argmap.model.maps import Node
from argmap.pages.context import Context

REPORT_FORM = "misquotation.yml"
"""The issue form in .github/ISSUE_TEMPLATE whose fields `node` and `address` are filled in."""

_TITLE = "A problem with {}"


@dataclass(frozen=True, slots=True)
class Report:
    """How a mistake on a page is reported.

    `form` is the address of the code host's form, empty where no host is known: readers then send a text `to` those who
    make the map. It names the page by its `id` and its `address`, which is that below the site's where the site does
    not know its own, the map by `map_title` and `edition`, and of a node `revision` and `statement`; on other pages
    these are 0 and empty. `is_previewed` tells that the page is only looked at.
    """

    form: str
    to: tuple[str, ...]
    id: str
    address: str
    map_title: str
    edition: str
    revision: int = 0
    statement: str = ""
    is_previewed: bool = False


def report_of(context: Context, page_id: str, node: Node | None = None) -> Report:
    """Gather how a mistake on a page of a map is reported.

    Args:
        context: The map.
        page_id: The page's address below the map's, without a slash: the id of a node or of a page of the map's own.
        node: The node, where it is one's page.

    Returns:
        The form, or what the text to send says.
    """
    argument_map = context.argument_map
    address = context.published.address + node_path(argument_map, page_id)
    host = code_host(context.edit_base)
    form = host.report(REPORT_FORM, _TITLE.format(page_id), {"node": page_id, "address": address}) if host else ""
    makers = (*map(full_name, authors_of(argument_map)), publisher_of(argument_map) if argument_map.publisher else "")
    return Report(
        form,
        tuple(dict.fromkeys(filter(None, makers))),
        page_id,
        address,
        argument_map.title,
        argument_map.edition,
        node.revision if node else 0,
        node.statement if node else "",
        context.is_preview,
    )
