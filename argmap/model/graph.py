"""The relations of a map read from both ends, computed once: what bears on a node, and the way up to a thesis."""

import math
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from argmap.model.kinds import REBUTTAL, Kind
from argmap.model.maps import ArgumentMap, Node, Relation, locators
from argmap.model.quotations import quotation_hash
from argmap.model.relations import RelationType
from argmap.model.sorting import sort_key

_ORDER = {kind: number for number, kind in enumerate(RelationType)}


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes that stand, without the withdrawn ones, and their relations, all in reading order.

    Reading order is that of the mapped text: by a node's first locator; within a paragraph by where the node's
    quotation was found there, then by the guided path, then by title. What bears on a node in one way stands in the
    order that the relations give, and behind that in reading order.

    Attributes:
        nodes: Each node by its id.
        outgoing: The relations that each node states, by its id.
        abroad: The relations that a node states and that point at a node of another map, by its id; only of nodes that
            have any. They weigh nothing in this map, and make none of its ways up.
    """

    nodes: Mapping[str, Node]
    incoming: Mapping[str, tuple[Relation, ...]]
    """What bears on each node; an undercut stands with the premise of the step it denies."""
    outgoing: Mapping[str, tuple[Relation, ...]]
    abroad: Mapping[str, tuple[Relation, ...]]
    parent: Mapping[str, Relation]
    """The first relation of each node's shortest way up: to a thesis or a question, else to a context of nothing or to
    what bears on another map."""
    place: Mapping[str, str]
    """The first locator of each node in the mapped text; empty for a node that has none."""
    bearers: Mapping[str, tuple[str, ...]]
    """The ids of what bears on each node: counting those of a node with very many takes no walk through them."""
    roles: Mapping[str, str]
    """The role of each node as readers see it: its kind, or `rebuttal` for a claim that attacks a counterclaim."""

    @property
    def theses(self) -> list[Node]:
        """The theses in reading order."""
        return [node for node in self.nodes.values() if node.kind is Kind.THESIS]

    @property
    def tops(self) -> list[Node]:
        """Where drawings of the whole begin, in reading order: the questions, then the theses that answer none."""
        questions = [node for node in self.nodes.values() if node.kind is Kind.QUESTION]
        answers = {relation.origin for node in questions for relation in self.incoming[node.id]}
        return [*questions, *(node for node in self.theses if node.id not in answers)]

    @property
    def roots(self) -> list[Node]:
        """Where outlines begin, in reading order.

        The questions, the theses, and of what no way leads up from: contexts, and what bears on a node of another map.
        """
        first = [node for kind in (Kind.QUESTION, Kind.THESIS) for node in self.nodes.values() if node.kind is kind]
        others = [
            node
            for node in self.nodes.values()
            if node.id not in self.parent
            and node.kind not in (Kind.QUESTION, Kind.THESIS)
            and (node.kind is Kind.CONTEXT or node.id in self.abroad)
        ]
        return [*first, *others]

    def way_up(self, node_id: str) -> list[Node]:
        """Return the nodes from a thesis, a question or a context of nothing down to the one just above a node.

        Args:
            node_id: The id of the node at the lower end of the way, which is not part of the result.

        Returns:
            The nodes, the topmost first; empty for a thesis, and for a node from which no way leads up.
        """
        way = []
        while node_id in self.parent:
            node_id = self.parent[node_id].target
            way.append(self.nodes[node_id])
        return way[::-1]

    def disputed(self) -> dict[tuple[str, str], tuple[Relation, ...]]:
        """Return the undercuts by the step they deny.

        Returns:
            The undercuts of each step that has any, by the ids of the step's premise and of its conclusion.
        """
        steps: dict[tuple[str, str], tuple[Relation, ...]] = {}
        for relations in self.incoming.values():
            for relation in relations:
                if relation.type is RelationType.UNDERCUTS:
                    step = (relation.target, relation.conclusion)
                    steps[step] = (*steps.get(step, ()), relation)
        return steps

    def levels(self, roots: Iterable[str]) -> Iterator[list[str]]:
        """Walk outwards from some nodes, level by level.

        Args:
            roots: The ids to start from.

        Yields:
            The ids of the roots, then those of what bears on them, and so on; each id comes once.
        """
        level = list(dict.fromkeys(roots))
        seen = set(level)
        while level:
            yield level
            below = (relation.origin for node_id in level for relation in self.incoming[node_id])
            level = list(dict.fromkeys(node_id for node_id in below if node_id not in seen))
            seen.update(level)


def graph_of(argument_map: ArgumentMap) -> Graph:
    """Build the graph of a map.

    Args:
        argument_map: The map, as it was read.

    Returns:
        The graph. Relations to what does not exist or was withdrawn are left out.
    """
    position = {at: number for number, at in enumerate(locators(argument_map.sections, argument_map.notes))}
    last = len(position)
    on_path = {step.node: number for number, step in enumerate(argument_map.path)}

    def number(locator: str) -> int:
        return position.get(locator, last)

    place = {
        node.id: min((source.at for source in node.passages), key=number, default="") for node in argument_map.nodes
    }

    def reading_order(node: Node) -> tuple[int, float, int, tuple[str, str], str]:
        at = place[node.id]
        title = sort_key(node.title, argument_map.language)
        return number(at), position_in(argument_map, node, at), on_path.get(node.id, len(on_path)), title, node.id

    standing = sorted((node for node in argument_map.nodes if not node.withdrawn), key=reading_order)
    nodes = {node.id: node for node in standing}
    incoming: dict[str, list[Relation]] = {node_id: [] for node_id in nodes}
    outgoing: dict[str, tuple[Relation, ...]] = {}
    abroad: dict[str, tuple[Relation, ...]] = {}
    for node in nodes.values():
        complete = tuple(
            relation
            for relation in node.relations
            if relation.target in nodes and (not relation.conclusion or relation.conclusion in nodes)
        )
        outgoing[node.id] = complete
        leading_out = tuple(relation for relation in node.relations if relation.leads_abroad)
        if leading_out:
            abroad[node.id] = leading_out
        for relation in complete:
            incoming[relation.target].append(relation)
    bearing = {node_id: tuple(sorted(relations, key=_among_siblings)) for node_id, relations in incoming.items()}
    roles = {
        node_id: REBUTTAL if _is_rebuttal(node, outgoing[node_id], nodes) else node.kind.value
        for node_id, node in nodes.items()
    }
    bearers = {
        node_id: tuple(dict.fromkeys(relation.origin for relation in relations))
        for node_id, relations in bearing.items()
    }
    return Graph(nodes, bearing, outgoing, abroad, _parents(nodes, bearing, abroad), place, bearers, roles)


def _is_rebuttal(node: Node, outgoing: Iterable[Relation], nodes: Mapping[str, Node]) -> bool:
    return node.kind is Kind.CLAIM and any(
        relation.type is RelationType.ATTACKS and nodes[relation.target].kind is Kind.COUNTERCLAIM
        for relation in outgoing
    )


def _among_siblings(relation: Relation) -> tuple[int, float]:
    return _ORDER[relation.type], math.inf if relation.order is None else relation.order


def position_in(argument_map: ArgumentMap, node: Node, locator: str) -> float:
    """Return where in a paragraph the quotation of a node was found.

    Args:
        argument_map: The map, whose verified.json tells the positions.
        node: The node that quotes.
        locator: The locator of the paragraph.

    Returns:
        The position in characters from the paragraph's beginning; infinity when it is not known.
    """
    known = argument_map.verified.quotations if argument_map.verified else {}
    hashes = (quotation_hash(locator, source.quote) for source in node.passages if source.at == locator)
    return min((known[digest] for digest in hashes if digest in known), default=math.inf)


def _parents(
    nodes: Mapping[str, Node], incoming: Mapping[str, tuple[Relation, ...]], abroad: Iterable[str]
) -> dict[str, Relation]:
    """Find each node's shortest way up, breadth first: to theses and questions, contexts of nothing, other maps."""
    parents: dict[str, Relation] = {}
    seen: set[str] = set()
    of_kind = {kind: [node_id for node_id, node in nodes.items() if node.kind is kind] for kind in Kind}
    tops = [*of_kind[Kind.THESIS], *of_kind[Kind.QUESTION]]
    framing = {relation.origin for relations in incoming.values() for relation in relations}
    contexts = sorted(of_kind[Kind.CONTEXT], key=framing.__contains__)
    for starts in (tops, *([context] for context in contexts), abroad):
        queue = deque(start for start in starts if start not in parents)
        seen.update(queue)
        while queue:
            for relation in incoming[queue.popleft()]:
                if relation.origin not in seen:
                    seen.add(relation.origin)
                    parents[relation.origin] = relation
                    queue.append(relation.origin)
    return parents
