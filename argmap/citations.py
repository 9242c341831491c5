"""Formats citations and references by pandoc's citeproc, in one process however many maps there are.

The style is pandoc's own: Chicago author-date (https://pandoc.org/MANUAL.html#citations).
"""

import html
import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import nh3
import pypandoc

from argmap.clusters import Cluster, Mode
from argmap.processes import ProcessFailed, run

_TIMEOUT = 600.0
"""Seconds. A thousand citations take about one."""

_TAGS = {"a", "em", "i", "strong", "b", "sup", "sub", "span", "q"}
_ATTRIBUTES = {"a": {"href"}, "span": {"class"}}

_MAP = re.compile(r'<div id="map-(\d+)" class="argmap">')
_CITED = re.compile(r'<div id="cited-(\d+)">\s*<p>(.*?)</p>\s*</div>', re.DOTALL)
_ENTRY = re.compile(
    r'<div id="ref-(?P<key>[^"]*)" class="csl-entry"[^>]*>\s*(?P<entry>.*?)\s*</div>(?=\s*(?:<div|</div>))',
    re.DOTALL,
)
_CITE_SPAN = re.compile(r'<span class="citation"[^>]*>(.*)</span>', re.DOTALL)


_FILTER_NOISE = re.compile(r"^.*?Error running filter \S+: | stack traceback:.*$", re.DOTALL)


class CitationError(Exception):
    """Pandoc could not format the citations; the message is pandoc's."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to format for one map: its references as CSL-JSON, its citations, and its language."""

    references: str
    clusters: tuple[Cluster, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Formatted:
    """A map's citations and references as HTML, the references by key in the order of the bibliography.

    Citations link to `#ref-` and the key.
    """

    clusters: Mapping[Cluster, str]
    entries: Mapping[str, str]


def engine_id() -> str:
    """Name the program that formats, with its version, for the cache."""
    return f"pandoc {version('pypandoc_binary')}"


def format_citations(requests: Mapping[str, Request]) -> dict[str, Formatted]:
    """Format the citations of every map.

    Takes a request for each map by its id; returns what was formatted by the same ids. Raises
    CitationError with pandoc's message.
    """
    if not requests:
        return {}
    with tempfile.TemporaryDirectory(prefix="argmap-") as folder, as_file(files("argmap") / "citeproc.lua") as script:
        bibliographies = []
        for number, request in enumerate(requests.values()):
            bibliography = Path(folder) / f"{number}.json"
            bibliography.write_text(request.references.removeprefix("\ufeff"), encoding="utf-8")
            bibliographies.append(bibliography.as_posix())
        # No --sandbox: it would forbid reading the references too. Neither the document nor the references
        # can make pandoc open anything: they hold citations, texts and no images or includes.
        command = [pypandoc.get_pandoc_path(), "-f", "json", "-t", "html", "--wrap=none", f"--lua-filter={script}"]
        document = json.dumps(_document(requests, bibliographies)).encode()
        try:
            written = run(command, document, timeout=_TIMEOUT).decode("utf-8")
        except (ProcessFailed, OSError) as error:
            raise CitationError(_readable(str(error), folder)) from error
    return _parsed(written, requests)


def _readable(message: str, folder: str) -> str:
    """Take out of pandoc's message what only concerns how it was called."""
    said = _FILTER_NOISE.sub("", message.replace(f"{folder}/", ""))
    return said.strip()[:300]


def _document(requests: Mapping[str, Request], bibliographies: list[str]) -> dict[str, Any]:
    """Write pandoc's own document (https://hackage.haskell.org/package/pandoc-types): a Div a map, a Div a citation."""
    blocks = []
    for number, request in enumerate(requests.values()):
        cited = [
            {"t": "Div", "c": [[f"cited-{place}", [], []], [{"t": "Para", "c": [_cite(cluster)]}]]}
            for place, cluster in enumerate(request.clusters)
        ]
        attributes = [["bibliography", bibliographies[number]], ["language", request.language]]
        blocks.append({"t": "Div", "c": [[f"map-{number}", ["argmap"], attributes], cited]})
    return {"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks}


def _cite(cluster: Cluster) -> dict[str, Any]:
    citations = [
        {
            "citationId": citation.key,
            "citationPrefix": _inlines(citation.prefix),
            "citationSuffix": _inlines(citation.suffix),
            "citationMode": {"t": citation.mode.value},
            "citationNoteNum": 0,
            "citationHash": 0,
        }
        for citation in cluster.citations
    ]
    return {"t": "Cite", "c": [citations, []]}


def _inlines(text: str) -> list[dict[str, Any]]:
    inlines: list[dict[str, Any]] = []
    for word in text.split(" "):
        inlines += [{"t": "Space"}, {"t": "Str", "c": word}]
    return inlines[1:] if text else []


def _parsed(written: str, requests: Mapping[str, Request]) -> dict[str, Formatted]:
    pieces = _MAP.split(written)[2::2]
    formatted = {}
    for (map_id, request), piece in zip(requests.items(), pieces, strict=True):
        cited = {int(number): _clean(_unwrapped(body)) for number, body in _CITED.findall(piece)}
        clusters = {cluster: cited.get(place, _plain(cluster)) for place, cluster in enumerate(request.clusters)}
        entries = {html.unescape(match["key"]): _clean(match["entry"]) for match in _ENTRY.finditer(piece)}
        formatted[map_id] = Formatted(clusters, entries)
    return formatted


def _unwrapped(body: str) -> str:
    match = _CITE_SPAN.fullmatch(body.strip())
    return match[1] if match else body


def _plain(cluster: Cluster) -> str:
    """Stand in for a citation that pandoc did not give back."""
    keys = "; ".join(citation.key for citation in cluster.citations)
    return html.escape(keys if cluster.citations[0].mode is Mode.AUTHOR_IN_TEXT else f"({keys})")


def _clean(markup: str) -> str:
    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    ).strip()
