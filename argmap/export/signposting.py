"""Typed links that lead programs from a page to what belongs to it (https://signposting.org/FAIR/, level 2).

Pages have theirs in the head; all of a map's stand in its linkset (https://www.rfc-editor.org/rfc/rfc9264#section-4.2).
"""

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from argmap.citations.citable import map_address, node_address
from argmap.citations.downloads import CITED_AS, files_beside
from argmap.export.jsonld import license_address
from argmap.export.published import PublishedMap
from argmap.model.appearance import SCHEMA_TYPES
from argmap.model.maps import Node

Link = Mapping[str, str]
"""A link of a page: `rel`, `href` as it stands on that page, and the media `type` of what it leads to, if known."""

LINKSET = "linkset.json"
LINKSET_TYPE = "application/linkset+json"
BESIDE = frozenset({"describedby", "item", "linkset"})
"""Relations to files that lie beside the pages of a map as it now stands, and not beside those of its editions."""

_DCTERMS = "http://purl.org/dc/terms/"
"""Relations between links that are in no registry are addresses (RFC 8288); these are of DCMI Metadata Terms."""

_PAGE = "text/html"
_TEXT = "text/markdown"
_METADATA = "application/ld+json"


def node_links(exported: PublishedMap, node: Node) -> list[Link]:
    """Gather the typed links of a node's page.

    Args:
        exported: The map of the node.
        node: The node.

    Returns:
        The links in the order in which the page has them.
    """
    argument_map = exported.argument_map
    text = {"href": exported.published.node_file, "type": _TEXT}
    return [
        *_links(exported, node_address(argument_map, node.id, exported.published), SCHEMA_TYPES[node.kind]),
        *_metadata(files_beside(node.id)),
        {
            "rel": "item",
            **text,
        },  # not `alternate`: Material for MkDocs takes such a link for the page in another language
        {"rel": "collection", "href": map_address(argument_map, exported.published) or "../"},
        *_succession(exported, node),
        {"rel": "linkset", "href": f"../{LINKSET}", "type": LINKSET_TYPE},
    ]


def _succession(exported: PublishedMap, node: Node) -> Iterator[Link]:
    """Lead from a withdrawn node to those to read instead, and from these back."""
    argument_map = exported.argument_map
    ends = [("isReplacedBy", instead) for instead in node.replaced_by]
    ends += [("replaces", other.id) for other in argument_map.replaced.get(node.id, ())]
    for name, other in ends:
        href = node_address(argument_map, other, exported.published) or f"../{other}/"
        yield {"rel": f"{_DCTERMS}{name}", "href": href}


def map_links(exported: PublishedMap, files: Iterable[tuple[str, str]]) -> list[Link]:
    """Gather the typed links of a map's front page.

    Args:
        exported: The map.
        files: The name and the media type of each file in which programs can have it, beside its front page.

    Returns:
        The links in the order in which the page has them.
    """
    frozen = [edition for edition in exported.argument_map.editions if edition.sha256]
    beside = {form: f"cite/{file}" for form, file in files_beside("map").items()}
    return [
        *_links(exported, fixed_address(exported), "CreativeWork"),
        *_metadata(beside),
        *({"rel": "describedby" if mime == _METADATA else "item", "href": name, "type": mime} for name, mime in files),
        *({"rel": "item", "href": f"editions/{edition.name}.json", "type": "application/json"} for edition in frozen),
        {"rel": "linkset", "href": LINKSET, "type": LINKSET_TYPE},
    ]


def fixed_address(exported: PublishedMap) -> str:
    """Return the address under which a map is cited: the DOI of its edition, else its own; empty where it has none."""
    argument_map = exported.argument_map
    return argument_map.current.doi_address or map_address(argument_map, exported.published)


def _links(exported: PublishedMap, address: str, schema_type: str) -> list[Link]:
    """Return where a page is cited, by whom it is, what it is of, and its licence."""
    argument_map = exported.argument_map
    licence = license_address(argument_map.license)
    links = [
        ("cite-as", address),
        *(("author", author.orcid_address) for author in argument_map.authors),
        ("type", f"https://schema.org/{schema_type}"),
        ("type", "https://schema.org/AboutPage"),
        ("license", licence),
    ]
    return [{"rel": rel, "href": href} for rel, href in links if href]


def _metadata(files: Mapping[str, str]) -> Iterator[Link]:
    for form, file in files.items():
        yield {"rel": "describedby", "href": file, "type": CITED_AS[form].mime}


def linkset(exported: PublishedMap, files: Iterable[tuple[str, str]]) -> str:
    """Write all links of a map's pages, and those back from what they lead to.

    Args:
        exported: The map.
        files: The name and the media type of each file in which programs can have it.

    Returns:
        The text of its linkset, with addresses relative to it where that of the site is not known.
    """
    nodes = exported.argument_map.nodes
    pages = ({"rel": "item", "href": f"{node.id}/", "type": _PAGE} for node in nodes)
    contexts = [*_contexts(exported, "", [*map_links(exported, files), *pages])]
    for node in nodes:
        contexts += _contexts(exported, node.id, node_links(exported, node))
    lines = ",\n".join(json.dumps(context, ensure_ascii=False) for context in contexts)
    return f'{{"linkset": [\n{lines}\n]}}\n'


def _contexts(exported: PublishedMap, folder: str, links: Iterable[Link]) -> Iterator[dict[str, Any]]:
    """Yield what a page leads to, and what leads back to it: what describes it, and what is a part of it."""
    site = exported.published.address  # the pages as they now stand; what is cited of them may be an edition
    base = f"{site}{exported.argument_map.id}/" if site else "./"
    page = {"href": _resolved(base, folder, "./"), "type": _PAGE}
    own: dict[str, Any] = {"anchor": page["href"]}
    back = []
    for link in links:
        target = {**link, "href": _resolved(base, folder, link["href"])}
        rel = target.pop("rel")
        if rel == "linkset":
            continue  # this is it
        own.setdefault(rel, []).append(target)
        if rel == "describedby":
            back.append({"anchor": target["href"], "describes": [page]})
        elif rel == "item" and target["type"] != _PAGE:
            back.append({"anchor": target["href"], "collection": [page]})
    yield own
    yield from back


def _resolved(base: str, folder: str, href: str) -> str:
    """Return where a link leads that stands on a page of the map; `base` is the map's address."""
    if ":" in href:  # no address of ours has one
        return href
    path = posixpath.normpath(posixpath.join(folder, href))
    return base if path == "." else f"{base}{path}{'/' if href.endswith('/') else ''}"
