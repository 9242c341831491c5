"""Where the relative links in a node's prose lead from the pages on which the prose is shown."""

import posixpath
from collections.abc import Callable, Mapping
from urllib.parse import quote

from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.read.links import prose_link


def on_node_page(context: Context, node: Node) -> Callable[[str], str]:
    """Find where links lead from the page of a node.

    Args:
        context: The node's map.
        node: The node.

    Returns:
        A function that takes the address of a link in its prose, and returns the one to write on the page.
    """

    def address(written: str) -> str:
        link = prose_link(node.file, written, 0)
        target = context.published.pages.get(link.path, link.path)
        return from_folder(f"/{context.argument_map.id}/{node.id}", target, written)

    return address


def in_archive(context: Context, node: Node, archived: Mapping[str, str]) -> Callable[[str], str]:
    """Find where links lead from the archive of an edition, which holds every node under its id.

    Args:
        context: The node's map.
        node: The node.
        archived: The id of each node in the archive, by its file.

    Returns:
        A function that takes the address of a link in its prose, and returns the one to write there; empty where it
        is on the site, and the site's address is not known.
    """

    def address(written: str) -> str:
        link = prose_link(node.file, written, 0)
        if link.path in archived:
            return f"#{archived[link.path]}"
        site = context.published.address
        target = context.published.pages.get(link.path, link.path)
        return f"{site}{quote(target)}{_fragment(written)}" if site else ""

    return address


def from_folder(folder: str, target: str, written: str) -> str:
    """Write the address of a link relative to the folder of a page.

    Args:
        folder: The path of the folder on the site, beginning with a slash.
        target: The address of what it leads to, below that of the site.
        written: The address as it stands in the prose, whose heading is kept.

    Returns:
        The address.
    """
    end = "/" if not target or target.endswith("/") else ""
    return f"{quote(posixpath.relpath(f'/{target}', folder))}{end}{_fragment(written)}"


def _fragment(written: str) -> str:
    _, sign, fragment = written.partition("#")
    return sign + fragment
