"""Writes a map as GraphML (http://graphml.graphdrawing.org/specification.html), for programs that analyse graphs."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from argmap.model.graph import Graph
from argmap.model.maps import Node, Relation

_NODE_KEYS = ("kind", "role", "title", "statement", "voice", "stance", "revision")
_EDGE_KEYS = ("type", "jointly", "because", "conclusion")


def graphml(graph: Graph) -> str:
    """Write the nodes that stand and their relations.

    An edge runs from the new node to the old one. GraphML has no edges to edges, so an undercut runs to the
    premise of the step it denies, and `conclusion` names the node that premise bears on.
    """
    root = Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
    for key in (*_NODE_KEYS, *_EDGE_KEYS):
        kind = "int" if key == "revision" else "string"
        owner = "node" if key in _NODE_KEYS else "edge"
        SubElement(root, "key", {"id": key, "for": owner, "attr.name": key, "attr.type": kind})
    drawn = SubElement(root, "graph", id="map", edgedefault="directed")
    for node in graph.nodes.values():
        _told(SubElement(drawn, "node", id=node.id), _of_node(graph, node))
    for node_id in graph.nodes:
        for relation in graph.outgoing[node_id]:
            edge = SubElement(drawn, "edge", source=relation.source, target=relation.target)
            _told(edge, _of_relation(relation))
    indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _told(element: Element, values: Mapping[str, str]) -> None:
    for key, value in values.items():
        if value:
            SubElement(element, "data", key=key).text = value


def _of_node(graph: Graph, node: Node) -> dict[str, str]:
    return {
        "kind": node.kind.value,
        "role": graph.role(node),
        "title": node.title,
        "statement": node.statement,
        "voice": " ".join(node.voice),
        "stance": node.stance,
        "revision": str(node.revision),
    }


def _of_relation(relation: Relation) -> dict[str, str]:
    return {
        "type": relation.type.value,
        "jointly": relation.jointly,
        "because": relation.because,
        "conclusion": relation.conclusion,
    }
