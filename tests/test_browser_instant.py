"""On a site whose theme swaps pages in place, pages of maps work as elsewhere, and the site's own are still swapped."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import AT_REST, WINDOW, built, lent, served, untroubled
from debate import DEBATE

pytestmark = pytest.mark.browser

CONFIG = """site_name: Test
site_url: https://maps.example.org/
theme: {name: material, font: false, features: [navigation.instant, navigation.instant.prefetch]}
plugins: [search, {argmap: {policy: true}}]
"""
DOCS = {
    **DEBATE,
    "index.md": "# Home\n\nTo [the tree](m/tree/index.md), [a node](m/cracks/index.md) and [a page](away.md).\n",
    "away.md": "# Away\n\nBack [home](index.md).\n",
}
MARKED = "() => { window.isMarked = true; }"
IS_MARKED = "() => window.isMarked === true"
"""Whether the document is still the one that was marked: a page that was swapped in place is in the same document."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = built(tmp_path_factory.mktemp("instant"), DOCS, CONFIG)
    with served(folder) as address:
        # The theme swaps what the list of pages names, and knows no port but that of the site's address.
        pages = folder / "sitemap.xml"
        pages.write_text(pages.read_text("utf-8").replace("https://maps.example.org/", address), encoding="utf-8")
        yield address


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Page:
    tab = chromium.new_page(viewport=WINDOW)
    tab.add_init_script(AT_REST)
    return tab


@pytest.fixture
def home(tab: Page, site: str) -> Iterator[Page]:
    """Open the site's front page, once the theme knows which pages it can swap."""
    with lent(tab), untroubled(tab, site):
        with tab.expect_event("requestfinished", lambda request: request.url.endswith("/sitemap.xml")):
            tab.goto(site)
        tab.evaluate("() => fetch('sitemap.xml').then((list) => list.text())")  # by then the theme has read it
        tab.evaluate(MARKED)
        yield tab


def follow(page: Page, name: str) -> None:
    page.get_by_role("article").get_by_role("link", name=name, exact=True).click()


def test_the_sites_own_pages_are_swapped_in_place(home: Page) -> None:
    follow(home, "a page")

    expect(home.get_by_role("heading", name="Away")).to_be_visible()
    assert home.evaluate(IS_MARKED)


def test_the_tree_unfolds_whichever_way_one_comes_to_it(home: Page) -> None:
    follow(home, "the tree")

    expect(home.get_by_role("tree")).to_be_visible()
    home.wait_for_function("() => window.isMarked !== true")
    item = home.get_by_role("treeitem").first
    item.locator(":scope > .am-card").click(position={"x": 3, "y": 3})
    expect(item).to_have_attribute("aria-current", "true")


def test_previews_and_positions_work_and_leave_nothing_behind(home: Page, site: str) -> None:
    follow(home, "a node")
    home.wait_for_function("() => window.isMarked !== true && document.documentElement.matches('[data-am-script]')")

    link = home.get_by_role("article").locator("a[href$='/lorries/']").first
    link.hover()
    expect(home.get_by_role("tooltip")).to_be_visible()
    home.locator(".am-own input").first.check(force=True)
    expect(home.locator(".am-position")).to_be_visible()

    home.evaluate(MARKED)
    home.get_by_role("link", name="Test", exact=True).first.click()
    expect(home.get_by_role("heading", name="Home")).to_be_visible()
    assert not home.evaluate(IS_MARKED)
    assert home.locator(".am-position").count() == 0
    assert home.url == site

    home.go_back()
    expect(home.get_by_role("heading", name="There are cracks")).to_be_visible()


def test_links_in_drawings_lead_on(home: Page) -> None:
    follow(home, "a node")
    home.wait_for_function("() => window.isMarked !== true && document.documentElement.matches('[data-am-script]')")

    home.locator("svg.am-drawing a[*|href='../close/']").first.click()

    home.wait_for_url("**/m/close/")
    expect(home.locator("article h1")).to_be_visible()
