"""Whatever an input says, a map comes of it that can be checked, and a report of what was not kept."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.cli import main
from argmap.importing import registry
from argmap.importing.fitting import CONSTRUCTS, MOST_NODES, fit
from argmap.importing.inputs import decoded, json_input, yaml_input
from argmap.importing.merging import Origin, Outcome, merge
from argmap.importing.parsed import ParsedMap, ParsedNode, ParsedRelation, UnreadableError, link_to_node
from argmap.importing.registry import IMPORTERS, Importer
from argmap.importing.reports import Refused, render_imports
from argmap.importing.wording import plain_prose, title_of, unmarked
from argmap.model.exchange import Construct, Fate, Met
from argmap.model.findings import Finding, Place
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, Node
from argmap.model.relations import RelationType
from argmap.read.imported import read_imported
from argmap.site.validate import checked

AT = Place("in.toy", 2, 1)
SUPPORTS, ATTACKS, UNDERCUTS = RelationType.SUPPORTS, RelationType.ATTACKS, RelationType.UNDERCUTS


def stated(origin: str, text: str = "", **more: Any) -> ParsedNode:  # noqa: ANN401 - as the types have it
    return ParsedNode(origin, text or f"It is {origin}.", AT, **more)


def bears(origin: str, kind: RelationType, target: str, conclusion: str = "", **more: Any) -> ParsedRelation:  # noqa: ANN401 - as the types have it
    return ParsedRelation(origin, kind, target, AT, conclusion, **more)


def parsed(nodes: list[ParsedNode], *relations: ParsedRelation, **more: Any) -> ParsedMap:  # noqa: ANN401 - as the types have it
    return ParsedMap("A debate", tuple(nodes), relations, (), more.pop("speakers", {}), **more)


def imported(given_map: ParsedMap) -> tuple[ArgumentMap, list[Finding], dict[str, int], dict[str, str]]:
    """Import a map; return it as it is read, its findings, how often each decision was told, and its files."""
    merged = merge(given_map, Origin("toy", "in.toy", "in"))
    (argument_map,), findings = checked({f"m/{path}": text for path, text in merged.files.items()})
    told: dict[str, int] = {}
    for met in merged.met:
        told[met.construct] = told.get(met.construct, 0) + 1
    return argument_map, findings, told, dict(merged.files)


def nodes_of(given_map: ParsedMap) -> dict[str, Node]:
    argument_map, findings, _, _ = imported(given_map)
    assert findings == []
    return {node.id: node for node in argument_map.nodes}


# Whatever the input says

NASTY = [
    *("", "a" * 900, "Some words. " * 60, "<script>alert(1)</script>", "{{ x }}", "{% x %}", "no", "1.10", "~"),
    *(
        "2020-01-01",
        "[[x]]",
        "Write two to six sentences here, in place of these",
        "\x00\x1b[2J",
        "\u202eevil",
        "\ud800",
    ),
    *("@doe-2020 [p. 3]", "*so* [it](x.md) is", "| a |\n|---|", "{: .x}", "“" * 30, "---\nkind: thesis", "# x", "&#0;"),
]
LETTERS = st.characters(max_codepoint=0x24F)  # of all others Typst is asked whether fonts have them, which takes long
TEXT = st.text(LETTERS, max_size=60) | st.sampled_from(NASTY)
ORIGIN = st.sampled_from("abcdef")
NODE = st.builds(
    ParsedNode,
    origin=ORIGIN,
    text=TEXT,
    place=st.just(AT),
    title=TEXT,
    name=TEXT,
    kind=st.none() | st.sampled_from(list(Kind)),
    notes=TEXT,
    speakers=st.lists(st.sampled_from(["p", "q", ""]), max_size=2).map(tuple),
    tags=st.lists(TEXT, max_size=2).map(tuple),
    score=st.none() | st.floats(),
    works=st.lists(st.fixed_dictionaries({"type": st.sampled_from(["book", "x"]), "title": TEXT}), max_size=2).map(
        tuple
    ),
    quote=st.none() | st.tuples(TEXT, st.integers(0, 9)),
    defeated=st.just("") | TEXT,
)
RELATION = st.builds(
    ParsedRelation,
    origin=ORIGIN | st.just("nobody"),
    type=st.sampled_from(list(RelationType)),
    target=ORIGIN | st.just("nothing"),
    place=st.just(AT),
    conclusion=ORIGIN,
    jointly=st.sampled_from(["", "", "g"]) | TEXT,
    because=TEXT,
    scheme=TEXT,
    score=st.none() | st.floats(),
    order=st.none() | st.integers(-2, 10**7),
).map(lambda relation: relation if relation.type is UNDERCUTS else replace(relation, conclusion=""))
MAP = st.builds(
    ParsedMap,
    title=TEXT,
    nodes=st.lists(NODE, min_size=1, max_size=6).map(tuple),
    relations=st.lists(RELATION, max_size=10).map(tuple),
    met=st.just(()),
    speakers=st.dictionaries(st.sampled_from("pq"), TEXT),
    about=TEXT,
    authors=st.lists(TEXT, max_size=2).map(tuple),
    date=TEXT,
    language=TEXT | st.sampled_from(["de", "en-GB"]),
    text=TEXT,
)
REMARKS = {"AM084", "AM093", "AM097", "AM099"}
"""What only whoever knows the works and the letters can mend."""


@given(MAP)
@settings(max_examples=150)
def test_whatever_an_input_says_the_check_of_its_map_finds_nothing_to_mend(given_map: ParsedMap) -> None:
    _, findings, told, files = imported(given_map)

    assert [finding for finding in findings if finding.code not in REMARKS] == [], files
    assert told.keys() <= {construct.name for construct in CONSTRUCTS}


@given(MAP)
@settings(max_examples=40)
def test_importing_the_same_twice_writes_nothing(given_map: ParsedMap) -> None:
    files = merge(given_map, Origin("toy", "in.toy", "in")).files
    before, faults = read_imported("import.json", files["import.json"])

    again = merge(given_map, Origin("toy", "in.toy", "in"), files, before)

    assert faults == []
    assert dict(again.files) == {}


# What only strange inputs say


@pytest.mark.parametrize(
    ("given_map", "construct"),
    [
        (parsed([stated("a"), stated("a", "It is b.")]), "statement given twice"),
        (replace(parsed([stated("a")]), title="Long " * 200), "long label"),
        (parsed([stated("a", title="Long " * 200)]), "long title"),
        (parsed([stated("a", notes="It is \u202eevil.")]), "invisible character"),
        (parsed([stated("a", works=({"type": "x", "title": "A"},))]), "work that cannot be cited"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_map_has_no_room_for_is_told_and_the_rest_kept(given_map: ParsedMap, construct: str) -> None:
    argument_map, findings, told, _ = imported(given_map)

    assert findings == []
    assert told[construct] == 1
    assert len(argument_map.nodes) == 1


def test_a_speaker_without_a_name_is_nobody() -> None:
    argument_map, findings, _, files = imported(parsed([stated("a", speakers=("\u200b", "p"))]))

    assert findings == []
    assert argument_map.nodes[0].voice == ("p",)
    assert files["glossary.yml"].count("term:") == 1


def test_prose_that_would_pass_for_none_is_shown() -> None:
    blank = "Write two to six sentences here, in place of these"

    (node,) = nodes_of(parsed([stated("a", notes=plain_prose(blank))])).values()
    assert "sentences here" in node.prose


# What nodes are called


@pytest.mark.parametrize(
    ("text", "node_id"),
    [
        ("Hate speech should be banned.", "hate-speech-should-be-banned"),
        ("Быть или не быть", "byt-ili-ne-byt"),
        ("Η δικαιοσύνη", "i-dikaiosyni"),
        ("Straße über Łódź", "strasse-uber-lodz"),
        ("死刑", "thesis"),
        ("diagram", "diagram-2"),
        ("con", "con-2"),
    ],
)
def test_a_node_is_called_by_its_words_in_latin_letters(text: str, node_id: str) -> None:
    assert list(nodes_of(parsed([stated("1", text)]))) == [node_id]


def test_a_label_of_the_input_is_the_better_name() -> None:
    assert list(nodes_of(parsed([stated("1", "It is so.", name="G1", title="A goal")]))) == ["g1"]


def test_nodes_of_the_same_words_get_numbers() -> None:
    nodes = nodes_of(parsed([stated("1", "So."), stated("2", "So."), stated("3", "So.")]))

    assert list(nodes) == ["so", "so-2", "so-3"]


# Titles and statements


def test_a_long_text_becomes_a_statement_of_whole_sentences_and_stands_in_the_prose() -> None:
    text = "This is the first sentence of it. " + "And here it goes on, at length. " * 20
    argument_map, findings, told, _ = imported(parsed([stated("1", text)]))
    (node,) = argument_map.nodes

    assert findings == []
    assert node.title == "This is the first sentence of it. And here it goes on, at length."
    assert node.statement.endswith("at length. …")
    assert len(node.statement) <= 400
    assert node.prose.count("And here it goes on") == 20
    assert told == {"long text": 1}


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Speakers are “shadowbanned” on sites (e.g. their posts stay unseen), and so they go.", "unseen)…"),
        ("It was shown by the work of Dr. Smith of the U.S. Army at length, and by the others.", "length, and…"),
        ("People like the sea, the hills, etc. more than towns where there are many, many cars.", "are…"),
        ("The court heard Roe vs. Wade again and again in the years that came after the first.", "came…"),
        ("This is one whole sentence. And another that is far too long for a title, really so.", "whole sentence"),
        ("They say “it is so.” And another sentence that is far too long for this title, I fear.", "so.”"),
    ],
)
def test_a_title_ends_where_a_sentence_does_or_says_that_it_goes_on(text: str, title: str) -> None:
    assert title_of(text).endswith(title)


@pytest.mark.parametrize("text", ["They like the sea, the hills, etc.", "They live as people do elsewhere, e.g."])
def test_an_abbreviation_at_the_end_of_a_title_keeps_its_dot(text: str) -> None:
    assert title_of(text) == text


def test_a_sentence_without_end_is_cut_behind_a_word() -> None:
    assert title_of("word " * 30) == f"{'word ' * 13}word…"
    (node,) = nodes_of(parsed([stated("1", "word " * 30_000)])).values()
    assert node.statement.endswith("word…")
    assert len(node.prose) <= 10_000


def test_markup_in_a_statement_becomes_its_words() -> None:
    assert unmarked("*so* says [him](https://e.org), [@doe-2020] and `x_1`") == "so says him, [doe-2020] and `x_1`"
    assert imported(parsed([stated("1", "It is *so*.")]))[2] == {"markup in a plain text": 1}


def test_a_text_without_words_keeps_the_place_of_its_node() -> None:
    nodes = nodes_of(parsed([stated("1", " "), stated("2")], bears("2", SUPPORTS, "1")))

    assert [relation.target for relation in nodes["it-is-2"].relations] == ["thesis"]
    assert nodes["thesis"].statement == "…"


# Kinds


def test_kinds_follow_from_the_relations() -> None:
    nodes = nodes_of(
        parsed(
            [stated(name) for name in ("top", "reason", "objection", "reply", "doubt")],
            bears("reason", SUPPORTS, "top"),
            bears("objection", ATTACKS, "top"),
            bears("reply", ATTACKS, "objection"),
            bears("doubt", UNDERCUTS, "reason", "top"),
        )
    )

    assert {name.removeprefix("it-is-"): node.kind.value for name, node in nodes.items()} == {
        "top": "thesis",
        "reason": "claim",
        "objection": "counterclaim",
        "reply": "claim",
        "doubt": "counterclaim",
    }


def test_what_only_frames_is_a_context() -> None:
    nodes = nodes_of(parsed([stated("a"), stated("b")], bears("b", RelationType.FRAMES, "a")))

    assert nodes["it-is-b"].kind is Kind.CONTEXT


@pytest.mark.parametrize(
    ("nodes", "relations", "thesis", "told"),
    [
        ([stated("a", kind=Kind.CLAIM)], [], "it-is-a", {"top of the map": 1}),
        ([stated("a", kind=Kind.CONTEXT), stated("b", kind=Kind.CONTEXT)], [], "it-is-a", {"top of the map": 1}),
        (
            [stated("c", kind=Kind.CONTEXT), stated("a")],
            [bears("a", SUPPORTS, "c")],
            "it-is-a",
            {"circle without a top": 1},
        ),
        (
            [stated("c", kind=Kind.CONTEXT), stated("a", defeated="No.")],
            [],
            "it-is-a",
            {"defeated node that others bear on": 1},
        ),
    ],
)
def test_every_map_has_a_thesis(
    nodes: list[ParsedNode], relations: list[ParsedRelation], thesis: str, told: dict[str, int]
) -> None:
    argument_map, findings, found, _ = imported(parsed(nodes, *relations))

    assert findings == []
    assert [node.id for node in argument_map.nodes if node.kind is Kind.THESIS] == [thesis]
    assert found == told


def test_evidence_needs_a_work_and_else_is_a_claim_with_a_tag() -> None:
    work = {"type": "book", "title": "A book", "author": [{"family": "Doe"}], "issued": {"date-parts": [[2020]]}}
    nodes = nodes_of(
        parsed(
            [stated("top"), stated("a", kind=Kind.EVIDENCE), stated("b", kind=Kind.EVIDENCE, works=(work,))],
            bears("a", SUPPORTS, "top"),
            bears("b", SUPPORTS, "top"),
        )
    )

    assert (nodes["it-is-a"].kind, nodes["it-is-a"].tags) == (Kind.CLAIM, ("evidence",))
    assert (nodes["it-is-b"].kind, nodes["it-is-b"].works()) == (Kind.EVIDENCE, ["doe-2020"])


def test_two_nodes_that_cite_one_work_bring_it_once() -> None:
    work = {"type": "book", "title": "A book"}
    nodes = nodes_of(parsed([stated("a", works=(work,)), stated("b", works=(work, {**work, "title": "Another"}))]))

    assert [len(node.brings) for node in nodes.values()] == [1, 1]
    assert len(nodes["it-is-b"].cites) == 2


def test_nodes_that_attack_each_other_get_a_thesis() -> None:
    argument_map, findings, told, _ = imported(
        parsed([stated("a"), stated("b")], bears("a", ATTACKS, "b"), bears("b", ATTACKS, "a"))
    )

    assert findings == []
    assert sorted(node.kind.value for node in argument_map.nodes) == ["claim", "thesis"]
    assert told == {"circle without a top": 1}


def test_a_circle_beside_a_thesis_gets_a_thesis_of_its_own() -> None:
    argument_map, findings, told, _ = imported(
        parsed([stated("top"), stated("a"), stated("b")], bears("a", ATTACKS, "b"), bears("b", ATTACKS, "a"))
    )

    assert findings == []
    assert [node.id for node in argument_map.nodes if node.kind is Kind.THESIS] == ["it-is-a", "it-is-top"]
    assert told == {"circle without a top": 1}


def test_a_defeated_node_is_withdrawn_unless_something_bears_on_it() -> None:
    nodes = nodes_of(
        parsed(
            [
                stated("top"),
                stated("gone", defeated="It was refuted."),
                stated("held", defeated="No."),
                stated("below"),
            ],
            bears("gone", SUPPORTS, "top"),
            bears("held", SUPPORTS, "top"),
            bears("below", SUPPORTS, "held"),
        )
    )

    assert (nodes["it-is-gone"].withdrawn, nodes["it-is-gone"].reason) == (True, "It was refuted.")
    assert (nodes["it-is-held"].withdrawn, nodes["it-is-held"].tags) == (False, ("defeated",))


# Relations


@pytest.mark.parametrize(
    ("relations", "told"),
    [
        ([bears("a", SUPPORTS, "a")], {"relation to itself": 1}),
        ([bears("a", SUPPORTS, "z")], {"relation to what is not there": 1}),
        ([bears("a", SUPPORTS, "b"), bears("a", ATTACKS, "b")], {"second relation to the same node": 1}),
        ([bears("a", SUPPORTS, "b", because="so"), bears("a", SUPPORTS, "b")], {"relation stated twice": 1}),
        ([bears("a", SUPPORTS, "b"), bears("b", SUPPORTS, "a")], {"circle of reasons": 1}),
        ([bears("a", UNDERCUTS, "b", "q")], {"undercut of no step": 1}),
        ([bears("a", SUPPORTS, "b"), bears("q", UNDERCUTS, "a", "b")], {"relation that its ends do not allow": 1}),
        (
            [bears("a", SUPPORTS, "b"), *[bears("d", UNDERCUTS, "a", "b", jointly="g")] * 2],
            {"linked undercut": 1, "relation stated twice": 1},
        ),
        (
            [bears("a", SUPPORTS, "b"), *(bears("d", UNDERCUTS, "a", "b", because=why) for why in ("so", "or so"))],
            {"second relation to the same node": 1},
        ),
        ([bears("a", SUPPORTS, "b", jointly="g")], {"linked premise without partner": 1}),
        ([bears("a", SUPPORTS, "q")], {"reason for a question": 1}),
        ([bears("a", ATTACKS, "q")], {"relation that its ends do not allow": 1}),
        ([bears("q", SUPPORTS, "a")], {"relation that its ends do not allow": 1}),
        ([bears("c", ATTACKS, "a")], {"context that argues": 1}),
        ([bears("a", SUPPORTS, "b", because="b" * 301)], {"long label": 1}),
        ([bears("a", SUPPORTS, "b", score=1e12)], {"number that a map cannot hold": 1}),
        ([bears("a", SUPPORTS, "b", order=-1)], {"number that a map cannot hold": 1}),
    ],
)
def test_what_a_map_cannot_hold_is_told(relations: list[ParsedRelation], told: dict[str, int]) -> None:
    given_map = parsed(
        [stated("a"), stated("b"), stated("q", kind=Kind.QUESTION), stated("c", kind=Kind.CONTEXT), stated("d")],
        *relations,
    )

    _, findings, found, _ = imported(given_map)

    assert findings == []
    assert found == told


def test_linked_premises_stay_linked_in_each_of_their_groups() -> None:
    nodes = nodes_of(
        parsed(
            [stated("top"), stated("a"), stated("b"), stated("c")],
            *(bears(name, SUPPORTS, "top", jointly="one") for name in "ab"),
            *(bears(name, SUPPORTS, "top", jointly="two") for name in "bc"),
        )
    )

    assert nodes["it-is-b"].relations[0].jointly == ("one", "two")


def test_groups_whose_names_are_too_long_to_tell_apart_stay_apart() -> None:
    names = [f"{'group ' * 20}{number}" for number in range(2)]
    nodes = nodes_of(
        parsed(
            [stated("top"), *(stated(name) for name in "abcd")],
            *(bears(name, SUPPORTS, "top", jointly=names[name in "cd"]) for name in "abcd"),
        )
    )

    labels = [nodes[f"it-is-{name}"].relations[0].jointly for name in "abcd"]
    assert labels[0] == labels[1] != labels[2] == labels[3]


def test_numbers_reasons_and_schemes_of_relations_are_kept() -> None:
    nodes = nodes_of(
        parsed(
            [stated("top"), stated("a")],
            bears("a", SUPPORTS, "top", because="so: it is", scheme="expert opinion", score=-0.25, order=2),
        )
    )

    (relation,) = nodes["it-is-a"].relations
    assert (relation.because, relation.scheme, relation.score, relation.order) == (
        "so: it is",
        "expert opinion",
        -0.25,
        2,
    )


# Who speaks, notes, and what is said of the whole


def test_who_speaks_stands_in_the_glossary() -> None:
    nodes = nodes_of(parsed([stated("a", speakers=("1",))], speakers={"1": "Ada Marrow"}))

    assert nodes["it-is-a"].voice == ("ada-marrow",)


@pytest.mark.parametrize(
    ("language", "said"),
    [("ru", "Упоминается здесь: in."), ("nl", "Named in in."), ("", "Named in in."), ("?", "Named in in.")],
)
def test_of_speakers_it_is_said_in_the_language_of_the_map_where_they_were_named(language: str, said: str) -> None:
    given = parsed([stated("a", speakers=("1",))], speakers={"1": "Ada Marrow"}, language=language)

    assert said in merge(given, Origin("toy", "in.toy", "in")).files["glossary.yml"]


def test_two_speakers_of_one_name_are_one_person_and_groups_are_organisations() -> None:
    given_map = parsed(
        [stated("a", speakers=("1", "2")), stated("b", speakers=("3",))],
        speakers={"1": "Ada Marrow", "2": "Ada Marrow", "3": "The mill"},
        groups=frozenset({"3"}),
    )
    argument_map, findings, _, _ = imported(given_map)

    assert findings == []
    assert [(term.id, term.kind) for term in argument_map.terms] == [
        ("ada-marrow", "person"),
        ("the-mill", "organisation"),
    ]


def test_notes_are_prose_and_link_to_nodes() -> None:
    notes = f"See {link_to_node('*that*', 'b')} and {link_to_node('nothing', 'z')}."
    nodes = nodes_of(parsed([stated("a", notes=notes), stated("b")]))

    assert nodes["it-is-a"].prose == "See [*that*](it-is-b.md) and nothing."


def test_nothing_links_to_a_node_that_no_longer_stands() -> None:
    given_map = parsed([stated("a", notes=f"See {link_to_node('that', 'b')}."), stated("b", defeated="No.")])
    argument_map, findings, told, _ = imported(given_map)

    assert findings == []
    assert told == {"link to a withdrawn node": 1}
    assert argument_map.nodes[0].prose == "See that."


def test_notes_with_what_prose_cannot_have_become_plain_text() -> None:
    argument_map, findings, told, _ = imported(parsed([stated("a", notes="# Head\n\n<b>so</b> @doe")]))

    assert findings == []
    assert told == {"markup that prose cannot have": 1}
    assert argument_map.nodes[0].prose == plain_prose("# Head\n\n<b>so</b> @doe")


def test_words_of_the_mapped_text_become_a_quotation() -> None:
    nodes = nodes_of(parsed([stated("a", quote=("so it *is*", 3))]))

    assert nodes["it-is-a"].prose == r"> so it \*is\*"


def test_what_is_said_of_the_whole_gets_a_page_and_the_text_a_file() -> None:
    given_map = parsed([stated("a")], about="It was *long*.", text="So\nit is.", authors=("Doe, Jane",), language="de")
    argument_map, findings, _, files = imported(given_map)

    assert findings == []
    assert files["about.md"] == "# About A debate\n\nIt was *long*.\n\n[text.txt](text.txt)\n"
    assert files["text.txt"] == "So\nit is.\n"
    assert (argument_map.authors[0].name, argument_map.language) == ("Doe, Jane", "de")


def test_what_the_sites_builder_would_act_on_is_plain_text_on_the_page_about_the_map() -> None:
    _, findings, told, files = imported(parsed([stated("a")], about="{{ x }}\n\nand *so*"))

    assert findings == []
    assert told == {"markup that prose cannot have": 1}
    assert "and &#42;so&#42;" in files["about.md"]


def test_a_map_of_too_many_nodes_is_refused_at_the_next() -> None:
    node = stated("a")
    with pytest.raises(UnreadableError, match="at most 10,000 statements"):
        fit(parsed([replace(node, origin=str(number)) for number in range(MOST_NODES + 1)]))


def test_a_node_with_hundreds_of_relations_keeps_to_the_size_of_files() -> None:
    nodes = [stated("a"), *(stated(f"n{number}") for number in range(300))]
    relations = [bears("a", SUPPORTS, f"n{number}", because="so " * 90) for number in range(300)]

    _, findings, told, _ = imported(parsed(nodes, *relations))

    assert findings == []
    assert told["relations beyond what a file can hold"] > 200


# Inputs


def test_texts_are_utf_8_or_utf_16_with_its_mark() -> None:
    assert decoded("a", "\ufeffé\r\n".encode()) == "é\n"
    assert decoded("a", "é\n".encode("utf-16")) == "é\n"
    with pytest.raises(UnreadableError, match="0xe9 is not UTF-8") as raised:
        decoded("a", b"x\ny\xe9")
    assert raised.value.place == Place("a", 2, 2)


def test_parts_of_json_have_their_places() -> None:
    value, place_of = json_input("a", '\n{"a": [1,\n {"b": 2}]}')

    assert value == {"a": [1, {"b": 2}]}
    assert place_of(("a", 1, "b")) == Place("a", 3, 3)
    assert place_of(("nothing",)) == Place("a", 1, 1)


@pytest.mark.parametrize(("text", "line"), [("{\n x", 2), ("[" * 100_000, 1), ("9" * 5_000, 1), ("", 1)])
def test_what_is_no_json_is_refused_at_its_line(text: str, line: int) -> None:
    with pytest.raises(UnreadableError) as raised:
        json_input("a", text)
    assert raised.value.place.line == line


def test_what_is_no_strict_yaml_is_refused_at_its_line() -> None:
    assert yaml_input("a", "") is None
    with pytest.raises(UnreadableError, match="anchor") as raised:
        yaml_input("a", "a: 1\nb: &x [1]")
    assert raised.value.place == Place("a", 2, 4)


# The command

TOY_CONSTRUCTS = (Construct("line", Fate.KEPT, "a node"), Construct("vote", Fate.LOST, "maps count no votes"))


def read_toy(texts: Mapping[str, str]) -> ParsedMap:
    """Read lines such as `b: It is so. > a`; `!` alone is no line, `?` a vote."""
    nodes, relations, met = [], [], []
    for path, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            place = Place(path, number)
            if line == "!":
                raise UnreadableError(place, "this is no line", "write one")
            if line == "?":
                met.append(Met(place, "vote", "7"))
                continue
            origin, _, words = line.partition(": ")
            words, _, target = words.partition(" > ")
            nodes.append(ParsedNode(origin, words, place, speakers=("s",) if origin == "s" else ()))
            met.append(Met(place, "line"))
            if target:
                relations.append(ParsedRelation(origin, SUPPORTS, target, place))
    return ParsedMap("", tuple(nodes), tuple(relations), tuple(met), {"s": "Sue Ode"})


Import = Callable[..., tuple[int, str, str]]


@pytest.fixture
def importing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Import:
    """Let `argmap import toy` run in a folder of its own: return its status, and what it printed."""
    toys = {
        name: Importer(name, read_toy, (".toy",), TOY_CONSTRUCTS, frozenset(), "toys", together)
        for name, together in (("toy", False), ("toys", True))
    }
    monkeypatch.setattr("argmap.cli.import_.IMPORTERS", toys)
    monkeypatch.chdir(tmp_path)

    def run(
        text: str | None = None, *more: str, form: str = "toy", file: str = "in.toy", to: str = "docs/m"
    ) -> tuple[int, str, str]:
        if text is not None:
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            Path(file).write_text(text, encoding="utf-8")
        status = main(["import", form, file, "--to", to, *more])
        return status, *capsys.readouterr()

    return run


def written(folder: str = "docs/m") -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


A = "a: It is so.\n"
B = "b: Because of this. > a\n"


def test_the_command_writes_a_map_and_tells_what_was_not_kept(importing: Import) -> None:
    status, out, _ = importing(A + "?\n" + B)

    assert status == 0
    assert set(written()) == {
        "import.json",
        "map.yml",
        "nodes/it-is-so.md",
        "nodes/because-of-this.md",
    }
    assert "kept: 2 × line (a node)" in out
    assert "in.toy:2:1: lost vote: 7" in out


@pytest.mark.parametrize("form", ["text", "md"])
def test_many_of_one_kind_have_one_line_with_their_number_and_places(importing: Import, form: str) -> None:
    _, out, _ = importing(A + "?\n" * 30 + B, "--report", form)
    (line,) = [line for line in out.splitlines() if "lost 30 × vote" in line]

    assert "in.toy:2:1" in line
    assert "at 2:1, 3:1, 4:1" in line
    assert "and 10 more, which" in line


def test_the_report_for_programs_has_every_place(importing: Import) -> None:
    _, out, _ = importing(A + "?\n" * 30 + B, "--report", "json")

    assert [met["line"] for met in json.loads(out)["maps"][0]["not-kept"]] == [*range(2, 32)]


def test_a_file_that_does_not_parse_is_refused_at_its_line_and_nothing_is_written(importing: Import) -> None:
    status, out, _ = importing(A + "!\n")

    assert status == 1
    assert out == "in.toy:2:1: this is no line\n    write one\n"
    assert not Path("docs").exists()


def test_importing_again_updates_what_nobody_touched(importing: Import) -> None:
    importing(A + B)
    again = importing(None)
    assert again[0] == 0

    status, out, _ = importing(A + "b: Because of that. > a\n")

    assert status == 0
    assert "Because of that" in written()["nodes/because-of-this.md"]
    assert "1 updated" in out


def test_importing_again_leaves_hand_made_changes_alone(importing: Import) -> None:
    importing(A + B)
    file = Path("docs/m/nodes/because-of-this.md")
    by_hand = file.read_text(encoding="utf-8") + "By hand.\n"
    file.write_text(by_hand, encoding="utf-8")

    status, out, _ = importing("a: It is as it is.\n" + B)

    assert status == 0
    assert file.read_text(encoding="utf-8") == by_hand
    assert "nodes/because-of-this.md: changed here" in out


@pytest.mark.parametrize(
    ("choice", "statement", "next_status"), [("tell", "By hand", 1), ("ours", "By hand", 0), ("theirs", "Of that", 0)]
)
def test_where_both_changed_it_is_said_until_somebody_chooses(
    importing: Import, choice: str, statement: str, next_status: int
) -> None:
    importing(A + B)
    file = Path("docs/m/nodes/because-of-this.md")
    file.write_text(
        file.read_text(encoding="utf-8").replace("statement: Because of this.", "statement: By hand"), encoding="utf-8"
    )

    status, out, _ = importing(A + "b: Of that > a\n", "--both-changed", choice)

    assert status == (0 if choice == "theirs" else 1)
    assert ("changed here and in the input" in out) is (choice != "theirs")
    assert f"statement: {statement}" in file.read_text(encoding="utf-8")
    assert importing(None)[0] == next_status


def test_what_vanished_is_told_and_stays(importing: Import) -> None:
    importing(A + B)

    status, out, _ = importing(A)

    assert status == 0
    assert "nodes/because-of-this.md: no longer in the input" in out
    assert "nodes/because-of-this.md" in written()


def test_a_node_removed_or_withdrawn_here_does_not_come_back(importing: Import) -> None:
    importing(A + B + "c: And so. > b\n")
    Path("docs/m/nodes/and-so.md").unlink()
    file = Path("docs/m/nodes/because-of-this.md")
    file.write_text(
        file.read_text(encoding="utf-8").replace("\n---\n", "\nstatus: withdrawn\nreason: It was wrong.\n---\n"),
        encoding="utf-8",
    )

    status, out, _ = importing(A + B + "c: And so. > b\nd: New. > b\n")

    assert status == 0
    assert "nodes/and-so.md: removed here" in out
    assert "nodes/because-of-this.md: removed here" in out
    assert "relation to what is not there" in out
    assert set(written()) == {"import.json", "map.yml", "nodes/because-of-this.md", "nodes/it-is-so.md", "nodes/new.md"}


def test_a_renamed_or_moved_node_is_the_same_node(importing: Import, capsys: pytest.CaptureFixture[str]) -> None:
    importing(A + B)
    assert main(["rename", "it-is-so", "tops/the-top"]) == 0
    capsys.readouterr()
    assert importing(None)[1].count("unchanged") == 1

    status, _, _ = importing("a: It is otherwise.\n" + B)

    assert status == 0
    assert "aliases: [it-is-so]" in written()["nodes/tops/the-top.md"]
    assert "It is otherwise." in written()["nodes/tops/the-top.md"]


def test_who_speaks_for_the_first_time_is_added_to_the_glossary_as_people_left_it(importing: Import) -> None:
    importing(A + "s: I say so. > a\n")
    glossary = Path("docs/m/glossary.yml")
    by_hand = glossary.read_text(encoding="utf-8").replace("Named in in.", "She owns the mill.")
    glossary.write_text(by_hand, encoding="utf-8")

    assert importing(A + "s: I say so, too. > a\n")[0] == 0
    assert glossary.read_text(encoding="utf-8") == by_hand


def test_the_page_about_a_map_is_compared_as_its_nodes_are() -> None:
    given_map = parsed([stated("a")], about="It was long.")
    origin = Origin("toy", "in.toy", "in")
    first = merge(parsed([stated("a")]), origin).files
    by_hand = {**first, "about.md": "# By hand\n"}
    before, _ = read_imported("import.json", first["import.json"])

    merged = merge(given_map, origin, by_hand, before)
    assert (merged.outcomes["about.md"], "about.md" in merged.files) == (Outcome.CHANGED_IN_BOTH, False)

    files = merge(given_map, origin).files
    before, _ = read_imported("import.json", files["import.json"])
    assert merge(parsed([stated("a")]), origin, files, before).outcomes["about.md"] is Outcome.VANISHED
    without = {path: text for path, text in files.items() if path != "about.md"}
    assert merge(given_map, origin, without, before).outcomes["about.md"] is Outcome.REMOVED_HERE


def test_a_node_with_an_endless_name_in_the_input_is_known_again() -> None:
    given_map = parsed([stated("x" * 100_000)])
    files = merge(given_map, Origin("toy", "in.toy", "in")).files
    before, faults = read_imported("import.json", files["import.json"])

    assert faults == []
    assert len(files["import.json"]) < 2_000
    assert merge(given_map, Origin("toy", "in.toy", "in"), files, before).files == {}


def test_check_writes_nothing(importing: Import) -> None:
    assert importing(A, "--check")[0] == 0
    assert not Path("docs").exists()


def test_several_files_become_several_maps(importing: Import) -> None:
    importing(A, file="in/One debate.toy")
    status, out, _ = importing("!\n", file="in/two.toy")
    assert status == 1

    importing(B, file="in/deep/One-debate.toy", to="docs/x")
    status, out, _ = importing(None, file="in", to="docs/all")

    assert status == 1
    assert sorted(path.name for path in Path("docs/all").iterdir()) == ["index.md", "one-debate", "one-debate-2"]
    assert "in/two.toy:1:1: this is no line" in out


def test_each_file_of_a_corpus_keeps_its_folder_when_another_of_its_name_comes_before_it(importing: Import) -> None:
    importing(A, file="in/b/talk.toy")
    importing("c: It is not.\n", file="in/c/talk.toy")
    importing(None, file="in", to="docs/all")
    before = {name: written(f"docs/all/{name}") for name in ("talk", "talk-2")}
    importing("n: It is new.\n", file="in/a/talk.toy")
    status, _, _ = importing(None, file="in", to="docs/all")

    assert status == 0
    assert {name: written(f"docs/all/{name}") for name in before} == before
    assert "It is new." in written("docs/all/talk-3")["nodes/it-is-new.md"]


def test_a_file_of_a_corpus_that_moved_keeps_its_folder_where_only_it_can_be_meant(importing: Import) -> None:
    importing(A, file="in/b/talk.toy")
    importing(None, file="in", to="docs/all")
    Path("in/b").rename("in/d")
    importing(None, file="in", to="docs/all")
    assert [path.parent.name for path in Path("docs/all").glob("*/map.yml")] == ["talk"]
    assert json.loads(written("docs/all/talk")["import.json"])["from"] == "d/talk.toy"

    Path("in/d").rename("in/e")
    importing(A, file="in/f/talk.toy")
    importing(None, file="in", to="docs/all")
    assert len([*Path("docs/all").glob("*/map.yml")]) == 3


@pytest.fixture
def corpus(importing: Import) -> Import:
    """Import a folder of three files, of which one is faulty."""
    for name, text in (("one", A + B), ("two", "!\n"), ("three", A + "?\n")):
        Path("in").mkdir(exist_ok=True)
        Path("in", f"{name}.toy").write_text(text, encoding="utf-8")
    return importing


def test_one_faulty_file_of_a_folder_stops_no_other_and_the_report_adds_up(corpus: Import) -> None:
    status, out, _ = corpus(None, file="in", to="docs/all")

    assert status == 1
    assert "in/two.toy:1:1: this is no line" in out
    total = out.partition("In all ")[2]
    assert total.startswith("2 maps; 1 refused, which stopped no other\n")
    assert "    3 × line (a node)" in total
    assert "  1 lost\n    1 × vote (maps count no votes)" in total

    told = json.loads(corpus(None, "--report", "json", file="in", to="docs/all")[1])
    assert told["total"]["fates"] == {"kept": 3, "told": 0, "lost": 1}
    assert {"construct": "vote", "fate": "lost", "becomes": "maps count no votes", "count": 1} in told["total"][
        "constructs"
    ]
    assert [one["path"] for one in told["refused"]] == ["in/two.toy"]

    page = corpus(None, "--report", "md", file="in", to="docs/all")[1]
    assert page.startswith(
        "# All maps\n\nIn all 2 maps; 1 refused, which stopped no other.\n\n| Map | kept | told | lost |\n"
    )
    assert "| docs/all/one | 2 | 0 | 0 |" in page
    assert "| **All of them** | 3 | 0 | 1 |" in page


def test_maps_that_are_imported_side_by_side_get_a_page_that_lists_them_once(corpus: Import) -> None:
    assert corpus(None, "--check", file="in", to="docs/all")[0] == 1
    assert not Path("docs").exists()

    corpus(None, file="in", to="docs/my-debates")
    page = Path("docs/my-debates/index.md")
    assert "# My debates\n\n```argmap\nview: maps\n```\n" in page.read_text(encoding="utf-8")

    page.rename(page.with_name("README.md"))
    corpus(None, file="in", to="docs/my-debates")
    assert not page.exists()


def test_a_folder_that_holds_something_else_stops_no_other_map_either(corpus: Import) -> None:
    Path("docs/all/one").mkdir(parents=True)
    Path("docs/all/one/mine.txt").write_text("Mine.", encoding="utf-8")

    status, out, _ = corpus(None, file="in", to="docs/all")

    assert status == 1
    assert "in/one.toy:1:1: docs/all/one holds what was not imported" in out
    assert Path("docs/all/three/map.yml").exists()


def test_a_corpus_that_is_imported_again_is_merged_map_by_map(corpus: Import) -> None:
    corpus(None, file="in", to="docs/all")
    Path("in/one.toy").write_text(A + "b: Because of that. > a\n", encoding="utf-8")
    Path("in/two.toy").write_text(A, encoding="utf-8")
    Path("in/three.toy").unlink()

    status, out, _ = corpus(None, file="in", to="docs/all")

    assert status == 0
    assert "In all 2 maps; none refused\n  2 new" in out
    assert "1 updated" in out
    assert Path("docs/all/three/map.yml").exists()


def test_a_format_that_keeps_one_map_in_many_files_makes_one_map(importing: Import) -> None:
    Path("in").mkdir()
    Path("in/b.toy").write_text(B, encoding="utf-8")

    assert importing(A, form="toys", file="in/a.toy")[0] == 0
    assert importing(None, form="toys", file="in", to="docs/both")[0] == 0
    assert len(written("docs/both")) == 4


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("docs", "cannot be the whole docs folder"),
        ("docs/A Debate", '"A Debate" cannot be the folder of a map'),
        ("docs/other", "holds what was not imported"),
        ("docs/other/within", "none can lie in another"),
        ("docs/toys", "was imported from toys, not from toy"),
        ("docs/broken", "it is not of the form that argmap import writes"),
    ],
)
def test_no_folder_that_holds_anything_else_is_written_to(importing: Import, to: str, message: str) -> None:
    for folder, record in (("other", ""), ("broken", "{}")):
        Path("docs", folder).mkdir(parents=True)
        Path("docs", folder, "map.yml").write_text("title: M\n", encoding="utf-8")
        if record:
            Path("docs", folder, "import.json").write_text(record, encoding="utf-8")
    importing(A, form="toys", to="docs/toys")

    status, _, err = importing(A, to=to)

    assert status == 2
    assert message in err


def test_a_map_outside_of_the_docs_folder_has_one_of_its_own(importing: Import) -> None:
    assert importing(A, to="elsewhere/m")[0] == 0
    assert "map.yml" in written("elsewhere/m")


def test_an_input_without_files_or_statements_is_refused(importing: Import) -> None:
    Path("empty").mkdir()
    assert "no file in empty ends in .toy" in importing(None, file="empty")[2]
    assert "there is no file nothing.toy" in importing(None, file="nothing.toy")[2]
    assert "there is no statement in it" in importing("?\n")[1]


def test_an_input_that_is_too_large_is_refused(importing: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.cli.import_.LARGEST_TOGETHER", 20)
    assert "at most 20 bytes" in importing(A + B)[1]
    monkeypatch.setattr("argmap.cli.import_.MOST_FILES", 0)
    assert "at most 0 files" in importing(A)[1]
    monkeypatch.setattr("argmap.cli.import_.LARGEST_FILE", 5)
    monkeypatch.setattr("argmap.cli.import_.MOST_FILES", 9)
    status, _, err = importing(A)
    assert (status, "at most 5 are read" in err) == (2, True)


def test_a_reader_that_goes_too_deep_ends_in_a_refusal(importing: Import, monkeypatch: pytest.MonkeyPatch) -> None:
    def deep(_: Mapping[str, str]) -> ParsedMap:
        raise RecursionError

    toy = Importer("toy", deep, (".toy",), TOY_CONSTRUCTS, frozenset(), "toys")
    monkeypatch.setattr("argmap.cli.import_.IMPORTERS", {"toy": toy})
    assert "nested too deep" in importing(A)[1]


def test_what_hand_made_changes_break_is_told_with_the_findings_of_the_map(importing: Import) -> None:
    importing(A + B)
    Path("docs/m/nodes/mine.md").write_text(
        "---\nkind: counterclaim\ntitle: T\nstatement: S\nundercuts: [because-of-this -> it-is-so]\n---\n",
        encoding="utf-8",
    )

    status, _, err = importing(A + "b: Because of this.\n")

    assert status == 1
    assert "AM017" in err


def test_the_report_can_be_read_by_programs_and_shown_as_a_page(importing: Import) -> None:
    out = json.loads(importing(A + "?\n" + B, "--report", "json")[1])
    (one,) = out["maps"]
    assert one["folder"] == "docs/m"
    assert one["files"]["nodes/it-is-so.md"] == "new"
    assert {"construct": "vote", "fate": "lost", "becomes": "maps count no votes", "count": 1} in one["constructs"]
    assert one["not-kept"] == [
        {"path": "in.toy", "line": 2, "column": 1, "construct": "vote", "fate": "lost", "words": "7"}
    ]
    assert out["refused"] == []

    Path("docs/m/nodes/because-of-this.md").unlink()
    page = importing(None, "--report", "md")[1]
    assert "| vote | lost | 1 | maps count no votes |" in page
    assert "- nodes/because-of-this.md: removed here" in page
    assert "## What was not kept" not in importing(A, "--report", "md", to="docs/n")[1]
    assert "# Refused\n\n- in.toy:1:1: this is no line" in importing("!", "--report", "md")[1]


def test_a_refusal_without_advice_is_told_in_a_line() -> None:
    assert render_imports([], [Refused(AT, "this is no map", "")], "text") == "in.toy:2:1: this is no map\n"


ENTRY = {"id": "a", "sha256": "0" * 64}
WHOLE: dict[str, object] = {"argmap": "1", "format": "toy", "from": "in.toy", "files": {}, "nodes": {"1": ENTRY}}


@pytest.mark.parametrize(
    "change",
    [
        {"argmap": "2"},
        {"more": 1},
        {"format": 1},
        {"nodes": {"1": {"id": "a"}}},
        {"nodes": {"1": {**ENTRY, "id": "../a"}}},
        {"nodes": {"1": ENTRY, "2": ENTRY}},
        {"nodes": {"1": {**ENTRY, "sha256": "x"}}},
        {"files": {"map.yml": 1}},
    ],
)
def test_a_record_of_another_form_is_no_record_of_an_import(change: dict[str, object]) -> None:
    assert read_imported("import.json", json.dumps(WHOLE))[1] == []

    imported_before, (finding,) = read_imported("import.json", json.dumps(WHOLE | change))

    assert imported_before is None
    assert finding.code == "AM077"


@pytest.mark.parametrize(("text", "line"), [("{\n!", 2), ("[" * 100_000, 1)])
def test_a_record_that_is_no_json_is_found_at_its_line(text: str, line: int) -> None:
    (finding,) = read_imported("import.json", text)[1]
    assert (finding.code, finding.place.line) == ("AM077", line)


def test_every_importer_is_known_by_its_name() -> None:
    assert all(name == importer.name for name, importer in registry.IMPORTERS.items())


@pytest.mark.parametrize("form", [name for name, one in IMPORTERS.items() if ".json" in one.endings])
@pytest.mark.parametrize(
    ("text", "line"), [('{\n"nodes": [],\n"nodes": []}', 3), ('\n{"nodes": [{"a": 1,\n"b": {"c": 1, "c": 2}}]}', 3)]
)
def test_a_key_that_json_gives_twice_is_refused_at_its_line(form: str, text: str, line: int) -> None:
    with pytest.raises(UnreadableError, match="stands here and in line") as refused:
        IMPORTERS[form].read({"in.json": text})

    assert refused.value.place.line == line
