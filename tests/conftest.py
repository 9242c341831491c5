"""What several tests share."""

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pypandoc
import pytest
from hypothesis import HealthCheck, settings
from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.theme import Theme

from argmap.citations import formatting, pandoc
from argmap.diagrams.engine import Engine, Failure, engine_for
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.storage.cache import Cache
from argmap.storage.disk import load

pytest_plugins = ["browsing", "repository"]

for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]  # within a hook, git names the repository that it works on; tests must never touch that one

# How long a test takes is not asserted, nor how long the making of its examples.
settings.register_profile("argmap", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("argmap")

TOP = {
    "m/map.yml": "title: A map\n",
    "m/nodes/top.md": "---\nkind: thesis\ntitle: The top\nstatement: It is so.\n---\n",
}
"""The smallest map there is."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what the tests compare with anew")
    parser.addoption("--pictures", action="store_true", help="take the pictures of CONTRIBUTING anew")


@pytest.fixture(scope="session", autouse=True)
def _compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what Jinja makes of a theme's templates from one build to the next: most of the work of a small one."""
    compiled = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    environment_of = Theme.get_env

    def environment(theme: Theme) -> Environment:
        made = environment_of(theme)
        made.bytecode_cache = compiled
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", environment)
        yield


@pytest.fixture(scope="session", autouse=True)
def _answered_once() -> Iterator[None]:
    """Ask pandoc only once what many tests ask: it takes longer to start than all else of a small site to make."""
    answers: dict[object, str] = {}

    def answered(requests: Mapping[str, pandoc.Request]) -> list[str]:
        # A test that puts something in pandoc's place has that asked.
        asked = {name: (request, pypandoc.get_pandoc_path, vars(pandoc)["run"]) for name, request in requests.items()}
        new = {name: request for name, request in requests.items() if asked[name] not in answers}
        if new:
            answers.update(zip((asked[name] for name in new), pandoc.pandoc_answers(new), strict=True))
        return [answers[one] for one in asked.values()]

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
