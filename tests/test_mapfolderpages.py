"""Pages that people write in a map's folder can hold what marks text, and nothing that runs, loads or commands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from argmap.check.pages import page_findings
from argmap.model.findings import Finding
from conftest import TOP
from test_hostile import alive

Put = Callable[[dict[str, str]], Path]

RENDERER = Markdown(extensions=["abbr", "attr_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc"])


def found(page: str, path: str = "m/about.md") -> list[Finding]:
    return list(page_findings({"m/map.yml": "", path: page}))


@pytest.mark.parametrize(
    "page",
    [
        "# A map\n\nWords, *words*, `<script>` and a < b, 3<4, <3, 1 <= 2.\n",
        '---\ntitle: A "so-called" map\nhide: [toc]\nsearch: {boost: 2}\ndescription: it\'s so\n---\n# A map\n',
        'title: A "so-called" map\nauthor: somebody\n    else\n\nWords.\n',
        "title: A map",
        '    an "indented" line\n',
        "<https://example.org/c@d> <mailto:me@example.org> <me@example.org> <br> <br/> <hr />\n",
        '[x](https://example.org/ "a title: this") [y](about.md#x) [z](../a%20b.md) [w](mailto:me@example.org)\n',
        "[x](//example.org/) [x][y] [z] see [z]: this\n\n[y]: https://example.org/ 'y: y'\n[z]: <https://example.org/>\n",
        '![x](a.png) ![x](a/b.png "https://x") ![x](../a.png){ width="300" .wide } ![][p]\n\n[p]: pictures/p.png\n',
        "So great![^1] ![1]\n\n[^1]: Note: this.\n",
        "[![x](a.png)](https://example.org/)\n",
        "## A heading { #its-id .a-class }\n\n| a | b |\n|---|---|\n| `<x>` | <b>c</b> |\n\nA heading `of code`\n---\n",
        '<div class="grid" markdown="1" title="x">\n\n<details open><summary>x</summary>y</details>\n\n</div>\n',
        '<table><tr><td colspan=2><a href="about.md" id="x1"><img src="a.png" alt=x></a></td></tr></table>\n',
        '<!-- more -->\n\n!!! note "x"\n\n    y\n\n=== "tab"\n\n    x\n',
        "```html\n<script>x</script>\n```\n",
        "~~~ { .html }\n<script>x</script>\n``\n~~\n~~~\n",
        "- a\n\n  ```\n  a < b\n  ```\n\n```\n<script>\n```\n",
        "<div>\n\n```\n<script>\n```\n</div>\n\n<pre>x</pre>\n\n```\n<pre>\n<!--\n```\n",
        "$\\frac{a}{b} = \\sum_{i=1}^n x$ and {a} = {b}\n",
        "```argmap\nview: outline\nof: m\n```\n",
    ],
)
def test_what_marks_text_can_stand_on_a_page_of_a_map(page: str) -> None:
    assert found(page) == []


ELSEWHERE = "does not lie on this site"
NO_ADDRESS = "is no address of a page"
NO_TAG = "is neither text nor a whole tag of HTML"
NO_LIST = "has no place in a list of attributes"
IN_TITLE = "would be HTML in the page's title"
IN_HEAD = "goes into the page's head as it is"
COMMAND = "could be taken for an instruction"
HARMS = [
    ("<script>x</script>\n", 1, 1, "<script> has no place"),
    ("a\n</SCRIPT >\n", 2, 1, "<SCRIPT> has no place"),
    ("<style>x</style>", 1, 1, "<style> has no place"),
    ("a <iframe src=x>", 1, 3, "<iframe> has no place"),
    ("<object data=x>", 1, 1, "<object> has no place"),
    ("<embed src=x>", 1, 1, "<embed> has no place"),
    ("<form action=https://x>", 1, 1, "<form> has no place"),
    ("<video poster=x>", 1, 1, "<video> has no place"),
    ("<link rel=stylesheet href=x>", 1, 1, "<link> has no place"),
    ("<base href=x>", 1, 1, "<base> has no place"),
    ("<meta http-equiv=refresh content=x>", 1, 1, "<meta> has no place"),
    ("<h1>&lt;x</h1>", 1, 1, "<h1> has no place"),
    ("<svg onload=x></svg>", 1, 1, "<svg> has no place"),
    ("<svg/onload=x>", 1, 1, NO_TAG),
    ("a <b c", 1, 3, NO_TAG),
    ("<p title='x", 1, 1, NO_TAG),
    ("<?php x ?>", 1, 1, NO_TAG),
    ("<!DOCTYPE html>", 1, 1, NO_TAG),
    ("<![CDATA[ x ]]>", 1, 1, NO_TAG),
    ("<!-- > -->", 1, 1, "where this comment ends"),
    ("<img src=x onerror=y>", 1, 1, "onerror has no place in <img>"),
    ("<img\nsrc=x\nONERROR = 'y'\n>", 1, 1, "ONERROR has no place in <img>"),
    ("<p style='x'>", 1, 1, "style has no place in <p>"),
    ("<img srcset='https://a.b/x 2x'>", 1, 1, "srcset has no place in <img>"),
    ("<td background=x>", 1, 1, "background has no place in <td>"),
    ("<div id='__config'>", 1, 1, "could be an id of the theme's own"),
    ("<a href='javascript:x'>", 1, 1, NO_ADDRESS),
    ("<a href=' java\tscript:x'>", 1, 1, NO_ADDRESS),
    ("<a href='&#106;avascript&colon;x'>", 1, 1, NO_ADDRESS),
    ("<img src='https://a.b/x'>", 1, 1, ELSEWHERE),
    ("<img src='\\\\a.b/x'>", 1, 1, ELSEWHERE),
    ("<img src='data:image/png;base64,x'>", 1, 1, ELSEWHERE),
    # What is code in some dialects only, and what hides what follows
    ("   ```\n<script>\n   ```\n", 2, 1, "<script> has no place"),
    ("> ```\n> <script>\n> ```\n", 2, 3, "<script> has no place"),
    ("    <script>\n", 1, 5, "<script> has no place"),
    ("```\n<script>\n", 2, 1, "<script> has no place"),
    ("```py title='x'\n```\n<script>\n```\n", 3, 1, "<script> has no place"),
    ("```\n````\n<script>\n```\n", 3, 1, "<script> has no place"),
    ("- ```\n\n```\n<script>\n```\n", 4, 1, "<script> has no place"),
    ("<pre>\n\n```\n<script>\n```\n", 4, 1, "<script> has no place"),
    ("    a\n~~~\n<img src=x onerror=y>\n~~~\n", 3, 1, "onerror has no place"),
    ("\t\n~~~\n<img src=x onerror=y>\n~~~\n", 3, 1, "onerror has no place"),
    ("<div>\n\n`<img src=x onerror=y>`\n", 3, 2, "onerror has no place"),
    ("<div>\n```\n<script>\n```\n", 3, 1, "<script> has no place"),
    ("`a\n`<img src=x onerror=y>`\n", 2, 2, "onerror has no place"),
    ("\\`<img src=x onerror=y>`\n", 1, 3, "onerror has no place"),
    ("``a` <img src=x onerror=y> `b\n", 1, 6, "onerror has no place"),
    ('a <p title="`" onclick=y x="`">\n', 1, 3, NO_TAG),
    # Links, pictures, definitions
    ("[x](javascript:y)", 1, 3, NO_ADDRESS),
    ("[x](  JavaScript:y)", 1, 3, NO_ADDRESS),
    ("[x](java&#115;cript:y)", 1, 3, NO_ADDRESS),
    ("[x](java\nscript:y)", 1, 3, NO_ADDRESS),
    ("[x](javascript&colon;y)", 1, 3, NO_ADDRESS),
    ("[x](java\\script:y)", 1, 3, NO_ADDRESS),
    ("[x](data:text/html,y)", 1, 3, NO_ADDRESS),
    ("[x](vbscript:y)", 1, 3, NO_ADDRESS),
    ("[x](`javascript:y`)", 1, 3, "code stands here in the place of an address"),
    ("[x](<javascript:y>)", 1, 5, "this address stands in angle brackets"),
    ("[x](<a b.md>)", 1, 5, "this address stands in angle brackets"),
    ("a\n\n[x]: javascript:y\n", 3, 2, NO_ADDRESS),
    ("> [x\ny]:\n  javascript:y\n", 1, 4, NO_ADDRESS),
    ("![x](https://a.b/p.png)", 1, 4, ELSEWHERE),
    ("![x](//a.b/p.png)", 1, 4, ELSEWHERE),
    ("![x](\\\\\\\\a.b/p.png)", 1, 4, ELSEWHERE),
    ("![x](data:image/svg+xml,y)", 1, 4, ELSEWHERE),
    ("[![x](https://a.b/p.png)](about.md)", 1, 5, ELSEWHERE),
    ("![x][Y]\n\n[y]: https://a.b/p.png\n", 1, 1, ELSEWHERE),
    ("![y][]\n\n[y]: https://a.b/p.png\n", 1, 1, ELSEWHERE),
    ("![y\n  z]\n\n[y z]: //a.b/p.png\n", 1, 1, ELSEWHERE),
    ("![a [b [c]]](https://a.b/p.png)", 1, 1, "a picture begins here and does not end"),
    # Lists of attributes
    ("x {: onclick=y }", 1, 6, NO_LIST),
    ("x\n{: .a } } onclick='y' }", 2, 11, NO_LIST),
    ("[x](y){ href=javascript:z }", 1, 9, NO_LIST),
    ("![x](y){ src=https://z }", 1, 10, NO_LIST),
    ("## x { style = 'y' }", 1, 8, NO_LIST),
    ("```{ .py onclick=y }\nx\n```", 1, 10, NO_LIST),
    ("## x {#__config}", 1, 7, "could be an id of the theme's own"),
    # What a theme writes without escaping it
    ("# A &lt;/title&gt;&lt;script&gt;\n", 1, 1, IN_TITLE),
    ("> # `</title><script>`\n", 1, 1, IN_TITLE),
    ("A &#60;/title>\n===\n", 1, 1, IN_TITLE),
    ('description: 0;url=https://a.b" http-equiv="refresh\n\n# C\n', 1, 1, IN_HEAD),
    ('a: b\nc: d\n    "e"\n\n# C\n', 3, 1, IN_HEAD),
    ('---\ntitle: "\\x3c/title>"\n---\nx', 2, 8, IN_HEAD),
    ("---\ntags: [{a: '&lt;b'}]\n---\nx", 2, 12, IN_HEAD),
    ("---\ndescription: 'x\" y'\n---\nx", 2, 14, IN_HEAD),
    # Commands of extensions
    ('--8<-- "/etc/passwd"', 1, 1, COMMAND),
    ("```\n-8<- 'x'\n```\n", 2, 1, COMMAND),
    ("---\ntitle: '{{ config }}'\n---\n", 2, 9, COMMAND),
    ("a {% include 'x' %}", 1, 3, COMMAND),
    ("::: os.system", 1, 1, COMMAND),
    ("/// html | script", 1, 1, COMMAND),
    ("> ```mermaid\n> x\n> ```\n", 1, 1, "a mermaid diagram"),
    ("``` { .mermaid }\nx\n```\n", 1, 1, "a mermaid diagram"),
    ("<pre class='mermaid'>x</pre>", 1, 6, "a mermaid diagram"),
]


@pytest.mark.parametrize(("page", "line", "column", "message"), HARMS, ids=[page for page, *_ in HARMS])
def test_what_would_run_load_or_command_is_one_finding_at_its_place(
    page: str, line: int, column: int, message: str
) -> None:
    (finding,) = found(page)

    assert (finding.code, finding.place.line, finding.place.column) == ("AM068", line, column)
    assert message in finding.message
    assert finding.hint


def test_front_matter_that_is_none_is_shown_on_the_page_and_so_looked_at() -> None:
    codes = [finding.code for finding in found("---\na: [\n<script>x\n---\n")]

    assert codes == ["AM008", "AM068"]


def test_no_page_of_a_map_holds_characters_that_nobody_sees() -> None:
    assert [finding.code for finding in found("a\u202eb\0")] == ["AM003", "AM002"]


def test_only_pages_of_maps_are_looked_at() -> None:
    for path in ("index.md", "m.md", "n/index.md", "m/nodes/a.md", "m/a.txt"):
        assert found("<script>", path) == []
    assert found("<script>", "m/a/b/c.md") != []


def test_of_very_many_faults_the_first_hundred_are_told() -> None:
    assert len(found("<script>\n" * 1_000)) == 100


PARTS = [
    "<",
    ">",
    "script",
    "img src=x ",
    "onerror=canary()",
    "`",
    "```\n",
    "\n",
    "    ",
    "> ",
    "- ",
    "~~~\n",
    '"',
    "'",
    "a",
]
PARTS += [
    "![",
    "](",
    ")",
    "[x]: ",
    "javascript:x",
    "&lt;",
    "{: ",
    "}",
    "<p ",
    "<!--",
    "-->",
    "\\",
    "<pre>",
    "</pre>",
    "=",
    " ",
]


@example("<pre><![<")
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_whatever_comes_alive_on_a_page_is_found(page: str) -> None:
    living = [one for one in alive(RENDERER, f"---\n---\n{page}") if one != "img"]

    assert not living or found(page), living


def test_mkdocs_refuses_a_page_that_runs_a_file_that_runs_and_a_link_before_it_writes_anything(
    put: Put, caplog: pytest.LogCaptureFixture
) -> None:
    docs = put({**TOP, "m/index.md": "# M\n\n<script>x</script>\n", "m/x.html": "<script>", "index.md": "# Home\n"})
    (docs / "secret.txt").symlink_to("/etc/hostname")
    config = docs.parent / "mkdocs.yml"
    config.write_text("site_name: T\ntheme: {name: material, font: false}\nplugins: [argmap]\n", encoding="utf-8")

    loaded = load_config(str(config))
    loaded.plugins.on_startup(command="build", dirty=False)  # MkDocs keeps plugins from one site to the next
    with pytest.raises(Abort):
        build(loaded)

    assert "m/index.md:3:1: error AM068" in caplog.text
    assert "m/x.html:1:1: error AM069" in caplog.text
    assert "secret.txt:1:1: error AM004" in caplog.text
    site = docs.parent / "site"
    assert not site.exists() or list(site.iterdir()) == []
