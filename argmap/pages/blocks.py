"""Fills the ```argmap blocks of prose pages with drawings and lists."""

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup

from argmap.analysis.answers import in_overview, missing_answers, strongest_answers
from argmap.check.structure import not_standing, unanswered
from argmap.diagrams.dot import DiagramRequest
from argmap.diagrams.views import Shape, View, branch, neighbourhood, outline, overview
from argmap.model.fields import Field, Form
from argmap.model.findings import Finding, Place
from argmap.model.limits import ID_PATTERN
from argmap.model.rules import RULES, Rule
from argmap.pages.context import Context
from argmap.pages.exchange import exchange_of
from argmap.pages.figures import FigureContext, figure_of
from argmap.pages.maplist import MapListPage, map_list
from argmap.pages.outlines import OutlineLine, outline_lines
from argmap.pages.page import Filling
from argmap.pages.templating import Templates
from argmap.read.values import ValueReader, closest, excerpt
from argmap.read.yamltree import Table, parse_yaml


@dataclass(frozen=True, slots=True)
class FindingsTable:
    """What can be found wrong with a map."""

    TEMPLATE: ClassVar[str] = "blocks/findings.html"

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A drawing on a page that people wrote, which may stand anywhere: `to_map` leads from it to the map."""

    TEMPLATE: ClassVar[str] = "blocks/figure.html"

    figure: FigureContext
    to_map: str


@dataclass(frozen=True, slots=True)
class OutlineBlock:
    """An outline on a page that people wrote; `to_map` leads from it to the map."""

    TEMPLATE: ClassVar[str] = "blocks/outline.html"

    lines: tuple[OutlineLine, ...]
    to_map: str


_TABLES: Mapping[str, Filling] = {
    "findings": FindingsTable(tuple(RULES.values())),
}

_FENCE = re.compile(r"(`{3,}+|~{3,}+)([^`]*+)")
_SIDES = 2
_LIKE_A_BLOCK = re.compile(r"[\s>]*+(?:`{3,}+|~{3,}+)\s*+argmap\s*+")
"""What somebody may take for the beginning of a block: behind spaces, or with another fence."""
_AS_A_BLOCK = (
    "begin the line with ```argmap, without spaces before it; to show a block as code, put it between lines of ````"
)
_MOST_BLOCKS = 50
"""How many blocks a page has at most. Each may be a drawing that takes a second, or an outline of a thousand lines."""

_TITLE = re.compile(
    r"^(?:title:[ \t]+|#[ \t]+)(?P<quote>[\"']?)(.*?)(?P=quote)[ \t]*(?:#+|\{[^{}]*\})?[ \t]*$", re.MULTILINE
)
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")

_NODE = Field("nodes", Form.IDS, "which node to show", "nodes: [a-node]", pattern=ID_PATTERN)
_EXCHANGE = "exchange"
_MAPS = "maps"
_HINT = (
    "write view: overview, branch, neighbourhood, outline or exchange, and of: the-map or the-map/the-node; "
    "or view: maps"
)
_VIEWS = ("overview", "branch", "neighbourhood", "outline", _EXCHANGE, _MAPS, *_TABLES)
_VIEW = Field("view", Form.TEXT, "what to show", "view: overview", required=True, values=_VIEWS)
_OF = Field("of", Form.TEXT, "of which map or node, or of the maps in which folder", "of: the-map/the-node")
_NODES = Field(
    "nodes",
    Form.IDS,
    "which nodes an overview shows besides theses and questions, or the two sides of an exchange",
    "nodes: [a-node, another-node]",
)
_QUESTION = Field("question", Form.TEXT, "what the two sides of an exchange answer", "question: Is it so?")
_FIELDS = (_VIEW, _OF, _NODES, _QUESTION)


@dataclass(frozen=True, slots=True)
class Filled:
    """A prose page with its blocks filled: in turn its text and its blocks, the drawings beside it, what was found.

    `maps` are the ids of the maps that its drawings and outlines show.
    """

    parts: tuple[str | Markup, ...]
    drawings: Mapping[str, DiagramRequest]
    """What to draw, by the path of the drawing."""
    findings: tuple[Finding, ...]
    maps: frozenset[str] = frozenset()
    lists: Mapping[str, MapListPage] = field(default_factory=dict)
    """Further parts of a list of maps that is too long for the page, by the paths of their Markdown files."""


def page_folder(path: str) -> str:
    """Return the folder at which a page of the docs folder appears on the site (`a/b.md` at `a/b/`).

    Args:
        path: The path of a page's Markdown file, with slashes.

    Returns:
        The folder's path on the site; empty for the site's front page.
    """
    stem, _ = posixpath.splitext(path)
    return posixpath.dirname(stem) if posixpath.basename(stem) in ("index", "README") else stem


def fill(path: str, page: str, contexts: Mapping[str, Context], templates: Templates) -> Filled:
    """Fill a page's blocks; those within other code blocks are left alone, so that documentation can show them.

    Args:
        path: The page's path below the docs folder.
        page: Its text.
        contexts: The maps by their ids.
        templates: What writes the tables.

    Returns:
        The page with its blocks filled, what to draw for it, and what is wrong with its blocks.
    """
    lines = page.split("\n")
    written: list[str | Markup] = []
    drawings: dict[str, DiagramRequest] = {}
    findings: list[Finding] = []
    shown: set[str] = set()
    lists: dict[str, MapListPage] = {}
    around = _Around(contexts, templates, title_of(path, page))
    blocks = 0
    for piece in _pieces(lines):
        place = Place(path, piece.start + 1)
        if piece.is_block:
            blocks += 1
            if blocks > _MOST_BLOCKS:
                message = f"this page has more than {_MOST_BLOCKS} argmap blocks"
                findings.append(Finding(place, "AM070", message, "spread them over several pages"))
                break
            if not piece.is_closed:
                message = "this argmap block has no end"
                findings.append(Finding(place, "AM070", message, "write ``` on a line behind it"))
                break
            body = "\n".join(lines[piece.start + 1 : piece.end - 1])
            block = _block(body, place, len(drawings), around)
            written.append(block.markup)
            drawings |= block.drawings
            findings += block.findings
            shown |= {block.map_id} - {""}
            lists |= block.lists
        else:
            if _LIKE_A_BLOCK.fullmatch(lines[piece.start]):
                message = "this looks like an argmap block and is shown as code"
                findings.append(Finding(place, "AM029", message, _AS_A_BLOCK))
            written += lines[piece.start : piece.end]
    return Filled(_parts(written), drawings, tuple(findings), frozenset(shown), lists)


def title_of(path: str, page: str) -> str:
    """Return what a page is called: by its front matter or its first heading, else its folder.

    Args:
        path: The page's path below the docs folder.
        page: Its text.

    Returns:
        Plain text.
    """
    title = _TITLE.search(page)
    named = _ESCAPED.sub("", title[2]) if title else ""
    return named or posixpath.basename(page_folder(path))


def lists_its_maps(path: str, page: str) -> bool:
    """Tell whether a page has a block that lists the maps in the page's own folder.

    Args:
        path: The page's path below the docs folder.
        page: Its text.

    Returns:
        Whether readers find there all maps below it.
    """
    lines = page.split("\n")
    for piece in _pieces(lines):
        if piece.is_block and piece.is_closed:
            body = "\n".join(lines[piece.start + 1 : piece.end - 1])
            request, findings = _read_request(body, Place(path))
            if request.view == _MAPS and not findings and request.of.strip("/") in ("", posixpath.dirname(path)):
                return True
    return False


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines of a page that belong together, by the numbers of the first and of the one behind the last.

    They are one line of text, or a block of code: of ours, where it `is_block`. One that is not closed has no end.
    """

    start: int
    end: int
    is_block: bool
    is_closed: bool


def _pieces(lines: list[str]) -> Iterator[_Piece]:
    """Take a page apart into blocks of code, and the lines between them."""
    number = 0
    while number < len(lines):
        opening = _FENCE.fullmatch(lines[number])
        fence, behind = opening.groups() if opening else ("", "")
        closed = _end_of_block(lines, number, fence) if fence else number + 1
        is_block = fence == "```" and behind.strip(" \t") == "argmap"
        yield _Piece(number, closed or len(lines), is_block, bool(closed))
        number = closed or len(lines)


def _parts(lines: Sequence[str | Markup]) -> tuple[str | Markup, ...]:
    """Join the lines of text between one block and the next, with the line breaks around each."""
    parts: list[str | Markup] = []
    text: list[str] = []
    for line in lines:
        if isinstance(line, Markup):
            parts += ["".join(f"{text_line}\n" for text_line in text), line]
            text = [""]
        else:
            text.append(line)
    return (*parts, "\n".join(text))


def _end_of_block(lines: list[str], start: int, fence: str) -> int:
    """Return the number of the line behind a block; 0 where the block does not end."""
    for number in range(start + 1, len(lines)):
        closing = lines[number].strip()
        if closing and set(closing) == {fence[0]} and len(closing) >= len(fence):
            return number + 1
    return 0


@dataclass(frozen=True, slots=True)
class _Request:
    """What a block asks for, as it is written."""

    view: str
    of: str
    nodes: tuple[tuple[str, Place], ...]
    question: str


def _read_request(body: str, block: Place) -> tuple[_Request, list[Finding]]:
    """Read a block; what it asks for counts only where there are no findings."""
    value, findings = parse_yaml(body, block.path, first_line=block.line + 1)
    reader = ValueReader()
    fields = reader.known(value, _FIELDS, "an argmap block") if isinstance(value, Table) else {}
    texts = reader.texts(fields, (_VIEW, _OF, _QUESTION))
    nodes = tuple(
        (node_id, item.place) for item in reader.items(fields, _NODES) if (node_id := reader.text(item, _NODE))
    )
    findings = [*findings, *reader.findings]
    if not findings and not texts["view"]:
        findings = [Finding(block, "AM070", "this argmap block says nothing to show", _HINT)]
    findings = [Finding(finding.place, "AM070", finding.message, finding.hint or _HINT) for finding in findings]
    return _Request(texts["view"], texts["of"], nodes, texts["question"]), findings


_NO_MARKUP = Markup()


@dataclass(frozen=True, slots=True)
class _Around:
    """What blocks are filled from: the maps by their ids, what lays them out, and what their page is called."""

    contexts: Mapping[str, Context]
    templates: Templates
    title: str


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a block became: its HTML, what to draw for it, what is wrong with it, the id of the map that it shows."""

    markup: Markup = _NO_MARKUP
    drawings: Mapping[str, DiagramRequest] = field(default_factory=dict)
    findings: Sequence[Finding] = ()
    map_id: str = ""
    lists: Mapping[str, MapListPage] = field(default_factory=dict)


def _block(body: str, block: Place, number: int, around: _Around) -> _Shown:
    """Fill a block; `number` counts the drawings before it on the page."""
    contexts, templates = around.contexts, around.templates
    request, findings = _read_request(body, block)
    if findings or request.view in _TABLES:
        return _Shown(Markup() if findings else templates.fill(_TABLES[request.view]), findings=findings)
    if request.view == _MAPS:
        return _maps(request, block, around)
    map_id, node_id = _of(request.of, contexts)
    findings = _missing(request, contexts, map_id, node_id, block)
    if findings:
        return _Shown(findings=findings)
    context = contexts[map_id]
    folder = page_folder(block.path)
    to_map = posixpath.relpath(map_id, folder or ".") + "/"
    if request.view == "outline":
        roots = [node_id] if node_id else [node.id for node in context.graph.roots]
        lines = outline_lines(context, outline(context.graph, roots))
        return _Shown(templates.fill(OutlineBlock(lines, to_map)), map_id=map_id)
    if request.view == _EXCHANGE:
        exchange = exchange_of(context, request.question, [node for node, _ in request.nodes], to_map, block.line)
        return _Shown(templates.fill(exchange), map_id=map_id)
    view = _view(context, request.view, node_id, [node for node, _ in request.nodes])
    shown = in_overview(context.graph, [node for node, _ in request.nodes]) if request.nodes else ()
    answers = strongest_answers(context.graph) if shown else {}
    findings = [
        Finding(dict(request.nodes).get(objection.origin, block), "AM075", *unanswered(objection, answer))
        for objection, answer in missing_answers(context.graph, answers, shown)
    ]
    file = f"{view.shape}-{number + 1}.svg"
    languages = (context.argument_map.language, context.language)
    drawing = {posixpath.join(folder, file): DiagramRequest(view, to_map, block.path, number + 1, *languages)}
    subject = context.graph.nodes[node_id].title if view.shape is not Shape.OVERVIEW else ""
    figure = figure_of(context, view, subject, file)
    return _Shown(templates.fill(FigureBlock(figure, to_map)), drawing, findings, map_id)


def _maps(request: _Request, block: Place, around: _Around) -> _Shown:
    """List the maps in a folder, which is that of the page where the block names none."""
    contexts = around.contexts
    folder = request.of.strip("/") or posixpath.dirname(block.path)
    listed = [context for map_id, context in contexts.items() if not folder or map_id.startswith(f"{folder}/")]
    if request.nodes or request.question:
        hint = "leave out nodes: and question:"
        return _Shown(findings=[Finding(block, "AM070", "view: maps chooses what it shows itself", hint)])
    if not listed:
        folders = dict.fromkeys(posixpath.dirname(map_id) for map_id in contexts)
        hint = closest(request.of, filter(None, folders)) or "name a folder in which maps lie, as in of: the-folder"
        return _Shown(findings=[Finding(block, "AM070", f'no map lies below "{excerpt(folder)}"', hint)])
    at = page_folder(block.path)
    first, others = map_list(listed, at, around.title)
    lists = {posixpath.join(at, name, "index.md"): page for name, page in others.items()}
    return _Shown(around.templates.fill(first), lists=lists)


def _missing(
    request: _Request, contexts: Mapping[str, Context], map_id: str, node_id: str, place: Place
) -> list[Finding]:
    """Find what a block names that is not there, or lacks, or has too much."""
    if map_id not in contexts:
        message = f'there is no map or node "{excerpt(request.of)}"' if request.of else "the block names no map"
        return [Finding(place, "AM070", message, _map_meant(request.of, contexts))]
    argument_map, nodes = contexts[map_id].argument_map, contexts[map_id].graph.nodes
    if node_id and node_id not in nodes:
        what, hint = not_standing(argument_map, node_id, f"{map_id}/")
        return [Finding(place, "AM070", f'the block is of "{excerpt(request.of)}", {what}', hint)]
    lacking = _lacking(request, map_id, node_id)
    if lacking:
        return [Finding(place, "AM070", *lacking)]
    if request.nodes and request.view not in (_EXCHANGE, Shape.OVERVIEW):
        message = f"view: {request.view} chooses its nodes itself"
        return [Finding(request.nodes[0][1], "AM070", message, "leave out nodes:, or write view: overview")]
    if request.view not in ("outline", _EXCHANGE, Shape.OVERVIEW) and not node_id:
        hint = f"name one behind its map, as in of: {map_id}/{next(iter(nodes), 'some-claim')}"
        return [Finding(place, "AM070", f"view: {request.view} needs a node", hint)]
    missing = ((name, at, *not_standing(argument_map, name)) for name, at in request.nodes if name not in nodes)
    return [
        Finding(at, "AM070", f'the block shows "{excerpt(name)}", {what}', hint) for name, at, what, hint in missing
    ]


def _lacking(request: _Request, map_id: str, node_id: str) -> tuple[str, str] | None:
    """Say what an exchange lacks: it is of a whole map, asks something and has two sides. No other view asks."""
    if request.view != _EXCHANGE:
        asks = (f"view: {request.view} asks nothing", "leave out question:, or write view: exchange")
        return asks if request.question else None
    if node_id:
        return "view: exchange is of a whole map", f"write of: {map_id}, and name the two sides under nodes:"
    if not request.question:
        return "view: exchange asks nothing", "add what its two sides answer, as in question: Is it so?"
    if len({node for node, _ in request.nodes}) != len(request.nodes) or len(request.nodes) != _SIDES:
        return "view: exchange has two sides", "name both, as in nodes: [one-node, another-node]"
    return None


def _map_meant(of: str, contexts: Mapping[str, Context]) -> str:
    """Offer what may be meant by a map that is not there."""
    names = [f"{map_id}/{node_id}" for map_id, context in contexts.items() for node_id in context.graph.nodes]
    own = next((f'did you mean "{name}"?' for name in names if name.endswith(f"/{of}")), "")
    there = f"write of: {next(iter(contexts))}, or a node behind it" if contexts else "no map lies in this docs folder"
    return own or closest(of, [*contexts, *names]) or there


def _of(target: str, contexts: Mapping[str, Context]) -> tuple[str, str]:
    if target in contexts:
        return target, ""
    map_id, _, node_id = target.rpartition("/")
    return map_id, node_id


def _view(context: Context, view: str, node_id: str, only: Sequence[str]) -> View:
    if view == Shape.OVERVIEW:
        return overview(context.argument_map, context.graph, only, context.language)
    if view == Shape.BRANCH:
        return branch(context.graph, node_id, context.language)
    return neighbourhood(context.graph, node_id, context.abroad)
