"""Hostile contributions in a real browser: whatever came alive would sing."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser

from browsing import Quiet
from hostile import inert_docs

pytestmark = pytest.mark.browser

_CANARY = (
    "window.sung = []; window.canary = () => { window.sung.push(document.currentScript?.outerHTML ?? 'a handler'); };"
)
_CONFIG = """site_name: Test
theme: {name: material, font: false}
plugins: [search, argmap]
repo_url: https://github.com/someone/a-map
edit_uri: edit/main/docs/
markdown_extensions: [attr_list, md_in_html, abbr, footnotes, tables, admonition, def_list]
"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one site of all cases that pass the checks."""
    folder = tmp_path_factory.mktemp("hostile")
    for path, content in inert_docs().items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(_CONFIG, encoding="utf-8")
    loaded = load_config(str(folder / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return Path(loaded.site_dir)


@pytest.fixture(scope="module")
def hostile_address(hostile_site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(hostile_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def test_no_page_comes_alive_or_asks_another_host(chromium: Browser, hostile_site: Path, hostile_address: str) -> None:
    files = sorted(hostile_site.rglob("*.html"))
    files += sorted(hostile_site.rglob("*.svg"))
    pages = [file.relative_to(hostile_site).as_posix() for file in files if "assets" not in file.parts]
    assert len(pages) > 100
    context = chromium.new_context()
    context.add_init_script(_CANARY)
    page = context.new_page()
    troubles: list[str] = []
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((hostile_address, "data:", "blob:")) else troubles.append(request.url)
        ),
    )
    page.on("dialog", lambda dialog: troubles.append(f"a dialog on {page.url}: {dialog.message}"))
    for path in pages:
        page.goto(hostile_address + path, wait_until="load")
        # Whatever waits for a hand: everything is pointed at and pressed, links excepted, which are looked at instead.
        page.evaluate(
            """() => {
              for (const element of document.querySelectorAll("body *")) {
                for (const kind of ["mouseover", "mouseenter", "focus", "error", "load", "toggle"]) {
                  element.dispatchEvent(new Event(kind));
                }
              }
            }"""
        )
        alive = page.evaluate(
            """() => [...window.sung, ...[...document.querySelectorAll("a, area, form, iframe, object, svg a")]
                .map(one => one.getAttribute("href") ?? one.getAttribute("xlink:href") ?? one.getAttribute("src") ?? "")
                .filter(address => /^\\s*(javascript|data|vbscript):/i.test(address))]"""
        )
        assert alive == [], path
    context.close()
    assert troubles == []


def test_the_canary_sings_when_something_is_alive(chromium: Browser, hostile_address: str) -> None:
    context = chromium.new_context()
    context.add_init_script(_CANARY)
    page = context.new_page()
    page.goto(hostile_address)

    page.set_content("<p onmouseover=canary()>x</p><script>canary()</script>")
    page.locator("p").dispatch_event("mouseover")

    assert len(page.evaluate("window.sung")) == 2
    context.close()


def test_what_the_search_finds_is_not_alive(chromium: Browser, hostile_address: str) -> None:
    context = chromium.new_context()
    context.add_init_script(_CANARY)
    page = context.new_page()
    page.goto(hostile_address)

    page.get_by_role("textbox", name="Search").click()
    page.keyboard.type("found")
    page.locator(".md-search-result__item").first.wait_for()
    page.locator(".md-search-result__item").last.hover()

    assert page.locator(".md-search-result__list img, .md-search-result__list script").count() == 0
    assert page.evaluate("window.sung") == []
    context.close()
