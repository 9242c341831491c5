"""The legend below a drawing explains what the drawing holds: all of it, and nothing else."""

import re
from collections.abc import Iterator

from argmap.citations.citable import Published
from argmap.diagrams.dot import drawing_of
from argmap.diagrams.views import View, branch, neighbourhood, overview, whole
from argmap.pages.context import Context, context_of
from argmap.pages.figures import figure_of
from argmap.read.maps import read
from conftest import TOP, node
from debate import DEBATE
from test_abroad import contexts
from test_templates import said

MANY = {f"m/nodes/n{number:02}.md": node(title=f"Reason {number}") for number in range(40)}
"""More reasons for one thesis than a drawing on a page holds."""


def views() -> Iterator[tuple[Context, View]]:
    """Yield all views of maps in which everything occurs that drawings show."""
    alone = (context_of(read(files).maps[0], Published()) for files in (DEBATE, TOP | MANY, TOP))
    for context in (*alone, *contexts().values()):
        argument_map, graph = context.argument_map, context.graph
        yield context, overview(argument_map, graph)
        yield context, whole(graph, argument_map.title, context.abroad)
        for node_id in graph.nodes:
            yield context, branch(graph, node_id)
            yield context, neighbourhood(graph, node_id, context.abroad)


def test_a_legend_explains_exactly_what_its_drawing_holds() -> None:
    seen = set()
    for context, view in views():
        figure, dot = figure_of(context, view), drawing_of(view, "../").dot
        held = (set(re.findall(r'"am-node am-(?!joint)(\w+)', dot)), set(re.findall(r'"am-edge am-(\w+)"', dot)))

        assert (set(figure.roles), set(figure.relations)) == held
        assert figure.has_foreign == ("am-abroad" in dot)
        assert figure.has_subject == ("am-current" in dot)
        assert (figure.has_linked or "undercuts" in figure.relations) == ("width=0.07" in dot)  # a dot that is seen
        examples = {int(number) for number in re.findall(r"\+(\d+) more", dot)}
        assert figure.leaves_out in examples or not (figure.leaves_out or examples)
        seen |= {name for name in ("has_foreign", "has_subject", "has_linked", "leaves_out") if getattr(figure, name)}

    assert len(seen) == 4  # each of them was there to be explained


def test_what_a_box_leaves_out_is_explained_by_the_number_on_a_box_of_that_drawing() -> None:
    context = context_of(read(TOP | MANY).maps[0], Published())
    figure = figure_of(context, branch(context.graph, "top"))

    assert f"A line such as “+{figure.leaves_out} more” counts" in said("drawing(figure)", "figure", figure=figure)
