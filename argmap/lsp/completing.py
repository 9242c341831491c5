"""What can be written at a place of a map's file: ids, fields, values, citation keys, locators, tags and links."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from argmap.citations.csltext import plain, short_name
from argmap.lsp.shown import about_field, about_locator, about_node, about_person, reference_text
from argmap.lsp.spots import Region, Sense, Spot, spot_at
from argmap.lsp.state import Cursor, State
from argmap.model.fields import Field, Form
from argmap.model.limits import DRAFT
from argmap.model.maps import ArgumentMap, Node, locators
from argmap.model.relations import ENDS, RelationType
from argmap.model.voices import SPEAKERS
from argmap.read.links import link_to


class Item(Enum):
    """What a completion is, for the picture that an editor puts before it."""

    NODE = "node"
    FIELD = "field"
    VALUE = "value"
    WORK = "work"
    PERSON = "person"
    LOCATOR = "locator"
    TAG = "tag"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Completion:
    """What can be written at a place.

    Attributes:
        item: What it is.
        text: What is written.
        detail: A few words beside it, such as a node's title; plain text.
        about: What it is in more words, as Markdown.
        start: The column at which what it replaces begins, in characters counted from 1.
        end: The column behind that.
    """

    item: Item
    text: str
    detail: str
    about: str
    start: int
    end: int


def completions(state: State, cursor: Cursor) -> list[Completion]:
    """List what can be written at a place.

    Args:
        state: What is known of the docs folder.
        cursor: The place.

    Returns:
        What fits there, whatever is typed already; editors choose among it by that.
    """
    spot = spot_at(state, cursor)
    end = spot.end if spot.region is not Region.LINK else cursor.column
    return [Completion(*row, spot.start, end) for row in dict.fromkeys(_rows(state, cursor.path, spot))]


_Row = tuple[Item, str, str, str]
"""What is the same of a completion wherever it is written."""


def _rows(state: State, path: str, spot: Spot) -> Iterator[_Row]:
    argument_map = state.map_of(path)
    if spot.region is Region.BLOCK:
        for of_map in state.maps:
            yield Item.FILE, of_map.id, of_map.title, ""
            yield from (_node(of_map, node, f"{of_map.id}/") for node in of_map.nodes if not node.withdrawn)
    elif spot.region is Region.LINK:
        yield from _links(state, path)
    elif spot.region is Region.FIELD_NAME:
        yield from _names(spot.choices, spot)
    elif argument_map is not None:
        if spot.region is Region.CITATION and state.is_node(path):
            yield from _works(argument_map)
        elif spot.region is Region.VALUE and spot.field:
            yield from _names(spot.choices, spot)
            yield from _values(state, path, argument_map, spot, spot.field)


def _names(fields: Iterable[Field], spot: Spot) -> Iterator[_Row]:
    for field in fields:
        if field.name not in spot.present:
            yield Item.FIELD, f"{field.name}: ", field.meaning, about_field(field)


def _values(state: State, path: str, argument_map: ArgumentMap, spot: Spot, field: Field) -> Iterator[_Row]:
    if spot.sense is Sense.NODE:
        yield from _nodes(state, path, argument_map, field, spot)
    elif spot.sense in _NAMED and spot.part != "id":
        yield from _NAMED[spot.sense](argument_map)
    elif spot.innermost is not None:
        yield from _words(argument_map, spot.innermost)


def _words(argument_map: ArgumentMap, field: Field) -> Iterator[_Row]:
    """List the values that a field can have, as far as they are few."""
    values = ("true", "false") if field.form is Form.FLAG else field.values
    if field.name == "edition":
        values = tuple(dict.fromkeys([DRAFT, *(edition.name for edition in argument_map.editions)]))
    if field.name == "scheme":  # a name that is in use already is found by it
        relations = (relation for node in argument_map.nodes for relation in node.relations)
        values = tuple(sorted({relation.scheme for relation in relations if relation.scheme}))
    for value in values:
        yield Item.VALUE, value, field.meaning, ""


def _works(argument_map: ArgumentMap) -> Iterator[_Row]:
    for work in argument_map.references:
        detail = " \N{MIDDLE DOT} ".join(dict.fromkeys([short_name(work.entry), plain(work.entry, "title")]))
        yield Item.WORK, work.key, detail, reference_text(work)


def _voices(argument_map: ArgumentMap) -> Iterator[_Row]:
    for word in SPEAKERS:
        yield Item.VALUE, word, "", ""
    for term_id, term in argument_map.people.items():
        if term.can_speak:
            yield Item.PERSON, term_id, term.term, about_person(argument_map, term_id)
    yield from _works(argument_map)


def _locators(argument_map: ArgumentMap) -> Iterator[_Row]:
    for locator in locators(argument_map.sections, argument_map.notes):
        yield Item.LOCATOR, locator, "", about_locator(argument_map, locator)


def _tags(argument_map: ArgumentMap) -> Iterator[_Row]:
    for tag in sorted({tag for node in argument_map.nodes for tag in node.tags}):
        yield Item.TAG, tag, "", ""


_NAMED: Mapping[Sense | None, Callable[[ArgumentMap], Iterator[_Row]]] = {
    Sense.WORK: _works,
    Sense.VOICE: _voices,
    Sense.LOCATOR: _locators,
    Sense.TAG: _tags,
}


def _nodes(state: State, path: str, argument_map: ArgumentMap, field: Field, spot: Spot) -> Iterator[_Row]:
    """List the nodes that a field can name: of a relation those on which one can bear so, in other maps too."""
    relation = RelationType(field.name) if field.name in ENDS else None
    if relation is RelationType.UNDERCUTS:
        yield from _steps(argument_map, spot.before)
        return
    for of_map in state.maps if relation else (argument_map,):
        behind = "" if of_map is argument_map else f"{of_map.id}/"
        for node in of_map.nodes:
            fits = relation is None or node.kind in ENDS[relation].targets
            if fits and not node.withdrawn and node.file != path:
                yield _node(of_map, node, behind)


def _node(argument_map: ArgumentMap, node: Node, behind: str) -> _Row:
    return Item.NODE, f"{behind}{node.id}", node.title, about_node(argument_map, node)


def _steps(argument_map: ArgumentMap, before: str) -> Iterator[_Row]:
    """List the steps that a node can deny, whole or from where one of them is begun."""
    premise, arrow, _ = before.rpartition("->")
    titles = {node.id: node.title for node in argument_map.nodes}
    for node in argument_map.nodes:
        for relation in node.relations:
            if not relation.conclusion and (not arrow or node.id == premise.strip()):
                step = relation.target if arrow else f"{node.id} -> {relation.target}"
                yield Item.NODE, step, f"{node.title} \N{RIGHTWARDS ARROW} {titles.get(relation.target, '')}", ""


def _links(state: State, path: str) -> Iterator[_Row]:
    """List the files to which a link can lead: nodes and pages."""
    for of_map, node in state.files.values():
        if node.file != path:
            yield Item.FILE, link_to(node.file, path), node.title, about_node(of_map, node)
    for other in state.sources.texts:
        if other.endswith(".md") and other != path and not state.is_node(other):
            yield Item.FILE, link_to(other, path), "", ""
