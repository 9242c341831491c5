"""What a page may load and run is said in its head: the scripts it has, and nothing of anybody else's."""

import base64
import hashlib
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.site.policy import with_policy


class _Policy(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rules: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            for rule in (given["content"] or "").split(";"):
                name, *sources = rule.split()
                self.rules[name] = sources


def rules(page: str, contributed: str = "") -> dict[str, list[str]]:
    """Return the sources that a page's policy allows, by the name of each rule."""
    reader = _Policy()
    reader.feed(with_policy(page, contributed))
    return reader.rules


def hashed(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "<!doctype html><html><head><meta charset=utf-8><title>x</title>",
            "<!doctype html><html><head><meta charset=utf-8>@<title>x</title>",
        ),
        ("<html>\n<head>\n<script>1</script>", "<html>\n<head>@\n<script>1</script>"),
        (
            '<!DOCTYPE html>\n<link href=a><meta charset="utf-8">',
            '<!DOCTYPE html>@\n<link href=a><meta charset="utf-8">',
        ),
        (
            '<head><meta name="a"><meta charset="utf-8"><style></style>',
            '<head><meta name="a"><meta charset="utf-8">@<style></style>',
        ),
        ("<p>x</p><!doctype html><head>", "@<p>x</p><!doctype html><head>"),
        ("", "@"),
    ],
)
def test_the_policy_stands_before_all_that_is_loaded_and_behind_the_encoding(page: str, expected: str) -> None:
    before, after = expected.split("@")

    written = with_policy(page)

    assert written.startswith(f'{before}<meta http-equiv="Content-Security-Policy" content="default-src ')
    assert written.endswith(f'">{after}')


@pytest.mark.parametrize(
    "opening",
    [
        "<script>",
        "<SCRIPT>",
        '<script type="module">',
        "<script type=' text/JavaScript '>",
        "<script type>",
        "<script async>",
    ],
)
def test_scripts_in_the_page_may_run_as_they_are(opening: str) -> None:
    script = 'if (a < b && c) x = "</p>&amp;é"\n'

    assert rules(f"{opening}{script}</script>")["script-src"] == ["'self'", hashed(script)]


def test_a_script_is_known_by_its_line_feeds_as_browsers_read_it() -> None:
    assert rules("<script>1\r\n2\r3</script>")["script-src"] == ["'self'", hashed("1\n2\n3")]


def test_each_script_is_named_once_in_an_order_that_does_not_change() -> None:
    page = "<script>1</script>", "<script>2</script>", "<script>1</script>"

    assert rules("".join(page)) == rules("".join(reversed(page)))
    assert len(rules("".join(page))["script-src"]) == 3


def test_data_is_no_script_and_words_about_scripts_are_none() -> None:
    page = (
        '<script type="application/ld+json">{}</script><script id="__config" type="application/json">{}</script>'
        '<script src="a.js"></script><!-- <script>1</script> --><p title="<script>2</script>">x</p>'
        "<textarea>&lt;script>3&lt;/script></textarea>"
    )

    assert rules(page)["script-src"] == ["'self'"]


def test_what_a_stranger_may_have_written_runs_nothing() -> None:
    contributed = "<p><script>evil()</script></p>"

    assert rules(f"<script>good()</script>{contributed}", contributed)["script-src"] == ["'self'", hashed("good()")]


PIECES = [
    *("<script>1</script>", "<SCRIPT>2</SCRIPT >", "<script>3<!--</script>", "<script>4", "</script>", "<script/>"),
    *("<script>'<script>5</script>'</script>", '<script src="a.js"></script>', '<script type="application/json">{}'),
    *("<style>a</style>", "<title>a</title>", "<title><script>6</script></title>", "<textarea><script>7</script>"),
    *(
        "</textarea>",
        '<p title="<script>8</script>">',
        "<p a='\">",
        "<b",
        "a > b < c",
        "<a b=c/>",
        '<p a="\'">',
        "'",
        '"',
    ),
    *(
        "<![CDATA[<script>9</script>]]>",
        "<?a <script>10</script>?>",
        "<!-->",
        "-->",
        "</p>",
        "</ p>",
        "<svg><path d='a'/>",
    ),
]


@given(st.lists(st.sampled_from(PIECES), max_size=6))
def test_a_long_page_has_the_policy_that_it_has_with_a_comment(pieces: list[str]) -> None:
    head, rest = "<!doctype html><html><head><meta charset=utf-8></head><body>", f"{'a' * 5000}{''.join(pieces)}"

    assert rules(f"{head}{rest}") == rules(f"{head}<!-- read whole -->{rest}")


@pytest.mark.parametrize(("address", "compiles"), [("../pagefind/pagefind-ui.js", True), ("../bundle.js", False)])
def test_only_pagefind_may_compile(address: str, *, compiles: bool) -> None:
    allowed = rules(f'<script src="{address}"></script>')["script-src"]

    assert ("'wasm-unsafe-eval'" in allowed) is compiles


def test_no_host_but_the_sites_own_is_ever_allowed() -> None:
    allowed = rules('<script src="https://elsewhere.example/a.js"></script>')

    assert {source for sources in allowed.values() for source in sources} == {
        "'none'",
        "'self'",
        "data:",
        "'unsafe-inline'",
    }
    assert [name for name, sources in allowed.items() if "'unsafe-inline'" in sources] == ["style-src"]
    assert allowed["default-src"] == allowed["object-src"] == allowed["base-uri"] == ["'none'"]


def test_a_page_that_only_begins_a_marked_section_has_its_policy_too() -> None:
    page = with_policy("<!DOCTYPE html><html><head><title>T</title></head><body><pre><![< b ]]></pre></body></html>")

    assert page.index("Content-Security-Policy") < page.index("<title>")
