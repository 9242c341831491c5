"""Maps of the same text side by side: which nodes each has at a paragraph, and where they read a passage otherwise."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from argmap.model.graph import Graph, graph_of, position_in
from argmap.model.maps import ArgumentMap, Node, locators
from argmap.model.voices import SPEAKERS

_WORD = re.compile(r"[^\W_]+")
_OPENING = 4
"""By how many words two lists of paragraphs tell the same paragraph: each gives some words of its beginning."""
_SHARED = 3
"""How many words in a row two quotations of one passage have in common."""


class Aspect(StrEnum):
    """In what two maps can read a passage otherwise."""

    KIND = "kind"
    SPEAKER = "speaker"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage that two maps quote.

    Attributes:
        nodes: The node of each that quotes it, by the place of the map among those compared.
        differs: In what they read it otherwise; empty where they agree.
    """

    nodes: Mapping[int, str]
    differs: tuple[Aspect, ...]


@dataclass(frozen=True, slots=True)
class ComparedPlace:
    """A paragraph or note of the text.

    Attributes:
        locators: What each map calls it; empty for one that does not list it.
        nodes: The nodes of each map that are mapped to it, in the order of the text.
        passages: The passages in it that two maps quote.
    """

    locators: tuple[str, ...]
    nodes: tuple[tuple[str, ...], ...]
    passages: tuple[SharedPassage, ...] = ()

    @property
    def covering(self) -> tuple[int, ...]:
        """The maps that have nodes there, by their places among those compared."""
        return tuple(number for number, nodes in enumerate(self.nodes) if nodes)


def compared(maps: Sequence[ArgumentMap]) -> tuple[ComparedPlace, ...]:
    """Put maps of the same text side by side.

    Args:
        maps: The maps. Withdrawn nodes are left out.

    Returns:
        Every paragraph and note that any of them lists, in the order of the first, with what only others list behind
        what stands before it there.
    """
    graphs = [graph_of(one) for one in maps]
    found = [_by_place(*pair) for pair in zip(maps, graphs, strict=True)]
    places = []
    for names in _aligned(maps):
        nodes = [by.get(name, ()) for by, name in zip(found, names, strict=True)]
        places.append(
            ComparedPlace(
                names,
                tuple(tuple(node.id for node in some) for some in nodes),
                tuple(_passages(names, nodes)),
            )
        )
    return tuple(places)


def _by_place(argument_map: ArgumentMap, graph: Graph) -> dict[str, tuple[Node, ...]]:
    found: dict[str, list[Node]] = {}
    for node in graph.nodes.values():
        for place in dict.fromkeys(passage.at for passage in node.passages):
            found.setdefault(place, []).append(node)
    return {
        place: tuple(sorted(nodes, key=lambda node: position_in(argument_map, node, place)))
        for place, nodes in found.items()
    }


def _aligned(maps: Sequence[ArgumentMap]) -> list[tuple[str, ...]]:
    """Bring the paragraphs of all maps together: one that begins with other words is another, whatever its locator."""
    rows: list[dict[int, str]] = []
    openings: list[tuple[str, ...]] = []
    for number, argument_map in enumerate(maps):
        by_locator = {locator: at for at, row in reversed([*enumerate(rows)]) for locator in row.values()}
        times = Counter(openings)
        by_words = {words: at for at, words in enumerate(openings) if words and times[words] == 1}
        behind: dict[int, list[tuple[dict[int, str], tuple[str, ...]]]] = {}
        last = -1
        for locator in locators(argument_map.sections, argument_map.notes):
            words = _opening(argument_map, locator)
            at = by_locator.get(locator)
            if at is None or not _may_be_one(words, openings[at]):
                at = by_words.get(words)
            if at is None or number in rows[at]:
                behind.setdefault(last, []).append(({number: locator}, words))
                continue
            rows[at][number] = locator
            openings[at] = openings[at] or words
            last = at
        in_turn = [*behind.get(-1, ())]
        for at, row in enumerate(zip(rows, openings, strict=True)):
            in_turn += [row, *behind.get(at, ())]
        rows, openings = [row for row, _ in in_turn], [words for _, words in in_turn]
    return [tuple(row.get(number, "") for number in range(len(maps))) for row in rows]


def _opening(argument_map: ArgumentMap, locator: str) -> tuple[str, ...]:
    paragraph = argument_map.paragraphs.get(locator)
    return tuple(_words(paragraph.first_words)[:_OPENING]) if paragraph else ()


def _may_be_one(words: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Tell whether two paragraphs begin alike, as far as is known of each."""
    return all(word == other for word, other in zip(words, others, strict=False))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _passages(names: Sequence[str], nodes: Sequence[Sequence[Node]]) -> Iterator[SharedPassage]:
    """Find the nodes of two maps that quote the same passage; each is compared with one node of each other map."""
    for (one, its_nodes), (other, others) in combinations(enumerate(nodes), 2):
        quoting: dict[tuple[str, ...], list[Node]] = {}
        for node in others:
            for run in _runs(node, names[other]):
                quoting.setdefault(run, []).append(node)
        taken: set[str] = set()
        for node in its_nodes:
            runs = _runs(node, names[one])
            near = Counter(found.id for run in runs for found in quoting.get(run, ()) if found.id not in taken)
            for nearest, _ in near.most_common(1):
                taken.add(nearest)
                match = next(found for found in others if found.id == nearest)
                yield SharedPassage({one: node.id, other: match.id}, tuple(_differences(node, match)))


def _runs(node: Node, locator: str) -> set[tuple[str, ...]]:
    """Return every few words in a row of what a node quotes of a paragraph; of a shorter quotation the whole."""
    quoted = [_words(passage.quote) for passage in node.passages if passage.at == locator and passage.quote]
    return {
        tuple(words[start : start + _SHARED]) for words in quoted for start in range(max(len(words) - _SHARED + 1, 1))
    }


def _differences(node: Node, other: Node) -> Iterator[Aspect]:
    if node.kind is not other.kind:
        yield Aspect.KIND
    if _speaker(node) != _speaker(other):
        yield Aspect.SPEAKER
    if node.stance != other.stance:
        yield Aspect.STANCE


def _speaker(node: Node) -> str:
    """Return who speaks, as far as two maps can be compared, whose keys are their own."""
    return node.voice[0] if node.voice[0] in SPEAKERS else ""
