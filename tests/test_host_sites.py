"""What argmap promises the site it is added to: pages that are no map's stay as they are, byte by byte."""

import posixpath
import re
from collections.abc import Callable
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, FileSystemLoader
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, PluginCollection
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from argmap.pages.templating import without_hidden
from argmap.site.hosting import led, way_between, with_head
from hostsites import A_MAP, HOSTS, STUBS, Host, made, pages_of_others, written

Pair = tuple[Path, Path]


@pytest.fixture(scope="module")
def pairs(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Pair]:
    """Build somebody's site, once, with argmap and with pages of its own at the map's addresses."""

    @cache
    def pair_of(name: str) -> Pair:
        host, folder = HOSTS[name], tmp_path_factory.mktemp("host")
        with_argmap = made(written(folder / "with", host, A_MAP, (*host.plugins, "argmap")))
        return with_argmap, made(written(folder / "without", host, STUBS, host.plugins))

    return pair_of


@pytest.fixture(params=HOSTS)
def pair(request: pytest.FixtureRequest, pairs: Callable[[str], Pair]) -> Pair:
    return pairs(request.param)


@pytest.fixture
def i18n(pairs: Callable[[str], Pair]) -> Pair:
    return pairs("i18n")


def test_pages_that_are_no_maps_are_the_same_byte_by_byte(pair: Pair) -> None:
    with_argmap, without = map(pages_of_others, pair)

    assert set(with_argmap) == set(without)
    assert [path for path, text in with_argmap.items() if text != without[path]] == []
    assert "index.html" in with_argmap


def test_a_site_in_several_languages_lists_each_page_of_a_map_once(i18n: Pair) -> None:
    site, _ = i18n

    listed = re.findall("<loc>https://bridges.example.org/([^<]*)</loc>", (site / "sitemap.xml").read_text("utf-8"))
    assert sorted(set(listed)) == sorted(listed)
    assert {"m/", "m/it-cracks/", "m/about/", "de/"} <= set(listed)
    assert [path for path in listed if not (site / path / "index.html").is_file()] == []


def test_pages_of_a_map_lead_to_other_languages_of_the_site(i18n: Pair) -> None:
    page = (i18n[0] / "m/it-cracks/index.html").read_text(encoding="utf-8")

    assert re.findall('<link rel="alternate" href="([^"]*)" hreflang="([^"]*)"', page) == [
        ("./", "en"),
        ("/de/", "de"),
    ]


def test_pages_of_another_language_lead_to_the_one_map_there_is(i18n: Pair) -> None:
    with_argmap, without = (
        {file.relative_to(site): file.read_text("utf-8") for file in sorted(site.glob("de/**/*.html"))} for site in i18n
    )
    stubs = {path for path in without if path.parts[1] == "m"}

    assert set(with_argmap) == set(without) - stubs
    assert len(with_argmap) > 1
    for path, page in with_argmap.items():
        to_site = "../" * (len(path.parts) - 1)
        assert (i18n[0] / path.parent / to_site / "m/index.html").is_file()
        assert page.replace(f'href="{to_site}m/', f'href="{to_site.removeprefix("../")}m/') == without[path]


def test_pages_of_the_map_have_their_head_style_sheet_and_script(pair: Pair) -> None:
    site, _ = pair
    pages = sorted(site.glob("m/**/index.html"))

    assert len(pages) > 5
    for file in pages:
        head = file.read_text(encoding="utf-8").partition("</head>")[0]
        to_site = "../" * (len(file.relative_to(site).parts) - 1)
        quoted = head.replace('"', "")
        assert f"<link rel=stylesheet href={to_site}argmap/argmap.css>" in quoted, file
        assert re.search(rf"<script src={to_site}argmap/argmap.js defer(=defer)?>", quoted), file
        assert "z:itemType" in quoted, file
    assert "It cracks" in (site / "m/it-cracks/index.html").read_text("utf-8").partition("<article")[2]


PLAIN = Host()
BLOCK = "# {title}\n\n```argmap\nview: {view}\nof: m\n```\n"


def links_of(page: Path) -> list[str]:
    """Return where the links of a page's article lead."""
    article = page.read_text(encoding="utf-8").partition("<article")[2].partition("</article>")[0]
    return [found for found in re.findall(r'(?:href|data-am-map)="([^"]*)"', article) if "://" not in found]


def test_blocks_lead_to_the_map_from_pages_in_every_language(tmp_path: Path) -> None:
    files = {
        **A_MAP,
        "index.md": BLOCK.format(title="Home", view="overview"),
        "index.de.md": BLOCK.format(title="Anfang", view="outline"),
        "page.md": BLOCK.format(title="Page", view="outline"),
        "other.md": "# Other\n",
        "other.de.md": BLOCK.format(title="Anderes", view="overview"),
    }
    host = Host(plugins=HOSTS["i18n"].plugins, files=files)

    site = made(written(tmp_path, host, {}, (*host.plugins, "argmap")), strict=True)

    for path in ("index.html", "de/index.html", "page/index.html", "de/page/index.html", "de/other/index.html"):
        links = [link for link in links_of(site / path) if "m/" in link]
        assert links, path
        for link in links:
            to = posixpath.normpath(posixpath.join(posixpath.dirname(path), link.partition("#")[0]))
            assert (site / to / "index.html").is_file(), (path, link)
    assert "argmap.css" not in (site / "other/index.html").read_text(encoding="utf-8")
    for path in ("index.html", "de/other/index.html"):
        assert '<svg class="am-drawing"' in (site / path).read_text(encoding="utf-8")


def test_a_page_leads_from_where_it_is_published() -> None:
    others = '<a href="https://e.org/">o</a> <a href="#z">z</a> <a href="/r/">r</a> <p>../m/x/</p>'
    markup = f'<a href="../m/x/?a=1&amp;b#y">x</a> {others}'

    assert way_between("page", "page/index.html") == ""
    assert led(markup, "") == markup
    assert way_between("page.de", "de/page/index.html") == "../../page.de/"
    assert led(markup, "../../page.de/") == markup.replace('"../m/x/?', '"../../m/x/?')


def test_a_head_ends_where_its_tag_or_the_body_says() -> None:
    assert with_head("<head><title>x</title></HEAD ><body>", "<i>") == "<head><title>x</title><i></HEAD ><body>"
    assert with_head("<title>x</title><body class=y>", "<i>") == "<title>x</title><i><body class=y>"
    assert with_head("<p>", "<i>") is None


def test_a_page_without_a_head_stops_the_build_and_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    theme = Host(theme=", custom_dir: own", files={"../own/main.html": "{{ page.content }}"})

    with pytest.raises(Abort):
        made(written(tmp_path, theme, A_MAP, ("argmap",)))

    assert "about.md: the page has no head for what belongs there; mend the template of the theme" in caplog.text


def test_a_template_of_the_head_that_cannot_be_filled_stops_the_build(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = Host(files={"../own/head.html": "{{ nothing }}"})

    with pytest.raises(Abort):
        made(written(tmp_path, own, A_MAP, ("argmap: {templates: own}",)))

    assert "the template head.html cannot be filled" in caplog.text


def test_a_site_can_have_style_sheet_and_script_on_all_pages_and_no_page_has_them_twice(tmp_path: Path) -> None:
    everywhere = Host(more="extra_css: [argmap/argmap.css]\nextra_javascript: [argmap/argmap.js]\n")

    site = made(written(tmp_path, everywhere, A_MAP, ("argmap",)))

    for path in ("index.html", "m/it-cracks/index.html"):
        page = (site / path).read_text(encoding="utf-8")
        assert [page.count(f"argmap/argmap.{kind}") for kind in ("css", "js")] == [1, 1], path


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", "about.md~", ".DS_Store", ".about.md.swp", "#about.md#"])
def test_what_systems_and_editors_leave_in_a_maps_folder_is_passed_over(name: str, tmp_path: Path) -> None:
    left = {f"m/{name}": "?", f"m/nodes/{name}": "?", f"{name}": "?"}

    site = made(written(tmp_path, PLAIN, {**A_MAP, **left}, ("argmap",)), strict=True)

    assert not (site / "m" / name).exists()
    assert not (site / "m/nodes" / name).exists()
    assert (site / name).exists() == (not name.startswith("."))  # a site's own folders are its own affair


def test_tags_of_nodes_stand_on_the_sites_page_of_tags(tmp_path: Path) -> None:
    tagged = Host(plugins=("tags",), files={"tags.md": "# Tags\n\n<!-- material/tags -->\n"})

    site = made(written(tmp_path, tagged, A_MAP, ("tags", "argmap")), strict=True)

    page = (site / "tags/index.html").read_text(encoding="utf-8")
    assert "engineering" in page
    assert 'href="../m/it-cracks/"' in page.partition("<article")[2]


def test_what_looks_like_a_macro_in_a_node_is_what_somebody_said(tmp_path: Path) -> None:
    said = A_MAP["m/nodes/it-cracks.md"].replace("title: It cracks", "title: It {{ cracks }}")
    macros = "macros: {on_undefined: strict, on_error_fail: true}"

    site = made(written(tmp_path, PLAIN, {**A_MAP, "m/nodes/it-cracks.md": said}, (macros, "argmap")), strict=True)

    heading = (site / "m/it-cracks/index.html").read_text(encoding="utf-8").partition("<h1")[2].partition("</h1>")[0]
    assert "It {{ cracks }}" in unescape(heading)


class Encrypting(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # MkDocs has no type for it
    """Takes the body of each page away when its template is about to be filled, as encryptcontent does."""

    def on_page_context(self, context: TemplateContext, /, *, page: Page, **_: object) -> TemplateContext:
        assert "data-am-place" not in (page.content or "")
        page.content = f"<p>{len(page.content or '')}</p>"
        return context


@pytest.mark.parametrize("is_first", [True, False])
def test_what_encrypts_pages_has_the_whole_of_them(
    is_first: bool,  # noqa: FBT001 - pytest fills it in by its name
    tmp_path: Path,
) -> None:
    config = load_config(str(written(tmp_path, PLAIN, {**A_MAP, "index.md": "# Home\n"}, ("search", "argmap"))))
    kept = dict(config.plugins)
    encrypting = Encrypting()
    order = {"encryptcontent": encrypting, **kept} if is_first else {**kept, "encryptcontent": encrypting}
    config.plugins = PluginCollection()
    for name, plugin in order.items():
        config.plugins[name] = plugin
    config.plugins.on_startup(command="build", dirty=False)

    build(config)

    page = (Path(config.site_dir) / "m/it-cracks/index.html").read_text(encoding="utf-8")
    assert "The piers crack" not in page.partition("<article")[2]
    assert "am-drawing" not in page


def test_where_the_theme_swaps_pages_in_place_those_of_maps_are_loaded_whole(tmp_path: Path) -> None:
    swapping = Host(theme=", features: [navigation.instant]")

    site = made(written(tmp_path, swapping, A_MAP, ("argmap",)))

    node, own = ((site / path).read_text(encoding="utf-8") for path in ("m/it-cracks/index.html", "index.html"))
    assert '<script src="../../argmap/instant.js"></script>' in node.partition("<article")[2].partition("</article>")[0]
    assert "instant.js" not in own
    assert (site / "argmap/instant.js").is_file()


def test_a_theme_lists_no_hidden_files_but_finds_them(tmp_path: Path) -> None:
    for path in ("own.html", "folder/own.css", ".icons/one.svg", "folder/.hidden"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(path, encoding="utf-8")

    theme = without_hidden(Environment(loader=FileSystemLoader(tmp_path), autoescape=True))

    assert theme.list_templates() == ["folder/own.css", "own.html"]
    assert theme.get_template(".icons/one.svg").render() == ".icons/one.svg"


def test_a_theme_that_finds_its_files_in_its_own_way_is_left_to_it() -> None:
    loader = DictLoader({".hidden": ""})

    assert without_hidden(Environment(loader=loader, autoescape=True)).loader is loader
