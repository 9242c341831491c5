"""The manual is a site of its own beside the maps: each leads to the other, and no address that was linked is lost."""

import json
import logging
import re
import shutil
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as SitePage
from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import crossing  # noqa: E402
import manual  # noqa: E402

SITE = "https://maps.example.org/ours/"


def config_of(side: str) -> MkDocsConfig:
    """Return the least configuration of one of both sites."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "docs_dir": str(ROOT / side)})
    config.validate()
    return config


def crossed(side: str, path: str, markdown: str) -> str:
    config = config_of(side)
    page = SitePage(None, File(path, config.docs_dir, config.site_dir, use_directory_urls=True), config)
    passed = crossing.on_page_markdown(markdown, page=page, config=config, files=Files([]))
    html = re.sub(r"\[(.*?)\]\((.*?)\)", r'<a href="\2">\1</a>', passed)
    return crossing.on_page_content(html, page=page, config=config, files=Files([]))


@pytest.mark.parametrize(
    ("side", "path", "link", "expected"),
    [
        ("docs", "index.md", "../manual/index.md", "manual/"),
        ("docs", "citing.md", "../manual/format.md#revision", "../manual/format/#revision"),
        ("docs", "kazakhstan-eu/about.md", "../../manual/format.md", "../../manual/format/"),
        ("docs", "kazakhstan-eu/about.md", "../citing.md", "../citing.md"),
        ("manual", "index.md", "../docs/index.md", ".."),
        ("manual", "format.md", "../docs/how-to-read.md#how-it-stands", "../../how-to-read/#how-it-stands"),
        ("manual", "format.md", "../docs/kazakhstan-eu/index.md", "../../kazakhstan-eu/"),
        ("manual", "format.md", "../docs/argmap/node.schema.json", "../../argmap/node.schema.json"),
        ("manual", "architecture.md", "../CONTRIBUTING.md", "../../contributing/"),
        ("manual", "format.md", "editions.md", "editions.md"),
    ],
)
def test_a_link_that_code_hosts_follow_leads_to_the_other_site(side: str, path: str, link: str, expected: str) -> None:
    assert crossed(side, path, f"[it]({link})") == f'<a href="{expected}">it</a>'


def test_a_link_to_a_file_of_the_other_site_that_is_not_there_stops_a_strict_build(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.WARNING, logger="mkdocs"):
        crossed("docs", "citing.md", "[it](../manual/gone.md)")

    assert [one.getMessage() for one in caplog.records] == [
        "docs/citing.md links to manual/gone.md, which is not there"
    ]


def test_the_manual_knows_where_both_are_published_and_where_its_files_are() -> None:
    repository = "https://github.com/someone/ours"
    config = load_config(str(ROOT / "mkdocs.yml"), site_url=SITE, repo_url=repository, edit_uri="edit/main/docs/")

    assert manual.options_of(config) == {
        "site_url": f"{SITE}manual/",
        "repo_url": repository,
        "edit_uri": "edit/main/manual/",
        "strict": True,
    }


@pytest.mark.parametrize(("command", "is_kept"), [("build", False), ("serve", True)])
def test_a_preview_builds_the_manual_again_only_when_it_changed(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_kept: bool
) -> None:
    builds = tmp_path / "builds"
    program = tmp_path / "program"
    program.write_text(f"""#!/bin/sh
echo "$2" >> {builds}
folder=$(echo "$3" | sed 's/.*"site_dir": "\\([^"]*\\)".*/\\1/')
echo "$3" > "$folder/index.html"
""")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    site = tmp_path / "site"
    manual.on_startup(command=command, dirty=False)  # type: ignore[arg-type] # one of those there are

    def built(address: str) -> str:
        config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(site), site_url=address)
        manual.on_pre_build(config)
        manual.on_post_build(config)
        return (site / "manual/index.html").read_text(encoding="utf-8")

    try:
        assert f'"{SITE}manual/"' in built(SITE)
        built(SITE)
        shutil.rmtree(site)  # as MkDocs does before it builds the whole
        built(SITE)
        assert builds.read_text().split() == ([command] if is_kept else [command] * 3)
        canonical = f'"canonical" href="{SITE}manual/format/"'
        assert canonical in (site / "format/index.html").read_text(encoding="utf-8")
        assert '"https://elsewhere.example/manual/"' in built("https://elsewhere.example/")
    finally:
        manual.on_build_error(ValueError())
        manual.on_startup(command="build", dirty=False)


def test_a_manual_that_cannot_be_built_stops_the_site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    config = load_config(str(ROOT / "mkdocs.yml"), site_dir=str(tmp_path))

    manual.on_pre_build(config)
    with pytest.raises(PluginError, match="the manual cannot be built"):
        manual.on_post_build(config)
    assert not [*tmp_path.iterdir()]


class _Read(HTMLParser):
    """What a page links to, and what can be linked to in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        address = given.get("href") or given.get("src")
        if address and not urlsplit(address).scheme:
            self.links.append(address)


def own_pages(site: Path) -> Iterator[Path]:
    """Yield the pages of both sites that are of no map."""
    maps = {file.parent.name for file in (ROOT / "docs").glob("*/map.yml")}
    yield from (file for file in site.rglob("index.html") if file.relative_to(site).parts[0] not in maps)


def test_every_link_of_the_manual_and_of_the_pages_about_maps_leads_somewhere(built_site: Path) -> None:
    here = "https://here.example/"
    pages = {file: _Read(file.read_text(encoding="utf-8")) for file in own_pages(built_site)}
    read = dict(pages)
    broken = []
    for file, page in pages.items():
        address = here + file.relative_to(built_site).as_posix().removesuffix("index.html")
        for link in page.links:
            target, fragment = urldefrag(urljoin(address, link))
            there = built_site / unquote(urlsplit(target).path.removeprefix("/"))
            there = there / "index.html" if target.endswith("/") else there
            if there.is_file() and fragment:
                read[there] = read.get(there) or _Read(there.read_text(encoding="utf-8"))
            if not there.is_file() or (fragment and unquote(fragment) not in read[there].ids):
                broken.append((file.relative_to(built_site).as_posix(), link))

    assert len(pages) > 30
    assert broken == []


@pytest.mark.parametrize("name", manual.MOVED)
def test_an_old_address_leads_to_the_page_in_the_manual(built_site: Path, name: str) -> None:
    page = (built_site / name / "index.html").read_text(encoding="utf-8")

    assert (built_site / "manual" / name / "index.html").is_file()
    assert f'<meta http-equiv="refresh" content="0; url=../manual/{name}/">' in page
    assert re.search(rf'<link rel="canonical" href="[^"]*/manual/{name}/">', page)
    assert f'<a href="../manual/{name}/">' in page
    assert "Content-Security-Policy" in page


def test_each_site_finds_its_own_pages_alone(built_site: Path) -> None:
    maps, tool = (
        json.loads((built_site / folder / "search/search_index.json").read_text(encoding="utf-8"))["docs"]
        for folder in ("", "manual")
    )

    assert {entry["location"].partition("#")[0].partition("/")[0] for entry in tool} >= {"", "tutorial", "findings"}
    places = {entry["location"].partition("#")[0].partition("/")[0] for entry in maps}
    assert {"", "kazakhstan-eu", "assignment-expressions", "citing", "contributing"} <= places
    assert not places & {"manual", *manual.MOVED}


@pytest.mark.browser
def test_an_old_link_to_a_place_in_a_page_leads_to_that_place(page: Page, address: str) -> None:
    page.goto(f"{address}findings/#am020")

    page.wait_for_url(f"{address}manual/findings/#am020")


@pytest.mark.browser
def test_without_script_an_old_link_leads_to_the_page(scriptless: Page, address: str) -> None:
    scriptless.goto(f"{address}findings/#am020")

    scriptless.wait_for_url(f"{address}manual/findings/")


@pytest.mark.browser
def test_each_site_says_what_it_is_and_leads_to_the_other(page: Page, address: str) -> None:
    page.goto(f"{address}kazakhstan-eu/russia-comes-first/")
    page.get_by_role("link", name="argmap, the tool").click()
    page.wait_for_url(f"{address}manual/")
    assert page.locator(".md-header__topic").first.inner_text() == "argmap manual"
    assert page.locator("article h1").inner_text().startswith("The manual of argmap")

    page.locator("article").get_by_role("link", name="The format").click()
    page.wait_for_url(f"{address}manual/format/")
    page.get_by_role("link", name="Maps made with it").click()
    page.wait_for_url(address)
