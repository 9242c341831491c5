"""Rules that a map must keep once it is read. Each check yields findings; none stops, writes or alters."""

from collections import Counter
from collections.abc import Iterator
from itertools import chain

from argmap.fields import BLANK_PROSE, DEVICE_NAMES, DRAFT, QUOTE_WORDS, RESERVED_IDS, SPEAKERS
from argmap.findings import Finding, Place
from argmap.graph import graph_of
from argmap.model import ArgumentMap, Kind, Node, Relation, RelationType, locators
from argmap.sourcetext import is_verified
from argmap.valuereader import nearest, shown


def check(argument_map: ArgumentMap) -> list[Finding]:
    """Return every finding about a map that was read, in no particular order."""
    return list(
        chain(
            _identity(argument_map),
            _withdrawals(argument_map),
            _targets(argument_map),
            _pairs(argument_map),
            _linked_premises(argument_map),
            _path(argument_map),
            _edition(argument_map),
            _cycles(argument_map),
            _ways_up(argument_map),
            _mapped_text(argument_map),
            _grounds(argument_map),
            _citations(argument_map),
            _prose(argument_map),
        ),
    )


def _identity(argument_map: ArgumentMap) -> Iterator[Finding]:
    first: dict[str, Node] = {}
    for node in argument_map.nodes:
        if node.id in first:
            message = f'the id "{node.id}" is also that of {first[node.id].file}'
            yield Finding(Place(node.file), "AM031", message, "rename one of the two files")
        first.setdefault(node.id, node)
        if node.id in RESERVED_IDS:
            hint = "choose an id that says what the node claims"
            yield Finding(Place(node.file), "AM035", f'"{node.id}" is the address of one of the map\'s own pages', hint)
        for one, place in ((node.id, Place(node.file)), *node.aliases):
            if one in DEVICE_NAMES:
                hint = "choose another, such as one of two words"
                yield Finding(place, "AM030", f'"{one}" cannot be an id: Windows keeps that name for a device', hint)
    taken = dict.fromkeys(RESERVED_IDS, "one of the map's own pages")
    taken |= {node_id: node.file for node_id, node in first.items()}
    for node in argument_map.nodes:
        for alias, place in node.aliases:
            if alias in taken:
                hint = "remove the alias here or there"
                yield Finding(place, "AM032", f'the alias "{alias}" is already the address of {taken[alias]}', hint)
            taken.setdefault(alias, f"an alias in {node.file}")


def _withdrawals(argument_map: ArgumentMap) -> Iterator[Finding]:
    ids = {node.id for node in argument_map.nodes} | argument_map.unreadable
    for node in argument_map.nodes:
        if node.withdrawn and not node.reason and "reason" not in node.places:
            hint = "add reason: with a sentence that says why"
            yield Finding(node.place("status"), "AM034", "a withdrawn node needs a reason", hint)
        for name in ("reason", "replaced-by"):
            if name in node.places and not node.withdrawn:
                hint = f"add status: withdrawn, or delete {name}"
                yield Finding(node.place(name), "AM034", f"{name} is for withdrawn nodes only", hint)
        if node.replaced_by and node.replaced_by not in ids:
            message = f'replaced-by "{node.replaced_by}", which does not exist'
            yield Finding(node.place("replaced-by"), "AM033", message, nearest(node.replaced_by, ids))
        elif node.replaced_by == node.id:
            yield Finding(node.place("replaced-by"), "AM033", "a node cannot be replaced by itself", "name another")


def _targets(argument_map: ArgumentMap) -> Iterator[Finding]:
    nodes = {node.id: node for node in argument_map.nodes}
    ids = nodes.keys() | argument_map.unreadable
    aliases = {alias: node.id for node in argument_map.nodes for alias, _ in node.aliases}
    steps = {
        (relation.source, relation.target)
        for node in argument_map.nodes
        for relation in node.relations
        if not relation.conclusion
    }
    for relation in _relations(argument_map):
        lost = [end for end in (relation.target, relation.conclusion) if end and end not in ids]
        for end in lost:
            hint = f"it is now called {aliases[end]}" if end in aliases else nearest(end, ids)
            yield Finding(relation.place, "AM012", f'{relation.type} "{shown(end)}", which does not exist', hint)
        if relation.source in (relation.target, relation.conclusion):
            yield Finding(relation.place, "AM013", f"{relation.type} itself", "name another node")
        for end in (relation.target, relation.conclusion):
            if end in nodes and nodes[end].withdrawn and not nodes[relation.source].withdrawn:
                instead = nodes[end].replaced_by
                hint = f"it was replaced by {instead}" if instead else "relate this node to one that stands"
                yield Finding(relation.place, "AM034", f'{relation.type} "{end}", which was withdrawn', hint)
        if relation.conclusion and not lost and (relation.target, relation.conclusion) not in steps:
            back = (relation.conclusion, relation.target) in steps
            hint = "the other way round it exists" if back else "the first id must bear on the second"
            message = f"there is no relation {relation.target} -> {relation.conclusion} to undercut"
            yield Finding(relation.place, "AM017", message, hint)


def _relations(argument_map: ArgumentMap) -> Iterator[Relation]:
    for node in argument_map.nodes:
        yield from node.relations


def _pairs(argument_map: ArgumentMap) -> Iterator[Finding]:
    for node in argument_map.nodes:
        first: dict[tuple[str, str], Relation] = {}
        for relation in node.relations:
            end = (relation.target, relation.conclusion)
            if end in first:
                message = f'{relation.type} "{relation.target}", which it also {first[end].type}'
                hint = "keep one of the two relations"
                yield Finding(relation.place, "AM014", message, hint)
            first.setdefault(end, relation)


def _linked_premises(argument_map: ArgumentMap) -> Iterator[Finding]:
    labels = Counter((r.target, r.conclusion, r.type, r.jointly) for r in _relations(argument_map) if r.jointly)
    for relation in _relations(argument_map):
        label = (relation.target, relation.conclusion, relation.type, relation.jointly)
        if labels[label] == 1:
            message = f'no other node {relation.type} "{relation.target}" jointly as "{shown(relation.jointly)}"'
            yield Finding(relation.place, "AM018", message, "give its partner the same label, or drop it")


def _path(argument_map: ArgumentMap) -> Iterator[Finding]:
    standing = {node.id for node in argument_map.nodes if not node.withdrawn} | argument_map.unreadable
    before: set[str] = set()
    for step in argument_map.path:
        if step.node not in standing:
            message = f'the path leads to "{step.node}", which does not exist or was withdrawn'
            yield Finding(step.place, "AM037", message, nearest(step.node, standing))
        elif step.node in before:
            yield Finding(step.place, "AM037", f"the path leads to {step.node} twice", "delete one of the two steps")
        before.add(step.node)


def _edition(argument_map: ArgumentMap) -> Iterator[Finding]:
    released = {one.name for one in argument_map.editions} | {DRAFT}
    if argument_map.edition not in released:
        message = f'editions.yml does not tell of the edition "{shown(argument_map.edition)}"'
        hint = nearest(argument_map.edition, released - {DRAFT}) or "argmap release writes the entry, with the day"
        yield Finding(argument_map.place("edition"), "AM062", message, hint)


def _cycles(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report each knot of nodes that support each other in a circle once."""
    ids = {node.id for node in argument_map.nodes}
    supports = {
        node.id: [
            r for r in node.relations if r.type is RelationType.SUPPORTS and r.target in ids and r.target != node.id
        ]
        for node in argument_map.nodes
    }
    for knot in _knots({node_id: [r.target for r in relations] for node_id, relations in supports.items()}):
        members = set(knot)
        start = min(knot)
        way = [start]
        while True:
            step = next(r for r in supports[way[-1]] if r.target in members)
            if step.target in way:
                way = way[way.index(step.target) :]
                break
            way.append(step.target)
        circle = (
            " -> ".join([*way, way[0]]) if len(way) <= _LONGEST_SHOWN else f"{' -> '.join(way[:3])} -> … -> {way[0]}"
        )
        first = next(r for r in supports[way[0]] if r.target in members)
        yield Finding(first.place, "AM015", f"support goes round in a circle: {circle}", "remove one of these steps")


_LONGEST_SHOWN = 6


def _knots(edges: dict[str, list[str]]) -> Iterator[list[str]]:
    """Yield the strongly connected components of two nodes or more, by Kosaraju's two searches."""
    seen: set[str] = set()
    order = [node for start in edges for node in _search(start, edges, seen)]
    backwards: dict[str, list[str]] = {node: [] for node in edges}
    for source, targets in edges.items():
        for target in targets:
            backwards[target].append(source)
    seen = set()
    for start in reversed(order):
        knot = _search(start, backwards, seen)
        if len(knot) > 1:
            yield knot


def _search(start: str, edges: dict[str, list[str]], seen: set[str]) -> list[str]:
    """List what can be reached from a node and was not seen yet, each node after all it leads to."""
    found: list[str] = []
    if start in seen:
        return found
    seen.add(start)
    waiting = [(start, iter(edges[start]))]
    while waiting:
        here, rest = waiting[-1]
        following = next((target for target in rest if target not in seen), None)
        if following is None:
            waiting.pop()
            found.append(here)
        else:
            seen.add(following)
            waiting.append((following, iter(edges[following])))
    return found


def _ways_up(argument_map: ArgumentMap) -> Iterator[Finding]:
    graph = graph_of(argument_map)
    if argument_map.nodes and not graph.theses:
        hint = "give the node that all others bear on kind: thesis"
        yield Finding(Place(argument_map.file), "AM036", "no node of this map is a thesis", hint)
        return
    lost = [node for node in graph.nodes.values() if node.kind is not Kind.THESIS and node.id not in graph.parent]
    ends = [node.id for node in lost if not graph.outgoing[node.id]]
    told_elsewhere = {node_id for level in graph.levels(ends) for node_id in level}
    hint = "add supports:, attacks:, qualifies: or undercuts: with the node it bears on"
    for node in lost:
        if node.id not in told_elsewhere:
            message = "no way leads from this node to a thesis"
            yield Finding(node.place(""), "AM016", message, hint)
        elif node.id in ends and not any(kind.value in node.places for kind in RelationType):
            yield Finding(node.place(""), "AM016", "this node bears on no other", hint)


def _mapped_text(argument_map: ArgumentMap) -> Iterator[Finding]:
    known = set(locators(argument_map.sections, argument_map.notes))
    mapped = {source.at for node in argument_map.nodes for source in node.sources}
    for node in argument_map.nodes:
        for source in node.sources:
            if source.at not in known:
                hint = nearest(source.at, known) or "map.yml declares sections and notes"
                yield Finding(source.place, "AM040", f'the locator "{source.at}" is not declared in map.yml', hint)
            if source.quote and argument_map.verified and not is_verified(argument_map, source) and not node.withdrawn:
                message = "this quotation has not been looked up in the mapped text as it now stands"
                hint = "run argmap verify where the text is at hand; a maintainer can do that for you"
                yield Finding(source.place, "AM059", message, hint)
            words = len(source.quote.split())
            if words >= QUOTE_WORDS:
                message = f"this quotation has {words} words; fewer than {QUOTE_WORDS} are allowed"
                yield Finding(source.place, "AM041", message, "keep only the words that matter")
    for locator in argument_map.not_argued:
        if locator not in known:
            hint = nearest(locator, known) or "declare the section first"
            message = f'the locator "{locator}" under not-argued is not declared'
            yield Finding(argument_map.place("not-argued"), "AM040", message, hint)
        elif locator in mapped:
            hint = "delete the line, or correct the nodes' locators"
            message = f"{locator} is declared not argued, but nodes are mapped to it"
            yield Finding(argument_map.place("not-argued"), "AM045", message, hint)


def _grounds(argument_map: ArgumentMap) -> Iterator[Finding]:
    supported_by_evidence = {
        relation.target
        for node in argument_map.nodes
        if node.kind is Kind.EVIDENCE
        for relation in node.relations
        if relation.type is RelationType.SUPPORTS
    }
    for node in argument_map.nodes:
        if node.withdrawn:
            continue
        if node.kind is Kind.EVIDENCE and not node.sources and not node.cites:
            hint = "add source: with a locator, or cites: with a work"
            yield Finding(node.place("kind"), "AM042", "this evidence says neither source nor work", hint)
        elif argument_map.work and node.voice == ("contributor",):
            if not node.cites and node.id not in supported_by_evidence:
                hint = "add cites: with a work, or a node of evidence that supports this one"
                yield Finding(node.place("voice"), "AM043", "a contributor's node needs something to rest on", hint)
        elif argument_map.work and node.voice and not node.sources:
            hint = "add source: [{at: section.paragraph}], or voice: contributor if the text does not say so"
            yield Finding(node.place(""), "AM046", "this node does not say where the mapped text says so", hint)


def _citations(argument_map: ArgumentMap) -> Iterator[Finding]:
    keys = {reference.key for reference in argument_map.references}
    cited = {argument_map.work}
    if argument_map.work and argument_map.work not in keys:
        message = f'the mapped work "{argument_map.work}" is not in references.json'
        yield Finding(argument_map.place("work"), "AM054", message, nearest(argument_map.work, keys))
    for node in argument_map.nodes:
        used = [(cite.key, cite.place, "") for cite in node.cites]
        used += [(key, node.place("voice"), "") for key in node.voice if key not in SPEAKERS]
        used += [
            (citation.key, node.place_in_prose(cited_at.line), _PLAIN_AT)
            for cited_at in node.citations
            for citation in cited_at.cluster.citations
        ]
        for key, place, hint in used:
            cited.add(key)
            if key not in keys:
                message = f'the work "{shown(key)}" is not in references.json'
                yield Finding(place, "AM054", message, (nearest(key, keys) or "add it there") + hint)
    for reference in argument_map.references:
        if reference.key not in cited:
            message = f'"{reference.key}" is cited nowhere in this map'
            yield Finding(reference.place, "AM055", message, "cite it on a node, or delete the entry")


_PLAIN_AT = r"; an at-sign that cites nothing is written \@"


def _prose(argument_map: ArgumentMap) -> Iterator[Finding]:
    for node in argument_map.nodes:
        before, blank, _ = node.prose.partition(BLANK_PROSE)
        if blank:
            place = node.place_in_prose(before.count("\n"))
            yield Finding(place, "AM064", "the prose is still that of the form", "write your own, or delete the line")
