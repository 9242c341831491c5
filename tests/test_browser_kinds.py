"""A reader walks through a debate of three people in two maps, and tries a position out in it."""

from collections.abc import Iterator

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page, expect

from browsing import served
from debate import DEBATE_OF_THREE

pytestmark = pytest.mark.browser

CONFIG = """site_name: Test
theme: {name: material, font: false}
plugins: [search, argmap]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build a site of the debate, serve it, and return the address of its first map."""
    folder = tmp_path_factory.mktemp("debate")
    for path, text in DEBATE_OF_THREE.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    config = load_config(str(folder / "mkdocs.yml"), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    with served(folder / "site") as address:
        yield f"{address}m/"


@pytest.fixture
def address(site: str) -> str:
    return site.removesuffix("m/")


@pytest.fixture
def reader(page: Page) -> Page:
    """Open a page that must have no trouble, at the width of a telephone."""
    page.set_viewport_size({"width": 390, "height": 800})
    return page


def test_a_reader_finds_from_a_question_to_who_objects_what_bears_on_that_elsewhere_and_its_source(
    reader: Page, site: str
) -> None:
    here, standing = reader.get_by_role("heading", level=1), reader.locator(".am-standing")
    target, article = reader.locator(":target"), reader.get_by_role("article")

    reader.goto(f"{site}../")
    article.get_by_role("link", name="the debate of the bridge").click()
    reader.get_by_role("link", name="Show the drawing").click()
    boxes = reader.locator(".am-overview svg a")
    for shown in ("It should be closed", "It should stay open", "Lorries are light"):
        expect(boxes.filter(has_text=shown)).to_be_visible()
    boxes.filter(has_text="Should the bridge be closed?").click()
    expect(here).to_have_text("Should the bridge be closed?")

    reader.locator("#answers").get_by_role("link", name="It should be closed").first.click()
    expect(here).to_have_text("It should be closed")
    expect(standing).to_contain_text("Said by Ada Moss")
    expect(standing).to_contain_text("2 objections: 1 not answered in this map, 1 answered")
    article.get_by_role("link", name="the crossing by the ford").click()
    expect(here).to_have_text("The ford was dry all summer")
    reader.go_back()

    reader.locator("#objections").get_by_role("link", name="It should stay open").first.click()
    expect(here).to_have_text("It should stay open")
    expect(reader.locator("#bears-on")).to_contain_text("This objection: answered")
    standing.get_by_role("link", name="Ben Holt").click()
    expect(here).to_have_text("Who and what")
    expect(target).to_have_text("Ben Holt")
    expect(target).to_be_in_viewport()
    expect(target.locator("+ dd")).to_contain_text("He drives a lorry.")
    reader.go_back()

    across = reader.locator("#other-maps li")
    expect(across).to_contain_text("objection The ford was dry all summer in The ford")
    across.get_by_role("link", name="The ford was dry all summer").click()
    expect(here).to_have_text("The ford was dry all summer")
    expect(reader.locator("#works")).to_contain_text("Levels of the River. Here: p. 3")

    article.get_by_role("link", name="2024").click()
    expect(here).to_have_text("References")
    expect(target).to_contain_text("The Mill. 2024. Levels of the River.")
    expect(target).to_be_in_viewport()
    article.get_by_role("link", name="The ford", exact=True).click()
    article.get_by_role("link", name="Cite", exact=True).click()
    expect(here).to_have_text("Cite")
    expect(article).to_contain_text("By Ana Reed (editor). Published by The Bridge Club.")
    expect(article).to_contain_text("Reed, Ana. n.d. “The Ford.”")


def test_only_what_asserts_something_can_be_refused(reader: Page, site: str) -> None:
    reader.goto(f"{site}outline/")
    reader.get_by_role("button", name="Try it yourself").click()

    reader.locator(".am-mine").first.wait_for()
    offered = {button.get_attribute("aria-label") or "" for button in reader.locator(".am-mine").all()}
    assert any("There are two routes" in label for label in offered)
    assert not any("question" in label or "context" in label for label in offered)


def test_a_premise_of_two_groups_falls_when_both_have_fallen(reader: Page, site: str) -> None:
    lost = reader.locator(".am-position summary")

    reader.goto(f"{site}outline/?not=cracks,fail")
    lost.get_by_text("nothing else falls").wait_for()
    reader.goto(f"{site}outline/?not=cracks,fail,shut")
    lost.get_by_text("fallen with that: 1").wait_for()


def test_no_page_is_wider_than_a_telephone(reader: Page, site: str) -> None:
    for name in ("", "ask/", "close/", "keep/", "peace/", "glossary/", "outline/", "nodes/", "../ford/dry/"):
        reader.goto(site + name)
        assert reader.evaluate("document.documentElement.scrollWidth") <= 390, name
