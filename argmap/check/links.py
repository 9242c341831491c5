"""Relative links in the prose of nodes: each leads to a file that is there, and to a heading that it has."""

import posixpath
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote

from argmap.model.findings import Finding
from argmap.model.maps import ArgumentMap, Node, ProseLink, instead_of
from argmap.read.layout import MAP_FILE
from argmap.read.links import link_to
from argmap.read.meant import excerpt, nearest

_HOST = re.compile(r"//|www\.|[a-z0-9-]+(\.[a-z0-9-]+)+/", re.IGNORECASE)
"""The beginning of an address of another site that lacks its scheme."""

_HEADING = re.compile(
    r"^[ ]{0,3}\#{1,6}[ \t]+(?P<hashed>[^\n]*?)[ \t#]*$|^(?P<underlined>[^\n]+)\n[ ]{0,3}(?:=+|-+)[ \t]*$", re.MULTILINE
)
_ID = re.compile(r"""\{[^}\n]*?\#(?P<listed>[\w:.-]+)[^}\n]*\}|\b(?:id|name)\s*=\s*["']?(?P<given>[\w:.-]+)""")
_NO_WORDS = re.compile(r"\{[^{}]*\}|\]\([^()]*\)|\]\[[^\[\]]*\]|[`*\[\]]")
"""What markup leaves no trace of in a heading's words."""

_BROUGHT_IN = re.compile(r"\{\{|\{%|-8<-|^:::", re.MULTILINE)
"""Signs that a page may get more headings while it is built."""

_THE_WAY = "name the file by the way to it from this one, such as ../folder/some-claim.md"
_ELSEWHERE = f"{_THE_WAY}; for another site, give the whole https address"
_PUBLISHED = "only files of the docs folder are published; give the whole https address of any other"


@dataclass(frozen=True, slots=True)
class _Docs:
    """What links can lead to.

    Attributes:
        texts: The text of each file by its path.
        paths: The paths of all files.
        hidden: The paths of the files that are not published as they are.
        nodes: Each node by the path of its file, with the id of its map.
        named: The path of the file of each node, by the map's id and each of the node's, old ones too.
    """

    texts: Mapping[str, str]
    paths: Collection[str]
    hidden: Collection[str]
    nodes: Mapping[str, tuple[str, Node]]
    named: Mapping[tuple[str, str], str]


def link_findings(
    maps: Sequence[ArgumentMap], texts: Mapping[str, str], others: Iterable[str], hidden: Collection[str]
) -> Iterator[Finding]:
    """Report relative links in prose that lead nowhere, or not where they say.

    Args:
        maps: All maps.
        texts: The text of each file by its path below the docs folder.
        others: The paths of all other files there, those that cannot be read among them.
        hidden: The paths of nodes, and of the files beside them that are not published.

    Yields:
        AM061 for a link that leads nowhere, AM086 for one to a heading that is not there or to a node that was
        withdrawn.
    """
    named = {
        (argument_map.id, name): node.file
        for argument_map in maps
        for node in argument_map.nodes
        for name in (*(alias for alias, _ in node.aliases), node.id)
    }
    nodes = {node.file: (argument_map.id, node) for argument_map in maps for node in argument_map.nodes}
    docs = _Docs(texts, {*texts, *others}, hidden, nodes, named)
    for map_id, node in nodes.values():
        for link in node.links:
            for code, message, hint in _faults(docs, map_id, node, link):
                words = f'the link to "{excerpt(link.address)}" {message}'
                yield Finding(node.place_in_prose(link.line), code, words, hint)


def _faults(docs: _Docs, map_id: str, node: Node, link: ProseLink) -> Iterator[tuple[str, str, str]]:
    """Yield the code, message and hint of what is wrong with a link."""
    of_map, target = docs.nodes.get(link.path, ("", None))
    if link.path not in docs.paths:
        yield "AM061", *_leads_nowhere(docs, map_id, node, link)
    elif target is not None and target.withdrawn and not node.withdrawn:
        nodes = {other.id: other for map_id, other in docs.nodes.values() if map_id == of_map}
        instead = " or ".join(link_to(nodes[name].file, node.file) for name in instead_of(target, nodes))
        hint = f"it was replaced: write {instead}" if instead else "link to a node that stands"
        yield "AM086", "leads to a node that was withdrawn", hint
    elif link.path in docs.hidden and not _is_shown(docs, link.path):
        yield "AM061", "leads to a file that has no page", "link to a page that tells of it"
    elif link.fragment and link.path in docs.hidden:
        # The headings of a map's front page are those of index.md.
        front = link.path.removesuffix(MAP_FILE) + "index.md"
        has_it = link.path.endswith(MAP_FILE) and link.fragment in _anchors(docs.texts.get(front, ""))
        instead = f"{link_to(front, node.file)}#{link.fragment}" if has_it else link_to(link.path, node.file)
        yield "AM086", "names a heading, and this file has none of its own", f"write {instead}"
    elif link.fragment and link.path.endswith(".md"):
        page = docs.texts.get(link.path, "{{")
        anchors = _anchors(page)
        again = re.sub(r"[-_]\d+$", "", link.fragment)  # of a heading whose words stand above it already
        if not {link.fragment, again} & anchors and not _BROUGHT_IN.search(page):
            plain, known = link_to(link.path, node.file), nearest(link.fragment, anchors)
            hint = f'did you mean "{plain}#{known}"?' if known else f"write {plain}, or the heading as it is there"
            yield "AM086", "names a heading that is not there", hint


def _is_shown(docs: _Docs, path: str) -> bool:
    """Tell whether a file that is not published itself has a page: that of a node, or the front page of a map."""
    return path.rpartition("/")[2] == MAP_FILE or (path.endswith(".md") and path in docs.hidden)


def _leads_nowhere(docs: _Docs, map_id: str, node: Node, link: ProseLink) -> tuple[str, str]:
    """Return the message and hint for a link to no file."""
    typed = link.address.partition("#")[0]
    way = unquote(typed).partition("?")[0].replace("\\", "/")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(node.file), way))
    is_folder = any(path.startswith(f"{place}/") for path in docs.paths)
    if not typed:
        return "names no file", "link to the file of a node or page; prose has no headings that links could lead to"
    if re.match(r"\s+https?://", typed):
        return "begins with a space", "delete the space before https"
    if _HOST.match(way) and "\\" not in typed:
        return "leads nowhere on this site", f"for another site, write https://{excerpt(typed.lstrip('/'))}"
    if "\\" in typed:
        message = "is written with backslashes"
    elif typed.startswith("/"):
        message = "does not begin at this node's file"
    elif place.startswith(".."):
        message = "leads out of the docs folder"
    else:
        message = "leads to a folder" if is_folder else "leads to no file"
    meant, sure = _meant(docs, map_id, place.lstrip("/"))
    if meant:
        address = link_to(meant, node.file)
        return message, f"write {address}" if sure else f'did you mean "{address}"?'
    return message, _PUBLISHED if place.startswith("..") else _ELSEWHERE


def _meant(docs: _Docs, map_id: str, place: str) -> tuple[str, bool]:
    """Return the file that a wrong path most likely means, or nothing; and whether there is hardly a doubt."""
    place = re.sub(r"^(?:\.\./)*(?:docs/)?", "", place).removesuffix("/index.md")
    by_case = {path.casefold(): path for path in sorted(docs.paths) if path not in docs.hidden or _is_shown(docs, path)}
    for ending in ("", ".md", "/index.md", f"/{MAP_FILE}"):
        if path := by_case.get(f"{place}{ending}".casefold()):
            return path, True
    stem = PurePosixPath(place).stem.casefold()
    own = {name: file for (of_map, name), file in docs.named.items() if of_map == map_id}
    there = {name: file for (of_map, name), file in docs.named.items() if place.startswith(f"{of_map}/")}
    pages = [path for path in by_case.values() if path not in docs.hidden]
    pages.sort(key=lambda path: posixpath.dirname(path) == posixpath.dirname(place))  # of one name, the nearest
    names = {PurePosixPath(path).stem: path for path in pages} | own | there
    known = nearest(stem, names) if stem else ""
    return names.get(known, ""), known == stem


def _anchors(page: str) -> set[str]:
    """Return the ids that a page's headings get, as code hosts and site builders make them, and those given by hand."""
    anchors = {match["listed"] or match["given"] for match in _ID.finditer(page)}
    for match in _HEADING.finditer(page):
        words = _NO_WORDS.sub("", match["hashed"] or match["underlined"] or "").strip().lower()
        latin = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
        for form in (words, latin):
            signs = re.sub(r"[^\w\s-]", "", form).strip()
            anchors |= {re.sub(r"\s", "-", signs), re.sub(r"[-\s]+", "-", signs)}
    return anchors
