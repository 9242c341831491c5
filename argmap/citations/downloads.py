"""The files in which a node, a map or its references can be had for a reference manager."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from argmap.citations.bibtex import bibtex
from argmap.citations.ris import ris
from argmap.model.jsontext import json_text


@dataclass(frozen=True, slots=True)
class Form:
    """A format for references.

    Attributes:
        label: What readers call it.
        ending: The ending of its files, without the first dot.
        mime: Its media type.
        write: Writes entries of CSL-JSON in this format.
    """

    label: str
    ending: str
    mime: str
    write: Callable[[Iterable[Mapping[str, Any]]], str]


def csl_json(items: Iterable[Mapping[str, Any]]) -> str:
    """Write entries as CSL-JSON (https://github.com/citation-style-language/schema#csl-json-schema).

    Args:
        items: The entries.

    Returns:
        An array in JSON.
    """
    return json_text(list(items))


CITED_AS = {
    "csl-json": Form("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl_json),
    "bibtex": Form("BibTeX", "bib", "application/x-bibtex", bibtex),
    "ris": Form("RIS", "ris", "application/x-research-info-systems", ris),
}
"""The formats by the names under which `argmap export` knows them."""


def files_beside(stem: str) -> dict[str, str]:
    """Return the names of the files that lie beside a page.

    Args:
        stem: What the names begin with.

    Returns:
        The name of each file by its format.
    """
    return {name: f"{stem}.{form.ending}" for name, form in CITED_AS.items()}


def written(item: Mapping[str, Any], stem: str) -> dict[str, str]:
    """Write the files that lie beside the page of what is cited.

    Args:
        item: What is cited, as an entry of CSL-JSON.
        stem: What the names of the files begin with.

    Returns:
        The text of each file by its name.
    """
    return {f"{stem}.{form.ending}": form.write([item]) for form in CITED_AS.values()}
