"""The same maps in MkDocs by the plugin, and as a plain tree in MkDocs, ProperDocs and Zensical."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import Files

from argmap.cli import main
from conftest import TOP, node

GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
Put = Callable[[dict[str, str]], Path]


def project(folder: Path, docs: Path, *, plugins: str, more: str = "") -> Path:
    """Write a project with these docs, and return its mkdocs.yml."""
    folder.mkdir(parents=True, exist_ok=True)
    if docs != folder / "docs":
        shutil.copytree(docs, folder / "docs")
    config = folder / "mkdocs.yml"
    head = "site_name: Test\nsite_url: https://example.org/\ntheme: {name: material, font: false}\n"
    config.write_text(f"{head}plugins: {plugins}\n{more}", encoding="utf-8")
    return config


def built(config: Path) -> Path:
    """Build a project with MkDocs, strictly, and return the site's folder."""
    loaded = load_config(str(config), strict=True)
    loaded.plugins.on_startup(command="build", dirty=False)
    build(loaded)
    return Path(loaded.site_dir)


class _Words(HTMLParser):
    """Gathers what a page says in its main part, without drawings."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.within = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "article" or self.within:
            self.within += tag not in ("br", "hr", "img", "meta", "link", "input")
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.within:
            self.within -= 1
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.within and not {"svg", "object", "style", "script"} & set(self.open):
            self.words += data.replace("¶", "").split()


def said(site: Path) -> dict[str, str]:
    """Return the words of every page of the map by its address."""
    pages = {}
    for file in sorted(site.glob("m/**/index.html")):
        parser = _Words()
        parser.feed(re.sub(r"<svg.*?</svg>", "", file.read_text(encoding="utf-8"), flags=re.DOTALL))
        pages[file.relative_to(site).as_posix()] = " ".join(parser.words)
    return pages


@pytest.fixture(scope="module")
def by_plugin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    nav = "nav: [index.md, {Map: [{Outline: m/outline/index.md}]}]\n"
    more = f"repo_url: https://example.org/code\nedit_uri: edit/main/docs/\n{nav}"
    return built(project(tmp_path_factory.mktemp("plugin"), GOLDEN, plugins="[search, argmap]", more=more))


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the plain tree, and return the folder of a project that holds it as its docs."""
    folder = tmp_path_factory.mktemp("plain")
    cache = str(folder / "cache")
    assert main(["build", "--quiet", "--docs", str(GOLDEN), "--out", str(folder / "docs"), "--cache", cache]) == 0
    return folder


def test_the_plugin_puts_drawings_in_the_page_and_out_of_the_search_index(by_plugin: Path) -> None:
    page = (by_plugin / "m/it-will-rain/index.html").read_text(encoding="utf-8")
    index = (by_plugin / "search/search_index.json").read_text(encoding="utf-8")

    assert '<svg class="am-drawing"' in page
    assert "<object" not in page
    assert page.count("<style>") == 0
    assert "supports “" not in index
    assert "It will probably rain" in index


def test_the_plugin_publishes_no_source_files(by_plugin: Path) -> None:
    assert [file.name for file in by_plugin.glob("m/nodes/**/*")] == ["index.html"]  # the table of nodes
    assert not (by_plugin / "m/map.yml").exists()
    assert (by_plugin / "m/map.json").is_file()
    assert (by_plugin / "argmap/argmap.css").is_file()
    pictures = {path.name for kind in ("png", "pdf", "dot") for path in by_plugin.glob(f"m/**/*.{kind}")}
    assert pictures == {f"{name}.{kind}" for name in ("overview", "whole") for kind in ("png", "pdf", "dot")}
    kept = {path.relative_to(by_plugin).as_posix() for path in by_plugin.glob("m/**/*.svg")}
    assert kept == {"m/overview.svg", "m/diagram/whole.svg"}  # to be downloaded; the others stand in their pages only


def test_node_pages_stay_out_of_the_navigation_and_link_to_their_file(by_plugin: Path) -> None:
    page = (by_plugin / "m/it-will-rain/index.html").read_text(encoding="utf-8")
    navigation = page[page.index("md-nav--primary") : page.index("<article")]

    assert "outline" in navigation
    assert "dark-clouds" not in navigation
    assert "https://example.org/code/edit/main/docs/m/nodes/sub/it-will-rain.md" in page


def test_an_alias_leads_on(by_plugin: Path) -> None:
    assert 'url=../take-an-umbrella/"' in (by_plugin / "m/umbrella/index.html").read_text(encoding="utf-8")


def test_no_page_asks_another_host_for_anything(by_plugin: Path) -> None:
    for file in by_plugin.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        loaded = re.findall(r'<(?:script|img|iframe|source)[^>]* src="([^"]*)"', page)
        loaded += re.findall(r'<link[^>]* rel="(?:stylesheet|preload|preconnect|icon)"[^>]* href="([^"]*)"', page)
        assert [one for one in loaded if one.startswith(("http:", "https:", "//"))] == [], file


def test_the_plain_tree_says_the_same_in_mkdocs(plain: Path, by_plugin: Path, tmp_path: Path) -> None:
    site = built(project(tmp_path / "mkdocs", plain / "docs", plugins="[search]"))

    same = said(by_plugin)
    assert len(same) > 10
    edit = " · Edit this node"
    assert said(site) == {path: words.replace(edit, "") for path, words in same.items()}


@pytest.mark.parametrize("builder", ["properdocs", "zensical"])
def test_the_plain_tree_says_the_same_in_other_builders(
    builder: str, plain: Path, by_plugin: Path, tmp_path: Path
) -> None:
    config = project(tmp_path / builder, plain / "docs", plugins="[search]")
    if builder == "properdocs":
        config = config.rename(config.with_name("properdocs.yml"))
    words = [sys.executable, "-m", builder, "build", "--config-file", config.name]
    done = subprocess.run(
        words, cwd=config.parent, env={**os.environ, "CI": "1"}, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr

    theirs = said(config.parent / "site")

    edit = " · Edit this node"
    expected = {path: words.replace(edit, "") for path, words in said(by_plugin).items()}
    assert set(theirs) == set(expected)
    for path, words_there in theirs.items():
        assert expected[path] in words_there, path


def test_errors_stop_mkdocs_with_the_findings(put: Put, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    docs = put({**TOP, "m/nodes/a.md": node(supports="[nowhere]")})

    with pytest.raises(Abort):
        built(project(tmp_path, docs, plugins="[search, argmap]"))
    assert 'AM012 supports "nowhere", which does not exist' in caplog.text


def test_warnings_are_told_and_stop_nothing(put: Put, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    docs = put({**TOP, "index.md": "# Home\n", "m/nodes/a.md": node(supports="[{to: top, jointly: both}]")})
    caplog.set_level("INFO")

    site = built(project(tmp_path, docs, plugins="[search, argmap]"))

    assert "AM018" in caplog.text
    assert (site / "m/a/index.html").is_file()


def test_files_that_another_plugin_has_removed_are_no_obstacle(tmp_path: Path) -> None:
    loaded = load_config(str(project(tmp_path, GOLDEN, plugins="[search, argmap]")))

    files = loaded.plugins.on_files(Files([]), config=loaded)

    assert files is not None
    assert files.get_file_from_path("m/it-will-rain/index.md") is not None


def test_a_missing_docs_folder_stops_the_plugin_plainly(tmp_path: Path) -> None:
    config = project(tmp_path, GOLDEN, plugins="[search, argmap]")
    loaded = load_config(str(config))
    shutil.rmtree(tmp_path / "docs")

    with pytest.raises(PluginError, match="there is no folder"):
        loaded.plugins["argmap"].on_files(None, config=loaded)  # type: ignore[arg-type]


def test_a_site_folder_that_cannot_take_the_pictures_stops_the_plugin_plainly(tmp_path: Path) -> None:
    loaded = load_config(str(project(tmp_path, GOLDEN, plugins="[search, argmap]")))
    loaded.plugins.on_files(Files([]), config=loaded)
    (tmp_path / "taken").write_text("", encoding="utf-8")
    loaded.site_dir = str(tmp_path / "taken")

    with pytest.raises(PluginError, match="cannot write to"):
        loaded.plugins["argmap"].on_post_build(config=loaded)
