"""Pages in Russian read as Russian: its signs, its forms of what is counted, and no words that want another case."""

import re

import pytest

from argmap.diff.compare import State, compare
from argmap.diff.report import report_of
from argmap.locale.words import plural_forms, translations
from argmap.site.validate import checked
from conftest import TOP, node
from debate import DEBATE
from test_catalogues import NAMED, ROOT, read_language, said
from test_german import pages
from test_voices import THERE, mapped

TYPED = re.compile(rf'{NAMED.pattern}|" #"|\{{"date-parts.*\}}')
"""What one types, in which Russian writes as English does."""


def test_its_own_quotation_marks_dashes_and_letters_stand_in_every_message() -> None:
    words = [
        TYPED.sub("", text) for one in read_language(ROOT / "argmap/locale/ru.po") if one.id for _, text in said(one)
    ]

    assert not [text for text in words if re.search("['‘’“”„\"]|\\w - ", text)]
    assert not [text for text in words if re.search(r"\b(еще|ее|чье|идет|дает|ведет|нем|объем)\b", text)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "возражение"),
        (2, "возражения"),
        (5, "возражений"),
        (11, "возражений"),
        (21, "возражение"),
        (104, "возражения"),
    ],
)
def test_what_is_counted_stands_in_the_form_that_its_number_wants(number: int, expected: str) -> None:
    assert translations("ru").ngettext("objection", "objections", number) == expected


def test_a_script_gets_each_form_by_its_category() -> None:
    words = translations("ru")

    assert plural_forms("ru", lambda number: words.ngettext("{count} difference", "{count} differences", number)) == {
        "few": "{count} различия",
        "many": "{count} различий",
        "one": "{count} различие",
    }


def test_titles_and_names_stand_where_no_case_is_wanted() -> None:
    made = pages(DEBATE, "ru")

    assert "Возражение против: It should be closed" in made["m/exposed/index.md"]
    assert "4 довода, из них 3 только вместе; 2 возражения" in made["m/close/index.md"]
    assert "довод 1 из 4" in made["m/cracks/index.md"]
    assert "Все 4 довода" in made["m/close/index.md"]
    assert "Оценка на этой карте: 0,5." in made["m/close/index.md"]
    assert "Этим оспаривается шаг от «There are two routes» к этому узлу." in made["m/close/index.md"]


@pytest.mark.parametrize(
    ("voice", "fields", "expected"),
    [
        ("author", {**THERE, "stance": "endorses"}, "Кто это говорит: Rain (2020)."),
        (
            "author",
            {"hedge": "maybe"},
            "Кто это говорит: Rain (2020), с оговоркой «maybe»; собственное отношение: отвергает это.",
        ),
        ("reported", {}, "Это говорят другие, как сообщает разбираемый текст; Rain (2020) отвергает это."),
        ("[koch]", {}, "Кто это говорит: Koch (n.d.), как это понимает Rain (2020); Rain (2020) отвергает это."),
    ],
)
def test_who_says_something_and_what_the_author_makes_of_it_is_a_russian_sentence(
    voice: str, fields: dict[str, str], expected: str
) -> None:
    assert f"{expected} " in pages(mapped(voice, **fields), "ru")["m/a/index.md"]


def test_others_who_are_not_named_say_something_in_a_map_of_no_text_too() -> None:
    made = pages({**TOP, "m/nodes/a.md": node(voice="reported", hedge="maybe")}, "ru")

    assert "Это говорят другие, как сообщает разбираемый текст, с оговоркой «maybe». " in made["m/a/index.md"]


def test_a_report_of_changes_is_in_russian() -> None:
    keep = "m/nodes/keep.md"
    after = {path: text for path, text in DEBATE.items() if path != keep} | {
        keep: node(kind="counterclaim", title="It should stay open", supports="", answers="[ask]")
    }

    report = report_of(compare(State(*checked(DEBATE)), State(*checked(after))), "", "ru")

    words = " ".join(
        run.words for part in report.parts for entry in part.entries for item in entry.items for run in item.runs
    )
    assert "keep — возражение против: «It should be closed» (close)" in words
    assert report.summary.startswith("у 1 узла другие связи; ")
