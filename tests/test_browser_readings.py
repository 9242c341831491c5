"""In a browser, two maps of one text can be read side by side at any width, and axe finds nothing wrong."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page

from browsing import barriers, served
from repository import built
from test_builders import project
from test_readings import claim, reading_of
from test_search import written

pytestmark = pytest.mark.browser

FILES = {
    **reading_of("a", x=claim("one.1", "dark clouds gather"), y=claim("one.2"), z=claim("one.2", hedge="perhaps")),
    **reading_of("b", x=claim("one.1", "dark clouds gather", kind="evidence", supports="[w]"), w=claim("one.1")),
    "index.md": "# Home\n",
}


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build a site of two maps of one text, and return the address of the page that compares them."""
    folder = tmp_path_factory.mktemp("readings")
    schemes = ("light", "default"), ("dark", "slate")
    colours = (f'{{media: "(prefers-color-scheme: {one})", scheme: {scheme}}}' for one, scheme in schemes)
    docs, theme = written(folder / "docs", FILES), f", palette: [{', '.join(colours)}]"
    config = project(folder, docs, plugins="[search, {argmap: {policy: true}}]", theme=theme)
    with served(built(config)) as address:
        yield f"{address}a/readings/"


@pytest.mark.parametrize(("width", "columns"), [(1280, 2), (390, 1)])
def test_maps_stand_beside_each_other_where_there_is_room_and_else_below(
    tab: Page, readings: str, width: int, columns: int
) -> None:
    tab.set_viewport_size({"width": width, "height": 844})
    tab.goto(readings)

    sides = tab.locator("#one\\.1 .am-side").evaluate_all("all => all.map((one) => one.getBoundingClientRect().left)")
    assert len(set(sides)) == columns
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_where_all_is_unfolded(tab: Page, readings: str, scheme: Literal["light", "dark"]) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.goto(readings)
    assert tab.locator(f"body[data-md-color-scheme={'slate' if scheme == 'dark' else 'default'}]").count()
    tab.locator("details.am-reading").evaluate_all("all => all.forEach((one) => { one.open = true; })")

    assert barriers(tab, ".md-content") == []


def test_a_difference_leads_to_its_paragraph(tab: Page, readings: str) -> None:
    tab.goto(readings)
    tab.locator(".am-reading-differences a", has_text="paragraph 1").click()

    assert tab.locator("#one\\.1:target").is_visible()
