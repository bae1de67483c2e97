"""How far each of n points of the unit sphere is from the nearest of the other label: certified from below.

Coordinates are rounded to multiples of 1/SCALE.  Squares of distances of rounded points, times SCALE**2, are integers
below 2**24, and so is each partial sum of the products that make them up (Cauchy and Schwarz): a product of matrices in
float32 is exact, in whatever order it sums.  Rounding moves two points by at most sqrt(d)/SCALE in all.
"""

from __future__ import annotations

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from .noise import Counts

SCALE = 2000
MOST = 64  # dimensions: 4 (SCALE + sqrt(d)/2 + 1)**2 < 2**24
ROWS = 256  # at once
Floats = NDArray[np.float64]


def distances(x: Floats, signs: Counts) -> Counts:
    """For each row a lower bound on SCALE times that distance; both signs occur.  Raises ValueError."""
    n, d = x.shape
    if d > MOST or not (np.abs((x * x).sum(axis=1) - 1) < 1e-9).all():
        raise ValueError(f"points of the unit sphere of at most {MOST} dimensions expected")
    q = np.rint(x * SCALE)
    lengths, ones = (q * q).sum(axis=1)[:, None], np.ones((n, 1))
    up, down = signs > 0, signs < 0
    left = np.hstack([2 * q, -lengths, -ones])[up].astype(np.float32)
    right = np.hstack([q, ones, lengths])[down].astype(np.float32).T.copy()
    rows, columns = np.empty(left.shape[0], np.float32), np.full(right.shape[1], -(2.0**24), np.float32)
    for first in range(0, len(rows), ROWS):
        near = left[first : first + ROWS] @ right  # minus the squares of the distances
        rows[first : first + ROWS] = near.max(axis=1)
        np.maximum(columns, near.max(axis=0), out=columns)
    squares = np.empty(n, np.int64)
    squares[up], squares[down] = -rows.astype(np.int64), -columns.astype(np.int64)
    values, where = np.unique(squares, return_inverse=True)
    roots = np.array([max(0, isqrt(value) - isqrt(d) - 2) for value in values.tolist()], np.int64)
    found: Counts = roots[where]
    return found
