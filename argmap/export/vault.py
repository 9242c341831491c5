"""A map as a folder of notes with wikilinks, as Obsidian keeps them and `argmap import obsidian` reads them.

Each node is a note that is called by its title, each work that it cites another. Front matter says what a note is;
relations are inline fields as Dataview has them (https://blacksmithgu.github.io/obsidian-dataview), one on a line, and
what is said of a relation stands behind it in brackets.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from argmap.citations.csltext import plain
from argmap.edit.newnode import quoted
from argmap.export.notes import (
    all_nodes,
    authors_of_work,
    names_of_speakers,
    relations_of,
    with_links,
    works_of,
    year_of,
)
from argmap.export.published import PublishedMap
from argmap.export.saying import ALL_LINKED, ALL_SCHEMES, ALL_UNDERCUTS, DIRECT, constructs_of
from argmap.locale.numbers import decimal
from argmap.model.exchange import Fate
from argmap.model.kinds import Kind
from argmap.model.limits import DEVICE_NAMES
from argmap.model.maps import Node, Relation

_FIELD = "a field of front matter"
_DETAIL = "an inline field behind the relation; square brackets in it become round ones, and %% is % %"

CONSTRUCTS = constructs_of(
    {
        **{kind.value: (Fate.KEPT, "a note of that kind") for kind in Kind},
        "title": (Fate.KEPT, "a field, and the name of the note, without signs that no file can have in its name"),
        **dict.fromkeys(("statement", "voice", "score"), (Fate.KEPT, _FIELD)),
        **dict.fromkeys(("voices as examples", "stance", "hedge", "passage"), (Fate.TOLD, _FIELD)),
        "voice of no person": (Fate.TOLD, "a field; of a work, its key"),
        "quotation": (Fate.TOLD, "a quotation in the text of the note"),
        "work cited": (
            Fate.TOLD,
            "a note on the work with its authors, year, title and address; the place behind its link",
        ),
        "tag": (Fate.TOLD, "a tag, in which hyphens stand for blanks and other signs"),
        "prose": (Fate.KEPT, "the text of the note"),
        "link in the prose": (Fate.TOLD, "a wikilink to the note of a node; of another file, its words"),
        "citation in the prose": (Fate.TOLD, "its key, as words; the note leads to the one on the work"),
        **dict.fromkeys(DIRECT, (Fate.KEPT, "an inline field")),
        **dict.fromkeys(ALL_UNDERCUTS, (Fate.KEPT, "an inline field with both ends")),
        **dict.fromkeys((*ALL_LINKED, *ALL_SCHEMES, "because", "order", "score of a relation"), (Fate.KEPT, _DETAIL)),
        "withdrawn node": (Fate.KEPT, "a note with the reason"),
    }
)
"""What becomes in a folder of notes of everything that a map can say."""

_UNSAFE = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f\x7f]+|%%+')
_LONGEST_NAME = 80
_LINKED = re.compile(r"\x00(\d+)\x00")
_UNTAGGED = re.compile(r"[^\w/-]+")
_CODE = re.compile(r"(?s)(```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|(?<!`)`[^`\n]+`(?!`))")
_MEANING = re.compile(
    r"(?<!\\)(?:\[\[|==|%%|::|\[!)|(?<![^\s(])#(?=[^\W\d_])|(?<=[ \t])\^(?=[\w-]+[ \t]*$)", re.MULTILINE
)
"""What means something in the text of a note, and nothing in ours."""


def vault(exported: PublishedMap) -> dict[str, str]:
    """Write a map.

    Args:
        exported: The map.

    Returns:
        The text of each note by the name of its file.
    """
    nodes, entries = all_nodes(exported), exported.argument_map.works
    cited = dict.fromkeys(key for node in nodes for key in works_of(exported, node))
    taken: dict[str, int] = {}
    names = {node.id: _free(taken, node.title, node.id) for node in nodes}
    works = {key: _free(taken, f"@{key}", key) for key in cited}
    notes = {f"{names[node.id]}.md": _note(exported, node, names, works) for node in nodes}
    return notes | {f"{name}.md": _work_note(entries[key].entry) for key, name in works.items()}


def _free(taken: dict[str, int], title: str, otherwise: str) -> str:
    """Name a note so that every system can keep it, and no other is called so."""
    stem = " ".join(_UNSAFE.sub(" ", title).split())[:_LONGEST_NAME].strip(" .")
    if stem.lower().endswith(".md") or not stem or stem.partition(".")[0].strip().lower() in DEVICE_NAMES:
        stem = f"{otherwise} note"
    name, number = stem, taken.get(stem.casefold(), 1)
    while name.casefold() in taken:
        number += 1
        name = f"{stem} {number}"
    taken |= {stem.casefold(): number, name.casefold(): 1}
    return name


def _front(fields: Mapping[str, str | list[str]]) -> list[str]:
    """Write front matter, without fields that say nothing."""
    lines = ["---"]
    for name, value in fields.items():
        if isinstance(value, str) and value:
            lines.append(f"{name}: {quoted(value)}")
        elif value:
            lines.append(f"{name}: [{', '.join(map(quoted, value))}]")
    return [*lines, "---"]


def _note(exported: PublishedMap, node: Node, names: Mapping[str, str], works: Mapping[str, str]) -> str:
    others = [voice for voice in node.voice if voice not in node.people] if "voice" in node.places else []
    front = _front(
        {
            "id": node.id,
            "kind": node.kind.value,
            "title": node.title,
            "statement": node.statement,
            "voice": names_of_speakers(exported, node),
            "voice-of-text": others,
            "voice-examples": "true" * node.voice_examples,
            "stance": node.stance,
            "hedge": node.hedge,
            "passages": [passage.at for passage in node.passages],
            "tags": [_UNTAGGED.sub("-", tag).strip("-") or "-" for tag in node.tags],
            "score": decimal(node.score),
            "withdrawn": node.reason,
        }
    )
    fields = [line for relation in relations_of(exported, node) for line in _relation(relation, names)]
    places = {cite.key: cite.locator for cite in node.cites}
    fields += [
        f"derived from:: [[{works[key]}]]{f', {_within(places[key])}' if places.get(key) else ''}"
        for key in works_of(exported, node)
    ]
    quotations = "\n\n".join(f"> {_text(passage.quote)}" for passage in node.passages if passage.quote)
    files = {other.file: other.id for other in exported.argument_map.nodes}

    links: list[str] = []

    def linked(words: str, path: str) -> str:
        if files.get(path) not in names:
            return words
        links.append(f"[[{names[files[path]]}|{words}]]")
        return f"\x00{len(links) - 1}\x00"  # which no map can hold

    prose = _LINKED.sub(lambda match: links[int(match[1])], _text(with_links(node, linked)))
    return "\n\n".join(filter(None, ["\n".join(front), "\n".join(fields), quotations, prose])) + "\n"


def _relation(relation: Relation, names: Mapping[str, str]) -> Iterator[str]:
    """Yield the line of a relation, for each group of linked premises one."""
    ends = " -> ".join(f"[[{names[end]}]]" for end in relation.ends if end in names)
    details = {
        "because": relation.because,
        "order": decimal(relation.order),
        "scheme": relation.scheme,
        "score": decimal(relation.score),
    }
    for label in relation.jointly or ("",):
        said = {"jointly": label, **details}.items()
        yield " ".join([f"{relation.type}:: {ends}", *(f"[{name}:: {_within(text)}]" for name, text in said if text)])


def _within(text: str) -> str:
    """Write a text within an inline field, which brackets would end and two % hide."""
    return text.translate(str.maketrans("[]", "()")).replace("%%", "% %")


def _text(prose: str) -> str:
    """Write prose so that nothing in it means more than it did, code apart."""
    parts = _CODE.split(prose)
    return "".join(part if number % 2 else _MEANING.sub(_plain, part) for number, part in enumerate(parts))


def _plain(match: re.Match[str]) -> str:
    return "".join(f"\\{sign}" for sign in match[0])


def _work_note(entry: Mapping[str, Any]) -> str:
    fields: dict[str, str | list[str]] = {
        "type": "source",
        "title": plain(entry, "title"),
        "authors": authors_of_work(entry),
        "year": year_of(entry),
        "doi": plain(entry, "DOI"),
        "url": plain(entry, "URL"),
    }
    return "\n".join([*_front(fields), ""])
