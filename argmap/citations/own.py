"""How maps, their nodes and the mapped works are cited themselves: what is to be formatted, cut into parts.

Each of them will stand in somebody's text, whose other citations nobody knows here, so that letters cannot tell it
apart: the mapped work needs nothing (`Company.NONE`), maps and nodes have their titles (`Company.ITS_LIKE`). So what is
formatted together makes no difference. The parts are cut by a hash of the id, of all maps in a language: a new node
changes one part, many small maps share one, and the work grows with the number of nodes.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from argmap.citations.citable import (
    Item,
    Published,
    edition_in_text,
    map_item,
    name_cluster,
    node_item,
    own_cluster,
    work_cluster,
)
from argmap.citations.pandoc import IN_EDITION, Company, Formatted, Request, Style
from argmap.model.clusters import Cluster
from argmap.model.maps import ArgumentMap
from argmap.storage.cache import key_of

_LISTING = (Style.CHICAGO, Style.APA)
"""The styles with a list of references, and with a place in the mapped work where that is cited."""

_IN_A_PART = 100
"""How many are formatted together at most, on average: pandoc takes 20 ms to begin with each part."""


@dataclass(frozen=True, slots=True)
class _Own:
    """A map, a node or a mapped work as CSL-JSON, how running text cites it in each style, its company and its part."""

    item: Item
    clusters: Mapping[Style, tuple[Cluster, ...]]
    company: Company = Company.ITS_LIKE
    part: str = ""


@dataclass(frozen=True, slots=True)
class OwnCitations:
    """What is to be formatted for all maps: the requests by their names, and what is each map's own, by its id."""

    requests: Mapping[str, Request]
    owns: Mapping[str, Sequence[_Own]]

    def of(self, map_id: str, formatted: Mapping[str, Formatted]) -> dict[Style, Formatted]:
        """Gather from what was formatted how a map is cited in each style.

        Args:
            map_id: The map's id.
            formatted: What came of the requests, by their names.

        Returns:
            The citations and references of the map, its nodes and the mapped work.
        """
        return {
            style: Formatted(
                {
                    cluster: formatted[_name(own.part, style)].clusters[cluster]
                    for own in self.owns[map_id]
                    for cluster in own.clusters.get(style, ())
                },
                {
                    own.item["id"]: formatted[_name(own.part, style)].entries[own.item["id"]]
                    for own in self.owns[map_id]
                    if style in _LISTING
                },
            )
            for style in Style
        }


def own_citations(maps: Sequence[ArgumentMap], published: Published) -> OwnCitations:
    """Say how everything is to be formatted that is cited by itself.

    Args:
        maps: Maps without errors.
        published: What is known of where and when they are published.

    Returns:
        The requests, with what belongs to which map.
    """
    owns = {one.id: _own(one, published) for one in maps}
    numbers = Counter(one.language for one in maps for _ in owns[one.id])
    variants: dict[tuple[str, str], list[Item]] = defaultdict(list)
    parts: dict[str, tuple[str, Company, dict[str, Item], dict[Style, dict[Cluster, None]]]] = {}
    for one in maps:
        for place, own in enumerate(owns[one.id]):
            key = own.item["id"]
            same = variants[one.language, key]  # two maps can have one key for works that they do not tell of alike
            if own.item not in same:
                same.append(own.item)
            number = int(key_of(key)[:8], 16) % _parts(numbers[one.language])
            part = f"part {number}.{same.index(own.item)} of what is cited in {one.language}, company: {own.company}"
            owns[one.id][place] = replace(own, part=part)
            *_, items, clusters = parts.setdefault(
                part, (one.language, own.company, {}, {style: {} for style in Style})
            )
            items[key] = own.item
            for style, cited in own.clusters.items():
                clusters[style] |= dict.fromkeys(cited)
    requests = {
        _name(part, style): Request(
            json.dumps(list(items.values()), ensure_ascii=False), tuple(clusters[style]), language, style, company
        )
        for style in Style
        for part, (language, company, items, clusters) in parts.items()
        if clusters[style]
    }
    return OwnCitations(requests, owns)


def rest_of(request: Request, last: Request) -> Request:
    """Leave out of a request what was formatted already, where what is formatted together makes no difference.

    Args:
        request: What is to be formatted.
        last: What was, under the same name.

    Returns:
        What is to be formatted anew.
    """
    if request.company is Company.LIST:
        return request
    items, known = json.loads(request.references), json.loads(last.references)
    changed = {item["id"] for item in items if item not in known}
    before = {cluster for cluster in last.clusters if changed.isdisjoint(one.key for one in cluster.citations)}
    clusters = tuple(cluster for cluster in request.clusters if cluster not in before)
    cited = {one.key for cluster in clusters for one in cluster.citations}
    new = [item for item in items if item["id"] in cited]
    return replace(request, references=json.dumps(new, ensure_ascii=False), clusters=clusters)


def _name(part: str, style: Style) -> str:
    return f"{part} as {style}"


def _parts(number: int) -> int:
    """Return in how many parts so many are cut: a power of two, which seldom changes."""
    return 1 << ((number - 1) // _IN_A_PART).bit_length()


def _own(argument_map: ArgumentMap, published: Published) -> list[_Own]:
    """Gather what is cited by itself, and every way in which running text cites it: the mapped work for its places."""
    items = [map_item(argument_map, published)]
    items += [node_item(argument_map, node, published) for node in argument_map.nodes]
    edition = {IN_EDITION: edition_in_text(argument_map)}
    owns = [_Own({**item, **edition}, dict.fromkeys(Style, (own_cluster(item["id"]),))) for item in items]
    work = argument_map.works.get(argument_map.work)
    if work:
        passages = [source for node in argument_map.nodes for source in node.passages]
        places = {style: [work_cluster(argument_map, source, style) for source in passages] for style in _LISTING}
        clusters = {style: tuple(dict.fromkeys([name_cluster(work.key), *cited])) for style, cited in places.items()}
        owns.append(_Own(dict(work.entry), clusters, Company.NONE))
    return owns
