"""What previews show of nodes is plain text in one small file for each map, in the languages of page and map."""

import json
from dataclasses import replace
from typing import Any

import pytest

from argmap.citations.citable import Published
from argmap.pages.cards import cards_file
from argmap.pages.context import context_of
from argmap.read.maps import read
from conftest import TOP, node
from debate import DEBATE_OF_THREE
from hebrew import HEBREW

WORK = '{"id": "%s-%d", "type": "book", "title": "T", "author": [{"family": "%s"}], "issued": {"date-parts": [[%d]]}}'
WORKS = ",".join(WORK % (name.lower(), year, name, year) for name, year in (("Own", 2018), ("Koch", 2013)))


def cards_of(files: dict[str, str], map_id: str = "m", language: str = "en") -> dict[str, Any]:
    (argument_map,) = (one for one in read(files).maps if one.id == map_id)
    context = replace(context_of(argument_map, Published()), language=language)
    return dict(json.loads(cards_file(context)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"voice": "author"}, "Own 2018"),
        ({"voice": "author", "stance": "qualifies"}, "Own 2018: grants it in part"),
        ({"voice": "author", "stance": "endorses"}, "Own 2018"),
        ({"voice": "contributor"}, "a contributor"),
        ({"voice": "reported", "stance": "rejects"}, "others · Own 2018: rejects it"),
        ({"voice": "[koch-2013, own-2018]"}, "Koch 2013, Own 2018, as Own 2018 reads them"),
        ({"voice": "[koch-2013]", "stance": "reports"}, "Koch 2013, as Own 2018 reads it · Own 2018: takes no side"),
        ({"voice": "[moss]"}, "Ada Moss, as Own 2018 reports"),
        (
            {"voice": "[koch-2013]", "voice-examples": "true", "stance": "doubts"},
            "Koch 2013, among others, as Own 2018 reads it · Own 2018: doubts it",
        ),
        ({"voice": "author", "hedge": "seems"}, "Own 2018, hedged “seems”"),
        (
            {"voice": "reported", "stance": "rejects", "hedge": "may"},
            "others, hedged “may” in Own 2018 · Own 2018: rejects it",
        ),
        ({"voice": "[koch-2013]", "source": "[{at: n1, quote: so, quoted: true}]"}, "Koch 2013, quoted in Own 2018"),
        ({"voice": "[moss]", "source": "[{at: n1, quote: so, quoted: true}]"}, "Ada Moss, quoted in Own 2018"),
    ],
)
def test_a_card_says_in_few_words_who_speaks_and_what_the_author_makes_of_it(fields: dict[str, str], said: str) -> None:
    files = {
        **TOP,
        "m/map.yml": "title: A map\nwork: own-2018\nworks-read: false\nnotes: 1\n",
        "m/glossary.yml": "terms: [{id: moss, kind: person, term: Ada Moss, description: She speaks.}]\n",
        "m/references.json": f"[{WORKS}]",
        "m/nodes/top.md": node(kind="thesis", supports="", voice="author"),
        "m/nodes/a.md": node(**fields),
    }
    cards = cards_of(files)

    assert cards["speakers"][cards["nodes"]["a"][3]] == said


def test_people_are_named_and_an_author_without_a_work_is_the_author() -> None:
    cards = cards_of(DEBATE_OF_THREE)

    assert cards["speakers"] == ["a contributor", "Ada Moss", "Ben Holt, Cleo Park"]
    files = {**TOP, "m/nodes/a.md": node(voice="author")}
    assert cards_of(files)["speakers"] == ["the author", "a contributor"]


def test_a_card_counts_what_bears_on_a_node_and_which_objections_are_not_answered() -> None:
    nodes = cards_of(DEBATE_OF_THREE)["nodes"]

    assert nodes["close"][4] == "4 reasons · 2 objections: 1 not answered in this map · 1 limit"
    assert nodes["ask"][4] == "2 answers"
    assert nodes["later"] == ["It can wait", "It is so.", "claim", 0, ""]


def test_the_language_of_the_map_is_told_where_the_page_has_another() -> None:
    hebrew = cards_of(HEBREW, "gesher")
    assert (hebrew["lang"], hebrew["dir"]) == ("he", "rtl")
    same = cards_of(HEBREW, "gesher", "he")
    assert (same["lang"], same["dir"]) == ("", "")


def test_withdrawn_nodes_have_no_card() -> None:
    files = {**TOP, "m/nodes/a.md": node(status="withdrawn", reason="no")}
    assert list(cards_of(files)["nodes"]) == ["top"]
