"""Pages in German, French and Russian read as such: their signs, letters and forms, and sentences made for them."""

import re
from html import unescape

import pytest

from argmap.diff.compare import State, compare
from argmap.diff.report import report_of
from argmap.locale.words import day_for_readers, decimal_for_readers, plural_forms, translations
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from argmap.storage.history import FileChange
from conftest import TOP, node
from debate import DEBATE
from test_catalogues import NAMED, ROOT, read_language, said
from test_voices import THERE, UNDRAWN, mapped

TYPED = re.compile(rf'{NAMED.pattern}|" #"|\{{"date-parts.*\}}')
"""What one types, in which all languages write as English does."""

FOREIGN_SIGNS = {
    "fr": "[ \u00a0][;!?]|[ \u202f]:|\\w[;!?](?!\\w)|«[^\u202f]|[^\u202f]»|['“”„\"]",
    "ru": "['‘’“”„\"]|\\w - |\\b(еще|ее|чье|идет|дает|ведет|нем|объем)\\b",
}
"""What a message in the language never has: quotation marks of others, spaces that break, ё without its dots."""

OF_THE_DEBATE = {
    "de": {
        "exposed": ["Ein Einwand gegen It should be closed"],
        "close": [
            "4 Gründe, davon 3 nur gemeinsam; 2 Einwände",
            "Wertung in dieser Karte: 0,5.",
            "Knoten close in der Karte The old bridge, Entwurf",
        ],
        "two": ["Wertung dieses Schritts in dieser Karte: -1,25"],
    },
    "fr": {"close": ["4 raisons", "dont 3 ne comptant qu’ensemble", "Score dans cette carte\u00a0: 0,5."]},
    "ru": {
        "exposed": ["Возражение против: It should be closed"],
        "close": [
            "4 довода, из них 3 только вместе; 2 возражения",
            "Все 4 довода",
            "Оценка на этой карте: 0,5.",
            "Этим оспаривается шаг от «There are two routes» к этому узлу.",
        ],
        "cracks": ["довод 1 из 4"],
    },
}
"""What its pages say, by their names: words agree with numbers, and no title stands where a case is wanted."""

AUTHOR_ENDORSES = mapped("author", **{**THERE, "stance": "endorses"})
AUTHOR_HEDGES = mapped("author", hedge="maybe")
OTHERS = mapped("reported")
KOCH = mapped("[koch]")
OTHERS_OF_NO_TEXT = {**TOP, "m/nodes/a.md": node(voice="reported", hedge="maybe")}


def pages(files: dict[str, str], language: str) -> dict[str, str]:
    made = build_site(files, (), BuildOptions(UNDRAWN, language=language)).tree
    return {
        path: re.sub("[ \n]+", " ", unescape(re.sub("<[^>]*>", "", made[path]))) for path in made if path[-2:] == "md"
    }


@pytest.mark.parametrize("language", FOREIGN_SIGNS)
def test_the_signs_of_the_language_and_its_letters_stand_in_every_message(language: str) -> None:
    messages = read_language(ROOT / f"argmap/locale/{language}.po")
    words = [TYPED.sub("", text) for one in messages if one.id for _, text in said(one)]

    assert not [text for text in words if re.search(FOREIGN_SIGNS[language], text)]


@pytest.mark.parametrize("language", OF_THE_DEBATE)
def test_words_agree_with_what_is_counted_and_decimals_have_a_comma(language: str) -> None:
    made = pages(DEBATE, language)

    missing = {
        (page, words)
        for page, all_words in OF_THE_DEBATE[language].items()
        for words in all_words
        if words not in made[f"m/{page}/index.md"]
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("language", "files", "expected"),
    [
        ("de", AUTHOR_ENDORSES, "Gesagt von Rain (2020). "),
        ("fr", AUTHOR_ENDORSES, "Énoncé par Rain (2020)."),
        ("ru", AUTHOR_ENDORSES, "Кто это говорит: Rain (2020). "),
        ("de", AUTHOR_HEDGES, "Gesagt von Rain (2020), mit dem Vorbehalt „maybe“; Haltung dazu: Ablehnung. "),
        ("fr", AUTHOR_HEDGES, "Énoncé par Rain (2020), qui le rejette, avec la réserve «\u202fmaybe\u202f»."),
        (
            "ru",
            AUTHOR_HEDGES,
            "Кто это говорит: Rain (2020), с оговоркой «maybe»; собственное отношение: отвергает это. ",
        ),
        ("de", OTHERS, "Laut dem kartierten Text von anderen gesagt; Haltung von Rain (2020): Ablehnung. "),
        ("ru", OTHERS, "Это говорят другие, как сообщает разбираемый текст; Rain (2020) отвергает это. "),
        ("de", KOCH, "Gesagt von Koch (n.d.), in der Lesart von Rain (2020); Haltung von Rain (2020): Ablehnung. "),
        ("fr", KOCH, "Énoncé par Koch (n.d.), selon la lecture de Rain (2020)\u202f; Rain (2020) le rejette."),
        ("ru", KOCH, "Кто это говорит: Koch (n.d.), как это понимает Rain (2020); Rain (2020) отвергает это. "),
        ("de", OTHERS_OF_NO_TEXT, "Laut dem kartierten Text von anderen gesagt, mit dem Vorbehalt „maybe“. "),
        ("ru", OTHERS_OF_NO_TEXT, "Это говорят другие, как сообщает разбираемый текст, с оговоркой «maybe». "),
    ],
)
def test_who_says_something_and_what_the_author_makes_of_it_is_a_sentence_of_the_language(
    language: str, files: dict[str, str], expected: str
) -> None:
    assert expected in pages(files, language)["m/a/index.md"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "ein Einwand gegen „It should be closed“ (close)"),
        ("ru", "keep — возражение против: «It should be closed» (close)"),
    ],
)
def test_a_report_of_changes_quotes_as_the_language_does(language: str, expected: str) -> None:
    keep = "m/nodes/keep.md"
    after = {path: text for path, text in DEBATE.items() if path != keep} | {
        keep: node(kind="counterclaim", title="It should stay open", supports="", answers="[ask]")
    }

    report = report_of(compare(State(*checked(DEBATE)), State(*checked(after))), "", language)

    words = " ".join(
        run.words for part in report.parts for entry in part.entries for item in entry.items for run in item.runs
    )
    assert expected in words
    assert language != "ru" or report.summary.startswith("у 1 узла другие связи; ")


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


def test_signs_that_stand_between_words_on_a_french_page_have_their_spaces_too() -> None:
    heard = mapped("[koch]", stance="rejects", hedge="maybe")
    heard["m/map.yml"] += "language: fr\n"  # what is to be copied stands in the language of the map
    made = {**pages(DEBATE, "fr"), **pages(heard, "fr")}

    bodies = {path: page.partition(" --- ")[2] for path, page in made.items()}
    assert bodies["m/close/index.md"].count("\u00a0:") > 5
    assert not [found for body in bodies.values() for found in re.findall(r".{0,30}[^\s\d][:;] ", body)]


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
