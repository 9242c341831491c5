"""What follows from a reader's own position, and what it would take for a node to fall in one.

A node falls if the reader rejects it, or if it had reasons and all of them fell; linked premises fall with any of them.
Objections make nothing fall: that is for the reader to say. It is no verdict on what is true.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from argmap.model.graph import Graph
from argmap.model.relations import RelationType

MOST_REJECTED = 3
"""Sets of so many nodes are sought: larger ones nobody reads, and the reasons for a node are named in any case."""

MOST_FEWER = 5
"""Larger sets are sought only where they may hold fewer nodes than there are reasons; none has more than so many."""

MOST_NAMED = 5
"""How many of the smallest sets are named."""

MOST_STEPS = 100_000
"""How many combinations of sets are formed for one map; less than a second's work."""

Reasons = Mapping[str, tuple[tuple[str, ...], ...]]
"""The reasons for each node that has any, by its id: each the ids of linked premises, or of one by itself."""

_Sets = frozenset[frozenset[str]]


def reasons_of(graph: Graph) -> Reasons:
    """Return the reasons for each node of a map, linked premises together.

    Args:
        graph: The graph of the map.

    Returns:
        The reasons for each node that has any. A premise that is linked in several groups stands in each.
    """
    reasons: dict[str, tuple[tuple[str, ...], ...]] = {}
    for node_id, relations in graph.incoming.items():
        groups: dict[str, dict[str, None]] = defaultdict(dict)
        for relation in relations:
            if relation.type is RelationType.SUPPORTS:
                for label in relation.jointly or (f"\0{relation.origin}",):  # no label of linked premises has a NUL
                    groups[label][relation.origin] = None
        if groups:
            reasons[node_id] = tuple(map(tuple, groups.values()))
    return reasons


def fallen(reasons: Reasons, rejected: Iterable[str]) -> frozenset[str]:
    """Find all that falls in a reader's position.

    Args:
        reasons: The reasons for each node.
        rejected: The ids of the nodes that the reader rejects.

    Returns:
        The ids of these nodes, and of those that fall with them.
    """
    left = {node_id: len(groups) for node_id, groups in reasons.items()}
    standing_in: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for node_id, groups in reasons.items():
        for number, group in enumerate(groups):
            for premise in group:
                standing_in[premise].append((node_id, number))
    found, broken = set(rejected), set()
    waiting = list(found)
    while waiting:
        for node_id, number in standing_in[waiting.pop()]:
            if (node_id, number) not in broken:
                broken.add((node_id, number))
                left[node_id] -= 1
                if not left[node_id] and node_id not in found:
                    found.add(node_id)
                    waiting.append(node_id)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class CutSets:
    """The smallest sets of other nodes whose rejection makes a node fall.

    Attributes:
        sets: The first of them, nearest to the node first; the ids of each in reading order.
        number: How many there are; none where none so small was found.
        least: So many other nodes have to be rejected at least.
    """

    sets: tuple[tuple[str, ...], ...] = ()
    number: int = 0
    least: int = 1


def cut_sets(reasons: Reasons, order: Iterable[str], most_steps: int = MOST_STEPS) -> dict[str, CutSets]:
    """Find the smallest sets of other nodes whose rejection makes a node fall, for each node that has reasons.

    These are the minimal cut sets of fault trees (J. B. Fussell and W. E. Vesely, "A new methodology for obtaining cut
    sets for fault trees", Trans. Am. Nucl. Soc. 15, 1972), sought size by size.

    Args:
        reasons: The reasons for each node of a map.
        order: The ids of all nodes in reading order.
        most_steps: How many combinations are formed at most; which is counted, so that results depend on no clock.

    Returns:
        The sets for each node that has reasons.
    """
    search = _Search(reasons, most_steps)
    ranks = {node_id: rank for rank, node_id in enumerate(order)}
    found: dict[str, CutSets] = {}
    least = {node_id: search.apart(groups) for node_id, groups in reasons.items()}
    for size in range(1, MOST_FEWER + 1):
        sought = [
            node_id
            for node_id, groups in reasons.items()
            if node_id not in found and least[node_id] <= size < max(len(groups), MOST_REJECTED + 1)
        ]
        results = search.of_size(size, sought)
        if results is None:
            break
        for node_id, sets in results.items():
            if sets:
                found[node_id] = CutSets(_nearest(reasons, node_id, sets, ranks), len(sets), size)
            else:
                least[node_id] = size + 1
    return {node_id: found.get(node_id) or CutSets(least=least[node_id]) for node_id in reasons}


def _nearest(
    reasons: Reasons, node_id: str, sets: Iterable[frozenset[str]], ranks: Mapping[str, int]
) -> tuple[tuple[str, ...], ...]:
    """Put sets in order, those near a node first, and return the first of them."""
    distances = {node_id: 0}
    queue = deque([node_id])
    while queue:
        above = queue.popleft()
        for premise in (premise for group in reasons.get(above, ()) for premise in group):
            if premise not in distances:
                distances[premise] = distances[above] + 1
                queue.append(premise)
    ordered = (tuple(sorted(one, key=ranks.__getitem__)) for one in sets)
    nearest = sorted(ordered, key=lambda one: (sum(distances[name] for name in one), [ranks[name] for name in one]))
    return tuple(nearest[:MOST_NAMED])


class _Search:
    """Looks for cut sets and counts its steps; a class because it goes on counting from one size to the next."""

    def __init__(self, reasons: Reasons, most_steps: int) -> None:
        self._reasons = reasons
        self._left = most_steps
        self._order = list(_upwards(reasons))
        self._below = _below(reasons, self._order)
        self._above: dict[str, list[str]] = defaultdict(list)
        for node_id, groups in reasons.items():
            for premise in dict.fromkeys(premise for group in groups for premise in group):
                self._above[premise].append(node_id)

    def of_size(self, size: int, sought: Sequence[str]) -> dict[str, _Sets] | None:
        """Find all sets of at most `size` other nodes for the nodes sought; None where there are no steps left."""
        concerned = 0
        for node_id in sought:
            concerned |= self._below[node_id]
        names = [node_id for node_id in self._order if self._below[node_id] & concerned == self._below[node_id]]
        families: dict[str, _Sets] = {node_id: frozenset([frozenset([node_id])]) for node_id in self._order}
        known: set[str] = set()
        waiting, is_waiting = deque(names), set(names)
        while waiting:
            node_id = waiting.popleft()
            is_waiting.discard(node_id)
            if node_id not in self._reasons:
                continue
            combined = self._combined(self._reasons[node_id], families, size)
            if self._left < 0:
                return None
            known.add(node_id)
            own = frozenset([node_id])
            family = frozenset([own, *(one for one in combined if node_id not in one)])
            if family != families[node_id]:
                families[node_id] = family
                again = [above for above in self._above[node_id] if above in known and above not in is_waiting]
                waiting.extend(again)
                is_waiting.update(again)
        return {node_id: families[node_id] - {frozenset([node_id])} for node_id in sought}

    def apart(self, groups: Sequence[tuple[str, ...]]) -> int:
        """Count groups of which no two can fall by the same node: each takes a node of its own."""
        return len(self._apart(groups)[0])

    def _combined(self, groups: Sequence[tuple[str, ...]], families: Mapping[str, _Sets], size: int) -> _Sets:
        """Combine the sets by which each of some groups falls into those by which all fall."""
        apart, others = self._apart(groups)
        sets: _Sets = frozenset([frozenset()])
        for number, group in enumerate((*apart, *others), start=1):
            first, *rest = group
            own = _minimal(one for premise in group for one in families[premise]) if rest else families[first]
            room = size - max(len(apart) - number, 0)  # each group that is apart from these takes a node of its own
            self._left -= len(sets) * len(own)
            if self._left < 0:
                return frozenset()
            joined = (one | other for one in sets for other in own) if number > 1 else own
            sets = frozenset(one for one in joined if len(one) <= room)
            sets = _minimal(sets) if number > 1 else sets
        return sets

    def _apart(self, groups: Sequence[tuple[str, ...]]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
        """Choose groups of which no two can fall by the same node, and return them and the others."""
        apart: list[tuple[str, ...]] = []
        others: list[tuple[str, ...]] = []
        taken = 0
        for group in groups:
            reach = 0
            for premise in group:
                reach |= self._below[premise]
            (others if reach & taken else apart).append(group)
            taken |= 0 if reach & taken else reach
        return apart, others


def _minimal(sets: Iterable[frozenset[str]]) -> _Sets:
    """Leave out sets that hold another one."""
    every = set(sets)
    return frozenset(one for one in every if not any(part in every for part in _parts(one)))


def _parts(one: Collection[str]) -> Iterator[frozenset[str]]:
    """Give the sets that lack at least one of some nodes, and have at least one."""
    return (frozenset(part) for size in range(1, len(one)) for part in combinations(one, size))


def _upwards(reasons: Reasons) -> Iterator[str]:
    """Yield all nodes that are reasons or have some, each after its own reasons, but for circles."""
    seen: set[str] = set()
    for root in reasons:
        ways = [(root, iter([root]))]
        while ways:
            above, premises = ways[-1]
            node_id = next((one for one in premises if one not in seen), None)
            if node_id is None:
                ways.pop()
                if ways:
                    yield above
            else:
                seen.add(node_id)
                ways.append((node_id, (one for group in reasons.get(node_id, ()) for one in group)))


def _below(reasons: Reasons, order: Sequence[str]) -> dict[str, int]:
    """Return by what each node can fall, as a number that has a bit for every node."""
    below = {node_id: 1 << number for number, node_id in enumerate(order)}
    is_changed = True
    while is_changed:
        is_changed = False
        for node_id in order:
            reach = below[node_id]
            for premise in (premise for group in reasons.get(node_id, ()) for premise in group):
                reach |= below[premise]
            is_changed = is_changed or reach != below[node_id]
            below[node_id] = reach
    return below
