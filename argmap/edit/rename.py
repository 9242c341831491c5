"""Gives a node another id or folder: its old address still leads to it, and whatever names it is mended."""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from argmap.edit.frontmatter import replaced, with_alias, with_ids
from argmap.model.ids import refusal
from argmap.model.jsontext import json_text
from argmap.model.limits import ID_IN_WORDS, is_id
from argmap.model.maps import ArgumentMap, Node, ProseLink, in_full
from argmap.model.relations import RelationType
from argmap.read.frontmatter import fences, front_matter_of
from argmap.read.layout import MAP_FILE, NODES_FOLDER, VERIFIED_FILE, is_node_file, map_folders
from argmap.read.links import link_to, with_links
from argmap.read.maps import read
from argmap.read.meant import closest
from argmap.read.yamltree import Listing, Scalar, Table, Value, parse_yaml

_NAMING = (*(kind.value for kind in RelationType), "replaced-by")
_LINK = re.compile(
    r"""(?P<before>\]\([ \t]*<?|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*<?|\b(?i:href|src)\s*=\s*["']?)"""
    r"""(?P<target>(?![a-z]+:|/|#)[^)\s<>"']+)""",
    re.MULTILINE,
)
"""Where a page names another: in a link, in the definition of a reference, in HTML."""
_LINE_STARTS = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")
_BLOCK = re.compile(r"(```argmap\s.*?```)", re.DOTALL)


class RenamingRefused(Exception):  # noqa: N818 - read as a sentence where it is caught
    """The node cannot be renamed; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """What a renaming writes and removes.

    Attributes:
        files: The new text of each file that changes or comes, by its path below the docs folder.
        gone: The path of the file that goes.
    """

    files: Mapping[str, str]
    gone: str


def renamed(texts: Mapping[str, str], argument_map: ArgumentMap, old: str, new: str) -> Renaming:
    """Rename a node.

    Args:
        texts: The text of each file of the docs folder by its path.
        argument_map: The map of the node, in whose files there are no errors.
        old: The id that the node has.
        new: The id that it is to have; with folders before it, it moves there in the map's folder of nodes, and with
            `./` to that folder itself.

    Returns:
        What to write, and what to remove.

    Raises:
        RenamingRefused: When there is no such node, the new id cannot be taken, or a file cannot be changed here.
    """
    node = _node(argument_map, old)
    new_path, new = _new_path(argument_map, node, new)
    if new != old:
        _must_be_free(argument_map, node, new)
    folders = frozenset(map_folders(texts))
    changed = {}
    for path, text in texts.items():
        if is_node_file(path, folders):
            behind = "" if is_node_file(path, [argument_map.id]) else f"{argument_map.id}/"
            new_text = with_ids(text, {f"{behind}{old}": f"{behind}{new}"}, _NAMING)
            new_text = _with_links(new_text, path, node.file, new_path)
        else:
            new_text = _in_other_file(path, text, argument_map.id, old, new)
        if path == node.file:
            if front_matter_of(text) is None:  # then the alias could not be added, and the old address would be lost
                message = f"{path} cannot be changed here; begin each field on a line of its own, without spaces before"
                raise RenamingRefused(message)
            changed[new_path] = new_text if new == old else with_alias(new_text, old)
        elif new_text != text:
            changed[path] = new_text
    after = {path: text for path, text in {**texts, **changed}.items() if path != node.file}
    for of_map, other in ((reread.id, other) for reread in read(after).maps for other in reread.nodes):
        ends = [end for relation in other.relations for end in relation.ends]
        named = [in_full(of_map, name) for name in (*ends, *other.replaced_by)]
        is_named = new != old and in_full(argument_map.id, old) in named
        if is_named or node.file in [link.path for link in other.links]:
            message = (
                f'{other.file} names "{old}" in a way that cannot be changed here; begin each field on its own line, '
                "without spaces before, and write the id in one line, without escapes"
            )
            raise RenamingRefused(message)
    return Renaming(changed, node.file)


def _node(argument_map: ArgumentMap, old: str) -> Node:
    for node in argument_map.nodes:
        if node.id == old:
            return node
        if old in [alias for alias, _ in node.aliases]:
            message = f'"{old}" is an old address already; the node is now called "{node.id}"'
            raise RenamingRefused(message)
    message = f'there is no node "{old}" in {argument_map.id}; {closest(old, [node.id for node in argument_map.nodes])}'
    raise RenamingRefused(message.removesuffix("; "))


def _new_path(argument_map: ArgumentMap, node: Node, new: str) -> tuple[str, str]:
    """Return the path that the node's file is to have, and the id."""
    folder, sign, new_id = new.rpartition("/")
    if not sign:
        return f"{posixpath.dirname(node.file)}/{new}.md", new
    if folder != "." and not all(map(is_id, folder.split("/"))):
        message = f'"{folder}" is not a folder for nodes: name it by {ID_IN_WORDS}'
        raise RenamingRefused(message)
    path = posixpath.normpath(f"{argument_map.id}/{NODES_FOLDER}/{folder}/{new_id}.md")
    if path == node.file:
        message = f"{path} is where the node is already"
        raise RenamingRefused(message)
    return path, new_id


def _with_links(text: str, path: str, old_path: str, new_path: str) -> str:
    """Mend the links in a node's prose to the file that moves, and all links of that file itself."""

    def mend(link: ProseLink) -> str:
        target = new_path if link.path == old_path else link.path
        file = new_path if path == old_path else path
        is_kept = target == link.path and posixpath.dirname(file) == posixpath.dirname(path)
        return "" if is_kept else link_to(target, file, link.fragment)

    _, closing = fences(text.removeprefix("\ufeff"))
    start = closing.end() + len(text) - len(text.removeprefix("\ufeff")) if closing else len(text)
    return text[:start] + with_links(text[start:], path, mend)


def _must_be_free(argument_map: ArgumentMap, node: Node, new: str) -> None:
    message = refusal(argument_map, new)
    if message:
        advice = "; delete it from its aliases first" if new in [alias for alias, _ in node.aliases] else ""
        raise RenamingRefused(message + advice)


def _in_other_file(path: str, text: str, map_id: str, old: str, new: str) -> str:
    """Mend a file that is not a node's."""
    if path == f"{map_id}/{MAP_FILE}":
        return _in_map_file(text, old, new)
    if path == f"{map_id}/{VERIFIED_FILE}":
        return _in_record(text, old, new)
    return _in_page(path, text, map_id, old, new) if path.endswith(".md") else text


def _in_map_file(text: str, old: str, new: str) -> str:
    """Mend the steps of the guided path and the nodes of the overview, in the lines where they stand."""
    body = text.removeprefix("\ufeff")
    header, _ = parse_yaml(body.replace("\r\n", "\n").replace("\r", "\n"), "")
    lines = replaced(_LINE_STARTS.split(body), _steps(header), {old: new})
    return text[: len(text) - len(body)] + "".join(lines)


def _steps(header: Value | None) -> Iterator[Scalar]:
    """Yield the ids of the guided path and of the overview, as they stand in map.yml."""
    lists = [header.entries.get(name) for name in ("path", "overview")] if isinstance(header, Table) else []
    items = [item for value in lists if isinstance(value, Listing) for item in value.items]
    named = (item.entries.get("node") if isinstance(item, Table) else item for item in items)
    yield from (node for node in named if isinstance(node, Scalar))


def _in_record(text: str, old: str, new: str) -> str:
    """Mend verified.json, which keeps what was found by node."""
    record = json.loads(text.removeprefix("\ufeff"))
    if old not in record["quotations"]:
        return text
    record["quotations"][new] = record["quotations"].pop(old)
    return json_text(record)


def _in_page(path: str, text: str, map_id: str, old: str, new: str) -> str:
    """Mend a page's links to the node, and its blocks that show it."""
    file_base, page_base = posixpath.dirname(path), path.removesuffix(".md").removesuffix("/index")

    def mend_link(match: re.Match[str]) -> str:
        parts = match["target"].split("/")
        is_file = re.split("[#?]", parts[-1])[0].endswith(".md")  # read from where the page's own file lies
        bases = (file_base,) if is_file else (file_base, page_base)
        new_parts = list(parts)
        for number, part in enumerate(parts):
            name = re.split("[#?]", part)[0]
            reached = (posixpath.normpath(posixpath.join(base, *parts[:number], name)) for base in bases)
            if name == old and f"{map_id}/{old}" in reached:
                new_parts[number] = new + part.removeprefix(old)
        return match["before"] + "/".join(new_parts)

    block = rf"(\bof:\s*['\"]?{re.escape(map_id)}/){re.escape(old)}(?![\w-])"
    of_map = re.compile(rf"\bof:\s*['\"]?{re.escape(map_id)}['\"]?\s")
    in_list = rf"(?<![\w/-])(?<!view: ){re.escape(old)}(?![\w-])"

    def mend_block(match: re.Match[str]) -> str:
        mended = re.sub(block, rf"\g<1>{new}", match[0])
        before, sign, chosen = mended.partition("nodes:")
        return before + sign + (re.sub(in_list, new, chosen) if of_map.search(mended) else chosen)

    return _LINK.sub(mend_link, _BLOCK.sub(mend_block, text))
