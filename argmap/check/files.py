"""The files of a map's folder that are published as they are: none may be a page, a script, or a drawing that runs.

A drawing that is opened by itself is a document like a page: what SVG allows it to run or load
(https://www.w3.org/TR/SVG2/interact.html#ScriptElement, https://www.w3.org/TR/SVG2/linking.html) is refused.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.parsers import expat

from argmap.model.characters import forbidden_characters, visible
from argmap.model.findings import Finding, Place
from argmap.read.layout import DATA_FILES, MAP_FILE, folder_of_map, is_node_file, map_folders
from argmap.read.meant import excerpt

_MOST_FINDINGS = 100
"""How many findings a drawing has at most."""

_STILL = re.compile(
    r"avif|bib|bmp|csv|docx?|dot|epub|flac|geojson|gif|ico|jpe?g|json|jsonld|m4a|md|mp[34]|odp|ods|odt|og[ag]|"
    r"ogv|opus|pdf|png|pptx?|ris|rtf|svg|tex|tiff?|tsv|txt|wav|web[mp]|xlsx?|ya?ml|zip"
)
"""Endings of files in which no browser runs anything; drawings are looked into."""

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_WEB = "http://www.w3.org/"
"""How the names of whatever browsers know begin; the names of drawing programs and of metadata do not."""

_ELEMENT = re.compile(
    "a|circle|clipPath|defs|desc|ellipse|fe[A-Z][A-Za-z]+|filter|g|image|line|linearGradient|marker|mask|metadata|path|"
    "pattern|polygon|polyline|radialGradient|rect|stop|style|svg|switch|symbol|text|textPath|title|tspan|use|view"
)
"""Elements that only draw; no animation either, which could change an address."""

_STILL_IMAGE = re.compile(r"data:image/(?:png|jpeg|gif|webp)[;,]", re.IGNORECASE)
_NO_PART = re.compile(r"[\x00-\x20]")
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
_URL = re.compile(r"url\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_OF_STYLE = re.compile(r"@import|\\|//|image-set|[\"']\s*[a-z][a-z0-9+.-]*:", re.IGNORECASE)

_IN_SHEET = r"leave out of it @import, image-set, addresses of other hosts, // and \, and colons within quotes"
_SAVE_PLAIN = "save the drawing as plain SVG, or as PNG"


def file_findings(texts: Mapping[str, str], others: Iterable[str]) -> Iterator[Finding]:
    """Report files of maps that could run once they are published (AM069), or whose name misleads (AM002, AM003).

    Args:
        texts: The text of each file by its path below the docs folder.
        others: The paths of all other files there.

    Yields:
        One finding for a file of another kind; one for each fault of a drawing.
    """
    folders = frozenset(map_folders(texts))
    for path in sorted({*texts, *others}):
        folder = folder_of_map(path, folders)
        if not folder or is_node_file(path, folders) or path[len(folder) + 1 :] in (MAP_FILE, *DATA_FILES):
            continue
        unseen = next((character for character in path if visible(character) != character), "")
        if unseen:
            code = next((code for _, code, _ in forbidden_characters(unseen)), "AM002")
            message = f"the file's name holds the character U+{ord(unseen):04X}"
            yield Finding(Place(path), code, message, "rename it, with letters, digits and hyphens")
        name = PurePosixPath(path).name
        ending = name.rpartition(".")[2].lower() if "." in name else ""
        if not _STILL.fullmatch(ending):
            kind = f"a file that ends in .{excerpt(ending)}" if ending else "a file without an ending"
            message = f"{kind} would be published as it is, and could run in a reader's browser"
            hint = "put pictures, PDF, plain text (.txt) or data here, and pages in .md files; delete it if it is none"
            yield Finding(Place(path), "AM069", message, hint)
        elif ending == "svg" and path in texts:
            yield from _in_drawing(path, texts[path])


def _in_drawing(path: str, text: str) -> Iterator[Finding]:
    reading = _Reading(path)
    # The text was UTF-8; what the file says of its encoding is for browsers, which must not read it otherwise.
    parser = expat.ParserCreate(encoding="UTF-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.XmlDeclHandler = reading.declaration
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.ProcessingInstructionHandler = reading.instruction
    parser.StartElementHandler = reading.start
    parser.CharacterDataHandler = reading.characters
    parser.EndElementHandler = reading.end
    reading.parser = parser
    try:
        parser.Parse(text.removeprefix("\ufeff").encode("utf-8", "surrogatepass"), True)  # noqa: FBT003 - its only form
    except _EnoughError:
        pass
    except expat.ExpatError as error:
        message = f"this is no whole drawing: {expat.ErrorString(error.code)}"
        reading.findings.append(Finding(Place(path, error.lineno, error.offset + 1), "AM069", message, _SAVE_PLAIN))
    yield from reading.findings


class _EnoughError(Exception):
    """Nothing more needs to be read."""


@dataclass(slots=True)
class _Reading:
    """What was found in a drawing so far; expat calls it back for each part."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    refused: int = 0
    """The depth within an element that was refused: 1 in itself, 0 outside of any."""
    style: str | None = None
    """The part of a style sheet that was read so far; None outside of a style sheet."""

    def _report(self, message: str, hint: str = _SAVE_PLAIN) -> None:
        place = Place(self.path, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        self.findings.append(Finding(place, "AM069", message, hint))
        if len(self.findings) >= _MOST_FINDINGS:
            raise _EnoughError

    def declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Refuse an encoding that the text does not have."""
        if encoding and encoding.lower() not in ("utf-8", "us-ascii"):
            self._report(f"the drawing says that it is {excerpt(encoding)}, and it is UTF-8", 'write encoding="UTF-8"')

    def doctype(self, _name: str, _system: str | None, _public: str | None, declares: int) -> None:
        """Go no further: what a document type declares could stand for anything, and without end."""
        hint = "delete <!DOCTYPE …>" + (", and write what it declares where that is used" if declares else "")
        self._report("the drawing declares a document type", hint)
        raise _EnoughError

    def instruction(self, target: str, _data: str) -> None:
        """Refuse a processing instruction."""
        if target != "xpacket":  # the frame of metadata
            self._report(f"the instruction <?{excerpt(target)} …?> could load a style sheet", "delete it")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Judge an element and its attributes, but for the inside of an element that was refused."""
        if self.refused:
            self.refused += 1
            return
        namespace, _, element = name.rpartition(" ")
        if namespace not in ("", _SVG):
            if namespace.startswith(_WEB) and namespace != _RDF:
                self.refused = 1
                self._report(f"<{excerpt(element)}> is not of SVG, and a browser would act on it")
            return
        if not _ELEMENT.fullmatch(element):
            self.refused = 1
            self._report(f"<{excerpt(element)}> has no place in a still drawing")
            return
        if element == "style":
            self.style = ""
        for attribute, value in attributes.items():
            self._attribute(element, attribute, value)

    def _attribute(self, element: str, attribute: str, value: str) -> None:
        namespace, _, name = attribute.rpartition(" ")
        if namespace == _XML and name == "base":
            self._report("xml:base sends all addresses elsewhere", "delete it")
        elif namespace not in ("", _XLINK):
            return  # an attribute of a drawing program
        elif name.lower().startswith("on"):
            self._report(f"{excerpt(name)} would run a script", "delete it")
        elif name.lower() in ("href", "src"):
            if _leads_elsewhere(value):
                is_not = "no still picture" if value.startswith("data:") else "not on this site"
                message = f"<{excerpt(element)}> leads to {excerpt(value)}, which is {is_not}"
                self._report(message, "delete the address; a picture within the drawing can be PNG or JPEG")
        elif _loads(value, sheet=name == "style"):
            self._report(f"{excerpt(name)} would load {excerpt(value)}, or could", "delete it")

    def characters(self, data: str) -> None:
        """Collect the text of a style sheet."""
        if self.style is not None:
            self.style += data

    def end(self, name: str) -> None:
        """Judge a style sheet once it is whole."""
        self.refused = max(0, self.refused - 1)
        if self.style is not None and name.rpartition(" ")[2] == "style":
            if _loads(self.style, sheet=True):
                self._report("the style sheet would load something, or could", _IN_SHEET)
            self.style = None


def _leads_elsewhere(address: str) -> bool:
    """Tell whether an address is not on this site, nor a picture that runs nothing (as browsers read addresses)."""
    plain = _NO_PART.sub("", address)
    return bool(_ELSEWHERE.match(plain)) and not _STILL_IMAGE.match(plain)


def _loads(value: str, *, sheet: bool) -> bool:
    """Tell whether a value or a style sheet names what lies elsewhere, or could."""
    addresses = _URL.findall(value)
    own = "".join(address for address in addresses if not _STILL_IMAGE.match(address))
    disguised = "\\" in value and "(" in value
    return (
        disguised
        or any(map(_leads_elsewhere, addresses))
        or (sheet and _OF_STYLE.search(_URL.sub("", value) + own) is not None)
    )
