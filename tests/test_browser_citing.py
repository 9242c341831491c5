"""Addresses that last, and citing, in a real browser: on a site that knows its own address."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape, unescape
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any, Literal

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Download
from playwright.sync_api import Page as Tab

from argmap.cli import CLEAN, main
from argmap.model.quotations import normalised
from argmap.pages.page import Page
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from argmap.storage.disk import load
from argmap.storage.resources import theme_file
from browsing import AT_REST, COLOURS, WINDOW, barriers, lent, served
from test_builders import GOLDEN, project
from test_voices import UNDRAWN
from zotero import Head, saved

pytestmark = pytest.mark.browser


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder as static hosts do, with the site's own page for what is not there."""

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with 404.html."""
        del message, explain
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Build a small site that is published below a folder of its host, serve it, and return its address."""
    folder = tmp_path_factory.mktemp("host")
    with served(folder, _Host) as host:
        address = f"{host}maps/"
        config = load_config(str(project(folder / "source", GOLDEN, plugins="[search, {argmap: {missing: true}}]")))
        config.site_url, config.site_dir = address, str(folder / "maps")
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        (folder / "404.html").write_bytes((folder / "maps" / "404.html").read_bytes())
        yield address


@pytest.fixture(scope="module")
def tab_of_a_reader(chromium: Browser) -> Iterator[Tab]:
    tab = chromium.new_page(viewport=WINDOW, permissions=["clipboard-read", "clipboard-write"])
    tab.add_init_script(AT_REST)
    yield tab
    tab.close()


@pytest.fixture
def reader(tab_of_a_reader: Tab) -> Iterator[Tab]:
    with lent(tab_of_a_reader):
        yield tab_of_a_reader


def test_an_old_address_leads_to_the_node(reader: Tab, site: str) -> None:
    reader.goto(site + "m/umbrella/")
    reader.wait_for_url("**/m/take-an-umbrella/")

    assert reader.locator("h1").inner_text().startswith("Take an umbrella")


def test_a_withdrawn_node_still_answers_and_leads_on(reader: Tab, site: str) -> None:
    answer = reader.goto(site + "m/old-claim/")

    assert answer
    assert answer.status == 200
    assert "This node was withdrawn." in reader.locator("article").inner_text()
    with reader.expect_navigation():
        reader.get_by_role("link", name="It will rain").click()
    assert reader.url == site + "m/it-will-rain/"


def test_every_published_address_answers_and_names_itself(reader: Tab, site: str) -> None:
    known: dict[str, Any] = reader.request.get(site + "argmap/addresses.json").json()
    exported = reader.request.get(site + "m/map.json").json()

    assert {one["url"] for one in exported["nodes"]} < set(known)
    for node in exported["nodes"]:
        answer = reader.request.get(site + node["url"])
        assert answer.status == 200
        head = Head(answer.text())
        assert head.link("canonical") == [site + node["url"]]
        fixed = f"{site}m/2026.1/{node['id']}/"
        if node["status"] == "current":
            assert head.link("cite-as") == [fixed]
            assert saved(head, answer.url)["url"] == fixed
            as_cited = reader.request.get(fixed)
            assert as_cited.status == 200
            assert escape(node["statement"], quote=False) in as_cited.text()


@pytest.mark.parametrize(
    "asked", ["m/it-will-rian/", "m/it-will-rain.html", "elsewhere/It-Will-Rain", "m/deep/it-will-rain/"]
)
def test_a_wrong_address_offers_the_nearest(asked: str, reader: Tab, site: str) -> None:
    answer = reader.goto(site + asked)

    assert answer
    assert answer.status == 404
    nearest = reader.locator("[data-am-missing] li").first
    nearest.wait_for()
    assert nearest.inner_text() == "It will rain {today} <soon> m/it-will-rain/"
    with reader.expect_navigation():
        nearest.locator("a").click()
    assert reader.url == site + "m/it-will-rain/"


def test_an_old_address_that_is_mistyped_offers_the_node_too(reader: Tab, site: str) -> None:
    reader.goto(site + "m/umbrela/")

    reader.locator("[data-am-missing] li", has_text="Take an umbrella").first.wait_for()


def test_what_is_like_nothing_offers_nothing(reader: Tab, site: str) -> None:
    with reader.expect_response("**/addresses.json"):
        reader.goto(site + "zzzz/qqqq/")

    assert reader.locator("[data-am-missing] li").count() == 0
    with reader.expect_navigation():
        reader.get_by_role("link", name="To the first page").click()
    assert reader.url == site


def test_citations_are_copied_as_they_read(reader: Tab, site: str) -> None:
    reader.goto(site + "m/it-will-rain/")
    reader.locator("summary", has_text="Cite this node").click()

    reader.get_by_role("button", name="Copy APA, in the list", exact=True).first.click()

    reader.get_by_text("Copied").wait_for()
    of_type = "navigator.clipboard.read().then(([one]) => one.getType('text/html')).then((blob) => blob.text())"
    assert "<em>It will rain {today} &lt;soon&gt;</em>" in reader.evaluate(of_type)
    assert reader.evaluate("navigator.clipboard.readText()") == (
        "argmap contributors. (2026, November 24). It will rain {today} <soon> [Claim in an argument map, revision 1]. "
        f"Rain & <Umbrellas>, Edition 2026.1. {site}m/2026.1/it-will-rain/ [Attributed to Rain 2020]"
    )


def copied_and_downloaded(reader: Tab) -> tuple[str, Download]:
    """Have the cite box that is open give its BibTeX in both ways."""
    reader.get_by_role("button", name="Copy BibTeX").click()
    reader.get_by_text("Copied").wait_for()
    copied = reader.evaluate("navigator.clipboard.readText()")
    with reader.expect_download() as waited_for:
        reader.get_by_role("link", name="BibTeX").click()
    return str(copied), waited_for.value


def test_citations_are_copied_and_downloaded_from_an_edition_too(reader: Tab, site: str) -> None:
    reader.goto(site + "m/2026.1/it-will-rain/#cite")  # which opens the fold

    copied, download = copied_and_downloaded(reader)
    assert Path(download.path()).read_text(encoding="utf-8") == copied
    assert f"url = {{{site}m/2026.1/it-will-rain/}}" in copied


def test_the_front_page_of_an_edition_folds_and_says_where_to_search(reader: Tab, site: str) -> None:
    reader.goto(site + "m/2026.1/")

    folds = reader.locator("#nodes ~ .am-fold details")
    assert folds.count() >= 1
    assert reader.locator("footer").get_by_role("link", name="the whole edition on one page").is_visible()
    reader.emulate_media(media="print")
    assert all(line.is_visible() for line in reader.locator(".am-outline li > a").all())


@pytest.fixture(scope="module")
def draft() -> dict[str, str]:
    """Return the bodies of the pages of a draft, after an edition, with several places of the mapped work.

    It has two nodes that have changed since, whose draft can be cited too.
    """
    files = dict(load(GOLDEN).texts)
    for file in ("m/nodes/sub/it-will-rain.md", "m/nodes/no-need.md"):
        files[file] = (
            files[file].replace("---\n", "---\nrevision: 2\n", 1).replace("statement: ", "statement: Now, ", 1)
        )
    files["m/map.yml"] = files["m/map.yml"].replace('edition: "2026.1"', "edition: draft")
    begun = "editions:\n  - edition: draft\n    changes: [More.]\n"
    files["m/editions.yml"] = begun + files["m/editions.yml"].removeprefix("editions:\n")
    made = build_site(files, (), BuildOptions(UNDRAWN, site_address="https://e.org/"))
    return {path: page.body for path, page in made.pages.items() if isinstance(page, Page)}


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Tab, str], Tab]]:
    """Open a page of nothing but a body, with the script."""
    folder = tmp_path_factory.mktemp("draft")
    (folder / "argmap.js").write_text(theme_file("argmap.js"), encoding="utf-8")
    with served(folder) as address:

        def shown(tab: Tab, body: str) -> Tab:
            page = (
                f'<!DOCTYPE html><html lang="en"><meta charset="utf-8">{body}<script src="argmap.js"></script></html>'
            )
            name = f"{len(list(folder.iterdir()))}.html"  # a name of its own: the browser keeps what it was given by it
            (folder / name).write_text(page, encoding="utf-8")
            tab.goto(address + name)
            return tab

        yield shown


def test_no_two_copy_buttons_of_a_page_have_the_same_name(
    reader: Tab, draft: dict[str, str], shown: Callable[[Tab, str], Tab]
) -> None:
    copying = {path: body for path, body in draft.items() if "data-am-copy" in body}
    assert {"m/it-will-rain/index.md", "m/old-claim/index.md", "m/cite/index.md"} <= copying.keys()
    names = {}
    for path, body in copying.items():
        buttons = shown(reader, body).locator("button.am-copy")
        names[path] = buttons.evaluate_all("all => all.map(one => one.ariaLabel)")
        assert len(names[path]) == len(set(names[path])) == body.count("data-am-copy"), path
    assert "Copy APA, in the list, draft" in names["m/it-will-rain/index.md"]
    assert "Copy APA, in the list, edition 2026.1" in names["m/it-will-rain/index.md"]
    assert "Copy Chicago, in the text, the mapped work: (Rain 2020, n. 2)" in names["m/it-will-rain/index.md"]


def test_the_day_on_which_a_draft_is_read_is_written_for_the_reader(
    reader: Tab, draft: dict[str, str], shown: Callable[[Tab, str], Tab]
) -> None:
    today = "new Intl.DateTimeFormat('en', {dateStyle: 'long'}).format()"

    entry = shown(reader, draft["m/no-need/index.md"]).locator("dd:has(time)").first.text_content() or ""

    assert f"Retrieved {reader.evaluate(today)}, from https://e.org/m/no-need/" in entry


def test_files_for_reference_managers_are_copied_and_downloaded(reader: Tab, site: str) -> None:
    reader.goto(site + "m/it-will-rain/#cite")  # which opens the fold

    copied, download = copied_and_downloaded(reader)
    assert download.suggested_filename == "it-will-rain.bib"
    assert Path(download.path()).read_text(encoding="utf-8") == copied
    assert copied.startswith("@online{m:it-will-rain,")


def test_without_a_clipboard_words_are_selected_and_files_downloaded(reader: Tab, site: str) -> None:
    with reader.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})"):
        reader.goto(site + "m/it-will-rain/#cite")

        reader.get_by_role("button", name="Copy Chicago, in the list", exact=True).first.click()
        assert reader.evaluate("getSelection().toString()").startswith("argmap contributors. 2026. “It Will Rain")
        with reader.expect_download() as download:
            reader.get_by_role("button", name="Copy RIS").click()
        assert download.value.suggested_filename == "it-will-rain.ris"


def test_without_a_script_a_node_can_be_cited_all_the_same(scriptless: Tab, site: str) -> None:
    scriptless.goto(site + "m/it-will-rain/")

    scriptless.locator("summary", has_text="Cite this node").click()
    assert scriptless.locator("#cite dd").first.is_visible()
    assert scriptless.get_by_role("link", name="RIS").is_visible()
    assert scriptless.get_by_role("button", name="Copy").count() == 0


MARKED = """() => [...document.querySelectorAll("summary")].map(fold => {
  const [own, mark] = [getComputedStyle(fold), getComputedStyle(fold, "::before")];
  const isPlaced = mark.content !== "none" && mark.position === "absolute";
  const isListed = own.display === "list-item" && own.listStyleType !== "none";
  return isPlaced ? own.position !== "static" && !isListed : true;
})"""
"""Of each fold, whether a mark of ours stands within it and is its only one."""


def test_each_fold_of_an_edition_has_one_mark_in_its_place(reader: Tab, site: str) -> None:
    reader.goto(f"{site}m/2026.1/it-will-rain/")

    assert reader.locator(".am-change > summary").count() == 1
    assert set(reader.evaluate(MARKED)) == {True}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_pages_of_an_edition_can_be_read_by_everybody(
    tab: Tab, site: str, width: int, scheme: Literal["light", "dark"]
) -> None:
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=scheme)
    for page in ("", "it-will-rain/", "old-claim/", "references/", "archive/"):
        tab.goto(f"{site}m/2026.1/{page}")
        assert barriers(tab, rules=COLOURS) == [], page
        tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true; })")
        # What is no matter of colours or of fingers is found in the light: it is the same page.
        assert barriers(tab, rules=[] if scheme == "light" else [*COLOURS, "target-size"]) == [], page
        tab.evaluate("document.querySelector('li, dd').append('https://long.example.org/' + 'x'.repeat(200))")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), page
    tab.goto(f"{site}m/2026.1/archive/")
    sizes = "[...document.querySelectorAll('figure text')].map((text) => text.getBoundingClientRect().height)"
    assert min(tab.evaluate(sizes)) >= 10  # a drawing that is wider than the page is moved, and not made too small


def test_the_archive_of_an_edition_prints_with_a_bookmark_for_each_heading(reader: Tab, site: str) -> None:
    reader.goto(f"{site}m/2026.1/archive/")
    headings = [heading.strip() for heading in reader.locator("h1, h2, h3, h4").all_text_contents()]

    pdf = reader.pdf(outline=True, tagged=True)

    titles = [title.decode("latin-1") for title in re.findall(rb"/Title ?\(((?:[^()\\]|\\.)*)\)\s*/Dest", pdf)]
    # Chromium says a heading twice that it moved to the next page, to what stands below it.
    halves = ((title, title[: len(title) // 2]) for title in titles)
    bookmarks = Counter(half if half * 2 == title else title for title, half in halves)
    plain = Counter(heading for heading in headings if heading.isascii())
    assert plain["Where the source says it"] > 1
    assert {"Outline", "Take an umbrella", "Withdrawn nodes", "References"} <= plain.keys()
    assert not plain - bookmarks


@dataclass(frozen=True)
class Wording:
    """What is cited at an address: a title, and of a node the revision and the statement."""

    title: str
    revision: str = ""
    statement: str = ""


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """Build and serve a draft after an edition; in it a node was reworded, one renamed, and one is withdrawn."""
    folder = tmp_path_factory.mktemp("moving")
    config = project(folder / "source", GOLDEN, plugins="[search, argmap]")
    docs = config.parent / "docs"
    for file, before, after in (
        ("map.yml", 'edition: "2026.1"', "edition: draft"),
        ("editions.yml", "editions:\n", "editions:\n  - edition: draft\n    changes: [More.]\n"),
        ("nodes/sub/it-will-rain.md", 'title: "It will rain {today} <soon>"', 'title: It\'s "wet" soon\nrevision: 2'),
        ("nodes/sub/it-will-rain.md", "It will probably rain.", "It may well rain."),
    ):
        text = (docs / "m" / file).read_text(encoding="utf-8")
        assert before in text
        (docs / "m" / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    assert main(["rename", "dark-clouds", "black-clouds", "--docs", str(docs)]) == CLEAN
    with served(folder) as host:
        loaded = load_config(str(config))
        loaded.site_url, loaded.site_dir = f"{host}maps/", str(folder / "maps")
        loaded.plugins.on_startup(command="build", dirty=False)
        build(loaded)
        yield f"{host}maps/", folder / "maps"


def wordings(docs: Path, site: str) -> dict[str, Wording]:
    """Return what is cited at each address of the maps and nodes, as they now stand and in each edition."""
    (now,) = read(load(docs).texts).maps
    cited = {f"{site}m/": Wording(now.title)}
    cited |= {f"{site}m/{one.id}/": Wording(one.title, f"revision {one.revision}", one.statement) for one in now.nodes}
    for edition in now.frozen:
        fixed = f"{site}m/{edition.map.edition}/"
        cited[fixed] = Wording(edition.map.title)
        for one in edition.map.nodes:
            cited[f"{fixed}{one.id}/"] = Wording(one.title, f"revision {one.revision}", one.statement)
    return cited


def as_compared(words: str) -> str:
    """Return words as they are compared: styles choose capitals and quotation marks, BibTeX needs braces."""
    spelled = re.sub(r"\\textbrace(left|right)", "", words)
    return re.sub(r"[{}\\'\"]", "", normalised(spelled).casefold())


def test_every_address_in_a_citation_opens_and_shows_the_words_cited(reader: Tab, moving: tuple[str, Path]) -> None:
    site, folder = moving
    cited = wordings(folder.parent / "source" / "docs", site)
    addresses = re.compile(rf"{re.escape(site)}m/[^\s\"'<>\\^`{{|}}()\[\]]*")
    printed: set[str] = set()
    citations: list[tuple[str, str]] = []
    for file in [*(folder / "m").rglob("*"), folder / "llms.txt"]:
        if file.suffix not in (".html", ".bib", ".ris", ".json", ".jsonld", ".md", ".txt"):
            continue
        text = file.read_text(encoding="utf-8")
        printed |= {found.rstrip(".,;").partition("#")[0] for found in addresses.findall(unescape(text))}
        if file.suffix == ".html":
            citations += [(file.name, words) for words in re.findall(r"<dd data-am-copy>(?!<pre>)(.*?)</dd>", text)]
        elif file.name.endswith((".bib", ".ris", ".csl.json")) and file.stem != "references":
            citations.append((file.name, text))

    said = [
        (name, unescape(re.sub(r"<[^>]*>", "", words) if name.endswith("html") else words)) for name, words in citations
    ]
    led = [(words, found.rstrip(".,;")) for _, words in said for found in addresses.findall(words)]
    assert {address for _, address in led} == set(cited)
    for words, address in led:
        assert as_compared(cited[address].title) in as_compared(words)
        assert cited[address].revision in words
    for address in sorted(printed - set(cited)):
        assert reader.request.get(address).status == 200, address
    for address, wording in cited.items():
        answer = reader.goto(address, wait_until="domcontentloaded")
        assert answer
        assert answer.status == 200
        shown = normalised(reader.locator("body").inner_text())
        assert normalised(wording.title) in shown, address
        assert normalised(wording.statement) in shown, address
    for old in ("dark-clouds", "umbrella"):
        reader.goto(f"{site}m/{old}/")
        reader.wait_for_url(re.compile(r"/m/(?!dark-clouds|umbrella)[\w-]+/$"))
        assert normalised(cited[reader.url].statement) in normalised(reader.locator("body").inner_text())
