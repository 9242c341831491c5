"""Pictures and words that are shown beside a link to a page."""

import json
import re
import struct
import sys
from collections.abc import Callable
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from PIL import Image

from argmap.cli import main
from argmap.diagrams import previews as drawing
from argmap.diagrams.engine import Engine
from argmap.diagrams.letters import lacking_letters
from argmap.diagrams.previews import HEIGHT, WIDTH, Preview, preview_pictures
from argmap.model.kinds import ROLES
from argmap.pages.previews import LinkPreviews
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.storage.cache import Cache
from argmap.storage.disk import load
from conftest import node
from repository import built
from test_builders import GOLDEN, project
from test_letters import SENTENCES

ADDRESS = "https://example.org/maps/"
UNDRAWN = Engine("none", lambda drawings: ["<svg></svg>"] * len(drawings))
SPEAKER = "Attributed to others, as Patalakh (2018) reports; Patalakh (2018) rejects it"


def preview(statement: str, role: str = "claim", **texts: str) -> Preview:
    given = {"kind": role.capitalize(), "speaker": SPEAKER, "source": "A map, draft", **texts}
    return Preview(role, statement=statement, **given)


def pictures(*previews: Preview) -> list[bytes]:
    return [png for _, png in preview_pictures({str(number): one for number, one in enumerate(previews)}, Cache(None))]


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


HOSTILE = {
    "400 characters": ("The policy of a state towards its neighbours rests upon motives of its regime. " * 6)[:400],
    "400 capitals without a space": "W" * 400,
    "a word of 60 letters": f"A {'Donaudampfschiffahrtselektrizitätenhauptbetriebswerkbauunter'} word",
    "a word of 24 capitals": f"{'W' * 24} and {'M' * 24}",
    "400 Arabic letters without a space": "السياسة" * 57,
    "400 Chinese letters": "哈萨克斯坦的外交政策首先是关于俄罗斯的，" * 20,
    "400 Thai letters": "ประวัติศาสตร์ความสัมพันธ์" * 16,
    "400 Burmese letters": "မြန်မာနိုင်ငံခြားရေးမူဝါဒ" * 16,
    "400 Devanagari letters": "हिन्दीक्षेत्रतर्कविदेशनीति" * 15,
    "an address": f"https://example.org/{'a/-_.~' * 60}",
    "emoji": "👩‍🚀🇰🇿👍🏽" * 40,
    "markup": '<script>alert(1)</script> #panic() $x^2$ *b* _i_ @ref \\ `c` <l> // d /* e */ -- ~ = f "',
    "nothing but a letter": "W",
    **SENTENCES,
}


@pytest.mark.parametrize("role", ["", *ROLES])
def test_every_picture_is_of_the_size_that_is_shown_whole(role: str) -> None:
    assert [size(png) for png in pictures(preview("It is so.", role))] == [(1200, 630)]


@pytest.mark.parametrize("statement", HOSTILE.values(), ids=HOSTILE)
def test_every_text_fits_its_place(statement: str, monkeypatch: pytest.MonkeyPatch) -> None:
    strict = drawing.PROGRAM.replace("sizes.last()", 'panic("it does not fit")')
    assert strict != drawing.PROGRAM
    monkeypatch.setattr(drawing, "PROGRAM", strict)
    texts = dict.fromkeys(("kind", "speaker", "source"), statement)

    assert lacking_letters(preview(statement).texts) == ()
    assert len(set(pictures(preview(statement), preview(statement, **texts)))) == 2


def test_what_does_not_fit_even_in_the_smallest_size_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawing, "PROGRAM", drawing.PROGRAM.replace("sizes.last()", 'panic("it does not fit")'))

    with pytest.raises(typst.TypstError, match="it does not fit"):
        pictures(preview("W" * 10_000))


def test_what_cannot_fit_stays_within_the_border() -> None:
    (png,) = pictures(preview("W" * 10_000))

    _assert_paper_behind_the_border(rows(png))


def rows(png: bytes) -> list[bytes]:
    """Return the pixels of a PNG line by line: red, green, blue and opacity."""
    pixels, line = Image.open(BytesIO(png)).convert("RGBA").tobytes(), WIDTH * 4
    return [pixels[start : start + line] for start in range(0, len(pixels), line)]


@pytest.mark.parametrize("name", ["400 capitals without a space", "400 characters"])
def test_all_letters_lie_within_the_border(name: str) -> None:
    texts = dict.fromkeys(("kind", "speaker", "source"), HOSTILE[name])
    (png,) = pictures(preview(HOSTILE[name], **texts))
    lines = rows(png)

    _assert_paper_behind_the_border(lines)
    paper = lines[0][:4]
    assert any(pixel != paper for row in lines[200:400] for pixel in (row[x * 4 : x * 4 + 4] for x in range(80, 1120)))


def _assert_paper_behind_the_border(lines: list[bytes]) -> None:
    paper = lines[0][:4]
    between = range(40, 60)  # pixels from the edge of the picture: behind the border, and before any letter
    assert len(lines) == HEIGHT
    for row in lines[60:-60]:
        assert {row[x * 4 : x * 4 + 4] for x in between} == {paper}
        assert {row[-x * 4 - 4 : -x * 4] for x in between} == {paper}
    for number in range(38, 50):
        assert {lines[number][240:-240], lines[-number - 1][240:-240]} == {paper * (WIDTH - 120)}


def test_what_a_map_says_is_text_to_what_makes_pictures() -> None:
    shown, other = pictures(preview(r"#panic() \ $x$ @k *b*"), preview(r"\#panic() \\ \$x\$ \@k \*b\*"))

    assert shown != other


def test_each_kind_has_a_look_of_its_own() -> None:
    made = pictures(*(preview("It is so.", role, kind="") for role in ROLES), preview("It is not.", kind=""))
    assert len(set(made)) == len(made)


def test_a_long_line_is_shortened_and_says_so() -> None:
    kind, statement, speaker, source = preview("A " * 200, kind="中" * 100, speaker="b" * 1000, source="c " * 99).texts

    assert kind == f"{'中' * 29}…"
    assert statement == " ".join("A" * 200)
    assert speaker == f"{'b' * 169}…"
    assert source.endswith("c…")


def test_an_unchanged_picture_costs_nothing_and_a_changed_one_is_the_only_one_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    compiled = typst.compile

    def counted(files: dict[str, bytes], **options: object) -> object:
        texts = [one for one in json.loads(files["previews.json"])["previews"] if one["texts"]]
        made.extend([len(texts)] * bool(texts))  # the frame is set once in a process
        return compiled(files, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(typst, "compile", counted)
    before = {f"{number}.png": preview(f"Number {number}.") for number in range(40)}

    first = dict(preview_pictures(before, Cache(tmp_path)))
    assert sum(made) == 40
    assert len(made) == 2
    assert dict(preview_pictures(before, Cache(tmp_path))) == first
    assert sum(made) == 40
    changed = dict(preview_pictures({**before, "7.png": preview("Seven.")}, Cache(tmp_path)))

    assert made[2:] == [1]
    assert [path for path in first if changed[path] != first[path]] == ["7.png"]


def test_a_picture_depends_on_nothing_that_is_made_with_it() -> None:
    alone = pictures(preview("中"))[0]

    assert pictures(preview("한국 のカ"), preview("中"), preview("a" * 300))[1] == alone


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=400), st.text(max_size=300))
def test_any_text_gives_a_picture(statement: str, other: str) -> None:
    (png,) = pictures(preview(statement, speaker=other, source=other))

    assert size(png) == (WIDTH, HEIGHT)


MAP = {
    "m/map.yml": "title: A <b>map</b> of the weather\nlicense: CC-BY-4.0\n",
    "m/about.md": "# About\n",
    "m/nodes/top.md": '---\nkind: thesis\ntitle: The top\nstatement: It <script>is</script> "so".\n---\n',
    "m/nodes/second.md": node("It is more.", title="Second", kind="thesis", supports=""),
    "m/nodes/near.md": node("It is near.", title="Near"),
    "m/nodes/below.md": node("It is below.", title="Below", supports="[near]"),
    "m/nodes/ask.md": node("Is it?", title="Ask", kind="question", supports="", answers=""),
    "m/nodes/reply.md": node("It may be.", title="Reply", kind="claim", supports="", answers="[ask]"),
    "m/nodes/gone.md": node("It was.", title="Gone", status="withdrawn", reason="It was wrong.", supports=""),
    "m/nodes/old.md": node("It is old.", title="Old", supports="[second]", aliases="[once]"),
}


def site(
    files: dict[str, str] = MAP, address: str = ADDRESS, link_previews: LinkPreviews = LinkPreviews.THESES
) -> Site:
    made = build_site(files, (), BuildOptions(UNDRAWN, site_address=address, link_previews=link_previews))
    assert made.files, made.findings
    return made


def tags(made: Site, page: str) -> dict[str, str]:
    """Return what a page tells those who show links to it."""
    if page.endswith(".html"):
        return {name: content for name, (content,) in head_of(made.tree[page]).items()}
    text = made.tree[page if page.endswith(".md") else f"{page}index.md"]
    found = re.findall(r'\{"name": "((?:og|twitter):[^"]*)", "content": "((?:[^"\\]|\\.)*)"\}', text)
    assert len(dict(found)) == len(found), "each is said once"
    return {name: content.replace('\\"', '"') for name, content in found}


def head_of(page: str) -> dict[str, list[str]]:
    """Return the same of a page as HTML, with all that is said of each."""
    found: dict[str, list[str]] = {}
    tag = r'<meta (?:name|property)="((?:og|twitter):[^"]*)" content="([^"]*)">'
    for name, content in re.findall(tag, page):
        found.setdefault(name, []).append(unescape(content))
    return found


def test_by_default_maps_and_theses_have_pictures_of_their_own() -> None:
    assert set(site().previews) == {"m/preview.png", "m/top/preview.png", "m/second/preview.png"}


def test_with_all_every_node_that_stands_has_one() -> None:
    standing = {"top", "second", "near", "below", "ask", "reply", "old"}

    assert set(site(link_previews=LinkPreviews.ALL).previews) == {
        "m/preview.png",
        *(f"m/{node_id}/preview.png" for node_id in standing),
    }


@pytest.mark.parametrize(("address", "link_previews"), [("", LinkPreviews.ALL), (ADDRESS, LinkPreviews.NONE)])
def test_without_an_address_or_when_none_are_wanted_there_is_no_picture_but_words(
    address: str, link_previews: LinkPreviews
) -> None:
    made = site(address=address, link_previews=link_previews)

    assert made.previews == {}
    for page in ("m/", "m/near/", "m/gone/", "m/outline/"):
        assert tags(made, page)["twitter:card"] == "summary"
        assert tags(made, page)["og:description"]
        assert "og:image" not in tags(made, page)


@pytest.mark.parametrize(
    ("page", "picture"),
    [
        ("m/", "m/preview.png"),
        ("m/top/", "m/top/preview.png"),
        ("m/near/", "m/top/preview.png"),
        ("m/below/", "m/top/preview.png"),
        ("m/old/", "m/second/preview.png"),
        ("m/ask/", "m/preview.png"),
        ("m/reply/", "m/preview.png"),
        ("m/gone/", "m/preview.png"),
        ("m/outline/", "m/preview.png"),
        ("m/cite/", "m/preview.png"),
        ("m/about.md", "m/preview.png"),
        ("m/once/index.html", "m/second/preview.png"),
    ],
)
def test_a_page_shows_its_own_picture_else_that_of_its_thesis_else_that_of_the_map(page: str, picture: str) -> None:
    made = site()
    found = tags(made, page)

    assert found["og:image"] == f"{ADDRESS}{picture}"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:type"] == "image/png"
    assert found["og:image:alt"] == made.previews[picture].words
    assert found["twitter:card"] == "summary_large_image"


def test_with_all_each_node_s_page_shows_its_own() -> None:
    made = site(link_previews=LinkPreviews.ALL)

    for page in ("m/near/", "m/below/", "m/ask/", "m/reply/", "m/old/"):
        assert tags(made, page)["og:image"] == f"{ADDRESS}{page}preview.png"


def test_every_page_of_a_map_says_what_is_to_be_found_there_and_where() -> None:
    made = site()
    pages = [path.removesuffix("index.md") for path in made.pages if path != "m/about.md"]

    assert {"m/", "m/top/", "m/gone/", "m/outline/", "m/editions/", "m/exposed/"} <= set(pages)
    for page in pages:
        found = tags(made, page)
        assert found["og:url"] == f"{ADDRESS}{page}"
        assert {"og:type", "og:title", "og:description", "twitter:card"} <= set(found)
    descriptions = [tags(made, page)["og:description"] for page in pages]
    assert len(set(descriptions)) == len(descriptions)


def test_a_view_that_is_only_reported_is_shown_as_such() -> None:
    far = node("It is far.", title="Far", kind="counterclaim", voice="reported", stance="rejects", source="[{at: n1}]")
    files = {
        "m/map.yml": f"{MAP['m/map.yml']}work: doe-2013\nnotes: 1\n",
        "m/references.json": '[{"id": "doe-2013", "type": "book", "title": "A book", "author": [{"family": "Doe"}]}]',
        "m/nodes/top.md": node("It is so.", kind="thesis", voice="author", supports="", source="[{at: n1}]"),
        "m/nodes/near.md": far.replace("supports:", "attacks:"),
    }
    made = site(files, link_previews=LinkPreviews.ALL)

    assert made.previews["m/near/preview.png"] == Preview(
        "counterclaim",
        "Counterclaim",
        "It is far.",
        "Attributed to others, as Doe reports; Doe rejects it",
        "A <b>map</b> of the weather, draft",
    )
    assert tags(made, "m/near/")["og:description"] == (
        "Counterclaim: It is far. – Attributed to others, as Doe reports; Doe rejects it"
    )


def test_a_map_says_what_it_is_of_how_much_it_holds_and_who_made_it() -> None:
    assert site().previews["m/preview.png"] == Preview(
        "",
        "Argument map",
        "A <b>map</b> of the weather",
        "2 theses, 4 claims, 1 question",
        "A <b>map</b> of the weather contributors, draft",
    )


def test_a_text_with_letters_that_no_font_has_is_not_pictured_and_its_page_shows_what_stands_above() -> None:
    made = site({**MAP, "m/nodes/second.md": node("ꦗབ", title="Second", kind="thesis", supports="")})

    assert set(made.previews) == {"m/preview.png", "m/top/preview.png"}
    assert tags(made, "m/second/")["og:image"] == tags(made, "m/old/")["og:image"] == f"{ADDRESS}m/preview.png"


def test_what_is_pictured_is_kept_with_the_site(tmp_path: Path) -> None:
    options = BuildOptions(UNDRAWN, Cache(tmp_path), site_address=ADDRESS)
    first = build_site(MAP, (), options)

    assert build_site(MAP, (), options) == first
    assert first.previews
    changed = BuildOptions(UNDRAWN, Cache(tmp_path), site_address=ADDRESS, link_previews=LinkPreviews.NONE)
    assert build_site(MAP, (), changed).previews == {}


Put = Callable[[dict[str, str]], Path]


@pytest.mark.parametrize(("words", "number"), [([], 3), (["--previews", "all"], 8), (["--previews", "none"], 0)])
def test_argmap_build_writes_the_pictures_where_the_pages_say(
    put: Put, tmp_path: Path, words: list[str], number: int
) -> None:
    docs, out = put(MAP), tmp_path / "out"
    options = ["build", "--quiet", "--docs", str(docs), "--out", str(out), "--cache", str(tmp_path / "c")]

    assert main([*options, "--site-url", ADDRESS, *words]) == 0

    written = {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("preview.png")}
    assert len(written) == number
    assert {size(png) for png in written.values()} <= {(1200, 630)}
    named = set(re.findall(rf'"{ADDRESS}([^"]*preview.png)"', "".join(page.read_text() for page in out.rglob("*.md"))))
    assert named == set(written)


@pytest.mark.parametrize("package", ["typst", "pypdfium2", "pillow"])
def test_without_what_makes_pictures_there_are_words_and_that_is_told(
    package: str, put: Put, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PIL" if package == "pillow" else package, None)
    docs, out = put(MAP), tmp_path / "out"
    options = ["build", "--quiet", "--docs", str(docs), "--out", str(out), "--cache", str(tmp_path / "c")]

    assert main([*options, "--site-url", ADDRESS, "--previews", "all"]) == 0

    told = capsys.readouterr().err
    assert "AM085" in told
    assert f"install the package {package}\n" in told
    assert [*out.rglob("*.png"), *out.rglob("*.pdf")] == []
    front = (out / "m/index.md").read_text(encoding="utf-8")
    assert re.findall(r"overview\.(\w+)(?:&quot;|\")? download", unescape(front)) == ["svg", "dot"]
    assert "og:description" in front
    assert "og:image" not in front


def test_argmap_build_names_the_choices_for_another_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--out", "x", "--previews", "some"]) == 2
    assert "argument --previews: invalid choice: 'some' (choose from" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "own"), [("", False), (": {previews: all}", True)])
def test_the_plugin_puts_pictures_and_words_into_the_site(put: Put, tmp_path: Path, option: str, own: bool) -> None:  # noqa: FBT001
    docs = put({**MAP, "index.md": "# Home\n"})

    made = built(project(tmp_path, docs, plugins=f"[search, {{argmap{option or ': {}'}}}]"))

    page = head_of((made / "m/near/index.html").read_text(encoding="utf-8"))
    picture = "m/near/preview.png" if own else "m/top/preview.png"
    assert page["og:image"] == [f"https://example.org/{picture}"]
    assert size((made / picture).read_bytes()) == (1200, 630)
    assert (made / "m/near/preview.png").is_file() is own
    assert page["twitter:card"] == ["summary_large_image"]
    assert page["og:description"] == ["Claim: It is near."]
    top = head_of((made / "m/top/index.html").read_text(encoding="utf-8"))
    assert top["og:image:alt"] == ['Thesis: It <script>is</script> "so". – A <b>map</b> of the weather, draft']
    assert "<script>is" not in (made / "m/top/index.html").read_text(encoding="utf-8")
    assert "og:image" not in head_of((made / "index.html").read_text(encoding="utf-8"))


def test_the_plugin_names_the_choices_for_another_word(
    put: Put, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    config = project(tmp_path, put(MAP), plugins="[{argmap: {previews: some}}]")

    with pytest.raises(Abort):
        load_config(str(config))

    assert "Plugin 'argmap' option 'previews': Expected one of: ['theses', 'all', 'none'] but received: 'some'" in (
        caplog.text
    )


def test_the_docs_name_every_choice() -> None:
    docs = (Path(__file__).parent.parent / "manual" / "editions.md").read_text(encoding="utf-8")

    assert "`previews: all`" in docs
    assert all(f"{choice}`" in docs for choice in LinkPreviews if choice is not LinkPreviews.THESES)


def edition(link_previews: LinkPreviews = LinkPreviews.THESES, address: str = ADDRESS) -> Site:
    texts = load(GOLDEN).texts
    made = build_site(texts, (), BuildOptions(UNDRAWN, site_address=address, link_previews=link_previews))
    assert made.files, made.findings
    return made


@pytest.mark.parametrize("link_previews", [LinkPreviews.THESES, LinkPreviews.ALL])
def test_all_pages_of_an_edition_show_a_picture_with_its_name(link_previews: LinkPreviews) -> None:
    made = edition(link_previews)
    pages = [path for path in made.files if path.startswith("m/2026.1/") and path.endswith(".html")]

    assert {"m/2026.1/index.html", "m/2026.1/it-will-rain/index.html", "m/2026.1/archive/index.html"} <= set(pages)
    assert made.previews["m/2026.1/preview.png"].source.endswith(", edition 2026.1")
    for page in pages:
        found = {name: content for name, (content,) in head_of(made.files[page]).items()}
        assert found["og:image"] == f"{ADDRESS}m/2026.1/preview.png"
        assert found["og:image:alt"] == made.previews["m/2026.1/preview.png"].words
        assert found["twitter:card"] == "summary_large_image"
        assert found["og:title"]
        assert found["og:description"]
    assert [path for path in made.previews if path.startswith("m/2026.1/")] == ["m/2026.1/preview.png"]


@pytest.mark.parametrize(("link_previews", "address"), [(LinkPreviews.NONE, ADDRESS), (LinkPreviews.ALL, "")])
def test_an_edition_without_pictures_has_words(link_previews: LinkPreviews, address: str) -> None:
    made = edition(link_previews, address)

    found = head_of(made.files["m/2026.1/it-will-rain/index.html"])
    assert made.previews == {}
    assert found["twitter:card"] == ["summary"]
    assert "og:image" not in found


def test_the_picture_of_an_edition_is_kept_with_its_pages(tmp_path: Path) -> None:
    options = BuildOptions(UNDRAWN, Cache(tmp_path), site_address=ADDRESS)
    texts = load(GOLDEN).texts
    first = build_site(texts, (), options)
    more = {**texts, "index.md": "# Another\n"}

    again = build_site(more, (), options)

    assert again.previews == first.previews
    assert again.files["m/2026.1/index.html"] == first.files["m/2026.1/index.html"]
