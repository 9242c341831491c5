"""A map in SADFace, the Simple Argument Description Format (https://github.com/ARG-ENU/SADFace).

Its ids are UUIDs: here they are made of the ids of the map, which stand beside them as metadata.
"""

import hashlib
from uuid import UUID

from argmap.export.networks import CONSTRUCTS as NETWORK
from argmap.export.networks import network_of
from argmap.export.published import PublishedMap
from argmap.model.exchange import Construct, Fate, Met, Report, by_name
from argmap.model.jsontext import json_text
from argmap.model.relations import RelationType

CONSTRUCTS = (
    *NETWORK,
    Construct("title of the map", Fate.KEPT, "the title"),
    Construct("author", Fate.KEPT, "analyst_name"),
    Construct("further author", Fate.TOLD, "analyst_name names all of them"),
    Construct("scheme of an objection", Fate.LOST, "the name of a conflict says that it is one"),
)
"""Everything that a map can say, and what becomes of it in SADFace."""

_RESERVED = {
    *("support", "supports", "inference", "conflict", "attack", "attacks", "disagree", "disagreement"),
    *("defeat", "defeats", "rebut", "undercut", "rephrase", "preference"),
}
"""Names of schemes that mean something by themselves."""


def sadface(exported: PublishedMap) -> str:
    """Write a map as a document of SADFace.

    Args:
        exported: The map with its graph.

    Returns:
        JSON, the same for the same map.
    """
    argument_map = exported.argument_map
    network = network_of(argument_map, exported.graph, ("title", "authors"))

    def uuid(name: str) -> str:
        return str(UUID(bytes=hashlib.sha256(f"{argument_map.id}/{name}".encode()).digest()[:16], version=4))

    atoms = [
        {
            "id": uuid(node.id),
            "type": "atom",
            "text": node.statement,
            "sources": [],
            "metadata": {"argmap": {"id": node.id}},
        }
        for node in network.statements
    ]
    schemes = [
        {
            "id": uuid(step.id),
            "type": "scheme",
            "name": "attack" if step.type is RelationType.ATTACKS else _name(step.scheme),
            "metadata": {},
        }
        for step in network.steps
    ]
    ends = [
        (start, end)
        for step in network.steps
        for start, end in [*((premise, step.id) for premise in step.premises), (step.id, step.conclusion)]
    ]
    day = f"{argument_map.edition_date or '1970-01-01'}T00:00:00"
    return json_text(
        {
            "edges": [
                {"id": uuid(f"{start} {end}"), "source_id": uuid(start), "target_id": uuid(end)} for start, end in ends
            ],
            "metadata": {
                "argmap": {"map": argument_map.id},
                "core": {
                    "analyst_email": "",
                    "analyst_name": ", ".join(author.name for author in argument_map.authors),
                    "created": day,
                    "edited": day,
                    "description": "",
                    "id": uuid(""),
                    "notes": "",
                    "title": argument_map.title,
                    "version": "0.2",
                },
            },
            "nodes": [*atoms, *schemes],
            "resources": [],
        }
    )


def _name(scheme: str) -> str:
    return "support" if scheme.lower() in _RESERVED else scheme or "support"


def sadface_report(exported: PublishedMap) -> Report:
    """Tell what becomes of everything in a map when it is written as SADFace.

    Args:
        exported: The map with its graph.
    """
    argument_map = exported.argument_map
    met = [*network_of(argument_map, exported.graph, ("title", "authors")).met]
    attacks = {
        relation.place for node in argument_map.nodes for relation in node.relations if relation.type in _CONFLICTS
    }
    for number, each in enumerate(met):
        if each.construct == "scheme" and each.place in attacks:
            met[number] = Met(each.place, "scheme of an objection", each.words)
        elif each.construct == "scheme" and each.words.lower() in _RESERVED:
            met[number] = Met(each.place, "scheme that the step cannot have", each.words)
    met.append(Met(argument_map.place("title"), "title of the map"))
    met += [
        Met(argument_map.place("authors"), "further author" if number else "author", author.name)
        for number, author in enumerate(argument_map.authors)
    ]
    return Report(by_name(CONSTRUCTS), tuple(met))


_CONFLICTS = (RelationType.ATTACKS, RelationType.UNDERCUTS)
