"""Says on a page how to cite it, ready to copy: a node or a map, and apart from it the mapped work."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from argmap.citations.citable import map_item, name_cluster, node_item, work_cluster
from argmap.citations.downloads import CITED_AS, files_beside
from argmap.citations.pandoc import Style
from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.lists import to_references
from argmap.pages.markup import text
from argmap.pages.works import cited, entry, named, to_copy

_STYLES = {Style.CHICAGO: "Chicago", Style.APA: "APA"}
_UNFORMATTED = (
    "<p>There was no pandoc when this site was built, so citations in Chicago and APA style are missing. "
    "The files are complete.</p>"
)
_LINK = re.compile(r"<a [^>]*>(.*?)</a>")
_NO_ADDRESS = "This copy of the map has no address of its own yet; take the one that your browser shows."


@dataclass(frozen=True, slots=True)
class ReadyCitation:
    """A citation, ready to copy: its style, and whether it stands in a `text` or a `list`, or empty for both."""

    style: str
    place: str
    words: Markup


@dataclass(frozen=True, slots=True)
class CiteBox:
    """How to cite a map or a node: formatted, as files by their formats, and its address where it has one.

    There are no citations where there was no pandoc.
    """

    citations: tuple[ReadyCitation, ...]
    files: tuple[tuple[str, str], ...]
    address: str


@dataclass(frozen=True, slots=True)
class NodeCiteBox:
    """How to cite a node, what identifies it, and how to cite the mapped work for what it says.

    `work` names that work; it is empty, as are its citations, where the node is not the mapped work's.
    """

    box: CiteBox
    id: str
    revision: int
    content: str
    work: Markup
    work_citations: tuple[ReadyCitation, ...]


@dataclass(frozen=True, slots=True)
class WorkCiteBox:
    """How to cite the mapped work; `entry` has it where there was no pandoc."""

    citations: tuple[ReadyCitation, ...]
    entry: Markup


def node_cite_box(context: Context, node: Node) -> NodeCiteBox:
    """Gather how to cite a node.

    Args:
        context: The node's map.
        node: A node that stands.
    """
    box = _cite_box(context, node_item(context.argument_map, node, context.published), node.id)
    work = context.argument_map.work
    name = Markup()
    citations: tuple[ReadyCitation, ...] = ()
    if work and node.sources and context.own:
        name = named(context.own[Style.CHICAGO], work)
        citations = tuple(_of_work(context, node, work))
    full_id = f"{context.argument_map.id}/{node.id}"
    return NodeCiteBox(box, full_id, node.revision, context.published.contents[node.file], name, citations)


def map_cite_box(context: Context) -> CiteBox:
    """Gather how to cite a whole map.

    Args:
        context: The map.
    """
    return _cite_box(context, map_item(context.argument_map, context.published), "map")


def work_cite_box(context: Context) -> WorkCiteBox | None:
    """Gather how to cite the mapped work; None for a map of none.

    Args:
        context: The map.
    """
    work = context.argument_map.work
    if not work:
        return None
    return WorkCiteBox(_ready(context, work), entry(context.citations, work))


def _cite_box(context: Context, item: Mapping[str, Any], stem: str) -> CiteBox:
    files = files_beside(stem)
    return CiteBox(
        _ready(context, item["id"]),
        tuple((form.label, files[name]) for name, form in CITED_AS.items()),
        item.get("URL", ""),
    )


def _ready(context: Context, key: str) -> tuple[ReadyCitation, ...]:
    """Return what is cited in each style that has it."""
    own = [(name, entry(context.own[style], key)) for style, name in _STYLES.items() if context.own]
    return tuple(ReadyCitation(name, "", to_copy(words)) for name, words in own if words)


def _of_work(context: Context, node: Node, work: str) -> Iterator[ReadyCitation]:
    """Yield how to cite the mapped work for the same point, in a text and in its list of references."""
    clusters = dict.fromkeys(work_cluster(context.argument_map, source) for source in node.sources)
    for style, name in _STYLES.items():
        own = context.own[style]
        for cluster in clusters:
            yield ReadyCitation(name, "text", to_copy(cited(own, cluster)))
        yield ReadyCitation(name, "list", to_copy(entry(own, work)))


def cite_node(context: Context, node: Node) -> str:
    """Write the section *Cite this node* of its page."""
    item = node_item(context.argument_map, node, context.published)
    work = _work(context, node)
    facts = [
        f"id <code>{text(context.argument_map.id)}/{node.id}</code>",
        f"revision {node.revision}",
        f"content <code>{context.published.contents[node.file]}</code>",
    ]
    return (
        '<section class="am-section am-cite" data-search-exclude><details><summary>Cite this node</summary>'
        # Within the fold, so that browsers open it for whoever follows a link to #cite.
        f'<div id="cite">{_forms(context, item, node.id)}{work}'
        f'<p class="am-identity">{_address(item)} This node: {", ".join(facts)}.</p></div></details></section>'
    )


def cite_map(context: Context) -> str:
    """Write how to cite the whole map, for its page *Cite*."""
    item = map_item(context.argument_map, context.published)
    return f'<div class="am-cite">{_forms(context, item, "map")}<p class="am-identity">{_address(item)}</p></div>'


def cite_lines(context: Context) -> str:
    """Write how to cite the map in each style: citations alone, for a page without files beside it."""
    key = map_item(context.argument_map, context.published)["id"]
    rows = [(name, context.own[style].entries[key]) for style, name in _STYLES.items() if context.own]
    return _rows(rows)


def cite_work(context: Context) -> str:
    """Write how to cite the mapped work; empty for a map of none."""
    key = context.argument_map.work
    if not key:
        return ""
    own = [(_STYLES[style], one.entries.get(key, "")) for style, one in context.own.items()]
    rows = _rows([(name, entry) for name, entry in own if entry])
    return f'<div class="am-cite">{rows or to_references(context.citations.entries.get(key, ""))}</div>'


def _address(item: Mapping[str, Any]) -> str:
    address = item.get("URL", "")
    return f'Its address stays: <a href="{text(address)}">{text(address)}</a>.' if address else _NO_ADDRESS


def _forms(context: Context, item: Mapping[str, Any], stem: str) -> str:
    """Write what is ready to copy: formatted citations, and the files for reference managers."""
    formatted = [(name, context.own[style].entries[item["id"]]) for style, name in _STYLES.items() if context.own]
    files = files_beside(stem)
    downloads = "".join(
        f'<li data-am-copy><a href="{files[name]}" download>{form.label}</a></li>' for name, form in CITED_AS.items()
    )
    return f'{_rows(formatted) or _UNFORMATTED}<ul class="am-formats">{downloads}</ul>'


def _rows(rows: list[tuple[str, str]]) -> str:
    written = "".join(f"<dt>{name}</dt><dd data-am-copy>{_unlinked(entry)}</dd>" for name, entry in rows)
    return f'<dl class="am-ready">{written}</dl>' if rows else ""


def _unlinked(entry: str) -> str:
    """Take links out of a citation: it is to stand in somebody else's text."""
    return _LINK.sub(r"\1", entry)


def _work(context: Context, node: Node) -> str:
    """Say how to cite the mapped work for the same point, in a text and in its list of references."""
    key = context.argument_map.work
    if not key or not node.sources or not context.own:
        return ""
    clusters = dict.fromkeys(work_cluster(context.argument_map, source) for source in node.sources)
    rows = []
    for style, name in _STYLES.items():
        own = context.own[style]
        rows += [(f"{name}, in the text", own.clusters[cluster]) for cluster in clusters]
        rows += [(f"{name}, in the list", own.entries[key])]
    named = to_references(context.own[Style.CHICAGO].clusters[name_cluster(key)])
    return f"<p><strong>For what {named} says, cite the work itself:</strong></p>{_rows(rows)}"
