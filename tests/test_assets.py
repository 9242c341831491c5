"""The style sheet and the script as a site gets them: all that they do, without what only tells developers why."""

import re

import pytest

from argmap.site.addresses import SCRIPT, STYLE_SHEET
from argmap.site.outputs import assets
from argmap.storage.resources import theme_file

SOURCES = {SCRIPT: ["argmap.js"], STYLE_SHEET: ["drawing.css", "pages.css", "node.css"]}
COMMENTS = {SCRIPT: r"(?://[^\n]*\n)+", STYLE_SHEET: r"(?:/\*[^*]*\*/\n)+"}


@pytest.mark.parametrize("asset", SOURCES)
def test_only_indentation_and_comments_are_left_out_of_what_is_published(asset: str) -> None:
    published = [without_blanks(line) for line in assets()[asset].splitlines()]
    written = [
        without_blanks(line.strip())
        for name in SOURCES[asset]
        for line in theme_file(name).splitlines()
        if line.strip()
    ]

    left_out = [line for line in written if line not in published]
    assert re.fullmatch(COMMENTS[asset], "".join(f"{line}\n" for line in left_out))
    assert [line for line in written if line in published] == published


def without_blanks(line: str) -> str:
    return re.sub(r" ?([{}:;,]) ?", r"\1", line)


def test_no_text_of_the_style_sheet_holds_a_sign_around_which_blanks_are_left_out() -> None:
    texts = re.findall(r'"([^"]*)"', "".join(map(theme_file, SOURCES[STYLE_SHEET])))

    assert texts
    assert [text for text in texts if re.search(r"[{}:;,]", text)] == []


def test_no_text_of_the_script_goes_over_the_end_of_a_line() -> None:
    assert [line for line in theme_file("argmap.js").splitlines() if line.count("`") % 2] == []
