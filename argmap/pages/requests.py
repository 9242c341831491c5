"""What people's own pages ask for in their ```argmap blocks, and what such a page is called."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass

from argmap.model.fields import Field, Form
from argmap.model.findings import Finding, Place
from argmap.model.limits import ID_PATTERN
from argmap.read.layout import page_folder
from argmap.read.values import ValueReader
from argmap.read.yamltree import Table, parse_yaml

WORD = "argmap"
"""What stands behind the fence of a block of ours: a page without this word has none."""

_FENCE = re.compile(r"(`{3,}+|~{3,}+)([^`]*+)")
_TITLE = re.compile(
    r"^(?:title:[ \t]+|#[ \t]+)(?P<quote>[\"']?)(.*?)(?P=quote)[ \t]*(?:#+|\{[^{}]*\})?[ \t]*$", re.MULTILINE
)
_ESCAPED = re.compile(r"\\(?=[!-/:-@\[-`{-~])")

_NODE = Field("nodes", Form.IDS, "which node to show", "nodes: [a-node]", pattern=ID_PATTERN)
EXCHANGE = "exchange"
MAPS = "maps"
FINDINGS = "findings"
HINT = (
    "write view: overview, branch, neighbourhood, outline or exchange, and of: the-map or the-map/the-node; "
    "or view: maps"
)
_VIEWS = ("overview", "branch", "neighbourhood", "outline", EXCHANGE, MAPS, FINDINGS)
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
class Piece:
    """Lines of a page that belong together, by the numbers of the first and of the one behind the last.

    They are one line of text, or a block of code: of ours, where it `is_block`. One that is not closed has no end.
    """

    start: int
    end: int
    is_block: bool
    is_closed: bool


def pieces_of(lines: list[str]) -> Iterator[Piece]:
    """Take a page apart into blocks of code, and the lines between them.

    Args:
        lines: The lines of the page.

    Yields:
        Each piece, in their order; all lines are in one.
    """
    number = 0
    while number < len(lines):
        opening = _FENCE.fullmatch(lines[number])
        fence, behind = opening.groups() if opening else ("", "")
        closed = _end_of_block(lines, number, fence) if fence else number + 1
        is_block = fence == "```" and behind.strip(" \t") == WORD
        yield Piece(number, closed or len(lines), is_block, bool(closed))
        number = closed or len(lines)


def _end_of_block(lines: list[str], start: int, fence: str) -> int:
    """Return the number of the line behind a block; 0 where the block does not end."""
    for number in range(start + 1, len(lines)):
        closing = lines[number].strip()
        if closing and set(closing) == {fence[0]} and len(closing) >= len(fence):
            return number + 1
    return 0


@dataclass(frozen=True, slots=True)
class Request:
    """What a block asks for, as it is written."""

    view: str
    of: str
    nodes: tuple[tuple[str, Place], ...]
    question: str


def read_request(body: str, block: Place) -> tuple[Request, list[Finding]]:
    """Read a block.

    Args:
        body: What stands between its first and its last line.
        block: Where its first line stands.

    Returns:
        What it asks for, which counts only where there are no findings (AM070), and these.
    """
    value, findings = parse_yaml(body, block.path, first_line=block.line + 1)
    reader = ValueReader()
    fields = reader.known(value, _FIELDS, "an argmap block") if isinstance(value, Table) else {}
    texts = reader.texts(fields, (_VIEW, _OF, _QUESTION))
    nodes = tuple(
        (node_id, item.place) for item in reader.items(fields, _NODES) if (node_id := reader.text(item, _NODE))
    )
    findings = [*findings, *reader.findings]
    if not findings and not texts["view"]:
        findings = [Finding(block, "AM070", "this argmap block says nothing to show", HINT)]
    findings = [Finding(finding.place, "AM070", finding.message, finding.hint or HINT) for finding in findings]
    return Request(texts["view"], texts["of"], nodes, texts["question"]), findings


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
    for piece in pieces_of(lines):
        if piece.is_block and piece.is_closed:
            body = "\n".join(lines[piece.start + 1 : piece.end - 1])
            request, findings = read_request(body, Place(path))
            if request.view == MAPS and not findings and request.of.strip("/") in ("", posixpath.dirname(path)):
                return True
    return False
