"""What of a stranger's prose gets through."""

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from argmap.read.prose import faults_in, faults_in_html, is_plain

GOOD = [
    "Plain words, *emphasis*, **strong** and `code <b>`.",
    "A citation [@koch-2013, p. 114; see @b] and narrative @koch-2013 [p. 3].",
    "- one\n- two\n\n1. first\n2. second\n\n> quoted",
    "A link to [a page](https://example.org/a?b=1&c=2) and <https://example.org> or [mail](mailto:a@example.org).",
    "Five < six & seven > two; 100 % of {nothing}, a | b, #3, ~5, x = y.",
    "A break\\\nand an escape \\* here!",
    "3. a list from three",
    "Price: 5 $ -- so (it seems) – or not…",
    "",
]

BAD = {
    "a script": "<script>alert(1)</script>",
    "a handler": '<p onclick="alert(1)">x</p>',
    "an attribute list": "text\n{: onclick='alert(1)' }",
    "an attribute list on a link": "[x](https://a.b){ onclick='alert(1)' }",
    "a harmless attribute list": "*x*{: .class }",
    "a javascript address": "[x](javascript:alert(1))",
    "a javascript address in disguise": "[x](java&#115;cript:alert(1))",
    "a data address": "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "a reference to a javascript address": "[x][y]\n\n[y]: javascript:alert(1)",
    "an image": "![x](https://a.b/c.png)",
    "a heading": "# Heading",
    "an underlined heading": "Heading\n=======",
    "a frame": "<iframe src='https://a.b'></iframe>",
    "a style": "<style>p { color: red }</style>",
    "a table": "a | b\n--|--\n1 | 2",
    "a footnote": "x[^1]\n\n[^1]: note",
    "a code block": "    indented",
    "a fenced block": "```\nx\n```",
    "an admonition": "!!! note\n    x",
    "a definition": "Term\n:   meaning",
    "an abbreviation": "*[EU]: European Union\n\nThe EU.",
    "markup behind an abbreviation": "*[x] : <img src=x onerror=alert(1)>",
    "markup behind an abbreviation in a list": "- *[x]: <img src=x onerror=alert(1)>",
    "markup in a footnote nobody calls": "[^x]: <img src=x onerror=alert(1)>",
    "an abbreviation in a footnote": "[^x]: a\n\n    *[x]: <img src=x onerror=alert(1)>",
    "a comment": "x <!-- hidden --> y",
    "a snippet": '--8<-- "file"',
    "a template": "{{ config.site_name }} and {% raw %}",
    "generated docs": "::: module",
    "a hidden turn": "x &#8238; y",
    "markdown within markup": "<div markdown='1'>*x*</div>",
}


@pytest.mark.parametrize("prose", GOOD)
def test_ordinary_prose_passes(prose: str) -> None:
    assert faults_in(prose) == []


@pytest.mark.parametrize("prose", BAD.values(), ids=BAD)
def test_anything_else_is_found(prose: str) -> None:
    assert faults_in(prose)


def test_a_relative_link_is_found_with_its_address() -> None:
    assert [(fault.code, fault.near) for fault in faults_in("[x](../b/)")] == [("AM061", "../b/")]


@pytest.mark.parametrize("markup", ["<p>a<!doctype html></p>", "<p>a<?php x ?></p>", "<p>a<![CDATA[x]]></p>"])
def test_declarations_and_instructions_are_found(markup: str) -> None:
    assert faults_in_html(markup)


def test_text_that_would_vanish_is_found() -> None:
    assert [fault.message for fault in faults_in_html("<p>a</p>\x00")]


@given(st.text(st.sampled_from("ab *_-:.!\"'()@[]<>&{}`\\=#~|^$\n\t+1/;")))
def test_what_is_taken_for_plain_really_is(prose: str) -> None:
    """The short cut must never let through what rendering would have found."""
    if is_plain(prose):
        rendered = Markdown(
            extensions=["attr_list", "md_in_html", "def_list", "tables", "footnotes", "admonition"]
        ).convert(
            prose,
        )
        assert set(nh3.clean(rendered, tags=set())) <= set(rendered)
        assert faults_in_html(rendered) == []
