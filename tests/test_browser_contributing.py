"""Each step that CONTRIBUTING shows, in a real browser; with --pictures its pictures are taken anew."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FloatRect, Locator, Page

from argmap.cli import CLEAN, main
from repository import built, commit
from sketch import box, button, field, heading, note, row, sketch, step, words
from test_contributing import parameters
from test_docs import CONTRIBUTING, ROOT

pytestmark = pytest.mark.browser

MENDED = "no-crimea-in-the-north"
BEFORE = "could repeat in Northern Kazakhstan what it did in Crimea"
AFTER = "could repeat the Crimean scenario in Northern Kazakhstan"
REVISED = "kind: claim\nrevision: 2"
WHY = "The Crimean scenario, as the article calls it"
FORM = {
    "title: >-\n  ": "title: >-\n  An objection in a few words",
    "statement: >-\n  ": "statement: >-\n  The objection in one sentence that can be quoted by itself.",
    "cites: []": 'cites: ["koch-2013"]',
}
FRAMED = """(one, space) => {
    one.style.outline = '1px solid #8c959f';
    one.style.outlineOffset = one === document.body ? '-1px' : `${space}px`;
}"""
MARGIN = 12
"""What stands around a picture, in px."""
PROSE = "How it is argued, what it rests on, and what could be said in answer."
Shown = Callable[[Locator, str], None]


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    tab = chromium.new_page(viewport={"width": 720, "height": 960}, color_scheme="light", device_scale_factor=2)
    yield tab
    tab.close()


@pytest.fixture
def shown(request: pytest.FixtureRequest) -> Shown:
    """Check that CONTRIBUTING shows a picture, and says what is in it; with --pictures, take it anew."""

    def shown(what: Locator, name: str) -> None:
        file = ROOT / "docs" / "pictures" / f"{name}.png"
        if request.config.getoption("--pictures"):
            what.evaluate(FRAMED, MARGIN - 1)
            place = what.bounding_box()
            assert place
            clip = FloatRect(
                x=place["x"] - MARGIN,
                y=place["y"] - MARGIN,
                width=place["width"] + 2 * MARGIN,
                height=place["height"] + 2 * MARGIN,
            )
            what.page.screenshot(path=file, full_page=True, clip=clip)
        assert file.read_bytes().startswith(b"\x89PNG\r\n")
        assert len(re.findall(rf"!\[[^\]]{{20,}}\]\(docs/pictures/{name}\.png\)", CONTRIBUTING)) == 1

    return shown


def node_page(window: Page, site: Path, node: str) -> None:
    window.goto((site / "kazakhstan-eu" / node / "index.html").as_uri())


def address_of(link: Locator) -> str:
    return link.get_attribute("href") or ""


def drawn(window: Page, *parts: str) -> Locator:
    window.set_content(sketch(*parts))
    return window.locator("body")


def test_mending_a_node_takes_the_steps_that_are_shown(published: Path, window: Page, shown: Shown) -> None:
    node_page(window, published / "site", MENDED)
    links = window.locator("#contribute")
    promised = re.sub("[>-]", " ", CONTRIBUTING.partition("> **")[2].partition("\n\nIf")[0]).replace("*", "").split()
    assert links.inner_text().replace("-", " ").split() == promised

    _, owner, name, _, branch, path = urlsplit(address_of(links.get_by_role("link", name="Edit"))).path.split("/", 5)
    file = published / path
    mended = file.read_text(encoding="utf-8").replace(BEFORE, AFTER).replace("kind: claim", REVISED)
    folder, _, file_name = path.rpartition("/")
    editor = drawn(
        window,
        note(step(1), words("To propose changes, you need a copy of your own."), button("Fork this repository")),
        row(words(folder.replace("/", " / ")), field(file_name), words(f"in {branch}")),
        heading("Then, in the editor"),
        row(step(2), words("Change what is to be changed.")),
        box(mended, ["revision: 2", AFTER]),
        row(step(3), button("Commit changes…")),
    )
    shown(editor, "edit")
    assert window.locator("mark").all_inner_texts() == ["revision: 2", AFTER]

    template = (ROOT / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    proposed = drawn(
        window,
        heading("Propose changes"),
        row(step(4), field(WHY), button("Propose changes")),
        heading("Open a pull request"),
        row(field(f"{owner}/{name}: {branch}"), words("←"), field("you/a-map: patch-1")),
        row(field(WHY)),
        box(template),
        row(step(5), button("Create pull request")),
    )
    shown(proposed, "propose")

    file.write_text(mended, encoding="utf-8")
    assert main(["diff", "main", "--html", "diff.html"]) == CLEAN
    window.goto((published / "diff.html").as_uri())
    assert window.locator("ins", has_text="Crimean scenario").is_visible()
    shown(window.locator("body"), "diff-of-a-mend")

    commit(published, WHY)
    node_page(window, built(published / "mkdocs.yml", f"kazakhstan-eu/{MENDED}/index.md"), MENDED)
    assert AFTER in window.locator("article").inner_text()


def test_answering_a_claim_takes_the_steps_that_are_shown(published: Path, window: Page, shown: Shown) -> None:
    node_page(window, published / "site", MENDED)
    link = window.locator("#contribute").get_by_role("link", name="a counterclaim")
    form = parameters(address_of(link))
    folder, _, proposed = form["filename"].rpartition("/")
    answer = form["value"]
    for blank, filled in FORM.items():
        assert blank in answer
        answer = answer.replace(blank, filled)
    answer = re.sub(r"(?m)^#.*\n", "", answer)
    answer = re.sub(r"(?<=\n---\n).*", PROSE, answer)
    new = drawn(
        window,
        row(words(folder.replace("/", " / ")), step(1), field("my-objection.md"), words("in main")),
        row(step(2), words("Fill in what is empty.")),
        box(answer, [*FORM.values(), PROSE]),
        row(step(3), button("Commit changes…")),
    )
    assert proposed.endswith(".md")
    shown(new, "new-file")

    (published / folder / "my-objection.md").write_text(answer, encoding="utf-8")
    assert main(["check"]) == CLEAN
    assert main(["diff", "main", "--html", "diff.html"]) == CLEAN
    window.goto((published / "diff.html").as_uri())
    shown(window.locator("body"), "diff-of-an-answer")

    node_page(window, built(published / "mkdocs.yml", f"kazakhstan-eu/{MENDED}/index.md"), MENDED)
    objections = window.locator("#objections")
    assert objections.get_by_role("link", name="An objection in a few words").first.is_visible()
    shown(objections, "answered")
