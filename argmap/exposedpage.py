"""Writes the page on where an argument is exposed."""

from collections.abc import Mapping

from argmap.analysis import exposure
from argmap.context import Context
from argmap.lists import cited, jumps, labelled_link, node_link
from argmap.markup import count, page_of_map, text
from argmap.model import RelationType

_INTRO = (
    "What follows was computed from the map's relations alone. It says where a reader may want to look harder, and "
    "never who is right: an objection without an answer may be weak, and a claim without evidence here may be plain."
)
_SECTIONS = {
    "unanswered": (
        "Objections that nobody answers",
        "No reply that holds is aimed at these. One that only narrows an objection is no answer in this sense.",
        "Every objection is answered.",
    ),
    "answered": (
        "Objections that are answered",
        "Against each of these stands a reply that nothing in the map defeats.",
        "No objection is answered.",
    ),
    "conceded": (
        "What the author concedes or narrows",
        "The author accepts these, wholly or in part, though they narrow or oppose what the author asserts.",
        "Nothing is conceded.",
    ),
    "one_work": (
        "Claims that rest on a single work",
        "All that is cited for these, and for what supports them, is one work besides the mapped one.",
        "No claim rests on a single work.",
    ),
    "no_evidence": (
        "Claims with no evidence beneath",
        "These are argued about in the map, but nothing that supports them is evidence or cites a work.",
        "Every claim that is argued about has evidence or a cited work beneath it.",
    ),
}


_AIMS = {
    RelationType.ATTACKS: "An objection to:",
    RelationType.QUALIFIES: "It narrows:",
    RelationType.UNDERCUTS: "It denies a step to:",
}


def exposed_page(context: Context) -> str:
    """Write where the argument is exposed: objections, concessions, single works, claims without evidence."""
    found = exposure(context.graph, context.argument_map.work)
    lists = {
        "unanswered": dict.fromkeys(found.unanswered, ""),
        "answered": dict.fromkeys(found.answered, ""),
        "conceded": dict.fromkeys(found.conceded, ""),
        "one_work": found.one_work,
        "no_evidence": dict.fromkeys(found.no_evidence, ""),
    }
    sections = [_section(context, anchor, ids) for anchor, ids in lists.items()]
    method = (
        "Whether an objection is answered is told by the grounded labelling of the attacks (P. M. Dung, 1995): "
        "nothing stands against the reply, or whatever does is itself answered. An attack whose step is undercut "
        "does not count while the undercut stands."
    )
    fields = {"hide": ["toc"], "search": {"exclude": True}}
    parts = jumps({_anchor(name): heading for name, (heading, _, _) in _SECTIONS.items()})
    how = f"## How it is computed\n\n{method}"
    return page_of_map(
        fields, "Where the argument is exposed", context.argument_map.title, _INTRO, parts, *sections, how
    )


def _section(context: Context, anchor: str, listed: Mapping[str, str]) -> str:
    """Write one list: nodes, each with the key of a work to name beside it, or with none."""
    heading, meaning, none = _SECTIONS[anchor]
    items = "".join(f"<li>{_line(context, node_id, key)}</li>" for node_id, key in listed.items())
    number = f'<p class="am-remark">{count(len(listed), "node")}. {text(meaning)}</p>'
    body = f'{number}<ul class="am-exposed">{items}</ul>' if listed else f"<p>{text(none)}</p>"
    return f'<div class="am-part"><h2 id="{_anchor(anchor)}">{text(heading)}</h2>{body}</div>'


def _anchor(name: str) -> str:
    return name.replace("_", "-")


def _line(context: Context, node_id: str, key: str) -> str:
    node = context.graph.nodes[node_id]
    linked = labelled_link(context, node)
    if key:
        return f'{linked} <span class="am-remark">{cited(context, key)}</span>'
    aims = "".join(
        f'<p class="am-remark">{_AIMS[relation.type]} {node_link(context.graph.nodes[end])}.</p>'
        for relation in context.graph.outgoing[node_id]
        if relation.type in _AIMS and (end := relation.conclusion or relation.target)
    )
    return f"{linked}<p>{text(node.statement)}</p>{aims}"
