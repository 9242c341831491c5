"""Writes the page of references: which works carry the argument, and each work with the nodes that use it."""

from collections.abc import Mapping, Sequence

from argmap.analysis.uses import Uses, most_used, uses
from argmap.citations.runs import Runs, markup_of, plain_text
from argmap.locale.numbers import count
from argmap.model.maps import Node
from argmap.pages.context import Context, on_references_page
from argmap.pages.lists import cited, jumps, node_link
from argmap.pages.markup import page_of_map, text

_MOST_BARS = 12
"""How many works the picture at the top of the page has."""

_INTRO = (
    "Every work that the map's nodes cite, as pandoc's citeproc formats it, with the nodes that use it. *Under attack* "
    "are counterclaims, what the author rejects, and what another node attacks; all else counts as in support."
)


def references_page(context: Context) -> str:
    """Write the list of works, formatted by pandoc's citeproc, each with the nodes that cite it."""
    work = context.argument_map.work
    used = {key: how for key, how in uses(context.graph).items() if key in context.citations.entries and key != work}
    notes = {reference.key: str(reference.entry.get("note", "")) for reference in context.argument_map.references}
    used_by = {key: _use(how) for key, how in used.items()}
    used_by[work] = '<p class="am-remark">The mapped text itself.</p>'
    entries = {key: markup_of(entry, on_references_page) for key, entry in context.citations.entries.items()}
    items = "".join(
        f'<li id="ref-{key}">{entry}{_note(notes.get(key, ""))}{used_by.get(key, "")}</li>'
        for key, entry in entries.items()
    )
    title = context.argument_map.title
    if not items:
        return page_of_map({"hide": ["toc"]}, "References", title, "This map cites no works.")
    listed = f'<div><h2 id="all-works">All works</h2><ul class="am-references">{items}</ul></div>'
    return page_of_map(
        {"hide": ["toc"]}, "References", title, _INTRO, _jumps(context, used), _bars(context, used), listed
    )


def _jumps(context: Context, used: Mapping[str, Uses]) -> str:
    """Lead to the works used most, and into the alphabet of all."""
    most = {"most-used": "Which works carry the argument"} if most_used(used, 1) else {}
    letters: dict[str, str] = {}
    for key, entry in context.citations.entries.items():
        letters.setdefault(_initial(entry), f"ref-{key}")
    return jumps(most | {anchor: letter for letter, anchor in letters.items()})


def _initial(entry: Runs) -> str:
    """Return the letter under which a formatted work stands in the list."""
    return next((sign.upper() for sign in plain_text(entry) if sign.isalnum()), "…")


def _bars(context: Context, used: Mapping[str, Uses]) -> str:
    """Draw which works carry the argument, as bars in a table."""
    keys = most_used(used, _MOST_BARS)
    if not keys:
        return ""
    most = used[keys[0]].number
    rows = "".join(
        f'<tr><th scope="row">{cited(context, key)}</th><td>{_bar(used[key], most)}</td></tr>' for key in keys
    )
    head = "<tr><th>The works used most</th><th>Nodes that use it</th></tr>"
    table = f'<table class="am-bar-table"><thead>{head}</thead><tbody>{rows}</tbody></table>'
    # Not a section: Material's search loses its place in excluded elements that hold their like.
    return (
        f'<div class="am-bars" data-search-exclude><h2 id="most-used">Which works carry the argument</h2>{table}</div>'
    )


def _bar(how: Uses, most: int) -> str:
    parts = [("in support", "am-bar-support", how.support), ("under attack", "am-bar-attacked", how.attacked)]
    drawn = "".join(
        f'<span class="am-bar {style}" style="width:{100 * len(nodes) / most:.1f}%"></span>'
        for _, style, nodes in parts
        if nodes
    )
    said = ", ".join(f"{len(nodes)} {what}" for what, _, nodes in parts if nodes)
    return f'<span class="am-bar-place" aria-hidden="true">{drawn}</span> {said}'


def _note(note: str) -> str:
    return f'<p class="am-remark">{text(note)}</p>' if note else ""


def _use(how: Uses) -> str:
    parts = [("In support", how.support), ("Under attack", how.attacked)]
    lists = "".join(f"<p>{said}:</p><ul>{_lines(nodes)}</ul>" for said, nodes in parts if nodes)
    attacked = f", on {len(how.attacked)} of them under attack" if how.attacked and how.support else ""
    only = ", under attack" if not how.support else ""
    return f"<details><summary>Used on {count(how.number, 'node')}{attacked}{only}</summary>{lists}</details>"


def _lines(nodes: Sequence[Node]) -> str:
    return "".join(f"<li>{node_link(node)}</li>" for node in nodes)
