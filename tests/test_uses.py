"""How the works cited are used: in support of an argument, or by what comes under attack in it."""

from argmap.analysis.uses import most_used, uses
from argmap.model.graph import Graph, graph_of
from argmap.read.maps import read
from conftest import TOP, node


def graph(**files: str) -> Graph:
    return graph_of(read({**TOP, **{f"m/nodes/{name}.md": text for name, text in files.items()}}).maps[0])


def told(one: Graph) -> dict[str, tuple[list[str], list[str]]]:
    return {
        key: ([node.id for node in how.support], [node.id for node in how.attacked]) for key, how in uses(one).items()
    }


def test_counterclaims_the_rejected_the_doubted_and_the_attacked_count_as_under_attack() -> None:
    one = graph(
        good=node(cites="[w]"),
        rival=node(kind="counterclaim", supports="", attacks="[good]", cites="[w]"),
        hit=node(cites="[w, x]"),
        reply=node(supports="", attacks="[hit]", voice="[w]", stance="reports"),
        no=node(voice="[x]", stance="rejects"),
        unsure=node(voice="[x]", stance="doubts"),
    )

    # the reader finds fault with a rival that attacks, so that what it attacks counts as under attack
    assert told(one) == {"w": (["reply"], ["good", "hit", "rival"]), "x": ([], ["hit", "no", "unsure"])}


def test_works_are_ranked_by_use_and_those_used_once_left_out() -> None:
    one = graph(a=node(cites="[w, x, y]"), b=node(cites="[x, w]"), c=node(cites="[x]"))

    assert most_used(uses(one), 5) == ["x", "w"]
    assert most_used(uses(one), 1) == ["x"]
