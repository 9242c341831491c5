"""A link to a node shows what stands there before anybody follows it, in lists, prose, tables and drawings."""

import json
import re
from collections.abc import Iterator
from itertools import product

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browsing import AT_REST, WINDOW, barriers, built, served, untroubled
from conftest import node
from debate import DEBATE
from hebrew import HEBREW

pytestmark = pytest.mark.browser

CONFIG = """site_name: Test
theme: {name: material, font: false}
plugins: [search, {argmap: {policy: true}}]
extra_css: [argmap/argmap.css]
extra_javascript: [argmap/argmap.js]
"""
HOSTILE = "<img src=x onerror=alert(1)> & <script>alert(2)</script> {{ x }} сюда " + "a" * 60
DOCS = {
    **HEBREW,
    **DEBATE,
    "m/nodes/close.md": DEBATE["m/nodes/close.md"]
    + "It is [cracked](cracks.md), says [the ford](../../ford/nodes/dry.md).\n",
    "odd/map.yml": "title: Odd\n",
    "odd/nodes/top.md": "---\nkind: thesis\ntitle: The top\nstatement: It is so.\n---\nSee [there](hostile.md).\n",
    "odd/nodes/hostile.md": node(title="<b>Bold</b> & <i>", statement=json.dumps(HOSTILE)),
    "away.md": "# Away\n\nRead [of the cracks](m/cracks/index.md), or [home](index.md).\n",
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built(tmp_path_factory.mktemp("previews"), DOCS, CONFIG)) as address:
        yield address


def card(page: Page) -> Locator:
    return page.get_by_role("tooltip")


@pytest.mark.parametrize(
    ("path", "links"),
    [
        (
            "m/close/",
            [
                "#reasons .am-item > a[href='../cracks/']",
                ".am-prose a[href='../cracks/']",
                "svg.am-drawing a[*|href='../cracks/']",
            ],
        ),
        ("m/nodes/", [".am-nodes a[href='../cracks/']"]),
        ("m/outline/", [".am-outline a[href='../cracks/']"]),
        ("away/", ["article a[href='../m/cracks/']"]),
    ],
    ids=["list-prose-drawing", "table", "outline", "own-page"],
)
def test_a_link_to_a_node_shows_what_stands_there(page: Page, address: str, path: str, links: list[str]) -> None:
    page.goto(address + path)
    for link in links:
        page.mouse.move(0, 0)
        expect(card(page)).to_be_hidden()
        page.locator(link).first.hover()

        expect(card(page), link).to_contain_text("evidence")
        is_printed_below = link.startswith(("#reasons", ".am-nodes"))
        assert ("It is so." in card(page).inner_text()) is not is_printed_below, link
        assert "1 objection" not in card(page).inner_text(), link


def test_a_card_tells_kind_speaker_and_what_bears_on_it(page: Page, address: str) -> None:
    page.goto(f"{address}m/cracks/")
    page.locator("#bears-on a[href='../close/']").hover()

    expect(card(page)).to_be_visible()  # the statement stands below the link
    assert card(page).locator("p").all_inner_texts() == [
        "thesis",
        "a contributor",
        "4 reasons · 2 objections: 1 not answered in this map · 1 limit",
    ]


def test_what_is_known_from_the_link_is_not_said_twice(page: Page, address: str) -> None:
    page.goto(f"{address}away/")
    page.get_by_role("link", name="of the cracks").hover()

    expect(card(page)).to_contain_text("There are cracks")
    page.goto(f"{address}m/close/")
    page.locator("#reasons a[href='../cracks/']").hover()
    expect(card(page)).to_contain_text("evidence")
    assert "There are cracks" not in card(page).inner_text()


def test_nothing_is_asked_for_before_the_first_preview_and_data_once(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}m/close/")
    own = {"argmap/links.js", "argmap/previews.js", "argmap/maps.json", "m/cards.json"}
    assert not own & set(asked)

    for target in ("../cracks/", "../two/"):
        page.locator(f"#reasons .am-item > a[href='{target}']").first.hover()
        expect(card(page)).to_be_visible()
        page.mouse.move(0, 0)
        expect(card(page)).to_be_hidden()
    assert {one: asked.count(one) for one in own} == dict.fromkeys(own, 1)


@pytest.fixture
def still(chromium: Browser, address: str) -> Iterator[Page]:
    """Open a tab of its own whose clock goes on only when it is told to: it never has its own clock again."""
    tab = chromium.new_page(viewport=WINDOW)
    tab.add_init_script(AT_REST)
    tab.clock.install(time=0)
    tab.clock.pause_at(1)
    with untroubled(tab, address):
        yield tab
    tab.close()


def test_a_card_comes_after_half_a_second_and_not_from_passing_by(still: Page, address: str) -> None:
    still.goto(f"{address}m/close/")
    with still.expect_response("**/cards.json"):
        still.locator("#reasons a[href='../cracks/']").hover()

    still.clock.run_for(450)
    expect(card(still)).to_be_hidden()
    still.clock.run_for(100)
    expect(card(still)).to_be_visible()


def test_a_card_can_be_pointed_at_and_stays_until_it_is_left(still: Page, address: str) -> None:
    still.goto(f"{address}m/close/")
    with still.expect_response("**/cards.json"):
        still.locator("#reasons a[href='../cracks/']").hover()
    still.clock.run_for(500)
    expect(card(still)).to_be_visible()

    still.mouse.move(5, 300)
    card(still).hover()
    still.clock.run_for(10_000)
    expect(card(still)).to_be_visible()
    still.mouse.move(5, 300)
    still.clock.run_for(1_000)
    expect(card(still)).to_be_hidden()


def test_escape_puts_a_card_away_and_leaves_focus_and_pointer_where_they_are(page: Page, address: str) -> None:
    page.goto(f"{address}m/close/")
    link = page.locator("#reasons a[href='../cracks/']")
    link.hover()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()

    page.mouse.move(0, 0)
    page.keyboard.press("Tab")
    link.focus()
    expect(card(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card(page)).to_be_hidden()
    expect(link).to_be_focused()
    assert link.get_attribute("aria-describedby") is None


def test_the_keyboard_opens_a_card_that_describes_its_link(page: Page, address: str) -> None:
    page.goto(f"{address}m/close/")
    page.keyboard.press("Tab")
    link = page.locator("#reasons a[href='../cracks/']")
    link.focus()

    expect(link).to_have_accessible_description("evidence a contributor 1 explanation")
    page.keyboard.press("Tab")
    expect(link).not_to_have_attribute("aria-describedby", "am-preview")


def test_a_card_that_has_no_place_stays_shut_for_the_keyboard_and_describes_its_link(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 120})
    page.goto(f"{address}odd/top/")
    page.keyboard.press("Tab")
    link = page.locator(".am-prose a")
    link.focus()

    expect(link).to_have_accessible_description(re.compile("claim .*alert"))
    expect(page.locator(".am-preview")).to_be_hidden()


def test_what_strangers_wrote_is_only_text(page: Page, address: str) -> None:
    page.goto(f"{address}odd/top/")
    page.locator(".am-prose a").hover()

    expect(card(page)).to_contain_text(HOSTILE)
    assert card(page).locator("img, script").count() == 0


def test_what_the_map_says_has_its_language_and_direction(page: Page, address: str) -> None:
    page.goto(f"{address}gesher/outline/")
    shown = page.locator(".am-outline a[href='../sedek/']").first
    shown.hover()

    said = card(page).locator(".am-preview-said")
    expect(said).to_be_visible()
    assert (said.get_attribute("lang"), said.get_attribute("dir")) == ("he", "rtl")
    link, box = shown.bounding_box(), card(page).bounding_box()
    assert link
    assert box
    assert abs((link["x"] + link["width"]) - (box["x"] + box["width"])) < 2


def test_a_card_stays_on_the_page_and_off_its_link(page: Page, address: str) -> None:
    page.goto(f"{address}m/outline/")
    links = (page.locator(".am-outline a[href='../close/']").first, page.locator(".am-outline a").last)
    for size, link in product([(1280, 800), (390, 844), (320, 480)], links):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        link.scroll_into_view_if_needed()
        link.hover()
        expect(card(page)).to_be_visible()
        at, box = link.bounding_box(), card(page).bounding_box()
        assert at
        assert box
        assert box["x"] >= 0, size
        assert box["x"] + box["width"] <= size[0], size
        assert box["y"] >= 0, size
        assert box["y"] + box["height"] <= size[1], size
        assert box["y"] >= at["y"] + at["height"] or box["y"] + box["height"] <= at["y"], size
        page.keyboard.press("Escape")


def test_a_touch_follows_the_link_at_once(chromium: Browser, address: str) -> None:
    context = chromium.new_context(has_touch=True, viewport={"width": 390, "height": 844})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}m/close/")
    page.locator("#reasons a[href='../cracks/']").tap()
    page.wait_for_url("**/cracks/")

    assert not [one for one in asked if "previews" in one]
    context.close()


def test_an_open_card_has_no_barrier_and_moves_for_nobody_who_minds(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}m/close/")
    page.locator("#reasons a[href='../cracks/']").hover()
    expect(card(page)).to_be_visible()

    assert card(page).evaluate("card => getComputedStyle(card).animationName") == "none"
    assert barriers(page, ".am-preview") == []


@pytest.mark.parametrize("file", ["maps.json", "cards.json"])
def test_a_site_without_the_data_has_plain_links(still: Page, address: str, file: str) -> None:
    still.route(f"**/{file}", lambda route: route.fulfill(status=200, body="<html>"))
    still.goto(f"{address}m/close/")
    with still.expect_response(f"**/{file}"):
        still.locator("#reasons a[href='../cracks/']").hover()
    still.clock.run_for(1_000)

    expect(card(still)).to_be_hidden()
