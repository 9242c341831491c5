"""Rules that a map must keep as a whole: pairs of relations, its guided path and overview, the way to a thesis."""

from collections import Counter
from collections.abc import Iterable, Iterator

from argmap.analysis.answers import in_overview, missing_answers, strongest_answers
from argmap.model.findings import Finding, Place
from argmap.model.graph import graph_of
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, Relation, instead_of
from argmap.model.relations import ENDS, RelationType
from argmap.read.meant import closest, excerpt


def _relations(argument_map: ArgumentMap) -> Iterator[Relation]:
    for node in argument_map.nodes:
        yield from node.relations


_NO_OTHER = "name a node that stands, or delete it"


def pairs(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report two relations from a node to the same node (AM014)."""
    for node in argument_map.nodes:
        first: dict[tuple[str, str], Relation] = {}
        for relation in node.relations:
            end = (relation.target, relation.conclusion)
            if end in first:
                message = f'{relation.type} "{" -> ".join(relation.ends)}", which it also {first[end].type}'
                hint = "keep one of the two relations"
                if relation.jointly and first[end].jointly and relation.type is first[end].type:
                    hint += "; a premise of several linked groups names them in a list: jointly: [one, another]"
                yield Finding(relation.place, "AM014", message, hint)
            first.setdefault(end, relation)


def linked_premises(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report linked premises without a partner (AM018)."""
    premises = Counter(group for relation in _relations(argument_map) for group in relation.linked_groups)
    for relation in _relations(argument_map):
        for group in relation.linked_groups:
            if premises[group] == 1:
                message = f'no other node {relation.type} "{relation.target}" jointly as "{excerpt(group[-1])}"'
                in_one = "linked premises stand in one map: " if relation.leads_abroad else ""
                partner = "a partner in this map" if relation.leads_abroad else "its partner"
                hint = f"{in_one}give {partner} the same label, or drop it"
                yield Finding(relation.place, "AM018", message, hint)


def not_standing(argument_map: ArgumentMap, node_id: str, behind: str = "") -> tuple[str, str]:
    """Say why a node cannot be shown, and which can be instead.

    Args:
        argument_map: The map.
        node_id: The id of no node, or of one that was withdrawn.
        behind: What stands before ids where they are to be written, as `map/`.

    Returns:
        What is wrong with it, as it follows its id, and a hint.
    """
    nodes = {node.id: node for node in argument_map.nodes}
    if node_id in nodes:
        others = [f"{behind}{other}" for other in instead_of(nodes[node_id], nodes)]
        return "which was withdrawn", f"it was replaced by {' and '.join(others)}" if others else _NO_OTHER
    names = [*(node.id for node in argument_map.nodes if not node.withdrawn), *argument_map.unreadable]
    renamed = {f"{behind}{old}": f"{behind}{new}" for old, new in argument_map.aliases.items()}
    meant = closest(f"{behind}{node_id}", [f"{behind}{name}" for name in names], renamed)
    return "which does not exist", meant or _NO_OTHER


def _once(argument_map: ArgumentMap, named: Iterable[tuple[str, Place]], where: str) -> Iterator[Finding]:
    """Report nodes of a list that are not there, or there twice (AM037)."""
    standing = {node.id for node in argument_map.nodes if not node.withdrawn} | argument_map.unreadable
    seen: set[str] = set()
    for node_id, place in named:
        if node_id not in standing:
            what, hint = not_standing(argument_map, node_id)
            yield Finding(place, "AM037", f'{where} "{node_id}", {what}', hint)
        elif node_id in seen:
            yield Finding(place, "AM037", f"{where} {node_id} twice", "delete one of the two")
        seen.add(node_id)


def guided_path(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report steps of the guided path that lead nowhere, or twice to the same node (AM037)."""
    return _once(argument_map, ((step.node, step.place) for step in argument_map.path), "the path leads to")


def overview(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report what is wrong with the overview that map.yml chooses.

    Args:
        argument_map: The map.

    Yields:
        AM037 for nodes that are not there or there twice, AM029 for those that stand there anyway, AM075 for objections
        whose strongest answer it lacks.
    """
    yield from _once(argument_map, argument_map.overview, "the overview shows")
    places = dict(reversed(argument_map.overview))  # of a node that stands there twice, the first
    if places:
        graph = graph_of(argument_map)
        always = set(in_overview(graph, ()))
        if not always.issuperset(places):  # else the list says that the overview shows nothing besides
            for node_id in places.keys() & always:
                hint = "delete it from the list"
                message = f"the overview shows {node_id} anyway, as it does all questions and theses"
                yield Finding(places[node_id], "AM029", message, hint)
        shown = in_overview(graph, [node_id for node_id in places if node_id in graph.nodes])
        for objection, answer in missing_answers(graph, strongest_answers(graph), shown):
            place = places.get(objection.origin, argument_map.place("overview"))
            yield Finding(place, "AM075", *unanswered(objection, answer))


def unanswered(objection: Relation, answer: str) -> tuple[str, str]:
    """Say that an overview shows an objection without its strongest answer.

    Args:
        objection: The objection.
        answer: The id of its strongest answer.

    Returns:
        The message and the hint of the finding.
    """
    target = objection.conclusion or objection.target
    message = f"the overview shows that {objection.origin} objects to {target}, and not the strongest answer"
    return message, f"add {answer}"


def cycles(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report nodes that support each other in a circle, once for each set of nodes that do (AM015)."""
    relations = {node.id: node.relations for node in argument_map.nodes}
    supports = {
        node_id: [
            relation
            for relation in stated
            if relation.type is RelationType.SUPPORTS and relation.target in relations and relation.target != node_id
        ]
        for node_id, stated in relations.items()
    }
    edges = {node_id: [relation.target for relation in stated] for node_id, stated in supports.items()}
    for component in _components(edges):
        members = set(component)
        way = [min(component)]
        while True:
            target = next(target for target in edges[way[-1]] if target in members)
            if target in way:
                way = way[way.index(target) :]
                break
            way.append(target)
        circle = (
            " -> ".join([*way, way[0]]) if len(way) <= _LONGEST_SHOWN else f"{' -> '.join(way[:3])} -> … -> {way[0]}"
        )
        first = next(relation for relation in supports[way[0]] if relation.target in members)
        free = [node_id for node_id in way if any(relation.target not in members for relation in relations[node_id])]
        hint = "let one of these nodes bear on one outside of the circle instead"
        if free:
            hint = f"remove one of these steps, such as that of {free[0]}, which bears on another node too"
        yield Finding(first.place, "AM015", f"support goes round in a circle: {circle}", hint)


_LONGEST_SHOWN = 6
"""The most nodes of a circle that a message names."""


def _components(edges: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected components of two nodes or more, by Kosaraju's two searches."""
    seen: set[str] = set()
    order = [node for start in edges for node in _search(start, edges, seen)]
    backwards: dict[str, list[str]] = {node: [] for node in edges}
    for source, targets in edges.items():
        for target in targets:
            backwards[target].append(source)
    seen = set()
    for start in reversed(order):
        component = _search(start, backwards, seen)
        if len(component) > 1:
            yield component


def _search(start: str, edges: dict[str, list[str]], seen: set[str]) -> list[str]:
    """List the nodes that can be reached from a node and were not seen yet, each behind all that it leads to."""
    order: list[str] = []
    if start in seen:
        return order
    seen.add(start)
    stack = [(start, iter(edges[start]))]
    while stack:
        node, targets = stack[-1]
        successor = next((target for target in targets if target not in seen), None)
        if successor is None:
            stack.pop()
            order.append(node)
        else:
            seen.add(successor)
            stack.append((successor, iter(edges[successor])))
    return order


_TOPS = (Kind.THESIS, Kind.QUESTION, Kind.CONTEXT)
"""The kinds of nodes that need no way up; a context may frame the map as a whole."""


def ways_up(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report a map with neither thesis nor question, and nodes that bear on none (AM016, AM036)."""
    graph = graph_of(argument_map)
    if argument_map.nodes and not graph.tops:
        hint = "give the node that all others bear on kind: thesis"
        yield Finding(Place(argument_map.file), "AM036", "no node of this map is a thesis or a question", hint)
        return
    without_way = [
        node
        for node in graph.nodes.values()
        if node.kind not in _TOPS and node.id not in graph.parent and node.id not in graph.abroad
    ]
    ends_of_ways = [node.id for node in without_way if not graph.outgoing[node.id]]
    below_ends = {node_id for level in graph.levels(ends_of_ways) for node_id in level}
    for node in without_way:
        possible = [f"{kind}:" for kind in RelationType if node.kind in ENDS[kind].origins]
        hint = f"say what it bears on, under {', '.join(possible[:-1])} or {possible[-1]}"
        if node.id not in below_ends:
            message = "no way leads from this node to a thesis or a question"
            yield Finding(node.place(""), "AM016", message, hint)
        elif node.id in ends_of_ways and not any(kind.value in node.places for kind in RelationType):
            yield Finding(node.place(""), "AM016", "this node bears on no other", hint)
