"""Who says it and what the author makes of it go with a node wherever it goes."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import rdflib
import rispy

from argmap.citations.bibtex import bibtex
from argmap.citations.citable import Published, node_item
from argmap.citations.downloads import csl_json
from argmap.citations.ris import ris
from argmap.export.jsonld import map_data, node_data
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS
from argmap.model.graph import graph_of
from argmap.model.voices import STANCES
from argmap.read.maps import read
from argmap.storage.disk import load
from conftest import TOP, node
from debate import DEBATE_OF_THREE
from schemaorg import faults
from test_downloads import from_bibtex
from test_formats import GOLDEN, context
from test_voices import mapped, pages
from zotero import Head, saved

OWN_MAP = Path(__file__).parent.parent / "docs"
SITE = "https://example.org/"
MAKERS = [{"@type": "Organization", "name": "A map contributors"}]
REJECTED = {
    **mapped("reported", kind="counterclaim", title="It will not", attacks="[top]", supports="", hedge="seems"),
    "m/map.yml": "title: A map\nwork: rain\nlicense: CC-BY-4.0\nsections: [{id: one, title: One, paragraphs: 1}]\n",
}
REJECTED["m/nodes/a.md"] = REJECTED["m/nodes/a.md"].replace("title:", "tags: [weather]\ntitle:")
SAID = (
    "Node m/a (counterclaim), revision 1. Attributed to others, as Rain 2020 reports; Rain 2020 rejects it. "
    "Hedged “seems” in Rain 2020"
)


def claim_of(files: dict[str, str]) -> dict[str, Any]:
    exported = context(files, SITE)
    return node_data(exported, exported.graph.nodes["a"])


def item_of(files: dict[str, str]) -> dict[str, Any]:
    exported = context(files, SITE)
    published = Published(SITE, {"m/nodes/a.md": "2026-11-24"})
    return node_item(exported.argument_map, exported.graph.nodes["a"], published)


@pytest.mark.parametrize(
    ("voice", "authors"),
    [
        ("author", ["Rain"]),
        ("reported", None),
        ("contributor", ["A map contributors"]),
        ("[koch]", ["Natalie Koch"]),
        ("[koch, ada, club]", ["Ada Lovelace", "The Club", "Natalie Koch"]),
    ],
)
def test_the_author_of_a_claim_is_who_makes_it_and_that_of_the_record_who_made_the_map(
    voice: str, authors: list[str] | None
) -> None:
    stance = {"stance": ""} if voice == "contributor" else {}
    claim = claim_of(mapped(voice, **({"source": "", "cites": "[koch]", **stance} if stance else {})))

    assert [author["name"] for author in claim.get("author", [])] == (authors or [])
    record = claim["mainEntityOfPage"]
    assert (record["@id"], record["url"]) == (f"{SITE}m/a/#record", f"{SITE}m/a/")
    assert record["author"] == MAKERS
    assert "license" not in claim


@pytest.mark.parametrize("stance", STANCES)
def test_what_the_author_makes_of_anothers_claim_is_a_review_by_the_author(stance: str) -> None:
    claim = claim_of(mapped("[koch]", stance=stance))

    words = STANCES[stance].of_others[0]
    author = [{"@type": "Person", "name": "Rain"}]
    assert claim["review"] == {"@type": "Review", "author": author, "name": stance, "reviewBody": words}


def test_an_author_who_simply_says_so_reviews_nothing() -> None:
    assert "review" not in claim_of(mapped("author", stance="endorses"))
    assert claim_of(mapped("author", stance="qualifies"))["review"]["reviewBody"] == "grants it in part"


def test_a_hedge_of_the_text_stands_with_the_claim_as_a_quotation() -> None:
    assert claim_of(REJECTED)["hasPart"] == {"@type": "Quotation", "name": "hedge", "text": "seems"}
    assert "hasPart" not in claim_of(mapped("author"))


def test_an_edition_was_published_and_a_draft_was_changed() -> None:
    draft = context(TOP, SITE)
    dated = PublishedMap(draft.argument_map, draft.graph, Published(SITE, {"m/nodes/top.md": "2026-11-24"}))
    edition = {"m/map.yml": 'title: A map\nedition: "1.0"\n'}
    released = context(
        {**TOP, **edition, "m/editions.yml": 'editions: [{edition: "1.0", date: "2026-11-25", changes: [All.]}]\n'}
    )

    record = node_data(dated, dated.graph.nodes["top"])["mainEntityOfPage"]
    assert (record["dateModified"], "datePublished" in record) == ("2026-11-24", False)
    record = node_data(released, released.graph.nodes["top"])["mainEntityOfPage"]
    assert (record["datePublished"], "dateModified" in record) == ("2026-11-25", False)


def published_maps(files: dict[str, str]) -> list[PublishedMap]:
    return [
        PublishedMap(
            argument_map,
            graph_of(argument_map),
            Published(SITE, dict.fromkeys(files, "2026-11-24"), dict.fromkeys(files, "swh:1:cnt:0")),
        )
        for argument_map in read(files).maps
    ]


MAPS = {
    "golden": dict(load(GOLDEN).texts),
    "own": dict(load(OWN_MAP).texts),
    "of a text": mapped("[koch, ada, club]", score="0.5", hedge="seems"),
    "rejected": REJECTED,
    "debate": DEBATE_OF_THREE,
}


@pytest.mark.parametrize("files", MAPS.values(), ids=MAPS)
def test_linked_data_says_nothing_that_schema_org_has_no_word_for(files: dict[str, str]) -> None:
    for exported in published_maps(files):
        own = [node_data(exported, each) for each in exported.graph.nodes.values()]
        for data in (map_data(exported), *own):
            assert data["@context"] == "https://schema.org"
            assert faults(data) == []


@pytest.mark.parametrize("files", [MAPS["golden"], MAPS["own"], MAPS["of a text"]], ids=["golden", "own", "of a text"])
def test_a_map_as_linked_data_says_nothing_that_schema_org_has_no_word_for(files: dict[str, str]) -> None:
    for exported in published_maps(files):
        assert faults(json.loads(EXPORTS["jsonld"].write(exported))["@graph"]) == []


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"@type": "Claim", "colour": "red"}, "no colour of ['Claim']"),
        ({"@type": "Opinion"}, "no type Opinion"),
        ({"@type": "WebPage", "appearance": {"@type": "Book"}}, "no appearance of ['WebPage']"),
        ({"@type": "Claim", "author": {"@type": "Book"}}, "author of ['Claim'] cannot be {'@type': 'Book'}"),
        ({"@type": "Claim", "review": "bad"}, "review of ['Claim'] cannot be bad"),
        ({"@type": "Claim", "additionalProperty": 1}, "no additionalProperty of ['Claim']"),
        ({"@id": "x", "aif:of": [{"@type": "Person", "text": "?"}]}, "no text of ['Person']"),
    ],
)
def test_what_schema_org_has_no_word_for_would_be_found(data: dict[str, Any], told: str) -> None:
    assert faults(data) == [told]


def test_a_rejected_view_is_nobodys_assertion_in_rdf_and_the_record_is_the_maps() -> None:
    schema = rdflib.Namespace("https://schema.org/")
    graph = rdflib.Graph().parse(data=EXPORTS["jsonld"].write(context(REJECTED, SITE)), format="json-ld")
    claim = rdflib.URIRef(f"{SITE}m/a/")

    assert list(graph.objects(claim, schema.author)) == []
    (review,) = graph.objects(claim, schema.review)
    assert graph.value(review, schema.name) == rdflib.Literal("rejects")
    record = graph.value(claim, schema.mainEntityOfPage)
    author = graph.value(record, schema.author)
    assert graph.value(author, schema.name) == rdflib.Literal("A map contributors")
    licence = graph.value(record, schema.license)
    assert licence == rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_a_rejected_view_is_known_as_one_in_every_file_for_reference_managers() -> None:
    item = item_of(REJECTED)
    note = f"{SAID}. Licence: CC-BY-4.0"

    assert (item["note"], item["genre"]) == (note, "counterclaim in an argument map, revision 1")
    entry = from_bibtex(bibtex([item]))
    assert (entry["note"], entry["keywords"]) == (f"In: A map, draft. {note}", "counterclaim, weather")
    (entry,) = rispy.loads(ris([item]))
    assert (entry["notes"], entry["keywords"]) == ([note], ["counterclaim", "weather"])


@pytest.mark.parametrize("form", ["biblatex", "csljson", "ris"])
def test_pandoc_reads_title_series_day_and_address_from_every_file_and_the_speaker_where_it_reads_notes(
    form: str,
) -> None:
    item = item_of(REJECTED)
    text = {"biblatex": bibtex, "csljson": csl_json, "ris": ris}[form]([item])

    (entry,) = json.loads(pypandoc.convert_text(text, "csljson", format=form))

    assert (entry["title"], entry["container-title"]) == ("It will not", "A map, draft")
    assert entry["URL"] == f"{SITE}m/a/"
    assert entry["issued"]["date-parts"][0][:1] == [2026]
    assert "counterclaim" in entry["keyword"]
    if form != "ris":
        assert entry["issued"]["date-parts"] == [[2026, 11, 24]]
        within = "In: A map, draft. " if form == "biblatex" else ""  # which styles print only so
        assert entry["note"] == f"{within}{SAID}. Licence: CC-BY-4.0"


def test_a_reference_manager_saves_kind_speaker_terms_and_keywords() -> None:
    page = pages(REJECTED, SITE)["m/a/index.md"]
    fields = json.loads(unescape(re.search(r"^argmap: (.*)$", page, re.MULTILINE)[1]))  # type: ignore[index]
    head = Head("")
    head.metas = [(field["name"], field["content"]) for field in fields["names"]]

    item = saved(head, "")

    assert (item["websiteType"], item["rights"]) == ("argument map, counterclaim", "CC-BY-4.0")
    assert item["tags"] == ["counterclaim", "weather"]
    assert item["extra"] == SAID


def test_a_keyword_is_one_whatever_signs_are_in_it() -> None:
    files = {**TOP, "m/nodes/a.md": node().replace("title:", 'tags: ["sun; rain"]\ntitle:')}
    page = pages(files)["m/a/index.md"]

    assert '{"name": "citation_keywords", "content": "sun, rain"}' in page
