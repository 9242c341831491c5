"""Gathers the citations of all maps for pandoc, and keeps what came of them."""

import json
from collections.abc import Mapping, Sequence

from argmap.cache import Cache, code_digest, key_of
from argmap.citations import CitationError, Formatted, Request, engine_id, format_citations
from argmap.clusters import Cluster
from argmap.context import name_cluster
from argmap.findings import Finding, Place
from argmap.model import ArgumentMap
from argmap.read import REFERENCES_FILE


def formatted_works(
    maps: Sequence[ArgumentMap],
    texts: Mapping[str, str],
    kept: Cache,
) -> tuple[dict[str, Formatted], list[Finding]]:
    """Format the citations and references of every map, or take them from the cache.

    Takes the maps, the texts of the docs folder by path, and the cache. Returns what was formatted by the
    maps' ids, and a finding if pandoc could not do it.
    """
    requests = {
        argument_map.id: Request(
            texts.get(f"{argument_map.id}/{REFERENCES_FILE}", "[]"),
            _clusters(argument_map),
            argument_map.language,
        )
        for argument_map in maps
        if argument_map.references
    }
    try:
        return _formatted(requests, kept), []
    except CitationError as error:
        place = Place(f"{next(iter(requests))}/{REFERENCES_FILE}")
        hint = "look for an odd date, name or address"
        return {}, [Finding(place, "AM082", f"pandoc says: {error}", hint)]


def _clusters(argument_map: ArgumentMap) -> tuple[Cluster, ...]:
    """Gather every citation of a map once, in a settled order."""
    keys = [reference.key for reference in argument_map.references]
    clusters = [name_cluster(key) for key in keys]
    clusters += [span.cluster for node in argument_map.nodes for span in node.citations]
    return tuple(dict.fromkeys(clusters))


def _formatted(requests: Mapping[str, Request], kept: Cache) -> dict[str, Formatted]:
    """Format citations, or take them from the cache when nothing they are made from has changed."""
    if not requests:
        return {}
    key = key_of("citations", code_digest(), engine_id(), repr(sorted(requests.items())))
    found = kept.get([key])
    if key in found:
        told = json.loads(found[key])
        return {
            map_id: Formatted(dict(zip(request.clusters, told[map_id][0], strict=True)), told[map_id][1])
            for map_id, request in requests.items()
        }
    formatted = format_citations(requests)
    kept.put(
        {
            key: json.dumps(
                {
                    map_id: [[formatted[map_id].clusters[one] for one in request.clusters], formatted[map_id].entries]
                    for map_id, request in requests.items()
                },
            ),
        },
    )
    return formatted
