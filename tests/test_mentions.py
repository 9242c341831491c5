"""Citations of the mapped text are found where it cites, with work and pages."""

from typing import Any

import pytest

from argmap.analysis.mentions import Mention, mentions_in, pages_of
from argmap.model.findings import Place
from argmap.model.maps import Reference


def work(key: str, year: int, *names: str, role: str = "author") -> Reference:
    entry: dict[str, Any] = {"id": key, role: [{"family": name} for name in names]}
    return Reference(key, {**entry, "issued": {"date-parts": [[year]]}}, Place("m/references.json"))


WORKS = [
    work("hug-2009", 2009, "Hug"),
    work("hug-zhang-2010", 2010, "Hug", "Zhang"),
    work("koch-2013", 2013, "Koch"),
    work("koch-2015", 2015, "Koch"),
    work("kuchins-et-al-2015", 2015, "Kuchins", "Mankoff", "Backes"),
    work("oge-2017", 2017, "Öge"),
    work("house-2010a", 2010, "House"),
    work("house-2010b", 2010, "House"),
    work("berg-2009", 2009, "Berg", role="editor"),
    Reference(
        "eu-2007", {"author": [{"literal": "Council of the EU"}], "issued": {"date-parts": [[2007]]}}, Place("x")
    ),
    Reference("undated", {"title": "No date, nobody"}, Place("x")),
]


def found(*paragraphs: str) -> list[Mention]:
    return mentions_in({f"a.{number}": text for number, text in enumerate(paragraphs, start=1)}, WORKS)


def works(*paragraphs: str) -> list[tuple[str, str]]:
    return [
        (mention.keys[0] if mention.keys else "", " ".join(sorted(mention.pages))) for mention in found(*paragraphs)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("So it is (Koch, 2013: pp. 112-113).", [("koch-2013", "112-113")]),
        ("So it is (Koch 2013:: p. 7).", [("koch-2013", "7")]),
        ("So it is (see also Koch, 2013).", [("koch-2013", "")]),
        ("As Koch (2013: p. 5, 7) says", [("koch-2013", "5 7")]),
        ('Koch holds, as others do, "that" (2013: 5).', [("koch-2013", "5")]),
        ("(Hug & Zhang, 2010: 3; Kuchins et al., 2015: p. 9)", [("hug-zhang-2010", "3"), ("kuchins-et-al-2015", "9")]),
        ("(Hug and Zhang, 2010; Hug, 2009)", [("hug-zhang-2010", ""), ("hug-2009", "")]),
        ("(Koch, 2013: p. 7; 2015: p. 10)", [("koch-2013", "7"), ("koch-2015", "10")]),
        ("(Koch, 2013, 2015)", [("koch-2013", ""), ("koch-2015", "")]),
        ("(House 2010b)", [("house-2010b", "")]),
        ("(Oge, 2017)", [("oge-2017", "")]),
        ("(Council of the EU, 2007: pp. 7-9, my translation)", [("eu-2007", "7-9")]),
        ("(Berg, 2009)", [("berg-2009", "")]),
        ("(for details, see Koch, 2013)", [("koch-2013", "")]),
    ],
)
def test_citations_are_resolved(text: str, expected: list[tuple[str, str]]) -> None:
    assert works(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "In 2013 (the 2007 Strategy) nothing",
        "(2009-2011)",
        "(along with others)",
        "Koch wrote it in 2013.",
        "(in 2015)",
    ],
)
def test_years_in_remarks_are_no_citations(text: str) -> None:
    assert works(text) == []


def test_an_ibid_can_mean_any_work_before_it_the_nearest_first() -> None:
    mentions = found("(Hug, 2009)", "So (ibid.: p. 3). Koch (2013) too (see ibid: 4).")

    assert [(mention.keys, mention.pages) for mention in mentions[1:]] == [
        (("hug-2009",), frozenset({"3"})),
        (("koch-2013",), frozenset()),
        (("koch-2013", "hug-2009"), frozenset({"4"})),
    ]


def test_a_name_spelled_otherwise_is_told_with_the_right_spelling() -> None:
    (mention,) = found("(Kotch, 2013: p. 1)")

    assert (mention.keys, mention.spelled) == (("koch-2013",), "Koch")

    (mention,) = found("\u2076Hugg & Zhang (2010: 7) say")

    assert (mention.keys, mention.spelled) == (("hug-zhang-2010",), "Hug & Zhang")


def test_the_number_of_a_note_is_no_part_of_a_name() -> None:
    assert works("6Koch (2013: p. 1) says") == [("koch-2013", "1")]


def test_a_work_that_is_not_in_the_references_has_no_key() -> None:
    assert works("(Laumullin, 2011: p. 31)", "(Somebody, 2013)", "(1999: p. 3)") == [("", "31"), ("", ""), ("", "3")]


def test_pages_are_numbers_and_spans() -> None:
    assert pages_of("pp. 5, 7–9") == {"5", "7-9"}
    assert pages_of("") == frozenset()
