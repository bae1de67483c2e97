"""Which pairs are closer than s: all of them are counted, the first of them listed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from verify.geometry import differences
from verify.geometry.bands import Band, thresholds
from verify.geometry.gram import Patch
from verify.geometry.metrics import Metric
from verify.geometry.reading import Rows, groups

Pair = tuple[int, int]


class Separation:
    """The question whether all pairs are at distance at least s, asked of one patch after the other."""

    def __init__(self, metric: Metric, distance: Fraction, listed: int) -> None:
        self.metric = metric
        self.distance = distance
        self.square = distance**2 / metric.scale
        self.listed = listed
        self.lock = Lock()
        self.count = 0
        self.keys = np.empty(0, np.int64)  # of the listed pairs, in order
        self.check: Callable[[], None] = lambda: None  # raises to end a long visit
        self.pairwise = differences.band(metric)

    @property
    def first(self) -> list[Pair]:
        """The violating pairs that are listed, in order."""
        return [divmod(int(key), self.metric.points.count) for key in self.keys]

    def reach(self, band: Band) -> float:
        """The squared distances, as numbers of this band, from which on pairs do not matter."""
        return thresholds(band, self.square)[1]

    def visit(self, patch: Patch) -> None:
        near, far = thresholds(patch.band, self.square)
        closer = patch.squares < near
        self._record(patch, closer)
        wanted = (patch.squares < far) & ~closer
        count = int(np.count_nonzero(wanted))
        dimension = self.metric.points.dimension
        if patch.worthwhile(dimension, count):
            for finer in patch.refined(self.metric, wanted):
                self.visit(finer)
        elif count:
            i, j = np.nonzero(wanted)
            for first, second in groups(patch.rows[i], patch.columns[j], dimension):
                self._one_by_one(first, second)

    def _one_by_one(self, first: Rows, second: Rows) -> None:
        self.check()
        near, far = thresholds(self.pairwise, self.square)
        squares = differences.squares(self.metric, first, second)
        closer = squares < near
        wanted = np.flatnonzero(~closer & (squares < far))
        if wanted.size:
            limit = self.metric.at(self.distance**2)
            closer[wanted] = [value < limit for value in self.metric.values(first[wanted], second[wanted])]
        self._add(first[closer], second[closer], int(np.count_nonzero(closer)))

    def _record(self, patch: Patch, closer: NDArray[np.bool_]) -> None:
        count = int(np.count_nonzero(closer))
        keys = self.keys
        if count and keys.size == self.listed:  # only pairs before the last one can still enter the list
            last = keys[-1] // self.metric.points.count if keys.size else -1
            closer = closer & ((patch.rows <= last)[:, None] | (patch.columns <= last))
        i, j = np.nonzero(closer)
        self._add(patch.rows[i], patch.columns[j], count)

    def _add(self, first: Rows, second: Rows, count: int) -> None:
        keys = np.minimum(first, second) * self.metric.points.count + np.maximum(first, second)
        with self.lock:
            self.count += count
            self.keys = np.sort(np.concatenate([self.keys, keys]))[: self.listed]
