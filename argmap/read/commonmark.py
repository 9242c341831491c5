"""The parser of prose: CommonMark with tables, footnotes, mathematics and citations.

Raw HTML, headings and pictures are read too, so that they can be reported; `read.prose` judges what may stay.
Where a rule of markdown-it would drop words without a trace, a token says so.
"""

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, getLine, table
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from argmap.read.citationrule import CITATION, citation_rule

TOO_DEEP = "too_deep"
"""The type of a token for blocks that stand within too many others; its content is their source."""

CELL_LOST = "cell_lost"
"""The type of a token for a table's row with more cells than the table has columns."""

LINE = "line"
"""The key in `meta` of an inline token under which stands its line, counted from 0 at its block's beginning."""

FOOTNOTE_CALL = "footnote_ref"
"""The type of a token for a reference to a footnote; its label stands in `meta["label"]`."""

_CALL = re.compile(r"\[\^(?P<label>[^\s\]]{1,100})\]")
_DEEPEST = 20
"""How many blocks stand within each other at most; a list and its item are two."""

InlineRule = Callable[[StateInline, bool], bool]


class _Parser(MarkdownIt):
    """Lets all links be links, so that a link that leads where it may not can be reported."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - markdown-it's name and form
        """Take every address."""
        return True


@cache
def parser() -> MarkdownIt:
    """Make the parser of prose.

    Returns:
        The parser; it is made once, and keeps nothing of what it reads.
    """
    options = {"store_labels": True, "inline_definitions": True, "xhtmlOut": False, "maxNesting": _DEEPEST + 10}
    md = _Parser("commonmark", options).enable("table")
    md.use(footnote_plugin, inline=False, move_to_end=False)
    md.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False)
    md.block.ruler.before("table", TOO_DEEP, _too_deep)
    md.block.ruler.at("table", _whole_table, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at(FOOTNOTE_CALL, _footnote_call)
    md.inline.ruler.push(CITATION, citation_rule)
    rules = zip(md.inline.ruler.get_active_rules(), list(md.inline.ruler.getRules()), strict=True)
    for name, rule in rules:
        md.inline.ruler.at(name, _located(rule))
    return md


def _located(rule: InlineRule) -> InlineRule:
    """Let a rule note on its tokens on which line it began."""

    def located(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the form of markdown-it's rules
        start, before = state.pos, len(state.tokens)
        matched = rule(state, silent)
        if matched and len(state.tokens) > before:
            line = state.src.count("\n", 0, start)
            for token in state.tokens[before:]:
                token.meta.setdefault(LINE, line)
        return matched

    return located


def _footnote_call(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the form of markdown-it's rules
    """Read `[^label]`, whether there is such a footnote or not.

    The plugin's own rule reads to the end of the block for each `[^` that is never closed.
    """
    call = _CALL.match(state.src, state.pos, state.posMax)
    if call is None:
        return False
    if not silent:
        token = state.push(FOOTNOTE_CALL, "", 0)
        token.meta = {"label": call["label"]}
    state.pos = call.end()
    return True


def _too_deep(state: StateBlock, start: int, end: int, _silent: bool) -> bool:  # noqa: FBT001 - the form of its rules
    """Take whole what stands within too many lists and quotations: markdown-it would drop it.

    It ends no paragraph, so it is never asked silently.
    """
    if state.level < _DEEPEST:
        return False
    token = state.push(TOO_DEEP, "", 0)
    token.content = state.getLines(start, end, 0, keepLastLF=False)
    token.map = [start, end]
    state.line = end
    return True


def _whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - the form of its rules
    """Read a table, and note each row of which cells would be left out."""
    if not table(state, start, end, silent):
        return False
    if silent:
        return True
    columns = _cells(state, start)
    for line in range(start + 2, state.line):
        if _cells(state, line) > columns:
            token = state.push(CELL_LOST, "", 0)
            token.map = [line, line + 1]
    return True


def _cells(state: StateBlock, line: int) -> int:
    """Count the cells of a row; bars at its ends bound the row and begin no cell."""
    cells = escapedSplit(getLine(state, line).strip())
    return len(cells) - (cells[:1] == [""]) - (len(cells) > 1 and cells[-1] == "")
