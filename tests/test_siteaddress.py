"""Where a site is published and where its files are changed: taken from mkdocs.yml, the environment and git."""

import os
import re
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from textwrap import dedent
from typing import Literal

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from argmap.cli import CLEAN, WRONG_USAGE, main
from argmap.edit.codehost import code_host, repository_address
from argmap.read.siteconfig import SiteConfig, site_config
from argmap.storage.history import origin
from conftest import TOP, node
from repository import commit, git

ROOT = Path(__file__).parent.parent
Put = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]
EDITIONS = "editions:\n  - edition: draft\n    changes: [All of it.]\n"
FILES = {**TOP, "m/editions.yml": EDITIONS, "m/nodes/a.md": node()}
THERE = {"SITE": "https://there.example/", "EMPTY": ""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("site_url: https://a.example/\n", ("docs", "https://a.example/")),
        ("docs_dir: text\n", ("text", "")),
        ("site_url: !ENV SITE\n", ("docs", THERE["SITE"])),
        ("site_url: !ENV NOWHERE\n", ("docs", "")),
        ("site_url: !ENV [NOWHERE, SITE, https://c.example/]\n", ("docs", THERE["SITE"])),
        ("site_url: !ENV [NOWHERE, https://c.example/]\n", ("docs", "https://c.example/")),
        ("site_url: !ENV [EMPTY, https://c.example/]\n", ("docs", "")),
        ("site_url: !ENV [NOWHERE, null]\n", ("docs", "")),
        ("site_url: !ENV []\n", ("docs", "")),
        ("site_url: !ENV [[SITE], {a: b}]\n", ("docs", "")),
        ("site_url: !ENV {a: b}\n", ("docs", "")),
        ("site_url: [https://a.example/]\ndocs_dir: 3\n", ("docs", "")),
        ("a: !!python/object/apply:os.abort []\nb: !relative x\n? [c]\n: d\nsite_url: &u https://a.example/\n", None),
    ],
)
def test_the_address_is_what_mkdocs_would_read(text: str, expected: tuple[str, str] | None) -> None:
    assert site_config(text, THERE) == SiteConfig(*(expected or ("docs", "https://a.example/")))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("site_name: A\n", None),
        ("plugins: []\n", ()),
        ("plugins: argmap\n", ("argmap",)),
        ("plugins:\n  - search\n  - argmap: {drawings: false}\n  - [x]\n", ("search", "argmap")),
        ("plugins: {search: {}, argmap: {}}\n", ("search", "argmap")),
    ],
)
def test_the_plugins_are_those_that_are_named(text: str, names: tuple[str, ...] | None) -> None:
    config = site_config(text, THERE)
    assert config is not None
    assert config.plugins == names


@pytest.mark.parametrize(
    ("theme", "language"),
    [
        ("{name: material, language: ru}", "ru"),
        ("{name: mkdocs, locale: pt_BR}", "pt-BR"),
        ("{language: !ENV [NOWHERE, fr]}", "fr"),
        ("{name: material}", ""),
        ("material", ""),
        ("[ru]", ""),
    ],
)
def test_the_language_is_that_of_the_theme(theme: str, language: str) -> None:
    assert site_config(f"[a]: b\ntheme: {theme}\n", THERE) == SiteConfig("docs", "", language)


@pytest.mark.parametrize("text", ["", "- a\n", "a: [\n", "\0", "[" * 5_000, "a: b: c\n", "*a\n"])
def test_what_says_nothing_is_told_from_what_says_no_address(text: str) -> None:
    assert site_config(text, {}) is None


@pytest.fixture
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def archive(folder: Path) -> str:
    return (folder / "release/m-2026.1.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("name", ["mkdocs.yml", "mkdocs.yaml", "properdocs.yml"])
def test_a_release_names_the_address_that_the_site_has(
    name: str, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(FILES)
    (tmp_path / name).write_text("site_name: S\nsite_url: !ENV ARGMAP_TEST_SITE\n", encoding="utf-8")
    monkeypatch.setenv("ARGMAP_TEST_SITE", "https://there.example/maps")

    assert main(["release", "2026.1"]) == CLEAN

    assert "https://there.example/maps/m/2026.1/a/" in archive(tmp_path)


@pytest.mark.usefixtures("_elsewhere")
def test_an_address_that_is_given_goes_before_that_of_the_site(put: Put, tmp_path: Path) -> None:
    put(FILES)
    (tmp_path / "mkdocs.yml").write_text("site_url: https://there.example/\n", encoding="utf-8")

    assert main(["release", "2026.1", "--site-url", "https://given.example"]) == CLEAN

    assert "https://given.example/m/2026.1/a/" in archive(tmp_path)
    assert "there.example" not in archive(tmp_path)


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("config", ["site_name: S\n", "site_url: https://there.example/\ndocs_dir: other\n"])
def test_a_site_of_other_docs_or_of_no_address_lends_none(config: str, put: Put, tmp_path: Path) -> None:
    put(FILES)
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")

    assert main(["release", "2026.1"]) == CLEAN

    assert "there.example" not in archive(tmp_path)


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize(
    ("config", "why"),
    [
        ("site_url: there\n", "there is no web address"),
        ("site_url: 'javascript:alert(1)'\n", "javascript:alert(1) is no web address"),
        ("site_url: [\n", "cannot be read, so the site's address is not known"),
    ],
)
def test_a_site_whose_address_cannot_be_known_stops_a_release(
    config: str, why: str, put: Put, tmp_path: Path, capsys: Capture
) -> None:
    put(FILES)
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")

    assert main(["release", "2026.1"]) == WRONG_USAGE

    told = capsys.readouterr().err
    assert why in told
    assert "mkdocs.yml" in told
    assert not (tmp_path / "release").exists()


@pytest.fixture
def tagged(put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a repository with a released edition that is tagged, and return its docs folder."""
    monkeypatch.chdir(tmp_path)
    docs = put({**FILES, "m/about.md": "# About\n"})
    assert main(["release", "2026.1"]) == CLEAN
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    git(tmp_path, "tag", "--annotate", "m-2026.1", "--message", "It is out")
    return docs


def test_an_edition_that_is_as_its_tag_has_it_is_archived_again(tagged: Path, tmp_path: Path) -> None:
    (tagged / "m/about.md").write_text("# About, mended\n", encoding="utf-8")
    node_file = tagged / "m/nodes/a.md"
    node_file.write_bytes(node_file.read_bytes().replace(b"\n", b"\r\n"))  # as git checks files out on Windows
    commit(tmp_path)

    assert main(["release", "--tagged", "m-2026.1", "--out", "again"]) == CLEAN

    assert (tmp_path / "again/m-2026.1.json").is_file()


def test_an_edition_that_was_made_again_under_its_tag_is_refused(
    tagged: Path, tmp_path: Path, put: Put, capsys: Capture
) -> None:
    (tagged / "m/editions/2026.1.json").unlink()
    put({**FILES, "m/nodes/a.md": node("It is not so.")})
    assert main(["release", "2026.1"]) == CLEAN

    assert main(["release", "--tagged", "m-2026.1", "--out", "again"]) == WRONG_USAGE

    told = "the edition is not as the tag m-2026.1 has it: m/editions.yml and 2 more; check the tag out first"
    assert told in capsys.readouterr().err
    assert not (tmp_path / "again").exists()


def test_a_file_that_the_tag_does_not_have_is_named(tagged: Path, capsys: Capture) -> None:
    (tagged / "m/references.json").write_text("[]\n", encoding="utf-8")

    assert main(["release", "--tagged", "m-2026.1"]) == WRONG_USAGE
    assert "has it: m/references.json; check the tag out first" in capsys.readouterr().err


def test_a_branch_of_that_name_is_no_tag(tagged: Path, tmp_path: Path, capsys: Capture) -> None:
    assert tagged.is_dir()
    git(tmp_path, "tag", "--delete", "m-2026.1")
    git(tmp_path, "branch", "m-2026.1")

    assert main(["release", "--tagged", "m-2026.1"]) == WRONG_USAGE
    assert "m cannot be compared with the tag m-2026.1: git knows no revision" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/a/b.git", "https://github.com/a/b"),
        ("https://user:secret@github.com/a/b", "https://github.com/a/b"),
        ("git@github.com:a/b.git", "https://github.com/a/b"),
        ("ssh://git@gitlab.example.org:2222/group/sub/b.git/", "https://gitlab.example.org/group/sub/b"),
        ("github.com:a/b", "https://github.com/a/b"),
        ("../b.git", ""),
        ("/srv/git/b.git", ""),
        ("file:///srv/git/b.git", ""),
        ("C:\\git\\b", ""),
        ("C:/git/b", ""),
        ("https://github.com/a/<script>", ""),
        ("javascript:alert(1)//a/b", ""),
        ("", ""),
    ],
)
def test_a_remote_of_git_has_an_address_on_the_web_if_it_is_on_a_host(remote: str, expected: str) -> None:
    assert repository_address(remote) == expected
    assert not expected or code_host(f"{expected}/edit/main/docs/")


def test_git_tells_where_a_repository_was_cloned_from(tmp_path: Path) -> None:
    assert origin(tmp_path) == ""
    git(tmp_path, "init", "--quiet")
    assert origin(tmp_path) == ""
    git(tmp_path, "remote", "add", "origin", "git@github.com:a/b.git")
    assert origin(tmp_path) == "git@github.com:a/b.git"


def previewed(folder: Path, more: str, command: Literal["build", "serve"] = "serve") -> str:
    """Build a project as `mkdocs serve` does, and return the page of a node."""
    config = folder / "mkdocs.yml"
    config.write_text(f"site_name: S\nplugins: [argmap]\n{more}", encoding="utf-8")
    loaded = load_config(str(config))
    loaded.plugins.on_startup(command=command, dirty=False)
    build(loaded)
    return (Path(loaded.site_dir) / "m/a/index.html").read_text(encoding="utf-8")


def contributing(page: str) -> tuple[list[str], str]:
    """Return where the links to mend and to answer lead, and what is said of them."""
    section = page.partition('id="contribute"')[2].partition("</section>")[0]
    links = [unescape(link).partition("?")[0] for link in re.findall('<a href="([^"]*)"', section)]
    return links, " ".join(re.sub("<[^>]*>", "", section).split())


@pytest.mark.parametrize(
    ("more", "remote", "repository"),
    [
        (
            "repo_url: https://github.com/me/maps\nedit_uri: edit/trunk/docs/\n",
            "git@github.com:x/y",
            "github.com/me/maps",
        ),
        ("", "git@github.com:x/y.git", "github.com/x/y"),
        ("", "", "example.org/OWNER/REPOSITORY"),
    ],
)
def test_a_preview_shows_the_links_to_edit_and_to_add_and_says_where_they_lead(
    more: str, remote: str, repository: str, put: Put, tmp_path: Path
) -> None:
    put(FILES)
    if remote:
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "remote", "add", "origin", remote)

    page = previewed(tmp_path, more)

    links, words = contributing(page)
    branch = "trunk" if more else "main"
    assert f"https://{repository}/edit/{branch}/docs/m/nodes/a.md" in links
    assert f"https://{repository}/new/{branch}" in links
    told = f"This is a preview: these links lead to the repository https://{repository}, not to the files"
    nowhere = "This is a preview of a site that names no repository yet (repo_url in its configuration)"
    assert [said in words for said in (told, nowhere)] == [bool(remote), not remote]
    assert "Edit this node</a> (preview)" in page
    # A form for reports is no preview of anything: whoever follows it wants to report.
    assert (f'<a href="https://{repository}/issues/new?' in page) == bool(remote)


def test_a_published_page_is_no_preview_and_without_a_repository_has_no_such_links(put: Put, tmp_path: Path) -> None:
    put(FILES)
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", "git@github.com:x/y")

    assert "Improve this page" not in previewed(tmp_path, "", command="build")
    more = "repo_url: https://github.com/me/maps\nedit_uri: edit/main/docs/\n"
    published = previewed(tmp_path, more, command="build")
    assert contributing(published)[0]
    assert "preview" not in published


@pytest.mark.parametrize("is_published", [True, False])
def test_this_projects_site_takes_its_addresses_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, *, is_published: bool
) -> None:
    told = {
        "SITE_URL": "https://me.github.io/maps/",
        "REPO_URL": "https://github.com/me/maps",
        "EDIT_URI": "edit/main/docs/",
    }
    for name, value in told.items():
        monkeypatch.setenv(name, value) if is_published else monkeypatch.delenv(name, raising=False)

    loaded = load_config(str(ROOT / "mkdocs.yml"))

    expected = [*told.values()] if is_published else [None] * 3
    assert [loaded.site_url, loaded.repo_url, loaded.edit_uri] == expected
    config = site_config((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), os.environ)
    assert config is not None
    assert (config.docs_dir, config.site_url) == ("docs", told["SITE_URL"] if is_published else "")


PAGES_STEP = re.compile(
    r"- name: Where the site is published[^\n]*\n\s+id: pages\n.*?run: \|\n((?:\s{10}[^\n]*\n)+)", re.DOTALL
)
GONE = '{"message": "Not Found", "status": "404"}'


@pytest.mark.skipif(os.name == "nt", reason="the workflows run on Linux")
@pytest.mark.parametrize(
    ("answer", "status", "address"),
    [
        ("https://someone.github.io/a-map/", 0, "https://someone.github.io/a-map/"),
        ("https://maps.example.org/", 0, "https://maps.example.org/"),
        (GONE, 1, ""),
    ],
)
@pytest.mark.parametrize("name", ["publish", "release"])
def test_the_workflows_ask_where_the_site_of_their_own_repository_is_published(
    name: str, answer: str, status: int, address: str, tmp_path: Path
) -> None:
    (script,) = PAGES_STEP.findall((ROOT / ".github/workflows" / f"{name}.yml").read_text(encoding="utf-8"))
    asked = '[ "$*" = "api repos/someone/a-fork/pages --jq .html_url" ] || exit 3'
    gh = tmp_path / "gh"
    gh.write_text(f"#!/bin/sh\n{asked}\necho '{answer}'\nexit {status}\n", encoding="utf-8")
    gh.chmod(0o755)
    output = tmp_path / "output"
    environ = {
        "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_REPOSITORY": "someone/a-fork",
        "GITHUB_OUTPUT": str(output),
    }

    # GitHub runs steps so: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#defaultsrunshell
    run = subprocess.run(["bash", "-e", "-c", dedent(script)], env=environ, check=False)  # noqa: S607 - our own

    if status and name == "publish":  # there is nowhere to publish to
        assert run.returncode == 1
        assert not output.exists()
    else:
        assert run.returncode == 0
        assert output.read_text(encoding="utf-8") == f"url={address}\n"


def test_the_workflows_say_where_the_repository_they_run_in_is() -> None:
    for name, builds in {"check": 1, "publish": 1, "release": 1}.items():
        text = (ROOT / ".github/workflows" / f"{name}.yml").read_text(encoding="utf-8")
        steps = text.partition("scripts/build.py")[2].partition("- ")[0]
        assert text.count("scripts/build.py") == builds
        assert "REPO_URL: ${{ github.server_url }}/${{ github.repository }}" in steps
        assert "EDIT_URI: edit/${{ github.event.repository.default_branch }}/docs/" in steps
        assert ("SITE_URL: ${{ steps.pages.outputs.url }}" in steps) == (name != "check")
    assert not re.search("github.com/(?!OWNER)", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
