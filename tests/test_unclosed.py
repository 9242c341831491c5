"""What is opened in a text and never closed is counted."""

import time

import pytest

from argmap.read.unclosed import unclosed


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("It’s “a ‘b’ c” and <i>d</i>.", 0),
        ("“a ‘b”", 1),
        ("”’ </i> “a", 1),
        ("<i><b></i></b>", 1),
        ("<i>a</i >", 1),
        ("<i>a</I>", 1),
        ("‘it’s", 1),
        ("“甲”乙", 0),
        ("O‘zbekiston", 1),
        ("Oʻzbekiston", 0),
        ('<span class="nocase">a', 1),
        ("a < b <x> <ib>", 0),
        ("„a“ ‚b‘ " * 30, 0),
        ("“" * 30, 29),
        ("“‘”" * 30, 30),
    ],
)
def test_only_what_is_not_closed_counts(text: str, count: int) -> None:
    assert unclosed(text) == count


@pytest.mark.parametrize("part", ["<i>", "</i>", "“‘”", "<i", "<i>“</i>", "“" * 9 + "’"])
def test_four_megabytes_are_counted_at_once(part: str) -> None:
    began = time.process_time()
    unclosed(part * (4_000_000 // len(part)))

    assert time.process_time() - began < 10
