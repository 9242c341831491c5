"""A map in AIF as JSON, as AIFdb has its nodesets, and in xAIF, which adds a text and what OVA needs to draw it.

Whoever asserts a node, and is in the glossary, is a participant with a locution that says it. The mapped text may not
be passed on with a map; what of it nodes quote is the text of xAIF, with a span for each quotation.
"""

from typing import Any

from markupsafe import escape

from argmap.export.networks import FATES, network_of
from argmap.export.published import PublishedMap
from argmap.export.saying import Fates, constructs_of
from argmap.model.exchange import Fate
from argmap.model.jsontext import json_text
from argmap.model.relations import RelationType

_FATES: Fates = {
    **FATES,
    "scheme of an objection": (Fate.KEPT, "the scheme of the conflict"),
    "voice": (Fate.KEPT, "a participant with a locution that asserts the statement"),
    "voice of no person": (Fate.LOST, "works and the mapped author are no participants"),
}
AIF = constructs_of(_FATES)
XAIF = constructs_of({**_FATES, "quotation": (Fate.TOLD, "a span; the text is all quotations, one below the other")})
"""What becomes in AIF, and in xAIF, of everything that a map can say."""

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
    """Write a map as xAIF, without places for its nodes.

    Args:
        exported: The map with its graph.

    Returns:
        JSON, the same for the same map.
    """
    ova = {"firstname": "", "surname": "", "url": "", "nodes": [], "edges": []}
    spans = "<br>".join(
        f'<span id="node{node.id}" class="highlighted">{escape(passage.quote)}</span>'
        for node in exported.graph.nodes.values()
        for passage in node.passages
        if passage.quote
    )
    return json_text({"AIF": _nodeset(exported), "text": spans, "dialog": bool(_people(exported)), "OVA": ova})


def _people(exported: PublishedMap) -> dict[str, int]:
    """Number those who assert something, by their ids in the glossary."""
    speaking = (voice for node in exported.graph.nodes.values() for voice in node.people)
    return {person: number for number, person in enumerate(dict.fromkeys(speaking), 1)}


def _nodeset(exported: PublishedMap) -> dict[str, Any]:
    steps = network_of(exported.graph)
    people = _people(exported)
    names = {person: exported.argument_map.people[person].term for person in people}
    nodes: list[dict[str, str]] = []
    ends: list[tuple[str, str]] = []
    locutions = []
    used = {*exported.graph.nodes, *(step.id for step in steps)}
    for node in exported.graph.nodes.values():
        nodes.append({"nodeID": node.id, "text": node.statement, "type": "I"})
        for person in node.people:
            locution, anchor = (_free(used, f"{sign}-{node.id}-{people[person]}") for sign in ("l", "ya"))
            nodes += [
                {"nodeID": locution, "text": f"{names[person]}: {node.statement}", "type": "L"},
                {"nodeID": anchor, "text": "Asserting", "type": "YA"},
            ]
            ends += [(locution, anchor), (anchor, node.id)]
            locutions.append({"nodeID": locution, "personID": str(people[person]), "start": None, "end": None})
    for step in steps:
        kind = _TYPES[step.type]
        nodes.append({"nodeID": step.id, "text": step.scheme or _DEFAULT[kind], "type": kind})
        ends += step.ends
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
