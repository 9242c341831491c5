"""Writes a map as two tables in CSV (RFC 4180): its nodes, and its relations.

UTF-8 with a byte order mark, by which spreadsheets know it. A cell that a spreadsheet would take for a formula begins
with an apostrophe (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping

from argmap.analysis.objections import standings_of
from argmap.citations.attribution import attribution
from argmap.citations.citable import Published, node_date, node_path
from argmap.locale.numbers import decimal
from argmap.model.graph import Graph
from argmap.model.maps import ArgumentMap

_NUMBER = re.compile(r"-?[0-9.]+")
_FORMULA = re.compile("'*[=+\\-@\t\r]")


def nodes_csv(argument_map: ArgumentMap, graph: Graph, published: Published) -> str:
    """Write a row for each node that stands, in reading order; what has several parts is joined by semicolons.

    Args:
        argument_map: The map.
        graph: Its graph.
        published: What is known of where and when it is published.

    Returns:
        A table with a header.
    """
    rows = (
        {
            "id": node.id,
            "kind": node.kind.value,
            "role": graph.roles[node.id],
            "title": node.title,
            "statement": node.statement,
            "voice": "; ".join(node.voice),
            "stance": node.stance,
            "attribution": attribution(argument_map, node),
            "hedge": node.hedge,
            "score": decimal(node.score),
            "source": "; ".join(source.at for source in node.passages),
            "cites": "; ".join(cite.written for cite in node.cites),
            "tags": "; ".join(node.tags),
            "revision": str(node.revision),
            "date": node_date(argument_map, node, published),
            "url": published.address + node_path(argument_map, node.id),
        }
        for node in graph.nodes.values()
    )
    return table(
        (
            "id",
            "kind",
            "role",
            "title",
            "statement",
            "voice",
            "stance",
            "attribution",
            "hedge",
            "score",
            "source",
            "cites",
            "tags",
            "revision",
            "date",
            "url",
        ),
        rows,
    )


def relations_csv(graph: Graph) -> str:
    """Write a row for each relation.

    Args:
        graph: The graph of a map.

    Returns:
        A table with a header. The column `to` of an undercut is the premise of the step it denies, `conclusion` its
        end. A node of another map is named `other-map/id`. `standing` says how an objection stands.
    """
    standings = standings_of(graph)
    rows = (
        {
            "from": relation.origin,
            "type": relation.type.value,
            "to": relation.target,
            "conclusion": relation.conclusion,
            "jointly": "; ".join(relation.jointly),
            "because": relation.because,
            "order": decimal(relation.order),
            "scheme": relation.scheme,
            "score": decimal(relation.score),
            "standing": standings.get(relation, ""),
        }
        for node_id in graph.nodes
        for relation in (*graph.outgoing[node_id], *graph.abroad.get(node_id, ()))
    )
    columns = ("from", "type", "to", "conclusion", "jointly", "because", "order", "scheme", "score", "standing")
    return table(columns, rows)


def table(columns: Iterable[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Write a table.

    Args:
        columns: The names of its columns, which are its first line.
        rows: Cells by the names of their columns; those that are not named are empty.
    """
    output = io.StringIO()
    writer = csv.DictWriter(output, list(columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(cell) for name, cell in row.items()} for row in rows)
    return "\ufeff" + output.getvalue()


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell
