"""Turns a view into DOT. Runs nothing itself.

DOT: https://graphviz.org/doc/info/lang.html. Labels are plain text, never HTML-like: those are markup.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from gettext import NullTranslations
from itertools import pairwise

import graphviz
from graphviz.quoting import quote

from argmap.diagrams.boxtext import FONT_SIZE, LABEL_SIZE, PADDING, WIDEST_LINE, box_width, wrapped
from argmap.diagrams.breadth import MOST_WIDE
from argmap.diagrams.views import Arrow, Box, Shape, View
from argmap.diagrams.words import left_out, name_of, sentence
from argmap.locale.words import translations
from argmap.model.appearance import BOXES, LINES
from argmap.model.characters import without_forbidden
from argmap.model.languages import direction, told_apart
from argmap.model.maps import LinkedGroup
from argmap.model.relations import RELATIONS, RelationType

_LARGE = 100
"""From how many boxes on the layout is made in a hurry; smaller drawings are worth the best layout."""

IN_PAGE = "#"
"""What stands for the address of the map's folder where the nodes stand on the drawing's own page, under their ids."""


@dataclass(frozen=True, slots=True)
class DiagramRequest:
    """A drawing to be made.

    Attributes:
        view: What it shows.
        to_map: The relative address of the map's folder from the page that will hold the drawing, such as `../`.
        file: The path of the file that asks for it, for findings.
        number: Distinguishes it from other drawings on its page, which must not share the ids of their elements.
        language: The language of the map, as a BCP 47 tag.
        around: The language of the page that will hold the drawing.
    """

    view: View
    to_map: str
    file: str
    number: int = 0
    language: str = "en"
    around: str = "en"


@dataclass(frozen=True, slots=True)
class Drawing:
    """DOT for the layout engine, with what the finished SVG has to say that DOT cannot carry.

    Attributes:
        dot: The text in DOT.
        name: The accessible name of the drawing.
        sentences: What each edge says in words, by the id of its SVG group.
        languages: The language and the direction of each line of text in a box, by the id of its SVG group, where they
            are others than those of the page; both may be empty.
        language: The language of all other words.
        most_wide: How wide it is shown at most, in pixels of CSS; 0 for a drawing of any width.
    """

    dot: str
    name: str
    sentences: Mapping[str, str]
    languages: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)
    language: str = "en"
    most_wide: int = 0


def drawing_of(view: View, to_map: str, number: int = 0, language: str = "en", around: str = "en") -> Drawing:
    """Write a view as DOT.

    Args:
        view: What the drawing is to show.
        to_map: The relative address of the map's folder from the page that will hold the drawing (`../` on a node's
            page), with which every link begins.
        number: The drawing's number where its page has several, else 0.
        language: The language of the map, as a BCP 47 tag.
        around: The language of the page that will hold the drawing.

    Returns:
        The drawing, which is always the same for the same view.
    """
    prefix = {Shape.OVERVIEW: "ov", Shape.BRANCH: "br", Shape.NEIGHBOURHOOD: "nb", Shape.WHOLE: "all"}[view.shape]
    prefix += str(number or "")
    graph = graphviz.Digraph("argmap", graph_attr=_graph_attributes(view, prefix, language))
    graph.attr("node", fontname="Helvetica", fontsize=str(FONT_SIZE), margin=f"{PADDING / 72:.2f},0.08", target="_top")
    graph.attr("edge", fontname="Helvetica", fontsize=str(LABEL_SIZE), arrowsize="0.8")
    names = _names(view, prefix)
    words = translations(around)
    languages = {}
    for box in view.boxes:
        lines = box_lines(box, words)
        apart = told_apart(box.language or language, around)
        if any(apart):
            marks = [apart] * len(lines)
            if box.hidden:
                marks[len(wrapped(box.title, WIDEST_LINE))] = ("", "")  # the line of ours
            languages[names[box.id]] = marks
        # Only where a node's page has it is the drawing beside the page that its box leads to.
        current = (" am-subject" if number else " am-current") if box.current else ""
        classes = f"am-node am-{box.role}{current}" + (" am-abroad" if box.way else "")
        attributes = {"id": names[box.id], "class": classes, **BOXES[box.role], **_width(lines)}
        if box.is_ordered:
            attributes["ordering"] = "in"
        address = f"{to_map}{box.way or box.id}{'' if box.way or to_map == IN_PAGE else '/'}"
        graph.body.append(_statement(names[box.id], {"label": label(lines), "URL": address, **attributes}))
    if len(view.roots) > 1:
        with graph.subgraph() as same:
            same.attr(rank="same")
            for root in view.roots:
                same.node(names[root])
            # An edge that is not seen keeps the roots in their order, the first one on top.
            for upper, lower in pairwise(view.roots):
                same.edge(names[upper], names[lower], style="invis")
    sentences = _draw_arrows(graph, view, names, prefix, words)
    most_wide = 0 if view.shape is Shape.WHOLE else MOST_WIDE
    return Drawing(graph.source, name_of(view, words), sentences, languages, around, most_wide)


def box_lines(box: Box, words: NullTranslations) -> list[str]:
    """Return the text of a box, line by line.

    Args:
        box: The box.
        words: The catalogue of argmap's words.
    """
    lines = [*wrapped(box.title, WIDEST_LINE)]
    if box.hidden:
        # Within the box, since a box of its own would make the drawing wider by a rank.
        lines.append(left_out(box.hidden, words))
    return [*lines, *(wrapped(f"({box.map_title})", WIDEST_LINE) if box.map_title else ())]


def _names(view: View, prefix: str) -> dict[str, str]:
    """Name the boxes of a drawing in DOT, by the ids of their nodes."""
    return {box.id: f"{prefix}_{number}" for number, box in enumerate(view.boxes)}


def _graph_attributes(view: View, prefix: str, language: str) -> dict[str, str]:
    attributes = {
        "id": f"{prefix}_graph",
        # Theses stand where the language of the map begins to read; the rest of this module says "left" of that side.
        "rankdir": "LR" if direction(language) == "rtl" else "RL",
        "bgcolor": "transparent",
        "nodesep": "0.16",
        "ranksep": "0.3",
        "pad": "0.06",
    }
    if len(view.boxes) > _LARGE:
        # Network simplex and crossing reduction run to the end by default: minutes on a large map.
        attributes |= {"nslimit": "0.5", "nslimit1": "0.5", "mclimit": "0.05"}
    return attributes


def _draw_arrows(
    graph: graphviz.Digraph, view: View, names: Mapping[str, str], prefix: str, words: NullTranslations
) -> dict[str, str]:
    """Draw relations; where premises are linked, or a step is undercut, the lines meet at a point."""
    arrows = view.arrows
    undercut = {(arrow.target, arrow.conclusion) for arrow in arrows if arrow.conclusion}
    premises = Counter(group for arrow in arrows for group in arrow.linked_groups)
    # The only premise of its group in this drawing has nothing to meet.
    linked = {
        arrow: [group for group in arrow.linked_groups if premises[group] > 1]
        for arrow in arrows
        if not arrow.conclusion
    }
    direct = frozenset(
        (names[arrow.origin], names[arrow.target], arrow.type)
        for arrow, groups in linked.items()
        if not groups and (arrow.origin, arrow.target) not in undercut
    )
    lines = _Lines(graph, view, prefix, direct, words)
    for arrow, groups in linked.items():
        lines.step(arrow, groups, is_undercut=(arrow.origin, arrow.target) in undercut)
    for arrow in arrows:
        if arrow.conclusion:
            lines.undercut(arrow)
    return lines.sentences


_Ends = tuple[str, str, str]
"""The names of a line's tail and head, and its type."""


class _Lines:
    """Writes the lines of a drawing. A class because each line may end in a point that others made.

    Attributes:
        sentences: What each line says in words, by the id of its edge.
    """

    def __init__(
        self,
        graph: graphviz.Digraph,
        view: View,
        prefix: str,
        direct: frozenset[_Ends],
        words: NullTranslations,
    ) -> None:
        self.sentences: dict[str, str] = {}
        self._titles = {box.id: box.title for box in view.boxes}
        self._words = words
        self._graph = graph
        self._names = _names(view, prefix)
        self._prefix = prefix
        self._leftmost = {self._names[node_id] for node_id in view.leftmost}
        self._turned = view.turned_back
        self._direct = direct
        self._verbs: dict[_Ends, str] = {}
        self._joints = 0
        self._steps: dict[tuple[str, str], str] = {}
        self._groups: dict[LinkedGroup, str] = {}

    def step(self, arrow: Arrow, linked: Sequence[LinkedGroup], *, is_undercut: bool) -> None:
        """Draw a step from premise to conclusion, through the point of each group in which the premise is linked."""
        tail, head, said = self._names[arrow.origin], self._names[arrow.target], self._sentence(arrow)
        step = (arrow.origin, arrow.target)
        if is_undercut and len(linked) != 1:
            self._steps[step] = self._point()
            self._line(tail, self._steps[step], arrow, said, pointed=False)
            tail, said = self._steps[step], ""
        for group in linked:
            is_first = group not in self._groups
            if is_first:
                self._groups[group] = self._point()
            self._line(tail, self._groups[group], arrow, said, pointed=False)
            said = ""
            if is_first:
                self._line(self._groups[group], head, arrow, "")
        if not linked:
            self._line(tail, head, arrow, said)
        elif len(linked) == 1:
            self._steps.setdefault(step, self._groups[linked[0]])

    def undercut(self, arrow: Arrow) -> None:
        """Draw an undercut, to the point on the step that it denies, where the drawing shows that step."""
        point = self._steps.get((arrow.target, arrow.conclusion))
        if point is not None:
            self._line(self._names[arrow.origin], point, arrow, self._sentence(arrow))

    def _sentence(self, arrow: Arrow) -> str:
        return sentence(self._titles, arrow, self._words)

    def _line(self, tail: str, head: str, arrow: Arrow, said: str, *, pointed: bool = True) -> None:
        if self._leftmost.issuperset((tail, head)):
            self._round(tail, head, arrow, said)
            return
        edge_id = f"{self._prefix}_e{len(self.sentences)}"
        self.sentences[edge_id] = said
        looks = LINES[arrow.type]
        attributes = {"id": edge_id, "class": f"am-edge am-{arrow.type}", "style": looks.style}
        # The layout engine puts what a line begins with to the right of what it ends in.
        is_turned = (arrow.origin, arrow.conclusion or arrow.target) in self._turned
        turned = is_turned and tail == self._names[arrow.origin]
        ends = f"{head} -> {tail}" if turned else f"{tail} -> {head}"
        if pointed and turned:
            attributes |= {"dir": "back", "arrowtail": looks.arrowhead}
        else:
            attributes |= {"arrowhead": looks.arrowhead if pointed else "none"}
        # Most lines support: only the others are named.
        is_named = arrow.type is not RelationType.SUPPORTS and tail not in self._verbs.values()
        if pointed and is_named:
            attributes["label"] = self._words.gettext(RELATIONS[arrow.type].one)
        self._graph.body.append(_statement(ends, attributes))

    def _round(self, tail: str, head: str, arrow: Arrow, said: str) -> None:
        """Draw a line between what stands in one column: it leads round, by way of its label, or of a point.

        Straight up or down it would run through what stands between, and lie on the label of the next line. Where two
        bear on each other in the same way, it is one line with a head at each end.
        """
        ends = (tail, head, arrow.type)
        back = (head, tail, arrow.type)
        verb = self._verbs.get(back) or self._verb(arrow)
        self._verbs[ends] = verb
        self._line(verb, head, arrow, said)
        if back not in self._direct:
            self._line(verb, tail, arrow, "", pointed=False)

    def _point(self, width: str = "0.07") -> str:
        name = self._joint()
        attributes = {"id": name, "class": "am-node am-joint", "shape": "point", "width": width}
        self._graph.body.append(_statement(name, {"label": "", **attributes}))
        return name

    def _verb(self, arrow: Arrow) -> str:
        """Write the label of a line as something through which the line passes."""
        if arrow.type is RelationType.SUPPORTS:
            return self._point("0.01")  # only a bend: a dot that is seen says that lines meet
        name = self._joint()
        attributes = {"id": name, "class": f"am-node am-joint am-verb am-{arrow.type}", "shape": "plaintext"}
        size = {"fontsize": str(LABEL_SIZE), "margin": "0.03,0.01", "width": "0", "height": "0"}
        self._graph.body.append(
            _statement(name, {"label": self._words.gettext(RELATIONS[arrow.type].one), **attributes, **size})
        )
        return name

    def _joint(self) -> str:
        self._joints += 1
        return f"{self._prefix}_j{self._joints - 1}"


def _statement(subject: str, attributes: Mapping[str, str]) -> str:
    """Write a node or an edge with its attributes, each value quoted by the library."""
    # The library's own node() and edge() do the same and take four times as long.
    return f"\t{subject} [{' '.join(f'{name}={quote(value)}' for name, value in attributes.items())}]\n"


def label(lines: list[str]) -> str:
    r"""Join lines to a DOT label that can hold neither escapes (`\N`), entities nor HTML-like markup.

    Args:
        lines: Plain text, line by line.

    Returns:
        The label, not yet quoted.
    """
    text = without_forbidden("\n".join(lines)).replace("&", "&amp;")
    escaped: str = graphviz.escape(text)
    return escaped


def _width(lines: list[str]) -> dict[str, str]:
    """Widen a box whose text the engine cannot measure: it only knows the widths of Latin letters."""
    if "".join(lines).isascii():
        return {}
    return {"width": f"{box_width(lines) / 72:.2f}"}
