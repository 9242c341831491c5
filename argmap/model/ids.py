"""Which ids a node of a map can have, which are taken, and how words become one."""

import re
from collections.abc import Container

from argmap.model.limits import DEVICE_NAMES, ID_IN_WORDS, ID_LENGTH, is_id
from argmap.model.maps import ArgumentMap
from argmap.model.ownpages import PAGE_IDS
from argmap.model.transliteration import romanized


def taken_ids(argument_map: ArgumentMap) -> dict[str, str]:
    """Return every id that no new node of a map can have.

    Args:
        argument_map: The map.

    Returns:
        By each id, what has it, in words that end a sentence beginning with "it is".
    """
    taken = dict.fromkeys(sorted(DEVICE_NAMES), "the name of a device on Windows")
    taken |= dict.fromkeys(sorted(PAGE_IDS), "one of the map's own pages")
    taken |= dict.fromkeys(argument_map.unreadable, "that of a file that cannot be read")
    taken |= {node.id: node.file for node in argument_map.nodes}
    return taken | {alias: f"an alias in {node.file}" for node in argument_map.nodes for alias, _ in node.aliases}


def refusal(argument_map: ArgumentMap, node_id: str) -> str:
    """Say why a node cannot have an id.

    Args:
        argument_map: The map of the node.
        node_id: The id that is wished for.

    Returns:
        The reason as a sentence; empty if the node can have the id.
    """
    if not is_id(node_id):
        return f'"{node_id}" is not an id: {ID_IN_WORDS}'
    taken = taken_ids(argument_map)
    return f'"{node_id}" is taken: it is {taken[node_id]}' if node_id in taken else ""


def slug(words: str, language: str = "") -> str:
    """Make an id or a key of words.

    Args:
        words: A title or a name.
        language: Its language as a BCP 47 tag, where it is known.

    Returns:
        Its words in lower-case Latin letters, without accents, joined by hyphens; empty where it has none.
    """
    plain = romanized(words, language).encode("ascii", "ignore").decode().replace("'", "")
    return "-".join(re.findall("[a-z0-9]+", plain))


def free_id(taken: Container[str], stem: str) -> str:
    """Return an id that is not taken yet, made of a text that has the form of one but for its length.

    Args:
        taken: The ids that it cannot be.
        stem: What it is to begin with.

    Returns:
        The text, cut at a hyphen where it is too long, with a number behind it where it is taken.
    """
    number = 1
    while True:
        ending = f"-{number}" if number > 1 else ""
        node_id = shortened_id(stem, ID_LENGTH - len(ending)) + ending
        if node_id not in taken:
            return node_id
        number += 1


def shortened_id(node_id: str, longest: int) -> str:
    """Cut an id at a hyphen, if it has one in reach.

    Args:
        node_id: What has the form of an id, but for its length.
        longest: How many characters it can have.

    Returns:
        The id.
    """
    if len(node_id) <= longest:
        return node_id
    return node_id[: longest + 1].rpartition("-")[0] or node_id[:longest]
