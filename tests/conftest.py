"""What several tests share."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from hypothesis import HealthCheck, settings
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.theme import Theme

from argmap.citations import formatting, pandoc
from argmap.diagrams.engine import Engine, Failure, engine_for
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Trace no test that runs a browser, which holds none of the code, nor those of `untraced.txt`."""
    untraced = tuple(line for line in UNTRACED.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    for item in items:
        if item.get_closest_marker("browser") or item.nodeid.rpartition("tests/")[2].startswith(untraced):
            item.add_marker("no_cover")


@pytest.fixture(autouse=True)
def _made_again(request: pytest.FixtureRequest) -> Iterator[None]:
    """Forget what a test that is not traced was the first to make: a traced one must pass through its making."""
    if not request.node.get_closest_marker("no_cover"):
        yield
        return
    before = {function: function.cache_info().misses for function in caching()}
    yield
    for function in caching():
        if function.cache_info().misses != before.get(function, 0):
            function.cache_clear()


def caching(room: str = "argmap") -> Iterator[Any]:
    """Yield the functions of argmap, or of one of its rooms, that make each answer once."""
    modules = [module for name, module in sys.modules.items() if f"{name}.".startswith(f"{room}.")]
    found = {id(value): value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")}
    yield from found.values()


@pytest.fixture(scope="session", autouse=True)
def _compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what Jinja makes of a theme's templates from one build to the next: most of the work of a small one.

    And which files a theme has: Material has 14,000. Those of a site's own folders are looked for at each build.
    """
    compiled = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    environment_of = Theme.get_env
    listed: dict[object, list[str]] = {}
    of_tests = str(tmp_path_factory.getbasetemp())

    def environment(theme: Theme) -> Environment:
        made = environment_of(theme)
        made.bytecode_cache = compiled
        if not any(folder.startswith(of_tests) for folder in theme.dirs):
            known, list_anew = (*theme.dirs, *sorted(theme.static_templates)), made.list_templates

            def listing(**chosen: Any) -> list[str]:  # noqa: ANN401 - as Jinja has it
                if known not in listed:
                    listed[known] = list_anew(**chosen)
                return listed[known]

            vars(made)["list_templates"] = listing
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", environment)
        yield


@pytest.fixture(scope="session", autouse=True)
def _answered_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Ask pandoc only once what many tests ask: it takes longer to start than all else of a small site to make."""
    base = tmp_path_factory.getbasetemp()
    answers = Cache((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "answers")
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
