"""The Lipschitz constant of data: the largest |y_i - y_j|/|x_i - x_j|, its square exactly, and the first pair with it.

Equal points with different labels have no constant; equal points with equal labels do not count.

Theorem.  Let R > 0 be the squared quotient of some pair, and D a bound of all |y_i - y_j|.  A pair with
|x_i - x_j|**2 > D**2/R has a smaller quotient.
So of all pairs only those with near points are looked at, and those are compared in floating point with the bounds of
``bands`` and ``differences``; who may attain the maximum is computed in integers.  Ties are never dropped.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from verify.geometry import differences
from verify.geometry.bands import Band, above, below, thresholds
from verify.geometry.boxes import blocks
from verify.geometry.duplicates import classes
from verify.geometry.gram import Patch, settle_conditions
from verify.geometry.grid import Grid
from verify.geometry.lattice import VANISHED
from verify.geometry.metrics import Euclidean
from verify.geometry.reading import DataError, Floats, Points, Rows, groups
from verify.geometry.sweep import Sweep

SLACK = 2.0**-40  # more than a few roundings
ROUGH = 2.0**-20  # more than those of a sum of 2**24 squares
FEW = 64  # labels that are compared one by one


@dataclass(frozen=True)
class Ratio:
    """The squared constant, None if there is none; a pair that has it, None if all labels are equal."""

    square: Fraction | None
    rows: tuple[int, int] | None


def ratio(points: Points, labels: Points, workers: int = 1, size: int | None = None) -> Ratio:
    """The constant of the data; raises DataError if there are not as many labels as points."""
    if points.count != labels.count:
        raise DataError(f"{labels.path}: {labels.count} labels for {points.count} points")
    settle_conditions()
    metric = Euclidean(points)
    grid = Grid(metric)
    equal = classes(grid)
    torn = None if equal is None else conflict(labels, equal)
    if torn is not None:
        return Ratio(None, torn)
    other = different(labels)
    if other is None:
        return Ratio(Fraction(0), None)
    question = Steepest(metric, Euclidean(labels), equal, other)
    parts = blocks(grid, size)
    sweep = Sweep(grid, parts, [question], lambda done, total: None)
    sweep.run(max(1, min(workers, sweep.total)))
    points.unchanged()
    labels.unchanged()
    return Ratio(question.bound, question.rows)


def conflict(labels: Points, equal: Rows) -> tuple[int, int] | None:
    """The first two equal points with different labels."""
    again = np.flatnonzero(equal != np.arange(equal.size))
    differ = (labels.rows(equal[again]) != labels.rows(again)).any(axis=1)
    found = sorted((int(equal[i]), int(i)) for i in again[differ])
    return found[0] if found else None


def different(labels: Points) -> int | None:
    """The first row with another label than row 0."""
    found = np.flatnonzero((labels.rows(slice(None)) != labels.rows(slice(0, 1))).any(axis=1))
    return int(found[0]) if found.size else None


def diameter(labels: Euclidean) -> Fraction:
    """An upper bound of all |y_i - y_j|**2: the largest, if there are few labels, or by a box and a ball around all."""
    array = labels.points.rows(slice(None))
    _, first = np.unique(array, axis=0, return_index=True)
    if first.size <= FEW:
        i, j = np.triu_indices(first.size, 1)
        return max(labels.values(first[i], first[j]))
    sides = zip(array.max(axis=0).tolist(), array.min(axis=0).tolist(), strict=True)
    box = sum(((Fraction(high) - Fraction(low)) ** 2 for high, low in sides), Fraction(0))
    gaps = labels.rows(slice(None))
    gaps -= gaps.mean(axis=0)
    radius = float(np.einsum("ij,ij->i", gaps, gaps).max()) ** 0.5 * (1 + ROUGH) + VANISHED
    ball = 2 * Fraction(radius) + 2 * Fraction(labels.error)
    return min(box, ball**2 * labels.scale)


def least(band: Band, squares: Floats) -> Floats:
    """Distances that are not above those of which ``squares`` are the numbers in this band."""
    inside = np.maximum(squares * below(1 - band.relative) * (1 - SLACK) - above(band.absolute), 0)
    found: Floats = np.maximum(np.sqrt(inside) * below(band.unit) * (1 - SLACK) - above(band.error), 0) * (1 - SLACK)
    return found


def most(band: Band, squares: Floats) -> Floats:
    """Distances that are not below."""
    outside = squares * above(1 + band.relative) * (1 + SLACK) + above(band.absolute)
    found: Floats = (np.sqrt(outside) * above(band.unit) * (1 + SLACK) + above(band.error)) * (1 + SLACK)
    return found


class Steepest:
    """The question which pair has the largest quotient; ``bound`` is that of a pair, ``rows`` the first with it."""

    def __init__(self, metric: Euclidean, labels: Euclidean, equal: NDArray[np.int64] | None, other: int) -> None:
        self.metric, self.labels, self.equal = metric, labels, equal
        self.bound = labels.value(0, other) / metric.value(0, other)
        self.rows: tuple[int, int] = (0, other)
        self.diameter = diameter(labels)
        self.bands = differences.band(metric), differences.band(labels)
        self.lock = Lock()
        self.check: Callable[[], None] = lambda: None  # raises to end a long visit

    def reach(self, band: Band) -> float:
        """The squared distances, as numbers of this band, beyond which pairs do not matter."""
        return thresholds(band, self.diameter / self.bound / self.metric.scale)[1]

    def visit(self, patch: Patch) -> None:
        i, j = np.nonzero(patch.squares <= self.reach(patch.band))
        first, second, lower = patch.rows[i], patch.columns[j], least(patch.band, patch.squares[i, j])
        if self.equal is not None:
            apart = self.equal[first] != self.equal[second]
            first, second, lower = first[apart], second[apart], lower[apart]
        start = 0
        for rows, columns in groups(first, second, max(self.metric.points.dimension, self.labels.points.dimension)):
            self.check()
            self._group(rows, columns, lower[start : start + rows.size])
            start += rows.size

    def _group(self, rows: Rows, columns: Rows, lower: Floats) -> None:
        upper = most(self.bands[1], differences.squares(self.labels, rows, columns))
        here = self._possible(upper, lower)
        rows, columns, upper = rows[here], columns[here], upper[here]
        lower = least(self.bands[0], differences.squares(self.metric, rows, columns))
        while rows.size:
            here = self._possible(upper, lower)
            rows, columns, upper, lower = rows[here], columns[here], upper[here], lower[here]
            if not rows.size:
                return
            with np.errstate(divide="ignore"):
                best = int(np.argmax(upper / lower))
            self._offer(rows[[best]], columns[[best]])
            again = self._possible(upper, lower)
            if again.all() or rows.size < 4:
                self._offer(rows[again], columns[again])
                return
            keep = again & (np.arange(rows.size) != best)
            rows, columns, upper, lower = rows[keep], columns[keep], upper[keep], lower[keep]

    def _possible(self, upper: Floats, lower: Floats) -> NDArray[np.bool_]:
        """Which quotients may be as large as the bound; both distances are in units of their own."""
        limit = below(self.bound * self.metric.scale / self.labels.scale) ** 0.5 * (1 - SLACK)
        found: NDArray[np.bool_] = upper >= lower * limit * (1 - SLACK)
        return found

    def _offer(self, rows: Rows, columns: Rows) -> None:
        low, high = np.minimum(rows, columns), np.maximum(rows, columns)
        squares = zip(self.labels.values(low, high), self.metric.values(low, high), strict=True)
        found = [(y / x, (int(i), int(j))) for (y, x), i, j in zip(squares, low, high, strict=True)]
        with self.lock:
            for value, pair in found:
                if value > self.bound or (value == self.bound and pair < self.rows):
                    self.bound, self.rows = value, pair
