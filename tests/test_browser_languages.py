"""In a browser, a map in Hebrew on an English site is read and written as Hebrew, and what is argmap's as English."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page

from browsing import barriers, served
from hebrew import HEBREW
from test_pagelanguages import Words, expected

pytestmark = pytest.mark.browser

CONFIG = """site_name: Test
theme: {name: material, font: false}
plugins: [search, {argmap: {policy: true}}]
markdown_extensions: [{toc: {permalink: true}}]
"""

SPOKEN = """() => {
  document.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  const walker = document.createTreeWalker(document.querySelector("article"), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text; (text = walker.nextNode());) {
    const around = text.parentElement;
    if (!/\\p{L}/u.test(text.textContent) || around.matches("style, script, code")) continue;
    const language = ["en", "fr", "he"].find((tag) => around.matches(`:lang(${tag})`)) ?? "";
    found.push([text.textContent.trim(), language, getComputedStyle(around).direction]);
  }
  return found;
}"""
"""Returns each text of the page's article with the language and the direction in which the browser takes it."""

PAGES = [
    "",
    "gesher/",
    *(f"gesher/{page}/" for page in ("sgor", "sedek", "kal", "zar", "yashan")),
    *(f"gesher/{page}/" for page in ("outline", "nodes", "diagram", "source", "references", "exposed", "glossary")),
    *(f"gesher/{page}/" for page in ("cite", "editions")),
    "ford/safe/",
    "ford/dry/",
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """Build the site, and return its folder and the address at which it is served."""
    folder = tmp_path_factory.mktemp("hebrew")
    for path, text in HEBREW.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    with served(folder / "site") as address:
        yield folder / "site", address


@pytest.fixture
def tab(_tab: Page) -> Page:
    return _tab


def mixes(words: str) -> bool:
    """Tell whether a text is a locator or a citation, which have words of several languages in one."""
    return words in ("p. 4", ", draft)") or any(
        one in words for one in ("under", "” section,", ". Attributed to", ". Added by")
    )


@pytest.mark.parametrize("path", PAGES)
def test_every_text_has_its_language_and_direction(path: str, tab: Page, site: tuple[Path, str]) -> None:
    tab.goto(site[1] + path)

    found: list[Words] = [tuple(one) for one in tab.evaluate(SPOKEN)]

    assert found
    assert [one for one in found if one[1:] != expected(one[0]) and not mixes(one[0])] == []


@pytest.mark.parametrize("path", ["gesher/sgor/", "gesher/source/", "gesher/glossary/"])
def test_axe_finds_no_fault_in_the_languages_of_a_page(path: str, tab: Page, site: tuple[Path, str]) -> None:
    tab.goto(site[1] + path)
    tab.evaluate(SPOKEN)

    # The foot is the theme's, and the same on all pages of a site.
    assert barriers(tab, without=".md-footer") == []


def test_a_heading_and_a_statement_begin_at_the_right_and_a_statement_in_a_list_stands_below_its_title(
    tab: Page, site: tuple[Path, str]
) -> None:
    tab.goto(f"{site[1]}gesher/sgor/")

    sides = tab.evaluate("""() => [".am-statement", "h1 span"].map((name) => {
      const range = document.createRange();
      const said = document.querySelector(name);
      range.selectNodeContents(said);
      const [words, box] = [range.getBoundingClientRect(), said.parentElement.getBoundingClientRect()];
      return [words.left - box.left > 100, words.width > 0];
    })""")
    assert sides == [[True, True], [True, True]]
    title, statement = (tab.locator(f".am-item {name}[dir]").first.bounding_box() for name in ("a", "p"))
    assert title
    assert statement
    assert abs(title["x"] - statement["x"]) < 2


def test_what_the_script_says_of_nodes_is_in_the_maps_language(tab: Page, site: tuple[Path, str]) -> None:
    tab.goto(f"{site[1]}gesher/sgor/?not=sedek")

    link = tab.locator(".am-position a").first
    link.wait_for(state="attached")
    assert [link.get_attribute(name) for name in ("lang", "dir")] == ["he", "rtl"]


def test_a_site_finds_a_page_by_a_title_without_marks(site: tuple[Path, str]) -> None:
    index = (site[0] / "search/search_index.json").read_text(encoding="utf-8")

    assert "lang=" not in index
    assert "<title>יש לסגור את הגשר (מיד)! - Test</title>" in (site[0] / "gesher/sgor/index.html").read_text(
        encoding="utf-8"
    )
