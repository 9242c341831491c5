"""The built site, served, and a browser to open it in: what the tests in a browser share.

Opening a tab costs a second, so tests do not open one each: they borrow one, and give it back as it was.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect, sync_playwright

ROOT = Path(__file__).parent.parent
WINDOW = ViewportSize(width=1280, height=900)
SEARCH_ASLEEP = """
window.Worker = class extends EventTarget { postMessage() {} terminate() {} };
const { open, send } = XMLHttpRequest.prototype;
XMLHttpRequest.prototype.open = function (how, what, ...more) {
    this.isOfSearch = String(what).endsWith("/search/search_index.json");
    open.call(this, how, what, ...more);
};
XMLHttpRequest.prototype.send = function (...what) { if (!this.isOfSearch) send.apply(this, what); };
"""
"""Keeps the theme's search from asking for the words of the whole site, and reading them, on each page."""
UNPAINTED = """
const unpainted = new CSSStyleSheet();
unpainted.replaceSync("@media screen { html { opacity: 0; } }");
document.adoptedStyleSheets = [unpainted];
"""
"""Keeps the browser from painting a screen, a quarter of the work of a page: all lies where it would lie."""
SETTLED_ON_LIGHT = """
const { setAttribute } = Element.prototype;
Element.prototype.setAttribute = function (name, value) {
    const isOfCanvas = name === "name" && value === "color-scheme";
    const isOfFirstChoice = name === "data-md-color-switching" && document.readyState === "loading"
        && !matchMedia("(prefers-color-scheme: dark)").matches;
    if (!isOfCanvas && !isOfFirstChoice) setAttribute.call(this, name, value);
};
"""
"""Keeps the theme from having each page styled anew three times while it loads, another quarter of its work: to learn
the colours beyond the body's edges, and so that nothing fades from light to dark where the light stays.
"""
AT_REST = SEARCH_ASLEEP + UNPAINTED + SETTLED_ON_LIGHT


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def copyfile(self, source: Any, outputfile: Any) -> None:  # noqa: ANN401 - as the library has it
        """Send a file; a browser that has left the page meanwhile is no trouble."""
        with contextlib.suppress(ConnectionError):
            super().copyfile(source, outputfile)


@contextmanager
def served(folder: Path, host: type[SimpleHTTPRequestHandler] = Quiet) -> Iterator[str]:
    """Serve a folder at 127.0.0.1, and give its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(host, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def built(folder: Path, docs: Mapping[str, str], config: str) -> Path:
    """Build a site of these files of a docs folder, and return the folder it was written to."""
    for path, text in docs.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    loaded = load_config(str(folder / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return folder / "site"


LEFT = """() => {
    Storage.prototype.setItem = () => {};
    localStorage.clear();
    sessionStorage.clear();
    history.replaceState(null, "", "/left");
    document.documentElement.style.display = "none";
}"""
"""Leaves a page: a script that is still about to keep something must not do so for the next test, nor may that test
find itself on the page that it opens. That nothing more is shown of it spares the work of another size or colours.
"""


@contextmanager
def lent(tab: Page) -> Iterator[Page]:
    """Lend a tab to a test, and leave afterwards what it has opened: to open an empty page takes a quarter as long."""
    try:
        yield tab
    finally:
        tab.unroute_all()
        if tab.url.startswith("http"):
            tab.evaluate(LEFT)
        tab.emulate_media(media="null", color_scheme="null", forced_colors="null", reduced_motion="null")
        if tab.viewport_size != WINDOW:
            tab.set_viewport_size(WINDOW)
        tab.mouse.move(0, 0)


_notes: WeakKeyDictionary[Page, list[tuple[str, str]]] = WeakKeyDictionary()


def notes_of(tab: Page) -> list[tuple[str, str]]:
    """Return what a tab asks for and complains of: one list as long as it is open, as to subscribe takes its time."""
    if tab not in _notes:
        notes = _notes[tab] = []
        tab.on("request", lambda request: notes.append((ASKED[request.is_navigation_request()], request.url)))
        tab.on("console", lambda message: notes.append((message.type, message.text)))
        tab.on("pageerror", lambda error: notes.append(("error", str(error))))
    return _notes[tab]


ASKED = ("asked", "opened")
"""How a request is noted: those that open a page have a word of their own."""


@contextmanager
def untroubled(tab: Page, address: str) -> Iterator[Page]:
    """Note every console error and every request to another host; there may be none.

    What comes before a page is opened is of the page that the tab had left.
    """
    notes = notes_of(tab)
    notes.clear()
    yield tab
    begin = next((number for number, (kind, _) in enumerate(notes) if kind == "opened"), 0)
    elsewhere = [
        url for kind, url in notes[begin:] if kind in ASKED and not url.startswith((address, "data:", "blob:"))
    ]
    assert elsewhere == []
    assert [text for kind, text in notes[begin:] if kind == "error"] == []


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build this project's site, with the manual beside the maps, and return its folder.

    Where ARGMAP_SITE names the site, as the step before the tests built it, it is that one.
    """
    if "ARGMAP_SITE" in os.environ:
        return Path(os.environ["ARGMAP_SITE"])
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path_factory.mktemp("site")), strict=True)
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return Path(config.site_dir)


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """Serve this project's site at 127.0.0.1, and return its address."""
    with served(built_site) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start the browser that ARGMAP_BROWSER names."""
    path = os.environ.get("ARGMAP_BROWSER", "")
    assert path, "set ARGMAP_BROWSER to a browser's path, or run python3 scripts/test.py, which finds one"
    flags = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
    flags.append("--js-flags=--no-opt --no-maglev")  # no page is open for as long as optimising its scripts would pay
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def _tab(chromium: Browser) -> Page:
    tab = chromium.new_page(viewport=WINDOW)
    tab.add_init_script(AT_REST)
    return tab


@pytest.fixture(scope="session")
def _tab_that_searches(chromium: Browser) -> Page:
    tab = chromium.new_page(viewport=WINDOW)
    tab.add_init_script(UNPAINTED + SETTLED_ON_LIGHT)
    return tab


@pytest.fixture(scope="session")
def _scriptless(chromium: Browser) -> Page:
    return chromium.new_page(viewport=WINDOW, java_script_enabled=False)


@pytest.fixture
def scriptless(_scriptless: Page) -> Iterator[Page]:
    """Open a page that runs no script."""
    with lent(_scriptless) as tab:
        yield tab


@pytest.fixture
def tab(_tab: Page) -> Iterator[Page]:
    """Open a page of whichever site, or fill the empty one; its search is asleep."""
    _tab.goto("about:blank")
    with lent(_tab) as tab:
        yield tab


@pytest.fixture
def page(_tab: Page, address: str) -> Iterator[Page]:
    """Open a page that has no trouble, its search asleep; tests of a site of their own say what `address` it has."""
    with lent(_tab), untroubled(_tab, address):
        yield _tab


@pytest.fixture
def page_that_searches(_tab_that_searches: Page, address: str) -> Iterator[Page]:
    """Open a page that has no trouble, with the theme's search."""
    with lent(_tab_that_searches), untroubled(_tab_that_searches, address):
        yield _tab_that_searches


@pytest.fixture
def ask(_tab_that_searches: Page, address: str) -> Iterator[Callable[[str], Locator]]:
    """Ask the theme's search, and return the results, on a page that stays open for the next test.

    The words of the whole site are read whenever a page is opened.
    """
    tab, results = _tab_that_searches, _tab_that_searches.locator(".md-search-result__item")

    def ask(asked: str) -> Locator:
        if tab.url == address + "how-to-read/":
            tab.locator(".md-search__input").fill("")
            expect(results).to_have_count(0)
        else:
            tab.goto(address + "how-to-read/")
            tab.keyboard.press("/")
        tab.keyboard.insert_text(asked)  # at once: each letter typed would be asked for, too
        tab.keyboard.press("Shift")
        results.first.wait_for()
        return results

    with untroubled(tab, address):
        yield ask


COLOURS = ["color-contrast", "link-in-text-block"]
"""The rules that may find something else in the dark than in the light."""

_FOUND_ONCE = """(rules) => {
    const nothing = "rgba(0, 0, 0, 0) none 1 normal none";
    const ground = ({ backgroundColor, backgroundImage, opacity, mixBlendMode, filter }) =>
        [backgroundColor, backgroundImage, opacity, mixBlendMode, filter].join(" ");
    const letters = ({ color, fontSize, fontWeight, textShadow, webkitTextStroke, webkitTextFillColor }) =>
        [color, fontSize, fontWeight, textShadow, webkitTextStroke, webkitTextFillColor].join(" ");
    const around = (one) => one ? [one, ...around(one.parentElement)] : [];
    const { getTextElementStack, isVisibleOnScreen } = axe.commons.dom;
    const looks = {
        "color-contrast": (one) => letters(getComputedStyle(one)),
        "link-in-text-block": (one) => around(one).map((up) => letters(getComputedStyle(up))),
    };
    window.passed = new Set();
    for (const rule of rules) {
        const check = axe._audit.checks[rule];
        const { evaluate } = check;
        check.evaluate = function (one, ...more) {
            const grounds = [...getTextElementStack(one), around(one)].map((all) =>
                all.map((each) => ground(getComputedStyle(each))).filter((each) => each !== nothing).join("<"));
            const look = [rule, isVisibleOnScreen(one), looks[rule](one), ...new Set(grounds)].join("; ");
            const answer = passed.has(look) || evaluate.call(this, one, ...more);
            if (answer === true) passed.add(look);
            return answer;
        };
    }
}"""
"""Has axe-core compute contrasts, most of its work, once for all that looks alike by what they are computed from:
how an element's letters look, and all that lies behind or upon it, or that it stands in. Only what is good is
remembered: of what is not, each place is found.
"""

_ASKED = """async ([within, without, rules, colours, known]) => {
    const isLookedAt = (one) => one.checkVisibility() && one.closest(within) && !(without && one.closest(without));
    const saysSomething = (one) => one.matches("input, select, textarea")
        || [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const looks = new Map([[document.body, ""]]);
    const look = (one) => {
        if (!looks.has(one)) {
            const said = [one.tagName, one.getAttribute("class"), one.getAttribute("style"), one.open].join();
            looks.set(one, `${look(one.parentElement)} ${said}`);
        }
        return looks.get(one);
    };
    const seen = new Set();
    const different = [...document.body.querySelectorAll("*")].filter((one) => {
        if (!isLookedAt(one) || !saysSomething(one) || seen.has(look(one))) return false;
        return seen.add(look(one));
    });
    for (const one of different) one.toggleAttribute("data-different", true);
    const unpainted = document.adoptedStyleSheets;
    document.adoptedStyleSheets = [];
    const ofLinks = (id) => id.startsWith("link") ? ":is(a[href], [role=link])" : "";
    axe.configure({ rules: colours.map((id) => ({ id, selector: `${ofLinks(id)}[data-different]` })) });
    passed = new Set(known);
    const { violations } = await axe.run({ include: [within], exclude: without ? [without] : [] },
        { ...rules && { runOnly: rules }, resultTypes: ["violations"], preload: false });
    document.adoptedStyleSheets = unpainted;
    for (const one of different) one.toggleAttribute("data-different", false);
    const found = violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]);
    return [found, [...passed.difference(new Set(known))]];
}"""
"""Asks axe-core of all rules, or of some.

Of what looks alike, by its classes and those of all that it stands in, the first is asked for its colours: on a long
page those rules take several times as long as all others, and no style sheet colours the second otherwise.
"""

_passed: set[str] = set()
"""The looks whose contrasts are good, on whatever page."""


def barriers(page: Page, within: str = "html", without: str = "", rules: Sequence[str] = ()) -> list[Any]:
    """Return what axe-core finds on a page or in the parts of it that are named: each rule, with first elements."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE_SCRIPT)
        page.evaluate(_FOUND_ONCE, COLOURS)
    found, passed = page.evaluate(_ASKED, [within, without, list(rules) or None, COLOURS, list(_passed)])
    _passed.update(passed)
    return list(found)


def place(page: Page) -> str:
    """Ask the page itself for its address: `page.url` learns a moment later what a script has made of it."""
    return str(page.evaluate("location.href"))
