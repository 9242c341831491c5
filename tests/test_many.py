"""A site of many maps is made a few of them at a time, and says the same as if they were made together."""

import re
from pathlib import Path

import pytest

from argmap.diagrams.engine import Engine, Failure, engine_for
from argmap.pages.page import Page
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.site.packing import Packed
from argmap.storage.cache import Cache
from repository import built
from test_builders import project

MAPS = {
    path: text
    for letter in "abc"
    for path, text in {
        f"{letter}/map.yml": f"title: Map {letter}\n",
        f"{letter}/nodes/top.md": f"---\nkind: thesis\ntitle: It rains in {letter}\nstatement: It rains.\n---\n",
        f"{letter}/nodes/cloud.md": "---\nkind: claim\ntitle: Clouds\nstatement: There are.\nsupports: [top]\n---\n",
    }.items()
}


@pytest.fixture
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let two maps be many, and be made one after the other."""
    monkeypatch.setattr("argmap.site.build.AT_ONCE", 1)
    monkeypatch.setattr("argmap.site.remembered.AT_ONCE", 1)


def build(texts: dict[str, str], kept: Path | None = None, **options: object) -> Site:
    """Make a site."""
    return build_site(texts, (), BuildOptions(engine_for(), Cache(kept), **options))  # type: ignore[arg-type]


def test_the_site_is_the_same_however_many_maps_are_made_at_once(request: pytest.FixtureRequest) -> None:
    together = build(MAPS)
    request.getfixturevalue("few_at_once")
    apart = build(MAPS)

    assert isinstance(apart.pages, Packed)
    assert apart == together
    assert [*apart.pages] == [*together.pages]
    assert apart.tree == together.tree
    assert dict(apart.drawings) == together.drawings


@pytest.mark.usefixtures("few_at_once")
def test_what_was_kept_of_many_maps_is_the_site_again(tmp_path: Path) -> None:
    fresh = build(MAPS)

    assert build(MAPS, tmp_path) == fresh
    assert build(MAPS, tmp_path) == fresh
    assert build({**MAPS, "more.md": "# More\n"}, tmp_path).pages.keys() == fresh.pages.keys()


@pytest.mark.usefixtures("few_at_once")
def test_pictures_of_many_maps_are_begun_while_the_rest_is_made(tmp_path: Path) -> None:
    begun: list[object] = []
    build(MAPS, tmp_path, beside=lambda _, wanted: begun.append(wanted()))

    assert len(begun) == len("abc")


@pytest.mark.usefixtures("few_at_once")
def test_that_there_is_no_pandoc_is_told_once_however_many_maps_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-pandoc")
    found = build(MAPS).findings

    assert [(finding.code, finding.place.path) for finding in found] == [("AM083", "a/map.yml")]


@pytest.mark.usefixtures("few_at_once")
def test_what_is_wrong_with_any_of_many_maps_is_told() -> None:
    broken = Engine("none", lambda drawings: [Failure("it is late") for _ in drawings])
    found = build_site(MAPS, (), BuildOptions(broken)).findings

    assert {finding.code for finding in found} == {"AM081"}
    assert {finding.place.path.partition("/")[0] for finding in found} == set("abc")


@pytest.mark.usefixtures("few_at_once")
def test_a_page_that_is_asked_for_twice_is_unpacked_once() -> None:
    pages = build(MAPS).pages
    page = pages["a/top/index.md"]

    assert isinstance(page, Page)
    assert pages["a/top/index.md"] is page
    assert (pages["b/top/index.md"], pages["a/top/index.md"]) != (page, page)
    assert pages["a/top/index.md"] == page


HOOK = """
def on_page_content(html, page, **_):
    return f"{html}<p>Said below.</p>" if page.file.src_uri == "a/top/index.md" else html


def on_post_build(config, **_):
    pages = [file.page for file in FILES.documentation_pages()]
    with open(config.site_dir + "/all.txt", "w", encoding="utf-8") as all:
        all.write("".join(page.content for page in pages))


def on_nav(nav, files, **_):
    global FILES
    FILES = files
"""
"""Changes a page, and reads all of them at the end."""


def site_of(folder: Path) -> dict[str, bytes]:
    """Build the maps with MkDocs, and return every file of the site."""
    for path, text in {"docs/index.md": "# It\n", "hook.py": HOOK, **{f"docs/{at}": MAPS[at] for at in MAPS}}.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    more = "hooks: [hook.py]\nnav: [index.md, a/index.md]\nnot_in_nav: '*'\n"
    plugins = "[search, tags, {argmap: {policy: true}}]"
    site = built(project(folder, folder / "docs", plugins=plugins, more=more))
    return {str(file.relative_to(site)): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def test_mkdocs_and_other_plugins_are_given_the_same_of_many_maps(
    tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    together = site_of(tmp_path / "together")
    request.getfixturevalue("few_at_once")
    apart = site_of(tmp_path / "apart")

    assert b"Said below." in apart["a/top/index.html"]
    assert b"Said below." in apart["all.txt"]
    places = re.compile(rb'data-am-place="[^"]*"')
    assert {path: places.sub(b"", text) for path, text in apart.items()} == {
        path: places.sub(b"", text) for path, text in together.items()
    }
