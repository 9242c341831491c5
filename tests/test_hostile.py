"""Nothing that a stranger sends crashes or hangs the checks, leaves the output folder, or reaches a page alive."""

import os
import re
import sys
import time
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from argmap.check.reports import FORMATS, render
from argmap.diagrams.engine import Engine
from argmap.model.characters import forbidden_characters
from argmap.model.limits import DEVICE_NAMES
from argmap.site.build import Site, Tools, make_site
from argmap.site.validate import checked
from conftest import site_of
from hostile import BASE, BOUND, INERT, LARGE_FILES, REFUSED, SECONDS, WORST_PROSE, Case, fields, named

NOTHING = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))


def put(case: Case, folder: Path) -> Path:
    """Write a case beside the sound map, and return the docs folder."""
    docs = folder / "docs"
    for path, content in {**BASE, **case.files}.items():
        file = docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    for path, target in case.links.items():
        (docs / path).symlink_to(target)
    for path in case.pipes:
        os.mkfifo(docs / path)
    return docs


def checked_in_time(docs: Path) -> Site:
    started = time.monotonic()
    site = site_of(docs)
    assert time.monotonic() - started < BOUND
    return site


@pytest.mark.skipif(sys.platform == "win32", reason="such files cannot be made there")
@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.name)
def test_what_does_harm_is_named_at_its_place_and_nothing_is_published(case: Case, tmp_path: Path) -> None:
    site = checked_in_time(put(case, tmp_path))

    assert site.files == {}
    assert (case.code, case.path) in {(one.code, one.place.path) for one in site.findings}
    for form in FORMATS:
        told = render(site.findings, form)
        shown = told.replace("\n", "").replace("\t", "")
        assert not [sign for _, _, sign in forbidden_characters(shown)], form


class _Alive(HTMLParser):
    """Looks for anything that could run or ask another host."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "iframe", "img", "embed", "base", "meta", "style"}:
            self.found.append(tag)
        for name, value in attrs:
            if (
                name.startswith("on")
                or name.endswith("action")
                or re.match(r"\s*(javascript|data|vbscript):", value or "", re.IGNORECASE)
            ):
                self.found.append(f"{tag} {name}={value}")


def alive(page: str) -> list[str]:
    """Return what is alive in a page once its Markdown is rendered, with extensions that could bring it to life."""
    extensions = ["abbr", "attr_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc"]
    parser = _Alive()
    parser.feed(Markdown(extensions=extensions).convert(page.partition("\n---\n")[2]))
    return parser.found


def test_every_case_has_a_name_of_its_own_and_there_are_enough() -> None:
    names = [case.name for case in (*INERT, *REFUSED)]

    assert len(set(names)) == len(names) >= 60


@pytest.mark.parametrize("case", INERT, ids=lambda case: case.name)
def test_what_is_published_is_inert_and_stays_in_its_folder(case: Case, tmp_path: Path) -> None:
    site = checked_in_time(put(case, tmp_path))

    assert site.files, render(site.findings, "text")
    for path, content in site.tree.items():
        parts = PurePosixPath(path).parts
        assert not path.startswith("/")
        assert all(re.fullmatch(r"[\w-]+(\.[\w-]+)*", part, re.ASCII) for part in parts), path
        assert not DEVICE_NAMES & {part.partition(".")[0].lower() for part in parts}, path
        if path.endswith(".svg"):
            for element in ET.fromstring(content).iter():  # noqa: S314 - our own drawing
                assert element.tag.rpartition("}")[2] not in {"script", "foreignObject", "image"}
                assert not [name for name in element.attrib if name.startswith("on")]
                addresses = [value for name, value in element.attrib.items() if name.endswith("href")]
                assert not [one for one in addresses if ":" in one], path
        elif path.endswith((".md", ".html")) and not path.endswith("index.html"):
            assert alive(content) == [], path


@pytest.mark.parametrize("prose", WORST_PROSE, ids=lambda prose: repr(prose[:10]))
def test_prose_within_its_bounds_is_checked_in_seconds(prose: str) -> None:
    began = time.process_time()

    _, findings = checked({**BASE, named("a"): f"{fields()}\n{prose}\n"})

    assert time.process_time() - began < SECONDS
    assert "AM065" not in {finding.code for finding in findings}


@pytest.mark.parametrize("name", LARGE_FILES)
def test_a_file_up_to_its_limit_is_checked_and_made_a_site_of_in_seconds(name: str) -> None:
    began = time.process_time()

    site = make_site({**BASE, **LARGE_FILES[name]}, (), Tools(NOTHING))

    assert time.process_time() - began < SECONDS
    assert site.files or site.findings


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
def test_whatever_is_put_together_is_reported_or_comes_out_inert(front: str, prose: str) -> None:
    files = {**BASE, named("a"): fields(title=front[:60] or "x").replace("---\n", f"---\n{front}\n", 1) + prose}
    files[named("b")] = fields(title=front or "x", statement=prose or "x", tags=[front or "x"])

    site = make_site(files, (), Tools(NOTHING))

    assert site.files or site.findings
    for path, content in site.tree.items():
        if path.endswith(".md"):
            assert alive(content) == [], path
