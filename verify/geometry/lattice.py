"""Points on a lattice: quantised positions, whose Gram matrix BLAS computes without any rounding.

A position p becomes an integer vector q, the nearest one to p/unit after a shift by an integer vector.

Theorem (the error of a lattice point).  Let unit = m 2**k with m <= 2**BITS, and Q = rint(fl(p/unit)), and m = 1 or
abs(Q) <= 2**(53 - BITS).  Then r = p - unit Q is computed without error, coordinate by coordinate.
Proof.  unit Q is a float.  If Q = 0 there is nothing to subtract.  Otherwise unit Q and p are within a factor of 2: fl
and rint are monotone and 1/2 is rounded to 0, so |Q| = 1 only if abs(p)/unit > 1/2, and for |Q| >= 2 the rounding of
the quotient is too small to matter.  Then the difference is a float (Sterbenz 1974).  If m = 1 and abs(p/unit) is
2**52 or more, it is an integer, and r = 0.

So |p - unit Q| is known up to the rounding of one norm, and ``error`` bounds it for all points.  If all r vanish, the
lattice holds the points themselves: its squared distances are exact.

Theorem (exact Gram matrices).  If |q|**2 <= limit for all q, every partial sum of <q_i,q_j>, in any order and grouping,
is an integer of absolute value at most limit, by Cauchy-Schwarz for the coordinates that it covers.  So sums of
products in a format that holds all integers up to limit never round, fused or not: float32 for 2**24, float64 for
2**53.
Squared distances |q_i|**2 + |q_j|**2 - 2 <q_i,q_j> are at most 4 limit; in float64 they are exact for limit <= 2**51.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, frexp, inf, ldexp, sqrt

import numpy as np

from verify.geometry.bands import Band
from verify.geometry.metrics import UNIT
from verify.geometry.reading import Floats, strips

SINGLE = 2**24  # limits of |q|**2
DOUBLE = 2**50
BITS = 10
SMALLEST = 2.0**-450  # of units
VANISHED = 2.0**-490  # more than the root of what squares of rests lose to underflow


class TooFarError(Exception):
    """A lattice point beyond the limit: the unit is too small."""


@dataclass(frozen=True)
class Lattice:
    """``position = unit * (q + origin) + r`` with integers q, origin and abs(r) <= error of the point."""

    unit: float
    origin: Floats
    limit: int

    def place(self, positions: Floats) -> tuple[Floats, Floats, float]:
        """(q, |q|**2, an upper bound of all |r|); raises TooFarError."""
        levels = np.rint(positions / self.unit)
        rest = positions - self.unit * levels
        levels -= self.origin
        norms = np.einsum("ij,ij->i", levels, levels)
        if norms.max() > self.limit:
            raise TooFarError
        return levels, norms, remainder(rest)

    def band(self, error: float) -> Band:
        """The band of integer squared distances; ``error`` is that of one position on the lattice."""
        return Band(unit=Fraction(self.unit), error=2 * Fraction(error))


def remainder(rest: Floats) -> float:
    """An upper bound of the norms of the rows, 0 only if all rows vanish.

    A sum of d squares and its root have relative error at most (d/2 + 2) UNIT to first order, plus what underflows.
    """
    if not rest.any():
        return 0.0
    dimension = int(rest.shape[1])
    norm = sqrt(float(np.einsum("ij,ij->i", rest, rest).max()))
    return norm * (1 + (dimension + 8) * UNIT) + VANISHED


def units(radius: float, top: float, dimension: int, limit: int, least: float = SMALLEST) -> Iterator[float]:
    """Units to try for points within ``radius`` of their centre, with entries up to ``top``: a power of two first.

    Then come up to three units that are up to a factor of 2 finer, then coarser and coarser powers of two, on which in
    the end all points are one.  Rounding adds about dimension/6 to |q|**2.
    """
    wanted = max(radius / sqrt(max(limit - dimension / 2, limit / 4)), least)
    fraction, exponent = frexp(wanted)
    power = ldexp(1.0, exponent - (fraction == 0.5))
    yield power
    multiple = ceil(fraction * 2 ** (BITS - 1))
    for more in (0, 1, 4):
        fine = ldexp(multiple + more, exponent - BITS + 1)
        if fine < power and top / fine < 2.0 ** (52 - BITS):
            yield fine
    while True:
        yield power
        power *= 2


def origin(centre: Floats, unit: float) -> Floats:
    return np.rint(centre / unit)


def around(groups: list[Floats]) -> tuple[Lattice, list[tuple[Floats, Floats]], float]:
    """A lattice of limit DOUBLE around some positions, where they are on it with |q|**2, and the bound of the rests."""
    centre = np.mean([group.mean(axis=0) for group in groups], axis=0)
    strip = [group[part] for group in groups for part in strips(*group.shape)]
    radius = sqrt(max(float(np.einsum("ij,ij->i", p, p).max()) for p in (part - centre for part in strip)))
    for unit in units(radius, inf, centre.size, DOUBLE):
        lattice = Lattice(unit, origin(centre, unit), DOUBLE)
        try:
            placed = [_placed(lattice, group) for group in groups]
        except TooFarError:
            continue
        return lattice, [(q, norms) for q, norms, _ in placed], max(rest for _, _, rest in placed)
    raise AssertionError  # units are unbounded


def _placed(lattice: Lattice, positions: Floats) -> tuple[Floats, Floats, float]:
    """``place``, a cache full at a time."""
    levels, norms, error = np.empty_like(positions), np.empty(len(positions)), 0.0
    for part in strips(*positions.shape):
        levels[part], norms[part], rest = lattice.place(positions[part])
        error = max(error, rest)
    return levels, norms, error
