"""After an edit of nodes a preview builds only what changed, and the site is what a build of the whole would make."""

import json
import re
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from material.plugins.tags.config import TagsConfig  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from conftest import TOP, node
from hostsites import Host, written

PLUGINS: Any = dict(MkDocsConfig._schema)["plugins"]  # noqa: SLF001 - it keeps the plugins from one build to the next
INSTALLED = {one.name for one in entry_points(group="mkdocs.plugins")}
"""The plugins that are there: with the lowest versions, none of those of others' sites."""

IS_TOLD_OF_LISTS = hasattr(TagsConfig, "listings_directive")
"""Whether Material's plugin for tags says where they are listed, as from 9.6 on; else every page may list them."""

ADDRESS = "http://127.0.0.1:8000/"
MAP = {
    **TOP,
    "m/about.md": "# About\n\nMade of what was said.\n",
    "m/references.json": json.dumps([{"id": "w", "type": "book", "title": "A work"}]),
    "m/nodes/a.md": node(title="First", supports="[top]", cites="[w]"),
    "m/nodes/b.md": node(title="Second", attacks="[a]") + "\nIt says.\n",
    "m/nodes/c.md": node(title="Third", supports="[b]"),
    "m/nodes/d.md": node(title="Fourth", supports="[b]"),
    "index.md": "# Home\n\nSee [the map](m/index.md), [a claim](m/b/index.md) and [why](m/a/index.md#cite).\n",
    "page.md": "# Page\n\nSee [another](m/a/index.md), [a picture](picture.png) and [data](m/map.json).\n",
    "picture.png": "no picture\n",
}

SITE = Host()


class Loop:
    """A preview of a small site, as `mkdocs serve` makes it, and the pages that it built last."""

    def __init__(self, config: Path, log: pytest.LogCaptureFixture, **settings: Any) -> None:  # noqa: ANN401 - settings of MkDocs
        self.folder = config.parent
        self._config = config
        self._log = log
        self._settings = settings
        log.set_level("DEBUG", logger="mkdocs.commands.build")
        self._load().plugins.on_startup(command="serve", dirty=False)

    def _load(self, **settings: Any) -> MkDocsConfig:  # noqa: ANN401 - settings of MkDocs
        config = load_config(str(self._config), **{**self._settings, **settings})
        config.site_url = ADDRESS
        return config

    def build(self) -> set[str]:
        """Build the site after a change, and return the paths of the pages that MkDocs built."""
        self._log.clear()
        build(self._load(), serve_url=ADDRESS)
        return self.built

    @property
    def said(self) -> str:
        """What MkDocs said while it built."""
        return self._log.text

    @property
    def built(self) -> set[str]:
        return set(re.findall("Building page (.*)", self._log.text))

    def served(self) -> LiveReloadServer:
        """Return what answers for the site from now on, without listening."""
        server = LiveReloadServer(lambda: None, "127.0.0.1", 8000, str(self.folder / "site"))
        config = self._load()
        told = config.plugins.on_serve(server, config=config, builder=lambda: None)
        assert isinstance(told, LiveReloadServer)
        return told

    def whole(self) -> dict[str, bytes]:
        """Build the whole site at once in another folder, and return its files."""
        plugins = PLUGINS.plugin_cache
        PLUGINS.plugin_cache = {}  # or it would be built by the same plugins, which know what they built before
        try:
            config = self._load(site_dir=str(self.folder / "whole"))
            config.plugins.on_startup(command="serve", dirty=False)
            build(config, serve_url=ADDRESS)
        finally:
            PLUGINS.plugin_cache = plugins
        return files(self.folder / "whole")

    def put(self, path: str, text: str) -> None:
        """Write a file of the docs folder."""
        (self.folder / "docs" / path).write_text(text, encoding="utf-8")

    def text(self, path: str) -> str:
        """Read a file of the docs folder."""
        return (self.folder / "docs" / path).read_text(encoding="utf-8")

    def append(self, path: str, text: str = "\nMore of it.\n") -> None:
        """Add to a file of the docs folder."""
        self.put(path, self.text(path) + text)


def answer(server: LiveReloadServer, path: str) -> bytes:
    """Return what the server of a preview answers for an address."""
    app = server.get_app()
    assert app is not None
    return b"".join(app({"PATH_INFO": path, "REQUEST_METHOD": "GET"}, lambda *_: _))


def files(site: Path) -> dict[str, bytes]:
    """Return the files of a site; when a file was zipped stands in it."""
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and file.suffix != ".gz"
    }


@pytest.fixture
def loop(tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Loop]:
    """Return what begins a preview, with one build."""
    monkeypatch.setattr(PLUGINS, "plugin_cache", {})  # or whoever builds after this would have the preview's plugin

    def begin(
        host: Host = SITE,
        plugins: tuple[str, ...] = ("search", "argmap"),
        **settings: Any,  # noqa: ANN401 - settings of MkDocs
    ) -> Loop:
        begun = Loop(written(tmp_path, host, MAP, plugins), caplog, **settings)
        begun.build()
        return begun

    return begin


def test_an_edit_of_prose_builds_the_page_of_its_node_and_no_other(loop: Callable[..., Loop]) -> None:
    preview = loop(strict=True)

    preview.append("m/nodes/c.md")

    assert preview.build() == {"m/c/index.md"}
    assert b"More of it." in files(preview.folder / "site")["m/c/index.html"]


def test_an_edit_of_a_title_builds_the_pages_that_show_it(loop: Callable[..., Loop]) -> None:
    preview = loop(strict=True)

    preview.put("m/nodes/c.md", node(title="Renamed", supports="[b]"))

    built = preview.build()
    assert {"m/c/index.md", "m/b/index.md", "m/outline/index.md"} <= built
    assert built.isdisjoint({"page.md", "m/about.md", "m/references/index.md"})


EDITS: dict[str, Callable[[Loop], object]] = {
    "prose": lambda preview: preview.append("m/nodes/b.md"),
    "title": lambda preview: preview.put(
        "m/nodes/d.md", node(title="Another", supports="[b]", tags="[one]", aliases="[old]")
    ),
    "new": lambda preview: preview.put("m/nodes/e.md", node(title="Fifth", attacks="[d]")),
    "prose again": lambda preview: preview.append("m/nodes/e.md"),
    "relation": lambda preview: preview.put(
        "m/nodes/c.md", node(title="Third", supports="", attacks="[top]", cites="[w]")
    ),
    "renamed": lambda preview: (preview.folder / "docs/m/nodes/e.md").rename(preview.folder / "docs/m/nodes/f.md"),
    "deleted": lambda preview: (preview.folder / "docs/m/nodes/f.md").unlink(),
    "a name less": lambda preview: preview.put("m/nodes/d.md", node(title="Another", supports="[b]")),
    "statement": lambda preview: preview.put(
        "m/nodes/top.md", node(kind="thesis", supports="", statement="It is not so.")
    ),
}


@pytest.mark.parametrize(
    ("host", "plugins"),
    [
        (
            Host(theme=", features: [navigation.tabs, navigation.footer], language: de"),
            ("search", "tags", "argmap: {policy: true, missing: true}"),
        ),
        (Host(more="use_directory_urls: false\n"), ("argmap", "search")),
    ],
    ids=["tags", "no directories"],
)
def test_after_each_of_many_edits_the_site_is_what_a_build_of_the_whole_makes(
    host: Host, plugins: tuple[str, ...], loop: Callable[..., Loop], tmp_path: Path
) -> None:
    preview = loop(host, plugins)
    built = []

    for edit in EDITS.values():
        edit(preview)
        built.append(len(preview.build()))
        assert "have errors" not in preview.said
        now, whole = files(tmp_path / "site"), preview.whole()
        assert {path for path in {*now, *whole} if now.get(path) != whole.get(path)} == set()

    if "tags" not in plugins or IS_TOLD_OF_LISTS:
        assert built[0] == 1
        assert max(built) > built[0]


EVERYTHING: dict[str, tuple[Host, tuple[str, ...]]] = {
    "a plugin that is not known": (Host(), ("search", "awesome-nav", "argmap")),
    "a list of tags": (Host(files={"tags.md": "# Tags\n\n<!-- material/tags -->\n"}), ("tags", "argmap")),
    "a hook": (
        Host(more="hooks: [own.py]\n", files={"../own.py": "def on_nav(nav, **_):\n    return nav\n"}),
        ("argmap",),
    ),
    "a template that shows all pages": (
        Host(
            theme=", custom_dir: own",
            files={"../own/main.html": '{% extends "base.html" %}{% block footer %}{{ pages|length }}{% endblock %}'},
        ),
        ("argmap",),
    ),
    "a theme that is not known": (
        Host(theme=", name: null, custom_dir: own", files={"../own/main.html": "<head></head>{{ page.content }}"}),
        ("argmap",),
    ),
}


@pytest.mark.parametrize(("host", "plugins"), EVERYTHING.values(), ids=EVERYTHING)
def test_where_something_may_want_to_see_all_pages_everything_is_built(
    host: Host, plugins: tuple[str, ...], loop: Callable[..., Loop]
) -> None:
    if "awesome-nav" in plugins and "awesome-nav" not in INSTALLED:
        pytest.skip("awesome-nav is not there")
    preview = loop(host, plugins)

    preview.append("m/nodes/c.md")

    assert {"m/c/index.md", "m/a/index.md", "page.md"} <= preview.build()


@pytest.mark.parametrize("more", ["awesome-nav", "macros"])
def test_what_is_said_to_be_unconcerned_is_taken_at_its_word(more: str, loop: Callable[..., Loop]) -> None:
    if more not in INSTALLED:
        pytest.skip(f"{more} is not there")
    hook = Host(more="hooks: [own.py]\n", files={"../own.py": "def on_nav(nav, **_):\n    return nav\n"})
    preview = loop(hook, (more, f"argmap: {{unconcerned: [{more}, own.py]}}"))

    preview.append("m/nodes/c.md")

    assert preview.build() == {"m/c/index.md"}


OTHER: dict[str, Callable[[Loop], object]] = {
    "nothing that argmap knows": lambda _: None,
    "another page": lambda preview: preview.append("page.md"),
    "a picture": lambda preview: preview.append("picture.png", "another"),
    "the map": lambda preview: preview.put("m/map.yml", "title: Another map\n"),
    "its works": lambda preview: preview.put(
        "m/references.json", preview.text("m/references.json").replace("A w", "W")
    ),
    "a template": lambda preview: preview.append("../own/main.html", "{# more #}"),
    "what is watched": lambda preview: preview.append("../watched.txt"),
    "the pages": lambda preview: preview.put("new.md", "# New\n"),
    "the configuration": lambda preview: preview.put("../mkdocs.yml", preview.text("../mkdocs.yml") + "copyright: X\n"),
}


def test_when_anything_but_nodes_changes_everything_is_built(loop: Callable[..., Loop]) -> None:
    own = {"../own/main.html": '{% extends "base.html" %}', "../watched.txt": "."}
    preview = loop(Host(theme=", custom_dir: own", more="watch: [watched.txt]\n", files=own))
    for name, change in OTHER.items():
        preview.append("m/nodes/c.md")
        assert preview.build() == {"m/c/index.md"}, name

        change(preview)
        if change is not OTHER["nothing that argmap knows"]:
            preview.append("m/nodes/c.md")

        assert {"m/c/index.md", "m/a/index.md", "page.md"} <= preview.build(), name


def test_a_title_that_the_navigation_shows_is_shown_on_all_pages(loop: Callable[..., Loop]) -> None:
    preview = loop(Host(more="nav: [index.md, page.md, m/index.md, m/b/index.md]\n"))
    preview.append("m/nodes/b.md")
    assert "m/b/index.md" in preview.build()
    assert "page.md" not in preview.built

    preview.put("m/nodes/b.md", node(title="Other", attacks="[a]"))

    assert "page.md" in preview.build()
    assert b"Other" in files(preview.folder / "site")["page/index.html"]


def test_a_link_that_leads_nowhere_any_more_is_told_as_in_a_build(loop: Callable[..., Loop]) -> None:
    leads = Host(
        more="validation: {links: {anchors: warn}}\n",
        files={"index.md": "# Home\n\nSee [the map](m/index.md), [why](m/b/index.md#answers).\n"},
    )
    preview = loop(leads, strict=False)
    assert "#answers" in preview.said

    preview.append("m/nodes/b.md")
    preview.build()

    assert "#answers" in preview.said
    assert preview.built == {"index.md", "m/b/index.md"}


def test_after_a_build_that_failed_the_whole_site_is_built_and_what_was_there_stays(loop: Callable[..., Loop]) -> None:
    hook = "from pathlib import Path\n\ndef on_post_page(output, **_):\n"
    hook += "    if Path(__file__).with_name('fail').exists():\n"
    hook += "        raise OSError('no room')\n    return output\n"
    preview = loop(
        Host(more="hooks: [own.py]\n", files={"../own.py": hook}), ("search", "argmap: {unconcerned: [own.py]}")
    )
    before = files(preview.folder / "site")
    preview.put("../fail", "")
    preview.append("m/nodes/c.md")
    with pytest.raises(OSError, match="no room"):
        preview.build()
    assert files(preview.folder / "site") == before
    assert [*preview.folder.glob(".site*")] == []

    (preview.folder / "fail").unlink()

    assert {"m/c/index.md", "page.md"} <= preview.build()


def test_errors_are_shown_and_mended_as_ever(loop: Callable[..., Loop]) -> None:
    preview = loop(strict=True)
    sound = preview.text("m/nodes/c.md")

    preview.put("m/nodes/c.md", node(supports="[nowhere]"))
    preview.build()
    assert b"Errors in m/nodes/c.md" in files(preview.folder / "site")["m/c/index.html"]

    preview.put("m/nodes/c.md", sound)
    preview.build()
    assert files(preview.folder / "site") == preview.whole()
    preview.append("m/nodes/c.md")
    assert preview.build() == {"m/c/index.md"}


def test_a_page_with_references_to_other_pages_is_built_with_them(loop: Callable[..., Loop]) -> None:
    block = "# Home\n\n```argmap\nview: outline\nof: m/b\n```\n\n"
    files_ = {"index.md": f"{block}See [the page][page].\n"}
    preview = loop(Host(files=files_), ("search", "autorefs", "argmap"))

    preview.append("m/nodes/c.md")
    assert preview.build() == {"m/c/index.md"}
    preview.put("m/nodes/b.md", node(title="Other", attacks="[a]"))

    assert {"index.md", "page.md", "m/about.md"} <= preview.build()


def test_what_tells_of_the_whole_map_and_pictures_are_made_when_somebody_asks(loop: Callable[..., Loop]) -> None:
    preview = loop(SITE, ("search", "argmap: {previews: all}"))
    server = preview.served()
    before = files(preview.folder / "site")

    preview.put("m/nodes/c.md", node(title="Renamed", supports="[b]"))
    preview.build()

    whole = preview.whole()
    late = {path for path in whole if files(preview.folder / "site").get(path) != whole[path]}
    assert {"m/map.json", "m/map.jsonld", "m/cards.json", "m/overview.png", "m/diagram/whole.pdf"} <= late
    assert {path for path in whole if answer(server, f"/{path}") != whole[path]} == set()
    assert before["m/map.json"] != whole["m/map.json"]
    assert answer(server, "/nowhere") == b"404 Not Found"


def test_where_a_hook_builds_another_site_with_the_plugin_everything_is_built(loop: Callable[..., Loop]) -> None:
    hook = "from pathlib import Path\nfrom mkdocs.commands.build import build\nfrom mkdocs.config import load_config\n"
    hook += "def on_post_build(config):\n    if config.site_name != 'Other':\n"
    hook += "        other = load_config(str(Path(__file__).with_name('other.yml')))\n"
    hook += "        other.plugins.on_startup(command='serve', dirty=False)\n        build(other)\n"
    other = "site_name: Other\nsite_dir: other\ntheme: {name: material, font: false}\nplugins: [argmap]\n"
    preview = loop(Host(more="hooks: [own.py]\n", files={"../own.py": hook, "../other.yml": other}))

    preview.append("m/nodes/c.md")
    preview.build()
    whole = preview.whole()

    assert {path for path, content in whole.items() if files(preview.folder / "site").get(path) != content} == set()


def test_a_preview_that_builds_everything_every_time_answers_as_mkdocs_does(
    loop: Callable[..., Loop], tmp_path: Path
) -> None:
    begun = loop()
    config = load_config(str(begun.folder / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=True)
    server = LiveReloadServer(lambda: None, "127.0.0.1", 8000, str(tmp_path))
    before = server.get_app()

    assert config.plugins.on_serve(server, config=config, builder=lambda: None) is server
    assert server.get_app() == before
