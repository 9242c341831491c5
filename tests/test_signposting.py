"""Typed links: from each page to what belongs to it, and all of a map's as a linkset (RFC 9264, Signposting)."""

import json
import posixpath
from typing import Any
from urllib.parse import urljoin

import jsonschema
import pytest

from argmap.citations.citable import Published
from argmap.citations.swhid import content_id
from argmap.diagrams.engine import Engine
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS, ExportFormat, typed_files
from argmap.export.signposting import map_links, node_links
from argmap.model.graph import graph_of
from argmap.pages.context import context_of
from argmap.pages.head import map_head, node_head
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from conftest import TOP, node

SITE = "https://maps.example.org/sub/"
FILES = {
    **TOP,
    "m/map.yml": "title: A map\nlicense: CC-BY-4.0\nauthors:\n"
    '  - {name: "Doe, Jane", orcid: "0000-0002-1825-0097"}\n  - {name: Others}\n',
    "m/nodes/a.md": node(),
    "m/nodes/ask.md": node(kind="question", supports=""),
    "m/nodes/gone.md": node(supports="", status="withdrawn", reason="No."),
}
TARGETS = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {
            "href": {"type": "string", "minLength": 1},
            "type": {"type": "string", "pattern": "^[a-z]+/[^ ]+$"},
        },
        "required": ["href"],
        "additionalProperties": False,
    },
}
FORM = {
    "type": "object",
    "properties": {
        "linkset": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"anchor": {"type": "string"}},
                "required": ["anchor"],
                "additionalProperties": TARGETS,
            },
        }
    },
    "required": ["linkset"],
    "additionalProperties": False,
}
"""The form of section 4.2 of RFC 9264, without target attributes in several languages, which argmap never writes."""


def exported(address: str = "", files: dict[str, str] = FILES) -> PublishedMap:
    (argument_map,) = read(files).maps
    contents = {one.file: content_id("") for one in argument_map.nodes}
    return PublishedMap(argument_map, graph_of(argument_map), Published(address, contents=contents))


def contexts(address: str = "") -> dict[str, dict[str, Any]]:
    """Return the link contexts of a map's linkset by their anchors."""
    document = json.loads(EXPORTS["linkset"].write(exported(address)))
    jsonschema.validate(document, FORM)
    by_anchor = {one["anchor"]: one for one in document["linkset"]}
    assert len(by_anchor) == len(document["linkset"])
    return by_anchor


def test_a_page_leads_to_its_authors_its_parts_what_describes_it_and_all_such_links() -> None:
    found = exported(SITE)
    (chosen,) = [one for one in found.argument_map.nodes if one.id == "ask"]

    links = [(link["rel"], link["href"]) for link in node_links(found, chosen)]

    assert links == [
        ("cite-as", f"{SITE}m/ask/"),
        ("author", "https://orcid.org/0000-0002-1825-0097"),
        ("type", "https://schema.org/Question"),
        ("type", "https://schema.org/AboutPage"),
        ("license", "https://creativecommons.org/licenses/by/4.0/"),
        ("describedby", "ask.csl.json"),
        ("describedby", "ask.bib"),
        ("describedby", "ask.ris"),
        ("item", "node.md"),
        ("collection", f"{SITE}m/"),
        ("linkset", "../linkset.json"),
    ]


def test_the_front_page_of_a_map_leads_to_every_file_in_which_it_can_be_had() -> None:
    found = exported()

    links = map_links(found, typed_files(found.argument_map))

    files = [(link["rel"], link["href"], link["type"]) for link in links if link["rel"] in ("item", "describedby")]
    assert ("item", "map.json", "application/json") in files
    assert ("describedby", "map.jsonld", "application/ld+json") in files
    assert ("describedby", "cite/map.bib", "application/x-bibtex") in files
    assert {file for _, file, _ in files} == {name for name, _ in typed_files(found.argument_map)} | {
        f"cite/map.{ending}" for ending in ("csl.json", "bib", "ris")
    }
    assert "linkset.json" not in {file for _, file, _ in files}


@pytest.mark.parametrize("form", [one for one in EXPORTS.values() if one.file], ids=lambda form: form.name)
def test_every_file_has_a_media_type(form: ExportFormat) -> None:
    assert form.mime.count("/") == 1


def test_a_linkset_says_what_the_heads_of_the_pages_say() -> None:
    (argument_map,) = read(FILES).maps
    published = Published(SITE, contents={one.file: content_id("") for one in argument_map.nodes})
    context = context_of(argument_map, published)
    heads = {"m/": map_head(context)} | {
        f"m/{one.id}/": node_head(context, one) for one in context.graph.nodes.values()
    }
    linkset = contexts(SITE)

    for page, head in heads.items():
        there = {
            (rel, one["href"])
            for rel, ends in linkset[SITE + page].items()
            if rel != "anchor"
            for one in ends
            if not (page == "m/" and one.get("type") == "text/html")
        }
        here = {(one["rel"], urljoin(SITE + page, one["href"])) for one in head["links"] if one["rel"] != "linkset"}
        assert there == here


def test_links_lead_back_from_what_describes_a_page_and_from_its_parts() -> None:
    linkset = contexts(SITE)

    page = [{"href": f"{SITE}m/a/", "type": "text/html"}]
    assert linkset[f"{SITE}m/a/a.bib"] == {"anchor": f"{SITE}m/a/a.bib", "describes": page}
    assert linkset[f"{SITE}m/a/node.md"] == {"anchor": f"{SITE}m/a/node.md", "collection": page}
    assert linkset[f"{SITE}m/map.json"]["collection"] == [{"href": f"{SITE}m/", "type": "text/html"}]
    nodes = [one["href"] for one in linkset[f"{SITE}m/"]["item"] if one["type"] == "text/html"]
    assert sorted(nodes) == [f"{SITE}m/{name}/" for name in ("a", "ask", "gone", "top")]


@pytest.mark.parametrize("address", ["", SITE])
def test_whatever_a_linkset_names_of_the_site_is_there(address: str) -> None:
    nothing = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
    options = BuildOptions(nothing, site_address=address, node_file="node.md")
    tree = build_site(FILES, (), options).tree
    base = address or "https://elsewhere.example/"

    linkset = json.loads(tree["m/linkset.json"])["linkset"]

    ends = {one["anchor"] for one in linkset}
    ends |= {end["href"] for one in linkset for rel, found in one.items() if rel != "anchor" for end in found}
    whole = {urljoin(f"{base}m/linkset.json", end) for end in ends}
    paths = {end.removeprefix(base) for end in whole if end.startswith(base)}
    assert {posixpath.join(path, "index.md") if path.endswith("/") else path for path in paths} <= {*tree}
    assert {"m/", "m/a/", "m/a/node.md", "m/cite/map.bib"} <= paths
    assert not address or ends >= whole


def test_without_an_address_licence_and_orcid_there_are_no_such_links() -> None:
    found = exported("", TOP)
    (top,) = found.argument_map.nodes

    assert {link["rel"] for link in node_links(found, top)} == {
        *("type", "describedby", "item", "collection", "linkset"),
    }


def test_the_pages_of_a_map_in_a_folder_are_found_from_its_linkset() -> None:
    files = {path.replace("m/", "group/m/"): text for path, text in FILES.items()}

    linkset = json.loads(EXPORTS["linkset"].write(exported(SITE, files)))["linkset"]

    assert {one["anchor"] for one in linkset} >= {f"{SITE}group/m/", f"{SITE}group/m/a/"}
    collection = next(one for one in linkset if one["anchor"] == f"{SITE}group/m/a/")["collection"]
    assert collection == [{"href": f"{SITE}group/m/"}]
