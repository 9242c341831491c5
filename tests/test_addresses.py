"""No file of somebody's own is replaced by one that is generated without a word."""

import html
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from argmap.diagrams.engine import Engine
from argmap.diagrams.pictures import FORMATS
from argmap.model.findings import Finding, has_errors
from argmap.read.layout import page_folder
from argmap.site.addresses import OVERRIDES
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from argmap.storage.disk import load
from argmap.storage.resources import templates
from conftest import TOP, node, site_of

GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
MAP = {
    **TOP,
    "m/nodes/a.md": node(aliases="[once]"),
    "m/index.md": "# A map\n",
    "index.md": "```argmap\nview: overview\nof: m\n```\n",
}


def found(*paths: str) -> list[Finding]:
    """Return what is said of files that stand beside those of a small map."""
    pages = {path: "# A page\n" for path in paths if path.endswith(".md")}
    return checked({**MAP, **pages}, (), [path for path in paths if path not in pages])[1]


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("m/map.json", "the address m/map.json, which is a file of the map's own"),
        ("m/overview.svg", "the address m/overview.svg, which is a drawing of the map's own"),
        ("m/overview.png", "the address m/overview.png, which is a drawing of the map's own"),
        ("m/preview.png", "the address m/preview.png, which is a file of the map's own"),
        ("m/a/preview.png", "the address m/a/preview.png, which is a file of the map's own"),
        ("m/a/a.bib", "the address m/a/a.bib, which is a file of the map's own"),
        ("m/cite/map.ris", "the address m/cite/map.ris, which is a file of the map's own"),
        ("argmap/argmap.css", "the address argmap/argmap.css, which is a file that argmap writes"),
        ("argmap/node.schema.json", "the address argmap/node.schema.json, which is a file that argmap writes"),
        ("m/a.md", "the address m/a/, which is a node"),
        ("m/a/index.html", "the address m/a/, which is a node"),
        ("m/once/index.html", "the address m/once/, which is an old address of a"),
        ("m/outline.markdown", "the address m/outline/, which is the map's own page"),
        ("m/index.html", "the address m/, which is the map's front page"),
        ("m/Outline.md", "the address m/Outline/, which is the map's own page"),
        ("m/Map.JSON", "the address m/Map.JSON, which is a file of the map's own"),
        ("Argmap", "the address Argmap, which is a folder that argmap writes"),
        ("m/README.md", "the address m/, which is the map's front page"),
        ("m/map.json/more.txt", "the address m/map.json/more.txt, which is a file of the map's own"),
        ("m/a", "the address m/a, which is a folder that argmap writes"),
    ],
)
def test_a_file_at_an_address_that_a_map_takes_is_an_error_that_names_it(path: str, what: str) -> None:
    assert [(one.code, one.place.path, one.message) for one in found(path)] == [("AM038", path, f"{path} has {what}")]


@pytest.mark.parametrize(
    "path",
    ["m/map.svg", "m/about.md", "m/a/photo.png", "m/reading.pdf", "argmap/more.css", "map.json", "m/a/more.md"],
)
def test_all_other_files_are_left_alone(path: str) -> None:
    assert found(path) == []


def test_without_a_map_every_address_is_free() -> None:
    assert checked({}, (), ["argmap/argmap.css"])[1] == []


def test_a_file_in_place_of_a_drawing_that_a_page_asks_for_is_an_error(put: Callable[[dict[str, str]], Path]) -> None:
    site = site_of(put({**MAP, "overview-1.png": "x", "overview-2.png": "x"}))

    assert [(one.code, one.message) for one in site.findings] == [
        ("AM038", "overview-1.png has the address overview-1.png, which is a drawing that index.md asks for")
    ]
    assert not site.files


def test_every_file_that_is_generated_has_an_address_of_its_own() -> None:
    sources = load(GOLDEN)
    site = site_of(GOLDEN)
    files = site.files
    pictures = [path.replace(".svg", f".{kind}") for path in site.drawings for kind in FORMATS]
    written = {*files, *pictures, *(f"{OVERRIDES}/{name}" for name in (*templates(), "404.html"))}
    own = {
        *sources.texts,
        "m/index.md",
        "llms.txt",  # a site's own has its place
        "m/references.bib",
        "m/references.ris",
        *(path for path in written if re.search(r"-\d+\.\w+$", path)),
    }

    for path in sorted(written - own):
        texts = {**sources.texts, path: ""} if path.endswith(".md") else sources.texts
        findings = checked(texts, sources.findings, [] if path in texts else [path])[1]
        assert has_errors(findings)
        assert {one.place.path for one in findings} == {path}


def test_every_link_of_a_map_in_a_folder_within_a_folder_leads_somewhere() -> None:
    files = {}
    for path, text in load(GOLDEN).texts.items():
        if "editions" not in path:
            deeper = re.sub(r"\.\./(?=index|more/)", "../../", text).replace("of: m", "of: group/m")
            files[re.sub("^m/", "group/m/", path)] = deeper.replace('edition: "2026.1"', "edition: draft")
    nothing = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))

    site = build_site(files, (), BuildOptions(nothing))

    pages = {path: html.unescape(text) for path, text in site.tree.items() if path.endswith("index.md")}
    links = {
        posixpath.normpath(posixpath.join(page_folder(path), unquote(address.path)))
        for path, text in pages.items()
        for address in map(urlsplit, re.findall(r'(?:href|src)="([^"]+)"', text))
        if address.path and not address.scheme and not address.path.endswith((".png", ".pdf"))  # these are drawn later
    }
    there = {*site.tree, *files, *map(page_folder, [*site.tree, *files]), "."}
    assert {"group/m", "argmap/tree.css", "group/m/but-wet", "more/page"} <= links
    assert links - there == set()
