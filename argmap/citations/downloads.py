"""The files in which a node, a map or its references can be had for a reference manager."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from argmap.citations.bibtex import bibtex
from argmap.citations.ris import ris
from argmap.model.jsontext import json_text


@dataclass(frozen=True, slots=True)
class Form:
    """A format for references: what readers call it, its files' ending and media type, and what writes it."""

    label: str
    ending: str
    mime: str
    write: Callable[[Iterable[Mapping[str, Any]]], str]


def csl_json(items: Iterable[Mapping[str, Any]]) -> str:
    """Write entries as CSL-JSON (https://github.com/citation-style-language/schema#csl-json-schema)."""
    return json_text(list(items))


CITED_AS = {
    "csl-json": Form("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl_json),
    "bibtex": Form("BibTeX", "bib", "application/x-bibtex", bibtex),
    "ris": Form("RIS", "ris", "application/x-research-info-systems", ris),
}
"""The formats by the names under which argmap export knows them."""


def files_beside(stem: str) -> dict[str, str]:
    """Name the files that lie beside a page, by their formats."""
    return {name: f"{stem}.{form.ending}" for name, form in CITED_AS.items()}


def written(item: Mapping[str, Any], stem: str) -> dict[str, str]:
    """Write the files that lie beside the page of what is cited; returns them by their names."""
    return {f"{stem}.{form.ending}": form.write([item]) for form in CITED_AS.values()}
