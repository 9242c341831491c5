"""Released editions: what is frozen in a file, and the pages that are made from it."""

import html
import json
import re
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from argmap.cli import CLEAN, main
from argmap.diagrams.engine import Engine
from argmap.edit.release import Wish
from argmap.export.schemas import schemas
from argmap.model.beside import Edition
from argmap.model.findings import Place, has_errors
from argmap.model.frozen import SITE, FrozenEdition
from argmap.model.maps import ArgumentMap
from argmap.pages.frozen import frozen_context
from argmap.pages.previews import LinkPreviews
from argmap.pages.templating import Templates
from argmap.read.frozen import frozen_map, read_frozen, thawed_map
from argmap.site.archive import release
from argmap.site.build import BuildOptions, build_site
from argmap.site.editions import EditionTools, edition_files
from argmap.site.made import Site
from argmap.site.validate import checked
from argmap.storage.cache import Cache
from argmap.storage.disk import load
from conftest import TOP, broken_engine, node, site_of
from debate import DEBATE_OF_THREE
from repository import commit, git
from test_roundtrip import bare, maps

GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
UNDRAWN = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
DRAFT = "editions:\n  - edition: draft\n    changes: [All of it.]\n"
NEXT = "editions:\n  - edition: draft\n    changes: [More.]\n"
Put = Callable[[dict[str, str]], Path]
Files = dict[str, str]


def released(files: Files, edition: str = "2026.1", day: str = "2026-11-24") -> Files:
    """Return the files of a docs folder after an edition of its map `m` was released."""
    texts = {"m/editions.yml": DRAFT, **files}
    argument_map = next(one for one in checked(texts)[0] if one.id == "m")
    new = release(argument_map, texts, Wish(edition, day), UNDRAWN)
    assert not has_errors(new.findings)
    return {**texts, **new.changed}


def draft(files: Files, changed: Files) -> Files:
    """Return the files of a docs folder after a release, with a new draft begun and some files changed."""
    header = files["m/map.yml"].replace('edition: "2026.1"', "edition: draft").replace('"2026.2"', "draft")
    begun = NEXT + files["m/editions.yml"].removeprefix("editions:\n")
    return {**files, "m/map.yml": header, "m/editions.yml": begun, **changed}


def built(files: Files, address: str = "https://e.org/", cache: Path | None = None, **tools: Any) -> Site:  # noqa: ANN401
    options = BuildOptions(UNDRAWN, Cache(cache), site_address=address, **tools)
    site = build_site(files, (), options)
    assert not has_errors(site.findings), site.findings
    return site


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub("<[^>]*>", "", page.partition("<body>")[2])).split())


def banner(page: str) -> str:
    return page.partition("<aside")[2].partition("</aside>")[0]


def without_banner(pages: Files) -> Files:
    folder = {path: page for path, page in pages.items() if "/2026.1/" in path}
    return {path: re.sub("<aside.*?</aside>", "", page, flags=re.DOTALL) for path, page in folder.items()}


A = {**TOP, "m/nodes/a.md": node("It is so.", title="A reason")}
RELEASED = released(A)


def test_a_release_freezes_the_map_with_its_digest_and_checking_is_content() -> None:
    text = RELEASED["m/editions/2026.1.json"]

    assert f"sha256: {sha256(text.encode()).hexdigest()}" in RELEASED["m/editions.yml"]
    assert checked(RELEASED)[1] == []
    assert SITE in text
    assert "e.org" not in text


def test_an_edition_has_a_page_for_each_node_a_list_its_references_and_an_archive() -> None:
    site = built(RELEASED)

    pages = {path for path in site.files if path.startswith("m/2026.1/") and path.endswith("/index.html")}
    assert pages == {f"m/2026.1/{name}index.html" for name in ("", "a/", "top/", "references/", "archive/")}
    assert "It is so." in site.files["m/2026.1/a/index.html"]
    assert 'href="../top/"' in site.files["m/2026.1/a/index.html"]
    assert 'href="a/"' in site.files["m/2026.1/index.html"]
    assert "All of it." in site.files["m/2026.1/index.html"]


def test_an_edition_and_each_node_of_it_can_be_had_for_reference_managers() -> None:
    files = built(draft(RELEASED, {"m/nodes/a.md": node("It may be so.", revision="2")})).files

    assert "url = {https://e.org/m/2026.1/a/}" in files["m/2026.1/a/a.bib"]
    assert "UR  - https://e.org/m/2026.1/" in files["m/2026.1/map.ris"]
    assert json.loads(files["m/2026.1/a/a.csl.json"])[0]["URL"] == "https://e.org/m/2026.1/a/"
    assert '<a href="a.bib" download>BibTeX</a>' in files["m/2026.1/a/index.html"]
    assert '<a href="map.ris" download>RIS</a>' in files["m/2026.1/index.html"]


def test_the_pages_of_an_edition_stay_as_they_are_whatever_becomes_of_the_map() -> None:
    gone = node(supports="", title="The top", kind="thesis", status="withdrawn", reason="It said two things.")
    later = draft(RELEASED, {"m/nodes/top.md": gone, "m/nodes/new.md": node(supports="", kind="thesis")})
    del later["m/nodes/a.md"]
    later["m/map.yml"] = "title: Another title\nlicense: CC0-1.0\n"

    before, after = built(RELEASED), built(later)

    assert without_banner(dict(after.files)) == without_banner(dict(before.files))


def test_what_is_cited_of_an_edition_leads_to_it_in_citation_head_and_data() -> None:
    page = built(RELEASED).files["m/2026.1/a/index.html"]

    assert "https://e.org/m/2026.1/a/" in words(page).partition("Cite this node")[2]
    assert '<link rel="cite-as" href="https://e.org/m/2026.1/a/">' in page
    assert '<meta name="citation_public_url" content="https://e.org/m/2026.1/a/">' in page
    assert '<meta name="citation_publication_date" content="2026-11-24">' in page
    assert SITE not in page


def test_where_the_sites_address_is_not_known_a_citation_ends_before_it() -> None:
    site = built(RELEASED, "")

    cited = words(site.files["m/2026.1/a/index.html"]).partition("Cite this node")[2]
    assert re.search(r"listA map contributors\. 2026\. .*, Edition 2026\.1, November 24\.APA", cited)
    assert cited.startswith(" This copy of the site does not know its own address")
    assert "does not know its own address" not in "".join(built(RELEASED).files.values())
    assert "site.invalid" not in "".join(site.files[path] for path in site.files if "/2026.1/" in path)
    assert "http" not in cited


def test_a_citation_at_a_released_nodes_own_page_leads_to_its_edition_too() -> None:
    page = built(RELEASED).tree["m/a/index.md"]

    assert "https://e.org/m/2026.1/a/" in html.unescape(page)


CHANGES = {
    "nothing": (
        {},
        "This node has not changed since.",
        'href="../../a/"',
    ),
    "reworded": (
        {"m/nodes/a.md": node("It is quite so.", title="A reason", revision="2")},
        "This node has changed since, from revision 1 to 2.",
        "<ins>quite </ins>",
    ),
    "prose": (
        {"m/nodes/a.md": node("It is so.", title="A reason") + "Some words.\n"},
        "Parts of this node that no citation shows have changed since.",
        "Changed too: the text below the statement.",
    ),
    "withdrawn": (
        {"m/nodes/a.md": node("It is so.", title="A reason", status="withdrawn", reason="It was wrong.")},
        "This node was withdrawn since: It was wrong.",
        "What became of it",
    ),
    "renamed": (
        {"m/nodes/b.md": node("It is so.", title="A reason", aliases="[a]")},
        "This node has not changed since.",
        'href="../../b/"',
    ),
    "deleted": ({}, "The map has no node at this address any more.", "Newest edition"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_page_of_an_edition_says_what_became_of_the_node_since(change: str) -> None:
    changed, said, marked = CHANGES[change]
    later = draft(RELEASED, changed)
    if change in ("renamed", "deleted"):
        del later["m/nodes/a.md"]
    if change == "deleted":
        later = draft(released(later, "2026.2", "2026-12-01"), {})

    above = banner(built(later).files["m/2026.1/a/index.html"])

    assert said in " ".join(re.sub("<[^>]*>", "", above).split())
    assert marked in above


def test_a_node_lists_its_editions_with_what_changed_after_each_word_by_word() -> None:
    second = released(
        draft(RELEASED, {"m/nodes/a.md": node("It is quite so.", title="A reason", revision="2")}),
        "2026.2",
        "2026-12-01",
    )
    third = draft(second, {"m/nodes/a.md": node("It is quite so.", title="A reason", revision="3", hedge="quite")})

    page = html.unescape(built(third).tree["m/a/index.md"])

    history = page.partition('id="history"')[2].partition("</section>")[0]
    assert history.index('href="../2026.2/a/"') < history.index('href="../2026.1/a/"')
    assert "<ins>quite </ins>" in history
    assert "Changed too: the hedge." in history
    assert "<section" not in built(A).tree["m/a/index.md"].partition('id="history"')[2]


def test_a_rename_or_a_work_that_moved_to_another_file_is_no_change_of_a_node() -> None:
    record = "{id: w-1, type: book, title: A book}"
    files = {**TOP, "m/nodes/old.md": node("It is."), "m/nodes/c.md": node("It rains.", supports="", attacks="[old]")}
    files["m/nodes/b.md"] = node("It pours.", supports="[old]", cites="[w-1]", works=f"[{record}]")
    files["m/nodes/d.md"] = node("No.", supports="", undercuts="[b -> old]")
    changed = {
        "m/nodes/new.md": node("It is.", aliases="[old]"),
        "m/nodes/b.md": node("It pours.", supports="[new]", cites="[w-1]"),
        "m/nodes/c.md": node("It rains.", supports="", attacks="[new]"),
        "m/nodes/d.md": node("No.", supports="", undercuts="[b -> new]"),
        "m/references.json": '[{"id": "w-1", "type": "book", "title": "A book"}]',
    }
    later = draft(released(files), changed)
    del later["m/nodes/old.md"]

    site = built(later)

    same = "This node has not changed since."
    but_works = "What this node says, bears on and cites has not changed since; the record of a work may have."
    for name, said in (("b", but_works), ("c", same), ("d", same)):
        assert said in banner(site.files[f"m/2026.1/{name}/index.html"])
        history = site.tree[f"m/{name}/index.md"].partition('id="history"')[2].partition("</section>")[0]
        assert "as it now stands." in history


def said_of(site: Site, name: str) -> tuple[str, str]:
    """Return the banner of a node's page in the edition, and the history on its own page."""
    history = site.tree[f"m/{name}/index.md"].partition('id="history"')[2].partition("</section>")[0]
    return banner(site.files[f"m/2026.1/{name}/index.html"]), history


def test_links_in_prose_that_a_rename_mends_are_no_change_of_a_node(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    prose = "[It](sub/old.md) and [out](../index.md#map), not `[x](sub/old.md)`.\n\n[Typed](./sub/old.md)\n"
    files = released(
        {
            **TOP,
            "m/index.md": "# Map\n",
            "m/nodes/sub/old.md": f"{node('It is.')}[Up](../top.md)\n",
            "m/nodes/b.md": f"{node('It pours.')}{prose}",
            "m/nodes/c.md": f"{node('It rains.')}[It](sub/old.md)\n",
        }
    )
    assert not has_errors(checked(files)[1])
    docs = put(draft(files, {}))
    monkeypatch.chdir(docs.parent)
    assert main(["rename", "old", "new"]) == CLEAN
    later = dict(load(docs).texts)
    assert "sub/new.md" in later["m/nodes/b.md"]
    later["m/nodes/c.md"] += "And more.\n"

    site = built(later)

    for told in said_of(site, "b"):
        assert "the text below the statement" not in told
    assert "as it now stands." in said_of(site, "b")[1]
    for told in said_of(site, "c"):
        assert "the text below the statement" in told


def test_a_node_that_moved_to_another_folder_has_the_same_prose() -> None:
    files = released({**TOP, "m/nodes/b.md": f"{node('It pours.')}[Top](top.md) and [it](b.md)\n"})
    later = draft(files, {"m/nodes/sub/b.md": f"{node('It pours.')}[Top](../top.md) and [it](b.md)\n"})
    del later["m/nodes/b.md"]

    assert "This node has not changed since." in said_of(built(later), "b")[0]


def test_a_rename_in_another_map_is_no_change_of_a_relation() -> None:
    other = {"other/map.yml": "title: Other\n", "other/nodes/old.md": TOP["m/nodes/top.md"]}
    files = released({**TOP, **other, "m/nodes/b.md": node("It pours.", supports="[other/old]")})
    renamed = TOP["m/nodes/top.md"].replace("---\n", "---\naliases: [old]\n", 1)
    later = draft(files, {"other/nodes/new.md": renamed, "m/nodes/b.md": node("It pours.", supports="[other/new]")})
    del later["other/nodes/old.md"]

    site = built(later)

    assert "This node has not changed since." in said_of(site, "b")[0]
    assert "as it now stands." in said_of(site, "b")[1]


def test_a_draft_says_that_it_is_not_fixed_and_how_to_cite_the_newest_edition() -> None:
    later = draft(
        RELEASED,
        {"m/nodes/b.md": node("It is so.", title="A reason", aliases="[a]"), "m/nodes/new.md": node(title="New")},
    )
    del later["m/nodes/a.md"]
    tree = {path: html.unescape(page) for path, page in built(later).tree.items()}

    page = tree["m/b/index.md"].partition('<div id="cite">')[2].partition("</section>")[0]
    fixed, _, drafted = page.partition("This is a draft")
    assert 'Cite <a href="../2026.1/a/">edition 2026.1</a> (<time datetime="2026-11-24">' in fixed
    assert "November 24, 2026</time>): it will not change." in fixed
    assert "This draft says the same, word for word; there is no need to cite it." in fixed
    assert "https://e.org/m/2026.1/a/" in fixed
    assert 'href="../2026.1/a/a.bib"' in fixed
    assert drafted.startswith(": what stands here can change, its address stays:")
    assert "https://e.org/m/b/" in drafted
    assert "Or cite the draft" not in page
    assert "https://e.org/m/b/" not in fixed
    assert "it will not change" not in tree["m/new/index.md"]
    assert 'Cite <a href="../2026.1/">edition 2026.1</a>' in tree["m/cite/index.md"]
    assert "it will not change" not in html.unescape(built(RELEASED).tree["m/a/index.md"])


def test_a_reference_manager_saves_the_edition_from_a_draft_that_says_the_same_and_else_the_draft() -> None:
    def saved_from(changed: Files) -> tuple[str, str, str]:
        page = html.unescape(built(draft(RELEASED, changed)).tree["m/a/index.md"])
        head = json.loads(re.findall(r"^argmap: (.*)$", page, re.MULTILINE)[0])
        names = {one["name"]: one["content"] for one in head["names"]}
        (cite_as,) = (one["href"] for one in head["links"] if one["rel"] == "cite-as")
        return names["citation_public_url"], names["z:websiteTitle"].rpartition(", ")[2], cite_as

    same, other = saved_from({}), saved_from({"m/nodes/a.md": node("It is otherwise.", revision="2")})
    assert same == ("https://e.org/m/2026.1/a/", "edition 2026.1", "https://e.org/m/2026.1/a/")
    assert other == ("https://e.org/m/a/", "draft", "https://e.org/m/a/")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "This draft says the same, word for word; there is no need to cite it."),
        (
            {"m/nodes/a.md": node("It is so now.", title="A reason", revision="2")},
            "There it is worded otherwise than here",
        ),
        (
            {"m/nodes/a.md": node("It is so.", title="A reason", revision="2", supports="[{to: top, because: why}]")},
            "There it has the same title and statement",
        ),
    ],
)
def test_a_draft_says_whether_an_edition_has_the_same_words_and_quotes_each_by_its_own(
    changed: Files, said: str
) -> None:
    page = html.unescape(built(draft(RELEASED, changed)).tree["m/a/index.md"])

    fixed, _, drafted = page.partition('<div id="cite">')[2].partition("Or cite the draft")
    assert said in fixed
    assert "“It is so” (A map contributors 2026, “A Reason,” ed. 2026.1)" in fixed
    assert "“A reason,” claim in an argument map, revision 1, A map, edition 2026.1, November 24, 2026, https:" in fixed
    now = "It is so now" if "worded" in said else "It is so"
    assert (f"“{now}” (A map contributors, n.d., “A Reason,” draft)" in drafted) is bool(changed)


def test_a_node_that_was_withdrawn_before_the_release_is_told_of_in_the_edition() -> None:
    gone = node(supports="", status="withdrawn", reason="No.", replaced_by="[top]", title="Gone")
    pages = built(released({**A, "m/nodes/gone.md": gone})).files

    assert 'href="gone/"' in pages["m/2026.1/index.html"]
    page = pages["m/2026.1/gone/index.html"]
    assert "This node was withdrawn." in page
    assert '<a href="../top/">' in page
    assert "[Claim in an argument map, revision 1, withdrawn]" in html.unescape(page)  # it is cited like any other


def test_links_in_prose_lead_within_the_edition_or_out_of_it() -> None:
    prose = "[a](top.md) [b](../../about.md#h) [c](https://x.org/)\n"
    files = {**A, "about.md": "# H\n", "m/nodes/a.md": node() + prose}

    page = built(released(files)).files["m/2026.1/a/index.html"]

    (written,) = re.findall("<p>(<a .*?)</p>", page)
    assert re.findall('href="([^"]*)"', written) == ["../top/", "../../../about/#h", "https://x.org/"]


def test_a_page_of_an_edition_names_the_mapped_work_and_sets_its_words_apart_from_those_of_the_map() -> None:
    work = '[{"id": "lee-2013", "type": "book", "title": "T", "author": [{"family": "Lee"}], "DOI": "10.1234/x"}]'
    header = "title: A map\nwork: lee-2013\nworks-read: false\nsections: [{id: one, title: One, paragraphs: 1}]\n"
    said = {"voice": "author", "source": "[{at: one.1}]"}
    text = {"m/map.yml": header, "m/references.json": work}
    text |= {"m/nodes/top.md": node(kind="thesis", supports="", **said)}
    text |= {"m/nodes/a.md": f"{node(**said)}What the map-makers add.\n"}
    files = built(released({**A, **text})).files

    for page, way in (("", ""), ("a/", "../")):
        top = files[f"m/2026.1/{page}index.html"].partition("</h1>")[2][:300]
        assert "Mapped work: " in top
        assert f'href="{way}references/#ref-lee-2013"' in top
        assert '<a href="https://doi.org/10.1234/x">' in top
    assert "In more detail What the map-makers add." in words(files["m/2026.1/a/index.html"])
    assert "Mapped work" not in "".join(built(RELEASED).files.values())


def test_a_page_of_an_edition_has_the_entries_of_the_works_that_its_node_cites() -> None:
    files = built(released(dict(DEBATE_OF_THREE))).files
    cites = files["m/2026.1/cracks/index.html"].partition("<h2>Cites</h2>")[2].partition("</ul>")[0]

    assert '<li id="ref-survey-2023"><em>Survey</em>. n.d.</li>' in files["m/2026.1/references/index.html"]
    assert '<a href="../references/#ref-survey-2023">' in cites
    assert "<em>Survey</em>. n.d.</p>" in cites


def test_a_page_of_an_edition_counts_what_bears_on_its_node_and_says_what_to_give_up_as_the_nodes_own_page_does() -> (
    None
):
    site = built(RELEASED)
    frozen, own = html.unescape(site.files["m/2026.1/top/index.html"]), html.unescape(site.tree["m/top/index.md"])

    counts, change = (
        re.compile(part, re.DOTALL) for part in (r"<p>In this map:.*?</p>", r'<details class="am-change".*?</details>')
    )
    for part in (counts, change):
        assert words(f"<body>{part.findall(frozen)[0]}") == words(f"<body>{part.findall(own)[0]}") != ""
    assert 'href="#reasons"' in frozen
    assert '<h2 id="reasons">' in frozen


def test_relations_across_maps_and_all_else_of_a_debate_stand_in_the_edition() -> None:
    later = draft(released(dict(DEBATE_OF_THREE)), {})
    page = built(later).files["m/2026.1/keep/index.html"]

    assert "Ben Holt" in page
    assert built(later).files["m/2026.1/close/index.html"].count("../../../ford/dry/") >= 1


def test_every_link_of_an_edition_leads_somewhere() -> None:
    site = built(released(dict(DEBATE_OF_THREE)))
    there = {path.removesuffix("index.html").removesuffix("index.md") for path in [*site.files, *site.pages]}
    there |= {"m/editions/2026.1.json"}

    for path, page in site.files.items():
        if path.startswith("m/2026.1/") and "/archive/" not in path:
            base = path.removesuffix("index.html")
            for link in re.findall(r'(?:href|src)="([^"#]*)', html.unescape(page)):
                if link and "://" not in link and not link.startswith("mailto:"):
                    target = Path("/", base, link).resolve().as_posix().lstrip("/")
                    assert target in there or f"{target}/" in there, (path, link)


def test_pages_that_were_made_once_are_kept_and_what_was_tampered_with_is_made_again(tmp_path: Path) -> None:
    first = built(draft(RELEASED, {}), cache=tmp_path)
    argument_map = checked(draft(RELEASED, {}))[0][0]

    def files(cache: Cache) -> tuple[dict[str, str], list[Any]]:
        tools = EditionTools("https://e.org/", broken_engine(), cache, Templates(), LinkPreviews.THESES)
        made = edition_files(argument_map, tools)
        return dict(made.files), list(made.findings)

    again, findings = files(Cache(tmp_path))
    assert findings == []
    assert again == {path: page for path, page in first.files.items() if "/2026.1/" in path}
    made, findings = files(Cache(None))
    assert [finding.code for finding in findings] == ["AM081"]
    assert set(made) == set(again)

    class Tampered(Cache):
        forged = b""

        def get(self, keys: Any) -> dict[str, bytes]:  # noqa: ANN401
            return dict.fromkeys(keys, self.forged)

    for Tampered.forged in (
        b'{"x": 1}',
        b'[{"x": 1}, []]',
        b'[{}, [{"role": "verdict", "kind": "a", "statement": "b", "speaker": "c", "source": "d"}]]',
        b'[{}, [{"role": ""}]]',
    ):
        assert set(files(Tampered(None))[0]) == set(again)


@given(maps("m"))
@settings(max_examples=25)
def test_a_map_is_the_same_after_it_was_frozen_and_thawed(argument_map: ArgumentMap) -> None:
    # where mistakes are sent may change at any time, and is no part of an edition
    argument_map = replace(argument_map, edition="2026.1", contact="")
    frozen = frozen_map(argument_map, {}, {})

    thawed = thawed_map(frozen, "")

    assert frozen_map(thawed, {}, {}) == frozen
    assert bare(replace(thawed, editions=())) == bare(replace(argument_map, editions=()))


TEXT = RELEASED["m/editions/2026.1.json"]


def parts(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:  # noqa: ANN401
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(found for key, inner in below for found in parts(inner, (*path, key)))]


@given(
    st.sampled_from(parts(json.loads(TEXT))[1:]),
    st.sampled_from([None, 7, -1, 1e400, "", "<script>", "../../x", [], {}, [[]], "\u202e", "x" * 100_000, True]),
)
@settings(max_examples=150)
def test_whatever_a_frozen_file_holds_is_a_finding_or_a_page_and_runs_nothing(
    path: tuple[Any, ...],
    value: Any,  # noqa: ANN401 - any JSON
) -> None:
    record = json.loads(TEXT)
    place = record
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    text = json.dumps(record, ensure_ascii=False)
    files = draft(RELEASED, {"m/editions/2026.1.json": text})
    files["m/editions.yml"] = re.sub(
        "sha256: .*", f"sha256: {sha256(text.encode()).hexdigest()}", files["m/editions.yml"]
    )

    site = build_site(files, (), BuildOptions(UNDRAWN))

    if has_errors(site.findings):
        found = {(finding.code, finding.place.path) for finding in site.findings}
        owed = {("AM091", path) for path in files if "/nodes/" in path}  # the nodes are not as the file has them
        assert found <= {("AM087", "m/editions/2026.1.json"), ("AM038", "m/editions/2026.1.json"), *owed}
    else:
        assert all(path.startswith(("m/", "argmap/", "index", "llms.txt")) and ".." not in path for path in site.files)
        shown = (path for path in site.files if not path.endswith((".bib", ".ris", ".csl.json")))  # those are data
        assert "<script>" not in "".join(site.files[path] for path in shown if "/2026.1/" in path)


@pytest.mark.parametrize("text", ["", "[]", "null", "{", '{"argmap": "edition-2"}', "[" * 100_000])
def test_a_file_that_is_no_edition_is_one_finding(text: str) -> None:
    edition, findings = read_frozen("m/editions/2026.1.json", text, "m")

    assert edition is None
    assert [finding.code for finding in findings] == ["AM087"]


HOLD_TOGETHER = [
    ('"to": "top"', '"to": "../../x"'),
    ('"abroad": {}', '"abroad": {"bearing": {"a": [{"origin": "n/x", "relation": {"type": "attacks", "to": "a"}}]}}'),
    ('"abroad": {}', '"abroad": {"steps": [{"origin": "a", "relation": {"type": "supports", "to": "n/y"}}]}'),
]


@pytest.mark.parametrize(("old", "new"), HOLD_TOGETHER)
def test_relations_of_a_frozen_file_lead_to_what_it_holds(old: str, new: str) -> None:
    text = (
        TEXT.replace(old, new)
        if old in TEXT
        else TEXT.replace('"argmap": "edition-1"', f'{new},\n "argmap": "edition-1"')
    )
    files = draft(RELEASED, {"m/editions/2026.1.json": text})
    digest = sha256(text.encode()).hexdigest()
    files["m/editions.yml"] = re.sub("sha256: .*", f"sha256: {digest}", files["m/editions.yml"])

    (finding,) = build_site(files, (), BuildOptions(UNDRAWN)).findings
    assert (finding.code, finding.place.path) == ("AM087", "m/editions/2026.1.json")


@pytest.mark.parametrize("hidden", ["\u202e", "\\u202e", "\\u0000", "\\b", "\\\\\\u202e"])
def test_a_frozen_file_hides_no_character(hidden: str) -> None:
    edition, findings = read_frozen("m/editions/2026.1.json", TEXT.replace("It is so.", f"It is {hidden} so."), "m")

    assert edition is None
    assert [finding.code for finding in findings] == ["AM087"]


def test_a_frozen_file_may_hold_a_sign_that_begins_a_code() -> None:
    edition, _ = read_frozen("m/editions/2026.1.json", TEXT.replace("It is so.", r"It is \\u202e so."), "m")

    assert edition is not None
    assert any(one.statement == r"It is \u202e so." for one in edition.map.nodes)


def test_an_edition_is_the_same_file_with_other_line_breaks() -> None:
    files = {**RELEASED, "m/editions/2026.1.json": TEXT.replace("\n", "\r\n")}

    assert checked(files)[1] == []


def test_a_node_that_is_gone_from_a_released_edition_is_told() -> None:
    files = dict(RELEASED)
    del files["m/nodes/a.md"]

    (finding,) = checked(files)[1]
    assert (finding.code, finding.place.path) == ("AM089", "m/map.yml")
    assert "not as it was in it (gone: a)" in finding.message


def test_an_edition_that_is_edited_under_its_name_is_told_once_with_all_that_differs() -> None:
    files = {**RELEASED, "m/map.yml": RELEASED["m/map.yml"].replace("title: ", "title: An other ")}
    files |= {f"m/nodes/{name}.md": node() for name in ("b", "c", "d", "e", "f", "g")}
    files["m/nodes/a.md"] = files["m/nodes/a.md"].replace("It is so", "It was so")

    (finding,) = [one for one in checked(files)[1] if one.code == "AM089"]
    assert finding.place.path == "m/map.yml"
    assert "(changed: a; new: b, c, d, e, f and 1 more; otherwise: title)" in finding.message
    assert finding.hint.startswith("argmap release draft m begins the next edition")


def test_a_node_that_cannot_be_read_is_not_gone_from_a_released_edition() -> None:
    text = RELEASED["m/nodes/a.md"].removeprefix("---\n")

    findings = checked({**RELEASED, "m/nodes/a.md": text})[1]
    assert {(finding.code, finding.place.path) for finding in findings} == {("AM007", "m/nodes/a.md")}


def test_nothing_a_site_has_lies_where_an_edition_has_its_pages() -> None:
    files = {**draft(RELEASED, {}), "m/2026.1/a.md": "# In the way\n", "m/2026.1/b.md": "# Not\n"}

    findings = checked(files)[1]
    assert [(finding.code, finding.place.path) for finding in findings] == [("AM038", "m/2026.1/a.md")]


def test_a_list_of_editions_that_cannot_be_read_does_not_lose_them() -> None:
    files = draft(RELEASED, {})
    at_the_margin = "- {edition: draft, changes: [More]}\n" + files["m/editions.yml"]

    findings = checked({**files, "m/editions.yml": at_the_margin})[1]
    assert {finding.code for finding in findings} == {"AM008"}


def test_a_change_that_rewrites_an_edition_is_told_though_all_fits_together(
    put: Put, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    docs = put(draft(RELEASED, {}))
    monkeypatch.chdir(docs.parent)
    git(docs.parent, "init", "--quiet")
    commit(docs.parent)
    text = TEXT.replace('"A map"', '"Another map"')
    assert text != TEXT
    file = docs / "m/editions/2026.1.json"
    file.write_text(text, encoding="utf-8")
    listed = docs / "m/editions.yml"
    digest = sha256(text.encode()).hexdigest()
    listed.write_text(re.sub("sha256: .*", f"sha256: {digest}", listed.read_text(encoding="utf-8")), encoding="utf-8")
    assert main(["check"]) == CLEAN
    capsys.readouterr()

    assert main(["diff", "HEAD"]) != CLEAN
    assert "AM088" in capsys.readouterr().out
    file.unlink()
    listed.write_text(NEXT, encoding="utf-8")
    assert main(["diff", "HEAD"]) != CLEAN
    assert "is not frozen any more" in capsys.readouterr().out


def test_the_form_of_version_1_is_read_for_ever() -> None:
    """The golden file was written by the first version of the form; its pages are held by the golden site."""
    raw = (GOLDEN / "m/editions/2026.1.json").read_text(encoding="utf-8")

    edition, findings = read_frozen("m/editions/2026.1.json", raw, "m")

    assert findings == ()
    assert edition is not None
    context = frozen_context(edition, Edition("2026.1", "", (), Place(""), "0" * 64), "")
    assert {one.id for one in context.argument_map.nodes} >= {"it-will-rain", "no-need"}


def unindented(value: Any) -> Any:  # noqa: ANN401 - JSON is anything
    """Return JSON with its descriptions as Python 3.13 has them, which takes the indentation out of docstrings."""
    if isinstance(value, dict):
        return {
            name: cleandoc(held) if name == "description" and isinstance(held, str) else unindented(held)
            for name, held in value.items()
        }
    return [unindented(held) for held in value] if isinstance(value, list) else value


def test_the_published_schema_of_version_1_is_the_form_that_is_read() -> None:
    schema = schemas()["edition-1"]
    form = json.loads(json.dumps(msgspec.json.schema(FrozenEdition)))

    assert unindented({name: schema[name] for name in form}) == unindented(form)
    assert schema["$id"] == "urn:argmap:schema:edition-1"
    for text in (TEXT, (GOLDEN / "m/editions/2026.1.json").read_text(encoding="utf-8")):
        Draft202012Validator(schema).validate(json.loads(text))


def reopened(files: Files, changed: Files) -> Files:
    """Return the files after a release with a draft begun, and some of them changed."""
    begun = NEXT + files["m/editions.yml"].removeprefix("editions:\n")
    return {**files, "m/map.yml": TOP["m/map.yml"], "m/editions.yml": begun, **changed}


def cited_from(files: Files) -> Files:
    """Return the statement on the page of each node of each edition, by its path."""
    pages = {
        path: page for path, page in built(files).files.items() if re.fullmatch(r"m/\d[^/]*/[^/]+/index.html", path)
    }
    said = {path: re.findall('class="am-statement [^"]*">(.*?)<', page) for path, page in pages.items()}
    return {path: found[0] for path, found in said.items() if found and "/archive/" not in path}


def test_whatever_becomes_of_a_map_each_address_of_an_edition_answers_with_the_words_that_were_cited() -> None:
    first = released({**TOP, "m/nodes/a.md": node("It is so."), "m/nodes/b.md": node("It rains.")})
    once = reopened(first, {"m/nodes/a.md": node("It may be so.", revision="2")})
    second = released({**once, "m/nodes/a.md": node("It may well be so.", revision="3")}, "2026.2", "2026-12-01")
    gone = node("It may well be so.", revision="4", supports="", status="withdrawn", reason="It said two things.")
    split = {
        "m/nodes/a.md": gone.replace("status:", "replaced-by: [a1, a2]\nstatus:"),
        "m/nodes/a1.md": node("It may be."),
        "m/nodes/a2.md": node("It is well."),
        "m/nodes/rain.md": node("It rains.", aliases="[b]"),
    }
    after = reopened(second, split)
    del after["m/nodes/b.md"]
    third = released(after, "2027.1", "2027-01-01")
    last = reopened(third, {})
    del last["m/nodes/rain.md"]

    cited = cited_from(first) | cited_from(second) | cited_from(third)
    assert len(cited) == 3 + 3 + 4
    assert {cited[f"m/{edition}/a/index.html"] for edition in ("2026.1", "2026.2")} == {
        "It is so.",
        "It may well be so.",
    }
    site = built(last)
    assert cited_from(last) == cited
    assert {"m/a/index.md", "m/a1/index.md", "m/top/index.md"} <= set(site.tree)
    assert "It said two things." in site.files["m/2027.1/a/index.html"]
    assert "The map has no node at this address any more." in site.files["m/2026.1/b/index.html"]


def test_a_release_is_the_same_file_each_time(put: Put) -> None:
    assert released(A)["m/editions/2026.1.json"] == TEXT
    assert site_of(put(RELEASED)).findings == ()


def test_an_edition_says_the_score_of_a_node_and_the_scheme_of_a_step() -> None:
    files = released({**TOP, "m/nodes/a.md": node(score="0.5", supports="[{to: top, scheme: Analogy}]")})

    page = words(built(files).files["m/2026.1/a/index.html"])

    assert "Score in this map: 0.5." in page
    assert "Pattern of argument: Analogy" in words(built(files).files["m/2026.1/top/index.html"])
