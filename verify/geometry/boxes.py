"""Blocks of near points, and which of their points can matter to each other.

Theorem.  A point q and a box that contains a block are at squared distance at least the sum, over some coordinates, of
the squared gaps between q and the sides of the box.  On a lattice these are integers.

So a point whose gaps add up to more than the threshold needs no partner from that block.  Few coordinates are looked
at, those that vary most: that is worth a lot for points of few dimensions, and costs next to nothing for others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from verify.geometry.grid import Grid
from verify.geometry.reading import Rows

SIZE = 2048  # points of a block ...
MANY = 256  # ... with at most so many coordinates, half of that with more: they would take too much memory


@dataclass(frozen=True)
class Block:
    """Rows of the file, with some of their coordinates and the box around these."""

    rows: Rows
    slim: NDArray[np.int16]
    low: NDArray[np.int32]
    high: NDArray[np.int32]

    def near(self, other: Block, reach: float) -> Rows:
        """The rows whose distance from the box of the other block may be at most ``reach``, squared."""
        slim = self.slim.astype(np.int32)
        gaps = np.maximum(np.maximum(other.low - slim, slim - other.high), 0)
        found: Rows = self.rows[np.einsum("ij,ij->i", gaps, gaps) <= reach]
        return found

    def apart(self, other: Block, reach: float) -> bool:
        """Whether the boxes are farther apart than ``reach``, squared."""
        gaps = np.maximum(np.maximum(other.low - self.high, self.low - other.high), 0)
        return float((gaps * gaps).sum()) > reach


def blocks(grid: Grid, size: int | None = None) -> list[Block]:
    """All rows, halved again and again across the longest side of their box."""
    slim = grid.slim
    if size is None:
        size = SIZE if grid.shape[1] <= MANY else SIZE // 2
    waiting, found = [np.arange(slim.shape[0])], []
    while waiting:
        rows = waiting.pop()
        here = slim[rows]
        low, high = here.min(axis=0).astype(np.int32), here.max(axis=0).astype(np.int32)
        if rows.size <= size:
            rows.sort()
            found.append(Block(rows, slim[rows], low, high))
            continue
        middle = size * ((rows.size + size - 1) // size // 2)
        order = np.argpartition(here[:, np.argmax(high - low)], middle)
        waiting += [rows[order[middle:]], rows[order[:middle]]]
    return found
