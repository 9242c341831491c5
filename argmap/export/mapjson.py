"""A map as a JSON object, for programs: map.json. Its form is published as the schema `export-2`."""

from typing import Any

from argmap.analysis.objections import Standing, standings_of
from argmap.citations.citable import node_path
from argmap.model.beside import Term
from argmap.model.graph import Graph
from argmap.model.jsontext import json_text
from argmap.model.maps import ArgumentMap, Node, Relation
from argmap.model.relations import RelationType

FORMAT = "2"
"""The version of the form of map.json; the schemas of all versions stay published."""


def map_json(argument_map: ArgumentMap, graph: Graph) -> str:
    """Write a map as map.json.

    Args:
        argument_map: The map.
        graph: Its graph.

    Returns:
        The text, always the same for the same map: keys are sorted, and nodes stand in the order of their ids.
    """
    return json_text(map_object(argument_map, graph))


def map_object(argument_map: ArgumentMap, graph: Graph) -> dict[str, Any]:
    """Return a map as plain lists, dictionaries and texts.

    Args:
        argument_map: The map.
        graph: Its graph.

    Returns:
        What map.json holds; what the map leaves out is None or empty.
    """
    standings = standings_of(graph)
    return {
        "argmap": FORMAT,
        "map": {
            "id": argument_map.id,
            "title": argument_map.title,
            "edition": argument_map.edition,
            "work": argument_map.work or None,
            "language": argument_map.language,
            "license": argument_map.license or None,
            "authors": [
                {"name": author.name, "orcid": author.orcid or None, "role": author.role or None}
                for author in argument_map.authors
            ],
            "publisher": argument_map.publisher or None,
            "work-url": argument_map.work_url or None,
            "works-read": argument_map.works_read,
            "overview": [node_id for node_id, _ in argument_map.overview],
            "sections": [
                {"id": section.id, "title": section.title, "paragraphs": section.paragraphs}
                for section in argument_map.sections
            ],
            "notes": argument_map.notes,
            "not-argued": dict(argument_map.not_argued),
        },
        "terms": [_term(term) for term in argument_map.terms],
        "nodes": [_node(argument_map, node) for node in argument_map.nodes],
        "works": [dict(reference.entry) for reference in argument_map.references],
        "relations": [
            _relation(relation, standings.get(relation)) for node in argument_map.nodes for relation in node.relations
        ],
    }


def _term(term: Term) -> dict[str, Any]:
    return {
        "id": term.id or None,
        "term": term.term,
        "kind": term.kind,
        "stands-for": term.stands_for or None,
        "about": term.about or None,
        "also": list(term.also),
    }


def _node(argument_map: ArgumentMap, node: Node) -> dict[str, Any]:
    return {
        "id": node.id,
        "kind": node.kind.value,
        "title": node.title,
        "statement": node.statement,
        "voice": list(node.voice),
        "voice-examples": node.voice_examples,
        "stance": node.stance or None,
        "hedge": node.hedge or None,
        "source": [
            {"at": source.at, "quote": source.quote or None, "quoted": source.is_quoted} for source in node.passages
        ],
        "cites": [{"key": cite.key, "locator": cite.locator or None} for cite in node.cites],
        "works": [work.key for work in node.brings],
        "score": node.score,
        "tags": list(node.tags),
        "aliases": [alias for alias, _ in node.aliases],
        "status": "withdrawn" if node.withdrawn else "current",
        "reason": node.reason or None,
        "replaced-by": list(node.replaced_by),
        "replaces": [other.id for other in argument_map.replaced.get(node.id, ())],
        "revision": node.revision,
        "url": node_path(argument_map, node.id),
        "file": node.file,
    }


def _relation(relation: Relation, standing: Standing | None) -> dict[str, Any]:
    if relation.type is RelationType.UNDERCUTS:
        return {
            "from": relation.origin,
            "type": relation.type.value,
            "to": {"from": relation.target, "to": relation.conclusion},
            **_details(relation, standing),
        }
    return {
        "from": relation.origin,
        "type": relation.type.value,
        "to": relation.target,
        "jointly": list(relation.jointly),
        **_details(relation, standing),
    }


def _details(relation: Relation, standing: Standing | None) -> dict[str, Any]:
    return {
        "because": relation.because or None,
        "order": relation.order,
        "scheme": relation.scheme or None,
        "score": relation.score,
        "standing": standing,
    }
