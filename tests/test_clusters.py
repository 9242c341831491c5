"""Citations are found in prose where pandoc would find them, and nowhere else."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from argmap.model.clusters import Citation, Mode, clusters_in, parse_cite

PROSE_LIKE = st.text(st.sampled_from("@@ab-.;:,()[]<>`\\ \n\t{}é"), max_size=120)


def cited(prose: str) -> list[list[Citation]]:
    return [list(span.cluster.citations) for span in clusters_in(prose)]


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


def test_citations_stand_where_they_are_written() -> None:
    prose = "As @a [p. 3] says [@b; @c], so @d."

    assert [prose[span.start : span.end] for span in clusters_in(prose)] == ["@a [p. 3]", "[@b; @c]", "@d"]


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
        "[words](<an address with (one bracket> @a",
        "```\n@a\n```",
        "~~~ words\n@a\n\n@b\n~~~",
    ],
)
def test_what_only_looks_like_a_citation_is_passed_over(prose: str) -> None:
    assert keys(prose) == []


def test_text_in_a_link_is_no_cluster() -> None:
    assert cited("[@a](https://example.org)") == [[Citation("a", "", "", Mode.AUTHOR_IN_TEXT)]]
    assert cited("[@a][b]") == [[Citation("a", "", "", Mode.AUTHOR_IN_TEXT)]]


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


def test_brackets_in_which_a_part_cites_nothing_are_left_as_they_are() -> None:
    assert cited("[@a; nobody] and [@b]") == [[Citation("b", "", "", Mode.NORMAL)]]


def test_brackets_do_not_reach_over_an_empty_line() -> None:
    assert [citation.mode for (citation,) in cited("[see\n\n@a]")] == [Mode.AUTHOR_IN_TEXT]


@given(st.text(max_size=200) | PROSE_LIKE)
@example("\n")
def test_citations_of_any_text_are_ordered_apart_and_within_it(prose: str) -> None:
    end = 0
    for span in clusters_in(prose):
        assert end <= span.start < span.end <= len(prose)
        assert span.cluster.citations
        for citation in span.cluster.citations:
            assert f"@{citation.key}" in prose[span.start : span.end]
        end = span.end


CITATIONS = {"[@a": 33_333, "@a [": 25_000, "@a.": 1, "[@a;": 25_000}


@pytest.mark.parametrize(
    "part",
    ["[", "@", "`", "[[[[@@@", "[[[[@@@`", "[@", "[@a", "@a [", "](", "<", "\\`", "`a``b", "@a.", "\n \n", "[@a;"],
    ids=repr,
)
@pytest.mark.parametrize("start", ["", "[@a"], ids=repr)
def test_a_hundred_kilobytes_of_signs_are_read(start: str, part: str) -> None:
    found = clusters_in(start + (part * 100_000)[:100_000])

    assert len(found) == pytest.approx(CITATIONS.get(part, 0), abs=1)  # the start may be one more


def test_many_backticks_of_many_lengths_are_read() -> None:
    assert clusters_in("a".join("`" * length for length in range(450))) == []


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
