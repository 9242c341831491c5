"""A node as plain Markdown, the list of all of them, and the page of a map's data."""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from argmap.citations.runs import Run, TextStyle, markdown_of
from argmap.cli import CLEAN, WRONG_USAGE, main
from argmap.diagrams.engine import Engine
from argmap.model.characters import escape_plain_markdown
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.site.validate import checked
from argmap.storage.disk import load
from conftest import TOP, node, site_of

GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
SITE = "https://maps.example.org/"
NOTHING = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
READER = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
EVIL = (
    "# [x](javascript:alert(1)) <script>alert(1)</script> ![i](u) *b* __c__ `d` ~~e~~ | f | &lt; <https://g.example> "
    "[h]: u \\ {{ i }} $j$ k_l_ @m www.n.example https://o.example - 1. p"
)
STARTS = [
    "# a",
    "- a",
    "+ a",
    "1. a",
    "1) a",
    "> a",
    "=== a",
    "---",
    "    a",
    ": a",
    "[a]: b",
    "<b>",
    "* a",
    "~~~",
    "```",
]


def built(files: dict[str, str], address: str = "", title: str = "") -> Site:
    return build_site(files, (), BuildOptions(NOTHING, site_address=address, node_file="node.md", title=title))


def text_of(node_id: str, files: dict[str, str], address: str = "") -> str:
    site = built({**TOP, **files}, address)
    assert not [one for one in site.findings if one.severity == "error"]
    return site.files[f"m/{node_id}/node.md"]


def flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from flat(token.children or [])


def words(tokens: list[Token]) -> str:
    return " ".join("".join(one.content for one in flat(tokens) if one.type in ("text", "softbreak")).split())


def kinds(text: str) -> list[str]:
    return [one.type for one in flat(READER.parse(text)) if one.type != "text"]


@given(st.one_of(st.sampled_from([EVIL, *STARTS]), st.text(max_size=60)))
def test_whatever_a_text_holds_it_stays_words_in_one_line(text: str) -> None:
    written = escape_plain_markdown(text)

    assert len(written.splitlines()) <= 1
    for before in ("# ", "> ", "- ", "- x: ", ""):
        tokens = READER.parse(f"{before}{written}\n\nend\n")
        expected = READER.parse(f"{before}{'words' if written.strip() else ''}\n\nend\n")
        assert [one.type for one in flat(tokens) if one.type != "text"] == [
            one.type for one in flat(expected) if one.type != "text"
        ]


@pytest.mark.parametrize("text", [EVIL, *STARTS, "pro_x a_b _c_", "5 < 6 & 7 > 3", "a.b 1.5 e-mail"])
def test_words_that_are_escaped_are_read_as_they_were(text: str) -> None:
    assert words(READER.parse(f"# {escape_plain_markdown(text)}\n")) == " ".join(text.split())


def test_common_words_are_written_as_they_are() -> None:
    plain = "Kazakhstan's (2018) “contrast” – it holds, in part; see 3.2, a-b, x_y: 50 % (1. and 2.)!"
    assert escape_plain_markdown(plain) == plain


def test_a_formatted_work_keeps_its_emphasis_and_its_address() -> None:
    address = "https://doi.org/10.1000/a_b"
    runs = (
        Run("Doe. "),
        Run("A *b*", (TextStyle.EMPHASIS,)),
        Run(" in "),
        Run(address, address=address),
        Run(" x", (TextStyle.EMPHASIS,)),
        Run("there", address="https://e.org/?a=(b)"),
        Run("bad", address="javascript:alert(1)"),
        Run("broken", address="https://e.org/>\n<script>"),
    )

    assert markdown_of(runs) == (f"Doe. *A \\*b\\** in <{address}> x[there](<https://e.org/?a=(b)>)badbroken")


DEBATE = {
    "m/map.yml": "title: A debate\nedition: draft\nlicense: CC-BY-4.0\n",
    "m/nodes/top.md": "---\nkind: thesis\ntitle: The top\nstatement: It is so.\nvoice: [jane]\n---\n",
    "m/glossary.yml": "terms:\n  - {id: jane, term: Jane Doe, kind: person, about: Somebody.}\n",
    "m/nodes/one.md": node("One.", title="One", supports="[{to: top, jointly: both, because: it helps, scheme: sign}]"),
    "m/nodes/two.md": node("Two.", title="Two", supports="[{to: top, jointly: both, score: 0.5}]"),
    "m/nodes/no.md": node("No.", kind="counterclaim", title="Nay", supports="", attacks="[top]"),
    "m/nodes/but.md": node("But.", title="But", supports="", undercuts="[one -> top, no -> top]"),
    "o/map.yml": "title: Other\n",
    "o/nodes/far.md": "---\nkind: thesis\ntitle: Far\nstatement: Far away.\nsupports: [m/top]\n"
    "undercuts: [{to: m/two -> m/top, because: it is far}]\n---\n",
}


def test_the_markdown_of_a_node_says_what_bears_on_it_with_links() -> None:
    text = text_of("top", DEBATE, SITE)

    both = f"{SITE}m/one/node.md) (claim): One."
    assert f"- These count only together:\n  - [One]({both}\n    - How it bears on this: it helps\n" in text
    assert "    - Pattern of argument: sign\n" in text
    assert "    - Score of this step in this map: 0.5\n" in text
    assert f"    - This step is challenged: [But]({SITE}m/but/node.md) (claim)\n" in text
    assert f"## Objections to this\n\n- [Nay]({SITE}m/no/node.md) (counterclaim), answered: No.\n" in text
    assert f"- [But]({SITE}m/but/node.md) (claim), not answered in this map: But.\n" in text
    assert f"  - It challenges the step to this from: [One]({SITE}m/one/node.md) (claim)\n" in text
    assert f"- reason: [Far]({SITE}o/far/node.md) (thesis, Other): Far away.\n" in text
    assert "- Attributed to Jane Doe\n" in text
    assert f"- Argument map: [A debate]({SITE}m/), draft\n- Page of this node: {SITE}m/top/\n" in text
    assert "- Licence: CC-BY-4.0\n" in text
    assert re.search(r"- APA: A debate contributors\. .*<https://maps\.example\.org/m/top/>", text)


def test_it_says_what_the_node_bears_on_and_which_steps_it_challenges() -> None:
    text = text_of("but", DEBATE)

    assert "## What this bears on\n\n- a challenge to the step: [One](../../m/one/node.md) (claim) → [The top]" in text
    assert text_of("one", DEBATE).count("- together with 1 other, a reason for [The top](../../m/top/node.md)") == 1
    far = built(DEBATE).files["o/far/node.md"]
    assert "- a reason for [The top](../../m/top/node.md) (thesis, A debate): It is so.\n" in far
    across = text_of("two", DEBATE)
    assert "- challenged step: [Far](../../o/far/node.md)" in across
    assert (
        "  - It challenges the step: [Two](../../m/two/node.md) (claim) → [The top](../../m/top/node.md) (thesis)\n"
        in across
    )
    assert "  - How it bears on this: it is far\n" in across


def test_it_says_who_says_it_where_and_how_sure(put: Callable[[dict[str, str]], Path]) -> None:
    text = site_of(GOLDEN).files["m/it-will-rain/node.txt"]

    assert "- Kind: claim\n- Attributed to Rain 2020\n- Hedged “probably”\n" in text
    assert "\n## Where the source says it\n\n- The weather, paragraph 1\n- note 2\n\n## Works cited\n" in text
    assert "- Office of Clouds. 2019. *Clouds*. <https://example.org/clouds>.\n" in text
    assert "- For what the mapped text says, cite the text itself: Rain, Ann. 2020. *Rain*.\n" in text
    assert re.search(r"- Node `m/it-will-rain`, revision 1, content `swh:1:cnt:[0-9a-f]{40}`\n", text)
    del put


PROSE = (
    "Words *and* `code` [here](top.md), in\ntwo lines[^1] and $x^2$ [@nobody].\n\n- one\n- <b>two</b>\n\n"
    "| a | b |\n|---|---|\n| c | d |\n\n    code\n    more\n\n$$\ny\n$$\n\n[^1]: A note.\n"
)


def test_prose_is_told_paragraph_by_paragraph() -> None:
    text = text_of("a", {"m/nodes/a.md": node() + PROSE.replace(" [@nobody]", "").replace("<b>two</b>", "two")})

    told = text.partition("m/a/\n\n")[2].partition("\n\n## ")[0].split("\n\n")
    assert told == [
        "Words and code here, in two lines\\[1\\] and \\$x^2\\$.",
        *("one", "two", "a", "b", "c", "d", "code more"),
        "\\$\\$ y \\$\\$",
        "\\[1\\] A note.",
    ]


def test_a_withdrawn_node_says_why_and_what_to_read_instead() -> None:
    gone = node("It was so.", supports="", status="withdrawn", reason="'It said #1.'", replaced_by="[top]")

    text = text_of("gone", {"m/nodes/gone.md": gone})

    assert (
        "> It was so.\n\n- This node was withdrawn. It said \\#1.\n- Read instead: [The top](../../m/top/node.md)"
        in text
    )
    assert "## Reasons" not in text


def test_nothing_that_people_write_becomes_markup() -> None:
    def texts(words: str) -> dict[str, str]:
        said, short = f"'{words}'", f"'{words[:60]}'"
        return {
            **TOP,
            "m/map.yml": f"title: {short}\nlicense: {said}\npublisher: {short}\n",
            "m/nodes/a.md": node(
                said, title=short, hedge=said, supports=f"[{{to: top, because: {said}, scheme: {short}}}]"
            ),
        }

    for name in ("m/a/node.md", "m/top/node.md", "llms.txt"):
        evil, harmless = (built(texts(words), title=words).files[name] for words in (EVIL, "Words"))
        assert "script" in evil
        # A style sets a title in italics, which may end where one of its own begins.
        assert [kind for kind in kinds(evil) if not kind.startswith("em_")] == [
            kind for kind in kinds(harmless) if not kind.startswith("em_")
        ]


def test_the_list_of_a_site_names_its_maps_their_files_and_every_node() -> None:
    text = built({**TOP, **DEBATE}, SITE, "The <site>").files["llms.txt"]

    lines = text.splitlines()
    assert lines[0] == "# The &lt;site>"
    assert lines[2].startswith("> Argument maps: ")
    assert [line for line in lines if line.startswith("## ")] == ["## A debate", "## Other", "## Optional"]
    assert f"- [map.json]({SITE}m/map.json): nodes, relations, terms and works, as the published schema says" in lines
    assert f"- [The top]({SITE}m/top/node.md): thesis; It is so." in lines
    optional = text.partition("## Optional\n")[2]
    assert f"- [Nay]({SITE}m/no/node.md): counterclaim\n" in optional
    assert "The top" not in optional
    assert "at `node.md`." in text
    assert built(TOP).files["llms.txt"].startswith("# A map\n")
    assert "llms.txt" not in built({"index.md": "# Home\n"}).files


@pytest.mark.parametrize("own", ["llms.txt", "LLMS.TXT", "llms.txt/more.txt"])
def test_a_list_of_the_sites_own_stays(own: str) -> None:
    assert "llms.txt" not in build_site(TOP, (), BuildOptions(NOTHING), [own]).files
    assert checked(TOP, (), [own])[1] == []


def test_a_node_whose_id_is_data_stays_and_its_map_lists_its_files_where_one_cites_it() -> None:
    for files in ({"m/nodes/data.md": node()}, {"m/nodes/a.md": node(aliases="[data]")}):
        site = built({**TOP, **files})
        assert site.findings == ()
        assert '<a href="../map.json">' in site.tree["m/cite/index.md"]
        assert "m/data/index.md" not in site.tree or "A title" in site.tree["m/data/index.md"]
        assert "data/" not in site.tree["m/index.md"].partition("am-ways")[2]


def test_other_maps_have_a_page_of_their_data_and_say_so_where_one_cites_them() -> None:
    site = built(TOP)

    assert '<a href="../data/">Data</a>' in site.tree["m/cite/index.md"]
    assert "map.json" not in site.tree["m/cite/index.md"]
    page = site.tree["m/data/index.md"]
    assert '<a href="../top/node.md">top/node.md</a>' in page
    assert "references.bib" not in page
    empty = built({"m/map.yml": "title: A map\n"}).tree["m/data/index.md"]
    assert "each-node" not in empty


def test_no_new_node_gets_the_id_of_that_page(
    put: Callable[[dict[str, str]], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    put({**TOP, "m/nodes/a.md": node()})

    assert main(["rename", "a", "data"]) == WRONG_USAGE
    assert '"data" is taken: it is one of the map\'s own pages' in capsys.readouterr().err
    assert main(["rename", "a", "b"]) == CLEAN


def test_a_page_at_the_address_of_that_page_is_told() -> None:
    findings = checked({**TOP, "m/data.md": "# Data\n"})[1]

    assert [(one.code, one.message) for one in findings] == [
        ("AM038", "m/data.md has the address m/data/, which is the map's own page")
    ]


@pytest.mark.parametrize("path", ["m/top/node.txt", "m/top/node.md/more.txt"])
def test_a_file_in_place_of_the_markdown_of_a_node_is_told(path: str) -> None:
    (finding,) = checked(TOP, (), [path])[1]

    assert (finding.code, finding.place.path) == ("AM038", path)


def test_the_page_of_data_and_the_linkset_name_what_is_kept_of_editions(
    put: Callable[[dict[str, str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    docs = put({**TOP, "m/editions.yml": "editions:\n  - edition: draft\n    changes: [All of it.]\n"})
    assert main(["release", "2026.1"]) == CLEAN

    sources = load(docs)
    site = build_site(sources.texts, (), BuildOptions(NOTHING, site_address=SITE), sources.others)

    page = site.tree["m/data/index.md"]
    assert '<a href="../editions/2026.1.json">' in page
    assert (docs / "m/editions/2026.1.json").is_file()
    assert '<a href="../2026.1/archive/">' in page
    assert "m/2026.1/archive/index.html" in site.files
    linkset = {one["anchor"]: one for one in json.loads(site.files["m/linkset.json"])["linkset"]}
    assert {"href": f"{SITE}m/editions/2026.1.json", "type": "application/json"} in linkset[f"{SITE}m/"]["item"]
    assert linkset[f"{SITE}m/top/"]["cite-as"] == [{"href": f"{SITE}m/2026.1/top/"}]
    edition = site.files["m/2026.1/top/index.html"]
    assert not set(re.findall('<link rel="([^"]*)"', edition)) & {"alternate", "describedby", "item", "linkset"}
    assert 'rel="type"' in edition
