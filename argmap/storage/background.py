"""Has work done in the background: in a thread of its own."""

import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import takewhile
from typing import ParamSpec, TypeVar

_TURN = 0.0005
"""Seconds. Each time that a thread comes back to Python, from Typst or from a disk, it waits until another gives way:
5 milliseconds by default, which made pictures take five times as long beside pages as by themselves (measured)."""

_Given = ParamSpec("_Given")
_Result = TypeVar("_Result")
_Step = TypeVar("_Step")


class Background:
    """A thread that does one thing after another, and in turns of which nobody waits for long."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1)
        self._dropped = 0
        """How many times what was begun was dropped."""

    def submit(
        self, work: Callable[_Given, _Result], /, *given: _Given.args, **named: _Given.kwargs
    ) -> "Future[_Result]":
        """Have something done when all is done that was asked for before.

        Args:
            work: What does it.
            *given: What it is given.
            **named: What it is given by name.

        Returns:
            What it will return.
        """

        def in_short_turns() -> _Result:
            usual = sys.getswitchinterval()
            sys.setswitchinterval(_TURN)
            try:
                return work(*given, **named)
            finally:
                sys.setswitchinterval(usual)

        return self._executor.submit(in_short_turns)

    def begin(self, work: Callable[[], Iterable[object]]) -> None:
        """Have something begun of which nobody needs the result, and which can be dropped; what fails is not told.

        Args:
            work: What does it, step by step.
        """

        def steps() -> Iterator[object]:
            yield None  # what was dropped before does not even begin
            yield from work()

        self.submit(deque[object], self.until_dropped(steps()), 0)

    def until_dropped(self, steps: Iterable[_Step]) -> Iterator[_Step]:
        """Go through something that can be dropped from now on.

        Args:
            steps: What is gone through.

        Returns:
            The steps until all is dropped.
        """
        dropped = self._dropped
        return takewhile(lambda _: dropped == self._dropped, steps)

    def drop(self) -> None:
        """Have all that can be dropped end with the step that goes on."""
        self._dropped += 1
