"""What an editor offers to do: add a node that bears on another, mend a finding, give a node another id."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from argmap.edit.newnode import Answer, NewFile, fits, new_file
from argmap.edit.rename import RenamingRefused, renamed
from argmap.lsp.spots import Region, Sense, spot_at
from argmap.lsp.state import Cursor, Edit, Span, State
from argmap.lsp.targets import named_by, target_at
from argmap.model.findings import Finding, Place, has_errors
from argmap.model.maps import ArgumentMap, Node
from argmap.read.meant import nearest, offered
from argmap.site.validate import checked

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")
_WORD = re.compile(r"[\w.][\w./:+#-]*\w|\w")
_IN_QUOTES = re.compile(r'put it in quotes: ("[^"\\]*")')
_ITEM = re.compile(r"""(?P<quote>["'])(?:(?!(?P=quote)).)*(?P=quote)?|[^,\[\]{}#]*[^,\[\]{}#\s]|\S""")


@dataclass(frozen=True, slots=True)
class Action:
    """Something that an editor offers to do.

    Attributes:
        title: What it does, in words.
        mends: The finding that it mends, or None.
        edits: What it changes.
        file: The file that it adds, or None.
    """

    title: str
    mends: Finding | None = None
    edits: tuple[Edit, ...] = ()
    file: NewFile | None = None


@dataclass(frozen=True, slots=True)
class Renamed:
    """What renaming a node changes: texts at first, then the path of its file."""

    edits: tuple[Edit, ...]
    old: str
    new: str


_OFFERS = {
    Answer.COUNTERCLAIM: "Add a counterclaim to",
    Answer.REASON: "Add a reason for",
    Answer.EVIDENCE: "Add evidence for",
    Answer.QUALIFICATION: "Add a limit of",
    Answer.EXPLANATION: "Add an explanation of",
    Answer.ANSWER: "Add an answer to",
    Answer.CONTEXT: "Add a context of",
    Answer.QUESTION: "Add a question to",
    Answer.THESIS: "Add a thesis to",
}


def span_of(state: State, finding: Finding) -> Span:
    """Find which words a finding is about: an item of a list or a value as a whole, and in prose the line.

    Args:
        state: What is known of the docs folder.
        finding: One of its findings.

    Returns:
        The words; an empty span where the file has none there.
    """
    place = finding.place
    content = _content(state, place)
    item = _ITEM.match(content, place.column - 1) if place.column > 1 else None
    end = item.end() if item else len(content.rstrip())
    start = place.column if place.column > 1 else len(content) - len(content.lstrip()) + 1
    return Span(Place(place.path, place.line, start), place.line, max(end + 1, start))


def _content(state: State, place: Place) -> str:
    """Return the line of a place; nothing where the file is not read, or is shorter by now."""
    return "".join(state.lines(place.path)[place.line - 1 : place.line])


def actions(state: State, cursor: Cursor) -> list[Action]:
    """List what can be done at a place.

    Args:
        state: What is known of the docs folder.
        cursor: The place.

    Returns:
        First what mends findings on the line; then what can be added to the node that is named there, else to that
        of the file, and to a map in its map.yml.
    """
    path = cursor.path
    mends = [action for finding in state.found(cursor) for action in _mends(state, finding)]
    target = target_at(state, cursor)
    named = state.nodes.get(target.name) if target and target.sense is Sense.NODE else None
    on_node = named or state.files.get(path)
    if on_node:
        argument_map, node = on_node
        return [*mends, *(_adding(argument_map, node, answer) for answer in Answer if fits(answer, node))]
    of_map = state.map_of(path)
    starting = [_adding(of_map, None, answer) for answer in _STARTING] if of_map and path == of_map.file else []
    return [*mends, *starting]


_STARTING = (Answer.THESIS, Answer.QUESTION)
"""What can be added to a map itself."""


def _adding(argument_map: ArgumentMap, node: Node | None, answer: Answer) -> Action:
    name = node.title if node else argument_map.title
    return Action(f"{_OFFERS[answer]} “{name}”", file=new_file(argument_map, node, answer))


def _mends(state: State, finding: Finding) -> Iterator[Action]:
    """Yield how to write what a finding's hint offers, for what its message names or else what is most like it.

    What only needs quotes gets them, if the hint has it whole.
    """
    meant = offered(finding.hint)
    content = _content(state, finding.place)
    words = {match[0]: match for match in _WORD.finditer(content, finding.place.column - 1) if match[0] != meant}
    quotes = _IN_QUOTES.match(finding.hint)
    if quotes and "…" not in quotes[1]:
        yield Action(f"Write {quotes[1]}", finding, (Edit(span_of(state, finding), quotes[1]),))
    named = (word for word in words if f'"{word}"' in finding.message)
    typed = (next(named, "") or nearest(meant, words)) if meant else ""
    if typed:
        start, end = (position + 1 for position in words[typed].span())
        place = Place(finding.place.path, finding.place.line, start)
        yield Action(f"Write “{meant}”", finding, (Edit(Span(place, place.line, end), meant),))


def renamable(state: State, cursor: Cursor) -> tuple[Span, str] | None:
    """Find the node that is renamed from a place: the one named there, else from a field's name that of the file.

    Args:
        state: What is known of the docs folder.
        cursor: The place.

    Returns:
        The word there and the node's name in full; None where no node is meant.
    """
    path = cursor.path
    spot = spot_at(state, cursor)
    target = named_by(state, path, spot)
    name = target.name if target and target.sense is Sense.NODE else ""
    if spot.region is Region.FIELD_NAME and path in state.files:
        argument_map, node = state.files[path]
        name = f"{argument_map.id}/{node.id}"
    span = Span(Place(path, spot.line, spot.start), spot.line, spot.start + len(spot.word))
    return (span, name) if name in state.nodes else None


def renaming(state: State, name: str, new: str) -> Renamed:
    """Rename a node as `argmap rename` does.

    Args:
        state: What is known of the docs folder.
        name: The node's name in full.
        new: The id that it is to have; with folders before it, it moves there.

    Returns:
        What to change.

    Raises:
        RenamingRefused: When that cannot be done; the message says why.
    """
    argument_map, node = state.nodes[name]
    if has_errors(state.findings):
        first = next(finding for finding in state.findings if has_errors([finding]))
        message = f"mend the errors in the maps first, such as {first.code} in {first.place.path}: {first.message}"
        raise RenamingRefused(message)
    texts = state.sources.texts
    outcome = renamed(texts, argument_map, node.id, new)
    after = {path: text for path, text in {**texts, **outcome.files}.items() if path != outcome.gone}
    _, findings = checked(after, state.sources.findings, state.sources.others)
    broken = next((finding for finding in findings if has_errors([finding])), None)
    if broken:
        message = f"{broken.place.path} could not be mended: {broken.message}"
        raise RenamingRefused(message)
    new_path = next(path for path in outcome.files if path not in texts)
    edits: list[Edit] = []
    for path, text in outcome.files.items():
        old_path = node.file if path == new_path else path
        edits += _changed(old_path, texts[old_path], text)
    return Renamed(tuple(edits), node.file, new_path)


def _changed(path: str, old: str, new: str) -> Iterator[Edit]:
    """Yield what makes one text of another, in whole lines."""
    before, after = _LINE.findall(old.removeprefix("\ufeff")), _LINE.findall(new.removeprefix("\ufeff"))
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            ends_open = end == len(before) and before[-1:] and not before[-1].endswith(("\n", "\r"))
            line, column = (end, len(before[-1]) + 1) if ends_open else (end + 1, 1)
            yield Edit(Span(Place(path, start + 1), line, column), "".join(after[new_start:new_end]))
