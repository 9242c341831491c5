"""Where archives keep an edition, as editions.yml says it once the edition is deposited."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import rispy

from argmap.diff.compare import State, compare
from argmap.read.editions import read_editions
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from conftest import TOP
from schemaorg import faults
from test_downloads import from_bibtex
from test_editions import built, draft, released
from test_voices import UNDRAWN, words
from zotero import Head, saved

SITE = "https://example.org/"
DOI = "10.5281/zenodo.1234567"
ARCHIVE = "https://archive.example.org/m"


def editions(entry: str) -> str:
    return f'editions:\n  - {{edition: "1.0", date: "2026-11-24", changes: [All.], {entry}}}\n'


def files(entry: str) -> dict[str, str]:
    return {**TOP, "m/map.yml": 'title: A map\nedition: "1.0"\n', "m/editions.yml": editions(entry)}


KEPT = files(f"doi: {DOI}, archive: {ARCHIVE}")


def tree(texts: dict[str, str]) -> dict[str, str]:
    return build_site(texts, (), BuildOptions(UNDRAWN, site_address=SITE)).tree


def head_of(page: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(re.search(r"^argmap: (.*)$", page, re.MULTILINE)[1])  # type: ignore[index]
    return fields


@pytest.mark.parametrize("written", [DOI, f"https://doi.org/{DOI}", f"http://dx.doi.org/{DOI}", f'"doi:{DOI}"'])
def test_a_doi_is_taken_as_people_copy_it(written: str) -> None:
    (edition,), findings = read_editions("m/editions.yml", editions(f"doi: {written}"))

    assert findings == []
    assert (edition.doi, edition.doi_address) == (DOI, f"https://doi.org/{DOI}")


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("doi: 10.5281", [("AM022", 64)]),
        ("doi: zenodo.1", [("AM022", 64)]),
        ("doi: https://example.org/10.5281/z.1", [("AM022", 64)]),
        ("doi: '10.1234/<script>'", [("AM022", 64)]),
        ("doi: [10.1234/x]", [("AM022", 64)]),
        ("doi: ''", [("AM024", 64)]),
        (f"doi: 10.1234/{'x' * 100_000}", [("AM025", 64)]),
        ('doi: "10.1234/x\\u202ey"', [("AM003", 64)]),
        ("doi: 10.1234/x, doi: 10.1234/x", [("AM010", 75)]),
        ("archive: example.org", [("AM022", 68)]),
        ("archive: javascript:x", [("AM022", 68)]),
        ("archive: {a: b}", [("AM022", 68)]),
        ("archive: ''", [("AM024", 68)]),
        ("archive: https://архив.example.org/карта", []),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_fault_is_found_where_it_stands_and_alone(entry: str, found: list[tuple[str, int]]) -> None:
    _, findings = read_editions("m/editions.yml", editions(entry))

    assert [(finding.code, finding.place.line, finding.place.column) for finding in findings] == [
        (code, 2, column) for code, column in found
    ]
    assert all(finding.hint for finding in findings)


def test_a_draft_is_in_no_archive_and_no_two_editions_have_one_doi() -> None:
    text = (
        "editions:\n  - {edition: draft, archive: https://example.org/, changes: [New.]}\n"
        '  - {edition: "2", date: "2026-11-25", changes: [New.], doi: 10.1234/X}\n'
        '  - {edition: "1", date: "2026-11-24", changes: [All.], doi: https://doi.org/10.1234/x}\n'
    )

    _, findings = read_editions("m/editions.yml", text)

    assert [(finding.code, finding.place.line, finding.message) for finding in findings] == [
        ("AM063", 2, "a draft is in no archive"),
        ("AM063", 4, "the edition 1 has the DOI of another"),
    ]


def test_cite_boxes_and_the_page_of_editions_say_where_an_edition_is_kept() -> None:
    made = tree(KEPT)

    kept = f"This edition is archived at https://doi.org/{DOI} and at {ARCHIVE}."
    assert kept in words(made["m/top/index.md"])
    assert kept in words(made["m/cite/index.md"])
    assert f"Archived at https://doi.org/{DOI} and at {ARCHIVE}" in words(made["m/editions/index.md"])
    assert f'<a href="https://doi.org/{DOI}">' in unescape(made["m/cite/index.md"])
    assert "archived" not in words(tree(files("")).pop("m/cite/index.md")).lower()


@pytest.mark.parametrize(
    ("entry", "said"), [(f"doi: {DOI}", f"https://doi.org/{DOI}"), (f"archive: {ARCHIVE}", ARCHIVE)]
)
def test_one_of_them_is_enough(entry: str, said: str) -> None:
    made = tree(files(entry))

    assert f"This edition is archived at {said}." in words(made["m/top/index.md"])
    assert f"November 24, 2026 Archived at {said} All. Report a mistake" in words(made["m/editions/index.md"])
    assert json.loads(made["m/top/top.csl.json"])[0]["note"].endswith(f"Edition archived at {said}")


def test_an_edition_is_cited_by_its_doi() -> None:
    made = tree(KEPT)

    assert (
        f"A map contributors. (2026, November 24). A map [Argument map, edition 1.0]. https://doi.org/{DOI}"
        in words(made["m/cite/index.md"])
    )
    assert from_bibtex(made["m/cite/map.bib"])["doi"] == DOI
    (entry,) = rispy.loads(made["m/cite/map.ris"])
    assert (entry["doi"], entry["urls"]) == (DOI, [f"{SITE}m/"])
    head = head_of(made["m/index.md"])
    assert {"rel": "cite-as", "href": f"https://doi.org/{DOI}"} in head["links"]
    assert {
        "name": "z:extra",
        "content": f"DOI: {DOI}\nArgument map m, edition 1.0. Edition archived at https://doi.org/{DOI}",
    } in head["names"]
    assert (head["data"]["sameAs"], head["data"]["archivedAt"]) == (f"https://doi.org/{DOI}", ARCHIVE)
    assert faults(head["data"]) == []


def test_a_node_is_cited_by_its_own_address_and_names_the_archive_of_its_edition() -> None:
    made = tree(KEPT)

    assert {"rel": "cite-as", "href": f"{SITE}m/top/"} in head_of(made["m/top/index.md"])["links"]
    (item,) = json.loads(made["m/top/top.csl.json"])
    assert "DOI" not in item
    assert item["note"] == f"Node m/top (thesis), revision 1. Edition archived at https://doi.org/{DOI}"


def test_a_draft_does_not_borrow_the_doi_of_the_edition_before_it() -> None:
    made = tree({**KEPT, "m/map.yml": "title: A map\n"})

    assert DOI not in made["m/top/top.csl.json"]
    assert DOI not in made["m/index.md"]
    assert DOI in made["m/editions/index.md"]


def test_a_doi_that_comes_later_is_a_change_of_the_list_of_editions() -> None:
    before, after = read(files("")).maps, read(files(f"doi: {DOI}")).maps
    (change,) = compare(State(before, ()), State(after, ())).maps

    assert f"doi: {DOI}" in str([getattr(field, "items", ()) for field in change.fields])


def test_the_pages_of_an_edition_say_where_it_was_archived_later_though_its_file_does_not(tmp_path: Path) -> None:
    files = draft(released(TOP), {})
    before = built(files, cache=tmp_path).files
    entry = files["m/editions.yml"].replace("sha256:", f"doi: {DOI}\n    sha256:")

    after = built({**files, "m/editions.yml": entry}, cache=tmp_path).files

    kept = f"This edition is archived at https://doi.org/{DOI}."
    for page in ("m/2026.1/index.html", "m/2026.1/top/index.html"):
        assert kept in words(after[page])
        assert "archived" not in words(before[page])
    assert Head(after["m/2026.1/index.html"]).link("cite-as") == [f"https://doi.org/{DOI}"]
    assert Head(before["m/2026.1/index.html"]).link("cite-as") == ["https://e.org/m/2026.1/"]
    assert Head(after["m/2026.1/top/index.html"]).link("cite-as") == ["https://e.org/m/2026.1/top/"]
    assert saved(Head(after["m/2026.1/top/index.html"]), "")["extra"].endswith(f"archived at https://doi.org/{DOI}")
