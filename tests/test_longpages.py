"""The pages of a large map come in parts: none is heavy, every node is found once, and addresses stay."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from markupsafe import Markup
from playwright.sync_api import Page

from argmap.citations.citable import Published
from argmap.citations.formatting import formatted_works
from argmap.diagrams.engine import Engine
from argmap.model.ownpages import OWN_PAGES
from argmap.pages.context import Context, contexts_of
from argmap.pages.longpages import in_parts
from argmap.pages.parting import Piece, cut_pieces, runs, speaking
from argmap.pages.templating import Templates
from argmap.site.build import BuildOptions, build_site
from argmap.site.outputs import OWN_PAGE_WRITERS, map_data
from argmap.site.validate import checked
from argmap.storage.cache import Cache
from browsing import served
from conftest import node
from repository import built
from test_builders import project
from test_search import written

NUMBER = 90
MOST = 30
PUBLISHED = Published("https://example.org/")
NO_DRAWINGS = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))


def large_map(number: int = NUMBER, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Write a map of a text with this many nodes: a tree of objections and reasons, in which the first has many."""
    works = [
        {"id": f"w{one}", "type": "book", "title": f"On {one}", "author": [{"family": f"{'ABC'[one % 3]}{one}"}]}
        for one in range(12)
    ]
    text = {"id": "text", "type": "book", "title": "The text", "author": [{"family": "Zed"}]}
    files = {
        "m/map.yml": "title: A map\nwork: text\nsections:\n- {id: one, title: One, paragraphs: 40}\n"
        "- {id: two, title: Two, paragraphs: 40}\nnotes: 4\n",
        "m/references.json": json.dumps([text, *works]),
        "m/glossary.yml": "terms:\n"
        + "".join(f"- {{term: Word{one}, kind: word, about: It is.}}\n" for one in range(40)),
        "m/nodes/top.md": node(kind="thesis", supports="", title="The top", source="[{at: one.1}]", voice="author"),
    }
    for one in range(number - 1):
        above = "top" if one < number // 3 else f"n{one // 3}"
        relation = {0: "attacks", 1: "qualifies"}.get(one % 5, "supports")
        also = f"n{one - 5}" if one % 7 == 6 else ""
        bears = {"supports": "", relation: f"[{above}]"} | ({"qualifies": f"[{also}]"} if also else {})
        files[f"m/nodes/n{one}.md"] = node(
            f"It is so for {one}, as Word{one % 40} says.",
            title=f"Number {one}",
            source=f"[{{at: {'one' if one % 2 else 'two'}.{one % 40 + 1}}}]",
            voice="author",
            cites=f"[w{one % 12}]",
            **bears,
        )
    return files | dict(more or {})


@cache
def context_of(number: int = NUMBER, most: int = MOST, more: tuple[tuple[str, str], ...] = ()) -> Context:
    maps, findings = checked(large_map(number, dict(more)))
    assert not [one for one in findings if one.severity == "error"], findings
    works, _ = formatted_works(maps, PUBLISHED, Cache(None))
    known = works["m"]
    return replace(contexts_of(maps, PUBLISHED)["m"], citations=known.cited, own=known.own, most_whole=most)


def pages_of(context: Context, page_id: str) -> tuple[dict[str, str], dict[str, str]]:
    pages, places = in_parts(context, page_id, OWN_PAGE_WRITERS[page_id](context))
    templates = Templates()
    return {name: str(templates.page(page).body) for name, page in pages.items()}, places


def names_of(context: Context, page_id: str) -> set[str]:
    return set(in_parts(context, page_id, OWN_PAGE_WRITERS[page_id](context))[0])


def leads(page: str, body: str) -> set[str]:
    """Return the pages of a map to which one leads, by the ends of their addresses."""
    return {urljoin(f"/m/{page}/", href)[3:].split("/")[0] for href in re.findall(r'href="([^"#]+)', body)}


LONG = ["tree", "outline", "nodes", "source", "references", "exposed", "glossary"]


@pytest.mark.parametrize("page_id", LONG)
def test_every_part_is_reached_from_the_first_page_and_from_its_neighbours(page_id: str) -> None:
    pages, _ = pages_of(context_of(), page_id)

    assert len(pages) > 2
    assert set(pages) - {page_id} <= leads(page_id, pages[page_id])
    names = list(pages)
    for before, name in pairwise(names[1:]):
        assert name in leads(before, pages[before])
        assert {before, page_id} <= leads(name, pages[name])


@pytest.mark.parametrize("page_id", ["tree", "outline", "nodes"])
def test_every_node_is_on_one_of_them_and_counted_once(page_id: str) -> None:
    context = context_of()
    pages, places = pages_of(context, page_id)
    body = "".join(pages.values())
    whole = in_parts(context, page_id, OWN_PAGE_WRITERS[page_id](context))[0]
    parts = whole[page_id].meta.parts
    assert parts is not None

    assert set(context.graph.nodes) <= set().union(*(leads(name, text) for name, text in pages.items()))
    on_first = len(context.graph.nodes) - len(places) if places else 0
    assert sum(part.number for part in parts.parts) + (0 if page_id == "nodes" else on_first) == len(
        context.graph.nodes
    )
    if page_id == "tree":
        ids = Counter(re.findall(r'<li [^>]*\bid="([^"]+)"', body))
        heads = {name.split(".")[1] for name in pages if "." in name}
        assert set(ids) == set(context.graph.nodes)
        assert {node_id for node_id, number in ids.items() if number > 1} <= heads


@pytest.mark.parametrize("page_id", LONG)
def test_no_part_has_more_than_its_share(page_id: str) -> None:
    pages, _ = pages_of(context_of(), page_id)
    whole, _ = pages_of(context_of(most=10_000), page_id)

    assert list(whole) == [page_id]
    assert (
        max(len(re.findall(r"<(?:li|tr|dt|details)\b[^>]*data-am|<li id=|<dt id=", body)) for body in pages.values())
        <= MOST
    )
    assert max(map(len, pages.values())) < len(whole[page_id])


@pytest.mark.parametrize("page_id", ["outline", "tree", "nodes", "references", "exposed"])
def test_one_node_more_leaves_the_addresses_of_the_parts(page_id: str) -> None:
    before = names_of(context_of(), page_id)
    for above in ("top", "n5", "n40"):
        more = node(supports=f"[{above}]", title="One more", source="[{at: one.3}]", voice="author", cites="[w3]")
        after = names_of(context_of(more=(("m/nodes/more.md", more),)), page_id)
        assert len(before - after) <= 1
        assert len(after - before) <= 2


@pytest.mark.parametrize("page_id", ["tree", "nodes", "references", "source", "glossary", "exposed"])
def test_old_addresses_of_places_are_known_by_the_part_that_has_them(page_id: str) -> None:
    context = context_of()
    pages, places = pages_of(context, page_id)
    (whole, _) = pages_of(context_of(most=10_000), page_id)
    table = json.loads(map_data(context, Templates())["m/parts.json"]())

    assert table[page_id] == places
    ids = set(re.findall(r'\bid="([^"]+)"', whole[page_id]))
    assert all(f'id="{anchor}"' in pages[part] for anchor, part in places.items())
    lost = {one for one in ids if one not in places and f'id="{one}"' not in pages[page_id]}
    assert not lost - {"all-works", "most-used"}


def test_one_file_holds_every_node_and_every_work() -> None:
    whole = build_site(large_map(), (), BuildOptions(NO_DRAWINGS, most_whole=MOST)).files["m/whole.html"]

    for found in context_of().graph.nodes.values():
        assert f'<article id="{found.id}">' in whole
        assert found.statement in whole
    assert "On 11" in whole
    for page_id in LONG:
        assert '"../whole.html"' in pages_of(context_of(), page_id)[0][page_id]


def test_a_map_that_is_not_large_stays_whole() -> None:
    context = context_of(most=NUMBER)

    assert all(names_of(context, page_id) == {page_id} for page_id in LONG)
    assert "m/parts.json" not in map_data(context, Templates())
    assert "am-in-parts" not in "".join(text for page_id in LONG for text in pages_of(context, page_id)[0].values())


def test_pages_that_do_not_grow_are_not_cut() -> None:
    context = context_of()

    for page in OWN_PAGES:
        if page.is_written(context.argument_map) and page.id not in LONG:
            assert names_of(context, page.id) == {page.id}


def test_a_line_whose_branch_is_elsewhere_says_how_many_nodes_it_has() -> None:
    context = context_of()
    pages, _ = pages_of(context, "outline")
    onward = re.search(r'href="\.\./outline\.top/">(\d+) below', pages["outline"])

    assert onward
    assert int(onward[1]) == len(context.graph.nodes) - 1
    assert "<details open>" in pages["outline.top"]


@pytest.mark.browser
def test_an_old_address_of_a_place_leads_to_the_part_that_has_it(tab: Page, tmp_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("argmap.mkdocs.making.BuildOptions", partial(BuildOptions, most_whole=12))
        site = built(project(tmp_path, written(tmp_path / "docs", large_map(24)), plugins="[argmap]"))
    said: list[str] = []
    tab.on("pageerror", lambda error: said.append(str(error)))
    with served(site) as address:
        for page in ("tree/#n20", "tree/#n20,n14,-n9", "references/#ref-w5", "source/#two.3"):
            tab.goto(f"{address}m/{page}")
            tab.wait_for_url(re.compile(r"/m/\w+\.[\w.-]+/#"))
            place = page.partition("#")[2].split(",")[0]
            assert tab.locator(f"[id='{place}']").count() == 1
        tab.goto(f"{address}m/diagram/")
        assert tab.locator("article svg.am-drawing").count() == 0
        tab.goto(f"{address}m/tree/")
        tab.wait_for_load_state("networkidle")
    assert said == []


def test_the_drawing_of_a_large_map_is_a_file_and_not_within_its_page() -> None:
    apart, _ = pages_of(context_of(), "diagram")
    within, _ = pages_of(context_of(most=NUMBER), "diagram")

    assert "<object" not in apart["diagram"]
    assert 'href="whole.svg"' in apart["diagram"]
    assert "<object" in within["diagram"]


def test_a_short_page_of_a_large_map_stays_whole() -> None:
    assert names_of(context_of(most=NUMBER - 1), "glossary") == {"glossary"}
    assert len(names_of(context_of(most=NUMBER - 1), "outline")) > 1


def test_a_map_of_many_theses_lists_them_in_parts_too() -> None:
    theses = {
        f"m/nodes/t{one}.md": node(kind="thesis", supports="", title=f"Thesis {one}", voice="contributor", cites="[w1]")
        for one in range(40)
    }
    context = context_of(more=tuple(theses.items()))

    for page_id in ("tree", "outline"):
        pages, _ = pages_of(context, page_id)
        assert any(name.startswith(f"{page_id}.of.") for name in pages)
        assert all(any(f'href="../t{one}/"' in text for text in pages.values()) for one in range(40))


def test_a_site_has_the_parts_at_addresses_of_their_own_with_their_names() -> None:
    site = build_site(large_map(12), (), BuildOptions(NO_DRAWINGS, most_whole=10))

    parts = [path for path in site.pages if path.startswith("m/outline.")]
    assert parts
    assert {"m/parts.json", "m/whole.html"} <= set(site.files)
    for path in parts:
        assert site.pages[path].meta.heading.startswith("Outline: ")  # type: ignore[union-attr]


def test_a_cut_depends_on_what_stands_there_and_not_on_its_number() -> None:
    keys = [(f"key-{one}", 1) for one in range(400)]
    cuts = {keys[run.start][0] for run in runs(keys, 50)}

    assert all(run.stop - run.start <= 50 for run in runs(keys, 50))
    lost = [
        len(cuts - {some[run.start][0] for run in runs(some, 50)})
        for some in ([*keys[:at], ("new", 1), *keys[at:]] for at in range(0, 400, 40))
    ]
    assert sum(lost) / len(lost) <= 2
    assert [run.stop - run.start for run in runs([("a", 9), ("b", 9)], 5)] == [1, 1]


def test_a_part_is_called_by_its_group_and_by_what_it_begins_with() -> None:
    pieces = [Piece(f"Key {one}", f"Name {one}", Markup(), one, group="Ä" if one < 3 else "b") for one in range(6)]
    cuts = cut_pieces("nodes", pieces, 2)

    assert [item for cut in cuts for item in cut.items] == list(range(6))
    assert len({cut.part.address for cut in cuts}) == len(cuts)
    assert all(re.fullmatch(r"\.\./nodes\.[a-z0-9.-]+/", cut.part.address) for cut in cuts)
    assert speaking("energy-at-the-core") == "energy-at-the-core"
