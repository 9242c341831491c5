"""Writes a map as GraphML (http://graphml.graphdrawing.org/specification.html), for programs that analyse graphs."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from argmap.analysis.abroad import ForeignNode
from argmap.analysis.objections import standings_of
from argmap.citations.attribution import attribution
from argmap.export.published import PublishedMap
from argmap.locale.numbers import decimal
from argmap.model.maps import Node, Relation

_NODE_KEYS = ("kind", "role", "title", "statement", "voice", "stance", "attribution", "node-score", "revision", "map")
_EDGE_KEYS = ("type", "jointly", "because", "conclusion", "order", "scheme", "score", "standing")
_TYPES = {"revision": "int", "order": "int", "node-score": "double", "score": "double"}


def graphml(exported: PublishedMap) -> str:
    """Write the nodes that stand and their relations.

    An edge runs from the new node to the old one. GraphML has no edges to edges, so an undercut runs to the premise of
    the step it denies, and `conclusion` names the node on which that premise bears. A node of another
    map on which one of this map bears has the id `other-map/id`, and in `map` the title of its map.

    Args:
        exported: The map, with its graph and what it sees of the others.

    Returns:
        An XML document.
    """
    graph = exported.graph
    standings = standings_of(graph)
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for key in (*_NODE_KEYS, *_EDGE_KEYS):
        owner = "node" if key in _NODE_KEYS else "edge"
        name = key.removeprefix("node-")  # a node's score and a relation's have one name, but need an id each
        SubElement(root, "key", {"id": key, "for": owner, "attr.name": name, "attr.type": _TYPES.get(key, "string")})
    xml_graph = SubElement(root, "graph", id="map", edgedefault="directed")
    for node in graph.nodes.values():
        _add_data(SubElement(xml_graph, "node", id=node.id), _node_values(exported, node))
    ends = (end for relations in graph.abroad.values() for relation in relations for end in relation.ends)
    for name in dict.fromkeys(end for end in ends if "/" in end):
        _add_data(SubElement(xml_graph, "node", id=name), _foreign_values(exported.abroad.nodes[name]))
    for node_id in graph.nodes:
        for relation in (*graph.outgoing[node_id], *graph.abroad.get(node_id, ())):
            edge = SubElement(xml_graph, "edge", source=relation.origin, target=relation.target)
            _add_data(edge, {**_relation_values(relation), "standing": standings.get(relation, "")})
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _add_data(element: Element, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        if value:
            SubElement(element, "data", key=key).text = value


def _node_values(exported: PublishedMap, node: Node) -> dict[str, str]:
    return {
        "kind": node.kind.value,
        "role": exported.graph.roles[node.id],
        "title": node.title,
        "statement": node.statement,
        "voice": " ".join(node.voice),
        "stance": node.stance,
        "attribution": attribution(exported.argument_map, node),
        "node-score": decimal(node.score),
        "revision": str(node.revision),
    }


def _foreign_values(node: ForeignNode) -> dict[str, str]:
    return {"role": node.role, "title": node.title, "statement": node.statement, "map": node.map_title}


def _relation_values(relation: Relation) -> dict[str, str]:
    return {
        "type": relation.type.value,
        "jointly": "; ".join(relation.jointly),
        "because": relation.because,
        "conclusion": relation.conclusion,
        "order": decimal(relation.order),
        "scheme": relation.scheme,
        "score": decimal(relation.score),
    }
