"""Gathers what is to be formatted for pandoc, for all maps at once, and keeps what came of each part of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from argmap.citations.citable import Published, name_cluster
from argmap.citations.own import own_citations, rest_of
from argmap.citations.pandoc import (
    MAPPED,
    CitationError,
    Formatted,
    NoPandocError,
    Request,
    Style,
    engine_id,
    pandoc_answers,
    read_answer,
)
from argmap.citations.runs import Run
from argmap.model.clusters import Cluster
from argmap.model.findings import Finding, Place
from argmap.model.maps import ArgumentMap, Reference
from argmap.storage.cache import Cache, code_digest, key_of
from argmap.storage.memory import Memory


@dataclass(frozen=True, slots=True)
class Works:
    """What was formatted for one map.

    `cited` are the works it cites; `own` is, in each style, how the map, its nodes and the mapped work are cited
    themselves, and holds nothing where there is no pandoc.
    """

    cited: Formatted
    own: Mapping[Style, Formatted] = field(default_factory=dict)


_NOT_FORMATTED = "citations were not formatted"


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings, each once: that citations are not formatted is so for all maps, however many are made together.

    Args:
        findings: What was found, of maps that were made a few at a time.

    Returns:
        The same, but for what says again that there is no pandoc.
    """
    in_order = sorted(set(findings))
    of_pandoc = [finding for finding in in_order if finding.message.startswith(_NOT_FORMATTED)]
    return [finding for finding in in_order if finding not in of_pandoc[1:]]


def formatted_works(
    maps: Sequence[ArgumentMap],
    published: Published,
    kept: Cache,
    memory: Memory | None = None,
) -> tuple[dict[str, Works], list[Finding]]:
    """Format the citations and references of every map, or take them from the cache.

    Takes the maps, what is known of where and when they are published, the cache, and what the last build of the same
    process made. Returns what was formatted by the maps' ids, and a finding if pandoc could not do it. Where there is
    no pandoc, works stand with their titles alone.
    """
    works = {one.id: Request(_listed(one), _clusters(one), one.language) for one in maps if one.references}
    # The works come first, so that what is wrong with one of them is told of the file in which it stands.
    own = own_citations(maps, published)
    try:
        formatted = _formatted({**works, **own.requests}, kept, memory or Memory())
    except NoPandocError as error:
        hint = "the pages show titles of works, and the formats for reference managers; install pypandoc_binary"
        finding = Finding(Place(maps[0].file), "AM083", f"{_NOT_FORMATTED}: {error}", hint)
        return {one.id: Works(_unformatted(one)) for one in maps}, [finding]
    except CitationError as error:
        hint = "look for an odd date, name or address"
        return {}, [Finding(_in_question(maps, published), "AM082", f"pandoc says: {error}", hint)]
    nothing = Formatted({}, {})
    return {one.id: Works(formatted.get(one.id, nothing), own.of(one.id, formatted)) for one in maps}, []


def _in_question(maps: Sequence[ArgumentMap], published: Published) -> Place:
    """Find what pandoc stumbled over, by asking it for less and less: a work, or else a file of the map it is in."""
    for one in maps:
        if one.references and _fails({one.id: Request(_listed(one), _clusters(one), one.language)}):
            work = _stumbling_block(one)
            return work.place if work else Place(one.references[0].place.path)
    return Place(next((one for one in maps if _fails(own_citations([one], published).requests)), maps[0]).file)


def _stumbling_block(argument_map: ArgumentMap) -> Reference | None:
    """Find the one work of a map without which pandoc formats the rest, if it is one; the citations may be to blame."""

    def fail(works: Sequence[Reference]) -> bool:
        clusters = tuple(name_cluster(work.key) for work in works)
        return _fails({argument_map.id: Request(_listed(argument_map, works), clusters, argument_map.language)})

    works = suspects = argument_map.references
    while len(suspects) > 1:
        half = len(suspects) // 2
        suspects = suspects[:half] if fail(suspects[:half]) else suspects[half:]
    (suspect,) = suspects
    return suspect if fail(suspects) and not fail([work for work in works if work is not suspect]) else None


def _fails(requests: Mapping[str, Request]) -> bool:
    try:
        for answer, request in zip(pandoc_answers(requests), requests.values(), strict=False):
            read_answer(answer, request)
    except CitationError:
        return True
    return False


def _listed(argument_map: ArgumentMap, works: Sequence[Reference] | None = None) -> str:
    """Write a map's works as CSL-JSON, or some of them, from whichever files they come, the mapped one marked."""
    references = argument_map.references if works is None else works
    entries = [{**one.entry, **({MAPPED: "yes"} if one.key == argument_map.work else {})} for one in references]
    return json.dumps(entries, ensure_ascii=False)


def _clusters(argument_map: ArgumentMap) -> tuple[Cluster, ...]:
    """Gather every citation of a map once, in a settled order."""
    keys = [reference.key for reference in argument_map.references]
    clusters = [name_cluster(key) for key in keys]
    clusters += [cited_at.cluster for node in argument_map.nodes for cited_at in node.citations]
    return tuple(dict.fromkeys(clusters))


def _unformatted(argument_map: ArgumentMap) -> Formatted:
    """Name works by their keys, and list them by their titles."""
    references = argument_map.references
    return Formatted(
        {name_cluster(one.key): (Run(one.key, reference=one.key),) for one in references},
        {one.key: (Run(f"{one.entry.get('title', '')} ({one.key})".lstrip()),) for one in references},
    )


def _formatted(requests: Mapping[str, Request], kept: Cache, memory: Memory) -> dict[str, Formatted]:
    """Format citations, each request taken from the cache when nothing that it is made from has changed.

    Of what was formatted by the last build of the process, only what is cited by itself and changed is.
    """
    lasts = {name: last for name in requests if (last := memory.last(("formatted", name)))}
    other = {name: request for name, request in requests.items() if not memory.knows(("formatted", name), request)}
    asked = {name: rest_of(request, lasts[name][0]) if name in lasts else request for name, request in other.items()}
    keys = {name: key_of("citations", code_digest(), engine_id(), repr(request)) for name, request in asked.items()}
    answers = kept.texts(keys.values())
    new = {name: request for name, request in asked.items() if keys[name] not in answers}
    found = dict(zip((keys[name] for name in new), pandoc_answers(new), strict=False)) if new else {}
    answers |= found

    def read(name: str, request: Request) -> Formatted:
        answer = read_answer(answers.get(keys[name], ""), asked[name])
        before = lasts[name][1] if asked[name] is not request else answer
        return Formatted({**before.clusters, **answer.clusters}, {**before.entries, **answer.entries})

    formatted = {
        name: memory.recall(("formatted", name), request, partial(read, name, request))
        for name, request in requests.items()
    }
    kept.put_texts(found)
    return formatted
