"""Titles stand in the order in which people look for them, the same on every system."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.sorting import initial, sort_key

TEXT = st.text(max_size=12) | st.text("aAåÅäéЁеёйи09 .-٣①가나", max_size=8)


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", ["7 reasons", "10 reasons", "apple", "Reason", "Reason 1", "Reason 2", "Reason 10", "Zebra"]),
        ("en", ["2.9", "2.10", "3"]),
        ("en", ["eclair", "éclair", "Eclipse", "“Eel”", "Ezra"]),
        ("de", ["Affe", "ähnlich", "Anfang"]),
        ("sv-SE", ["anka", "zebra", "åka", "ära", "öra"]),
        ("da", ["zebra", "ærlig", "øre", "åben"]),
        ("ru", ["елка", "ёлка", "ель", "ива", "икра", "йод", "Яблоко"]),
        ("kk", ["аға", "әке", "баға", "кала", "қала"]),
        ("tr", ["cam", "çam", "dam", "ılık", "Isparta", "ilk", "İzmir"]),
        ("az-Latn", ["Ağdam", "Əli", "Füzuli", "Xaçmaz", "Ilıca", "İçərişəhər"]),
        ("de-AT", ["Ofen", "Öl", "Oma", "Zeile"]),
        ("hu", ["olaj", "öt", "őz", "pad"]),
        ("is", ["að", "áin", "blær", "zeta", "þorp", "ærin", "ör"]),
        ("sr", ["век", "ђак", "њива", "обала", "џеп"]),
        ("ar", ["باب ٢", "باب ١٠"]),
        ("ko", ["가", "나", "다"]),
        ("hi", ["का", "की", "कू"]),
    ],
)
def test_titles_stand_as_the_language_of_the_map_has_them(language: str, titles: list[str]) -> None:
    mixed = random.Random(1).sample(titles, len(titles))  # noqa: S311 - any order will do

    assert sorted(mixed, key=lambda title: sort_key(title, language)) == titles


@pytest.mark.parametrize(
    ("language", "letters"),
    [
        ("en", {"Öge": "O", "“Émile”": "E", "O'Brien": "O", "4 × 4": "4", "Éa": "E", "Чехов": "Ч", "…": ""}),
        ("de", {"Öl": "O", "ß": "ß".upper()}),
        ("sv", {"Öberg": "Ö", "Ångström": "Å", "Éa": "E", "øre": "Ø"}),
        ("es-MX", {"Ñandú": "Ñ", "Álvarez": "A"}),
        ("ru", {"Ёлка": "Е", "Йод": "Й"}),
        ("tr", {"ılık": "I", "Isparta": "I", "izmir": "İ", "İzmir": "İ"}),
        ("ko", {"가": "가"}),
    ],
)
def test_a_title_is_found_at_its_letter_in_the_alphabet_of_the_language(language: str, letters: dict[str, str]) -> None:
    assert {title: initial(title, language) for title in letters} == letters


@given(TEXT, TEXT, st.sampled_from(["", "en", "sv", "kk-KZ", "x-odd"]))
def test_only_equal_titles_are_equal_and_no_title_is_too_odd(one: str, other: str, language: str) -> None:
    assert (sort_key(one, language) == sort_key(other, language)) == (one == other)


def test_a_number_of_any_length_is_a_number() -> None:
    assert sort_key("9" * 9000, "en") < sort_key("1" + "0" * 9000, "en")
    assert sort_key("007", "en")[0] == sort_key("7", "en")[0]
