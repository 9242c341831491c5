"""Formats citations and references by pandoc's citeproc, in one process however many maps and styles there are.

The styles lie in the folder `styles`, with their licence: Chicago author-date, which is pandoc's own
(https://pandoc.org/MANUAL.html#citations), and APA.
"""

import html
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import nh3

from argmap.model.clusters import Citation, Cluster
from argmap.storage.processes import NotStarted, ProcessFailed, run

_TIMEOUT = 600.0
"""Seconds. A thousand citations take about one."""

_MEMORY = ("+RTS", "-A128m", "-RTS")
"""Room for pandoc to work in before it tidies up: a quarter less time for many citations, no more for few."""

_AFFIX = "commonmark-raw_html"
"""What the words around a citation are written in, where they are more than words."""

_MARKED = re.compile(r"[*_\\\[<&]")

_LINKS = ("#ref-", "http://", "https://", "mailto:")


def _only_these_links(_tag: str, name: str, value: str) -> str | None:
    return None if name == "href" and not value.startswith(_LINKS) else value


_CLEANER = nh3.Cleaner(
    tags={"a", "em", "i", "strong", "b", "sup", "sub", "span", "code"},
    attributes={"a": {"href"}},
    tag_attribute_values={"span": {"class": {"smallcaps", "nocase"}}},
    attribute_filter=_only_these_links,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)

_SIGNS = str.maketrans({sign: f"&#{ord(sign)};" for sign in "\\`*_[]{}"})
"""Signs of Markdown as HTML writes them. None of them is ever part of a tag, so all can be replaced."""

_FIRST_SIGN = re.compile(r"\A[^\w\s<(&]")

_MAP = re.compile(r'<div id="map-\d+" class="argmap">')
_CITED = re.compile(
    r'<div id="cited-(\d+)">\s*<p><span class="citation"[^>]*>(.*?)</span></p>\s*</div>',
    re.DOTALL,
)
_ENTRY = re.compile(
    r'<div id="ref-(?P<key>[^"]*)" class="csl-entry"[^>]*>\s*(?P<entry>.*?)\s*</div>(?=\s*(?:<div|</div>))',
    re.DOTALL,
)
_UNKNOWN = re.compile(r'<a href="#ref-(?P<key>[^"]*)"[^>]*>\s*<strong>(?P=key)\?</strong>\s*</a>')

_FILTER_NOISE = re.compile(r"^.*?Error running filter \S+: | stack traceback:.*$", re.DOTALL)
_UNREADABLE = re.compile(r"Error reading bibliography file (\d+)\.json")


_YEAR_LETTERS = ' disambiguate-add-year-suffix="true"'


class Style(StrEnum):
    """A style of citing, by the name of its file."""

    CHICAGO = "chicago-author-date"
    APA = "apa"


class CitationError(Exception):
    """Pandoc could not format the citations; the message is pandoc's."""


class NoPandocError(CitationError):
    """There is no pandoc on this machine, or none that can be started."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to format: references as CSL-JSON, citations, the language, and in which style.

    References that are `alone` are not told apart from each other by letters after the year: each will stand
    by itself in somebody's text.
    """

    references: str
    clusters: tuple[Cluster, ...]
    language: str
    style: Style = Style.CHICAGO
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Formatted:
    """Citations and references as HTML, the references by key in the order of the bibliography.

    Citations link to `#ref-` and the key. Nothing in the HTML means anything to Markdown, so it can stand in
    Markdown as it is.
    """

    clusters: Mapping[Cluster, str]
    entries: Mapping[str, str]


def engine_id() -> str:
    """Name the program that formats, with its version, for the cache."""
    try:
        return f"pandoc {version('pypandoc_binary')}"
    except PackageNotFoundError:
        return "no pandoc of ours"


@cache
def _style(style: Style, *, alone: bool) -> str:
    text = (files("argmap.citations") / "styles" / f"{style}.csl").read_text(encoding="utf-8")
    return text.replace(_YEAR_LETTERS, "", 1) if alone else text


def format_citations(requests: Mapping[str, Request]) -> dict[str, Formatted]:
    """Format everything in one run of pandoc.

    Takes requests by names, which a message may begin with; returns what was formatted by the same names.
    Raises CitationError with pandoc's message, NoPandocError if there is no pandoc.
    """
    if not requests:
        return {}
    document = json.dumps(_ast_of(requests)).encode()
    script = files("argmap.citations") / "citeproc.lua"
    with tempfile.TemporaryDirectory(prefix="argmap-") as folder, as_file(script) as lua:
        for number, request in enumerate(requests.values()):
            references = request.references.removeprefix("\ufeff")
            Path(folder, _references_file(number)).write_text(references, encoding="utf-8")
            style = Path(folder, _style_file(request))
            style.write_text(_style(request.style, alone=request.alone), encoding="utf-8")
        try:
            written = run(_command(folder, lua), document, timeout=_TIMEOUT).decode("utf-8")
        except (NotStarted, OSError) as error:
            raise NoPandocError(str(error)) from error
        except ProcessFailed as error:
            raise CitationError(_readable(str(error), list(requests))) from error
    return parse(written, requests)


def _pandoc() -> str:
    """Return the path of pandoc. Raises NoPandocError where the package that brings it cannot be had."""
    try:
        import pypandoc  # noqa: PLC0415 - it is not made for every platform, and all but formatting works without it
    except ImportError as error:
        message = "the package pypandoc_binary is not installed"
        raise NoPandocError(message) from error
    path: str = pypandoc.get_pandoc_path()
    return path


def _command(folder: str, lua: Path) -> list[str]:
    return [
        _pandoc(),
        *_MEMORY,
        "--from=json",
        "--to=html",
        "--wrap=none",
        # The document may open nothing. The filter may, and it opens the references only.
        "--sandbox",
        f"--resource-path={folder}",
        # Else a style of the person's own, in their home folder, would take the place of pandoc's.
        f"--data-dir={folder}",
        f"--lua-filter={lua}",
    ]


def _references_file(number: int) -> str:
    return f"{number}.json"


def _style_file(request: Request) -> str:
    return f"{request.style}{'-alone' if request.alone else ''}.csl"


def _readable(message: str, names: Sequence[str]) -> str:
    """Take out of pandoc's message what only concerns how it was called, and name the request."""
    said = _FILTER_NOISE.sub("", message).strip()
    return _UNREADABLE.sub(lambda found: f"the references of {names[int(found[1])]}", said)[:300]


def _ast_of(requests: Mapping[str, Request]) -> dict[str, Any]:
    """Write the document that pandoc is given: a Div for each request, in it a Div for each different citation.

    Its form is pandoc's own JSON (https://hackage.haskell.org/package/pandoc-types).
    """
    blocks = []
    for number, request in enumerate(requests.values()):
        cited = [
            {"t": "Div", "c": [[f"cited-{place}", [], []], [{"t": "Para", "c": [_cite(cluster)]}]]}
            for place, cluster in enumerate(dict.fromkeys(request.clusters))
        ]
        attributes = [
            ["bibliography", _references_file(number)],
            ["csl", _style_file(request)],
            ["language", request.language],
        ]
        blocks.append({"t": "Div", "c": [[f"map-{number}", ["argmap"], attributes], cited]})
    return {"pandoc-api-version": [1, 23], "meta": {}, "blocks": blocks}


def _cite(cluster: Cluster) -> dict[str, Any]:
    return {"t": "Cite", "c": [[_citation(citation) for citation in cluster.citations], []]}


def _citation(citation: Citation) -> dict[str, Any]:
    return {
        "citationId": citation.key,
        "citationPrefix": _inlines(citation.prefix),
        "citationSuffix": _inlines(citation.suffix),
        "citationMode": {"t": citation.mode.value},
        "citationNoteNum": 0,
        "citationHash": 0,
    }


def _inlines(text: str) -> list[dict[str, Any]]:
    """Write words as pandoc has them; a space in front of them is kept."""
    space: dict[str, Any] = {"t": "Space"}
    bare = text.lstrip(" ")
    inlines = [space] if bare != text else []
    if _MARKED.search(bare):
        return [*inlines, {"t": "RawInline", "c": [_AFFIX, bare]}]
    for number, word in enumerate(bare.split()):
        inlines += [space, {"t": "Str", "c": word}] if number else [{"t": "Str", "c": word}]
    return inlines


def parse(written: str, requests: Mapping[str, Request]) -> dict[str, Formatted]:
    """Take apart the HTML that pandoc wrote for these requests.

    Returns what was formatted by the requests' names, all of it through the allow-list. Raises CitationError when
    a request or a citation is missing in it.
    """
    pieces = _MAP.split(written)[1:]
    try:
        return {
            name: _formatted(piece, request) for (name, request), piece in zip(requests.items(), pieces, strict=True)
        }
    except (KeyError, ValueError) as error:
        message = "something is missing in what it gave back"
        raise CitationError(message) from error


def _formatted(piece: str, request: Request) -> Formatted:
    cited = {int(number): _clean(_UNKNOWN.sub(r"\g<key>?", body)) for number, body in _CITED.findall(piece)}
    return Formatted(
        {cluster: cited[place] for place, cluster in enumerate(dict.fromkeys(request.clusters))},
        {html.unescape(match["key"]): _clean(match["entry"]) for match in _ENTRY.finditer(piece)},
    )


def _clean(markup: str) -> str:
    """Return inline HTML in one line, safe by itself and within Markdown."""
    inert = " ".join(_CLEANER.clean(markup).split()).translate(_SIGNS)
    return _FIRST_SIGN.sub(lambda sign: f"&#{ord(sign[0])};", inert)
