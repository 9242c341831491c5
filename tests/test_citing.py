"""What a page says of how to cite it."""

import html
import json
import re
from html import unescape
from pathlib import Path

import pytest

from argmap.citations.citable import Published, map_date, node_date
from argmap.diagrams.engine import Engine
from argmap.model.findings import Place
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.storage.disk import load
from argmap.storage.processes import ProcessFailed, run
from conftest import TOP, node, site_of

GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
UNDRAWN = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))


def site(files: dict[str, str], **known: object) -> Site:
    return build_site(files, (), BuildOptions(UNDRAWN, **known))  # type: ignore[arg-type]


def cite_section(page: str) -> str:
    """Return the words of a page's section *Cite this node*, with what is ready to be copied on lines of its own."""
    section = page.partition('<div id="cite">')[2].partition("</section>")[0]
    lined = re.sub(r"</?(?:dt|dd|p|pre|details|summary|div|dl)\b[^>]*>", "\n", section)
    words = unescape(re.sub(r"<[^>]*>", "", lined))
    return "\n".join(line.strip() for line in words.split("\n") if line.strip())


@pytest.fixture(scope="module")
def golden() -> dict[str, str]:
    return site(dict(load(GOLDEN).texts), site_address="https://example.org/").tree


def test_a_node_is_cited_by_title_map_edition_authors_revision_date_and_address(golden: dict[str, str]) -> None:
    lines = cite_section(golden["m/it-will-rain/index.md"]).split("\n")

    assert lines[lines.index("Chicago, in the list") + 1] == (
        "argmap contributors. 2026. “It Will Rain {Today} <Soon>.” Claim in an argument map, revision 1. "
        "Rain & <Umbrellas>, Edition 2026.1, November 24. https://example.org/m/2026.1/it-will-rain/. "
        "Attributed to Rain 2020."
    )
    assert lines[lines.index("APA, in the list") + 1] == (
        "argmap contributors. (2026, November 24). It will rain {today} <soon> [Claim in an argument map, revision 1]. "
        "Rain & <Umbrellas>, Edition 2026.1. https://example.org/m/2026.1/it-will-rain/ [Attributed to Rain 2020]"
    )


def test_whoever_lists_a_node_or_notes_it_says_whose_words_it_gives_and_what_the_author_makes_of_them() -> None:
    of_author = "kind: thesis\nvoice: author\nsource: [{at: one.1}]\n"
    wet = node("It is wet.", voice="[doe-2020]", stance="rejects", source="[{at: one.1}]")
    files = {**TOP, "m/nodes/wet.md": wet}
    files["m/nodes/top.md"] = files["m/nodes/top.md"].replace("kind: thesis\n", of_author)
    files["m/map.yml"] += "work: rain-2020\nworks-read: false\nsections: [{id: one, title: One, paragraphs: 1}]\n"
    files["m/references.json"] = json.dumps(
        [
            {"id": key, "type": "book", "title": "T", "author": [{"family": name}], "issued": {"date-parts": [[2020]]}}
            for key, name in (("doe-2020", "Doe"), ("rain-2020", "Rain"))
        ]
    )
    said = "Attributed to Doe 2020, as Rain 2020 reads it; Rain 2020 rejects it"
    tree = site(files, site_address="https://e.org/").tree
    lines = cite_section(tree["m/wet/index.md"]).split("\n")

    assert lines[lines.index("Chicago, in the list") + 1].endswith(f"https://e.org/m/wet/. {said}.")
    assert lines[lines.index("APA, in the list") + 1].endswith(f"https://e.org/m/wet/ [{said}]")
    assert lines[lines.index("As a note") + 1].endswith(f"https://e.org/m/wet/. {said}.")
    assert lines[lines.index("APA, in the text") + 1].endswith("draft)")
    assert said not in "".join(cite_section(tree["m/top/index.md"]))
    assert tree["m/wet/node.txt"].count(said) == 3  # at the head, and in both styles


def test_the_mapped_text_is_cited_apart_with_the_page_where_it_is_known(golden: dict[str, str]) -> None:
    rain = cite_section(golden["m/it-will-rain/index.md"])
    clouds = cite_section(golden["m/dark-clouds/index.md"])

    assert "For what Rain (2020) says, cite the work itself:" in rain
    assert "Chicago, in the text\n(Rain 2020, 7)\nChicago, in the text\n(Rain 2020, n. 2)" in rain
    assert "APA, in the text\n(Rain, 2020, p. 7)" in rain
    assert "Chicago, in the list\nRain, Ann. 2020. Rain." in rain
    assert "APA, in the list\nRain, A. (2020). Rain." in rain
    assert "(Rain 2020, 7–8)" in clouds
    assert "(Rain, 2020, pp. 7–8)" in clouds


def test_a_nodes_own_citation_comes_before_that_of_the_work(golden: dict[str, str]) -> None:
    box = html.unescape(golden["m/it-will-rain/index.md"]).partition('<div id="cite">')[2]

    node, _, work = box.partition("For what Rain (2020) says, cite the work itself:")
    assert node.startswith("<p><strong>For how the map has the argument hang together, cite this node:</strong></p>")
    assert "It Will Rain {Today}" in re.findall(r"<dd data-am-copy>(.*?)</dd>", node)[0]
    assert "#cite-work" not in node
    assert "It Will Rain" not in "".join(re.findall(r"<dd data-am-copy>(?!Figure)(.*?)</dd>", work))


def test_what_is_ready_to_be_copied_has_no_links_and_what_is_to_be_read_has(golden: dict[str, str]) -> None:
    page = html.unescape(golden["m/it-will-rain/index.md"])

    ready = re.findall(r"<dd data-am-copy>(.*?)</dd>", page)
    assert any("https://example.org/m/2026.1/it-will-rain/" in citation for citation in ready)
    assert not any("<a" in citation for citation in ready)
    assert '<a href="https://example.org/clouds">https://example.org/clouds</a>' in html.unescape(
        golden["m/references/index.md"]
    )


def test_without_pages_the_mapped_text_is_cited_by_section_and_paragraph() -> None:
    files = {path: text for path, text in load(GOLDEN).texts.items() if not path.endswith((".tsv", "2026.1.json"))}
    files["m/editions.yml"] = "editions: []\n"
    files["m/map.yml"] = (
        files["m/map.yml"]
        .replace('edition: "2026.1"', "edition: draft")
        .replace("title: The weather", 'title: "The *weather\'s*"')
    )

    section = cite_section(site(files).tree["m/dark-clouds/index.md"])

    assert "(Rain 2020, under “The *weather’s*,” para. 2)" in section
    assert "(Rain, 2020, “The *weather’s*” section, para. 2)" in section


def test_a_contributors_node_is_not_cited_as_the_mapped_text(golden: dict[str, str]) -> None:
    assert "cite the work itself" not in cite_section(golden["m/it-is-far/index.md"])


def test_each_format_is_a_file_beside_the_page(golden: dict[str, str]) -> None:
    page = golden["m/it-will-rain/index.md"]

    for ending in ("csl.json", "bib", "ris"):
        assert f'<a href="it-will-rain.{ending}" download>' in page
        assert "It will rain" in golden[f"m/it-will-rain/it-will-rain.{ending}"]


def test_a_page_tells_what_identifies_the_node(golden: dict[str, str]) -> None:
    section = cite_section(golden["m/it-will-rain/index.md"])

    assert "id m/it-will-rain, revision 1, content swh:1:cnt:f713bda762bffbeeb9a369d3040b3a5e6da92079." in section
    assert "It stays as it is at https://example.org/m/2026.1/it-will-rain/." in section


def test_a_node_can_be_quoted_with_whose_words_they_are(golden: dict[str, str]) -> None:
    lines = cite_section(golden["m/it-will-rain/index.md"]).split("\n")

    assert lines[lines.index("To quote it") + 1] == (
        "In the map’s words: “It will probably rain” (argmap contributors 2026, “It Will Rain {Today} <Soon>,” "
        "ed. 2026.1). Said by Rain (2020), hedged “probably”. In Rain (2020): The weather, paragraph 1; note 2."
    )


@pytest.mark.parametrize(
    ("statement", "quoted"),
    [
        ("It's Ann's \"no\".", "“It’s Ann’s ‘no’” ("),
        ("Is it 'so' by 'the book'?", "“Is it ‘so’ by ‘the book’?” ("),
        ("It is so...", "“It is so...” ("),
        ("The states' “yes” and 'no.'", "“The states’ ‘yes’ and ‘no.’” ("),
    ],
)
def test_a_quotation_has_one_full_stop_and_one_kind_of_marks(statement: str, quoted: str) -> None:
    page = site({**TOP, "m/nodes/a.md": node(statement=statement)}).tree["m/a/index.md"]

    lines = cite_section(page).split("\n")
    assert f"In the map’s words: {quoted}" in lines[lines.index("To quote it") + 1]


def test_running_text_names_the_map_and_each_node_as_the_list_does(golden: dict[str, str]) -> None:
    titles = {"it-will-rain": "It Will Rain {Today} <Soon>", "old-claim": "Old Claim", "cite": "Rain & <Umbrellas>"}
    for path, title in titles.items():
        page = golden[f"m/{path}/index.md"]
        lines = cite_section(page if path != "cite" else f'<div id="cite">{page}').split("\n")
        for style, comma in (("Chicago", ""), ("APA", ",")):
            short, entry = (lines[lines.index(f"{style}, in the {place}") + 1] for place in ("text", "list"))
            named, _, edition = short.removeprefix(f"(argmap contributors{comma} 2026, ").rpartition(" ed. ")
            named = named.removesuffix(",").strip("“”").removesuffix(",")
            assert edition == "2026.1)"
            assert named.casefold() in entry.casefold()
            assert title in named, path


def test_the_date_of_a_draft_is_that_of_the_nodes_last_change() -> None:
    files = site(TOP, dates={"m/nodes/top.md": "2024-02-03"}).tree

    assert json.loads(files["m/top/top.csl.json"])[0]["issued"] == {"date-parts": [[2024, 2, 3]]}
    assert "A map contributors. (2024, February 3). The top" in cite_section(files["m/top/index.md"])
    assert json.loads(files["m/cite/map.csl.json"])[0]["issued"] == {"date-parts": [[2024, 2, 3]]}


def test_no_draft_is_older_than_the_last_edition() -> None:
    editions = "editions: [{edition: draft, changes: [More.]}, {edition: '1.0', date: 2024-05-06, changes: [All.]}]\n"
    (argument_map,) = read({**TOP, "m/editions.yml": editions}).maps
    (top,) = argument_map.nodes

    for day, told in (("2024-02-03", "2024-05-06"), ("2024-07-08", "2024-07-08"), ("", "")):
        published = Published(dates={"m/nodes/top.md": day})
        assert node_date(argument_map, top, published) == told
        assert map_date(argument_map, published) == told


def test_an_entry_in_apa_style_says_when_a_draft_was_read_which_only_the_reader_knows() -> None:
    tree = site(TOP, site_address="https://e.org/").tree

    lines = cite_section(tree["m/top/index.md"]).split("\n")
    day = "[the day on which you read it]"
    apa = f"Map, Draft. Retrieved {day}, from https://e.org/m/top/"
    assert lines[lines.index("APA, in the list") + 1].endswith(apa), lines
    assert not any("Retrieved" in line for line in lines if "APA" not in lines[lines.index(line) - 1])
    assert f"Retrieved <time data-am-today>{day}</time>, from https://e.org/m/" in html.unescape(
        tree["m/cite/index.md"]
    )
    assert "Retrieved \\[the day on which you read it\\], from <https://e.org/m/top/>" in tree["m/top/node.txt"]


def test_what_stays_as_it_is_was_retrieved_on_no_day(golden: dict[str, str]) -> None:
    assert not [path for path, page in golden.items() if "Retrieved" in page]
    assert not [path for path, page in site(TOP).tree.items() if "Retrieved" in page]


def test_a_work_that_is_cited_for_two_places_on_one_page_is_cited_once() -> None:
    files = {path: text for path, text in load(GOLDEN).texts.items() if "2026.1" not in path}
    files["m/editions.yml"] = "editions: []\n"
    files["m/map.yml"] = files["m/map.yml"].replace('edition: "2026.1"', "edition: draft")
    file = "m/nodes/dark-clouds.md"
    files[file] = files[file].replace("source:\n", "source:\n  - at: one.1\n", 1)
    files["m/paragraphs.tsv"] = re.sub(r"(?m)^(one\.[12]\t[^\t]*\t[^\t]*\t).*$", r"\g<1>7", files["m/paragraphs.tsv"])

    assert cite_section(site(files).tree["m/dark-clouds/index.md"]).count("(Rain 2020, 7)") == 1


def test_nodes_of_one_year_are_not_told_apart_by_letters() -> None:
    files = site({**TOP, "m/nodes/a.md": node()}, dates=dict.fromkeys(("m/nodes/top.md", "m/nodes/a.md"), "2024-02-03"))

    assert "2024a" not in files.tree["m/a/index.md"]


def test_the_page_cite_has_the_map_the_mapped_text_and_every_file(golden: dict[str, str]) -> None:
    page = html.unescape(golden["m/cite/index.md"])

    assert "Argument map, edition 2026.1. November 24. https://example.org/m/2026.1/." in page
    assert "Rain, A. (2020). <em>Rain</em>." in page
    for file in re.findall(r'<a href="\.\./([^"/]+)">', page):
        assert f"m/{file}" in golden
    assert page.count("<li><a") == 0  # they are listed on the page Data


def test_a_map_of_no_text_has_nothing_else_to_cite() -> None:
    page = site(TOP).tree["m/cite/index.md"]

    assert "The mapped text" not in page
    assert "references.bib" not in page


def test_what_pandoc_says_of_works_is_told_of_a_file_that_has_some(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> bytes:
        message = "pandoc failed: it is out of words"
        raise ProcessFailed(message)

    monkeypatch.setattr("argmap.citations.pandoc.run", fails)
    brought = node(kind="thesis", supports="", cites="[a]", works="[{id: a, type: book, title: Of a node}]")

    (finding,) = site({**TOP, "m/nodes/top.md": brought}).findings
    assert (finding.code, finding.place) == ("AM082", Place("m/nodes/top.md"))
    (finding,) = site({**TOP, "m/nodes/top.md": node(kind="thesis", supports="")}).findings
    assert (finding.code, finding.place) == ("AM082", Place("m/map.yml"))


WORKS = [{"id": f"w{number}", "type": "book", "title": f"Work {number}"} for number in range(5)]
TWO_MAPS = {
    **TOP,
    "m/references.json": json.dumps(WORKS),
    "z/map.yml": "title: Another map\n",
    "z/nodes/top.md": node(kind="thesis", supports=""),
    "z/references.json": "[\n" + ",\n".join(json.dumps(work) for work in WORKS) + "\n]\n",
}


@pytest.mark.parametrize(
    ("path", "old", "new", "place"),
    [
        ("z/references.json", "Work 3", "Odd", Place("z/references.json", 5)),
        ("z/nodes/top.md", "title: A title", "title: Odd", Place("z/map.yml")),
        ("z/nodes/top.md", "---\n\n", "---\n\nSo says [@w1, Odd].\n", Place("z/references.json")),
        ("z/references.json", "Work", "Odd Work", Place("z/references.json", 2)),
    ],
    ids=["work", "node", "citation", "first-work"],
)
def test_what_pandoc_stumbles_over_is_named_in_whichever_map_it_stands(
    path: str, old: str, new: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbles(command: list[str], given: bytes, *, timeout: float) -> bytes:
        (folder,) = (part.partition("=")[2] for part in command if part.startswith("--resource-path="))
        if b"Odd" in given + b"".join(file.read_bytes() for file in Path(folder).glob("*.json")):
            message = "pandoc failed: it is out of words"
            raise ProcessFailed(message)
        return run(command, given, timeout=timeout)

    monkeypatch.setattr("argmap.citations.pandoc.run", stumbles)

    findings = site({**TWO_MAPS, path: (TWO_MAPS[path] + "\n").replace(old, new, 1)}).findings
    assert [finding.place for finding in findings if finding.code == "AM082"] == [place]


def test_without_pandoc_the_plain_formats_are_complete_and_pages_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-program")

    made = site_of(GOLDEN)

    assert [finding.code for finding in made.findings] == ["AM083"]
    page = made.tree["m/it-will-rain/index.md"]
    assert "There was no pandoc when this site was built" in page
    assert made.files["m/it-will-rain/it-will-rain.bib"].startswith("@online{m:it-will-rain,")
    assert "Clouds (cloud-2019)" in made.tree["m/references/index.md"]
    assert "cites no works" not in made.tree["m/references/index.md"]
    assert "Rain (rain-2020)" in made.tree["m/cite/index.md"]
    assert made.files["m/it-will-rain/it-will-rain.ris"].startswith("TY  - ELEC")


@pytest.mark.parametrize("licence", ["CC-BY-SA-4.0", "CC0-1.0", "our own terms", ""])
def test_a_licence_is_linked_where_it_has_an_address(licence: str) -> None:
    header = f"title: A map\n{f'license: {licence}' if licence else ''}\n"

    page = site({**TOP, "m/map.yml": header}).tree["m/top/index.md"]

    addresses = {
        "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
        "CC0-1.0": "https://spdx.org/licenses/CC0-1.0",
    }
    linked = re.findall(r'"rel": "license", "href": "([^"]*)"', page)
    assert linked == ([addresses[licence]] if licence in addresses else [])


@pytest.mark.parametrize("opening", ["---\nhide: [toc]\n---\n", "\ufeff---  \r\nhide: [toc]\r\n---\r\n", ""])
def test_a_front_page_keeps_its_own_front_matter(opening: str) -> None:
    page = site({**TOP, "m/index.md": f"{opening}# Mine\n"}).tree["m/index.md"]

    head, _, body = page.removeprefix("---\n").partition("\n---")
    assert "\nargmap: {" in head
    assert ("hide: [toc]" in head) == bool(opening)
    assert body.lstrip().startswith("# Mine")


def test_words_in_square_brackets_are_said_to_be_no_title_wherever_the_entry_can_be_copied() -> None:
    described = {
        "id": "koch",
        "type": "article-journal",
        "title": '<span class="nocase">[On a town]</span>',
        "author": [{"family": "Koch", "given": "Ann"}],
    }
    other = {"id": "other", "type": "book", "title": "A book"}
    files = {
        **TOP,
        "m/map.yml": "title: Of a text\nwork: koch\nsections: [{id: s1, title: One, paragraphs: 1}]\n",
        "m/nodes/top.md": node(kind="thesis", supports="", voice="contributor", cites="[other]"),
        "m/nodes/a.md": node(voice="author", source="[{at: s1.1}]", cites="[koch]"),
        "m/nodes/b.md": node(voice="contributor", cites="[other]"),
        "m/references.json": json.dumps([described, other]),
    }
    note = "The words in square brackets describe the work"

    tree = site(files).tree
    said = {path: tree[f"m/{path}/index.md"].count(note) for path in ("a", "b", "cite", "references")}
    assert said == {"a": 3, "b": 0, "cite": 2, "references": 1}  # beside each entry that is to be copied
    assert "<em>" not in html.unescape(tree["m/cite/index.md"]).partition("Koch, A")[2].partition("</dd>")[0]

    described["note"] = "Nobody knows its title."  # what the map says of it is enough
    files["m/references.json"] = json.dumps([described, other])
    assert note not in site(files).tree["m/references/index.md"]
    described["title"] = "A town"
    files["m/references.json"] = json.dumps([described, other])
    assert not any(note in page for page in site(files).tree.values())


def test_where_citations_have_no_address_the_box_says_so_above_them() -> None:
    said = "This copy of the site does not know its own address"
    known = site(TOP, site_address="https://e.org/").tree

    for path, page in site(TOP).tree.items():
        if '<dl class="am-ready">' in page:
            assert page.index(said) < page.index('<dl class="am-ready">'), path
            assert said not in known[path]


def test_a_citation_of_an_edition_that_lacks_its_address_says_which_link_leads_there() -> None:
    files = dict(load(GOLDEN).texts)
    files["m/map.yml"] = files["m/map.yml"].replace('edition: "2026.1"', "edition: draft")
    files["m/editions.yml"] = files["m/editions.yml"].replace(
        "editions:\n", "editions:\n  - edition: draft\n    changes: [More.]\n", 1
    )
    pages = site(files).tree
    for path in ("no-need", "cite"):
        box = html.unescape(pages[f"m/{path}/index.md"]).partition("am-cite")[2]

        said = "lack one: add that to which the link to edition 2026.1 leads."
        assert box.index('<a href="../2026.1/') < box.index(said) < box.index("<dl")
    assert "your browser shows it" not in box
