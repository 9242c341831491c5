"""The policy that this project's site is published with, in a real browser: everything of the site works under it, and
nothing else does.
"""

from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from browsing import AT_REST, lent

pytestmark = pytest.mark.browser

NODE = "kazakhstan-eu/no-crimea-in-the-north/"
WATCHED = "window.refused = []; addEventListener('securitypolicyviolation', e => refused.push(e.violatedDirective))"


@pytest.fixture(scope="module")
def tab_of_a_stranger(chromium: Browser) -> Iterator[Page]:
    tab = chromium.new_page()
    tab.add_init_script(AT_REST)
    tab.add_init_script(WATCHED)
    yield tab
    tab.close()


@pytest.fixture
def stranger(tab_of_a_stranger: Page) -> Iterator[Page]:
    """Open a page that notes what a policy refuses, and may do so."""
    with lent(tab_of_a_stranger):
        yield tab_of_a_stranger


def test_the_search_and_the_choice_of_colours_work_under_the_policy(page_that_searches: Page, address: str) -> None:
    page = page_that_searches
    with page.add_init_script(WATCHED):
        page.goto(address + NODE)

    page.locator("input.md-search__input").click()
    page.keyboard.type("pragmatism")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Escape")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    for _ in range(2):
        page.locator("form[data-md-component=palette] label:not([hidden])").click()
    page.wait_for_function("before => getComputedStyle(document.body).backgroundColor !== before", arg=before)

    assert page.evaluate("refused") == []
    assert page.locator(".am-drawing").first.evaluate("one => one.style.getPropertyValue('--am-width')").endswith("px")


@pytest.mark.parametrize(
    ("markup", "refused"),
    [
        ("<script>window.alive = 1</script>", "script-src-elem"),
        ('<b onclick="window.alive = 1" id="bait">x</b>', "script-src-attr"),
        ('<script src="https://elsewhere.example/x.js"></script>', "script-src-elem"),
        ('<img src="https://elsewhere.example/x.png" alt="">', "img-src"),
        ('<iframe src="https://elsewhere.example/"></iframe>', "frame-src"),
        ('<object data="https://elsewhere.example/x"></object>', "object-src"),
        ('<link rel="stylesheet" href="https://elsewhere.example/x.css">', "style-src-elem"),
        ('<base href="https://elsewhere.example/">', "base-uri"),
    ],
)
def test_what_came_into_a_page_by_mistake_neither_runs_nor_asks_another_host(
    stranger: Page, address: str, markup: str, refused: str
) -> None:
    with urlopen(address + NODE) as answer:  # noqa: S310 - served by this test
        whole = answer.read().decode()
    body = whole.replace("</article>", f"{markup}</article>", 1)
    stranger.route(address + NODE, lambda route: route.fulfill(body=body, content_type="text/html"))

    stranger.goto(address + NODE)
    if 'id="bait"' in markup:
        stranger.locator("#bait").dispatch_event("click")

    stranger.wait_for_function("() => refused.length")
    assert refused in stranger.evaluate("refused")
    assert stranger.evaluate("window.alive") is None
