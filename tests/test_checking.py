"""Where a reader can check what a map says: evidence names its work and place, a quotation leads to its words."""

import json
import re
from html import unescape

import pytest

from argmap.model.quotations import quotation_hash
from conftest import TOP, node
from test_voices import pages, words

QUOTE = "well-being, R&D: 50% *so* far"
WORKS = json.dumps(
    [
        {"id": "koch", "type": "book", "title": "A book", "author": [{"family": "Koch"}], "DOI": "10.1000/koch"},
        {"id": "rain", "type": "book", "title": "Rain", "author": [{"family": "Rain"}], "DOI": "10.1000/rain"},
        {"id": "sand", "type": "book", "title": "Sand", "author": [{"family": "Sand"}]},
    ]
)
MAPPED = {
    **TOP,
    "m/map.yml": "title: A map\nwork: rain\nsections: [{id: one, title: One, paragraphs: 2}]\n",
    "m/references.json": WORKS,
    "m/nodes/top.md": node(kind="thesis", supports="", voice="author", source="[{at: one.2}]"),
    "m/verified.json": json.dumps(
        {
            "argmap": "1",
            "date": "2026-11-24",
            "quotations": {"fact": {quotation_hash("one.1", QUOTE): 1}},
            "text": "0" * 64,
        }
    ),
}

LOOKED_UP = '<time datetime="2026-11-24">November 24, 2026</time>'


def page_of(web: str = "", **fields: str) -> str:
    """Return the page of evidence in a map whose text is on the web at an address, or not known to be."""
    source = f'[{{at: one.1, quote: "{QUOTE}"}}]'
    given = {"kind": "evidence", "voice": "author", "source": source, **fields}
    where = f"{MAPPED['m/map.yml']}work-url: {web}\n" if web else MAPPED["m/map.yml"]
    files = {**MAPPED, "m/map.yml": where, "m/nodes/fact.md": node(**given)}
    return unescape(pages(files)["m/fact/index.md"])


def places(page: str) -> list[str]:
    """Return where below its statement a page says that it can be checked."""
    below = page.partition('class="am-statement')[2].partition("</p>")[2]
    (listed,) = re.match(r' *<ul class="am-rests-on"[^>]*>(.*?)</ul>', below).groups()  # type: ignore[union-attr]
    return re.findall("<li>(.*?)</li>", listed)


def test_a_quotation_leads_to_its_words_in_the_text() -> None:
    told = "#:~:text=well%2Dbeing%2C%20R%26D%3A%2050%25%20so%20far"

    assert f'✓ <a href="https://e.org/a{told}">read it in the text</a>, looked up {LOOKED_UP}' in page_of(
        "https://e.org/a"
    )
    assert f'href="https://e.org/a#part{told[1:]}"' in page_of("https://e.org/a#part")


def test_where_the_text_is_not_known_to_be_on_the_web_the_words_stay() -> None:
    page = page_of()

    assert f"✓ found word for word, {LOOKED_UP}" in page
    assert "read it in the text" not in page


def test_a_quotation_that_was_not_looked_up_leads_nowhere() -> None:
    page = page_of("https://e.org/a", source="[{at: one.1, quote: not there}]")

    assert "not yet looked up as it now stands" in page
    assert "read it in the text" not in page


def test_evidence_names_its_work_the_place_and_where_it_is_below_the_statement() -> None:
    (place,) = places(page_of(cites='["koch, pp. 36–40", "koch, p. 50"]'))

    assert words(place) == "Check it in Koch (n.d.), pp. 36–40; p. 50: doi.org/10.1000/koch"
    assert '<a href="https://doi.org/10.1000/koch">' in place


def test_evidence_of_the_mapped_text_alone_is_checked_there() -> None:
    assert [words(place) for place in places(page_of())] == [
        "Nothing is cited for it; check it in Rain (n.d.), One, paragraph 1: doi.org/10.1000/rain"
    ]
    (place,) = places(page_of("https://e.org/a"))
    assert '<a href="https://e.org/a">e.org/a</a>' in place


@pytest.mark.parametrize("kind", ["claim", "counterclaim"])
def test_only_evidence_says_so(kind: str) -> None:
    assert "am-rests-on" not in page_of(kind=kind)


def test_a_work_that_is_nowhere_on_the_web_is_named_alone() -> None:
    assert [words(place) for place in places(page_of(cites="[sand]"))] == ["Check it in Sand (n.d.)"]
