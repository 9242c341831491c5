"""Work that is done in the background."""

import sys
from collections.abc import Iterator
from threading import Event, get_ident

import pytest

from argmap.storage.background import Background


def test_work_is_done_in_its_order_in_another_thread_that_waits_less_long_for_its_turn() -> None:
    done: list[int] = []
    usual, background = sys.getswitchinterval(), Background()

    turns = background.submit(sys.getswitchinterval)
    other = background.submit(get_ident)
    for number in range(3):
        background.submit(done.append, number)
    background.submit(int).result()

    assert done == [0, 1, 2]
    assert other.result() != get_ident()
    assert turns.result() < usual
    assert sys.getswitchinterval() == usual


def test_what_fails_stops_nothing_else_and_leaves_the_turns_as_they_were() -> None:
    usual, background = sys.getswitchinterval(), Background()

    failing = background.submit(int, "none")
    background.submit(int).result()

    with pytest.raises(ValueError, match="none"):
        failing.result()
    assert sys.getswitchinterval() == usual


def test_what_was_begun_ends_with_its_step_when_it_is_dropped_and_what_follows_is_done() -> None:
    background, may_go_on, done = Background(), Event(), list[int]()

    def steps() -> Iterator[None]:
        for number in range(3):
            done.append(number)
            yield
            may_go_on.wait()

    background.begin(steps)
    background.begin(steps)
    background.drop()
    may_go_on.set()
    background.begin(lambda: map(done.append, [7, 8]))
    background.submit(int).result()

    assert [number for number in done if number > 2] == [7, 8]
    assert done.count(0) <= 1
    assert 2 not in done


def test_what_can_be_dropped_from_now_on_goes_on_until_then() -> None:
    background = Background()
    before, after = background.until_dropped(range(3)), background.until_dropped("ab")

    assert next(before) == 0
    background.drop()

    assert [*before, *after] == []
    assert list(background.until_dropped("ab")) == ["a", "b"]
