"""The page of weak points: where an argument is exposed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup

from argmap.analysis.exposure import exposure
from argmap.analysis.objections import Objection
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType, words_on
from argmap.pages.bearings import answers_to
from argmap.pages.context import Context
from argmap.pages.nodes import NodeLine, node_line
from argmap.pages.page import NOT_SEARCHED, PageMeta, own_page
from argmap.pages.voices import Saying, saying_of
from argmap.pages.works import named

HEADINGS = {
    "unanswered": "Objections not answered in this map",
    "contested": "Objections whose answers are contested",
    "one-work": "Claims for which the map cites a single work",
    "no-evidence": "Claims without evidence or a cited work in this map",
    "no-work": "Evidence without a cited work in this map",
    "conceded": "What the text concedes or limits",
    "answered": "Objections that are answered",
}
"""What the lists of the page are called."""


@dataclass(frozen=True, slots=True)
class Aim:
    """What a node speaks against, how, and which are the strongest answers, to all of these alike."""

    relation: RelationType
    targets: tuple[NodeLine, ...]
    answers: tuple[NodeLine, ...]


@dataclass(frozen=True, slots=True)
class ExposedNode:
    """A node that is listed, who says it, and what it speaks against.

    `number` is that of its objections, else it counts once; `branch` that of the thesis to which its shortest way
    leads, counted from 1, or one more than there are theses.
    """

    node: NodeLine
    saying: Saying | None
    aims: tuple[Aim, ...]
    number: int = 1
    branch: int = 1


@dataclass(frozen=True, slots=True)
class LoneWork:
    """A work by its key and its name in running text, with the claims for which it is the only one cited."""

    key: str
    work: Markup
    nodes: tuple[ExposedNode, ...]

    @property
    def number(self) -> int:
        """For how many claims it is the only work cited."""
        return len(self.nodes)


def shown_at_first(works: Sequence[LoneWork], most: int) -> int:
    """Count the works that stand above the fold: about `most`, and none apart from others that are as often alone.

    Args:
        works: All of them, the one with the most claims first.
        most: How many are wanted.

    Returns:
        So many, or fewer or up to twice as many; all where a fold would hold one.
    """
    numbers = [work.number for work in works]
    ends = [end for end in range(1, len(works) + 1) if numbers[end - 1 : end] != numbers[end : end + 1]]
    near = [end for end in ends if end <= 2 * most]
    end = min(near, key=lambda end: abs(end - most)) if near else most
    return end if works[end + 1 :] else len(works)


@dataclass(frozen=True, slots=True)
class ExposedPage:
    """Nodes by why they are listed; the names of the lists are those of the template's parts.

    `works` are those that alone are cited for claims, the one with the most first.
    `to_site` is the relative address of the site, and `theses` are those by which the lists are divided; none where
    there are not two. `evidence` is how many pieces of evidence there are.
    `of_text` tells whether the map is of a text, whose author can concede something. `few` are the nodes of a list that
    stand above its fold, and `works_at_first` the works.
    """

    TEMPLATE: ClassVar[str] = "exposed.html"

    meta: PageMeta
    of_text: bool
    lists: Mapping[str, tuple[ExposedNode, ...]]
    works: tuple[LoneWork, ...]
    to_site: str
    few: int
    works_at_first: int
    theses: tuple[NodeLine, ...] = ()
    evidence: int = 0
    headings: Mapping[str, str] = field(default_factory=lambda: HEADINGS)


def exposed_page(context: Context) -> ExposedPage:
    """Gather where the argument is exposed: objections, concessions, single works, claims without evidence.

    Args:
        context: The map.

    Returns:
        The data of the page.
    """
    exposed = exposure(context.graph, context.objections, context.argument_map.work)

    lists = {}
    for standing, objections in exposed.objections.items():
        lists[standing.value] = tuple(
            _exposed(context, node_id, [way for objection in own for way in objection.relations], len(own))
            for node_id, own in _by_node(objections).items()
        )
    lists["conceded"] = tuple(_exposed(context, node_id, ways) for node_id, ways in exposed.conceded.items())
    lists["no-evidence"] = tuple(_exposed(context, node_id) for node_id in exposed.no_evidence)
    lists["no-work"] = tuple(_exposed(context, node_id) for node_id in exposed.no_work)
    lists = {name: tuple(sorted(nodes, key=lambda node: node.branch)) for name, nodes in lists.items()}
    theses, works = context.graph.theses, _lone_works(context, exposed.one_work)
    few = 2 if theses[1:] else 3
    meta = own_page("exposed", context, hide=["toc"], search=NOT_SEARCHED)
    return ExposedPage(
        meta,
        context.argument_map.of_text,
        lists,
        works,
        context.to_site,
        few,
        shown_at_first(works, 2 * few),
        tuple(node_line(context, node.id) for node in theses) if theses[1:] else (),
        sum(node.kind is Kind.EVIDENCE for node in context.graph.nodes.values()),
    )


def _exposed(context: Context, node_id: str, relations: Iterable[Relation] = (), number: int = 1) -> ExposedNode:
    aims: dict[tuple[RelationType, str, tuple[NodeLine, ...]], list[NodeLine]] = defaultdict(list)
    for aim in relations:
        target = node_line(context, aim.conclusion or aim.target)
        aims[aim.type, words_on(aim.type, target.role).bears, answers_to(context, (aim,))].append(target)
    line, branch = node_line(context, node_id), _branch(context, node_id)
    told = tuple(Aim(relation, tuple(targets), answers) for (relation, _, answers), targets in aims.items())
    return ExposedNode(line, saying_of(context, node_id), told, number, branch)


def _branch(context: Context, node_id: str) -> int:
    """Number the thesis to which the shortest way of a node leads."""
    numbers = {node.id: number for number, node in enumerate(context.graph.theses, start=1)}
    while node_id not in numbers and node_id in context.graph.parent:
        node_id = context.graph.parent[node_id].target
    return numbers.get(node_id, len(numbers) + 1)


def _lone_works(context: Context, resting: Mapping[str, str]) -> tuple[LoneWork, ...]:
    """Gather claims by the only work that they rest on; of works with as many, in the order of the references."""
    claims: dict[str, list[ExposedNode]] = defaultdict(list)
    for node_id, key in resting.items():
        claims[key].append(_exposed(context, node_id))
    order = sorted(context.citations.in_order(claims), key=lambda key: -len(claims[key]))
    return tuple(LoneWork(key, named(context, key, None), tuple(claims[key])) for key in order)


def _by_node(objections: Iterable[Objection]) -> dict[str, list[Objection]]:
    by_node = defaultdict(list)
    for objection in objections:
        by_node[objection.origin].append(objection)
    return by_node
