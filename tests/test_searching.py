"""The search of a large site reads what the words ask for, and finds what the theme's finds."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config.base import load_config
from playwright.sync_api import Page

from argmap.mkdocs.searched import is_cut
from argmap.site.searching import FOLDER, INDEX, beginning, cut_search, words_of
from browsing import lent, served
from conftest import node
from repository import built
from test_builders import project
from test_search import written

INDEX_OF_SITE: dict[str, Any] = {
    "config": {"lang": ["en"], "separator": "[\\s\\-]+"},
    "docs": [
        {"location": "m/a/", "title": "Trade <b>grows</b>", "text": "It grows &amp; grows, and grows."},
        {"location": "m/a/#why", "title": "Why", "text": "Since 2013."},
        {"location": "m/b/", "title": "边界", "text": "Über Grenzen", "tags": ["borders"]},
    ],
}


@cache
def parts() -> dict[str, str]:
    return dict(cut_search(INDEX_OF_SITE))


def lists(word: str) -> list[list[int]]:
    """Return on which pages a word stands, where often, and which are called by it, as what each is beyond the last."""
    found: list[list[int]] = json.loads(parts()[f"{FOLDER}/{beginning(word)}.json"])[word]
    return found


def test_the_index_itself_holds_no_texts_and_says_how_to_search() -> None:
    index = json.loads(parts()[INDEX])

    assert index == {"config": {**INDEX_OF_SITE["config"], "parts": True}, "docs": []}


def test_each_page_has_its_texts_in_a_part_of_its_own() -> None:
    assert json.loads(parts()[f"{FOLDER}/0.json"]) == INDEX_OF_SITE["docs"][:2]
    assert json.loads(parts()[f"{FOLDER}/1.json"]) == INDEX_OF_SITE["docs"][2:]


def test_a_word_leads_to_its_pages_and_tells_which_are_called_by_it() -> None:
    assert lists("grows") == [[0], [0], [0]]
    assert lists("2013") == [[0], [], []]
    assert lists("borders") == [[1], [], [1]]
    assert lists("über") == [[1], [], []]


def test_words_are_those_that_the_script_takes_from_what_is_typed() -> None:
    assert words_of("<p>Multi-vector &amp; 2013b ﬁne_x</p>边界") == [
        "multi",
        "vector",
        "2013b",
        "fine",
        "x",
        "边",
        "界",
    ]
    assert beginning("über") == "wfc-62"
    assert beginning("a") == "w61"


NODES = {
    "m/nodes/top.md": node(kind="thesis", title="Bridges are good", supports=""),
    "m/nodes/ferries.md": node(
        "Ferries cross where no bridge stands.", title="Ferries do as well", supports="", attacks="[top]"
    ),
    **{f"m/nodes/n{one}.md": node(f"They carry the load {one}.", title=f"They carry {one}") for one in range(30)},
    "m/map.yml": "title: Bridges\n",
    "about.md": "# About\n\nA zeppelin is no bridge.\n",
}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("argmap.site.searching.MOST_PAGES", 10)
        folder = tmp_path_factory.mktemp("large")
        return built(project(folder, written(folder / "docs", NODES), plugins="[search, argmap]"))


@pytest.fixture
def searching_tab(_tab_that_searches: Page) -> Iterator[Page]:
    with lent(_tab_that_searches) as tab:
        yield tab


@pytest.fixture(scope="module")
def address(large: Path) -> Iterator[str]:
    with served(large) as there:
        yield there


def test_every_page_of_a_large_site_searches_in_parts(large: Path) -> None:
    assert (large / INDEX).stat().st_size < 1000
    for page in ("m/top/index.html", "about/index.html"):
        assert "argmap/search.js" in (large / page).read_text(encoding="utf-8")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("asked", "result", "leads_to"),
    [
        ("ferries cross", "Ferries do as well", "m/ferries/"),
        ("Bridges are", "Bridges are good", "m/top/"),
        ("zeppelin", "About", "about/"),
        ("They carry 17", "They carry 17", "m/n17/"),
        ("ferr", "Ferries do as well", "m/ferries/"),
    ],
)
def test_what_was_asked_for_is_found_first_without_the_texts_of_all_pages(
    searching_tab: Page, address: str, asked: str, result: str, leads_to: str
) -> None:
    loaded: list[str] = []
    searching_tab.on("request", lambda request: loaded.append(request.url))
    searching_tab.goto(address + "m/n3/")
    searching_tab.keyboard.press("/")
    searching_tab.keyboard.type(asked)
    first = searching_tab.locator(".md-search-result__item", has_text=result).first
    first.wait_for()

    link = searching_tab.locator(".md-search-result__item a").first.get_attribute("href") or ""
    assert re.sub(r"\?.*", "", link).endswith(leads_to)
    assert len({url for url in loaded if re.search(r"parts/\d+\.json", url)}) < len(NODES)


@pytest.mark.browser
def test_words_that_nothing_says_are_told_to_be_nowhere(searching_tab: Page, address: str) -> None:
    searching_tab.goto(address + "m/n3/")
    searching_tab.keyboard.press("/")
    searching_tab.keyboard.type("xylophone")

    searching_tab.locator(".md-search-result__meta", has_text="No matching documents").wait_for()


@pytest.mark.parametrize(
    "plugins", ["[argmap]", "[search, argmap, offline]", "[{search: {prebuild_index: true}}, argmap]"]
)
def test_no_other_search_is_cut(tmp_path: Path, plugins: str) -> None:
    config = load_config(str(project(tmp_path, written(tmp_path / "docs", NODES), plugins=plugins)))

    assert not is_cut(config, 10**6)
