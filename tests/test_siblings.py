"""Where among its siblings a node stands: what its page says must be what the list on the page above shows."""

import html
import re
from collections.abc import Callable

import pytest

from argmap.analysis.siblings import Place, places_of
from argmap.citations.citable import Published
from argmap.diagrams.engine import Engine
from argmap.model.relations import RelationType
from argmap.pages.context import context_of
from argmap.pages.trail import WayUp, trail_of, way_up
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from conftest import node
from test_graph import graph, map_of


def chain(length: int) -> dict[str, str]:
    """Return a map in which each node supports the one before it."""
    above = {f"n{number}": f"[n{number - 1}]" if number else "" for number in range(length)}
    return _map_of(above)


def star(width: int) -> dict[str, str]:
    """Return a map in which every node supports the first."""
    return _map_of({f"n{number}": "[n0]" if number else "" for number in range(width)})


def written(files: dict[str, str]) -> dict[str, str]:
    """Return what is written of a map whose drawings are empty, by path."""
    undrawn = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
    return build_site(files, (), BuildOptions(undrawn)).tree


def _map_of(supports: dict[str, str]) -> dict[str, str]:
    files = {
        f"m/nodes/{name}.md": node(title=f"Node {name}", kind="claim" if above else "thesis", supports=above)
        for name, above in supports.items()
    }
    return {"m/map.yml": "title: A map\n", **files}


def places(files: dict[str, str]) -> dict[str, Place]:
    made = graph(files)
    return places_of(made, made.disputed())


def test_reasons_are_counted_in_the_order_in_which_the_page_above_lists_them() -> None:
    found = places({"a": node(title="A"), "b": node(title="B", supports="[{to: top, order: 1}]"), "c": node(title="C")})

    assert found["b"] == Place(RelationType.SUPPORTS, 1, 3, "", "a")
    assert found["a"] == Place(RelationType.SUPPORTS, 2, 3, "b", "c")
    assert found["c"] == Place(RelationType.SUPPORTS, 3, 3, "a", "")


def test_linked_premises_stand_together_and_count_once() -> None:
    found = places(
        {
            "a": node(title="A", supports="[{to: top, jointly: [x, y]}]"),
            "b": node(title="B"),
            "c": node(title="C", supports="[{to: top, jointly: x}]"),
            "d": node(title="D", supports="[{to: top, jointly: y}]"),
        }
    )

    assert [found[name].number for name in "acdb"] == [1, 2, 3, 4]
    assert {found[name].total for name in "abcd"} == {4}


def test_an_undercut_of_a_reason_is_counted_among_the_objections_and_who_objects_in_two_ways_counts_once() -> None:
    found = places(
        {
            "why": node(),
            "no": node(kind="counterclaim", supports="", attacks="[top]", title="No", undercuts="[why -> top]"),
            "nor": node(kind="counterclaim", supports="", attacks="[top]", title="Nor"),
            "idle": node(kind="counterclaim", supports="", title="Idle", undercuts="[why -> top]"),
        }
    )

    assert found["no"] == Place(RelationType.ATTACKS, 1, 3, "", "nor")
    assert found["nor"] == Place(RelationType.ATTACKS, 2, 3, "no", "idle")
    assert found["idle"] == Place(RelationType.UNDERCUTS, 1, 2, "", "no")


def test_a_thesis_stands_among_the_theses_and_what_has_no_way_up_nowhere() -> None:
    found = places({"other": node(kind="thesis", supports="", title="Other"), "lost": node(supports="")})

    assert found["top"] == Place(None, 2, 2, "other", "")
    assert "lost" not in found


def test_a_trail_folds_nothing_and_counts_nothing_where_no_way_leads_up() -> None:
    context = context_of(map_of({"lost": node(supports=""), "low": node(supports="[lost]")}), Published())

    assert (trail_of(context, "lost").above, trail_of(context, "lost").place) == (WayUp(()), None)


def test_a_trail_names_both_ends_of_a_long_way_and_leads_to_the_node_from_which_the_rest_goes_on() -> None:
    long = chain(30)
    (argument_map,) = read(long).maps
    page = html.unescape(written(long)["m/n29/index.md"])
    trail = page.partition('aria-label="Where this stands')[2].partition("</nav>")[0].partition("<details>")[2]

    way = way_up(context_of(argument_map, Published()), "n29")
    assert [line.id for line in way.nodes] == [f"n{number}" for number in (*range(3), *range(17, 29))]
    assert re.findall(r'href="\.\./(n\d+)/"', trail)[:5] == ["n0", "n1", "n2", "n16", "n17"]
    assert '<a href="../n16/">… 14 more …</a>' in trail


@pytest.mark.parametrize("length", [16, 17])
def test_a_trail_leaves_out_nothing_where_that_saves_no_room(length: int) -> None:
    (argument_map,) = read(chain(length)).maps

    way = way_up(context_of(argument_map, Published()), f"n{length - 1}")
    assert (len(way.nodes), way.left_out) == (length - 1, 0)


@pytest.mark.parametrize("shape", [chain, star], ids=["chain", "star"])
def test_what_is_written_of_a_deep_map_and_of_a_wide_one_grows_with_its_nodes_only(
    shape: Callable[[int], dict[str, str]],
) -> None:
    few, more, most = (sum(map(len, written(shape(number)).values())) for number in (60, 120, 180))
    assert most - more < 1.05 * (more - few)
