"""What every page of the built site promises, in a real browser: each page is opened twice, and looked at closely.

Once on a phone in the dark, where the window is widened, as who turns a tablet does; and once on a desk in the light,
where in the end it is made as narrow and as dark as a phone, and of each long list only the beginning is looked at.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from browsing import AT_REST, COLOURS, WINDOW, barriers, untroubled

pytestmark = pytest.mark.browser

PAGES = {
    "home": "",
    "how to read": "how-to-read/",
    "map": "kazakhstan-eu/",
    "outline": "kazakhstan-eu/outline/",
    "tree": "kazakhstan-eu/tree/",
    "diagram": "kazakhstan-eu/diagram/",
    "references": "kazakhstan-eu/references/",
    "source": "kazakhstan-eu/source/",
    "glossary": "kazakhstan-eu/glossary/",
    "nodes": "kazakhstan-eu/nodes/",
    "exposed": "kazakhstan-eu/exposed/",
    "about": "kazakhstan-eu/about/",
    "cite": "kazakhstan-eu/cite/",
    "data": "kazakhstan-eu/data/",
    "editions": "kazakhstan-eu/editions/",
    "counterclaim": "kazakhstan-eu/russia-comes-first/",
    "thesis": "kazakhstan-eu/motives-are-instrumental/",
    "linked premises": "kazakhstan-eu/no-crimea-in-the-north/",
    "citing": "citing/",
    "contributing": "contributing/",
    "manual": "manual/",
    "tutorial": "manual/tutorial/",
    "format": "manual/format/",
    "findings": "manual/findings/",
    "editors": "manual/editors/",
}
"""Pages of all kinds."""

ORDINARY = {
    name: path for name, path in PAGES.items() if name not in ("diagram", "nodes", "outline", "tree", "contributing")
}
"""All but those that hold a line or a box for every node of the map, and the one with a picture of each step."""

BYTES_OF_A_PAGE = 157_000
Scheme = Literal["light", "dark"]

WATCHED = """
const hidden = [...document.adoptedStyleSheets];
window.hide = () => { document.adoptedStyleSheets = hidden; };
document.adoptedStyleSheets = [];
let moved = 0;
const add = (shifts) => { for (const one of shifts) moved += one.value; };
const watcher = new PerformanceObserver(list => add(list.getEntries()));
watcher.observe({ type: "layout-shift", buffered: true });
window.moved = () => { add(watcher.takeRecords()); return moved; };
window.refused = [];
addEventListener("securitypolicyviolation", event => refused.push(event.violatedDirective));
"""
SETTLED = """async (frames) => {
    const finishAll = () => document.getAnimations().forEach(animation => animation.finish());
    await document.fonts.ready;
    for (let frame = 0; frame < frames; frame++) {
        finishAll();
        await new Promise(requestAnimationFrame);
    }
    finishAll();
}"""
"""Until the fonts are there and frames have been painted; what fades or slides meanwhile does so at once."""

POLICY = """document.querySelector('meta[http-equiv="Content-Security-Policy"]')?.content"""

REACHED_BY_AXE = """() => {
    document.querySelectorAll("svg a").forEach(a => a.setAttribute("href", a.getAttribute("xlink:href") || ""));
    document.querySelectorAll("details").forEach(details => details.open = true);
}"""
"""Unfolds what is folded; axe does not see links in drawings otherwise."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a page has found.

    `moved` and `refused` tell of it on a phone and on a desk; `widths` holds how wide window and page were each time.
    """

    moved: list[float]
    refused: list[list[str]]
    policy: str
    sizes: dict[str, int]
    widths: list[tuple[int, int]]
    in_the_light: list[Any]
    in_the_dark: list[Any]


@pytest.fixture(scope="module")
def visitor(chromium: Browser) -> Iterator[Page]:
    tab = chromium.new_page(viewport=WINDOW)
    tab.add_init_script(AT_REST + WATCHED)
    yield tab
    tab.close()


LONG = 40
SHORTENED = f"""() => {{
    for (const list of document.querySelectorAll("article :is(ul, ol, dl, tbody)")) {{
        for (const line of [...list.querySelectorAll("li, dt, dd, tr")].slice({LONG})) line.remove();
    }}
}}"""
"""Leaves the first lines of a list that is longer, within each other or not; one template makes the others, too."""


def loaded(visitor: Page, address: str, width: int, scheme: Scheme) -> tuple[float, list[str]]:
    """Open a page in a window of this width; return how far something moved, and what its policy refused.

    It is painted until that is known: a browser does not say that moves what cannot be seen.
    """
    visitor.set_viewport_size({"width": width, "height": 800})
    visitor.emulate_media(color_scheme=scheme)
    visitor.goto(address)
    visitor.evaluate(SETTLED, 10)
    moved, refused = visitor.evaluate("[window.moved(), window.refused]")
    visitor.evaluate("window.hide()")
    return moved, refused


def widths_of(page: Page, *windows: int) -> list[tuple[int, int]]:
    """Make the window as wide, one after the other, and return each time how wide it and the page are."""
    widths = []
    for window in windows:
        page.set_viewport_size({"width": window, "height": 800})
        page.evaluate(SETTLED, 3)
        widths.append((window, int(page.evaluate("document.documentElement.scrollWidth"))))
    return widths


@cache
def size_of(url: str) -> int:
    """Return how many bytes the server sends, of which much is the same for many pages."""
    with urlopen(url) as answer:  # noqa: S310 - it is our own server's
        return len(answer.read())


def look(visitor: Page, address: str, path: str) -> Look:
    """Open a page in the dark on a phone, then in the light on a desk."""
    asked: list[Request] = []

    def watch(request: Request) -> None:
        asked.append(request)

    is_whole = path in PAGES.values()
    phone = loaded(visitor, address + path, 320, "dark")
    widths = widths_of(visitor, 320, 1280) if is_whole else []
    visitor.on("request", watch)
    desk = loaded(visitor, address + path, 1280, "light")
    visitor.remove_listener("request", watch)
    own = [one.url for one in asked if not re.search("/assets/|/search/", one.url)]  # those are the theme's
    sizes = {url: size_of(url) for url in own if is_whole}
    policy = str(visitor.evaluate(POLICY))
    light, dark = [], []
    if is_whole:
        widths += widths_of(visitor, 1280)
        visitor.evaluate(REACHED_BY_AXE)
        light = barriers(visitor)
        visitor.emulate_media(color_scheme="dark")
        widths += widths_of(visitor, 390)
        visitor.evaluate(SHORTENED)
        # What is no matter of colours or of fingers has been found in the light: it is the same page.
        dark = barriers(visitor, rules=[*COLOURS, "target-size"])
    return Look([phone[0], desk[0]], [phone[1], desk[1]], policy, sizes, widths, light, dark)


@pytest.fixture(scope="module", params=list(PAGES.values()), ids=list(PAGES))
def path(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def looked(visitor: Page, address: str) -> Callable[[str], Look]:
    """Look at a page once, in whatever order tests ask for it."""

    @cache
    def looked(path: str) -> Look:
        with untroubled(visitor, address):
            return look(visitor, address, path)

    return looked


@pytest.fixture
def found(looked: Callable[[str], Look], path: str) -> Look:
    return looked(path)


def test_no_page_scrolls_sideways(found: Look) -> None:
    assert [(window, width) for window, width in found.widths if width > window] == []


def test_axe_finds_nothing_in_the_light(found: Look) -> None:
    assert found.in_the_light == []


def test_axe_finds_nothing_in_the_dark(found: Look) -> None:
    assert [barrier for barrier in found.in_the_dark if barrier[0] != "target-size"] == []


def test_a_word_too_pale_a_picture_without_words_and_a_link_like_the_words_around_it_are_found(tab: Page) -> None:
    pale, link = "<p style='color: #aaa'>Pale</p>", "<a href='#' style='color: #333; text-decoration: none'>link</a>"
    body = f"<h1>A</h1>{pale}<p>There is a {link} among these.</p><img src='x'>"
    tab.set_content(f"<html lang=en><title>A</title><main>{body}</main>")

    assert {rule for rule, _ in barriers(tab)} == {"color-contrast", "image-alt", "link-in-text-block"}
    assert [rule for rule, _ in barriers(tab, rules=COLOURS)] == COLOURS
    assert [rule for rule, _ in barriers(tab, rules=["image-alt"])] == ["image-alt"]
    assert [rule for rule, _ in barriers(tab, without="p, img")] == []


def test_a_word_too_pale_for_its_ground_is_found_among_its_like_on_others_whatever_puts_it_there(tab: Page) -> None:
    grounds = {
        "own": "<p style='color: #222; background: #333'>On dark</p>",
        "around": "<div style='background: #333'><p style='color: #222'>On dark</p></div>",
        "behind": "<div style='position: relative'><div style='position: absolute; inset: 0; background: #333'></div>"
        "<p style='color: #222; position: relative'>On dark</p></div>",
        "all": "<div style='opacity: .3'><p style='color: #222'>Pale</p></div>",
    }
    before = "".join(f"<div>{'<p style=color:#222>On white</p>' * 2}</div><p style='color: #222'>On white</p>")
    for which, ground in grounds.items():
        tab.set_content(f"<html lang=en><title>A</title><main><h1>A</h1>{before}{ground}</main>")
        assert [rule for rule, _ in barriers(tab)] == ["color-contrast"], which


def test_a_finger_meets_what_it_aims_at(found: Look) -> None:
    assert [barrier for barrier in found.in_the_dark if barrier[0] == "target-size"] == []


def test_nothing_moves_while_a_page_loads(found: Look) -> None:
    assert max(found.moved) < 0.01


@pytest.mark.parametrize("path", ORDINARY.values(), ids=ORDINARY, indirect=True)
def test_an_ordinary_page_is_light(found: Look) -> None:
    assert 5_000 < sum(found.sizes.values()) < BYTES_OF_A_PAGE, found.sizes


@pytest.mark.parametrize(
    "path",
    [*PAGES.values(), "manual/api/", "manual/architecture/", "404.html"],
    ids=[*PAGES, "api", "architecture", "nowhere"],
    indirect=True,
)
def test_every_page_has_a_policy_and_keeps_to_it(found: Look) -> None:
    assert found.refused == [[], []]
    scripts = re.findall(r"script-src ([^;]*)", found.policy)
    assert len(scripts) == 1
    assert "unsafe" not in scripts[0]
    assert "http" not in found.policy


def test_weak_points_are_those_of_one_thesis_when_chosen_and_all_folds_open_at_once(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "kazakhstan-eu/exposed/")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    first = page.get_by_role("heading", name="Kazakhstan courts the EU largely").first
    second = page.get_by_role("heading", name="Astana's EU policy succeeds").first
    page.get_by_label("Thesis").select_option("1")

    expect(first).to_be_visible()
    expect(second).not_to_be_visible()
    page.get_by_role("button", name="Open all folds").click()
    folds = page.locator(".am-part details")
    assert folds.count() > 5
    assert page.locator(".am-part details:not([open])").count() == 0
    of_others = page.locator(".am-part [data-am-branch]:not([data-am-branch='1'])").locator("visible=true")
    assert of_others.count() == 0
    page.get_by_role("button", name="Close all folds").click()
    assert page.locator(".am-part details[open]").count() == 0
    page.get_by_label("Thesis").select_option("")
    expect(second).to_be_visible()


NUMBERS = """() => {
  const seen = (selector, within = document) => [...within.querySelectorAll(selector)].filter(
    (one) => one.checkVisibility({ visibilityProperty: true }));
  const number = (one) => Number(one.textContent);
  const left = (part) => [...part.querySelectorAll("li[data-am-branch]")].filter((one) => !one.hidden).length
    + seen(".am-of-thesis", part).reduce((sum, one) => sum + Number(/\\d+$/.exec(one.textContent)[0]), 0);
  const lines = [...document.querySelectorAll(".am-contents li:has(b)")];
  const partOf = (line) => document.querySelector(`.am-part:has(> ${line.querySelector(":scope > a").hash})`);
  return {
    parts: lines.map((line) => [number(line.querySelector("b")), left(partOf(line))]),
    folds: seen(".am-part details:has(> summary b)").map((fold) => [number(fold.querySelector(":scope > summary b")),
      seen(":scope > details, :scope > div > ul > li", fold).length]),
    works: seen(".am-part:has(> #one-work) details:has(> div) > summary b").map(number),
  };
}"""
"""What is said to be left, and is, of each part and within each open fold; and how much rests on each work.

Of a part is left what is counted by work, else what its headings count.
"""


def test_every_number_among_the_weak_points_is_that_of_the_chosen_thesis(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + "kazakhstan-eu/exposed/")
    lines = page.locator(".am-contents li:has(b)")
    before = lines.all_inner_texts()
    for thesis in "123":
        page.get_by_label("Thesis").select_option(thesis)
        parts = page.evaluate(NUMBERS)["parts"]
        assert len(parts) == len(before)
        assert [said for said, _ in parts] == [left for _, left in parts], f"of thesis {thesis}"
        said = page.get_by_role("status").filter(has_text="Of this thesis")
        expect(said).to_have_text(re.compile(rf"Of this thesis: {sum(number for number, _ in parts)} of \d+"))
        expect(said).to_be_in_viewport()

        page.get_by_role("button", name="Open all folds").click()
        opened = page.evaluate(NUMBERS)
        assert opened["folds"], f"of thesis {thesis}"
        assert [said for said, _ in opened["folds"]] == [seen for _, seen in opened["folds"]], f"of thesis {thesis}"
        assert opened["works"] == sorted(opened["works"], reverse=True), f"of thesis {thesis}"
        page.get_by_role("button", name="Close all folds").click()
        page.get_by_label("Thesis").select_option("")
        assert lines.all_inner_texts() == before
        expect(page.get_by_role("status").filter(has_text="Of this thesis")).to_have_count(0)


def test_a_link_to_weak_points_of_another_thesis_changes_the_choice(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/exposed/")
    choice = page.get_by_label("Thesis")
    choice.select_option("3")
    expect(page.locator(".am-contents").get_by_role("link", name="thesis 2")).to_have_count(
        0
    )  # of that one thesis alone
    page.evaluate("location.hash = 'no-evidence-2'")
    expect(choice).to_have_value("2")
    expect(page.locator("#no-evidence-2")).to_be_in_viewport()
    choice.select_option("3")
    # Here the browser does not look for it, as where it did so before it was shown.
    page.evaluate("() => { scrollTo(0, 0); history.replaceState(null, '', '#no-evidence-2'); }")
    expect(page.locator("#no-evidence-2")).not_to_be_in_viewport()
    page.evaluate("() => dispatchEvent(new Event('hashchange'))")
    expect(page.locator("#no-evidence-2")).to_be_in_viewport()
    choice.select_option("3")
    page.locator(".am-contents a[href='#conceded']").click()  # of which that thesis has none
    expect(choice).to_have_value("")
    expect(page.locator("#conceded")).to_be_in_viewport()


def test_what_a_withdrawn_node_said_stands_on_lines_of_its_own(page: Page, address: str) -> None:
    page.goto(address + "kazakhstan-eu/collaboration-is-useful-to-brussels/")
    said = page.locator(".am-statement")

    before = page.get_by_text("It said:")
    boxes = before.bounding_box(), said.bounding_box()
    assert boxes[0]
    assert boxes[1]
    assert boxes[0]["y"] + boxes[0]["height"] <= boxes[1]["y"]
