"""Outlines as pages show them: nodes below what they bear on, as nested lists."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from argmap.diagrams.lines import DEEPEST, Entry, listed
from argmap.diagrams.views import View
from argmap.model.kinds import Kind
from argmap.model.relations import RelationType
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.parting import Part


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line of an outline.

    `bears` is how its node bears on that of the line above it, None for a line of the least depth. `repeated` marks a
    node of which another line has what stands below it. `marks` is what a form filters the line by, empty where there
    is no form. `is_open` tells whether what stands `below` is shown at first. `linked` is with
    how many others its node counts only together. `is_reply` tells of an objection that it is one to a counterclaim.
    `onward` is where what stands below it is, if that is on a page of its own.
    """

    node: NodeLine
    bears: RelationType | None
    repeated: bool
    marks: str
    is_open: bool
    below: tuple["OutlineLine", ...]
    linked: tuple[int, ...] = ()
    is_reply: bool = False
    onward: Part | None = None


def outline_lines(
    context: Context,
    entries: Sequence[Entry],
    *,
    open_to: int = 1,
    marks: Callable[[str], str] | None = None,
) -> tuple[OutlineLine, ...]:
    """Nest the entries of an outline.

    Args:
        context: The map that the page is of.
        entries: The outline, each entry before what stands below it; the first at the least depth.
        open_to: Down to which depth what stands below a line is shown at first, counted from 0.
        marks: What a form filters a node by, by its id; None where no form does.

    Returns:
        The lines of the least depth, with the others below them.
    """
    levels: list[list[OutlineLine]] = [[] for _ in range(DEEPEST + 2)]  # from the end: what is to stand at each depth
    for entry in reversed(entries):
        below = levels[entry.depth + 1]
        levels[entry.depth].append(
            OutlineLine(
                node_line(context, entry.id),
                entry.bears,
                entry.repeated,
                marks(entry.id) if marks else "",
                entry.depth < open_to,
                tuple(_beneath(context, entry.id, below)),
                entry.linked,
            )
        )
        below.clear()
    return tuple(reversed(levels[entries[0].depth])) if entries else ()


def _beneath(context: Context, above: str, lines: Sequence[OutlineLine]) -> Iterator[OutlineLine]:
    """Put lines that were gathered from the end in order; what objects to a counterclaim is a reply."""
    is_countered = context.graph.nodes[above].kind is Kind.COUNTERCLAIM if above in context.graph.nodes else False
    for line in reversed(lines):
        yield replace(line, is_reply=True) if is_countered and line.bears is RelationType.ATTACKS else line


def drawn_lines(context: Context, view: View) -> tuple[OutlineLine, ...]:
    """Give what a drawing shows as an outline, with all of it shown.

    Args:
        context: The map that the page is of.
        view: What the drawing shows.

    Returns:
        The lines of the least depth, with the others below them.
    """
    return outline_lines(context, listed(view), open_to=DEEPEST)
