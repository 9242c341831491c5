"""A site puts templates of its own in the place of argmap's; a faulty one is said, and nothing is written."""

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from argmap.cli import main
from argmap.pages.templating import Templates, UnusableTemplateError
from argmap.storage.disk import DiskError, load_templates
from conftest import TOP
from repository import built
from test_builders import project
from test_plugin import files_in

WITHDRAWN = {
    **TOP,
    "index.md": "# Home\n",
    "m/nodes/gone.md": "---\nkind: claim\nstatus: withdrawn\ntitle: Went\nstatement: So.\nreason: It was wrong.\n---\n",
}


def templates(folder: Path, **texts: str) -> Path:
    """Write templates, and return their folder."""
    for name, text in texts.items():
        file = folder / "own" / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder / "own"


def build(folder: Path, own: Path) -> int:
    """Write the plain tree below a folder with the templates there, and return the exit status."""
    docs = files_in(folder, WITHDRAWN)
    words = ["--quiet", "--docs", str(docs), "--out", str(folder / "out"), "--cache", str(folder / "cache")]
    return main(["build", *words, "--templates", str(own)])


def test_a_template_of_ones_own_lays_out_the_plain_tree(tmp_path: Path) -> None:
    own = templates(tmp_path, tombstone="<p>Ours: {{ reason }}</p>")

    assert build(tmp_path, own) == 0

    page = (tmp_path / "out/m/gone/index.md").read_text(encoding="utf-8")
    assert page.endswith('# Went\n\n<div class="am-page"><p>Ours&#58; It was wrong.</p></div>\n')
    assert "am-statement" in (tmp_path / "out/m/top/index.md").read_text(encoding="utf-8")


def test_a_template_that_changed_is_seen_although_nothing_else_did(tmp_path: Path) -> None:
    build(tmp_path, templates(tmp_path, tombstone="<p>One</p>"))
    build(tmp_path, templates(tmp_path, tombstone="<p>Two</p>"))

    assert "<p>Two</p>" in (tmp_path / "out/m/gone/index.md").read_text(encoding="utf-8")


def test_a_template_of_ones_own_lays_out_a_site(tmp_path: Path) -> None:
    templates(tmp_path, tombstone="<h2 id='why'>Why</h2><p>Ours: {{ reason }}</p>")
    docs = files_in(tmp_path, WITHDRAWN)

    site = built(project(tmp_path, docs, plugins="[search, {argmap: {templates: own}}]"))

    assert "<p>Ours: It was wrong.</p>" in (site / "m/gone/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>\n{% if %}</p>", "the template tombstone.html is faulty in line 2"),
        ("<p>{{ raeson }}</p>", "the template tombstone.html cannot be filled: 'raeson' is undefined"),
        ("<p>{{ reason + 1 }}</p>", "the template tombstone.html cannot be filled: "),
        ('{% include "nowhere.html" %}', "the template tombstone.html cannot be filled: nowhere.html"),
    ],
)
def test_a_faulty_template_stops_both_ways_of_building(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    own = templates(tmp_path, tombstone=text)

    assert build(tmp_path, own) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
    with pytest.raises(Abort):
        built(project(tmp_path, tmp_path / "docs", plugins="[search, {argmap: {templates: own}}]"))
    assert said in caplog.text


def test_an_unknown_name_is_told_with_what_may_be_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    own = templates(tmp_path, tombstones="<p>x</p>")

    assert build(tmp_path, own) == 2
    assert (
        'tombstones.html stands for no template of argmap\'s; did you mean "tombstone.html"?' in capsys.readouterr().err
    )
    with pytest.raises(Abort):
        built(project(tmp_path, tmp_path / "docs", plugins="[search, {argmap: {templates: own}}]"))
    assert "stands for no template of argmap's" in caplog.text


def test_a_name_like_no_other_is_told_with_all_there_are(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match=r"there are: above\.html, .*partials/nodes\.html"):
        load_templates(templates(tmp_path, zzzzzzzzzzzzzzzzzzzz=""))


def test_a_folder_of_templates_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DiskError, match=r"there is no folder .*own for templates"):
        load_templates(tmp_path / "own")


@pytest.mark.parametrize(
    ("content", "said"), [(b"\xff", "it is not UTF-8 text"), (b"x" * 300_000, "300,000 bytes|larger|large")]
)
def test_a_file_that_is_no_template_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    (templates(tmp_path, node="") / "node.html").write_bytes(content)

    with pytest.raises(DiskError, match=said):
        load_templates(tmp_path / "own")


def test_no_link_is_followed_from_the_folder_of_templates(tmp_path: Path) -> None:
    own = templates(tmp_path, above="")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (own / "node.html").symlink_to(tmp_path / "secret")

    with pytest.raises(DiskError, match="it is a symbolic link"):
        load_templates(own)


def test_a_folder_of_templates_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = templates(tmp_path, above="")

    def closed(folder: Path, onerror: object) -> object:
        assert callable(onerror)
        onerror(PermissionError(13, "Permission denied", str(folder)))
        return iter(())

    monkeypatch.setattr("argmap.storage.disk.os.walk", closed)
    with pytest.raises(DiskError, match="own cannot be read: Permission denied"):
        load_templates(own)


def test_a_template_that_is_not_there_is_told() -> None:
    with pytest.raises(UnusableTemplateError, match=r"nowhere\.html"):
        Templates().render("nowhere.html")
