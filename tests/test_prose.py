"""What of a stranger's prose is shown, and how all else is told: at its line, once, in a writer's words."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.model.clusters import Mode
from argmap.read.prose import markup_in, read_prose
from counting import calls

GOOD = [
    "Plain words, *emphasis*, **strong** and `code <b>`.",
    "A citation [@koch-2013, p. 114; see @b] and narrative @koch-2013 [p. 3].",
    "- one\n- two\n\n1. first\n2. second\n\n> quoted",
    "A link to [a page](https://example.org/a?b=1&c=2) and <https://example.org> or [mail](mailto:a@example.org).",
    "[One](HTTPS://example.org 'with a title') and [two][x], [x][] and [x].\n\n[x]: http://example.org",
    "Five < six & seven > two; 100 % of {nothing}, a | b, #3, ~5, x = y.",
    "A break\\\nand an escape \\* here, two  \nspaces!\n\n---\n\nEnd.",
    "3. a list from three",
    "Price: 5 $ -- so (it seems) – or not…",
    "    indented <b>\n\n```python title=x\nfenced <b>\n```",
    "| a | b |\n|:--|--:|\n| 1 | `x \\| y` |\n| 1 |",
    "A note[^1] and another[^b], the first again[^1].\n\n[^1]: Here.\n[^b]: There, as [^c] says.\n[^c]: Deep.",
    "The sum $x^2 + \\frac{1}{2}$ of\n\n$$\n\\sqrt{x}\n$$",
    "From $5 million to $6 million, US$7 and \\$x\\$.",
    "It is 5 &lt; 6, &copy; and &nosuch;.",
    "",
]

ONLY_EXTENSIONS = {
    "an admonition": "!!! note\n    x",
    "a fold": '> ??? note "Opened"\n>     inside',
    "a definition": "Term\n:   meaning",
    "an abbreviation": "*[EU]: European Union\n\nThe EU.",
    "a snippet": '--8<-- "file"\n\n-8<- "file"',
    "a template": "{{ config.site_name }} and {% raw %}",
    "generated docs": "::: module",
    "a block": "/// html | script\nwindow.pwned = 1\n///",
    "a table of contents": "[TOC]",
    "a sign by name": ":smile:",
    "a drawing by a script": "> ```mermaid\n> graph TD; A-->B;\n> ```",
    "an inserted footnote": "^[note]",
    "marks": "==x== ~~y~~ ^z^ ++ctrl++ {++a++}",
}

BAD = {
    "a script": ("a\n\n<script>alert(1)</script>", 2, "HTML: <script>", "write it in Markdown"),
    "a handler": ('<p onclick="alert(1)">x</p>', 0, 'HTML: <p onclick="alert(1)">', "write it in Markdown"),
    "a tag in a line": ("a\n`b\nc` <b>x</b>", 2, "HTML: <b>", "write **words**"),
    "an end without a beginning": ("a\nb </i>", 1, "HTML: </i>", "write *words*"),
    "a comment": ("x <!-- hidden --> y", 0, "HTML: <!-- hidden -->", "delete it"),
    "a processing instruction": ("a\n\n<?php x ?>", 2, "HTML: <?php x ?>", "write it in Markdown"),
    "a declaration": ("<!doctype html>", 0, "HTML: <!doctype html>", "write it in Markdown"),
    "a long tag": (f"<a title='{'x' * 99}'>", 0, f"HTML: <a title='{'x' * 30}…", "write [words](https://…)"),
    "a tag over lines": ("a <a\nhref='x'> b", 0, "HTML: <a href='x'>", "write [words](https://…)"),
    "a tag among the words of a citation": ("a\n[see <b> @x]", 1, "HTML: <b>", "write **words**"),
    "markdown within markup": ("<div markdown='1'>*x*</div>", 0, "HTML: <div markdown='1'>", "write it in Markdown"),
    "an attribute list": (
        "text\n{: onclick='alert(1)' }",
        1,
        "a list of attributes: {: onclick='alert(1)' }",
        "delete it",
    ),
    "an attribute list on a link": ("[x](https://a.b){: .c }", 0, "a list of attributes: {: .c }", "delete it"),
    "a javascript address": (
        "a\n[x](javascript:alert(1))",
        1,
        'a link to "javascript:alert(1)"',
        "links lead to https",
    ),
    "one in disguise": ("[x](java&#115;cript:alert(1))", 0, 'a link to "javascript:alert(1)"', "links lead to https"),
    "one in angles": ("<javascript:alert(1)>", 0, 'a link to "javascript:alert(1)"', "links lead to https"),
    "a data address": ("[x](data:text/html;base64,PHNj)", 0, 'a link to "data:text/html;base64,PHNj"', "links lead to"),
    "one by reference": ("a\n[x][y]\n\n[y]: javascript:a()", 1, 'a link to "javascript:a()"', "links lead to https"),
    "a picture": ("a\n![x](https://a.b/c.png)", 1, "a picture", "[what it shows](https://…)"),
    "a picture by reference": ("![x]\n\n[x]: https://a.b/c.png", 0, "a picture", "[what it shows](https://…)"),
    "a heading": ("a\n# Heading *x*", 1, "a heading", r"\#"),
    "an underlined heading": ("a\n\nHeading\n=======", 2, "a heading: a line with = below it", "==="),
    "words above a rule": ("Words\n---", 0, "a heading: a line with - below it", "leave a line empty before ---"),
    "a footnote without text": ("a\nx[^1]", 1, "a footnote without text: [^1]", "[^1]: …"),
    "a footnote nobody calls": ("a\n\n[^1]: x <b>", 2, "a footnote that nothing refers to: [^1]", "write [^1]"),
    "a footnote twice": ("x[^1]\n\n[^1]: a\n\n[^1]: b", 4, "a footnote written twice: [^1]", "another name"),
    "a tag in a footnote": ("x[^1]\n\n[^1]: a\n    b <i>", 3, "HTML: <i>", "write *words*"),
    "a footnote in a citation": (
        "[@a, p. 3[^1]] [^1]\n\n[^1]: a",
        0,
        "a footnote within a citation: [@a, p. 3[^1]]",
        "behind",
    ),
    "a formula in a citation": ("[@a, $x$]", 0, "a formula within a citation: [@a, $x$]", "behind the citation"),
    "a citation in a citation": (
        "[see [@b] @a]",
        0,
        "a citation within a citation: [see [@b] @a]",
        "behind the citation",
    ),
    "a command that TeX lacks": ("a\nb $\\foo$", 1, "the formula $\\foo$: \\foo is not known", r"\$"),
    "a formula without end": ("a\n\n$$\n\\frac{1\n$$", 2, "the formula $\\frac{1$: a brace has no partner", "$x^2$"),
    "cells too many": (
        "| a | b |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | 3 |",
        3,
        "this row of a table has more cells than its head",
        r"\|",
    ),
    "a line that is taken for an address": (
        "a\n\n[b]: c",
        2,
        'this line is not shown: no link uses the name "b"',
        r"\[",
    ),
    "an address twice": (
        "[b]\n\n[b]: https://c.d\n[B]: https://e.f",
        3,
        'this line is not shown: no link uses the name "B"',
        "delete",
    ),
    "quotations too deep": (f"a\n\n{'>' * 30} x", 2, "lists and quotations too deep within each other", "fewer"),
}


@pytest.mark.parametrize("prose", GOOD)
def test_ordinary_prose_passes(prose: str) -> None:
    assert read_prose(prose).faults == ()


@pytest.mark.parametrize("prose", ONLY_EXTENSIONS.values(), ids=ONLY_EXTENSIONS)
def test_what_only_extensions_of_builders_read_is_text(prose: str) -> None:
    assert read_prose(prose).faults == ()


@pytest.mark.parametrize(("prose", "line", "message", "hint"), BAD.values(), ids=BAD)
def test_anything_else_is_told_once_at_its_line(prose: str, line: int, message: str, hint: str) -> None:
    (fault,) = read_prose(prose).faults

    assert (fault.code, fault.line, fault.message) == ("AM060", line, message)
    assert hint in fault.hint


def test_relative_links_are_found_with_the_lines_of_their_addresses() -> None:
    read = read_prose("a\n[x](../b/) [y](//c.d/%C3%A9) [z](\n#e) [q][r]\n\n> [r]: a\\b.md\n")

    assert read.faults == ()
    assert read.links == (("../b/", 1), ("//c.d/%C3%A9", 1), ("#e", 1), ("a%5Cb.md", 4))


@pytest.mark.parametrize("prose", ["a\nx &#8238; y", "a\n[x](https://a.b 'y &#x202e; z')", "a\n[see &#8238; @x]"])
def test_a_hidden_turn_is_found_in_words_and_titles(prose: str) -> None:
    assert [(fault.code, fault.line) for fault in read_prose(prose).faults] == [("AM003", 1)]


def test_a_forbidden_character_that_is_told_of_as_such_is_not_told_of_twice() -> None:
    assert read_prose("a \u202e b").faults == ()


def test_one_element_is_one_fault_and_two_are_two() -> None:
    assert len(read_prose("<div>\n\nx\n\n</div>").faults) == 1
    assert len(read_prose("a <b>x</b>\nc <b>y</b>").faults) == 2


def test_faults_come_in_the_order_of_their_lines() -> None:
    lines = [fault.line for fault in read_prose("x[^1] [](z)\n\n[^1]: <b>\n\n# h\n\n[c]: d\n\n<i>\n\n[^2]: e").faults]

    assert lines == [0, 2, 4, 6, 8, 10]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Plain `code *x*`, 2 * 3 * 4, snake_case_word, a@b.example, <b>, #3, $x$", ()),
        ("Coffee lengthens **life** [@x]", ("emphasis", "a citation")),
        ("As [Doe](https://example.org) found, *so*.[^1]", ("a link", "emphasis", "a footnote")),
        ("![x](y) and @koch-2013", ("a picture", "a citation")),
        ("", ()),
    ],
)
def test_markup_in_plain_texts_is_named(text: str, found: tuple[str, ...]) -> None:
    assert markup_in(text) == found


MARKDOWN_LIKE = st.text(st.sampled_from("ab *_-:.!\"'()@[]<>&{}`\\=#~|^$\n\n\t+1/;\u202e\ud800\0"), max_size=80)
PIECES = st.lists(
    st.sampled_from(
        [
            *("a", " ", "\n", "\n\n", "> ", "- ", "1. ", "    ", "[^1]", "[^1]: ", "[x]: y", "[x]", "](y)", "[", "]"),
            *("@a", "[@a", "; ", "<b>", "</b>", "<!--", "-->", "$", "$$", "\\", "\\frac{", "}", "`", "```", "|", "|-|"),
            *("# ", "===", "---", "![", "{: x}", "&#x202e;", "*", "**", "_", "https://x.y/@z"),
        ]
    ),
    max_size=25,
).map("".join)


@given(st.text(max_size=100) | MARKDOWN_LIKE | PIECES)
def test_any_text_is_read_and_every_fault_and_citation_lies_within_it(prose: str) -> None:
    read = read_prose(prose)
    lines = prose.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1

    for line in (*(fault.line for fault in read.faults), *(cited_at.line for cited_at in read.citations)):
        assert 0 <= line < lines


@given(st.text(max_size=100) | MARKDOWN_LIKE | PIECES)
def test_any_plain_text_is_looked_through(text: str) -> None:
    assert all(markup_in(text))


HOSTILE = [
    *("[", "![", "[a](", "[a][", "<a ", "<http://a", "``a`", "<![CDATA[", "[@r, p. 5; ", "*[a]: b\n", "\\", "# a\n"),
    *("--\n", "- a\n", "> ", "&#", "*a ", "a ", "[@", "@a [", "[[[[@@@", "[see @a ", "$a", "$$", "[^a]", "[^", "^["),
    *("[^a]: x\n", "{:", "/@", "-@", "[a]: b\n", "a|b\n-|-\n", "|", "**a", "__a _", "<b>", "<!--", "@a `", "]", "[a] "),
    *("[@a;", "x://@ ", "\t- a\n", "[x @a [", "**a [@b] ", "$\\frac{", "a]@b[", "\n\n", "[@a [*b*] "),
]  # fmt: skip


def test_a_bracket_that_nobody_closes_holds_no_citation_and_what_follows_it_is_one() -> None:
    (cited,) = read_prose("[see @a").citations

    assert [one.mode for one in cited.cluster.citations] == [Mode.AUTHOR_IN_TEXT]


NESTED: list[Callable[[int], str]] = [
    lambda times: "[" * times + "@a" + "]" * times,
    lambda times: "[a *x* @a " * times + " @b]" * times,
    lambda times: "[a](b " * times + ")" * times,
    lambda times: "[@a [see @b; " * times + "]" * 2 * times,
    lambda times: "a".join("`" * length for length in range(times // 2)),
    lambda times: "> " * times + "a",
    lambda times: "".join(f"{' ' * 2 * depth}- a\n" for depth in range(times // 8)),
]
FLOODS: list[Callable[[int], str]] = [
    *(lambda times, part=part: "[@a " + part * (10 * times // len(part)) + " @b]" for part in HOSTILE),
]


def calls_for(text: str) -> int:
    """Count the calls that reading a text takes for the first time."""
    read_prose("[@a] <b> $x$")  # what is made once, such as the parser, is no work of the text
    return calls(lambda: read_prose(text))


@pytest.mark.parametrize("flood", FLOODS, ids=lambda flood: repr(flood(20)[:20]))
def test_twice_as_much_of_anything_is_about_twice_the_work(flood: Callable[[int], str]) -> None:
    assert calls_for(flood(60)) < 2.2 * calls_for(flood(30)) + 1_000


@pytest.mark.parametrize("nested", NESTED, ids=lambda nested: repr(nested(20)[:20]))
def test_twice_as_deep_is_about_twice_the_work(nested: Callable[[int], str]) -> None:
    assert calls_for(nested(120)) < 2.6 * calls_for(nested(60)) + 4_500  # what lies too deep is not read
