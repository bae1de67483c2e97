"""Squared distances between lattice points of two blocks, as exact integers, where they may matter.

The Gram block comes out of float32 BLAS without rounding (``lattice``).  Most blocks end with one comparison:
2 max G < min |q_i|**2 + min |q_j|**2 - reach leaves no squared distance |q_i|**2 + |q_j|**2 - 2 G_ij <= reach.

Where the norms differ too much for that, the rows are looked at one by one.  fl(G_ij - |q_j|**2/2) in float32 is
wrong by at most ROUNDING: G_ij and |q_j|**2 are integers up to 2**24, so halves of norms are exact and differences are
below 2**25, where floats are 2 apart.  Rows that pass with that allowance are computed in float64, exactly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.geometry.bands import Band
from verify.geometry.grid import Grid
from verify.geometry.lattice import SINGLE, around
from verify.geometry.metrics import Metric
from verify.geometry.reading import Floats, Rows

ROUNDING = 1
COLUMNS = 4096  # coordinates multiplied at once; like TOGETHER it bounds the memory
ROWS = 128  # rows compared at once: they fit into a processor's cache
TOGETHER = 512  # rows multiplied at once, and at most the rows of a patch
FINE = 2**21  # entries on a finer lattice at once


class ProductError(ArithmeticError):
    """A BLAS, or a floating point mode, on which the theorems do not hold."""


@dataclass(frozen=True)
class Patch:
    """Integers f for all pairs of ``rows`` and ``columns``, with their band; inf where the pair does not count."""

    rows: Rows
    columns: Rows
    squares: Floats
    band: Band
    fine: bool = False

    def refined(self, metric: Metric, wanted: NDArray[np.bool_]) -> Iterator[Patch]:
        """The wanted pairs, and no others, with finer lattices around their points."""
        across, down = np.flatnonzero(wanted.any(axis=1)), np.flatnonzero(wanted.any(axis=0))
        rows, step = self.rows[across], FINE // metric.points.dimension - across.size
        for start in range(0, down.size, step):
            here = down[start : start + step]
            columns = self.columns[here]
            lattice, ((p, a), (q, b)), rest = around([metric.rows(rows), metric.rows(columns)])
            squares = a[:, None] + b - 2 * (p @ q.T)
            squares[~wanted[np.ix_(across, here)]] = np.inf
            yield Patch(rows, columns, squares, lattice.band(rest + metric.error), True)

    def worthwhile(self, dimension: int, pairs: int) -> bool:
        """Whether finer Gram blocks are cheaper than this number of single pairs, roughly, and fit into memory."""
        rows, columns = self.rows.size, self.columns.size
        room = FINE // dimension - rows
        if self.fine or room < rows:
            return False
        placing = (rows * (1 + columns // room) + columns) * (500 + 12 * dimension)
        return pairs * (100 + 2 * dimension) > placing + rows * columns * (10 + dimension / 25)


class Products:
    """Gram blocks, with memory of its own: one of these for each thread."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.space = np.empty(0, np.float32)

    def patches(self, rows: Rows, columns: Rows, reach: Callable[[], float]) -> Iterator[Patch]:
        """All pairs of a row and a column whose squared distance on the grid may be at most ``reach()``.

        If both are the same rows, each pair is there once.
        """
        q = self.grid.take(columns, slice(None)) if self.grid.shape[1] <= COLUMNS else None
        for start in range(0, rows.size, TOGETHER):
            here = rows[start : start + TOGETHER]
            if rows is columns:
                gram = self._gram(here, columns[start:], None if q is None else q[start:])
                above_diagonal(gram)
                yield from self._near(gram, here, columns[start:], reach)
            else:
                yield from self._near(self._gram(here, columns, q), here, columns, reach)

    def _gram(self, rows: Rows, columns: Rows, q: NDArray[np.float32] | None) -> NDArray[np.float32]:
        """The Gram block; ``q`` are the columns' positions, unless there are too many coordinates."""
        size, dimension = rows.size * columns.size, self.grid.shape[1]
        if self.space.size < size:
            self.space = np.empty(size, np.float32)
        gram = self.space[:size].reshape(rows.size, columns.size)
        if q is not None:
            return np.matmul(self.grid.take(rows, slice(None)), q.T, out=gram)
        gram[:] = 0
        for start in range(0, dimension, COLUMNS):
            part = slice(start, start + COLUMNS)
            gram += self.grid.take(rows, part) @ self.grid.take(columns, part).T
        return gram

    def _near(
        self, gram: NDArray[np.float32], rows: Rows, columns: Rows, reach: Callable[[], float]
    ) -> Iterator[Patch]:
        across, down = self.grid.norms[rows].astype(np.float64), self.grid.norms[columns]
        if 2 * float(gram.max()) < float(across.min()) + float(down.min()) - reach():
            return
        here = np.concatenate([*self._kept(gram, across, down, reach())])
        if here.size:
            squares = across[here][:, None] + down - 2 * gram[here].astype(np.float64)
            yield Patch(rows[here], columns, squares, self.grid.band)

    def _kept(
        self, gram: NDArray[np.float32], across: Floats, down: NDArray[np.float32], reach: float
    ) -> Iterator[Rows]:
        """The numbers of the rows with a squared distance that may be at most ``reach``."""
        half = down / 2
        for start in range(0, across.size, ROWS):
            here = slice(start, start + ROWS)
            nearest = (gram[here] - half).max(axis=1).astype(np.float64)
            yield start + np.flatnonzero(2 * (nearest + ROUNDING) >= across[here] - reach)


def above_diagonal(gram: NDArray[np.float32]) -> None:
    """Take the pairs (i, j) with i >= j out; there may be more columns than rows."""
    for i in range(gram.shape[0]):
        gram[i, : i + 1] = -np.inf


@cache
def settle_conditions() -> None:
    """See on an example that BLAS does not round where it must not, and that subnormal numbers are kept.

    Raises ProductError: for a BLAS that computes with fewer bits than float32 has, or code that flushes to zero.
    """
    random = np.random.default_rng(0)
    p = random.integers(-255, 256, (96, 255))
    p[:, -1] = np.sqrt(SINGLE - (p[:, :-1] ** 2).sum(axis=1)).astype(np.int64)
    for kind, factor in ((np.float32, 1), (np.float64, 2**12)):
        q: NDArray[Any] = (p * factor).astype(kind)
        if not np.array_equal((q @ q.T).astype(np.int64), (p @ p.T) * factor**2):
            raise ProductError(f"this machine's BLAS rounds products of integers in {np.dtype(kind)}")
    if not (np.full(8, 2.0**-1074) + 0.0).all():
        raise ProductError("subnormal numbers are flushed to zero in this process")
