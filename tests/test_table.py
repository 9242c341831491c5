"""The table of nodes: what stands under which heading."""

import pytest

from argmap.citations.citable import Published
from argmap.pages.context import context_of
from argmap.pages.table import MOST_IN_ONE, table_page
from argmap.read.maps import read
from argmap.site.hosting import in_steps
from conftest import TOP, node


def groups_of(nodes: int) -> list[tuple[str, int]]:
    """Return the headings of a table of a map with so many nodes, and how many rows stand under each."""
    more = {f"m/nodes/n{number}.md": node(supports="[top]") for number in range(nodes - 1)}
    page = table_page(context_of(read({**TOP, **more}).maps[0], Published()))
    return [(group.key, len(group.rows)) for group in page.groups]


@pytest.mark.parametrize("nodes", [1, MOST_IN_ONE])
def test_a_short_table_has_no_headings(nodes: int) -> None:
    assert groups_of(nodes) == [("", nodes)]


def test_nodes_of_no_sections_stand_under_their_kinds() -> None:
    assert groups_of(MOST_IN_ONE + 1) == [("thesis", 1), ("claim", MOST_IN_ONE)]


ROW = '<tr data-am="claim|author||"><td>A claim</td></tr>'
SCRIPT = '<script id="__config" type="application/json">{}</script><script src="bundle.js"></script>'


def test_a_table_is_laid_out_after_each_hundred_rows_and_before_the_themes_script() -> None:
    *parts, last = in_steps(f"<table>{ROW * 250}</table>{SCRIPT}").split("<script>document.body.offsetHeight</script>")

    assert [part.count(ROW) for part in parts] == [100, 100, 50]
    assert last == SCRIPT


def test_a_short_table_under_another_theme_is_laid_out_as_browsers_do() -> None:
    page = f"<table>{ROW * 100}</table>"

    assert in_steps(page) == page
