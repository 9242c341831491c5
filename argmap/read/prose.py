"""What of a node's prose is safe to show.

Prose is untrusted. It is rendered here with every extension that could turn text into attributes or
markup, and whatever an allow-list would then change is reported. Some extensions take text away instead, which
would hide it from the allow-list, so it is rendered without these too; the same text is safe whichever of
those extensions a site has switched on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

import nh3
from markdown import Markdown

from argmap.model.characters import encodable, forbidden_characters

_TAGS = {"p", "br", "em", "strong", "code", "blockquote", "ul", "ol", "li", "a", "hr"}
_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
_SCHEMES = {"http", "https", "mailto"}
_EXTENSIONS = ("attr_list", "md_in_html", "def_list", "tables", "footnotes", "abbr", "fenced_code", "admonition")
_DIALECTS = (
    _EXTENSIONS,
    *(tuple(name for name in _EXTENSIONS if name not in hiding) for hiding in ({"abbr"}, {"footnotes"})),
    tuple(name for name in _EXTENSIONS if name not in {"abbr", "footnotes"}),
    (),
)
"""What a site may have switched on, as far as it changes which of a prose's text is taken away."""

_COMMANDS = re.compile(r"--8<--|\{[{%#]|^ *(?::::|\?\?\?|===|<!--)", re.MULTILINE)
"""Text that widespread extensions take for an instruction: snippets, templates, generated docs, tabs."""

_CITATION = re.compile(r"\[[^\[\]<>&{}`\\=#~|@]*@[^\[\]<>&{}`\\=#~|]*\](?![\[(:])")
_TELLING = re.compile(r"[<>&{}\[\]`\\=#~|\t]|://|^ *(?::|--|!!!|\?\?\?|@)|^ {4}", re.MULTILINE)
"""Signs without which text can only become paragraphs, lists, emphasis and rules."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a prose: a finding's code, message and hint, and words to find the line by."""

    code: str
    message: str
    hint: str
    near: str = ""


def faults_in(prose: str) -> list[Fault]:
    """List what an allow-list would change in the rendered prose, and links that would lead nowhere."""
    prose = encodable(prose)  # what this replaces is reported elsewhere
    command = _COMMANDS.search(prose)
    if command:
        sign = command[0].strip()
        return [Fault("AM060", f"{sign} could be taken for an instruction", "write it in words", sign)]
    if is_plain(prose):
        return []
    for dialect in _DIALECTS:
        faults = faults_in_html(Markdown(extensions=list(dialect)).convert(prose))
        if faults:
            return faults
    return []


def is_plain(prose: str) -> bool:
    """Tell, without rendering, that the prose can only become plain paragraphs, lists and emphasis.

    Rendering every prose would take about as long as all other checks together.
    """
    return _TELLING.search(_CITATION.sub("", prose)) is None


def faults_in_html(rendered: str) -> list[Fault]:
    """List what the allow-list would change in this HTML, and its relative links."""
    cleaned = nh3.clean(rendered, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=_SCHEMES, link_rel=None)
    before, after = _parts(rendered), _parts(cleaned)
    faults = list(_taken_out(before, after))
    if not faults and before.words != after.words:
        faults.append(Fault("AM060", "text in this prose would not be shown", _PLAIN_MARKDOWN))
    for _, _, character in forbidden_characters(after.words):
        faults.append(Fault("AM003", f"the prose writes the character {character} in code", "delete it", "&#"))
    for tag, attributes in after.tags:
        href = dict(attributes).get("href", "https:")
        if tag == "a" and not re.match(r"https?:|mailto:", href, re.IGNORECASE):
            hint = "give the full https address; nodes are linked by relations, not in prose"
            faults.append(Fault("AM061", f'the link to "{href[:60]}" is relative', hint, href))
    return faults


_PLAIN_MARKDOWN = "use paragraphs, lists, quotations, emphasis, inline code and https links only"


@dataclass(frozen=True, slots=True)
class _Parts:
    """An HTML text taken apart: its tags with their attributes, and its words."""

    tags: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    words: str


class _Collector(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str], ...]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(sorted((name, value or "") for name, value in attrs))))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", (("", data),)))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("!", (("", decl),)))

    def unknown_decl(self, data: str) -> None:
        self.tags.append(("!", (("", data),)))

    def handle_pi(self, data: str) -> None:
        self.tags.append(("?", (("", data),)))


def _parts(markup: str) -> _Parts:
    collector = _Collector()
    collector.feed(markup)
    collector.close()
    return _Parts(tuple(collector.tags), " ".join("".join(collector.words).split()))


def _taken_out(before: _Parts, after: _Parts) -> Iterator[Fault]:
    kept = list(after.tags)
    for tag, attributes in before.tags:
        if (tag, attributes) in kept:
            kept.remove((tag, attributes))
        elif tag not in _TAGS:
            yield Fault("AM060", f"<{tag}> would be taken out of this prose", _PLAIN_MARKDOWN, f"<{tag}")
        else:
            names = ", ".join(f'{name}="{value[:40]}"' for name, value in attributes)
            yield Fault("AM060", f"{names} would be taken out of this prose", _PLAIN_MARKDOWN, attributes[0][1])
