"""What each map needs to know of the others: the nodes to which relations between maps join its own.

Such relations are shown at both ends and counted at neither: the labelling of a map knows its own relations only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from argmap.analysis.labelling import Label, grounded
from argmap.model.graph import Graph, graph_of
from argmap.model.maps import ArgumentMap, Relation, in_full, named_in
from argmap.model.relations import RelationType

_ORDER = {kind: number for number, kind in enumerate(RelationType)}


@dataclass(frozen=True, slots=True)
class ForeignNode:
    """A node of another map.

    Attributes:
        map_title: The title of its map.
        language: The language of its map, as a BCP 47 tag.
        title: Its title.
        statement: Its statement.
        role: Its role as readers see it.
        label: What the attacks in its own map make of it.
        way: The address of its page from the folder of the map that sees it.
    """

    map_title: str
    language: str
    title: str
    statement: str
    role: str
    label: Label
    way: str


@dataclass(frozen=True, slots=True)
class Abroad:
    """The other maps as one map sees them.

    Nodes of that map are named by their ids, all others in full, as `map/id`.

    Attributes:
        nodes: The nodes of other maps that relations join with this map's, by their names.
        bearing: What bears on each node of this map across maps, by the node's id: relations of other maps, and
            undercuts of steps to other maps. An undercut stands with both ends of the step.
        steps: Each step that is undercut across maps, by its ends.
    """

    nodes: Mapping[str, ForeignNode] = field(default_factory=dict)
    bearing: Mapping[str, tuple[Relation, ...]] = field(default_factory=dict)
    steps: Mapping[tuple[str, ...], Relation] = field(default_factory=dict)

    def undercuts(self, step: Relation) -> list[Relation]:
        """Return the undercuts of a step that come from another map, or deny a step between two."""
        ends = (step.origin, step.target)
        bearing = dict.fromkeys(relation for end in ends for relation in self.bearing.get(end, ()))
        return [relation for relation in bearing if relation.ends == ends]


NOTHING_ABROAD = Abroad()
"""What a map sees that no relation joins with another."""


def abroad_of(maps: Sequence[ArgumentMap]) -> dict[str, Abroad]:
    """Work out what each map needs to know of the others.

    Args:
        maps: All maps. Relations to what is not there, or was withdrawn, are left out.

    Returns:
        By the id of each map that relations join with others, what it sees of them.
    """
    joined = _joined(maps)
    graphs = {argument_map.id: graph_of(argument_map) for argument_map in joined}
    nodes = {
        in_full(argument_map.id, node_id): node
        for argument_map in joined
        for node_id, node in _nodes(argument_map, graphs[argument_map.id]).items()
    }
    crossing = defaultdict(list)
    for map_id, graph in graphs.items():
        for relation in (_in_full(map_id, relation) for relations in graph.abroad.values() for relation in relations):
            ends = (relation.origin, *relation.ends)
            if nodes.keys() >= set(ends) and (not relation.conclusion or _steps(graphs, relation)):
                for involved in dict.fromkeys(map(_map_of, ends)):
                    crossing[involved].append(relation)
    return {map_id: _abroad(map_id, relations, nodes, graphs) for map_id, relations in crossing.items()}


def _joined(maps: Sequence[ArgumentMap]) -> list[ArgumentMap]:
    """Choose the maps that any relation joins with another."""
    ids = {
        _map_of(in_full(argument_map.id, end))
        for argument_map in maps
        for node in argument_map.nodes
        for relation in node.relations
        if relation.leads_abroad
        for end in (relation.origin, *relation.ends)
    }
    return [argument_map for argument_map in maps if argument_map.id in ids]


def _map_of(name: str) -> str:
    return name.rpartition("/")[0]


def _in_full(map_id: str, relation: Relation) -> Relation:
    origin, target, conclusion = (
        end and in_full(map_id, end) for end in (relation.origin, relation.target, relation.conclusion)
    )
    return replace(relation, origin=origin, target=target, conclusion=conclusion)


def _nodes(argument_map: ArgumentMap, graph: Graph) -> dict[str, ForeignNode]:
    labels = grounded(graph).nodes
    return {
        node_id: ForeignNode(
            argument_map.title,
            argument_map.language,
            node.title,
            node.statement,
            graph.roles[node_id],
            labels[node_id],
            "",
        )
        for node_id, node in graph.nodes.items()
    }


def _abroad(
    map_id: str, crossing: Iterable[Relation], nodes: Mapping[str, ForeignNode], graphs: Mapping[str, Graph]
) -> Abroad:
    """Tell what a map sees of the others; `crossing` has the relations with any end in it, named in full."""

    def localised(relation: Relation) -> Relation:
        ends = (relation.origin, relation.target, relation.conclusion)
        origin, target, conclusion = (named_in(map_id, end) for end in ends)
        # A label of linked premises is known in its own map only; another map may use the same word for its own.
        jointly = tuple(f"{_map_of(origin)}/{label}" if "/" in origin else label for label in relation.jointly)
        return replace(relation, origin=origin, target=target, conclusion=conclusion, jointly=jointly)

    names: set[str] = set()
    bearing: dict[str, list[Relation]] = {}
    steps: dict[tuple[str, ...], Relation] = {}
    for relation in sorted(crossing, key=lambda relation: _ORDER[relation.type]):
        names.update((relation.origin, *relation.ends))
        seen = localised(relation)
        for end in seen.ends:
            if "/" not in end:
                bearing.setdefault(end, []).append(seen)
        if seen.conclusion:
            steps.update((seen.ends, localised(step)) for step in _steps(graphs, relation))
    up = "../" * (map_id.count("/") + 1)
    return Abroad(
        {name: replace(nodes[name], way=f"{up}{name}/") for name in sorted(names) if _map_of(name) != map_id},
        {node_id: tuple(relations) for node_id, relations in bearing.items()},
        steps,
    )


def _steps(graphs: Mapping[str, Graph], undercut: Relation) -> list[Relation]:
    """Return the step that an undercut denies, as its map has it."""
    map_id, _, premise = undercut.target.rpartition("/")
    relations = (_in_full(map_id, relation) for relation in graphs[map_id].nodes[premise].relations)
    return [step for step in relations if step.ends == (undercut.conclusion,)]
