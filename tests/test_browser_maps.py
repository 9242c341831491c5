"""In a browser, a list of maps can be sorted and filtered, counts anew what is left, and keeps it in the address."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from browsing import barriers, served
from repository import built
from test_builders import project
from test_maplist import CORPUS
from test_search import written

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build a site of a few maps, and return the address of the page that lists them."""
    folder = tmp_path_factory.mktemp("maps")
    schemes = ("light", "default"), ("dark", "slate")
    colours = (f'{{media: "(prefers-color-scheme: {one})", scheme: {scheme}}}' for one, scheme in schemes)
    docs, theme = written(folder / "docs", {**CORPUS, "index.md": "# Home\n"}), f", palette: [{', '.join(colours)}]"
    config = project(folder, docs, plugins="[search, {argmap: {policy: true}}]", theme=theme)
    with served(built(config)) as address:
        yield f"{address}c/"


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build the same with two maps to a page, as 800 are."""
    folder = tmp_path_factory.mktemp("parted")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("argmap.pages.maplist.MOST_ROWS", 2)
        site = built(project(folder, written(folder / "docs", {**CORPUS, "index.md": "# Home\n"}), plugins="[argmap]"))
    with served(site) as address:
        yield f"{address}c/"


def names(tab: Page) -> list[str]:
    return tab.locator(".am-maps tbody tr:visible a").all_inner_texts()


def test_numbers_are_sorted_with_the_largest_first_and_the_address_keeps_it(tab: Page, maps: str) -> None:
    tab.goto(maps)
    tab.get_by_role("button", name="Nodes").click()
    assert names(tab) == ["Map 9", "Map 10", "The top"]
    tab.get_by_role("button", name="Nodes").click()
    assert names(tab) == ["The top", "Map 10", "Map 9"]

    tab.reload()
    expect(tab.locator("th[aria-sort=ascending]")).to_have_text("Nodes")
    assert names(tab) == ["The top", "Map 10", "Map 9"]
    tab.get_by_role("button", name="Map", exact=True).click()
    assert names(tab) == ["Map 9", "Map 10", "The top"]


def test_a_filter_leaves_maps_with_enough_of_something_and_counts_them_anew(tab: Page, maps: str) -> None:
    tab.goto(maps)
    tab.get_by_label("At least").fill("1")
    tab.get_by_label("Of what").select_option(label="Objections")

    assert names(tab) == ["Map 10"]
    expect(tab.locator("output")).to_have_text("1 of 3")
    assert tab.locator(".am-sum td").all_inner_texts() == ["2", "1", "0", "1", "1", ""]
    assert "least=1&of=objections" in tab.url

    tab.reload()
    expect(tab.locator("output")).to_have_text("1 of 3")
    tab.locator(".am-filter-maps").get_by_role("button", name="Clear").click()
    expect(tab.locator(".am-sum td").first).to_have_text("6")
    assert "?" not in tab.url


def test_maps_are_found_by_words_by_tags_and_by_schemes(tab: Page, maps: str) -> None:
    tab.goto(maps)
    tab.get_by_label("Find").fill("map top")
    assert names(tab) == ["Map 9", "Map 10"]
    tab.get_by_label("With").select_option(label="Analogy (1)")
    assert names(tab) == ["Map 9"]
    tab.get_by_label("Find").fill("nothing like it")
    assert names(tab) == []
    expect(tab.locator("output")).to_have_text("Nothing matches; clear the filter or change it.")


def test_of_a_list_on_several_pages_all_maps_are_sorted_and_found_and_their_links_lead_to_them(
    tab: Page, parted: str
) -> None:
    tab.goto(parted)
    assert names(tab) == ["Map 9", "Map 10"]
    assert tab.locator(".am-map-parts").first.is_visible()

    tab.get_by_role("button", name="Nodes").click()
    expect(tab.locator(".am-maps tbody tr:visible")).to_have_count(3)
    tab.get_by_role("button", name="Nodes").click()
    assert names(tab) == ["The top", "Map 10", "Map 9"]
    assert not tab.locator(".am-map-parts").first.is_visible()

    tab.get_by_label("Find").fill("map 10")
    expect(tab.locator("output")).to_have_text("1 of 3")
    tab.get_by_label("Find").fill("")
    tab.locator(".am-maps").get_by_role("link", name="The top").click()
    expect(tab.locator("h1")).to_contain_text("The top")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_is_no_wider_than_its_window(tab: Page, maps: str, width: int) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    tab.goto(maps)

    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_each_number_stands_below_the_map_behind_its_name_and_nothing_moves_sideways(
    tab: Page, maps: str
) -> None:
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(maps)

    moved = "[...document.querySelectorAll('.am-of-maps, .am-of-maps *')].filter((one) => one.scrollWidth > innerWidth)"
    assert tab.evaluate(f"{moved}.map((one) => one.outerHTML)") == []
    assert tab.locator(".am-map-table").evaluate("table => table.scrollWidth <= table.clientWidth")
    title = tab.locator(".am-maps tbody th").first.bounding_box()
    number = tab.locator(".am-maps tbody td").first
    box = number.bounding_box()
    assert title
    assert box
    assert box["y"] >= title["y"] + title["height"]
    assert "Nodes" in number.evaluate("number => getComputedStyle(number, '::before').content")
    tab.get_by_role("button", name="Nodes").click()
    assert names(tab) == ["Map 9", "Map 10", "The top"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_in_a_list_that_is_sorted_and_filtered(
    tab: Page, maps: str, scheme: Literal["light", "dark"]
) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto(f"{maps}?sort=-nodes&least=2&of=nodes")
    expect(tab.locator("output")).to_have_text("2 of 3")

    assert barriers(tab, ".md-content") == []
