"""Turns prose that was read into HTML: markdown-it's tokens, citations as pandoc formats them, numbered footnotes."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import nh3
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from argmap.citations.pandoc import Formatted
from argmap.model.clusters import Cluster
from argmap.model.maps import Node
from argmap.pages.works import Address, cited
from argmap.read import mathml
from argmap.read.citationrule import CITATION
from argmap.read.commonmark import FOOTNOTE_CALL, parser
from argmap.read.prose import MATHML, Prose, is_relative, read_prose

TAGS = frozenset(
    {
        *("p", "br", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", "sup"),
        *("table", "thead", "tbody", "tr", "th", "td"),
        *("i", "b", "sub", "span"),  # with which pandoc writes citations
    },
)
ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "title", "aria-label"}),
    "ol": frozenset({"start", "class"}),
    "li": frozenset({"id"}),
    "sup": frozenset({"id"}),
    "th": frozenset({"align"}),
    "td": frozenset({"align"}),
    "span": frozenset({"class"}),
}
"""What the HTML of prose can hold at most, apart from mathematics."""

_CLASSES = frozenset({"am-footnotes", "smallcaps", "nocase"})
_ID = re.compile(r"[a-z0-9-]*fn(?:ref)?-\d+")


def _only_ours(_tag: str, name: str, value: str) -> str | None:
    refused = (name == "class" and value not in _CLASSES) or (name == "id" and not _ID.fullmatch(value))
    return None if refused else value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS | mathml.TAGS),
    attributes={
        **{tag: set(names) for tag, names in ATTRIBUTES.items()},
        **{tag: set(mathml.ATTRIBUTES) for tag in mathml.TAGS},
    },
    attribute_filter=_only_ours,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


class _Renderer(RendererHTML):
    """Renders tokens; what is HTML already stays as it is."""

    def markup(self, tokens: Sequence[Token], index: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return what a token of the type `markup` holds."""
        return tokens[index].content


_RENDERER = _Renderer()


LinkAddress = Callable[[str], str]
"""Takes the address of a relative link as the parser returns it, and returns the one to write, or nothing."""


def prose_markup(
    citations: Formatted, node: Node, address: Address, link_address: LinkAddress, footnote_prefix: str = ""
) -> Markup:
    """Render a node's prose.

    Args:
        citations: What pandoc formatted for the node's map.
        node: The node.
        address: Where the works that are cited lead.
        link_address: Where relative links lead.
        footnote_prefix: What the ids of footnotes begin with, where the prose of several nodes stands on one page.

    Returns:
        HTML; empty where there is no prose.
    """
    return render_prose(
        read_prose(node.prose),
        lambda cluster: cited(citations, cluster, address) or None,
        link_address,
        footnote_prefix,
    )


def render_prose(
    prose: Prose,
    citation: Callable[[Cluster], Markup | None],
    link_address: LinkAddress,
    footnote_prefix: str = "",
) -> Markup:
    """Render prose as HTML.

    Args:
        prose: What was read of it.
        citation: Returns a citation formatted, or None to show it as it was typed.
        link_address: Returns where a relative link leads, or nothing to show its words only.
        footnote_prefix: What the ids of footnotes begin with, in letters, digits and hyphens, so that the prose of
            several nodes can stand on one page.

    Returns:
        HTML through nh3's allow-list: no more than `TAGS` with `ATTRIBUTES`, and those of mathematics.
    """

    def expanded(tokens: Sequence[Token]) -> Iterator[Token]:
        for token in tokens:
            if token.type == "inline":
                linked = _linked(token.children or (), link_address)
                children = [part for child in linked for part in _expanded(child, citation, footnote_prefix)]
                yield replace(token, children=children)
            else:
                yield token

    tokens = [*expanded(prose.tokens), *_notes([[*expanded(note)] for note in prose.notes], footnote_prefix)]
    return Markup(_CLEANER.clean(_RENDERER.render(tokens, parser().options, {}).strip()))  # noqa: S704 - it is clean


def _linked(tokens: Sequence[Token], link_address: LinkAddress) -> Iterator[Token]:
    """Yield the parts of a line, with the addresses that relative links have on the page; without one, only words."""
    is_shown = True
    for token in tokens:
        if token.type == "link_open" and is_relative(str(token.attrs["href"])):
            address = link_address(str(token.attrs["href"]))
            is_shown = bool(address)
            if is_shown:
                yield replace(token, attrs={**token.attrs, "href": address})
        elif token.type == "link_close":
            if is_shown:
                yield token
            is_shown = True
        else:
            yield token


def _expanded(token: Token, citation: Callable[[Cluster], Markup | None], prefix: str) -> Iterator[Token]:
    """Yield a token as those that markdown-it can render."""
    if token.type == CITATION:
        formatted = citation(token.meta["cluster"])
        yield _text(" ".join(token.content.split())) if formatted is None else _markup(formatted)
    elif token.type == MATHML:
        yield _markup(token.content)
    elif token.type == FOOTNOTE_CALL:
        number = token.meta["number"]
        yield Token("sup_open", "sup", 1, attrs={"id": f"{prefix}fnref-{number}"} if token.meta["first"] else {})
        yield from _link(f"#{prefix}fn-{number}", str(number))
        yield Token("sup_close", "sup", -1)
    else:
        yield token


def _notes(notes: Sequence[list[Token]], prefix: str) -> Iterator[Token]:
    """Yield the footnotes as a list, each with a link back to where it is called first."""
    if not notes:
        return
    yield Token("ordered_list_open", "ol", 1, attrs={"class": "am-footnotes"}, block=True)
    for number, tokens in enumerate(notes, start=1):
        back = [_text(" "), *_link(f"#{prefix}fnref-{number}", "↩", f"Back to the call of footnote {number}")]
        end = len(tokens) - (tokens[-1:] != [] and tokens[-1].type == "paragraph_close")
        yield Token("list_item_open", "li", 1, attrs={"id": f"{prefix}fn-{number}"}, block=True)
        yield from [*tokens[:end], Token("inline", "", 0, children=back), *tokens[end:]]
        yield Token("list_item_close", "li", -1, block=True)
    yield Token("ordered_list_close", "ol", -1, block=True)


def _link(address: str, words: str, label: str = "") -> Iterator[Token]:
    yield Token("link_open", "a", 1, attrs={"href": address, **({"aria-label": label} if label else {})})
    yield _text(words)
    yield Token("link_close", "a", -1)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _markup(content: str) -> Token:
    # A plain text: what is put together with Markup is escaped, and the renderer puts its texts together.
    return Token("markup", "", 0, content=str(content))
