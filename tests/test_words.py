"""Every word of a page goes through the catalogue, and another catalogue gives the same page in other words."""

import ast
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from jinja2 import DictLoader, Environment

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from argmap.citations.citable import Published  # noqa: E402
from argmap.citations.swhid import content_id  # noqa: E402
from argmap.diagrams.dot import drawing_of  # noqa: E402
from argmap.diagrams.engine import engine_for  # noqa: E402
from argmap.diagrams.views import View, branch, neighbourhood, overview, whole  # noqa: E402
from argmap.diff.changes import Changes  # noqa: E402
from argmap.diff.compare import State, compare  # noqa: E402
from argmap.diff.markdown import change_text  # noqa: E402
from argmap.diff.page import change_page  # noqa: E402
from argmap.diff.report import report_of  # noqa: E402
from argmap.model.ownpages import OWN_PAGES  # noqa: E402
from argmap.model.relations import RelationType  # noqa: E402
from argmap.model.rules import RULES  # noqa: E402
from argmap.pages.archive import archive  # noqa: E402
from argmap.pages.blocks import FindingsTable  # noqa: E402
from argmap.pages.cards import cards_file  # noqa: E402
from argmap.pages.context import Context, context_of  # noqa: E402
from argmap.pages.front import front_end  # noqa: E402
from argmap.pages.missing import MissingPage  # noqa: E402
from argmap.pages.page import markdown_of  # noqa: E402
from argmap.pages.position import position_file  # noqa: E402
from argmap.pages.redirect import Redirect  # noqa: E402
from argmap.pages.templating import Templates  # noqa: E402
from argmap.read.maps import read  # noqa: E402
from argmap.site.build import BuildOptions, build_site  # noqa: E402
from argmap.site.outputs import OWN_PAGE_WRITERS  # noqa: E402
from argmap.site.validate import checked  # noqa: E402
from conftest import TOP, node  # noqa: E402
from messages import FILE, PACKAGE, TEMPLATES, catalogue, catalogue_text  # noqa: E402

UNTRANSLATED = {
    "data.html": {"cite/0", "0.schema.json", "editions/0.json", "0/archive/", "llms.txt"},
    "llms.txt": {"## Optional"},  # the section that programs may pass over has this name in every language
    "missing.html": {'{% extends "main.html" %}', "{% block content %}", "{% endblock %}"},  # what the theme reads
}
"""Words that stand in a template as they are: names that are the same in every language."""

_SAID = ("aria-label", "title", "alt", "placeholder", "data-am-sort")
"""Attributes whose values people read or hear."""


def test_the_catalogue_is_what_the_script_writes() -> None:
    assert FILE.read_text(encoding="utf-8") == catalogue_text(), (
        "argmap/locale/argmap.pot is not up to date: run python3 scripts/catalogue.py, and commit what it writes"
    )


def test_no_words_stand_inside_a_formatted_string_where_the_script_finds_them_on_newer_pythons_only() -> None:
    texts = {file: file.read_text(encoding="utf-8") for file in sorted(PACKAGE.rglob("*.py"))}
    hidden = [
        f"{file.relative_to(PACKAGE)}:{call.lineno}"
        for file, text in texts.items()
        if "gettext" in text
        for formatted in ast.walk(ast.parse(text))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")).endswith("gettext")
        if isinstance(call.args[0], ast.Constant)
    ]

    assert hidden == []


class _Words(HTMLParser):
    """Gathers what people read in HTML."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._passed_over = 0
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._passed_over += tag in ("style", "script", "code")
        self.words += [value or "" for name, value in attrs if name in _SAID]
        handed = json.loads(dict(attrs).get("data-am-said") or "{}")
        self.words += handed.values() if isinstance(handed, dict) else ()

    def handle_endtag(self, tag: str) -> None:
        self._passed_over -= tag in ("style", "script", "code")

    def handle_data(self, data: str) -> None:
        if not self._passed_over:
            self.words.append(data)


def literal_words(source: str) -> Iterator[str]:
    """Yield the words of a template that stand in it as they are, outside of gettext."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    markup: list[str] = []
    before: list[str] = []  # the last two tokens of an expression
    in_trans = False
    for _, kind, value in environment.lex(source):
        if kind == "data" and not in_trans:
            markup.append(value)
        elif kind == "variable_begin" and not in_trans:
            markup.append("0")
        elif kind == "name" and before[-1:] == ["{%"]:
            in_trans = value == "trans" or (in_trans and value != "endtrans")
        elif kind == "string" and before != ["_", "("] and re.search(r"[A-Z]|\w \w", value):
            yield value[1:-1]
        if kind != "whitespace":
            before = [*before[-1:], "{%" if kind == "block_begin" else value]
    lines = (line for words in _Words("".join(markup)).words for line in words.splitlines())
    yield from (line.strip() for line in lines if re.search(r"[^\W\d_]", line))


@pytest.mark.parametrize("file", sorted(TEMPLATES.rglob("*.*")), ids=lambda file: file.name)
def test_templates_hold_no_words_outside_of_the_catalogue(file: Path) -> None:
    allowed = UNTRANSLATED.get(file.relative_to(TEMPLATES).as_posix(), set())

    assert set(literal_words(file.read_text(encoding="utf-8"))) == allowed


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<p>Words</p>", ["Words"]),
        ('<p aria-label="Said">{{ x }}</p>', ["Said"]),
        ('{{ "In quotes" }}', ["In quotes"]),
        ('{% if x == "before" %}·{% else %}<b class="am-x">1 %</b>{% endif %}', []),
        ('{% trans %}Words <em>and</em> more{% endtrans %}{{ _("Words") }}<a href="{{ x }}">{{ y }}</a>', []),
        ("{% trans n=1 %}{{ n }} word{% pluralize %}{{ n }} words{% endtrans %} more", ["more"]),
        ("{# Words #}<code>id</code><style>p { color: red }</style>", []),
    ],
)
def test_words_outside_of_the_catalogue_are_found(template: str, expected: list[str]) -> None:
    assert list(literal_words(template)) == expected


@pytest.fixture
def other_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Templates:
    """Return templates with a made-up catalogue, in which every message stands between corner brackets."""
    made_up = Catalog(locale="pt", charset="utf-8")
    for message in catalogue():
        if message.id:
            said = tuple(f"「{one}」" for one in message.id) if isinstance(message.id, tuple) else f"「{message.id}」"
            made_up.add(message.id, said)
    file = tmp_path / "locale" / "pt.po"
    file.parent.mkdir()
    with file.open("wb") as opened:
        write_po(opened, made_up)
    monkeypatch.setattr("argmap.locale.words.files", lambda _: tmp_path)
    return Templates(language="pt-BR")


def a_map() -> Context:
    """Return a map whose own words are numbers."""
    fields = {"title": "'1'", "statement": "'2'"}
    files = {
        **TOP,
        "m/map.yml": "title: '3'\n",
        "m/nodes/top.md": "---\nkind: thesis\ntitle: '4'\nstatement: '5'\n---\n",
        "m/nodes/a.md": node(**fields),
        "m/nodes/b.md": node(kind="counterclaim", supports="", attacks="[a]", **fields),
        "m/nodes/c.md": node(supports="", undercuts="['a -> top']", **fields),
        "m/glossary.yml": "terms:\n  - {term: '5', kind: word, about: '6'}\n",
    }
    (argument_map,) = read(files).maps
    return context_of(argument_map, Published(contents={one.file: content_id("") for one in argument_map.nodes}))


def left(written: str) -> set[str]:
    """Return the words of a page that are not from the catalogue; a message can stand within another."""
    words = " ".join(_Words(re.sub("<code>.*?</code>", "", written)).words)
    assert "「" in words
    while (shorter := re.sub("「[^「」]*」", "", words)) != words:
        words = shorter
    return set(re.findall(r"(?<![\w.])[^\W\d_]+(?![\w.])", words))


def test_the_page_for_a_wrong_address_and_what_its_script_says_are_in_other_words_too(other_words: Templates) -> None:
    theme = {"main.html": "{% block content %}{% endblock %}", "404.html": other_words.fill(MissingPage())}
    written = Environment(autoescape=True, loader=DictLoader(theme)).get_template("404.html").render(base_url="/maps")

    assert left(written) == set()
    assert 'data-am-nearest="「Nearest to what you asked for:」" data-am-missing="/maps/"' in written


@pytest.mark.parametrize("page", [page.id for page in OWN_PAGES])
def test_with_another_catalogue_a_page_has_no_word_of_ours_left(page: str, other_words: Templates) -> None:
    written = markdown_of(other_words.page(OWN_PAGE_WRITERS[page](replace(a_map(), language="pt-BR")))).partition(
        "---\n\n"
    )[2]
    files = {"SVG", "PNG", "PDF", "DOT", "CSL", "JSON", "BibTeX", "RIS"}
    files |= {"cite", "edition", "export", "top"}  # of names of files
    files |= {"m", page}  # of the address in what is to be reported

    assert left(written) <= files


def test_with_another_catalogue_neither_have_front_pages_archives_and_tables(other_words: Templates) -> None:
    assert left(other_words.fill(front_end(a_map(), has_overview=False))) == set()
    assert left(other_words.fill(archive(a_map(), ""))) == set()
    assert left(other_words.fill(FindingsTable(tuple(RULES.values())))) == set()


def test_a_whole_file_says_in_which_language_it_is(other_words: Templates) -> None:
    redirect = Redirect("a", "1")

    assert '<html lang="pt">' in other_words.fill(redirect)
    assert "「Moved」" in other_words.fill(redirect)
    assert '<html lang="en">' in Templates(language="xx").fill(redirect)


def test_no_hint_or_example_speaks_of_this_projects_own_map() -> None:
    own = re.compile("Kazakh|Koch|Russia|Moscow|Eurasian|Patalakh", re.IGNORECASE)
    # The names of languages in BibTeX are neither.
    files = [file for file in sorted((ROOT / "argmap").rglob("*.py")) if file.name != "bibtex.py"]

    assert {file.name: own.findall(file.read_text(encoding="utf-8")) for file in files} == {
        file.name: [] for file in files
    }


SCRIPTS = sorted((ROOT / "argmap" / "theme").glob("*.js"))
KEYS = {"Escape", "Tab", "Shift", "Alt", "Home", "End"}
"""What browsers call keys."""
_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|`((?:[^`\\]|\\.)*)`")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda file: file.name)
def test_scripts_hold_no_words_of_their_own(script: Path) -> None:
    code = re.sub(r"^\s*//.*$", "", script.read_text(encoding="utf-8"), flags=re.MULTILINE)
    texts = {re.sub(r"\$\{.*?\}", "", one or other) for one, other in _STRING.findall(code)}

    assert texts
    assert {text for text in texts if re.search(r"^[A-Z][a-z]+\b(?![\w-]*[/.])|[a-z] [a-z]+ [a-z]", text)} <= KEYS


def test_what_the_script_says_it_is_handed_over_by_the_page() -> None:
    own_words = "position.js"  # from a file, as the next test has it
    code = "".join(script.read_text(encoding="utf-8") for script in SCRIPTS if script.name != own_words)
    handed = (TEMPLATES / "partials" / "said.html").read_text(encoding="utf-8")

    names = set(re.findall(r"say\([^()]*?\"([a-z-]+)\"(?: : \"([a-z-]+)\")?", code))
    asked = {name for pair in names for name in pair if name}
    assert asked == set(re.findall(r"\"([a-z-]+)\": _\(", handed))


def test_what_the_script_says_of_positions_lies_ready_in_their_file() -> None:
    code = (ROOT / "argmap" / "theme" / "position.js").read_text(encoding="utf-8")
    words = json.loads(position_file(a_map()))["words"]

    asked = re.findall(r"\b(?:say|parts|listed|counted)\(([^,{()]*)", code)
    names = {name for one in asked for name in re.findall(r"\"([a-z-]+)\"", one)}
    made = {name for name in words if re.search(r"^(?:said|count|list|if)-|-(?:gone|own)$", name)}
    chosen = {
        "yes",
        "unsure",
        "not",
        "node",
        "thesis",
        "yours",
        "other",
        *(kind for kind in RelationType if kind in words),
    }
    assert names | made | chosen == words.keys()


@pytest.mark.usefixtures("other_words")
def test_with_another_catalogue_what_the_script_shows_has_no_word_of_ours_left() -> None:
    context = replace(a_map(), language="pt")
    cards, position = (json.loads(text) for text in (cards_file(context), position_file(context)))
    said = [words if isinstance(words, str) else " ".join(words.values()) for words in position["words"].values()]

    shown = [*said, *cards["roles"].values(), *cards["speakers"], *(one[4] for one in cards["nodes"].values())]
    assert left(re.sub(r"\{\w+\}", "", " ".join(shown))) == set()


def test_style_sheets_say_only_what_the_page_hands_over() -> None:
    for sheet in (ROOT / "argmap" / "theme").glob("*.css"):
        said = re.findall(r"content: \"([^\"]*)\"", sheet.read_text(encoding="utf-8"))
        assert not [text for text in said if re.search("[a-z]", text)], sheet.name


def drawn_words(view: View) -> list[str]:
    """Return all that a drawing says on a site in the made-up language."""
    drawing = drawing_of(view, "", 0, "pt", "pt")
    return [drawing.name, *drawing.sentences.values(), *re.findall(r'\blabel="([^"]*)"', drawing.dot)]


@pytest.mark.usefixtures("other_words")
def test_with_another_catalogue_drawings_have_no_word_of_ours_left() -> None:
    graph = a_map().graph
    views = [
        overview(a_map().argument_map, graph),
        branch(graph, "top"),
        neighbourhood(graph, "a"),
        whole(graph, "1"),
    ]

    assert {drawing_of(view, "", 0, "pt", "pt").name[0] for view in views} == {"「"}
    for view in views:
        assert left(" ".join(drawn_words(view))) == set()


def changed(before: dict[str, str], after: dict[str, str]) -> Changes:
    """Compare two states of docs folders, of which some files were touched that no check reads."""
    found = compare(State(*checked(before)), State(*checked(after)))
    return replace(found, unread=("1",), untold=("2",), unrelated=True)


NUMBERED = {"title": "'1'", "statement": "'2'"}
WORK = '{"id": "w", "type": "book", "title": "%s"}'
BEFORE = {
    "m/map.yml": "title: '3'\npath: [{node: top, lead: '4'}, {node: a, lead: '5'}]\n",
    "m/glossary.yml": "terms:\n  - {term: '5', kind: word, about: '6'}\n",
    "m/references.json": f"[{WORK % 1}]",
    "m/nodes/top.md": "---\nkind: thesis\ntitle: '4'\nstatement: '5'\n---\n",
    "m/nodes/a.md": node(supports="[{to: top, jointly: '7', because: '8', score: 1, order: 1}]", **NUMBERED),
    "m/nodes/b.md": node(supports="[{to: top, jointly: '7', scheme: '8'}]", cites="[w]", **NUMBERED),
    "m/nodes/c.md": node(kind="counterclaim", supports="", attacks="[a]", **NUMBERED),
    "m/nodes/d.md": node(supports="", undercuts="['a -> top']", **NUMBERED),
    "m/nodes/e.md": node(supports="[c]", **NUMBERED),
    "m/nodes/g.md": node(supports="[a]", **NUMBERED) + "9\n",
    "o/map.yml": "title: '1'\n",
    "o/nodes/t.md": node(kind="thesis", supports="", **NUMBERED),
}
AFTER = {
    **BEFORE,
    "m/map.yml": "title: '4'\nlanguage: de\n"
    "path: [{node: a, lead: '5'}, {node: top, lead: '4'}, {node: g, lead: '1'}]\n",
    "m/glossary.yml": "terms:\n  - {term: '7', kind: word, about: '6'}\n",
    "m/references.json": f"[{WORK % 2}, {WORK.replace('w', 'v') % 1}]",
    "m/nodes/a.md": node(supports="[{to: top, jointly: '7', because: '9'}]", title="'1'", statement="'9'"),
    "m/nodes/b.md": node(supports="[top]", status="withdrawn", reason="'1'", **NUMBERED),
    "m/nodes/c.md": node(kind="counterclaim", supports="", attacks="[top]", **NUMBERED),
    "m/nodes/f/e.md": node(supports="[a]", revision="2", **NUMBERED),
    "m/nodes/g.md": node(supports="[a]", **NUMBERED) + "9\n9\n",
    "m/nodes/h.md": node(supports="", attacks="[c]", **NUMBERED),
    "n/map.yml": "title: '1'\n",
    "n/nodes/t.md": node(kind="thesis", supports="", **NUMBERED),
}
del AFTER["m/nodes/e.md"], AFTER["o/map.yml"], AFTER["o/nodes/t.md"], AFTER["m/nodes/d.md"]
NAMES = {
    *("a", "b", "c", "d", "e", "f", "g", "h", "m", "n", "o", "t", "v", "w", "top", "md", "nodes"),  # ids and files
    *("kind", "title", "statement", "prose", "status", "reason", "revision", "cites", "language", "path", "glossary"),
    *("claim", "counterclaim", "thesis", "withdrawn", "word", "about", "book", "type", "id", "de", "en"),
    *("contributor", "voice", "edition", "draft"),
}
"""What files say themselves: ids, and the names and values of fields."""


def without_findings(changes: Changes) -> Changes:
    """Leave the findings out, whose words are those of `argmap check`."""
    return replace(changes, new=(), gone=(), faults=())


@pytest.mark.usefixtures("other_words")
@pytest.mark.parametrize("states", [(BEFORE, AFTER), (AFTER, BEFORE), (BEFORE, BEFORE)])
def test_with_another_catalogue_the_report_of_a_change_has_no_word_of_ours_left(
    states: tuple[dict[str, str], dict[str, str]], other_words: Templates
) -> None:
    report = report_of(without_findings(changed(*states)), "", "pt")

    in_markdown = re.sub(r"</?(?:del|ins)>|`[^`]*`|[*#]", "", change_text(report, language="pt"))
    in_short = re.sub(r"</?(?:del|ins)>|`[^`]*`|[*#]", "", change_text(report, most=2500, language="pt"))
    page = other_words.fill(change_page(report, {"m/a/before.svg": "<svg/>", "m/a/after.svg": "<svg>"}, "pt"))
    for written in (in_markdown, in_short, re.sub("<style>.*?</style>", "", page, flags=re.DOTALL)):
        assert left(written) <= NAMES


TO_COPY = re.compile(r"<dd data-am-copy>.*?</dd>|<pre>.*?</pre>|<style>.*?</style>", re.DOTALL)
"""Citations, whose words are the style's or the record's; and what is set out for other programs."""


@pytest.mark.usefixtures("other_words")
def test_with_another_catalogue_a_whole_site_has_no_word_of_ours_left() -> None:
    files = {
        **BEFORE,
        "m/nodes/i.md": node(supports="", status="withdrawn", replaced_by="[a, b]", reason="'1'", **NUMBERED),
        "m/nodes/j.md": node(kind="question", supports="", aliases="[k]", **NUMBERED),
        "m/nodes/l.md": node(kind="context", supports="", frames="[j]", **NUMBERED),
        "o/nodes/u.md": node(supports="[t]", attacks="[m/a]", **NUMBERED),
        "index.md": "```argmap\nview: branch\nof: m/a\n```\n\n```argmap\nview: neighbourhood\nof: m/a\n```\n",
    }
    site = build_site(files, (), BuildOptions(engine_for(), language="pt"))
    names = {"SVG", "PNG", "PDF", "DOT", "CSL", "JSON", "BibTeX", "RIS", "Chicago", "APA", *NAMES, *"ijklu"}
    names |= {"cite", "export"}  # of names of files

    assert [finding for finding in site.findings if finding.severity == "error"] == []
    found = {}
    for path, text in site.tree.items():
        if path.endswith((".md", ".html", ".svg")):
            body = text.partition("\n---\n")[2] if path.endswith(".md") else text
            found[path] = left(TO_COPY.sub("", body)) - names
    assert len(found) > 40
    assert {path: words for path, words in found.items() if words} == {}
