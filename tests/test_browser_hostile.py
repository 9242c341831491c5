"""Hostile contributions in a real browser: whatever came alive would sing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Dialog, Request
from pymdownx import emoji

from argmap.cli import main
from browsing import SEARCH_ASLEEP, Quiet, served
from hostile import EXTENSIONS, INERT_FIELDS, inert_docs, prose_together

pytestmark = pytest.mark.browser

_CANARY = (
    "window.sung = []; window.canary = () => { window.sung.push(document.currentScript?.outerHTML ?? 'a handler'); };"
)
_PROVOKED = """() => [...document.querySelectorAll("iframe")].flatMap(({ src, contentWindow: { document, sung } }) => {
    for (const element of document.querySelectorAll("body *")) {
        for (const kind of ["mouseover", "mouseenter", "focus", "error", "load", "toggle"]) {
            element.dispatchEvent(new Event(kind));
        }
    }
    const leads = [...document.querySelectorAll("a, area, form, iframe, object, svg a")]
        .map(one => one.getAttribute("href") ?? one.getAttribute("xlink:href") ?? one.getAttribute("src") ?? "");
    return [...sung, ...leads.filter(address => /^\\s*(javascript|data|vbscript):/i.test(address))]
        .map(alive => `${src}: ${alive}`);
})"""
"""Points at and presses whatever waits for a hand on the pages of a sheet, links excepted, which are looked at instead;
says what was alive.
"""
_AT_ONCE = 32
_CONFIG = """site_name: Test
theme: {{name: material, font: false{theme}}}
plugins: {plugins}
repo_url: https://github.com/someone/a-map
edit_uri: edit/main/docs/
markdown_extensions:
{extensions}
"""
_SETTINGS = {
    "pymdownx.snippets": "{base_path: [., docs]}",
    "pymdownx.magiclink": "{repo_url_shorthand: true, social_url_shorthand: true, user: someone, repo: a-map}",
    "pymdownx.superfences": "{custom_fences: [{name: mermaid, class: mermaid, "
    "format: !!python/name:pymdownx.superfences.fence_code_format ''}]}",
    "pymdownx.arithmatex": "{generic: true}",
    "toc": "{permalink: true}",
}


ASKED_BY_THEME = "https://api.github.com/repos/someone/a-map"


def _config(plugins: str, theme: str = "") -> str:
    extensions = [f"  - {name}: {_SETTINGS[name]}" if name in _SETTINGS else f"  - {name}" for name in EXTENSIONS]
    return _CONFIG.format(plugins=plugins, theme=theme, extensions="\n".join(extensions))


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def hostile_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build one site of all cases that pass the checks: a map of its own for each that changes more than nodes.

    MkDocs builds it through the plugin; Zensical builds those of prose, from the plain tree. Both have all extensions
    switched on.
    """
    folder = tmp_path_factory.mktemp("hostile")
    prose_only = request.param == "zensical"
    cases = prose_together() if prose_only else [*INERT_FIELDS, *prose_together()]
    for path, content in inert_docs(cases).items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "docs" / "index.md").write_text("# Home\n", encoding="utf-8")
    for place in ("taken-in.txt", "docs/taken-in.txt"):
        (folder / place).write_text("<script>canary()</script>", encoding="utf-8")
    if prose_only:
        return _by_zensical(folder)
    (folder / "mkdocs.yml").write_text(_config("[search, argmap]"), encoding="utf-8")
    loaded = load_config(str(folder / "mkdocs.yml"))
    loaded.plugins.on_startup(command="build", dirty=False)
    emojis = emoji.emojione({}, None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(emoji, "emojione", lambda *_: emojis)  # else thousands of them are copied for each page
        build(loaded)
    return Path(loaded.site_dir)


def _by_zensical(folder: Path) -> Path:
    plain = folder / "plain"
    words = ["build", "--quiet", "--docs", str(folder / "docs"), "--out", str(plain / "docs")]
    assert main([*words, "--cache", str(folder / "cache")]) == 0
    shutil.copy(folder / "taken-in.txt", plain)
    config = _config("[search]", theme=", custom_dir: docs/templates/argmap")
    (plain / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "zensical", "build", "--config-file", "mkdocs.yml"]
    done = subprocess.run(command, cwd=plain, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return plain / "site"


class Plain(Quiet):
    """Serves style sheets without a word in them: hundreds of pages are opened, and none is looked at."""

    def translate_path(self, path: str) -> str:
        """Find a file, or for a style sheet one that is empty."""
        return os.devnull if path.partition("?")[0].endswith(".css") else super().translate_path(path)


@pytest.fixture(scope="module")
def hostile_address(hostile_site: Path) -> Iterator[str]:
    with served(hostile_site, Plain) as address:
        yield address


def sheet(addresses: Iterable[str]) -> str:
    """Put pages side by side on one, each in a frame of its own: that opens them in two thirds of the work."""
    frames = (f'<iframe src="{one}" width="320" height="240"></iframe>' for one in addresses)
    return f"<!DOCTYPE html><title>Pages</title>{''.join(frames)}"


def test_no_page_comes_alive_or_asks_another_host(chromium: Browser, hostile_site: Path, hostile_address: str) -> None:
    files = sorted(hostile_site.rglob("*.html"))
    files += sorted(hostile_site.rglob("*.svg"))
    pages = [file.relative_to(hostile_site).as_posix() for file in files if "assets" not in file.parts]
    assert {f"m/{case.name}/index.html" for case in prose_together()} <= set(pages)
    context = chromium.new_context(viewport={"width": 320, "height": 240})
    context.add_init_script(_CANARY)
    context.add_init_script(SEARCH_ASLEEP)
    page = context.new_page()
    troubles: list[str] = []
    opened: set[str] = set()

    def note(request: Request) -> None:
        by = request.frame.url
        opened.add(request.url)
        # What the theme asks on pages that are no map's is the site's own business, and stays as it is.
        is_of_site = by in (f"{hostile_address}index.html", f"{hostile_address}404.html")
        if not request.url.startswith((hostile_address, "data:", "blob:", *([ASKED_BY_THEME] if is_of_site else []))):
            troubles.append(f"{by}: {request.url}")

    def close(dialog: Dialog) -> None:
        troubles.append(f"a dialog: {dialog.message}")
        dialog.dismiss()

    page.on("request", note)
    page.on("dialog", close)
    page.goto(f"{hostile_address}nowhere")
    addresses = [hostile_address + path for path in pages]
    for first in range(0, len(addresses), _AT_ONCE):
        page.set_content(sheet(addresses[first : first + _AT_ONCE]), wait_until="load")
        assert page.evaluate(_PROVOKED) == []
    context.close()
    assert troubles == []
    assert set(addresses) <= opened


@pytest.mark.parametrize("hostile_site", ["mkdocs"], indirect=True)
def test_the_canary_sings_when_something_is_alive(chromium: Browser, hostile_site: Path, hostile_address: str) -> None:
    context = chromium.new_context()
    context.add_init_script(_CANARY)
    page = context.new_page()
    alive = "<p onmouseover=canary()>x</p><script>canary()</script><a href=' javascript:canary()'>x</a>"
    (hostile_site / "alive.htm").write_text(alive, encoding="utf-8")
    (hostile_site / "dead.htm").write_text("<p>x</p>", encoding="utf-8")
    page.goto(f"{hostile_address}nowhere")

    page.set_content(sheet(f"{hostile_address}{name}.htm" for name in ("dead", "alive")), wait_until="load")

    sung = page.evaluate(_PROVOKED)
    assert len(sung) == 3
    assert all(one.startswith(f"{hostile_address}alive.htm: ") for one in sung)
    context.close()


@pytest.mark.parametrize("hostile_site", ["mkdocs"], indirect=True)  # the other's search is no part of this project
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
