"""The closest pair: its exact value, the first pair that attains it, and how many do.

A patch keeps the pairs that may be as close as the closest one known so far: the nearest of the patch is computed
exactly first, so that few are left.  Ties are never dropped: a pair goes only when it is known to be farther.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import inf
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from verify.geometry import differences
from verify.geometry.bands import Band, thresholds
from verify.geometry.gram import Patch
from verify.geometry.metrics import Metric
from verify.geometry.reading import Rows, groups


@dataclass(frozen=True)
class Found:
    """A value, the first pair of rows with it, and the number of pairs with it."""

    value: Fraction
    rows: tuple[int, int]
    count: int


class Closest:
    """The question which pair is closest, asked of one patch after the other; ``classes`` as in ``duplicates``."""

    def __init__(self, metric: Metric, classes: NDArray[np.int64] | None) -> None:
        self.metric = metric
        self.classes = classes
        self.lock = Lock()
        self.found: Found | None = None
        self.check: Callable[[], None] = lambda: None  # raises to end a long visit
        self.pairwise = differences.band(metric)
        self._bounded(metric.value(0, 1))

    def reach(self, band: Band) -> float:
        """The squared distances, as numbers of this band, beyond which pairs do not matter."""
        return thresholds(band, self.square)[1]

    def visit(self, patch: Patch) -> None:
        least = float(patch.squares.min())
        if least == inf or least > self.reach(patch.band):
            return
        if patch.band.exact:
            self._exact(patch, least)
            return
        i, j = np.unravel_index(int(patch.squares.argmin()), patch.squares.shape)
        self._lower(patch.rows[i], patch.columns[j])
        wanted = patch.squares <= self.reach(patch.band)
        count = int(np.count_nonzero(wanted))
        dimension = self.metric.points.dimension
        if patch.worthwhile(dimension, count):
            for finer in patch.refined(self.metric, wanted):
                self.visit(finer)
        elif count:
            across, down = np.nonzero(wanted)
            self._one_by_one(patch.rows[across], patch.columns[down])

    def _exact(self, patch: Patch, least: float) -> None:
        """On an exact lattice there is nothing left to decide."""
        i, j = np.nonzero(patch.squares == least)
        value = self.metric.at(patch.band.unit**2 * int(least) * self.metric.scale)
        self._offer(value, patch.rows[i], patch.columns[j])

    def _one_by_one(self, rows: Rows, columns: Rows) -> None:
        dimension = self.metric.points.dimension
        kept: list[tuple[Rows, Rows]] = []
        for first, second in groups(rows, columns, dimension):
            self.check()
            squares = differences.squares(self.metric, first, second)
            nearest = int(squares.argmin())
            if squares[nearest] <= self.reach(self.pairwise):
                self._lower(first[nearest], second[nearest])
            close = squares <= self.reach(self.pairwise)
            kept.append((first[close], second[close]))
        rows, columns = (np.concatenate(side) for side in zip(*kept, strict=True))
        values = self._values(rows, columns)
        if values:
            least = min(values)
            attained = np.array([value == least for value in values])
            self._offer(least, rows[attained], columns[attained])

    def _values(self, rows: Rows, columns: Rows) -> list[Fraction]:
        """Exact values; pairs of equal rows have equal values."""
        chosen = back = np.arange(rows.size)
        if self.classes is not None and rows.size:
            first, second = self.classes[rows], self.classes[columns]
            keys = np.minimum(first, second) * self.metric.points.count + np.maximum(first, second)
            _, chosen, back = np.unique(keys, return_index=True, return_inverse=True)
        dimension, values = self.metric.points.dimension, list[Fraction]()
        for first, second in groups(rows[chosen], columns[chosen], dimension):
            self.check()
            values += self.metric.values(first, second)
        return [values[k] for k in back]

    def _bounded(self, value: Fraction) -> None:
        self.bound = value
        self.square = self.metric.square(value)[1] / self.metric.scale

    def _lower(self, i: np.int64, j: np.int64) -> None:
        """Some pair, that of a patch that is being visited, is as close as this one."""
        value = self.metric.value(int(i), int(j))
        with self.lock:
            if value < self.bound:
                self._bounded(value)

    def _offer(self, value: Fraction, rows: Rows, columns: Rows) -> None:
        """None of a patch has a smaller value; these are all that have this one, if it is as small as the bound."""
        low, high = np.minimum(rows, columns), np.maximum(rows, columns)
        first = np.lexsort((high, low))[0]
        offered = Found(value, (int(low[first]), int(high[first])), rows.size)
        with self.lock:
            if value < self.bound:
                self._bounded(value)
            now = self.found
            if now is None or value < now.value:
                self.found = offered
            elif value == now.value:
                self.found = Found(value, min(now.rows, offered.rows), now.count + offered.count)
