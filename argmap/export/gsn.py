"""Writes a map as an assurance case in the YAML of gsn2x (https://jonasthewolf.github.io/gsn2x/yaml_syntax.html)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.edit.newnode import quoted
from argmap.export.published import PublishedMap
from argmap.export.saying import (
    ALL_SCHEMES,
    LINKED,
    OTHER_LINKED,
    OTHER_UNDERCUT,
    OTHER_VOICE,
    UNDERCUT_OF_LINKED,
    UNDERCUTS,
    constructs_of,
    step_denied,
    steps_of,
)
from argmap.model.exchange import DEFEATED, DEFEATED_TITLE, ELEMENT_TAGS, MARK_OF_DEFEAT, UNDEVELOPED, Fate
from argmap.model.graph import Graph
from argmap.model.ids import free_id, slug
from argmap.model.kinds import Kind
from argmap.model.maps import Node, Relation, says_more
from argmap.model.relations import RelationType

_LAYER = "a layer of its element"
_TYPES = {tag: element for element, tag in ELEMENT_TAGS.items()}
_CHALLENGES = (RelationType.ATTACKS, RelationType.UNDERCUTS)
_LAYERS = (RelationType.QUALIFIES, RelationType.EXPLAINS, RelationType.ANSWERS)

CONSTRUCTS = constructs_of(
    {
        "title of the map": (Fate.KEPT, "the name of the module"),
        "thesis": (Fate.TOLD, "a Goal"),
        "claim": (Fate.TOLD, "a Goal, or what a tag such as strategy says"),
        "counterclaim": (Fate.TOLD, "a CounterGoal, as all that supports one"),
        "evidence": (Fate.TOLD, "a Solution, which names no work; a Goal where something supports or frames it"),
        "context": (Fate.KEPT, "a Context, or what the tag assumption or justification says"),
        "question": (Fate.TOLD, "a Goal with the layer kind"),
        "title": (Fate.TOLD, _LAYER),
        "statement": (Fate.KEPT, "the text"),
        "tag": (Fate.TOLD, "what the element is, or a layer"),
        "supports": (
            Fate.TOLD,
            "supportedBy; of several not linked, with separately; of a context, or a thesis of a counter goal, a layer",
        ),
        "frames": (Fate.TOLD, "inContextOf; of a counter goal and of a context, a layer"),
        "attacks": (Fate.TOLD, "challenges; further ones, those of a thesis and those in a circle are a layer"),
        **dict.fromkeys((*UNDERCUTS.values(), UNDERCUT_OF_LINKED), (Fate.TOLD, "challenges, as attacks")),
        OTHER_UNDERCUT: (Fate.TOLD, _LAYER),
        LINKED[RelationType.SUPPORTS]: (
            Fate.TOLD,
            "supportedBy, as all of it must hold; where more supports the same, with a Strategy between them",
        ),
        **dict.fromkeys((LINKED[RelationType.ATTACKS], OTHER_LINKED, "because", "score"), (Fate.TOLD, _LAYER)),
        **dict.fromkeys((*ALL_SCHEMES, "voice", OTHER_VOICE), (Fate.TOLD, _LAYER)),
        **{kind.value: (Fate.TOLD, _LAYER) for kind in _LAYERS},
    }
)
"""What becomes in an assurance case of everything that a map can say."""


def gsn2x(exported: PublishedMap) -> str:
    """Write a map.

    Args:
        exported: The map.

    Returns:
        A YAML file of one module.
    """
    graph = exported.graph
    supported, strategies = _support(graph)
    counter = _counter(graph, supported, strategies)
    case = _Case(graph, supported, strategies, counter, _circular(graph, supported, counter, strategies))
    lines = ["module:", f"  name: {quoted(exported.argument_map.title)}"]
    for node in graph.nodes.values():
        if not _is_mark(graph, node):
            lines += ["", f"{quoted(node.id)}:", *(f"  {line}" for line in _element(case, node))]
    for (_, label), (name, premises) in strategies.items():
        kind = "CounterGoal" if name in counter else "Strategy"
        lines += ["", f"{quoted(name)}:", f"  nodeType: {kind}", f"  text: {quoted(f'Only together: {label}')}"]
        lines.append(_named("  supportedBy", premises))
    return "\n".join([*lines, ""])


_Strategies = dict[tuple[str, str], tuple[str, list[str]]]


@dataclass(frozen=True, slots=True)
class _Case:
    """A map as an assurance case has it.

    Attributes:
        graph: The graph of the map.
        supported: What supports each element.
        strategies: The strategy of each group of linked reasons, with its premises.
        counter: What is a counter goal or a counter solution.
        circular: What challenges only what leads back to it.
    """

    graph: Graph
    supported: dict[str, list[str]]
    strategies: _Strategies
    counter: set[str]
    circular: set[str]


def _support(graph: Graph) -> tuple[dict[str, list[str]], _Strategies]:
    """Return what supports each element, and the strategies between linked reasons and what they support.

    What supports an element must all hold in an assurance case, so reasons that are all linked need no strategy.
    """
    supported: dict[str, list[str]] = defaultdict(list)
    for relation in _all(graph):
        if relation.type is RelationType.SUPPORTS and not relation.jointly and _is_argued(graph, relation.target):
            supported[relation.target].append(relation.origin)
    strategies = _strategies(graph)
    groups = Counter(target for target, _ in strategies)
    for step, (name, premises) in [*strategies.items()]:
        if groups[step[0]] == 1 and step[0] not in supported:
            supported[step[0]] = premises
            del strategies[step]
        else:
            supported[name] = premises
    for (target, _), (name, _) in strategies.items():
        supported[target].append(name)
    return supported, strategies


def _all(graph: Graph) -> Iterator[Relation]:
    for relations in graph.outgoing.values():
        yield from relations


def _is_argued(graph: Graph, node_id: str) -> bool:
    """Tell whether a node can be supported: a context of an assurance case cannot."""
    return graph.nodes[node_id].kind is not Kind.CONTEXT


def _challenged(graph: Graph, node: Node, strategies: _Strategies) -> list[str]:
    """List what a node challenges."""
    return [
        challenge
        for relation in graph.outgoing[node.id]
        if relation.type in _CHALLENGES
        for challenge in _challenges(graph, relation, strategies)
    ]


def _is_tagged_counter(node: Node) -> bool:
    return any(_TYPES.get(tag, "").startswith("Counter") for tag in node.tags)


def _counter(graph: Graph, supported: dict[str, list[str]], strategies: _Strategies) -> set[str]:
    """Find what is a counter goal or counter solution: what challenges, and, as gsn2x wants it, what supports that."""
    waiting = [
        node.id
        for node in graph.nodes.values()
        if node.kind is Kind.COUNTERCLAIM
        or (node.kind is not Kind.THESIS and (_challenged(graph, node, strategies) or _is_tagged_counter(node)))
    ]
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        found.add(name)
        supporting = supported.get(name, [])
        supporting[:] = [one for one in supporting if one not in graph.nodes or not _is_thesis(graph, one)]
        waiting += [one for one in supporting if one not in found]
    return found


def _is_thesis(graph: Graph, node_id: str) -> bool:
    """Tell whether a node is a thesis, which stays a goal, so that in a circle it supports no counter goal."""
    return graph.nodes[node_id].kind is Kind.THESIS


def _strategies(graph: Graph) -> _Strategies:
    """Name a strategy for each group of linked reasons, by what they support and its label, with its premises."""
    strategies: _Strategies = {}
    taken = {*graph.nodes}
    for step in steps_of(graph):
        if step.type is RelationType.SUPPORTS and step.label and _is_argued(graph, step.conclusion):
            name = free_id(taken, slug(f"{step.conclusion} {step.label}"))
            taken.add(name)
            strategies[step.conclusion, step.label] = (name, [one.origin for one in step.premises])
    return strategies


def _named(field: str, names: list[str]) -> str:
    return f"{field}: [{', '.join(map(quoted, dict.fromkeys(names)))}]"


def _circular(graph: Graph, supported: dict[str, list[str]], counter: set[str], strategies: _Strategies) -> set[str]:
    """Find what challenges only what leads back to it: gsn2x reaches all elements from those that challenge nothing."""
    below: dict[str, list[str]] = defaultdict(list, {name: [*names] for name, names in supported.items()})
    for relation in _all(graph):
        if relation.type is RelationType.FRAMES:
            below[relation.target].append(relation.origin)
    led = {name for names in below.values() for name in names}
    challenging = {}
    for name in sorted(counter & graph.nodes.keys()):
        for challenged in _challenged(graph, graph.nodes[name], strategies)[:1]:
            challenging[name] = challenged.partition(" -> ")[0]
            below[challenging[name]].append(name)
    every = [name for name in (*graph.nodes, *(name for name, _ in strategies.values())) if name not in led]
    reached: set[str] = set()
    circular = set()
    for start in sorted(every, key=challenging.__contains__):
        if start in challenging and start not in reached:
            circular.add(start)
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in reached:
                reached.add(name)
                waiting += below[name]
    return circular


def _element(case: _Case, node: Node) -> Iterator[str]:
    graph, strategies = case.graph, case.strategies
    outgoing = graph.outgoing[node.id]
    challenged = _challenged(graph, node, strategies)
    frames = [one.origin for one in graph.incoming[node.id] if one.type is RelationType.FRAMES]
    kind = _type(node, is_argued=node.id in case.supported or bool(frames), is_counter=node.id in case.counter)
    yield f"nodeType: {kind}"
    yield f"text: {quoted(node.statement)}"
    if support := case.supported.get(node.id):
        yield _named("supportedBy", support)
        alone = [name for name in support if not _is_linked(graph, name, node.id, strategies)]
        if support[1:] and alone:
            yield f"separately: {quoted('; '.join(dict.fromkeys(alone)))}"
    elif UNDEVELOPED in node.tags:
        yield "undeveloped: true"
    if frames:
        is_framed = kind in ("Goal", "Strategy")
        yield _named("inContextOf", frames) if is_framed else f"framedBy: {quoted('; '.join(frames))}"
    challenges = challenged[:1] if kind.startswith("Counter") and node.id not in case.circular else []
    yield from (f"challenges: {quoted(one)}" for one in challenges)
    if others := challenged[len(challenges) :]:
        yield f"alsoChallenges: {quoted('; '.join(others))}"
    denying = [relation for relation in outgoing if relation.conclusion]
    if others := [" -> ".join(one.ends) for one in denying if not [*_challenges(graph, one, strategies)]]:
        yield f"undercuts: {quoted('; '.join(others))}"
    is_defeated, denied = _marks(graph, node)
    if is_defeated:
        yield "defeated: true"
    if denied:
        yield _named("defeatedRelation", denied)
    yield from _layers(case, node, outgoing, is_defeated=is_defeated)


def _is_linked(graph: Graph, name: str, target: str, strategies: _Strategies) -> bool:
    """Tell whether what supports an element does so only with all else that does."""
    return (
        name in graph.nodes
        and not any(end == target for end, _ in strategies)
        and any(one.jointly for one in graph.outgoing[name] if one.ends == (target,))
    )


def _marks(graph: Graph, node: Node) -> tuple[bool, list[str]]:
    """Tell whether a case marks an element as defeated, and name the elements to which its relation is."""
    marks = [one for one in graph.incoming[node.id] if _is_mark(graph, graph.nodes[one.origin])]
    return any(not one.conclusion for one in marks), [one.conclusion for one in marks if one.conclusion]


def _is_mark(graph: Graph, node: Node) -> bool:
    """Tell whether a node only says what a case marks as defeated, and nobody answered that."""
    return MARK_OF_DEFEAT in node.tags and not graph.incoming[node.id]


def _type(node: Node, *, is_argued: bool, is_counter: bool) -> str:
    """Return what an element is: what challenges is a counter goal or a counter solution, whatever else it is."""
    tagged = next((_TYPES[tag] for tag in node.tags if tag in _TYPES), "")
    is_evidence = (node.kind is Kind.EVIDENCE or tagged in ("Solution", "CounterSolution")) and not is_argued
    if is_counter:
        return "CounterSolution" if is_evidence else "CounterGoal"
    if node.kind is Kind.CONTEXT:
        return tagged if tagged in ("Assumption", "Justification") else "Context"
    if node.kind is Kind.THESIS:
        return "Goal"
    return "Solution" if is_evidence else "Strategy" if tagged == "Strategy" else "Goal"


def _challenges(graph: Graph, relation: Relation, strategies: _Strategies) -> Iterator[str]:
    """Yield what a relation challenges: a node, or the step from a premise to what it bears on, or to its strategy."""
    if not relation.conclusion:
        yield relation.target
        return
    denied = step_denied(graph, relation)
    if denied and denied.type in UNDERCUTS:
        ends = [strategies[denied.target, label][0] for label in denied.jointly if (denied.target, label) in strategies]
        is_reason = denied.type is RelationType.SUPPORTS
        yield from (f"{relation.target} -> {end}" for end in (ends if is_reason and ends else [relation.conclusion]))


def _layers(case: _Case, node: Node, outgoing: tuple[Relation, ...], *, is_defeated: bool) -> Iterator[str]:
    """Yield what the format has no attribute for."""
    layers: dict[str, list[str]] = defaultdict(list)
    if node.kind is Kind.QUESTION:
        layers["kind"].append(node.kind)
    if says_more(node.title, node.statement) and not (is_defeated and node.title.startswith(DEFEATED_TITLE)):
        layers["title"].append(node.title)
    layers["voice"] += node.voice if "voice" in node.places else ()
    said = {*_TYPES, UNDEVELOPED, *([DEFEATED] if is_defeated else [])}
    layers["tags"] += [tag for tag in node.tags if tag not in said]
    layers["score"] += [str(node.score)] if node.score is not None else []
    for relation in outgoing:
        ends = " -> ".join(relation.ends)
        is_layer = relation.type in _LAYERS or (
            relation.type is RelationType.SUPPORTS
            and (
                not _is_argued(case.graph, relation.target)
                or (node.kind is Kind.THESIS and relation.target in case.counter)
            )
        )
        if is_layer:
            layers[relation.type.value].append(ends)
        if relation.because:
            layers["because"].append(f"{ends}: {relation.because}")
        if relation.scheme:
            layers["scheme"].append(f"{ends}: {relation.scheme}")
        if relation.jointly and (is_layer or relation.type is not RelationType.SUPPORTS):
            layers["jointly"].append(f"{ends}: {', '.join(relation.jointly)}")
    yield from (f"{name}: {quoted('; '.join(words))}" for name, words in layers.items() if words)
