"""What the site promises its readers, in a real browser: the first minute, comfort, print, weight, no script."""

import json
import re
from collections.abc import Callable
from urllib.request import urlopen

import pytest
from playwright.sync_api import Locator, Page

from browsing import place

pytestmark = pytest.mark.browser

NODE = "kazakhstan-eu/no-crimea-in-the-north/"


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"] + box["height"]


def test_home_tells_in_one_screen_what_this_is_and_asks_a_question_with_two_sides(page: Page, address: str) -> None:
    page.goto(address)

    assert "laid out claim by claim" in page.locator("article p").first.inner_text()
    assert page.locator(".am-exchange h2").inner_text() == "Is it really all about Russia?"
    assert page.locator(".am-side").count() == 2
    assert bottom(page, ".am-exchange") < 900
    invitation = page.get_by_role("link", name="Answer a claim").bounding_box()
    assert invitation
    assert invitation["y"] < 900


def test_a_side_of_an_exchange_opens_to_its_objections_and_closes_the_other(page: Page, address: str) -> None:
    page.goto(address)
    first, second = (page.locator(".am-side").nth(number) for number in (0, 1))

    first.locator("> summary").click()
    assert first.get_by_role("link", name="All 9 answers").is_visible()
    second.locator("> summary").click()
    assert not first.get_by_role("link", name="All 9 answers").is_visible()


def test_a_node_tells_at_a_glance_what_is_claimed_who_says_it_and_how_it_stands(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/russia-comes-first/")

    assert "counterclaim" in page.locator(".am-role").inner_text()
    standing = page.locator(".am-standing").inner_text()
    for said in ("Jarosiewicz", "among others", "doubts it"):
        assert said in standing
    assert "9 answers, none contested in this map" in standing
    assert bottom(page, ".am-statement") < 600
    page.mouse.wheel(0, 3000)
    page.wait_for_function("() => scrollY > 1000")
    assert 0 < bottom(page, ".am-trail") < 300


def test_on_a_phone_the_node_above_stays_in_sight(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(address + "kazakhstan-eu/irredentism-is-limited/")
    page.mouse.wheel(0, 600)
    page.wait_for_function("() => scrollY > 300")

    nearest = page.locator(".am-trail ol > li:not(.am-here)").last.bounding_box()
    assert nearest
    assert 48 <= nearest["y"] < 120
    assert nearest["x"] + nearest["width"] <= 390


def test_a_reason_folds_open_to_its_own_reasons(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/russia-comes-first/")
    reply = page.locator(
        "#objections .am-item", has=page.locator("a:nth-child(1)", has_text="Moscow can hardly repeat")
    )
    reply = reply.filter(has_not_text="overemphasise")

    assert not reply.get_by_role("link", name="Pro-Russian irredentism").is_visible()
    reply.locator("summary").click()
    assert reply.get_by_role("link", name="Pro-Russian irredentism").is_visible()


def test_a_drawing_stands_beside_its_list(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_text("The same as a list").click()

    titles = page.locator(".am-as-list a").all_inner_texts()
    drawn = [" ".join(text.split()) for text in page.locator(".am-overview .am-node a").all_text_contents()]
    assert len(titles) >= len(drawn) == 13
    assert all(any(title in box for title in titles) for box in drawn)


def test_a_reader_can_try_out_a_position_and_share_it(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/irredentism-is-limited/")
    position = page.get_by_role("region", name="Your position")
    assert not position.is_visible()

    page.get_by_label("reject", exact=True).check()
    said = page.locator("article .am-follows")
    said.get_by_text("no reason for Moscow can hardly repeat Crimea").wait_for()  # linked premises are lost together
    assert place(page).endswith("/irredentism-is-limited/?not=irredentism-is-limited")

    with page.expect_navigation():
        page.locator("svg.am-drawing a").nth(1).click()
    assert place(page).endswith("?not=irredentism-is-limited")
    position.wait_for()
    page.get_by_role("button", name="Start over").click()
    position.wait_for(state="hidden")
    assert "?" not in place(page)


def test_a_reader_who_rejects_an_answer_is_told_which_objection_has_none_now(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/overall-approach-stays-positive/?not=overall-approach-stays-positive")

    turned = page.get_by_role("region", name="Your position").locator("p", has_text="Not answered now:")
    turned.wait_for(state="attached")
    assert [link.get_attribute("href") for link in turned.locator("a").all()] == [
        address + "kazakhstan-eu/poor-record-hinders/"
    ]


EVERY_ANSWER = """() => {
    const fields = [...document.querySelectorAll(".am-mine")];
    document.querySelector(".am-outline").remove(); // each answer marks all of its lines anew, which is not looked at
    return fields.filter((field) => {
        const turn = (value) => { field.value = value; field.dispatchEvent(new Event("change")); };
        turn("not");
        const said = document.querySelector(".am-position .am-follows li");
        turn("");
        return !said;
    }).map((field) => field.getAttribute("aria-label"));
}"""


def test_whatever_statement_of_this_map_is_rejected_something_is_said_to_follow(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/outline/")
    page.get_by_role("button", name="Try it yourself").click()
    page.locator(".am-mine").first.wait_for()

    assert page.locator(".am-mine").count() > 290
    assert page.evaluate(EVERY_ANSWER) == []


def test_an_outline_shows_what_falls_with_a_position(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/outline/?depth=99&not=irredentism-is-limited,no-such-node")
    page.locator("article .am-fallen").first.wait_for()

    assert page.locator(".am-outline a.am-fallen").first.inner_text().startswith("Moscow can hardly repeat")
    line = "getComputedStyle(document.querySelector('.am-outline .am-refused')).textDecorationLine"
    assert "line-through" in page.evaluate(line)
    assert page.locator(".am-refused").count() >= 1
    page.get_by_label("Your position on “In a revolt only Putin").first.select_option("reject")
    page.wait_for_url("**/outline/?depth=99&not=irredentism-is-limited,*")
    page.get_by_role("button", name="Try it yourself").click()
    assert page.locator(".am-mine").count() == 0


def test_a_position_goes_along_to_every_page_of_the_map(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/nodes/?not=irredentism-is-limited")
    page.get_by_role("region", name="Your position").wait_for()

    fallen = page.locator(".am-nodes a.am-fallen")
    assert fallen.count() == 1
    with page.expect_navigation():
        fallen.click()
    assert place(page).endswith("/no-crimea-in-the-north/?not=irredentism-is-limited")
    page.locator(".am-drawing a.am-refused").wait_for()


def test_who_accepts_a_rival_view_is_told_which_replies_to_reject_then(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/russia-comes-first/")
    replies = page.locator("#objections .am-item > a").evaluate_all(
        "links => links.map(link => link.getAttribute('href').split('/').at(-2))"
    )
    page.get_by_label("accept", exact=True).check()
    said = page.locator("article .am-follows li", has_text="you would have to reject what answers it")
    said.wait_for()
    named = said.locator("a").evaluate_all("all => all.map(one => one.href.split('/').at(-2))")
    assert len(named) > 1
    assert {*named} == {*replies}

    page.goto(address + "kazakhstan-eu/russia-comes-first/?yes=russia-comes-first&not=" + ",".join(replies))
    page.locator("article .am-follows", has_text="you have let every answer to it fall that the map has").wait_for()


@pytest.mark.parametrize("path", [NODE, "kazakhstan-eu/outline/", "kazakhstan-eu/nodes/", "kazakhstan-eu/diagram/"])
def test_without_script_only_comfort_is_lost(scriptless: Page, address: str, path: str) -> None:
    scriptless.goto(address + path)

    assert not any(form.is_visible() for form in scriptless.locator(".am-controls").all())
    assert scriptless.locator("article a[href]").count() > 5
    assert scriptless.locator("article h1").is_visible()


def test_a_node_page_prints_as_one_sheet(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/irredentism-is-limited/")

    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))
    assert len(sheets) == 1


def test_what_bears_on_a_node_is_printed(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/russia-comes-first/")
    page.emulate_media(media="print")

    for name in ("Reasons for this", "Answers to this", "What this bears on"):
        assert page.get_by_role("heading", name=name).is_visible()


def test_in_print_the_whole_map_fits_the_width(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/diagram/")
    page.get_by_title("Zoom in").click()
    page.emulate_media(media="print")

    box = page.locator(".am-whole svg.am-drawing").bounding_box()
    assert box
    assert box["width"] <= 1280
    assert not page.locator(".am-zoom").is_visible()


def test_forced_colours_are_taken(page: Page, address: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(address + NODE)
    colours = page.evaluate(
        """() => {
            const probe = document.body.appendChild(document.createElement("i"));
            const named = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
            const of = (selector, what) => getComputedStyle(document.querySelector(selector))[what];
            return { canvas: named("Canvas"), ink: named("CanvasText"), link: named("LinkText"),
                     fill: of(".am-claim path, .am-claim polygon, .am-rebuttal path", "fill"),
                     line: of(".am-edge path", "stroke"), text: of(".am-node a text", "fill") };
        }"""
    )

    assert colours["fill"] == colours["canvas"]
    assert colours["line"] == colours["ink"]
    assert colours["text"] == colours["link"]


def test_reduced_motion_is_respected(page: Page, address: str) -> None:
    lasting = []
    for motion in ("no-preference", "reduce"):
        page.emulate_media(reduced_motion="reduce" if motion == "reduce" else "no-preference")
        page.goto(address + NODE)
        page.locator(".am-trail a").last.hover()
        preview = page.locator("#am-preview")
        preview.wait_for()
        lasting.append(preview.evaluate("one => getComputedStyle(one).animationDuration"))

    assert lasting[0] != "0s"
    assert lasting[1] == "0s"


def test_the_whole_map_follows_arrows_and_ctrl_with_the_wheel(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/diagram/")
    frame = page.locator(".am-whole .am-scroll")
    before = frame.evaluate("frame => frame.scrollLeft")

    frame.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("before => document.querySelector('.am-whole .am-scroll').scrollLeft > before", arg=before)
    page.keyboard.press("-")
    assert page.locator(".am-zoom output").inner_text() == "80 %"
    frame.hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function("() => document.querySelector('.am-zoom output').textContent === '100 %'")


def test_a_focused_control_is_seen_to_be(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/outline/")
    for selector in (".am-filter input", ".am-filter select", ".am-filter .am-try", ".am-outline a"):
        page.locator(selector).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle; })()"
        )
        assert style != "none", selector


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("diener", "Pro-Russian irredentism"),  # an author cited
        ("irredentism-is-limited", "Pro-Russian irredentism"),  # an id
        ("repeat Crimea", "Moscow can hardly repeat"),  # a title
        ("neo-imperial ambitions", "seems to overemphasise it"),  # a statement
    ],
)
def test_search_finds_a_node_and_shows_its_kind(ask: Callable[[str], Locator], asked: str, found: str) -> None:
    result = ask(asked).filter(has_text=found).first
    result.wait_for()
    assert re.search(r"\b(claim|counterclaim|evidence|answer|thesis)\b", result.inner_text())


def test_drawings_are_not_in_the_search_index(address: str) -> None:
    with urlopen(address + "search/search_index.json") as answer:  # noqa: S310 - the test's own server
        index = json.load(answer)

    words = " ".join(entry["text"] for entry in index["docs"])
    assert not re.search(r"\+\d+ more\b", words)
    assert "The same as a list" not in words
    assert len({entry["location"].partition("#")[0] for entry in index["docs"]}) > 250


@pytest.mark.parametrize("path", ["", "kazakhstan-eu/diagram/"], ids=["overview", "whole map"])
def test_the_overview_and_the_whole_map_can_be_downloaded_in_every_form(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    for kind, begins in (("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF-"), ("dot", b"digraph")):
        with page.expect_download() as download:
            page.get_by_role("link", name=kind.upper(), exact=True).click()
        assert download.value.path().read_bytes().startswith(begins), kind
