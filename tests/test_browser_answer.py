"""What a node's page answers first, and where it says that it stands, at the width of a desk and of a phone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from browsing import AT_REST

pytestmark = pytest.mark.browser

DESK, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=390, height=844)
NODE = "kazakhstan-eu/russia-comes-first/"
DEEP = "kazakhstan-eu/irredentism-is-limited/"
THESES = ("kazakhstan-eu/motives-are-instrumental/", "kazakhstan-eu/brussels-makes-it-possible/")
"""Those that somebody objects to."""

NOT_IN_SIGHT = """() => {
    const trail = document.querySelector(".am-trail");
    const shown = [...trail.querySelectorAll("ol > li > :is(a, span), summary")].filter(one => one.checkVisibility());
    const faults = shown.filter(one => {
        const item = one.closest("li");
        const { left, right } = item.getBoundingClientRect();
        return [...one.getClientRects()].some(box => {
            const [from, to] = [Math.max(box.left, left), Math.min(box.right, right)];
            const hit = document.elementFromPoint((from + to) / 2, box.y + box.height / 2);
            const isCut = box.width > to - from + 1 && getComputedStyle(item).textOverflow !== "ellipsis";
            const isSmall = to - from < Math.min(box.width, 40) - 1;
            return isCut || isSmall || !hit || !(one.contains(hit) || hit.contains(one));
        });
    });
    if (trail.scrollWidth > trail.clientWidth || trail.getBoundingClientRect().bottom > innerHeight) faults.push(trail);
    return faults.map(one => one.textContent);
}"""
"""What of the trail nobody can see: it is covered, cut without a sign of it, or out of the window."""

SAMPLES = "all => all.map(one => [one.innerText.trim(), getComputedStyle(one.querySelector('path')).strokeDasharray])"
HEADED = "title => document.querySelector('h1')?.textContent.startsWith(title)"


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=["desk", "phone"])
def tab(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[Page]:
    """Open a tab as wide as a desk or as a phone."""
    tab = chromium.new_page(viewport=request.param)
    tab.add_init_script(AT_REST)
    yield tab
    tab.close()


@pytest.fixture(scope="module")
def longest_trails(built_site: Path) -> list[str]:
    """Name the pages of the nodes with the longest trail of each shape, by their addresses below the site's.

    A trail has or lacks the thesis, a fold that a desk has, too, and a sibling before and behind. How much its fold
    holds is no matter while that is folded.
    """
    named = json.loads((built_site / "kazakhstan-eu" / "map.json").read_bytes())["nodes"]
    longest: dict[str, tuple[int, str]] = {}
    for node_id in [node["id"] for node in named if node["status"] != "withdrawn"]:
        page = (built_site / "kazakhstan-eu" / node_id / "index.html").read_text(encoding="utf-8")
        trail = re.sub(
            r"</summary>.*?</details>", "", re.findall(r'<nav class="am-trail".*?</nav>', page, re.DOTALL)[0]
        )
        shape = " ".join(re.findall(r'<(?:li|span)(?: class="([^"]*)")?', trail))
        longest[shape] = max(longest.get(shape, (0, "")), (len(re.sub("<[^>]*>", "", trail)), node_id))
    return [f"kazakhstan-eu/{node_id}/" for _, node_id in longest.values()]


def bottom(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"] + box["height"]


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box, selector
    return box["y"]


@pytest.mark.parametrize("path", [*THESES, NODE])
def test_the_first_reason_and_the_first_objection_come_first(tab: Page, address: str, path: str) -> None:
    tab.goto(address + path)

    assert tab.viewport_size
    screen = tab.viewport_size["height"] * (1.5 if tab.viewport_size["width"] < 500 else 1)
    for side in ("#reasons", "#objections"):
        assert bottom(tab, f"{side} .am-item") <= screen


def test_a_page_says_what_who_and_how_it_stands_before_it_explains(tab: Page, address: str) -> None:
    tab.goto(address + NODE)

    parts = [".am-role", ".am-statement", ".am-standing", "#reasons", "#objections", ".am-prose", "#source", "#works"]
    parts += ["#drawing", ".am-cite", ".am-identity"]
    ends = [bottom(tab, part) if part == "#reasons" else top(tab, part) for part in parts]
    where = dict(zip(parts, ends, strict=True))
    if tab.viewport_size == DESK:
        assert where["#objections"] < where.pop("#reasons")  # they stand side by side
    assert list(where.values()) == sorted(where.values())
    said = tab.locator(".am-standing p").first.inner_text()
    assert re.fullmatch(r"Said by Engvall and Cornell .*, as Patalakh .* reads them, .*; Patalakh .* doubts it.", said)


@pytest.mark.parametrize("path", [*THESES, NODE, "kazakhstan-eu/renaming-proposal/"])
def test_citing_and_reporting_are_near_and_open_what_is_folded(tab: Page, address: str, path: str) -> None:
    tab.goto(address + path)
    actions = tab.locator(".am-actions")
    assert tab.viewport_size
    assert bottom(tab, ".am-actions") <= tab.viewport_size["height"]
    assert bottom(tab, ".am-standing") <= top(tab, ".am-actions")
    for link in actions.get_by_role("link").all():
        assert (link.bounding_box() or {"height": 0})["height"] >= 24
        assert actions.bounding_box()["height"] < 30  # type: ignore[index] # it is seen: all stand in one line

    actions.get_by_role("link", name="Cite this").click()
    tab.locator("#cite").wait_for()
    assert 0 < top(tab, "#cite") < tab.viewport_size["height"]
    actions.get_by_role("link", name="Report a mistake").click()
    tab.locator("#report").wait_for()
    text = tab.locator("#report pre").inner_text()
    assert path in text
    assert tab.locator(".am-statement").inner_text() in text


def test_without_script_a_link_opens_what_is_folded(scriptless: Page, address: str) -> None:
    scriptless.set_viewport_size(PHONE)
    scriptless.goto(address + NODE)

    scriptless.get_by_role("link", name="Cite this", exact=True).click()
    assert scriptless.locator("#cite").is_visible()
    scriptless.get_by_role("link", name="Report a mistake").click()
    assert scriptless.locator("#report pre").is_visible()


def test_evidence_can_be_checked_where_it_stands(tab: Page, address: str) -> None:
    tab.goto(f"{address}kazakhstan-eu/renaming-proposal/")

    assert bottom(tab, ".am-statement") <= top(tab, ".am-rests-on") + 4
    assert bottom(tab, ".am-rests-on") <= top(tab, ".am-standing")
    assert tab.locator(".am-rests-on a[href^='http']").is_visible()
    quoted = tab.get_by_role("link", name="read it in the text").get_attribute("href") or ""
    assert quoted.endswith("#:~:text=to%20get%20rid%20of%20the%20%22stan%22%20suffix")


@pytest.mark.parametrize("kind", ["thesis", "counterclaim", "evidence"])
def test_the_bar_of_a_statement_has_the_colour_of_its_kind(page: Page, address: str, kind: str) -> None:
    paths = {"thesis": THESES[0], "counterclaim": NODE, "evidence": "kazakhstan-eu/renaming-proposal/"}
    page.goto(address + paths[kind])

    colours = page.evaluate(
        "[...document.querySelectorAll('.am-statement, .am-role .am-kind')].map(one => getComputedStyle(one))"
        ".map(style => style.borderInlineStartColor)"
    )
    assert len(colours) == 2
    assert len(set(colours)) == 1


def test_on_a_phone_lists_replace_the_drawing_until_somebody_asks_for_it(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address + NODE)
    drawing = page.locator("#drawing svg.am-drawing")

    assert not drawing.is_visible()
    page.get_by_role("link", name="Show the drawing").first.click()
    drawing.wait_for()
    assert drawing.locator(".am-current a").evaluate("box => box.getBoundingClientRect().x") < PHONE["width"]
    page.set_viewport_size(DESK)
    assert drawing.is_visible()


def test_a_phone_shows_the_first_of_a_long_list_and_all_when_asked_without_script(
    scriptless: Page, address: str
) -> None:
    scriptless.set_viewport_size(PHONE)
    scriptless.goto(address + NODE)
    objections = scriptless.locator("#objections > ul > li")

    assert [item.is_visible() for item in objections.all()].count(True) == 1
    scriptless.get_by_role("link", name=re.compile(r"All \d+ answers")).click()
    assert all(item.is_visible() for item in objections.all())
    scriptless.goto(address + NODE)
    scriptless.set_viewport_size(DESK)
    assert all(item.is_visible() for item in objections.all())


def test_the_longest_trail_of_every_shape_is_in_sight_whole_and_uncovered(
    page: Page, address: str, longest_trails: list[str]
) -> None:
    assert len(longest_trails) > 5
    faults = {}
    for path in longest_trails:
        page.goto(address + path)
        for window in (PHONE, DESK) if page.viewport_size == PHONE else (DESK, PHONE):  # each is opened in the last one
            page.set_viewport_size(window)
            for where in ("0", "document.body.scrollHeight / 2"):
                page.evaluate(f"scrollTo({{ top: {where}, behavior: 'instant' }})")
                faults[path, window["width"], where] = page.evaluate(NOT_IN_SIGHT)

    assert {at: found for at, found in faults.items() if found} == {}


@pytest.mark.parametrize("path", [*THESES, NODE, DEEP])
def test_the_trail_takes_one_line_of_a_desk_and_two_of_a_phone_and_what_it_cuts_is_whole_in_its_fold_or_a_preview(
    tab: Page, address: str, path: str
) -> None:
    tab.goto(address + path)

    lines = 1 if tab.viewport_size == DESK else 2
    assert tab.locator(".am-trail").evaluate("one => one.offsetHeight") <= 24 * lines + 12
    links = tab.locator(".am-trail > ol > li:not(.am-between, .am-here) > a").locator("visible=true")
    cut = [
        link
        for link in links.all()
        if link.evaluate("one => one.parentElement.scrollWidth > one.parentElement.clientWidth")
    ]
    fold = tab.locator(".am-trail summary").locator("visible=true")
    for link in cut:
        if fold.count():
            fold.click()
            whole = tab.locator(".am-between ol").get_by_role("link", name=link.inner_text(), exact=True)
            assert whole.evaluate("one => one.scrollWidth <= one.clientWidth && one.checkVisibility()")
            fold.click()
        else:
            link.hover()
            tab.locator(".am-preview-title").get_by_text(link.inner_text(), exact=True).wait_for()


@pytest.mark.parametrize("path", [NODE, DEEP])
def test_nothing_lies_on_the_kind_or_on_the_trail(tab: Page, address: str, path: str) -> None:
    tab.goto(address + path)
    tab.locator("h1").hover()

    sign, kind = (tab.locator(one).bounding_box() for one in ("h1 .headerlink", ".am-role .am-kind"))
    assert sign
    assert kind
    assert sign["y"] + sign["height"] <= kind["y"]
    tab.evaluate("scrollTo({ top: 1500, behavior: 'instant' })")
    tab.mouse.wheel(0, -200)
    tab.locator(".md-top:not([hidden])").wait_for()
    assert tab.evaluate(NOT_IN_SIGHT) == []


def test_the_trail_leads_from_the_thesis_over_a_fold_to_the_node_above(tab: Page, address: str) -> None:
    tab.goto(address + DEEP)
    trail = tab.get_by_role("navigation", name="Where this stands in the map")

    ways = trail.locator(":scope > ol > li > a:visible").all_inner_texts()
    above = ["Map", "Moscow can hardly repeat Crimea in Northern Kazakhstan"]
    if tab.viewport_size == DESK:
        above.insert(1, "Kazakhstan courts the EU largely for modernisation and legitimacy")
    assert ways == above
    between = trail.get_by_role("link", name="Kazakhstan's foreign policy is above all about Russia")
    assert not between.is_visible()
    trail.locator("summary").click()
    assert set(above[1:]) < set(trail.locator("details a").all_inner_texts())  # what is cut stands there whole
    box = between.bounding_box()
    assert box
    assert tab.viewport_size
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= tab.viewport_size["width"]
    assert tab.evaluate(NOT_IN_SIGHT) == []
    between.click()
    tab.wait_for_url(f"**/{NODE}")


def test_siblings_are_told_and_followed_in_the_order_of_the_page_above(page: Page, address: str) -> None:
    page.goto(address + NODE)
    listed = page.locator("#reasons .am-item > a")
    titles = listed.all_text_contents()
    listed.first.click()

    walked = []
    for number, title in enumerate(titles, 1):
        page.wait_for_function(HEADED, arg=title)
        here = page.locator(".am-trail [aria-current=page]")
        assert here.inner_text() == f"reason {number} of {len(titles)} in this map"
        walked.append(title)
        if number < len(titles):
            page.locator(".am-trail").get_by_role("link", name=f"next reason: {titles[number]}").click()
    assert walked == titles
    assert page.locator(".am-trail").get_by_role("link", name="next").count() == 0
    page.locator(".am-trail").get_by_role("link", name="previous").click()
    page.wait_for_function(HEADED, arg=titles[-2])


def test_the_drawing_says_which_box_is_the_page(page: Page, address: str) -> None:
    page.goto(address + NODE)

    current = page.locator("#drawing [aria-current]")
    assert current.count() == 1
    said = " ".join((current.text_content() or "").split())
    assert said.startswith("Kazakhstan's foreign policy is above all about Russia")


def test_a_drawing_names_all_lines_but_those_of_support(page: Page, address: str) -> None:
    page.goto(address + NODE)

    assert page.locator("#drawing .am-edge.am-supports").count() > 3
    assert page.locator("#drawing .am-edge.am-supports text").count() == 0
    assert "objection" in page.locator("#drawing .am-edge.am-attacks text").all_text_contents()
    samples = page.locator("#drawing .am-line").evaluate_all(SAMPLES)
    assert dict(samples) == {"reason": "none", "objection": "5px, 2px", "challenged step": "5px, 2px"}


@pytest.mark.parametrize("anchor", ["report", "cite", "history", "bears-on"])
def test_what_an_address_names_is_below_what_stays_in_sight_with_its_heading(
    tab: Page, address: str, anchor: str
) -> None:
    tab.goto("about:blank")
    tab.goto(f"{address}{NODE}#{anchor}")
    tab.wait_for_function("scrollY > 0")

    part = tab.locator(f"#{anchor}")
    heading = tab.locator(f"summary:has(+ #{anchor}), #{anchor} > h2, details:has(> #{anchor}) > summary").first
    assert part.is_visible()
    tab.wait_for_function(
        "heading => heading.getBoundingClientRect().top"
        " >= document.querySelector('.am-trail').getBoundingClientRect().bottom",
        arg=heading.element_handle(),
    )


def test_the_box_of_a_word_is_closed_by_a_button_and_covers_nothing_that_one_can_do_beside_it(
    tab: Page, address: str
) -> None:
    tab.goto(f"{address}kazakhstan-eu/russia-comes-first/")
    words = tab.locator(".am-standing button.am-how").all()
    assert len(words) == 3
    for word in words:
        word.click()
        close = tab.locator(".am-close:visible")
        place = close.bounding_box()
        assert place
        assert min(place["width"], place["height"]) >= 24
        box = tab.locator("[popover]:popover-open").bounding_box()
        assert box
        for control in tab.locator(".am-doing :is(label, a):visible").all():
            own = control.bounding_box()
            assert own
            assert own["y"] + own["height"] <= box["y"] or own["y"] >= box["y"] + box["height"]
        close.focus()
        tab.keyboard.press("Enter")
        assert close.count() == 0


def test_a_phone_shows_the_overview_as_a_list_until_somebody_asks_for_the_drawing(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)

    drawing, listed = page.locator(".am-overview .am-scroll"), page.locator(".am-overview .am-as-list a")
    assert not drawing.is_visible()
    assert {"Kazakhstan's foreign policy is above all about Russia"} <= set(listed.all_inner_texts())
    assert listed.first.is_visible()
    page.get_by_role("link", name="Show the drawing").click()
    assert drawing.is_visible()


def test_what_dims_in_a_drawing_can_still_be_read(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".am-overview .am-node a").first.focus()

    dimmed = page.locator(".am-dim .am-node:not(.am-lit) text")
    assert dimmed.count() > 3
    assert set(
        dimmed.evaluate_all(
            "all => all.map(one => [getComputedStyle(one).opacity, getComputedStyle(one.closest('g')).opacity].join())"
        )
    ) == {"1,1"}
