"""Where things stand in drawings: as the words beside them say, and nothing on top of anything else."""

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from argmap.citations.citable import Published
from argmap.diagrams.breadth import MOST_WIDE
from argmap.diagrams.dot import drawing_of
from argmap.diagrams.engine import engine_for
from argmap.diagrams.views import View, branch, neighbourhood, overview, whole
from argmap.model.graph import graph_of
from argmap.model.maps import ArgumentMap
from argmap.model.relations import RELATIONS, RelationType
from argmap.pages.context import context_of
from argmap.pages.diagram import diagram_page
from argmap.pages.templating import Templates
from argmap.read.maps import read
from conftest import TOP, node
from drawings import Rectangle, geometry, overlap

TYPES = ("attacks", "supports", "qualifies", "explains")
TITLES = (
    "Yes",
    "A thesis with a rather longer title than is usual",
    "Women whom commonwealth memories mellow will welcome",
)


Nodes = dict[str, dict[str, list[str]]]
"""What each node bears on, by how."""


def map_of(nodes: Nodes, titles: dict[str, str] | None = None) -> ArgumentMap:
    """Make a map of relations; what begins with t is a thesis."""
    files = {"m/map.yml": TOP["m/map.yml"]}
    for name, relations in nodes.items():
        fields = {"supports": "", **{how: f"[{', '.join(ends)}]" for how, ends in relations.items() if ends}}
        kind = "thesis" if name.startswith("t") else "claim"
        files[f"m/nodes/{name}.md"] = node(kind=kind, title=(titles or {}).get(name, name), **fields)
    return read(files).maps[0]


@st.composite
def debates(draw: st.DrawFn, *, is_tangled: bool = True) -> ArgumentMap:
    """Draw a map of one to three theses that bear on one another in any way, with claims below.

    Where it is tangled, claims bear on several nodes, on steps, and in circles.
    """
    theses = [f"t{number}" for number in range(draw(st.integers(1, 3)))]
    claims = [f"c{number}" for number in range(draw(st.integers(0, 6)))]
    nodes: Nodes = {name: {how: [] for how in (*TYPES, "undercuts")} for name in theses + claims}
    pairs = [(one, other) for one in theses for other in theses if one != other]
    for origin, target in draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else ():
        nodes[origin][draw(st.sampled_from(TYPES))].append(target)
    for number, claim in enumerate(claims):
        for target in draw(
            st.lists(st.sampled_from(theses + claims[:number]), min_size=1, max_size=1 + is_tangled, unique=True)
        ):
            nodes[claim][draw(st.sampled_from(TYPES))].append(target)
    steps = [(one, end) for one, relations in nodes.items() for ends in relations.values() for end in ends]
    if claims and is_tangled:
        for claim in draw(st.lists(st.sampled_from(claims), max_size=1)):
            denied = draw(st.lists(st.sampled_from(steps), max_size=2))
            nodes[claim]["undercuts"] += [f"{one} -> {end}" for one, end in denied if claim not in (one, end)]
        for origin, target in draw(st.lists(st.tuples(*[st.sampled_from(theses + claims)] * 2), max_size=2)):
            if origin != target:
                nodes[origin]["attacks"].append(target)
    return map_of(nodes, {name: draw(st.sampled_from(TITLES)) for name in nodes})


def views_of(argument_map: ArgumentMap) -> Iterator[View]:
    graph = graph_of(argument_map)
    yield overview(argument_map, graph)
    yield whole(graph, "A map")
    for name in graph.nodes:
        yield branch(graph, name)
        yield neighbourhood(graph, name)


def in_a_circle(view: View, *ends: str) -> bool:
    """Tell whether a way leads from each of these nodes to itself."""
    ways = [(arrow.origin, arrow.conclusion or arrow.target) for arrow in view.arrows]
    ways += [(arrow.origin, arrow.target) for arrow in view.arrows]
    reached = set(ways)
    while more := {(one, end) for one, middle in reached for start, end in ways if middle == start} - reached:
        reached |= more
    return all((end, end) in reached for end in ends)


FIGHTS = {
    "two, one attacks": {"t0": {"attacks": ["t1"]}, "t1": {}},
    "two, each attacks": {"t0": {"attacks": ["t1"]}, "t1": {"attacks": ["t0"]}},
    "two, one attacks and one supports": {"t0": {"attacks": ["t1"]}, "t1": {"supports": ["t0"]}},
    "three, each attacks the next": {"t0": {"attacks": ["t1"]}, "t1": {"attacks": ["t2"]}, "t2": {"attacks": ["t0"]}},
    "three, each attacks each": {
        "t0": {"attacks": ["t1", "t2"]},
        "t1": {"attacks": ["t0", "t2"]},
        "t2": {"attacks": ["t0", "t1"]},
    },
    "three in many ways": {
        "t0": {"supports": ["t2"], "qualifies": ["t1"]},
        "t1": {"qualifies": ["t2"]},
        "t2": {"attacks": ["t1"]},
    },
}


@pytest.mark.parametrize("theses", FIGHTS.values(), ids=FIGHTS)
@pytest.mark.parametrize(
    "claims", [{}, {"c0": {"supports": ["t0"]}, "c1": {"attacks": ["t1", "c0"]}}], ids=["", "claims"]
)
def test_theses_that_fight_stand_in_one_column_with_every_label_beside_them(theses: Nodes, claims: Nodes) -> None:
    argument_map = map_of({**theses, **claims})

    for view in (overview(argument_map, graph_of(argument_map)), whole(graph_of(argument_map), "A map")):
        boxes, labels = geometry(view)
        middles = [(boxes[name][0] + boxes[name][2]) / 2 for name in theses]
        assert max(middles) - min(middles) < 1
        assert all(label[0] > max(middles) for label in labels)
        assert len(labels) >= sum(len(ends) for relations in theses.values() for ends in relations.values()) / 2


def overlaps(view: View) -> list[tuple[Rectangle, Rectangle]]:
    """Return each two labels or boxes of a drawing of which one lies on the other."""
    boxes, labels = geometry(view)
    pairs = combinations((*boxes.values(), *labels), 2)
    return [pair for pair in pairs if overlap(*pair)]


def astray(view: View) -> Iterator[tuple[str, str]]:
    """Yield the ends of each relation in a drawing of which one stands where no word says that it does."""
    boxes, _ = geometry(view)
    for arrow in view.arrows:
        target = arrow.conclusion or arrow.target
        is_right = boxes[arrow.origin][0] >= boxes[target][2]
        # What the page says when it says that something leads back: theses on the left, and circles.
        is_exception = arrow.origin in view.leftmost or in_a_circle(view, arrow.origin, target)
        # And whatever bears on what the drawing is of stands to its right.
        is_in_its_place = target not in view.roots or arrow.origin in view.leftmost
        if not (is_right or (is_exception and view.turned_back and is_in_its_place)):
            yield arrow.origin, target


@settings(max_examples=50)
@given(debates())
def test_no_label_lies_on_anything_and_what_bears_on_a_node_stands_on_the_side_that_the_words_name(
    argument_map: ArgumentMap,
) -> None:
    for view in views_of(argument_map):
        assert overlaps(view) == []
        assert [*astray(view)] == []
        boxes, _ = geometry(view)
        left = max((boxes[name][2] for name in view.leftmost), default=0)
        assert all(boxes[name][0] >= left for name in boxes if len(view.leftmost) > 1 and name not in view.leftmost)


@settings(max_examples=50)
@given(debates(is_tangled=False))
def test_a_chosen_drawing_is_no_wider_than_its_column_with_theses_that_bear_on_one_another(
    argument_map: ArgumentMap,
) -> None:
    graph = graph_of(argument_map)

    for view in (overview(argument_map, graph), *(branch(graph, name) for name in graph.nodes)):
        (svg,) = engine_for().render([drawing_of(view, "").dot])
        assert int(str(svg).partition('<svg width="')[2].partition("pt")[0]) <= MOST_WIDE


@pytest.mark.parametrize("how", [how for how in RELATIONS if how is not RelationType.UNDERCUTS])
def test_a_chosen_drawing_has_room_for_the_label_of_each_relation(how: RelationType) -> None:
    above = {"c0": "t0", "c1": "t0", "c2": "c0", "c3": "t0", "c4": "t0", "c5": "c2"}
    nodes: Nodes = {"t0": {}, "t1": {}, **{name: {how.value: [end]} for name, end in above.items()}}
    argument_map = map_of(
        nodes, {**dict.fromkeys(nodes, "Yes"), "t1": TITLES[1], **dict.fromkeys(["c0", "c2", "c5"], TITLES[2])}
    )

    (svg,) = engine_for().render([drawing_of(overview(argument_map, graph_of(argument_map)), "").dot])

    assert 600 < int(str(svg).partition('<svg width="')[2].partition("pt")[0]) <= MOST_WIDE


@pytest.mark.parametrize(
    ("nodes", "exceptions"),
    [
        ({"t0": {}, "c0": {"supports": ["t0"]}}, False),
        ({"t0": {}, "t1": {}, "c0": {"supports": ["t0"], "attacks": ["t1"]}}, False),
        ({"t0": {"attacks": ["t1"]}, "t1": {}}, True),
        ({"t0": {"attacks": ["c0"]}, "c0": {"attacks": ["t0"]}}, True),
        ({"t0": {}, "c0": {"supports": ["t0"], "attacks": ["c1"]}, "c1": {"attacks": ["c0"]}}, True),
    ],
)
def test_the_page_of_the_whole_map_names_the_exceptions_where_there_are_any(nodes: Nodes, *, exceptions: bool) -> None:
    said = " ".join(Templates().fill(diagram_page(context_of(map_of(nodes), Published()))).split())

    assert "Reasons stand to the right of what they bear on" in said
    assert ("but for theses, which stand on the left in any case" in said) is exceptions


def test_of_two_theses_that_attack_each_other_one_line_says_both() -> None:
    argument_map = map_of({"t0": {"attacks": ["t1"]}, "t1": {"attacks": ["t0"]}})
    view = whole(graph_of(argument_map), "A map")

    drawing = drawing_of(view, "")

    assert sorted(filter(None, drawing.sentences.values())) == [
        "“t0” is an objection to “t1”",
        "“t1” is an objection to “t0”",
    ]
    assert len(geometry(view)[1]) == 1
