"""A revision is a promise: as long as the number stays, so does all that a citation shows or depends on."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from argmap.analysis.noderevisions import covered_changes
from argmap.check.noderevisions import edition_revisions
from argmap.diff.compare import State, compare
from argmap.diff.data import changes_object
from argmap.diff.markdown import change_text
from argmap.diff.report import report_of
from argmap.edit.raising import raises
from argmap.model.fields import NODE_FIELDS
from argmap.model.findings import Finding
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, Cite, Node, Passage, Reference, Relation
from argmap.model.relations import RelationType
from argmap.model.voices import STANCES
from argmap.read.maps import read
from argmap.site.validate import checked
from conftest import TOP, node
from test_roundtrip import NOWHERE, docs_files, maps

A = "m/nodes/a.md"
MAPPED = {
    **TOP,
    "m/map.yml": "title: M\nwork: rain-2018\nsections: [{id: s, title: S, paragraphs: 3}]\n",
    "m/references.json": '[{"id": "rain-2018", "type": "book", "title": "Rain"}]',
    "m/nodes/b.md": node(attacks="[top]", supports=""),
}
SAID = {
    "supports": "[{to: top, jointly: [one, two], because: it rains, scheme: sign, order: 1, score: 1}, b]",
    "undercuts": "[b -> top]",
    "voice": "[rain-2018, snow-2019]",
    "stance": "reports",
    "hedge": "may",
    "source": "[{at: s.1, quote: it rains}, {at: s.2}]",
    "cites": '["rain-2018, p. 1", snow-2019]',
    "works": "[{id: snow-2019, type: book, title: Snow}]",
}


def faults(before: dict[str, str], after: dict[str, str]) -> list[Finding]:
    (old, new) = (State(read(files).maps, ()) for files in (before, after))
    return [fault for fault in compare(old, new).faults if fault.code == "AM091"]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"kind": "counterclaim"}, "kind"),
        ({"title": "Another"}, "title"),
        ({"statement": "It is not so."}, "statement"),
        ({"supports": "[{to: top, jointly: [one, two], because: it rains, scheme: sign}]"}, "supports"),
        ({"supports": "[{to: top, jointly: [one], because: it rains, scheme: sign}, b]"}, "supports"),
        ({"supports": "[{to: top, jointly: [one, two], because: it pours, scheme: sign}, b]"}, "supports"),
        ({"supports": "[{to: top, jointly: [one, two], because: it rains, scheme: cause}, b]"}, "supports"),
        ({"undercuts": "[top -> b]"}, "undercuts"),
        ({"undercuts": ""}, "undercuts"),
        ({"explains": "[top]"}, "explains"),
        ({"voice": "author"}, "voice"),
        ({"voice": "[rain-2018]"}, "voice"),
        ({"voice-examples": "true"}, "voice-examples"),
        ({"stance": "rejects"}, "stance"),
        ({"stance": "doubts"}, "stance"),
        ({"hedge": ""}, "hedge"),
        ({"source": "[{at: s.1, quote: it pours}, {at: s.2}]"}, "source"),
        ({"source": "[{at: s.1, quote: it rains}, {at: s.3}]"}, "source"),
        ({"cites": '["rain-2018, p. 2", snow-2019]'}, "cites"),
        ({"cites": '["rain-2018, p. 1"]'}, "cites"),
    ],
)
def test_whatever_a_citation_shows_or_depends_on_needs_a_higher_revision(fields: dict[str, str], named: str) -> None:
    before, after = {**MAPPED, A: node(**SAID)}, {**SAID, **fields}

    (fault,) = faults(before, {**MAPPED, A: node(**after)})
    assert fault.message == f"the field {named} changed, but the revision is still 1"
    assert fault.hint.startswith(f"write revision: 2 for the change of {named}, or let argmap fmt --raise BASE do it")
    text = node(**after).splitlines()
    assert text[fault.place.line - 1].startswith(f"{named}:") or not fields[named]
    assert faults(before, {**MAPPED, A: node(**after, revision="2")}) == []
    assert faults(before, {**MAPPED, A: node(**after, revision="7")}) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"supports": "[b, {to: top, jointly: [two, one], because: it rains, scheme: sign, order: 2, score: 0.5}]"},
        {"voice": "[snow-2019, rain-2018]"},
        {"source": "[{at: s.2}, {at: s.1, quote: it rains}]"},
        {"cites": '[snow-2019, "rain-2018, p. 1"]'},
        {"works": "[{id: snow-2019, type: book, title: The snow}]"},
        {"score": "3"},
        {"tags": "[rain]"},
        {"aliases": "[old-a]"},
        {"status": "withdrawn", "reason": "It was wrong.", "replaced-by": "[b]"},
    ],
)
def test_what_no_citation_depends_on_may_change_freely(fields: dict[str, str]) -> None:
    assert faults({**MAPPED, A: node(**SAID)}, {**MAPPED, A: node(**{**SAID, **fields})}) == []


def test_prose_may_change_and_works_may_be_collected_under_the_same_revision() -> None:
    works = MAPPED["m/references.json"].replace("[{", '[{"id": "snow-2019", "type": "book", "title": "Snow"}, {')
    collected = {**MAPPED, "m/references.json": works, A: node(**{**SAID, "works": ""}) + "So it is.\n"}

    assert faults({**MAPPED, A: node(**SAID)}, collected) == []


def test_a_finding_names_all_fields_and_stands_at_the_first_that_is_there() -> None:
    after = node(**{**SAID, "hedge": "", "stance": "rejects", "cites": ""})

    (fault,) = faults({**MAPPED, A: node(**SAID)}, {**MAPPED, A: after})
    assert fault.message == "the fields stance, hedge and cites changed, but the revision is still 1"
    assert after.splitlines()[fault.place.line - 1] == "stance: rejects"
    (fault,) = faults({**TOP, A: node(hedge="may")}, {**TOP, A: node()})
    assert (fault.place.path, fault.place.line) == (A, 2)


def test_a_new_node_is_asked_for_a_new_meaning_only() -> None:
    again = "; if the meaning changed, make it a new node instead"

    (reworded,) = faults({**TOP, A: node("One.")}, {**TOP, A: node("Two.")})
    (retitled,) = faults({**TOP, A: node(title="One")}, {**TOP, A: node(title="Two")})
    assert reworded.hint.endswith(again)
    assert not retitled.hint.endswith(again)


def test_a_revision_never_goes_back() -> None:
    before = {**TOP, A: node("One.", revision="3")}

    (only_back,) = faults(before, {**TOP, A: node("One.", revision="2")})
    assert only_back.message == "the revision went back from 3 to 2"
    assert only_back.hint.startswith("write revision: 3, or ")
    (back_and_changed,) = faults(before, {**TOP, A: node("Two.")})
    assert back_and_changed.hint.startswith("write revision: 4 for the change of statement")


def test_words_that_come_back_are_a_revision_of_their_own() -> None:
    first, second = {**TOP, A: node("One.")}, {**TOP, A: node("Two.", revision="2")}

    assert len(faults(second, first)) == 1
    assert len(faults(second, {**TOP, A: node("One.", revision="2")})) == 1
    assert faults(second, {**TOP, A: node("One.", revision="3")}) == []
    assert faults(first, {**TOP, A: node("One.", revision="3")}) == []


def test_a_new_node_may_begin_with_any_revision() -> None:
    assert faults(TOP, {**TOP, A: node(revision="4")}) == []


def test_of_a_node_that_came_or_went_nothing_is_raised() -> None:
    before, after = {**TOP, A: node(revision="4")}, {**TOP, "m/nodes/b.md": node()}

    assert raises(read(before).maps, read(after).maps, after, after) == []


def test_a_rename_changes_nothing_and_a_merge_does() -> None:
    before = {**TOP, A: node(), "m/nodes/c.md": node(), "m/nodes/d.md": node(supports="[a]", undercuts="[a -> top]")}
    others = {path: text for path, text in before.items() if path not in (A, "m/nodes/d.md")}
    follows = node(supports="[b]", undercuts="[b -> top]")

    renamed = {**others, "m/nodes/b.md": node(aliases="[a]"), "m/nodes/d.md": follows}
    assert faults(before, renamed) == []
    (fault,) = faults(before, {**renamed, "m/nodes/b.md": node("Not so.", aliases="[a]")})
    assert fault.place.path == "m/nodes/b.md"
    merged = {**others, "m/nodes/c.md": node(aliases="[a]"), "m/nodes/d.md": follows.replace("b", "c")}
    assert [fault.message for fault in faults(before, merged)]


def test_a_rename_in_another_map_changes_nothing() -> None:
    other = {"n/map.yml": "title: N\n", "n/nodes/far.md": node(kind="thesis", supports="")}
    moved = {"n/map.yml": "title: N\n", "n/nodes/farther.md": node(kind="thesis", supports="", aliases="[far]")}
    before = {**TOP, **other, A: node(supports="[n/far]")}
    after = {**TOP, **moved, A: node(supports="[n/farther]")}

    assert faults(before, after) == []
    assert raises(read(before).maps, read(after).maps, after, after) == []
    assert len(faults(before, {**after, A: node(supports="[top]")})) == 1


def released(files: dict[str, str], edition: str) -> ArgumentMap:
    return replace(read(files).maps[0], edition=edition)


def test_a_draft_is_compared_with_the_edition_that_was_released_last() -> None:
    then = released({**TOP, A: node(supports="[n/far]"), "m/nodes/b.md": node(revision="2")}, "2026.1")
    far = {"n/map.yml": "title: N\n", "n/nodes/farther.md": node(kind="thesis", supports="", aliases="[far]")}
    now = {**TOP, **far, "m/nodes/a2.md": node(supports="[n/farther]", aliases="[a]"), "m/nodes/b.md": node()}

    (back,) = edition_revisions(read(now).maps, [then], [])
    assert back.message == "the revision went back from 2 to 1 since the edition 2026.1"
    reworded = {**now, "m/nodes/b.md": node(revision="2"), "m/nodes/a2.md": node(supports="[top]", aliases="[a]")}
    (kept,) = edition_revisions(read(reworded).maps, [then], [])
    assert kept.message == "the field supports changed since the edition 2026.1, but the revision is still 1"
    assert kept.hint == "write revision: 2 for the change of supports, or let argmap fmt --raise do it"
    assert kept.place.path == "m/nodes/a2.md"
    assert not [*edition_revisions(read(reworded).maps, [], [])]
    misspelled = [Finding(kept.place, "AM012", 'there is no node "tpo"')]
    assert not [*edition_revisions(read(reworded).maps, [then], misspelled)]  # the revision is not owed for a typo


def test_what_is_owed_since_an_edition_and_since_the_base_is_told_once() -> None:
    before, after = {**TOP, A: node()}, {**TOP, A: node("Not so.")}
    then = released({**TOP, A: node()}, "2026.1")
    old, new = (
        State(maps, [*edition_revisions(maps, [then], [])]) for maps in (read(files).maps for files in (before, after))
    )

    changes = compare(old, new)

    assert [finding.message for finding in (*changes.faults, *changes.new)] == [
        "the field statement changed, but the revision is still 1"
    ]
    assert [finding.code for finding in compare(State((), ()), new).new] == ["AM091"]


def test_reports_name_the_fields_and_what_to_write() -> None:
    before, after = {**TOP, A: node()}, {**TOP, A: node(title="Another", hedge="may")}
    found = compare(*(State(*checked(files)) for files in (before, after)))

    (data,) = changes_object(found)["maps"][0]["nodes"]
    assert (data["covered-by-revision"], data["owed-revision"]) == (["title", "hedge"], 2)
    written = change_text(report_of(found, "docs"))
    assert "title and hedge changed, but the revision is still 1. write revision: 2 for the change" in written
    assert "to be raised: write revision: 2" in written
    raised = compare(State(*checked(before)), State(*checked({**after, A: node(title="Another", revision="2")})))
    (data,) = changes_object(raised)["maps"][0]["nodes"]
    assert (data["covered-by-revision"], data["owed-revision"]) == (["title"], None)
    assert "to be raised" not in change_text(report_of(raised, "docs"))
    (data,) = changes_object(compare(State(*checked(TOP)), State(*checked(after))))["maps"][0]["nodes"]
    assert (data["covered-by-revision"], data["owed-revision"]) == ([], None)


FREE = {"works", "score", "tags", "aliases", "status", "reason", "replaced-by", "revision"}


def test_each_field_of_a_node_is_covered_or_free() -> None:
    one = read({**MAPPED, A: node(**SAID)}).maps[0].nodes[0]
    relations = tuple(Relation("a", kind, "x", NOWHERE) for kind in RelationType)
    other = Node("a", Kind.EVIDENCE, "T", "S", A, relations, voice_examples=True)

    assert {*covered_changes(one, other), *FREE} == {field.name for field in NODE_FIELDS}


Mutation = Callable[[Node], Node]


def with_relation(number: int, change: Callable[[Relation], Relation | None], one: Node) -> Node:
    """Change a relation of a node, or take it away; a node without any gets one."""
    if not one.relations:
        return replace(one, relations=(Relation(one.id, RelationType.SUPPORTS, "elsewhere", NOWHERE),))
    at = number % len(one.relations)
    changed = change(one.relations[at])
    return replace(one, relations=(*one.relations[:at], *([changed] if changed else []), *one.relations[at + 1 :]))


def others(items: tuple[Any, ...], name: str) -> tuple[Any, ...]:
    """Leave out the first item and all of the same name, since one that says the same again says nothing."""
    return tuple(item for item in items if getattr(item, name) != getattr(items[0], name))


def another_type(relation: Relation) -> Relation:
    types = [kind for kind in RelationType if kind not in (relation.type, RelationType.UNDERCUTS)]
    return replace(relation, type=types[0], conclusion="")


RELATION_CHANGES: list[Callable[[Relation], Relation | None]] = [
    lambda _: None,
    another_type,
    lambda relation: replace(relation, target="elsewhere"),
    lambda relation: replace(relation, because=f"{relation.because}x"),
    lambda relation: replace(relation, scheme=f"{relation.scheme}x"),
    lambda relation: (
        replace(relation, jointly=(*relation.jointly, "one more"))
        if relation.type is not RelationType.UNDERCUTS
        else replace(relation, conclusion="elsewhere")
    ),
]
NUMBERS = st.integers(0, 9)
COVERED: list[st.SearchStrategy[Mutation]] = [
    st.sampled_from(Kind).map(lambda kind: lambda one: replace(one, kind=kind)),
    st.just(lambda one: replace(one, title=f"{one.title}x")),
    st.just(lambda one: replace(one, statement=f"{one.statement}x")),
    st.just(lambda one: replace(one, hedge=f"{one.hedge}x")),
    st.just(lambda one: replace(one, voice=("koch-2013",) if "koch-2013" not in one.voice else ("other-2018",))),
    st.sampled_from(sorted(STANCES)).map(lambda stance: lambda one: replace(one, stance=stance)),
    st.just(lambda one: replace(one, passages=others(one.passages, "at") or (Passage("s.9", "", NOWHERE),))),
    st.just(lambda one: replace(one, passages=(*one.passages, Passage("s.9", "x", NOWHERE)))),
    st.just(lambda one: replace(one, cites=others(one.cites, "key") or (Cite("doe-1999", "", NOWHERE),))),
    st.just(lambda one: replace(one, cites=(*one.cites, Cite("koch-2013", "p. 99", NOWHERE)))),
    st.builds(
        lambda number, change: partial(with_relation, number, change), NUMBERS, st.sampled_from(RELATION_CHANGES)
    ),
]
"""Changes of all that the revision covers."""
FREELY: list[st.SearchStrategy[Mutation]] = [
    st.just(lambda one: replace(one, prose=f"{one.prose}\n\nAnd more.")),
    st.just(lambda one: replace(one, tags=(*one.tags, "x"))),
    st.just(lambda one: replace(one, aliases=(*one.aliases, ("oldest", NOWHERE)))),
    st.just(lambda one: replace(one, score=(one.score or 0) + 1)),
    st.just(lambda one: replace(one, withdrawn=True, reason="It was wrong.")),
    st.just(lambda one: replace(one, file=one.file.replace("/nodes/", "/nodes/moved/"))),
    st.just(
        lambda one: replace(
            one,
            relations=tuple(
                replace(relation, jointly=relation.jointly[::-1], order=(relation.order or 0) + 1, score=2.5)
                for relation in one.relations[::-1]
            ),
        )
    ),
    st.just(lambda one: replace(one, voice=one.voice[::-1], passages=one.passages[::-1], cites=one.cites[::-1])),
    st.just(
        lambda one: replace(
            one, brings=tuple(Reference(work.key, {**work.entry, "title": "Mended"}, NOWHERE) for work in one.brings)
        )
    ),
    st.just(lambda one: replace(one, revision=one.revision + 2)),
]
"""Changes of all else, a revision that was raised among them."""


def changed(argument_map: ArgumentMap, which: int, mutations: list[Mutation]) -> ArgumentMap:
    """Change one node of a map."""
    at = which % len(argument_map.nodes)
    one = argument_map.nodes[at]
    for mutation in mutations:
        one = mutation(one)
    return replace(argument_map, nodes=(*argument_map.nodes[:at], one, *argument_map.nodes[at + 1 :]))


def model_faults(before: ArgumentMap, after: ArgumentMap) -> list[Finding]:
    return [fault for fault in compare(State((before,), ()), State((after,), ())).faults if fault.code == "AM091"]


def has_single_relations(argument_map: ArgumentMap) -> bool:
    """Tell whether each node bears on another in one way only, as the rules want it."""
    ends = [(one.id, relation.target, relation.conclusion) for one in argument_map.nodes for relation in one.relations]
    return len(ends) == len(set(ends))


@given(maps("m"), NUMBERS, st.one_of(COVERED), st.lists(st.one_of(FREELY[:-1])))
@settings(max_examples=30)
def test_any_change_of_what_is_covered_is_an_error_under_the_same_revision(
    argument_map: ArgumentMap, which: int, mutation: Mutation, more: list[Mutation]
) -> None:
    after = changed(argument_map, which, [mutation, *more])
    assume(changed(argument_map, which, [mutation]) != argument_map)
    assume(has_single_relations(argument_map) and has_single_relations(after))

    (fault,) = model_faults(argument_map, after)

    one = after.nodes[which % len(after.nodes)]
    assert f"write revision: {one.revision + 1} for the change of " in fault.hint
    assert model_faults(argument_map, changed(after, which, [once_more])) == []


def once_more(one: Node) -> Node:
    return replace(one, revision=one.revision + 1)


@given(maps("m"), NUMBERS, st.lists(st.one_of(FREELY), min_size=1))
@settings(max_examples=30)
def test_no_change_of_anything_else_is_an_error(
    argument_map: ArgumentMap, which: int, mutations: list[Mutation]
) -> None:
    assert model_faults(argument_map, changed(argument_map, which, mutations)) == []


def renamed(argument_map: ArgumentMap, which: int) -> ArgumentMap:
    """Give a node another id, as `argmap rename` does, and its old one as an alias."""
    old = argument_map.nodes[which % len(argument_map.nodes)].id

    def named(name: str) -> str:
        return "renamed" if name == old else name

    def follow(one: Node) -> Node:
        relations = tuple(
            replace(each, origin=named(each.origin), target=named(each.target), conclusion=named(each.conclusion))
            for each in one.relations
        )
        aliases = (*one.aliases, (old, NOWHERE)) if one.id == old else one.aliases
        file = one.file.replace(f"/{old}.md", f"/{named(old)}.md") if one.id == old else one.file
        return replace(one, id=named(one.id), file=file, relations=relations, aliases=aliases)

    return replace(argument_map, nodes=tuple(map(follow, argument_map.nodes)))


def without_revision(text: str) -> list[str]:
    return [line for line in text.split("\n") if not line.startswith("revision:")]


@given(maps("m"), st.lists(st.tuples(NUMBERS, st.one_of(*COVERED, *FREELY)), max_size=4), st.none() | NUMBERS, NUMBERS)
@settings(max_examples=30)
def test_raising_writes_revisions_and_nothing_else_where_they_are_owed_and_nowhere_else(
    argument_map: ArgumentMap, mutations: list[tuple[int, Mutation]], rename: int | None, back: int
) -> None:
    after_map = argument_map
    for which, mutation in mutations:
        after_map = changed(after_map, which, [mutation])
    after_map = changed(after_map, back, [lambda one: replace(one, revision=max(one.revision - back % 3, 1))])
    after_map = after_map if rename is None else renamed(after_map, rename)
    before, after = docs_files((argument_map,)), docs_files((after_map,))
    owed = {fault.place.path for fault in faults(before, after)}
    assume(all(has_single_relations(one) for files in (before, after) for one in read(files).maps))

    found = raises(read(before).maps, read(after).maps, after, after)
    result = {**after, **{one.path: one.text for one in found}}

    assert {one.path for one in found} == owed
    for path, text in result.items():
        assert without_revision(after[path]) == without_revision(text)
    assert faults(before, result) == []
    assert raises(read(before).maps, read(result).maps, result, result) == []
