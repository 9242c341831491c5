"""Pages in French read as French: its signs and spaces, and sentences in which its verbs and nouns agree."""

import re
from html import unescape

import pytest

from argmap.site.build import BuildOptions, build_site
from debate import DEBATE
from test_catalogues import NAMED, ROOT, read_language, said
from test_german import pages
from test_voices import THERE, UNDRAWN, mapped

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


def test_signs_that_stand_between_words_on_a_page_have_their_spaces_too() -> None:
    made = {**pages(DEBATE, "fr"), **pages(mapped("[koch]", stance="rejects", hedge="maybe"), "fr")}

    bodies = {path: page.partition(" --- ")[2] for path, page in made.items()}
    assert bodies["m/close/index.md"].count("\u00a0:") > 5
    assert not [found for body in bodies.values() for found in re.findall(r".{0,30}[^\s\d][:;] ", body)]


def test_counted_things_agree_with_their_number_and_decimals_have_a_comma() -> None:
    made = pages(DEBATE, "fr")

    assert "4 raisons" in made["m/close/index.md"]
    assert "dont 3 ne comptant qu’ensemble" in made["m/close/index.md"]
    assert "Score dans cette carte\u00a0: 0,5." in made["m/close/index.md"]


def test_a_map_in_french_and_its_nodes_are_cited_in_french_on_any_site() -> None:
    files = mapped("author", hedge="peut-être", **THERE)
    files["m/map.yml"] += "language: fr\nlicense: CC0-1.0\n"

    made = build_site(files, (), BuildOptions(UNDRAWN)).tree

    page = re.sub("<[^>]*>", "", unescape(made["m/a/index.md"]))
    assert (
        "Collectif A map. s.\u00a0d. «\u00a0A title\u00a0». Affirmation dans une carte argumentative, révision 1."
        in page
    )
    assert "A map, brouillon." in page
    assert "(Rain 2020, sous «\u202fOne\u202f», paragr. 1)" in page
    assert "(Rain, 2020, section «\u202fOne\u202f», paragr. 1)" in page
    note = "Attribué à Rain 2020, qui le rejette. Avec la réserve « peut-être ». Licence : CC0-1.0"
    assert f"Nœud m/a (affirmation), révision 1. {note}" in made["m/a/a.ris"]
