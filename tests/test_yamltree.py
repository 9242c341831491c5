"""YAML read strictly: texts stay texts, everything has a place, and no trick of YAML gets through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.characters import forbidden_characters, without_forbidden
from argmap.model.findings import Finding, Place
from argmap.read.yamltree import Listing, Scalar, Table, Value, implicit_type, parse_yaml

ANY = st.text(st.characters() | st.sampled_from("\ud800\x00\x85\u2028\ufeff"), max_size=200)
YAML_LIKE = st.text(st.sampled_from("abc-:>|{}[]&*!#'\"\n ,1.@%?~=<\t\x85\u2028\u2029"), max_size=200)


def one(text: str) -> Finding:
    """Return the only finding about this YAML."""
    (finding,) = parse_yaml(text, "f")[1]
    return finding


def table(text: str) -> Table:
    value, findings = parse_yaml(text, "f")
    assert findings == []
    assert isinstance(value, Table)
    return value


def test_every_value_and_key_knows_where_it_stands() -> None:
    value, findings = parse_yaml("a: b\nc:\n  - d\n  - {e: f}\n", "f", first_line=2)

    assert findings == []
    assert value == Table(
        {
            "a": Scalar("b", Place("f", 2, 4)),
            "c": Listing(
                (
                    Scalar("d", Place("f", 4, 5)),
                    Table({"e": Scalar("f", Place("f", 5, 9))}, {"e": Place("f", 5, 6)}, Place("f", 5, 5)),
                ),
                Place("f", 4, 3),
            ),
        },
        {"a": Place("f", 2, 1), "c": Place("f", 3, 1)},
        Place("f", 2, 1),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("no", "a yes-or-no value"),
        ("On", "a yes-or-no value"),
        ("1.10", "a number"),
        ("010", "a number"),
        ("12:30", "a number"),
        ("2013-04-26", "a date"),
        ("~", "nothing at all"),
        ("<<", "an instruction to merge"),
        ("=", "a default value"),
        ("", "nothing at all"),
        ("*", "a sign of its own"),
        ("08", ""),
        ("nobody", ""),
        ("Norway", ""),
    ],
)
def test_what_yaml_would_make_of_a_word_is_known(text: str, words: str) -> None:
    assert implicit_type(text) == words


def test_a_plain_word_stays_as_written_and_tells_what_it_would_become() -> None:
    assert table("a: no").entries["a"] == Scalar("no", Place("f", 1, 4), "a yes-or-no value")


@pytest.mark.parametrize("text", ["a: 'no'", 'a: "no"', "a: |-\n  no", "a: >-\n  no"])
def test_a_quoted_word_becomes_nothing_else(text: str) -> None:
    value = table(text).entries["a"]

    assert isinstance(value, Scalar)
    assert (value.text, value.turned_into) == ("no", "")


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n"], ids=["nothing", "lines", "comment"])
def test_an_empty_document_is_no_value_and_no_fault(text: str) -> None:
    assert parse_yaml(text, "f") == (None, [])


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        ("a: &x b", "the anchor &x is not allowed here", 4),
        ("a: !!str b", "the tag tag:yaml.org,2002:str is not allowed here", 4),
        ("a: !!python/name:os.system", "the tag tag:yaml.org,2002:python/name:os.system is not allowed here", 4),
        ("a: [&x b]", "the anchor &x is not allowed here", 5),
        ("*x : b", "the alias *x stands for text written elsewhere", 1),
        ("a: [*x]", "the alias *x stands for text written elsewhere", 5),
        ("a: *x", "the alias *x stands for text written elsewhere", 4),
    ],
    ids=["anchor", "tag", "object", "anchor in a list", "alias as key", "alias in a list", "alias as value"],
)
def test_anchors_aliases_and_tags_are_found_where_they_stand(text: str, message: str, column: int) -> None:
    finding = one(text)

    assert (finding.place, finding.code, finding.message) == (Place("f", 1, column), "AM009", message)
    assert re.fullmatch(r"write the value out instead; a text that begins with [*&!] needs quotes", finding.hint)


def test_what_an_alias_stands_for_is_left_out() -> None:
    value, findings = parse_yaml("a: &x b\nc: *x\nd: [*x, e]\n*x : f\n", "f")

    assert [finding.place.line for finding in findings] == [1, 2, 3, 4]
    assert isinstance(value, Table)
    assert list(value.entries) == ["a", "d"]
    assert value.entries["d"] == Listing((Scalar("e", Place("f", 3, 9)),), Place("f", 3, 4))


def test_the_tag_that_only_says_text_is_allowed() -> None:
    assert table("a: ! b").entries["a"] == Scalar("b", Place("f", 1, 4))


def test_a_thousand_laughs_stay_small() -> None:
    lines = ["a0: &a0 [ha]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 20))]
    value, findings = parse_yaml("\n".join(lines), "f")

    assert isinstance(value, Table)
    assert {finding.code for finding in findings} == {"AM009"}
    assert value.entries["a19"] == Listing((), Place("f", 20, 6))


def test_the_first_of_two_equal_keys_counts() -> None:
    value, findings = parse_yaml("a: b\nc: d\na: e\n", "f")

    assert findings == [
        Finding(Place("f", 3, 1), "AM010", "a is given twice, first on line 1", "delete one of the two"),
    ]
    assert isinstance(value, Table)
    assert value.entries["a"] == Scalar("b", Place("f", 1, 4))


@pytest.mark.parametrize("text", ["[a]: b", "{a: b}: c"], ids=["a list", "a table"])
def test_a_key_is_a_word(text: str) -> None:
    assert one(text) == Finding(Place("f", 1, 1), "AM008", "a key must be a word", "put it in quotes")


def test_there_is_one_document() -> None:
    assert table("---\na: b\n...\n").entries["a"] == Scalar("b", Place("f", 2, 4))
    assert one("a: b\n---\nc: d\n") == Finding(
        Place("f", 2, 1), "AM008", "a second YAML document begins here", "delete it"
    )


@pytest.mark.parametrize(("opening", "column"), [("[", 9), ("{a: ", 30), ("- ", 17)], ids=["lists", "tables", "dashes"])
def test_values_nest_eight_deep_and_no_deeper(opening: str, column: int) -> None:
    assert "nested more than 8 levels" not in "".join(finding.message for finding in parse_yaml(opening * 7, "f")[1])
    assert one(opening * 5000) == Finding(
        Place("f", 1, column),
        "AM008",
        "values are nested more than 8 levels deep",
        "no field needs that; write it flat",
    )


QUOTES = "put the whole text in quotes"
COLON = "a colon and a space stand within a text"
COMMENT = '" #" begins a comment, so the text ends before it'
REMARK = f"{QUOTES}; a remark stands on a line of its own"
UNCLOSED = ("the quotation mark that opens here is not closed", "write it again at the end of the text")
FIRST = "begin each field where the first one begins"
UNREADABLE = {
    "colon": ("a: b: c", 1, 5, COLON, f'{QUOTES}, as in a: "b: c"'),
    "colon and quotes": ("""a: b's: "c\"""", 1, 7, COLON, f"""{QUOTES}, as in a: 'b''s: "c"'"""),
    "colon in a long text": (f"a: b: {'c' * 200}", 1, 5, COLON, QUOTES),
    "indented": ("a: b\n  c: d", 2, 3, "this field begins further right than the one above", FIRST),
    "first indented": ("  a: b\nc: d", 2, 1, "this line begins elsewhere than the fields above it", FIRST),
    "less indented": ("a:\n    b: c\n  d: e", 3, 3, "this line begins elsewhere than the fields above it", FIRST),
    "no space": ("a: b\ntitle:A title\nc: d", 2, 6, "no space stands behind the colon", "write title: A title"),
    "no field": ("a: b\nwords\nc: d", 2, 1, "this line is no field", "write a name, a colon and a space before it"),
    "no fields": ("words\nc: d", 1, 1, "this line is no field", "write a name, a colon and a space before it"),
    "block": (
        "a: >-\nWords\nc: d",
        2,
        1,
        "a text behind > or | stands further right",
        "begin the line with two spaces",
    ),
    "block at once": (
        "a: | b",
        1,
        6,
        "the text behind > or | begins on the next line",
        "write it there, behind two spaces",
    ),
    "bracket": ("a: [b\nc: d\n", 1, 4, "the bracket [ that opens here is not closed", "write ] at its end"),
    "brace": ("a: {b: c\nd: e\n", 1, 4, "the bracket { that opens here is not closed", "write } at its end"),
    "comment in brackets": ("a: [b #5]\nc: d", 1, 7, COMMENT, REMARK),
    "comment in a text": ("a: b #5\n  goes on\nc: d", 1, 6, COMMENT, REMARK),
    "colon in brackets": ("a: [x, b: c: d]", 1, 12, COLON, f'{QUOTES}: "b: c: d"'),
    "colon in braces": ("a: {x: y, b: c: d}", 1, 15, COLON, f'{QUOTES}: "c: d"'),
    "colon in a long brace": (f"a: {{b: c: {'d' * 200}}}", 1, 9, COLON, QUOTES),
    "quotes in brackets": ('a: ["b" c]', 1, 9, "within [ ], a text ends or begins here", "put each text in quotes"),
    "sign": ("a: @b", 1, 4, "a text cannot begin with @", QUOTES),
    "closing sign": ("a: ]b", 1, 4, "a text cannot begin with ]", QUOTES),
    "question": ("a: ? b", 1, 4, "a text cannot begin with ?", QUOTES),
    "emphasis": ("a: *b* c", 1, 4, "a text cannot begin with *", QUOTES),
    "dash": ("a: - b", 1, 4, "a list cannot begin here", "begin it on the next line"),
    "dash as a field": ("a: b\n- c", 2, 1, "this line begins elsewhere than the fields above it", FIRST),
    "field in a list": ("- a\nb: c", 2, 1, "this line begins elsewhere than the fields above it", FIRST),
    "quote": ("a: 'b", 1, 4, *UNCLOSED),
    "quote above another": (
        'a: "b\nc: "d"',
        1,
        4,
        "the quotation mark that opens here is closed only behind c:",
        "close it",
    ),
    "quote above an apostrophe": ("a: 'b\n  c: it's", 1, 4, *UNCLOSED),
    "swallowed": ('a: "b\nc: d"', 1, 4, "the quotation mark that opens here is closed only behind c:", "close it"),
    "quotes within": (
        'a: "b "c" d"',
        1,
        8,
        "text stands behind the closing quotation mark",
        "let the marks enclose all",
    ),
    "apostrophe within": (
        "a: 'it's'",
        1,
        8,
        "text stands behind the closing quotation mark",
        "let the marks enclose all",
    ),
    "rest": ("a: [b] c", 1, 8, "this belongs to no field", f"delete it, or {QUOTES}"),
    "escape": (r'a: "C:\So"', 1, 7, r"\S within double quotes means nothing", r"write \\ for a backslash"),
    "tab": ("\ta: b", 1, 1, "a tab stands where YAML takes only spaces", "write spaces in its place"),
    "tab later": ("a: b\n\tc: d", 2, 1, "a tab stands where YAML takes only spaces", "write spaces in its place"),
    "surrogate": ('a: "\\ud800"', 1, 7, "this YAML cannot be read: ", "text that holds a colon"),
}


@pytest.mark.parametrize(("text", "line", "column", "message", "hint"), UNREADABLE.values(), ids=UNREADABLE)
def test_yaml_that_cannot_be_read_is_explained_where_it_can_be_mended(
    text: str, line: int, column: int, message: str, hint: str
) -> None:
    value, (finding,) = parse_yaml(text, "f", first_line=3)

    assert value is None
    assert (finding.place, finding.code) == (Place("f", line + 2, column), "AM008")
    assert finding.message.startswith(message)
    assert finding.hint.startswith(hint)


@pytest.mark.parametrize("sign", ["\x85", "\u2028", "\u2029"], ids=["U+0085", "U+2028", "U+2029"])
def test_lines_are_counted_as_editors_count_them(sign: str) -> None:
    assert one(f"a: b{sign}b\nc: &x d").place == Place("f", 2, 4)


def test_a_value_left_out_at_the_end_stands_at_the_end() -> None:
    assert parse_yaml("ab: c\n? d", "f")[0] == Table(
        {"ab": Scalar("c", Place("f", 1, 5)), "d": Scalar("", Place("f", 2, 4), "nothing at all")},
        {"ab": Place("f", 1, 1), "d": Place("f", 2, 3)},
        Place("f", 1, 1),
    )


def test_half_a_character_is_read_around() -> None:
    assert table("a: b\ud800c").entries["a"] == Scalar("b\ufffdc", Place("f", 1, 4))


def _places(value: Value) -> list[Place]:
    if isinstance(value, Listing):
        return [value.place, *(place for item in value.items for place in _places(item))]
    if isinstance(value, Table):
        inner = [place for item in value.entries.values() for place in _places(item)]
        return [value.place, *value.keys.values(), *inner]
    return [value.place]


@given(ANY | YAML_LIKE)
def test_any_text_is_read_or_reported_at_places_within_it(text: str) -> None:
    text = text.replace("\r", "")
    value, findings = parse_yaml(text, "f")

    lines = text.split("\n")
    for place in [*(finding.place for finding in findings), *(_places(value) if value else [])]:
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\x00", "AM002"),
        ("\x1b", "AM002"),
        ("\x7f", "AM002"),
        ("\x9f", "AM002"),
        ("\ud800", "AM002"),
        ("\ufdd0", "AM002"),
        ("\uffff", "AM002"),
        ("\u200f", "AM003"),
        ("\u202e", "AM003"),
        ("\u2066", "AM003"),
    ],
    ids=lambda value: value if len(value) > 1 else f"U+{ord(value):04X}",
)
def test_characters_that_deceive_or_break_are_known(character: str, code: str) -> None:
    assert list(forbidden_characters(f"ab{character}c")) == [(2, code, f"U+{ord(character):04X}")]
    assert without_forbidden(f"ab{character}c") == "abc"


def test_letters_of_any_script_and_white_space_are_allowed() -> None:
    text = "Қазақстан, Ελλάδα, 中文, עברית, 👩\u200d🔬\t\n\r\x85\ufeff\u00ad"

    assert list(forbidden_characters(text)) == []
    assert without_forbidden(text) == text
