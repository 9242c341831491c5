"""Fills the ```argmap blocks of prose pages with drawings and lists."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from markupsafe import Markup

from argmap.analysis.answers import in_overview, missing_answers, strongest_answers
from argmap.check.structure import not_standing, unanswered
from argmap.diagrams.dot import DiagramRequest
from argmap.diagrams.lines import outline
from argmap.diagrams.views import Shape, View, branch, neighbourhood, overview
from argmap.model.findings import Finding, Place
from argmap.model.rules import RULES, Rule
from argmap.pages.context import Context
from argmap.pages.exchange import exchange_of
from argmap.pages.figures import FigureContext, figure_of
from argmap.pages.maplist import MapListPage, map_list
from argmap.pages.outlines import OutlineLine, outline_lines
from argmap.pages.requests import EXCHANGE, FINDINGS, MAPS, WORD, Request, pieces_of, read_request, title_of
from argmap.pages.templating import Templates
from argmap.read.layout import page_folder
from argmap.read.meant import closest, excerpt


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


_SIDES = 2
_LIKE_A_BLOCK = re.compile(rf"[\s>]*+(?:`{{3,}}+|~{{3,}}+)\s*+{WORD}\s*+")
"""What somebody may take for the beginning of a block: behind spaces, or with another fence."""
_AS_A_BLOCK = (
    "begin the line with ```argmap, without spaces before it; to show a block as code, put it between lines of ````"
)
_MOST_BLOCKS = 50
"""How many blocks a page has at most. Each may be a drawing that takes a second, or an outline of a thousand lines."""


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
    if WORD not in page:
        return Filled((page,), {}, ())
    lines = page.split("\n")
    written: list[str | Markup] = []
    drawings: dict[str, DiagramRequest] = {}
    findings: list[Finding] = []
    shown: set[str] = set()
    lists: dict[str, MapListPage] = {}
    around = _Around(contexts, templates, title_of(path, page))
    blocks = 0
    for piece in pieces_of(lines):
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
    request, findings = read_request(body, block)
    if findings or request.view == FINDINGS:
        table = Markup() if findings else templates.fill(FindingsTable(tuple(RULES.values())))
        return _Shown(table, findings=findings)
    if request.view == MAPS:
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
    if request.view == EXCHANGE:
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


def _maps(request: Request, block: Place, around: _Around) -> _Shown:
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
    request: Request, contexts: Mapping[str, Context], map_id: str, node_id: str, place: Place
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
    if request.nodes and request.view not in (EXCHANGE, Shape.OVERVIEW):
        message = f"view: {request.view} chooses its nodes itself"
        return [Finding(request.nodes[0][1], "AM070", message, "leave out nodes:, or write view: overview")]
    if request.view not in ("outline", EXCHANGE, Shape.OVERVIEW) and not node_id:
        hint = f"name one behind its map, as in of: {map_id}/{next(iter(nodes), 'some-claim')}"
        return [Finding(place, "AM070", f"view: {request.view} needs a node", hint)]
    missing = ((name, at, *not_standing(argument_map, name)) for name, at in request.nodes if name not in nodes)
    return [
        Finding(at, "AM070", f'the block shows "{excerpt(name)}", {what}', hint) for name, at, what, hint in missing
    ]


def _lacking(request: Request, map_id: str, node_id: str) -> tuple[str, str] | None:
    """Say what an exchange lacks: it is of a whole map, asks something and has two sides. No other view asks."""
    if request.view != EXCHANGE:
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
