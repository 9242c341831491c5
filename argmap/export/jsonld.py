"""Nodes and maps as linked data, in JSON-LD: https://schema.org for what they are, AIF for how they bear on each other.

AIF is the Argument Interchange Format (https://www.arg-tech.org/wp-content/uploads/2011/09/aif-spec.pdf), here in its
RDF form: a node is an I-node, a reason a RA-node (rule of inference) and an objection a CA-node (conflict) that leads
from premises to a conclusion. What is denied by an undercut is such a step itself. For a qualification, an explanation,
an answer and a context AIF has no word; these are S-nodes of no closer kind.

As nanopublications keep an assertion apart from where it comes from and from who published it
(https://nanopub.net/guidelines/working_draft/), a node is what somebody claims: its author is who says so, what the
mapped author makes of it a review, and the map's record of it, with an author, a day and a licence of its own, the page
of which it is the main entity.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from argmap.citations.attribution import attribution, number_of_authors
from argmap.citations.citable import (
    MAP_GENRE,
    authors_of,
    edition_name,
    full_name,
    map_address,
    map_date,
    node_address,
    node_date,
    publisher_of,
)
from argmap.citations.csltext import names, plain
from argmap.export.published import PublishedMap
from argmap.model.appearance import LINES, SCHEMA_TYPES
from argmap.model.beside import Term
from argmap.model.jsontext import json_text
from argmap.model.maps import ArgumentMap, Node, Reference, Relation
from argmap.model.relations import RelationType
from argmap.model.voices import STANCES

_IN_HEADS = "https://schema.org"
"""The context that search engines and checkers of linked data know; it has the prefix `dcterms` too."""
_CONTEXT = {
    "@vocab": "https://schema.org/",
    "aif": "http://www.arg.dundee.ac.uk/aif#",
    "dcterms": "http://purl.org/dc/terms/",
}
"""The context of map.jsonld, which is read without asking any host."""
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
    """Return where a licence can be read.

    Args:
        spdx_id: What the map names as its licence, which should be an SPDX identifier (https://spdx.org/licenses/).

    Returns:
        A web address; empty for what is no SPDX identifier.
    """
    creative = _CREATIVE_COMMONS.fullmatch(spdx_id)
    if creative:
        return f"https://creativecommons.org/licenses/{creative[1].lower()}/{creative[2]}/"
    return f"https://spdx.org/licenses/{spdx_id}" if _SPDX_ID.fullmatch(spdx_id) else ""


def node_data(exported: PublishedMap, node: Node) -> dict[str, Any]:
    """Describe a node as a claim that is part of a map, for the head of its page.

    Args:
        exported: The map, with its graph and what is known of where it is published.
        node: The node.

    Returns:
        An object of JSON-LD.
    """
    return {"@context": _IN_HEADS, **_claim(exported, node, to_map="../", whole=False)}


def map_data(exported: PublishedMap) -> dict[str, Any]:
    """Describe a map as a work by itself, for the head of its front page.

    Args:
        exported: The map, with what is known of where it is published.

    Returns:
        An object of JSON-LD.
    """
    return {"@context": _IN_HEADS, **_map(exported, "./")}


def map_jsonld(exported: PublishedMap) -> str:
    """Write a whole map, with its nodes and how they bear on each other, as JSON-LD.

    Args:
        exported: The map, with its graph and what is known of where it is published.

    Returns:
        The text of map.jsonld.
    """
    nodes = exported.graph.nodes.values()
    withdrawn = [node for node in exported.argument_map.nodes if node.withdrawn]
    document = {
        "@context": _CONTEXT,
        "@graph": [
            {**_map(exported, "./"), "hasPart": [{"@id": _node_id(exported, node.id, "./")} for node in nodes]},
            *(_claim(exported, node, to_map="./", whole=True) for node in (*nodes, *withdrawn)),
            *_steps(exported),
        ],
    }
    return json_text(document)


def _node_id(exported: PublishedMap, node_id: str, to_map: str) -> str:
    if "/" in node_id:
        site = exported.published.address
        return f"{site}{node_id}/" if site else f"{to_map}{exported.abroad.nodes[node_id].way}"
    return node_address(exported.argument_map, node_id, exported.published) or f"{to_map}{node_id}/"


def _map(exported: PublishedMap, to_map: str) -> dict[str, Any]:
    argument_map = exported.argument_map
    address = map_address(argument_map, exported.published)
    works = [reference for reference in argument_map.references if reference.key == argument_map.work]
    return _without_empty(
        {
            "@id": address or to_map,
            "@type": "CreativeWork",
            "additionalType": MAP_GENRE,
            "name": argument_map.title,
            "identifier": argument_map.id,
            "sameAs": argument_map.current.doi_address,
            "archivedAt": argument_map.current.archive,
            "url": address,
            "version": edition_name(argument_map),
            "author": _authors(argument_map),
            "publisher": _publisher(argument_map),
            **_day(argument_map, map_date(argument_map, exported.published)),
            "inLanguage": argument_map.language,
            "license": _license(argument_map.license),
            "about": [_mapped_work(argument_map, reference) for reference in works],
        },
    )


def _claim(exported: PublishedMap, node: Node, *, to_map: str, whole: bool) -> dict[str, Any]:
    """Describe what a node claims, with its speakers as authors, and apart from it the map's record of it."""
    argument_map = exported.argument_map
    map_id = map_address(argument_map, exported.published) or to_map
    part = {"@id": map_id}
    if not whole:
        part |= {"@type": "CreativeWork", "name": argument_map.title, "version": edition_name(argument_map)}
    cited = sorted(key for key in node.works() if key in argument_map.works)
    schema_type = SCHEMA_TYPES[node.kind]
    in_argument = whole and not node.withdrawn
    work = argument_map.works.get(argument_map.work) if node.passages else None
    mapped = [_mapped_work(argument_map, work)] if work else []
    return _without_empty(
        {
            "@id": _node_id(exported, node.id, to_map),
            "@type": [schema_type, "aif:I-node"] if in_argument else schema_type,
            "additionalType": exported.graph.roles.get(node.id, node.kind.value),
            "name": node.title,
            "text": node.statement,
            "aif:claimText": node.statement if in_argument else "",
            "identifier": f"{argument_map.id}/{node.id}",
            "url": node_address(argument_map, node.id, exported.published),
            "author": _speakers(exported, node, to_map),
            "claimInterpreter": _authors(argument_map) if schema_type == "Claim" else [],
            "disambiguatingDescription": attribution(argument_map, node),
            "inLanguage": argument_map.language,
            "keywords": list(node.tags),
            "isPartOf": part,
            # Only a claim appears in a work; anything else can be based on one.
            "appearance" if schema_type == "Claim" else "isBasedOn": mapped,
            "review": _stance(argument_map, node),
            "hasPart": {"@type": "Quotation", "name": "hedge", "text": node.hedge} if node.hedge else None,
            "citation": [_work(argument_map.works[key]) for key in cited],
            "dcterms:isReplacedBy": [{"@id": _node_id(exported, instead, to_map)} for instead in node.replaced_by],
            "dcterms:replaces": [
                {"@id": _node_id(exported, other.id, to_map)} for other in argument_map.replaced.get(node.id, ())
            ],
            "mainEntityOfPage": _record(exported, node, to_map, {"@id": map_id}),
        },
    )


def _record(exported: PublishedMap, node: Node, to_map: str, part: Mapping[str, str]) -> dict[str, Any]:
    """Describe the page that records a claim: who made it, when and on what terms, whoever it is that claims so."""
    argument_map = exported.argument_map
    return _without_empty(
        {
            "@id": f"{_node_id(exported, node.id, to_map)}#record",
            "@type": "WebPage",
            "url": node_address(argument_map, node.id, exported.published),
            "identifier": exported.published.contents.get(node.file, ""),
            "version": str(node.revision),
            "author": _authors(argument_map),
            "publisher": _publisher(argument_map),
            **_day(argument_map, node_date(argument_map, node, exported.published)),
            "license": _license(argument_map.license),
            "isPartOf": part,
            "creativeWorkStatus": "withdrawn" if node.withdrawn else "",
            "description": node.reason,
            "mentions": _score(node.score),
        }
    )


def _day(argument_map: ArgumentMap, day: str) -> dict[str, str]:
    """Say when an edition was published; of a draft, when it last changed."""
    return {"datePublished" if argument_map.edition_date else "dateModified": day}


def _stance(argument_map: ArgumentMap, node: Node) -> dict[str, Any] | None:
    """Describe what the author of the mapped text makes of what somebody else says, or grants of own words."""
    stance = STANCES.get(node.stance)
    pair = stance and (stance.of_own if node.voice == ("author",) else stance.of_others)
    words = pair and pair[number_of_authors(argument_map) > 1]
    if not words:
        return None
    makers = _makers(argument_map, argument_map.work)
    return _without_empty({"@type": "Review", "author": makers, "name": node.stance, "reviewBody": words})


def _license(spdx_id: str) -> dict[str, str] | str:
    address = license_address(spdx_id)
    return {"@id": address} if address else ""


def _authors(argument_map: ArgumentMap) -> list[dict[str, Any]]:
    """Describe who made a map. Of a name without a comma and an ORCID iD, nobody knows whether it is a person's."""
    if not argument_map.authors:
        return [_publisher(argument_map)]
    named = zip(argument_map.authors, authors_of(argument_map), strict=True)
    return [
        _without_empty(
            {
                "@id": author.orcid_address,
                "@type": "Person" if author.orcid or "family" in name else "",
                "name": full_name(name),
                "description": author.role,
            }
        )
        for author, name in named
    ]


def _publisher(argument_map: ArgumentMap) -> dict[str, Any]:
    name = publisher_of(argument_map)
    return {"@type": "Organization", "name": name} if name else {}


def _speakers(exported: PublishedMap, node: Node, to_map: str) -> list[dict[str, Any]]:
    """Describe whose claim a node is: who is named, the makers of works or of the map; nobody for what is reported."""
    argument_map = exported.argument_map
    if node.voice == ("contributor",):
        return _authors(argument_map)
    keys = (argument_map.work,) if node.voice == ("author",) else node.voiced_works
    makers = [maker for key in keys for maker in _makers(argument_map, key)]
    return [*(_speaker(exported, argument_map.people[person], to_map) for person in node.people), *makers]


def _makers(argument_map: ArgumentMap, key: str) -> list[dict[str, Any]]:
    work = argument_map.works.get(key)
    return [
        {"@type": "Organization" if "literal" in name else "Person", "name": full_name(name)}
        for name in (names(work.entry, "author") if work else ())
    ]


def _speaker(exported: PublishedMap, term: Term, to_map: str) -> dict[str, Any]:
    map_id = map_address(exported.argument_map, exported.published) or to_map
    return _without_empty(
        {
            "@id": f"{map_id}glossary/#{term.anchor}",
            "@type": "Person" if term.kind == "person" else "Organization",
            "name": term.term,
            "alternateName": [term.stands_for, *term.also],
            "description": term.about,
        },
    )


def _mapped_work(argument_map: ArgumentMap, reference: Reference) -> dict[str, Any]:
    """Describe the mapped text, which can be read where map.yml says so."""
    return _work(reference) | ({"url": argument_map.work_url} if argument_map.work_url else {})


def _work(reference: Reference) -> dict[str, Any]:
    return _without_empty(
        {
            "@type": _WORKS.get(str(reference.entry["type"]), "CreativeWork"),
            "name": plain(reference.entry, "title"),
            "identifier": reference.key,
            "url": reference.address,
        },
    )


def _score(score: float | None) -> dict[str, Any] | None:
    return None if score is None else {"@type": "PropertyValue", "name": "score", "value": score}


def _without_empty(properties: Mapping[str, Any]) -> dict[str, Any]:
    filled = {
        name: [item for item in value if item] if isinstance(value, list) else value
        for name, value in properties.items()
    }
    return {name: value for name, value in filled.items() if value}


def _steps(exported: PublishedMap) -> list[dict[str, Any]]:
    """Describe each step from premises to a conclusion; premises that count only together make one step."""
    groups: dict[str, list[Relation]] = {}
    for node in exported.graph.nodes.values():
        for relation in _stated(exported, node.id):
            for step_id in _step_ids(exported, relation):
                groups.setdefault(step_id, []).append(relation)
    return [_step(exported, step_id, relations) for step_id, relations in groups.items()]


def _step(exported: PublishedMap, step_id: str, relations: Sequence[Relation]) -> dict[str, Any]:
    first = relations[0]
    schemes = dict.fromkeys(relation.scheme for relation in relations)
    return _without_empty(
        {
            "@id": step_id,
            "@type": f"aif:{LINES[first.type].aif_class}",
            "additionalType": first.type.value,
            "description": [relation.because for relation in relations],
            "aif:fulfils": [{"name": scheme} for scheme in schemes if scheme],
            "additionalProperty": [_score(relation.score) for relation in relations],
            "aif:Premise": [{"@id": _node_id(exported, relation.origin, "./")} for relation in relations],
            "aif:Conclusion": _conclusion(exported, first),
        },
    )


def _conclusion(exported: PublishedMap, relation: Relation) -> dict[str, Any] | list[dict[str, Any]]:
    """Return what a relation is about: a node, or for an undercut the step that it denies, in each of its groups.

    A step of another map is described by its ends: how that map's own file calls it is not known here.
    """
    if relation.type is not RelationType.UNDERCUTS:
        return {"@id": _node_id(exported, relation.target, "./")}
    denied = [step for step in _stated(exported, relation.target) if step.ends == (relation.conclusion,)]
    if not denied:
        step = exported.abroad.steps[relation.ends]
        return {
            "@type": f"aif:{LINES[step.type].aif_class}",
            "aif:Premise": [{"@id": _node_id(exported, step.origin, "./")}],
            "aif:Conclusion": {"@id": _node_id(exported, step.target, "./")},
        }
    steps = [{"@id": step_id} for step_id in _step_ids(exported, denied[0])]
    return steps[0] if len(steps) == 1 else steps


def _stated(exported: PublishedMap, node_id: str) -> tuple[Relation, ...]:
    """Return the relations that a node of this map states, to nodes of other maps too; none for a node of another."""
    graph = exported.graph
    return (*graph.outgoing.get(node_id, ()), *graph.abroad.get(node_id, ()))


def _step_ids(exported: PublishedMap, relation: Relation) -> list[str]:
    """Return the ids of the steps of which a relation is a part: one, or one for each group of linked premises.

    An id is made of the ids of its ends with two hyphens between, which no id has. A group is called after its first
    premise; a full stop and a number, which no id has either, tell the groups of one first premise apart.
    """
    if relation.conclusion:
        return [f"#{relation.origin}--{relation.target}--{relation.conclusion}"]
    return [_group_id(exported, relation, label) for label in relation.jointly] or [
        f"#{relation.origin}--{relation.target}"
    ]


def _group_id(exported: PublishedMap, relation: Relation, label: str) -> str:
    graph = exported.graph
    abroad = (premise for relations in graph.abroad.values() for premise in relations)
    group = (relation.target, relation.type, label)
    first = next(premise for premise in graph.incoming.get(relation.target, abroad) if group in premise.linked_groups)
    number = first.jointly.index(label) + 1
    return f"#{first.origin}--{first.target}{f'.{number}' if number > 1 else ''}"
