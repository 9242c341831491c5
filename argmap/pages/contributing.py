"""The part of a node's page that leads to mending or answering it at the code host."""

from collections.abc import Iterator
from urllib.parse import quote

from argmap.citations.citable import node_path
from argmap.edit.codehost import CodeHost, code_host
from argmap.edit.newnode import Answer, NewFile, new_file
from argmap.model.kinds import Kind
from argmap.model.maps import Node
from argmap.pages.context import Context
from argmap.pages.markup import link, text

REPORT_FORM = "misquotation.yml"
"""The issue form in .github/ISSUE_TEMPLATE whose fields `node` and `address` are filled in."""

_LABELS = {
    Answer.COUNTERCLAIM: "a counterclaim",
    Answer.REASON: "a reason",
    Answer.EVIDENCE: "evidence",
    Answer.QUALIFICATION: "a qualification",
}
_TITLE = "A problem with {}"


def contribute(context: Context, node: Node) -> str:
    """Write the links to edit a node, to add to it, and to report a problem; nothing when no code host is known."""
    host = code_host(context.edit_base)
    if host is None:
        return ""
    address = context.published.address + node_path(context.argument_map, node.id)
    report = host.report(REPORT_FORM, _TITLE.format(node.id), {"node": node.id, "address": address})
    added = ", ".join(link(host.new(file.path, file.text), label) for label, file in _files(context, node))
    return (
        '<section class="am-section am-contribute" id="contribute" data-search-exclude aria-labelledby="contribute-h">'
        '<h2 id="contribute-h">Improve this page</h2><ul>'
        f"<li>{link(host.edit(node.file), 'Edit')}: mend this node’s own words or sources.</li>"
        f"<li>Add {added}: the form opens with all fields, and says what to write.</li>"
        f"<li>{link(report, 'Report a problem')}: a misquotation, a wrong attribution, or anything else.</li>"
        f"</ul>{_to_paste(host, context, node)}</section>"
    )


def editor(context: Context, node: Node) -> str:
    """Return the address of the editor for a node's own file, at a code host of any kind."""
    host = code_host(context.edit_base)
    return host.edit(node.file) if host else context.edit_base + quote(node.file)


def _files(context: Context, node: Node) -> Iterator[tuple[str, NewFile]]:
    for answer, label in _LABELS.items():
        is_reply = answer is Answer.COUNTERCLAIM and node.kind is Kind.COUNTERCLAIM
        yield "a reply" if is_reply else label, new_file(context.argument_map, node, answer)


def _to_paste(host: CodeHost, context: Context, node: Node) -> str:
    """Give the text of each form to copy, for hosts that may open it empty."""
    if not host.is_gitlab:
        return ""
    told = "".join(
        f"<p>The text for {label}:</p><pre>{text(file.text).replace(chr(10), '&#10;')}</pre>"
        for label, file in _files(context, node)
    )
    return f'<details class="am-paste"><summary>If a form opens empty, copy its text here</summary>{told}</details>'
