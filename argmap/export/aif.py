"""A map in AIF as JSON, as AIFdb has its nodesets, and in xAIF, which adds what OVA needs to draw it.

Whoever asserts a node, and is in the glossary, is a participant with a locution that says it.
"""

from typing import Any

from argmap.export.networks import CONSTRUCTS as NETWORK
from argmap.export.networks import Network, network_of
from argmap.export.published import PublishedMap
from argmap.model.exchange import Construct, Fate, Met, Report, by_name
from argmap.model.jsontext import json_text
from argmap.model.relations import RelationType

CONSTRUCTS = (
    *NETWORK,
    Construct("voice", Fate.KEPT, "a participant with a locution that asserts the statement"),
    Construct("voice that is no person", Fate.LOST, "works and the mapped author are no participants"),
)
"""Everything that a map can say, and what becomes of it in AIF."""

_TYPES = {RelationType.SUPPORTS: "RA", RelationType.ATTACKS: "CA"}
_DEFAULT = {"RA": "Default Inference", "CA": "Default Conflict"}


def aif(exported: PublishedMap) -> str:
    """Write a map as a nodeset of AIF.

    Args:
        exported: The map with its graph.

    Returns:
        JSON, the same for the same map.
    """
    return json_text(_nodeset(exported))


def xaif(exported: PublishedMap) -> str:
    """Write a map as xAIF, without a text and without places for its nodes.

    Args:
        exported: The map with its graph.

    Returns:
        JSON, the same for the same map.
    """
    ova = {"firstname": "", "surname": "", "url": "", "nodes": [], "edges": []}
    return json_text({"AIF": _nodeset(exported), "text": "", "dialog": bool(_people(exported)), "OVA": ova})


def aif_report(exported: PublishedMap) -> Report:
    """Tell what becomes of everything in a map when it is written as AIF.

    Args:
        exported: The map with its graph.
    """
    met = [*_network(exported).met]
    people = exported.argument_map.people
    for node in exported.graph.nodes.values():
        if "voice" in node.places:
            met += [
                Met(node.place("voice"), "voice" if voice in people else "voice that is no person", voice)
                for voice in node.voice
            ]
    return Report(by_name(CONSTRUCTS), tuple(met))


def _network(exported: PublishedMap) -> Network:
    return network_of(exported.argument_map, exported.graph, ("voice",))


def _people(exported: PublishedMap) -> dict[str, int]:
    """Number those who assert something, by their ids in the glossary."""
    speaking = (voice for node in exported.graph.nodes.values() for voice in node.people)
    return {person: number for number, person in enumerate(dict.fromkeys(speaking), 1)}


def _nodeset(exported: PublishedMap) -> dict[str, Any]:
    network = _network(exported)
    people = _people(exported)
    names = {person: exported.argument_map.people[person].term for person in people}
    nodes: list[dict[str, str]] = []
    ends: list[tuple[str, str]] = []
    locutions = []
    used = {*(node.id for node in network.statements), *(step.id for step in network.steps)}
    for node in network.statements:
        nodes.append({"nodeID": node.id, "text": node.statement, "type": "I"})
        for person in node.people:
            locution, anchor = (_free(used, f"{sign}-{node.id}-{people[person]}") for sign in ("l", "ya"))
            nodes += [
                {"nodeID": locution, "text": f"{names[person]}: {node.statement}", "type": "L"},
                {"nodeID": anchor, "text": "Asserting", "type": "YA"},
            ]
            ends += [(locution, anchor), (anchor, node.id)]
            locutions.append({"nodeID": locution, "personID": str(people[person]), "start": None, "end": None})
    for step in network.steps:
        kind = _TYPES[step.type]
        nodes.append({"nodeID": step.id, "text": step.scheme or _DEFAULT[kind], "type": kind})
        ends += [*((premise, step.id) for premise in step.premises), (step.id, step.conclusion)]
    return {
        "nodes": nodes,
        "edges": [
            {"edgeID": str(number), "fromID": start, "toID": end, "formEdgeID": None}
            for number, (start, end) in enumerate(ends, 1)
        ],
        "schemefulfillments": [],
        "descriptorfulfillments": [],
        "participants": [
            {
                "participantID": str(number),
                "firstname": names[person].rpartition(" ")[0],
                "surname": names[person].split()[-1],
            }
            for person, number in people.items()
        ],
        "locutions": locutions,
    }


def _free(used: set[str], node_id: str) -> str:
    """Return an id that nothing else has."""
    while node_id in used:
        node_id += "-"
    used.add(node_id)
    return node_id
