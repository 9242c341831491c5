"""The tree to unfold, in a real browser: by mouse, by keyboard, on a phone, on paper, without a script."""

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Locator, Page

from argmap.citations.citable import Published
from argmap.model.graph import Graph, graph_of
from argmap.pages.branches import MOST_AT_FIRST, tree_of
from argmap.pages.context import context_of
from argmap.pages.templating import Templates
from argmap.read.maps import read
from argmap.site.outputs import assets
from argmap.storage.disk import load
from browsing import ROOT, barriers, place, served
from debate import DEBATE

pytestmark = pytest.mark.browser

TREE = "kazakhstan-eu/tree/"
WINDOWS = [(1280, 800), (390, 844)]
BOXES = """() => [...document.querySelectorAll(".am-tree .am-card")].filter(card => card.checkVisibility())
.map(card => {
  const box = card.getBoundingClientRect();
  const above = card.parentElement.parentElement.closest("li")?.firstElementChild.getBoundingClientRect();
  return {left: box.left, right: box.right, top: box.top, bottom: box.bottom, above: above?.right ?? 0};
})"""
SMALLEST = """() => Math.min(...[...document.querySelectorAll(".am-tree *")]
  .filter(one => one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
  .map(one => parseFloat(getComputedStyle(one).fontSize)))"""
LEVELS = """() => Object.fromEntries([...document.querySelectorAll(".am-tree [data-am-id]")].map(li => {
  let level = 0;
  for (let up = li.parentElement.closest("li"); up; up = up.parentElement.closest("li")) level += 1;
  return [li.dataset.amId, level];
}))"""
COVERED = """card => {
  const box = card.getBoundingClientRect();
  const [x, y] = [Math.max(box.left, 0) + 20, box.top + 12];
  return !card.contains(document.elementFromPoint(x, y));
}"""


@pytest.fixture(scope="module")
def graph() -> Graph:
    maps = read(dict(load(ROOT / "docs").texts)).maps
    return graph_of(next(one for one in maps if one.id == "kazakhstan-eu"))


def card(page: Page, node_id: str) -> Locator:
    return page.locator(f"[data-am-id='{node_id}'] > .am-card")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.dataset?.amId ?? document.activeElement.textContent.trim()"))


def level(page: Page) -> int:
    return int(page.evaluate("document.activeElement.getAttribute('aria-level')"))


def shown(page: Page) -> int:
    return len(page.evaluate(BOXES))


def title_of(page: Page, node_id: str) -> str:
    return card(page, node_id).locator(".am-title").inner_text()


def settled(page: Page, node_id: str) -> None:
    """Wait until the smooth scrolling has brought a card into view."""
    page.wait_for_function(
        "card => { const at = card.getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight; }",
        arg=card(page, node_id).element_handle(),
    )


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_the_first_view_can_be_taken_in(page: Page, address: str, window: tuple[int, int]) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})
    page.goto(address + TREE)
    boxes = page.evaluate(BOXES)

    assert 3 <= len(boxes) <= MOST_AT_FIRST
    assert page.evaluate(SMALLEST) >= 12
    assert page.evaluate("document.documentElement.scrollWidth") == window[0]


def test_at_first_what_bears_on_a_card_stands_to_its_right_and_covers_nothing(page: Page, address: str) -> None:
    page.goto(address + TREE)
    page.add_style_tag(content=".am-tree li { content-visibility: visible !important }")  # all as if in sight
    boxes = page.evaluate(BOXES)

    assert all(box["left"] > box["above"] for box in boxes)
    columns: dict[float, list[Any]] = {}
    for box in boxes:
        columns.setdefault(box["left"], []).append(box)
    for column in columns.values():
        assert all(one["bottom"] <= two["top"] for one, two in pairwise(sorted(column, key=lambda box: box["top"])))


def test_branches_stand_apart_so_that_no_lines_can_cross(page: Page, address: str) -> None:
    page.goto(address + TREE)
    page.get_by_label("Unfold to depth").select_option("99")
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        crossing = page.evaluate(
            """() => [...document.querySelectorAll(".am-tree ul")].some(list => {
              const boxes = [...list.children].map(li => li.getBoundingClientRect());
              return boxes.some((box, at) => at && box.top < boxes[at - 1].bottom);
            })"""
        )
        assert not crossing, width


def test_every_node_stands_once_and_within_as_many_unfolds_as_it_is_deep(
    page: Page, address: str, graph: Graph
) -> None:
    page.goto(address + TREE)
    levels = page.evaluate(LEVELS)

    assert page.locator(".am-tree [data-am-id]").count() == len(graph.nodes)
    assert levels.keys() == graph.nodes.keys()
    assert all(levels[node_id] <= len(graph.way_up(node_id)) for node_id in graph.nodes)


def test_a_click_unfolds_and_the_way_there_stays_lit_while_the_rest_dims(page: Page, address: str) -> None:
    page.goto(address + TREE)
    fill = "card => getComputedStyle(card).backgroundColor"
    rival, other = card(page, "russia-comes-first"), card(page, "anceschis-glue")
    before = other.evaluate(fill)

    rival.click()
    assert card(page, "no-crimea-in-the-north").is_visible()
    lit = page.locator(".am-card[data-am-lit]").evaluate_all("all => all.map(card => card.parentElement.dataset.amId)")
    assert {"motives-are-instrumental", "russia-comes-first", "no-crimea-in-the-north"} <= set(lit)
    assert rival.evaluate(fill) != other.evaluate(fill) != before
    groups = page.locator("[data-am-id='russia-comes-first'] > .am-branches > ul")
    assert groups.evaluate_all("all => all.map(ul => ul.ariaLabel)") == ["Reasons for this", "Answers to this"]
    rival.click()
    assert not card(page, "no-crimea-in-the-north").is_visible()


def test_a_card_says_kind_title_speaker_and_what_bears_on_it(page: Page, address: str) -> None:
    page.goto(address + TREE)

    said = card(page, "russia-comes-first").inner_text()
    assert said.startswith("objection\nKazakhstan's foreign policy is above all about Russia")
    assert re.search(r"counterclaim .*Jarosiewicz \(2016\).*; Patalakh \(2018\) doubts it", said)
    assert re.search(r"\d+ reasons, \d+ answers", said)
    assert "also an objection to Economic goals" in said


def test_below_the_tree_is_told_where_the_reader_is_with_the_way_to_the_page(page: Page, address: str) -> None:
    page.goto(address + TREE)
    strip = page.locator(".am-tree-now")
    assert not strip.is_visible()

    card(page, "russia-comes-first").click()
    strip.locator(".am-tree-said", has_text="Russia").wait_for()
    strip.get_by_role("link", name="Economic goals").click()
    assert focused(page) == "economy-first-and-many-vectors"
    with page.expect_navigation(url="**/economy-first-and-many-vectors/"):
        strip.get_by_role("link", name="Read its page").click()


def test_on_a_phone_the_strip_says_only_what_the_card_does_not_say(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + TREE)
    rival = card(page, "russia-comes-first")
    rival.locator(".am-who").click()
    strip = page.locator(".am-tree-now")
    strip.locator(".am-tree-said", has_text="Russia").wait_for()

    statement, *rest = strip.inner_text().splitlines()
    assert statement not in rival.inner_text()
    assert [line for line in rest if line.strip()] == ["Read its page", "What the words on this card mean"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")  # the keyboard stops at no link within the tree, so the strip has them, too
    assert strip.get_by_role("link", name="Economic goals").is_visible()


UNEXPLAINED = """() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const entries = all(".am-tree-words [data-am-of]").map(one => one.dataset.amOf);
  const parts = ".am-kind, .am-counts > :not(.am-frames), .am-how, .am-stance, .am-together, .am-denial";
  const words = all(`.am-tree .am-card :is(${parts})`);
  return [words.filter(word => !entries.some(entry => word.matches(entry))).map(word => word.outerHTML),
          entries.filter(entry => !words.some(word => word.matches(entry)))];
}"""


@pytest.mark.parametrize("path", [TREE, "assignment-expressions/tree/"])
def test_every_word_on_a_card_is_explained_on_the_page_and_no_other(page: Page, address: str, path: str) -> None:
    page.goto(address + path)

    assert page.evaluate(UNEXPLAINED) == [[], []]
    page.get_by_text("What the words on the cards mean").click()
    assert page.get_by_text("A statement that needs reasons.").first.is_visible()


def test_the_strip_explains_the_words_on_the_card_where_the_reader_is(page: Page, address: str) -> None:
    page.goto(address + TREE)
    explained = page.locator(".am-tree-meant")
    words_on = {
        "motives-are-instrumental": ["thesis", "reason", "objection", "limit", "answered"],
        "russia-comes-first": ["counterclaim", "reason", "answer", "not contested in this map", "doubts it"],
    }
    for width, height in WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        for node_id, words in words_on.items():
            card(page, node_id).locator(".am-who").click()
            assert not explained.locator("dl").is_visible()
            explained.locator("summary").click()
            assert [word.removesuffix(":") for word in explained.locator("dt").all_inner_texts()] == words, width
            assert explained.locator("dd").last.is_visible()


def test_linked_premises_stand_in_one_bracket(page: Page, address: str) -> None:
    page.goto(address + TREE + "#no-crimea-in-the-north")
    tied = page.locator("[data-am-id='no-crimea-in-the-north'] > .am-branches .am-tied")

    assert tied.count() == 2
    assert "only together" in tied.first.inner_text()
    ends = tied.evaluate_all(
        """all => all.map(li => {
          const style = getComputedStyle(li, "::before");
          return [style.borderInlineStartWidth, style.borderBlockStartWidth, style.borderBlockEndWidth];
        })"""
    )
    assert ends == [["3px", "3px", "0px"], ["3px", "0px", "3px"]]


def test_a_challenged_step_says_so_where_it_is_and_leads_to_the_challenge(page: Page, address: str) -> None:
    page.goto(address + TREE + "#legitimation-where-sources-lack")
    denial = card(page, "legitimation-where-sources-lack").locator(".am-denial")

    assert denial.inner_text().startswith("step challenged: ")
    denial.get_by_role("link").click()
    assert focused(page) == "not-short-of-legitimacy"
    group = page.locator("[data-am-id='not-short-of-legitimacy']").locator("xpath=..")
    assert group.get_attribute("aria-label") == "Challenged steps"


def test_what_stands_elsewhere_leads_there(page: Page, address: str) -> None:
    page.goto(address + TREE + "#motives-shape-brussels-power")
    elsewhere = page.locator(
        "[data-am-id='motives-shape-brussels-power'] > .am-branches > ul > [data-am-to='motives-are-instrumental']"
    )

    assert "(stands elsewhere)" in elsewhere.inner_text()
    elsewhere.click(position={"x": 30, "y": 40})
    assert focused(page) == "motives-are-instrumental"


def test_the_keys_of_a_tree(page: Page, address: str) -> None:
    page.goto(address + TREE)
    page.locator("[role=tree] [tabindex='0']").focus()

    def press(*keys: str) -> str:
        for key in keys:
            page.keyboard.press(key)
        return focused(page)

    first = focused(page)
    assert (first, level(page)) == ("motives-are-instrumental", 1)
    child = press("ArrowRight")
    assert level(page) == 2
    assert press("ArrowLeft") == first
    assert press("ArrowLeft") == first
    item = page.locator(f"[data-am-id='{first}']")
    assert item.get_attribute("aria-expanded") == "false"
    assert press("ArrowDown") == "brussels-makes-it-possible"
    assert press("ArrowUp", "ArrowRight", "ArrowRight") == child
    assert item.get_attribute("aria-expanded") == "true"
    assert press("Enter") == child
    assert page.locator(f"[data-am-id='{child}']").get_attribute("aria-expanded") == "true"
    assert press("ArrowDown", "ArrowUp", " ") == child
    assert page.locator(f"[data-am-id='{child}']").get_attribute("aria-expanded") == "false"
    assert press("Home") == first
    last = press("End")
    assert press("ArrowDown") == last
    assert press("Home", "a", "s") == "brussels-makes-it-possible"
    assert press("Home", "*") == first
    assert page.locator(".am-tree-root > li[aria-expanded='false']").count() == 0
    page.keyboard.press("Control+ArrowDown")
    assert focused(page) == first


TYPED = """letters => {
  for (const key of letters) document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
}"""
"""Types without a pause, as the keyboard of a busy machine may not: a pause begins another word."""


def test_letters_typed_one_after_the_other_find_the_card_that_begins_with_them(page: Page, address: str) -> None:
    page.goto(address + TREE)
    page.get_by_label("Unfold to depth").select_option("99")
    page.locator("[role=tree] [tabindex='0']").focus()

    at = page.locator("[role=treeitem]:focus > .am-card > a").first
    for typed, begins in (("mosc", "Moscow's unions"), ("most", "Most people"), ("moscow c", "Moscow can hardly")):
        page.keyboard.press("Home")  # who goes elsewhere begins another word
        page.evaluate(TYPED, typed)
        assert at.inner_text().startswith(begins)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    page.evaluate(TYPED, "zzz")
    assert at.inner_text().startswith("Moscow can hardly")
    page.keyboard.press("Home")
    page.keyboard.type("m")
    first = at.inner_text()
    page.keyboard.type("m")  # one letter again and again goes from card to card
    assert first != at.inner_text()
    assert at.inner_text().startswith("M")


def test_the_small_picture_never_lies_on_the_card_that_has_the_focus(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(reduced_motion="reduce")
    page.goto(address + TREE)
    page.locator("[role=tree] [tabindex='0']").focus()
    page.locator(
        ".am-minimap"
    ).wait_for()  # it is drawn once nothing more changes, which the keys below do not wait for
    assert page.evaluate(WALK) == {"covered": [], "hasGoneAside": True}


def test_the_tree_is_one_stop_of_the_tab_key_and_can_be_skipped(page: Page, address: str) -> None:
    page.goto(address + TREE)
    page.locator(".am-tree-form select").last.focus()

    page.keyboard.press("Tab")
    assert focused(page) == "Skip the tree"
    page.keyboard.press("Tab")
    assert focused(page) == "motives-are-instrumental"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert focused(page) == "Read its page"
    assert page.locator("[role=tree] [tabindex='0']").count() == 1
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "tree-end"


APART = """() => {
  const [card, map] = [document.activeElement.firstElementChild, document.querySelector(".am-minimap")].map(
    one => one.getBoundingClientRect());
  return card.right <= map.left || map.right <= card.left || card.bottom <= map.top || map.bottom <= card.top;
}"""
WALK = f"""async () => {{
  const isApart = {APART};
  const found = {{ covered: [], hasGoneAside: false }};
  for (let step = 0; step < 90; step++) {{
    const key = step % 3 ? "ArrowRight" : "ArrowDown";
    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {{ key, bubbles: true }}));
    for (let frame = 0; frame < 60 && (frame < 2 || !isApart()); frame++) await new Promise(requestAnimationFrame);
    if (!isApart()) found.covered.push(document.activeElement.dataset.amId);
    found.hasGoneAside ||= document.querySelector(".am-minimap[data-am-aside]") !== null;
  }}
  return found;
}}"""
"""Walks through the tree by keys, and names the cards on which the small picture still lies after a second."""
WHOLE = """(card) => {
  const [at, strip] = [card ?? document.activeElement.firstElementChild, document.querySelector(".am-tree-now")];
  const box = at.getBoundingClientRect();
  const bar = document.querySelector(".am-position:not([hidden])")?.getBoundingClientRect().top ?? innerHeight;
  return box.top >= 0 && box.bottom <= Math.min(strip.getBoundingClientRect().top, bar);
}"""


@pytest.mark.parametrize("asked", ["", "?not=russia-comes-first&yes=motives-shape-brussels-power"])
def test_the_card_that_the_keyboard_reaches_is_seen_whole(page: Page, address: str, asked: str) -> None:
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address + TREE + asked)
        page.locator("[role=tree] > [tabindex='0']").focus()

        page.keyboard.press("End")
        assert focused(page) == "motives-shape-brussels-power"
        page.locator(".am-tree-now .am-tree-said:not(:empty)").wait_for()  # with it the strip grows
        page.wait_for_function(WHOLE)


def test_what_a_reader_makes_of_a_statement_stands_on_its_card(page: Page, address: str) -> None:
    page.goto(address + TREE + "?not=russia-comes-first&yes=motives-shape-brussels-power")
    page.locator(".am-position").wait_for()

    said = "one => getComputedStyle(one.querySelector('.am-title'), '::after').content"
    assert "(you accept it)" in card(page, "motives-shape-brussels-power").evaluate(said)
    assert card(page, "motives-are-instrumental").evaluate(said) == "none"
    title = card(page, "russia-comes-first").locator(".am-title")
    assert title.evaluate("one => getComputedStyle(one).textDecorationLine") == "line-through"


def test_a_found_statement_is_never_hidden(page: Page, address: str) -> None:
    for width, height in ((1280, 800), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(address + TREE + "?section=conclusion")
        find = page.get_by_role("searchbox", name="Find", exact=True)

        find.fill("Crimea")
        for number, node_id in enumerate(("no-crimea-in-the-north", "crimea-was-inflamed"), start=1):
            find.press("Enter")
            told = page.locator(".am-tree-form output").inner_text()
            assert told.startswith(f"{number} of 2: {title_of(page, node_id)}")
            settled(page, node_id)
            page.wait_for_function(f"card => !({COVERED})(card)", arg=card(page, node_id).element_handle())
            page.locator(".am-tree-now .am-tree-said:not(:empty)").wait_for()
            page.wait_for_function(f"card => ({WHOLE})(card)", arg=card(page, node_id).element_handle())
        find.fill("zzz")
        find.press("Enter")
        assert page.locator(".am-tree-form output").inner_text() == "not found"
    assert place(page).endswith("&find=zzz#crimea-was-inflamed")


def test_what_is_found_is_named_and_the_focus_goes_there(page: Page, address: str) -> None:
    page.goto(address + TREE)
    find = page.get_by_role("searchbox", name="Find", exact=True)
    find.fill("Crimea")
    find.press("Enter")
    told = page.locator("form output")
    assert told.evaluate("one => one.textContent.includes('(Escape leads to its card)')")
    find.press("Escape")
    assert focused(page) == "no-crimea-in-the-north"
    find.press("Enter")
    told.get_by_role("link").press("Enter")
    assert focused(page) == "crimea-was-inflamed"


def test_a_section_is_shown_with_the_ways_to_it(page: Page, address: str) -> None:
    page.goto(address + TREE)
    before = shown(page)
    page.get_by_label("Section").select_option(label="Concluding remarks")
    told = page.locator(".am-tree-form output").inner_text()

    count, total = map(int, re.findall(r"\d+", told))
    visible = page.locator(".am-tree [data-am-section=conclusion][data-am-id]")
    assert visible.count() == count < total
    assert all(one.is_visible() for one in visible.all())
    assert place(page).endswith("/tree/?section=conclusion")
    page.goto(address + TREE + "?section=conclusion#eu-is-competent")
    assert card(page, "eu-is-competent").is_visible()
    assert page.locator(".am-tree [data-am-section=conclusion][data-am-id]").first.is_visible()
    page.get_by_label("Section").select_option("")
    page.goto(address + TREE)
    page.get_by_label("Section").select_option(label="Concluding remarks")
    page.get_by_label("Section").select_option("")
    assert shown(page) == before


def test_what_is_open_stands_in_the_address_and_back_folds_it_again(page: Page, address: str) -> None:
    page.goto(address + TREE)
    card(page, "russia-comes-first").click()
    card(page, "no-crimea-in-the-north").click()
    card(page, "kazakhstan-behaves-smartly").click()
    here = place(page)
    assert here.endswith("/tree/#kazakhstan-behaves-smartly,no-crimea-in-the-north")
    open_now = shown(page)

    page.go_back()
    assert place(page).endswith("/tree/#no-crimea-in-the-north")
    page.go_back()
    page.go_back()
    page.wait_for_function("location.hash === ''")
    assert not card(page, "no-crimea-in-the-north").is_visible()
    page.goto("about:blank")
    page.goto(here)
    page.locator("[aria-current][data-am-id='kazakhstan-behaves-smartly']").wait_for()
    assert shown(page) == open_now


def test_a_card_that_is_pressed_stays_beneath_the_pointer_until_it_is_let_go(page: Page, address: str) -> None:
    page.goto(address + TREE)
    pressed = card(page, "russia-comes-first")
    pressed.scroll_into_view_if_needed()
    before = pressed.bounding_box()
    assert before is not None
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)

    page.mouse.down()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert pressed.bounding_box() == before
    page.mouse.up()

    card(page, "no-crimea-in-the-north").wait_for()
    assert place(page).endswith("/tree/#russia-comes-first")


def test_a_press_that_is_let_go_elsewhere_unfolds_nothing(page: Page, address: str) -> None:
    page.goto(address + TREE)
    pressed = card(page, "russia-comes-first")
    pressed.scroll_into_view_if_needed()
    pressed.hover()
    page.mouse.down()
    page.mouse.move(1, 1)
    page.mouse.up()

    page.locator("[aria-current][data-am-id='russia-comes-first']").wait_for()  # the keyboard goes on from there
    assert not card(page, "no-crimea-in-the-north").is_visible()


def test_everything_unfolded_has_a_short_address(page: Page, address: str) -> None:
    page.goto(address + TREE)
    page.get_by_label("Unfold to depth").select_option("99")
    everything = shown(page)
    assert place(page).endswith("/tree/#,*")

    card(page, "brussels-makes-it-possible").click(position={"x": 250, "y": 15})
    assert place(page).endswith("/tree/#brussels-makes-it-possible,*,-brussels-makes-it-possible")
    fewer = shown(page)
    assert fewer < everything
    page.reload()
    page.locator("[aria-current]").wait_for()
    assert shown(page) == fewer


def test_an_address_of_before_and_one_with_strange_words_are_taken(page: Page, address: str) -> None:
    for fragment in ("#no-such-node", "#tree-end", "#,no-such-node,-gone", "#%22%3Cscript%3E", "#%"):
        page.goto("about:blank")
        page.goto(address + TREE + fragment)
        page.locator("[role=tree]").wait_for()
        assert not page.locator("[aria-current]").count()


def test_a_small_picture_tells_where_in_the_tree_the_reader_is(page: Page, address: str) -> None:
    page.goto(address + TREE)
    card(page, "russia-comes-first").click()
    seen = page.locator(".am-minimap b")
    seen.wait_for()
    before = seen.bounding_box()

    page.locator(".am-minimap").click(position={"x": 10, "y": 5})
    page.wait_for_function("document.querySelector('.am-tree-frame').scrollTop === 0")
    after = seen.bounding_box()
    assert before
    assert after
    assert after["y"] < before["y"]
    assert page.locator(".am-minimap").evaluate("map => map.style.background.split('--am-thesis').length") > 3
    assert page.locator(".am-minimap").get_attribute("aria-hidden") == "true"


def test_on_a_phone_it_is_one_column_that_indents(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + TREE)
    # what is out of sight takes the room that it is thought to take, until it comes into sight
    page.add_style_tag(content=".am-tree li { content-visibility: visible !important; }")
    card(page, "russia-comes-first").click()

    boxes = page.evaluate(BOXES)
    assert all(one["bottom"] <= two["top"] for one, two in pairwise(boxes))
    lefts = sorted({round(box["left"]) for box in boxes})
    assert len(lefts) == 3
    assert max(box["right"] for box in boxes) <= 390
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.evaluate(SMALLEST) >= 12


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_it_is_accessible_when_unfolded_with_something_found_and_explained(
    page: Page, address: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + TREE + "#not-short-of-legitimacy,no-crimea-in-the-north")
    page.locator("[aria-current]").wait_for()
    page.get_by_role("searchbox", name="Find", exact=True).fill("Crimea")
    page.keyboard.press("Enter")
    page.locator(".am-tree-form output a").wait_for()
    page.locator(".am-tree-meant summary").click()
    assert page.locator(".am-tree-meant dd").last.is_visible()

    assert barriers(page, ".md-content") == []


def test_printed_it_is_the_outline(page: Page, address: str) -> None:
    page.goto(address + TREE)
    page.emulate_media(media="print")

    hidden = page.locator(".am-tree [data-am-id] > .am-card").evaluate_all(
        "all => all.filter(card => !card.checkVisibility()).length"
    )
    assert hidden == 0
    for part in (".am-tree-form", ".am-minimap", ".am-tree-now"):
        assert not page.locator(part).is_visible()
    assert page.locator(".am-tree-frame").evaluate("frame => frame.scrollHeight === frame.clientHeight")
    assert card(page, "russia-comes-first").inner_text().startswith("objection Kazakhstan's foreign policy")


def test_without_a_script_it_is_an_outline_with_every_link(scriptless: Page, address: str, graph: Graph) -> None:
    scriptless.goto(address + TREE + "#no-crimea-in-the-north")

    links = scriptless.locator(".am-tree .am-title")
    assert links.count() == len(graph.nodes)
    assert links.last.is_visible()
    assert links.evaluate_all("all => all.every(link => link.checkVisibility())")
    at = scriptless.locator("#no-crimea-in-the-north").bounding_box()
    assert at
    assert 0 <= at["y"] < 700


@pytest.fixture(scope="module")
def two_trees(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a page with two trees of one map, in a language that is written from right to left."""
    folder = tmp_path_factory.mktemp("trees")
    context = context_of(read(DEBATE).maps[0], Published())
    made = [tree_of(context, name, has_anchors=False, most=3) for name in ("one", "two")]
    templates = Templates()
    text = (
        '{% from "partials/tree.html" import tree, tree_style %}{{ tree_style("") }}'
        '{% for one in trees %}{{ tree(one, "m/") }}{% endfor %}'
    )
    body = templates._environment.from_string(text).render(trees=made)  # noqa: SLF001 - as a page would call the macro
    head = '<!DOCTYPE html><html lang="en" dir="rtl"><meta charset="utf-8"><title>Two</title>'
    sheet = '<link rel="stylesheet" href="argmap/argmap.css">'
    (folder / "argmap").mkdir()
    for path, content in assets().items():
        (folder / path).write_text(content, encoding="utf-8")
    page = f'{head}{sheet}<main class="md-typeset">{body}</main><script src="argmap/argmap.js"></script>'
    (folder / "index.html").write_text(page, encoding="utf-8")
    with served(Path(folder)) as there:
        yield there


def test_two_trees_of_a_page_know_nothing_of_each_other(chromium: Browser, two_trees: str) -> None:
    tab = chromium.new_page()
    tab.goto(two_trees)
    one, two = tab.locator(".am-tree").all()
    one.locator("[role=treeitem]").first.wait_for()

    one.locator("[role=treeitem]").first.focus()
    for _ in range(2):
        tab.keyboard.press("ArrowLeft")  # inwards, where the page runs from right to left
    assert one.locator("[aria-current]").get_attribute("data-am-id") == "close"
    assert two.locator("[aria-current]").count() == 0
    assert "#" not in tab.url
    first = one.locator("[data-am-id=close] > .am-card").bounding_box()
    root = one.locator("[data-am-id=ask] > .am-card").bounding_box()
    assert first
    assert root
    assert first["x"] < root["x"]
    with tab.expect_navigation(url="**/m/close/"):
        one.get_by_role("link", name="Read its page").click()
    tab.close()
