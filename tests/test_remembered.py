"""What the cache keeps of the maps that were made last: nothing is made again of which nothing changed, and no less."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typst

from argmap.citations.formatting import formatted_works
from argmap.diagrams.apart import Wanted
from argmap.diagrams.engine import Engine, Failure, engine_for
from argmap.diagrams.pictures import pictures
from argmap.diagrams.previews import preview_pictures
from argmap.pages.page import Page
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site, pictures_of
from argmap.storage.cache import Cache
from conftest import node
from test_abroad import FILES

LIST = "# Maps about roads\n\n```argmap\nview: maps\n```\n"
DRAWING = "# Home\n\n```argmap\nview: overview\nof: trams\n```\n"
SITE = {
    **FILES,
    "trams/nodes/cheap.md": node("They are cheap.", title="Cheap", cites="[a-2020]"),
    "index.md": DRAWING,
    "road/index.md": LIST,
    "about.md": "# About\n\nSee *trams*.\n",
    "trams/about.md": "# About trams\n",
    "trams/references.json": '[{"id": "a-2020", "type": "book", "title": "A", "issued": {"date-parts": [[2020]]}}]',
}

EDITS = {
    "a page of no map": {"about.md": "# About\n\nSee trams.\n"},
    "a new page of no map": {"more.md": "# More\n"},
    "a title that other maps show": {"trams/nodes/top.md": FILES["trams/nodes/top.md"].replace("Trams", "Tramways")},
    "the title of a map that others show": {"road/buses/map.yml": "title: Coaches\n"},
    "prose": {"trams/nodes/top.md": FILES["trams/nodes/top.md"] + "See [about](../../about.md).\n"},
    "a relation across maps": {
        "alone/nodes/top.md": node("It is so.", kind="thesis", supports="", attacks="[trams/top]")
    },
    "a new node": {"trams/nodes/new.md": node("So it is.", title="New")},
    "a new map": {"fifth/map.yml": "title: Fifth\n", "fifth/nodes/top.md": node("Yes.", kind="thesis", supports="")},
    "a map less": {path: "" for path in FILES if path.startswith("walking/")},
    "a page within a map": {"trams/about.md": "# About trams\n\nThey are trams.\n"},
    "a word of the glossary": {"trams/glossary.yml": "tram:\n  expansion: A carriage on rails\n  aliases: [trams]\n"},
    "a reference": {"trams/references.json": SITE["trams/references.json"].replace('"A"', '"B"')},
    "what the list above is called": {"road/index.md": LIST.replace("Maps about roads", "Roads")},
    "no list above": {"road/index.md": ""},
    "a drawing on a page of no map": {"index.md": DRAWING.replace("trams", "walking")},
}


def build(files: dict[str, str], cache: Path | None = None, engine: Engine | None = None, **options: Any) -> Site:  # noqa: ANN401 - as a build has them
    there = {path: text for path, text in files.items() if text}
    return build_site(there, (), BuildOptions(engine or engine_for(), Cache(cache), **options))


@cache
def fresh() -> Site:
    """Return the site as it is made without a cache."""
    return build(SITE)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache in which the site is, and its maps."""
    cache = tmp_path_factory.mktemp("cache")
    assert [finding.code for finding in build(SITE, cache).findings] == []
    return cache


@pytest.fixture
def kept(filled: Path, tmp_path: Path) -> Path:
    """Return a cache of the test's own, with the same in it."""
    return Path(shutil.copytree(filled, tmp_path / "cache"))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_the_site_is_what_is_made_of_it_without_a_cache(edit: dict[str, str], kept: Path) -> None:
    after, anew = build({**SITE, **edit}, kept), build({**SITE, **edit})

    assert after == anew
    assert [list(after.pages), list(after.files)] == [list(anew.pages), list(anew.files)]
    assert build(SITE, kept) == fresh()


@pytest.mark.parametrize(
    "option",
    [
        {"site_address": "https://example.org/"},
        {"language": "de"},
        {"templates": {"node.html": "{{ 1 }}"}},
        {"dates": {"trams/nodes/top.md": "2026-01-02"}},
    ],
)
def test_with_another_option_the_site_is_what_is_made_with_it_without_a_cache(
    option: dict[str, Any], kept: Path
) -> None:
    assert build(SITE, kept, **option) == build(SITE, **option) != fresh()


def test_only_a_map_of_which_something_changed_is_made_again(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def page(context: object, *_: object) -> dict[str, Page]:
        made.append(context.argument_map.id)  # type: ignore[attr-defined]
        return {}

    monkeypatch.setattr("argmap.site.making.map_pages", page)

    build({**SITE, "about.md": "# Something else\n"}, kept)
    assert made == []
    build({**SITE, "alone/nodes/top.md": FILES["alone/nodes/top.md"] + "Prose.\n"}, kept)
    assert made == ["alone"]


def test_a_drawing_that_failed_on_a_page_of_no_map_is_made_in_the_next_build(tmp_path: Path) -> None:
    asked: list[int] = []

    def render(drawings: Sequence[str]) -> list[str | Failure]:
        asked.append(len(drawings))
        drawn = engine_for().render(drawings)
        return [
            Failure("out of ink") if "Trams" in dot and len(asked) == 1 else svg
            for dot, svg in zip(drawings, drawn, strict=True)
        ]

    engine = Engine(engine_for().name, render)
    first, second = (build(SITE, tmp_path, engine) for _ in range(2))

    assert {finding.code for finding in first.findings} == {"AM081"}
    assert second == fresh()


def test_another_process_knows_the_same_maps_again(tmp_path: Path) -> None:
    program = (
        "import json, sys; from pathlib import Path; from argmap.diagrams.engine import engine_for\n"
        "from argmap.site.build import BuildOptions, build_site; from argmap.storage.cache import Cache\n"
        "import argmap.site.build as build\n"
        "made = []; real = build.made_maps\n"
        "build.made_maps = lambda batch, tools: made.extend(batch.map_ids) or real(batch, tools)\n"
        "build_site(json.loads(sys.argv[2]), (), BuildOptions(engine_for(), Cache(Path(sys.argv[1]))))\n"
        "print(made)\n"
    )

    def maps_made_with(seed: str) -> str:
        environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        files = {**SITE, "about.md": f"# {seed}\n"}
        words = [sys.executable, "-c", program, str(tmp_path), json.dumps(files)]
        return subprocess.run(words, env=environ, check=True, capture_output=True, text=True).stdout.strip()

    assert maps_made_with("1") == "['alone', 'road/buses', 'trams', 'walking']"
    assert maps_made_with("2") == "[]"


def test_many_maps_are_kept_a_few_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.site.remembered._AT_ONCE", 3)
    monkeypatch.setattr("argmap.site.remembered._IN_A_PART", 7)
    made = build(SITE, tmp_path)
    monkeypatch.setattr("argmap.site.build.made_maps", None)

    assert build(SITE, tmp_path) == made
    assert build({**SITE, "more.md": "# More\n"}, tmp_path) == made


def test_what_is_kept_under_another_form_is_made_again(kept: Path) -> None:
    cache = Cache(kept)
    for name in ("the map trams", "the site that was made last"):
        for wrong in (b"", b"[]", b'{"trams": 1}', b'{"more": "x"}', b'{"more": 1}', b"[" * 100_000):
            cache.put({name: cache.get([name])[name][:64] + wrong})
            assert build({**SITE, "more.md": f"{len(wrong)}\n"} if "map" in name else SITE, kept) == fresh()


def test_a_page_whose_path_is_no_text_is_made_each_time(tmp_path: Path) -> None:
    files = {**SITE, "b\udcff.md": "# B\n\n```argmap\nview: overview\nof: trams\n```\n"}
    made = build(files, tmp_path)

    assert "b\udcff.md" in made.pages
    assert build(files, tmp_path) == made


def test_a_map_whose_citations_could_not_be_formatted_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-pandoc")
        assert {finding.code for finding in build(SITE, tmp_path).findings} == {"AM083"}

    assert build(SITE, tmp_path) == fresh()


def test_pictures_are_begun_before_the_citations_and_not_made_again_when_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    set_by_typst = typst.compile

    def counted(files: dict[str, bytes], **options: object) -> object:
        done.append("a picture")
        return set_by_typst(files, **options)  # type: ignore[call-overload]

    def formatted(*words: Any) -> Any:  # noqa: ANN401 - as it is
        done.append("citations")
        return formatted_works(*words)

    monkeypatch.setattr(typst, "compile", counted)
    monkeypatch.setattr("argmap.site.making.formatted_works", formatted)
    cache = Cache(tmp_path)

    def begun(cache: Cache, wanted: Callable[[], Wanted]) -> None:
        previews, drawings = wanted()
        assert [*pictures(drawings, cache), *preview_pictures(previews, cache)]

    options = BuildOptions(engine_for(), cache, site_address="https://example.org/", beside=begun)
    site = build_site(SITE, (), options)
    assert (done[0], done[-1]) == ("a picture", "citations")
    done.clear()

    made = dict(pictures_of(site, cache))

    assert {path.rpartition("/")[2] for path in made} >= {"overview.png", "neighbourhood.pdf", "preview.png"}
    assert done == []
