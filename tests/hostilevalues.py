"""What a stranger might write into each field of a file, and which findings must name it."""

from collections.abc import Iterator

from hostile import BASE, fields, named

VALUES = {
    "a table": "{x: y}",
    "a list in a list": "[[x]]",
    "a number": "7",
    "no number": ".inf",
    "nothing": "",
    "an empty text": '""',
    "markup": "<script>canary()</script>",
    "a script's address": '"javascript:canary()"',
    "a homoglyph": "t\u043ep",
    "a way out of the folder": "../../../etc/passwd",
    "NUL": '"a\\0b"',
    "an override": '"a\\u202eb"',
    "100 KB": "x" * 100_000,
}
"""What a stranger may write as the value of a field, in YAML."""

_EMPTY = dict.fromkeys(["nothing", "an empty text"], "AM024")
_OTHER = {**dict.fromkeys(VALUES, "AM022"), **_EMPTY}
_NUMBER = {**_OTHER, "a number": ""}
_FREE = {
    **dict.fromkeys(VALUES, ""),
    **dict.fromkeys(["a table", "a list in a list"], "AM022"),
    **dict.fromkeys(["a number", "no number"], "AM011"),
    **_EMPTY,
    "NUL": "AM002",
    "an override": "AM003",
    "100 KB": "AM025",
}
_LABEL = {
    value: codes if codes in ("AM022", "AM024") else " ".join(sorted(["AM018", *codes.split()]))
    for value, codes in _FREE.items()
}
"""A label that no other node has."""
_PATTERN = {**_OTHER, **_EMPTY, "100 KB": "AM025"}
_ID = {**_PATTERN, "a number": "AM011"}
_SHOWN = {**_ID, "nothing": "", "a number": "AM011 AM037"}
_SPOKEN = {**_ID, "a number": "AM011 AM054"}
_END = {**_ID, "nothing": "", "a table": "AM020 AM021", "a number": "AM011 AM012"}
_REPLACED = {
    **dict.fromkeys(VALUES, "AM030"),
    **dict.fromkeys(["a table", "a list in a list"], "AM022"),
    **_EMPTY,
    "a number": "AM011 AM033",
    "100 KB": "AM025",
}
_WORKS = {**_OTHER, "a list in a list": "AM051"}
_WORK = {**dict.fromkeys(VALUES, "AM051"), "a table": "AM094", "nothing": ""}
_WORK_ID = {**dict.fromkeys(VALUES, "AM094"), "a number": "AM055"}
_FIELDS = {
    "authors": (_OTHER, "m/map.yml", "authors: VALUE"),
    "an author's name": (_FREE, "m/map.yml", "authors: [{name: VALUE}]"),
    "an author's role": (_FREE, "m/map.yml", "authors: [{name: A, role: VALUE}]"),
    "an author's ORCID iD": (_PATTERN, "m/map.yml", "authors: [{name: A, orcid: VALUE}]"),
    "publisher": (_FREE, "m/map.yml", "publisher: VALUE"),
    "work-url": (_PATTERN, "m/map.yml", "work-url: VALUE"),
    "contact": (_PATTERN, "m/map.yml", "contact: VALUE"),
    "works-read": (_OTHER, "m/map.yml", "works-read: VALUE"),
    "overview": (_OTHER, "m/map.yml", "overview: VALUE"),
    "a node of the overview": (_SHOWN, "m/map.yml", "overview: [VALUE]"),
    "a term's id": (_ID, "m/glossary.yml", "terms: [{term: Jane, kind: person, about: x, id: VALUE}]"),
    "works": (_WORKS, "works", "works: VALUE"),
    "a work": (_WORK, "works", "works: [VALUE]"),
    "a work's id": (_WORK_ID, "works", "works: [{type: book, title: A, id: VALUE}]"),
    "score": (_NUMBER, "score", "score: VALUE"),
    "replaced-by": (_REPLACED, "withdrawn", "replaced-by: VALUE"),
    "one of replaced-by": (_REPLACED, "withdrawn", "replaced-by: [VALUE]"),
    "voices": (_SPOKEN, "voice", "voice: [VALUE]"),
    "a relation's score": (_NUMBER, "supports", "supports: [{to: top, score: VALUE}]"),
    "a relation's order": (_NUMBER, "supports", "supports: [{to: top, order: VALUE}]"),
    "a relation's scheme": (_FREE, "supports", "supports: [{to: top, scheme: VALUE}]"),
    "a linked group": (_LABEL, "supports", "supports: [{to: top, jointly: VALUE}]"),
    "one of two linked groups": (_LABEL, "supports", "supports: [{to: top, jointly: [VALUE]}]"),
    "an undercut's score": (_NUMBER, "undercuts", "undercuts: [{to: other -> top, score: VALUE}]"),
    "explains": (_OTHER, "explains", "explains: VALUE"),
    "what is explained": (_END, "explains", "explains: [VALUE]"),
    "answers": (_OTHER, "answers", "answers: VALUE"),
    "a question": (_END, "answers", "answers: [VALUE]"),
    "frames": (_OTHER, "frames", "frames: VALUE"),
    "what is framed": (_END, "frames", "frames: [VALUE]"),
}
"""Fields, each with the codes of what is wrong with a value of `VALUES`, its file or a node's field, and its line."""

_LINES = {
    "an author twice": ("AM010", "m/map.yml", "authors: [{name: A}, {name: A}]"),
    "a node of the overview twice": ("AM037", "m/map.yml", "overview: [top, top]"),
    "a term's id twice": (
        "AM010",
        "m/glossary.yml",
        "terms: [{term: A, kind: person, about: x, id: a}, {term: B, kind: person, about: x, id: a}]",
    ),
    "an id of a work": ("AM074", "m/glossary.yml", "terms: [{term: A, kind: person, about: x, id: rain-2018}]"),
    "a work with another title": ("AM052", "works", "works: [{id: rain-2018, type: book, title: Sun}]"),
    "a work's script": ("AM055 AM057", "works", "works: [{id: x, type: book, title: X, URL: 'data:,x'}]"),
    "a replacement twice": ("AM010", "withdrawn", "replaced-by: [top, top]"),
    "a voice twice": ("", "voice", "voice: [rain-2018, rain-2018]"),
    "a linked group twice": ("AM010 AM018", "supports", "supports: [{to: top, jointly: [b, b]}]"),
    "what is explained twice": ("AM014", "explains", "explains: [top, {to: top, score: 1}]"),
    "an answer to a thesis": ("AM019", "answers", "answers: [top]"),
    "what is framed twice": ("AM014", "frames", "frames: [top, top]"),
    "a map that is not there": ("AM012", "supports", "supports: [nowhere/top]"),
    "a map with a homoglyph": ("AM022", "supports", "supports: [\u043c/top]"),
    "a map that climbs out": ("AM022", "supports", "supports: [../m/top]"),
    "a map of markup": ("AM022", "supports", "supports: ['<script>canary()</script>/top']"),
    "a map of 100 KB": ("AM025", "supports", f"supports: [{'m/' * 50_000}top]"),
    "a step of a map that is not there": ("AM012", "undercuts", "undercuts: [nowhere/a -> top]"),
    "a step of a map that climbs out": ("AM022", "undercuts", "undercuts: [../../a -> m/top]"),
}
"""Lines with more than one value, and the codes of what is wrong with each."""


def harmful_values() -> Iterator[tuple[str, str, str, str]]:
    """Yield a file for each of `VALUES` in each field: what it is, path, text, and the codes of what is wrong.

    The field stands on the last line but one of the file.
    """
    lines = dict(_LINES)
    for name, (codes, where, line) in _FIELDS.items():
        lines |= {f"{name}: {value}": (codes[value], where, line.replace("VALUE", VALUES[value])) for value in VALUES}
    nodes: dict[str, dict[str, object]] = {
        "withdrawn": {"status": "withdrawn", "reason": "x"},
        "voice": {"voice": None, "stance": "reports", "source": [{"at": "s.1"}]},
        **{name: {"supports": None} for name in ("supports", "explains", "answers")},
        "frames": {"kind": "context", "supports": None},
    }
    for name, (found, where, line) in lines.items():
        if "/" in where:
            yield name, where, f"{BASE.get(where, '')}{line}\n\n", found
        else:
            head = fields(**nodes.get(where, {})).removesuffix("---\n")
            yield name, named("given"), f"{head}{line}\n---\n", found
