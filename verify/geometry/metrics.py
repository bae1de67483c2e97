"""What the distance of two rows is: Euclidean, or that of their directions.

A metric gives approximate positions in float64 with a bound on their error, in a unit of its own, and the exact
*value* of a pair: a rational that grows with the distance.

Euclidean: the value is the squared distance.  Directions: the distance of x/|x| and y/|y|, and with the cosine
c = <x,y>/(|x||y|) the value is -c*abs(c), rational where c need not be.

Theorem (the scale-free test).  For s >= 0 and T = 1 - s**2/2 the directions of x and y are closer than s if and only if
c*abs(c) > T*abs(T); for s = 1 that is <x,y> > 0 and 4 <x,y>**2 > |x|**2 |y|**2.
Proof.  The squared distance of two unit vectors is 2 - 2c, and 2 - 2c < s**2 iff c > T; z*abs(z) increases strictly.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from verify.geometry.bands import roots
from verify.geometry.integers import Integers
from verify.geometry.reading import DataError, Floats, Index, Points, Rows, strips

UNIT = 2.0**-53  # the unit roundoff of float64
MODERATE = 400  # exponents of the largest entry that need no scaling
UNDERFLOW = 2.0**-1000  # more than sqrt(d) subnormal numbers


class Metric(Protocol):
    """``rows`` are positions p with abs(|p_i - p_j| - distance/sqrt(scale)) <= 2 * error."""

    name: str
    points: Points
    scale: Fraction
    error: float

    def rows(self, index: Index) -> Floats: ...

    def value(self, i: int, j: int) -> Fraction: ...

    def values(self, first: Rows, second: Rows) -> list[Fraction]: ...

    def at(self, square: Fraction) -> Fraction:
        """The value of a pair at this squared distance; closer pairs, and no others, have smaller ones."""

    def square(self, value: Fraction) -> tuple[Fraction, Fraction]:
        """The squared distance of a pair with this value, enclosed."""


class Euclidean:
    """Positions are the entries themselves, and exact, but for these.

    Entries so large or so small that their squares might overflow or vanish are scaled by a power of two; scaling down
    may make small entries subnormal.  Integers that a float64 cannot hold are moved, column by column and in integers,
    so that the least is 0; if they still do not fit, they are rounded: by at most UNIT times their size.
    """

    name = "euclidean"

    def __init__(self, points: Points) -> None:
        self.points = points
        self.exactly = Integers(points)
        top = max(abs(points.low), abs(points.high))
        exponent = int(np.frexp(float(top))[1])
        self.shift = -exponent if top and abs(exponent) > MODERATE else 0
        self.scale = Fraction(4) ** -self.shift
        self.error = UNDERFLOW if self.shift < 0 else 0.0
        self.least: NDArray[Any] | None = None
        if points.array.dtype.kind != "f" and top > 2**53:
            self.least = np.min([points.rows(rows).min(axis=0) for rows in strips(*points.array.shape)], axis=0)
            width = int(points.high) - int(points.low)
            if width > 2**53:
                self.error = float(width) * points.dimension**0.5 * 2 * UNIT

    def rows(self, index: Index) -> Floats:
        part = self.points.rows(index)
        if self.least is not None:
            part = part.view(np.uint64) - self.least.view(np.uint64)  # modulo 2**64: no overflow
        found = part.astype(np.float64)
        return np.ldexp(found, self.shift) if self.shift else found

    def value(self, i: int, j: int) -> Fraction:
        return self.exactly.distance(i, j)

    def values(self, first: Rows, second: Rows) -> list[Fraction]:
        return self.exactly.distances(first, second)

    def at(self, square: Fraction) -> Fraction:
        return square

    def square(self, value: Fraction) -> tuple[Fraction, Fraction]:
        return value, value


class Angles:
    """Values of directions."""

    name = "directions"
    exactly: Integers

    def value(self, i: int, j: int) -> Fraction:
        return -self.exactly.cosine(i, j)

    def values(self, first: Rows, second: Rows) -> list[Fraction]:
        return [-cosine for cosine in self.exactly.cosines(first, second)]

    def at(self, square: Fraction) -> Fraction:
        cosine = 1 - square / 2
        return -cosine * abs(cosine)

    def square(self, value: Fraction) -> tuple[Fraction, Fraction]:
        low, high = roots(abs(value))
        if value > 0:
            return 2 + 2 * low, 2 + 2 * high
        left = 2 * (1 + value)  # 2 - 2c = 2 (1 - c**2)/(1 + c): small distances keep their digits
        return left / (1 + high), left / (1 + low)


class Sphere(Angles, Euclidean):
    """Directions of rows that all have the same norm, exactly: their distances are Euclidean ones, divided by it."""

    def __init__(self, points: Points, square: Fraction) -> None:
        Euclidean.__init__(self, points)
        self.scale /= square


class Directions(Angles):
    """Positions are the rows, each scaled by a power of two and divided by its norm.

    Theorem.  Their error is at most (d + 16) UNIT.
    Proof.  Rounding integer entries, or losing entries to underflow beside one of at least 1/2, moves a direction by at
    most 2 UNIT each.  The sum of squares has relative error (d + 1) UNIT to first order, in any order of summation
    (Higham 2002, section 3.1), its root half of that and another UNIT, the quotient one more.  For d <= 2**24 what is
    left of (d + 16) UNIT is more than all terms of higher order.
    """

    scale = Fraction(1)

    def __init__(self, points: Points) -> None:
        self.points = points
        self.exactly = Integers(points)
        self.error = (points.dimension + 16) * UNIT
        for rows in strips(*points.array.shape):
            empty = np.flatnonzero(~points.rows(rows).any(axis=1))
            if empty.size:
                raise DataError(f"{points.path}: row {rows.start + int(empty[0])} is zero and has no direction")

    def rows(self, index: Index) -> Floats:
        found: Floats = self.points.rows(index).astype(np.float64)
        _, exponents = np.frexp(np.maximum(found.max(axis=1), -found.min(axis=1)))
        found = np.ldexp(found, -exponents[:, None])
        found /= np.sqrt(np.einsum("ij,ij->i", found, found))[:, None]
        return found


def metric(points: Points, directions: bool) -> Metric:
    """The metric for some points; raises DataError for directions if a row is zero."""
    if not directions:
        return Euclidean(points)
    found = Directions(points)
    square = common_square(found.exactly)
    return found if square is None else Sphere(points, square)


def common_square(exactly: Integers) -> Fraction | None:
    """The squared norm of all rows if it is the same: of integer vectors perhaps, hardly of rows that were divided."""
    (square,) = exactly.norms(np.arange(1))
    count = exactly.points.count
    for start, end in ((1, 16), (16, count)):
        if any(norm != square for norm in exactly.norms(np.arange(start, min(count, end)))):
            return None
    return square
