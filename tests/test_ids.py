"""Which ids a node can have, and what is said of the others."""

import pytest

from argmap.model.ids import refusal, slug
from argmap.read.maps import read
from conftest import TOP, node

FILES = {**TOP, "m/nodes/a.md": node(aliases="[once]"), "m/nodes/broken.md": "no front matter"}


@pytest.mark.parametrize("wanted", ["../x", "A", "a/b", "x" * 61, "con trol", "a\x00", ""])
def test_what_is_no_id_is_refused(wanted: str) -> None:
    (argument_map,) = read(FILES).maps

    assert "is not an id: lower-case Latin words" in refusal(argument_map, wanted)


@pytest.mark.parametrize(
    ("wanted", "by"),
    [
        ("top", "m/nodes/top.md"),
        ("once", "an alias in m/nodes/a.md"),
        ("index", "one of the map's own pages"),
        ("broken", "that of a file that cannot be read"),
        ("nul", "the name of a device on Windows"),
    ],
)
def test_an_id_that_is_taken_is_refused_and_told_by_what(wanted: str, by: str) -> None:
    (argument_map,) = read(FILES).maps

    assert refusal(argument_map, wanted) == f'"{wanted}" is taken: it is {by}'


def test_any_other_id_is_free() -> None:
    (argument_map,) = read(FILES).maps

    assert refusal(argument_map, "free") == ""


@pytest.mark.parametrize(
    ("language", "title", "expected"),
    [
        ("ru", "Платный въезд: за и против", "platny-vezd-za-i-protiv"),
        ("ru", "Ещё один съёмный щит, Юрьев-Польский", "eshche-odin-semny-shchit-yurev-polsky"),
        ("", "Цены вырастут на 15 %?", "tseny-vyrastut-na-15"),
        ("uk", "Київ і гора", "kyiv-i-hora"),
        ("kk-Cyrl", "Қазақстан әңгімесі", "qazaqstan-angimesi"),
        ("bg", "Къща на площада", "kashta-na-ploshtada"),
        ("el", "Η φιλοσοφία του ανθρώπου", "i-filosofia-tu-anthropu"),
        ("ka", "საქართველო", "sakartvelo"),
        ("hy", "Հայաստան ու ես", "hayastan-u-es"),
        ("de", "Straße der Übel", "strasse-der-uebel"),
        ("en", "A naïve café’s Übel", "a-naive-cafes-ubel"),
        ("pl", "Łódź", "lodz"),
        ("zh", "中国 EU", "eu"),
    ],
)
def test_a_title_becomes_an_id_as_people_write_it_in_latin_letters(language: str, title: str, expected: str) -> None:
    assert slug(title, language) == expected


def test_a_title_that_latin_letters_cannot_give_makes_no_id() -> None:
    assert slug("中国", "zh") == slug("דרך", "he") == ""
