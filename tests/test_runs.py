"""Formatted text is data until a page or an archive writes it, and what is written is safe wherever it stands."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from argmap.citations.runs import Run, Runs, TextStyle, labelled, led_by_names, markup_of, plain_text

EM, STRONG = TextStyle.EMPHASIS, TextStyle.STRONG
RUNS = st.lists(
    st.builds(
        Run,
        st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=20),
        st.lists(st.sampled_from(TextStyle), unique=True, max_size=3).map(tuple),
        st.sampled_from(["", "koch-2013"]),
        st.sampled_from(["", "https://example.org/?a&b", "javascript:alert(1)"]),
    )
).map(tuple)


class Page(HTMLParser):
    """The words of a piece of HTML, where it leads, and which elements of it stand open at the end."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.words = ""
        self.links: list[str | None] = []
        self.open: list[str] = []
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.links += [dict(attrs)["href"]] if tag == "a" else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def on_page(key: str) -> str:
    return f"../references/#ref-{key}"


@pytest.mark.parametrize(
    ("style", "markup"),
    [
        (TextStyle.CODE, "<code>x</code>"),
        (TextStyle.EMPHASIS, "<em>x</em>"),
        (TextStyle.NOCASE, '<span class="nocase">x</span>'),
        (TextStyle.SMALL_CAPS, '<span class="smallcaps">x</span>'),
        (TextStyle.STRONG, "<strong>x</strong>"),
        (TextStyle.SUBSCRIPT, "<sub>x</sub>"),
        (TextStyle.SUPERSCRIPT, "<sup>x</sup>"),
    ],
)
def test_each_style_has_its_element(style: TextStyle, markup: str) -> None:
    assert markup_of((Run("x", (style,)),), on_page) == markup


def test_what_neighbours_share_is_opened_once() -> None:
    runs = (Run("a ", (EM,)), Run("b", (EM, STRONG)), Run(" c", (EM,)), Run(" d"))

    assert markup_of(runs, on_page) == "<em>a <strong>b</strong> c</em> d"
    assert markup_of((Run("a", (EM,)), Run("b", (STRONG,))), on_page) == "<em>a</em><strong>b</strong>"


def test_whoever_writes_decides_where_a_citation_leads() -> None:
    runs = (Run("(see "), Run("Koch", (EM,), reference="koch-2013"), Run(")"))

    assert markup_of(runs, on_page) == '(see <a href="../references/#ref-koch-2013"><em>Koch</em></a>)'
    assert markup_of(runs, lambda key: f"#{key}") == '(see <a href="#koch-2013"><em>Koch</em></a>)'


def test_text_to_be_copied_leads_nowhere() -> None:
    runs = (Run("Koch", reference="koch-2013"), Run(" at "), Run("here", address="https://example.org/"))

    assert markup_of(runs, None) == "Koch at here"


@pytest.mark.parametrize("address", ["https://a.org/", "HTTP://a.org/", "mailto:a@b.org"])
def test_addresses_of_the_web_and_for_mail_are_links(address: str) -> None:
    assert markup_of((Run("x", address=address),), on_page) == f'<a href="{address}">x</a>'


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//a.org", "../x", "ftp://a.org", "#x"])
def test_any_other_address_is_only_its_words(address: str) -> None:
    assert markup_of((Run("x", address=address),), on_page) == "x"


def test_an_address_cannot_end_its_attribute() -> None:
    written = markup_of((Run("x", address='https://a.org/"onclick="x'),), on_page)

    assert written == '<a href="https://a.org/&quot;onclick=&quot;x">x</a>'


def test_a_sign_at_the_beginning_is_written_as_a_character_reference() -> None:
    assert markup_of((Run("# a - b"),), on_page) == "&#35; a - b"
    assert markup_of((Run("(a)"),), on_page) == "(a)"
    assert markup_of((Run("“a”"),), on_page) == "“a”"


def test_a_space_that_may_not_break_stays_one() -> None:
    assert markup_of((Run("s.\xa0d."),), on_page) == "s.&nbsp;d."


@given(RUNS)
def test_any_words_are_read_as_they_are_and_lead_only_where_they_may(runs: Runs) -> None:
    page = Page(markup_of(runs, on_page))

    assert page.words == plain_text(runs)
    assert page.open == []
    assert set(page.links) <= {"../references/#ref-koch-2013", "https://example.org/?a&b"}


@given(st.text(st.sampled_from("ab\\`*_[]{}()#->+!|~:&<. "), min_size=1, max_size=40))
def test_markdown_finds_nothing_in_what_is_written(words: str) -> None:
    line = " ".join(f"{words}x".split())

    shown = Page(Markdown().convert(str(markup_of((Run(line),), on_page))))

    assert shown.words == line


@pytest.mark.parametrize(
    ("words", "links"),
    [
        (["Koch (", "2013", ", p. 5)"], ["Koch (2013, p. 5)"]),
        (["(see Koch ", "2013", ", p. 5)"], ["see Koch 2013"]),
        (["(Koch ", "2013", ", p. 5; Lee and Rain ", "2014", ")"], ["Koch 2013", "Lee and Rain 2014"]),
        (["(Koch ", "2013", ", ", "2014", ")"], ["Koch 2013", "2014"]),
    ],
)
def test_the_name_of_a_work_leads_where_its_year_does(words: list[str], links: list[str]) -> None:
    keys = {word: f"key-{word}" for word in words if word.isdigit()}
    runs = tuple(Run(word, reference=keys.get(word, "")) for word in words)

    assert re.findall("<a [^>]*>([^<]*)</a>", markup_of(led_by_names(runs), on_page)) == links


@pytest.mark.parametrize(
    ("words", "links"),
    [
        (["(Koch ", "2010", ", ", "2013", ")"], [(None, "Koch 2010"), ("Koch 2013", "2013")]),
        (["Koch (", "2010", ", ", "2013", ")"], [("Koch 2010", "2010"), ("Koch 2013", "2013")]),
        (["(", "2013, 14", "; Unnamed ", "2011", ")"], [("Koch 2013, 14", "2013, 14"), (None, "Unnamed 2011")]),
        (["(", "2011", ")"], [(None, "2011")]),
    ],
    ids=lambda case: "".join(case) if isinstance(case[0], str) else "",
)
def test_a_link_with_only_a_year_is_called_by_who_made_the_work_as_well(
    words: list[str], links: list[tuple[str | None, str]]
) -> None:
    keys = {word: word[:4] for word in words if word[0].isdigit()}
    runs = tuple(Run(word, reference=keys.get(word, "")) for word in words)
    markup = markup_of(labelled(led_by_names(runs), lambda key: "" if key == "2011" else "Koch"), on_page)

    found = re.findall('<a href="[^"]*"(?: aria-label="([^"]*)")?>([^<]*)</a>', markup)
    assert [(label or None, text) for label, text in found] == links


@given(RUNS)
def test_names_that_lead_somewhere_change_no_words(runs: Runs) -> None:
    assert plain_text(led_by_names(runs)) == plain_text(runs)
