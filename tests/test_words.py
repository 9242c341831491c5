"""Every word of a page goes through the catalogue, and another catalogue gives the same page in other words."""

import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from jinja2 import Environment

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

from argmap.citations.citable import Published, content_id  # noqa: E402
from argmap.model.ownpages import OWN_PAGES  # noqa: E402
from argmap.model.rules import RULES  # noqa: E402
from argmap.pages.archive import archive  # noqa: E402
from argmap.pages.blocks import FindingsTable  # noqa: E402
from argmap.pages.context import Context, context_of  # noqa: E402
from argmap.pages.front import front_end  # noqa: E402
from argmap.pages.page import markdown_of  # noqa: E402
from argmap.pages.redirect import Redirect  # noqa: E402
from argmap.pages.templating import Templates  # noqa: E402
from argmap.read.maps import read  # noqa: E402
from argmap.site.outputs import OWN_PAGE_WRITERS  # noqa: E402
from conftest import TOP, node  # noqa: E402
from messages import FILE, TEMPLATES, catalogue, catalogue_text  # noqa: E402

UNTRANSLATED = {
    "data.html": {"cite/0", "0.schema.json", "editions/0.json", "0/archive/", "llms.txt"},
    "llms.txt": {"## Optional"},  # the section that programs may pass over has this name in every language
    "partials/forms.html": {"Fit", "Width", "Print"},  # by these words the script knows the buttons of the diagram
}
"""Words that stand in a template as they are, and why."""

_SAID = ("aria-label", "title", "alt", "placeholder")
"""Attributes whose values people read or hear."""


def test_the_catalogue_is_what_the_script_writes() -> None:
    assert FILE.read_text(encoding="utf-8") == catalogue_text(), (
        "argmap/locale/argmap.pot is not up to date: run python3 scripts/catalogue.py, and commit what it writes"
    )


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
    file = tmp_path / "locale" / "pt" / "LC_MESSAGES" / "argmap.mo"
    file.parent.mkdir(parents=True)
    with file.open("wb") as opened:
        write_mo(opened, made_up)
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


@pytest.mark.parametrize("page", [page.id for page in OWN_PAGES])
def test_with_another_catalogue_a_page_has_no_word_of_ours_left(page: str, other_words: Templates) -> None:
    written = markdown_of(other_words.page(OWN_PAGE_WRITERS[page](a_map()))).partition("---\n\n")[2]
    files = {"SVG", "PNG", "PDF", "DOT", "CSL", "JSON", "BibTeX", "RIS"}
    files |= {"cite", "export", "top"}  # of names of files

    assert left(written) <= files | UNTRANSLATED["partials/forms.html"]


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
