"""What the plugin promises beside others: pages are whole or the build stops, and MkDocs knows their headings."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from html import unescape
from itertools import repeat
from pathlib import Path
from textwrap import dedent
from threading import Event

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from argmap.storage.writing import add_files
from conftest import TOP, node
from repository import built
from test_builders import GOLDEN, project

MINIFY = """
import re
from mkdocs.plugins import event_priority

@event_priority({priority})
def {event}(text, **_):
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = re.sub(r"<div[^>]*></div>", "", text)
    return re.sub(r'="([\\w-]+)"', r"=\\1", re.sub(r">\\s+<", "><", text))
"""
"""Takes away comments, white space, elements without contents and quotation marks, as programs that shrink HTML do."""


def files_in(folder: Path, files: dict[str, str]) -> Path:
    """Write files below the docs folder of a project, and return that."""
    for path, text in files.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "docs"


def hooked(folder: Path, *, event: str, priority: int) -> Path:
    """Write a project with the golden maps and a hook that shrinks, and return its mkdocs.yml."""
    config = project(folder, GOLDEN, plugins="[search, argmap]", more="hooks: [minify.py]\n")
    (folder / "minify.py").write_text(MINIFY.format(event=event, priority=priority), encoding="utf-8")
    return config


@pytest.fixture(scope="module")
def plain_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the golden maps beside no other plugin."""
    return built(project(tmp_path_factory.mktemp("plain"), GOLDEN, plugins="[search, argmap]"))


def words(page: str) -> str:
    """Return what a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", page[page.index("<article") :]).split())


@pytest.mark.parametrize("priority", [0, 99, -100])
def test_beside_a_plugin_that_shrinks_pages_every_drawing_is_there(
    priority: int, plain_site: Path, tmp_path: Path
) -> None:
    site = built(hooked(tmp_path, event="on_post_page", priority=priority))

    for path in ("m/it-will-rain/index.html", "m/index.html", "m/diagram/index.html", "more/page/index.html"):
        before = (plain_site / path).read_text(encoding="utf-8")
        page = (site / path).read_text(encoding="utf-8")
        assert "class=am-drawing" in page, path
        assert page.count("<g id=") == before.count("<g id=") > 0
        assert words(page) == words(before)
        assert "data-am-place" not in page


@pytest.mark.parametrize(
    ("event", "priority"), [("on_post_page", 101), ("on_page_content", 101), ("on_page_content", 0)]
)
def test_what_takes_a_place_away_stops_the_build_and_is_told_what_to_do(
    event: str, priority: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(Abort):
        built(hooked(tmp_path, event=event, priority=priority))

    assert "index.md: a part of the page cannot be put back" in caplog.text
    assert "List argmap before the others in the plugins of mkdocs.yml" in caplog.text


HEADINGS = {
    "m/take-an-umbrella/index.md": ["reasons", "objections", "take-an-umbrella"],
    "m/exposed/index.md": ["unanswered", "weak-points"],
    "m/glossary/index.md": ["word"],
    "m/outline/index.md": ["outline"],
    "found.md": ["am001"],
}


def test_strict_links_to_what_a_page_has_pass_and_others_are_named(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    docs = project(tmp_path, GOLDEN, plugins="[search, argmap]", more="validation: {anchors: warn}\n").parent / "docs"
    links = [f"[x]({path}#{anchor})" for path, anchors in HEADINGS.items() for anchor in anchors]
    (docs / "found.md").write_text("# Found\n\n```argmap\nview: findings\n```\n", encoding="utf-8")
    (docs / "links.md").write_text("\n\n".join(links), encoding="utf-8")

    built(tmp_path / "mkdocs.yml")

    (docs / "links.md").write_text("[x](m/take-an-umbrella/index.md#nowhere)\n", encoding="utf-8")
    with pytest.raises(Abort):
        built(tmp_path / "mkdocs.yml")
    assert "does not contain an anchor '#nowhere'" in caplog.text


def test_every_heading_that_has_an_address_can_be_linked_to(plain_site: Path, tmp_path: Path) -> None:
    links = []
    for file in sorted(plain_site.glob("m/**/index.html")):
        article = file.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
        page = file.relative_to(plain_site).with_suffix(".md").as_posix()
        links += [f"[x]({page}#{anchor})" for anchor in re.findall(r'<h[1-6] id="([^"]*)"', article)]
    config = project(tmp_path, GOLDEN, plugins="[search, argmap]", more="validation: {anchors: warn}\n")
    (tmp_path / "docs/links.md").write_text("\n\n".join(links), encoding="utf-8")

    built(config)
    assert len(links) > 15


def test_the_headings_of_a_page_are_its_table_of_contents(plain_site: Path) -> None:
    page = (plain_site / "m/glossary/index.html").read_text(encoding="utf-8")

    contents = page[page.index('<nav class="md-nav md-nav--secondary"') :].partition("</nav>")[0]
    assert re.findall('href="#([^"]*)"', contents) == re.findall(r'<h2 id="([^"]*)"', page)


def test_titles_that_the_navigation_gives_are_kept(tmp_path: Path) -> None:
    more = "nav: [index.md, {All of it: m/outline/index.md}, m/cite/index.md]\nnot_in_nav: '*'\n"

    page = (built(project(tmp_path, GOLDEN, plugins="[search, argmap]", more=more)) / "index.html").read_text("utf-8")

    named = [name.strip() for name in re.findall(r'<span class="md-ellipsis">\s*([^<]*)<', page)]
    assert "All of it" in named
    assert "Cite: Rain &amp; &lt;umbrellas&gt;" in named


def test_without_a_navigation_of_ones_own_each_map_stands_in_it(tmp_path: Path) -> None:
    docs = files_in(tmp_path, {**TOP, "index.md": "# Home\n", "n/map.yml": "title: No nodes\n"})

    page = (built(project(tmp_path, docs, plugins="[search, argmap]")) / "index.html").read_text("utf-8")

    navigation = page[page.index("md-nav--primary") :].partition("</nav>")[0] + page.rpartition("</nav>")[0]
    assert 'href="m/"' in navigation
    assert 'href="n/"' in navigation
    assert 'href="m/top/"' not in navigation


@pytest.mark.parametrize(
    ("nav", "times"),
    [("[index.md]", 1), ("[index.md, {All of it: m/outline/index.md}]", 0), ("[index.md, {M: [m/]}]", 0)],
)
def test_a_navigation_that_leaves_a_map_out_is_told_what_to_add(
    nav: str, times: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    docs = files_in(tmp_path, {**TOP, "index.md": "# Home\n"})
    more = f"nav: {nav}\nvalidation: {{nav: {{not_found: ignore}}}}\n"

    with caplog.at_level("INFO"):
        built(project(tmp_path, docs, plugins="[search, argmap]", more=more))

    told = "the navigation does not lead to the map m; add its front page to nav, in mkdocs.yml: m/index.md"
    assert [record.getMessage() for record in caplog.records].count(told) == times


def test_what_a_site_does_to_headings_holds_for_those_of_maps(tmp_path: Path) -> None:
    more = "markdown_extensions: [{toc: {permalink: '§', separator: _}}]\n"

    site = built(project(tmp_path, GOLDEN, plugins="[search, argmap]", more=more))

    page = (site / "m/it-will-rain/index.html").read_text(encoding="utf-8")
    assert '<h1 id="it_will_rain_today_soon">' in page
    assert 'href="#it_will_rain_today_soon" title="Permanent link">§</a>' in page


def test_no_extension_of_markdown_finds_anything_in_what_argmap_writes(tmp_path: Path) -> None:
    more = dedent("""
        markdown_extensions:
          - abbr
          - attr_list
          - footnotes
          - md_in_html
          - pymdownx.arithmatex: {generic: true}
          - pymdownx.emoji
          - pymdownx.magiclink
          - pymdownx.smartsymbols
          - pymdownx.snippets: {check_paths: true}
          - pymdownx.blocks.html
          - pymdownx.tilde
    """)
    hostile = 'Title :smile: --8<-- "x" (c) http://x.example'
    statement = "See :smile: and (c) and http://x.example and ~~this~~ and $x$ and {: .a } and [^1]."
    fields = {"title": f"'{hostile}'", "statement": f"'{statement}'"}
    docs = files_in(tmp_path, {**TOP, "index.md": "# Home\n", "m/nodes/a.md": node(supports="[top]", **fields)})

    site = built(project(tmp_path, docs, plugins="[search, argmap]", more=more))

    page = (site / "m/a/index.html").read_text(encoding="utf-8")
    assert f'<p class="am-statement am-claim">{statement}</p>' in unescape(page)
    assert "x.example</a>" not in page


def test_errors_leave_the_site_that_was_built_before(tmp_path: Path) -> None:
    docs = files_in(tmp_path, {**TOP, "index.md": "# Home\n"})
    config = project(tmp_path, docs, plugins="[search, argmap]")
    site = built(config)
    before = (site / "m/top/index.html").read_bytes()
    (docs / "m/nodes/a.md").write_text(node(supports="[nowhere]"), encoding="utf-8")

    with pytest.raises(Abort):
        built(config)

    assert (site / "m/top/index.html").read_bytes() == before


def with_policies(site: Path) -> set[str]:
    """Return the pages that say a policy, but for those of the edition, which are whole files with one of their own."""
    pages = {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in site.rglob("*.html")}
    return {path for path, page in pages.items() if "Content-Security-Policy" in page and "m/2026.1/" not in path}


def test_a_site_without_the_option_says_no_policy(plain_site: Path) -> None:
    assert with_policies(plain_site) == set()


def test_with_the_option_every_page_of_the_site_has_a_policy_after_all_else(tmp_path: Path) -> None:
    hook = "def on_post_page(output, **_):\n    return output.replace('</head>', '<script>late()</script></head>')\n"
    config = project(tmp_path, GOLDEN, plugins="[search, {argmap: {policy: true}}]", more="hooks: [late.py]\n")
    (tmp_path / "late.py").write_text(hook, encoding="utf-8")

    site = built(config)

    pages = {file.relative_to(site).as_posix(): file.read_text("utf-8") for file in site.rglob("*.html")}
    assert {"index.html", "404.html", "m/umbrella/index.html", "m/but-wet/index.html"} <= set(pages)
    assert [path for path, page in pages.items() if page.count("Content-Security-Policy") != 1] == []
    late = b64encode(sha256(b"late()").digest()).decode()
    assert f"'sha256-{late}'" in pages["m/but-wet/index.html"].partition("late()")[0]
    assert "Content-Security-Policy" not in (site / "sitemap.xml").read_text("utf-8")


def test_with_the_option_no_page_of_the_site_has_the_theme_ask_the_code_host(tmp_path: Path) -> None:
    more = "repo_url: https://github.com/someone/a-map\n"
    site = built(project(tmp_path, GOLDEN, plugins="[search, {argmap: {policy: true}}]", more=more))

    linked = [page for file in site.rglob("*.html") if 'class="md-source"' in (page := file.read_text("utf-8"))]
    assert len(linked) > 5
    assert [page for page in linked if 'data-md-component="source"' in page] == []


def test_a_preview_says_no_policy_since_its_server_adds_a_script(tmp_path: Path) -> None:
    loaded = load_config(str(project(tmp_path, GOLDEN, plugins="[search, {argmap: {policy: true}}]")))
    loaded.plugins.on_startup(command="serve", dirty=False)
    build(loaded)

    assert with_policies(Path(loaded.site_dir)) == set()


def test_an_element_that_shows_no_drawing_of_a_map_is_left_as_it_is(tmp_path: Path) -> None:
    element = '<object class="am-object" data="mine.svg"></object>'
    block = "```argmap\nview: overview\nof: m\n```\n"
    docs = files_in(tmp_path, {**TOP, "index.md": f"# Home\n\n{element}\n\n{block}"})

    page = (built(project(tmp_path, docs, plugins="[search, argmap]")) / "index.html").read_text(encoding="utf-8")

    assert element in page
    assert page.count('<svg class="am-drawing"') == 1


def test_a_script_in_a_page_of_a_map_is_not_allowed_and_one_in_a_page_of_the_sites_own_is(tmp_path: Path) -> None:
    hook = "def on_page_markdown(markdown, **_):\n    return markdown + '\\n\\n<script>mine()</script>\\n'\n"
    (tmp_path / "hook.py").write_text(hook, encoding="utf-8")
    docs = files_in(tmp_path, {**TOP, "index.md": "# A page\n", "m/about.md": "# A page\n"})
    plugins = "[search, {argmap: {policy: true}}]"

    site = built(project(tmp_path, docs, plugins=plugins, more="hooks: [hook.py]\n"))

    mine = b64encode(sha256(b"mine()").digest()).decode()
    allowed = {path: mine in (site / path / "index.html").read_text("utf-8") for path in ("", "m/about")}
    assert allowed == {"": True, "m/about": False}


def test_apostrophes_make_no_page_longer_and_end_no_attribute(tmp_path: Path) -> None:
    files = {**TOP, "m/nodes/a.md": node("It's 'so'.", title="Ann's' \"a\"", voice="contributor"), "index.md": "# It\n"}
    site = built(project(tmp_path, files_in(tmp_path, files), plugins="[search, argmap]"))

    for path in ("m/a/index.html", "m/top/index.html", "m/outline/index.html", "m/tree/index.html"):
        page = (site / path).read_text(encoding="utf-8")
        body = re.sub(r"<svg.*?</svg>", "", page.partition("<article")[2].partition("</article>")[0], flags=re.DOTALL)
        assert "&#39;" not in body, path
        handed = re.findall(r"data-am-said='([^']*)'", page)
        assert len(handed) == page.count("data-am-said=") > 0
        assert all(json.loads(unescape(one)) for one in handed)
    assert "Ann's' \"a\"" in words(unescape((site / "m/a/index.html").read_text(encoding="utf-8")))


def test_what_another_plugin_puts_in_the_place_of_a_file_is_published(tmp_path: Path) -> None:
    hook = """
def on_nav(nav, files, **_):
    files.get_file_from_path("argmap/argmap.css").content_string = "of another"
"""
    (tmp_path / "hook.py").write_text(hook, encoding="utf-8")
    docs = files_in(tmp_path, {**TOP, "index.md": "# It\n"})
    site = built(project(tmp_path, docs, plugins="[search, argmap]", more="hooks: [hook.py]\n"))

    assert (site / "argmap/argmap.css").read_text(encoding="utf-8") == "of another"


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, ValueError])
def test_whoever_stops_a_build_or_whose_build_fails_does_not_wait_for_its_pictures(
    stopped: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = Event()

    def written(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
        add_files(folder, files)
        ended.set()

    monkeypatch.setattr("argmap.mkdocs.plugin.pictures_of", lambda *_: repeat(("picture.png", b"")))
    monkeypatch.setattr("argmap.mkdocs.plugin.add_files", written)
    hook = f"def on_page_content(html, **_):\n    raise {stopped.__name__}\n"
    (tmp_path / "hook.py").write_text(hook, encoding="utf-8")
    docs = files_in(tmp_path, TOP)
    config = load_config(str(project(tmp_path, docs, plugins="[search, argmap]", more="hooks: [hook.py]\n")))
    config.plugins.on_startup(command="build", dirty=False)

    with pytest.raises(stopped):
        _as_mkdocs_does(config)
    ended.wait()


def _as_mkdocs_does(config: MkDocsConfig) -> None:
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
