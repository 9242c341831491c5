"""Everything that a map says, by name and place, and so what of it another format keeps, tells or loses."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from argmap.export.published import PublishedMap
from argmap.model.exchange import SAID, Construct, Fate, Met, Report, by_name
from argmap.model.findings import Place
from argmap.model.graph import Graph
from argmap.model.maps import ArgumentMap, LinkedGroup, Node, Relation, says_more
from argmap.model.relations import RelationType

LINKED = {RelationType.SUPPORTS: "linked reason", RelationType.ATTACKS: "linked objection"}
UNDERCUTS = {RelationType.SUPPORTS: "undercut of a reason", RelationType.ATTACKS: "undercut of an objection"}
"""What is named apart by the relation that is linked, or whose step is denied: formats differ in them."""

OTHER_LINKED, OTHER_UNDERCUT = "linked premise of another relation", "undercut of another step"
UNDERCUT_OF_LINKED = "undercut of a linked premise"
OTHER_VOICE = "voice of no person"

ALL_UNDERCUTS = tuple(name for name in SAID if name.startswith("undercut"))
ALL_LINKED = tuple(name for name in SAID if name.startswith("linked"))
ALL_SCHEMES = tuple(name for name in SAID if name.startswith("scheme"))
DIRECT = tuple(kind.value for kind in RelationType if kind is not RelationType.UNDERCUTS)
"""The names of what many formats treat alike: undercuts, linked premises, schemes, and relations from node to node."""

_SCHEMES = {
    RelationType.SUPPORTS: "scheme of a reason",
    RelationType.ATTACKS: "scheme of an objection",
    RelationType.UNDERCUTS: "scheme of an objection",
}
_BOOKS = ("aliases", "revision", "replaced-by")

Fates = Mapping[str, tuple[Fate, str]]
"""What becomes in a format of what a map says, and what it is there; what is not named is lost."""

LOST = "the format has no place for it"
FOLLOWS = "a statement; what it is follows from what it bears on"
"""What a node is in a format that has no kinds."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step whose premises count only together, or that an undercut denies: in most formats a thing of its own.

    Attributes:
        type: How its premises bear on its conclusion.
        label: The name that the map gives to linked premises; empty for a single one.
        premises: The relations of its premises.
        conclusion: The id of what they bear on.
    """

    type: RelationType
    label: str
    premises: tuple[Relation, ...]
    conclusion: str


def constructs_of(fates: Fates) -> tuple[Construct, ...]:
    """List everything that a map can say with what becomes of it in a format."""
    return tuple(Construct(name, *fates.get(name, (Fate.LOST, LOST))) for name in SAID)


def report_of(exported: PublishedMap, constructs: tuple[Construct, ...]) -> Report:
    """Report what becomes of everything that a map says.

    Args:
        exported: The map.
        constructs: What becomes of each, by the format.

    Returns:
        What the map says, each with its place in it.
    """
    return Report(by_name(constructs), tuple(said_by(exported.argument_map, exported.graph)))


def said_by(argument_map: ArgumentMap, graph: Graph) -> Iterator[Met]:
    """Yield everything that a map says, each by its name of `SAID`, with its place.

    Args:
        argument_map: The map.
        graph: Its graph, which leaves out what was withdrawn.
    """
    yield Met(argument_map.place("title"), "title of the map", argument_map.title)
    for author in argument_map.authors:
        yield Met(argument_map.place("authors"), "author", author.name)
    for name, place in argument_map.places.items():
        if name not in ("", "title", "authors") and "." not in name:  # locators of not-argued have a dot
            yield Met(place, "other field of map.yml", name)
    schemes = _schemes(graph)
    for node in argument_map.nodes:
        if node.withdrawn:
            yield Met(Place(node.file), "withdrawn node", node.id)
        else:
            yield from _of_node(argument_map, node)
            for relation in graph.outgoing[node.id]:
                yield from _of_relation(graph, relation, schemes)
            for relation in graph.abroad.get(node.id, ()):
                yield Met(relation.place, "relation to another map", f"{node.id} {relation.type} {relation.target}")
    speaking = {person for node in argument_map.nodes for person in node.people}
    for term in argument_map.terms:
        if term.id not in speaking:
            yield Met(term.place, "term of the glossary", term.term)


def _schemes(graph: Graph) -> Mapping[LinkedGroup, set[str]]:
    """Gather the schemes of linked premises."""
    schemes: dict[LinkedGroup, set[str]] = {}
    for relation in _relations(graph):
        for group in relation.linked_groups:
            schemes.setdefault(group, set()).add(relation.scheme)
    return schemes


def _of_node(argument_map: ArgumentMap, node: Node) -> Iterator[Met]:
    place = Place(node.file)
    said = [(place, node.kind.value, ""), (place, "statement", "")]
    voices = node.voice if "voice" in node.places else ()
    said += [(node.place("voice"), "voice" if voice in argument_map.people else OTHER_VOICE, voice) for voice in voices]
    said += [(node.place("voice-examples"), "voices as examples", "")] if node.voice_examples else []
    for name in ("title", "stance", "hedge", "score", *_BOOKS):
        if name in node.places and (name != "title" or says_more(node.title, node.statement)):
            said.append(
                (node.place(name), "bookkeeping", name)
                if name in _BOOKS
                else (node.place(name), name, str(getattr(node, name)))
            )
    said += [(passage.place, "passage", passage.at) for passage in node.passages]
    said += [(passage.place, "quotation", passage.quote) for passage in node.passages if passage.quote]
    said += [(cite.place, "work cited", cite.written) for cite in node.cites]
    said += [(node.place("tags"), "tag", tag) for tag in node.tags]
    said += [(node.place_in_prose(0), "prose", "")] if node.prose else []
    said += [(node.place_in_prose(link.line), "link in the prose", link.address) for link in node.links]
    said += [(node.place_in_prose(cited.line), "citation in the prose", "") for cited in node.citations]
    yield from (Met(where, name, f"{node.id}: {words}" if words else node.id) for where, name, words in said)


def _of_relation(graph: Graph, relation: Relation, schemes: Mapping[LinkedGroup, set[str]]) -> Iterator[Met]:
    words = f"{relation.origin} {relation.type} {' -> '.join(relation.ends)}"
    name = _name(graph, relation)
    yield Met(relation.place, name, words)
    for label in relation.jointly:
        yield Met(relation.place, LINKED.get(relation.type, OTHER_LINKED), f"{words} ({label})")
    of_scheme = _SCHEMES.get(relation.type, "") if name != OTHER_UNDERCUT else ""
    if relation.type in LINKED and any(len(schemes[group]) > 1 for group in relation.linked_groups):
        of_scheme = "scheme of one of linked premises"
    details = (
        ("because", relation.because),
        (of_scheme or "scheme of another relation", relation.scheme),
        ("score of a relation", relation.score),
        ("order", relation.order),
    )
    yield from (Met(relation.place, name, f"{words}: {said}") for name, said in details if said not in ("", None))


def _name(graph: Graph, relation: Relation) -> str:
    if relation.type is not RelationType.UNDERCUTS:
        return relation.type.value
    denied = step_denied(graph, relation)
    if denied is None or denied.type not in UNDERCUTS:
        return OTHER_UNDERCUT
    return UNDERCUT_OF_LINKED if denied.jointly else UNDERCUTS[denied.type]


def step_denied(graph: Graph, undercut: Relation) -> Relation | None:
    """Return the relation that an undercut denies; None where it is not there."""
    bearing = graph.outgoing.get(undercut.target, ())
    return next((one for one in bearing if one.target == undercut.conclusion and not one.conclusion), None)


def steps_of(graph: Graph) -> list[Step]:
    """List the steps that need a thing of their own: those of linked premises, and those that an undercut denies."""
    groups: dict[LinkedGroup, list[Relation]] = {}
    denied = {(end.target, end.conclusion) for end in _relations(graph) if end.conclusion}
    single = []
    for relation in _relations(graph):
        for group in relation.linked_groups:
            groups.setdefault(group, []).append(relation)
        if not relation.jointly and not relation.conclusion and (relation.origin, relation.target) in denied:
            single.append(Step(relation.type, "", (relation,), relation.target))

    def first(premise: Relation) -> tuple[bool, float]:
        """Begin with the premise of a step that is denied, since formats name a step by its first premise."""
        is_denied = (premise.origin, premise.target) in denied
        return not is_denied, inf if premise.order is None else premise.order

    linked = [
        Step(kind, label, tuple(sorted(premises, key=first)), end) for (end, kind, label), premises in groups.items()
    ]
    return [*linked, *single]


def _relations(graph: Graph) -> Iterator[Relation]:
    for relations in graph.outgoing.values():
        yield from relations
