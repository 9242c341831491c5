"""Small sites of others, as people have them: what lies in their folders, and how they are built."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build
from mkdocs.config import load_config

A_MAP = {
    "m/map.yml": "title: Should the bridge be closed?\n",
    "m/glossary.yml": "terms:\n  - {term: HGV, kind: word, stands-for: heavy goods vehicle}\n",
    "m/about.md": "# About the map\n\nMade of what was said.\n",
    "m/nodes/close-it.md": "---\nkind: thesis\ntitle: Close the bridge\nstatement: The bridge should be closed.\n---\n",
    "m/nodes/it-cracks.md": "---\nkind: claim\ntitle: It cracks\nstatement: The piers crack.\ntags: [engineering]\n"
    "supports: [close-it]\n---\n\nThe cracks grow.\n",
}
STUBS = {
    "m/index.md": "# Should the bridge be closed?\n",
    "m/about.md": A_MAP["m/about.md"],
    "m/it-cracks/index.md": "# It cracks\n",
}
"""What a site without argmap has at the addresses of the map to which its other pages lead."""

LEADS_THERE = (
    "# Home\n\nSee [the map](m/index.md) and [a claim](m/it-cracks/index.md). An HGV is heavy.\n\n## More\n\nMore.\n"
)


@dataclass(frozen=True)
class Host:
    """A site: its plugins but argmap, what else its mkdocs.yml says, its theme's settings and its files."""

    plugins: tuple[str, ...] = ("search",)
    more: str = ""
    theme: str = ""
    files: dict[str, str] = field(default_factory=dict)
    """Below the docs folder, or beside it where the path begins with `../`."""


HOSTS = {
    "awesome-nav": Host(
        plugins=("search", "awesome-nav"),
        theme=", features: [navigation.tabs, navigation.footer]",
        files={
            ".nav.yml": "nav:\n  - index.md\n  - Guides: guides\n  - Map: m/index.md\n",
            "guides/.nav.yml": "sort: {direction: desc}\n",
            "guides/one.md": "# One\n\nTo [the map](../m/index.md).\n",
            "guides/two.md": "# Two\n\nA page.\n",
        },
    ),
    "i18n": Host(
        plugins=(
            "search",
            "i18n: {languages: [{locale: en, default: true, name: English}, {locale: de, name: Deutsch, build: true}]}",
        ),
        files={
            "index.de.md": "# Anfang\n\nSiehe [die Karte](m/index.md).\n",
            "page.md": "# Page\n",
            "page.de.md": "# Seite\n",
        },
    ),
    "blog and minify": Host(
        plugins=("blog", "search", "minify: {minify_html: true, minify_js: true, js_files: [own.js]}"),
        more="extra_javascript: [own.js]\nmarkdown_extensions: [admonition, attr_list, toc: {permalink: true}]\n",
        files={
            "own.js": "// mine\nconsole.log( 1 );\n",
            "blog/index.md": "# Blog\n",
            "blog/posts/first.md": "---\ndate: 2026-01-02\ncategories: [News]\n---\n"
            "# First\n\nIn short.\n\n<!-- more -->\n\nAt length.\n",
        },
    ),
    "macros, include-markdown and a main.html": Host(
        plugins=("search", "macros", "include-markdown"),
        theme=", custom_dir: overrides",
        more="extra: {product: bridges}\nextra_css: [own.css]\n",
        files={
            "../overrides/main.html": '{% extends "base.html" %}\n'
            '{% block extrahead %}<meta name="mine" content="1">{% endblock %}\n',
            "../README.md": "A text from beside the docs.\n",
            "own.css": "p { margin: 0 }\n",
            "page.md": "# Page\n\nOf {{ product }}.\n\n{% include-markdown '../README.md' %}\n",
        },
    ),
    "a large one": Host(
        plugins=("search", "tags"),
        theme=", features: [navigation.tabs, navigation.sections, navigation.indexes, navigation.prune, toc.follow]",
        more="repo_url: https://github.com/someone/bridges\nedit_uri: edit/main/docs/\ncopyright: Us\nnav:\n"
        "  - index.md\n"
        "  - The map: m/index.md\n"
        + "".join(
            f"  - Part {part}:\n" + "".join(f"      - part{part}/page{page}.md\n" for page in range(8))
            for part in range(4)
        ),
        files={
            f"part{part}/page{page}.md": f"---\ntags: [t{page}]\n---\n# Page {page} of part {part}\n\n"
            f"To [the map](../m/index.md) and [the next](page{(page + 1) % 8}.md).\n\n"
            "## A heading\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
            for part in range(4)
            for page in range(8)
        },
    ),
}


def written(folder: Path, host: Host, files: dict[str, str], plugins: tuple[str, ...]) -> Path:
    """Write a site with these files more and these plugins, and return its mkdocs.yml."""
    for path, text in {"index.md": LEADS_THERE, **files, **host.files}.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    config = folder / "mkdocs.yml"
    listed = "".join(f"  - {plugin}\n" for plugin in plugins)
    head = "site_name: Bridges\nsite_url: https://bridges.example.org/\nnot_in_nav: |\n  /m/*/\n  /m/about.md\n"
    theme = f"theme: {{name: material, font: false{host.theme}}}\n"
    config.write_text(f"{head}{theme}{host.more}plugins:\n{listed}", encoding="utf-8")
    return config


def made(config: Path, command: Literal["build", "serve"] = "build", **settings: Any) -> Path:  # noqa: ANN401 - settings of MkDocs
    """Build a site with MkDocs, and return its folder."""
    loaded = load_config(str(config), **settings)
    loaded.plugins.on_startup(command=command, dirty=False)
    try:
        build(loaded)
    finally:
        loaded.plugins.on_shutdown()
    return Path(loaded.site_dir)


def pages_of_others(site: Path) -> dict[str, str]:
    """Return every file of a site that is no map's, as text, by its path, without what lists all pages.

    Of a site in several languages they are those of its first; its page for a wrong address is in the language that is
    built last, and the plugin for languages gives it links to the other languages of whichever page came last.
    """
    lists: tuple[str, ...] = ("m/", "de/", "argmap/", "search/", "sitemap.xml", "tags.json", "llms.txt")
    files = {file.relative_to(site).as_posix(): file for file in site.rglob("*") if file.is_file()}
    if (site / "de").is_dir():
        lists = (*lists, "404.html")
    return {path: file.read_bytes().decode("latin-1") for path, file in files.items() if not path.startswith(lists)}
