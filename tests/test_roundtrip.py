"""What a map says can be written and is read again as the same, with all of the format together."""

import dataclasses
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from argmap.export.mapjson import map_json
from argmap.export.schemas import schemas
from argmap.model.beside import Author, Edition, Section, Step, Term
from argmap.model.fields import TERM_KINDS
from argmap.model.findings import Place
from argmap.model.graph import graph_of
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, Cite, Node, Passage, Reference, Relation
from argmap.model.relations import RelationType
from argmap.model.voices import SPEAKERS, STANCES
from argmap.read.maps import read
from argmap.read.works import yaml_form

MAPS = ("m", "n", "o/p")
"""Three maps, one of them in a folder of others."""

NOWHERE = Place("")
EXPORT = Draft202012Validator(schemas()["export-2"])
IDS = ("a", "b", "c-1", "d")
PEOPLE = ("jane-doe", "the-board")
KEYS = ("koch-2013", "other-2018")
LOCATORS = st.sampled_from(["", "p. 5", "chap. 2"])
SAID = st.text(
    st.characters(categories=["L", "N"]) | st.sampled_from(" :#-'\"{}[]&*!|>%@,.?\\/`~=+"), min_size=1, max_size=40
)
WORDS = SAID.map(lambda text: " ".join(text.split())).filter(lambda text: any(sign.isalpha() for sign in text))
SCORES = st.none() | st.sampled_from([0.0, 0.25, -1.5, 3.0])
LABELS = st.lists(st.sampled_from(["both", "x: y"]), unique=True, max_size=2).map(tuple)

Unique = Callable[[Any], Hashable] | tuple[Callable[[Any], Hashable], ...] | None


def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | strategy


def tuples(
    strategy: st.SearchStrategy[Any], least: int = 0, unique_by: Unique = None
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=least, max_size=2, unique_by=unique_by).map(tuple)


def work(key: str) -> st.SearchStrategy[Reference]:
    return WORDS.map(lambda title: Reference(key, {"id": key, "type": "book", "title": title}, NOWHERE))


def relations(map_id: str, origin: str) -> st.SearchStrategy[tuple[Relation, ...]]:
    """Make what a node bears on, in its own map and in the others."""
    elsewhere = [f"{other}/{end}" for other in MAPS if other != map_id for end in IDS[:2]]
    ends = st.sampled_from([*IDS, *elsewhere])

    def relation(kind: RelationType) -> st.SearchStrategy[Relation]:
        is_undercut = kind is RelationType.UNDERCUTS
        return st.builds(
            Relation,
            st.just(origin),
            st.just(kind),
            ends,
            st.just(NOWHERE),
            conclusion=ends if is_undercut else st.just(""),
            jointly=st.just(()) if is_undercut else LABELS,
            because=maybe(WORDS),
            order=st.none() | st.integers(0, 9),
            scheme=maybe(WORDS),
            score=SCORES,
        )

    one_each = [st.none() | relation(kind) for kind in RelationType]
    return st.tuples(*one_each).map(lambda made: tuple(one for one in made if one))


@st.composite
def nodes(draw: st.DrawFn, map_id: str, name: str, *, mapped: bool) -> Node:
    speakers = st.sampled_from([(speaker,) for speaker in (SPEAKERS if mapped else ("contributor",))])
    named = st.sampled_from([*KEYS, *PEOPLE] if mapped else PEOPLE)
    voice = draw(speakers | tuples(named, least=1, unique_by=repr))
    withdrawn = draw(st.booleans())
    brought = f"brought-by-{name}"
    return Node(
        id=name,
        kind=draw(st.sampled_from(Kind)),
        title=draw(WORDS),
        statement=draw(WORDS),
        file=f"{map_id}/nodes/{draw(st.sampled_from(['', 'in/a-folder/']))}{name}.md",
        relations=draw(relations(map_id, name)),
        voice=voice,
        stance=draw(st.sampled_from(sorted(STANCES))) if mapped and voice != ("contributor",) else "",
        hedge=draw(maybe(WORDS)),
        passages=draw(tuples(st.builds(Passage, st.sampled_from(["s.1", "n2"]), maybe(WORDS), st.just(NOWHERE)))),
        cites=draw(tuples(st.builds(Cite, st.sampled_from([*KEYS, brought]), LOCATORS, st.just(NOWHERE)))),
        brings=draw(st.just(()) | st.tuples(work(brought))),
        score=draw(SCORES),
        tags=draw(tuples(WORDS)),
        aliases=draw(tuples(st.tuples(st.sampled_from(["old", "older"]), st.just(NOWHERE)))),
        withdrawn=withdrawn,
        reason=draw(WORDS) if withdrawn else "",
        replaced_by=draw(tuples(st.sampled_from(IDS), unique_by=repr)) if withdrawn else (),
        revision=draw(st.integers(1, 9)),
        prose=draw(st.sampled_from(["", "So it is.", "One.\n\n- two\n- three"])),
    )


@st.composite
def maps(draw: st.DrawFn, map_id: str) -> ArgumentMap:
    mapped = draw(st.booleans())
    names = draw(st.sets(st.sampled_from(IDS), min_size=1))
    released = draw(st.booleans())
    made = tuple(draw(nodes(map_id, name, mapped=mapped)) for name in sorted(names))
    works = [*(draw(work(key)) for key in KEYS), *(brought for node in made for brought in node.brings)]
    return ArgumentMap(
        id=map_id,
        title=draw(WORDS),
        nodes=made,
        edition="2026.1" if released else "draft",
        work=KEYS[0] if mapped else "",
        language=draw(st.sampled_from(["en", "ru", "pt-BR"])),
        license=draw(st.sampled_from(["", "CC-BY-4.0"])),
        authors=draw(
            tuples(st.builds(Author, WORDS, st.sampled_from(["", "0000-0002-1825-0097"]), maybe(WORDS)), unique_by=repr)
        ),
        publisher=draw(maybe(WORDS)),
        contact=draw(st.sampled_from(["", "map+a@mail.example.org"])),
        work_url=draw(st.sampled_from(["", "https://example.org/a"])) if mapped else "",
        works_read=draw(st.booleans()),
        overview=draw(tuples(st.tuples(st.sampled_from(sorted(names)), st.just(NOWHERE)), unique_by=repr)),
        sections=(Section("s", draw(WORDS), draw(st.integers(1, 9))),),
        notes=draw(st.integers(0, 9)),
        not_argued=draw(st.dictionaries(st.sampled_from(["s.2", "n1"]), WORDS)),
        path=draw(tuples(st.builds(Step, st.sampled_from(sorted(names)), WORDS, st.just(NOWHERE)))),
        references=tuple(sorted(works, key=lambda work: work.key)),
        terms=draw(
            tuples(
                st.builds(
                    Term,
                    WORDS,
                    st.sampled_from(TERM_KINDS),
                    maybe(WORDS),
                    WORDS,
                    st.just(()),
                    id=maybe(st.sampled_from(PEOPLE)),
                ),
                unique_by=(lambda term: term.term, lambda term: term.id or term.term),
            )
        ),
        editions=(Edition("2026.1", "2026-11-24", draw(tuples(WORDS)), NOWHERE),) if released else (),
    )


def bare(value: Any) -> Any:  # noqa: ANN401 - any part of the model
    """Return a value of the model without where its parts stand, and without what was derived."""
    if isinstance(value, Place):
        return NOWHERE
    if isinstance(value, tuple):
        return tuple(bare(item) for item in value)
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    parts = {part.name: bare(getattr(value, part.name)) for part in dataclasses.fields(value) if part.init}
    derived: dict[str, Any] = {"places": {}, "prose_line": 1, "people": (), "readings": ()}
    return replace(value, **{name: derived.get(name, part) for name, part in parts.items()})


def given_only(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None and value not in ("", [], {})}


def relation_entry(relation: Relation) -> str | dict[str, Any]:
    to = f"{relation.target} -> {relation.conclusion}" if relation.conclusion else relation.target
    details = {
        "jointly": relation.jointly[0] if len(relation.jointly) == 1 else list(relation.jointly),
        "because": relation.because,
        "order": relation.order,
        "scheme": relation.scheme,
        "score": relation.score,
    }
    return {"to": to, **given_only(details)} if given_only(details) else to


def node_text(node: Node) -> str:
    """Write a node as its file."""
    fields = {
        "kind": node.kind.value,
        "title": node.title,
        "statement": node.statement,
        **{
            kind.value: [relation_entry(relation) for relation in node.relations if relation.type is kind]
            for kind in RelationType
        },
        "voice": node.voice[0] if node.voice[0] in SPEAKERS else list(node.voice),
        "stance": node.stance,
        "hedge": node.hedge,
        "source": [given_only({"at": passage.at, "quote": passage.quote}) for passage in node.passages],
        "cites": [cite.written for cite in node.cites],
        "works": [yaml_form(work.entry) for work in node.brings],
        "score": node.score,
        "tags": list(node.tags),
        "aliases": [alias for alias, _ in node.aliases],
        "status": "withdrawn" if node.withdrawn else "",
        "reason": node.reason,
        "replaced-by": node.replaced_by[0] if len(node.replaced_by) == 1 else list(node.replaced_by),
        "revision": node.revision if node.revision > 1 else None,
    }
    return f"---\n{as_yaml(given_only(fields))}---\n{node.prose}\n"


def as_yaml(value: object) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def map_files(argument_map: ArgumentMap) -> dict[str, str]:
    """Write a map as the files of its folder."""
    header = {
        "title": argument_map.title,
        "edition": argument_map.edition,
        "work": argument_map.work,
        "language": argument_map.language,
        "license": argument_map.license,
        "authors": [given_only(dataclasses.asdict(author)) for author in argument_map.authors],
        "publisher": argument_map.publisher,
        "contact": argument_map.contact,
        "work-url": argument_map.work_url,
        "works-read": None if argument_map.works_read else False,
        "overview": [node for node, _ in argument_map.overview],
        "sections": [dataclasses.asdict(section) for section in argument_map.sections],
        "notes": argument_map.notes,
        "path": [{"node": step.node, "lead": step.lead} for step in argument_map.path],
        "not-argued": dict(argument_map.not_argued),
    }
    brought = {work.key for node in argument_map.nodes for work in node.brings}
    listed = [work.entry for work in argument_map.references if work.key not in brought]
    terms = [
        given_only({"term": one.term, "kind": one.kind, "stands-for": one.stands_for, "about": one.about, "id": one.id})
        for one in argument_map.terms
    ]
    editions = [
        given_only({"edition": one.name, "date": one.date, "changes": list(one.changes)})
        for one in argument_map.editions
    ]
    return {
        "map.yml": as_yaml(given_only(header)),
        "references.json": json.dumps(listed, ensure_ascii=False),
        "glossary.yml": as_yaml({"terms": terms}),
        "editions.yml": as_yaml({"editions": editions}),
        **{node.file.removeprefix(f"{argument_map.id}/"): node_text(node) for node in argument_map.nodes},
    }


def docs_files(written: Sequence[ArgumentMap]) -> dict[str, str]:
    return {f"{one.id}/{name}": text for one in written for name, text in map_files(one).items()}


@given(st.tuples(*(maps(map_id) for map_id in MAPS)))
@settings(max_examples=15)
def test_maps_linked_to_each_other_are_read_as_they_were_written(written: tuple[ArgumentMap, ...]) -> None:
    maps_read = read(docs_files(written)).maps

    assert tuple(bare(one) for one in maps_read) == written
    assert docs_files(maps_read) == docs_files(written)
    for one in maps_read:
        EXPORT.validate(json.loads(map_json(one, graph_of(one))))
