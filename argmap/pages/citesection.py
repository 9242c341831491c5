"""Says on a page how to cite it, ready to copy: a node or a map, and apart from it the mapped work."""

from collections.abc import Mapping, Sequence
from typing import Any

from argmap.citations.citable import map_item, name_cluster, node_item, work_cluster
from argmap.citations.downloads import CITED_AS, files_beside
from argmap.citations.pandoc import Style
from argmap.citations.runs import Runs, markup_of
from argmap.model.maps import Node
from argmap.pages.context import Context, on_references_page
from argmap.pages.markup import text

_STYLES = {Style.CHICAGO: "Chicago", Style.APA: "APA"}
_UNFORMATTED = (
    "<p>There was no pandoc when this site was built, so citations in Chicago and APA style are missing. "
    "The files are complete.</p>"
)
_NO_ADDRESS = "This copy of the map has no address of its own yet; take the one that your browser shows."


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
    own = [(_STYLES[style], one.entries.get(key, ())) for style, one in context.own.items()]
    rows = _rows([(name, entry) for name, entry in own if entry])
    return f'<div class="am-cite">{rows or markup_of(context.citations.entries.get(key, ()), on_references_page)}</div>'


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


def _rows(rows: Sequence[tuple[str, Runs]]) -> str:
    """List citations by the names of their styles, without links: each is to stand in somebody else's text."""
    written = "".join(f"<dt>{name}</dt><dd data-am-copy>{markup_of(entry, None)}</dd>" for name, entry in rows)
    return f'<dl class="am-ready">{written}</dl>' if rows else ""


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
    named = markup_of(context.own[Style.CHICAGO].clusters[name_cluster(key)], on_references_page)
    return f"<p><strong>For what {named} says, cite the work itself:</strong></p>{_rows(rows)}"
