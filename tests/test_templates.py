"""Pages are templates over plain data: what is text comes out as text, what is said can be said otherwise."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from gettext import NullTranslations
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from argmap.citations.citable import Published
from argmap.citations.swhid import content_id
from argmap.diagrams.engine import Engine
from argmap.diagrams.lines import outline
from argmap.diagrams.views import Shape, branch, neighbourhood, overview, whole
from argmap.model.appearance import LINES
from argmap.model.kinds import ROLES
from argmap.model.relations import RELATIONS, RelationType
from argmap.pages.citesection import map_cite_box, work_cite_box
from argmap.pages.context import Context, context_of
from argmap.pages.controls import filter_of, marks_of
from argmap.pages.figures import FigureContext, figure_of
from argmap.pages.front import front_end
from argmap.pages.inert import in_one_line
from argmap.pages.node import node_page
from argmap.pages.outlines import outline_lines
from argmap.pages.page import Page
from argmap.pages.templating import Templates
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from argmap.storage.disk import load
from conftest import TOP, node
from test_docs import ROOT

GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
UNDRAWN = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
GITHUB = "https://github.com/someone/a-map/edit/main/docs/"
GITLAB = "https://gitlab.com/group/sub/a-map/-/edit/main/docs/"

READS_MARKUP = "it knows markup that others wrote"
SVG = "it writes SVG"
HOLDING_TAGS = {
    "mkdocs/bodies.py": "the element around a page that people wrote, which knows no template",
    "check/pages.py": READS_MARKUP,
    "citations/csltext.py": READS_MARKUP,
    "citations/pandoc.py": "it changes citation styles, which are XML",
    "citations/runs.py": "it is the one way in which formatted text becomes markup, run by run",
    "cli/shared.py": "a placeholder in a help text looks like one",
    "diagrams/credit.py": SVG,
    "diagrams/engine.py": SVG,
    "diagrams/files.py": SVG,
    "diagrams/pictures.py": SVG,
    "diagrams/svg.py": SVG,
    "diff/markdown.py": "it writes Markdown, which has no signs of its own for what was removed or added",
    "importing/kialo.py": "a title of CSL-JSON has no other sign for letters that styles leave as they are",
    "export/aif.py": "a text of xAIF is HTML, with spans that lead to nodes",
    "pages/abbreviations.py": "it marks abbreviations in pages that are written",
    "pages/inert.py": READS_MARKUP,
    "read/works.py": "the markup of texts in CSL-JSON looks like tags, and is no HTML yet",
    "site/anatomy.py": READS_MARKUP,
    "site/hosting.py": "one element holds the place of what Markdown must not see, one divides the work of browsers, "
    "and the rest is read and completed",
    "site/policy.py": "it puts one element into pages that are finished, whoever made them",
    "read/unclosed.py": READS_MARKUP,
}
"""The modules with tags in their strings, and why."""

TAG = re.compile(r"(?<!\?P)<[a-z/]")  # and not what a part of a regular expression is called


def strings(module: Path) -> Iterator[str]:
    """Yield the strings of a module, but for what explains it."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    explained = {id(part.value) for part in ast.walk(tree) if isinstance(part, ast.Expr)}
    for part in ast.walk(tree):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in explained:
            yield part.value


def test_no_tag_is_written_in_python() -> None:
    package = ROOT / "argmap"

    found = {
        module.relative_to(package).as_posix()
        for module in package.rglob("*.py")
        if any(TAG.search(text) for text in strings(module))
    }

    assert found == set(HOLDING_TAGS)


ALL = {
    "m/map.yml": (
        "title: zztitle\nwork: zzwork\nlicense: CC0-1.0\nnotes: 1\n"
        "sections: [{id: one, title: zzsection, paragraphs: 2}]\n"
        "path: [{node: zztop, lead: zzlead}, {node: zzfor, lead: zzlead}, {node: zzno, lead: zzlead}]\n"
    ),
    "m/references.json": json.dumps(
        [
            {"id": key, "type": "book", "title": key, "author": [{"family": key}], "issued": {"date-parts": [[2000]]}}
            for key in ("zzother", "zzthird", "zzwork")
        ]
    ),
    "m/verified.json": json.dumps(
        {"argmap": "1", "date": "2026-11-24", "quotations": {}, "text": "0" * 64},
    ),
    "m/nodes/zztop.md": node(
        kind="thesis",
        title="zztop",
        statement="zzsaid",
        supports="",
        voice="author",
        stance="qualifies",
        hedge="zzhedge",
        source="[{at: one.1, quote: zzquote}, {at: n1}]",
        revision="2",
        cites='["zzother, p. 12"]',
    ),
    "m/nodes/zzfor.md": node(
        title="zzfor",
        statement="zzsaid",
        supports="[{to: zztop, jointly: both, because: zzwhy}]",
        voice="contributor",
        cites="[zzother]",
    ),
    "m/nodes/zztoo.md": node(
        title="zztoo",
        statement="zzsaid",
        supports="[{to: zztop, jointly: both}]",
        voice="reported",
        stance="endorses",
        source="[{at: one.1}]",
    ),
    "m/nodes/zzno.md": node(
        kind="counterclaim",
        title="zzno",
        statement="zzsaid",
        supports="",
        attacks="[zztop]",
        voice="[zzother, zzthird, zzwork]",
        stance="rejects",
        source="[{at: one.2}]",
    ),
    "m/nodes/zzyes.md": node(
        title="zzyes", statement="zzsaid", supports="", attacks="[zzno]", voice="contributor", cites="[zzother]"
    ),
    "m/nodes/zzbut.md": node(
        title="zzbut", statement="zzsaid", supports="", qualifies="[zztop]", voice="contributor", cites="[zzother]"
    ),
    "m/nodes/zzstep.md": node(
        title="zzstep",
        statement="zzsaid",
        supports="",
        undercuts="[zzfor -> zztop]",
        voice="contributor",
        cites="[zzother]",
    ),
    "m/nodes/zzask.md": node(
        kind="question", title="zzask", statement="zzsaid", supports="", voice="contributor", cites="[zzother]"
    ),
    "m/nodes/zzclaim.md": node(
        title="zzclaim",
        statement="zzsaid",
        supports="",
        explains="[zztop]",
        answers="[zzask]",
        voice="contributor",
        cites="[zzother]",
    ),
    "m/nodes/zzframe.md": node(
        kind="context",
        title="zzframe",
        statement="zzsaid",
        supports="",
        frames="[zztop, zzask]",
        voice="contributor",
        cites="[zzother]",
    ),
}
"""A map in which everything occurs that a node's page can say, its own words beginning with zz."""


def pages(files: dict[str, str], **known: str) -> dict[str, str]:
    """Make the pages of a map's nodes, each without its front matter."""
    made = build_site(files, (), BuildOptions(UNDRAWN, **known))  # type: ignore[arg-type]
    return {
        path: f"\n# {page.meta.heading}\n\n{in_one_line(page.body)}"
        for path, page in made.pages.items()
        if re.search("m/zz.*md$", path) and isinstance(page, Page)
    }


class Marked(NullTranslations):
    """A catalogue that says everything between brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


def words(page: str) -> str:
    """Return what of a page is no tag, no map's own word, no address, no name, and nothing to copy."""
    shown = re.sub(r"<pre>.*?</pre>|<dd data-am-copy>.*?</dd>|<li data-am-copy>.*?</li>|<code>.*?</code>", "", page)
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', shown))
    return re.sub(
        r"(?i)\bzz\w*|\bhttps?:\S*|p\. 12|\b(?:Chicago|APA|SVG|PNG|PDF|draft)\b",
        "",
        f"{labels} {re.sub('<[^>]*>', ' ', shown)}",
    )


def test_every_word_of_a_nodes_page_is_said_by_way_of_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("argmap.pages.templating.translations", lambda _: Marked())

    made = pages(ALL, edit_base=GITLAB)

    assert len(made) == 10
    for path, page in made.items():
        said = words(page.partition("\n\n")[2])
        while (shorter := re.sub(r"⟦[^⟦⟧]*⟧", "", said)) != said:  # a link's words can stand in a sentence
            said = shorter
        assert not re.search(r"[^\W\d_]", said), path


def test_what_bears_on_a_node_is_called_the_same_wherever_it_is_listed() -> None:
    made = pages(ALL)
    page = made["m/zztop/index.md"]
    (below,) = re.findall(r'class="am-below">.*?</details></section>', page)

    for kind, listed in RELATIONS.items():
        own = {RelationType.UNDERCUTS: "zzfor", RelationType.ANSWERS: "zzask"}.get(kind, "zztop")
        section = made[f"m/{own}/index.md"].partition(f'<section id="{listed.anchor}"')[2].partition("</h2>")[0]
        assert section.endswith(f"<h2>{listed.heading}")
        if kind is not RelationType.ANSWERS:
            assert f'<span class="am-mark am-{kind}">{listed.one}</span>' in below
    assert '<a href="#reasons">2 reasons</a>, only together; <a href="#objections">2 objections</a>: 1' in page
    assert '1 <button class="am-how am-answered" popovertarget="word-answered">answered</button>' in page
    assert '; <a href="#limits">1 limit</a>; <a href="#explanations">1 explanation</a>' in page
    assert "<summary>1 challenged step</summary>" in page


class Structure(HTMLParser):
    """Notes the elements of a page, each with the names of its attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = ""
        self.feed(re.sub("<dd data-am-copy>.*?</dd>", "", page))  # which pandoc wrote

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(" ".join([tag, *(name for name, _ in attrs)]))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_words_of_a_map_are_text_wherever_a_page_has_them() -> None:
    def made(text: str) -> dict[str, str]:
        said = json.dumps(text, ensure_ascii=False)
        given = dict.fromkeys(("title", "statement", "hedge"), said)
        files = {
            **TOP,
            "m/map.yml": f"title: {said}\npath: [{{node: zza, lead: {said}}}]\n",
            "m/nodes/zza.md": node(**given),
            "m/nodes/zzb.md": node(supports=f"[{{to: zza, because: {said}}}]", title=said),
            "m/nodes/zzc.md": node(supports="", undercuts="[zzb -> zza]", title=said),
        }
        return pages(files, edit_base=GITLAB)

    hostile = "\"<b>{{7*7}}</b> {% x %} {{ _('y') }} & ' “q” <script>"
    pages_of_words = made("harmless")

    assert len(pages_of_words) == 3
    for path, page in made(hostile).items():
        body = page.partition("\n\n")[2]
        structure = Structure(body)
        assert structure.elements == Structure(pages_of_words[path].partition("\n\n")[2]).elements
        assert hostile in structure.text
        assert not re.search("[{}]", body)


@pytest.mark.parametrize("edit_base", ["", GITHUB, GITLAB, "https://example.org/edit/"])
@pytest.mark.parametrize("files", [{"m/map.yml": "title: Empty\n"}, TOP, ALL, dict(load(GOLDEN).texts)])
def test_no_template_asks_for_what_is_not_there(files: dict[str, str], edit_base: str) -> None:
    made = build_site(files, (), BuildOptions(UNDRAWN, edit_base=edit_base, site_address="https://example.org/"))

    assert "m/index.md" in made.tree


def test_a_site_says_otherwise_what_a_partial_says() -> None:
    own = Templates({"partials/contribute.html": "{% macro contribute(box) %}Write to us.{% endmacro %}"})
    context = context_for(TOP)

    drawn = {Shape.NEIGHBOURHOOD: neighbourhood(context.graph, "top")}
    body = own.page(node_page(replace(context, edit_base=GITHUB), "top", drawn)).body

    assert "Write to us." in body
    assert "Improve this page" not in body


def context_for(files: dict[str, str]) -> Context:
    (argument_map,) = read(files).maps
    return context_of(
        argument_map, Published(contents={one.file: content_id(files[one.file]) for one in argument_map.nodes})
    )


def said(call: str, partial: str, **values: object) -> str:
    """Call a macro of a partial."""
    name = call.partition("(")[0]
    asking = {"asking.html": f'{{% from "partials/{partial}.html" import {name} %}}{{{{ {call} }}}}'}
    return " ".join(Templates(asking).render("asking.html", **values).split())


@cache
def golden() -> Context:
    return context_for(dict(load(GOLDEN).texts))


def test_a_form_offers_only_what_there_is_to_choose() -> None:
    form = said("filter_form(filter, true)", "forms", filter=filter_of(golden()))

    assert re.findall('<select name="([^"]*)"', form) == ["kind", "voice", "stance", "section", "depth"]
    assert '<option value="others">others</option>' in form
    assert '<option value="notes">Notes</option>' in form
    assert '<option value="one">The weather</option>' in form
    assert "Try it yourself" in form
    alone = said("filter_form(filter, false)", "forms", filter=filter_of(context_for(TOP)))
    assert "<select" not in alone
    assert "Try it yourself" not in alone


def test_a_drawing_that_can_be_had_as_a_file_says_so_and_folds_open_to_a_list() -> None:
    context = golden()
    view = overview(context.argument_map, context.graph)

    figure = said("drawing(figure, 'm/')", "figure", figure=figure_of(context, view))

    assert '<a href="overview.svg" download>SVG</a> <a href="overview.png" download>PNG</a>' in figure
    assert "The same as a list" in figure
    assert '<a href="m/take-an-umbrella/">' in figure
    assert "<details open>" in figure
    assert "thesis</span> with a double border" in figure
    assert '<svg class="am-sample am-edge am-supports"' in figure
    own = figure_of(context, branch(context.graph, "no-need"), "Mine", "branch-1.svg")
    assert 'data="branch-1.svg" aria-label="What bears on: Mine"' in said("drawing(figure)", "figure", figure=own)


def whole_of(files: dict[str, str]) -> FigureContext:
    context = context_for(files)
    return figure_of(context, whole(context.graph, "A map"))


def test_a_legend_explains_what_occurs_in_the_drawing_and_nothing_else() -> None:
    alone = said("drawing(figure)", "figure", figure=whole_of(TOP))
    full = said("drawing(figure)", "figure", figure=whole_of(ALL))

    assert "thesis</span>" in alone
    assert "claim</span>" not in alone
    assert "am-sample" not in alone
    assert "count only together" not in alone
    assert "count only together" in full
    assert " more”" not in alone
    assert "Skip the drawing" not in alone
    assert re.search('<a class="am-skip" href="#(past-.*?)">.*<figcaption id="\\1" tabindex="-1">', full, re.DOTALL)
    assert all(words.box in full for role, words in ROLES.items() if role != "evidence")
    samples = dict(re.findall(r'<svg class="am-sample am-edge am-(\w+)"[^>]*>(.*?)</svg> ', full))
    assert list(samples) == list(RELATIONS)
    assert len(set(samples.values())) == len(
        {(line.style, line.arrowhead.removeprefix("o")) for line in LINES.values()}
    )
    assert all(re.search("<(polygon|ellipse) ", sample) for sample in samples.values())


def test_a_front_page_lists_its_theses_by_number_and_says_how_many_more_there_are() -> None:
    theses = {f"m/nodes/t{number:02}.md": node(kind="thesis", supports="") for number in range(14)}
    front = str(Templates().fill(front_end(context_for({**TOP, **theses}), has_overview=False)))

    listed = front.partition("<h2>Theses</h2>")[2].partition("</ol>")[0]
    assert listed.count("<li>") == 12
    assert '<a href="outline/">3 more in the outline</a>' in front
    assert "<h2>Thesis</h2>" in Templates().fill(front_end(context_for(TOP), has_overview=False))


def test_of_many_theses_a_front_page_and_its_drawing_begin_with_those_of_which_most_is_said() -> None:
    theses = {f"m/nodes/t{number:02}.md": node(kind="thesis", supports="") for number in range(20)}
    said = {f"m/nodes/{name}.md": node(supports=f"[{end}]") for name, end in (("a", "t18"), ("b", "t18"), ("c", "t07"))}
    context = context_for({**TOP, **theses, **said})
    listed = [line.id for line, _ in front_end(context, has_overview=False).beginnings[0].nodes]
    drawn = {box.id for box in overview(context.argument_map, context.graph).boxes}

    assert listed[:3] == ["t18", "t07", "t00"]
    assert drawn == {*listed, "a", "b", "c"}


def test_a_statement_that_is_no_more_than_its_title_stands_once_in_a_list() -> None:
    files = {**TOP, "m/nodes/a.md": node(title="It rains", statement="It rains.")}
    reasons = rendered(files, "top").partition("<h2>Reasons for this</h2>")[2].partition("</section>")[0]

    assert reasons.count("It rains") == 1
    assert "It is so." in rendered(files, "a").partition("What this bears on")[2]


def test_the_front_page_that_argmap_writes_leads_to_the_page_about_the_map() -> None:
    about = {**TOP, "m/about.md": "# About\n"}

    assert "[About this map](about.md)" in build_site(about, (), BuildOptions(UNDRAWN)).tree["m/index.md"]
    assert "about.md" not in build_site(TOP, (), BuildOptions(UNDRAWN)).tree["m/index.md"]


def test_what_is_not_in_the_words_of_the_text_says_so_where_it_stands() -> None:
    files = {**TOP, "m/nodes/a.md": node(supports="[{to: top, because: it is so}]", voice="author")}
    word = '<button class="am-how am-map" popovertarget="word-map">in the map\'s words</button>'
    words = f"How it bears on this, {word}: it is so"
    of_text = {
        **files,
        "m/map.yml": "title: A map\nwork: koch\n",
        "m/references.json": '[{"id": "koch", "type": "book", "author": [{"family": "Koch"}]}]',
    }
    of_text["m/nodes/top.md"] = node(kind="thesis", supports="", voice="author")

    for page in ("top", "a"):
        assert "How it bears on this: it is so" in rendered(files, page)
        assert words in rendered(of_text, page)


def test_a_question_is_asked_and_not_said() -> None:
    files = {
        "m/map.yml": "title: A map\nwork: koch\n",
        "m/references.json": '[{"id": "koch", "type": "book", "author": [{"family": "Koch"}]}]',
        "m/nodes/ask.md": node(kind="question", supports="", voice="contributor"),
        "m/nodes/theirs.md": node(kind="question", supports="", voice="author"),
        "m/nodes/top.md": node(kind="thesis", supports="", answers="[ask, theirs]", voice="author"),
    }

    assert "Asked by a contributor to this map." in rendered(files, "ask")
    assert "Asked by Koch" in re.sub("<.*?>", "", rendered(files, "theirs"))


def rendered(files: dict[str, str], node_id: str) -> str:
    context = context_for(files)
    drawn = {Shape.NEIGHBOURHOOD: neighbourhood(context.graph, node_id)}
    return " ".join(unescape(Templates().page(node_page(context, node_id, drawn)).body).split())


def test_an_outline_can_be_filtered_or_stand_unfolded_on_paper() -> None:
    context = golden()
    entries = outline(context.graph, [one.id for one in context.graph.theses])

    filtered = outline_lines(context, entries, marks=lambda node_id: marks_of(context, node_id))
    assert 'data-am="thesis|author||one"' in said("outline(lines, filtered=true)", "outline", lines=filtered)
    unfolded = said("unfolded(lines, '#', '')", "outline", lines=outline_lines(context, entries))
    assert '<a href="#no-need">' in unfolded
    assert "<details" not in unfolded
    assert outline_lines(context, []) == ()


def test_a_map_and_the_mapped_work_are_cited_even_without_pandoc() -> None:
    box = said("cite_map(box)", "cite", box=map_cite_box(golden()))

    assert "There was no pandoc" in box
    assert '<a href="map.bib" download>BibTeX</a>' in box
    assert work_cite_box(context_for(TOP)) is None
    assert re.search('<div class="am-cite" [^>]*></div>', said("cite_work(box)", "cite", box=work_cite_box(golden())))
