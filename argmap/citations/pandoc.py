"""Formats citations and references by pandoc's citeproc, many maps and styles in one process.

The styles lie in the folder `styles`, with their licence: Chicago author-date, which is pandoc's own
(https://pandoc.org/MANUAL.html#citations), and APA.
"""

import json
import os
import re
import tempfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file, files
from itertools import chain
from pathlib import Path
from typing import Any

from argmap.citations.runs import Run, Runs, TextStyle
from argmap.model.clusters import Citation, Cluster
from argmap.storage.processes import NotStarted, ProcessFailed, run

_TIMEOUT = 600.0
"""Seconds. A thousand citations take about one."""

_MEMORY = ("+RTS", "-A128m", "-RTS")
"""Room for pandoc to work in before it tidies up: a quarter less time for many citations, no more for few."""

_MOST_AT_ONCE = 64
"""How many requests a process is given, which holds all of them in memory."""

_WORTH_A_PROCESS = 500
"""How many citations take several times as long as the start of a process."""

_AFFIX = "commonmark-raw_html"
"""What the words around a citation are written in, where they are more than words."""

_MARKED = re.compile(r"[*_\\\[<&]")

_TO_REFERENCE = "#ref-"
"""What pandoc puts before the key of a reference when a citation leads to it."""

_SPACES = re.compile(r"[^\S\xa0\u202f]+")
"""Blanks at which a line may break; those that French sets within quotation marks and before signs stay."""

_OPENING, _CLOSING = re.compile(r"[“„«][\xa0\u202f]?$"), re.compile(r"[\xa0\u202f]?[”“»]")

_WRITER_NOISE = re.compile(r"^.*?Error running Lua: (?:.*\.lua:\d+: )?")
_UNREADABLE = re.compile(r"Error reading bibliography file (\d+)\.json")

_TELLING_APART = re.compile(r' (?:disambiguate-add-[a-z-]+|givenname-disambiguation-rule)="[^"]*"')
_WHERE_ALIKE = ' disambiguate="true"'
"""What a style says only of works that nothing else tells apart."""

MAPPED = "mapped-work"
"""A field of an entry, which no style prints, that tells the mapped work from the others."""

_LETTER = re.compile(r'<text (?:prefix="-" )?variable="year-suffix"/>')
_LETTER_OF_OTHERS = rf'<choose><if match="none" variable="{MAPPED}">\g<0></if></choose>'

_PLACE_IN_TEXT = re.compile(
    r'(?<=<text macro="date-short"/>\n {8})<text macro="label-locator"/>|<text macro="source-locator-author-date"/>'
)
"""Where the style puts a page, behind the year of a citation in running text: that of APA, and that of Chicago."""

IN_EDITION = "argmap-edition"
"""A field of an entry, which no style prints but in running text, that tells the editions of a map apart."""

_TITLED = rf'<group delimiter=", "><text macro="title-short"/><text variable="{IN_EDITION}"/></group>\g<0>'


class Style(StrEnum):
    """A style of citing, by the name of its file; `NOTE` is for footnotes, of maps and their nodes alone."""

    CHICAGO = "chicago-author-date"
    APA = "apa"
    NOTE = "note"


class Company(StrEnum):
    """Among what something is cited, and so how its citation in running text says which it is.

    `LIST`: among the other works of one list, by letters behind the year and more of the makers' names, as
    both styles have it (Chicago Manual of Style, 18th edition, 13.114; APA Publication Manual, 7th edition, 8.19). The
    mapped work never takes a letter, so that pages, and what is copied from them, call it alike. `NONE`: alone in
    somebody else's text, where a letter would mean nothing. `ITS_LIKE`: in somebody else's text too, with others by
    the same makers in the same year, as nodes of a map are: by its title, set as the style does where it cites by title
    (APA 8.14), and by the edition of the map. A letter would depend on what else that text cites.
    """

    LIST = "list"
    NONE = "none"
    ITS_LIKE = "its-like"


class CitationError(Exception):
    """Pandoc could not format the citations; the message is pandoc's."""


class NoPandocError(CitationError):
    """There is no pandoc on this machine, or none that can be started."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to format: references as CSL-JSON, citations, the language, in which style, and in which company."""

    references: str
    clusters: tuple[Cluster, ...]
    language: str
    style: Style = Style.CHICAGO
    company: Company = Company.LIST


@dataclass(frozen=True, slots=True)
class Formatted:
    """Citations and references as formatted texts, the references by key in the order of the bibliography.

    What leads to a reference leads to one that is in `entries`.
    """

    clusters: Mapping[Cluster, Runs]
    entries: Mapping[str, Runs]
    ranks: Mapping[str, int] = field(init=False, repr=False, compare=False)
    """The place of each reference in the bibliography, by key."""

    def __post_init__(self) -> None:
        """Count the references once: each of many nodes asks for the order of a few of them."""
        object.__setattr__(self, "ranks", {key: number for number, key in enumerate(self.entries)})

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Return those of these keys that have a reference, each once, in the order of the bibliography."""
        return sorted(self.ranks.keys() & keys, key=self.ranks.__getitem__)


@cache
def engine_id() -> str:
    """Name the program that formats, with its version, for the cache."""
    try:
        return f"pandoc {version('pypandoc_binary')}"
    except PackageNotFoundError:
        return "no pandoc of ours"


@cache
def _style(style: Style, company: Company) -> str:
    text = (files("argmap.citations") / "styles" / f"{style}.csl").read_text(encoding="utf-8")
    if company is Company.LIST:
        return _LETTER.sub(_LETTER_OF_OTHERS, text)
    alone = _TELLING_APART.sub("", text).replace(_WHERE_ALIKE, ' type="none"')
    return _PLACE_IN_TEXT.sub(_TITLED, alone) if company is Company.ITS_LIKE else alone


def pandoc_answers(requests: Mapping[str, Request]) -> list[str]:
    """Format everything: in one run of pandoc, or where there is much, in as many at a time as there are processors.

    Args:
        requests: What to format, by names with which a message may begin.

    Returns:
        The answer to each request, in their order, as JSON that `read_answer` reads.

    Raises:
        CitationError: Pandoc could not do it; the message is pandoc's.
        NoPandocError: There is no pandoc.
    """
    processors = os.cpu_count() or 1
    with ThreadPoolExecutor(processors) as executor:
        return list(chain.from_iterable(executor.map(_answers, _shares(requests, processors))))


def _shares(requests: Mapping[str, Request], processors: int) -> list[dict[str, Request]]:
    """Cut requests into parts, in their order, that take about as long as each other."""
    citations = sum(len(request.clusters) for request in requests.values())
    worth = max(1, min(processors, citations // _WORTH_A_PROCESS))
    shares: list[dict[str, Request]] = [{}]
    before = 0
    for name, request in requests.items():
        has_its_share = worth > 1 and before * worth >= citations * len(shares)
        if has_its_share or len(shares[-1]) == _MOST_AT_ONCE:
            shares.append({})
        shares[-1][name] = request
        before += len(request.clusters)
    return [share for share in shares if share]


def _answers(requests: Mapping[str, Request]) -> list[str]:
    document = json.dumps(_ast_of(requests)).encode()
    script = files("argmap.citations") / "citeproc.lua"
    with tempfile.TemporaryDirectory(prefix="argmap-") as folder, as_file(script) as lua:
        for number, request in enumerate(requests.values()):
            references = request.references.removeprefix("\ufeff")
            Path(folder, _references_file(number)).write_text(references, encoding="utf-8")
            style = Path(folder, _style_file(request))
            style.write_text(_style(request.style, request.company), encoding="utf-8")
        try:
            lines = run(_command(folder, lua), document, timeout=_TIMEOUT).splitlines()
            return [line.decode("utf-8") for line in lines]
        except (NotStarted, OSError) as error:
            raise NoPandocError(str(error)) from error
        except ProcessFailed as error:
            raise CitationError(_readable(str(error), list(requests))) from error


def pandoc_path() -> str:
    """Return the path of pandoc.

    Returns:
        The path of the program.

    Raises:
        NoPandocError: The package that brings it cannot be had.
    """
    try:
        import pypandoc  # noqa: PLC0415 - it is not made for every platform, and all but formatting works without it
    except ImportError as error:
        message = "the package pypandoc_binary is not installed"
        raise NoPandocError(message) from error
    path: str = pypandoc.get_pandoc_path()
    return path


def _command(folder: str, lua: Path) -> list[str]:
    return [
        pandoc_path(),
        *_MEMORY,
        "--from=json",
        f"--to={lua}",
        # The document may open nothing. The writer may, and it opens the references and styles only.
        "--sandbox",
        f"--resource-path={folder}",
        # Else a style of the person's own, in their home folder, would take the place of pandoc's.
        f"--data-dir={folder}",
    ]


def _references_file(number: int) -> str:
    return f"{number}.json"


def _style_file(request: Request) -> str:
    return f"{request.style}-{request.company}.csl"


def _readable(message: str, names: Sequence[str]) -> str:
    """Take out of pandoc's message what only concerns how it was called, and name the request."""
    said = _WRITER_NOISE.sub("", message.partition(" stack traceback:")[0]).strip()
    return _UNREADABLE.sub(lambda found: f"the references of {names[int(found[1])]}", said)[:300]


def _ast_of(requests: Mapping[str, Request]) -> dict[str, Any]:
    """Write the document that pandoc is given: a Div for each request, in it a paragraph for each different citation.

    Its form is pandoc's own JSON (https://hackage.haskell.org/package/pandoc-types).
    """
    blocks = []
    for number, request in enumerate(requests.values()):
        cited = [{"t": "Para", "c": [_cite(cluster)]} for cluster in dict.fromkeys(request.clusters)]
        attributes = [
            ["bibliography", _references_file(number)],
            ["csl", _style_file(request)],
            ["language", request.language],
        ]
        blocks.append({"t": "Div", "c": [["", [], attributes], cited]})
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
    for number, word in enumerate(filter(None, _SPACES.split(bare))):
        inlines += [space, {"t": "Str", "c": word}] if number else [{"t": "Str", "c": word}]
    return inlines


def read_answer(answer: str, request: Request) -> Formatted:
    """Read what pandoc answered to a request.

    Args:
        answer: JSON, in the form that `citeproc.lua` describes.
        request: What it answers.

    Returns:
        What was formatted.

    Raises:
        CitationError: Something is missing in the answer.
    """
    try:
        written = json.loads(answer)
        keys = {entry["key"] for entry in written["entries"]}
        clusters = zip(dict.fromkeys(request.clusters), written["clusters"], strict=True)
        return Formatted(
            {cluster: _runs(text, keys) for cluster, text in clusters},
            {entry["key"]: _upright(_runs(entry["text"], keys)) for entry in written["entries"]},
        )
    except (KeyError, TypeError, ValueError) as error:
        message = "something is missing in what it gave back"
        raise CitationError(message) from error


def _runs(written: Sequence[Mapping[str, str]], keys: Collection[str]) -> Runs:
    return tuple(_run(run, keys) for run in written)


def _upright(runs: Runs) -> Runs:
    """Set upright and without marks what describes a work in square brackets (APA 9.22): styles take it for a title."""
    upright = list(runs)
    for place, words in enumerate(runs):
        if words.text.startswith("[") and words.text.endswith("]"):
            styles = tuple(style for style in words.styles if style is not TextStyle.EMPHASIS)
            upright[place] = replace(words, styles=styles)
            before, after = slice(max(0, place - 1), place), slice(place + 1, place + 2)
            if any(_OPENING.search(quoting.text) for quoting in upright[before]):
                upright[before] = [replace(quoting, text=_OPENING.sub("", quoting.text)) for quoting in upright[before]]
                upright[after] = [
                    replace(quoting, text=_CLOSING.sub("", quoting.text, 1)) for quoting in upright[after]
                ]
    return tuple(upright)


def _run(written: Mapping[str, str], keys: Collection[str]) -> Run:
    """Read one run, in one line. What is not among the references stands as its bare key and a question mark."""
    text = _SPACES.sub(" ", written["text"])
    styles = tuple(map(TextStyle, written["styles"].split()))
    target = written["target"]
    key = target.removeprefix(_TO_REFERENCE)
    if key == target:
        return Run(text, styles, address=target)
    return Run(text, styles, reference=key) if key in keys else Run(text)
