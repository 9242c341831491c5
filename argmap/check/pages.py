"""The pages that people wrote in a map's folder: nothing on them may run, load from elsewhere, or command a program.

Such a page is not rendered here but by the site's builder, with whatever extensions its owner has switched on. So it is
judged as it stands: every sign that could begin HTML, a link, a picture or a list of attributes must be of a few
known forms. Code counts as code only where all dialects of Markdown agree that it is: Python-Markdown, unlike
CommonMark (https://spec.commonmark.org/0.31.2/#fenced-code-blocks), knows no fence behind spaces, and what stands there
is alive. (MkDocs and its siblings always have `fenced_code`, which knows a fence at the beginning of a line.)
"""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import cast

from argmap.model.characters import as_read
from argmap.model.findings import Finding, place_at
from argmap.read.layout import folder_of_map, is_node_file, map_folders
from argmap.read.meant import excerpt
from argmap.read.values import character_findings
from argmap.read.yamltree import Listing, Table, Value, parse_yaml

_MOST_FINDINGS = 100
"""How many findings a page has at most; a page full of faults would have findings without end."""

_HIDDEN = "\0"
"""Stands for each character of code. No text holds it: where one does, that is a finding of its own."""

_ELEMENT = re.compile(
    "a|abbr|article|aside|b|bdi|bdo|blockquote|br|caption|cite|code|col|colgroup|dd|del|details|dfn|div|dl|dt|em|"
    "figcaption|figure|footer|h[2-6]|header|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|rp|rt|ruby|s|samp|section|small|span|"
    "strong|sub|summary|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|wbr"
)
"""Elements that only structure or mark text. Without h1: site builders take a page's title from it, tags and all."""

_PLAIN_ATTRIBUTES = (
    "align|alt|aria-[a-z]+|class|colspan|datetime|decoding|dir|headers|height|id|lang|loading|markdown|open|rel|"
    "reversed|role|rowspan|scope|start|target|title|translate|type|valign|value|width"
)
_ATTRIBUTES_OF_TAGS = re.compile(f"{_PLAIN_ATTRIBUTES}|href|src")
_ATTRIBUTES_OF_LISTS = re.compile(f"{_PLAIN_ATTRIBUTES}|[a-z]")
"""Without addresses, which stand in brackets; a name of a single letter does nothing, and stands in mathematics."""

_SCHEMES = frozenset({"http", "https", "mailto"})

_VALUE = r"""(?:"[^"<>\0]*+"|'[^'<>\0]*+'|[^\s"'=<>`\0]++)"""
_TAG = re.compile(
    rf"</?(?P<name>[a-zA-Z][a-zA-Z0-9-]*+)(?P<rest>(?:\s++[a-zA-Z_:][\w:.-]*+(?:\s*+=\s*+{_VALUE})?+)*+)\s*+/?>"
)
_ATTRIBUTE = re.compile(rf"([a-zA-Z_:][\w:.-]*+)(?:\s*+=\s*+({_VALUE}))?+")
_OPENING = re.compile(r"<(?=[a-zA-Z/!?])")
_PASSED_OVER = re.compile(r"<!--(?:(?!-->)[^<>])*+-->|<(?:https?://|mailto:)[^\s<>\0]++>|<[\w.+-]++@[\w.-]++>")
"""Comments that end where everybody says so; addresses in angle brackets."""

_BEFORE_ADDRESS = re.compile(r"\](?:\(|:) ?$")
_ADDRESS = re.compile(r"[\s<]*+((?:[\w+.:/\\\s\0\x01-\x1f-]|&\#?\w++;?)*+)")
"""The beginning of an address, as far as it can hold a scheme or the name of a host, however it is disguised."""

_PICTURE = re.compile(
    r"!\[(?P<words>(?:[^\[\]\\]|\\.|\[[^\[\]]*+\])*+)\](?:(?P<inline>\()|[ ]?\[(?P<label>[^\[\]]*+)\])?"
)
_BRACKETS = re.compile(r"\]\(|!\[")
_MARKS = r"[ \t>*+\-\d.)]*+"
"""What can stand before a block: the signs of quotations and lists."""

_DEFINITION = re.compile(
    rf"""^{_MARKS}\[(?P<label>(?:[^\[\]\\]|\\.)*+)\]:\s*+(?P<address>\S++)[ \t]*+(?:$|["'(])""", re.MULTILINE
)
_BRACES = re.compile(r"^[^{\n]*+(\{[^\n]*\})", re.MULTILINE)
_IN_BRACES = re.compile(r"(?<![^\s={}\"'])(?P<name>[^\s={}\"']++)\s*+=|#(?P<id>[^\s.{}]++)")
_ID = re.compile(r"[^\W_][\w:.-]*")
"""An id that cannot be one of those by which a theme finds its settings, such as `__config`."""

_HEADING = re.compile(rf"^{_MARKS}\#[^\n]*|^[^\n]++(?=\n[ \t>]*+(?:=+|-+)[ \t]*$)", re.MULTILINE)
_COMMAND = re.compile(rf"(?<!-)-++8<-|\{{\{{|\{{%|^{_MARKS}(?:/{{3,}}|:{{3,}})[^\n]*", re.MULTILINE)
"""Text that widespread extensions take for an instruction, in code too: to bring a file in, to compute."""

_DRAWN_ELSEWHERE = re.compile(
    rf"""^{_MARKS}(?:`{{3,}}|~{{3,}})[^\n]*\bmermaid\b|(?:\.|class=["']?)mermaid\b""", re.MULTILINE
)
"""What themes draw with a script that they load from another host."""

_FRONT_MATTER = re.compile(r"\A-{3}[ \t]*\n(.*?\n)(?:\.{3}|-{3})[ \t]*\n", re.DOTALL)
_FIELD = re.compile(r"[ ]{0,3}([\w-]+):(.*)|(?:[ ]{4}|\t)(.*)", re.ASCII)
"""A field of a page that has no front matter, as MkDocs reads it from the first lines."""

_FENCE = re.compile(rf"({_MARKS})(`{{3,}}|~{{3,}})(.*)")
_LANGUAGE = re.compile(r"[ ]*(?:[\w#.+-]*|\{[^`{}]*\})[ ]*")
_BEGINS_HTML = re.compile(rf"^{_MARKS}<(?!https?:|mailto:)[a-zA-Z/!?]", re.MULTILINE)
_PARAGRAPH = re.compile(r"(?:[ \t]*\S[^\n]*(?:\n|$))+")
_SPAN = re.compile(r"`[^`\n]+`")
_BLOCK_OF_HTML = re.compile(r"\s*<(?:!--(?!.*-->)|pre\b(?!.*</pre>)|(?P<ends>[a-zA-Z/!?]))", re.IGNORECASE)
"""What in CommonMark may hold lines that look like a fence: up to its end, or up to a blank line."""

_WRITE_MARKDOWN = (
    "write it in Markdown, and &lt; for the sign itself; of HTML, tables, marked text, links, and pictures of your own "
    "can stand here"
)
_WHOLE_COMMENT = "end it with --> and leave out < and > within it, or delete it"
_WRITE_SIGN = (
    "write &lt; for the sign itself, or put code between lines of ``` behind a blank line, without spaces before them"
)
_LINK = "link to an https address, or to the file of a page"
_OWN_PICTURE = "put the picture's file beside the page and name that"


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with a page: the offset in its text, message and hint."""

    offset: int
    message: str
    hint: str


def page_findings(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Report what people's own pages in the folders of maps may not hold.

    Args:
        texts: The text of each file by its path below the docs folder.

    Yields:
        AM068 for what would run, load or command; AM002, AM003 and the codes of YAML for what no text of a map may be.
    """
    folders = frozenset(map_folders(texts))
    for path in sorted(texts):
        if folder_of_map(path, folders) and path.endswith(".md") and not is_node_file(path, folders):
            yield from islice(_in_page(path, as_read(texts[path])), _MOST_FINDINGS)


def _in_page(path: str, page: str) -> Iterator[Finding]:
    yield from character_findings(path, page)
    head = _FRONT_MATTER.match(page)
    yaml_findings: list[Finding] = []
    if head:
        value, yaml_findings = parse_yaml(head[1], path, first_line=2)
        yield from yaml_findings
        yield from _in_front_matter(value)
    text = _without_code(page)
    start = head.end() if head and not yaml_findings else 0  # what is no front matter after all is shown on the page
    faults = [*_tags(text), *_links(text), *_attribute_lists(text), *_headings(page, text)]
    faults = [*_commands(page), *(fault for fault in faults if fault.offset >= start), *([] if head else _fields(page))]
    for fault in sorted(faults, key=lambda fault: fault.offset):
        yield Finding(place_at(path, page, fault.offset), "AM068", fault.message, fault.hint)


def _in_front_matter(value: Value | None) -> Iterator[Finding]:
    """Report fields that would leave the place where a theme writes them: it does so without escaping anything."""
    waiting = [(name, part) for name, part in value.entries.items()] if isinstance(value, Table) else []
    while waiting:
        name, part = waiting.pop(0)
        if isinstance(part, Table):
            waiting += [(name, inner) for inner in part.entries.values()]
        elif isinstance(part, Listing):
            waiting += [(name, inner) for inner in part.items]
        elif "<" in html.unescape(part.text) or ('"' in part.text and name != "title"):
            yield Finding(part.place, "AM068", _of_field(name), _NO_SIGNS)


def _of_field(name: str) -> str:
    return f"the page's field {excerpt(name)} holds a sign of HTML, which goes into the page's head as it is"


_NO_SIGNS = 'leave out < and "; typographic quotation marks (“ ”) do no harm'
_OTHER_ID = "begin it with a letter"
_NO_COMMAND = "write it in words, or put a space between its signs"


def _fields(page: str) -> Iterator[_Fault]:
    """Report such fields of a page without front matter, whose first lines MkDocs takes for fields."""
    offset, name = 0, ""
    for line in page.split("\n"):
        field = _FIELD.fullmatch(line)
        if field is None:
            return
        name = field[1] or name
        if name and '"' in line and name.lower() != "title":
            yield _Fault(offset, _of_field(name), _NO_SIGNS)
        offset += len(line) + 1


def _commands(page: str) -> Iterator[_Fault]:
    for match in _COMMAND.finditer(page):
        message = f"{excerpt(match[0].strip())} could be taken for an instruction to the site's builder"
        yield _Fault(match.start(), message, _NO_COMMAND)
    for match in _DRAWN_ELSEWHERE.finditer(page):
        message = "a mermaid diagram would be drawn by a script of another host"
        yield _Fault(match.start(), message, "put a picture here, or an argmap block")


def _tags(text: str) -> Iterator[_Fault]:
    """Report HTML that is not known to do no harm."""
    reported = set()
    for opening in _OPENING.finditer(text):
        offset = opening.start()
        tag = _TAG.match(text, offset)
        if _PASSED_OVER.match(text, offset):
            continue
        if _BEFORE_ADDRESS.search(text, max(0, offset - 3), offset):
            hint = "write it without < and >, with %20 for each space"
            yield _Fault(offset, "this address stands in angle brackets", hint)
        elif text.startswith("<!--", offset):
            yield _Fault(offset, "not everybody sees where this comment ends", _WHOLE_COMMENT)
        elif tag is None:
            words = excerpt(text[offset : offset + 20].partition("\n")[0].replace(_HIDDEN, "`"))
            yield _Fault(offset, f"{words} is neither text nor a whole tag of HTML", _WRITE_SIGN)
        elif not _ELEMENT.fullmatch(tag["name"].lower()):
            if tag["name"].lower() not in reported or not tag[0].startswith("</"):
                yield _Fault(offset, f"<{excerpt(tag['name'])}> has no place on a page of a map", _WRITE_MARKDOWN)
            reported.add(tag["name"].lower())
        else:
            for attribute in _ATTRIBUTE.finditer(tag["rest"]):
                yield from _in_attribute(offset, tag["name"].lower(), attribute[1], (attribute[2] or "").strip("\"'"))


def _in_attribute(offset: int, element: str, name: str, value: str) -> Iterator[_Fault]:
    lower = name.lower()
    if not _ATTRIBUTES_OF_TAGS.fullmatch(lower):
        yield _Fault(offset, f"{excerpt(name)} has no place in <{element}>", "leave it out")
    elif lower in ("href", "src"):
        yield from _in_address(offset, value, 0, picture=element != "a")
    elif lower == "id" and not _ID.fullmatch(html.unescape(value)):
        yield _Fault(offset, _of_id(value), _OTHER_ID)


def _of_id(name: str) -> str:
    return f'"{excerpt(name)}" could be an id of the theme\'s own'


def _in_address(offset: int, text: str, start: int, *, picture: bool) -> Iterator[_Fault]:
    """Report an address that would run something, or a picture that would be loaded from another host.

    Args:
        offset: Where the link or picture begins, which is where the fault is reported.
        text: The text that holds the address.
        start: Where in it the address begins.
        picture: Whether it is the address of a picture.

    Yields:
        One fault at most.
    """
    written = cast("re.Match[str]", _ADDRESS.match(text, start))  # it matches nothing at all, too
    if _OPENING.match(text, written.start(1) - 1) and not _PASSED_OVER.match(text, written.start(1) - 1):
        return  # an address in angle brackets, which is a fault itself
    # As browsers read it: https://url.spec.whatwg.org/#concept-basic-url-parser
    begins = re.sub(r"[\x00-\x1f]", "", html.unescape(written[1])).lstrip()
    scheme = re.match(r"([a-zA-Z][a-zA-Z0-9+.-]*):", begins.replace("\\", ""))
    name = excerpt(re.split(r"[\s)>\"']", text[written.start(1) : start + 100])[0])
    if _HIDDEN in written[1]:
        yield _Fault(offset, "code stands here in the place of an address", _LINK)
    elif picture and (scheme or re.match(r"[/\\]{2}", begins)):
        yield _Fault(offset, f"the picture {name} does not lie on this site", _OWN_PICTURE)
    elif scheme and scheme[1].lower() not in _SCHEMES:
        yield _Fault(offset, f"{name} is no address of a page", _LINK)


def _links(text: str) -> Iterator[_Fault]:
    """Report links, pictures and definitions of addresses that would run something or load from another host."""
    foreign = set()
    for definition in _DEFINITION.finditer(text):
        yield from _in_address(definition.start("label"), text, definition.start("address"), picture=False)
        if any(_in_address(0, text, definition.start("address"), picture=True)):
            foreign.add(_label(definition["label"]))
    pictures = set()
    for brackets in _BRACKETS.finditer(text):
        if brackets[0] == "](":
            picture = brackets.start() in pictures
            yield from _in_address(brackets.start(), text, brackets.end(), picture=picture)
            continue
        whole = _PICTURE.match(text, brackets.start())
        if whole is None:
            hint = r"write ![what it shows](its-file.png), with no brackets among the words; as mere signs, !\["
            yield _Fault(brackets.start(), "a picture begins here and does not end", hint)
        elif whole["inline"]:
            pictures.add(whole.end("words"))
        elif _label(whole["label"] or whole["words"]) in foreign:
            yield _Fault(brackets.start(), "the picture named here does not lie on this site", _OWN_PICTURE)


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()


def _attribute_lists(text: str) -> Iterator[_Fault]:
    """Report what could do harm in lists of attributes (https://python-markdown.github.io/extensions/attr_list/)."""
    for braces in _BRACES.finditer(text):
        for part in _IN_BRACES.finditer(braces[1]):
            offset = braces.start(1) + part.start()
            if part["name"] and not _ATTRIBUTES_OF_LISTS.fullmatch(part["name"].lower()):
                yield _Fault(offset, f"{excerpt(part['name'])} has no place in a list of attributes", "leave it out")
            elif part["id"] and not _ID.fullmatch(part["id"]):
                yield _Fault(offset, _of_id(part["id"]), _OTHER_ID)


def _headings(page: str, text: str) -> Iterator[_Fault]:
    """Report headings whose words would be tags: themes write a page's title from them, without escaping it again."""
    for heading in _HEADING.finditer(page):
        visible = text[heading.start() : heading.end()]
        code = "".join(sign for sign, shows in zip(heading[0], visible, strict=True) if shows == _HIDDEN)
        if _OPENING.search(code) or _OPENING.search(html.unescape(visible.replace("<", " "))):
            yield _Fault(
                heading.start(),
                "the words of this heading would be HTML in the page's title",
                "leave the signs < and > out of it",
            )


def _without_code(page: str) -> str:
    """Hide a page's code, character by character; return the page as it is where it is not clear what is code."""
    lines = []
    fence = loose = ""
    within = False  # what may go on: HTML, or indented code, behind which some see no fence
    for line in page.split("\n"):
        fenced = _FENCE.fullmatch(line)
        if fence:
            closes = line.rstrip(" ") == fence
            if not closes and fenced and fenced[2].startswith(fence):
                return page
            fence = "" if closes else fence
            lines.append(_HIDDEN * len(line))
            continue
        if fenced and loose:
            if not fenced[1] or fenced[2] != loose or fenced[3].strip():
                return page
            loose = ""
        elif fenced and fenced[1]:
            loose = fenced[2]  # code in some dialects only, so that it is looked at
        elif fenced:
            if within or not _LANGUAGE.fullmatch(fenced[3]):
                return page
            fence = fenced[2]
        block = _BLOCK_OF_HTML.match(line)
        if block and not block["ends"]:
            return page
        within = line != "" and (within or block is not None or line.startswith(("    ", "\t")))
        lines.append(line.replace(fence, _HIDDEN * len(fence)) if fence else line)
    return page if fence or loose else _without_spans("\n".join(lines))


def _without_spans(text: str) -> str:
    """Hide the spans of code, up to a line that begins with HTML: Python-Markdown sees no code from there on."""
    markup = _BEGINS_HTML.search(text)
    end = markup.start() if markup else len(text)
    return _PARAGRAPH.sub(_in_paragraph, text[:end]) + text[end:]


def _in_paragraph(paragraph: re.Match[str]) -> str:
    """Hide the spans of code of a paragraph, if each ends on its line and no sign of them is escaped or doubled."""
    text = paragraph[0]
    if "``" in text or "\\`" in text or any(line.count("`") % 2 for line in text.split("\n")):
        return text
    return _SPAN.sub(lambda span: _HIDDEN * len(span[0]), text)
