"""A page lists the maps of a folder side by side, and each of their pages leads back to it."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from argmap.analysis.measures import MEASURES, Measure, measured
from argmap.citations.citable import Published
from argmap.pages.context import context_of
from argmap.pages.listed import lists_above
from argmap.pages.page import Page, WrittenPage
from argmap.read.maps import read
from argmap.site.outputs import assets
from conftest import TOP, node
from debate import DEBATE
from repository import built as built_site
from test_builders import project
from test_nodetext import built
from test_plugin import files_in

LIST = "# All <of> them\n\n```argmap\nview: maps\n```\n"


def small(folder: str, title: str, **nodes: str) -> dict[str, str]:
    """Write a map of a thesis and other nodes."""
    return {
        f"{folder}/map.yml": f"title: {title}\n",
        f"{folder}/nodes/top.md": TOP["m/nodes/top.md"],
        **{f"{folder}/nodes/{name}.md": text for name, text in nodes.items()},
    }


CORPUS = {
    "c/index.md": LIST,
    **small("c/a", "Map 10", no=node(kind="counterclaim", supports="", attacks="[top]", tags="[law]")),
    **small("c/b", "Map 9", why=node(supports="[{to: top, scheme: Analogy}]"), more=node(supports="[why]")),
    **small("c/d/e", "The top"),
    **small("else", "Elsewhere"),
}


def text_of(page: Page | WrittenPage) -> str:
    return "".join(map(str, page.parts)) if isinstance(page, WrittenPage) else f"{page.above}{page.body}"


def shown(files: Mapping[str, str], path: str = "c/index.md") -> str:
    site = built(dict(files))
    assert not [one for one in site.findings if one.severity == "error"]
    return text_of(site.pages[path])


def rows(page: str) -> list[tuple[str, ...]]:
    """Return what stands in the rows of the table: the name, and the numbers."""
    body = page.partition("<tbody>")[2]
    return [
        (re.search(r"<a [^>]*>(.*?)</a>", row).group(1), *re.findall(r"<td>(.*?)</td>", row))  # type: ignore[union-attr]
        for row in body.split("<tr")[1:]
    ]


def test_each_map_of_the_folder_is_a_row_in_the_order_of_titles_with_what_it_has() -> None:
    assert rows(shown(CORPUS)) == [
        ("Map 9", "3", "1", "2", "0", "0", "3"),
        ("Map 10", "2", "1", "0", "1", "1", "2"),
        ("The top", "1", "1", "0", "0", "0", "1"),
    ]


def test_above_the_rows_stands_what_they_come_to_and_depth_is_not_added_up() -> None:
    page = shown(CORPUS)

    assert re.findall(r"<td>(\d*)</td>", page[page.index("am-sum") : page.index("am-middle")]) == [*"63211", ""]
    assert re.findall(r"<td>(\d*)</td>", page[page.index("am-middle") : page.index("am-most")]) == [*"210002"]
    assert re.findall(r"<td>(\d*)</td>", page[page.index("am-most") : page.index("<tbody>")]) == [*"312113"]


def test_what_a_map_begins_with_is_said_where_its_title_does_not() -> None:
    page = shown(CORPUS)

    assert page.count("<p>The top</p>") == 2
    assert 'href="d/e/">The top</a></th>' in page


def test_one_can_choose_a_tag_or_a_scheme_by_the_number_of_maps_that_have_it() -> None:
    page = shown(CORPUS)

    assert '<option value="0">law (1)</option>' in page
    assert '<optgroup label="Schemes"><option value="1">Analogy' in page
    assert page.index('data-am="1"') < page.index('data-am="0"')


def test_a_list_of_one_map_has_nothing_to_filter_or_to_add_up() -> None:
    page = shown({**small("c/a", "One"), "c/index.md": LIST})

    assert "1 map." in page
    assert "am-controls" not in page
    assert "am-sum" not in page


def test_a_page_anywhere_lists_the_maps_of_a_folder_that_it_names() -> None:
    page = shown({**CORPUS, "more/x.md": "```argmap\nview: maps\nof: c/d\n```\n"}, "more/x.md")

    assert rows(page) == [("The top", "1", "1", "0", "0", "0", "1")]
    assert 'href="../../c/d/e/"' in page
    assert 'href="../../argmap/maps.css"' in page


def test_the_page_of_the_site_lists_all_maps() -> None:
    assert len(rows(shown({**CORPUS, "index.md": LIST}, "index.md"))) == 4


@pytest.mark.parametrize(
    ("block", "message", "hint"),
    [
        ("view: maps\nof: x", 'no map lies below "x"', "name a folder in which maps lie, as in of: the-folder"),
        ("view: maps\nof: group/mop", 'no map lies below "group/mop"', 'did you mean "group/map"?'),
        ("view: maps\nof: m", 'no map lies below "m"', "name a folder in which maps lie, as in of: the-folder"),
        ("view: maps\nnodes: [top]", "view: maps chooses what it shows itself", "leave out nodes: and question:"),
    ],
)
def test_a_block_that_cannot_list_maps_is_told_how_to(block: str, message: str, hint: str) -> None:
    site = built({**TOP, **small("group/map/one", "One"), "index.md": f"```argmap\n{block}\n```\n"})

    assert [(one.code, one.message, one.hint) for one in site.findings] == [("AM070", message, hint)]


def test_everything_that_maps_are_compared_by_is_counted() -> None:
    context = context_of(read(DEBATE).maps[0], Published())

    assert measured(context.graph, context.objections) == {
        Measure.NODES: 12,
        Measure.THESES: 1,
        Measure.REASONS: 4,
        Measure.OBJECTIONS: 2,
        Measure.UNANSWERED: 1,
        Measure.DEPTH: 4,
        Measure.EVIDENCE: 1,
        Measure.QUESTIONS: 1,
        Measure.CONTEXTS: 2,
        Measure.WORKS: 1,
    }


def test_on_a_phone_every_column_there_may_be_has_its_name_before_the_number() -> None:
    named = re.findall(r"td:nth-child\((\d+)\)\{--am-is:var\(--am-(\d+)\)\}", assets()["argmap/maps.css"])

    # The first column is the map's name.
    columns = [(str(number + 1), str(number)) for number in range(1, len(MEASURES) + 1)]
    assert named == columns


def test_the_list_of_a_folder_stands_above_its_maps_and_the_nearest_one_counts() -> None:
    texts = {
        **CORPUS,
        "index.md": LIST,
        "c/d/README.md": "---\ntitle: 'Group \\* D'\n---\n```argmap\nview: maps\n```\n",
    }
    above = lists_above(texts, ["c/a", "c/b", "c/d/e", "else"])

    assert {map_id: (one.title, one.maps, one.way) for map_id, one in above.items()} == {
        "c/a": ("All <of> them", 2, "../"),
        "c/b": ("All <of> them", 2, "../"),
        "c/d/e": ("Group * D", 1, "../"),
        "else": ("All <of> them", 1, "../"),
    }


@pytest.mark.parametrize(
    "page",
    [
        "# A\n\n````\n```argmap\nview: maps\n```\n````\n",
        "```argmap\nview: maps\nof: else\n```\n",
        "```argmap\nview: maps\n",
        "```argmap\nview: [maps\n```\n",
        "```argmap\nview: outline\nof: c/a\n```\n",
    ],
)
def test_what_is_no_list_of_the_folder_does_not_stand_above_its_maps(page: str) -> None:
    assert lists_above({**CORPUS, "c/index.md": page}, ["c/a"]) == {}


def test_a_list_without_a_title_is_called_by_its_folder() -> None:
    assert lists_above({"c/index.md": "```argmap\nview: maps\n```\n"}, ["c/a"])["c/a"].title == "c"


def test_every_page_of_a_map_leads_back_to_the_list() -> None:
    site = built({**CORPUS, "c/a/about.md": "# About\n"})
    back = '<a href="{}">All &lt;of&gt; them</a>'
    ways = {"c/a/index.md": "../", "c/b/index.md": "../", "c/d/e/index.md": "../../"}
    for path, page in site.pages.items():
        if path.startswith("c/") and path != "c/index.md":
            depth = "../../../" if path.startswith("c/d/") else "../../"
            assert back.format(ways.get(path, depth)) in text_of(page), path
    others = (text_of(page) for path, page in site.pages.items() if path.startswith("else/"))
    assert "All &lt;of&gt; them" not in "".join(others)


NAV = re.compile(r'<nav class="md-nav md-nav--primary.*?(?=<div class="md-content")', re.DOTALL)


def navigation(folder: Path, page: str) -> str:
    found = NAV.search((folder / page).read_text("utf-8"))
    assert found
    return found[0]


def test_maps_below_a_list_are_in_no_navigation_that_the_builder_makes(tmp_path: Path) -> None:
    docs = files_in(tmp_path, {**CORPUS, "index.md": "# Home\n", "c/a/about.md": "# About\n", "c/b/index.md": "# B\n"})

    site = built_site(project(tmp_path, docs, plugins="[search, argmap]"))

    home = navigation(site, "index.html")
    assert 'href="c/"' in home
    assert 'href="else/"' in home
    assert "c/a" not in home
    assert "c/b" not in home
    assert 'href="../../"' in navigation(site, "c/a/top/index.html")


def test_a_map_stands_below_its_list_unless_the_navigation_has_a_place_for_it(tmp_path: Path) -> None:
    docs = files_in(tmp_path, {**CORPUS, "index.md": "# Home\n", "c/b/index.md": "# B\n"})
    nav = "nav: [index.md, else/index.md, {Lists: [c/index.md]}, {Apart: [c/a/index.md]}]\n"

    site = built_site(project(tmp_path, docs, plugins="[search, argmap]", more=nav))

    for page, section in (("c/a/top/index.html", "Apart"), ("c/b/top/index.html", "Lists")):
        active = re.findall(
            r"md-nav__item--active[^>]*>(?:(?!</li>).)*?(Apart|Lists)", navigation(site, page), re.DOTALL
        )
        assert active == [section]


def test_a_navigation_with_the_list_leaves_no_map_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    docs = files_in(tmp_path, {**CORPUS, "index.md": "# Home\n"})

    with caplog.at_level("INFO"):
        built_site(project(tmp_path, docs, plugins="[search, argmap]", more="nav: [index.md, c/index.md]\n"))

    told = [line for line in (record.getMessage() for record in caplog.records) if "does not lead to the map" in line]
    assert [line.partition(";")[0] for line in told] == ["the navigation does not lead to the map else"]


@pytest.fixture
def in_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a page list two maps at most."""
    monkeypatch.setattr("argmap.pages.maplist.MOST_ROWS", 2)


@pytest.mark.usefixtures("in_twos")
def test_a_list_too_long_for_a_page_goes_on_on_others_and_its_numbers_are_those_of_all() -> None:
    site = built(CORPUS)
    first, second = (text_of(site.pages[path]) for path in ("c/index.md", "c/maps.2/index.md"))

    assert [row[0] for row in rows(first)] == ["Map 9", "Map 10"]
    assert [row[0] for row in rows(second)] == ["The top"]
    assert "3 maps." in first
    assert 'data-am-more="maps.2/"' in first
    assert '<a href="maps.2/">3–3</a>' in first
    assert re.findall(r"<td>(\d*)</td>", first[first.index("am-sum") : first.index("am-middle")]) == [*"63211", ""]
    assert '<a href="../d/e/">The top</a>' in second
    assert '<a href="../">1–2</a>' in second
    assert "am-sum" not in second


@pytest.mark.usefixtures("in_twos")
def test_the_plugin_publishes_the_pages_on_which_a_list_goes_on(tmp_path: Path) -> None:
    docs = files_in(tmp_path, {**CORPUS, "index.md": "# Home\n"})

    site = built_site(project(tmp_path, docs, plugins="[search, argmap]"))

    page = (site / "c/maps.2/index.html").read_text("utf-8")
    assert "<h1" in page
    assert 'href="../d/e/"' in page
    assert "argmap/argmap.css" in page
    assert "maps.2" not in navigation(site, "index.html")


@pytest.mark.usefixtures("in_twos")
def test_a_file_where_a_list_goes_on_is_found() -> None:
    site = built({**CORPUS, "c/maps.2/index.md": "# Mine\n"})

    assert [(one.code, one.place.path) for one in site.findings] == [("AM038", "c/maps.2/index.md")]
