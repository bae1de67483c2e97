"""The numbers of Theorem 3 at an instance: its side condition, decided in ball arithmetic, and its bound.

c is the isoperimetry constant, k the number of mixture components; W is the diameter of the class's parameters, and J
the Lipschitz constant of the parametrisation, both rounded upwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import isqrt

from flint import arb

from verify.numerics.balls import ball
from verify.numerics.sphere import precision

BITS = 96
DIGITS = 6  # significant digits of a ratio that is reported
FEWEST = 10**4  # Theorem 3 asks for n eps**2 >= 10**4 k log(8 k/delta)
DENOMINATOR = 2**9


@dataclass(frozen=True)
class Instance:
    """A point of Theorem 3's domain."""

    n: int
    d: int
    p: int
    k: int
    c: Fraction
    W: Fraction
    J: Fraction
    sigma2: Fraction
    eps: Fraction
    delta: Fraction

    @property
    def allowed(self) -> bool:
        """Whether the numbers are in their domains and the side condition holds, surely."""
        counts = min(self.n, self.d, self.p, self.k) >= 1 and min(self.W, self.J) >= 0 and self.c > 0
        fractions = 0 < self.eps < 1 and 0 < self.delta < 1 and 0 < self.sigma2 <= 1
        return counts and fractions and self.n * self.eps**2 >= needed(self.k, self.delta)

    def bound(self, constant: Fraction = Fraction(1)) -> arb:
        """The bound of Theorem 3, times a constant: a ball."""
        with precision(BITS):
            cost = self.p * (1 + 60 * ball(self.W * self.J / self.eps)).log() + (4 / ball(self.delta)).log()
            curve = (ball(Fraction(self.n * self.d)) / (ball(self.c) * cost)).sqrt()
            return ball(constant * self.eps / DENOMINATOR) * curve

    def ratio(self, lipschitz: Fraction) -> Fraction:
        """The bound over a Lipschitz constant, rounded down to a few digits; below it the bound is violated if it is
        more than 1."""
        if lipschitz <= 0:
            raise ValueError("a positive Lipschitz constant expected")
        with precision(BITS):
            low = (self.bound() / ball(lipschitz)).lower()
        return shortened(exact(low))

    def named(self) -> Mapping[str, str]:
        return {name: str(value) for name, value in vars(self).items()}


@cache
def needed(k: int, delta: Fraction) -> Fraction:
    """A rational that is at least 10**4 k log(8 k/delta), and hardly more."""
    with precision(BITS):
        return exact((FEWEST * k * ball(8 * k / delta).log()).upper())


def exact(value: arb) -> Fraction:
    """The rational that a ball of radius 0 is."""
    mantissa, exponent = value.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def shortened(value: Fraction) -> Fraction:
    """A positive number with DIGITS digits, rounded down."""
    if value <= 0:
        return Fraction(0)
    scale = Fraction(1)
    while value * scale < 10 ** (DIGITS - 1):
        scale *= 10
    while value * scale >= 10**DIGITS:
        scale /= 10
    return Fraction(int(value * scale)) / scale


def root_above(square: Fraction) -> Fraction:
    """A rational that is at least the root, up to 2**-30 of it where the root is above 1."""
    scale = 2**60
    return Fraction(isqrt(-(-square.numerator * scale // square.denominator)) + 1, 2**30)
