"""What a map says can be written and is read again as the same, with all of the format together."""

import dataclasses
import json
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cache
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


choice = cache(st.sampled_from)
"""What is drawn from is made once, not with each example: that takes longer than drawing."""


@cache
def maybe(strategy: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.just("") | strategy


@cache
def tuples(
    strategy: st.SearchStrategy[Any], least: int = 0, unique_by: Unique = None
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=least, max_size=2, unique_by=unique_by).map(tuple)


@cache
def work(key: str) -> st.SearchStrategy[Reference]:
    return WORDS.map(lambda title: Reference(key, {"id": key, "type": "book", "title": title}, NOWHERE))


@cache
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


FILES = choice(("", "in/a-folder/"))
PROSE = choice(("", "So it is.", "One.\n\n- two\n- three"))
PASSAGES = tuples(st.builds(Passage, choice(("s.1", "n2")), maybe(WORDS), st.just(NOWHERE)))
ALIASES = tuples(st.tuples(choice(("old", "older")), st.just(NOWHERE)))
AUTHORS = tuples(st.builds(Author, WORDS, choice(("", "0000-0002-1825-0097")), maybe(WORDS)), unique_by=repr)
NOT_ARGUED = st.dictionaries(choice(("s.2", "n1")), WORDS)
TERMS = tuples(
    st.builds(Term, WORDS, choice(TERM_KINDS), maybe(WORDS), WORDS, st.just(()), id=maybe(choice(PEOPLE))),
    unique_by=(lambda term: term.term, lambda term: term.id or term.term),
)
SMALL = st.integers(1, 9)
YES_OR_NO = st.booleans()
NAMES = st.sets(choice(IDS), min_size=1)


@cache
def voices(*, mapped: bool) -> st.SearchStrategy[tuple[str, ...]]:
    speakers = st.sampled_from([(speaker,) for speaker in (SPEAKERS if mapped else ("contributor",))])
    return speakers | tuples(choice((*KEYS, *PEOPLE) if mapped else PEOPLE), least=1, unique_by=repr)


@cache
def cites(brought: str) -> st.SearchStrategy[tuple[Cite, ...]]:
    return tuples(st.builds(Cite, choice((*KEYS, brought)), LOCATORS, st.just(NOWHERE)))


@cache
def brings(brought: str) -> st.SearchStrategy[tuple[Reference, ...]]:
    return st.just(()) | st.tuples(work(brought))


@cache
def parts(names: tuple[str, ...]) -> tuple[st.SearchStrategy[Any], st.SearchStrategy[Any]]:
    """Make what a map's overview and its path may be."""
    overview = tuples(st.tuples(choice(names), st.just(NOWHERE)), unique_by=repr)
    return overview, tuples(st.builds(Step, choice(names), WORDS, st.just(NOWHERE)))


@st.composite
def nodes(draw: st.DrawFn, map_id: str, name: str, *, mapped: bool) -> Node:
    voice = draw(voices(mapped=mapped))
    withdrawn = draw(YES_OR_NO)
    brought = f"brought-by-{name}"
    return Node(
        id=name,
        kind=draw(choice(Kind)),
        title=draw(WORDS),
        statement=draw(WORDS),
        file=f"{map_id}/nodes/{draw(FILES)}{name}.md",
        relations=draw(relations(map_id, name)),
        voice=voice,
        stance=draw(choice(tuple(sorted(STANCES)))) if mapped and voice != ("contributor",) else "",
        hedge=draw(maybe(WORDS)),
        passages=draw(PASSAGES),
        cites=draw(cites(brought)),
        brings=draw(brings(brought)),
        score=draw(SCORES),
        tags=draw(tuples(WORDS)),
        aliases=draw(ALIASES),
        withdrawn=withdrawn,
        reason=draw(WORDS) if withdrawn else "",
        replaced_by=draw(tuples(choice(IDS), unique_by=repr)) if withdrawn else (),
        revision=draw(SMALL),
        prose=draw(PROSE),
    )


@st.composite
def maps(draw: st.DrawFn, map_id: str) -> ArgumentMap:
    mapped = draw(YES_OR_NO)
    names = tuple(sorted(draw(NAMES)))
    overview, path = parts(names)
    released = draw(YES_OR_NO)
    made = tuple(draw(nodes(map_id, name, mapped=mapped)) for name in names)
    works = [*(draw(work(key)) for key in KEYS), *(brought for node in made for brought in node.brings)]
    return ArgumentMap(
        id=map_id,
        title=draw(WORDS),
        nodes=made,
        edition="2026.1" if released else "draft",
        work=KEYS[0] if mapped else "",
        language=draw(choice(("en", "ru", "pt-BR"))),
        license=draw(choice(("", "CC-BY-4.0"))),
        authors=draw(AUTHORS),
        publisher=draw(maybe(WORDS)),
        contact=draw(choice(("", "map+a@mail.example.org"))),
        work_url=draw(choice(("", "https://example.org/a"))) if mapped else "",
        works_read=draw(YES_OR_NO),
        overview=draw(overview),
        sections=(Section("s", draw(WORDS), draw(SMALL)),),
        notes=draw(choice(range(10))),
        not_argued=draw(NOT_ARGUED),
        path=draw(path),
        references=tuple(sorted(works, key=lambda work: work.key)),
        terms=draw(TERMS),
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
    return yaml.dump(value, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), allow_unicode=True, sort_keys=False)


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
