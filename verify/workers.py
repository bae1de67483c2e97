"""Deciding claims in other processes: one claim at a time in each, killed at a time limit, replaced when
they die.

``concurrent.futures`` gives neither: it cannot stop one task, and when a worker dies it drops all of them
without saying whose fault it was.  An executor here has ``free`` places; ``wait`` returns what has been
decided.  Which process decides a claim has no influence on the verdict.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from verify.geometry.blas import single_threaded
from verify.statement import Claim
from verify.verdict import Verdict

ATTEMPTS = 2  # a worker that dies may have been killed from outside: the claim gets a second chance
GRACE = 1.0  # seconds on top of the time limit: the first claim of a worker also loads the solvers
STARTED = "started"
YOUNG = 100_000  # objects between two collections: terms and polynomials have no cycles, and there are many of them


@dataclass(frozen=True)
class Failure:
    """Why there is no verdict: "timeout", "died" (the worker, twice) or "error" (in the engine)."""

    kind: str
    message: str
    trace: str = ""


@dataclass(frozen=True)
class Setup:
    """What every worker needs.  decider: "module:function"; budget: work units, None for the usual."""

    claims: Mapping[str, Claim]
    decider: str
    budget: int | None = None
    timeout: float | None = None
    seed: int = 0


Outcome = Verdict | Failure
Known = Mapping[str, str]
Decider = Callable[[Claim, Known, int | None, int], Verdict]


def decide(claim: Claim, known: Known, budget: int | None, seed: int) -> Verdict:
    """The usual decider, imported where it runs: it needs the solvers.  known: {hash: proved statement}."""
    module: Any = import_module("verify.decide")
    units = module.Budget() if budget is None else module.Budget(budget)
    verdict: Verdict = module.decide_claim(claim, known, units, seed=seed)
    return verdict


def attempt(setup: Setup, id: str, known: Known) -> Outcome:
    """Decide one claim here; a fault of the engine is a Failure."""
    started = time.perf_counter()
    try:
        verdict = decider_of(setup)(setup.claims[id], known, setup.budget, setup.seed)
    except Exception as error:  # whatever goes wrong in a prover costs a verdict, not the run
        said = str(error).splitlines()[0] if str(error) else ""
        return Failure("error", f"{type(error).__name__}: {said[:200]}", traceback.format_exc())
    verdict.seconds = time.perf_counter() - started
    return verdict


def decider_of(setup: Setup) -> Decider:
    module, _, name = setup.decider.partition(":")
    decider: Decider = getattr(import_module(module), name)
    return decider


class Inline:
    """Decides in this process, when it is asked for the outcome."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.tasks: list[tuple[str, Known]] = []

    @property
    def free(self) -> int:
        return 1 - len(self.tasks)

    def submit(self, id: str, known: Known) -> None:
        self.tasks.append((id, known))

    def wait(self) -> list[tuple[str, Outcome]]:
        id, known = self.tasks.pop()
        with redirect_stdout(sys.stderr):  # the report alone goes to stdout
            return [(id, attempt(self.setup, id, known))]

    def close(self) -> None:
        self.tasks.clear()


@dataclass
class Worker:
    process: BaseProcess
    connection: Connection
    task: tuple[str, Known] | None = None
    deadline: float | None = None


class Pool:
    """Up to ``size`` worker processes, started when they are needed."""

    def __init__(self, size: int, setup: Setup) -> None:
        self.size, self.setup = size, setup
        self.workers: list[Worker] = []
        self.tries: Counter[str] = Counter()

    @property
    def free(self) -> int:
        return self.size - sum(worker.task is not None for worker in self.workers)

    def submit(self, id: str, known: Known) -> None:
        worker = next((worker for worker in self.workers if worker.task is None), None) or self._start()
        self.tries[id] += 1
        worker.task = (id, known)
        with suppress(OSError):  # it died while idle; `wait` sees that
            worker.connection.send(worker.task)

    def wait(self) -> list[tuple[str, Outcome]]:
        """Block until a claim is decided, given up or out of time."""
        while True:
            busy = [worker for worker in self.workers if worker.task is not None]
            deadlines = [worker.deadline for worker in busy if worker.deadline is not None]
            limit = max(0.0, min(deadlines) - time.monotonic()) if deadlines else None
            ready = wait([worker.connection for worker in busy], limit)
            found = [entry for worker in busy for entry in self._collect(worker, worker.connection in ready)]
            if found:
                return found

    def _collect(self, worker: Worker, ready: bool) -> list[tuple[str, Outcome]]:
        if worker.task is None:
            return []
        id, known = worker.task
        if ready:
            try:
                outcome: Outcome | str = worker.connection.recv()
            except (EOFError, OSError):
                self._stop(worker)
                if self.tries[id] < ATTEMPTS:
                    self.submit(id, known)
                    return []
                return [(id, Failure("died", f"the worker process died {ATTEMPTS} times"))]
            if isinstance(outcome, str):  # the clock runs from here, not from when the process was started
                if self.setup.timeout is not None:
                    worker.deadline = time.monotonic() + self.setup.timeout + GRACE
                return []
            worker.task = worker.deadline = None
            return [(id, outcome)]
        if worker.deadline is not None and time.monotonic() >= worker.deadline:
            self._stop(worker)
            return [(id, Failure("timeout", f"stopped after {self.setup.timeout:g} seconds"))]
        return []

    def _start(self) -> Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=serve, args=(theirs, self.setup), daemon=True)
        # A blocked signal stays blocked in the child: Ctrl-C is this process's to handle.
        masking = hasattr(signal, "pthread_sigmask")
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if masking else set()
        try:
            process.start()
        finally:
            if masking:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        worker = Worker(process, ours)
        self.workers.append(worker)
        return worker

    def _stop(self, worker: Worker) -> None:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        self.workers.remove(worker)

    def close(self) -> None:
        for worker in list(self.workers):
            self._stop(worker)


def serve(connection: Connection, setup: Setup) -> None:
    """The life of a worker: claims in, outcomes out, until the other side is gone."""
    single_threaded()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.dup2(2, 1)  # a solver that prints must not reach the report
    decider_of(setup)
    gc.set_threshold(YOUNG)
    while True:
        try:
            id, known = connection.recv()
            connection.send(STARTED)
            connection.send(attempt(setup, id, known))
        except (EOFError, OSError):
            return


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
