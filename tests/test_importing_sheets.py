"""A sheet that a person filled in becomes a map, however a spreadsheet wrote it."""

import csv
import io
import sys
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.importing.inputs import decoded
from argmap.importing.merging import Origin, merge
from argmap.importing.parsed import ParsedMap, UnreadableError
from argmap.importing.registry import IMPORTERS
from argmap.importing.sheets import CONSTRUCTS, read_sheet
from argmap.model.findings import Place
from argmap.model.kinds import Kind
from argmap.model.maps import Node
from argmap.model.sheets import COLUMNS
from argmap.site.validate import checked

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))  # the script imports nothing but the package

from importtables import with_imports  # noqa: E402


def sheet(text: str) -> ParsedMap:
    return read_sheet({"a.csv": text})


def nodes_of(text: str) -> dict[str, Node]:
    files = merge(sheet(text), Origin("csv", "a.csv", "a")).files
    (argument_map,), findings = checked({f"m/{path}": content for path, content in files.items()})
    assert findings == []
    return {node.id: node for node in argument_map.nodes}


def told(text: str) -> list[tuple[int, int, str, str]]:
    kept = {construct.name for construct in CONSTRUCTS if construct.fate == "kept"}
    met = sheet(text).met
    return [(one.place.line, one.place.column, one.construct, one.words) for one in met if one.construct not in kept]


ROWS = 'id,statement,supports\nban,"Close it, now.",\ncracks,"It has\ncracks.",ban\n'


@pytest.mark.parametrize(
    "text",
    [
        ROWS,
        'id;statement;supports\nban;Close it, now.;\ncracks;"It has\ncracks.";ban\n',
        'id\tstatement\tsupports\nban\tClose it, now.\ncracks\t"It has\ncracks."\tban\n',
        'sep=|\nid|statement|supports\nban|Close it, now.|\n\ncracks|"It has\ncracks."|ban\n',
        f"\n,,\n{ROWS}",
    ],
)
def test_a_sheet_is_read_as_each_spreadsheet_writes_it(text: str) -> None:
    nodes = nodes_of(text)

    assert {name: node.statement for name, node in nodes.items()} == {
        "ban": "Close it, now.",
        "cracks": "It has cracks.",
    }
    assert [relation.target for relation in nodes["cracks"].relations] == ["ban"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [*",;:\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("quoted", [csv.QUOTE_MINIMAL, csv.QUOTE_NONNUMERIC, csv.QUOTE_ALL])
def test_a_sheet_is_read_by_whichever_options_libreoffice_saved_it(
    encoding: str, delimiter: str, end: str, quoted: Literal[0, 1, 2]
) -> None:
    cells: list[list[str | int]] = [
        ["id", "statement", "supports", "score", "", ""],
        ["ban", 'Close it; "now", 10:30.', "", "0,5", "", ""],
        ["", "", "", "", "", ""],
        ["cracks", "Три\ntrous.", "ban", 2, "", ""],
    ]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoted).writerows(cells)

    parsed = sheet(decoded("a.csv", file.getvalue().encode(encoding)))

    assert [(node.origin, node.text, node.score) for node in parsed.nodes] == [
        ("ban", 'Close it; "now", 10:30.', 0.5),
        ("cracks", "Три\ntrous.", 2.0),
    ]
    assert [(one.origin, one.target) for one in parsed.relations] == [("cracks", "ban")]


def test_a_sheet_in_another_encoding_is_refused_with_what_to_do() -> None:
    with pytest.raises(UnreadableError, match="the byte 0xe9 is not UTF-8") as refused:
        decoded("a.csv", "id,statement\na,Été".encode("cp1252").replace(b"\xc9", b"E"))

    assert (refused.value.place.line, refused.value.mend) == (2, "save the file as UTF-8")


def test_every_column_says_what_the_docs_say() -> None:
    nodes = nodes_of(
        "ID,Statement,Title,Kind,Supports,Attacks,Qualifies,Undercuts,Explains,Answers,Frames,Jointly,Because,Order,"
        "Scheme,Voice,Cites,Notes,Tags,Score,Withdrawn\n"
        "q,Close it?,,question\n"
        "top,Close it.,Closing,thesis,,,,,,q\n"
        'a,It has cracks.,,evidence,top,,,,,,,both,so it is,2,expert opinion,Ana Marrow; Ben Ode,"Survey, 2023, '
        'https://example.org/s; A book, doi:10.1000/182",It is *so*.,safety; town,"0,5"\n'
        "b,It is old.,,,Closing,,,,,,,both\n"
        "c,Few lorries use it.,,,,a\n"
        "d,Only at night.,,,,,top\n"
        "e,Cracks are old.,,,,,,a -> top\n"
        "f,Salt made them.,,,,,,,a\n"
        "g,In winter.,,context,,,,,,,top\n"
        "h,It was red.,,,top,,,,,,,,,,,,,,,,It was wrong.\n"
    )

    bearing = {
        name: [(relation.type.value, *relation.ends) for relation in node.relations] for name, node in nodes.items()
    }
    assert bearing == {
        "q": [],
        "top": [("answers", "q")],
        "a": [("supports", "top")],
        "b": [("supports", "top")],
        "c": [("attacks", "a")],
        "d": [("qualifies", "top")],
        "e": [("undercuts", "a", "top")],
        "f": [("explains", "a")],
        "g": [("frames", "top")],
        "h": [("supports", "top")],
    }
    a = nodes["a"]
    (relation,) = a.relations
    assert (relation.jointly, relation.because, relation.order, relation.scheme) == (
        ("both",),
        "so it is",
        2,
        "expert opinion",
    )
    assert (a.kind, a.voice, a.prose, a.tags, a.score) == (
        Kind.EVIDENCE,
        ("ana-marrow", "ben-ode"),
        "It is *so*.",
        ("safety", "town"),
        0.5,
    )
    assert [(work.entry["title"], work.address) for work in a.brings] == [
        ("Survey, 2023", "https://example.org/s"),
        ("A book", "https://doi.org/10.1000/182"),
    ]
    assert nodes["h"].withdrawn
    assert nodes["top"].title == "Closing"


def test_a_further_row_of_an_id_says_more_of_what_its_row_bears_on() -> None:
    text = (
        'id,statement,supports,because,tags\ntop,It is so.,,,\nb,It was so.,top,it goes on,"a, b;"\n'
        "c,So they say.,,,x; y\nb,,c,they saw it,\n"
    )

    nodes = nodes_of(text)

    assert [(one.target, one.because) for one in nodes["b"].relations] == [("top", "it goes on"), ("c", "they saw it")]
    assert (nodes["b"].tags, nodes["c"].tags) == (("a, b",), ("x", "y"))
    assert sum(met.construct == "further row" for met in sheet(text).met) == 1


def test_rows_without_ids_are_known_by_what_they_say() -> None:
    first = sheet("statement\nIt is so.\nIt is so.\nIt is otherwise.\n").nodes
    again = sheet("statement\nIt is otherwise.\nIt is so.\n").nodes

    assert len({node.origin for node in first}) == 3
    assert [node.origin for node in again] == [first[2].origin, first[0].origin]


def test_what_a_sheet_cannot_say_is_told_at_its_row_and_column() -> None:
    text = (
        "statement,kind,score,order,undercuts,supports,colour,voice,cites\n"
        "It is so.,guess,many,1.5,a,b -> c,red,contributor,A book\n"
        "It is otherwise.,,,,,,,,,beyond\n"
    )

    assert told(text) == [
        (2, 7, "column that there is not", "colour: red"),
        (3, 1, "column that there is not", "column 10: beyond"),
        (2, 9, "cites", "A book"),
        (2, 2, "kind that there is not", "guess"),
        (2, 3, "number that is none", "many"),
        (2, 4, "number that is none", "1.5"),
        (2, 6, "step that is none", "b -> c"),
        (2, 5, "step that is none", "a"),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("id,statment\n", 1, "no column is called statement"),
        ('statement\nIt is so.\n"It is" so.\n', 3, "this is no table"),
        ("statement\nIt is so.\n" + "x" * 200_000, 3, "this is no table"),
    ],
)
def test_what_is_no_sheet_is_refused_at_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as raised:
        sheet(text)
    assert raised.value.place == Place("a.csv", line)
    assert raised.value.mend


def test_a_sheet_without_rows_says_nothing() -> None:
    assert sheet("").nodes == ()


def test_a_cell_that_was_kept_from_being_a_formula_is_read_without_its_apostrophe() -> None:
    assert sheet("statement\n'=1+1\n'Twas so.\n").nodes[0].text == "=1+1"
    assert sheet("statement\n'Twas so.\n").nodes[0].text == "'Twas so."


@given(st.text(st.sampled_from("ab;,\t\n\"'-> "), max_size=80), st.sampled_from([*COLUMNS]))
def test_any_text_is_a_sheet_or_refused(text: str, column: str) -> None:
    with suppress(UnreadableError):
        parsed = sheet(f"statement,{column},id\n{text}")
        assert {one.construct for one in parsed.met} <= {construct.name for construct in CONSTRUCTS}


def test_the_sheet_shown_in_the_docs_is_a_map_without_findings() -> None:
    page = (ROOT / "manual" / "importing.md").read_text(encoding="utf-8")
    shown = page.partition("```text\nid,statement")[2].partition("```")[0]

    nodes = nodes_of(f"id,statement{shown}")

    assert {name: node.kind.value for name, node in nodes.items()} == {
        "ban": "thesis",
        "cracks": "evidence",
        "mill": "counterclaim",
    }


def test_the_tables_of_formats_and_constructs_are_those_of_the_code() -> None:
    page = (ROOT / "manual" / "importing.md").read_text(encoding="utf-8")

    assert with_imports(page) == page, "python scripts/importtables.py writes them anew"
    assert all(f"`{name}`" in page for name in IMPORTERS)
