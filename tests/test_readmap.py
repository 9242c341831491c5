"""A map's own file becomes a header, and whatever does not fit is told where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.beside import Section
from argmap.model.fields import MAP_FIELDS
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap
from argmap.read.mapfile import MOST_PARAGRAPHS, read_map_file

FILE = "m/map.yml"
ANY = st.text(st.characters() | st.sampled_from("\ud800\x00\u202e\x85\u2028\ufeff\r\n"), max_size=200)
YAML_LIKE = st.text(st.sampled_from("abc-:>|{}[]&*!#'\"\n\r ,1.@%?~=\t\x85\u2028\u202e"), max_size=200)


def good(raw: str) -> ArgumentMap:
    header, findings = read_map_file("m", raw)
    assert findings == []
    return header


def told(fields: str) -> list[tuple[str, int, int]]:
    """Tell code, line and column of each finding about these fields, which begin on line 2."""
    findings = read_map_file("m", f"title: M\n{fields}\n")[1]
    return [(finding.code, finding.place.line, finding.place.column) for finding in findings]


def only(fields: str) -> Finding:
    (finding,) = read_map_file("m", f"title: M\n{fields}\n")[1]
    return finding


def test_a_map_is_what_its_file_says() -> None:
    header = good(
        """title: Why
  so
edition: "2025-01"
work: koch-2013
language: kk-Cyrl
license: CC-BY-4.0
sections:
  - {id: one, title: The first, paragraphs: 2}
  - id: two
    title: The second
    paragraphs: 12
notes: 25
not-argued: {one.1: road map, n3: thanks}
"""
    )

    assert (header.id, header.title, header.edition, header.work) == ("m", "Why so", "2025-01", "koch-2013")
    assert (header.language, header.license, header.notes) == ("kk-Cyrl", "CC-BY-4.0", 25)
    assert header.sections == (Section("one", "The first", 2), Section("two", "The second", 12))
    assert header.not_argued == {"one.1": "road map", "n3": "thanks"}
    assert header.places["work"] == Place(FILE, 4, 1)
    assert header.places[""] == Place(FILE, 1, 1)


def test_a_title_is_enough() -> None:
    header = good("title: M\n")

    assert (header.edition, header.work, header.language, header.license) == ("draft", "", "en", "")
    assert (header.sections, header.notes, header.not_argued) == ((), 0, {})


def test_a_map_may_lie_in_a_folder_of_a_folder() -> None:
    header, findings = read_map_file("maps/one", "title: M")

    assert (header.id, findings) == ("maps/one", [])


@pytest.mark.parametrize("raw", ["\ufefftitle: M\nnotes: 2", "title: M\r\nnotes: 2\r\n", "title: M\rnotes: 2\r"])
def test_how_an_editor_saves_the_file_makes_no_difference(raw: str) -> None:
    header = good(raw)

    assert (header.title, header.notes, header.places["notes"]) == ("M", 2, Place(FILE, 2, 1))


def test_the_sections_of_a_map_have_an_end_together() -> None:
    listed = "".join(f"  - {{id: s{number}, title: S, paragraphs: 2000}}\n" for number in range(12))

    header, (finding,) = read_map_file("m", f"title: M\nsections:\n{listed}")

    assert len(header.sections) == 10
    assert (finding.code, finding.place.line) == ("AM044", 13)
    assert finding.message == "the sections down to s10 have more than 20,000 paragraphs together"


@pytest.mark.parametrize("raw", ["", "# nothing\n", "just words", "- a\n"], ids=["empty", "comment", "words", "list"])
def test_a_file_without_fields_needs_a_title(raw: str) -> None:
    assert read_map_file("m", raw) == (
        ArgumentMap("m", "m", places={"": Place(FILE)}),
        [
            Finding(
                Place(FILE), "AM021", "map.yml needs the field title", f"add it, for example {MAP_FIELDS[0].example}"
            )
        ],
    )


def test_a_map_without_a_title_is_called_by_its_folder() -> None:
    header, (finding,) = read_map_file("m", "\nnotes: 2\n")

    assert header.title == "m"
    assert (finding.place, finding.code) == (Place(FILE, 2, 1), "AM021")


def test_yaml_that_cannot_be_read_is_told_once() -> None:
    header, (finding,) = read_map_file("m", "title: M\nwork: a: b\n")

    assert header == ArgumentMap("m", "m", places={"": Place(FILE)})
    assert (finding.place, finding.code) == (Place(FILE, 2, 8), "AM008")


def test_every_part_of_the_folder_is_an_id() -> None:
    findings = read_map_file("My Maps/a/B", "title: M")[1]

    assert [(finding.code, finding.place) for finding in findings] == [("AM030", Place("My Maps/a/B/map.yml"))] * 2
    assert [finding.message for finding in findings] == [
        'the folder\'s name "My Maps" is not an id',
        'the folder\'s name "B" is not an id',
    ]
    assert "part of every address" in findings[0].hint


def test_forbidden_characters_are_told_where_they_stand() -> None:
    findings = read_map_file("m", "title: M\nlicense: a\u202eb\ud800")[1]

    assert [(finding.code, finding.place) for finding in findings] == [
        ("AM003", Place(FILE, 2, 11)),
        ("AM002", Place(FILE, 2, 13)),
    ]
    assert findings[0].message == "the file holds the character U+202E"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ("titel: x", ("AM020", 2, 1)),
        ("title: x", ("AM010", 2, 1)),
        ("edition: 1.10", ("AM011", 2, 10)),
        ("language: no", ("AM011", 2, 11)),
        ("language: english please", ("AM022", 2, 11)),
        ("work: Koch 2013", ("AM022", 2, 7)),
        ("license:", ("AM024", 2, 9)),
        (f"edition: {'a' * 41}", ("AM025", 2, 10)),
        ("notes: many", ("AM022", 2, 8)),
        ("sections: one", ("AM022", 2, 11)),
        ("sections: [one]", ("AM022", 2, 12)),
        ("sections: [{title: One, paragraphs: 1}]", ("AM021", 2, 12)),
        ("sections: [{id: one, paragraphs: 1}]", ("AM021", 2, 12)),
        ("sections: [{id: one, title: One}]", ("AM021", 2, 12)),
        ("sections: [{id: one, title: One, paragraphs: 1, notes: 2}]", ("AM020", 2, 49)),
        ("sections: [{id: One, title: One, paragraphs: 1}]", ("AM022", 2, 17)),
        ("sections: [{id: one, title: One, paragraphs: 0}]", ("AM044", 2, 46)),
        ("sections: [{id: a, title: A, paragraphs: 1}, {id: a, title: B, paragraphs: 2}]", ("AM044", 2, 46)),
        ("not-argued: [n1]", ("AM022", 2, 13)),
        ("not-argued: {somewhere: x}", ("AM040", 2, 14)),
        ("not-argued: {n1: }", ("AM024", 2, 18)),
        ("not-argued: {n1: [x]}", ("AM022", 2, 18)),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_fault_is_found_where_it_stands_and_alone(fields: str, found: tuple[str, int, int]) -> None:
    assert told(fields) == [found]


@pytest.mark.parametrize(
    ("fields", "message", "hint"),
    [
        ("titel: x", "titel is no field of map.yml", 'did you mean "title"?'),
        (
            "sections: [{id: a, title: A, paragraphs: 1}, {id: a, title: B, paragraphs: 2}]",
            "the section a is declared twice",
            "give each section an id of its own",
        ),
        (
            "sections: [{id: a, title: A, paragraphs: 0}]",
            "a section cannot have 0 paragraphs",
            "give a number from 1 to 2000, or leave the section out",
        ),
        (
            "not-argued: {here: x}",
            '"here" is not a locator',
            "a locator is a section's id, a dot and a number, or n and a note's number",
        ),
        (
            "not-argued: [n1]",
            "not-argued must be locators with reasons, not a list",
            "it looks like this: not-argued: {introduction.3: road map of the article}",
        ),
        (
            "notes: {a: b}",
            "notes must be a whole number, not a table of keys and values",
            "it looks like this: notes: 25",
        ),
    ],
    ids=["field", "twice", "empty", "locator", "list", "table"],
)
def test_the_message_names_the_fault_and_the_hint_mends_it(fields: str, message: str, hint: str) -> None:
    finding = only(fields)

    assert (finding.message, finding.hint) == (message, hint)


def test_no_locator_dangles_because_the_number_of_paragraphs_cannot_be_read() -> None:
    header, findings = read_map_file("m", "title: M\nsections: [{id: a, title: A, paragraphs: many}]\n")

    assert header.sections == (Section("a", "A", MOST_PARAGRAPHS),)
    assert (findings[0].code, findings[0].place) == ("AM022", Place(FILE, 2, 42))


def test_a_value_that_does_not_fit_leaves_the_rest_as_it_is() -> None:
    header, _ = read_map_file(
        "m", "sections: [x, {id: a, title: A, paragraphs: 1}]\nnot-argued: {x: y, n1: z}\nnotes: x"
    )

    assert header.sections == (Section("a", "A", 1),)
    assert header.not_argued == {"n1": "z"}
    assert header.notes == 0


@pytest.mark.parametrize("example", [field.example for field in MAP_FIELDS[1:]])
def test_what_a_hint_shows_as_an_example_is_right(example: str) -> None:
    good(f"title: M\n{example}\n")


@given(ANY | YAML_LIKE)
def test_any_text_is_read_or_reported_at_places_within_the_file(text: str) -> None:
    for raw in (text, f"title: M\n{text}", f"title: M\nsections: {text}", f"title: M\nnot-argued: {{{text}}}"):
        header, findings = read_map_file("m", raw)

        assert header.title
        lines = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        for finding in findings:
            assert 1 <= finding.place.line <= len(lines)
            assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1


def test_a_path_leads_from_node_to_node() -> None:
    assert [
        (step.node, step.lead) for step in good("title: M\npath: [{node: a, lead: Why?}, {node: b, lead: So}]").path
    ] == [
        ("a", "Why?"),
        ("b", "So"),
    ]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ("path: a", ["AM022"]),
        ("path: [a]", ["AM022"]),
        ("path: [{lead: x}]", ["AM021"]),
        ("path: [{node: a}]", ["AM021"]),
        ("path: [{node: A, lead: x}]", ["AM022"]),
        ("path: [{node: a, lead: x, more: y}]", ["AM020"]),
    ],
)
def test_a_step_needs_a_node_and_words_that_lead_to_it(fields: str, codes: list[str]) -> None:
    assert [code for code, _, _ in told(fields)] == codes
