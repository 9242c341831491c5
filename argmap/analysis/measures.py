"""What maps are compared by: numbers that follow from the relations of each, worked out in one walk."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from argmap.analysis.objections import Objection, Standing
from argmap.model.graph import Graph
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType


class Measure(StrEnum):
    """What is counted of a map, in the order in which it is told.

    Attributes:
        NODES: The nodes that stand.
        THESES: What the map sets out to establish.
        REASONS: Steps from a reason to what it supports.
        OBJECTIONS: What one node says against another, however it says it; replies to counterclaims too.
        UNANSWERED: The objections to the argument itself that no answer in the map stands against.
        DEPTH: How many levels the argument has, from what nothing stands above; a thesis alone has one.
        EVIDENCE: The nodes of evidence.
        QUESTIONS: The questions.
        CONTEXTS: The contexts.
        WORKS: The works that are cited.
    """

    NODES = "nodes"
    THESES = "theses"
    REASONS = "reasons"
    OBJECTIONS = "objections"
    UNANSWERED = "unanswered"
    DEPTH = "depth"
    EVIDENCE = "evidence"
    QUESTIONS = "questions"
    CONTEXTS = "contexts"
    WORKS = "works"


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """A measure in words, at the head of a column and in a few more; a sum of it says nothing where it `is_size`."""

    name: str
    about: str
    is_size: bool = False


MEASURES: Mapping[Measure, MeasureWords] = {
    Measure.NODES: MeasureWords("Nodes", "statements that stand"),
    Measure.THESES: MeasureWords("Theses", "what is set out to be established"),
    Measure.REASONS: MeasureWords("Reasons", "steps from a reason to what it speaks for"),
    Measure.OBJECTIONS: MeasureWords("Objections", "what one statement says against another, answers included"),
    Measure.UNANSWERED: MeasureWords("Not answered", "objections against which no answer in their map stands"),
    Measure.DEPTH: MeasureWords("Depth", "how many levels the argument has", is_size=True),
    Measure.EVIDENCE: MeasureWords("Evidence", "data, documents and findings"),
    Measure.QUESTIONS: MeasureWords("Questions", "what statements answer"),
    Measure.CONTEXTS: MeasureWords("Contexts", "assumptions, and which cases are meant"),
    Measure.WORKS: MeasureWords("Works", "works cited"),
}
"""How readers are told of each."""


def measured(graph: Graph, objections: Mapping[Relation, Objection], work: str = "") -> dict[Measure, int]:
    """Count what a map is compared by.

    Args:
        graph: The graph of the map.
        objections: The objections of the map, by their relations.
        work: The key of the mapped work, which is not counted among the works cited.

    Returns:
        The number for each measure.
    """
    kinds = Counter(node.kind for node in graph.nodes.values())
    each = set(objections.values())
    beside = [node.id for node in graph.roots if node.kind not in (Kind.THESIS, Kind.QUESTION)]
    relations = (relation for outgoing in graph.outgoing.values() for relation in outgoing)
    return {
        Measure.NODES: len(graph.nodes),
        Measure.THESES: kinds[Kind.THESIS],
        Measure.REASONS: sum(relation.type is RelationType.SUPPORTS for relation in relations),
        Measure.OBJECTIONS: len(each),
        Measure.UNANSWERED: sum(one.standing is Standing.UNANSWERED and not one.is_reply for one in each),
        Measure.DEPTH: sum(1 for _ in graph.levels([*(node.id for node in graph.tops), *beside])),
        Measure.EVIDENCE: kinds[Kind.EVIDENCE],
        Measure.QUESTIONS: kinds[Kind.QUESTION],
        Measure.CONTEXTS: kinds[Kind.CONTEXT],
        Measure.WORKS: len({key for node in graph.nodes.values() for key in node.works()} - {work}),
    }
