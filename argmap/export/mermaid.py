"""Writes a map as a flowchart of Mermaid (https://mermaid.js.org/syntax/flowchart.html), for wikis and code hosts."""

from collections.abc import Iterator

from argmap.export.published import PublishedMap
from argmap.export.saying import ALL_LINKED, ALL_UNDERCUTS, DIRECT, Step, constructs_of, steps_of
from argmap.model.exchange import Fate
from argmap.model.kinds import Kind
from argmap.model.maps import Relation
from argmap.model.relations import RelationType

_SHAPES = {Kind.THESIS: '(["{}"])', Kind.EVIDENCE: '[("{}")]', Kind.QUESTION: '{{"{}"}}', Kind.CONTEXT: '("{}")'}
_SHAPE = '["{}"]'
_ENTITIES = {sign: f"#{ord(sign)};" for sign in '"#&<>`{}[]()|\\;%*_~:/'}
_JOINT = "a small circle, where their lines meet"

CONSTRUCTS = constructs_of(
    {
        **{kind.value: (Fate.KEPT, "a box of its own shape") for kind in _SHAPES},
        **{kind.value: (Fate.TOLD, "a box") for kind in (Kind.CLAIM, Kind.COUNTERCLAIM)},
        "statement": (Fate.TOLD, "its title, in the box"),
        "title": (Fate.KEPT, "the words in the box"),
        **dict.fromkeys(DIRECT, (Fate.KEPT, "a line with its word")),
        **dict.fromkeys(ALL_UNDERCUTS, (Fate.KEPT, f"a line to the step, {_JOINT}")),
        **dict.fromkeys(ALL_LINKED, (Fate.KEPT, _JOINT)),
    }
)
"""What becomes in a flowchart of everything that a map can say."""


def mermaid(exported: PublishedMap) -> str:
    """Write a map.

    Args:
        exported: The map.

    Returns:
        A flowchart that runs upwards, from what bears to what it bears on.
    """
    nodes = exported.graph.nodes
    names = {node_id: f"n{number}" for number, node_id in enumerate(nodes)}
    lines = ["flowchart BT"]
    for node in nodes.values():
        shape = _SHAPES.get(node.kind, _SHAPE)
        start, _, end = shape.partition("{}")
        lines.append(f"  {names[node.id]}{start}{_escaped(node.title)}{end}")
    joints: dict[tuple[str, str, str], str] = {}
    for number, step in enumerate(steps_of(exported.graph)):
        joint = f"s{number}"
        joints |= {(one.origin, one.target, step.label): joint for one in step.premises}
        lines += _step(step, joint, names)
    for node_id in nodes:
        for relation in exported.graph.outgoing[node_id]:
            lines += _relation(relation, names, joints)
    return "\n".join([*lines, ""])


def _escaped(text: str) -> str:
    return "".join(_ENTITIES.get(sign, sign) for sign in " ".join(text.split()))


def _line(start: str, kind: RelationType, end: str) -> str:
    arrow = "--x" if kind in (RelationType.ATTACKS, RelationType.UNDERCUTS) else "-->"
    return f"  {start} {arrow}|{kind}| {end}"


def _step(step: Step, joint: str, names: dict[str, str]) -> Iterator[str]:
    yield f'  {joint}((" "))'
    for premise in step.premises:
        yield f"  {names[premise.origin]} --- {joint}"
    yield _line(joint, step.type, names[step.conclusion])


def _relation(relation: Relation, names: dict[str, str], joints: dict[tuple[str, str, str], str]) -> Iterator[str]:
    """Yield the line of a relation that no step has drawn yet."""
    start = names[relation.origin]
    if relation.conclusion:
        denied = [joint for (origin, end, _), joint in joints.items() if (origin, end) == relation.ends]
        yield from (_line(start, relation.type, joint) for joint in dict.fromkeys(denied))
    elif (relation.origin, relation.target) not in {(origin, end) for origin, end, _ in joints}:
        yield _line(start, relation.type, names[relation.target])
