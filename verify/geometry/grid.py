"""All points on one lattice for float32, kept in a byte or two an entry.

The unit is one that makes the lattice exact, if there is one: a number of which all entries are multiples, a power of
two for integers of moderate size.  Otherwise it is about the finest one that the limit allows: 1/4096 of the radius of
the data around its centre.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.geometry.bands import Band
from verify.geometry.lattice import SINGLE, SMALLEST, Lattice, TooFarError, origin, units
from verify.geometry.metrics import Metric
from verify.geometry.multiples import common_unit, multiples
from verify.geometry.reading import Floats, Index, strips

SAMPLE = 512  # rows that say where the centre is, which coordinates vary most, and whether a lattice may be exact
SHORT = (np.uint8, np.int8)


ENTRIES = 2**20  # of these rows together
COORDINATES = 16  # the number of those that vary most


class Grid:
    """``take`` gives integer positions as float32, ``norms`` their squared norms, ``band`` what they say.

    ``slim`` are the positions along those coordinates that vary most.
    """

    def __init__(self, metric: Metric) -> None:
        self.metric = metric
        self.shape = metric.points.array.shape
        count = min(SAMPLE, max(2, ENTRIES // self.shape[1]))
        rows = np.unique(np.linspace(0, self.shape[0] - 1, count).astype(np.int64))
        sample = metric.rows(rows)
        centre = sample.mean(axis=0)
        widest = np.argsort(-sample.var(axis=0), kind="stable")[:COORDINATES]
        self.lattice, error = self._fit(centre, sample)
        self.band: Band = self.lattice.band(error + metric.error)
        self.slim = self.levels[:, widest].astype(np.int16)

    def _fit(self, centre: Floats, sample: Floats) -> tuple[Lattice, float]:
        """A lattice for all points, and the largest error of one."""
        common = common_unit(sample) if self.metric.error == 0 else None
        if common is not None and multiples(self.metric, common):
            lattice = Lattice(common, origin(centre, common), SINGLE)
            try:
                return lattice, self._store(lattice)
            except TooFarError:
                pass
        radius, top = self._extent(centre)
        whole = self.metric.points.array.dtype.kind != "f" and self.metric.error == 0
        least = 1.0 if whole else SMALLEST
        for number, unit in enumerate(units(radius, top, self.shape[1], SINGLE, least)):
            lattice = Lattice(unit, origin(centre, unit), SINGLE)
            try:
                if number == 0 and lattice.place(sample)[2] > 0:
                    continue
                return lattice, self._store(lattice)
            except TooFarError:
                continue
        raise AssertionError  # units are unbounded

    def _extent(self, centre: Floats) -> tuple[float, float]:
        """The largest distance from the centre and the largest entry, roughly."""
        radius = top = 0.0
        for rows in strips(*self.shape):
            positions = self.metric.rows(rows)
            top = max(top, float(positions.max()), -float(positions.min()))
            positions -= centre
            radius = max(radius, float(np.einsum("ij,ij->i", positions, positions).max()))
        return radius**0.5, top

    def _store(self, lattice: Lattice) -> float:
        """Keep all points on the lattice; returns the bound of their errors."""
        short = next((kind for kind in SHORT if self.metric.points.array.dtype == kind), None)
        self.offset = lattice.origin.astype(np.float32) if short and lattice.unit >= 1 else None
        kind = np.int16 if self.offset is None else short
        self.levels: NDArray[Any] = np.empty(self.shape, kind)
        self.norms = np.empty(self.shape[0], np.float32)
        error = 0.0
        for rows in strips(*self.shape):
            levels, norms, rest = lattice.place(self.metric.rows(rows))
            self.levels[rows] = levels if self.offset is None else levels + lattice.origin
            self.norms[rows] = norms
            error = max(error, rest)
        return error

    def take(self, index: Index, columns: slice) -> NDArray[np.float32]:
        """Integer positions of some rows, along some coordinates."""
        part = self.levels[index, columns].astype(np.float32)
        if self.offset is not None:
            part -= self.offset[columns]
        return part
