"""Remembers from one build of a preview to the next what was made of what, so that only what differs is made again."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

_Made = TypeVar("_Made")


class Memory:
    """What was made last, by what it is and with what it was made of.

    Args:
        keeps: Whether anything is remembered: a build that is the only one of its process needs nothing of it.
    """

    def __init__(self, *, keeps: bool = False) -> None:
        self.keeps = keeps
        self._made: dict[Hashable, tuple[Any, Any]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was made yet."""
        return not self._made

    def knows(self, name: Hashable, made_of: Any) -> bool:  # noqa: ANN401 - anything that can be compared
        """Tell whether something was made last of the same.

        Args:
            name: What it is.
            made_of: All that it is made of.

        Returns:
            Whether it need not be made.
        """
        return name in self._made and self._made[name][0] == made_of

    def last(self, name: Hashable) -> tuple[Any, Any] | None:
        """Return what something was made of last, and what was made; None where it was not made yet."""
        return self._made.get(name)

    def recall(self, name: Hashable, made_of: Any, make: Callable[[], _Made]) -> _Made:  # noqa: ANN401 - anything that can be compared
        """Return what was made last, if it was made of the same, or make it.

        Args:
            name: What it is.
            made_of: All that it is made of; values that never change.
            make: Makes it.

        Returns:
            What was made.
        """
        if not self.keeps:
            return make()
        if not self.knows(name, made_of):
            self._made[name] = made_of, make()
        return self._made[name][1]  # type: ignore[no-any-return] # as it was put in
