"""Work that is done beside everything else."""

import sys
from threading import get_ident

import pytest

from argmap.storage.beside import Beside


def test_work_is_done_in_its_order_in_another_thread_that_waits_less_long_for_its_turn() -> None:
    done: list[int] = []
    usual, beside = sys.getswitchinterval(), Beside()

    turns = beside.submit(sys.getswitchinterval)
    other = beside.submit(get_ident)
    for number in range(3):
        beside.submit(done.append, number)
    beside.wait()

    assert done == [0, 1, 2]
    assert other.result() != get_ident()
    assert turns.result() < usual
    assert sys.getswitchinterval() == usual


def test_what_fails_stops_nothing_else_and_leaves_the_turns_as_they_were() -> None:
    usual, beside = sys.getswitchinterval(), Beside()

    failing = beside.submit(int, "none")
    beside.wait()

    with pytest.raises(ValueError, match="none"):
        failing.result()
    assert sys.getswitchinterval() == usual
