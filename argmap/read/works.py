"""Reads works that are written in YAML as pandoc reads them: in a node's front matter, or in a list of their own."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from argmap.model.findings import Finding, Place
from argmap.model.maps import Reference
from argmap.read.entries import EntryReader, Part
from argmap.read.layout import REFERENCES_FILE
from argmap.read.yamltree import Listing, Scalar, Table, Value

_VERBATIM = frozenset(["DOI", "URL", "id", "type", "ISBN", "ISSN", "citation-key", "language", "raw", "literal"])
_MARKUP = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])|\*\*(?P<b>[^\s*](?:[^*\n]*[^\s*])?)\*\*|\*(?P<i>[^\s*](?:[^*\n]*[^\s*])?)\*"
    r"|\^(?P<sup>[^\s^]+)\^|(?<!~)~(?P<sub>[^\s~]+)~(?!~)|\[(?P<nocase>[^\[\]\n]*)\]\{\.nocase\}",
)
"""The Markdown that pandoc writes in texts of entries (https://pandoc.org/MANUAL.html#specifying-bibliographic-data)."""
_MARKED = re.compile(r"[\\*^~\[]")
"""Signs that would be markup if nothing stood before them."""
_COLLECT = "argmap fmt --collect leaves it in references.json alone"
_TAGS = {"b": "b", "i": "i", "sup": "sup", "sub": "sub"}


def works_of(items: Iterable[Value], raw: str) -> tuple[tuple[Reference, ...], list[Finding]]:
    """Read a list of works.

    Args:
        items: The entries, as they stand in a YAML file.
        raw: The text of the file.

    Returns:
        The works in the order of the file, and what is wrong with them.
    """
    reader = EntryReader(raw)
    read = [reader.reference(csl_of(item), lambda part, item=item: _place(item, part)) for item in items]  # type: ignore[misc]
    return tuple(work for work in read if work is not None), [*reader.findings, *reader.remarks()]


def csl_of(value: Value, name: str = "") -> Any:  # noqa: ANN401 - JSON can be anything
    """Return an entry that is written in YAML as CSL-JSON has it.

    Args:
        value: The entry, or a part of it.
        name: The variable in which the part stands.

    Returns:
        Texts, lists and dictionaries; None where YAML has nothing.
    """
    if isinstance(value, Table):
        return {key: csl_of(entry, key) for key, entry in value.entries.items()}
    if isinstance(value, Listing):
        return [csl_of(item, name) for item in value.items]
    if value.turned_into == "nothing at all":
        return None
    if name in ("comma-suffix", "static-ordering", "parse-names"):
        return value.text.lower() in ("true", "yes", "on")
    return value.text.strip() if name in _VERBATIM else _MARKUP.sub(_tagged, value.text.strip())


def yaml_form(value: Any, name: str = "") -> Any:  # noqa: ANN401 - JSON can be anything
    """Return an entry of CSL-JSON as it is written in YAML, where pandoc reads its texts as Markdown.

    Args:
        value: The entry, or a part of it.
        name: The variable in which the part stands.

    Returns:
        What `csl_of` reads as the same.
    """
    if isinstance(value, dict):
        return {key: yaml_form(entry, key) for key, entry in value.items()}
    if isinstance(value, list):
        return [yaml_form(item, name) for item in value]
    if isinstance(value, str) and name not in _VERBATIM:
        return _MARKED.sub(r"\\\g<0>", value)
    return value


def _tagged(match: re.Match[str]) -> str:
    kind = str(match.lastgroup)
    words = match[kind]
    if kind == "escaped":
        return words
    return f'<span class="nocase">{words}</span>' if kind == "nocase" else f"<{_TAGS[kind]}>{words}</{_TAGS[kind]}>"


def _place(value: Value, part: Part) -> Place:
    """Return where a part of an entry stands."""
    place = value.place
    for step in part:
        if isinstance(value, Table):
            place, value = value.keys[str(step)], value.entries[str(step)]
        else:
            value = value.items[int(step)] if isinstance(value, Listing) else value
            place = value.place
    return place


def merged(lists: Sequence[Sequence[Reference]]) -> tuple[tuple[Reference, ...], Iterator[Finding]]:
    """Put the works of several files together.

    Args:
        lists: The works of each file.

    Returns:
        The works in the order of their keys, each once; and a finding for each that is in two files: AM098 where both
        have the same record, else AM052.
    """
    works: dict[str, Reference] = {}
    again: list[tuple[Reference, Reference]] = []
    for work in (work for works_of_file in lists for work in works_of_file):
        first = works.setdefault(work.key, work)
        if first is not work:
            again.append((first, work))
    return tuple(works[key] for key in sorted(works)), map(_twice, again)


def _twice(pair: tuple[Reference, Reference]) -> Finding:
    first, work = pair
    where = f"{first.place.path}, line {first.place.line}"
    if same_record(first.entry, work.entry):
        message = f'the work "{work.key}" stands in {where} as well, with the same record'
        is_collected = work.place.path.endswith(".md") and first.place.path.endswith((".md", REFERENCES_FILE))
        return Finding(work.place, "AM098", message, _COLLECT if is_collected else "delete it here")
    names = [
        name for name in {**first.entry, **work.entry} if not _is_same(first.entry.get(name), work.entry.get(name))
    ]
    message = f'the work "{work.key}" stands in {where} with another {", ".join(sorted(names))}'
    return Finding(work.place, "AM052", message, "keep the record that is right, or give one of the works another id")


def same_record(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Tell whether two entries of CSL-JSON say the same; `3` and `"3"` do.

    Args:
        one: An entry.
        other: Another.

    Returns:
        Whether they do.
    """
    return all(_is_same(one.get(name), other.get(name)) for name in {*one, *other})


def _is_same(one: Any, other: Any) -> bool:  # noqa: ANN401 - JSON can be anything
    return one == other or (isinstance(one, str | int) and isinstance(other, str | int) and str(one) == str(other))


def references_in(value: Value | None) -> tuple[Value, ...] | None:
    """Return the entries of a file that holds pandoc's list of references, or None where it holds none."""
    if isinstance(value, Table):
        value = value.entries.get("references")
        if isinstance(value, Scalar) and not value.text:
            return ()  # the last entry was deleted
    return value.items if isinstance(value, Listing) else None


def is_hayagriva(value: Value | None) -> bool:
    """Tell whether a file is a list of works as Typst reads it (https://github.com/typst/hayagriva)."""
    return isinstance(value, Table) and any(
        isinstance(entry, Table) and isinstance(entry.entries.get("type"), Scalar) for entry in value.entries.values()
    )
