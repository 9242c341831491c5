"""In a browser, whoever types a name and a year, a word, a title, a term or a place finds it first."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from browsing import barriers, lent, served
from conftest import node
from repository import built
from test_builders import project
from test_search import CYRILLIC, written

pytestmark = pytest.mark.browser

Ask = Callable[[str], Locator]

_NAMES = ("Zetterlund", "Ahlmark", "Öberg", "Åkesson", "Ärlig")
SWEDISH = {
    "bro/map.yml": "title: Bron\nlanguage: sv\noverview: [top]\n",
    "bro/nodes/top.md": node(kind="thesis", title="Bron är bra", supports="", cites="[w0, w1, w2, w3, w4]"),
    **{f"bro/nodes/n{number}.md": node(title=f"{name} har rätt") for number, name in enumerate(_NAMES)},
    "bro/references.json": json.dumps(
        [
            {"id": f"w{number}", "type": "book", "title": "Broar", "author": [{"family": name}]}
            for number, name in enumerate(_NAMES)
        ]
    ),
}
"""A map on an English site whose names an English alphabet would put in another order."""


ECHOES = {
    "bro/nodes/echo.md": node(title="Eko är ett svar"),
    **{f"bro/nodes/eko-{number}.md": node(title=f"Eko {number}, ett svar på svar är eko") for number in range(12)},
    "m/nodes/echo.md": node(title="Eko är ett svar", voice="contributor", cites="[abay-1890]"),
}
"""Titles in which words of others recur, in two maps."""


def results(page: Page, address: str, asked: str) -> Locator:
    """Type into the search, and return the results once they are there."""
    page.goto(address + "how-to-read/")
    page.keyboard.press("/")
    page.keyboard.insert_text(asked)  # at once: each letter typed would be asked for, too
    page.keyboard.press("Shift")
    page.locator(".md-search-result__item").first.wait_for()
    return page.locator(".md-search-result__item")


def test_the_first_three_results_for_a_name_and_a_year_are_of_that_work(ask: Ask) -> None:
    found = ask("Koch 2013")

    for number in range(3):
        assert "Koch" in found.nth(number).inner_text()


@pytest.mark.parametrize(
    ("asked", "result", "leads_to"),
    [
        ("popular attitudes about China's growing", "Koch 2013", "references/#ref-koch-2013"),
        ("multi-vectorism", "A foreign policy of collaboration", "glossary/#term-multi-vectorism"),
        ("motives.5", "paragraph 5", "source/#motives.5"),
        ("Crimea", "Moscow can hardly repeat", "no-crimea-in-the-north/"),
    ],
)
def test_the_first_result_leads_to_what_was_asked_for(
    ask: Ask, page: Page, asked: str, result: str, leads_to: str
) -> None:
    found = ask(asked).first.locator(".md-search-result__link", has_text=result).first

    page.goto(str(found.evaluate("link => link.href")))
    path, _, anchor = leads_to.partition("#")
    page.wait_for_url(f"**/kazakhstan-eu/{path}**{f'#{anchor}' if anchor else ''}")
    if anchor:
        assert page.locator(f"[id='{anchor}']").is_visible()


def test_an_initial_beside_a_name_floods_the_results_with_nothing(ask: Ask) -> None:
    page = ask("Koch").page
    number = page.locator(".md-search-result__meta")
    expect(number).to_contain_text("matching")
    found = number.inner_text()

    for asked in ("J. Koch", "Koch A"):
        ask(asked)
        expect(number).to_have_text(found)
        said = page.get_by_text("Searched for “Koch”; single letters are left out.")
        expect(said).to_be_visible()
        behind = "said => said.compareDocumentPosition(document.querySelector('.md-search-result__item'))"
        assert said.evaluate(behind) == 4  # DOCUMENT_POSITION_FOLLOWING
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(said).to_be_hidden()


def test_a_letter_alone_finds_only_what_is_called_by_it(ask: Ask) -> None:
    found = ask("a")
    called = [title.split() for title in found.locator("h1, h2").all_inner_texts()]

    assert called
    assert all("a" in [word.lower().strip(".,:") for word in title] for title in called[:1])
    assert int(found.page.locator(".md-search-result__meta").inner_text().split()[0]) < 150


def test_what_is_found_of_a_node_begins_with_its_statement(ask: Ask) -> None:
    found = ask("contrast between Northern Kazakhstan and Crimea")  # words of its prose

    words = found.filter(has_text="Moscow can hardly repeat").first.locator("article").inner_text()
    assert words.splitlines()[1].startswith("It hardly appears that Moscow could repeat in Northern Kazakhstan")


FIELD, LINKS = ".md-search__input", ".md-search-result__link:visible"


def test_tab_leads_from_the_field_through_the_results_and_back(page_that_searches: Page, address: str) -> None:
    page = page_that_searches
    results(page, address, "Crimea")

    for number in range(3):
        page.keyboard.press("Tab")
        expect(page.locator(LINKS).nth(number)).to_be_focused()
    for number in (1, 0):
        page.keyboard.press("Shift+Tab")
        expect(page.locator(LINKS).nth(number)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kazakhstan-eu/no-crimea-in-the-north/**")


def test_the_search_closes_behind_whoever_leaves_it_and_holds_nobody_up(page_that_searches: Page, address: str) -> None:
    page = page_that_searches
    page.goto(address + "how-to-read/")
    page.locator(FIELD).focus()
    output = page.locator(".md-search__output")
    expect(output).not_to_have_attribute("inert", "")
    expect(output.locator(".md-search__scrollwrap")).to_have_attribute("tabindex", "-1")  # the script is there

    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Home")
    expect(output).to_have_attribute("inert", "")
    page.keyboard.press("Shift+Tab")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".md-option:focus + label")).to_be_visible()
    expect(output).to_have_attribute("inert", "")


def test_a_walk_backwards_does_not_stop_in_the_closed_search(page_that_searches: Page, address: str) -> None:
    page = page_that_searches
    page.goto(f"{address}how-to-read/")
    assert page.locator(".md-search__output").evaluate("one => one.inert")  # before any key

    page.locator(".md-tabs__link").first.focus()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(FIELD)).to_be_focused()


@pytest.mark.parametrize("inside", [0, 2])
def test_escape_leads_from_a_result_to_the_field_and_from_there_back_to_where_one_was(
    page_that_searches: Page, address: str, inside: int
) -> None:
    page = page_that_searches
    page.goto(f"{address}kazakhstan-eu/russia-comes-first/")
    was = page.locator("article a[href]").nth(3)
    was.focus()
    page.keyboard.press("/")
    page.keyboard.type("Crimea")
    page.locator(LINKS).first.wait_for()
    for _ in range(inside):
        page.keyboard.press("Tab")

    if inside:
        page.keyboard.press("Escape")
        expect(page.locator(FIELD)).to_be_focused()
        expect(page.locator(LINKS).first).to_be_visible()
    page.keyboard.press("Escape")
    expect(was).to_be_focused()
    expect(page.locator(".md-search__output")).to_have_attribute("inert", "")
    page.keyboard.press("/")
    expect(page.locator(FIELD)).to_be_focused()


def test_arrows_letters_and_enter_do_in_the_search_what_they_did(page_that_searches: Page, address: str) -> None:
    page = page_that_searches
    results(page, address, "Crime")

    page.keyboard.press("ArrowDown")
    expect(page.locator(LINKS).first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(LINKS).nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.type("a")
    expect(page.locator(FIELD)).to_be_focused()
    expect(page.locator(FIELD)).to_have_value("Crimea")
    expect(page.locator(LINKS).first).to_contain_text("Moscow can hardly repeat")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kazakhstan-eu/no-crimea-in-the-north/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_search_has_no_barrier_and_shows_which_result_has_the_focus(
    page_that_searches: Page, address: str, scheme: Literal["light", "dark"]
) -> None:
    page = page_that_searches
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    results(page, address, "Crimea")
    page.keyboard.press("Tab")

    assert page.locator(LINKS).first.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    expect(page.get_by_role("status").filter(has_text="matching documents")).to_be_visible()
    assert barriers(page, ".md-search") == []


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build an English site of maps in Swedish and in Kazakh, and return the address at which it is served."""
    folder = tmp_path_factory.mktemp("foreign")
    docs = written(folder / "docs", {**SWEDISH, **CYRILLIC, **ECHOES, "how-to-read.md": "# How to read\n"})
    more = "nav: [how-to-read.md, m/index.md, bro/index.md]\nextra_javascript: [argmap/argmap.js]\n"
    with served(built(project(folder, docs, plugins="[search, argmap]", more=more))) as address:
        yield address


@pytest.fixture
def searching_tab(_tab_that_searches: Page) -> Iterator[Page]:
    with lent(_tab_that_searches) as tab:
        yield tab


def test_on_a_page_of_no_map_what_is_called_alike_stands_in_the_order_of_the_maps(
    searching_tab: Page, foreign: str
) -> None:
    (found,) = addresses_found(searching_tab, f"{foreign}how-to-read/", "Eko är ett svar")
    assert found[:2] == [f"{foreign}m/echo/", f"{foreign}bro/echo/"]


@pytest.mark.parametrize(
    ("asked", "result"), [("мостах", "Абай 1890"), ("көпір", "Сөз"), ("жаппау", "Көпірді жаппау керек.")]
)
def test_words_in_any_script_are_found(searching_tab: Page, foreign: str, asked: str, result: str) -> None:
    assert results(searching_tab, foreign, asked).filter(has_text=result).count()


def test_names_and_titles_stand_in_the_order_of_the_maps_language(tab: Page, foreign: str) -> None:
    in_order = ["Ahlmark", "Zetterlund", "Åkesson", "Ärlig", "Öberg"]
    tab.goto(f"{foreign}bro/references/")
    assert [words.split(".")[0] for words in tab.locator(".am-references > li").all_inner_texts()] == in_order

    tab.goto(f"{foreign}bro/nodes/?sort=1")
    titles = tab.locator("table.am-nodes tbody td:first-child > a").all_inner_texts()
    assert [title.split()[0] for title in titles if "rätt" in title] == in_order


def addresses_found(page: Page, folder: str, *asked: str) -> list[list[str]]:
    """Ask the search of a page one thing after the other, and return each time where the results lead to."""
    page.goto(folder)
    page.keyboard.press("/")
    links, found = page.locator(".md-search-result__item > a:first-child"), []
    for words in asked:
        page.locator(FIELD).fill("")
        expect(links).to_have_count(0)
        page.keyboard.insert_text(words)  # at once: no answers to half of it are read
        page.keyboard.press("Shift")
        links.first.wait_for()
        addresses = links.evaluate_all("all => all.map(one => one.href)")
        found.append([str(address).partition("?")[0] for address in addresses])
    return found


def test_a_page_that_is_called_what_was_typed_comes_first_and_that_of_the_same_map_before_its_like(
    searching_tab: Page, foreign: str
) -> None:
    asked = ("Eko är ett svar", "eko ÄR ett svar", "“Eko är ett svar”?")
    for folder, other in (("m", "bro"), ("bro", "m")):
        for words, found in zip(asked, addresses_found(searching_tab, f"{foreign}{folder}/top/", *asked), strict=True):
            assert found[:2] == [f"{foreign}{folder}/echo/", f"{foreign}{other}/echo/"], words


def test_results_of_the_map_one_reads_come_before_their_like_and_enter_leads_to_the_first(
    searching_tab: Page, foreign: str
) -> None:
    tab = searching_tab
    assert addresses_found(tab, f"{foreign}bro/top/", "svar")[0][0].startswith(f"{foreign}bro/")
    assert addresses_found(tab, f"{foreign}m/top/", "svar")[0][0] == f"{foreign}m/echo/"

    tab.keyboard.press("Enter")
    tab.wait_for_url("**/m/echo/**")


def test_an_ordinary_site_is_searched_by_the_theme_on_its_own_pages_and_with_a_maps_own_first_on_a_maps(
    searching_tab: Page, tmp_path: Path
) -> None:
    docs = written(tmp_path / "docs", {**SWEDISH, **CYRILLIC, **ECHOES, "how-to-read.md": "# How to read\n"})
    site = built(project(tmp_path, docs, plugins="[search, argmap]"))
    assert "argmap/search.js" not in (site / "how-to-read" / "index.html").read_text(encoding="utf-8")
    assert "argmap/search.js" in (site / "m" / "index.html").read_text(encoding="utf-8")

    with served(site) as there:
        leads = {"Bron är bra": "bro/top/", "мостах": "m/references/", "Zetterlund": "bro/n0/"}
        answers = addresses_found(searching_tab, f"{there}how-to-read/", *leads)
        for (asked, leads_to), found in zip(leads.items(), answers, strict=True):
            assert f"{there}{leads_to}" in found[:2], asked
        for folder in ("m", "bro"):
            (found,) = addresses_found(searching_tab, f"{there}{folder}/top/", "Eko är ett svar")
            assert found[0] == f"{there}{folder}/echo/"
