"""Editions: what is released, cited, and kept."""

import base64
import hashlib
import html
import json
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest

from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main
from argmap.edit.release import ReleaseError, Wish, new_texts
from argmap.export.schemas import schemas
from argmap.read.maps import read
from argmap.storage import writing
from argmap.storage.disk import DiskError, load
from argmap.storage.processes import ProcessFailed
from conftest import TOP, node, site_of
from repository import commit, git

GOLDEN = Path(__file__).parent / "golden" / "site" / "docs"
Put = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]
DRAFT = "editions:\n  - edition: draft\n    changes: [All of it.]\n"
WISH = Wish("2026.1", "2026-11-24")


@pytest.fixture
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Page(HTMLParser):
    """Gathers a page's ids, the addresses it links to, and whatever it would load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if tag == "a" and name in ("href", "xlink:href") and value:
                self.links.append(value)
            if name in ("src", "data") or tag in ("script", "link", "object", "img", "iframe"):
                self.loaded.append(f"{tag} {value}")


def released(texts: dict[str, str], edition: str = "2026.1") -> dict[str, str]:
    (argument_map,) = read(texts).maps
    return new_texts(argument_map, texts, Wish(edition, "2026-11-24"))


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize(("kept", "added"), [([], "."), (["mkdocs.yml"], "docs/m")])
def test_the_tag_of_a_site_that_was_never_committed_holds_all_of_it(
    kept: list[str], added: str, put: Put, tmp_path: Path, capsys: Capture
) -> None:
    put({**TOP, "m/editions.yml": DRAFT, "m/nodes/a.md": node()})
    (tmp_path / "mkdocs.yml").write_text("site_name: Ours\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "--", *kept)

    assert main(["release", "2026.1"]) == CLEAN
    assert f"  git add {added}\n" in capsys.readouterr().out


@pytest.mark.usefixtures("_elsewhere")
def test_only_who_has_a_remote_is_told_to_push(put: Put, tmp_path: Path, capsys: Capture) -> None:
    docs = put({**TOP, "m/nodes/a.md": node()})
    told = []
    for number, words in enumerate(([], ["init", "--quiet"], ["remote", "add", "origin", "https://a.example/b.git"])):
        if words:
            git(tmp_path, *words)
            assert main(["release", "draft"]) == CLEAN
            editions = docs / "m/editions.yml"
            editions.write_text(editions.read_text(encoding="utf-8").replace("# changes", "changes"), encoding="utf-8")
            capsys.readouterr()
        assert main(["release", f"1.{number}"]) == CLEAN
        told.append(capsys.readouterr().out)

    assert ["  git init\n" in said for said in told] == [True, False, False]
    assert ["git push" in said for said in told] == [False, False, True]
    assert all("before the next change:\n  argmap release draft m\n" in said for said in told)


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize(
    "editions",
    [
        DRAFT,
        f"# ours\n{DRAFT.replace(':', ':  # newest first', 1)}",
        DRAFT.replace("  - edition", "- edition").replace("    changes", "  changes"),
        DRAFT.replace("editions:\n", "editions:\n\n  # the newest\n"),
        "editions:\n  - {edition: draft, changes: [It.]}\n",
    ],
)
def test_one_command_begins_the_draft_of_the_next_edition(put: Put, editions: str, capsys: Capture) -> None:
    docs = put({**TOP, "m/editions.yml": editions, "m/nodes/a.md": node()})
    assert main(["release", "1.0"]) == CLEAN
    before = (docs / "m/editions.yml").read_text(encoding="utf-8")
    put({"m/nodes/b.md": node()})
    assert main(["check"]) == FOUND
    assert main(["release", "draft"]) == CLEAN

    after = (docs / "m/editions.yml").read_text(encoding="utf-8")
    added = [line.strip() for line in after.splitlines() if line not in before.splitlines()]
    assert added == ["- edition: draft", "# changes: [what is new, for readers]"]
    assert [line for line in after.splitlines() if line in before.splitlines()] == before.splitlines()
    assert "edition: draft\n" in (docs / "m/map.yml").read_text(encoding="utf-8")
    assert main(["check"]) == CLEAN
    capsys.readouterr()
    assert main(["release", "1.1"]) == WRONG_USAGE
    assert "does not say what is new" in capsys.readouterr().err
    assert main(["release", "draft"]) == WRONG_USAGE
    assert "already" in capsys.readouterr().err


@pytest.mark.usefixtures("_elsewhere")
def test_a_draft_that_its_list_has_already_is_not_begun_twice(put: Put) -> None:
    docs = put({**TOP, "m/nodes/a.md": node()})
    assert main(["release", "1.0"]) == CLEAN
    assert main(["release", "draft"]) == CLEAN
    file = docs / "m/map.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("edition: draft", 'edition: "1.0"'), encoding="utf-8")
    before = (docs / "m/editions.yml").read_text(encoding="utf-8")

    assert main(["release", "draft"]) == CLEAN
    assert (docs / "m/editions.yml").read_text(encoding="utf-8") == before
    assert main(["check"]) == CLEAN


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("text", ["editions: [{edition: '0.1', date: '2020-01-01'}]\n", None])
def test_a_list_of_editions_that_cannot_be_changed_here_stays(put: Put, text: str | None, capsys: Capture) -> None:
    docs = put({**TOP, **({"m/editions.yml": text} if text else {}), "m/map.yml": "title: A map\nedition: '0.1'\n"})
    before = load(docs).texts

    assert main(["release", "draft"]) == WRONG_USAGE
    assert "and - edition: draft first below editions: in the other" in capsys.readouterr().err
    assert load(docs).texts == before


@pytest.mark.usefixtures("_elsewhere")
def test_the_archive_of_a_tagged_edition_can_be_made_again(put: Put, tmp_path: Path, capsys: Capture) -> None:
    docs = put({**TOP, "m/editions.yml": DRAFT, "m/nodes/a.md": node()})
    assert main(["release", "2026.1"]) == CLEAN
    before = {file: file.read_bytes() for file in docs.rglob("*.*")}
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    git(tmp_path, "tag", "m-2026.1")

    assert main(["release", "--tagged", "m-2026.1", "--out", "again"]) == CLEAN
    assert {file: file.read_bytes() for file in docs.rglob("*.*")} == before
    for name in ("m-2026.1.html", "m-2026.1.json"):
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "release" / name).read_bytes()
    capsys.readouterr()
    assert main(["release", "--tagged", "v1.0", "--out", "none"]) == CLEAN
    put({"m/map.yml": "title: A map\nedition: draft\n"})
    assert main(["release", "--tagged", "m-draft", "--out", "none"]) == CLEAN
    assert not Path("none").exists()
    assert "there is no archive" in capsys.readouterr().out
    assert not (tmp_path / "none").exists()


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("words", [[], ["2026.1", "--tagged", "m-2026.1"]])
def test_what_to_release_must_be_said_once(put: Put, words: list[str], capsys: Capture) -> None:
    put({**TOP, "m/editions.yml": DRAFT})

    assert main(["release", *words]) == WRONG_USAGE
    assert "name the edition to release" in capsys.readouterr().err


@pytest.mark.usefixtures("_elsewhere")
def test_a_release_names_and_dates_the_edition_and_leaves_an_archive(put: Put, tmp_path: Path, capsys: Capture) -> None:
    docs = put({**TOP, "m/editions.yml": DRAFT, "m/nodes/a.md": node()})

    assert main(["release", "2026.1", "--site-url", "https://example.org"]) == CLEAN

    said = capsys.readouterr().out
    assert 'git tag --annotate m-2026.1 --message "Edition 2026.1 of m"' in said
    assert re.search("begin with “.+ contributors”, since map.yml names neither authors nor publisher", said)
    (argument_map,) = read(load(docs).texts).maps
    assert argument_map.edition == "2026.1"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", argument_map.edition_date)
    assert argument_map.editions[0].changes == ("All of it.",)
    exported = json.loads((tmp_path / "release/m-2026.1.json").read_text(encoding="utf-8"))
    jsonschema.validate(exported, schemas()["export-2"])
    assert exported["map"]["edition"] == "2026.1"
    archive = (tmp_path / "release/m-2026.1.html").read_text(encoding="utf-8")
    assert "https://example.org/m/2026.1/a/" in archive
    assert main(["check"]) == CLEAN


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize(
    "case",
    [
        ("draft", DRAFT, "m is the draft of its next edition already"),
        ("first light", DRAFT, "cannot name an edition"),
        ("../up", DRAFT, "cannot name an edition"),
        ("2026", DRAFT, "with a digit and a dot"),
        ("v.one", DRAFT, "with a digit and a dot"),
        ("2026.1", "editions: []\n", "first below editions:\n  - edition: draft\n    changes: ["),
        ("2026.1", "editions:\n  - edition: draft\n", "does not say what is new"),
        ("2025.1", f'{DRAFT}  - {{edition: "2025.1", date: "2025-01-01"}}\n', "has an edition 2025.1 already"),
    ],
)
def test_what_cannot_be_released_is_told_and_changes_nothing(
    case: tuple[str, str, str], put: Put, tmp_path: Path, capsys: Capture
) -> None:
    edition, editions, why = case
    docs = put({**TOP, "m/editions.yml": editions})
    before = load(docs).texts

    assert main(["release", edition]) == WRONG_USAGE

    assert why in capsys.readouterr().err
    assert load(docs).texts == before
    assert not (tmp_path / "release").exists()


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize(("language", "said"), [("en", "First edition."), ("de", "Erste Ausgabe.")])
def test_a_first_edition_needs_no_list_of_what_is_new(put: Put, language: str, said: str) -> None:
    docs = put({**TOP, "m/map.yml": f"title: A map\nlanguage: {language}\n"})

    assert main(["release", "1.0"]) == CLEAN
    (argument_map,) = read(load(docs).texts).maps
    assert [(edition.name, edition.changes) for edition in argument_map.editions] == [("1.0", (said,))]
    assert main(["check"]) == CLEAN


@pytest.mark.usefixtures("_elsewhere")
def test_a_map_with_errors_is_not_released(put: Put, tmp_path: Path, capsys: Capture) -> None:
    put({**TOP, "m/editions.yml": DRAFT, "m/nodes/a.md": node(supports="[nowhere]")})

    assert main(["release", "2026.1"]) == FOUND
    assert "AM012" in capsys.readouterr().err
    assert not (tmp_path / "release").exists()


@pytest.mark.usefixtures("_elsewhere")
def test_errors_that_come_up_on_the_way_stop_a_release(
    put: Put, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put({**TOP, "m/editions.yml": DRAFT})
    monkeypatch.setenv("ARGMAP_DOT", "no-such-program")

    assert main(["release", "2026.1"]) == FOUND
    assert "AM081" in capsys.readouterr().err
    assert not (tmp_path / "release").exists()


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("title: A map\nedition: draft  # or a name\n", 'title: A map\nedition: "2026.1"  # or a name\n'),
        ("title: A map\nedition: 'draft'\n", 'title: A map\nedition: "2026.1"\n'),
        ("title: A map", 'title: A map\nedition: "2026.1"\n'),
        ('edition: "draft"\ntitle: A map\n', 'edition: "2026.1"\ntitle: A map\n'),
    ],
)
def test_the_rest_of_map_yml_stays_as_it_was(header: str, expected: str) -> None:
    changed = released({**TOP, "m/map.yml": header, "m/editions.yml": DRAFT})

    assert changed["m/map.yml"] == expected


@pytest.mark.parametrize(
    ("editions", "expected"),
    [
        (
            f"# New\n{DRAFT}  - {{edition: '2025.1', date: '2025-01-01'}}\n",
            (
                '# New\neditions:\n  - edition: "2026.1"\n    date: "2026-11-24"\n    changes: [All of it.]\n'
                "  - {edition: '2025.1', date: '2025-01-01'}\n"
            ),
        ),
        (
            "editions:\n- {edition: draft, changes: [All of it.]}\n",
            'editions:\n- {edition: "2026.1", date: "2026-11-24", changes: [All of it.]}\n',
        ),
    ],
)
def test_the_rest_of_editions_yml_stays_as_it_was(editions: str, expected: str) -> None:
    assert released({**TOP, "m/editions.yml": editions})["m/editions.yml"] == expected


@pytest.mark.parametrize(
    "files",
    [
        {"m/map.yml": "{title: A map, edition: draft}\n"},
        {"m/editions.yml": "editions: [{changes: [All of it.], edition: draft}]\n"},
    ],
)
def test_what_is_written_in_an_unusual_way_is_left_to_its_writer(files: dict[str, str]) -> None:
    with pytest.raises(ReleaseError, match="cannot be changed here"):
        released({**TOP, "m/editions.yml": DRAFT, **files})


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("release")
    texts = dict(load(GOLDEN).texts)
    texts["m/map.yml"] = texts["m/map.yml"].replace('edition: "2026.1"', "edition: draft")
    texts["m/editions.yml"] = DRAFT
    del texts["m/editions/2026.1.json"]
    for path, text in texts.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    out = folder / "release"
    assert main(["release", "2026.1", "--docs", str(folder / "docs"), "--out", str(out)]) == CLEAN
    return (out / "m-2026.1.html").read_text(encoding="utf-8")


def test_an_archive_has_every_node_under_its_id_and_needs_nothing_else(archive: str) -> None:
    page = Page(archive)
    (argument_map,) = read(load(GOLDEN).texts).maps

    assert {one.id for one in argument_map.nodes if not one.withdrawn} <= set(page.ids)
    assert {link.removeprefix("#") for link in page.links if link.startswith("#")} <= set(page.ids)
    assert [link for link in page.links if not link.startswith(("#", "https://example.org/clouds"))] == []
    assert page.loaded == []
    assert "url(" not in archive
    assert "default-src 'none'" in html.unescape(archive)


def test_an_archive_runs_nothing_loads_nothing_and_takes_no_style_sheet_but_its_own(archive: str) -> None:
    (written,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', archive)
    policy = html.unescape(written)
    rules = {name: values for name, *values in (rule.split() for rule in policy.split(";"))}
    sheets = re.findall(r"<style>(.*?)</style>", archive, re.DOTALL)
    digests = [base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode() for sheet in sheets]

    assert archive.index(written) < archive.index("<style>")
    assert len(sheets) == 2
    assert rules.pop("style-src-elem") == [f"'sha256-{digest}'" for digest in digests]
    assert rules == {
        "default-src": ["'none'"],
        "img-src": ["data:"],
        "style-src-attr": ["'unsafe-inline'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
    }


@pytest.mark.parametrize("edition", ["x/../../../pwn", "../x", "a b", "v1.", "é", "-x", "C:x", "x\\y"])
def test_an_edition_that_could_be_part_of_a_path_is_a_finding_and_names_nothing(
    put: Put, tmp_path: Path, edition: str, capsys: Capture
) -> None:
    docs = put({"m/map.yml": f"title: A map\nedition: '{edition}'\n", "m/nodes/top.md": TOP["m/nodes/top.md"]})
    (argument_map,) = read(load(docs).texts).maps

    assert argument_map.edition == "draft"
    out = tmp_path / "out"
    assert main(["release", "--tagged", f"m-{edition}", "--docs", str(docs), "--out", str(out)]) == FOUND
    told = capsys.readouterr().err
    assert f"m/map.yml:2:10: error AM063 edition cannot be {edition}\n" in told
    assert "use letters and digits with dots or hyphens, like 2026.1\n1 error\n" in told
    assert sorted(path.name for path in tmp_path.iterdir()) == ["docs"]


def test_an_archive_says_what_each_node_says_and_how_it_can_be_cited(archive: str) -> None:
    article = archive.partition('<article id="it-will-rain">')[2].partition("</article>")[0]

    assert "It will rain {today} &lt;soon&gt;" in article
    assert "Dark clouds" in article
    assert "It rests on clouds (" in article
    assert "The weather, paragraph 1" in article
    git = subprocess.run(
        ["git", "hash-object", str(GOLDEN / "m/nodes/sub/it-will-rain.md")],  # noqa: S607 - any git
        check=True,
        capture_output=True,
        text=True,
    )
    assert f"swh:1:cnt:{git.stdout.strip()}" in article
    assert "Argument map, edition 2026.1" in archive
    assert '<li id="ref-cloud-2019">Office of Clouds. 2019.' in archive


def test_a_map_of_no_nodes_can_be_released(put: Put, tmp_path: Path) -> None:
    docs = put({"m/map.yml": "title: A map\n", "m/editions.yml": DRAFT})

    assert main(["release", "1.0", "--docs", str(docs), "--out", str(tmp_path / "out")]) == CLEAN
    assert "no nodes yet" in (tmp_path / "out/m-1.0.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ([], ["#top", "#gone", "https://e.org/"]),
        (["--site-url", "https://s.org"], ["#top", "https://s.org/about/#h", "#gone", "https://e.org/"]),
    ],
)
def test_links_in_an_archive_lead_to_its_own_nodes_and_else_to_the_site(
    address: list[str], expected: list[str], put: Put, tmp_path: Path
) -> None:
    gone = node(supports="", status="withdrawn", reason="No.")
    prose = "[a](top.md) [b](../../about.md#h) [c](gone.md) [d](https://e.org/)\n"
    docs = put(
        {**TOP, "m/editions.yml": DRAFT, "about.md": "# H\n", "m/nodes/gone.md": gone, "m/nodes/a.md": node() + prose}
    )

    assert main(["release", "2026.1", "--docs", str(docs), *address]) == CLEAN

    archive = (tmp_path / "release/m-2026.1.html").read_text(encoding="utf-8")
    assert re.findall('href="([^"]*)"', re.findall("<p><a href.*?>d</a></p>|<p>.*>d</a></p>", archive)[0]) == expected


@pytest.mark.usefixtures("_elsewhere")
def test_footnotes_of_several_nodes_in_one_archive_do_not_meet(put: Put, tmp_path: Path) -> None:
    prose = "Words[^1] and $x^2$.\n\n[^1]: A note.\n"
    nodes = {"m/nodes/a.md": node() + prose, "m/nodes/b.md": node() + prose}
    docs = put({**TOP, "m/editions.yml": DRAFT, **nodes})

    assert main(["release", "2026.1", "--docs", str(docs)]) == CLEAN

    page = Page((tmp_path / "release/m-2026.1.html").read_text(encoding="utf-8"))
    notes = [one for one in page.ids if "fn" in one]
    assert notes == ["a-fnref-1", "a-fn-1", "b-fnref-1", "b-fn-1"]
    assert {f"#{one}" for one in notes} <= set(page.links)


@pytest.mark.usefixtures("_elsewhere")
def test_without_pandoc_nothing_is_released_since_its_citations_stay_as_they_are(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    docs = put({**TOP, "m/editions.yml": DRAFT})
    before = load(docs).texts
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-program")

    assert main(["release", "1.0"]) == WRONG_USAGE
    assert "cannot be released: citations were not formatted" in capsys.readouterr().err
    assert load(docs).texts == before
    assert not (tmp_path / "release").exists()


@pytest.mark.usefixtures("_elsewhere")
def test_the_archive_of_an_edition_that_was_never_frozen_is_made_from_the_map(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dated = 'editions: [{edition: "1", date: "2026-01-01"}]\n'
    put({**TOP, "m/map.yml": 'title: A map\nedition: "1"\n', "m/editions.yml": dated})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    git(tmp_path, "tag", "m-1")
    monkeypatch.setattr("pypandoc.get_pandoc_path", lambda: "no-such-program")

    assert main(["release", "--tagged", "m-1"]) == CLEAN
    assert "edition 1" in (tmp_path / "release/m-1.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("_elsewhere")
def test_what_pandoc_cannot_format_leaves_no_archive(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    dated = 'editions: [{edition: "1", date: "2026-01-01"}]\n'
    put({**TOP, "m/map.yml": 'title: A map\nedition: "1"\n', "m/editions.yml": dated})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    git(tmp_path, "tag", "m-1")

    def fails(*_: object, **__: object) -> bytes:
        message = "pandoc failed"
        raise ProcessFailed(message)

    monkeypatch.setattr("argmap.citations.pandoc.run", fails)

    assert main(["release", "--tagged", "m-1"]) == FOUND
    assert "AM082" in capsys.readouterr().err
    assert not (tmp_path / "release").exists()


def test_pages_tell_the_editions(put: Put) -> None:
    editions = f'{DRAFT}  - {{edition: "2025.1", date: "2025-01-01", changes: ["A & <b>"]}}\n'

    page = site_of(put({**TOP, "m/editions.yml": editions})).tree["m/editions/index.md"]

    assert re.search(r"The newest edition is 2025\.1 \(.*January 1, 2025.*\): it was released", html.unescape(page))
    assert "The pages of this map that are no edition’s show a draft of the next one" in page
    assert "Draft of the next edition, not released" in page
    assert "Edition 2025.1" in page
    assert "A &amp; &lt;b&gt;" in page


def test_a_map_that_was_never_released_says_so(put: Put) -> None:
    assert "no edition has been released yet." in site_of(put(TOP)).tree["m/editions/index.md"]


def test_a_released_edition_is_cited_with_its_day(put: Put) -> None:
    files = {**TOP, "m/map.yml": 'title: A map\nedition: "2025.1"\n'}
    files["m/editions.yml"] = 'editions: [{edition: "2025.1", date: "2025-01-02"}]\n'

    site = site_of(put(files))

    assert [finding.code for finding in site.findings] == ["AM092"]
    assert "date = {2025-01-02}" in site.files["m/top/top.bib"]
    assert "(2025, January 2)" in site.tree["m/top/index.md"]
    assert "A Map, Edition 2025.1" in site.tree["m/top/index.md"]


@pytest.mark.usefixtures("_elsewhere")
def test_what_check_would_refuse_is_not_released(put: Put, tmp_path: Path, capsys: Capture) -> None:
    dated = DRAFT + '  - edition: "1"\n    date: "2999-01-01"\n    changes: [First.]\n'
    put({**TOP, "m/editions.yml": dated})

    assert main(["release", "2.0"]) == WRONG_USAGE
    assert "cannot be released as 2.0" in capsys.readouterr().err
    assert not (tmp_path / "release").exists()


@pytest.mark.usefixtures("_elsewhere")
def test_a_tag_of_two_maps_is_refused(put: Put, capsys: Capture) -> None:
    other = {path.replace("m/", "m-1/"): text for path, text in TOP.items()}
    one = {"m/map.yml": 'title: A\nedition: "1-2"\n', "m-1/map.yml": 'title: B\nedition: "2"\n'}
    dated = {
        f"{folder}/editions.yml": f'editions:\n  - edition: "{name}"\n    date: "2026-01-01"\n    changes: [All.]\n'
        for folder, name in (("m", "1-2"), ("m-1", "2"))
    }
    put({**TOP, **other, **one, **dated})

    assert main(["release", "--tagged", "m-1-2"]) == WRONG_USAGE
    assert "several maps: m, m-1" in capsys.readouterr().err


@pytest.mark.usefixtures("_elsewhere")
def test_where_the_edition_cannot_be_named_nothing_is_left(
    put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    docs = put({**TOP, "m/editions.yml": DRAFT})
    before = {file: file.read_bytes() for file in docs.rglob("*.*")}
    whole = writing.put_file

    def full(file: Path, text: str) -> None:
        if file.name == "editions.yml":
            message = f"cannot write {file}: No space left on device"
            raise DiskError(message)
        whole(file, text)

    monkeypatch.setattr(writing, "put_file", full)

    assert main(["release", "2026.1"]) == WRONG_USAGE
    assert "No space left" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in docs.rglob("*.*")} == before
    assert not (tmp_path / "release").exists()


@pytest.mark.usefixtures("_elsewhere")
@pytest.mark.parametrize("editions", [{"m/editions.yml": DRAFT.replace("\n", "\r\n")}, {}], ids=["draft", "first"])
def test_where_the_archive_cannot_be_written_the_edition_is_not_named(
    put: Put, tmp_path: Path, capsys: Capture, editions: dict[str, str]
) -> None:
    docs = put({**TOP, **editions, "m/map.yml": "\ufefftitle: A map\n"})
    before = {file: file.read_bytes() for file in docs.rglob("*.*")}
    (tmp_path / "release").write_text("in the way", encoding="utf-8")

    assert main(["release", "2026.1"]) == WRONG_USAGE
    assert "cannot write to release" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in docs.rglob("*.*")} == before
    (tmp_path / "release").unlink()
    assert main(["release", "2026.1"]) == CLEAN
