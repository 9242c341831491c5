"""The style sheet and the script as a site gets them: all that they do, without what only tells developers why."""

import re

import pytest

from argmap.site.addresses import (
    INSTANT,
    SCRIPT,
    SCRIPT_PARTS,
    SEARCH,
    SEARCH_PARTS,
    STYLE_PARTS,
    STYLE_SHEET,
)
from argmap.site.outputs import STYLES, assets
from argmap.storage.resources import theme_file

SCRIPTS = {path: [path.rpartition("/")[2]] for path in (SCRIPT, *SCRIPT_PARTS, INSTANT, SEARCH, SEARCH_PARTS)}
STYLE_SHEETS = {STYLE_SHEET: list(STYLES), **{path: [path.rpartition("/")[2]] for path in STYLE_PARTS}}
SOURCES = {**SCRIPTS, **STYLE_SHEETS}
COMMENTS = {**dict.fromkeys(SCRIPTS, r"(?://[^\n]*\n)+"), **dict.fromkeys(STYLE_SHEETS, r"(?:/\*[^*]*\*/\n)+")}


@pytest.mark.parametrize("asset", SOURCES)
def test_only_indentation_and_comments_are_left_out_of_what_is_published(asset: str) -> None:
    published = lines_of(assets()[asset], asset)
    written = [line for name in SOURCES[asset] for line in lines_of(theme_file(name), asset)]

    left_out = [line for line in written if line not in published]
    assert re.fullmatch(COMMENTS[asset], "".join(f"{line}\n" for line in left_out))
    assert [line for line in written if line in published] == published


def lines_of(text: str, asset: str) -> list[str]:
    """Return lines without the blanks and signs that mean nothing; in a style sheet each ends where a rule does."""
    lines = [re.sub(r" ?([{}:;,]) ?", r"\1", line.strip()) for line in text.splitlines() if line.strip()]
    if asset.endswith(".css"):
        whole = re.sub(r"(?<=[^\n]);(?=})", "", "\n".join(lines))
        lines = [line for line in whole.replace("}", "}\n").splitlines() if line]
    return lines


def test_no_text_of_the_style_sheet_holds_a_sign_around_which_blanks_are_left_out() -> None:
    texts = re.findall(r'"([^"]*)"', "".join(theme_file(name) for names in STYLE_SHEETS.values() for name in names))

    assert texts
    assert [text for text in texts if re.search(r"[{}:;,]", text)] == []


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_text_of_a_script_goes_over_the_end_of_a_line(script: str) -> None:
    assert [line for line in theme_file(SOURCES[script][0]).splitlines() if line.count("`") % 2] == []
