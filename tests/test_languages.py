"""A map says in which language it is written, and that decides how its pages are read aloud and in which direction."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.languages import direction, is_language, language_fault
from argmap.read.maps import read


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "ltr"),
        ("de-CH", "ltr"),
        ("he", "rtl"),
        ("iw", "rtl"),
        ("ar-EG", "rtl"),
        ("AR", "rtl"),
        ("arb", "rtl"),
        ("fa", "rtl"),
        ("dv", "rtl"),
        ("nqo", "rtl"),
        ("kk", "ltr"),
        ("kk-Arab", "rtl"),
        ("kk-CN", "rtl"),
        ("az", "ltr"),
        ("az-Arab", "rtl"),
        ("az-arab-IR", "rtl"),
        ("az-IR", "rtl"),
        ("ks", "rtl"),
        ("ks-Deva", "ltr"),
        ("pa-PK", "rtl"),
        ("ff-Adlm", "rtl"),
        ("ar-Latn", "ltr"),
        ("zh-Hant", "ltr"),
        ("sjn", "ltr"),
        ("no tag", "ltr"),
    ],
)
def test_the_script_of_a_language_decides_in_which_direction_it_is_written(tag: str, expected: str) -> None:
    assert direction(tag) == expected


@pytest.mark.parametrize(
    "tag",
    ["en", "EN-gb", "kk-Arab", "de-1996", "sl-rozaj-biske", "es-419", "zh-min-nan", "cmn", "tlh", "mul", "en-x-own"],
)
def test_a_language_tag_is_known(tag: str) -> None:
    assert is_language(tag)


@pytest.mark.parametrize(
    ("tag", "wrong", "instead"),
    [
        ("english", "there is no language english", "en"),
        ("German", "there is no language German", "de"),
        ("german-AT", "there is no language german", "de-AT"),
        ("xx", "there is no language xx", ""),
        ("en-UK", "there is no region UK", "en-GB"),
        ("en-QQ", "there is no region QQ", ""),
        ("kk-Arbb", "there is no script Arbb", ""),
        ("pt_BR", "this is no language tag", "pt-BR"),
        ("Norwegian Bokmål", "this is no language tag", "nb"),
        ("no language", "this is no language tag", ""),
        ("en-a", "this is no language tag", ""),
        ("", "this is no language tag", ""),
    ],
)
def test_what_is_wrong_with_a_language_tag_is_said_with_the_tag_that_was_meant(
    tag: str, wrong: str, instead: str
) -> None:
    assert language_fault(tag) == (wrong, instead)
    assert not instead or is_language(instead)


@given(st.text(max_size=12) | st.from_regex(r"[a-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}", fullmatch=True))
def test_no_text_is_too_odd_to_be_looked_at_as_a_language(text: str) -> None:
    assert direction(text) in ("ltr", "rtl")
    fault = language_fault(text)
    assert fault is None or not fault[1] or is_language(fault[1])


def test_a_language_that_there_is_not_is_found_at_its_line() -> None:
    (found,) = read({"m/map.yml": "title: A\nlanguage: english\n"}).findings

    assert (found.place.line, found.place.column, found.code) == (2, 11, "AM022")
    assert found.message == "language cannot be english: there is no language english"
    assert found.hint == "write language: en"
