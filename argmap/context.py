"""What the writers of pages know about one map, worked out once."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from argmap.citations import Formatted
from argmap.clusters import Citation, Cluster, Mode
from argmap.fields import SPEAKERS
from argmap.graph import Graph
from argmap.model import ArgumentMap, Node, Relation, RelationType


@dataclass(frozen=True, slots=True)
class Context:
    """One map with its graph and its formatted citations.

    `disputed` holds the undercuts of each step from a premise to its conclusion; `edit_base` is the
    address below which the code host's editor opens a file of the docs folder, or empty.
    """

    argument_map: ArgumentMap
    graph: Graph
    citations: Formatted
    edit_base: str = ""
    disputed: Mapping[tuple[str, str], tuple[Relation, ...]] = field(default_factory=dict)

    def named(self, key: str) -> str:
        """Return a work as it is named in running text, `Koch (2013)`, as HTML."""
        return self.citations.clusters.get(name_cluster(key), key)


def name_cluster(key: str) -> Cluster:
    """Return the citation that names a work in running text."""
    return Cluster((Citation(key, "", "", Mode.AUTHOR_IN_TEXT),))


def works_used(node: Node) -> list[str]:
    """List the keys of the works a node speaks for or cites, in its fields and in its prose, each once."""
    cited = [cite.key for cite in node.cites]
    cited += [citation.key for span in node.citations for citation in span.cluster.citations]
    voices = [key for key in node.voice if key not in SPEAKERS]
    return list(dict.fromkeys([*voices, *cited]))


def disputed_steps(graph: Graph) -> dict[tuple[str, str], tuple[Relation, ...]]:
    """Gather the undercuts of a graph by the step they deny."""
    steps: dict[tuple[str, str], tuple[Relation, ...]] = {}
    for relations in graph.incoming.values():
        for relation in relations:
            if relation.type is RelationType.UNDERCUTS:
                step = (relation.target, relation.conclusion)
                steps[step] = (*steps.get(step, ()), relation)
    return steps
