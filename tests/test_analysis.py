"""Where an argument is exposed is computed from its relations, in plain and settled ways."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.exposure import Exposure, exposure
from argmap.analysis.labelling import Label, grounded
from argmap.analysis.objections import Standing, objections_of, standings_of
from argmap.model.findings import Place
from argmap.model.graph import Graph, graph_of
from argmap.model.kinds import Kind
from argmap.model.maps import ArgumentMap, Node, Relation
from argmap.model.relations import RelationType
from argmap.read.maps import read
from conftest import TOP, node


def graph(**files: str) -> Graph:
    texts = {**TOP, **{f"m/nodes/{name.replace('_', '-')}.md": text for name, text in files.items()}}
    return graph_of(read(texts).maps[0])


def against(target: str, **fields: str) -> str:
    return node(supports="", attacks=f"[{target}]", **{"kind": "counterclaim", **fields})


def undercutting(step: str) -> str:
    return node(supports="", undercuts=f"[{step}]")


def labels(**files: str) -> dict[str, str]:
    return {name: label.value for name, label in grounded(graph(**files)).nodes.items()}


def standings(**files: str) -> dict[tuple[str, str], str]:
    built = graph(**files)
    return {(one.origin, one.conclusion or one.target): how.value for one, how in standings_of(built).items()}


def exposed(**files: str) -> Exposure:
    built = graph(**files)
    return exposure(built, objections_of(built), "w")


def test_an_objection_stands_until_a_reply_stands_against_it() -> None:
    assert labels(rival=against("top")) == {"top": "out", "rival": "in"}
    assert labels(rival=against("top"), reply=against("rival")) == {"top": "in", "rival": "out", "reply": "in"}


def test_a_circle_of_attacks_is_left_undecided() -> None:
    assert labels(a=against("b"), b=against("a"), c=against("top")) == {
        "a": "undecided",
        "b": "undecided",
        "c": "in",
        "top": "out",
    }
    odd = labels(a=node(supports="", attacks="[a-2, top]"), a_2=against("a"))
    assert odd == {"a": "undecided", "a-2": "undecided", "top": "undecided"}


def test_an_attack_that_is_undercut_counts_for_nothing_while_the_undercut_stands() -> None:
    undercut = undercutting("rival -> top")

    assert labels(rival=against("top"), but=undercut)["top"] == "in"
    assert labels(rival=against("top"), but=undercut, no=against("but"))["top"] == "out"
    assert (
        labels(rival=against("top"), but=undercut, x=node(supports="", attacks="[but, y]"), y=against("x"))["top"]
        == "undecided"
    )


def test_linked_premises_make_one_attack_that_fails_with_any_of_them() -> None:
    one, other = (against("{to: top, jointly: both}") for _ in range(2))

    assert labels(one=one, other=other)["top"] == "out"
    assert labels(one=one, other=other, reply=against("one"))["top"] == "in"
    assert labels(one=one, other=other, no=undercutting("other -> top"))["top"] == "in"
    assert labels(one=one, other=against("top"), reply=against("one"))["top"] == "out"


IDS = ["a", "b", "c", "d"]
PLACE = Place("m/nodes/a.md")
ATTACKS = st.builds(
    lambda origin, target, label: Relation(origin, RelationType.ATTACKS, target, PLACE, jointly=label),
    st.sampled_from(IDS),
    st.sampled_from(IDS),
    st.sampled_from([(), (), ("x",), ("y",), ("x", "y")]),
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    by_ends = {(attack.origin, attack.target): attack for attack in draw(st.lists(ATTACKS, max_size=6))}
    steps = [attack for attack in by_ends.values() if draw(st.booleans())]
    undercuts = [
        Relation(draw(st.sampled_from(IDS)), RelationType.UNDERCUTS, step.origin, PLACE, conclusion=step.target)
        for step in steps
    ]
    relations = [*by_ends.values(), *undercuts]
    nodes = (
        Node(name, Kind.CLAIM, name, name, "", tuple(one for one in relations if one.origin == name)) for name in IDS
    )
    return graph_of(ArgumentMap("m", "M", tuple(nodes)))


def by_definition(built: Graph) -> dict[str, Label]:
    """Try all labellings of the nodes, and return the one that decides least of those that keep to the definition."""
    attacks = [one for relations in built.outgoing.values() for one in relations if one.type is RelationType.ATTACKS]
    groups = {(one.target, label or one.origin) for one in attacks for label in one.jointly or ("",)}
    complete = []
    for chosen in product(Label, repeat=len(IDS)):
        label = dict(zip(IDS, chosen, strict=True))
        on: dict[str, list[Label]] = {name: [] for name in IDS}
        for target, name in groups:
            members = [
                one
                for one in attacks
                if one.target == target and (name in one.jointly or (not one.jointly and one.origin == name))
            ]
            premises = [label[one.origin] for one in members]
            undercuts = [label[cut.origin] for one in members for cut in built.disputed().get((one.origin, target), ())]
            if Label.OUT in premises or Label.IN in undercuts:
                on[target].append(Label.OUT)
            elif {*premises} == {Label.IN} and {*undercuts} <= {Label.OUT}:
                on[target].append(Label.IN)
            else:
                on[target].append(Label.UNDECIDED)
        follows = {
            name: Label.OUT if Label.IN in found else Label.IN if {*found} <= {Label.OUT} else Label.UNDECIDED
            for name, found in on.items()
        }
        if follows == label:
            complete.append(label)
    return max(complete, key=lambda label: list(label.values()).count(Label.UNDECIDED))


@given(graphs())
def test_the_labelling_is_the_least_of_all_that_keep_to_the_definition(built: Graph) -> None:
    assert grounded(built).nodes == by_definition(built)


def test_an_undercut_of_an_attack_answers_it_and_is_no_objection() -> None:
    assert standings(o=against("top")) == {("o", "top"): "unanswered"}
    assert standings(o=against("top"), r=undercutting("o -> top")) == {("o", "top"): "answered"}


def test_an_undercut_of_a_reason_is_an_objection_to_what_the_reason_is_for() -> None:
    assert standings(reason=node(), doubt=undercutting("reason -> top")) == {("doubt", "top"): "unanswered"}
    assert standings(reason=node(), doubt=undercutting("reason -> top"), no=against("doubt")) == {
        ("doubt", "top"): "answered",
        ("no", "doubt"): "unanswered",
    }


def test_an_undercut_of_a_limit_is_no_objection() -> None:
    assert standings(limit=node(supports="", qualifies="[top]"), r=undercutting("limit -> top")) == {}


def test_an_objection_whose_answer_is_attacked_back_is_contested_for_each_of_its_targets() -> None:
    assert standings(a=against("top, b"), b=node(supports="", attacks="[a]")) == {
        ("a", "b"): "contested",
        ("a", "top"): "contested",
        ("b", "a"): "contested",
    }


def test_an_objection_in_several_groups_of_linked_premises_stands_with_the_strongest() -> None:
    both = against("{to: top, jointly: [x, y]}")
    found = standings(
        a=both, b=against("{to: top, jointly: x}"), c=against("{to: top, jointly: y}"), reply=against("b")
    )

    assert found["a", "top"] == "unanswered"
    assert found["b", "top"] == "answered"


def test_objections_are_those_against_the_argument_and_not_against_its_rivals() -> None:
    found = exposed(
        rival=against("top"),
        reply=node(supports="", attacks="[rival]"),
        reason=node(),
        doubt=undercutting("reason -> top"),
        circle=against("reason, back"),
        back=node(supports="", attacks="[circle]"),
    )

    assert {standing: [one.origin for one in ones] for standing, ones in found.objections.items()} == {
        Standing.UNANSWERED: ["doubt"],
        Standing.CONTESTED: ["circle", "circle"],
        Standing.ANSWERED: ["rival"],
    }


def test_who_denies_an_objection_concedes_nothing() -> None:
    own = node(kind="claim", voice="author")

    found = exposed(own=own, o=against("own"), r=node(supports="", undercuts="[o -> own]", voice="author"))
    assert not found.conceded


def test_what_supports_the_authors_case_or_limits_a_concession_is_no_concession() -> None:
    said = {"kind": "claim", "voice": "author"}
    found = exposed(
        own=node(**said),
        limit=node(supports="", qualifies="[own]", **said),
        reason=node(supports="[own]", qualifies="[limit]", **said),
        narrower=node(supports="", qualifies="[limit]", **said),
        further=node(supports="", qualifies="[narrower]", **said),
        rival=against("own"),
        reply=node(supports="", attacks="[rival]", qualifies="[reason]", **said),
        doubt=node(supports="", undercuts="[reason -> own]", **said),
        defence=node(supports="", undercuts="[limit -> own]", **said),
    )

    assert {origin: [way.target for way in ways] for origin, ways in found.conceded.items()} == {
        "limit": ["own"],
        "further": ["narrower"],
        "reply": ["reason"],
        "doubt": ["reason"],
    }


def test_claims_are_followed_down_to_works_and_evidence() -> None:
    found = exposed(
        a=node(cites="[koch-2013]"),
        b=node(supports="[a]", voice="[w]"),
        c=node(),
        d=node(supports="[c]"),
        e=node(),
        f=node(kind="evidence", supports="[e]"),
    )

    assert found.one_work == {"top": "koch-2013", "a": "koch-2013"}
    assert found.no_evidence == ("b", "c", "d")


def test_a_claim_with_neither_reason_nor_citation_has_no_evidence_either() -> None:
    assert exposed(bare=node(), cited=node(cites="[koch-2013]"), e=node(kind="evidence")).no_evidence == ("bare",)


def test_a_diamond_of_reasons_is_walked_once() -> None:
    found = exposed(a=node(), b=node(), c=node(kind="evidence", supports="[a, b]"))

    assert found.no_evidence == ()


@pytest.mark.parametrize(
    ("fields", "conceded"),
    [
        ({"voice": "author"}, True),
        ({"voice": "author", "stance": "rejects"}, False),
        ({"voice": "author", "stance": "doubts"}, False),
        ({"voice": "[koch-2013]", "stance": "qualifies"}, True),
        ({"voice": "[koch-2013]", "stance": "rejects"}, False),
        ({"voice": "[koch-2013]", "stance": "doubts"}, False),
        ({"voice": "reported", "stance": "reports"}, False),
    ],
)
def test_a_concession_is_what_the_author_accepts_against_what_he_asserts(
    fields: dict[str, str], *, conceded: bool
) -> None:
    found = exposed(own=node(voice="author"), limit=node(supports="", qualifies="[own]", **fields))

    assert (list(found.conceded) == ["limit"]) is conceded
