"""A map's own pages and the archive: templates over plain data, all documented, each replaceable, safe for any text."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

import argmap.diff
import argmap.pages
from argmap.citations.citable import Published
from argmap.citations.swhid import content_id
from argmap.model.fields import TERM_KINDS
from argmap.model.ownpages import OWN_PAGES
from argmap.pages.archive import archive
from argmap.pages.context import Context, context_of
from argmap.pages.inert import inert
from argmap.pages.outline import outline_page
from argmap.pages.page import markdown_of
from argmap.pages.redirect import Redirect
from argmap.pages.templating import Templates
from argmap.read.maps import read
from argmap.site.outputs import OWN_PAGE_WRITERS
from conftest import TOP, node

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "argmap" / "templates"
DOCS = (ROOT / "manual" / "page-templates.md").read_text(encoding="utf-8")
EVIL = "<script>alert(1)</script> {{7*7}} {% x %} \" ' </style> ]]>"


def filled_templates() -> Iterator[tuple[str, list[str]]]:
    """Yield each template that a class names, with the names of what it is given."""
    for room in (argmap.pages, argmap.diff):
        for info in pkgutil.iter_modules(room.__path__):
            module = importlib.import_module(f"{room.__name__}.{info.name}")
            for one in vars(module).values():
                if isinstance(one, type) and one.__module__ == module.__name__ and "TEMPLATE" in vars(one):
                    yield vars(one)["TEMPLATE"], [field.name for field in fields(one)]


def test_the_docs_tell_what_each_template_is_given() -> None:
    rows = re.findall(r"^\| `([^`]*)` \| .* \| (`[^|]*`) \|$", DOCS, flags=re.MULTILINE)

    assert {name: re.findall("`([^`]*)`", given) for name, given in rows} == dict(filled_templates())


def test_the_docs_name_every_template_there_is() -> None:
    there = {file.relative_to(TEMPLATES).as_posix() for file in TEMPLATES.rglob("*.*")}

    assert set(re.findall(r"^\| `([^`]*)` \|", DOCS, flags=re.MULTILINE)) == there


def test_each_own_page_of_a_map_has_one_writer() -> None:
    assert set(OWN_PAGE_WRITERS) == {page.id for page in OWN_PAGES}


def a_map(words: str = "Words") -> Context:
    """Return a map of which every text that people can write holds these words."""
    said = "'" + words.replace("'", "''") + "'"
    texts = {"title": said, "statement": said}
    others = {**texts, "voice": "reported", "stance": "rejects"}
    files = {
        **TOP,
        "m/map.yml": f"title: {said}\nlicense: {said}\nwork: w-2001\nnotes: 1\nsections:\n"
        f"  - {{id: one, title: {said}, paragraphs: 2}}\nnot-argued: {{one.2: {said}}}\n"
        f"path:\n  - {{node: top, lead: {said}}}\n",
        "m/nodes/top.md": f"---\nkind: thesis\ntitle: {said}\nstatement: {said}\nvoice: author\nstance: endorses\n"
        f"source: [{{at: one.1, quote: {said}}}]\n---\n",
        "m/nodes/a.md": node(voice="[w-2001]", stance="reports", cites="[w-2001]", **texts),
        "m/nodes/b.md": node(kind="counterclaim", supports="", attacks="[a]", hedge=said, **others),
        "m/nodes/c.md": node(supports="", undercuts="['a -> top']", voice="contributor", **texts),
        "m/nodes/d.md": node(supports="", qualifies=f"[{{to: top, because: {said}}}]", voice="contributor", **texts),
        "m/glossary.yml": f"terms:\n  - {{term: {said}, kind: word, stands-for: {said}, about: {said}}}\n",
        "m/editions.yml": f"editions:\n  - {{edition: draft, changes: [{said}]}}\n",
        "m/paragraphs.tsv": "locator\tfirst_words\tlast_words\tpage\n"
        + "".join(f"{at}\t{words}\tit.\t\n" for at in ("one.1", "one.2", "n1")),
        "m/references.json": '[{"id": "w-2001", "type": "book", "title": "W"}]',
    }
    reading = read(files | {path.replace("m/", "other/"): text for path, text in files.items()})
    assert reading.findings == ()
    contexts = [
        context_of(argument_map, Published(contents={one.file: content_id("") for one in argument_map.nodes}))
        for argument_map in reading.maps
    ]
    return replace(contexts[0], readings=(contexts[1],))


class Tags(HTMLParser):
    """Gathers a page's elements and what stands in them."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(str(markup))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("page", [page.id for page in OWN_PAGES])
def test_what_people_wrote_stays_words_on_every_page_of_a_map(page: str) -> None:
    written = markdown_of(Templates().page(OWN_PAGE_WRITERS[page](a_map(EVIL)))).partition("\n---\n")[2]
    harmless = markdown_of(Templates().page(OWN_PAGE_WRITERS[page](a_map()))).partition("\n---\n")[2]

    assert Tags(written).tags == Tags(harmless).tags
    assert EVIL in Tags(written.replace("\n", " ")).words
    assert not {"{", "}"} & set(written)


def test_what_people_wrote_stays_words_in_an_archive_and_at_an_old_address() -> None:
    written = [Templates().fill(archive(a_map(words), "")) for words in (EVIL, "Words")]

    assert Tags(written[0]).tags == Tags(written[1]).tags
    assert EVIL in Tags(written[0]).words
    assert EVIL in Tags(Templates().fill(Redirect("a", EVIL))).words
    assert "script" not in Tags(Templates().fill(Redirect("a", EVIL))).tags


def test_a_sites_template_takes_the_place_of_ours_and_is_given_the_same() -> None:
    templates = Templates({"outline.html": "<b>{{ meta.map_title }}: {{ lines | length }}</b>"})

    assert '\n# Outline\n\n<div class="am-page"><b>Ours&#58; 1</b>' in markdown_of(
        templates.page(outline_page(a_map("Ours")))
    )
    assert "<table" in templates.page(OWN_PAGE_WRITERS["nodes"](a_map())).body


def test_a_part_that_a_site_replaces_changes_wherever_it_is_used() -> None:
    link = '{% macro labelled_link(node, to_map="../", end="/") %}<i class="own">{{ node.title }}</i>{% endmacro %}'
    ours = (TEMPLATES / "partials" / "nodes.html").read_text(encoding="utf-8")
    templates = Templates({"partials/nodes.html": re.sub(r"\{% macro labelled_link.*?endmacro %\}", link, ours)})

    for page in ("exposed", "source"):
        assert '<i class="own">' in templates.page(OWN_PAGE_WRITERS[page](a_map())).body, page
        assert '<i class="own">' not in Templates().page(OWN_PAGE_WRITERS[page](a_map())).body, page


def test_a_page_is_one_line_without_the_indentation_of_its_template() -> None:
    assert inert(Markup("<p>\n  a\n\n  {{ b }}\n</p>\n<pre>  c\n  d</pre>\n")) == (
        "<p> a &#123;&#123; b &#125;&#125; </p><pre>  c&#10;  d</pre>"
    )


def test_every_kind_of_term_has_a_heading() -> None:
    context = a_map()
    for kind in TERM_KINDS:
        files = {**TOP, "m/glossary.yml": f"terms:\n  - {{term: It, kind: {kind}}}\n"}
        (argument_map,) = read(files).maps
        assert (
            f'<h2 id="{kind}">'
            in Templates().page(OWN_PAGE_WRITERS["glossary"](context_of(argument_map, context.published))).body
        )
