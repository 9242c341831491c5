"""What came of a node that was withdrawn: split, merged or replaced, told both ways, and citable for what it said."""

import json
import re
from html import unescape
from typing import Any

import jsonschema
import rdflib
import rispy

from argmap.edit.rename import renamed
from argmap.export.registry import EXPORTS
from argmap.export.schemas import schemas
from argmap.model.findings import has_errors
from argmap.read.maps import read
from argmap.site.archive import archived
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from conftest import TOP, node
from schemaorg import faults
from test_downloads import from_bibtex
from test_formats import context
from test_voices import MAPPED, UNDRAWN, words
from zotero import Head, saved

SITE = "https://example.org/"
DAYS = {"m/nodes/whole.md": "2026-03-04", "m/nodes/one.md": "2026-05-06"}
SPLIT = {
    **TOP,
    "m/nodes/one.md": node("The one thing is so.", title="The one thing"),
    "m/nodes/other.md": node("The other thing is so.", title="The other thing"),
    "m/nodes/whole.md": node(
        "Both are so.", title="Both", status="withdrawn", reason="It said two things.", replaced_by="[one, other]"
    ),
}
MERGE = {
    **TOP,
    "m/nodes/whole.md": node("Both are so.", title="Both", aliases="[second]"),
    "m/nodes/first.md": node("A is.", title="A", status="withdrawn", reason="B says it too.", replaced_by="whole"),
    "m/nodes/third.md": node("C is.", title="C", status="withdrawn", reason="So does C.", replaced_by="[first, whole]"),
}


def after_rename(files: dict[str, str], old: str, new: str) -> dict[str, str]:
    (argument_map,) = read(files).maps
    renaming = renamed(files, argument_map, old, new)
    return {path: text for path, text in {**files, **renaming.files}.items() if path != renaming.gone}


def tree(files: dict[str, str], site: str = SITE) -> dict[str, str]:
    assert not has_errors(checked(files)[1])
    return build_site(files, (), BuildOptions(UNDRAWN, site_address=site, dates=DAYS)).tree


def section(page: str) -> str:
    """Return the words of the section that says what a node replaced."""
    return words(re.split("</section>", page.partition('<section id="replaced"')[2])[0].partition(">")[2])


def head_of(page: str) -> dict[str, Any]:
    fields: dict[str, Any] = json.loads(unescape(re.search(r"^argmap: (.*)$", page, re.MULTILINE)[1]))  # type: ignore[index]
    return fields


def links(page: str, name: str) -> list[str]:
    rel = f"http://purl.org/dc/terms/{name}"
    return [link["href"] for link in head_of(page)["links"] if link["rel"] == rel]


def test_a_split_is_told_both_ways_with_titles_day_and_reason_and_follows_a_rename() -> None:
    made = tree(after_rename(SPLIT, "one", "single"))

    gone = made["m/whole/index.md"]
    assert "Read instead: The one thing The other thing It said: Both are so." in words(gone)
    assert '<a href="../single/">The one thing</a>' in gone
    assert "It said two things. Its file last changed on March 4, 2026." in words(gone)
    for page in (made["m/single/index.md"], made["m/other/index.md"]):
        assert section(page) == (
            "What it replaced Both withdrawn; its file last changed on March 4, 2026 It said two things."
        )
        assert links(page, "replaces") == [f"{SITE}m/whole/"]
    assert links(gone, "isReplacedBy") == [f"{SITE}m/single/", f"{SITE}m/other/"]
    assert 'url=../single/"' in made["m/one/index.html"]


def test_a_merge_is_told_both_ways_and_a_node_that_was_withdrawn_in_its_turn_says_so() -> None:
    made = tree(after_rename(MERGE, "whole", "all"))

    page = made["m/all/index.md"]
    assert section(page) == "What it replaced A withdrawn B says it too. C withdrawn So does C."
    assert links(page, "replaces") == [f"{SITE}m/first/", f"{SITE}m/third/"]
    assert "Read instead: Both It said: A is." in words(made["m/first/index.md"])
    assert "Read instead: A (withdrawn too) Both It said: C is." in words(made["m/third/index.md"])
    assert section(made["m/first/index.md"]) == ""
    assert links(made["m/first/index.md"], "replaces") == [f"{SITE}m/third/"]
    for alias in ("second", "whole"):
        assert 'url=../all/"' in made[f"m/{alias}/index.html"]


def test_a_withdrawn_node_that_is_renamed_still_leads_on() -> None:
    made = tree(after_rename(SPLIT, "whole", "both"))

    assert 'url=../both/"' in made["m/whole/index.html"]
    assert links(made["m/other/index.md"], "replaces") == [f"{SITE}m/both/"]


def test_without_an_address_of_the_site_successions_lead_from_page_to_page() -> None:
    made = tree(SPLIT, "")

    assert links(made["m/whole/index.md"], "isReplacedBy") == ["../one/", "../other/"]
    assert links(made["m/one/index.md"], "replaces") == ["../whole/"]


def test_map_json_tells_successions_both_ways_by_its_schema() -> None:
    exported = json.loads(EXPORTS["json"].write(context(SPLIT)))

    jsonschema.validate(exported, schemas()["export-2"])
    nodes = {each["id"]: each for each in exported["nodes"]}
    assert (nodes["whole"]["replaced-by"], nodes["whole"]["replaces"]) == (["one", "other"], [])
    assert (nodes["one"]["replaced-by"], nodes["one"]["replaces"]) == ([], ["whole"])


def test_linked_data_tells_successions_in_the_words_of_dublin_core() -> None:
    text = EXPORTS["jsonld"].write(context(SPLIT, SITE))
    graph = rdflib.Graph().parse(data=text, format="json-ld")
    whole, one, other = (rdflib.URIRef(f"{SITE}m/{name}/") for name in ("whole", "one", "other"))

    assert faults(json.loads(text)["@graph"]) == []
    assert set(graph.objects(whole, rdflib.DCTERMS.isReplacedBy)) == {one, other}
    assert set(graph.subjects(rdflib.DCTERMS.replaces, whole)) == {one, other}
    map_of = rdflib.URIRef(f"{SITE}m/")
    assert whole not in set(graph.objects(map_of, rdflib.URIRef("https://schema.org/hasPart")))


def test_what_was_withdrawn_takes_no_part_in_the_argument_as_data() -> None:
    (gone,) = [
        each
        for each in json.loads(EXPORTS["jsonld"].write(context(SPLIT, SITE)))["@graph"]
        if each.get("name") == "Both"
    ]

    assert gone["@type"] == "Claim"
    assert "aif:claimText" not in gone
    record = gone["mainEntityOfPage"]
    assert (record["creativeWorkStatus"], record["description"]) == ("withdrawn", "It said two things.")


def test_a_withdrawn_node_is_cited_for_what_it_said_and_as_withdrawn() -> None:
    made = tree(SPLIT)
    note = "Node m/whole (claim), revision 1. Withdrawn: It said two things. Replaced by m/one, m/other"

    page = made["m/whole/index.md"]
    assert "A map contributors. (2026, March 4). Both [Claim in an argument map, revision 1, withdrawn]." in words(page)
    assert from_bibtex(made["m/whole/whole.bib"])["note"].endswith(f". {note}")
    (entry,) = rispy.loads(made["m/whole/whole.ris"])
    assert (entry["title"], entry["abstract"], entry["notes"]) == ("Both", "Both are so.", [note])
    fields = head_of(page)
    head = Head("")
    head.metas = [(field["name"], field["content"]) for field in fields["names"]]
    item = saved(head, "")
    assert (item["title"], item["url"], item["extra"]) == ("Both", f"{SITE}m/whole/", note)
    assert {"rel": "cite-as", "href": f"{SITE}m/whole/"} in fields["links"]
    assert faults(fields["data"]) == []


def test_a_withdrawn_view_keeps_its_speaker() -> None:
    files = {
        **MAPPED,
        "m/nodes/a.md": node(
            "It is so.",
            voice="reported",
            stance="rejects",
            hedge="seems",
            source="[{at: one.1}]",
            status="withdrawn",
            reason="Twice.",
        ),
    }

    page = words(tree(files)["m/a/index.md"])

    said = "It said: It is so. Kind claim Attributed to others, as the mapped text reports, hedging “seems”"
    assert f"{said} Rain (2020) rejects it" in page


def test_the_archive_holds_withdrawn_nodes_and_old_ids_where_their_addresses_lead() -> None:
    files = {**MERGE, **SPLIT, "m/nodes/other.md": SPLIT["m/nodes/other.md"].replace("title:", "aliases: [o]\ntitle:")}
    files["m/nodes/top.md"] += "See [both](whole.md).\n"
    files["m/nodes/first.md"] = files["m/nodes/first.md"].replace("title:", "aliases: [zeroth]\ntitle:")
    (argument_map,) = read(files).maps

    page = archived(argument_map, files, SITE, UNDRAWN).attached["m-draft.html"]

    ids = re.findall(r'\bid="([^"]*)"', page)
    addresses = [name for each in argument_map.nodes for name in (each.id, *(alias for alias, _ in each.aliases))]
    assert [ids.count(name) for name in addresses] == [1] * len(addresses)
    assert {"whole", "first", "zeroth", "o"} <= set(addresses)
    assert '<a href="#whole">both</a>' in page
    withdrawn = words(page.partition('<article id="whole">')[2])
    instead = "It said two things. Read instead: The one thing The other thing It said: Both are so."
    assert (
        f"{instead} claim · attributed to a contributor to this map · id whole" in withdrawn
    )  # the notice comes first
