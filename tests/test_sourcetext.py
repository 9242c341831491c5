"""Quotations are found in the mapped text word for word, and only there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.mappedtext import MappedText, mapped_text_of
from argmap.model.beside import Paragraph
from argmap.model.findings import Place
from argmap.model.quotations import quotation_hash

TEXT = """Introduction

It is often said that “self-
identification” matters, and some co-
operate. Even so,

it ends here.

It is often denied – so they say – *ibid*.

¹It is a note.
"""


def paragraphs(*rows: tuple[str, str, str]) -> dict[str, Paragraph]:
    return {locator: Paragraph(locator, first, last, Place("m/paragraphs.tsv")) for locator, first, last in rows}


@pytest.fixture
def text() -> MappedText:
    return mapped_text_of(
        TEXT,
        paragraphs(
            ("one.1", "It is often", "ends here."),
            ("one.2", "It is often", "ibid."),
            ("n1", "¹It is", "note."),
        ),
    )


def test_a_paragraph_reaches_over_a_break_of_the_page_and_ends_before_the_next(text: MappedText) -> None:
    assert text.missing == ()
    assert text.paragraphs["one.1"][0].endswith("Even so, it ends here.")
    assert text.paragraphs["one.2"] == ("It is often denied - so they say - ibid.",)


@pytest.mark.parametrize(
    "quotation",
    [
        "“self-identification” matters",
        '"selfidentification" matters',
        "some cooperate",
        "Even so,\n it ends",
    ],
)
def test_signs_spaces_and_hyphens_at_ends_of_lines_make_no_difference(text: MappedText, quotation: str) -> None:
    assert text.position("one.1", quotation) is not None


@pytest.mark.parametrize("quotation", ["It is often denied", "it is often said", "matter, and", "some operate"])
def test_nothing_else_is_taken_for_the_same(text: MappedText, quotation: str) -> None:
    assert text.position("one.1", quotation) is None


def test_what_stands_in_another_paragraph_is_found_there(text: MappedText) -> None:
    assert text.elsewhere("so they say") == "one.2"
    assert text.elsewhere("nobody says it") == ""


def test_the_likest_words_are_offered_whole(text: MappedText) -> None:
    assert text.likest("one.1", "often said, that") == "often said that"
    assert text.likest("one.2", "it ends quite elsewhere, he thought") == ""


def test_a_paragraph_whose_beginning_or_end_is_nowhere_is_missing() -> None:
    found = mapped_text_of(
        TEXT,
        paragraphs(
            ("one.1", "It was never", "ends here."), ("one.2", "It is often", "nowhere."), ("n1", "¹It is", "note.")
        ),
    )

    assert found.missing == ("one.1", "one.2")
    assert set(found.paragraphs) == {"n1"}


@given(st.text(st.sampled_from("ab“”'-–. \né…")), st.text(st.sampled_from("ab“”'-–. é…")))
def test_a_text_holds_each_of_its_parts(before: str, part: str) -> None:
    text = mapped_text_of(f"x{before} {part} y", paragraphs(("a.1", "x", "y")))

    assert text.missing == ()
    assert text.position("a.1", part) is not None


def test_a_hash_stands_for_place_and_words_and_not_for_typography() -> None:
    assert quotation_hash("a.1", "“so”  it is") == quotation_hash("a.1", '"so" it is')
    assert quotation_hash("a.1", "so it is") != quotation_hash("a.2", "so it is")
    assert quotation_hash("a.1", "so it is") != quotation_hash("a.1", "so it was")
