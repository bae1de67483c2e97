"""The flattest function on the points 0, 1, ... of a line that fits given means: a convex programme and its dual.

Minimise the sum of r_k (f_k - m_k)**2 over the points that have rows, with |f_(k+1) - f_k| <= L g_k for gaps g_k.  With
multipliers nu_k, f_k = m_k + (nu_k - nu_(k-1))/r_k, and the dual is a lasso with three diagonals: coordinates are
minimised in turn, the even ones at once, then the odd ones, which converges (Tseng 2001).  That happens in floats.  The
values found are rounded, and the slope and the error of the function between them are then exact: a feasible function,
whatever the floats did.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from .noise import Counts

Floats = NDArray[np.float64]
GRAIN = 2**20  # values are multiples of 1/GRAIN
FINE = 2**10  # slopes are multiples of 1/(GRAIN FINE), rounded up
SWEEPS, STEPS = 40, 14


@dataclass(frozen=True)
class Line:
    """Points with rows: where they are, how many rows, their sum of y times the unit."""

    place: Counts
    rows: Counts
    sums: Counts
    squares: int
    unit: int
    radius: Fraction

    @property
    def n(self) -> int:
        return int(self.rows.sum())

    @property
    def gaps(self) -> Counts:
        found: Counts = np.diff(self.place)
        return found

    def error(self, values: Counts) -> Fraction:
        """The training error of these values, in units of 1/GRAIN, exactly."""
        along = int((values * self.sums).sum())
        squares = int((values * values * self.rows).sum())
        total = Fraction(self.squares, self.unit**2) - Fraction(2 * along, GRAIN * self.unit)
        return (total + Fraction(squares, GRAIN**2)) / self.n

    def slope(self, values: Counts) -> Fraction:
        """An upper bound on the Lipschitz constant, hardly more."""
        rises = np.abs(np.diff(values)) * FINE
        return Fraction(int((-(-rises // self.gaps)).max(initial=0)), GRAIN * FINE)


def flattest(line: Line, goal: Fraction) -> tuple[Fraction, Counts] | None:
    """The least slope found with an error of at most the goal, and the values; None if there is none."""
    best, nu = None, np.zeros(len(line.rows) + 1)  # a zero at each end
    low, high = 0.0, 2 * float(line.radius)
    for _ in range(STEPS):
        middle = (low + high) / 2
        nu = swept(line, middle, nu)
        values = primal(line, nu)
        if line.error(values) <= goal and line.slope(values) <= middle * 1.01:
            best, high = (line.slope(values), values), middle
        else:
            low = middle
    return best


def swept(line: Line, slope: float, nu: Floats) -> Floats:
    """The multipliers after some rounds."""
    nu, inverse = nu.copy(), 1 / line.rows
    means = line.sums / line.rows / line.unit
    rises, limits, weights = np.diff(means), slope * line.gaps, inverse[:-1] + inverse[1:]
    for _ in range(SWEEPS):
        for first in (0, 1):
            k = slice(first, None, 2)
            size = len(rises[k])
            left, right = nu[first::2][:size], nu[first + 2 :: 2][:size]
            pull = rises[k] + left * inverse[:-1][k] + right * inverse[1:][k]
            nu[first + 1 :: 2][:size] = np.sign(pull) * np.maximum(np.abs(pull) - limits[k], 0) / weights[k]
    return nu


def primal(line: Line, nu: Floats) -> Counts:
    """The values that belong to multipliers, cut off at the radius, rounded."""
    values = line.sums / line.rows / line.unit + np.diff(nu) / line.rows
    top = float(line.radius)
    found: Counts = np.rint(np.clip(values, -top, top) * GRAIN).astype(np.int64)
    return found
