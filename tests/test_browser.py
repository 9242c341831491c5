"""The built site in a real browser, as a reader meets it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from argmap.site.addresses import SCRIPT
from argmap.site.outputs import assets
from browsing import barriers, place

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent


def test_from_home_over_the_overview_to_a_node_its_reasons_and_search(page_that_searches: Page, address: str) -> None:
    page = page_that_searches
    page.goto(address)
    page.locator("svg.am-drawing a", has_text="Kazakhstan's foreign").first.click()
    page.wait_for_url("**/kazakhstan-eu/russia-comes-first/")
    assert page.locator("h1").inner_text().startswith("Kazakhstan's foreign policy is above all about Russia")
    assert "doubts it" in page.locator(".am-standing").inner_text()

    objections = page.locator("section#objections")
    assert objections.locator("li.am-item").count() >= 7
    objections.locator(".am-item > a", has_text="Moscow can hardly repeat").click()
    page.wait_for_url("**/no-crimea-in-the-north/")
    assert "These count only together" in page.locator("section#reasons").inner_text()

    page.keyboard.press("/")
    page.keyboard.type("irredentism")
    result = page.locator(".md-search-result__link", has_text="Pro-Russian irredentism").first
    result.wait_for()
    result.click()
    page.wait_for_url("**/irredentism-is-limited/**")


def test_the_keyboard_reaches_the_boxes_of_a_drawing(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/no-crimea-in-the-north/")
    page.locator(".am-scroll").first.focus()
    here = "../no-crimea-in-the-north/"

    box = here
    while box == here:  # Enter on the page's own box would lead nowhere else
        page.keyboard.press("Tab")
        box = page.evaluate("document.activeElement.closest('.am-drawing a').getAttribute('xlink:href')")
    with page.expect_navigation(url=f"**/{box.removeprefix('../')}"):
        page.keyboard.press("Enter")


def test_a_box_lights_up_with_what_it_is_related_to(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/russia-comes-first/")
    drawing = page.locator("svg.am-drawing").first

    drawing.locator("a").nth(1).hover()
    lit = drawing.locator(".am-node.am-lit").count()
    assert 2 <= lit < drawing.locator(".am-node").count()
    assert drawing.locator(".am-edge.am-lit").count() >= 1
    page.mouse.move(2, 2)
    assert "am-dim" not in (drawing.get_attribute("class") or "")


def test_an_outline_unfolds(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/outline/")
    hidden = page.locator(".am-outline a", has_text="Pro-Russian irredentism").first

    assert not hidden.is_visible()
    page.locator("summary", has_text="Moscow can hardly repeat").first.click()
    assert hidden.is_visible()


def test_an_outline_is_filtered_and_the_address_keeps_the_filter(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/outline/?find=nato&voice=author")
    shown = page.locator(".am-outline li:not(.am-gone)")

    assert page.get_by_label("Find in titles").input_value() == "nato"
    assert " of " in page.locator(".am-controls output").inner_text()
    assert page.get_by_role("link", name="Kazakhstan's ties with NATO stay limited").first.is_visible()
    assert shown.count() < page.locator(".am-outline li").count() / 5
    page.get_by_text("Clear", exact=True).click()
    page.wait_for_url(address + "kazakhstan-eu/outline/")
    assert page.locator(".am-outline .am-gone").count() == 0


def test_the_whole_map_can_be_zoomed_and_searched(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/diagram/")
    drawing = page.locator(".am-whole svg.am-drawing")
    natural = drawing.bounding_box()
    assert natural

    page.get_by_title("Zoom in").click()
    larger = drawing.bounding_box()
    assert larger
    assert larger["width"] > natural["width"] * 1.2
    page.locator(".am-whole .am-scroll").press("0")
    page.get_by_role("button", name="Width", exact=True).click()
    fitted = drawing.bounding_box()
    assert fitted
    assert fitted["width"] < 1280
    page.get_by_role("button", name="Fit", exact=True).click()
    whole = drawing.bounding_box()
    assert whole
    assert whole["height"] < 900
    page.get_by_label("Find in the diagram").fill("Crimea")
    for hit in (1, 2):
        page.get_by_label("Find in the diagram").press("Enter")
        assert page.locator("[aria-label='The diagram'] output").inner_text().startswith(f"{hit} of 2: ")
        assert "crimea" in (page.locator(".am-node.am-found.am-lit").text_content() or "").lower()
    assert place(page).endswith("/diagram/?find=crimea")


def test_the_wheel_scrolls_the_page_and_does_not_zoom(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/diagram/")
    before = page.locator(".am-whole svg.am-drawing").get_attribute("style")

    page.locator(".am-whole .am-scroll").hover()
    page.mouse.wheel(0, 200)
    assert page.locator(".am-whole svg.am-drawing").get_attribute("style") == before


def test_an_outline_unfolds_to_a_depth(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/outline/")

    page.get_by_label("Unfold to depth").select_option("1")
    assert page.locator(".am-outline details[open]").count() == 0
    page.get_by_label("Unfold to depth").select_option("everything")
    assert page.locator(".am-outline details:not([open])").count() == 0
    assert place(page).endswith("?depth=99")


def test_the_table_of_nodes_is_filtered_and_sorted(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/nodes/")
    rows = page.locator(".am-nodes tbody tr:not(.am-gone)")
    everything = rows.count()

    page.get_by_label("Kind").select_option("counterclaim")
    assert 0 < rows.count() < everything
    assert set(rows.locator(".am-kind").all_inner_texts()) == {"counterclaim"}
    assert place(page).endswith("?kind=counterclaim")
    page.get_by_role("button", name="Node", exact=True).click()
    titles = rows.locator("td:first-child a").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    assert page.locator("th").first.get_attribute("aria-sort") == "ascending"
    assert place(page).endswith("?kind=counterclaim&sort=1")
    page.get_by_role("button", name="Node", exact=True).click()
    assert rows.locator("td:first-child a").all_inner_texts() == titles[::-1]
    page.reload()
    assert rows.locator("td:first-child a").all_inner_texts() == titles[::-1]
    page.get_by_label("Find").first.fill("no such words")
    assert page.get_by_text("Nothing matches").is_visible()


NODES = "kazakhstan-eu/nodes/"
ROWS = ".am-nodes tbody > [data-am]"


def test_a_phone_unfolds_the_table_of_nodes_from_its_headings(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + NODES)
    rows = page.locator(ROWS).locator("visible=true")
    assert rows.count() == 0
    assert page.evaluate("document.documentElement.scrollHeight") < 2 * 844

    heading = page.get_by_role("button", name="Introduction", expanded=False)
    heading.press("Enter")
    assert rows.count() == 8
    statement = rows.locator("td > p")
    assert statement.locator("visible=true").count() == 0
    page.get_by_label("With statements").check()
    assert statement.locator("visible=true").count() == statement.count()
    page.get_by_label("With statements").uncheck()
    page.get_by_role("button", name="Introduction", expanded=True).press("Enter")
    assert rows.count() == 0

    page.get_by_label("Find", exact=True).fill("Crimea")  # whatever is folded, what is sought is seen, with its words
    assert 0 < rows.count() < 40
    assert statement.locator("visible=true").count() == statement.count()
    page.get_by_label("Find", exact=True).fill("")
    page.get_by_role("button", name="Kind", exact=True).click()
    assert rows.count() == page.locator(ROWS).count()
    page.get_by_role("button", name="Where", exact=True).click()
    assert rows.count() == 0
    page.goto(f"{address}{NODES}#of-abstract")
    assert rows.count() == 8
    assert barriers(page) == []


def test_the_table_of_nodes_is_whole_on_a_desk_on_paper_and_without_a_script(
    scriptless: Page, page: Page, address: str
) -> None:
    page.goto(address + NODES)
    every = page.locator(ROWS).count()
    assert page.locator(ROWS).locator("visible=true").count() == every
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.emulate_media(media="print")
    assert page.locator(f"{ROWS} p").locator("visible=true").count() == page.locator(f"{ROWS} p").count()

    scriptless.set_viewport_size({"width": 390, "height": 844})
    scriptless.goto(address + NODES)
    assert scriptless.locator(ROWS).locator("visible=true").count() == every
    scriptless.get_by_role("navigation", name="Parts of this page").get_by_role("link", name="Notes").click()
    assert scriptless.locator("#of-notes").bounding_box()["y"] < 844  # type: ignore[index] # it is seen


FOLLOWED = """async () => {
    const visited = [location.href];
    let guide = document.querySelector(".am-guide");
    for (let next; next = guide.querySelector("a[rel=next]");) {
        visited.push(new URL(next.getAttribute("href"), visited.at(-1)).href);
        const text = await (await fetch(visited.at(-1))).text();
        guide = new DOMParser().parseFromString(text, "text/html").querySelector(".am-guide");
    }
    return [visited, guide.textContent];
}"""
"""Follows a guided path to its end, without opening all its pages."""


def test_a_guided_path_leads_from_node_to_node(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/")
    with page.expect_navigation():
        page.get_by_role("link", name="Guided path").click()
    with page.expect_navigation():
        page.locator(".am-guide a[rel=next]").click()
    visited, last = page.evaluate(FOLLOWED)

    steps = 1 + len(visited)
    assert steps > 10
    assert len(set(visited)) == len(visited)
    assert f"step {steps} of {steps}" in last


def test_abbreviations_say_what_they_stand_for(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/got-the-epca-with-cosmetic-reforms/")

    assert page.locator("article abbr").all_inner_texts()
    assert page.locator('abbr[title="Enhanced Partnership and Cooperation Agreement"]').first.inner_text() == "EPCA"


def test_a_locator_leads_to_its_paragraph(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/joined-moscow-led-unions/")
    assert "read it in the text, looked up" in page.locator(".am-sources").inner_text()

    with page.expect_navigation():
        page.locator(".am-sources a").first.click()
    assert place(page).endswith("/source/#motives.11")
    assert page.locator('[id="motives.11"]').is_visible()


def test_our_script_is_small() -> None:
    assert len(assets()[SCRIPT].encode()) < 17_000


def test_an_overview_needs_no_sideways_scrolling(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/")

    assert page.evaluate(
        "(() => { const s = document.querySelector('.am-scroll'); return s.scrollWidth <= s.clientWidth; })()"
    )


def test_the_drawings_of_a_page_take_the_colours_of_the_scheme(page: Page, address: str) -> None:
    colours = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(address + "kazakhstan-eu/")
        colours.append(page.evaluate("getComputedStyle(document.querySelector('.am-node text')).fill"))

    assert colours[0] != colours[1]


def test_the_guides_for_contributors_are_pages_of_the_site(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Answer a claim").click()
    page.wait_for_url("**/contributing/")
    read = page.locator("article").inner_text()
    has_no_forms = "This site does not say where the files of its maps are kept" in read
    assert page.locator("article img").count() >= (0 if has_no_forms else 6)
    assert "nothing has to be installed" in read.partition("On your computer")[0]  # as the link promised
    assert "python3" not in read.partition("On your computer")[0]
    assert page.evaluate("[...document.querySelectorAll('article img')].every(one => one.naturalWidth > 0)")

    page.locator("article").get_by_role("link", name="How decisions are made").click()
    page.wait_for_url("**/governance/")
    assert "How disputes show" in page.locator("article").inner_text()
    page.locator("article").get_by_role("link", name="Contributing").click()
    page.wait_for_url("**/contributing/")


def test_on_a_phone_an_outline_begins_with_its_nodes_and_what_its_words_mean_folds_out(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "kazakhstan-eu/outline/")
    meaning = page.get_by_text("Every node of the map stands below what it bears on.")

    expect(meaning).not_to_be_visible()
    expect(page.locator(".am-outline a").first).to_be_in_viewport(ratio=1)
    page.get_by_text("How to read the outline").click()
    expect(meaning).to_be_visible()


NOTED = """
const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "offsetHeight");
window.laidOut = [];
Object.defineProperty(HTMLElement.prototype, "offsetHeight", { get() {
    if (this === document.body) laidOut.push(document.querySelectorAll("tr[data-am]").length);
    return get.call(this);
} });
window.classes = new Set();
new MutationObserver(() => classes.add(document.documentElement.className))
    .observe(document, { subtree: true, attributeFilter: ["class"] });
"""
"""Notes how many rows of the table stand there whenever the page is laid out, and which classes its root has."""


@pytest.fixture(scope="module")
def noted(chromium: Browser, address: str) -> Iterator[Page]:
    """Open the table of nodes, and note what happens on its way."""
    with chromium.new_page() as tab:
        tab.add_init_script(NOTED)
        tab.goto(address + NODES)
        yield tab


def test_a_long_table_is_laid_out_in_steps_before_the_themes_script_begins(noted: Page) -> None:
    rows = noted.locator(ROWS).count()

    steps = [*range(100, rows, 100), rows]
    assert noted.evaluate("laidOut")[: len(steps)] == steps


def test_once_a_page_is_there_no_class_of_its_root_changes_by_which_all_would_be_styled_anew(noted: Page) -> None:
    assert noted.evaluate("[...classes]") == ["js js-focus-visible"]
