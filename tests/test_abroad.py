"""Relations from one map to another: shown at both ends, counted at neither."""

import csv
import html
import io
import json
import re
from dataclasses import replace

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.abroad import NOTHING_ABROAD, abroad_of
from argmap.analysis.labelling import Label, grounded
from argmap.citations.citable import Published
from argmap.diagrams.dot import drawing_of
from argmap.diagrams.engine import engine_for
from argmap.diagrams.lines import outline
from argmap.diagrams.views import neighbourhood, whole
from argmap.diff.compare import State, compare
from argmap.diff.page import wanted_drawings
from argmap.diff.report import report_of
from argmap.edit.rename import RenamingRefused, renamed
from argmap.export.mapjson import map_object
from argmap.export.published import PublishedMap
from argmap.export.registry import EXPORTS
from argmap.model.findings import Finding, Place
from argmap.model.graph import graph_of
from argmap.model.maps import ArgumentMap
from argmap.pages.bearings import across_maps
from argmap.pages.context import Context, context_of, contexts_of
from argmap.pages.page import Page
from argmap.read.maps import read
from argmap.site.archive import archived
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.site.validate import checked
from conftest import node

THESIS = {"kind": "thesis", "supports": ""}
FILES = {
    "trams/map.yml": "title: Trams\n",
    "trams/nodes/top.md": node("Trams are best.", **THESIS, title="Trams"),
    "trams/nodes/cheap.md": node("They are cheap.", title="Cheap"),
    "trams/nodes/reply.md": node(
        "The step fails.", title="Reply", supports="", undercuts="[road/buses/flexible -> road/buses/top]"
    ),
    "trams/nodes/below.md": node("A reason for the reply.", title="Below", supports="[reply]"),
    "road/buses/map.yml": "title: Buses <i>\n",
    "road/buses/nodes/top.md": node(
        "Buses are best.", kind="thesis", title="Buses", supports="", attacks="[{to: trams/top, because: only one is}]"
    ),
    "road/buses/nodes/flexible.md": node("They turn.", title="Flexible", supports="[top, trams/cheap]"),
    "walking/map.yml": "title: Walking\n",
    "walking/nodes/top.md": node("Walk.", kind="thesis", title="Walk", supports="", attacks="[trams/top]"),
    "walking/nodes/no.md": node("Nay.", title="Nay", supports="", undercuts="[road/buses/top -> trams/top]"),
    "walking/nodes/so.md": node("So.", title="So", supports="", undercuts="[top -> trams/top]"),
    "alone/map.yml": "title: Alone\n",
    "alone/nodes/top.md": node("It is so.", **THESIS),
}
"""Three maps linked to each other, in a circle and by undercuts of each other's steps, and one linked to none."""


def maps_of(files: dict[str, str]) -> dict[str, ArgumentMap]:
    maps, findings = checked(files)
    assert findings == []
    return {argument_map.id: argument_map for argument_map in maps}


def contexts(files: dict[str, str] = FILES) -> dict[str, Context]:
    return contexts_of(tuple(maps_of(files).values()), Published())


@pytest.fixture(scope="module")
def made() -> Site:
    return build_site(FILES, (), BuildOptions(engine_for()))


def page(made: Site, path: str) -> str:
    return html.unescape(made.tree[f"{path}/index.md"])


def section(text: str, anchor: str) -> str:
    found = re.search(rf'<section id="{anchor}".*?</section>', text, re.DOTALL)
    return found[0] if found else ""


def exported(files: dict[str, str], map_id: str, address: str = "") -> PublishedMap:
    context = contexts(files)[map_id]
    return replace(context.exported, published=Published(address))


def test_a_relation_to_another_map_is_shown_at_both_ends_with_the_maps_title(made: Site) -> None:
    there, here = page(made, "road/buses/top"), page(made, "trams/top")
    assert '<a href="../../../trams/top/">Trams</a> <span class="am-elsewhere">in Trams</span>' in section(
        there, "bears-on"
    )
    across = section(here, "other-maps")
    assert '<a href="../../road/buses/top/">Buses</a> <span class="am-elsewhere">in Buses <i></span>' in across
    assert "How it bears on this: only one is" in across
    assert section(page(made, "alone/top"), "other-maps") == ""


def test_the_title_of_another_map_is_text_wherever_it_stands(made: Site) -> None:
    shown = made.pages["trams/top/index.md"]

    assert isinstance(shown, Page)
    assert "in Buses &lt;i&gt;" in shown.body
    assert "<i>" not in made.files["trams/top/neighbourhood.svg"]


def test_how_an_objection_fares_in_its_own_map_is_told_and_changes_nothing_here() -> None:
    objecting = {
        "walking/nodes/against.md": node("Sit.", title="Sit", supports="", attacks="[top]", kind="counterclaim")
    }
    again = {"walking/nodes/reply.md": node("Do.", title="Do", supports="", attacks="[against]")}
    mutual = {
        **objecting,
        "walking/nodes/top.md": FILES["walking/nodes/top.md"].replace("[trams/top]", "[trams/top, against]"),
    }

    labels = [
        next(
            each.label for each in across_maps(contexts({**FILES, **more})["trams"], "top") if each.node.title == "Walk"
        )
        for more in ({}, objecting, {**objecting, **again}, mutual)
    ]

    assert labels == [Label.IN, Label.OUT, Label.IN, Label.UNDECIDED]


@pytest.mark.parametrize(
    "target",
    [
        "../../etc/passwd",
        "/trams/top",
        "trams//top",
        "trams/top/",
        "Trams/Top",
        "трамваи/top",
        "<script>/top",
        "trams/top -> trams/top",
        "",
        ["trams/top"],
        "a/" * 50_000 + "top",
    ],
)
def test_a_target_that_is_none_is_one_finding_at_its_line(target: object) -> None:
    text = node(supports="", attacks=json.dumps([target]))

    _, findings = checked({**FILES, "walking/nodes/odd.md": text})

    about = [finding for finding in findings if finding.code != "AM016"]
    assert [finding.place.path for finding in about] == ["walking/nodes/odd.md"]
    assert about[0].place.line == 5
    assert len(about[0].message) < 200


def test_nothing_is_said_of_a_map_or_a_node_that_cannot_be_read() -> None:
    about_reading = Finding(Place("trams/nodes/cheap.md"), "AM005", "it is too large")
    without_node = {path: text for path, text in FILES.items() if path != "trams/nodes/cheap.md"}
    about_map = Finding(Place("road/buses/map.yml"), "AM005", "it is too large")
    without_map = {path: text for path, text in FILES.items() if path != "road/buses/map.yml"}

    assert checked(without_node, (about_reading,))[1] == [about_reading]
    assert "AM012" not in {finding.code for finding in checked(without_map, (about_map,))[1]}


def test_what_is_not_there_is_left_out_of_what_a_map_sees() -> None:
    files = {**FILES, "walking/nodes/top.md": node("Walk.", kind="thesis", supports="", attacks="[trams/nothing]")}

    seen = abroad_of(read(files).maps)

    assert {relation.origin for relation in seen["trams"].bearing["top"]} == {"road/buses/top", "walking/no"}


def test_maps_may_support_each_other_in_a_circle() -> None:
    files = {
        **FILES,
        "trams/nodes/top.md": node("Trams.", kind="thesis", title="Trams", supports="[road/buses/flexible]"),
    }
    files["trams/nodes/cheap.md"] = node("They are cheap.", title="Cheap", supports="[top]")

    assert len(maps_of(files)) == 4


def test_an_undercut_of_a_step_of_another_map_is_shown_at_both_ends_of_the_step(made: Site) -> None:
    for end in ("road/buses/flexible", "road/buses/top"):
        across = section(page(made, end), "other-maps")
        assert '<a href="../../../trams/reply/">Reply</a>' in across
        assert "It challenges the step from" in across
    assert "This step is challenged" in section(page(made, "road/buses/flexible"), "bears-on")
    assert "This step is challenged" in section(page(made, "trams/top"), "other-maps")


def test_an_undercut_of_a_step_out_of_the_map_is_shown_in_it(made: Site) -> None:
    assert '<a href="../so/">So</a> <span class="am-kind' in section(page(made, "walking/top"), "other-maps")
    assert '<a href="../so/">So</a>' in section(page(made, "walking/top"), "bears-on")


def test_relations_between_maps_count_in_neither_map() -> None:
    maps = maps_of(FILES)
    alone = {
        map_id: replace(
            one,
            nodes=tuple(
                replace(each, relations=tuple(relation for relation in each.relations if not relation.leads_abroad))
                for each in one.nodes
            ),
        )
        for map_id, one in maps.items()
    }

    for map_id in maps:
        with_them, without = graph_of(maps[map_id]), graph_of(alone[map_id])
        assert grounded(with_them) == grounded(without)
        assert with_them.incoming == without.incoming


def test_each_map_is_built_alone_from_what_it_sees_of_the_others() -> None:
    made = contexts()
    maps = maps_of(FILES)
    seen = abroad_of(tuple(maps.values()))

    for map_id, argument_map in maps.items():
        alone = context_of(argument_map, Published(), abroad=seen.get(map_id, NOTHING_ABROAD))
        assert alone == made[map_id]
    assert "alone" not in seen
    assert set(seen["trams"].nodes) == {
        *("road/buses/flexible", "road/buses/top", "walking/no", "walking/top", "walking/so")
    }


def test_what_leads_into_another_map_stands_in_the_outline_with_all_below_it() -> None:
    graph = graph_of(maps_of(FILES)["trams"])

    entries = outline(graph, [each.id for each in graph.roots])

    assert [(entry.depth, entry.id, entry.repeated) for entry in entries] == [
        (0, "top", False),
        (1, "cheap", False),
        (0, "reply", False),
        (1, "below", False),
    ]


def test_a_drawing_shows_nodes_of_other_maps_as_boxes_that_lead_there() -> None:
    context = contexts()["trams"]

    around = neighbourhood(context.graph, "top", context.abroad)
    everything = whole(context.graph, "Trams", context.abroad)

    assert {(box.id, box.map_title) for box in around.boxes if box.map_title} == {
        *(("road/buses/top", "Buses <i>"), ("walking/top", "Walking"), ("walking/no", "Walking")),
        ("walking/so", "Walking"),
    }
    assert "“Nay” challenges the step from “Buses” to “Trams”" in drawing_of(around, "").sentences.values()
    assert [box.id for box in everything.boxes if box.map_title] == ["road/buses/flexible", "road/buses/top"]
    assert {(arrow.origin, arrow.target) for arrow in everything.arrows} >= {
        ("reply", "road/buses/flexible"),
        ("road/buses/flexible", "road/buses/top"),
    }
    dot = drawing_of(around, "../").dot
    assert 'URL="../../road/buses/top/"' in dot
    assert 'label="Buses\n(Buses <i>)"' in dot.replace("\\n", "\n")
    assert "am-abroad" in dot


def test_premises_that_two_maps_link_by_the_same_word_are_not_drawn_as_one_group() -> None:
    joint = "[{to: trams/top, jointly: both}]"
    files = {
        **FILES,
        "walking/nodes/a.md": node(supports=joint),
        "walking/nodes/b.md": node(supports=joint),
        "trams/nodes/c.md": node(supports="[{to: top, jointly: both}]"),
        "trams/nodes/d.md": node(supports="[{to: top, jointly: both}]"),
    }
    context = contexts(files)["trams"]

    around = neighbourhood(context.graph, "top", context.abroad)

    groups = {arrow.origin: arrow.linked_groups for arrow in around.arrows}
    assert groups["walking/a"] == groups["walking/b"] != groups["c"] == groups["d"]


def test_a_block_lists_the_other_maps_nodes_that_its_drawing_shows() -> None:
    files = {**FILES, "pages/about.md": "```argmap\nview: neighbourhood\nof: trams/top\n```\n"}

    text = html.unescape(build_site(files, (), BuildOptions(engine_for())).tree["pages/about.md"])

    assert '<a href="../../trams/../road/buses/top/">Buses</a>' in text


def test_map_json_and_tables_name_a_node_of_another_map_in_full() -> None:
    trams, buses = exported(FILES, "trams"), exported(FILES, "road/buses")

    ends = [relation["to"] for relation in map_object(trams.argument_map, trams.graph)["relations"]]
    table = csv.DictReader(io.StringIO(EXPORTS["relations-csv"].write(buses).removeprefix("\ufeff")))
    rows = {(row["from"], row["type"], row["to"]) for row in table}

    assert {"from": "road/buses/flexible", "to": "road/buses/top"} in ends
    assert {("flexible", "supports", "trams/cheap"), ("top", "attacks", "trams/top")} <= rows


def test_graphml_holds_the_nodes_of_other_maps_that_edges_lead_to() -> None:
    text = EXPORTS["graphml"].write(exported(FILES, "road/buses"))

    assert '<node id="trams/top">' in text
    assert '<data key="map">Trams</data>' in text
    ids = set(re.findall('<node id="([^"]*)"', text))
    assert set(re.findall('(?:source|target)="([^"]*)"', text)) <= ids


@pytest.mark.parametrize("address", ["", "https://e.org/x/"])
def test_linked_data_names_a_node_of_another_map_by_its_address(address: str) -> None:
    text = EXPORTS["jsonld"].write(exported(FILES, "walking", address))
    linked = rdflib.Graph().parse(data=text, format="json-ld", publicID="https://e.org/x/walking/map.jsonld")

    aif = rdflib.Namespace("http://www.arg.dundee.ac.uk/aif#")
    ends = {str(end) for end in linked.objects(None, aif.Conclusion)}
    assert "https://e.org/x/trams/top/" in ends
    assert "https://e.org/x/walking/map.jsonld#top--trams/top" in ends  # what `so` undercuts
    assert (None, aif.Premise, rdflib.URIRef("https://e.org/x/road/buses/top/")) in linked  # in what `no` undercuts


def test_linked_premises_across_maps_make_one_step_of_linked_data() -> None:
    joint = "[{to: trams/top, jointly: both}]"
    files = {
        **FILES,
        "walking/nodes/a.md": node(supports=joint),
        "walking/nodes/b.md": node(supports=joint),
    }

    steps = json.loads(EXPORTS["jsonld"].write(exported(files, "walking")))["@graph"]

    (step,) = (each for each in steps if each["@id"] == "#a--trams/top")
    assert [premise["@id"] for premise in step["aif:Premise"]] == ["./a/", "./b/"]


def test_the_archive_leads_to_other_maps_by_whole_addresses_or_not_at_all() -> None:
    (trams, *_) = (each for each in read(FILES).maps if each.id == "road/buses")

    known = archived(trams, FILES, "https://e.org/", engine_for()).attached["road-buses-draft.html"]
    unknown = archived(trams, FILES, "", engine_for()).attached["road-buses-draft.html"]

    assert '<a href="https://e.org/trams/top/">Trams</a>' in known
    assert "Trams <span" in unknown
    assert "walking" not in known


def mended(files: dict[str, str], map_id: str, old: str, new: str) -> dict[str, str]:
    argument_map = maps_of(files)[map_id]
    renaming = renamed(files, argument_map, old, new)
    return {path: text for path, text in {**files, **renaming.files}.items() if path != renaming.gone}


def test_a_rename_mends_relations_of_other_maps_and_leaves_their_nodes_of_that_id_alone() -> None:
    after = mended(FILES, "trams", "top", "trams-win")

    maps_of(after)
    assert "attacks: [{to: trams/trams-win, because: only one is}]" in after["road/buses/nodes/top.md"]
    assert "undercuts: [road/buses/top -> trams/trams-win]" in after["walking/nodes/no.md"]
    assert "undercuts: [top -> trams/trams-win]" in after["walking/nodes/so.md"]
    assert "supports: [trams-win]" in after["trams/nodes/cheap.md"]
    assert after["trams/nodes/reply.md"] == FILES["trams/nodes/reply.md"]


def test_a_rename_is_refused_where_another_map_names_the_node_in_a_way_that_cannot_be_mended() -> None:
    files = {**FILES, "walking/nodes/so.md": node(supports="", attacks='["trams/\\u0074op"]')}

    with pytest.raises(RenamingRefused, match=r"walking/nodes/so\.md"):
        mended(files, "trams", "top", "trams-win")


def told(before: dict[str, str], after: dict[str, str]) -> str:
    report = report_of(compare(State(*checked(before)), State(*checked(after))), "docs")
    items = [item for part in report.parts for entry in part.entries for item in entry.items]
    return "\n".join([report.summary, *(f"{item.label}: {''.join(run.words for run in item.runs)}" for item in items)])


def test_a_rename_in_one_map_is_no_change_in_another() -> None:
    found = compare(State(*checked(FILES)), State(*checked(mended(FILES, "trams", "top", "trams-win"))))

    assert [change.id for change in found.maps] == ["trams"]


def test_a_new_relation_to_another_map_is_told_with_the_title_there() -> None:
    after = {**FILES, "walking/nodes/so.md": node("So.", title="So", supports="[trams/cheap]")}

    assert "new relation: so is a reason for “Cheap” (trams/cheap)" in told(FILES, after)


def test_a_statement_reworded_in_one_map_asks_to_look_again_in_another() -> None:
    after = {**FILES, "trams/nodes/cheap.md": node("They are dear.", title="Cheap", revision="2")}

    assert "trams/cheap was reworded; does it still hold that: flexible is a reason for “Cheap” (trams/cheap)" in told(
        FILES, after
    )


def test_the_drawings_of_a_change_show_nodes_of_other_maps() -> None:
    after = {**FILES, "walking/nodes/so.md": node("So.", title="So", supports="[trams/cheap]")}

    wanted = wanted_drawings(compare(State(*checked(FILES)), State(*checked(after))))

    shown = {side: wanted[f"walking/so/{side}.svg"].view.boxes for side in ("before", "after")}
    assert {box.title for box in shown["before"]} == {"So", "Walk", "Trams"}
    assert {box.title for box in shown["after"]} == {"So", "Cheap"}


NAMES = ("a", "b", "c")
MAPS = ("one", "two/deep", "three")
END = st.tuples(st.sampled_from(MAPS), st.sampled_from(NAMES))


@st.composite
def linked_maps(draw: st.DrawFn) -> dict[str, str]:
    """Three maps of three nodes each, related at will within and between them."""
    files = {f"{map_id}/map.yml": f"title: The map {map_id}\n" for map_id in MAPS}
    for map_id in MAPS:
        for name in NAMES:
            ends = draw(st.dictionaries(END, st.sampled_from(["supports", "attacks", "qualifies"]), max_size=3))
            fields: dict[str, list[str]] = {}
            for (to_map, to), kind in ends.items():
                if (to_map, to) != (map_id, name) and (to_map != map_id or kind != "supports"):
                    fields.setdefault(kind, []).append(to if to_map == map_id else f"{to_map}/{to}")
            written = {kind: f"[{', '.join(entries)}]" for kind, entries in fields.items()}
            files[f"{map_id}/nodes/{name}.md"] = node(**{"kind": "thesis", "supports": "", **written})
    return files


@given(linked_maps())
def test_whatever_bears_on_a_node_from_another_map_is_on_its_page_and_the_other_way_round(
    files: dict[str, str],
) -> None:
    made = contexts(files)

    stated = {
        (f"{map_id}/{relation.origin}", relation.type, relation.target)
        for map_id, context in made.items()
        for relations in context.graph.abroad.values()
        for relation in relations
    }
    shown = set()
    for map_id, context in made.items():
        for node_id in context.graph.nodes:
            across = context.abroad.bearing.get(node_id, ())
            assert len(across_maps(context, node_id)) == len(across)
            shown |= {(relation.origin, relation.type, f"{map_id}/{node_id}") for relation in across}
    assert shown == stated
    for map_id, context in made.items():
        for name, foreign in context.abroad.nodes.items():
            assert foreign.way == "../" * (map_id.count("/") + 1) + f"{name}/"
