"""Maps that are made by other processes: the same site, whatever becomes of the processes."""

import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from multiprocessing import forkserver
from pathlib import Path
from typing import Any, TypeVar

import dask
import pytest

import argmap.cli.build
from argmap.cli import CLEAN, FOUND, WRONG_USAGE, main
from argmap.diagrams.engine import engine_for
from argmap.pages.previews import LinkPreviews
from argmap.site import corpus
from argmap.site.build import BuildOptions, Plan, planned
from argmap.site.corpus import Parcel, Recipe, installed, made_elsewhere
from argmap.site.making import Batch
from argmap.storage import workers
from argmap.storage.cache import Cache
from argmap.storage.workers import Workers, WorkersError, dask_workers
from conftest import TOP, node
from test_abroad import FILES as LINKED
from test_editions import RELEASED
from test_readings import claim, reading_of

Put = Callable[[dict[str, str]], Path]
Capture = pytest.CaptureFixture[str]
Result = TypeVar("Result")

CORPUS = {
    **LINKED,
    **RELEASED,
    **reading_of("first", begins=("Once upon a time", "And so", "The end"), a=claim("one.1")),
    **reading_of("second", begins=("Once upon a time", "And so", "The end"), b=claim("one.1")),
    "trams/about.md": "# About\n\nThis is of the ABC.\n",
    "trams/glossary.yml": "terms: [{term: ABC, kind: organisation, stands-for: The alphabet}]\n",
    "prose/map.yml": "title: Links in prose\n",
    "prose/nodes/top.md": node(kind="thesis", supports="")
    + "\nSee [there](../../trams/nodes/cheap.md) and [home](../../index.md).\n",
    "index.md": "# Home\n\nThe ABC.\n\n```argmap\nview: maps\n```\n\n```argmap\nview: overview\nof: trams\n```\n",
    "plain.md": "# A page\n",
}
"""Maps that see each other by relations, by links and by their texts, one with an edition, and pages that show maps."""
SITE = ["--site-url", "https://e.org/"]


@contextmanager
def threads(number: int, scheduler: str) -> Iterator[Workers]:
    """Stand in for Dask: any executor does the same work."""
    assert not scheduler
    with ThreadPoolExecutor(number) as executor:
        yield Workers(executor, lambda: number)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def _by_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argmap.cli.build, "dask_workers", threads)
    monkeypatch.setattr(corpus, "_MAPS_IN_A_BATCH", 1)
    monkeypatch.setattr(corpus, "_TOLD", 2)


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def plan_of(files: dict[str, str]) -> Plan:
    return planned(files, (), BuildOptions(engine_for()))


def recipe() -> Recipe:
    return Recipe("", Cache(None), {}, "en", "", LinkPreviews.NONE)


class Now(Executor):
    """Runs everything at once, and counts what nobody has asked for yet."""

    def __init__(self, losing: Callable[[Batch], bool] = lambda _: False) -> None:
        self.losing = losing
        self.in_flight = self.most = 0

    def submit(self, work: Callable[..., Result], /, *given: Any, **_: Any) -> Future[Result]:  # noqa: ANN401
        future: Future[Result] = Future()
        self.in_flight += 1
        self.most = max(self.most, self.in_flight)
        if self.losing(pickle.loads(given[2])[0]):  # noqa: S301 - our own
            future.set_exception(WorkersError("lost"))
        else:
            future.set_result(work(*given))
        return future


@pytest.mark.usefixtures("_by_threads")
def test_any_executor_makes_the_same_bytes_and_findings_as_one_process(put: Put, capsys: Capture) -> None:
    put(CORPUS)

    assert main(["build", "--out", "here", "--cache", "one", *SITE]) == CLEAN
    here = capsys.readouterr().err
    assert main(["build", "--out", "there", "--cache", "two", *SITE, "--workers", "2"]) == CLEAN
    there = capsys.readouterr().err

    assert len(files_in(Path("here"))) > 300
    assert files_in(Path("there")) == files_in(Path("here"))
    assert here.splitlines()[-1].replace("here", "there") == there.splitlines()[-1]
    assert [line for line in there.splitlines() if " made " in line] == [
        f"argmap: made {done} of 8 maps" for done in (4, 8)
    ]


@pytest.mark.usefixtures("_by_threads")
def test_an_error_on_making_a_map_elsewhere_leaves_what_was_built_before(
    put: Put, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(CORPUS)
    assert main(["build", "--quiet", "--out", "out"]) == CLEAN
    before = files_in(Path("out"))
    broken = Path("dot")
    broken.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    monkeypatch.setenv("ARGMAP_DOT", str(broken.absolute()))

    assert main(["build", "--out", "out", "--workers", "1"]) == FOUND
    assert "AM081" in capsys.readouterr().err
    assert files_in(Path("out")) == before


@pytest.mark.usefixtures("_by_threads")
def test_maps_with_errors_are_not_handed_out(put: Put, capsys: Capture) -> None:
    put({**TOP, "m/nodes/a.md": node(supports="[tup]")})

    assert main(["build", "--out", "out", "--workers", "1"]) == FOUND
    said = capsys.readouterr().err
    assert "AM012" in said
    assert "made" not in said
    assert not Path("out").exists()


def test_no_more_batches_are_in_flight_than_keep_the_workers_busy() -> None:
    maps = {f"{name}/{path}": text for name in "abcdefghijkl" for path, text in (("map.yml", "title: A\n"),)}
    executor = Now()
    batches: Iterator[tuple[str, tuple[Any, ...]]] = ((name, (name, "", pickle.dumps([0]))) for name in maps)

    for _ in Workers(executor, lambda: 2).results(lambda *given: given, batches):
        executor.in_flight -= 1

    assert executor.most == 4


def test_what_was_lost_with_others_is_made_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = plan_of(LINKED).whole
    executor = Now(lambda batch: len(batch.map_ids) > 1)
    monkeypatch.setattr(corpus, "_MAPS_IN_A_BATCH", 3)

    parcels = [*made_elsewhere(whole, recipe(), Workers(executor, lambda: 1))]

    made = {path for parcel in parcels for path, _ in parcel.files}
    assert {f"{map_id}/tree/index.md" for map_id in whole.map_ids} <= made
    assert len(parcels) == len(whole.map_ids)


def test_a_map_that_ends_every_worker_is_named() -> None:
    executor = Now(lambda batch: "trams" in batch.map_ids)

    with pytest.raises(WorkersError, match=r"^trams ended every worker that made it"):
        [*made_elsewhere(plan_of(LINKED).whole, recipe(), Workers(executor, lambda: 1))]


@pytest.mark.parametrize("use", ["argmap", "formatter of citations"])
def test_a_worker_with_another_version_is_told_of(use: str, monkeypatch: pytest.MonkeyPatch) -> None:
    there = installed("")
    monkeypatch.setattr(corpus, "installed", lambda _: {**there, use: "9.9"})
    monkeypatch.setattr(corpus, "_MAPS_IN_A_BATCH", 1)
    made = made_elsewhere(plan_of(LINKED).whole, recipe(), Workers(Worker(there), lambda: 1))

    with pytest.raises(
        WorkersError, match=rf"^a worker's {use} is [^,]+, and not 9\.9 as here: install the same there"
    ):
        next(made)


class Worker(Now):
    """Runs everything with what is installed elsewhere."""

    def __init__(self, there: dict[str, str]) -> None:
        super().__init__()
        self.there = there

    def submit(self, work: Callable[..., Result], /, *given: Any, **_: Any) -> Future[Result]:  # noqa: ANN401
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(corpus, "installed", lambda _: self.there)
            return super().submit(work, *given)


def test_where_the_scheduler_is_gone_the_command_says_so() -> None:
    class Gone(Executor):
        def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401
            future: Future[Any] = Future()
            future.set_exception(CancelledError())
            return future

    with pytest.raises(WorkersError, match="the scheduler is gone"):
        [*made_elsewhere(plan_of(LINKED).whole, recipe(), Workers(Gone(), lambda: 1))]


def test_without_the_extra_the_command_says_what_to_install(
    put: Put, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(TOP)
    monkeypatch.setitem(sys.modules, "distributed", None)

    assert main(["build", "--out", "out", "--workers", "2"]) == WRONG_USAGE
    assert "pip install 'argmap[distributed]'" in capsys.readouterr().err


def test_a_scheduler_that_does_not_answer_is_named(put: Put, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    put(TOP)
    monkeypatch.setattr(workers, "_SECONDS_TO_WAIT", 0.2)

    assert main(["build", "--out", "out", "--scheduler", "tcp://127.0.0.1:9"]) == WRONG_USAGE
    assert "no scheduler with a worker answers at tcp://127.0.0.1:9" in capsys.readouterr().err


@pytest.mark.parametrize("number", ["0", "-1", "two"])
def test_a_number_of_workers_is_a_number(number: str, capsys: Capture) -> None:
    assert main(["build", "--out", "out", f"--workers={number}"]) == WRONG_USAGE
    assert f"{number} is no number of processes" in capsys.readouterr().err


class EndsItsProcess:
    """Ends whichever process reads it."""

    def __reduce__(self) -> tuple[Callable[[int], None], tuple[int]]:
        return os._exit, (1,)


@pytest.fixture(scope="module")
def two_processes() -> Iterator[Workers]:
    """Start Dask as the command does; it takes work for lost that ended two processes.

    Each process is forked from one that has loaded what they need, since several are started.
    """
    forkserver.set_forkserver_preload(["distributed", "argmap.site.corpus"])
    forkserver.ensure_running()
    settings = {"distributed.scheduler.allowed-failures": 1, "distributed.worker.multiprocessing-method": "forkserver"}
    with dask.config.set(settings), dask_workers(2, "") as started:
        yield started


def test_a_worker_that_is_killed_changes_no_byte(two_processes: Workers, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = plan_of(LINKED).whole
    monkeypatch.setattr(corpus, "_MAPS_IN_A_BATCH", 1)
    here = [*made_elsewhere(whole, recipe(), Workers(Now(), lambda: 1))]
    process = two_processes.executor.submit(os.getpid).result()

    there: list[Parcel] = []
    for parcel in made_elsewhere(whole, recipe(), two_processes):
        if not there:
            os.kill(process, signal.SIGKILL)
        there.append(parcel)

    assert process != os.getpid()
    assert sorted(there, key=repr) == sorted(here, key=repr)


def test_a_map_that_ends_its_processes_is_named_whatever_it_was_made_with(two_processes: Workers) -> None:
    plan = plan_of({**TOP, "a/map.yml": "title: A\n", "a/nodes/first.md": node(kind="thesis", supports="")})
    pages: Any = {**plan.whole.pages, "a/about.md": EndsItsProcess()}

    with pytest.raises(WorkersError, match=r"^a ended every worker that made it"):
        [*made_elsewhere(replace(plan.whole, pages=pages), recipe(), two_processes)]
