"""What a map says is marked with its language and direction wherever a page says it, and argmap's words are not."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from argmap.cli import WRONG_USAGE, main
from argmap.diagrams.engine import Engine, engine_for
from argmap.diff.compare import State, compare
from argmap.diff.page import change_page
from argmap.diff.report import report_of
from argmap.edit.release import Wish
from argmap.model.maps import ArgumentMap
from argmap.pages.language import attributes, entry_attributes
from argmap.pages.templating import Templates
from argmap.read.maps import read
from argmap.site.archive import archived, release
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from conftest import TOP, node
from hebrew import HEBREW
from repository import built
from test_builders import by_command

UNDRAWN = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
GOLDEN = Path(__file__).parent / "golden" / "hebrew"
VOID = {"meta", "link", "input", "br", "hr", "img"}
Words = tuple[str, str, str]
"""Words with their language and direction."""


class Spoken(HTMLParser):
    """Notes each text of a page with the language and the direction that it is marked with."""

    def __init__(self, page: str, language: str = "en") -> None:
        super().__init__()
        self.words: list[Words] = []
        self._open = [("", language, "rtl" if language == "he" else "ltr")]
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        _, language, direction = self._open[-1]
        if tag not in VOID:
            direction = given.get("dir") or given.get("direction") or direction
            self._open.append((tag, given.get("lang") or language, direction))

    def handle_endtag(self, tag: str) -> None:
        opened, *_ = self._open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        tag, language, direction = self._open[-1]
        if tag not in ("style", "title", "script") and re.search(r"[^\W\d_]", data):
            self.words.append((" ".join(data.split()), language, direction))


def expected(words: str) -> tuple[str, str]:
    """Tell from their letters how words of the pages of `HEBREW` must be marked."""
    is_hebrew = re.search("[\u0590-\u05ff]", words)
    return ("he", "rtl") if is_hebrew else ("fr", "ltr") if re.search("Qz|^Q$", words) else ("en", "ltr")


def wrongly_marked(page: str) -> list[Words]:
    """Return the words that are marked wrongly, but for a locator and a citation, which mix languages in one text."""
    return [
        spoken
        for spoken in Spoken(page).words
        if spoken[1:] != expected(spoken[0])
        and not re.fullmatch(
            r"p\. 4|.*(?:\bunder\b|” section,|, draft\)|, ed\. [\d.]+\)).*|\. (?:Attributed to|Added by) .*", spoken[0]
        )
    ]


def as_html(path: str, text: str) -> str:
    """Return a page as HTML, without the front matter of one that a builder still has to lay out."""
    return text.partition("\n---\n")[2] if path.endswith(".md") else text


@pytest.fixture(scope="module")
def tree() -> dict[str, str]:
    site = build_site(HEBREW, (), BuildOptions(engine_for()))
    assert {finding.code for finding in site.findings} == {"AM092"}  # its edition is not frozen
    return site.tree


def test_what_a_map_says_in_another_language_is_marked_on_every_page(tree: dict[str, str]) -> None:
    pages = {path: as_html(path, text) for path, text in tree.items() if path.endswith((".md", ".html", ".svg"))}

    assert len(pages) > 30
    assert {path: wrongly_marked(page) for path, page in pages.items()} == {path: [] for path in pages}


@pytest.mark.parametrize(
    "page", ["gesher/sgor", "gesher/zar", "gesher/yashan", "gesher/source", "gesher/cite", "gesher", "ford/dry"]
)
def test_pages_with_two_languages_are_as_expected(
    page: str, tree: dict[str, str], compare: Callable[[Path, str], None]
) -> None:
    compare(GOLDEN / f"{page.replace('/', '-')}.md", tree[f"{page}/index.md"])


def test_the_archive_of_an_edition_marks_what_the_map_says() -> None:
    hebrew = next(one for one in read(HEBREW).maps if one.id == "gesher")
    page = archived(hebrew, HEBREW, "", engine_for()).attached["gesher-draft.html"]

    assert '<html lang="en">' in page
    assert wrongly_marked(page) == []


def test_on_a_site_in_the_maps_language_it_is_the_other_map_that_is_marked() -> None:
    tree = build_site(HEBREW, (), BuildOptions(UNDRAWN, language="he")).tree

    assert ' lang="he"' not in "".join(text for path, text in tree.items() if path.endswith(".md"))
    assert '<a href="../" lang="en" dir="ltr">The ford</a>' in unescape(tree["ford/safe/index.md"])


def test_a_map_in_the_language_of_the_site_has_no_marks_at_all() -> None:
    for path, text in build_site(TOP, (), BuildOptions(engine_for())).tree.items():
        if path.endswith((".md", ".svg")):
            assert not re.search(r'\b(lang|dir|direction)="', text), path


def test_a_language_that_runs_like_the_page_is_marked_without_a_direction() -> None:
    files = {**TOP, "m/map.yml": "title: Eine Karte\nlanguage: de\n"}

    page = unescape(build_site(files, (), BuildOptions(UNDRAWN)).tree["m/top/index.md"])

    assert '<a href="../" lang="de">Eine Karte</a>' in page
    assert "dir=" not in page


@pytest.mark.parametrize(
    ("language", "page", "expected"),
    [
        ("en", "en", ""),
        ("de", "en", ' lang="de"'),
        ("kk-Arab", "en", ' lang="kk-Arab" dir="rtl"'),
        ("ks-Deva", "en", ' lang="ks-Deva"'),
        ("ks-Deva", "ks", ' lang="ks-Deva" dir="ltr"'),
        ("en", "ar", ' lang="en" dir="ltr"'),
        ("he", "ar", ' lang="he"'),
    ],
)
def test_only_what_differs_from_the_page_is_said(language: str, page: str, expected: str) -> None:
    assert attributes(language, page) == expected


def of_works(language: str) -> ArgumentMap:
    works = '[{"id": "a", "type": "book", "language": "fr"}, {"id": "b", "type": "book", "language": "French"}]'
    (argument_map,) = read({**TOP, "m/map.yml": f"title: M\nlanguage: {language}\n", "m/references.json": works}).maps
    return argument_map


def test_a_work_is_in_its_own_language_and_where_that_is_not_known_its_letters_tell_its_direction() -> None:
    for language in ("de", "he"):
        assert entry_attributes(of_works(language), "a", "en") == ' lang="fr"'
    assert entry_attributes(of_works("de"), "b", "en") == ' lang="de"'
    assert entry_attributes(of_works("he"), "b", "en") == ' lang="he" dir="auto"'
    assert entry_attributes(of_works("he"), "m/top", "en") == ' lang="he" dir="rtl"'


DRAFT = "- {edition: draft, changes: ['הכול חדש.']}"
CONFIG = "site_name: Test\ntheme: {{name: {theme}}}\nplugins: [argmap]\n"


@pytest.mark.parametrize("theme", ["material, language: de", "mkdocs, locale: de"])
def test_the_language_of_a_site_is_that_of_its_theme(theme: str, put: Callable[[dict[str, str]], Path]) -> None:
    docs = put({**TOP, "m/map.yml": "title: Eine Karte\nlanguage: de\n", "o/map.yml": "title: A map\n"})
    config = docs.with_name("mkdocs.yml")
    config.write_text(CONFIG.format(theme=theme), encoding="utf-8")

    site = built(config)

    assert '<a href="../">Eine Karte</a>' in (site / "m/top/index.html").read_text(encoding="utf-8")
    assert 'lang="en">A map</span></h1>' in (site / "o/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["material, language: '\">'", "material, language: english"])
def test_a_theme_in_no_known_language_is_taken_for_english(
    language: str, put: Callable[[dict[str, str]], Path]
) -> None:
    docs = put({**TOP, "m/map.yml": "title: Eine Karte\nlanguage: de\n"})
    config = docs.with_name("mkdocs.yml")
    config.write_text(CONFIG.format(theme=language.replace("material", "mkdocs")), encoding="utf-8")

    assert 'lang="de">Eine Karte</a>' in (built(config) / "m/top/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("builder", ["properdocs", "zensical"])
def test_other_builders_have_the_heading_in_the_maps_language_too(
    builder: str, put: Callable[[dict[str, str]], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(HEBREW)
    monkeypatch.chdir(tmp_path)
    assert main(["build", "--quiet", "--out", "plain/docs"]) == 0

    site = by_command(builder, tmp_path / "plain", tmp_path / "project")

    page = (site / "gesher/sgor/index.html").read_text(encoding="utf-8")
    assert '<span lang="he" dir="rtl">יש לסגור את הגשר (מיד)!</span>' in page[page.index("<h1") : page.index("</h1>")]


def test_the_plain_tree_is_told_the_language_of_the_site(
    put: Callable[[dict[str, str]], Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    put({**TOP, "m/map.yml": "title: Eine Karte\nlanguage: de\n"})
    monkeypatch.chdir(tmp_path)

    assert main(["build", "--quiet", "--out", "plain", "--language", "de"]) == 0
    assert "lang=" not in (tmp_path / "plain/m/top/index.md").read_text(encoding="utf-8")
    assert main(["build", "--quiet", "--out", "plain", "--language", "german"]) == WRONG_USAGE
    assert "there is no language german; write de" in capsys.readouterr().err
    assert main(["build", "--quiet", "--out", "plain", "--language", "xx"]) == WRONG_USAGE
    assert "there is no language xx\n" in capsys.readouterr().err


def test_the_page_of_a_change_marks_what_maps_say() -> None:
    file = "gesher/nodes/keved.md"
    after = {
        **HEBREW,
        file: HEBREW[file].replace("העומס כבד מדי.", "העומס כבד מאוד (היום)."),
        "gesher/nodes/khadash.md": node(title="חדש!", statement="זה חדש?", supports="[sgor]", voice="contributor"),
    }
    changes = compare(State(*checked(HEBREW)), State(*checked(after)))

    page = str(Templates().fill(change_page(report_of(changes, ""), {})))

    assert '<h2><span lang="he" dir="rtl">הגשר הישן (1920)!</span> (gesher): nodes</h2>' in page
    assert '<h3><span lang="he" dir="rtl">חדש!</span> <code>khadash</code>' in page
    assert '<b>statement</b> <span lang="he" dir="rtl">העומס כבד <del>מדי.</del> <ins>מאוד (היום).</ins></span>' in page
    assert "<b>voice</b> contributor" in page


def test_the_pages_of_an_edition_mark_what_the_map_says() -> None:
    drafted = {**HEBREW, "gesher/editions.yml": f"editions:\n{DRAFT}\n"}
    hebrew = next(one for one in read(drafted).maps if one.id == "gesher")
    files = {**drafted, **release(hebrew, drafted, Wish("2026.1", "2026-01-01"), engine_for()).changed}
    changed = files["gesher/nodes/keved.md"].replace("העומס כבד מדי.", "העומס כבד (היום).\nrevision: 2")
    later = {
        **files,
        "gesher/nodes/keved.md": changed,
        "gesher/map.yml": files["gesher/map.yml"].replace('edition: "2026.1"', "edition: draft"),
        "gesher/editions.yml": files["gesher/editions.yml"].replace(
            "editions:", "editions:\n- {edition: draft, changes: ['עוד.']}", 1
        ),
    }

    for texts in (files, later):
        tree = build_site(texts, (), BuildOptions(engine_for())).tree
        paths = [path for path in tree if path.startswith("gesher/2026.1/") and path.endswith(".html")]
        pages = {path: tree[path] for path in paths}
        assert len(pages) == 9
        assert {path: wrongly_marked(page) for path, page in pages.items()} == {path: [] for path in pages}


def test_a_heading_over_theses_has_the_form_that_no_number_asks_for() -> None:
    files = {**TOP, "m/nodes/q.md": node(kind="question", supports="")}
    for number, heading in enumerate(("Тезис", "Тезисы", "Тезисы"), start=1):
        files |= {f"m/nodes/t{one}.md": node(kind="thesis", supports="") for one in range(1, number)}
        front = build_site(files, (), BuildOptions(engine_for(), language="ru")).tree["m/index.md"]

        assert re.findall("<h2>(.*?)</h2>", front)[:2] == ["Вопрос", heading]
