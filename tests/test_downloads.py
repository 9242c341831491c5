"""Nodes and references as files for reference managers, read back by libraries made for each format."""

import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import rispy
from bibtexparser import middlewares
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from argmap.citations.bibtex import bibtex
from argmap.citations.citable import Published, map_item, node_item
from argmap.citations.downloads import csl_json
from argmap.citations.ris import ris
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, Node
from argmap.read.csldates import read_date

REFERENCES = Path(__file__).parent.parent / "docs" / "kazakhstan-eu" / "references.json"
TITLE = 'Is "it" <so> & {100 %} of #1_a\\b~c^d$? Да: Москва решает'
NODE = Node("a-node", Kind.CLAIM, TITLE, "It is so.", "m/nodes/a-node.md", revision=3)
MAP = ArgumentMap("maps/m", "Why & how", nodes=(NODE,), edition="draft")
PUBLISHED = Published("https://example.org/", {"m/nodes/a-node.md": "2026-11-24", "maps/m/map.yml": "2026-11-25"})


def from_bibtex(text: str) -> dict[str, Any]:
    """Read one entry with BibTeX's signs decoded and its protecting braces gone."""
    stack = [middlewares.LatexDecodingMiddleware()]
    library = parse_string(text, append_middleware=stack)
    assert library.failed_blocks == []
    (entry,) = library.entries
    return {"type": entry.entry_type, "key": entry.key, **{field.key: field.value for field in entry.fields}}


def work(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - CSL-JSON
    return {"id": "a", "type": "book", "title": "A title", **fields}


def test_a_node_comes_back_from_bibtex() -> None:
    entry = from_bibtex(bibtex([node_item(MAP, NODE, PUBLISHED)]))

    assert entry["type"] == "online"
    assert entry["key"] == "maps-m:a-node"
    # The decoder takes all braces for grouping, and has a circumflex of its own.
    assert entry["title"] == TITLE.replace("{", "").replace("}", "").replace("^", "ˆ")
    assert r"\textbraceleft{}100 \%\textbraceright{}" in bibtex([node_item(MAP, NODE, PUBLISHED)])
    assert entry["author"] == "Why & how contributors"
    assert entry["date"] == "2026-11-24"
    assert entry["url"] == "https://example.org/maps/m/a-node/"
    assert entry["journal"] == "Why & how, draft"
    # No style prints the journal of such an entry.
    assert entry["note"] == "In: Why & how, draft. Node maps/m/a-node (claim), revision 3"


def test_a_node_comes_back_from_ris() -> None:
    (entry,) = rispy.loads(ris([node_item(MAP, NODE, PUBLISHED)]))

    assert entry["type_of_reference"] == "ELEC"
    assert entry["title"] == TITLE
    assert entry["authors"] == ["Why & how contributors"]
    assert entry["date"] == "2026/11/24/"
    assert entry["year"] == "2026"
    assert entry["urls"] == ["https://example.org/maps/m/a-node/"]
    assert entry["secondary_title"] == "Why & how, draft"
    assert entry["notes"] == ["Node maps/m/a-node (claim), revision 3"]
    assert "M1  -" not in ris([node_item(MAP, NODE, PUBLISHED)])


def test_a_node_comes_back_from_csl_json() -> None:
    (entry,) = json.loads(csl_json([node_item(MAP, NODE, PUBLISHED)]))

    assert entry == node_item(MAP, NODE, PUBLISHED)
    assert entry["author"] == [{"literal": "Why & how contributors"}]
    assert entry["genre"] == "claim in an argument map, revision 3"
    assert entry["issued"] == {"date-parts": [[2026, 11, 24]]}


def test_a_map_is_cited_with_its_edition_and_the_day_it_last_changed() -> None:
    item = map_item(MAP, PUBLISHED)

    assert (item["id"], item["genre"]) == ("maps-m:map", "argument map, draft")
    assert item["URL"] == "https://example.org/maps/m/"
    assert item["issued"] == {"date-parts": [[2026, 11, 25]]}


def test_what_is_not_known_is_left_out() -> None:
    item = node_item(MAP, NODE, Published())

    assert {"URL", "issued"} & set(item) == set()
    assert "url" not in from_bibtex(bibtex([item]))
    assert "urls" not in rispy.loads(ris([item]))[0]


HARD = {
    "id": "hard",
    "type": "article-journal",
    "title": "<i>Foreign</i> policy of Kazakhstan &amp; NATO",
    "author": [
        {"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"},
        {"family": "King", "given": "Martin Luther", "suffix": "Jr."},
        {"family": "Иванов", "given": "Пётр"},
        {"literal": "Barnes and Noble"},
        {"family": "Madonna"},
        {"family": "Smith, Brown", "given": "Ann"},
    ],
    "editor": [{"family": "Koch", "given": "Natalie"}],
    "container-title": "Journal of Things",
    "volume": 3,
    "issue": "4",
    "page": "112–113",
    "issued": {"date-parts": [[2015, 2], [2016, 3]]},
    "accessed": {"date-parts": [[2026, 1, 9]]},
    "DOI": "10.1000/a{b}",
    "ISSN": "1234-5678",
}


def test_a_hard_reference_comes_back_from_bibtex() -> None:
    entry = from_bibtex(bibtex([HARD]))

    assert entry["type"] == "article"
    assert entry["author"] == (
        "van Beethoven, Ludwig and King, Jr., Martin Luther and Иванов, Пётр and Barnes and Noble and Madonna and "
        "Smith, Brown, Ann"
    )
    assert "{Barnes and Noble}" in bibtex([HARD])
    assert "{Smith, Brown}, Ann" in bibtex([HARD])
    assert entry["title"].startswith("Foreign policy of Kazakhstan")
    assert "{Kazakhstan}" in bibtex([HARD])
    assert (entry["journal"], entry["volume"], entry["number"]) == ("Journal of Things", "3", "4")
    assert "pages = {112--113}" in bibtex([HARD])
    assert entry["date"] == "2015-02/2016-03"
    assert entry["urldate"] == "2026-01-09"
    assert "doi = {10.1000/a%7Bb%7D}" in bibtex([HARD])


def test_a_hard_reference_comes_back_from_ris() -> None:
    (entry,) = rispy.loads(ris([HARD]))

    assert entry["authors"][:4] == [
        "van Beethoven, Ludwig",
        "King, Martin Luther, Jr.",
        "Иванов, Пётр",
        "Barnes and Noble",
    ]
    assert (entry["start_page"], entry["end_page"]) == ("112", "113")
    assert (entry["volume"], entry["number"], entry["issn"]) == ("3", "4", "1234-5678")
    assert (entry["year"], entry["date"], entry["access_date"]) == ("2015", "2015/02//2015-02–2016-03", "2026/01/09/")
    assert entry["doi"] == "10.1000/a{b}"


@pytest.mark.parametrize(("reader", "write"), [("biblatex", bibtex), ("ris", ris)])
def test_every_reference_of_the_published_map_comes_back_through_pandoc(
    reader: str, write: Callable[[list[dict[str, Any]]], str]
) -> None:
    references = json.loads(REFERENCES.read_text(encoding="utf-8"))
    command = [pypandoc.get_pandoc_path(), f"--from={reader}", "--to=csljson"]
    done = subprocess.run(command, input=write(references), check=True, capture_output=True, encoding="utf-8")

    def told(entry: dict[str, Any]) -> list[str]:
        variables = ("title", "container-title", "publisher", "volume", "page", "URL", "DOI")
        year = entry.get("issued", {}).get("date-parts", [[""]])[0][0]
        order = ("given", "dropping-particle", "non-dropping-particle", "family", "literal")
        names = ["".join(name.get(part, "") for part in order) for name in entry.get("author", [])]
        # Pandoc sets quotation marks and dashes as a printer would, and a capital behind "U.S.".
        parts = [*(entry.get(name, "") for name in variables), year, *names]
        return [re.sub(r"<[^>]*>|[\W_]", "", str(part)).casefold() for part in parts]

    assert sorted(map(told, json.loads(done.stdout))) == sorted(map(told, references))


def test_a_newspaper_is_told_from_a_journal() -> None:
    assert from_bibtex(bibtex([work(type="article-newspaper")]))["entrysubtype"] == "newspaper"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"type": "chapter", "container-title": "A book"}, {"type": "incollection", "booktitle": "A book"}),
        ({"type": "thesis", "publisher": "A university"}, {"type": "thesis", "institution": "A university"}),
        ({"type": "treaty", "container-title": "Acts"}, {"type": "misc", "howpublished": "Acts"}),
        ({"issued": {"raw": "2013-04"}}, {"date": "2013-04"}),
        ({"issued": {"literal": "in antiquity"}}, {}),
        ({"issued": {"literal": "In press"}}, {"pubstate": "inpress"}),
        ({"type": "legal_case", "authority": "High Court"}, {"institution": "High Court"}),
        ({"type": "report", "authority": "High Court"}, {"organization": "High Court"}),
        ({"collection-title": "Series", "collection-number": "7"}, {"series": "Series", "number": "7"}),
        ({"archive": "National Archives", "call-number": "FO 371/1"}, {"library": "National Archives, FO 371/1"}),
        ({"type": "software", "version": "1.2"}, {"version": "1.2"}),
        ({"language": "en-GB"}, {"langid": "british"}),
        ({"language": "ru-RU"}, {"langid": "russian"}),
        ({"language": "German"}, {"langid": "german"}),
        ({"language": "tlh"}, {"language": "tlh"}),
        ({"shortTitle": "Short"}, {"shorttitle": "Short"}),
        ({"original-date": {"date-parts": [[1848]]}}, {"origdate": "1848"}),
    ],
)
def test_each_kind_of_work_has_its_fields(fields: dict[str, Any], expected: dict[str, str]) -> None:
    entry = from_bibtex(bibtex([work(**fields)]))

    assert expected.items() <= entry.items()
    assert ("date" in entry) == ("date" in expected)


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"publisher": "Farrar, Straus and Giroux"}, "publisher = {{Farrar, Straus and Giroux}}"),
        ({"publisher-place": "Ithaca and London"}, "address = {{Ithaca and London}}"),
        ({"type": "report", "publisher": "Health and Safety"}, "institution = {{Health and Safety}}"),
        ({"language": "mul and und"}, "language = {{mul and und}}"),
        ({"issued": {"literal": "ca. 1850"}}, "date = {1850~}"),
    ],
)
def test_what_stands_in_a_list_of_bibtex_is_a_single_item(fields: dict[str, Any], line: str) -> None:
    assert f"  {line},\n" in bibtex([work(**fields)])


DATES = [
    ({"raw": "2013-04"}, "2013-04", "2013", "2013/04//"),
    ({"date-parts": [[-44]]}, "-0043", "-44", "-44///44 BC"),
    ({"date-parts": [[-1]]}, "0000", "-1", "-1///1 BC"),
    ({"literal": "ca. 1850"}, "1850~", "1850", "1850///ca. 1850"),
    ({"date-parts": [[2001]], "season": 1}, "2001-21", "2001", "2001///Spring"),
    ({"date-parts": [[2001, 21], [2002, 24]]}, "2001-21/2002-24", "2001", "2001///Spring 2001–Winter 2002"),
    ({"date-parts": [[2001], [2003]]}, "2001/2003", "2001", "2001///2001–2003"),
    ({"date-parts": [[2001], [0]]}, "2001/", "2001", "2001///2001–"),
    ({"literal": "forthcoming"}, "", "", "///forthcoming"),
    ({"raw": "2024 Feb 21"}, "2024", "2024", "2024///"),
]
"""A date with what BibLaTeX has of it, and its year and whole in RIS."""


@pytest.mark.parametrize(("issued", "edtf", "year", "ris_date"), DATES, ids=str)
def test_bibtex_and_ris_have_the_same_date(issued: dict[str, Any], edtf: str, year: str, ris_date: str) -> None:
    item = work(issued=issued)

    assert (f"  date = {{{edtf}}},\n" if edtf else "") in bibtex([item])
    (entry,) = rispy.loads(ris([item]))
    assert (entry.get("year", ""), entry["date"]) == (year, ris_date)


@pytest.mark.parametrize("issued", [issued for issued, edtf, *_ in DATES if int(edtf[:4] or 0)], ids=str)
def test_pandoc_reads_from_bibtex_the_date_that_pages_show(issued: dict[str, Any]) -> None:
    command = [pypandoc.get_pandoc_path(), "--from=biblatex", "--to=csljson"]
    done = subprocess.run(
        command, input=bibtex([work(issued=issued)]), check=True, capture_output=True, encoding="utf-8"
    )

    assert read_date(json.loads(done.stdout)[0]["issued"]) == (read_date(issued)[0], "")


def test_what_libraries_and_courts_add_survives_in_ris() -> None:
    item = work(
        **{
            "collection-number": "7",
            "archive": "National Archives",
            "archive_location": "Box 3",
            "call-number": "FO 371/1",
            "version": "1.2",
            "authority": "High Court",
            "title-short": "Short",
        }
    )

    lines = ris([item]).splitlines()

    expected = ["SV  - 7", "DB  - National Archives", "AV  - Box 3", "CN  - FO 371/1", "ET  - 1.2", "PB  - High Court"]
    assert set(expected) <= set(lines)
    assert "ST  - Short" in lines


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1),
    st.text(st.characters(exclude_categories=["C", "Z"])),
)
def test_no_title_breaks_a_file(title: str, name: str) -> None:
    item = work(title=title, author=[{"literal": name}], URL=f"https://example.org/{title}")

    library = parse_string(bibtex([item, work(id="b")]))
    assert [entry.key for entry in library.entries] == ["a", "b"]
    assert library.failed_blocks == []
    assert [entry["id"] for entry in rispy.loads(ris([item, work(id="b")]))] == ["a", "b"]


def test_the_styles_of_bibtex_itself_find_the_year_the_journal_and_the_place() -> None:
    item = {
        "id": "a",
        "type": "article-journal",
        "title": "A title",
        "container-title": "The Journal",
        "publisher-place": "Bern",
        "issued": {"date-parts": [[2018, 3, 1]]},
    }
    written = bibtex([item])

    for field in ("date = {2018-03-01}", "year = {2018}", "journal = {The {Journal}}", "address = {Bern}"):
        assert f"  {field},\n" in written
