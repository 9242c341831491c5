"""Runs pytest, and fails where the tests leave a statement or a branch of argmap out.

    python -m scripts.covering [WORD …]

takes the words that pytest takes. SlipCover measures: its probes are gone once they were passed, so that tests take as
long as without. This is a plugin, too, loaded with xdist into each worker, before anything of argmap is.

What counts is what runs in the processes of the tests, in any thread. A statement over several lines counts as one,
and was reached if its first line was. A branch is a way on from `if`, `for`, `while` or `match`; what `and`, `or`, a
comprehension or a conditional expression passes over is none. A module that no test imports is left out as a whole.

A comment at the head of a block says what need not be reached, and why: `# pragma: no cover - only on Windows` means
the block, `# pragma: no branch - …` the ways on from its head. What is imported only for types counts for nothing.
"""

import ast
import contextlib
import gc
import hashlib
import json
import marshal
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import CodeType, ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import pytest
import slipcover
import slipcover.importer
from slipcover.branch import preinstrument
from slipcover.slipcover import format_missing

if sys.version_info < (3, 12):  # from then on Python itself tells what it passes
    from slipcover import probe

if TYPE_CHECKING:
    from xdist.workermanage import WorkerController

_PLUGIN = "scripts.covering"
_ROOM = "argmap"
_PRAGMA = re.compile(r"#\s*pragma: no (cover|branch) - \w")
_LINES = ("executed_lines", "missing_lines")
_WAYS = ("executed_branches", "missing_branches")

_MARKED = Path(".cache", "covering").absolute()  # tests go to other folders
"""Where modules are kept as they are measured: to make them ready for it takes longer than all else of loading."""

_SELF = Path(__file__).read_bytes()
"""What makes them ready: another version of it makes all anew."""

_PLACE = "a place for a probe of SlipCover's"
"""Stands in kept code for what is called with a probe; with a line or a branch, for its probe."""

_LOADED_EARLY = "ignore:Module already imported so cannot be rewritten; slipcover"


_PASSES = 1000
"""How often a probe that has nothing new to tell is passed until all such are taken out, which takes a while.

They are taken out behind the test: within, a test that counts calls would count those of that, too.
"""


class _Loader(slipcover.importer.SlipcoverLoader):  # type: ignore[misc] # it comes without types
    """Loads modules with probes, whose places are found once for all workers."""

    def exec_module(self, module: ModuleType) -> None:
        self.sci.register_module(module)
        exec(self.sci.probed(marked(self.origin)), vars(module))  # noqa: S102 - it is what loading means


class _Probes(slipcover.Slipcover):  # type: ignore[misc] # it comes without types
    """Puts probes into code whose lines and branches are known: to look for them takes as long as the probes."""

    are_in_the_way = False
    """Whether there are probes that were passed often, and have nothing new to tell."""

    def deinstrument_seen(self) -> None:
        """Take note that probes are to be taken out."""
        self.are_in_the_way = True

    def take_out(self) -> None:
        """Take out the probes that have told all, if they are in the way."""
        if self.are_in_the_way:
            self.are_in_the_way = False
            super().deinstrument_seen()

    def probed(self, module: "Marked") -> CodeType:
        """Return the code of a module with probes in it."""
        file = module.code.co_filename
        has_places = sys.version_info < (3, 12)
        code: CodeType = self._filled(module.code, iter(module.places)) if has_places else self._watched(module.code)
        with self.lock:
            self.code_lines[file].update(module.lines)
            self.code_branches[file].update(module.branches)
            if has_places:
                self.instrumented[file].add(code)  # of which probes can be taken out again
        return code

    def _watched(self, code: CodeType) -> CodeType:
        """Have Python itself tell which lines it passes."""
        watched: CodeType = self.instrument(code, parent=code)  # as a part, whose lines are not looked for
        return watched

    def _filled(self, code: CodeType, places: Iterator["Places"]) -> CodeType:
        """Put a probe wherever one has its place in code and its parts."""
        made: list[object] = []
        for const in code.co_consts:
            if isinstance(const, CodeType):
                made.append(self._filled(const, places))
            elif isinstance(const, tuple) and const[:1] == (_PLACE,):
                made.append(probe.new(self, code.co_filename, const[1], self.d_miss_threshold))
            else:
                made.append(probe.signal if const == _PLACE else const)
        filled = code.replace(co_consts=tuple(made))
        self.code2index[filled] = next(places)
        return filled


Places: TypeAlias = list[tuple[int, int | tuple[int, int]]]
"""Where in a part's code each line or branch has its probe, as SlipCover lists it."""


class Marked(NamedTuple):
    """A module made ready to be measured.

    Attributes:
        code: What it compiles to, with its branches marked, and up to Python 3.11 with places for probes.
        places: Where these are, for each part of the code, those within others first.
        lines: The lines that SlipCover sees.
        branches: The branches that it sees.
        statements: The lines that are to be reached.
        outside: Those that need not be.
        forks: Those from which not every way on need be taken.
    """

    code: CodeType
    places: list[Places]
    lines: frozenset[int]
    branches: frozenset[tuple[int, int]]
    statements: frozenset[int]
    outside: frozenset[int]
    forks: frozenset[int]


def marked(file: Path) -> Marked:
    """Return a module made ready to be measured, as it was kept or anew."""
    text = file.read_bytes()
    made_by = repr((str(file), sys.version, slipcover.__version__)).encode() + _SELF
    key = hashlib.sha256(made_by + text).digest()
    kept = _MARKED / hashlib.sha256(str(file).encode()).hexdigest()
    with contextlib.suppress(OSError):
        content = kept.read_bytes()
        if content.startswith(key):
            return Marked(*marshal.loads(content.removeprefix(key)))  # noqa: S302 - written below
    module = _marked(text, str(file))
    _MARKED.mkdir(parents=True, exist_ok=True)
    begun = kept.with_suffix(f".{os.getpid()}")
    begun.write_bytes(key + marshal.dumps(tuple(module)))
    begun.replace(kept)
    return module


def _marked(text: bytes, name: str) -> Marked:
    tree = ast.parse(text)
    outside, forks = excluded(tree, text.decode().splitlines())
    begun = {part.lineno for part in ast.walk(tree) if isinstance(part, ast.stmt) and not _is_constant(part)}
    code = compile(preinstrument(tree), name, "exec")
    found = slipcover.Slipcover.lines_from_code(code), slipcover.Slipcover.branches_from_code(code)
    lines, branches = map(frozenset, found)
    code, places = _with_places(code) if sys.version_info < (3, 12) else (code, [])
    return Marked(code, places, lines, branches, *map(frozenset, (begun - outside, outside, forks | outside)))


def _with_places(code: CodeType) -> tuple[CodeType, list[Places]]:
    """Have SlipCover put constants that can be kept where it would put probes, which takes it long."""
    prober = slipcover.Slipcover(branch=True)
    named = SimpleNamespace(signal=_PLACE, new=lambda _prober, _file, what, _passes: (_PLACE, what))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slipcover.slipcover, "probe", named)
        made: CodeType = prober.instrument(code, parent=code)
    return made, [prober.code2index[part] for part in _parts(made)]


def _parts(code: CodeType) -> Iterator[CodeType]:
    """Yield all code within code, and that last."""
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from _parts(const)
    yield code


def mark_all() -> None:
    """Have every module made ready and kept; each worker begins with another one."""
    files = sorted(Path(_ROOM).absolute().rglob("*.py"))
    worker, workers = os.environ["PYTEST_XDIST_WORKER"], int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    start = int(worker.removeprefix("gw")) * len(files) // workers
    for file in files[start:] + files[:start]:
        with contextlib.suppress(SyntaxError):  # told of when it is loaded
            marked(file)


class Covering:
    """What one run has measured.

    Attributes:
        probes: SlipCover's; none in a process that has others run the tests.
        measured: What SlipCover tells of each file, by its path, from all processes.
        lost: The workers that ended without telling.
        said: What is to be told at the end, by line.
    """

    def __init__(self) -> None:
        self.probes: _Probes | None = None
        self.measured: dict[str, Any] = {}
        self.lost: list[str] = []
        self.said: list[str] = []

    def begin(self) -> None:
        """Put probes into all that is loaded of argmap from now on."""
        if early := [name for name in sys.modules if f"{name}.".startswith(f"{_ROOM}.")]:
            message = f"loaded before anything was measured: {', '.join(early)}"
            raise pytest.UsageError(message)
        if _IS_WORKER:
            mark_all()
        files = slipcover.FileMatcher()
        files.addSource(Path(_ROOM))
        self.probes = _Probes(branch=True, d_miss_threshold=_PASSES)
        slipcover.importer.SlipcoverLoader = _Loader
        slipcover.ImportManager(self.probes, files).__enter__()

    def add(self, told: dict[str, Any]) -> None:
        """Take what a process measured."""
        self.measured = slipcover.merge_coverage(self.measured, told) if self.measured else told

    def judge(self) -> bool:
        """Find what to tell; return whether nothing was left out."""
        files = self.measured.get("files", {})
        counts = [0, 0]
        for file in sorted(Path(_ROOM).rglob("*.py")):
            if told := files.get(str(file)):
                found = judged(marked(file.absolute()), told)
                left_out = format_missing(found["missing_lines"], found["executed_lines"], found["missing_branches"])
                for place, kind in enumerate(("lines", "branches")):
                    counts[place] += len(found[f"executed_{kind}"]) + len(found[f"missing_{kind}"])
            else:
                left_out = "no test imports it"
            self.said += [f"{file}: {left_out}"] if left_out else []
        self.said += [f"what {worker} reached is lost" for worker in self.lost]
        is_whole = not self.said
        reached = "all reached" if is_whole else "NOT all reached: see above"
        self.said.append(f"{counts[0]} statements and {counts[1]} branches of {_ROOM}, {reached}")
        return is_whole


def judged(module: Marked, told: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """Return what SlipCover tells of a module without what does not count.

    Args:
        module: as it was measured
        told: the lines and branches that were reached and those that were not, each under its name
    """
    lines = {name: [line for line in told[name] if line in module.statements] for name in _LINES}
    return lines | {
        name: [way for way in told[name] if way[0] not in module.forks and way[1] not in module.outside]
        for name in _WAYS
    }


def _is_constant(part: ast.stmt) -> bool:
    """Tell docstrings, which Python does not run."""
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


def excluded(tree: ast.AST, lines: Sequence[str]) -> tuple[set[int], set[int]]:
    """Return the lines that need not be reached, and those from which not every way on need be taken."""
    outside: set[int] = set()
    forks: set[int] = set()
    for part in ast.walk(tree):
        body = getattr(part, "body", None)
        if isinstance(part, ast.stmt | ast.ExceptHandler) and body:
            head = "\n".join(lines[part.lineno - 1 : body[0].lineno - 1])
            pragmas = _PRAGMA.findall(head)
            if "cover" in pragmas or head.strip() == "if TYPE_CHECKING:":
                outside.update(range(part.lineno, body[-1].end_lineno + 1))
            if "branch" in pragmas:
                forks.add(part.lineno)
    return outside, forks


_COVERING = Covering()
_IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin, unless workers are to do all."""
    if _IS_WORKER or not getattr(early_config.known_args_namespace, "numprocesses", None):
        gc.disable()  # until all is loaded: what is loaded stays
        _COVERING.begin()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Look for what is no longer needed, from now on, and not among what was loaded."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Take out the probes that have told all."""
    if _COVERING.probes:
        _COVERING.probes.take_out()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: "WorkerController") -> None:
    """Take what a worker has told at its end."""
    if told := getattr(node, "workeroutput", {}).get(_PLUGIN):
        _COVERING.add(json.loads(told))
    else:
        _COVERING.lost.append(node.gateway.id)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell as a worker what was reached, or judge what all tell: whatever is left out fails the run."""
    told = _COVERING.probes.get_coverage() if _COVERING.probes else None
    if _IS_WORKER:
        gc.freeze()  # pytest looks for what is left once more, several times, where nobody is told of it
        session.config.workeroutput[_PLUGIN] = json.dumps(told)  # type: ignore[attr-defined] # by xdist
        return
    if told:
        _COVERING.add(told)
    was_run = session.exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED)  # not stopped before its end
    if was_run and not _COVERING.judge():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell what the tests leave out, by file and line, and how much there is to reach."""
    if _COVERING.said:
        terminalreporter.section("coverage")
        terminalreporter.write("\n".join([*_COVERING.said, ""]))


def main() -> int:
    """Run pytest with this plugin, in its workers too, and return its exit status."""
    os.environ["PYTEST_PLUGINS"] = _PLUGIN
    return pytest.main(["-W", _LOADED_EARLY, *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
