"""The whole road: what people write, and the pages, drawings and data that come of it."""

import html
import json
import random
import re
from collections.abc import Callable, Sequence
from html import unescape
from pathlib import Path

import jsonschema
import pytest

from argmap.diagrams.engine import Engine, Failure, engine_for
from argmap.diagrams.views import MOST_DRAWN
from argmap.export.schemas import schemas
from argmap.model.rules import RULES
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from argmap.storage.disk import load
from conftest import TOP, broken_engine, node, site_of
from debate import DEBATE_OF_THREE

GOLDEN = Path(__file__).parent / "golden" / "site"
MAP = Path(__file__).parent.parent / "docs"
Put = Callable[[dict[str, str]], Path]


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    site = site_of(GOLDEN / "docs")
    assert site.findings == ()
    return site.tree


def test_pages_and_data_are_as_expected(files: dict[str, str], compare: Callable[[Path, str], None]) -> None:
    compare_all(GOLDEN / "expected", files, compare)


def test_a_debate_that_uses_all_of_the_format_is_as_expected(put: Put, compare: Callable[[Path, str], None]) -> None:
    gone = node(title="It was closed once", supports="", status="withdrawn", reason="It was told twice.")
    gone = gone.replace("status:", "replaced-by: [close, keep]\nstatus:")
    site = site_of(put({**DEBATE_OF_THREE, "m/nodes/once.md": gone}))

    assert site.findings == ()
    compare_all(GOLDEN.parent / "debate", site.tree, compare)


def compare_all(folder: Path, files: dict[str, str], compare: Callable[[Path, str], None]) -> None:
    """Compare pages and data with those of a folder, which has neither more nor fewer."""
    texts = {
        path: text
        for path, text in files.items()
        if not path.endswith((".svg", ".css", ".js")) and "schema" not in path
    }

    for path, text in texts.items():
        compare(folder / path, text)

    assert {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} == set(texts)


def test_every_page_that_refers_to_a_drawing_has_it_beside_it(files: dict[str, str]) -> None:
    for path, text in files.items():
        folder = path.removesuffix("index.md") if path.endswith("index.md") else path.removesuffix(".md") + "/"
        for part in text.split(' data="')[1:] if path.endswith(".md") else []:
            assert folder + part.partition('"')[0] in files, path


def test_the_exported_map_keeps_to_its_schema(files: dict[str, str]) -> None:
    exported = json.loads(files["m/map.json"])

    jsonschema.validate(exported, schemas()["export-2"])
    assert {
        "from": "clouds-pass",
        "type": "undercuts",
        "to": {"from": "dark-clouds", "to": "it-will-rain"},
    }.items() <= (next(one for one in exported["relations"] if one["type"] == "undercuts").items())
    assert next(one for one in exported["nodes"] if one["id"] == "no-need")["voice"] == ["cloud-2019", "sun-2018"]


def test_the_published_schemas_are_those_of_the_code(files: dict[str, str]) -> None:
    for name, schema in schemas().items():
        assert json.loads(files[f"argmap/{name}.schema.json"]) == schema


def test_the_published_map_keeps_to_its_schema_and_has_no_findings(built_site: Path) -> None:
    sources = load(MAP)

    assert checked(sources.texts, sources.findings, sources.others)[1] == []
    published = (built_site / "kazakhstan-eu/map.json").read_text(encoding="utf-8")
    jsonschema.validate(json.loads(published), schemas()["export-2"])


def test_the_order_of_files_makes_no_difference() -> None:
    sources = load(GOLDEN / "docs")
    shuffled = list(sources.texts.items())
    random.Random(7).shuffle(shuffled)  # noqa: S311 - any order will do

    assert build_site(dict(shuffled), (), BuildOptions(engine_for())).tree == site_of(GOLDEN / "docs").tree


def test_with_a_warm_cache_nothing_is_drawn_or_formatted_and_the_result_is_the_same(
    files: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("argmap.site.remembered._IN_A_PART", 7)
    site_of(GOLDEN / "docs", cache=tmp_path)
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-program")

    again = site_of(GOLDEN / "docs", Engine(engine_for().name, broken_engine().render), tmp_path)

    assert again.tree == files


def test_the_layout_engine_is_only_got_ready_where_the_cache_holds_nothing_yet(put: Put, tmp_path: Path) -> None:
    ready: list[bool] = []
    drawn: list[int] = []

    def render(drawings: Sequence[str]) -> list[str | Failure]:
        drawn.append(len(drawings))
        return engine_for().render(drawings)

    engine = Engine("counting", render, lambda: ready.append(True))
    site_of(put(TOP), engine, tmp_path / "cache")
    site_of(put({"m/nodes/top.md": TOP["m/nodes/top.md"] + "More of it.\n"}), engine, tmp_path / "cache")

    assert ready == [True]
    assert drawn[1:] == [0]


def test_a_drawing_is_made_anew_when_its_title_or_engine_changes(put: Put, tmp_path: Path) -> None:
    asked: list[int] = []

    def render(drawings: Sequence[str]) -> list[str | Failure]:
        asked.append(len(drawings))
        return ["<svg></svg>" for _ in drawings]

    files = {**TOP, "m/nodes/a.md": node(title="One"), "m/nodes/b.md": node(title="Two", supports="[a]")}
    site_of(put(files), Engine("x", render), tmp_path / "cache")
    site_of(
        put({**files, "m/nodes/b.md": node(title="Three", supports="[a]")}), Engine("x", render), tmp_path / "cache"
    )
    site_of(put(files), Engine("y", render), tmp_path / "cache")

    first, changed, other_engine = asked
    assert 0 < changed < first
    assert other_engine == first


def test_an_error_stops_everything(put: Put) -> None:
    site = site_of(put({**TOP, "m/nodes/a.md": node(supports="[nowhere]")}))

    assert site.files == {}
    assert [finding.code for finding in site.findings] == ["AM012"]


def test_an_empty_map_and_a_map_of_one_node_have_all_their_pages(put: Put) -> None:
    site = site_of(put({"empty/map.yml": "title: Empty\n", **TOP}))

    assert site.findings == ()
    assert "no nodes yet" in site.tree["empty/index.md"]
    assert "no nodes yet" in site.tree["empty/outline/index.md"]
    assert "no nodes yet" in site.tree["empty/diagram/index.md"]
    assert "cites no works" in site.tree["empty/references/index.md"]
    assert "m/top/neighbourhood.svg" in site.files


def test_a_docs_folder_without_maps_is_left_alone(put: Put) -> None:
    site = site_of(put({"index.md": "# Home\n"}))

    assert site.files == {}
    assert site.findings == ()


def test_a_map_too_large_to_draw_says_so_on_its_page(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.diagrams.views.MOST_DRAWN", 200)
    many = {f"m/nodes/n{number}.md": node(supports="[n0]" if number else "[top]") for number in range(200)}
    site = site_of(put({**TOP, **many}), Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings)))

    assert "more than one drawing can hold" in site.tree["m/diagram/index.md"]
    assert "m/diagram/whole.svg" not in site.files
    assert "141 more lines in the outline of the map" in site.tree["m/top/index.md"]


def test_the_rule_tells_how_much_one_drawing_holds() -> None:
    assert f"{MOST_DRAWN:,} nodes" in RULES["AM080"].reason


def test_a_node_says_how_its_objections_stand(put: Put) -> None:
    files = {
        **TOP,
        **{f"m/nodes/o{number}.md": node(kind="counterclaim", supports="", attacks="[top]") for number in range(3)},
        "m/nodes/reply.md": node(supports="", attacks="[o0]"),
        "m/nodes/why.md": node(supports="[reply]"),
    }

    site = site_of(put(files))

    top = unescape(re.sub("<[^>]+>", "", site.tree["m/top/index.md"]))
    assert "In this map: 3 objections: 2 not answered in this map, 1 answered" in top
    assert "1 answer, not contested in this map" in re.sub("<[^>]+>", "", site.tree["m/o0/index.md"])
    assert "1 reason</a>" in site.tree["m/reply/index.md"]
    assert "In this map" not in site.tree["m/why/index.md"]


def test_a_field_of_a_block_is_not_sent_to_another_file(put: Put) -> None:
    site = site_of(put({**TOP, "index.md": "```argmap\nview: outline\nof: m\ntitle: A map\n```\n"}))

    (finding,) = site.findings
    assert (finding.code, finding.hint) == ("AM070", "the fields of an argmap block are: view, of, nodes, question")


def test_an_overview_in_a_page_shows_the_nodes_it_names(put: Put) -> None:
    block = "```argmap\nview: overview\nof: m\nnodes: [a]\n```\n"
    files = {**TOP, "index.md": block, "m/nodes/a.md": node(title="One"), "m/nodes/b.md": node(title="Two")}

    page = site_of(put(files)).tree["index.md"]

    assert ">One</a>" in page
    assert ">Two</a>" not in page


def test_references_tell_which_nodes_use_a_work_in_support_and_which_under_attack(put: Put) -> None:
    works = [{"id": key, "type": "book", "title": key.upper()} for key in ("one", "two", "three", "w")]
    files = {
        **TOP,
        "m/references.json": json.dumps(works),
        "m/nodes/a.md": node(title="For", cites="[one, two]"),
        "m/nodes/b.md": node(kind="counterclaim", title="Against", supports="", attacks="[a]", cites="[one, three]"),
        "m/nodes/c.md": node(title="A reply", supports="", attacks="[b]", cites="[one]"),
    }

    page = site_of(put(files)).tree["m/references/index.md"]

    assert "Used on 3 nodes, 2 of them disputed" in page
    assert "Used on 1 disputed node" in page
    assert "On disputed nodes" in page  # the node is, not the work
    assert "that says nothing against the works that it cites" in page
    assert "1 not disputed, 2 disputed" in page
    assert page.count('class="am-bar-place"') == 1  # works used once are left out


def test_the_letters_above_the_references_are_those_their_entries_are_read_with(put: Put) -> None:
    works = [{"id": "a", "type": "book", "title": "*Zeta*"}, {"id": "b", "type": "webpage", "title": "<i>Alpha</i>"}]

    page = site_of(put({**TOP, "m/references.json": json.dumps(works)})).tree["m/references/index.md"]

    assert '<a href="#ref-b">A</a> · <a href="#ref-a">Z</a>' in html.unescape(page)


@pytest.mark.parametrize(
    ("language", "letters"), [("en", ["N", "O", "P"]), ("sv", ["N", "O", "P", "Ö"]), ("tr", ["N", "O", "Ö", "P"])]
)
def test_each_letter_above_the_references_stands_once_where_the_language_has_it(
    put: Put, language: str, letters: list[str]
) -> None:
    titles = ("Nur", "Öge", "Orman", "Peter")
    works = [{"id": f"w{number}", "type": "book", "title": title} for number, title in enumerate(titles)]
    header = f"title: A map\nlanguage: {language}\n"

    page = site_of(put({**TOP, "m/map.yml": header, "m/references.json": json.dumps(works)})).tree[
        "m/references/index.md"
    ]

    assert re.findall(r'<a href="#ref-[^"]*">(?:<span[^>]*>)?(\w)<', html.unescape(page)) == letters


def test_whose_words_a_paragraph_gives_is_said_without_a_link(files: dict[str, str]) -> None:
    said = "<small>Office of Clouds (2019); Rain (2020) agrees</small>"
    assert said in files["m/source/index.md"]


def test_each_node_links_to_its_file_where_the_code_host_is_known() -> None:
    sources = load(GOLDEN / "docs")

    site = build_site(
        sources.texts, (), BuildOptions(engine_for(), edit_base="https://example.org/a/b/edit/main/docs/")
    )

    page = site.tree["m/it-will-rain/index.md"]
    assert (
        '<a href="https://example.org/a/b/edit/main/docs/m/nodes/sub/it-will-rain.md">Edit this node</a>'
        in html.unescape(page)
    )


SCRIPT = "<script>alert(1)</script>"


def test_script_in_any_text_field_comes_out_inert(put: Put) -> None:
    fields = {"title": SCRIPT, "statement": SCRIPT, "hedge": SCRIPT, "tags": f'["{SCRIPT}"]'}
    reference = {"id": "a", "type": "book", "title": SCRIPT, "author": [{"literal": SCRIPT}], "note": SCRIPT}
    files = {
        "m/map.yml": f'title: "{SCRIPT}"\nwork: a\nsections: [{{id: one, title: "{SCRIPT}", paragraphs: 1}}]\n',
        "m/references.json": json.dumps([reference]),
        "m/editions.yml": f'editions: [{{edition: draft, changes: ["{SCRIPT}"]}}]',
        "m/nodes/top.md": node(
            kind="thesis", supports="", voice="author", source=f'[{{at: one.1, quote: "{SCRIPT}"}}]', **fields
        ),
        "m/nodes/gone.md": node(
            status="withdrawn", reason=f'"{SCRIPT}"', voice="author", source="[{at: one.1}]", **fields
        ),
        "m/nodes/low.md": node(
            supports=f'[{{to: top, because: "{SCRIPT}"}}]',
            voice="[a]",
            stance="reports",
            source="[{at: one.1}]",
            cites=f'["a, p. {SCRIPT}"]',
        ),
    }

    site = site_of(put(files))

    assert site.findings == ()
    for path, text in site.tree.items():
        if not path.endswith((".json", ".jsonld", ".dot", ".bib", ".ris", ".csv")):  # data, never markup
            body = text.partition("\n---\n")[2] if path.endswith(".md") else text
            assert "<script" not in body.lower(), path


def test_a_quotation_that_was_not_looked_up_says_so(put: Put) -> None:
    files = {
        **TOP,
        "m/map.yml": "title: A map\nwork: w\nsections:\n  - {id: one, title: One, paragraphs: 2}\n",
        "m/references.json": '[{"id": "w", "type": "book", "title": "The text"}]',
        "m/verified.json": json.dumps({"argmap": "1", "date": "2026-11-24", "quotations": {}, "text": "0" * 64}),
        "m/nodes/top.md": node(kind="thesis", supports="", voice="author", source="[{at: one.1, quote: so it is}]"),
    }

    site = site_of(put(files))

    assert [finding.code for finding in site.findings] == ["AM059"]
    assert "not yet looked up as it now stands" in site.tree["m/top/index.md"]
    assert "Not mapped yet." in site.tree["m/source/index.md"]


def test_a_map_has_no_page_about_nothing(put: Put) -> None:
    site = site_of(put(TOP))

    assert "m/source/index.md" not in site.pages
    assert "source/" not in site.tree["m/index.md"]
    assert "m/glossary/index.md" not in site.pages


def test_pages_of_a_map_and_those_that_show_one_tell_abbreviations_and_no_others(put: Put) -> None:
    glossary = "terms: [{term: EU, kind: organisation, stands-for: European Union}]"
    files = {**TOP, "m/glossary.yml": glossary, "index.md": "# Home\n\nThe EU.\n", "m/more.md": "The EU, the EU.\n"}
    files |= {"m/code.md": "`EU`\n", "shown.md": "The EU.\n\n```argmap\nview: outline\nof: m\n```\n"}

    site = site_of(put(files))

    assert "index.md" not in site.tree
    assert 'The <abbr title="European Union">EU</abbr>.' in site.tree["shown.md"]
    assert site.tree["m/more.md"].count("<abbr") == 1
    assert "<abbr" not in site.tree["m/code.md"]


def test_a_page_with_other_line_ends_and_a_mark_gets_its_drawings_and_keeps_its_title(put: Put) -> None:
    block = "\ufeff---\r\ntitle: The EU\r\n---\r\n\r\n```argmap\r\nview: overview\r\nof: m\r\n```\r\n"
    glossary = "terms: [{term: EU, kind: organisation, stands-for: European Union}]"

    page = site_of(put({**TOP, "index.md": block, "m/glossary.yml": glossary})).tree["index.md"]

    front, _, body = page.removeprefix("---\n").partition("\n---\n")
    assert front.endswith("\ntitle: The EU")
    assert body.startswith("\n<figure")
    assert "am-figure" in page


def test_of_all_that_stands_below_a_node_its_own_reasons_and_objections_are_listed_however_much_is_below_one(
    put: Put,
) -> None:
    first = {f"m/nodes/n{number}.md": node(supports=f"[n{number - 1}]" if number else "[top]") for number in range(90)}
    last = {"m/nodes/zz.md": node(kind="counterclaim", title="The last", supports="", attacks="[top]")}
    page = site_of(put({**TOP, **first, **last})).tree["m/top/index.md"]

    below = page.partition("All that stands below")[2].partition("more line")[0]
    assert "The last" in below
    assert below.count("<li") == 59
