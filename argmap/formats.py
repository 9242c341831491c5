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
from argmap.ris import ris
from argmap.tables import nodes_csv, relations_csv
from argmap.views import whole

MAP_FILES = {
    "map.json": "the whole map, as its published schema says",
    "map.jsonld": "the whole map as linked data: nodes as claims (schema.org), relations as AIF",
    "map.graphml": "nodes and relations for programs that analyse graphs",
    "nodes.csv": "the nodes as a table",
    "relations.csv": "the relations as a table",
}
"""The files beside a map's front page that hold the map, and what each is."""

REFERENCE_FILES = {
    "references.bib": "the works cited, as BibTeX for BibLaTeX",
    "references.ris": "the works cited, as RIS",
    "references.csl.json": "the works cited, as CSL-JSON",
}
"""The files that hold its references."""


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

_FILES = {
    "map.json": "json",
    "map.jsonld": "jsonld",
    "map.graphml": "graphml",
    "nodes.csv": "nodes-csv",
    "relations.csv": "relations-csv",
    "references.bib": "bibtex",
    "references.ris": "ris",
    "references.csl.json": "csl-json",
}


def data_files(context: Context) -> dict[str, str]:
    """Write the files that lie beside a map's front page; returns them by their names."""
    names = [*MAP_FILES, *(REFERENCE_FILES if context.argument_map.references else ())]
    return {name: EXPORTS[_FILES[name]](context) for name in names}
