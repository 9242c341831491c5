"""references.json becomes works by their keys, and an entry that no style could format is told."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.addresses import address_hint
from argmap.model.findings import Finding, Place
from argmap.model.maps import Reference
from argmap.read.cslvariables import TYPES
from argmap.read.jsonparts import key_given_twice, parts_of
from argmap.read.references import Bibliography
from argmap.read.references import read_references as read_list

FILE = "m/references.json"
ANY = st.text(st.characters() | st.sampled_from("\ud800\x00\u202e\ufeff\r\n"), max_size=200)
JSON_LIKE = st.text(st.sampled_from('[]{}",:\\ u1e+-.\n\r\tntf'), max_size=100)
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10)
KEYS = st.sampled_from(["family", "literal", "raw", "date-parts", "x"])
VALUE = LEAF | st.lists(LEAF | st.lists(LEAF, max_size=2) | st.dictionaries(KEYS, LEAF, max_size=2), max_size=2)
NAMES = st.sampled_from(["id", "type", "title", "author", "issued", "URL", "volume", "custom", "given", "date-parts"])


def read_references(path: str, text: str | None) -> tuple[tuple[Reference, ...], list[Finding]]:
    bibliography = read_list(path, text)
    return bibliography.references, list(bibliography.findings)


def work(key: str = "a", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - CSL-JSON
    return {"id": key, "type": "book", "title": "T", **fields}


def findings_of(*works: object) -> list[Finding]:
    return read_references(FILE, json.dumps(works))[1]


def test_works_come_in_the_order_of_their_keys_as_they_were_written() -> None:
    works = [work("a", volume=3), work("b", author=[{"family": "Koch"}])]

    references, findings = read_references(FILE, "[\n" + ",\n".join(map(json.dumps, works)) + "\n]\n")

    assert findings == []
    assert [(one.key, one.entry, one.place) for one in references] == [
        ("a", works[0], Place(FILE, 2, 1)),
        ("b", works[1], Place(FILE, 3, 1)),
    ]


@pytest.mark.parametrize("text", [None, "[]", " [ ] \r\n", "\ufeff[]"], ids=["no file", "empty", "blanks", "mark"])
def test_no_works_are_no_fault(text: str | None) -> None:
    assert read_list(FILE, text) == Bibliography()


def test_a_byte_order_mark_moves_nothing() -> None:
    text = '\ufeff[\n{"id": "a", "type": "book", "title": "T"}]'

    assert read_references(FILE, text)[0][0].place == Place(FILE, 2, 1)


@pytest.mark.parametrize(
    ("text", "message", "line", "column", "hint"),
    [
        ("", "this JSON cannot be read: a list is expected", 1, 1, "it must be a list of entries in square brackets"),
        ("\n {}", "this JSON cannot be read: a list is expected", 2, 2, "put [ before the first entry"),
        ("[", "this JSON cannot be read: a comma or ] is expected", 1, 2, "the list ends with ]"),
        ('[{"id": "a"}', "this JSON cannot be read: a comma or ] is expected", 1, 13, "the list ends with ]"),
        ("[{}\n {}]", "a comma is missing behind an entry", 1, 4, "put a comma behind its }"),
        ("[{},\n]", "a comma stands behind the last entry", 1, 4, "delete the comma after the last entry"),
        ("[{},,\n{}]", "two commas stand between entries", 1, 5, "delete one of the two"),
        ("[{} oh {}]", '"oh {}]" stands between entries', 1, 5, "entries are objects in braces"),
        ("[]\n[]", "this JSON cannot be read: nothing may follow the list", 2, 1, "delete what follows the last ]"),
        ('[{"id": x}]', "entry 1: this JSON cannot be read: Expecting value", 1, 9, "it must be a list"),
        ('[{"id": "a",\n "x": [1,]\n}]', "a: a comma stands before ]", 2, 9, "delete the comma"),
        ('[{"id": "a",\n "x": 1,\n}]', "a: a comma stands before }", 2, 8, "delete the comma"),
        ('[{"id": "a"\n "x": 1}]', "a: a comma is missing", 1, 12, "put a comma between the two"),
        ('[{"id": "\t"}]', "entry 1: a line break or tab stands within a text", 1, 10, "a text stands in one line"),
        ("[" * 100_000, "the values are nested too deeply", 1, 2, "it must be a list"),
        ('[{"volume": ' + "1" * 5000 + "}]", "entry 1: a number has more than 300 digits", 1, 2, "write it in quotes"),
        ('[{"custom": NaN}]', "entry 1: JSON has no number NaN", 1, 2, "write it in quotes, or leave it out"),
        ('[{"custom": [-Infinity]}]', "entry 1: JSON has no number -Infinity", 1, 2, "write it in quotes"),
    ],
    ids=[
        "empty", "object", "open", "unclosed", "no comma", "comma", "commas", "words", "two lists", "word", "last item",
        "last key", "comma within", "tab", "deep", "long number", "not a number", "infinity",
    ],
)  # fmt: skip
def test_a_slip_is_told_where_it_is_with_its_mend(text: str, message: str, line: int, column: int, hint: str) -> None:
    bibliography = read_list(FILE, text)

    (finding,) = [finding for finding in bibliography.findings if finding.code == "AM050"]
    assert (finding.message, finding.place) == (message, Place(FILE, line, column))
    assert finding.hint.startswith(hint)
    assert not bibliography.whole


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ('[{"id": "a",\n "id": "b"}]', "a has id twice, first on line 1", 2),
        ('[{"issued": {"raw": "a",\n "raw": "b"}}]', "entry 1 has raw twice, first on line 1", 2),
    ],
    ids=["twice", "twice within"],
)
def test_a_key_with_two_values_is_told_at_the_second(text: str, message: str, column: int) -> None:
    bibliography = read_list(FILE, text)

    assert bibliography.findings == (Finding(Place(FILE, 2, column), "AM010", message, "delete one of the two"),)
    assert not bibliography.whole


def test_a_key_given_twice_with_one_value_is_no_fault() -> None:
    assert findings_of(work()) == read_references(FILE, '[{"id": "a", "type": "book", "title": "T", "title": "T"}]')[1]


@pytest.mark.parametrize("layout", ["[\n{},\n{},\n{}\n]", "[{}, {}, {}]"], ids=["lines", "one line"])
def test_one_faulty_entry_hides_no_other(layout: str) -> None:
    text = layout.format(json.dumps(work("a")), '{"id": "b", "title": "T",}', json.dumps(work("c")))

    bibliography = read_list(FILE, text)

    assert [one.key for one in bibliography.references] == ["a", "c"]
    assert [finding.message for finding in bibliography.findings] == ["b: a comma stands before }"]


def test_nothing_that_stands_behind_a_fault_is_read_where_no_entry_begins() -> None:
    bibliography = read_list(FILE, f"[{json.dumps(work())}, oh]")

    assert [one.key for one in bibliography.references] == ["a"]
    assert [finding.code for finding in bibliography.findings] == ["AM050"]


def test_more_entries_than_a_person_could_cite_are_not_read() -> None:
    bibliography = read_list(FILE, f"[{','.join(['0'] * 20_001)}]")

    assert bibliography.findings[-1].message == "the list has more than 20,000 entries" or not bibliography.whole


def test_an_unfinished_merge_is_told_once_and_both_versions_are_known() -> None:
    one, two = json.dumps(work("a", title="One")), json.dumps(work("a", title="Two"))
    text = f"[\n<<<<<<< ours\n{one},\n=======\n{two},\n>>>>>>> theirs\n{json.dumps(work('b'))}\n]"

    bibliography = read_list(FILE, text)

    assert [one.key for one in bibliography.references] == ["a", "b"]
    assert bibliography.findings == (
        Finding(
            Place(FILE, 2, 1),
            "AM050",
            "a merge was left unfinished here",
            "keep what belongs of both versions, and delete the lines of <, = and >",
        ),
    )


@pytest.mark.parametrize(
    ("entry", "column", "message", "hint"),
    [
        ("a", 3, "an entry must be an object in braces", "or delete it"),
        (work(type="bok"), 15, "a: bok is not a type of work that CSL knows", 'did you mean "book"?'),
        (work(type="zzz"), 15, "a: zzz is not a type of work that CSL knows", "for instance article-journal, book"),
        ({"id": "a", "title": "T"}, 3, "a has no type", "add one, for instance article-journal"),
        (work(author=[{"family": "\u2800"}]), 56, "a: author has a name in which nothing can be seen", "a name is"),
        (work(author=[{"family": ""}]), 56, "a: author has a name in which nothing can be seen", "a name is"),
        (work(editor=[{}]), 56, "a: editor has a name in which nothing can be seen", "a name is"),
        (work(**{"title-short": "\u00ad"}), 45, "a: title-short has nothing that can be seen", "leave it out"),
        (work(author="Koch"), 45, "a: author must be a list of names", '{"family": "Doe", "given": "Jane"}'),
        (work(author=["Koch"]), 45, "a: author must be a list of names", "a name is"),
    ],
    ids=lambda value: json.dumps(value)[:60] if isinstance(value, dict) else None,
)
def test_a_part_that_no_style_could_format_is_told_where_it_stands(
    entry: object, column: int, message: str, hint: str
) -> None:
    _, (finding,) = read_references(FILE, f"[\n  {json.dumps(entry)}]")

    assert (finding.place, finding.code, finding.message) == (Place(FILE, 2, column), "AM051", message)
    assert hint in finding.hint


def test_a_work_whose_record_has_faults_is_still_known() -> None:
    references, _ = read_references(FILE, json.dumps([work(type="bok", author="Koch", title=" ")]))

    assert [one.entry for one in references] == [{"id": "a", "type": "document"}]


@pytest.mark.parametrize("title", [None, " ", "\u200b\u3164", 3], ids=["none", "blank", "unseen", "number"])
def test_a_work_without_a_title_is_remarked(title: object) -> None:
    (finding,) = [finding for finding in findings_of(work(title=title)) if finding.code != "AM099"]

    assert (finding.code, finding.message) == ("AM097", "a has no title")


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ({"id": "smithFoo2001"}, "smithFoo2001"),
        ({"id": "a_b_2016"}, "a_b_2016"),
        ({"id": "DBLP:conf/x/Koch13"}, "DBLP:conf/x/Koch13"),
        ({"id": "6742/ABCD"}, "6742/ABCD"),
        ({"id": 2013}, "2013"),
        ({"id": "http://zotero.org/users/1/items/A", "citation-key": "koch2013"}, "koch2013"),
    ],
    ids=str,
)
def test_keys_are_taken_as_reference_managers_make_them(entry: dict[str, Any], key: str) -> None:
    references, findings = read_references(FILE, json.dumps([{**work(), **entry}]))

    assert findings == []
    assert [(one.key, one.entry["id"]) for one in references] == [(key, key)]


@pytest.mark.parametrize(
    "key", ["", None, "http://zotero.org/users/1/items/A", "Koch 2013", "ж", "a" * 121, "a--b", [1]]
)
def test_entries_that_nothing_can_cite_are_remarked_once(key: object) -> None:
    references, findings = read_references(FILE, json.dumps([{**work(), "id": key}, {"type": "book", "title": "T"}]))

    assert references == ()
    assert [(one.code, one.message) for one in findings] == [
        ("AM094", "2 entries have no key by which a node could cite it")
    ]


def test_what_a_registry_adds_is_left_out_and_said_once() -> None:
    crossref = {
        "id": "a",
        "type": "journal-article",
        "title": ["T"],
        "author": [
            {"given": "A.", "family": "Doe", "sequence": "first", "affiliation": [{"name": "U"}]},
            {"name": "The Group", "sequence": "additional", "affiliation": []},
        ],
        "ISSN": ["1234-5678", "8765-4321"],
        "license": [{"URL": "https://example.org"}],
        "volume": None,
        "issue": True,
        "page": {"first": 1},
        "indexed": {"date-parts": [[2024, 1, 1]]},
        "issued": {"date-parts": [[None]]},
        "DOI": "HTTPS://doi.org/10.1000/X",
    }

    references, (finding,) = read_references(FILE, json.dumps([crossref, {**crossref, "id": "b"}], indent=1))

    assert references[0].entry == {
        "id": "a",
        "type": "article-journal",
        "title": "T",
        "author": [{"given": "A.", "family": "Doe"}, {"literal": "The Group"}],
        "ISSN": "1234-5678",
        "DOI": "10.1000/X",
    }
    assert (finding.code, finding.place.line) == ("AM099", 5)
    assert (
        "title, author[0].sequence, author[0].affiliation, author[1].sequence, author[1].affiliation and"
        in finding.message
    )


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("OCLC: 100000001", {}),
        ("Citation Key: doe2003\nSelect: zotero://select/library/items/ABCD1234", {}),
        ("zotero://open-pdf/library/items/A", {}),
        ("Publisher: Routledge\n_eprint: https://example.org/pdf/x", {"publisher": "Routledge"}),
        ("Original Date: 1848", {"original-date": {"date-parts": [[1848]]}}),
        ("Original Date: long ago", {}),
        ("Author: Koch", {}),
        ("tex.ids: a", {}),
        ("Out of print; consulted in microfilm.", {"note": "Out of print; consulted in microfilm."}),
        ("Note: see there", {"note": "Note: see there"}),
        ("A sentence.\nPMID: 3", {"note": "A sentence.", "PMID": "3"}),
    ],
    ids=lambda value: value.split("\n")[0] if isinstance(value, str) else None,
)
def test_lines_of_a_note_that_speak_to_programs_are_not_shown(note: str, kept: dict[str, Any]) -> None:
    ((one,), findings) = read_references(FILE, json.dumps([work(note=note)]))

    assert findings == []
    assert one.entry == {**work(), **kept}


@pytest.mark.parametrize(
    "doi", ["10.1000/x", "doi:10.1000/x", "https://doi.org/10.1000/x", "DOI: http://dx.doi.org/10.1000%2Fx"]
)
def test_a_doi_is_taken_as_an_address_too(doi: str) -> None:
    ((one,), findings) = read_references(FILE, json.dumps([work(DOI=doi.replace("%2F", "/"))]))

    assert (one.entry["DOI"], findings) == ("10.1000/x", [])


@pytest.mark.parametrize("doi", ["x", "11.1/x", '<a href="https://doi.org/10.1000/x">x</a>'])
def test_what_is_no_doi_is_left_out(doi: str) -> None:
    ((one,), (finding,)) = read_references(FILE, json.dumps([work(DOI=doi)]))

    assert "DOI" not in one.entry
    assert finding.code == "AM096"


@pytest.mark.parametrize(
    "fields",
    [
        {"author": [{"family": "Koch", "given": "Natalie", "static-ordering": True}, {"literal": "Freedom House"}]},
        {"author": []},
        {"issued": {"date-parts": [[2013, 4, 26]]}},
        {"issued": {"date-parts": [["2013"], ["-44", 3]]}},
        {"issued": {"raw": "spring 2013"}},
        {"author": [{"given": "Plato"}, {"family": "K", "given": 1}]},
        {"issued": {"literal": "n.d."}},
        {"volume": -3, "issue": "4a"},
        {"custom": {"anything": [1.5, None, True]}},
        {"categories": ["x"]},
        {"URL": "https://example.org/a?b=1&c=ж"},
        {"URL": "HTTP://example.org"},
    ],
    ids=json.dumps,
)
def test_what_zotero_exports_is_taken(fields: dict[str, Any]) -> None:
    assert findings_of(work(**fields)) == []


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_every_type_of_work_is_taken(kind: str) -> None:
    assert findings_of(work(type=kind)) == []


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("javascript:alert(1)", "AM057"),
        ("data:text/html,x", "AM057"),
        ("example.org", "AM096"),
        ("https://", "AM096"),
        ("https://a.b/c d", "AM096"),
    ],
)
def test_only_web_addresses_are_addresses(address: str, code: str) -> None:
    ((one,), (finding,)) = read_references(FILE, json.dumps([work(URL=address)]))

    assert "URL" not in one.entry
    assert finding.code == code
    assert address in finding.message
    assert finding.hint == address_hint(address)


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("www.jstor.org/x", "http://www.jstor.org/x"),
        ("https://a.b/(SICI)1(1999)2:3<5::AID>4", "https://a.b/(SICI)1(1999)2:3%3C5::AID%3E4"),
        ('https://a."b', "https://a.%22b"),
    ],
)
def test_an_address_is_written_as_browsers_write_it(address: str, read: str) -> None:
    ((one,), findings) = read_references(FILE, json.dumps([work(URL=address)]))

    assert (one.entry["URL"], findings) == (read, [])


def test_the_first_of_two_works_with_one_key_counts() -> None:
    references, (finding,) = read_references(
        FILE, f"[{json.dumps(work(title='One'))},\n{json.dumps(work(title='Two'))}]"
    )

    assert [one.entry["title"] for one in references] == ["One"]
    assert finding == Finding(
        Place(FILE, 2, 1), "AM052", 'the id "a" stands first on line 1', "rename one entry, or delete the copy"
    )


def test_the_first_work_out_of_order_is_told() -> None:
    text = "[" + ",\n".join(json.dumps(work(key)) for key in "acbad"[:3] + "d") + "]"

    references, (finding,) = read_references(FILE, text)

    assert [one.key for one in references] == ["a", "b", "c", "d"]
    assert finding == Finding(
        Place(FILE, 3, 1),
        "AM053",
        '"b" stands behind an id that comes later in the alphabet',
        "sort the entries by id, as argmap fmt --collect does",
    )


def test_a_forbidden_character_is_told_once_where_it_stands() -> None:
    text = '[\n{"id": "a", "type": "book",\n"title": "T\u202e"}]'

    assert read_references(FILE, text)[1] == [
        Finding(Place(FILE, 3, 12), "AM003", "the file holds the character U+202E", "delete it"),
    ]


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"title": "T\u202e"}, "title"),
        ({"author": [{"family": "Koch\u202e"}]}, "author"),
        ({"custom": {"a": {"b\u202e": 1}}}, "custom"),
    ],
    ids=["text", "name", "key"],
)
def test_a_forbidden_character_that_an_escape_hides_is_told(fields: dict[str, Any], name: str) -> None:
    assert findings_of(work(**fields)) == [
        Finding(Place(FILE, 1, 2), "AM003", f"a: {name} holds the character U+202E", "delete it"),
    ]


def test_half_a_character_in_an_escape_is_told() -> None:
    (finding,) = findings_of(work(author=[{"literal": "\ud800"}]))

    assert (finding.code, finding.message) == ("AM002", "a: author holds the character U+D800")


@given(ANY | JSON_LIKE | JSON_LIKE.map(lambda text: f'[{{"id": "a", {text}}}]'))
def test_any_text_is_read_or_reported_at_places_within_the_file(text: str) -> None:
    _, findings = read_references(FILE, text)

    lines = text.removeprefix("\ufeff").split("\n")
    for finding in findings:
        assert 1 <= finding.place.line <= len(lines)
        assert 1 <= finding.place.column <= len(lines[finding.place.line - 1]) + 1


@given(st.lists(st.dictionaries(NAMES, VALUE, max_size=3).map(lambda fields: {**work(), **fields}), max_size=2))
def test_entries_of_any_kind_are_read_or_reported(works: list[dict[str, Any]]) -> None:
    references, findings = read_references(FILE, json.dumps(works))

    assert len(references) == len(works) or findings
    assert all(one.entry["id"] == one.key and "type" in one.entry for one in references)


def test_many_dates_that_cannot_be_read_are_told_at_once() -> None:
    (finding,) = findings_of(*(work(f"a{number:02}", issued={"raw": "long ago"}) for number in range(11)))

    assert finding.message == (
        '11 dates of this file cannot be read; of a00: issued "long ago" is no date that can be read: it is not shown'
    )


def test_the_parts_of_a_value_are_found_as_far_as_it_goes() -> None:
    assert list(parts_of('{"a": [1', 0)) == [(("a",), 1), (("a", 0), 7)]
    assert key_given_twice('{"a": 1}', 0) == ((), 0, 0)


@pytest.mark.parametrize("depth", [101, 5000])
def test_values_that_are_nested_too_deeply_are_one_finding_of_their_entry_whether_the_file_is_whole_or_not(
    depth: int,
) -> None:
    deep = '{"id": "deep", "custom": ' + "[" * depth
    whole = "[" + deep + "]" * depth + '}, {"id": "next", "type": "book", "title": "A title"}]'

    references, (finding,) = read_references(FILE, whole)
    _, (torn, *_) = read_references(FILE, "[" + deep)

    assert [reference.key for reference in references] == ["next"]
    assert finding.message == torn.message == "the values are nested too deeply"
    assert (finding.place, torn.place) == (Place(FILE, 1, 2), Place(FILE, 1, 2))


def test_values_within_one_another_as_deep_as_anybody_needs_are_read() -> None:
    references, findings = read_references(FILE, json.dumps([work(custom={"a": [[["x"]]]})]))

    assert ([reference.key for reference in references], findings) == (["a"], [])
