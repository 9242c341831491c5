"""A map as data, read back by libraries made for each format."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pydot
import pytest
import rdflib
from bibtexparser.entrypoint import parse_string

from argmap.citations.citable import Published
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS, offered
from argmap.model.graph import graph_of
from argmap.model.relations import RelationType
from argmap.read.maps import read
from argmap.storage.disk import load
from conftest import TOP, node
from debate import DEBATE

GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
SCHEMA = rdflib.Namespace("https://schema.org/")
AIF = rdflib.Namespace("http://www.arg.dundee.ac.uk/aif#")
SITE = "https://example.org/"


def context(files: dict[str, str], site: str = "") -> PublishedMap:
    (argument_map,) = read(files).maps
    return PublishedMap(argument_map, graph_of(argument_map), Published(site))


@pytest.fixture(scope="module")
def golden() -> PublishedMap:
    return context(dict(load(GOLDEN).texts), SITE)


@pytest.fixture(scope="module")
def linked(golden: PublishedMap) -> rdflib.Graph:
    return rdflib.Graph().parse(data=EXPORTS["jsonld"].write(golden), format="json-ld", publicID=f"{SITE}m/map.jsonld")


def relations(golden: PublishedMap) -> list[tuple[str, str, str]]:
    graph = golden.graph
    return sorted((one.origin, one.type.value, one.target) for each in graph.nodes for one in graph.outgoing[each])


def test_graphml_gives_nodes_and_relations_to_networkx(golden: PublishedMap) -> None:
    graph = nx.read_graphml(io.BytesIO(EXPORTS["graphml"].write(golden).encode()))

    assert set(graph.nodes) == set(golden.graph.nodes)
    assert graph.nodes["it-will-rain"]["title"] == "It will rain {today} <soon>"
    assert graph.nodes["it-will-rain"]["revision"] == 1
    assert sorted((a, told["type"], b) for a, b, told in graph.edges(data=True)) == relations(golden)
    assert graph.edges["clouds-pass", "dark-clouds"]["conclusion"] == "it-will-rain"
    assert graph.edges["it-will-rain", "take-an-umbrella"]["jointly"] == "rain and distance"


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the reader's own
def test_dot_gives_the_drawn_relations_to_pydot(golden: PublishedMap) -> None:
    drawings = pydot.graph_from_dot_data(EXPORTS["dot"].write(golden))

    assert drawings is not None
    edges = [edge for part in (drawings[0], *drawings[0].get_subgraphs()) for edge in part.get_edges()]
    assert sum("objection" in str(edge.get("label")) for edge in edges) == 2


def test_csv_gives_rows_to_the_csv_module(golden: PublishedMap) -> None:
    nodes = list(csv.DictReader(io.StringIO(EXPORTS["nodes-csv"].write(golden).removeprefix("\ufeff"))))
    related = list(csv.DictReader(io.StringIO(EXPORTS["relations-csv"].write(golden).removeprefix("\ufeff"))))

    assert [row["id"] for row in nodes] == list(golden.graph.nodes)
    rain = next(row for row in nodes if row["id"] == "it-will-rain")
    assert (rain["source"], rain["cites"]) == ("one.1; n2", "cloud-2019, pp. 3–4; cloud-2019, p. 9")
    assert rain["url"] == f"{SITE}m/it-will-rain/"
    assert sorted((row["from"], row["type"], row["to"]) for row in related) == relations(golden)


def test_no_cell_of_a_table_is_a_formula() -> None:
    one = context(
        {
            **TOP,
            "m/nodes/a.md": node("=HYPERLINK(1)", title='"+1"', supports='[{to: top, because: "-2+3", score: -1.25}]'),
        }
    )

    assert "'=HYPERLINK(1)" in EXPORTS["nodes-csv"].write(one)
    assert "'+1" in EXPORTS["nodes-csv"].write(one)
    assert "'-2+3" in EXPORTS["relations-csv"].write(one)
    assert ",-1.25," in EXPORTS["relations-csv"].write(one)  # a number is none


def test_linked_data_has_every_node_as_a_claim(linked: rdflib.Graph, golden: PublishedMap) -> None:
    claims = {str(one) for one in linked.subjects(rdflib.RDF.type, SCHEMA.Claim)}
    argued = {str(one) for one in linked.subjects(rdflib.RDF.type, AIF["I-node"])}

    assert claims == {f"{SITE}m/2026.1/{node.id}/" for node in golden.argument_map.nodes}
    assert argued == {f"{SITE}m/2026.1/{node_id}/" for node_id in golden.graph.nodes}
    rain = rdflib.URIRef(f"{SITE}m/2026.1/it-will-rain/")
    assert linked.value(rain, SCHEMA.name) == rdflib.Literal("It will rain {today} <soon>")
    assert (
        linked.value(rain, SCHEMA.text) == linked.value(rain, AIF.claimText) == rdflib.Literal("It will probably rain.")
    )
    assert linked.value(rain, SCHEMA.isPartOf) == rdflib.URIRef(f"{SITE}m/2026.1/")
    licence = linked.value(rdflib.URIRef(f"{SITE}m/2026.1/"), SCHEMA.license)
    assert licence == rdflib.URIRef("https://creativecommons.org/licenses/by/4.0/")


def test_linked_data_has_linked_premises_as_one_step(linked: rdflib.Graph) -> None:
    umbrella = rdflib.URIRef(f"{SITE}m/2026.1/take-an-umbrella/")
    (step,) = set(linked.subjects(AIF.Conclusion, umbrella)) & set(linked.subjects(rdflib.RDF.type, AIF["RA-node"]))

    premises = {str(one) for one in linked.objects(step, AIF.Premise)}
    assert premises == {f"{SITE}m/2026.1/it-will-rain/", f"{SITE}m/2026.1/it-is-far/"}


def test_linked_data_has_an_undercut_lead_to_the_step_it_denies(linked: rdflib.Graph) -> None:
    (undercut,) = linked.subjects(SCHEMA.additionalType, rdflib.Literal("undercuts"))
    denied = linked.value(undercut, AIF.Conclusion)

    assert (undercut, rdflib.RDF.type, AIF["CA-node"]) in linked
    assert (denied, rdflib.RDF.type, AIF["RA-node"]) in linked
    assert linked.value(denied, AIF.Conclusion) == rdflib.URIRef(f"{SITE}m/2026.1/it-will-rain/")


def test_linked_data_without_an_address_is_relative_to_where_it_lies() -> None:
    graph = rdflib.Graph().parse(
        data=EXPORTS["jsonld"].write(context(TOP)),
        format="json-ld",
        publicID="https://elsewhere.example/x/m/map.jsonld",
    )

    assert (rdflib.URIRef("https://elsewhere.example/x/m/top/"), rdflib.RDF.type, SCHEMA.Claim) in graph


def test_references_are_exported_in_three_formats(golden: PublishedMap) -> None:
    keys = ["cloud-2019", "rain-2020", "sun-2018"]

    assert [entry.key for entry in parse_string(EXPORTS["bibtex"].write(golden)).entries] == keys
    assert EXPORTS["ris"].write(golden).count("\nID  - ") == len(keys)
    assert [entry["id"] for entry in json.loads(EXPORTS["csl-json"].write(golden))] == keys


def test_every_file_that_pages_list_is_written(golden: PublishedMap) -> None:
    assert {one.file for one in offered(golden.argument_map)} == {one.file for one in EXPORTS.values() if one.file}
    assert {one.file for one in offered(context(TOP).argument_map)} == {
        one.file for one in EXPORTS.values() if one.file and not one.of_works
    }


@pytest.mark.parametrize("write", [one.write for one in EXPORTS.values()], ids=EXPORTS)
def test_the_same_map_gives_the_same_bytes(write: Callable[[PublishedMap], str], golden: PublishedMap) -> None:
    assert write(golden) == write(context(dict(load(GOLDEN).texts), SITE))


def test_every_relation_type_has_a_word_in_linked_data() -> None:
    told = json.loads(EXPORTS["jsonld"].write(context(DEBATE)))["@graph"]

    assert {one["additionalType"] for one in told if "aif:Conclusion" in one} == {one.value for one in RelationType}
