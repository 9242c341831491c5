"""Makes pictures beside all else, in a process of their own: in one of Python's, one thread at a time goes on.

Run as a program, this module is that process. It is sent lines of JSON, each with what some pictures show, makes them
into the cache, and answers each line with an empty one.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import astuple
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO, TypeAlias

from argmap.diagrams.pictures import missing_pictures, pictures
from argmap.diagrams.previews import Preview, missing_previews, preview_pictures
from argmap.storage.background import Background
from argmap.storage.cache import Cache
from argmap.storage.processes import Companion, ProcessFailed

Wanted: TypeAlias = tuple[Mapping[str, Preview], Mapping[str, str]]
"""What pictures show: those beside links to pages, and drawings as SVGs, by their paths."""

_AT_ONCE = 25
"""How many of a kind are sent at a time: whoever stops a build waits for no more."""


class PicturesApart:
    """Has pictures made for the cache before somebody asks for them.

    What fails here is not told: whoever asks for a picture that is not in the cache makes it, and is told then.

    Args:
        background: The thread that waits for the process.
    """

    def __init__(self, background: Background) -> None:
        self._background = background
        self._process: Companion | None = None

    def begin(self, cache: Cache, wanted: Callable[[], Wanted]) -> None:
        """Have pictures made; where few are missing, or nothing is kept, they are left to whoever asks for them.

        Args:
            cache: What was made in earlier builds, and takes the new ones.
            wanted: Tells what the pictures show, once it is known.
        """
        if cache.folder:
            self._background.begin(partial(self._steps, cache, str(cache.folder), wanted))

    def close(self) -> Future[None]:
        """Let the process go once all is made that was begun.

        Returns:
            What tells that it is gone.
        """
        return self._background.submit(self._close)

    def drop(self) -> None:
        """Have all that was begun end."""
        self._background.drop()
        process = self._process  # the thread may let it go meanwhile
        if process:
            process.kill()
        self.close()

    def _close(self) -> None:
        process, self._process = self._process, None
        if process:
            process.close()

    def _steps(self, cache: Cache, folder: str, wanted: Callable[[], Wanted]) -> Iterator[None]:
        previews, drawings = wanted()
        drawings, previews = missing_pictures(drawings, cache), missing_previews(previews, cache)
        if len(drawings) + len(previews) < _AT_ONCE:
            return
        rows = {path: astuple(preview) for path, preview in previews.items()}
        try:
            self._process = self._process or Companion(__name__, folder)
            for line in chain(_lines("previews", rows), _lines("drawings", drawings)):
                self._process.ask(line)
                yield
        except ProcessFailed:
            self._close()


def _lines(name: str, shown: Mapping[str, object]) -> Iterator[bytes]:
    left = iter(shown.items())
    while some := dict(islice(left, _AT_ONCE)):
        yield json.dumps({name: some}).encode()


def answer(lines: BinaryIO, answers: BinaryIO, cache: Cache) -> None:
    """Make the pictures for which lines ask, until there are no more.

    Args:
        lines: JSON, an object a line: `drawings` are SVGs by their paths, `previews` rows of what a picture beside a
            link says.
        answers: Takes an empty line for each.
        cache: What takes the pictures.
    """
    for line in lines:
        asked = json.loads(line)
        previews = {path: Preview(*row) for path, row in asked.get("previews", {}).items()}
        for _ in chain(preview_pictures(previews, cache), pictures(asked.get("drawings", {}), cache)):
            pass
        answers.write(b"\n")
        answers.flush()


if __name__ == "__main__":  # pragma: no cover - in a process of its own
    answer(sys.stdin.buffer, sys.stdout.buffer, Cache(Path(sys.argv[1])))
