"""The files beside map.yml: paragraphs.tsv, glossary.yml and verified.json."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.beside import Term
from argmap.model.findings import Place
from argmap.read.editions import read_editions
from argmap.read.glossary import read_glossary
from argmap.read.paragraphs import read_paragraphs
from argmap.read.verified import read_verified

ANY = st.text(st.characters() | st.sampled_from("\ud800\x00\u202e\t\r\n"), max_size=200)
HEAD = "locator\tfirst_words\tlast_words\n"
PAGED = "locator\tfirst_words\tlast_words\tpage\n"


def paragraph_codes(text: str) -> list[tuple[str, int]]:
    _, findings = read_paragraphs("m/paragraphs.tsv", text, ["a.1", "n1"])
    return [(finding.code, finding.place.line) for finding in findings]


def test_paragraphs_are_read_in_the_order_of_the_locators() -> None:
    paragraphs, findings = read_paragraphs(
        "m/paragraphs.tsv", f'\ufeff{HEAD}a.1\tSo it\t"quoted"\r\n\nn1\tA note \t end\n', ["a.1", "n1"]
    )

    assert findings == []
    assert [(one.locator, one.first_words, one.last_words) for one in paragraphs.values()] == [
        ("a.1", "So it", '"quoted"'),
        ("n1", "A note", "end"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("AM047", 1)]),
        ("locator,first_words,last_words\n", [("AM047", 1)]),
        (HEAD + "a.1\tx\ty\n", [("AM047", 1)]),
        (HEAD + "a.1\tx\nn1\tx\ty\n", [("AM047", 2)]),
        (HEAD + "a.1\tx\ty\t\nn1\tx\ty\n", []),
        (HEAD + "a.1\tx\ty\t7\nn1\tx\ty\n", [("AM047", 2)]),
        (HEAD + "a.1\tx\ty\nn1\tx\ty\nn2\tx\ty\n", [("AM047", 4)]),
        (HEAD + "n1\tx\ty\na.1\tx\ty\n", [("AM047", 2)]),
        (HEAD + f"a.1\t{'x ' * 15}\ty\nn1\tx\ty\n", [("AM041", 2)]),
        (HEAD + "a.1\tx\x00\ty\nn1\tx\ty\n", [("AM002", 2)]),
        (PAGED + "a.1\tx\ty\t7\nn1\tx\ty\t\n", []),
        (PAGED + "a.1\tx\ty\t7\nn1\tx\ty\n", []),
        (PAGED + "a.1\tx\ty\tp. 7\nn1\tx\ty\txi–xii\n", [("AM047", 2)]),
    ],
)
def test_faults_of_paragraphs_are_told_at_their_lines(text: str, expected: list[tuple[str, int]]) -> None:
    assert paragraph_codes(text) == expected


def test_many_missing_lines_are_one_finding() -> None:
    _, (finding,) = read_paragraphs("p", HEAD, [f"a.{number}" for number in range(1, 9)])

    assert finding.message == "there is no line for a.1, a.2, a.3 and others"


def test_a_glossary_keeps_its_order() -> None:
    terms, findings = read_glossary(
        "m/glossary.yml",
        """terms:
  - {term: Koch, kind: person, about: A geographer., also: [Natalie Koch]}
  - {term: EU, kind: organisation, stands-for: European Union}
""",
    )

    assert findings == []
    assert terms == (
        Term("Koch", "person", "", "A geographer.", ("Natalie Koch",), place=Place("m/glossary.yml", 2, 5)),
        Term("EU", "organisation", "European Union", place=Place("m/glossary.yml", 3, 5)),
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("", ["AM021"]),
        ("[", ["AM008"]),
        ("- a", ["AM021"]),
        ("other: 1", ["AM020", "AM021"]),
        ("terms: a", ["AM022"]),
        ("terms: [a]", ["AM022"]),
        ("terms: [{term: A, kind: word}]", ["AM021"]),
        ("terms: [{kind: word, about: x}]", ["AM021"]),
        ("terms: [{term: A, kind: thing, about: x}]", ["AM023"]),
        ("terms: [{term: A, kind: word, about: x}, {term: B, kind: word, about: x, also: [A]}]", ["AM010"]),
        ("terms: [{term: A, kind: word, about: x, also: A}]", ["AM022"]),
        ("terms: [{term: A\u202e, kind: word, about: x}]", ["AM003"]),
    ],
)
def test_faults_of_a_glossary_are_told(text: str, codes: list[str]) -> None:
    assert [finding.code for finding in read_glossary("m/glossary.yml", text)[1]] == codes


GOOD = {"argmap": "1", "date": "2026-11-24", "quotations": {"a": {"0" * 64: 7}}, "text": "f" * 64}


def test_what_was_verified_is_read() -> None:
    verified, findings = read_verified("v", json.dumps(GOOD))

    assert findings == []
    assert verified is not None
    assert (verified.date, verified.text, verified.quotations) == ("2026-11-24", "f" * 64, {"0" * 64: 7})


@pytest.mark.parametrize(
    "told",
    [
        "{",
        "[]",
        "1" * 5000,
        "[" * 100_000,
        "{}",
        json.dumps({**GOOD, "more": 1}),
        json.dumps({**GOOD, "argmap": "2"}),
        json.dumps({**GOOD, "quotations": []}),
        json.dumps({**GOOD, "quotations": {"a": "0"}}),
        json.dumps({**GOOD, "quotations": {"a": [1]}}),
        json.dumps({**GOOD, "text": "f"}),
        json.dumps({**GOOD, "date": 2026}),
    ],
)
def test_anything_else_is_no_verification(told: str) -> None:
    verified, findings = read_verified("v", told)

    assert verified is None
    assert [finding.code for finding in findings] == ["AM058"]


@given(ANY)
def test_reading_never_raises(text: str) -> None:
    read_paragraphs("p", HEAD + text, ["a.1"])
    read_glossary("g", text)
    read_verified("v", text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("editions: []\n", []),
        ("editions:\r\n  - {edition: draft}\r\n", []),
        ("", ["AM021"]),
        ("[]\n", ["AM021"]),
        ("{}\n", ["AM021"]),
        ("editions: draft\n", ["AM022"]),
        (f"editions: [{{edition: draft, sha256: {'ab' * 32}}}]\n", ["AM063"]),
        ("editions: [draft]\n", ["AM022"]),
        ("editions: [{}]\n", ["AM021"]),
        ("editions: [{edition: [a]}]\n", ["AM022"]),
        ("editions: [{edition: draft, changes: new}]\n", ["AM022"]),
        ("editions: [{edition: draft, news: [a]}]\n", ["AM020"]),
        ("editions: [{edition: 2026.1, date: 2026-11-24}]\n", ["AM011", "AM011"]),
        ("editions: [\n", ["AM008"]),
    ],
)
def test_faults_of_editions_are_told(text: str, expected: list[str]) -> None:
    _, findings = read_editions("m/editions.yml", text)

    assert [finding.code for finding in findings] == expected


@given(ANY)
def test_no_text_is_too_much_for_the_reader_of_editions(text: str) -> None:
    read_editions("m/editions.yml", text)
