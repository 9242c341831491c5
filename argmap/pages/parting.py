"""Cuts what a long page lists into parts for pages of their own, whose addresses stay when a node is added."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from markupsafe import Markup

from argmap.pages.language import AS_THE_PAGE

MOST_WHOLE = 500
"""The most nodes of a map whose pages stand whole."""

_T = TypeVar("_T")
_SPEAKING = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a long page.

    `address` leads to it from any page beside it, `name` says what it begins with, in the language that `lang` tells,
    and `to` with what it ends, where that is another; `heading` is what all of it stands under, if anything. `number`
    counts the nodes, or works, that no part before has.
    """

    address: str
    name: str
    number: int
    lang: Markup = AS_THE_PAGE
    to: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The way through a page in parts: all of them, and which is here, None on the page that leads to them.

    `first` is the address of that page, `is_list` tells that it lists nothing itself.
    """

    parts: tuple[Part, ...]
    here: Part | None
    before: Part | None
    after: Part | None
    first: str
    is_list: bool


@dataclass(frozen=True, slots=True)
class Piece(Generic[_T]):
    """Something that a page lists.

    Attributes:
        key: What tells it from the others, and never changes.
        name: What readers call it.
        lang: The attributes of an element that says so.
        item: The thing itself.
        weight: How long it is, counted in lines.
        group: What it stands under, such as a letter or a section; no part has pieces of two.
        heading: What readers call that.
        anchors: Its ids on the page.
        number: How many nodes, or works, it counts as.
    """

    key: str
    name: str
    lang: Markup
    item: _T
    weight: int = 1
    group: str = ""
    heading: str = ""
    anchors: tuple[str, ...] = ()
    number: int = 1


@dataclass(frozen=True, slots=True)
class Cut(Generic[_T]):
    """What stands on the page of a part, with its ids there."""

    part: Part
    items: tuple[_T, ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nesting(Generic[_T]):
    """How nested lines of a page are taken apart and put together.

    Attributes:
        key: Gives the id of a line's node.
        units: Gives what stands next below a line, each unit of lines that stay together.
        within: Gives a line back with only these units below it.
        led_on: Gives a line with nothing below it that leads to the part where that stands.
        name: Gives what readers call a line, and the attributes of an element that says so.
        is_own: Tells of a line whether its node stands here, and not elsewhere in full.
    """

    key: Callable[[_T], str]
    units: Callable[[_T], Sequence[Sequence[_T]]]
    within: Callable[[_T, Sequence[Sequence[_T]]], _T]
    led_on: Callable[[_T, Part], _T]
    name: Callable[[_T], tuple[str, Markup]]
    is_own: Callable[[_T], bool]


def speaking(key: str) -> str:
    """Write a key as a part of an address.

    Args:
        key: Any text.

    Returns:
        The key itself where it can stand in any address, else the beginning of its digest.
    """
    return key if _SPEAKING.fullmatch(key) else _digest(key)[:_DIGITS]


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def runs(pieces: Sequence[tuple[str, int]], most: int) -> Iterator[slice]:
    """Cut a sequence into runs that are not too long.

    Where it is cut depends on the keys and not on the places: one piece more moves no cut, but where it stands itself.

    Args:
        pieces: The key and the weight of each piece, in order.
        most: The most that a run weighs, unless it is of one piece.

    Yields:
        Where each run stands in the sequence.
    """
    waiting = [slice(0, len(pieces))]
    while waiting:
        run = waiting.pop()
        total = sum(weight for _, weight in pieces[run])
        if total <= most or run.stop - run.start == 1:
            yield run
            continue
        middle, passed = [], 0
        for at in range(run.start + 1, run.stop):
            passed += pieces[at - 1][1]
            middle += [at] if total <= 4 * passed <= 3 * total else []
        cut = min(middle or range(run.start + 1, run.stop), key=lambda at: _digest(pieces[at][0]))
        waiting += [slice(cut, run.stop), slice(run.start, cut)]


def cut_pieces(page: str, pieces: Sequence[Piece[_T]], most: int) -> list[Cut[_T]]:
    """Cut a list into parts, by what its pieces stand under, and further where that is too long.

    Args:
        page: The id of the page.
        pieces: What it lists, those of a group beside each other.
        most: The most that a part weighs.

    Returns:
        The parts in order. The first of a group has the group's name in its address, any other that of its first piece.
    """
    groups: dict[str, list[Piece[_T]]] = {}
    for piece in pieces:
        groups.setdefault(piece.group, []).append(piece)
    cuts = []
    for group, own in groups.items():
        for run in runs([(piece.key, piece.weight) for piece in own], most):
            some = own[run]
            of_group = speaking(group.lower()) if group else "all"
            name = f"{page}.{of_group}" + (f".{speaking(some[0].key)}" if run.start else "")
            to = some[-1].name if len(some) > 1 else ""
            number = sum(piece.number for piece in some)
            part = Part(f"../{name}/", some[0].name, number, some[0].lang, to, some[0].heading)
            anchors = tuple(anchor for piece in some for anchor in piece.anchors)
            cuts.append(Cut(part, tuple(piece.item for piece in some), anchors))
    return cuts


def cut_branches(
    page: str, lines: Sequence[_T], nesting: Nesting[_T], most: int
) -> tuple[tuple[_T, ...], list[Cut[_T]]]:
    """Cut nested lines into branches.

    A branch is cut off where a third of what a page holds stands in it, whatever stands beside it: one node more cuts
    off one branch more at most.

    Args:
        page: The id of the page.
        lines: The lines of the least depth.
        nesting: How lines are taken apart.
        most: The most lines on a page.

    Returns:
        What is left on the first page, none where that is too long, and the parts, in the order of the lines.
    """
    order: dict[str, int] = {}
    for line in _all(lines, nesting):
        if nesting.is_own(line):
            order.setdefault(nesting.key(line), len(order))
    made: list[tuple[int, str, tuple[_T, ...]]] = []

    def kept(line: _T) -> tuple[_T, int]:
        """Cut what stands below a line; return what is left of the line, and how many lines that is."""
        units = [[kept(one) for one in unit] for unit in nesting.units(line)]
        left = [tuple(one for one, _ in unit) for unit in units]
        key = nesting.key(line)
        weights = [
            (nesting.key(unit[0]), sum(weight for _, weight in own)) for unit, own in zip(left, units, strict=True)
        ]
        total = 1 + sum(weight for _, weight in weights)
        if 3 * total < most:
            return nesting.within(line, left), total
        # Where too many stand next below one line, they go on on further pages, below the same line.
        for run in runs(weights, most):
            name = f"{page}.{key}.{weights[run.start][0]}" if run.start else f"{page}.{key}"
            at = order[weights[run.start][0]] if run.start else order[key]
            made.append((at, name, (nesting.within(line, left[run]),)))
        below = len({nesting.key(one) for one in _all([line], nesting)}) - 1
        return nesting.led_on(line, Part(f"../{page}.{key}/", nesting.name(line)[0], below)), 1

    tops = [kept(line) for line in lines]
    weights = [(nesting.key(line), weight) for line, weight in tops]
    first = tuple(line for line, _ in tops)
    if sum(weight for _, weight in weights) > most:
        made += [
            (order[weights[run.start][0]], f"{page}.of.{weights[run.start][0]}", first[run])
            for run in runs(weights, most)
        ]
        first = ()
    seen = {nesting.key(line) for line in _all(first, nesting) if nesting.is_own(line)}
    cuts = []
    for _, name, own in sorted(made, key=lambda one: one[:2]):
        ids = [nesting.key(line) for line in _all(own, nesting) if nesting.is_own(line)]
        new = tuple(node_id for node_id in dict.fromkeys(ids) if node_id not in seen)
        seen.update(new)
        words, lang = nesting.name(own[0])
        to = nesting.name(own[-1])[0] if len(own) > 1 else ""
        cuts.append(Cut(Part(f"../{name}/", words, len(new), lang, to), own, new))
    return first, cuts


def _all(lines: Iterable[_T], nesting: Nesting[_T]) -> Iterator[_T]:
    """Yield lines, and all below each."""
    for line in lines:
        yield line
        for unit in nesting.units(line):
            yield from _all(unit, nesting)
