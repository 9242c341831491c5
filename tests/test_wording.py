"""What changed between two wordings, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argmap.analysis.wording import EditOperation, Run, reworded, shortened
from counting import growth

TEXT = st.lists(st.sampled_from(["a", "b", "c", "no", "yes,"]), max_size=12).map(" ".join)


def marked(runs: list[Run]) -> str:
    signs = {EditOperation.KEPT: "", EditOperation.REMOVED: "-", EditOperation.ADDED: "+"}
    return "|".join(signs[run.fate] + run.words.strip() for run in runs)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("it may rain", "it will rain", "it|-may|+will|rain"),
        ("it rains", "it rains", "it rains"),
        ("it rains", "today it rains hard", "+today|it rains|+hard"),
        ("it rains", "", "-it rains"),
        ("", "it rains", "+it rains"),
        ("", "", ""),
        ("a b c d", "a x c y", "a|-b|+x|c|-d|+y"),
    ],
)
def test_only_the_words_that_changed_are_marked(before: str, after: str, expected: str) -> None:
    assert marked(reworded(before, after)) == expected


@given(TEXT, TEXT)
def test_what_was_kept_and_removed_is_the_first_text_and_what_was_kept_and_added_the_second(a: str, b: str) -> None:
    runs = reworded(a, b)

    assert " ".join(run.words for run in runs if run.fate is not EditOperation.ADDED).split() == a.split()
    assert " ".join(run.words for run in runs if run.fate is not EditOperation.REMOVED).split() == b.split()
    assert all(run.words for run in runs)


def test_very_long_texts_that_have_little_in_common_have_changed_as_a_whole() -> None:
    runs = reworded("start " + "a b " * 8000 + "end", "start " + "b c a " * 8000 + "end")
    sentences = reworded("start. " + "A b. " * 9000 + "end", "start. " + "B c a. " * 9000 + "end")

    for told in (runs, sentences):
        assert [run.fate for run in told] == [
            EditOperation.KEPT,
            EditOperation.REMOVED,
            EditOperation.ADDED,
            EditOperation.KEPT,
        ]


@pytest.mark.parametrize("end", ["", "."], ids=["words", "sentences"])
def test_comparing_long_texts_takes_work_in_proportion(end: str) -> None:
    def compare(size: int) -> None:
        words = [f"w{number % 300}{end} " for number in range(size)]
        reworded("".join(words), "".join(reversed(words)))

    assert growth(compare, 3000) < 2.5


def test_in_a_very_long_text_two_changes_far_apart_are_all_that_is_marked() -> None:
    sentences = [f"This is sentence {number} of a long text. " for number in range(1000)]
    before = "".join(sentences)
    after = before.replace("sentence 10 ", "line 10 ").replace("sentence 990 of", "sentence 990 and of").rstrip()

    runs = reworded(before, after)

    assert len(before.split()) > 2000
    assert marked([run for run in runs if run.fate is not EditOperation.KEPT]) == "-sentence|+line|+and"
    assert [run.fate for run in runs] == [
        EditOperation.KEPT,
        EditOperation.REMOVED,
        EditOperation.ADDED,
        EditOperation.KEPT,
        EditOperation.ADDED,
        EditOperation.KEPT,
    ]


def test_what_did_not_change_is_left_out_but_for_some_words_around() -> None:
    runs = reworded("a b c d e f X g h i j k l Y m n o p", "a b c d e f x g h i j k l y m n o p")

    assert marked(shortened(runs, 2)) == "… e f|-X|+x|g h … k l|-Y|+y|m n …"
    assert marked(shortened(runs, 9)) == marked(runs)
