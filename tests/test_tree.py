"""The page Tree as it stands without a script: each node once, in groups, linked premises together, no way lost."""

from html.parser import HTMLParser

import pytest

from argmap.citations.citable import Published
from argmap.model.graph import graph_of
from argmap.model.ownpages import OWN_PAGES, has_page
from argmap.pages.branches import MOST_AT_FIRST, Branch, tree_of
from argmap.pages.context import Context, context_of
from argmap.pages.templating import Templates
from argmap.pages.tree import tree_page
from argmap.read.maps import read
from conftest import TOP, node
from debate import DEBATE


def context(files: dict[str, str]) -> Context:
    return context_of(read(files).maps[0], Published())


def cards(branches: tuple[Branch, ...]) -> list[Branch]:
    """List all cards, each before those below it."""
    listed = []
    waiting = list(reversed(branches))
    while waiting:
        card = waiting.pop()
        listed.append(card)
        below = [one for group in card.below for cluster in group.clusters for one in cluster]
        waiting += reversed(below)
    return listed


def tree(files: dict[str, str]) -> dict[str, Branch]:
    """Return the card of each node; there may not be two."""
    listed = [card for card in cards(tree_of(context(files), has_anchors=True).branches) if not card.is_elsewhere]
    by_id = {card.node.id: card for card in listed}
    assert len(by_id) == len(listed)
    return by_id


def groups(card: Branch) -> dict[str | None, list[list[str]]]:
    return {
        group.type: [
            [f"({one.node.id})" if one.is_elsewhere else one.node.id for one in some] for some in group.clusters
        ]
        for group in card.below
    }


def test_every_node_stands_once_and_a_thesis_below_the_question_that_it_answers() -> None:
    by_id = tree(DEBATE)
    made = context(DEBATE)

    assert by_id.keys() == made.graph.nodes.keys()
    roots = [card.node.id for card in tree_of(made, has_anchors=True).branches]
    assert roots == ["ask", "town"]
    assert groups(by_id["ask"]) == {"answers": [["close"], ["(keep)"]], "frames": [["(peace)"]]}


def test_siblings_stand_in_groups_and_linked_premises_together_in_each_of_theirs() -> None:
    assert groups(tree(DEBATE)["close"]) == {
        "supports": [["cracks"], ["two", "fail"], ["(two)", "shut"]],
        "attacks": [["keep"]],
        "qualifies": [["later"]],
        "frames": [["peace"]],
    }


def test_what_else_a_node_bears_on_is_told_and_so_is_it_there() -> None:
    by_id = tree(DEBATE)

    assert [(one.type, one.node.id) for one in by_id["keep"].also] == [("answers", "ask")]
    assert [(one.type, one.node.id) for one in by_id["light"].also] == [("undercuts", "cracks"), ("undercuts", "close")]
    assert by_id["town"].also == ()


def test_what_denies_a_step_is_told_at_the_step() -> None:
    by_id = tree(DEBATE)

    assert [(one.node.id, one.sign) for one in by_id["two"].challenges] == [("light", "unanswered")]
    assert groups(by_id["two"]) == {"undercuts": [["light"]]}
    assert [(one.node.id, one.sign) for one in by_id["lorries"].challenges] == [("light", None)]
    assert groups(by_id["lorries"]) == {}  # where the node stands is told at the step


def test_a_circle_of_relations_ends() -> None:
    files = {
        **TOP,
        "m/nodes/a.md": node(),
        "m/nodes/b.md": node(supports="[a, c]"),
        "m/nodes/c.md": node(supports="[b]"),
    }
    by_id = tree(files)

    assert groups(by_id["b"]) == {"supports": [["c"]]}
    assert groups(by_id["c"]) == {"supports": [["(b)"]]}


@pytest.mark.parametrize("length", [13, 300])
def test_a_chain_of_any_length_is_shown_whole(length: int) -> None:
    chain = {f"m/nodes/n{one}.md": node(supports=f"[{f'n{one - 1}' if one else 'top'}]") for one in range(length)}
    by_id = tree({**TOP, **chain})
    page = Templates().page(tree_page(context({**TOP, **chain})))

    assert len(by_id) == length + 1
    assert [(one.type, one.node.id) for one in by_id["n12"].also] == [("supports", "n11")]
    assert page.body.count("data-am-id") == length + 1
    assert ('aria-label="Further down"' in page.body) is True


def test_the_first_view_has_no_more_cards_than_can_be_taken_in_and_fills_lane_after_lane() -> None:
    files = {**TOP, "m/nodes/upper.md": node(kind="thesis", supports="", title="Upper")}
    for one in range(20):
        files[f"m/nodes/r{one}.md"] = node(supports="[top]" if one < 11 else "[upper]")
    files["m/nodes/deep.md"] = node(supports="[r1]")
    more = {f"m/nodes/x{one}.md": node(supports="[upper]") for one in range(9)}

    assert {name for name, card in tree(files).items() if card.is_open} == {"top", "upper", "r1"}
    assert {name for name, card in tree({**files, **more}).items() if card.is_open} == {"top", "r1"}
    assert MOST_AT_FIRST == 25


def test_of_a_deeper_level_all_is_unfolded_at_first_or_nothing() -> None:
    files = {**TOP, "m/nodes/few.md": node(), "m/nodes/many.md": node()}
    files |= {f"m/nodes/f{one}.md": node(supports="[few]") for one in range(2)}
    files |= {f"m/nodes/m{one}.md": node(supports="[many]") for one in range(30)}

    assert {name for name, card in tree(files).items() if card.is_open} == {"top"}


def test_some_nodes_of_a_map_can_stand_on_any_page_as_a_tree() -> None:
    piece = tree_of(context(DEBATE), "piece", ["close", "keep", "cracks", "lorries"], has_anchors=False)

    assert [card.node.id for card in piece.branches] == ["close"]
    assert {card.node.id for card in cards(piece.branches)} == {"close", "keep", "cracks", "lorries"}


def test_a_map_that_has_a_node_of_that_name_has_no_tree() -> None:
    files = {**TOP, "m/nodes/tree.md": node()}

    assert has_page(read(TOP).maps[0], "tree")
    assert not has_page(read(files).maps[0], "tree")
    assert OWN_PAGES[0].id == "tree"


def test_a_map_without_nodes_says_so() -> None:
    assert "no nodes yet" in Templates().page(tree_page(context({"m/map.yml": "title: Empty\n"}))).body


class _Lists(HTMLParser):
    """Counts the lines below each list, and the links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a":
            self.links.append(found["href"] or "")
        if tag == "li":
            self.ids += [found["id"] or ""] if "id" in found else []


def test_the_links_of_the_page_lead_to_every_node_and_to_places_that_are_there() -> None:
    made = context(DEBATE)
    read_page = _Lists(Templates().page(tree_page(made)).body)

    assert {f"../{node_id}/" for node_id in graph_of(made.argument_map).nodes} <= set(read_page.links)
    assert {link[1:] for link in read_page.links if link.startswith("#")} <= {*read_page.ids, "tree-end"}
