"""Lists of nodes as HTML: what bears on a node, and outlines that fold."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from argmap.citations.runs import Run, markup_of
from argmap.diagrams.views import DEEPEST, Entry, View, listed
from argmap.locale.numbers import count
from argmap.model.fields import SPEAKERS
from argmap.model.maps import Node, Relation
from argmap.model.relations import RelationType
from argmap.pages.context import STANCE_WORDS, TO_MAP, Context, on_references_page
from argmap.pages.controls import filter_marks
from argmap.pages.markup import link, text

_BEARS = {
    RelationType.SUPPORTS: "a reason for",
    RelationType.ATTACKS: "an objection to",
    RelationType.QUALIFIES: "narrows",
}
_MARKS = {
    RelationType.SUPPORTS: "because",
    RelationType.ATTACKS: "against",
    RelationType.QUALIFIES: "narrowed by",
    RelationType.UNDERCUTS: "step disputed",
}

_COUNTED = {
    RelationType.SUPPORTS: ("reason", "reasons"),
    RelationType.ATTACKS: ("objection", "objections"),
    RelationType.QUALIFIES: ("narrowing", "narrowings"),
    RelationType.UNDERCUTS: ("disputed step", "disputed steps"),
}
_SPEAKERS = {"author": "the author", "reported": "others", "contributor": "a contributor"}
_MOST_IN_PLACE = 12
"""How many nodes fold open beneath one in a list; its own page has them all."""


def kind_label(context: Context, node: Node) -> str:
    """Write a node's role as a small label."""
    role = context.graph.role(node)
    return f'<span class="am-kind am-{role}">{role}</span>'


def node_link(node: Node, to_map: str = TO_MAP) -> str:
    """Write a node's title as a link to its page; takes the relative address of the map's folder."""
    return link(f"{to_map}{node.id}/", node.title)


def labelled_link(context: Context, node: Node, to_map: str = TO_MAP) -> str:
    """Write a node's title as a link to its page, with its role behind it."""
    return f"{node_link(node, to_map)} {kind_label(context, node)}"


def data_marks(context: Context, node_id: str) -> str:
    """Write what the script filters a line of a list by."""
    return f'data-am="{"|".join(filter_marks(context, node_id))}"'


def said_by(
    context: Context, node: Node, reference_address: Callable[[str], str] | None = on_references_page
) -> tuple[str, str]:
    """Say whose words a node gives, and what the author makes of those of others.

    Args:
        context: The map.
        node: The node.
        reference_address: Returns the address to which the name of a work leads, for its key; None for no links.

    Returns:
        The speakers as HTML, and the author's stance in plain words; either may be empty.
    """
    speakers = [(Run(_SPEAKERS[key]),) if key in SPEAKERS else context.named(key) for key in node.voice]
    stance = STANCE_WORDS.get(node.stance, "") if node.voice != ("author",) else ""
    return series([markup_of(speaker, reference_address) for speaker in speakers]), stance


def cited(context: Context, key: str) -> Markup:
    """Name a work in running text, linked to the page of references."""
    return markup_of(context.named(key), on_references_page)


def series(names: Sequence[str]) -> str:
    """Join names as a sentence does: `a, b and c`."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def jumps(parts: Mapping[str, str]) -> str:
    """Lead to the parts of a long page, by their ids and names."""
    links = " · ".join(link(f"#{anchor}", name) for anchor, name in parts.items())
    return f'<nav class="am-jumps" aria-label="Parts of this page" data-search-exclude>{links}</nav>'


def _node_item(context: Context, node_id: str, remarks: Iterable[str]) -> str:
    """Write a node as a list item: title, role, statement, remarks in HTML, and folded away what bears on it."""
    node = context.graph.nodes[node_id]
    notes = "".join(f'<p class="am-remark">{remark}</p>' for remark in remarks)
    return (
        f'<li class="am-item am-{context.graph.role(node)}">{labelled_link(context, node)}'
        f"<p>{text(node.statement)}</p>{notes}{_deeper(context, node_id)}</li>"
    )


def _deeper(context: Context, node_id: str) -> str:
    """Fold away what bears on a node, each with how; nothing when nothing does."""
    relations = sorted(context.graph.incoming[node_id], key=lambda relation: list(_MARKS).index(relation.type))
    if not relations:
        return ""
    lines = []
    for relation in relations[:_MOST_IN_PLACE]:
        node = context.graph.nodes[relation.source]
        lines.append(
            f'<li><span class="am-mark am-{relation.type}">{_MARKS[relation.type]}</span> '
            f"{node_link(node)}<p>{text(node.statement)}</p></li>"
        )
    rest = len(relations) - len(lines)
    if rest:
        lines.append(f"<li>{link(f'{TO_MAP}{node_id}/', f'{rest} more')}</li>")
    told = _told(relations)
    return f'<details class="am-deeper"><summary>{told}</summary><ul>{"".join(lines)}</ul></details>'


def _told(relations: Sequence[Relation]) -> str:
    """Count in words what bears on a node: `2 reasons, 1 objection`."""
    kinds = Counter(relation.type for relation in relations)
    return ", ".join(count(kinds[kind], *words) for kind, words in _COUNTED.items() if kinds[kind])


def bearing_on(context: Context, node_id: str, kind: RelationType) -> str:
    """List what bears on a node in one way; linked premises stand together. Empty when nothing does."""
    relations = [relation for relation in context.graph.incoming[node_id] if relation.type is kind]
    items: list[str] = []
    told: set[str] = set()
    for relation in relations:
        if relation.jointly in told:
            continue
        group = [relation]
        if relation.jointly:
            told.add(relation.jointly)
            group = [other for other in relations if other.jointly == relation.jointly]
        written = [_node_item(context, one.source, _remarks(context, one)) for one in group]
        if len(group) > 1:
            joined = "".join(written)
            written = [f'<li class="am-linked"><p>These count only together:</p><ul>{joined}</ul></li>']
        items += written
    return f'<ul class="am-list">{"".join(items)}</ul>' if items else ""


def _remarks(context: Context, relation: Relation) -> list[str]:
    remarks = []
    if relation.conclusion:
        remarks.append(f"It denies that this bears on {node_link(context.graph.nodes[relation.conclusion])}.")
    if relation.because:
        remarks.append(f"How it bears on this: {text(relation.because)}")
    return [*remarks, *_disputes(context, relation)]


def _disputes(context: Context, relation: Relation) -> list[str]:
    if relation.conclusion:
        return []
    return [
        f"This step is disputed: {node_link(context.graph.nodes[undercut.source])}."
        for undercut in context.disputed.get((relation.source, relation.target), ())
    ]


def borne_on(context: Context, node_id: str) -> str:
    """List what a node bears on, each with how. Empty for a node that bears on nothing."""
    items = []
    for relation in context.graph.outgoing[node_id]:
        target = context.graph.nodes[relation.target]
        if relation.conclusion:
            how = f"denies that {node_link(target)} bears on {node_link(context.graph.nodes[relation.conclusion])}"
            statement = ""
        else:
            together = "together with others, " if relation.jointly else ""
            how = f"{together}{_BEARS[relation.type]} {labelled_link(context, target)}"
            statement = f"<p>{text(target.statement)}</p>"
        because = f'<p class="am-remark">{text(relation.because)}</p>' if relation.because else ""
        disputes = "".join(f'<p class="am-remark">{line}</p>' for line in _disputes(context, relation))
        items.append(f'<li class="am-item">{how}{statement}{because}{disputes}</li>')
    return f'<ul class="am-list">{"".join(items)}</ul>' if items else ""


def drawn_list(context: Context, view: View, to_map: str) -> str:
    """Write what a drawing shows as nested lists, unfolded; takes the relative address of the map's folder."""
    return outline_list(context, listed(view), to_map, open_to=DEEPEST)


def outline_list(
    context: Context, entries: Sequence[Entry], to_map: str, *, open_to: int = 1, filtered: bool = False
) -> str:
    """Write an outline as nested lists that fold.

    Takes the entries, the relative address of the map's folder, down to which depth the lists stand open at
    first, and whether a form of the page filters them.
    """
    # Around it stands a div: Material's search loses its place in an excluded list that holds lists.
    listing = " data-am-list" if filtered else ""
    parts = [f'<div class="am-fold" data-search-exclude><ul class="am-outline"{listing}>']
    for number, entry in enumerate(entries):
        following = entries[number + 1].depth if number + 1 < len(entries) else entries[0].depth
        deeper = following > entry.depth
        line = _outline_line(context, entry, to_map)
        marks = f" {data_marks(context, entry.id)}" if filtered else ""
        if deeper:
            # The line stands before its fold and not in the summary, where its link could not be reached.
            fold = " open" if entry.depth < open_to else ""
            title = text(context.graph.nodes[entry.id].title)
            summary = f'<summary><span class="am-hidden">What bears on “{title}”</span></summary>'
            parts.append(f"<li{marks}>{line}<details{fold}>{summary}<ul>")
        else:
            parts.append(f"<li{marks}>{line}</li>")
        parts += ["</ul></details></li>"] * max(entry.depth - following, 0)
    return "".join([*parts, "</ul></div>"])


def _outline_line(context: Context, entry: Entry, to_map: str) -> str:
    node = context.graph.nodes[entry.id]
    mark = ""
    if entry.bears is not None:
        mark = f'<span class="am-mark am-{entry.bears}">{_MARKS[entry.bears]}</span> '
    again = ' <span class="am-again">(stands in full elsewhere)</span>' if entry.repeated else ""
    return f"{mark}{labelled_link(context, node, to_map)}{again}"
