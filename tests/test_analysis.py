"""Where an argument is exposed is computed from its relations, in plain and settled ways."""

import pytest

from argmap.analysis.exposure import Exposure, exposure
from argmap.analysis.labelling import grounded
from argmap.model.graph import Graph, graph_of
from argmap.read.maps import read
from conftest import TOP, node


def graph(**files: str) -> Graph:
    texts = {**TOP, **{f"m/nodes/{name.replace('_', '-')}.md": text for name, text in files.items()}}
    return graph_of(read(texts).maps[0])


def against(target: str, **fields: str) -> str:
    return node(supports="", attacks=f"[{target}]", **{"kind": "counterclaim", **fields})


def labels(**files: str) -> dict[str, str]:
    return {name: label.value for name, label in grounded(graph(**files)).items()}


def exposed(**files: str) -> Exposure:
    return exposure(graph(**files), "w")


def test_an_objection_stands_until_a_reply_stands_against_it() -> None:
    assert labels(rival=against("top")) == {"top": "out", "rival": "in"}
    assert labels(rival=against("top"), reply=against("rival")) == {"top": "in", "rival": "out", "reply": "in"}


def test_a_circle_of_attacks_is_left_open() -> None:
    assert labels(a=against("b"), b=against("a"), c=against("top")) == {
        "a": "open",
        "b": "open",
        "c": "in",
        "top": "out",
    }
    odd = labels(a=node(supports="", attacks="[a-2, top]"), a_2=against("a"))
    assert odd == {"a": "open", "a-2": "open", "top": "open"}


def test_an_attack_that_is_undercut_counts_for_nothing_while_the_undercut_stands() -> None:
    undercut = node(supports="", undercuts="[rival -> top]")

    assert labels(rival=against("top"), but=undercut)["top"] == "in"
    assert labels(rival=against("top"), but=undercut, no=against("but"))["top"] == "out"
    assert (
        labels(rival=against("top"), but=undercut, x=node(supports="", attacks="[but, y]"), y=against("x"))["top"]
        == "open"
    )


def test_objections_are_those_against_the_argument_and_not_against_its_rivals() -> None:
    found = exposed(
        rival=against("top"),
        reply=node(supports="", attacks="[rival]"),
        reason=node(),
        doubt=node(supports="", undercuts="[reason -> top]"),
    )

    assert found.unanswered == ("doubt",)
    assert found.answered == ("rival",)


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
    assert found.no_evidence == ("c",)


def test_a_diamond_of_reasons_is_walked_once() -> None:
    found = exposed(a=node(), b=node(), c=node(kind="evidence", supports="[a, b]"))

    assert found.no_evidence == ()


@pytest.mark.parametrize(
    ("fields", "conceded"),
    [
        ({"voice": "author"}, True),
        ({"voice": "author", "stance": "rejects"}, False),
        ({"voice": "[koch-2013]", "stance": "qualifies"}, True),
        ({"voice": "[koch-2013]", "stance": "rejects"}, False),
        ({"voice": "reported", "stance": "reports"}, False),
    ],
)
def test_a_concession_is_what_the_author_accepts_against_what_he_asserts(
    fields: dict[str, str], *, conceded: bool
) -> None:
    found = exposed(own=node(voice="author"), limit=node(supports="", qualifies="[own]", **fields))

    assert (found.conceded == ("limit",)) is conceded
