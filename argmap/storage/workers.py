"""Has work done by other processes and machines: the only module that knows Dask (https://distributed.dask.org)."""

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from argmap.model.refusals import Refusal

_SECONDS_TO_WAIT = 30
"""How long to wait for a scheduler to answer, and for its first worker."""

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")


class WorkersError(Refusal):
    """There are no workers to be had, or they are gone; the message says why."""


@dataclass(frozen=True, slots=True)
class Workers:
    """What does work elsewhere.

    Attributes:
        executor: Runs functions with what they are given; any of its kind will do.
        count: Tells how many it runs at once.
        lost: What it raises for work that ended every process in which it was tried.
    """

    executor: Executor
    count: Callable[[], int]
    lost: type[Exception] = WorkersError

    def results(
        self, work: Callable[..., _Result], tasks: Iterable[tuple[_Task, tuple[Any, ...]]]
    ) -> Iterator[tuple[_Task, _Result | None]]:
        """Have work done, with as many calls in flight as keep all workers busy, however many there are in all.

        Args:
            work: A function that the other processes know, too.
            tasks: What each call is for, and what the function is given.

        Yields:
            What each call was for and what it returned, in the order in which they end; None where it was lost.

        Raises:
            WorkersError: When whoever hands out the work is gone.
        """
        left = iter(tasks)
        running: dict[Future[_Result], _Task] = {}
        try:
            while True:
                for task, given in left:
                    running[self.executor.submit(work, *given)] = task
                    if len(running) >= 2 * self.count():  # one to do, one to begin with at once
                        break
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    task = running.pop(future)
                    try:
                        yield task, future.result()
                    except self.lost:
                        yield task, None
                    except CancelledError as error:
                        message = "the scheduler is gone, and with it the work of its workers"
                        raise WorkersError(message) from error
        finally:
            for future in running:
                future.cancel()


@contextmanager
def dask_workers(number: int, scheduler: str) -> Iterator[Workers]:
    """Have workers of Dask, as long as they are needed.

    Args:
        number: How many processes to start here, where no scheduler is named.
        scheduler: The address of a scheduler that is running, with its workers; else empty.

    Yields:
        The workers.

    Raises:
        WorkersError: When Dask is not installed, or there is no such scheduler, or none of its workers.
    """
    try:
        from distributed import Client, KilledWorker, LocalCluster  # noqa: PLC0415 - an extra, and a second to load
    except ModuleNotFoundError as missing:
        message = "--workers and --scheduler need what is installed by: pip install 'argmap[distributed]'"
        raise WorkersError(message) from missing
    with ExitStack() as ending:
        address: Any = scheduler
        if not scheduler:
            # One thread each, since the layout engine serves one at a time; no page that tells of the work.
            address = LocalCluster(  # type: ignore[no-untyped-call]
                n_workers=number,
                threads_per_worker=1,
                host="127.0.0.1",
                dashboard_address=None,
                worker_dashboard_address=None,
                silence_logs=logging.CRITICAL,
            )
            ending.enter_context(address)
        try:
            client = Client(address, timeout=_SECONDS_TO_WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
            ending.enter_context(client)
            client.wait_for_workers(1, timeout=_SECONDS_TO_WAIT)
        except (OSError, ValueError) as error:
            message = f"no scheduler with a worker answers at {scheduler}: {error}"
            raise WorkersError(message) from error
        executor = client.get_executor(pure=False)  # type: ignore[no-untyped-call]
        yield Workers(executor, lambda: sum(client.nthreads().values()), KilledWorker)  # type: ignore[no-untyped-call]
