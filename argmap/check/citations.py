"""Works that are cited and works that are listed."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from argmap.model.findings import Finding
from argmap.model.limits import is_id
from argmap.model.maps import ArgumentMap, Reference
from argmap.model.voices import SPEAKERS
from argmap.read.meant import closest, excerpt, nearest

_MOST_UNCITED = 10
"""Of how many works of a file it is said singly that nothing cites them."""
_PLAIN_AT = r"an at-sign that cites nothing is written \@"

_WORKS = 'works: [{{id: {key}, type: book, title: "A book", author: [{{family: Smith}}], issued: 2020}}]'
"""The field of a node that brings a work of this key, for somebody to write over."""


def citations(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report works that are cited and not listed, and works that are listed and not cited.

    Args:
        argument_map: The map.

    Yields:
        AM054 where a work is cited that is not listed, AM055 at each work that is listed and not cited.
    """
    keys = {reference.key for reference in argument_map.references}
    cited = {argument_map.work}
    add = f"add it to {argument_map.id}/references.json"
    if argument_map.work and argument_map.work not in keys and not argument_map.works_unread:
        message = f'the mapped work "{argument_map.work}" is not among the map\'s works'
        yield Finding(argument_map.place("work"), "AM054", message, closest(argument_map.work, keys) or add)
    for node in argument_map.nodes:
        used = [(cite.key, cite.place, "") for cite in node.cites]
        cited.update(node.voiced_works)
        used += [
            (citation.key, node.place_in_prose(cited_at.line), _PLAIN_AT)
            for cited_at in node.citations
            for citation in cited_at.cluster.citations
        ]
        for key, place, otherwise in used:
            cited.add(key)
            if key not in keys and not argument_map.works_unread:
                message = f'the work "{excerpt(key)}" is not among the map\'s works'
                new = f"{add}, or under works: of this node, such as {_WORKS.format(key=excerpt(key))}"
                hint = closest(key, keys) or f"{new}{otherwise and ';'}"
                yield Finding(place, "AM054", message, f"{hint} {otherwise}".rstrip())
    yield from _uncited([reference for reference in argument_map.references if reference.key not in cited])


def _uncited(references: Sequence[Reference]) -> Iterator[Finding]:
    """Report works that are cited nowhere: each, or all of a file at once where they are many."""
    hint = "cite it on a node, or delete the entry"
    for _, group in groupby(sorted(references, key=lambda work: work.place), key=lambda work: work.place.path):
        works = list(group)
        if len(works) > _MOST_UNCITED:
            message = f'{len(works):,} works of this file are cited nowhere in this map; the first is "{works[0].key}"'
            yield Finding(
                works[0].place, "AM055", message, "nothing needs mending in a list that you keep for other uses"
            )
        else:
            for work in works:
                yield Finding(work.place, "AM055", f'"{work.key}" is cited nowhere in this map', hint)


def voices(argument_map: ArgumentMap) -> Iterator[Finding]:
    """Report voices that are nobody's.

    Args:
        argument_map: The map.

    Yields:
        AM054 where a voice is neither a work nor somebody who can speak, AM074 at each id that names both, AM029 where
        voices are said to be examples and nobody is named.
    """
    works = {reference.key for reference in argument_map.references}
    terms = {term.id: term for term in argument_map.terms if term.id}
    for term in terms.values():
        if term.id in works:
            message = f'"{term.id}" is the id of {excerpt(term.term)} and of one of the map\'s works'
            yield Finding(term.place, "AM074", message, "give the term another id, here and in every voice")
    able = {term.id for term in terms.values() if term.can_speak}
    nameless = {
        "-".join(name.casefold().split()): term.term
        for term in argument_map.terms
        if term.can_speak and not term.id
        for name in (*term.also, term.term)
    }
    known = {*works, *able}
    folder = argument_map.id
    for node in argument_map.nodes:
        if node.voice_examples and not {*node.voice} - {*SPEAKERS}:
            message = "voice-examples is of works and people that voice names, and it names none"
            hint = "name under voice: who is given as an example, or delete voice-examples"
            yield Finding(node.place("voice-examples"), "AM029", message, hint)
        for key in node.voice:
            if key in terms and key not in known:
                message = f'the voice "{key}" is no person and no organisation, but of kind {terms[key].kind}'
                hint = "name who says so, or correct the kind in glossary.yml"
                yield Finding(node.place("voice"), "AM054", message, hint)
            elif key not in known and key not in SPEAKERS and not argument_map.works_unread:
                message = f'the voice "{excerpt(key)}" is neither among the map\'s works nor an id of glossary.yml'
                meant = nearest(key, known | nameless.keys())
                add = f"add it to {folder}/references.json, or who it is to {folder}/glossary.yml, with id: {key}"
                hint = f'did you mean "{meant}"?' if meant else add
                if meant in nameless:
                    name = meant if is_id(meant) else key
                    here = "" if name == key else f", and write {name} here"
                    hint = f'in {folder}/glossary.yml give "{excerpt(nameless[meant])}" this id: {name}{here}'
                yield Finding(node.place("voice"), "AM054", message, hint)
