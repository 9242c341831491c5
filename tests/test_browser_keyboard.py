"""Who goes through the pages by keyboard sees where they are, and what a word means."""

import re

import pytest
from playwright.sync_api import Error, Page, ViewportSize, expect

from browsing import barriers

pytestmark = pytest.mark.browser

MAP = "kazakhstan-eu/"
WALKED = (
    "",
    MAP,
    *(f"{MAP}{page}/" for page in ("outline", "nodes", "source", "references", "exposed", "glossary", "cite")),
    *(f"{MAP}{node}/" for node in ("russia-comes-first", "motives-are-instrumental", "irredentism-is-limited")),
    "manual/",
    "manual/editors/",
)
HAVE_CARDS = [path for path in WALKED[:-2] if not path.endswith(("/references/", "/glossary/", "/cite/"))]
"""Those whose words lead to nodes."""
STOPS = 40
AT_ONCE = """const later = setTimeout; window.setTimeout = (act, wait, ...values) => later(act, 0, ...values);
window.othersDone = () => new Promise(done => later(done));"""
"""Lets nobody wait for a card; `othersDone` ends when what was to be done by then is done."""
WINDOWS = {"desk": ViewportSize(width=1280, height=800), "phone": ViewportSize(width=390, height=844)}


HIDDEN = """() => {
    const focused = document.activeElement;
    // The theme shows the focus of a choice of colours, which has no size, on the label beside it, and so of a tab.
    const label = focused.matches(".tabbed-set > input") && document.querySelector(`label[for="${focused.id}"]`);
    const one = label || (focused.matches(".md-option") ? focused.nextElementSibling : focused);
    const boxes = [...one.getClientRects()].filter(box => box.width && box.height);
    const free = (x, y) => {
        const hit = x >= 0 && y >= 0 && x < innerWidth && y < innerHeight && document.elementFromPoint(x, y);
        return hit && (one.contains(hit) || hit.contains(one));
    };
    const parts = [.1, .5, .9];
    const seen = one === document.body
        || boxes.some(box => parts.some(w => parts.some(h => free(box.x + box.width * w, box.y + box.height * h))));
    return seen ? "" : `${one.tagName} ${one.textContent.trim().slice(0, 40)} at ${one.getBoundingClientRect().y}`;
}"""
"""Names what has the focus, where nothing of it can be seen."""


NOTED = f"""() => {{
    window.unseen = [];
    const still = document.createElement("style");
    still.textContent = "* {{ transition: none !important; }}"; // else what is closed fades for a while
    document.head.append(still);
    addEventListener("keyup", (event) => event.key === "Tab" && unseen.push(({HIDDEN})()));
}}"""
"""Notes at each stop what cannot be seen of it."""
LAST = """[...document.querySelectorAll("a[href]")].findLast(
    link => link.checkVisibility({ visibilityProperty: true })
).focus()"""


def unseen_stops(page: Page, key: str) -> list[str]:
    """Walk over a page, and return what has the focus and cannot be seen the moment that it has it."""
    page.evaluate("() => unseen.splice(0)")
    for _ in range(STOPS):
        page.keyboard.press(key)
    noted: list[str] = page.evaluate("unseen")
    assert len(noted) == STOPS
    return [stop for stop in noted if stop]


def stops_that_stay_unseen(page: Page, key: str) -> list[str]:
    """Walk over a page, and wait at each stop that cannot be seen: a script may be about to bring it into sight."""
    hidden = []
    for _ in range(STOPS):
        page.keyboard.press(key)
        if page.evaluate(HIDDEN):
            try:
                page.wait_for_function(f"() => !({HIDDEN})()")
            except Error:
                hidden.append(str(page.evaluate(HIDDEN)))
    return hidden


@pytest.mark.parametrize("first", WINDOWS)
def test_what_has_the_focus_is_never_hidden(page: Page, address: str, first: str) -> None:
    """Each page is walked in both windows: forwards where it is opened, and then from its end in the other one."""
    page.emulate_media(reduced_motion="reduce")
    (second,) = WINDOWS.keys() - {first}
    hidden = {}
    for path in WALKED[first == "desk" :: 2]:
        for walk in (unseen_stops, stops_that_stay_unseen):
            page.set_viewport_size(WINDOWS[first])
            page.goto(address + path)
            page.evaluate(NOTED)
            forwards = walk(page, "Tab")
            page.set_viewport_size(WINDOWS[second])
            page.evaluate(LAST)
            hidden[path] = forwards + walk(page, "Shift+Tab")
            if not hidden[path]:
                break

    assert {path: stops for path, stops in hidden.items() if stops} == {}


HIDING = """async ({ site, map }) => {
    const { dataOf, nodeOf } = await import(`${site}argmap/links.js`);
    await Promise.all([dataOf("argmap/maps.json"), import(`${site}argmap/previews.js`)]);
    const { nodes } = await dataOf(`${map}cards.json`);
    const stops = [...document.querySelectorAll("a, button, input, select, summary, textarea")]
        .filter(one => one.tabIndex >= 0 && one.checkVisibility() && !one.closest(".md-search"));
    const titles = [...document.querySelectorAll("article :is(h1, h2, h3)")];
    const links = stops.filter(one => one.matches("article a, .am-position a") && nodes[nodeOf(one)?.id]);
    const every = Math.ceil(links.length / 20);
    const hidden = [];
    let opened = 0;
    for (const link of links.filter((_, number) => number % every === 0)) {
        const at = stops.indexOf(link);
        link.focus();
        await othersDone();
        await othersDone();
        const card = document.getElementById("am-preview");
        if (!card || card.hidden) continue;
        opened++;
        const { left, right, top, bottom } = card.getBoundingClientRect();
        const kept = { link, before: stops[at - 1], next: stops[at + 1], second: stops[at + 2] };
        const isHidden = one => [...one?.getClientRects() ?? []].some(line =>
            left < line.right && line.left < right && top < line.bottom && line.top < bottom);
        const said = link.textContent.trim();
        hidden.push(...Object.keys(kept).filter(name => isHidden(kept[name])).map(name => `${name}: ${said}`));
        if (left < 0 || right > innerWidth || top < 0 || bottom > innerHeight) hidden.push(`beyond an edge: ${said}`);
    }
    return { hidden, opened };
}"""
"""Goes to links all over a page and names what their cards hide of the link, the stop before it and the next two."""


def test_a_card_that_the_keyboard_opens_hides_neither_its_link_nor_the_stops_around(page: Page, address: str) -> None:
    hidden, opened = {}, 0
    with page.add_init_script(AT_ONCE):
        for path in [*HAVE_CARDS, f"{MAP}diagram/", f"{MAP}russia-comes-first/?not=russia-comes-first"]:
            page.goto(address + path)
            page.keyboard.press("Tab")
            for size in (WINDOWS["phone"], WINDOWS["desk"], ViewportSize(width=800, height=800)):
                page.set_viewport_size(size)
                found = page.evaluate(HIDING, {"site": address, "map": MAP})
                opened += found["opened"]
                if found["hidden"]:
                    hidden[path, size["width"]] = found["hidden"]

    assert hidden == {}
    assert opened > 300


@pytest.mark.parametrize("path", [f"{MAP}outline/", f"{MAP}nodes/"])
def test_the_toolbar_of_a_long_list_stays_in_sight(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    field = page.get_by_role("search", name="Filter the nodes").get_by_role("searchbox")
    page.evaluate("scrollTo({ top: document.body.scrollHeight / 2, behavior: 'instant' })")

    box = field.bounding_box()
    assert box
    assert 48 <= box["y"] < 200
    field.click()
    page.keyboard.type("Crimea")
    assert page.locator("[data-am]:not(.am-gone)").count() < 40


def test_an_outline_shows_which_premises_count_only_together(page: Page, address: str) -> None:
    page.goto(f"{address}{MAP}outline/")

    premise = page.locator(".am-outline li", has=page.locator("> a", has_text="Kazakhstan's EU policy is assumed"))
    assert premise.first.locator("> .am-together").inner_text() == "together with 1 other"
    assert premise.first.evaluate("one => getComputedStyle(one).borderInlineStartStyle") == "dashed"


def test_legends_are_printed(page: Page, address: str) -> None:
    page.goto(f"{address}{MAP}russia-comes-first/")
    page.emulate_media(media="print")

    assert page.locator("#drawing .am-legend .am-sample").first.is_visible()


def test_a_word_says_where_it_stands_what_it_means(page: Page, address: str) -> None:
    page.set_viewport_size(WINDOWS["phone"])
    page.goto(f"{address}{MAP}russia-comes-first/")
    word = page.locator("#objections").get_by_role("button", name="not contested in this map").first

    word.click()
    meaning = page.get_by_text("Said of an answer, which speaks against a counterclaim")
    assert meaning.is_visible()
    box = meaning.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= WINDOWS["phone"]["width"]
    assert barriers(page) == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "What the other words mean"
    page.keyboard.press("Escape")
    assert meaning.is_hidden()
    assert page.url == f"{address}{MAP}russia-comes-first/"
    assert word.evaluate("word => word === document.activeElement")


def test_the_box_of_a_word_closes_when_the_keyboard_goes_on(page: Page, address: str) -> None:
    page.goto(f"{address}{MAP}russia-comes-first/")
    word = page.locator("#objections").get_by_role("button", name="not contested in this map").first
    word.press("Enter")
    meaning = page.get_by_text("Said of an answer, which speaks against a counterclaim")
    for stop in ("What the other words mean", "×"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == stop
        assert meaning.is_visible()
    page.keyboard.press("Tab")
    expect(meaning).to_be_hidden()
    expect(page.locator("#objections :focus")).to_be_visible()


def test_escape_in_a_search_that_a_walk_came_to_stays_there(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{address}{MAP}exposed/")
    field = page.locator(".md-search__input")
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(field).to_be_focused()
    page.wait_for_function("() => document.querySelector('#__search').checked")
    page.keyboard.press("Escape")
    page.wait_for_function("() => !document.querySelector('#__search').checked")
    expect(field).to_be_focused()
    page.keyboard.type("Cr")
    page.wait_for_function("() => document.querySelector('#__search').checked")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Home", exact=True)).to_be_focused()


def test_a_word_says_what_it_means_without_a_script(scriptless: Page, address: str) -> None:
    scriptless.goto(f"{address}{MAP}no-crimea-in-the-north/")

    scriptless.get_by_role("button", name="answer", exact=True).press("Enter")
    assert scriptless.get_by_text("Citations and the node's file call it a claim.").is_visible()


def test_no_two_ways_on_from_a_node_have_the_same_name(page: Page, address: str) -> None:
    page.goto(f"{address}{MAP}motives-are-instrumental/")

    ways = page.get_by_role("link", name=re.compile("next|previous|before", re.IGNORECASE)).all()
    names = [" ".join((way.text_content() or "").split()) for way in ways if way.is_visible()]
    trail = [name for name in names if re.match("(next|previous) (reason|thesis): ", name)]
    steps = [name for name in names if name.startswith("Next step ")]
    assert len(trail) == 1
    assert len(steps) == 1
    assert len(set(names)) == len(names)


def test_on_a_phone_the_menu_opens_and_closes_from_the_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "kazakhstan-eu/exposed/")
    page.keyboard.press("Tab")
    menu = page.get_by_role("button", name="Navigation", expanded=False)
    menu.wait_for()
    page.keyboard.press("Tab")
    assert menu.evaluate("one => one === document.activeElement")

    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Navigation", expanded=True)).to_be_visible()
    assert page.evaluate("document.activeElement.closest('.md-nav--primary') !== null")
    page.keyboard.press("Escape")
    assert menu.evaluate("one => one === document.activeElement")


def test_on_a_phone_the_focus_is_in_sight_once_the_search_is_left(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "kazakhstan-eu/exposed/")
    page.keyboard.press("Tab")
    page.evaluate("scrollTo(0, 3000)")
    page.locator(".md-search__input").focus()
    page.wait_for_function("() => document.querySelector('#__search').checked && scrollY === 0")

    page.keyboard.press("Tab")
    page.wait_for_function("() => !document.querySelector('#__search').checked")
    page.wait_for_function("() => !document.body.hasAttribute('data-md-scrolllock')")  # the theme has scrolled back
    expect(page.locator(":focus")).to_be_in_viewport()


def test_on_a_phone_the_search_opens_when_asked_and_stays_closed_when_a_walk_goes_on(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "kazakhstan-eu/exposed/")
    page.keyboard.press("Tab")
    opener = page.get_by_role("button", name="Search", exact=True, expanded=False)
    opener.wait_for()
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()
    expect(page.locator("#__search")).to_be_checked()

    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    for key in ("Tab", "Shift+Tab", "Shift+Tab"):
        page.keyboard.press(key)
        expect(page.locator("#__search")).not_to_be_checked()
