"""The same maps in MkDocs by the plugin, and as a plain tree in MkDocs, ProperDocs and Zensical."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
import rdflib
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import Files

from argmap.cli import main
from conftest import TOP, node
from repository import built
from zotero import Head, saved

SITE = "https://example.org/"
FIXED = f"{SITE}m/2026.1/"
"""Where the edition of the golden map lies, which is what is cited of it."""
GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
Put = Callable[[dict[str, str]], Path]


OURS = ", custom_dir: docs/templates/argmap"
"""What a project that builds the plain tree adds to its theme."""


def project(folder: Path, docs: Path, *, plugins: str, more: str = "", theme: str = "") -> Path:
    """Write a project with these docs, and return its mkdocs.yml."""
    folder.mkdir(parents=True, exist_ok=True)
    if docs != folder / "docs":
        shutil.copytree(docs, folder / "docs")
    config = folder / "mkdocs.yml"
    head = f"site_name: Test\nsite_url: {SITE}\ntheme: {{name: material, font: false{theme}}}\n"
    config.write_text(f"{head}plugins: {plugins}\n{more}", encoding="utf-8")
    return config


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
    return built(
        project(tmp_path_factory.mktemp("plugin"), GOLDEN, plugins="[search, {argmap: {missing: true}}]", more=more)
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the plain tree, and return the folder of a project that holds it as its docs."""
    folder = tmp_path_factory.mktemp("plain")
    cache = str(folder / "cache")
    source = shutil.copytree(GOLDEN, folder / "source")  # where git knows no days, as for the plugin
    words = ["build", "--quiet", "--docs", str(source), "--out", str(folder / "docs"), "--cache", cache]
    assert main([*words, "--site-url", SITE.removesuffix("/"), "--repo-url", "https://example.org/code"]) == 0
    return folder


@pytest.fixture(scope="module")
def by_mkdocs(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mkdocs")
    return built(project(folder, plain / "docs", plugins="[search]", theme=OURS))


@pytest.fixture(scope="module")
def by_properdocs(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return by_command("properdocs", plain, tmp_path_factory.mktemp("properdocs"))


@pytest.fixture(scope="module")
def by_zensical(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return by_command("zensical", plain, tmp_path_factory.mktemp("zensical"))


@pytest.fixture
def golden(tmp_path: Path, by_plugin: Path) -> Path:
    """Write a project of the same maps as `by_plugin`, with what that has drawn and formatted, and return its file."""
    shutil.copytree(by_plugin.parent / ".cache", tmp_path / ".cache")
    return project(tmp_path, GOLDEN, plugins="[search, argmap]")


def by_command(builder: str, plain: Path, folder: Path) -> Path:
    """Build the plain tree with another builder, and return the site's folder."""
    config = project(folder, plain / "docs", plugins="[search]", theme=OURS)
    if builder == "properdocs":
        config = config.rename(config.with_name("properdocs.yml"))
    words = [sys.executable, "-m", builder, "build", "--config-file", config.name]
    done = subprocess.run(
        words, cwd=config.parent, env={**os.environ, "CI": "1"}, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return config.parent / "site"


def test_the_words_of_prose_are_in_the_page_and_found_by_the_search(by_plugin: Path) -> None:
    page = (by_plugin / "m/dark-clouds/index.html").read_text(encoding="utf-8")
    index = json.loads((by_plugin / "search/search_index.json").read_text(encoding="utf-8"))

    assert "counts them; so the OC says, and the Office is right.</p></div>" in page
    assert any("counts them; so the OC says" in entry["text"] for entry in index["docs"])


def test_the_plugin_puts_drawings_in_the_page_and_out_of_the_search_index(by_plugin: Path) -> None:
    page = (by_plugin / "m/it-will-rain/index.html").read_text(encoding="utf-8")
    index = (by_plugin / "search/search_index.json").read_text(encoding="utf-8")

    assert '<svg class="am-drawing"' in page
    assert "<object" not in page
    assert page.count("<style>") == 0
    assert "a reason for “" not in index
    assert "It will probably rain" in index


def test_a_drawing_leads_on_by_the_page_it_is_in_and_a_copy_of_it_by_the_sites_address(by_plugin: Path) -> None:
    page = (by_plugin / "m" / "index.html").read_text(encoding="utf-8")
    copy = (by_plugin / "m" / "overview.svg").read_text(encoding="utf-8")

    assert '<a xlink:href="no-need/"' in page
    assert f'<a xlink:href="{SITE}m/no-need/"' in copy


def test_the_plugin_publishes_no_source_files(by_plugin: Path) -> None:
    assert [file.name for file in by_plugin.glob("m/nodes/**/*")] == ["index.html"]  # the table of nodes
    assert not (by_plugin / "m/map.yml").exists()
    assert (by_plugin / "m/map.json").is_file()
    assert (by_plugin / "argmap/argmap.css").is_file()
    pictures = {path.name for kind in ("png", "pdf", "dot") for path in by_plugin.glob(f"m/**/*.{kind}")}
    pictures.remove("preview.png")
    large = {f"{name}.{kind}" for name in ("overview", "whole") for kind in ("png", "pdf", "dot")}
    assert pictures == large | {"neighbourhood.png", "neighbourhood.pdf"}
    kept = {path.relative_to(by_plugin).as_posix() for path in by_plugin.glob("m/**/*.svg")}
    drawn = {path.parent.relative_to(by_plugin).as_posix() for path in by_plugin.glob("m/*/neighbourhood.png")}
    own = {f"{folder}/neighbourhood.svg" for folder in drawn}
    assert kept == {"m/overview.svg", "m/diagram/whole.svg", *own}  # those of branches stand in their pages only
    assert "m/it-will-rain" in drawn


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


def test_the_link_to_the_repository_makes_the_themes_script_ask_nobody_where_a_policy_forbids_it(golden: Path) -> None:
    golden.write_text(
        golden.read_text(encoding="utf-8").replace("[search, argmap]", "[search, {argmap: {policy: true}}]")
        + "repo_url: https://example.org/code\n",
        encoding="utf-8",
    )

    page = (built(golden) / "m/it-will-rain/index.html").read_text(encoding="utf-8")

    assert 'href="https://example.org/code"' in page
    assert 'data-md-component="source"' not in page


def test_the_themes_pencil_opens_the_nodes_own_file(golden: Path) -> None:
    more = (
        "repo_url: https://github.com/someone/a-map\nedit_uri: edit/main/docs/\n"
        "theme: {name: material, font: false, features: [content.action.edit]}\n"
    )
    golden.write_text(f"site_name: Test\nplugins: [search, argmap]\n{more}", encoding="utf-8")

    site = built(golden)

    edit = "https://github.com/someone/a-map/edit/main/docs/"
    page = (site / "m/it-will-rain/index.html").read_text(encoding="utf-8")
    pencil = '<a href="([^"]*)" title="Edit this page"'
    assert re.findall(pencil, page) == [f"{edit}m/nodes/sub/it-will-rain.md"]
    outline = (site / "m/outline/index.html").read_text(encoding="utf-8")
    assert not re.search(pencil, outline)  # nobody wrote it
    assert f"{edit}index.md" in (site / "index.html").read_text(encoding="utf-8")


def test_the_plain_tree_says_the_same_in_mkdocs(by_mkdocs: Path, by_plugin: Path) -> None:
    same = said(by_plugin)
    assert len(same) > 10
    edit = " · Edit this node"
    assert said(by_mkdocs) == {
        path: words.replace(edit, "").replace("node.md", "node.txt") for path, words in same.items()
    }


@pytest.mark.parametrize("builder", ["by_properdocs", "by_zensical"])
def test_the_plain_tree_says_the_same_in_other_builders(
    builder: str, by_plugin: Path, request: pytest.FixtureRequest
) -> None:
    theirs = said(request.getfixturevalue(builder))

    edit = " · Edit this node"
    expected = {path: words.replace(edit, "").replace("node.md", "node.txt") for path, words in said(by_plugin).items()}
    assert set(theirs) == set(expected)
    for path, words_there in theirs.items():
        assert expected[path] in words_there, path


def test_properdocs_takes_the_plugin_and_makes_the_same_pages(by_plugin: Path, golden: Path) -> None:
    shutil.copy(by_plugin.parent / "mkdocs.yml", golden)
    words = [sys.executable, "-m", "properdocs", "build", "--strict", "--config-file", golden.name]
    done = subprocess.run(words, cwd=golden.parent, check=False, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    theirs = golden.parent / "site"
    generator = re.compile('<meta name="generator" content="[^"]*">')
    for file in sorted(by_plugin.glob("m/**/*.html")):
        ours, there = (
            generator.sub("", page.read_text(encoding="utf-8")) for page in (file, theirs / file.relative_to(by_plugin))
        )
        assert ours == there, file


BUILDERS = ["by_plugin", "by_mkdocs", "by_properdocs", "by_zensical"]


def prose_links(page: Path) -> list[str]:
    """Return where the links in a page's prose lead, as a browser reads them."""
    prose = page.read_text(encoding="utf-8").partition('class="am-prose"')[2].partition("<h2")[0]
    return [link for link in re.findall('<a href="([^"]*)"', unescape(prose)) if not link.startswith("#")]


def leads_to_a_page(page: Path, link: str) -> bool:
    """Tell whether a page has a file at the other end of a link, and in it the id that the link names."""
    path, _, anchor = link.partition("#")
    file = page.parent / path
    file = file / "index.html" if path.endswith("/") else file
    return file.is_file() and (not anchor or f'id="{anchor}"' in file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("builder", BUILDERS)
def test_links_in_prose_lead_to_pages_that_are_there(builder: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(builder)
    page = site / "m/clouds-pass/index.html"

    links = prose_links(page)

    ends = ["it-will-rain/", "../more/page/#a-page", "", "../"]
    assert links == [f"../{end}" for end in [*ends, "../more/page/#a-page", "references.json", "it-is-far/"]]
    assert [link for link in links if not leads_to_a_page(page, link)] == []


FLAT = "use_directory_urls: false\n"


def test_links_lead_to_pages_with_addresses_that_end_in_html_too(plain: Path, tmp_path: Path) -> None:
    words = ["build", "--quiet", "--docs", str(GOLDEN), "--out", str(tmp_path / "tree"), "--no-directory-urls"]
    assert main([*words, "--cache", str(plain / "cache")]) == 0
    trees = {"[search, argmap]": GOLDEN, "[search]": tmp_path / "tree"}

    for number, (plugins, docs) in enumerate(trees.items()):
        page = built(project(tmp_path / str(number), docs, plugins=plugins, more=FLAT)) / "m/clouds-pass/index.html"
        links = prose_links(page)
        assert "../../more/page.html#a-page" in links
        assert [link for link in links if not leads_to_a_page(page, link)] == []


def head_of(builder: str, page: str, request: pytest.FixtureRequest) -> Head:
    """Read the head of a page as a builder has written it."""
    site: Path = request.getfixturevalue(builder)
    return Head((site / page / "index.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_reference_manager_saves_the_node_and_not_the_mapped_text(
    builder: str, request: pytest.FixtureRequest
) -> None:
    head = head_of(builder, "m/but-wet", request)

    assert saved(head, "https://elsewhere.example/") == {
        "itemType": "webpage",
        "title": 'But "wet" </script> & it\'s <мокро>',
        "creators": [{"lastName": "argmap contributors"}],
        "date": "2026-11-24",
        "url": f"{FIXED}but-wet/",
        "language": "en",
        "websiteTitle": "Rain & <umbrellas>, edition 2026.1",
        "abstractNote": "Without one, one gets wet.",
        "websiteType": "argument map, claim",
        "rights": "CC-BY-4.0",
        "tags": ["claim"],
        "extra": "Node m/but-wet (claim), revision 1. Attributed to Rain 2020, who grants it in part",
    }


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_reference_manager_saves_a_whole_map(builder: str, request: pytest.FixtureRequest) -> None:
    item = saved(head_of(builder, "m", request), "")

    assert (item["itemType"], item["title"], item["date"]) == ("webpage", "Rain & <umbrellas>", "2026-11-24")
    assert (item["url"], item["extra"]) == (FIXED, "Argument map m, edition 2026.1")
    assert (item["websiteType"], item["rights"], item["tags"]) == ("argument map", "CC-BY-4.0", ["argument map"])


@pytest.mark.parametrize("builder", BUILDERS)
def test_signposts_lead_to_the_address_the_metadata_and_the_licence(
    builder: str, request: pytest.FixtureRequest
) -> None:
    head = head_of(builder, "m/but-wet", request)
    site: Path = request.getfixturevalue(builder)

    assert head.link("cite-as") == [f"{FIXED}but-wet/"]
    assert head.link("collection") == [FIXED]
    assert head.link("type") == ["https://schema.org/Claim", "https://schema.org/AboutPage"]
    assert head.link("item") == ["node.md" if builder == "by_plugin" else "node.txt"]
    assert head.link("linkset") == ["../linkset.json"]
    assert head.link("license") == ["https://creativecommons.org/licenses/by/4.0/"]
    assert head.link("describedby") == ["but-wet.csl.json", "but-wet.bib", "but-wet.ris"]
    rels = ("describedby", "item", "linkset")
    described = [site / "m/but-wet" / file for rel in rels for file in head.link(rel)]
    described += [site / "m" / file for rel in rels for file in head_of(builder, "m", request).link(rel)]
    assert len(described) > 12
    assert [file.name for file in described if not file.is_file()] == []


@pytest.mark.parametrize("builder", BUILDERS)
def test_the_markdown_of_a_node_is_served_as_a_file_and_is_no_page(
    builder: str, request: pytest.FixtureRequest
) -> None:
    site: Path = request.getfixturevalue(builder)
    name = "node.md" if builder == "by_plugin" else "node.txt"

    text = (site / "m/it-will-rain" / name).read_text(encoding="utf-8")
    assert text.startswith("# It will rain \\{today\\} &lt;soon>\n\n> It will probably rain.\n")
    assert f"](https://example.org/m/clouds-pass/{name})" in text
    assert [file.name for file in site.glob("m/*/node/*")] == []
    assert f"(https://example.org/m/it-will-rain/{name})" in (site / "llms.txt").read_text(encoding="utf-8")
    assert "it-will-rain/node" not in (site / "sitemap.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("builder", BUILDERS)
def test_every_form_that_the_page_of_data_names_is_there(builder: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(builder)
    page = site / "m/data/index.html"

    links = re.findall('<li><a href="([^"]*)">', unescape(page.read_text(encoding="utf-8").partition("<article")[2]))
    own = [link for link in links if link.startswith("../")]
    assert {"../map.json", "../linkset.json", "../references.bib", "../../argmap/export-2.schema.json"} <= {*own}
    files = [page.parent / link / ("index.html" if link.endswith("/") else "") for link in own]
    assert [file for file in files if not file.is_file()] == []
    assert (page.parent / "../../llms.txt").is_file()


@pytest.mark.parametrize("builder", BUILDERS)
def test_linked_data_in_the_head_is_the_claim_whatever_its_title_holds(
    builder: str, request: pytest.FixtureRequest
) -> None:
    head = head_of(builder, "m/but-wet", request)

    (data,) = (json.loads(one) for one in head.data)
    assert (data["@type"], data["@id"], data["url"]) == ("Claim", f"{FIXED}but-wet/", f"{FIXED}but-wet/")
    assert data["@context"] == "https://schema.org"
    here = json.dumps({**data, "@context": {"@vocab": "https://schema.org/"}})  # no test asks another host
    graph = rdflib.Graph().parse(data=here, format="json-ld")
    assert (rdflib.URIRef(data["url"]), rdflib.RDF.type, rdflib.URIRef("https://schema.org/Claim")) in graph
    assert data["name"] == 'But "wet" </script> & it\'s <мокро>'
    assert data["text"] == "Without one, one gets wet."
    assert data["isPartOf"]["name"] == "Rain & <umbrellas>"
    assert data["appearance"] == [{"@type": "Book", "identifier": "rain-2020", "name": "Rain"}]
    assert data["identifier"] == "m/but-wet"
    file = GOLDEN / "m/nodes/but-wet.md"
    git = subprocess.run(["git", "hash-object", str(file)], check=True, capture_output=True, text=True)  # noqa: S607 - any git
    assert data["mainEntityOfPage"]["identifier"] == f"swh:1:cnt:{git.stdout.strip()}"


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_page_carries_a_doi_or_coins(builder: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(builder)
    for file in site.glob("m/**/*.html"):
        page = file.read_text(encoding="utf-8")
        assert "citation_doi" not in page, file
        assert "Z3988" not in page, file


@pytest.mark.parametrize("builder", BUILDERS)
def test_a_wrong_address_has_a_page_that_knows_where_the_site_is(builder: str, request: pytest.FixtureRequest) -> None:
    site: Path = request.getfixturevalue(builder)

    page = (site / "404.html").read_text(encoding="utf-8")
    assert "There is nothing at this address" in page
    assert 'data-am-missing="/"' in unescape(page)
    assert json.loads((site / "argmap/addresses.json").read_text(encoding="utf-8"))["m/umbrella/"] == "Take an umbrella"


def test_pages_of_no_map_have_no_metadata(by_plugin: Path) -> None:
    assert "citation_title" not in (by_plugin / "more/page/index.html").read_text(encoding="utf-8")


def test_without_an_address_a_page_claims_none(golden: Path) -> None:
    golden.write_text(golden.read_text(encoding="utf-8").replace(f"site_url: {SITE}\n", ""), encoding="utf-8")

    page = (built(golden) / "m/but-wet/index.html").read_text(encoding="utf-8")

    head = Head(page)
    assert saved(head, "https://where.it/is/") == saved(head, "") | {"url": "https://where.it/is/"}
    assert head.link("cite-as") == []
    assert "does not know its own address" in page


def test_a_preview_takes_no_address_of_this_machine_for_its_own(golden: Path) -> None:
    loaded = load_config(str(golden))
    loaded.plugins.on_startup(command="serve", dirty=False)
    loaded.site_url = "http://127.0.0.1:8000/"
    build(loaded)

    page = (Path(loaded.site_dir) / "m/but-wet/index.html").read_text(encoding="utf-8")
    assert Head(page).link("cite-as") == []
    assert "does not know its own address" in page


def test_a_main_template_of_ones_own_works_and_pages_of_maps_have_their_head(golden: Path) -> None:
    own = golden.with_name("own")
    own.mkdir()
    block = "{% block extrahead %}<!-- mine -->{% endblock %}"
    (own / "main.html").write_text('{% extends "base.html" %}' + block, encoding="utf-8")
    (own / "404.html").write_text("<p>Mine</p>", encoding="utf-8")

    config = golden.read_text(encoding="utf-8").replace("font: false", f"font: false, custom_dir: {own.as_posix()}")
    golden.write_text(config, encoding="utf-8")

    site = built(golden)

    assert (site / "404.html").read_text(encoding="utf-8") == "<p>Mine</p>"
    page = (site / "m/but-wet/index.html").read_text(encoding="utf-8")
    assert "<!-- mine -->" in page
    assert "citation_title" in page


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_mkdocs_own_themes_have_the_metadata_too(theme: str, golden: Path) -> None:
    config = golden.read_text(encoding="utf-8").replace("{name: material, font: false}", theme)
    golden.write_text(config.replace("[search, argmap]", "[argmap]"), encoding="utf-8")

    head = Head((built(golden) / "m/but-wet/index.html").read_text(encoding="utf-8"))

    assert saved(head, "")["itemType"] == "webpage"


def test_a_site_has_the_last_word_on_its_page_for_a_wrong_address(put: Put, tmp_path: Path) -> None:
    docs = put({**TOP, "index.md": "# Home\n"})
    own = tmp_path / "own" / "404.html"
    own.parent.mkdir()
    own.write_text("Not here.\n", encoding="utf-8")
    config = project(tmp_path, docs, plugins="[search, {argmap: {missing: true}}]")
    config.write_text(config.read_text(encoding="utf-8").replace("material,", "material, custom_dir: own,"), "utf-8")

    assert (built(config) / "404.html").read_text(encoding="utf-8") == "Not here."


def test_a_faulty_template_of_the_page_for_a_wrong_address_is_named(
    put: Put, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    docs = put({**TOP, "index.md": "# Home\n"})
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "missing.html").write_text("{{ to_nowhere }}\n", encoding="utf-8")

    with pytest.raises(Abort):
        built(project(tmp_path, docs, plugins="[search, {argmap: {missing: true, templates: ours}}]"))
    assert "the template missing.html cannot be filled: 'to_nowhere' is undefined" in caplog.text


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
    loaded.plugins.on_pre_build(config=loaded)

    files = loaded.plugins.on_files(Files([]), config=loaded)

    assert files is not None
    assert files.get_file_from_path("m/it-will-rain/index.md") is not None


def test_a_missing_docs_folder_stops_the_plugin_plainly(golden: Path) -> None:
    loaded = load_config(str(golden))
    shutil.rmtree(golden.with_name("docs"))

    with pytest.raises(PluginError, match="there is no folder"):
        loaded.plugins.on_pre_build(config=loaded)


def test_a_site_folder_that_cannot_take_the_pictures_stops_the_plugin_plainly(tmp_path: Path) -> None:
    loaded = load_config(str(project(tmp_path, GOLDEN, plugins="[search, argmap]")))
    taken = tmp_path / "taken"
    taken.write_text("", encoding="utf-8")
    loaded.site_dir = str(taken)
    loaded.plugins.on_pre_build(config=loaded)
    loaded.plugins.on_files(Files([]), config=loaded)

    with pytest.raises(PluginError, match="cannot write to"):
        loaded.plugins["argmap"].on_post_build(config=loaded)


@pytest.mark.parametrize(
    ("repository", "expected"),
    [
        ("repo_url: https://github.com/a/b\nedit_uri: edit/feature/x/docs/\n", "https://github.com/a/b/new/feature/x?"),
        (
            "repo_url: https://github.com/a/b/\nedit_uri_template: edit/main/docs/{path}\n",
            "https://github.com/a/b/new/main?",
        ),
        ("repo_url: https://code.example.org/a/b\nedit_uri: src/main/docs/\n", ""),
        ("repo_url: https://github.com/a/b\nedit_uri_template: edit/{path}/main\n", ""),
        ("", ""),
    ],
)
def test_forms_open_in_the_branch_that_mkdocs_yml_names(
    golden: Path, caplog: pytest.LogCaptureFixture, repository: str, expected: str
) -> None:
    golden.with_name(".git").mkdir()
    golden.write_text(golden.read_text(encoding="utf-8") + repository, encoding="utf-8")
    caplog.set_level("INFO", "mkdocs.plugins.argmap")

    site = built(golden)

    page = (site / "m/it-will-rain/index.html").read_text(encoding="utf-8")
    forms = re.findall('<a href="([^"]*)">a counterclaim</a>', page)
    assert [unescape(address).partition("?")[0] + "?" for address in forms] == ([expected] if expected else [])
    assert ("offer no forms for answers" in caplog.text) == ("code.example.org" in repository)


def test_the_pages_of_a_map_in_a_folder_stand_where_the_map_does(tmp_path: Path) -> None:
    files = {path.replace("m/", "g/m/"): text for path, text in TOP.items()} | {"index.md": "# Home\n"}
    for path, text in files.items():
        file = tmp_path / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    nav = "nav:\n  - Home: index.md\n  - The maps:\n      - A map: g/m/index.md\n"
    config = project(tmp_path, tmp_path / "docs", plugins="[search, argmap]", more=nav)

    page = (built(config) / "g/m/top/index.html").read_text(encoding="utf-8")

    navigation = page[page.index("md-nav--primary") : page.index("<article")]
    assert re.search(r"md-nav__item--active[^>]*>(?:(?!</li>).)*The maps", navigation, flags=re.DOTALL)
