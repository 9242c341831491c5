"""What several tests share."""

import contextlib
import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Generator, Iterator, Mapping
from functools import cache
from importlib.metadata import entry_points
from inspect import signature
from pathlib import Path
from typing import Any

import mkdocs.plugins
import mkdocs.utils
import pypandoc
import pytest
from hypothesis import HealthCheck, settings
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.theme import Theme

import argmap
from argmap.citations import formatting, pandoc
from argmap.diagrams.engine import Engine, Failure, engine_for
from argmap.locale.words import translations
from argmap.pages import templating
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.storage.cache import Cache, key_of
from argmap.storage.disk import load

pytest_plugins = ["browsing", "repository"]

for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]  # within a hook, git names the repository that it works on; tests must never touch that one

# How long a test takes is not asserted, nor how long the making of its examples.
settings.register_profile("argmap", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("argmap")

UNTRACED = Path(__file__).with_name("untraced.txt")

TOP = {
    "m/map.yml": "title: A map\n",
    "m/nodes/top.md": "---\nkind: thesis\ntitle: The top\nstatement: It is so.\n---\n",
}
"""The smallest map there is."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what the tests compare with anew")
    parser.addoption("--pictures", action="store_true", help="take the pictures of CONTRIBUTING anew")


_TRACING = pytest.StashKey[bool]()


def _trace(config: pytest.Config, *, on: bool) -> None:
    controller = getattr(config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if controller and on != config.stash.get(_TRACING, True):
        (controller.cov.start if on else controller.cov.stop)()
        config.stash[_TRACING] = on


def pytest_collection(session: pytest.Session) -> None:
    """Load all of argmap under a trace, and then trace only the tests: it doubles whatever Python does meanwhile.

    Where all files are collected, each worker begins with others: what one has compiled the others find made.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    hands_out = session.config.getoption("numprocesses", None) and not worker
    for module in () if hands_out else pkgutil.walk_packages(argmap.__path__, "argmap."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    _trace(session.config, on=False)
    if worker and session.config.args == session.config.getini("testpaths"):
        files = sorted(UNTRACED.parent.glob("test_*.py"))
        start = int(worker.removeprefix("gw")) * len(files) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        for file in files[start:] + files[:start]:
            with contextlib.suppress(Exception):  # told of when the file is collected
                importlib.import_module(file.stem)


_TRACED = pytest.StashKey[bool]()
_UNSEEN: set[Any] = set()
"""Functions that keep answers which were made without a trace."""
_IN_ONE_WAY = (translations, vars(templating)["_compiled"])
_SEEN: set[Any] = set()
"""Functions that make all of their answers in one way, and have made one under a trace."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trace no test that runs a browser, which holds none of the code, nor those of `untraced.txt`."""
    untraced = tuple(line for line in UNTRACED.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for item in items:
        is_listed = item.nodeid.rpartition("tests/")[2].startswith(untraced)
        item.stash[_TRACED] = not (item.get_closest_marker("browser") or is_listed)
    _UNSEEN.update(function for function in caching() if function.cache_info().misses)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Forget, before a test that is traced, what others were the first to make: it must pass through its making.

    What is made in one way only is kept once a test that is traced has made it: the compiled templates for one.
    """
    is_traced = item.stash[_TRACED]
    while is_traced and _UNSEEN:
        function = _UNSEEN.pop()
        if function not in _SEEN:
            function.cache_clear()
    before = {function: function.cache_info().misses for function in caching()}
    done = yield
    made = {function for function in caching() if function.cache_info().misses != before.get(function, 0)}
    if is_traced:
        _SEEN.update(function for function in made if function in _IN_ONE_WAY or not signature(function).parameters)
    else:
        _UNSEEN.update(made)
    return done


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> Generator[None, object, object]:
    """Trace the making of what tests are given, which they share, and the taking down; not what happens in between.

    But where another thread goes on from one test to the next, which would go on without a trace.
    """
    _trace(item.config, on=True)
    try:
        return (yield)
    finally:
        _trace(item.config, on=item.get_closest_marker("beside") is not None)


pytest_runtest_teardown = pytest_runtest_setup


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Trace the run of a test that is to be traced."""
    _trace(item.config, on=item.stash[_TRACED])
    try:
        return (yield)
    finally:
        _trace(item.config, on=item.get_closest_marker("beside") is not None)


def caching(room: str = "argmap") -> list[Any]:
    """Return the functions of argmap, or of one of its rooms, that make each answer once."""
    return _caching(room, len(sys.modules))


@cache
def _caching(room: str, loaded: int) -> list[Any]:
    """Look for them among this many modules."""
    del loaded
    modules = [module for name, module in sys.modules.items() if f"{name}.".startswith(f"{room}.")]
    functions = [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]
    found = {id(function): function for function in functions if function.__module__.startswith("argmap")}
    return list(found.values())


def shared(tmp_path_factory: pytest.TempPathFactory, name: str) -> Path:
    """Return the path of a folder that all workers have in common."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name


@pytest.fixture(scope="session", autouse=True)
def _themes_known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep from one build to the next what they all do with what is installed: most of the work of a small one.

    What Jinja makes of a theme's templates, and which plugins and themes there are.
    """
    folder = shared(tmp_path_factory, "templates")
    folder.mkdir(exist_ok=True)
    compiled = FileSystemBytecodeCache(str(folder))
    environment_of = Theme.get_env

    def environment(theme: Theme) -> Environment:
        made = environment_of(theme)
        made.bytecode_cache = compiled
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", environment)
        for module in (mkdocs.plugins, mkdocs.utils):
            patch.setattr(module, "entry_points", cache(entry_points))
        yield


@pytest.fixture(scope="session", autouse=True)
def _answered_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Ask pandoc only once what many tests ask: it takes longer to start than all else of a small site to make."""
    answers = Cache(shared(tmp_path_factory, "answers"))
    ways = (vars(pandoc)["run"], pypandoc.get_pandoc_path)

    def answered(requests: Mapping[str, pandoc.Request]) -> list[str]:
        if (vars(pandoc)["run"], pypandoc.get_pandoc_path) != ways:  # a test has put something in pandoc's place
            return pandoc.pandoc_answers(requests)
        keys = {name: key_of(repr(request)) for name, request in requests.items()}
        known = answers.get(keys.values())
        if new := {name: request for name, request in requests.items() if keys[name] not in known}:
            made = dict(zip((keys[name] for name in new), pandoc.pandoc_answers(new), strict=True))
            answers.put(made)
            known |= made
        return [known[key] for key in keys.values()]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(formatting, "pandoc_answers", answered)
        yield


@pytest.fixture
def compare(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a file; with --update, write the file."""

    def compare(file: Path, text: str) -> None:
        if request.config.getoption("--update"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
        assert text == file.read_text(encoding="utf-8"), f"{file} differs; look, then run with --update"

    return compare


@pytest.fixture
def put(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """Write files into a docs folder and return it."""

    def put(files: dict[str, str]) -> Path:
        docs = tmp_path / "docs"
        docs.mkdir(exist_ok=True)
        for path, text in files.items():
            file = docs / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="")
        return docs

    return put


def site_of(docs: Path, engine: Engine | None = None, cache: Path | None = None) -> Site:
    """Run the whole road over a docs folder."""
    sources = load(docs)
    return build_site(
        sources.texts, sources.findings, BuildOptions(engine or engine_for(), Cache(cache)), sources.others
    )


def broken_engine() -> Engine:
    """Return an engine that draws nothing and says so."""
    return Engine("broken", lambda drawings: [Failure("it is out of ink") for _ in drawings])


def node(statement: str = "It is so.", **fields: str) -> str:
    """Write a node's file: a claim that supports `top`, unless the fields say otherwise."""
    given = {"kind": "claim", "title": "A title", "statement": statement, "supports": "[top]", **fields}
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in given.items() if value]
    return "\n".join(["---", *lines, "---", ""])
