"""Reads a node's prose: what may be shown, what may not and where that stands, and whom it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from markdown_it.token import Token

from argmap.model.characters import encodable, forbidden_characters
from argmap.model.clusters import CitedAt
from argmap.read.citationrule import CITATION
from argmap.read.commonmark import CELL_LOST, FOOTNOTE_CALL, LINE, TOO_DEEP, parser
from argmap.read.mathml import TexError, mathml

MATHML = "mathml"
"""The type of a formula's token; its content is MathML, and its info the TeX that was written."""

_BLOCKS = frozenset(
    {
        *("paragraph_open", "paragraph_close", "blockquote_open", "blockquote_close", "hr", "code_block", "fence"),
        *("bullet_list_open", "bullet_list_close", "ordered_list_open", "ordered_list_close"),
        *("list_item_open", "list_item_close", "inline", "table_open", "table_close", "thead_open", "thead_close"),
        *("tbody_open", "tbody_close", "tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close"),
    },
)
_INLINES = frozenset(
    {
        *("text", "softbreak", "hardbreak", "code_inline", "em_open", "em_close", "strong_open", "strong_close"),
        *("link_open", "link_close", CITATION, FOOTNOTE_CALL, MATHML),
    },
)
"""Types of tokens that are shown. All others are findings, or become one of these."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES = frozenset({"http", "https", "mailto"})
_TAG = re.compile(r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*|!--|[!?])")
_ATTRIBUTES = re.compile(r"\{:[^{}]*\}")
_LINK_ATTRIBUTES = frozenset({"href", "title"})
_EXCERPT = 40
"""How many characters of the faulty text a message quotes at most."""

_REFUSED = {
    "image": ("a picture", "link to it: [what it shows](https://…)"),
    CELL_LOST: (
        "this row of a table has more cells than its head",
        r"mend the row; a bar that is only a sign is written \|",
    ),
    TOO_DEEP: ("lists and quotations too deep within each other", "write fewer > and indents"),
}
_UNKNOWN = ("markup that cannot be shown", "write it in plain Markdown")
_NOT_AROUND = {CITATION: "a citation", FOOTNOTE_CALL: "a footnote", "math_inline": "a formula"}
"""What cannot stand among the words of a citation, which pandoc formats."""

_INSTEAD = {
    "a": "write [words](https://…)",
    "b": "write **words**",
    "strong": "write **words**",
    "i": "write *words*",
    "em": "write *words*",
    "br": "end the line with a backslash",
    "code": "write `words`",
    "img": "link to it: [what it shows](https://…)",
    "!--": "delete it; what nobody should read has no place here",
    "sup": "write a formula, $x^2$",
    "sub": "write a formula, $x_2$",
}
_SIGN = r"a < that is only a sign is written \<"

_MARKUP = {
    "link_open": "a link",
    "image": "a picture",
    "em_open": "emphasis",
    "strong_open": "emphasis",
    CITATION: "a citation",
    FOOTNOTE_CALL: "a footnote",
}

_MAY_BE_MARKUP = re.compile(r"[*_\[<@]")
"""Signs without which a line holds none of these."""


@dataclass(frozen=True, slots=True)
class ProseFault:
    """What is wrong with a node's prose: a finding's code, message and hint, and the line, counted from 0."""

    code: str
    line: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A node's prose as it was read.

    `tokens` are those of markdown-it that are shown, `notes` those of its footnotes in the order of their numbers.
    """

    tokens: tuple[Token, ...]
    notes: tuple[tuple[Token, ...], ...]
    faults: tuple[ProseFault, ...]
    citations: tuple[CitedAt, ...]
    links: tuple[tuple[str, int], ...]
    """The address of each relative link, as the parser returns it, and the line on which the address stands."""


@dataclass(frozen=True, slots=True)
class _Note:
    """A footnote as it is defined: its line, and its tokens."""

    line: int
    tokens: list[Token]


@dataclass(slots=True)
class _Reading:
    """What is found while tokens are gone through, in order."""

    source: str
    notes: dict[str, _Note] = field(default_factory=dict)
    faults: list[ProseFault] = field(default_factory=list)
    citations: list[CitedAt] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    defined: dict[str, int] = field(default_factory=dict)
    """The line of each definition of an address, by its label."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The footnotes referred to, by label, numbered from 1."""
    labels: set[str] = field(default_factory=set)
    """The definitions of addresses that links use."""
    opened: set[str] = field(default_factory=set)
    """The names of HTML's elements that were found to begin."""

    def fault(self, line: int, message: str, hint: str, code: str = "AM060") -> None:
        """Note what is wrong."""
        self.faults.append(ProseFault(code, line, message, hint))


@lru_cache(maxsize=1024)  # read for its faults first, and later for its page
def read_prose(text: str) -> Prose:
    """Read a node's prose.

    Args:
        text: Markdown with line feeds, as it stands behind a node's fields.

    Returns:
        What is shown of it, each fault at its line and once, and each citation and relative link at its line. What is
        at fault is among the tokens as plain text.
    """
    source = encodable(text)  # `read_node_file` reports what this replaces
    body, definitions, reading = _apart(source)
    shown = list(_blocks(body, reading))
    notes: list[tuple[Token, ...]] = []
    while len(notes) < len(reading.numbers):
        label = list(reading.numbers)[len(notes)]
        notes.append(tuple(_blocks(reading.notes[label].tokens, reading)))
    for label, note in reading.notes.items():
        if label not in reading.numbers:
            name = f"[^{_cut(label)}]"
            reading.fault(
                note.line, f"a footnote that nothing refers to: {name}", f"write {name} where it belongs, or delete it"
            )
    for token in definitions:
        _definition(token, reading)
    faults = sorted(dict.fromkeys(reading.faults), key=lambda fault: fault.line)
    citations = sorted(reading.citations, key=lambda cited: cited.line)
    links = sorted(reading.links, key=lambda link: link[1])
    return Prose(tuple(shown), tuple(notes), tuple(faults), tuple(citations), tuple(links))


def is_relative(address: str) -> bool:
    """Tell whether the address of a link is relative, which is to say that it has no scheme."""
    return _SCHEME.match(address) is None


def markup_in(text: str) -> tuple[str, ...]:
    """Name what Markdown would find in a text that is shown as typed: links, emphasis, citations, footnotes.

    Args:
        text: A title, a statement or another plain text of a node's fields. Code within it is allowed.

    Returns:
        The names, each once, in the order in which they come.
    """
    if not _MAY_BE_MARKUP.search(text):
        return ()
    (inline,) = parser().parseInline(encodable(text))
    return tuple(dict.fromkeys(_MARKUP[token.type] for token in inline.children or () if token.type in _MARKUP))


def _apart(source: str) -> tuple[list[Token], list[Token], _Reading]:
    """Parse a node's prose, and take its footnotes and its definitions of addresses out of the text."""
    reading = _Reading(source)
    body: list[Token] = []
    definitions = []
    targets = [body]
    for token in parser().parse(source):
        if token.type == "footnote_reference_open":
            label, line = token.meta["label"], (token.map or [0])[0]
            if label in reading.notes:
                reading.fault(line, f"a footnote written twice: [^{_cut(label)}]", "give one of them another name")
            note = _Note(line, [])
            reading.notes.setdefault(label, note)
            targets.append(note.tokens)
        elif token.type == "footnote_reference_close":
            targets.pop()
        elif token.type == "definition":
            definitions.append(token)
            reading.defined.setdefault(token.meta["id"], (token.map or [0])[0])
        else:
            targets[-1].append(token)
    return body, definitions, reading


def _definition(token: Token, reading: _Reading) -> None:
    """Report a definition, `[name]: address`, that shows nowhere."""
    line = (token.map or [0])[0]
    if token.meta["id"] not in reading.labels:
        message = f'this line is not shown: no link uses the name "{_cut(token.meta["label"])}"'
        reading.fault(line, message, r"delete it; if it is a sentence, write \[ in place of its first [")
    else:
        reading.labels.discard(token.meta["id"])  # so that a second definition of this name is reported


def _blocks(tokens: Sequence[Token], reading: _Reading) -> Iterator[Token]:
    """Yield the tokens of blocks that are shown, changed as they are; the others become paragraphs of plain text."""
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "inline":
            last = line + token.content.count("\n")
            token.children = list(_inlines(token.children or [], line, last, reading))
            yield token
        elif token.type in _BLOCKS:
            yield _silent(token)
        elif token.type == "heading_open":
            _heading(token, line, reading)
            token.type, token.tag = "paragraph_open", "p"
            yield token
        elif token.type == "heading_close":
            token.type, token.tag = "paragraph_close", "p"
            yield token
        elif token.type == "math_block":
            yield from _paragraph(_formula(token, line, reading))
        else:
            _refuse(token, line, reading)
            if token.content:
                yield from _paragraph(_text(token.content.strip()))


def _silent(token: Token) -> Token:
    """Leave out the language of code, which scripts look for, and say a column's alignment without a style."""
    if token.type == "fence":
        token.info = ""
    if style := token.attrs.get("style"):
        token.attrs = {"align": str(style).rpartition(":")[2]}
    return token


def _paragraph(inline: Token) -> Iterator[Token]:
    yield Token("paragraph_open", "p", 1)
    yield Token("inline", "", 0, children=[inline])
    yield Token("paragraph_close", "p", -1)


def _text(words: str) -> Token:
    return Token("text", "", 0, content=words)


def _heading(token: Token, line: int, reading: _Reading) -> None:
    if token.markup.startswith("#"):
        reading.fault(line, "a heading", r"write a paragraph, or split the node; a # that is only a sign is written \#")
    else:
        hint = f"leave a line empty before {token.markup * 3}, or write a paragraph"
        reading.fault(line, f"a heading: a line with {token.markup} below it", hint)


def _formula(token: Token, line: int, reading: _Reading) -> Token:
    try:
        content = mathml(token.content.strip(), block=token.type == "math_block")
    except TexError as error:
        hint = r"write TeX for mathematics, such as $x^2$; a dollar that is only a sign is written \$"
        reading.fault(line, f"the formula ${_cut(token.content.strip())}$: {error}", hint)
        return _text(f"{token.markup}{token.content}{token.markup}")
    return Token(MATHML, "", 0, content=content, info=f"{token.markup}{token.content}{token.markup}")


def _refuse(token: Token, line: int, reading: _Reading) -> None:
    """Report a token of a type that may not be shown."""
    if token.type.startswith("html_"):
        _html(token.content, line, reading)
    else:
        reading.labels.add(token.meta.get("label", ""))
        reading.fault(line, *_REFUSED.get(token.type, _UNKNOWN))


def _html(content: str, line: int, reading: _Reading) -> None:
    """Report an element of HTML where it begins; its end is reported only where it has no beginning."""
    tag = _TAG.search(content)
    name = tag["name"].lower() if tag else ""
    if tag and tag["closing"] and name in reading.opened:
        return
    reading.opened.add(name)
    beginning, closed, _ = content.strip().partition(">")
    hint = f"{_INSTEAD[name]}; {_SIGN}" if name in _INSTEAD else f"write it in Markdown; {_SIGN}"
    reading.fault(line, f"HTML: {_cut(beginning + closed)}", hint)


def _inlines(tokens: Sequence[Token], first: int, last: int, reading: _Reading) -> Iterator[Token]:
    """Yield the tokens within a block that are shown; the others become plain text.

    Args:
        tokens: What the block holds.
        first: The block's first line.
        last: The line of tokens that bear no mark of their own; they stand at the block's end.
        reading: Takes up what is found.
    """
    links: list[bool] = []  # whether each link that is open is shown
    for number, token in enumerate(tokens):
        line = first + token.meta[LINE] if LINE in token.meta else last
        if token.type == "link_open":
            words = takewhile(lambda within: within.type != "link_close", tokens[number + 1 :])
            if not any(word.content.strip() for word in words):
                reading.fault(line, "a link without words", "write what it leads to between [ and ], or delete it")
            links.append(_leads_somewhere(token, line, reading))
            if links[-1]:
                token.attrs = {name: value for name, value in token.attrs.items() if name in _LINK_ATTRIBUTES}
                yield token
        elif token.type == "link_close":
            if links.pop():
                yield token
        elif token.type == CITATION and links:
            message = f"a citation within a link: {_cut(token.content)}"
            reading.fault(line, message, r"write it behind the link; an at-sign that is only a sign is written \@")
            yield _text(token.content)
        else:
            yield _inline(token, line, reading)


def _inline(token: Token, line: int, reading: _Reading) -> Token:
    """Return a token as it is shown."""
    if token.type == CITATION:
        _citation(token, line, reading)
    elif token.type == FOOTNOTE_CALL:
        return _call(token, line, reading)
    elif token.type == "math_inline":
        return _formula(token, line, reading)
    elif token.type == "softbreak":
        return _text(" ")
    elif token.type in _INLINES:
        _words(token, line, reading)
    else:
        _refuse(token, line, reading)
        return _text(token.content)
    return token


def _leads_somewhere(token: Token, line: int, reading: _Reading) -> bool:
    """Tell whether a link leads where links may."""
    reading.labels.add(token.meta.get("label", ""))
    href = str(token.attrs["href"])
    scheme = _SCHEME.match(href)
    _unseen(str(token.attrs.get("title", "")), line, reading)
    if scheme is None:
        reading.links.append((href, reading.defined.get(token.meta.get("label", ""), line)))
    elif scheme[1].lower() not in _SCHEMES:
        reading.fault(line, f'a link to "{_cut(href)}"', "links lead to https, http and mailto addresses")
    return scheme is None or scheme[1].lower() in _SCHEMES


def _citation(token: Token, line: int, reading: _Reading) -> None:
    reading.citations.append(CitedAt(token.meta["cluster"], line))
    words = token.children or []
    for within in words:
        if within.type in _NOT_AROUND:
            message = f"{_NOT_AROUND[within.type]} within a citation: {_cut(token.content)}"
            reading.fault(line, message, "write it behind the citation")
    for _ in _inlines([within for within in words if within.type not in _NOT_AROUND], line, line, reading):
        pass


def _call(token: Token, line: int, reading: _Reading) -> Token:
    """Give a reference to a footnote its number; only the first has an anchor, to which the footnote leads back."""
    label = token.meta["label"]
    if label not in reading.notes:
        hint = rf"write its text in a line of its own, [^{_cut(label)}]: …; a sign [ is written \["
        reading.fault(line, f"a footnote without text: [^{_cut(label)}]", hint)
        return _text(f"[^{label}]")
    first = label not in reading.numbers
    number = reading.numbers.setdefault(label, len(reading.numbers) + 1)
    token.meta = {"number": number, "first": first}
    return token


def _words(token: Token, line: int, reading: _Reading) -> None:
    """Report attribute lists, and what an entity hides, among words."""
    if token.type == "text":
        for attributes in _ATTRIBUTES.findall(token.content):
            reading.fault(line, f"a list of attributes: {_cut(attributes)}", "delete it; prose has no classes or ids")
        _unseen(token.content, line, reading)


def _unseen(words: str, line: int, reading: _Reading) -> None:
    """Report forbidden characters, but for those in the source itself, where they are reported already."""
    for start, _, character in forbidden_characters(words):
        if words[start] not in reading.source:
            reading.fault(line, f"the prose writes the character {character} in code", "delete it", "AM003")


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= _EXCERPT else f"{words[:_EXCERPT]}…"
