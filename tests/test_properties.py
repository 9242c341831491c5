"""Promises that hold for any text."""

import json
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markupsafe import Markup

from argmap.check.registry import check
from argmap.check.reports import FORMATS, render
from argmap.diagrams.dot import drawing_of
from argmap.diagrams.engine import engine_for
from argmap.diagrams.views import whole
from argmap.export.mapjson import map_object
from argmap.model.characters import escape_markdown, forbidden_characters
from argmap.model.graph import graph_of
from argmap.model.htmlreading import HtmlReader
from argmap.pages.inert import inert
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from conftest import TOP
from test_graph import graph

ANY = st.text(max_size=300)
YAML_LIKE = st.text(st.sampled_from("abc-:>|{}[]&*!#'\"\n ,1.@%"), max_size=200)


@given(
    st.dictionaries(
        st.sampled_from(["m/map.yml", "m/references.json", "m/nodes/a.md", "m/nodes/top.md", "m/index.md"]),
        ANY | YAML_LIKE,
    )
)
def test_checking_never_raises_and_every_report_can_be_written(files: dict[str, str]) -> None:
    reading = read({**TOP, **files})

    findings = [*reading.findings, *check(reading.maps)]

    for form in FORMATS:
        assert render(findings, form)
    for finding in findings:
        assert finding.place.line >= 1
        assert finding.place.column >= 1


@given(YAML_LIKE, YAML_LIKE)
@settings(max_examples=200)
def test_front_matter_of_any_kind_is_read_or_reported(fields: str, prose: str) -> None:
    reading = read({**TOP, "m/nodes/a.md": f"---\nkind: claim\ntitle: T\nstatement: S\n{fields}\n---\n{prose}"})

    assert reading.maps[0].nodes or reading.findings


class _Tags(HtmlReader):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not attrs

    def handle_data(self, data: str) -> None:
        self.words += data


@given(
    st.text(
        st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" `*_{}[]()<>&#+-.!|:"), min_size=1, max_size=80
    )
)
def test_a_title_in_markdown_is_only_text(title: str) -> None:
    parsed = _Tags()
    parsed.feed(
        Markdown(extensions=["attr_list", "tables", "footnotes", "abbr", "md_in_html"]).convert(
            f"# {escape_markdown(title)}"
        )
    )

    assert parsed.tags == ["h1"]
    assert parsed.words.split() == title.split()


@given(ANY)
def test_a_text_in_html_is_only_text(words: str) -> None:
    written = inert(Markup.escape(words))
    parsed = _Tags()
    parsed.feed(written)
    parsed.close()

    assert parsed.tags == []
    assert not set("{}<>") & set(written)


@given(
    st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60), min_size=1, max_size=12)
)
@settings(max_examples=10)
def test_titles_of_any_kind_make_well_formed_pages_and_drawings(titles: list[str]) -> None:
    files = dict(TOP)
    for number, title in enumerate(titles):
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        files[f"m/nodes/n{number}.md"] = (
            f'---\nkind: claim\ntitle: "{quoted}"\nstatement: It is so.\nsupports: [top]\n---\n'
        )

    site = build_site(files, (), BuildOptions(engine_for()))

    if any(next(forbidden_characters(title), None) for title in titles) or any(not title.split() for title in titles):
        assert site.findings
    for path, content in site.tree.items():
        if path.endswith(".svg"):
            ET.fromstring(content)  # noqa: S314 - our own drawing


PRINTED = st.characters(categories=["L", "N", "P", "S", "Zs"])
WORDS = st.text(PRINTED, min_size=1, max_size=60).filter(lambda text: bool(text.split()))


@given(WORDS, WORDS, st.lists(WORDS, max_size=3))
def test_what_is_written_in_quotes_is_read_and_exported_as_it_was(title: str, statement: str, tags: list[str]) -> None:
    def quoted(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    fields = f"kind: thesis\ntitle: {quoted(title)}\nstatement: {quoted(statement)}\ntags: {quoted(tags)}\n"
    reading = read({"m/map.yml": "title: M\n", "m/nodes/a.md": f"---\n{fields}---\n"})

    assert {finding.code for finding in reading.findings} <= {"AM067"}  # such signs are kept too, with a warning
    exported = map_object(reading.maps[0], graph_of(reading.maps[0]))["nodes"][0]
    assert [exported["title"], exported["statement"], *exported["tags"]] == [
        " ".join(text.split()) for text in (title, statement, *tags)
    ]


def test_the_same_view_gives_the_same_dot() -> None:
    assert drawing_of(whole(graph({}), "M"), "").dot == drawing_of(whole(graph({}), "M"), "").dot
