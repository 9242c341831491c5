"""Holds what is known and made of many maps in a small part of the memory that it takes otherwise."""

import pickle
import posixpath
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

_Value = TypeVar("_Value")

_FASTEST = 1
"""The level of compression: pages take an eighth of their memory, and each a few ten thousandths of a second."""


_FIRST: dict[str, bytes] = {}
"""The first that was packed of each kind of file, which is much like all others of its kind: with it, they are a
quarter smaller."""

_WINDOW = 32_768
"""How many bytes of it are looked at (RFC 1950)."""


def _pack(path: str, value: object) -> bytes:
    plain = pickle.dumps(value)
    like = _FIRST.setdefault(posixpath.splitext(path)[1], plain[-_WINDOW:])
    packer = zlib.compressobj(_FASTEST, zdict=like)
    return packer.compress(plain) + packer.flush()


def _unpack(path: str, packed: bytes) -> Any:  # noqa: ANN401 - whatever was packed
    plain = zlib.decompressobj(zdict=_FIRST[posixpath.splitext(path)[1]]).decompress(packed)
    return pickle.loads(plain)  # noqa: S301 - packed above


class Packed(Mapping[str, _Value]):
    """What there is of many maps, by its path or name: each is unpacked when somebody asks for it, and let go.

    Args:
        values: The pages or files.
    """

    def __init__(self, values: Mapping[str, _Value]) -> None:
        if isinstance(values, Packed):
            self._packed: dict[str, bytes] = values._packed  # noqa: SLF001 - of the same class
        else:
            self._packed = {path: _pack(path, value) for path, value in values.items()}
        self._last: tuple[str, _Value] | None = None
        """What was asked for last, which is often asked for again at once."""

    def __getitem__(self, path: str) -> _Value:
        """Unpack one."""
        last = self._last  # another thread may ask too
        if last is None or last[0] != path:
            last = self._last = path, _unpack(path, self._packed[path])
        return last[1]

    def __iter__(self) -> Iterator[str]:
        """Name all paths, in their order."""
        return iter(self._packed)

    def __len__(self) -> int:
        """Count them."""
        return len(self._packed)

    def __contains__(self, path: object) -> bool:
        """Tell whether there is one, without unpacking it."""
        return path in self._packed

    def only(self, paths: Iterable[str]) -> "Packed[_Value]":
        """Choose some, without unpacking any.

        Args:
            paths: Their paths.

        Returns:
            What these paths have.
        """
        some: Packed[_Value] = Packed({})
        some._packed = {path: self._packed[path] for path in paths}
        return some

    @classmethod
    def joined(cls, parts: Sequence[Mapping[str, _Value]]) -> "Packed[_Value]":
        """Put parts together, without unpacking any.

        Args:
            parts: The parts; where two have the same path, it is the later one's.

        Returns:
            All of them.
        """
        whole = cls({})
        for part in parts:
            whole._packed |= cls(part)._packed  # noqa: SLF001 - of the same class
        return whole


def only(whole: Mapping[str, _Value], paths: Iterable[str]) -> Mapping[str, _Value]:
    """Choose some pages or files by their paths, without unpacking any."""
    return whole.only(paths) if isinstance(whole, Packed) else {path: whole[path] for path in paths}


def together(parts: Sequence[Mapping[str, _Value]]) -> Mapping[str, _Value]:
    """Put pages or files together; they are packed if any of them are."""
    if any(isinstance(part, Packed) for part in parts):
        return Packed.joined(parts)
    return {path: value for part in parts for path, value in part.items()}
