"""Abbreviations tell what they stand for where they stand first, and nothing else changes."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.maps import Term
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
    ],
)
def test_what_is_no_running_text_is_left_alone(text: str) -> None:
    assert explained(text, MEANINGS) == text


def test_running_text_goes_on_behind_what_is_left_alone() -> None:
    text = "---\ntitle: EU\n---\n# EU\n\nIn the EU.\n"

    assert explained(text, MEANINGS) == f"---\ntitle: EU\n---\n# EU\n\nIn the {EU}.\n"


def test_a_meaning_is_only_text() -> None:
    assert explained("R&D", MEANINGS) == ('<abbr title="research &quot;and&quot; &lt;development&gt;">R&D</abbr>')


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
