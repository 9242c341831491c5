"""Maps of one text stand side by side: what each finds in a paragraph, and which passages they read in two ways."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from markupsafe import Markup

from argmap.analysis.readings import Aspect, compared
from argmap.citations.citable import Published
from argmap.model.maps import ArgumentMap
from argmap.pages.context import contexts_of
from argmap.pages.readings import ReadingsPage, readings_page
from argmap.pages.templating import Templates
from argmap.read.maps import read
from argmap.site.validate import checked
from conftest import node
from secondreading import FIRST, first_reading, second_reading
from test_nodetext import built

WORK = '[{"id": "w", "type": "book", "title": "W", "DOI": "10.1234/W"}]'


def reading_of(
    map_id: str, *, sections: str = "[{id: one, title: One, paragraphs: 3}]", begins: tuple[str, ...] = (), **nodes: str
) -> dict[str, str]:
    """Write a map of the text `w` with some nodes; `begins` are the first words of its paragraphs, in their order."""
    lines = [f"one.{number}\t{words}\tthe end.\n" for number, words in enumerate(begins, 1)]
    files = {
        f"{map_id}/map.yml": f"title: Map {map_id}\nwork: w\nsections: {sections}\n",
        f"{map_id}/references.json": WORK,
        **{f"{map_id}/nodes/{name}.md": text for name, text in nodes.items()},
    }
    return (
        {**files, f"{map_id}/paragraphs.tsv": "locator\tfirst_words\tlast_words\n" + "".join(lines)}
        if begins
        else files
    )


def claim(at: str, quote: str = "", **fields: str) -> str:
    """Write a thesis that is taken from a paragraph."""
    source = f"[{{at: {at}{f', quote: {quote}' if quote else ''}}}]"
    return node(**{"kind": "thesis", "supports": "", "voice": "author", "source": source, **fields})


def maps_of(*files: Mapping[str, str]) -> tuple[ArgumentMap, ...]:
    return read({path: text for some in files for path, text in some.items()}).maps


def rows(*files: Mapping[str, str]) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """Return what each map calls each paragraph, and which have nodes there."""
    return [(place.locators, place.covering) for place in compared(maps_of(*files))]


def page_of(map_id: str, *files: Mapping[str, str]) -> tuple[ReadingsPage, Markup]:
    """Make the page of one of several maps of a text."""
    contexts = contexts_of(maps_of(*files), Published())
    context = contexts[map_id]
    made = readings_page(replace(context, readings=tuple(contexts[other] for other in context.argument_map.readings)))
    return made, Templates().fill(made)


@pytest.fixture(scope="module")
def two() -> tuple[ReadingsPage, Markup]:
    """Put this project's map beside a second, small one of the same article."""
    return page_of(FIRST, first_reading(), second_reading())


def test_the_second_map_of_the_article_has_no_fault() -> None:
    assert checked(second_reading())[1] == []


def test_the_page_counts_what_both_find_what_one_alone_and_what_they_read_in_two_ways(
    two: tuple[ReadingsPage, Markup],
) -> None:
    numbers = two[0].numbers

    assert (numbers.everywhere, numbers.some, numbers.alone[1], numbers.nowhere) == (7, 0, 0, 1)
    assert numbers.alone[0] > 50
    assert (numbers.alike, numbers.otherwise) == (5, 7)


def test_differences_name_the_passage_the_nodes_and_in_what_they_differ(two: tuple[ReadingsPage, Markup]) -> None:
    differing = {
        tuple(read.node.id for read in passage.nodes): passage.differs
        for part in two[0].parts
        for place in part.places
        for passage in place.passages
        if passage.differs
    }

    assert differing["russia-comes-first", "russia-most-critical"] == (Aspect.STANCE,)
    assert differing["excerpt-investors-against-dependence", "investors-against-dependence"] == (
        Aspect.KIND,
        Aspect.STANCE,
    )
    assert differing["energy-coercion-in-the-1990s", "studies-show-concern"] == (Aspect.KIND, Aspect.SPEAKER)


def test_each_node_leads_to_its_page_in_its_own_map_and_its_works_to_the_references_there(
    two: tuple[ReadingsPage, Markup],
) -> None:
    assert '<a href="../russia-comes-first/">' in two[1]
    assert '<a href="../../second/russia-most-critical/">' in two[1]
    assert '<a href="../../second/references/#ref-' not in two[1]  # nothing is formatted here
    assert 'id="motives.5"' in two[1]


def test_what_one_map_alone_lists_is_left_to_its_own_page(two: tuple[ReadingsPage, Markup]) -> None:
    only = {part.title: part.only.title for part in two[0].parts if part.only}

    assert set(only.values()) == {"Why Kazakhstan courts the European Union"}
    assert "Concluding remarks" in only
    assert 'id="conclusion.1"' not in two[1]


def test_both_pages_say_the_same_in_the_same_order(two: tuple[ReadingsPage, Markup]) -> None:
    other, _ = page_of("second", first_reading(), second_reading())

    assert other.numbers == two[0].numbers
    assert [one.title for one in other.maps] == [one.title for one in two[0].maps]
    assert [one.is_own for one in other.maps] == [False, True]
    assert [part.title for part in other.parts] == [part.title for part in two[0].parts]


WEATHER = ("It will rain today and", "Dark clouds gather in the", "Thanks go to all")
"""How the paragraphs of a text begin."""


def test_where_maps_differ_stands_how_the_paragraph_begins(two: tuple[ReadingsPage, Markup]) -> None:
    differing = two[1].partition('<ul class="am-reading-differences">')[2].partition("</ul>\n</div>")[0]
    fifth = differing.partition("paragraph 5</a>")[2].partition("<table")[0]

    assert "<q" in fifth
    assert "Some studies (e.g. Engvall" in fifth


def test_a_paragraph_is_the_one_that_begins_alike_whatever_its_number() -> None:
    one = reading_of("a", begins=WEATHER, x=claim("one.2"))
    other = reading_of("b", begins=("Dark clouds gather in", "Thanks go to all", "Notes on it"), y=claim("one.1"))

    assert rows(one, other) == [
        (("one.1", ""), ()),
        (("one.2", "one.1"), (0, 1)),
        (("one.3", "one.2"), ()),
        (("", "one.3"), ()),
    ]


def test_without_first_words_a_paragraph_is_the_one_of_the_same_number() -> None:
    one = reading_of("a", begins=WEATHER, x=claim("one.2"))

    assert rows(one, reading_of("b", y=claim("one.2"))) == [
        (("one.1", "one.1"), ()),
        (("one.2", "one.2"), (0, 1)),
        (("one.3", "one.3"), ()),
    ]


def test_paragraphs_that_begin_alike_among_themselves_are_told_apart_by_their_number() -> None:
    alike = ("And so it goes on", "And so it goes on", "And so it goes on")
    shifted = reading_of("b", sections="[{id: two, title: Two, paragraphs: 3}]", begins=())

    assert [names for names, _ in rows(reading_of("a", begins=alike), reading_of("b", begins=alike))] == [
        ("one.1", "one.1"),
        ("one.2", "one.2"),
        ("one.3", "one.3"),
    ]
    assert [names for names, _ in rows(reading_of("a", begins=alike), shifted)][:4] == [
        ("", "two.1"),
        ("", "two.2"),
        ("", "two.3"),
        ("one.1", ""),
    ]


def test_three_maps_stand_in_three_columns_and_are_compared_two_by_two() -> None:
    files = [
        reading_of("a", x=claim("one.1", "dark clouds gather"), y=claim("one.2")),
        reading_of("b", x=claim("one.1", "Dark clouds gather in the west", kind="evidence"), z=claim("one.2")),
        reading_of("c", x=claim("one.1", "clouds gather in the"), w=claim("one.3")),
    ]
    made, markup = page_of("b", *files)

    assert [one.is_own for one in made.maps] == [False, True, False]
    assert (made.numbers.everywhere, made.numbers.some, made.numbers.alone) == (1, 1, (0, 0, 1))
    (passages,) = [place.passages for part in made.parts for place in part.places if place.name == "one.1"]
    assert [tuple(read.map.title for read in one.nodes) for one in passages] == [("Map a", "Map b"), ("Map b", "Map c")]
    assert [one.differs for one in passages] == [(Aspect.KIND,), (Aspect.KIND,)]
    assert "in which several do, and not all" in markup


def test_a_passage_that_several_nodes_of_a_map_quote_is_compared_with_the_nearest_once() -> None:
    files = [
        reading_of("a", x=claim("one.1", "one two three four five"), y=claim("one.1", "one two three")),
        reading_of("b", x=claim("one.1", "one two three four five six"), y=claim("n1", "")),
    ]
    (place, *_) = compared(maps_of(*files))

    assert [dict(passage.nodes) for passage in place.passages] == [{0: "x", 1: "x"}]


def test_a_withdrawn_node_is_in_no_reading() -> None:
    gone = claim("one.1", status="withdrawn", reason="So.")

    assert rows(reading_of("a", x=gone), reading_of("b", x=claim("one.2")))[0] == (("one.1", "one.1"), ())


def test_an_empty_map_stands_beside_another() -> None:
    made, markup = page_of("a", reading_of("a"), reading_of("b", x=claim("one.1")))

    assert (made.numbers.everywhere, made.numbers.alone, made.numbers.nowhere) == (0, (0, 1), 2)
    assert "It has no node here." in markup
    assert "Where they differ" not in markup


@pytest.mark.parametrize(
    ("others", "beside"),
    [
        ({"b/references.json": WORK}, ("b",)),  # the same DOI
        ({"b/references.json": WORK.replace("10.1234/W", "10.1234/w")}, ("b",)),  # whose letters' case does not count
        ({"b/references.json": WORK.replace("10.1234/W", "10.1234/other")}, ()),  # another
        ({"b/references.json": WORK.replace(', "DOI": "10.1234/W"', "")}, ("b",)),  # the same key, and no DOI
        ({"b/map.yml": "title: B\nwork: w\n"}, ()),  # it lists no paragraphs
        ({"b/map.yml": "title: B\nnotes: 2\n"}, ()),  # it is of no text
    ],
)
def test_maps_are_of_one_text_by_its_doi_or_else_its_key(others: dict[str, str], beside: tuple[str, ...]) -> None:
    (one, _) = maps_of(reading_of("a"), {**reading_of("b"), **others})

    assert one.readings == beside


def test_the_page_is_reached_from_the_maps_front_and_its_source_page() -> None:
    site = built({**reading_of("a", x=claim("one.1")), **reading_of("b", x=claim("one.1"))})

    assert 'href="readings/"' in site.tree["a/index.md"]
    assert 'href="../readings/"' in site.tree["a/source/index.md"]
    assert "Map b" in site.tree["a/readings/index.md"]


def test_a_map_alone_has_no_such_page_and_its_folder_may_hold_one() -> None:
    alone = {**reading_of("a", x=claim("one.1")), "a/readings.md": "# Readings of mine\n"}
    site = built(alone)

    assert site.findings == ()
    assert "a/readings/index.md" not in site.tree
    assert "readings" not in site.tree["a/source/index.md"]
    messages = [one.message for one in checked({**alone, **reading_of("b", x=claim("one.1"))})[1]]
    assert messages == ["a/readings.md has the address a/readings/, which is the map's own page"]


def test_a_node_called_readings_keeps_its_address() -> None:
    site = built({**reading_of("a", readings=claim("one.1")), **reading_of("b", x=claim("one.1"))})

    assert "A title" in site.tree["a/readings/index.md"]
    assert "beside others" not in site.tree["a/index.md"]
    assert "Map a" in site.tree["b/readings/index.md"]


def crowd(map_id: str, nodes: list[tuple[str, str]]) -> dict[str, str]:
    return reading_of(map_id) | {f"{map_id}/nodes/{name}.md": text for name, text in nodes}


def test_a_thousand_nodes_on_one_passage_and_any_words_are_read() -> None:
    many = [(f"n{number}", claim("one.1", "one two three four")) for number in range(1000)]
    evil = claim("one.1", '"<script>alert(1)</script> one two"', title="<script>alert(1)</script> Крым")

    made, markup = page_of("a", *(crowd(one, many) for one in "ab"), reading_of("c", x=evil))

    assert made.numbers.alike == 1000
    assert "<script>" not in markup
