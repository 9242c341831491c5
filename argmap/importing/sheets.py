"""Reads a sheet: a table in CSV or TSV with a row for each statement, as LibreOffice and Excel write it (RFC 4180)."""

import csv
import hashlib
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, UnreadableError
from argmap.model.exchange import Met, constructs
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.limits import DOI_PATTERN, WEB_ADDRESS_PATTERN
from argmap.model.relations import RelationType
from argmap.model.sheets import COLUMNS, OF_RELATIONS
from argmap.model.voices import SPEAKERS
from argmap.read.meant import closest, excerpt

_DELIMITERS = ",;\t|:"
_SAID = re.compile(r"sep=(?P<delimiter>.)\n", re.IGNORECASE)
"""The first line by which Excel is told what stands between cells."""

_SEVERAL = re.compile(r"[;\n]|, ")
_BETWEEN = re.compile(r"[;\n]")
_DOI = re.compile(rf"{DOI_PATTERN}(?<![.,;)])")
_ADDRESS = re.compile(rf"{WEB_ADDRESS_PATTERN}(?<![.,;)])")
_FORMULA = re.compile(r"^'(?='*[=+\-@])")
"""An apostrophe that says that a cell is no formula (https://owasp.org/www-community/attacks/CSV_Injection)."""

_OTHER_NAMES = {
    "text": "statement",
    "claim": "statement",
    "type": "kind",
    "voices": "voice",
    "tag": "tags",
    "note": "notes",
}

CONSTRUCTS = constructs(
    kept={
        "row": "a node",
        "further row": "more relations of the row that has its id, of which it says otherwise",
        **{kind.value: "a relation" for kind in RelationType},
        **dict.fromkeys(OF_RELATIONS, "the field of the relation"),
        "title": "the title",
        "kind": "the kind",
        "voice": "a person of the glossary, whose voice it is",
        "tags": "tags",
        "score": "the score",
        "notes": "prose",
        "withdrawn": "a withdrawal with its reason",
    },
    told={"cites": "a work whose title is all that the cell says; only DOI and address are known apart"},
    lost={
        "kind that there is not": "the kind follows from the relations",
        "number that is none": "the cell is left out",
        "step that is none": "an undercut needs two ids with -> between them",
        "column that there is not": "its cells are left out",
    },
)
"""What a sheet can say."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: where it begins, its number, its cells by their columns, and where each column stands."""

    path: str
    line: int
    cells: Mapping[str, str]
    columns: Mapping[str, int]

    def place(self, name: str = "") -> Place:
        """Return the place of a cell: the line on which its row begins, and the number of its column."""
        return Place(self.path, self.line, self.columns.get(name, 1))

    def several(self, name: str) -> list[str]:
        """Return what stands in a cell with semicolons between, or, where there is none, with commas."""
        cell = self.cells.get(name, "")
        return [part.strip() for part in (_BETWEEN if ";" in cell else _SEVERAL).split(cell) if part.strip()]


@dataclass(slots=True)
class _Reading:
    """What is found while rows are read, in order."""

    met: list[Met] = field(default_factory=list)
    speakers: dict[str, str] = field(default_factory=dict)

    def meet(self, row: _Row, name: str, construct: str = "", words: str = "") -> None:
        """Note a cell that says something."""
        self.met.append(Met(row.place(name), construct or name, words))


def read_sheet(texts: Mapping[str, str]) -> ParsedMap:
    """Read a sheet.

    Args:
        texts: Its text by its path.

    Returns:
        A node for each row, and its relations.

    Raises:
        UnreadableError: When it is no table, or lacks the column of statements.
    """
    ((path, text),) = texts.items()
    reading = _Reading()
    rows = [*_rows(path, text, reading)]
    seen: Counter[str] = Counter()
    origins = [_origin(row, seen) for row in rows]
    named = {name.casefold(): origin for row, origin in zip(rows, origins, strict=True) for name in _names(row)}
    named |= {row.cells["id"].casefold(): row.cells["id"] for row in rows if row.cells.get("id")}
    nodes = [
        _node(row, origin, reading)
        for row, origin, is_further in zip(rows, origins, _further(rows, reading), strict=True)
        if not is_further
    ]
    relations = [
        relation
        for row, origin in zip(rows, origins, strict=True)
        for relation in _relations(row, origin, named, reading)
    ]
    return ParsedMap("", tuple(nodes), tuple(relations), tuple(reading.met), reading.speakers)


def _rows(path: str, text: str, reading: _Reading) -> Iterator[_Row]:
    """Yield the rows below the heads of the columns that are not empty."""
    said = _SAID.match(text)
    body = text[said.end() :] if said else text
    first = 2 if said else 1
    table = csv.reader(
        io.StringIO(body, newline=""), delimiter=said["delimiter"] if said else _delimiter(body), strict=True
    )
    heads: list[str] = []
    line = first
    while True:
        try:
            cells = next(table)
        except StopIteration:
            break
        except csv.Error as error:
            what = f"this is no table: {error}"
            mend = 'save the sheet as CSV again; a " within a cell is written twice'
            raise UnreadableError(Place(path, line), what, mend) from error
        if heads:
            row = _row(path, line, heads, cells)
            if row.cells:
                _strangers(row, reading)
                yield row
        elif any(cell.strip() for cell in cells):
            heads = [_head(cell) for cell in cells]
            if "statement" not in heads:
                known = closest("statement", heads) or f"columns are called {', '.join(COLUMNS)}"
                raise UnreadableError(Place(path, line), "no column is called statement", known)
        line = first + table.line_num


def _delimiter(text: str) -> str:
    """Return what stands between the cells: of the signs that can, the one that the first line has most of."""
    head = re.sub('"[^"]*"', "", text.lstrip().partition("\n")[0])
    return max(_DELIMITERS, key=head.count)


def _head(cell: str) -> str:
    name = re.sub(r"[\s_-]+", "-", cell.strip().lower())
    return _OTHER_NAMES.get(name, name)


def _row(path: str, line: int, heads: Sequence[str], cells: Sequence[str]) -> _Row:
    named = zip([*heads, *[""] * len(cells)], cells, strict=False)
    filled = {
        name or f"column {number}": _FORMULA.sub("", cell.strip(), count=1)
        for number, (name, cell) in enumerate(named, 1)
        if cell.strip()
    }
    return _Row(path, line, filled, {name: number for number, name in reversed([*enumerate(heads, 1)])})


def _strangers(row: _Row, reading: _Reading) -> None:
    """Tell of cells in columns that a sheet does not have."""
    for name, cell in row.cells.items():
        if name not in COLUMNS:
            reading.meet(row, name, "column that there is not", f"{excerpt(name)}: {excerpt(cell)}")


def _origin(row: _Row, seen: Counter[str]) -> str:
    """Return the id of a row: its own, else a hash of what it says, with a number where that is said again."""
    if row.cells.get("id"):
        return row.cells["id"]
    words = row.cells.get("statement") or row.cells.get("title") or ""
    digest = hashlib.sha256(" ".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    seen[digest] += 1
    return digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def _further(rows: Iterable[_Row], reading: _Reading) -> Iterator[bool]:
    """Tell of each row whether it has the id of one before and no words, and so says more of what that one bears on."""
    seen: set[str] = set()
    for row in rows:
        is_further = row.cells.get("id") in seen and not row.cells.keys() & {"statement", "title"}
        if is_further:
            reading.meet(row, "id", "further row")
        seen |= {row.cells.get("id", "")} - {""}
        yield is_further


def _names(row: _Row) -> Iterator[str]:
    """Yield by what else than its id other rows may point at a row."""
    yield from (row.cells[name] for name in ("statement", "title") if name in row.cells)


def _node(row: _Row, origin: str, reading: _Reading) -> ParsedNode:
    reading.meet(row, "statement", "row")
    for name in ("title", "notes", "withdrawn"):
        if name in row.cells:
            reading.meet(row, name)
    tags = row.several("tags")
    works = [work.strip() for work in re.split("[;\n]", row.cells.get("cites", "")) if work.strip()]
    if tags:
        reading.meet(row, "tags")
    for work in works:
        reading.meet(row, "cites", words=excerpt(work))
    return ParsedNode(
        origin=origin,
        text=row.cells.get("statement", ""),
        place=row.place("statement"),
        title=row.cells.get("title", ""),
        name=row.cells.get("id", ""),
        kind=_kind(row, reading),
        notes=row.cells.get("notes", ""),
        speakers=tuple(_speakers(row, reading)),
        tags=tuple(tags),
        score=_number(row, "score", reading),
        works=tuple(map(_work, works)),
        defeated=row.cells.get("withdrawn", ""),
    )


def _kind(row: _Row, reading: _Reading) -> Kind | None:
    word = row.cells.get("kind", "").lower()
    if not word:
        return None
    kinds = {kind.value: kind for kind in Kind}
    if word in kinds:
        reading.meet(row, "kind")
    else:
        reading.meet(row, "kind", "kind that there is not", excerpt(f"{word}; {closest(word, kinds)}".rstrip("; ")))
    return kinds.get(word)


def _speakers(row: _Row, reading: _Reading) -> Iterator[str]:
    for name in row.several("voice"):
        reading.meet(row, "voice")
        if name.lower() not in SPEAKERS:
            reading.speakers[name] = name
            yield name


def _work(words: str) -> dict[str, str]:
    """Return the record of a work of which only that is known how somebody wrote it down."""
    found = {"DOI": _DOI.search(words), "URL": _ADDRESS.search(words)}
    name, match = next(((name, match) for name, match in found.items() if match), ("", None))
    rest = words.replace(match[0], "").rstrip(" ,;:.(<") if match else words
    record = {"type": "document", "title": " ".join((rest or words).split())}
    if match:
        record[name] = match[0][match[0].index("10.") :] if name == "DOI" else match[0]
    return record


def _number(row: _Row, name: str, reading: _Reading, *, whole: bool = False) -> float | None:
    """Return the number of a cell; a comma may stand for its point, as spreadsheets of many languages have it."""
    cell = row.cells.get(name, "")
    if not cell:
        return None
    try:
        number = float(cell.replace(",", "."))
    except ValueError:
        number = math.nan
    if math.isfinite(number) and (number.is_integer() or not whole):
        reading.meet(row, name)
        return number
    reading.meet(row, name, "number that is none", excerpt(cell))
    return None


def _relations(row: _Row, origin: str, named: Mapping[str, str], reading: _Reading) -> Iterator[ParsedRelation]:
    order = _number(row, "order", reading, whole=True)
    for name in ("jointly", "because", "scheme"):
        if name in row.cells:
            reading.meet(row, name)
    for kind in RelationType:
        is_undercut = kind is RelationType.UNDERCUTS
        for words in row.several(kind.value):
            target, arrow, conclusion = words.partition("->")
            if bool(arrow) is not is_undercut:
                reading.meet(row, kind.value, "step that is none", excerpt(words))
                continue
            reading.meet(row, kind.value)
            ends = [named.get(end.strip().casefold(), end.strip()) for end in (target, conclusion)]
            yield ParsedRelation(
                origin,
                kind,
                ends[0],
                row.place(kind.value),
                conclusion=ends[1],
                jointly="" if is_undercut else row.cells.get("jointly", ""),
                because=row.cells.get("because", ""),
                scheme=row.cells.get("scheme", ""),
                order=None if order is None else int(order),
            )
