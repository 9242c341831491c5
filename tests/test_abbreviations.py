"""Abbreviations tell what they stand for where they stand first, and nothing else changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.beside import Term
from argmap.pages.abbreviations import expansions, with_abbreviations

MEANINGS = {"EU": "European Union", "EAEU": "Eurasian Economic Union", "R&D": 'research "and" <development>'}
EU = '<abbr title="European Union">EU</abbr>'


def explained(text: str, meanings: dict[str, str]) -> str:
    (marked,) = with_abbreviations([text], meanings)
    return marked


def test_the_first_of_each_is_marked() -> None:
    assert explained("The EU, the EAEU and the EU.", MEANINGS) == (
        f'The {EU}, the <abbr title="Eurasian Economic Union">EAEU</abbr> and the EU.'
    )


def test_a_page_of_several_parts_has_the_first_of_each_marked_once() -> None:
    assert with_abbreviations(["No.\n", "<p>The EU.</p>", "The EU.\n"], MEANINGS) == [
        "No.\n",
        f"<p>The {EU}.</p>",
        "The EU.\n",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "EUR and neu and NEU",
        "`EU`",
        "```\nEU\n```\n",
        '<a href="/EU/" title="EU">x</a>',
        "<nav>the EU</nav>",
        "<dd data-am-copy>the <em>EU</em></dd>",
        "[x](https://example.org/EU)",
        "see https://example.org/EU-x",
        "# The EU\n",
        "[EU]: https://example.org\n",
        "---\ntitle: The EU\n---\n",
        EU,
        "&EU; &#EU; &#xEU",
    ],
)
def test_what_is_no_running_text_is_left_alone(text: str) -> None:
    assert explained(text, MEANINGS) == text


@pytest.mark.parametrize("term", ["45", "0045", "123", "lt", "amp", "x27", "27", "amp;D", "#45"])
def test_no_term_is_found_within_a_character_reference(term: str) -> None:
    text = "a &#45; b &#0045; &#123; &lt;i&gt; R&amp;D &#x27; &#X27; &lt &#45"

    assert explained(text, {term: "something"}) == text


def test_running_text_goes_on_behind_what_is_left_alone() -> None:
    text = "---\ntitle: EU\n---\n# EU\n\nIn the EU.\n"

    assert explained(text, MEANINGS) == f"---\ntitle: EU\n---\n# EU\n\nIn the {EU}.\n"


def test_a_meaning_is_only_text() -> None:
    assert explained("R&D", MEANINGS) == ('<abbr title="research &#34;and&#34; &lt;development&gt;">R&D</abbr>')


def test_a_term_beside_character_references_is_found() -> None:
    meanings = {"45": "forty-five", "123": "one two three", "lt": "less than", "x2d": "a sign"}

    assert explained("a &#45; &lt; &#123; &#x2d; b", meanings) == "a &#45; &lt; &#123; &#x2d; b"
    assert explained("a &lt; 45", meanings) == 'a &lt; <abbr title="forty-five">45</abbr>'


@pytest.mark.parametrize("written", ["C++", "C&#43;&#43;", "R&D", "R&amp;D", "S&#38;P"])
def test_a_term_is_found_however_its_signs_are_encoded(written: str) -> None:
    meanings = {"C++": "a language", "R&D": "research", "S&P": "an index"}

    assert re.fullmatch(f'a <abbr title="[^"]*">{re.escape(written)}</abbr> b', explained(f"a {written} b", meanings))


def test_mathematics_and_addresses_whose_signs_are_encoded_are_left_alone() -> None:
    text = "<math><mi>EU</mi></math> https&#58;//example.org/EU"

    assert explained(text, MEANINGS) == text


@given(st.text(st.sampled_from("EU A`<>/[]()#:-\nabr=\"'")))
def test_without_the_marks_the_text_is_what_it_was(text: str) -> None:
    marked = explained(text, MEANINGS)

    assert re.sub(r'<abbr title="[^"]*">(EU|EAEU)</abbr>', r"\1", marked) == text


def test_only_terms_that_stand_for_something_are_abbreviations() -> None:
    assert expansions((Term("EU", "organisation", "European Union"), Term("Koch", "person"))) == {
        "EU": "European Union"
    }


@pytest.mark.parametrize(
    "text", ["![the EU](a.png)", "[text][EU]", "    EU\n", "EU\n==\n", 'A word{: title="EU" }', "<form>EU</form>"]
)
def test_markup_that_people_write_is_left_alone(text: str) -> None:
    assert explained(text, {"EU": "European Union"}) == text
