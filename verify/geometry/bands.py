"""What a computed number says about a distance: two thresholds, from exact arithmetic.

Definition.  A rung computes a number f >= 0 for a pair of points at distance D.  Its band (unit, error, relative,
absolute) promises: there is a length L >= 0 with

    abs(D - L) <= error,   unit**2 (f (1 - relative) - absolute) <= L**2 <= unit**2 (f (1 + relative) + absolute).

Theorem.  Let t >= 0 and relative < 1, F = (((t + error)/unit)**2 + absolute)/(1 - relative), and, if t > error,
N = (((t - error)/unit)**2 - absolute)/(1 + relative).  Then f < N implies D < t, f >= F implies D >= t, and f > F
implies D > t.
Proof.  f >= F gives L >= t + error and D >= L - error >= t, strictly if f > F.  f < N gives L < t - error, so D < t.

t**2 is given; t itself is enclosed by rationals, and the thresholds are rounded to floats outwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import inf, isqrt, nextafter

PRECISION = 256  # bits of a root


@dataclass(frozen=True, eq=False)
class Band:
    """The promise above."""

    unit: Fraction = Fraction(1)
    error: Fraction = Fraction(0)
    relative: Fraction = Fraction(0)
    absolute: Fraction = Fraction(0)

    @property
    def exact(self) -> bool:
        """Whether D is unit * sqrt(f)."""
        return self.error == self.relative == self.absolute == 0


@lru_cache(2**12)
def thresholds(band: Band, square: Fraction) -> tuple[float, float]:
    """(near, far) for t**2 = square: f < near is closer than t, f >= far is not, f > far is farther."""
    if band.error == 0:
        low = high = square / band.unit**2
    else:
        down, up = roots(square)
        low = (max(down - band.error, Fraction(0)) / band.unit) ** 2
        high = ((up + band.error) / band.unit) ** 2
    near, far = (low - band.absolute) / (1 + band.relative), (high + band.absolute) / (1 - band.relative)
    return below(near), above(far)


def roots(square: Fraction) -> tuple[Fraction, Fraction]:
    """Rationals on both sides of the square root, equal if it is rational."""
    above, under = square.numerator, square.denominator
    if isqrt(above) ** 2 == above and isqrt(under) ** 2 == under:
        root = Fraction(isqrt(above), isqrt(under))
        return root, root
    shift = max(0, PRECISION + (under.bit_length() - above.bit_length()) // 2)
    digits = isqrt((above << 2 * shift) // under)
    return Fraction(digits, 1 << shift), Fraction(digits + 1, 1 << shift)


def below(value: Fraction) -> float:
    """The largest float that is not above the value; of a huge value, the largest float."""
    return -above(-value)


def above(value: Fraction) -> float:
    """The smallest float that is not below the value."""
    try:
        near = float(value)
    except OverflowError:
        return inf if value > 0 else -nextafter(inf, 0)
    return near if near >= value else nextafter(near, inf)
