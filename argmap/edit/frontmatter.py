"""Takes the front matter of a node's file apart and changes it in place, so that all else stays as it was typed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from argmap.model.fields import NODE_FIELDS
from argmap.read.frontmatter import FrontMatter, front_matter_of
from argmap.read.yamltree import Listing, Scalar, Value

_ITEM_LEFT_OUT = re.compile(r"#\s*- ")
"""An item of a list that was made a comment."""

_ORDER = {field.name: number for number, field in enumerate(NODE_FIELDS)}


def in_order(text: str) -> str:
    """Put the fields of a node's file in the order of the list of fields.

    Each field keeps its lines and the comments above it; a comment at the head of all fields stays there.

    Args:
        text: The text of the file.

    Returns:
        The text with its fields in order; unchanged where the front matter cannot be changed safely.
    """
    front = front_matter_of(text)
    if front is None:
        return text
    head, blocks = _blocks(front)
    names = sorted(blocks, key=lambda name: _ORDER.get(name, len(_ORDER)))
    ordered = front.text([*head, *(line for name in names for line in blocks[name])])
    reread = front_matter_of(ordered)
    return ordered if reread is not None and plain(reread.table) == plain(front.table) else text


def _blocks(front: FrontMatter) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """Return the lines above all fields, and each field's lines, beginning with the comments that stand above it."""
    starts = _starts(front)
    first, *ends = *starts.values(), len(front.lines)
    blocks = {name: front.lines[start:end] for (name, start), end in zip(starts.items(), ends, strict=True)}
    return front.lines[:first], blocks


def _starts(front: FrontMatter) -> dict[str, int]:
    """Return where each field begins with its comments.

    A comment that begins the front matter is of the whole file; one of the first field stands below an empty line.
    """
    starts: dict[str, int] = {}
    above = None
    for name, place in front.table.keys.items():
        starts[name] = _first_comment(front.lines, place.line - 1, above) or place.line - 1
        above = front.table.entries[name]
    return starts


def _first_comment(lines: Sequence[str], key: int, above: Value | None) -> int:
    """Return where the comments of a field begin. Comments that end the list above it do not belong to it.

    Args:
        lines: The lines of the front matter.
        key: The index of the line with the field's key.
        above: The value of the field above, or None.

    Returns:
        The index of a line; that of the key where there are no comments.
    """
    start = key
    while start > 0 and lines[start - 1].startswith("#"):
        start -= 1
    if not isinstance(above, Listing) or lines[above.place.line - 1][above.place.column - 1] != "-":
        return start
    if above.place.column == 1 and lines[start - 1].strip():  # the comments stand in line with the items
        return key
    return next((number for number in range(key, start, -1) if _ITEM_LEFT_OUT.match(lines[number - 1])), start)


def plain(value: Value) -> object:
    """Return a value without the places where it stands, to compare it with another.

    Args:
        value: A part of a YAML tree.

    Returns:
        Texts, lists and dictionaries.
    """
    if isinstance(value, Scalar):
        return value.text
    if isinstance(value, Listing):
        return [plain(item) for item in value.items]
    return {name: plain(entry) for name, entry in value.entries.items()}


def with_ids(text: str, renamed: Mapping[str, str], names: Iterable[str]) -> str:
    """Replace ids wherever they stand in some fields of a node's file.

    Args:
        text: The text of the file.
        renamed: The new id of each old one.
        names: The names of the fields, which hold relations or an id.

    Returns:
        The text with the new ids; unchanged where the front matter cannot be changed safely.
    """
    front = front_matter_of(text)
    if front is None:
        return text
    scalars = [scalar for name in names if name in front.table.entries for scalar in _ids(front.table.entries[name])]
    return front.text(replaced(front.lines, scalars, renamed))


def _ids(value: Value) -> list[Scalar]:
    if isinstance(value, Scalar):
        return [value]
    if isinstance(value, Listing):
        return [scalar for item in value.items for scalar in _ids(item)]
    return _ids(value.entries["to"]) if "to" in value.entries else []


def replaced(lines: Iterable[str], scalars: Iterable[Scalar], renamed: Mapping[str, str]) -> list[str]:
    """Replace ids in some scalars of a YAML text, each of which stands in a single line.

    Args:
        lines: The lines of the text.
        scalars: The scalars that were read from it.
        renamed: The new id of each old one; of a node of another map, both as `map/id`.

    Returns:
        The lines with the new ids.
    """
    changed = list(lines)
    for scalar in sorted(scalars, key=lambda scalar: scalar.place, reverse=True):
        number, start = scalar.place.line - 1, scalar.place.column - 1
        line = changed[number]
        quoted = line[start : start + 1] in ("'", '"')
        end = start + len(scalar.text) + 2 * quoted
        replacement = re.sub(r"[a-z0-9/-]*[a-z0-9]", lambda match: renamed.get(match[0], match[0]), line[start:end])
        changed[number] = line[:start] + replacement + line[end:]
    return changed


def with_revision(text: str, revision: int) -> str:
    """Give a node's file another revision, in the line where it stands, or in a new one where the fields have it.

    Args:
        text: The text of the file.
        revision: The revision.

    Returns:
        The text with the revision; unchanged where the front matter cannot be changed safely.
    """
    front = front_matter_of(text)
    if front is None:
        return text
    value = front.table.entries.get("revision")
    if isinstance(value, Scalar):
        lines = list(front.lines)
        number, column = value.place.line - 1, value.place.column - 1
        line = lines[number]
        lines[number] = f"{line[:column]}{revision}{line[column + len(value.text) :]}"
    else:
        lines = _with_field(front, "revision", str(revision))
    changed = front.text(lines)
    reread = front_matter_of(changed)
    wanted = {**front.table.entries, "revision": Scalar(str(revision), front.table.place)}
    is_right = reread is not None and plain(reread.table) == plain(replace(front.table, entries=wanted))
    return changed if is_right else text


def _with_field(front: FrontMatter, name: str, value: str) -> list[str]:
    """Return the lines of a front matter with a new field, in the place where the list of fields has it."""
    lines = list(front.lines)
    ending = "\r\n" if front.before.endswith("\r\n") else "\n"
    later = [start for other, start in _starts(front).items() if _ORDER.get(other, -1) > _ORDER[name]]
    lines.insert(min(later, default=len(lines)), f"{name}: {value}{ending}")
    return lines


def with_alias(text: str, alias: str) -> str:
    """Add an alias to a node's file, in the place where the list of fields has it.

    Args:
        text: The text of the file.
        alias: The id to add.

    Returns:
        The text with the alias; unchanged where the front matter cannot be changed safely.
    """
    front = front_matter_of(text)
    if front is None:
        return text
    value = front.table.entries.get("aliases")
    if value is None:
        return front.text(_with_field(front, "aliases", f"[{alias}]"))
    lines = list(front.lines)
    ending = "\r\n" if front.before.endswith("\r\n") else "\n"
    number, column = value.place.line - 1, value.place.column - 1
    line = lines[number]
    if line[column : column + 1] == "[":
        rest = line[column + 1 :]
        separator = "" if rest.lstrip().startswith("]") else ", "
        lines[number] = f"{line[: column + 1]}{alias}{separator}{rest}"
    else:
        lines.insert(front.table.keys["aliases"].line, f"{line[:column]}- {alias}{ending}")
    return front.text(lines)
