"""While somebody writes: an error shows on the page it is on, the rest of the site stays, and mended it goes away."""

from html import unescape
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from argmap.diagrams.engine import engine_for
from argmap.read.sources import DocsFiles
from argmap.site.build import BuildOptions, build_site
from argmap.site.preview import NOTHING, Preview, preview_of
from conftest import TOP, node
from hostsites import LEADS_THERE, Host, made, written

BROKEN = node(supports="[nowhere]")
MAP = {**TOP, "m/nodes/a.md": node(title="First"), "m/nodes/b.md": node(title="Second", supports="[a]")}


def shown(texts: dict[str, str], sound: DocsFiles = NOTHING) -> Preview:
    """Make what a preview shows of these texts."""
    return preview_of(DocsFiles(texts, (), ()), sound, BuildOptions(engine_for()))


def body(preview: Preview, path: str) -> str:
    return unescape(str(getattr(preview.site.pages[path], "body", "")))


def test_an_error_is_shown_at_the_address_of_its_node_with_its_place_and_the_mend() -> None:
    page = body(shown({**MAP, "m/nodes/b.md": BROKEN}), "m/b/index.md")

    assert "<code>m/nodes/b.md</code>, line 5, column 12" in page
    assert "<mark>   5  supports: [nowhere]</mark>" in page
    assert "To mend it:" in page
    assert "AM0" in page
    assert "All other pages are as they were" in page


@pytest.mark.parametrize("is_preview", [True, False])
def test_a_map_without_nodes_says_in_a_preview_what_writes_the_first(*, is_preview: bool) -> None:
    site = build_site({"m/map.yml": "title: M\n"}, (), BuildOptions(engine_for(), is_preview=is_preview))

    front = unescape(site.tree["m/index.md"])
    assert "This map has no nodes yet." in front
    assert ("<pre><code>argmap new thesis --map m</code></pre>" in front) == is_preview


def test_the_rest_of_the_map_is_shown_as_it_was_with_a_note_above_it() -> None:
    before = shown(MAP)

    after = shown({**MAP, "m/nodes/b.md": BROKEN, "m/nodes/a.md": node(title="Anew")}, before.sound)

    assert set(after.site.pages) == set(before.site.pages)
    assert after.site.pages["m/a/index.md"].meta.title == "Anew"  # type: ignore[union-attr]
    assert "Second" in body(after, "m/a/index.md")  # as it last was, it still supports the first
    assert '<a href="../b/">m/nodes/b.md</a>' in after.notes["m/a/index.md"]
    assert '<a href="b/">m/nodes/b.md</a>' in after.notes["m/index.md"].replace("./b/", "b/")
    assert "m/b/index.md" not in after.notes
    assert after.sound == before.sound
    assert after.site.findings


def test_what_needs_what_is_faulty_is_shown_as_it_was_too() -> None:
    before = shown({**MAP, "m/nodes/c.md": node(title="Third", supports="[b]")})

    after = shown({**MAP, "m/nodes/c.md": node(supports="[b, d]"), "m/nodes/b.md": BROKEN}, before.sound)

    assert "m/nodes/c.md" in body(after, "m/b/index.md")
    assert "m/nodes/b.md" in body(after, "m/c/index.md")
    assert "Second" in body(after, "m/a/index.md")


def test_without_a_state_without_errors_the_front_page_of_the_map_says_where_they_are() -> None:
    preview = shown({**TOP, "m/nodes/a.md": BROKEN, "m/nodes/b.md": node(supports="[a]"), "n/map.yml": "title: N\n"})

    front = body(preview, "m/index.md")
    assert '<a href="a/">m/nodes/a.md</a>' in front.replace("./a/", "a/")
    assert "Once the map has no errors any more, its pages are here." in front
    assert "m/top/index.md" not in preview.site.pages
    assert "n/outline/index.md" in preview.site.pages


def test_a_new_node_with_an_error_takes_nothing_of_the_map_away() -> None:
    preview = shown({**MAP, "m/nodes/new.md": BROKEN})

    assert {"m/new/index.md", "m/a/index.md", "m/top/index.md"} <= set(preview.site.pages)


def test_an_error_in_a_file_of_the_map_is_shown_on_its_front_page() -> None:
    preview = shown({**MAP, "m/map.yml": "title: A map\nlicence: x\n"}, shown(MAP).sound)

    assert "<code>m/map.yml</code>, line 2" in body(preview, "m/index.md")
    assert "m/a/index.md" in preview.notes


def test_where_all_maps_need_what_is_faulty_there_are_the_errors_and_no_more() -> None:
    other = {
        "n/map.yml": "title: N\n",
        "n/nodes/top.md": TOP["m/nodes/top.md"].replace("---\n", "---\nsupports: [m/top]\n", 1),
    }
    preview = shown({**TOP, **other, "m/map.yml": "titel: A map\n", "x/y.md": "# No page of a map\n"})

    assert "<code>m/map.yml</code>" in body(preview, "m/index.md")


def test_a_block_that_cannot_be_shown_is_told_of_on_its_page() -> None:
    preview = shown({**MAP, "page.md": "# Page\n\n```argmap\nview: outline\nof: nowhere\n```\n"})

    assert "<code>page.md</code>, line 3" in body(preview, "page.md")
    assert preview.notes == {}


def test_an_error_that_concerns_no_page_leaves_all_pages_as_they_were() -> None:
    files = DocsFiles(MAP, ("argmap/argmap.css",), ())

    preview = preview_of(files, NOTHING, BuildOptions(engine_for()))

    assert [finding.code for finding in preview.site.findings] == ["AM038"]
    assert set(preview.site.pages) == set(shown(MAP).site.pages)
    assert preview.notes == {}


def test_what_an_error_quotes_stays_text() -> None:
    preview = shown({**MAP, "m/nodes/b.md": node(supports="['<script>alert(1)</script>']")})

    page = str(getattr(preview.site.pages["m/b/index.md"], "body", ""))
    assert "<script" not in page
    assert "&lt;script&gt;" in page


SITE = Host(files={"page.md": "# Page\n"})


def put(config: Path, path: str, text: str) -> None:
    (config.parent / "docs" / path).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("strict", [True, False])
def test_a_preview_stays_up_with_an_error_and_is_well_when_it_is_mended(
    strict: bool,  # noqa: FBT001 - pytest fills it in by its name
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    config = written(tmp_path, SITE, {**MAP, "index.md": LEADS_THERE.replace("it-cracks", "b")}, ("argmap",))
    page = tmp_path / "site/m/b/index.html"
    other = tmp_path / "site/m/a/index.html"

    made(config, "serve", strict=strict)
    assert "Second" in page.read_text(encoding="utf-8")

    put(config, "m/nodes/b.md", BROKEN)
    made(config, "serve", strict=strict)
    assert "nowhere" in page.read_text(encoding="utf-8")
    assert "Errors in m/nodes/b.md" in page.read_text(encoding="utf-8")
    assert "This map has errors" in other.read_text(encoding="utf-8")
    assert "This map has errors" not in (tmp_path / "site/page/index.html").read_text(encoding="utf-8")
    assert "the maps have errors\ndocs/m/nodes/b.md:5:12: error" in caplog.text

    put(config, "m/nodes/b.md", MAP["m/nodes/b.md"])
    made(config, "serve", strict=strict)
    assert "Errors in" not in page.read_text(encoding="utf-8")
    assert "This map has errors" not in other.read_text(encoding="utf-8")


def test_a_preview_tells_of_an_error_in_a_block_in_the_place_of_its_page(tmp_path: Path) -> None:
    block = "# Page\n\nMine.\n\n```argmap\nview: outline\nof: nowhere\n```\n"
    config = written(tmp_path, Host(), {**MAP, "index.md": "# Home\n", "page.md": block}, ("argmap",))

    page = (made(config, "serve") / "page/index.html").read_text(encoding="utf-8")

    assert "Errors in page.md" in page
    assert "Mine." not in page.partition("<pre>")[0].partition("<article")[2]


def test_a_build_stops_at_an_error_all_the_same(tmp_path: Path) -> None:
    config = written(tmp_path, SITE, {**MAP, "m/nodes/b.md": BROKEN, "index.md": "# Home\n"}, ("argmap",))

    with pytest.raises(Abort):
        made(config)
