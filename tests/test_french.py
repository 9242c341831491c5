"""Pages in French read as French: its signs and spaces, and sentences in which its verbs and nouns agree."""

import re

import pytest

from debate import DEBATE
from test_catalogues import NAMED, ROOT, read_language, said
from test_german import pages
from test_voices import THERE, mapped

TYPED = re.compile(rf'{NAMED.pattern}|" #"|\{{"date-parts.*\}}')
"""What one types, in which French writes as English does."""


def test_spaces_that_never_break_stand_before_signs_and_within_quotation_marks() -> None:
    words = [
        TYPED.sub("", text) for one in read_language(ROOT / "argmap/locale/fr.po") if one.id for _, text in said(one)
    ]

    assert not [
        text
        for text in words
        if re.search("[ \u00a0][;!?]|[ \u202f]:|\\w[;!?](?!\\w)|«[^\u202f]|[^\u202f]»|['“”„\"]", text)
    ]


@pytest.mark.parametrize(
    ("voice", "fields", "expected"),
    [
        ("author", {**THERE, "stance": "endorses"}, "Énoncé par Rain (2020)."),
        ("author", {"hedge": "maybe"}, "Énoncé par Rain (2020), qui le rejette, avec la réserve «\u202fmaybe\u202f»."),
        ("[koch]", {}, "Énoncé par Koch (n.d.), selon la lecture de Rain (2020)\u202f; Rain (2020) le rejette."),
    ],
)
def test_who_says_something_and_what_the_author_makes_of_it_is_a_french_sentence(
    voice: str, fields: dict[str, str], expected: str
) -> None:
    assert expected in pages(mapped(voice, **fields), "fr")["m/a/index.md"]


def test_counted_things_agree_with_their_number_and_decimals_have_a_comma() -> None:
    made = pages(DEBATE, "fr")

    assert "4 raisons" in made["m/close/index.md"]
    assert "dont 3 ne comptant qu’ensemble" in made["m/close/index.md"]
    assert "Score dans cette carte\u00a0: 0,5." in made["m/close/index.md"]
