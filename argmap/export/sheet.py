"""A map as the sheet that `argmap import csv` reads: a row for each node, in reading order.

A row says one thing of all its relations. Where those differ in why they bear, in what they count together with or in
their scheme, further rows follow that have the id of the first and nothing else but relations.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from argmap.export.notes import (
    all_nodes,
    described,
    names_of_speakers,
    plain_citations,
    relations_of,
    with_links,
    works_of,
)
from argmap.export.published import PublishedMap
from argmap.export.saying import ALL_LINKED, ALL_SCHEMES, ALL_UNDERCUTS, DIRECT, constructs_of
from argmap.export.tables import table
from argmap.locale.numbers import decimal
from argmap.model.exchange import Fate
from argmap.model.kinds import Kind
from argmap.model.maps import Node, Relation
from argmap.model.sheets import COLUMNS, OF_RELATIONS

_COLUMN = "a column"
_STEP = "the ids of both ends, in a column"

CONSTRUCTS = constructs_of(
    {
        **{kind.value: (Fate.KEPT, "a row of that kind") for kind in Kind},
        **dict.fromkeys(("statement", "title", "score", "because", "order", *ALL_SCHEMES), (Fate.KEPT, _COLUMN)),
        "voice": (Fate.KEPT, "a name; a ; in it becomes a comma"),
        "tag": (Fate.KEPT, "a word; a ; in it becomes a comma"),
        "voice of no person": (Fate.LOST, "a work is among those that the row cites, but not who says it"),
        "work cited": (Fate.TOLD, "its authors, year, title and address in one cell"),
        "prose": (Fate.KEPT, "Markdown in a cell"),
        "link in the prose": (Fate.TOLD, "its words"),
        "citation in the prose": (Fate.TOLD, "its key; the work is among those that the row cites"),
        **dict.fromkeys(DIRECT, (Fate.KEPT, "ids, in a column")),
        **dict.fromkeys(ALL_UNDERCUTS, (Fate.KEPT, _STEP)),
        **dict.fromkeys(ALL_LINKED, (Fate.KEPT, "a label that rows share")),
        "withdrawn node": (Fate.KEPT, "a row with the reason"),
    }
)
"""What becomes in a sheet of everything that a map can say."""


def sheet(exported: PublishedMap) -> str:
    """Write a map.

    Args:
        exported: The map.

    Returns:
        A table with a header.
    """
    return table(COLUMNS, (row for node in all_nodes(exported) for row in _rows(exported, node)))


def _rows(exported: PublishedMap, node: Node) -> Iterator[dict[str, str]]:
    """Yield the row of a node, and further ones for relations of which something else is to be said."""
    said = sorted(
        ((label, one.because, decimal(one.order), one.scheme), number, one)
        for number, one in enumerate(relations_of(exported, node))
        for label in (one.jointly or ("",))
    )
    first = {"id": node.id, **_cells(exported, node)}
    for details, group in groupby(said, key=lambda entry: entry[0]):
        columns = dict(zip(OF_RELATIONS, details, strict=True))
        yield first | columns | _ends(one for _, _, one in group)
        first = {"id": node.id}
    if not said:
        yield first


def _cells(exported: PublishedMap, node: Node) -> dict[str, str]:
    works = exported.argument_map.works
    return {
        "statement": node.statement,
        "title": node.title,
        "kind": node.kind.value,
        "voice": _several(names_of_speakers(exported, node)),
        "cites": _several(described(works[key].entry) for key in works_of(exported, node)),
        "notes": plain_citations(with_links(node, lambda words, _: words)),
        "tags": _several(node.tags),
        "score": decimal(node.score),
        "withdrawn": node.reason,
    }


def _several(words: Iterable[str]) -> str:
    """Write several things into a cell; one alone has a semicolon behind it where a comma would make several of it."""
    cell = "; ".join(word.replace(";", ",") for word in words)
    return f"{cell};" if ", " in cell and ";" not in cell else cell


def _ends(relations: Iterable[Relation]) -> dict[str, str]:
    ends: dict[str, list[str]] = {}
    for relation in relations:
        ends.setdefault(relation.type.value, []).append(" -> ".join(relation.ends))
    return {name: "; ".join(named) for name, named in ends.items()}
