"""Every format in which a map, or its references, can be had; pages, `argmap export` and its docs follow this list."""

from collections.abc import Callable, Mapping
from typing import Any

from argmap.bibtex import bibtex
from argmap.context import TO_MAP, Context
from argmap.downloads import csl_json
from argmap.draw import drawing_of
from argmap.exports import map_json
from argmap.graphml import graphml
from argmap.linked import map_jsonld
from argmap.model import ArgumentMap
from argmap.ris import ris
from argmap.tables import nodes_csv, relations_csv
from argmap.views import whole

MAP_FILES = {
    "map.json": ("json", "the whole map, as its published schema says"),
    "map.jsonld": ("jsonld", "the whole map as linked data: nodes as claims (schema.org), relations as AIF"),
    "map.graphml": ("graphml", "nodes and relations for programs that analyse graphs"),
    "nodes.csv": ("nodes-csv", "the nodes as a table"),
    "relations.csv": ("relations-csv", "the relations as a table"),
}
"""The files beside a map's front page that hold the map: the format of each, and what it is."""

REFERENCE_FILES = {
    "references.bib": ("bibtex", "the works cited, as BibTeX for BibLaTeX"),
    "references.ris": ("ris", "the works cited, as RIS"),
    "references.csl.json": ("csl-json", "the works cited, as CSL-JSON"),
}
"""The files that hold its references, likewise."""


def _entries(context: Context) -> list[Mapping[str, Any]]:
    return [reference.entry for reference in context.argument_map.references]


def _dot(context: Context) -> str:
    return drawing_of(whole(context.graph, context.argument_map.title), TO_MAP).dot


EXPORTS: Mapping[str, Callable[[Context], str]] = {
    "json": lambda context: map_json(context.argument_map),
    "jsonld": map_jsonld,
    "graphml": lambda context: graphml(context.graph),
    "dot": _dot,
    "nodes-csv": lambda context: nodes_csv(context.argument_map, context.graph, context.published),
    "relations-csv": lambda context: relations_csv(context.graph),
    "bibtex": lambda context: bibtex(_entries(context)),
    "ris": lambda context: ris(_entries(context)),
    "csl-json": lambda context: csl_json(_entries(context)),
}
"""What writes each format, by the name under which argmap export knows it."""


def offered(argument_map: ArgumentMap) -> dict[str, tuple[str, str]]:
    """Return the files in which a map can be had, those of its references where it has any."""
    return MAP_FILES | (REFERENCE_FILES if argument_map.references else {})


def data_files(context: Context) -> dict[str, str]:
    """Write the files that lie beside a map's front page; returns them by their names."""
    return {name: EXPORTS[form](context) for name, (form, _) in offered(context.argument_map).items()}
