"""Equal rows: the same class number for rows that are equal as points.

Equal rows are at one lattice point, so rows that are alone with a few of its coordinates and its norm have no equal.
The others are compared by a hash, and those with equal hashes by their entries: collisions do no harm.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.geometry.grid import Grid
from verify.geometry.reading import Points, Rows, strips

Hashes = NDArray[np.uint64]


def classes(grid: Grid) -> Rows | None:
    """For each row the first row that equals it; None if all rows are different."""
    points = grid.metric.points
    parts = strips(points.count, 1 + grid.slim.shape[1])
    hints = [hashed(np.column_stack([grid.slim[part], grid.norms[part].astype(np.int32)])) for part in parts]
    rows = np.sort(shared(np.concatenate(hints)))
    if not rows.size:
        return None
    hashes = np.concatenate([hashed(points.rows(rows[part])) for part in strips(rows.size, points.dimension)])
    order = np.argsort(hashes, kind="stable")
    rows, fresh = rows[order], np.concatenate([[True], np.diff(hashes[order]) != 0])
    starts = np.maximum.accumulate(np.where(fresh, np.arange(rows.size), 0))
    found = np.arange(points.count)
    found[rows] = rows[starts]
    other = np.flatnonzero(~equal(points, rows, rows[starts]))
    for start in np.unique(starts[other]):
        separate(points, rows[starts == start], found)
    return found if (found != np.arange(points.count)).any() else None


def shared(hashes: Hashes) -> Rows:
    """The rows whose hash another row has, too."""
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    again = hashes[1:] == hashes[:-1]
    found: Rows = order[np.concatenate([again, [False]]) | np.concatenate([[False], again])]
    return found


def equal(points: Points, first: Rows, second: Rows) -> NDArray[np.bool_]:
    parts = strips(first.size, points.dimension)
    return np.concatenate([(points.rows(first[part]) == points.rows(second[part])).all(axis=1) for part in parts])


def hashed(part: NDArray[Any]) -> Hashes:
    """A number for each row, the same for equal rows."""
    if part.dtype.kind == "f":
        part = part + part.dtype.type(0)  # -0.0 becomes 0.0
    words = np.ascontiguousarray(part).view(f"u{part.dtype.itemsize}").astype(np.uint64)
    words ^= words >> np.uint64(32)  # the low bits of floats are often zero
    weights = np.random.default_rng(words.shape[1]).integers(0, 2**63, words.shape[1], np.uint64)
    found: Hashes = words @ (2 * weights + 1)  # modulo 2**64
    return found


def separate(points: Points, rows: Rows, found: Rows) -> None:
    """Rows in their order: those equal to the first one get its number, and so on with the others."""
    while rows.size:
        same = equal(points, rows, np.full(rows.size, rows[0]))
        found[rows[same]] = rows[0]
        rows = rows[~same]
