"""Nodes and maps as linked data, in JSON-LD: https://schema.org for what they are, AIF for how they bear on each other.

AIF is the Argument Interchange Format (https://www.arg-tech.org/wp-content/uploads/2011/09/aif-spec.pdf), here in its
RDF form: a node is an I-node, a reason a RA-node (rule of inference) and an objection a CA-node (conflict) that leads
from premises to a conclusion. What is denied by an undercut is such a step itself. A qualification, for which AIF has
no word, is an S-node of no closer kind.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from argmap.citations.citable import AUTHOR, edition_name, map_address, map_date, node_address, node_date
from argmap.citations.csltext import plain
from argmap.export.published import PublishedMap
from argmap.model.appearance import LINES
from argmap.model.jsontext import json_text
from argmap.model.maps import Node, Reference, Relation
from argmap.model.relations import RelationType

_CONTEXT = {"@vocab": "https://schema.org/", "aif": "http://www.arg.dundee.ac.uk/aif#"}
_ORGANISATION = {"@type": "Organization", "name": AUTHOR}
_WORKS = {
    "article-journal": "ScholarlyArticle",
    "article-newspaper": "NewsArticle",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "report": "Report",
    "thesis": "Thesis",
    "webpage": "WebPage",
}
_CREATIVE_COMMONS = re.compile(r"CC-(BY(?:-NC)?(?:-ND|-SA)?)-(\d\.\d)")
_SPDX_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")


def license_address(spdx_id: str) -> str:
    """Return where a licence can be read; empty for what is no SPDX identifier."""
    creative = _CREATIVE_COMMONS.fullmatch(spdx_id)
    if creative:
        return f"https://creativecommons.org/licenses/{creative[1].lower()}/{creative[2]}/"
    return f"https://spdx.org/licenses/{spdx_id}" if _SPDX_ID.fullmatch(spdx_id) else ""


def node_data(exported: PublishedMap, node: Node) -> dict[str, Any]:
    """Describe a node as a claim that is part of a map; what its page carries in its head."""
    return {"@context": {"@vocab": _CONTEXT["@vocab"]}, **_claim(exported, node, to_map="../", whole=False)}


def map_data(exported: PublishedMap) -> dict[str, Any]:
    """Describe a map as a work by itself; what its front page carries in its head."""
    return {"@context": {"@vocab": _CONTEXT["@vocab"]}, **_map(exported, "./")}


def map_jsonld(exported: PublishedMap) -> str:
    """Write a whole map, with its nodes and how they bear on each other, as JSON-LD."""
    nodes = exported.graph.nodes.values()
    told = {
        "@context": _CONTEXT,
        "@graph": [
            {**_map(exported, "./"), "hasPart": [{"@id": _node_id(exported, node.id, "./")} for node in nodes]},
            *(_claim(exported, node, to_map="./", whole=True) for node in nodes),
            *_steps(exported),
        ],
    }
    return json_text(told)


def _node_id(exported: PublishedMap, node_id: str, to_map: str) -> str:
    return node_address(exported.argument_map, node_id, exported.published) or f"{to_map}{node_id}/"


def _map(exported: PublishedMap, to_map: str) -> dict[str, Any]:
    argument_map = exported.argument_map
    address = map_address(argument_map, exported.published)
    works = [one for one in argument_map.references if one.key == argument_map.work]
    return _without_empty(
        {
            "@id": address or to_map,
            "@type": "CreativeWork",
            "additionalType": "argument map",
            "name": argument_map.title,
            "identifier": argument_map.id,
            "url": address,
            "version": edition_name(argument_map),
            "author": _ORGANISATION,
            "datePublished": map_date(argument_map, exported.published),
            "inLanguage": argument_map.language,
            "license": _license(argument_map.license),
            "about": [_work(one) for one in works],
        },
    )


def _claim(exported: PublishedMap, node: Node, *, to_map: str, whole: bool) -> dict[str, Any]:
    argument_map = exported.argument_map
    map_id = map_address(argument_map, exported.published) or to_map
    part = {"@id": map_id}
    if not whole:
        part |= {"@type": "CreativeWork", "name": argument_map.title, "version": edition_name(argument_map)}
    used = set(node.works())
    address = node_address(argument_map, node.id, exported.published)
    own = [one for one in argument_map.references if one.key == argument_map.work and node.sources]
    return _without_empty(
        {
            "@id": _node_id(exported, node.id, to_map),
            "@type": ["Claim", "aif:I-node"] if whole else "Claim",
            "additionalType": exported.graph.role(node),
            "name": node.title,
            "text": node.statement,
            "aif:claimText": node.statement if whole else "",
            "identifier": [f"{argument_map.id}/{node.id}", exported.published.contents.get(node.file, "")],
            "url": address,
            "version": str(node.revision),
            "author": _ORGANISATION,
            "datePublished": node_date(argument_map, node, exported.published),
            "inLanguage": argument_map.language,
            "license": _license(argument_map.license),
            "isPartOf": part,
            "appearance": [_work(one) for one in own],
            "citation": [_work(one) for one in argument_map.references if one.key in used],
        },
    )


def _license(spdx_id: str) -> dict[str, str] | str:
    address = license_address(spdx_id)
    return {"@id": address} if address else ""


def _work(reference: Reference) -> dict[str, Any]:
    doi = plain(reference.entry, "DOI")
    address = f"https://doi.org/{doi}" if doi else plain(reference.entry, "URL")
    return _without_empty(
        {
            "@type": _WORKS.get(str(reference.entry["type"]), "CreativeWork"),
            "name": plain(reference.entry, "title"),
            "identifier": reference.key,
            "url": address,
        },
    )


def _without_empty(told: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: [one for one in value if one] if isinstance(value, list) else value for name, value in told.items()}
    return {name: value for name, value in kept.items() if value}


def _steps(exported: PublishedMap) -> list[dict[str, Any]]:
    """Describe each step from premises to a conclusion; premises that count only together make one step."""
    groups: dict[str, list[Relation]] = {}
    for node in exported.graph.nodes.values():
        for relation in exported.graph.outgoing[node.id]:
            groups.setdefault(_step_id(exported, relation), []).append(relation)
    return [_step(exported, step_id, relations) for step_id, relations in groups.items()]


def _step(exported: PublishedMap, step_id: str, relations: Sequence[Relation]) -> dict[str, Any]:
    first = relations[0]
    return _without_empty(
        {
            "@id": step_id,
            "@type": f"aif:{LINES[first.type].aif_class}",
            "additionalType": first.type.value,
            "description": [one.because for one in relations],
            "aif:Premise": [{"@id": _node_id(exported, one.source, "./")} for one in relations],
            "aif:Conclusion": {"@id": _concluded(exported, first)},
        },
    )


def _concluded(exported: PublishedMap, relation: Relation) -> str:
    """Name what a relation is about: a node, or for an undercut the step that it denies."""
    if relation.type is not RelationType.UNDERCUTS:
        return _node_id(exported, relation.target, "./")
    (denied,) = (
        one
        for one in exported.graph.outgoing[relation.target]
        if one.target == relation.conclusion and not one.conclusion
    )
    return _step_id(exported, denied)


def _step_id(exported: PublishedMap, relation: Relation) -> str:
    """Name a step by the nodes it leads from and to; two hyphens stand between ids, in which there is only one."""
    if relation.conclusion:
        return f"#{relation.source}--{relation.target}--{relation.conclusion}"
    first = relation.source
    if relation.jointly:
        first = next(
            one.source
            for one in exported.graph.incoming[relation.target]
            if one.jointly == relation.jointly and one.type is relation.type
        )
    return f"#{first}--{relation.target}"
