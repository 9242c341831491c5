"""Drawings in a real browser: what is seen of them at first, and how one sees that they go on."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

MAP = "kazakhstan-eu/"
PHONE = (390, 844)
WINDOWS = [(1280, 800), PHONE]
DRAWN = [
    "",
    MAP,
    f"{MAP}diagram/",
    f"{MAP}motives-are-instrumental/#drawing",
    "how-to-read/",
    "assignment-expressions/",
]
OF_MAPS = [f"{MAP}diagram/", "assignment-expressions/diagram/"]

WHOLE = """(frame, high) => {
  const [edge, figure] = [frame.getBoundingClientRect(), frame.parentElement];
  const sign = (part) => parseFloat(getComputedStyle(figure, part).width) || 0;
  const left = edge.left + ("amLeft" in figure.dataset ? sign("::before") : 0);
  const right = edge.right - ("amRight" in figure.dataset ? sign("::after") : 0);
  const whole = box => box.left >= left && box.right <= right && box.top >= edge.top
    && box.bottom <= Math.min(edge.bottom, high);
  const own = [...frame.querySelectorAll(".am-current, .am-subject")];
  const boxes = own.length ? own : [...frame.querySelectorAll(".am-thesis")];
  return boxes.map(box => whole(box.getBoundingClientRect()));
}"""
"""Which of the boxes that a drawing is about are seen whole, above this height of the window."""

SIDES = "figure => ['amLeft', 'amRight'].map(side => side in figure.dataset)"
PAINTED = """figure => ["::before", "::after"].map(part => {
  const {content, display, height} = getComputedStyle(figure, part);
  return content !== "none" && display !== "none" && parseFloat(height) > 100;
})"""

CUT_AND_SAID = f"""frame => {{
  const figure = frame.parentElement;
  const hidden = [frame.scrollLeft, frame.scrollWidth - frame.clientWidth - frame.scrollLeft];
  return [({SIDES})(figure), hidden.map(one => one > 8), ({PAINTED})(figure)];
}}"""
"""On which sides a drawing is said to go on, on which it does, and on which a sign of it is painted."""


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_the_whole_map_opens_with_its_theses_whole_in_the_first_screen(
    page: Page, address: str, window: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})
    whole = []
    for path in OF_MAPS:
        page.goto(address + path)
        frame = page.locator(".am-scroll")
        whole.append(frame.evaluate(WHOLE, window[1]))
        size = frame.locator(".am-thesis text").first.evaluate(
            "one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a"
        )
        assert size >= 12

    assert whole[0] == [True, True, True]
    assert whole[1][0]  # its theses stand further apart than a window is high


def shown(figure: Locator) -> Locator:
    """Return the frame of a drawing, which a phone shows as a list until the drawing is asked for."""
    asked = figure.get_by_role("link", name="Show the drawing")
    if asked.is_visible():
        asked.click()
    frame = figure.locator(".am-scroll")
    frame.wait_for()
    return frame


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_a_drawing_opens_where_what_it_is_about_is_whole_and_says_on_which_sides_it_is_cut(
    page: Page, address: str, window: tuple[int, int]
) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})
    for path in DRAWN:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") == window[0]
        for figure in page.locator(".am-figure").all():
            frame = shown(figure)
            frame.scroll_into_view_if_needed()
            assert any(frame.evaluate(WHOLE, 99_999)), path
            sides, cut, painted = frame.evaluate(CUT_AND_SAID)
            assert sides == cut == painted, path
            assert any(sides) or window != PHONE, path  # on a phone nothing of these pages fits


def test_a_drawing_that_is_moved_to_its_end_says_so_and_nothing_in_print(page: Page, address: str) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.goto(address + DRAWN[-1])
    figure = page.locator(".am-figure").last
    shown(figure).evaluate("frame => { frame.scrollLeft = 9999; }")
    page.wait_for_function("() => !('amRight' in document.querySelector('.am-figure').dataset)")
    assert figure.evaluate(PAINTED) == [True, False]
    page.emulate_media(media="print")
    figure.evaluate("figure => figure.toggleAttribute('data-am-left', true)")  # it is printed before a script knows
    assert figure.evaluate(PAINTED) == [False, False]


def test_a_drawing_that_fits_bears_no_sign_that_it_goes_on(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + MAP)

    assert page.locator(".am-figure").evaluate(SIDES) == [False, False]


CUT = """frame => {
  const edge = frame.getBoundingClientRect();
  const cut = [...frame.querySelectorAll("a")].map(link => link.getBoundingClientRect())
    .filter(box => box.left < edge.right - 20 && box.right > edge.right + 20 && box.top > edge.top);
  return cut.length ? [edge.right - 12, cut[0].top + cut[0].height / 2] : null;
}"""
"""Where to press a box that goes on beyond the right edge of its frame."""


def test_a_box_cut_by_its_frame_stays_beneath_the_pointer_that_presses_it(page: Page, address: str) -> None:
    page.goto(address + "assignment-expressions/diagram/")
    with page.expect_response("**/keyboard.js"):
        page.keyboard.press("Tab")
    frame = page.locator(".am-scroll")
    x, y = frame.evaluate(CUT)
    page.evaluate("y => scrollBy({top: y - 400, behavior: 'instant'})", y)
    x, y = frame.evaluate(CUT)
    page.mouse.move(x, y)

    page.mouse.down()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert frame.evaluate("frame => frame.scrollLeft") == 0
    page.mouse.up()

    page.wait_for_url(lambda there: there.startswith(address) and "/diagram/" not in there)


@pytest.mark.parametrize("path", ["", MAP])
def test_on_a_phone_the_keyboard_meets_the_list_before_the_links_below_it(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address + path)
    links = page.locator(".am-overview figcaption a").locator("visible=true")
    tops = links.evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")

    assert links.count() > 14
    assert tops == sorted(tops)


FADED = """() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  const parts = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const linear = (one) => one <= .04045 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4;
  const luminance = (rgb) => rgb.map(one => linear(one / 255))
    .reduce((sum, one, at) => sum + one * [.2126, .7152, .0722][at], 0);
  const paper = parts(getComputedStyle(document.body).backgroundColor);
  return Math.min(...[...document.querySelectorAll(".am-dim .am-node:not(.am-lit, .am-joint)")].map(node => {
    const shape = getComputedStyle(node.querySelector("polygon, path"));
    const fill = parts(shape.fill).map((one, at) => one * shape.opacity + paper[at] * (1 - shape.opacity));
    const words = parts(getComputedStyle(node.querySelector("text")).fill);
    const [low, high] = [fill, words].map(luminance).sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  }));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_dims_while_one_box_has_the_focus_can_still_be_read(
    page: Page, address: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(address + MAP)
    page.locator("svg.am-drawing .am-node a").nth(5).focus()
    page.locator(".am-dim .am-lit").first.wait_for()

    assert page.evaluate(FADED) >= 4.5


def test_while_the_focus_is_in_a_drawing_its_box_is_lit_and_none_once_it_has_gone_on(page: Page, address: str) -> None:
    page.goto(address + MAP)
    boxes, dimmed = page.locator("svg.am-drawing .am-node a"), page.locator("svg.am-dim")
    for number in (5, 6):
        boxes.nth(number).focus()
        assert dimmed.locator(".am-node.am-lit a:focus").count() == 1
    page.locator("article a").first.focus()

    assert dimmed.count() == 0
    assert page.locator(".am-lit").count() == 0


def test_on_a_phone_the_tools_of_the_whole_map_stand_in_two_rows_and_nearer_beside_farther(
    page: Page, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}kazakhstan-eu/diagram/")
    tops = page.locator(".am-zoom button").evaluate_all("all => all.map(one => one.getBoundingClientRect().top)")
    pair = page.locator(".am-zoom").get_by_text(re.compile("^[+−]$"))

    assert len(set(tops)) == 2
    assert len({box["y"] for tool in pair.all() if (box := tool.bounding_box())}) == 1
