"""Drawings in a real browser: what is seen of them at first, and how one sees that they go on."""

import pytest
from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

MAP = "kazakhstan-eu/"
WINDOWS = [(1280, 800), (390, 844)]
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
  const {content, height} = getComputedStyle(figure, part);
  return content !== "none" && parseFloat(height) > 100;
})"""


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
def test_a_drawing_opens_where_what_it_is_about_is_whole(page: Page, address: str, window: tuple[int, int]) -> None:
    page.set_viewport_size({"width": window[0], "height": window[1]})
    for path in DRAWN:
        page.goto(address + path)
        for figure in page.locator(".am-figure").all():
            frame = shown(figure)
            frame.scroll_into_view_if_needed()
            assert any(frame.evaluate(WHOLE, 99_999)), path


def test_a_drawing_that_is_cut_says_on_which_side_it_goes_on(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in DRAWN:
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        for figure in page.locator(".am-figure").all():
            frame = shown(figure)
            hidden = "frame => [frame.scrollLeft, frame.scrollWidth - frame.clientWidth - frame.scrollLeft]"
            assert figure.evaluate(SIDES) == [one > 8 for one in frame.evaluate(hidden)], path
            assert any(figure.evaluate(SIDES)), path  # on a phone nothing of these pages fits
            assert figure.evaluate(PAINTED) == figure.evaluate(SIDES)

    frame.evaluate("frame => { frame.scrollLeft = 9999; }")
    page.wait_for_function("() => !('amRight' in document.querySelector('.am-figure').dataset)")
    assert figure.evaluate(PAINTED) == [True, False]
    page.emulate_media(media="print")
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
