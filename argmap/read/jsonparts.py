"""Finds where the parts of a JSON value stand in its text, which Python's reader of JSON does not say."""

import json
import re
from collections.abc import Iterator

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)


def parts_of(text: str, start: int) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Yield each part of a JSON value, with where it stands.

    Args:
        text: A text in which the value can be read.
        start: Where the value begins.

    Yields:
        The way to each key and each item, by names of keys and numbers of items, and its offset in the text.
    """
    path: list[str | int | None] = []
    for token in _TOKEN.finditer(text, start):
        sign = token[0]
        if path and isinstance(path[-1], int) and sign not in ("]", ","):
            yield tuple(part for part in path if part is not None), token.start()
        if sign in "{[":
            path.append(None if sign == "{" else 0)
        elif sign in "}]":
            path.pop()
        elif sign == ",":
            path[-1] = path[-1] + 1 if isinstance(path[-1], int) else None
        elif path and path[-1] is None:
            path[-1] = str(json.loads(sign, strict=False)) if "\\" in sign else sign[1:-1]
            yield tuple(part for part in path if part is not None), token.start()
        if not path:
            return


def key_given_twice(text: str, start: int) -> tuple[tuple[str | int, ...], int, int]:
    """Find the first key that an object within a JSON value has twice.

    Args:
        text: A text in which the value can be read.
        start: Where the value begins.

    Returns:
        The way to the first such key, and the offsets at which it stands.
    """
    seen: dict[tuple[str | int, ...], int] = {}
    for path, offset in parts_of(text, start):
        if path in seen:
            return path, seen[path], offset
        seen[path] = offset
    return (), start, start
