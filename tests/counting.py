"""Counts the work of a function, so that no test asks a clock: another machine, or a busier one, counts the same."""

import cProfile
import sys
from collections.abc import Callable


def calls(work: Callable[[], object]) -> int:
    """Count the calls that a function leads to, of what is written in Python and of what is in C alike.

    What one call does in C, a search with a regular expression for one, counts once however long it takes;
    `scripts/bench.py --growth` measures that.
    """
    before = sys.getprofile()  # a profiler of whoever looks for what tests cost
    counted = cProfile.Profile()
    sys.setprofile(None)
    try:
        counted.runcall(work)
    finally:
        sys.setprofile(before)
    return sum(entry.callcount for entry in counted.getstats())


def growth(work: Callable[[int], object], size: int) -> float:
    """Return how many times the calls become for twice the size: 2 where work is in proportion, 4 where in its square.

    Takes what to do with an input of a size, and the smaller of the two sizes.
    """
    work(size)  # what is made once and kept is made here
    once = calls(lambda: work(size))
    return calls(lambda: work(2 * size)) / once
