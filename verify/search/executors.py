"""Where blocks are computed: processes or threads of this machine, or the workers of a dask cluster.

All of them are executors of ``concurrent.futures``.  What is added here: how many blocks to keep in flight, what to do
when a worker process dies (``concurrent.futures`` then drops all that it was given), and a quick end.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from importlib.util import find_spec
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from typing import Any, Protocol, TypeVar

from verify.search.errors import ExecutorError

T = TypeVar("T")
NAMES = "local, threads or dask://HOST:PORT"
AHEAD = 2  # blocks in flight for each worker: one that is computed and one that waits
PATIENCE = 30  # seconds until a cluster has a worker


class Workers(Protocol):
    """An executor with what a long run needs."""

    @property
    def window(self) -> int:
        """How many blocks to keep in flight."""

    def submit(self, function: Callable[..., T], /, *arguments: Any) -> Future[T]: ...

    def renew(self) -> None:
        """Begin anew after workers have died; what was in flight is lost."""

    def check(self) -> None:
        """Raise ExecutorError if nothing more can come."""

    def close(self) -> None:
        """End now; what is in flight is lost."""


class Local:
    """Processes of this machine, or threads: these suffice where numpy does the work."""

    def __init__(self, jobs: int, threads: bool = False) -> None:
        self.jobs, self.threads = jobs, threads
        self.executor = self._start()

    @property
    def window(self) -> int:
        return AHEAD * self.jobs

    def _start(self) -> Executor:
        if self.threads:
            return ThreadPoolExecutor(self.jobs)
        # "spawn": a fork would inherit locks that a thread of numpy or dask holds.
        return ProcessPoolExecutor(self.jobs, get_context("spawn"), initializer=begin)

    def submit(self, function: Callable[..., T], /, *arguments: Any) -> Future[T]:
        # A blocked signal stays blocked in the child that submit may start: Ctrl-C is this process's to handle.
        masking = hasattr(signal, "pthread_sigmask") and threading.current_thread() is threading.main_thread()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masking else set()
        try:
            return self.executor.submit(function, *arguments)
        finally:
            if masking:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def renew(self) -> None:
        self.close()
        self.executor = self._start()

    def check(self) -> None:
        """The pool itself says when it is broken."""

    def close(self) -> None:
        processes: Any = getattr(self.executor, "_processes", None) or {}
        for process in list(processes.values()):
            process.kill()  # a block may take long, and nothing of it is kept
        self.executor.shutdown(wait=True, cancel_futures=True)


class Cluster:
    """The workers of a dask scheduler; the scheduler gives the block of a worker that died to another."""

    def __init__(self, address: str) -> None:
        if find_spec("distributed") is None:
            raise ExecutorError(f"dask://{address} needs dask.distributed: pip install 'lawguard[cluster]'")
        from distributed import Client

        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is lost is said in one line of ours
        try:
            asyncio.run(_greeted(f"tcp://{address}"))
            self.client: Any = Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False)
        except Exception as error:  # what is no scheduler may answer anything: dask then fails to allocate it, say
            raise ExecutorError(f"dask://{address}: no scheduler answers ({type(error).__name__})") from None
        try:
            self.client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            self.close()
            raise ExecutorError(f"dask://{address}: no worker within {PATIENCE} seconds") from None
        # Equal blocks of another run are not to be taken for ours: pure=False.
        self.executor: Executor = self.client.get_executor(pure=False)

    @property
    def window(self) -> int:
        return AHEAD * max(1, int(sum(self.client.ncores().values())))

    def submit(self, function: Callable[..., T], /, *arguments: Any) -> Future[T]:
        return self.executor.submit(function, *arguments)

    def renew(self) -> None:
        """Workers come and go by themselves."""

    def check(self) -> None:
        if self.client.status not in ("running", "connecting"):
            raise ExecutorError("the scheduler is gone; what is logged is kept")

    def close(self) -> None:
        with suppress(AttributeError):
            self.executor.shutdown(wait=False)
        with suppress(Exception):  # the scheduler may be gone
            self.client.close(timeout=5)


async def _greeted(address: str) -> None:
    """Shake hands with what listens there: a client of what is no scheduler would hang for a minute as it is closed."""
    from distributed.comm import connect

    comm = await connect(address, timeout=PATIENCE)
    await comm.close()


def workers(name: str, jobs: int | None = None) -> Workers:
    """The executor of that name; raises ExecutorError."""
    if not known(name):
        raise ExecutorError(f"no executor {name!r}: {NAMES} expected")
    if name in ("local", "threads"):
        return Local(jobs or available(), name == "threads")
    return Cluster(name.partition("://")[2])


def known(name: str) -> bool:
    """Whether there is an executor of that name."""
    scheme, _, address = name.partition("://")
    host, _, port = address.rpartition(":")
    return name in ("local", "threads") or (scheme == "dask" and bool(host) and port.isdigit())


def available() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def begin() -> None:
    """The first thing in a process of ours: one thread for BLAS, deaf to Ctrl-C, and gone when its parent is."""
    from verify.geometry.blas import single_threaded

    single_threaded()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.dup2(2, 1)  # nothing but the report goes to stdout
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
