"""Citations are found in prose where pandoc would find them, and nowhere else; addresses with an @ stay whole."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from argmap.model.clusters import Citation, Mode, parse_cite
from argmap.read.prose import read_prose

PROSE_LIKE = st.text(st.sampled_from("@@ab-.;:,()[]<>`\\ \n\t{}é"), max_size=120)


def cited(prose: str) -> list[list[Citation]]:
    return [list(cited_at.cluster.citations) for cited_at in read_prose(prose).citations]


def keys(prose: str) -> list[str]:
    return [citation.key for citations in cited(prose) for citation in citations]


@pytest.mark.parametrize(
    ("prose", "citation"),
    [
        ("@a", Citation("a", "", "", Mode.AUTHOR_IN_TEXT)),
        ("@a [p. 3]", Citation("a", "", ", p. 3", Mode.AUTHOR_IN_TEXT)),
        ("@a [ pp.\n3 ]", Citation("a", "", ", pp. 3", Mode.AUTHOR_IN_TEXT)),
        ("[@a]", Citation("a", "", "", Mode.NORMAL)),
        ("[-@a, p. 3]", Citation("a", "", ", p. 3", Mode.SUPPRESS_AUTHOR)),
        ("[see\n also @a, chap. 2, and more]", Citation("a", "see also", ", chap. 2, and more", Mode.NORMAL)),
        ("[see -@a]", Citation("a", "see", "", Mode.SUPPRESS_AUTHOR)),
    ],
    ids=["narrative", "with locator", "over lines", "bracket", "without author", "with words", "words, no author"],
)
def test_a_citation_is_taken_apart(prose: str, citation: Citation) -> None:
    assert cited(prose) == [[citation]]


def test_works_cited_together_are_one_cluster() -> None:
    assert cited("[see @koch-2013, p. 114; -@b; @c]") == [
        [
            Citation("koch-2013", "see", ", p. 114", Mode.NORMAL),
            Citation("b", "", "", Mode.SUPPRESS_AUTHOR),
            Citation("c", "", "", Mode.NORMAL),
        ],
    ]


def test_citations_know_the_line_on_which_they_begin() -> None:
    prose = (
        "# As @a says\n\n- one\n- [@b;\n  @c] and\n  @d\n\n> | x | y |\n> |---|---|\n> | @e | 1 |\n\nx[^1]\n\n[^1]: @f"
    )

    lines = [(cited_at.cluster.citations[0].key, cited_at.line) for cited_at in read_prose(prose).citations]

    assert lines == [("a", 0), ("b", 3), ("d", 5), ("e", 9), ("f", 13)]


@pytest.mark.parametrize(
    ("prose", "key"),
    [
        ("So says @koch-2013.", "koch-2013"),
        ("(@koch-2013)", "koch-2013"),
        ("@koch-2013: a claim", "koch-2013"),
        ("@koch-2013 - a claim", "koch-2013"),
        ("@коч_2013", "коч_2013"),
        ("@a.b:c/d", "a.b:c/d"),
        ("@koch-2013's", "koch-2013"),
        ("@{https://example.org/a}", "https://example.org/a"),
        ('"@koch-2013"', "koch-2013"),
        ("*as @koch-2013*", "koch-2013"),
        ("] @koch-2013", "koch-2013"),
        ("\\\\@koch-2013", "koch-2013"),
    ],
)
def test_punctuation_behind_a_key_is_no_part_of_it(prose: str, key: str) -> None:
    assert keys(prose) == [key]


@pytest.mark.parametrize(
    "prose",
    [
        "someone@example.org",
        "[someone@example.org]",
        "some.one+x@example.org",
        "x.@a",
        "@@a",
        "[@@a]",
        "@ a",
        "[@]",
        "[@ a]",
        r"\@a",
        "[see nothing]",
        "`@a`",
        "`[@a]`",
        "`` @a ` @b ``",
        "`a\n@b`",
        "<https://example.org/@a>",
        "<mailto:@a>",
        "[words](https://example.org/@a)",
        "https://medium.com/@smith",
        "(see https://example.org/?by=-@a)",
        "[x; https://medium.com/@smith]",
        "www.example.org/x@a and www.example.org/,@a",
        "medium.com/@smith",
        "[words](https://example.org 'by @a')",
        "[words][x]\n\n[x]: https://example.org/@a",
        "<span title='@a'>",
        "$@a$",
        "    @a",
        "```\n@a\n```",
        "~~~ words\n@a\n\n@b\n~~~",
    ],
)
def test_what_only_looks_like_a_citation_is_passed_over(prose: str) -> None:
    assert keys(prose) == []


def test_a_citation_in_a_links_words_is_none_and_is_told_of() -> None:
    read = read_prose("So\n[as @a says](https://example.org).")

    assert read.citations == ()
    assert [(fault.line, fault.message) for fault in read.faults] == [(1, "a citation within a link: @a")]
    assert r"\@" in read.faults[0].hint


def test_brackets_behind_a_citation_that_are_a_link_or_a_footnote_are_no_locator() -> None:
    narrative = Citation("a", "", "", Mode.AUTHOR_IN_TEXT)

    assert cited("@a [p. 3](https://example.org)") == [[narrative]]
    assert cited("@a [p. 3][x]\n\n[x]: https://example.org") == [[narrative]]
    assert cited("@a [x]\n\n[x]: https://example.org") == [[narrative]]
    assert cited("@a [^1]\n\n[^1]: x") == [[narrative]]
    assert cited("@a [p. 3") == [[narrative]]
    assert cited("@a [p. 3; and more]") == [[narrative]]


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("a ` b @x", ["x"]),
        ("a `` b ` @x", ["x"]),
        (r"\`@x`", ["x"]),
        (r"\` @x `", ["x"]),
        ("`a` @x `b`", ["x"]),
        ("``a` @x `b``", []),
        ("`a``@x`", []),
        ("[`;` @x; `` ` ; ``]", ["x"]),
        ("[see `@y` @x ` ;]", ["x"]),
        ("a ` b\n\n@x ` c", ["x"]),
        ("a ` b\n \t\n@x ` c", ["x"]),
        ("a ` b\n@x ` c", []),
    ],
)
def test_code_ends_at_as_many_backticks_or_not_at_all(prose: str, found: list[str]) -> None:
    assert keys(prose) == found


@pytest.mark.parametrize(
    ("prose", "found"),
    [
        ("```\n@a\n```\n@x", ["x"]),
        ("```\n@a\n~~~\n@b\n```\n@x", ["x"]),
        ("``` a ``` b\n@x", ["x"]),
    ],
)
def test_a_fenced_block_of_code_ends_at_its_own_fence(prose: str, found: list[str]) -> None:
    assert keys(prose) == found


@pytest.mark.parametrize(
    ("prose", "first"),
    [
        ("@a [p. 3; @b, p. 4]", Citation("a", "", ", p. 3", Mode.AUTHOR_IN_TEXT)),
        ("@a [@b, p. 4]", Citation("a", "", "", Mode.AUTHOR_IN_TEXT)),
    ],
)
def test_a_narrative_citation_may_have_others_behind_it(prose: str, first: Citation) -> None:
    assert cited(prose) == [[first, Citation("b", "", ", p. 4", Mode.NORMAL)]]


@pytest.mark.parametrize("prose", ["[@a; nobody]", "[@a and @b]", "[see [@a]; and @b]"])
def test_brackets_of_which_a_part_does_not_cite_one_work_are_words_around_citations(prose: str) -> None:
    modes = {citation.mode for citations in cited(prose) for citation in citations}

    assert keys(prose) == ["a", "b"][: prose.count("@")]
    assert Mode.AUTHOR_IN_TEXT in modes


def test_words_around_a_citation_keep_their_markup_for_pandoc() -> None:
    assert cited("[see *also* [here] @a, `p; q`, **3**]") == [
        [Citation("a", "see *also* [here]", ", `p; q`, **3**", Mode.NORMAL)]
    ]


def test_a_bracket_within_a_bracket_is_a_citation_by_itself() -> None:
    assert cited("[[@a, p. 3]]") == [[Citation("a", "", ", p. 3", Mode.NORMAL)]]


def test_brackets_do_not_reach_over_an_empty_line() -> None:
    assert [citation.mode for (citation,) in cited("[see\n\n@a]")] == [Mode.AUTHOR_IN_TEXT]


@given(st.text(max_size=200) | PROSE_LIKE)
@example("\n")
def test_a_citation_found_in_any_text_is_written_on_its_line_or_behind(prose: str) -> None:
    lines = prose.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for cited_at in read_prose(prose).citations:
        assert cited_at.cluster.citations
        for citation in cited_at.cluster.citations:
            assert any(f"@{citation.key}" in line or f"@{{{citation.key}}}" in line for line in lines[cited_at.line :])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("koch-2013", ("koch-2013", "")),
        ("koch-2013, pp. 112-113", ("koch-2013", "pp. 112-113")),
        (" koch-2013 ,p. 1, 2 ", ("koch-2013", "p. 1, 2")),
        ("", ("", "")),
    ],
)
def test_a_citation_of_the_front_matter_is_a_key_and_a_locator(text: str, expected: tuple[str, str]) -> None:
    assert parse_cite(text) == expected
