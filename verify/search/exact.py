"""How likely it is that some two of n random points of the sphere are closer than 1: exact numbers around it."""

from __future__ import annotations

from fractions import Fraction

from flint import arb

from verify.numerics.sphere import crowded


def failure(n: int, d: int) -> tuple[Fraction, Fraction]:
    """Two rationals with the probability between them.

    On the circle it is 1 - max(0, 1 - n/6)^(n - 1) (SEP-CIRCLE); otherwise pairwise independence bounds it.
    """
    if n < 2:
        return Fraction(0), Fraction(0)
    if d == 2:
        exact = 1 - max(Fraction(0), 1 - Fraction(n, 6)) ** (n - 1)
        return exact, exact
    found = crowded(n, d)
    return max(Fraction(0), ends(found.low)[0]), min(Fraction(1), ends(found.high)[1])


def ends(value: arb) -> tuple[Fraction, Fraction]:
    """The rational ends of a finite ball; raises ValueError."""
    if not value.is_finite():
        raise ValueError("a ball that is finite expected")
    parts = [end.man_exp() for end in (value.lower(), value.upper())]
    low, high = (Fraction(int(m)) * Fraction(2) ** int(e) for m, e in parts)
    return low, high
