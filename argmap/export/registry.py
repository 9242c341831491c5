"""Every format in which a map, or its references, can be had; pages, `argmap export` and its docs follow this list."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from argmap.citations.bibtex import bibtex
from argmap.citations.downloads import CITED_AS, csl_json
from argmap.citations.ris import ris
from argmap.diagrams.dot import drawing_of
from argmap.diagrams.views import whole
from argmap.export import aif, argdown, gsn, mermaid, sadface, sheet, vault
from argmap.export.graphml import graphml
from argmap.export.jsonld import map_jsonld
from argmap.export.mapjson import map_json
from argmap.export.published import PublishedMap
from argmap.export.signposting import LINKSET, LINKSET_TYPE, linkset
from argmap.export.tables import nodes_csv, relations_csv
from argmap.model.exchange import Construct
from argmap.model.maps import ArgumentMap


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """A format in which a map can be had.

    Attributes:
        name: The name under which `argmap export` knows it.
        write: Writes a map in this format.
        file: The name of its file beside a map's front page; empty for a format that has none there.
        meaning: What the file is, for readers.
        mime: Its media type.
        of_works: Whether it holds the works that a map cites, and not the map.
        constructs: Everything that a map can say, and what becomes of it in this format; none for a format of our own
            making, or of works.
    """

    name: str
    write: Callable[[PublishedMap], str]
    file: str = ""
    meaning: str = ""
    mime: str = ""
    of_works: bool = False
    constructs: tuple[Construct, ...] = ()


def _entries(exported: PublishedMap) -> list[Mapping[str, Any]]:
    return [reference.entry for reference in exported.argument_map.references]


def _dot(exported: PublishedMap) -> str:
    view = whole(exported.graph, exported.argument_map.title, exported.abroad)
    return drawing_of(view, "../", language=exported.argument_map.language).dot


_ALL = (
    ExportFormat(
        "json",
        lambda exported: map_json(exported.argument_map, exported.graph),
        "map.json",
        "nodes, relations, terms and works, as the published schema says",
        "application/json",
    ),
    ExportFormat(
        "jsonld",
        map_jsonld,
        "map.jsonld",
        "the whole map as linked data: nodes as claims (schema.org), relations as AIF",
        "application/ld+json",
    ),
    ExportFormat(
        "graphml",
        graphml,
        "map.graphml",
        "nodes and relations for programs that analyse graphs",
        "application/graphml+xml",
    ),
    ExportFormat("dot", _dot),  # the file lies beside the drawing of the whole, on its page
    ExportFormat(
        "nodes-csv",
        lambda exported: nodes_csv(exported.argument_map, exported.graph, exported.published),
        "nodes.csv",
        "the nodes as a table",
        "text/csv",
    ),
    ExportFormat(
        "relations-csv",
        lambda exported: relations_csv(exported.graph),
        "relations.csv",
        "the relations as a table",
        "text/csv",
    ),
    ExportFormat(
        "linkset",
        lambda exported: linkset(exported, typed_files(exported.argument_map)),
        LINKSET,
        "where each page leads: its metadata, its parts, its licence, its authors (Signposting)",
        LINKSET_TYPE,
    ),
    ExportFormat(
        "bibtex",
        lambda exported: bibtex(_entries(exported)),
        "references.bib",
        "the works cited, for BibTeX and BibLaTeX",
        CITED_AS["bibtex"].mime,
        of_works=True,
    ),
    ExportFormat(
        "ris",
        lambda exported: ris(_entries(exported)),
        "references.ris",
        "the works cited, as RIS",
        CITED_AS["ris"].mime,
        of_works=True,
    ),
    ExportFormat(
        "csl-json",
        lambda exported: csl_json(_entries(exported)),
        "references.csl.json",
        "the works cited, as CSL-JSON",
        CITED_AS["csl-json"].mime,
        of_works=True,
    ),
    ExportFormat("argdown", argdown.argdown, constructs=argdown.CONSTRUCTS),
    ExportFormat("aif", aif.aif, constructs=aif.AIF),
    ExportFormat("xaif", aif.xaif, constructs=aif.XAIF),
    ExportFormat("sadface", sadface.sadface, constructs=sadface.CONSTRUCTS),
    ExportFormat("gsn2x", gsn.gsn2x, constructs=gsn.CONSTRUCTS),
    ExportFormat("mermaid", mermaid.mermaid, constructs=mermaid.CONSTRUCTS),
    ExportFormat("csv", sheet.sheet, constructs=sheet.CONSTRUCTS),
)

EXPORTS: Mapping[str, ExportFormat] = {form.name: form for form in _ALL}
"""Every format by its name."""


@dataclass(frozen=True, slots=True)
class FolderFormat:
    """A format in which a map is a folder of files.

    Attributes:
        name: The name under which `argmap export` knows it.
        write: Writes a map: the text of each file by its path below the folder.
        constructs: Everything that a map can say, and what becomes of it in this format.
    """

    name: str
    write: Callable[[PublishedMap], Mapping[str, str]]
    constructs: tuple[Construct, ...]


FOLDERS: Mapping[str, FolderFormat] = {
    form.name: form for form in (FolderFormat("obsidian", vault.vault, vault.CONSTRUCTS),)
}
"""Every format that is a folder, by its name."""

REPORTED: Mapping[str, tuple[Construct, ...]] = {
    **{form.name: form.constructs for form in _ALL if form.constructs},
    **{form.name: form.constructs for form in FOLDERS.values()},
}
"""What becomes of everything that a map can say, by the name of each format of others."""


def offered(argument_map: ArgumentMap) -> list[ExportFormat]:
    """List the formats whose files lie beside a map's front page.

    Args:
        argument_map: The map; those of its references are offered only where it has any.

    Returns:
        The formats, in the order in which pages list them.
    """
    return [form for form in _ALL if form.file and (argument_map.references or not form.of_works)]


def typed_files(argument_map: ArgumentMap) -> list[tuple[str, str]]:
    """List the files beside a map's front page but for its linkset, which names them.

    Args:
        argument_map: The map.

    Returns:
        The name and the media type of each.
    """
    return [(form.file, form.mime) for form in offered(argument_map) if form.file != LINKSET]
