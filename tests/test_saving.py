"""Whatever page of a map is saved, a reference manager gets the map, its edition or the node: never a cited work."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from argmap.cli import main
from argmap.model.ownpages import OWN_PAGES
from argmap.read.maps import read
from argmap.site.archive import archived
from conftest import TOP, node
from repository import built
from test_builders import OURS, SITE, project
from test_editions import built as built_site
from test_editions import released
from test_voices import UNDRAWN
from zotero import Head, saved, translator

WORK = "10.1000/the-mapped-work"
NAMED = f"[doi:{WORK}](https://doi.org/{WORK})"
EDITIONS = 'editions: [{edition: "1.0", date: "2026-11-24", changes: [All.], doi: 10.1000/the-edition}]\n'
DOCS = {
    "index.md": f"# Home\n\nA map of {NAMED}.\n\n```argmap\nview: overview\nof: m\n```\n",
    "essay.md": f"# An essay\n\nOn {NAMED}.\n\n```argmap\nview: outline\nof: m\n```\n",
    "news.md": f"---\ndescription: Mine\n---\n# News\n\n{NAMED} is out.\n",
    "m/map.yml": (
        'title: A map\nedition: "1.0"\nwork: w\nlicense: CC-BY-4.0\nsections: [{id: one, title: One, paragraphs: 1}]\n'
    ),
    "m/editions.yml": EDITIONS,
    "m/glossary.yml": "terms: [{term: EU, kind: organisation, stands-for: European Union}]\n",
    "m/references.json": json.dumps([{"id": "w", "type": "book", "title": "The work", "DOI": WORK}]),
    "m/about.md": f"---\ndescription: How it was made.\n---\n# About\n\nIt maps {NAMED}.\n",
    "m/more/rules.md": f"# Rules\n\nOf {NAMED}.\n",
    "m/nodes/top.md": node(
        "Rain falls.", kind="thesis", title="The top", supports="", voice="author", source="[{at: one.1}]"
    ),
    "m/nodes/a.md": node(
        "It did.", title="A node", voice="reported", stance="rejects", source="[{at: one.1}]", aliases="[b]"
    ),
    "m/nodes/old.md": node(
        "It may.", title="An old node", voice="author", status="withdrawn", reason="So.", replaced_by="a", cites="[w]"
    ),
}
DOCS |= {f"other/{name}": DOCS[f"m/{name}"] for name in ("references.json", "nodes/top.md")}
DOCS["other/map.yml"] = DOCS["m/map.yml"].replace('edition: "1.0"\n', "")
"""Another map of the same work, so that there are all pages of a map's own."""
MAP = ("A map", f"{SITE}m/")
PAGES = {
    "index.html": MAP,
    "m/index.html": MAP,
    "m/about/index.html": MAP,
    "m/more/rules/index.html": MAP,
    **{f"m/{page.id}/index.html": MAP for page in OWN_PAGES},
    "m/top/index.html": ("The top", f"{SITE}m/top/"),
    "m/a/index.html": ("A node", f"{SITE}m/a/"),
    "m/b/index.html": ("A node", f"{SITE}m/a/"),
    "m/old/index.html": ("An old node", f"{SITE}m/old/"),
}
"""What is saved from each page."""


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saving") / "docs"
    for path, text in DOCS.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def by_plugin(docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(project(tmp_path_factory.mktemp("plugin"), docs, plugins="[search, argmap]"))


@pytest.fixture(scope="module")
def by_tree(docs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tree")
    words = ["build", "--quiet", "--docs", str(docs), "--out", str(folder / "docs"), "--cache", str(folder / "cache")]
    assert main([*words, "--site-url", SITE.removesuffix("/")]) == 0
    return built(project(folder, folder / "docs", plugins="[search]", theme=OURS))


@pytest.fixture(params=["by_plugin", "by_tree"])
def site(request: pytest.FixtureRequest) -> Path:
    made: Path = request.getfixturevalue(request.param)
    return made


def test_every_page_of_a_map_gives_the_map_or_its_node_and_no_other_work(site: Path) -> None:
    written = {path.relative_to(site).as_posix() for path in site.glob("m/**/*.html")} | {"index.html"}
    assert written == set(PAGES)
    for path, item in PAGES.items():
        page = (site / path).read_text(encoding="utf-8")
        assert translator(page) == "Embedded Metadata", path
        kept = saved(Head(page), f"{SITE}{path}")
        assert (kept["title"], kept["url"], kept["itemType"]) == (*item, "webpage"), path
        assert kept["creators"] == [{"lastName": "A map contributors"}], path
        assert WORK not in json.dumps(kept), path


def test_what_is_saved_names_its_edition_and_where_that_is_archived(site: Path) -> None:
    for path, (title, _) in PAGES.items():
        kept = saved(Head((site / path).read_text(encoding="utf-8")), "")
        assert ("websiteTitle" in kept) == (title != "A map"), path
        assert "edition 1.0" in kept.get("websiteTitle", kept["extra"]), path
        assert kept["extra"].endswith("Edition archived at https://doi.org/10.1000/the-edition"), path


def test_a_page_that_shows_a_map_and_is_none_of_its_own_is_saved_itself(site: Path) -> None:
    page = (site / "essay/index.html").read_text(encoding="utf-8")

    assert translator(page) == "Embedded Metadata"
    assert saved(Head(page), "here") == {"itemType": "webpage", "creators": [], "tags": [], "url": "here"}


def test_a_page_that_shows_no_map_is_as_it_would_be_without_argmap(site: Path) -> None:
    page = (site / "news/index.html").read_text(encoding="utf-8")

    assert translator(page) == "DOI"
    assert not any(name.startswith(("z:", "citation_", "og:")) for name, _ in Head(page).metas)


def descriptions(site: Path) -> dict[str, list[str]]:
    heads = {path: Head((site / path).read_text(encoding="utf-8")) for path in [*PAGES, "news/index.html"]}
    return {path: [content for name, content in head.metas if name == "description"] for path, head in heads.items()}


def test_pages_have_descriptions_of_their_own_and_writers_the_last_word(site: Path) -> None:
    described = descriptions(site)

    assert described["news/index.html"] == ["Mine"]
    assert described["m/about/index.html"] == ["How it was made."]
    assert described["m/index.html"] == ["A map: Rain falls."]
    assert described["m/cite/index.html"] == ["A map: how to cite the map and its nodes"]
    assert described["m/old/index.html"] == ["It may. – So."]
    assert described["m/b/index.html"] == described["m/a/index.html"] == ["It did."]
    own = [described[f"m/{page.id}/index.html"] for page in OWN_PAGES]
    assert len({tuple(words) for words in own}) == len(own)


def test_signposts_on_pages_of_a_map_lead_to_where_it_is_cited(site: Path) -> None:
    for path, item in PAGES.items():
        head = Head((site / path).read_text(encoding="utf-8"))
        edition = [] if path == "index.html" else ["https://doi.org/10.1000/the-edition"]
        assert head.link("cite-as") == (edition if item == MAP else [item[1]]), path


def test_what_people_wrote_is_published_as_it_is_but_for_its_head(by_plugin: Path) -> None:
    page = (by_plugin / "m/about/index.html").read_text(encoding="utf-8")

    assert re.search('<h1 id="about">About', page)
    assert f'<a href="https://doi.org/{WORK}">doi:{WORK}</a>' in unescape(page)


def test_the_archive_of_an_edition_gives_the_edition() -> None:
    argument_map, _ = read(DOCS).maps

    page = archived(argument_map, DOCS, SITE, UNDRAWN).attached["m-1.0.html"]

    assert translator(page) == "Embedded Metadata"
    item = saved(Head(page), "")
    assert (item["title"], item["url"], item["date"]) == (*MAP, "2026-11-24")
    assert "edition 1.0" in item["extra"]


def test_a_front_page_that_shows_two_maps_is_saved_itself(tmp_path: Path) -> None:
    block = "```argmap\nview: outline\nof: {}\n```\n"
    files = {
        **TOP,
        "n/map.yml": "title: Another\n",
        "n/nodes/top.md": TOP["m/nodes/top.md"],
        "index.md": f"# Home\n\n{block.format('m')}\n{block.format('n')}",
    }
    for path, text in files.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text, encoding="utf-8")

    page = (built(project(tmp_path, tmp_path / "docs", plugins="[argmap]")) / "index.html").read_text(encoding="utf-8")

    assert "title" not in saved(Head(page), "")


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("<p>See 10.1000/x</p>", "DOI"),
        ('<a href="https://doi.org/10.1000/x">it</a>', "DOI"),
        ("<script>'10.1000/x'</script><style>10.1000/y</style>", ""),
        ('<head><meta property="og:title" content="A"></head>10.1000/x', "Embedded Metadata"),
        ('<head><meta name="description" content="10.1000/x"></head>', ""),
        ('<span class="a Z3988" title="x"></span>', "COinS"),
        ('<head><link rel="unapi-server" href="/"></head>', "unAPI"),
    ],
)
def test_the_imitation_takes_the_translator_that_zotero_would(page: str, name: str) -> None:
    assert translator(page) == name


def test_every_page_of_an_edition_gives_the_edition_or_the_node_as_it_stood() -> None:
    cited = {**TOP, "m/nodes/a.md": node(title="A node", cites="[w]"), "m/references.json": DOCS["m/references.json"]}
    cited |= {"m/nodes/old.md": node(supports="", title="An old node", status="withdrawn", reason="So.")}
    files = built_site(released(cited)).files
    pages = {path: files[path] for path in files if path.startswith("m/2026.1/") and path.endswith(".html")}
    edition = ("A map", "https://e.org/m/2026.1/")
    nodes = {name: (title, f"{edition[1]}{name}/") for name, title in (("a", "A node"), ("old", "An old node"))}

    assert {"m/2026.1/index.html", "m/2026.1/archive/index.html", "m/2026.1/old/index.html"} < set(pages)
    for path, page in pages.items():
        assert translator(page) == "Embedded Metadata", path
        item = saved(Head(page), "")
        expected = nodes.get(path.split("/")[2], ("The top", f"{edition[1]}top/") if "/top/" in path else edition)
        assert (item["title"], item["url"], item["date"]) == (*expected, "2026-11-24"), path
