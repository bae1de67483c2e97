"""Entries that are small multiples of one number: binary features times a weight, codes, scaled integer vectors.

On the lattice of that number the points are exact, and so are all their distances: ties cost nothing there.

Theorem.  If p = fl(g k) for a float g and an integer k, and g k is a float, then p = g k.
So it is enough to compare each entry with a product in floats, and to look at each k that occurs in exact arithmetic.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from math import gcd

import numpy as np

from verify.geometry.metrics import Metric
from verify.geometry.reading import Floats, strips

DISTINCT = 256  # absolute values in a sample, at most
LARGEST = 2**13  # of the multiples


def common_unit(sample: Floats) -> float | None:
    """The largest number of which all entries of a sample are multiples, if these are few and small."""
    few = np.unique(np.abs(sample[:4]))
    if few.size > DISTINCT:
        return None
    values = [Fraction(value) for value in np.unique(np.abs(sample)).tolist() if value]
    if not values or len(values) > DISTINCT:
        return None
    scale = max(value.denominator for value in values)  # powers of two
    unit = Fraction(reduce(gcd, (int(value * scale) for value in values)), scale)
    return float(unit) if max(values) / unit <= LARGEST else None


def multiples(metric: Metric, unit: float) -> bool:
    """Whether all entries are small multiples of the unit, exactly."""
    seen = np.zeros(2 * LARGEST + 1, np.bool_)
    for rows in strips(*metric.points.array.shape):
        positions = metric.rows(rows)
        levels = np.rint(positions / unit)
        if not (np.abs(levels).max() <= LARGEST and np.array_equal(levels * unit, positions)):
            return False
        seen[levels.astype(np.int64) + LARGEST] = True
    occurring = (int(k) - LARGEST for k in np.flatnonzero(seen))
    return all(Fraction(unit) * k == Fraction(unit * k) for k in occurring)
