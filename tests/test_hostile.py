"""Nothing that a stranger sends crashes or hangs the checks, leaves the output folder, or reaches a page alive."""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from pymdownx.superfences import fence_code_format

from argmap.check.reports import FORMATS, render
from argmap.diagrams.dot import drawing_of
from argmap.diagrams.engine import Engine, engine_for
from argmap.diagrams.svg import postprocess_svg
from argmap.diagrams.views import MOST_DRAWN, whole
from argmap.model.characters import forbidden_characters
from argmap.model.graph import graph_of
from argmap.model.htmlreading import HtmlReader
from argmap.model.limits import DEVICE_NAMES
from argmap.read.maps import read
from argmap.site.build import BuildOptions, build_site
from argmap.site.validate import checked
from conftest import site_of
from counting import growth
from hostile import (
    BASE,
    EXTENSIONS,
    FAULTS_OF_LARGE_FILES,
    INERT,
    LARGE_FILES,
    REFUSED,
    SNIPPET,
    Case,
    bearing_on_one,
    fields,
    inert_docs,
    named,
)
from hostilevalues import harmful_values

NOTHING = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))


def put(case: Case, folder: Path) -> Path:
    """Write a case beside the sound map, and return the docs folder."""
    docs = folder / "docs"
    written(docs, {**BASE, **case.files})
    for path, target in case.links.items():
        (docs / path).symlink_to(target)
    for path in case.pipes:
        os.mkfifo(docs / path)
    return docs


def written(docs: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files into a docs folder, and return it."""
    for path, content in files.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return docs


@pytest.mark.skipif(sys.platform == "win32", reason="such files cannot be made there")
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_does_harm_is_named_at_its_place_and_nothing_is_published(case: Case, tmp_path: Path) -> None:
    site = site_of(put(case, tmp_path))

    assert site.files == {}
    assert (case.code, case.path) in {(one.code, one.place.path) for one in site.findings}
    for form in FORMATS:
        told = render(site.findings, form)
        shown = told.replace("\n", "").replace("\t", "")
        assert not [sign for _, _, sign in forbidden_characters(shown)], form


def test_what_a_field_cannot_hold_is_named_at_its_line_and_nothing_else_is() -> None:
    other = {named("other"): fields(title="Other")}
    for name, path, text, codes in harmful_values():
        _, findings = checked({**BASE, **other, path: text})

        assert " ".join(sorted(finding.code for finding in findings)) == codes, name
        assert {finding.place.line for finding in findings} <= {text.count("\n") - 1}, name
        assert all(finding.place.path == path and len(finding.message) < 120 for finding in findings), name


_ALIVE = {"mermaid", "arithmatex", "toc", "admonition", "emojione", "tabbed-set", "task-list", "magiclink", "highlight"}
"""Classes that extensions give to what they made."""


class _Alive(HtmlReader):
    """Looks for anything that could run or ask another host."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "img", "embed", "base", "meta", "style", "mark", "kbd", "ins", "del"}:
            self.found.append(tag)
        for name, value in attrs:
            if name == "class" and _ALIVE & set((value or "").split()):
                self.found.append(f"{tag} {name}={value}")
            if (
                name.startswith("on")
                or (name.endswith("action") and name != "popovertargetaction")
                or re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE)
            ):
                self.found.append(f"{tag} {name}={value}")


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Markdown:
    folder = tmp_path_factory.mktemp("taken-in")
    (folder / "taken-in.txt").write_text(SNIPPET, encoding="utf-8")
    (folder / "docs").mkdir()
    (folder / "docs" / "taken-in.txt").write_text(SNIPPET, encoding="utf-8")
    fence = {"name": "mermaid", "class": "mermaid", "format": fence_code_format}
    configs: dict[str, dict[str, Any]] = {
        "pymdownx.snippets": {"base_path": [str(folder)]},
        "pymdownx.superfences": {"custom_fences": [fence]},
        "pymdownx.magiclink": {"repo_url_shorthand": True, "social_url_shorthand": True, "user": "a", "repo": "b"},
        "toc": {"permalink": True},
    }
    return Markdown(extensions=EXTENSIONS, extension_configs=configs)


_PROSE = re.compile(r'^<div class="am-prose">.*</div>$', re.MULTILINE)


def alive(renderer: Markdown, page: str) -> list[str]:
    """Return what is alive in a page once its Markdown is rendered, with all that could bring it to life.

    Prose counts as alive where anything at all has been made of it.
    """
    rendered = renderer.reset().convert(page.partition("\n---\n")[2])
    parser = _Alive()
    parser.feed(rendered)
    changed = [prose for prose in _PROSE.findall(page) if prose not in rendered]
    return [*parser.found, *[SNIPPET] * (SNIPPET in rendered), *changed]


@pytest.mark.parametrize(
    "prose",
    [
        '-8<- "taken-in.txt"',
        "/// html | script\ncanary()\n///",
        "```mermaid\nx\n```",
        ":smile:",
        "!!! note\n    x",
        "[TOC]\n\n# x",
        "$x$",
        "==x==",
        "- [ ] x",
        '=== "x"\n\n    y',
    ],
)
def test_what_the_prose_of_these_cases_says_comes_alive_as_it_is(renderer: Markdown, prose: str) -> None:
    assert alive(renderer, f"---\n---\n{prose}\n")


def test_every_case_has_a_name_of_its_own_and_there_are_enough() -> None:
    names = [case.name for case in (*INERT, *REFUSED)]

    assert len(set(names)) == len(names) >= 60


def assert_inert(drawing: str) -> None:
    for element in ET.fromstring(drawing).iter():  # noqa: S314 - our own drawing
        assert element.tag.rpartition("}")[2] not in {"script", "foreignObject", "image"}
        assert not [name for name in element.attrib if name.startswith("on")]
        addresses = [value for name, value in element.attrib.items() if name.endswith("href")]
        assert not [one for one in addresses if ":" in one]


def test_what_is_published_is_inert_and_stays_in_its_folder(tmp_path: Path, renderer: Markdown) -> None:
    docs = inert_docs()

    site = site_of(written(tmp_path / "docs", docs))

    assert site.files, render(site.findings, "text")
    for path, content in site.tree.items():
        parts = PurePosixPath(path).parts
        assert not path.startswith("/")
        assert all(re.fullmatch(r"[\w-]+(\.[\w-]+)*", part, re.ASCII) for part in parts), path
        assert not DEVICE_NAMES & {part.partition(".")[0].lower() for part in parts}, path
        if path.endswith(".svg"):
            assert_inert(content)
        elif path.endswith((".md", ".html")) and not path.endswith("index.html"):
            assert alive(renderer, content) == [], path
    pages = [path.replace("/nodes/", "/").removesuffix(".md") + "/index.md" for path in docs if "/nodes/" in path]
    assert set(pages) <= set(site.tree)


def test_work_grows_in_proportion_to_the_nodes_that_bear_on_one() -> None:
    assert growth(lambda number: build_site(bearing_on_one(number), (), BuildOptions(NOTHING)), 50) < 2.15


def test_the_largest_map_that_is_drawn_has_room_in_the_sandbox_and_comes_out_inert() -> None:
    (largest,) = read(bearing_on_one(MOST_DRAWN - 1)).maps
    drawing = drawing_of(whole(graph_of(largest), "It all"), "", 1)

    (svg,) = engine_for().render([drawing.dot])

    assert isinstance(svg, str)
    assert svg.count('class="node') == MOST_DRAWN
    assert_inert(postprocess_svg(svg, drawing))


@pytest.mark.parametrize("name", LARGE_FILES)
def test_a_file_up_to_its_limit_is_checked_and_made_a_site_of(name: str) -> None:
    site = build_site({**BASE, **LARGE_FILES[name]}, (), BuildOptions(NOTHING))

    if name in FAULTS_OF_LARGE_FILES:
        (path,) = LARGE_FILES[name]
        assert (FAULTS_OF_LARGE_FILES[name], path) in {(one.code, one.place.path) for one in site.findings}
    else:
        assert site.findings == ()
        assert "m/top/index.md" in site.tree


NASTY = st.sampled_from(
    [
        "<",
        ">",
        '"',
        "'",
        "&",
        "{",
        "}",
        "[",
        "](",
        "javascript:",
        "`",
        "\\",
        "\n",
        "\r",
        "\0",
        "\u202e",
        "---\n",
        ": ",
        "- ",
        "*",
        "&a",
        "!!",
        "#",
        "@",
        "|",
        "\ud800",
        "x",
    ]
)


@given(st.lists(NASTY, max_size=40).map("".join), st.lists(NASTY, max_size=40).map("".join))
@settings(max_examples=150)
def test_whatever_is_put_together_is_reported_or_comes_out_inert(renderer: Markdown, front: str, prose: str) -> None:
    files = {**BASE, named("a"): fields(title=front[:60] or "x").replace("---\n", f"---\n{front}\n", 1) + prose}
    files[named("b")] = fields(title=front or "x", statement=prose or "x", tags=[front or "x"])

    site = build_site(files, (), BuildOptions(NOTHING))

    assert site.files or site.findings
    for path, content in site.tree.items():
        if path.endswith(".md"):
            assert alive(renderer, content) == [], path
