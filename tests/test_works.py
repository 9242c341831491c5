"""Works come from references.json, other lists beside map.yml and the files of nodes, and count alike from all."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.citations.converting import converted_lists
from argmap.edit.collect import collected
from argmap.edit.newnode import Answer, Words, new_file
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap
from argmap.model.rules import Severity
from argmap.read.maps import Reading, read
from argmap.read.references import read_references
from argmap.read.works import csl_of, yaml_form
from argmap.read.yamltree import Listing, parse_yaml
from argmap.site.prosepages import hidden_files
from argmap.site.validate import checked
from argmap.storage.processes import TookTooLong
from conftest import node, site_of

MAP = "m/map.yml"
LISTED = "m/references.json"
TOP = "m/nodes/top.md"
BOOK = {"id": "a", "type": "book", "title": "A"}
WORDS = (
    st.text(
        st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("*_^~[]{}\\\"'#: <>&-"), min_size=1, max_size=12
    )
    .map(str.strip)
    .filter(bool)
)
WORK = st.fixed_dictionaries(
    {"id": st.sampled_from("abcd"), "type": st.just("book"), "title": WORDS},
    optional={
        "publisher": WORDS,
        "volume": st.integers(0, 99).map(str),
        "author": st.lists(st.fixed_dictionaries({"family": WORDS, "given": WORDS}), min_size=1, max_size=2),
        "issued": st.sampled_from([{"date-parts": [[2001]]}, {"raw": "2001-02"}, {"literal": "forthcoming"}]),
        "x-unknown": WORDS,
    },
)


def texts(*works: str, **more: str) -> dict[str, str]:
    """Return the files of a map whose only node brings the given works, each a line of YAML."""
    lines = "".join(f"  - {work}\n" for work in works)
    top = f"---\nkind: thesis\ntitle: The top\nstatement: It is so.\n{'works:' if works else ''}\n{lines}---\n"
    return {MAP: "title: M\n", TOP: top, **{f"m/{name.replace('__', '.')}": text for name, text in more.items()}}


def the_map(files: dict[str, str]) -> ArgumentMap:
    (argument_map,) = read(files).maps
    return argument_map


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


def test_a_node_brings_a_work_as_pandoc_reads_it_in_yaml() -> None:
    work = (
        '{id: smithFoo2001, type: book, title: "The *Great* [bOOK]{.nocase} of \\\\*",'
        " author: [{family: Smith, given: J.}],"
        " issued: 2001~, volume: 12, DOI: 10.1000/a*b*c, note: ~}"
    )

    (reference,) = the_map(texts(work)).references

    assert reference.entry == {
        "id": "smithFoo2001",
        "type": "book",
        "title": 'The <i>Great</i> <span class="nocase">bOOK</span> of *',
        "author": [{"family": "Smith", "given": "J."}],
        "issued": {"date-parts": [[2001]], "circa": True},
        "volume": "12",
        "DOI": "10.1000/a*b*c",
    }
    assert reference.place == Place(TOP, 6, 5)


@pytest.mark.parametrize(
    ("works", "code", "line"),
    [
        ("{id: a, type: bok, title: A}", "AM051", 6),
        ("just words", "AM051", 6),
        ("[a]", "AM051", 6),
        ("{type: book, title: A}", "AM094", 6),
        ("{id: a, type: book}", "AM097", 6),
        ("{id: a, type: book, title: A, nonsense: 1}", "AM099", 6),
        ("{id: a, type: book, title: A, issued: long ago}", "AM093", 6),
        ("{id: a, type: book, title: A, URL: 'javascript:x'}", "AM057", 6),
        ("{id: a, type: book, title: A, author: Koch}", "AM051", 6),
        ("{id: a, type: book, title: A, author: [{family: ''}]}", "AM051", 6),
        ('{id: a, type: book, title: "T\\u202e"}', "AM003", 6),
        (f"{{id: {'a' * 100_000}, type: book, title: A}}", "AM094", 6),
        (f"{{id: a, type: book, title: {'<b>' * 100}}}", "AM066", 6),
        ("{id: жук, type: book, title: A}", "AM094", 6),
    ],
    ids=lambda value: str(value)[:50],
)
def test_a_fault_of_a_brought_work_is_told_once_at_its_line(works: str, code: str, line: int) -> None:
    (finding,) = read(texts(works)).findings

    assert (finding.code, finding.place.path, finding.place.line) == (code, TOP, line)


@pytest.mark.parametrize(
    "files",
    [
        texts("{id: a, type: book, title: A\u202eB}"),
        texts(references__yaml="- {id: a, type: book, title: A\u202eB}\n"),
        texts(references__json='[{"id": "a", "type": "book", "title": "A\u202eB"}]'),
        texts(references__bib="@book{a, title={A\u202eB}}"),
        texts(references__ris="TY  - BOOK\nID  - a\nTI  - A\u202eB\nER  - \n"),
    ],
    ids=["node", "yaml", "json", "bib", "ris"],
)
def test_a_forbidden_character_of_a_work_is_told_once(files: dict[str, str]) -> None:
    found = [one for one in checked(files)[1] if one.code == "AM003"]

    assert [one.message for one in found] == ["the file holds the character U+202E"]


def test_flags_of_a_name_are_read_in_yaml() -> None:
    (reference,) = the_map(
        texts("{id: a, type: book, title: A, author: [{family: K, static-ordering: true}]}")
    ).references

    assert reference.entry["author"] == [{"family": "K", "static-ordering": True}]


def test_works_that_are_no_list_are_told() -> None:
    files = texts()
    files[TOP] = files[TOP].replace("\n---\n", "\nworks: a\n---\n", 1) if "works" in files[TOP] else files[TOP]
    files[TOP] = "---\nkind: thesis\ntitle: T\nstatement: It is so.\nworks: a\n---\n"

    (finding,) = read(files).findings

    assert (finding.code, finding.message) == ("AM022", "works must be a list of works, not a text")


def test_the_same_record_in_two_files_is_remarked_where_the_node_has_it() -> None:
    reading = read(
        texts("{id: a, type: book, title: A, volume: 3}", references__json=json.dumps([{**BOOK, "volume": 3}]))
    )

    assert reading.findings == (
        Finding(
            Place(TOP, 6, 5),
            "AM098",
            'the work "a" stands in m/references.json, line 1 as well, with the same record',
            "argmap fmt --collect leaves it in references.json alone",
        ),
    )
    assert len(reading.maps[0].references) == 1


def test_differing_records_are_an_error_that_names_both_places() -> None:
    reading = read(texts("{id: a, type: book, title: B, volume: 3}", references__json=json.dumps([BOOK])))

    assert reading.findings == (
        Finding(
            Place(TOP, 6, 5),
            "AM052",
            'the work "a" stands in m/references.json, line 1 with another title, volume',
            "keep the record that is right, or give one of the works another id",
        ),
    )


def test_one_record_in_two_other_lists_is_to_be_deleted() -> None:
    listed = "- {id: a, type: book, title: A}\n"

    (finding,) = read(texts(references__yaml=listed, references__yml=listed)).findings

    assert (finding.code, finding.hint) == ("AM098", "delete it here")


def test_a_brought_work_is_cited_formatted_and_exported_like_any_other(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "m" / "nodes").mkdir(parents=True)
    (docs / MAP).write_text("title: M\n", encoding="utf-8")
    (docs / TOP).write_text(node(kind="thesis", supports="", cites="[a]", works="[{id: a, type: book, title: Xylo}]"))

    site = site_of(docs)

    assert site.findings == ()
    assert "Xylo" in str(site.files["m/references.bib"])
    assert json.loads(site.files["m/map.json"])["works"] == [{"id": "a", "title": "Xylo", "type": "book"}]
    assert json.loads(site.files["m/map.json"])["nodes"][0]["works"] == ["a"]


def test_no_key_is_called_unknown_while_a_list_cannot_be_read() -> None:
    files = texts(references__json='[{"id": "a",}]')
    files[TOP] = files[TOP].replace("title: The top", "title: The top\ncites: [a, b]")

    assert [finding.code for finding in checked(files)[1]] == ["AM050"]
    assert [finding.code for finding in checked({**files, LISTED: "[]"})[1]] == ["AM054", "AM054"]


@pytest.mark.parametrize(
    ("name", "unread"),
    [(LISTED, frozenset([LISTED])), ("m/references.bib", frozenset(["m/references.bib"]))],
    ids=["json", "bib"],
)
def test_a_list_that_is_no_text_hides_no_key(name: str, unread: frozenset[str]) -> None:
    (argument_map,) = read(texts(), unread).maps

    assert name in unread
    assert argument_map.works_unread


def test_a_node_that_cannot_be_read_hides_the_works_it_may_bring() -> None:
    assert the_map({**texts(), "m/nodes/b.md": "---\nworks:\n - [\n---\n"}).works_unread
    assert not the_map({**texts(), "m/nodes/b.md": "---\n - [\n---\n"}).works_unread


def test_many_works_that_nothing_cites_are_told_at_once() -> None:
    works = [{**BOOK, "id": f"a{number:02}"} for number in range(11)]

    (finding,) = checked(texts(references__json=json.dumps(works)))[1]

    assert finding.message == '11 works of this file are cited nowhere in this map; the first is "a00"'


@pytest.mark.parametrize(
    "text",
    [
        "references:\n  - {id: a, type: book, title: A}\n",
        "- {id: a, type: book, title: A}\n",
        "---\nreferences:\n  - {id: a, type: book, title: A}\n...\n",
        "---\nreferences:\n  - {id: a, type: book, title: A}\n---\n",
    ],
)
def test_a_list_in_yaml_is_read_as_pandoc_reads_it(text: str) -> None:
    reading = read(texts(references__yaml=text))

    assert reading.findings == ()
    assert [one.entry for one in reading.maps[0].references] == [BOOK]
    assert reading.maps[0].references[0].place.line == text[: text.index("id:")].count("\n") + 1


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (
            "koch:\n  type: book\n",
            "AM095",
            "this list is written for Typst (Hayagriva's YAML), which pandoc does not read",
        ),
        ("hello: 1\n", "AM095", "the file holds no list of works"),
        ("", "AM095", "the file holds no list of works"),
        ("a: [\n", "AM008", None),
    ],
)
def test_yaml_that_is_no_list_of_works_is_told(text: str, code: str, message: str | None) -> None:
    reading = read(texts(references__yaml=text))

    (finding,) = reading.findings
    assert (finding.code, message or finding.message) == (code, finding.message)
    assert reading.maps[0].works_unread


BIB = "@book{other, title={O}}\n\n@article{doe-2018,\n title={T & more}, author={Doe, A.}, date={2018-04/2018-05}}\n"
RIS = "TY  - BOOK\nID  - doe-2018\nTI  - T\nAU  - Doe, A.\nPY  - 2018///\nER  - \n"


@pytest.mark.parametrize(("name", "text", "line"), [("references.bib", BIB, 3), ("references.ris", RIS, 1)])
def test_lists_of_reference_managers_are_read_through_pandoc(name: str, text: str, line: int) -> None:
    files = {**texts(), f"m/{name}": text}
    files[TOP] = files[TOP].replace("title: The top", "title: The top\ncites: [doe-2018]")

    (argument_map,), findings = checked(files)

    work = next(one for one in argument_map.references if one.key == "doe-2018")
    assert work.place == Place(f"m/{name}", line)
    assert work.entry["author"] == [{"family": "Doe", "given": "A."}]
    assert work.entry["issued"]["date-parts"][0][0] == 2018
    assert {finding.code for finding in findings} <= {"AM055"}


def test_a_list_that_pandoc_cannot_read_is_told() -> None:
    (argument_map,), (finding,) = checked({**texts(), "m/references.bib": "@book{a, title={Of no end"})

    assert (finding.code, finding.message) == ("AM095", "pandoc cannot read this list of works")
    assert argument_map.works_unread


def _in_no_time(*_: object, **__: object) -> bytes:
    raise TookTooLong


@pytest.mark.parametrize("way", ["no pandoc", "too long"])
def test_a_list_for_which_pandoc_is_missing_stops_no_build_and_is_read_once_it_is_there(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    docs = tmp_path / "docs"
    (docs / "m" / "nodes").mkdir(parents=True)
    header = "title: M\nwork: a\nsections: [{id: s, title: S, paragraphs: 1}]\n"
    fields = "voice: [a]\nstance: reports\nsource: [{at: s.1}]\ncites: [a]"
    listed = f"@book{{a, title={{Listed for {way}}}}}"
    for path, text in {**texts(), MAP: header, "m/references.bib": listed}.items():
        written = text.replace("title: The top", f"title: The top\n{fields}")
        (docs / path).write_text(f"{written}\nSee [@a].\n" if path == TOP else written, encoding="utf-8")

    with monkeypatch.context() as patched:
        if way == "no pandoc":
            patched.setattr("pypandoc.get_pandoc_path", lambda: "no-such-pandoc")
        else:
            patched.setattr("argmap.citations.converting.run", _in_no_time)
        site = site_of(docs, cache=tmp_path / "cache")

    assert {(finding.code, finding.severity) for finding in site.findings} == {("AM083", Severity.WARNING)}
    assert Place("m/references.bib") in {finding.place for finding in site.findings}
    assert "m/top/index.md" in site.pages
    assert "AM083" not in {finding.code for finding in site_of(docs, cache=tmp_path / "cache").findings}


def test_a_list_of_works_of_another_name_is_told_but_not_one_of_a_subfolder() -> None:
    others = ["m/References.json", "m/my.bib", "m/pictures/x.bib", "m/data.json"]

    findings = [finding for finding in checked(texts(), (), others)[1] if finding.code == "AM029"]

    assert [(finding.place.path, finding.hint) for finding in findings] == [
        ("m/References.json", "call it references.json and write it as the format says, or give it quite another name"),
        ("m/my.bib", "call it references.bib and write it as the format says, or give it quite another name"),
    ]


def test_a_list_in_bibtex_is_published_in_argmaps_own_form(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "m" / "nodes").mkdir(parents=True)
    for path, text in {**texts(), "m/references.bib": "@book{a, title={A}}"}.items():
        (docs / path).write_text(text.replace("title: The top", "title: The top\ncites: [a]"), encoding="utf-8")

    site = site_of(docs)

    assert site.findings == ()
    assert "m/references.bib" in site.hidden
    assert str(site.files["m/references.bib"]).startswith("@book{a,")


def test_only_what_lies_beside_a_map_is_taken_out_of_the_site() -> None:
    beside = {MAP, "m/references.bib", "m/paragraphs.tsv", "m/glossary.yml", TOP}
    elsewhere = {"paper/references.bib", "m/old/references.ris", "glossary.yml", "paper/editions.yml", LISTED}

    assert hidden_files([*beside, *elsewhere]) == beside


def test_collecting_moves_works_and_keeps_what_was_remarked() -> None:
    files = texts(
        "{id: b, type: book, title: B} # about b",
        "{id: a, type: book, title: A}",
        references__json=json.dumps([{**BOOK, "x": [1]}]),
    )
    files[TOP] = (
        files[TOP]
        .replace("works:\n", "# of works\nworks:\n  # inside\n")
        .replace("---\n", "tags: [x]\n---\n", 2)
        .replace("tags: [x]\n", "", 1)
    )

    result = collected(files, "m")

    assert result.left == ()
    assert json.loads(result.files[LISTED]) == [{**BOOK, "x": [1]}, {"id": "b", "type": "book", "title": "B"}]
    assert "works:" not in result.files[TOP]
    assert all(remark in result.files[TOP] for remark in ("# of works\n", "# inside\n", "# about b\n", "tags: [x]\n"))
    assert collected({**files, **result.files}, "m").files == {}


@pytest.mark.parametrize(
    ("works", "listed", "left"),
    [
        ("{id: a, type: book, title: B}", [BOOK], '"a" differs from the record in references.json'),
        ("{id: a, type: book, title: A, x: 2}", [{**BOOK, "x": 1}], '"a" differs from the record in references.json'),
        ("words", [], "they are not a list of works"),
    ],
)
def test_collecting_leaves_what_would_be_lost(works: str, listed: list[object], left: str) -> None:
    result = collected(texts(works, references__json=json.dumps(listed)), "m")

    assert result.files == {}
    assert result.left == (f"{TOP} keeps its works: {left}",)


@pytest.mark.parametrize(
    ("name", "text"),
    [("references.bib", "@book{a, title={A}}"), ("references.yaml", "- {id: a, type: book, title: A}\n")],
)
def test_what_another_list_has_is_left_by_collecting_and_to_be_deleted_in_the_node(name: str, text: str) -> None:
    files = {**texts("{id: a, type: book, title: A}"), f"m/{name}": text}

    _, findings = checked(files)
    result = collected(files, "m", converted_lists(files))

    assert ("AM098", TOP, "delete it here") in {(one.code, one.place.path, one.hint) for one in findings}
    assert result.files == {}
    assert result.left == (f'{TOP} keeps its works: "a" stands in m/{name} too; delete it here or there',)
    listed = {**files, LISTED: json.dumps([BOOK])}
    assert "works:" not in collected(listed, "m", converted_lists(listed)).files[TOP]


def test_collecting_leaves_a_list_that_cannot_be_read() -> None:
    assert collected(texts(references__json="[{]"), "m").left == (
        "m/references.json has entries that cannot be read; mend them first",
    )
    assert collected({**texts(), TOP: "no front matter"}, "m").files == {}


def test_collecting_sorts_and_drops_what_stands_twice() -> None:
    result = collected(texts(references__json=json.dumps([{**BOOK, "id": "b"}, BOOK, BOOK, 3])), "m")

    assert json.loads(result.files[LISTED]) == [3, BOOK, {**BOOK, "id": "b"}]


def test_collecting_gives_keys_and_mends_every_citation() -> None:
    works = [
        {
            "id": "http://zotero.org/u/A",
            "type": "book",
            "title": "A",
            "author": [{"family": "Koch"}],
            "issued": {"raw": "2013"},
        },
        {
            "id": "http://zotero.org/u/B",
            "type": "book",
            "title": "B",
            "author": [{"family": "Koch"}],
            "issued": {"raw": "2013"},
        },
        {"id": "džuganová:2002brief", "type": "book", "title": "C"},
        {"type": "book", "title": "A Long Story Told"},
        {"type": "book", "title": "Ж"},
    ]
    files = {
        **texts(references__json=json.dumps(works)),
        MAP: 'title: M\nwork: "http://zotero.org/u/A"\n',
        "m/nodes/broken.md": "---\nkind: [\n---\n",
        "m/nodes/other.md": "---\nkind: claim\ncites: [x]\nvoice: {a: b}\n---\n",
        TOP: "---\nkind: thesis\ntitle: T\nstatement: It is so.\nvoice: [džuganová:2002brief]\n"
        'cites:\n  - "http://zotero.org/u/B, p. 3"\n---\nSee [@{http://zotero.org/u/A}].\n',
    }

    result = collected(files, "m")

    keys = [entry["id"] for entry in json.loads(result.files[LISTED])]
    assert keys == ["a-long-story-nd", "dzuganova-2002brief", "koch-2013", "koch-2013-2", "zh-nd"]
    assert 'work: "koch-2013"\n' in result.files[MAP]
    assert 'voice: [dzuganova-2002brief]\ncites:\n  - "koch-2013-2, p. 3"\n---\nSee [@koch-2013].' in result.files[TOP]
    assert json.loads(result.files[LISTED])[2]["custom"] == {"id": "http://zotero.org/u/A"}
    assert collected({**files, **result.files}, "m").files == {}


@given(st.lists(WORK, max_size=3), st.lists(WORK, max_size=4))
def test_collecting_loses_nothing_and_does_its_work_once(
    listed: list[dict[str, object]], brought: list[dict[str, object]]
) -> None:
    works = [json.dumps(yaml_form(work), ensure_ascii=False) for work in brought]
    files = texts(*works, references__json=json.dumps(listed))
    before = read(files)

    result = collected(files, "m")
    after = read({**files, **result.files})

    assert [(one.key, one.entry) for one in after.maps[0].references] == [
        (one.key, one.entry) for one in before.maps[0].references
    ]
    assert collected({**files, **result.files}, "m").files == {}
    assert result.left or "AM098" not in codes(after) or "AM052" in codes(after)


@given(WORK)
def test_a_work_written_into_a_node_reads_as_it_was(work: dict[str, object]) -> None:
    value, findings = parse_yaml(f"- {json.dumps(yaml_form(work), ensure_ascii=False)}", "")

    assert findings == []
    assert isinstance(value, Listing)
    assert json.loads(json.dumps(csl_of(value.items[0])), parse_int=str) == json.loads(json.dumps(work), parse_int=str)


def test_a_new_node_can_bring_its_work() -> None:
    argument_map = the_map(texts())
    (work,) = read_references("f", json.dumps([{**BOOK, "title": "The *Ж*", "author": [{"family": "K"}]}])).references

    file = new_file(
        argument_map, argument_map.nodes[0], Answer.EVIDENCE, Words("new", "T", "It is.", ("a",), "So.", (work.entry,))
    )

    after = read({**texts(), file.path: file.text})
    assert after.findings == ()
    assert after.maps[0].references[0].entry == work.entry
