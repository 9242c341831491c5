"""Pages in German read as German: its letters, signs and forms, and no words put together as English does."""

import re
from html import unescape

import pytest

from argmap.diff.compare import State, compare
from argmap.diff.report import report_of
from argmap.locale.words import day_for_readers, decimal_for_readers, translations
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from argmap.storage.history import FileChange
from conftest import TOP, node
from debate import DEBATE
from test_voices import THERE, UNDRAWN, mapped


def pages(files: dict[str, str], language: str = "de") -> dict[str, str]:
    made = build_site(files, (), BuildOptions(UNDRAWN, language=language)).tree
    return {
        path: re.sub("[ \n]+", " ", unescape(re.sub("<[^>]*>", "", made[path]))) for path in made if path[-2:] == "md"
    }


def test_nouns_keep_their_capitals_and_decimals_have_a_comma() -> None:
    made = pages(DEBATE)

    assert "Ein Einwand gegen It should be closed" in made["m/exposed/index.md"]
    assert "4 Gründe, davon 3 nur gemeinsam; 2 Einwände" in made["m/close/index.md"]
    assert "Wertung in dieser Karte: 0,5." in made["m/close/index.md"]
    assert "Wertung dieses Schritts in dieser Karte: -1,25" in made["m/two/index.md"]
    assert "Knoten close in der Karte The old bridge, Entwurf" in made["m/close/index.md"]


@pytest.mark.parametrize(
    ("voice", "fields", "expected"),
    [
        ("author", {**THERE, "stance": "endorses"}, "Gesagt von Rain (2020)."),
        ("author", {"hedge": "maybe"}, "Gesagt von Rain (2020), mit dem Vorbehalt „maybe“; Haltung dazu: Ablehnung."),
        ("reported", {}, "Laut dem kartierten Text von anderen gesagt; Haltung von Rain (2020): Ablehnung."),
        ("[koch]", {}, "Gesagt von Koch (n.d.), in der Lesart von Rain (2020); Haltung von Rain (2020): Ablehnung."),
    ],
)
def test_who_says_something_and_what_the_author_makes_of_it_is_a_german_sentence(
    voice: str, fields: dict[str, str], expected: str
) -> None:
    assert f"{expected} " in pages(mapped(voice, **fields))["m/a/index.md"]


def test_others_who_are_not_named_say_something_in_a_map_of_no_text_too() -> None:
    made = pages({**TOP, "m/nodes/a.md": node(voice="reported", hedge="maybe")})

    assert "Laut dem kartierten Text von anderen gesagt, mit dem Vorbehalt „maybe“. " in made["m/a/index.md"]


def test_a_report_of_changes_quotes_as_german_does() -> None:
    keep = "m/nodes/keep.md"
    after = {path: text for path, text in DEBATE.items() if path != keep} | {
        keep: node(kind="counterclaim", title="It should stay open", supports="", answers="[ask]")
    }

    report = report_of(compare(State(*checked(DEBATE)), State(*checked(after))), "", "de")

    said = " ".join(
        run.words for part in report.parts for entry in part.entries for item in entry.items for run in item.runs
    )
    assert "ein Einwand gegen „It should be closed“ (close)" in said


def test_nothing_is_said_for_nothing() -> None:
    assert translations("de").gettext("") == ""


def test_a_number_has_the_sign_of_its_language_before_the_decimals() -> None:
    assert [decimal_for_readers(0.5, language) for language in ("en", "de", "de-CH", "ru", "xx", "no tag")] == [
        "0.5", "0,5", "0.5", "0,5", "0.5", "0.5",
    ]  # fmt: skip
    assert decimal_for_readers(None, "de") == ""


def test_a_day_is_written_as_the_words_around_it_are() -> None:
    day = "2026-03-01"
    spoken = {
        language: day_for_readers(day, language) for language in ("en", "en-GB", "de", "de-AT", "fr", "he", "no tag")
    }

    assert spoken == {
        "en": "March 1, 2026", "en-GB": "1 March 2026", "de": "1. März 2026", "de-AT": "1. März 2026",
        "fr": "1 mars 2026", "he": "March 1, 2026", "no tag": "March 1, 2026",
    }  # fmt: skip
    assert day_for_readers("about 2026", "de") == "about 2026"


def test_days_on_pages_are_in_words_for_readers_and_in_digits_for_programs() -> None:
    made = build_site(
        TOP, (), BuildOptions(UNDRAWN, language="de", changes={"m/nodes/top.md": [FileChange("2026-03-01", "B")]})
    )

    assert '<time datetime="2026-03-01">1. März 2026</time>' in unescape(made.tree["m/top/index.md"])
