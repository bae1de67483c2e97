"""Asking questions of all pairs: blocks against blocks, on threads.

Every pair of blocks comes up once.  Blocks against themselves come first, since near points are in one block: what they
show spares most of the others.  What is found depends neither on the order nor on the number of threads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import chain
from threading import Event, Lock
from typing import Protocol

from verify.geometry.bands import Band
from verify.geometry.boxes import Block
from verify.geometry.gram import Patch, Products
from verify.geometry.grid import Grid

Progress = Callable[[int, int], None]


class Question(Protocol):
    """``visit`` sees every pair at most once: all pairs but those whose number f in a band is beyond its ``reach``.

    It calls ``check`` now and then, which raises to end it.
    """

    check: Callable[[], None]

    def reach(self, band: Band) -> float: ...

    def visit(self, patch: Patch) -> None: ...


class _Stopped(Exception):
    """Ends the visit of a patch; what it would have found is left out."""


def schedule(count: int) -> Iterator[tuple[int, int]]:
    """All pairs of blocks, each once."""
    return chain(((i, i) for i in range(count)), ((i, j) for i in range(count) for j in range(i + 1, count)))


class Sweep:
    """One pass over all pairs of blocks; ``done`` of ``total`` have been visited."""

    def __init__(self, grid: Grid, blocks: Sequence[Block], questions: Sequence[Question], progress: Progress) -> None:
        self.grid, self.blocks, self.questions, self.progress = grid, blocks, questions, progress
        self.total = len(blocks) * (len(blocks) + 1) // 2
        self.done = 0
        self.waiting = schedule(len(blocks))
        self.lock = Lock()
        self.stopped = Event()
        for question in questions:
            question.check = self._check

    def run(self, workers: int) -> None:
        """Raises KeyboardInterrupt when interrupted; no thread is left behind then."""
        with ThreadPoolExecutor(workers) as pool:
            running = [pool.submit(self._work) for _ in range(workers)]
            try:
                wait(running)
            except KeyboardInterrupt:
                self.stopped.set()
                raise
            for one in running:
                one.result()

    def _work(self) -> None:
        products = Products(self.grid)
        try:
            while not self.stopped.is_set():
                with self.lock:
                    pair = next(self.waiting, None)
                if pair is None:
                    return
                self._visit(products, *(self.blocks[number] for number in pair))
                with self.lock:
                    self.done += 1
                    self.progress(self.done, self.total)
        except _Stopped:
            return
        except BaseException:
            self.stopped.set()
            raise

    def _check(self) -> None:
        if self.stopped.is_set():
            raise _Stopped

    def _visit(self, products: Products, first: Block, second: Block) -> None:
        rows, columns = first.rows, second.rows
        if first is not second:
            if first.apart(second, self.reach()):
                return
            rows, columns = first.near(second, self.reach()), second.near(first, self.reach())
            if not rows.size or not columns.size:
                return
        for patch in products.patches(rows, columns, self.reach):
            for question in self.questions:
                question.visit(patch)

    def reach(self) -> float:
        return max(question.reach(self.grid.band) for question in self.questions)
