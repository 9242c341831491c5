"""What nodes say, who says it, and on what they bear and rest, for formats in which each node has a text of its own."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from argmap.citations.citable import full_name
from argmap.citations.csltext import date_of, names, plain
from argmap.export.published import PublishedMap
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.maps import Node, Reference, Relation

_LINK = re.compile(r"\[(?P<words>[^\[\]\n]*)\]\((?P<address>[^()\s]+)\)")
_AT = re.compile(r"(?<![\w\\])@(?=\w)")


def all_nodes(exported: PublishedMap) -> list[Node]:
    """List the nodes of a map: those that stand, in reading order, and those that were withdrawn."""
    return [*exported.graph.nodes.values(), *(node for node in exported.argument_map.nodes if node.withdrawn)]


def relations_of(exported: PublishedMap, node: Node) -> Sequence[Relation]:
    """Return what a node bears on in its map, or bore on before it was withdrawn."""
    standing = exported.graph.outgoing.get(node.id)
    return [one for one in node.relations if not one.leads_abroad] if standing is None else standing


def with_links(node: Node, written: Callable[[str, str], str]) -> str:
    """Return the prose of a node with its links to files of the site written otherwise.

    Args:
        node: The node.
        written: Writes a link, by its words and the path of the file below the docs folder.
    """
    paths = {link.address: link.path for link in node.links}

    def other(match: re.Match[str]) -> str:
        known = paths.get(match["address"])
        return match[0] if known is None else written(match["words"], known)

    return _LINK.sub(other, node.prose)


def plain_citations(prose: str) -> str:
    """Return prose in which what cites a work by its key is words."""
    return _AT.sub(r"\@", prose)


def names_of_speakers(exported: PublishedMap, node: Node) -> list[str]:
    """Return the names of the people and groups that assert a node."""
    return [exported.argument_map.people[person].term for person in node.people]


def works_of(exported: PublishedMap, node: Node) -> list[str]:
    """Return the keys of the works that a node rests on: those it cites; of evidence without one, the mapped work."""
    argument_map = exported.argument_map
    mapped = [argument_map.work] if node.kind is Kind.EVIDENCE else []
    return [key for key in node.works() or mapped if key in argument_map.works]


def authors_of_work(entry: Mapping[str, Any]) -> list[str]:
    """Return the names of the authors of a work, by its entry in CSL-JSON."""
    return [full_name(name) for name in names(entry, "author")]


def year_of(entry: Mapping[str, Any]) -> str:
    """Return the year of a work; empty where its entry does not say one."""
    ends = date_of(entry, "issued").ends
    return str(ends[0][0]) if ends and ends[0] and ends[0][0] else ""


def described(entry: Mapping[str, Any]) -> str:
    """Describe a work in a line: its authors, year, title and address."""
    year = year_of(entry)
    head = " ".join(filter(None, [", ".join(authors_of_work(entry)), f"({year})" if year else ""]))
    address = Reference("", entry, Place("")).address
    return ", ".join(filter(None, [": ".join(filter(None, [head, plain(entry, "title")])), address]))
