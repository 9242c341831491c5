"""What several tests share."""

import contextlib
import importlib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.metadata import entry_points, version
from pathlib import Path

import material  # type: ignore[import-untyped]
import mkdocs.plugins
import mkdocs.utils
import pypandoc
import pytest
from hypothesis import HealthCheck, settings
from jinja2 import Environment, FileSystemBytecodeCache
from jinja2.bccache import Bucket
from mkdocs.theme import Theme

import argmap
from argmap.citations import formatting, pandoc
from argmap.diagrams.engine import Engine, Failure, engine_for
from argmap.locale import words
from argmap.model import characters
from argmap.pages import compiling, templating
from argmap.pages.compiling import CompiledTemplates
from argmap.pages.templating import Templates
from argmap.site.build import BuildOptions, build_site
from argmap.site.made import Site
from argmap.storage.cache import Cache, key_of
from argmap.storage.disk import load
from argmap.storage.processes import run
from warmpandoc import WarmPandoc

pytest_plugins = ["browsing", "repository"]

for name in [name for name in os.environ if name.startswith("GIT_")]:
    del os.environ[name]  # within a hook, git names the repository that it works on; tests must never touch that one

# How long a test takes is not asserted, nor how long the making of its examples.
settings.register_profile("argmap", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("argmap")

ROOT = Path(__file__).parent.parent
TOP = {
    "m/map.yml": "title: A map\n",
    "m/nodes/top.md": "---\nkind: thesis\ntitle: The top\nstatement: It is so.\n---\n",
}
"""The smallest map there is."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write what the tests compare with anew")
    parser.addoption("--pictures", action="store_true", help="take the pictures of CONTRIBUTING anew")


def pytest_collection(session: pytest.Session) -> None:
    """Have each worker begin with other files where all are collected: what one has compiled the others find made."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker and session.config.args == session.config.getini("testpaths"):
        files = sorted(Path(__file__).parent.glob("test_*.py"))
        start = int(worker.removeprefix("gw")) * len(files) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
        for file in files[start:] + files[:start]:
            with contextlib.suppress(Exception):  # told of when the file is collected
                importlib.import_module(file.stem)


def shared(tmp_path_factory: pytest.TempPathFactory, name: str) -> Path:
    """Return the path of a folder that all workers have in common."""
    base = tmp_path_factory.getbasetemp()
    return (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name


class _CompiledOnce(CompiledTemplates):
    """Keeps compiled templates for all workers, and for the next run: to compile them takes longer than most tests.

    Those on disk are what is installed, each under the name of its language; tests' own stay with their process.
    """

    FOLDER = ROOT / ".cache" / "templates"
    INSTALLED = tuple(f"{Path(str(package.__file__)).parent}{os.sep}" for package in (argmap, mkdocs, material))
    COMPILERS = (compiling, templating, words, characters)
    """What templates are compiled with, by Jinja; another one makes all of them anew."""

    def __init__(self) -> None:
        super().__init__()
        self.FOLDER.mkdir(parents=True, exist_ok=True)
        self._disk = FileSystemBytecodeCache(str(self.FOLDER))
        self._on_disk: set[str] = set()
        self._made_with = ""

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        said = vars(environment).get("words")  # words are in the code
        is_own = said and type(said) is not NullTranslations and not isinstance(said, GNUTranslations)
        if is_own or not (filename or "").startswith(self.INSTALLED):
            return super().get_bucket(environment, name, filename, source)
        if not self._made_with:
            texts = [Path(str(module.__file__)).read_text(encoding="utf-8") for module in self.COMPILERS]
            catalogue = vars(said).get("_catalog", {}).items() if said else ()
            phrases = [repr(item) for item in catalogue if item[0]]  # without the head, which has the time of now
            self._made_with = key_of(repr((version("jinja2"), sorted(environment.extensions), texts, phrases)))
        language = said.info().get("language", "en") if said else "theme"
        key = self.get_cache_key(name, f"{filename} {language}")
        bucket = Bucket(environment, key, self.get_source_checksum(self._made_with + source))
        self._on_disk.add(key)
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        super().load_bytecode(bucket)
        if not bucket.code and bucket.key in self._on_disk:
            self._disk.load_bytecode(bucket)
            if bucket.code:
                super().dump_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        super().dump_bytecode(bucket)
        if bucket.key in self._on_disk:
            self._disk.dump_bytecode(bucket)


vars(templating)["CompiledTemplates"] = _CompiledOnce  # from now on: some tests make sites while they are collected


@pytest.fixture(scope="session", autouse=True)
def _themes_known() -> Iterator[None]:
    """Keep from one build to the next what they all do with what is installed: most of the work of a small one.

    What Jinja makes of templates, and which plugins and themes there are.
    """
    compiled = _CompiledOnce()
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
def _templates_loaded_once() -> Iterator[None]:
    """Let all sites of a language have one set of templates: each build would load it again, which takes a while."""
    load_templates = Templates.__init__
    loaded: dict[tuple[str, str, NullTranslations], Templates] = {}

    def take(templates: Templates, overrides: Mapping[str, str] | None = None, language: str = "en") -> None:
        kind = repr(sorted((overrides or {}).items())), language, vars(templating)["translations"](language)
        if kind not in loaded:
            load_templates(templates, overrides, language)
            loaded[kind] = templates
        vars(templates).update(vars(loaded[kind]))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Templates, "__init__", take)
        yield


@pytest.fixture(scope="session", autouse=True)
def _answered_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Ask pandoc only once what many tests ask: it takes longer to start than all else of a small site to make."""
    answers = Cache(shared(tmp_path_factory, "answers"))
    warm = WarmPandoc(tmp_path_factory.mktemp("pandoc"))
    ways = (warm.run, pypandoc.get_pandoc_path)

    def answered(requests: Mapping[str, pandoc.Request]) -> list[str]:
        if (vars(pandoc)["run"], pypandoc.get_pandoc_path) != ways:  # a test has put something in pandoc's place
            return pandoc.pandoc_answers(requests)
        keys = {name: key_of(repr(request)) for name, request in requests.items()}
        known = answers.texts(keys.values())
        if new := {name: request for name, request in requests.items() if keys[name] not in known}:
            made = dict(zip((keys[name] for name in new), pandoc.pandoc_answers(new), strict=True))
            answers.put_texts(made)
            known |= made
        return [known[key] for key in keys.values()]

    with pytest.MonkeyPatch.context() as patch, warm:
        patch.setattr(pandoc, "run", warm.run)
        patch.setattr(formatting, "pandoc_answers", answered)
        yield


@pytest.fixture(scope="module")
def cold_pandoc() -> Iterator[None]:
    """Have pandoc started for each question, as where no test runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pandoc, "run", run)
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
