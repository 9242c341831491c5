"""A map in SADFace, the Simple Argument Description Format (https://github.com/ARG-ENU/SADFace).

Its ids are UUIDs: here they are made of the ids of the map, which stand beside them as metadata. Its resource is not
the mapped text, which may not be passed on with a map, but what of it nodes quote.
"""

import hashlib
from typing import Any
from uuid import UUID

from argmap.export.networks import FATES, NetworkStep, network_of
from argmap.export.published import PublishedMap
from argmap.export.saying import constructs_of
from argmap.model.exchange import Fate
from argmap.model.jsontext import json_text
from argmap.model.relations import RelationType

CONSTRUCTS = constructs_of(
    {
        **FATES,
        "title of the map": (Fate.KEPT, "the title"),
        "author": (Fate.TOLD, "analyst_name, which names all of them"),
        "scheme of an objection": (Fate.KEPT, "metadata, since the name of a conflict says that it is one"),
        "quotation": (Fate.TOLD, "a source; its resource is all quotations, one below the other"),
    }
)
"""What becomes in SADFace of everything that a map can say."""

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
    steps = network_of(exported.graph)

    def uuid(name: str) -> str:
        return str(UUID(bytes=hashlib.sha256(f"{argument_map.id}/{name}".encode()).digest()[:16], version=4))

    text = ""
    atoms = []
    for node in exported.graph.nodes.values():
        sources = []
        for quote in (passage.quote for passage in node.passages if passage.quote):
            where = {"offset": len(text), "length": len(quote)}
            sources.append({"resource_id": uuid("text"), "text": quote, **where})
            text += f"{quote}\n"
        metadata = {"argmap": {"id": node.id}}
        atoms.append(
            {"id": uuid(node.id), "type": "atom", "text": node.statement, "sources": sources, "metadata": metadata}
        )
    ends = [end for step in steps for end in step.ends]
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
            "nodes": [*atoms, *({"id": uuid(step.id), **_scheme(step)} for step in steps)],
            "resources": [{"id": uuid("text"), "type": "text", "content": text, "metadata": {}}] if text else [],
        }
    )


def _scheme(step: NetworkStep) -> dict[str, Any]:
    """Name a step so that it is read as what it is; a scheme of which that makes another goes into the metadata."""
    plain = "attack" if step.type is RelationType.ATTACKS else "support"
    is_named = plain == "support" and step.scheme and step.scheme.lower() not in _RESERVED
    beside = {"argmap": {"scheme": step.scheme}} if step.scheme and not is_named else {}
    return {"type": "scheme", "name": step.scheme if is_named else plain, "metadata": beside}
