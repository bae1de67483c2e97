"""Random points of the sphere in ball arithmetic: the law of one distance, and how likely n points are apart.

For independent uniform points of S^(d-1): P(|x_1 - x_2| < s) = I_u((d - 1)/2, 1/2)/2 with u = s^2 - s^4/4, 0 <= s <=
sqrt(2).  The events of pairs are pairwise independent, which gives bounds for n points from both sides.  The oracle is
Arb's incomplete beta function (F. Johansson, Arb, IEEE Transactions on Computers 66 (2017)): nothing here is a proof of
the kernel.  Comparisons have three values: balls that overlap decide nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction

from flint import arb, ctx

from verify.numerics.balls import ball

PRECISION, COMPARING = 128, 4_096
FARTHEST = 4_000  # bits of numbers of points that are looked at


@contextmanager
def precision(bits: int) -> Iterator[None]:
    before, ctx.prec = ctx.prec, bits
    try:
        yield
    finally:
        ctx.prec = before


def at_most(left: arb, right: arb) -> bool | None:
    """Whether left <= right; None if the balls overlap or are not finite."""
    with precision(COMPARING):
        gap = right - left
    if not gap.is_finite():
        return None
    return True if gap >= 0 else False if gap < 0 else None


def beta(a: Fraction, b: Fraction, x: Fraction) -> arb:
    """The regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 <= x <= 1; raises ValueError."""
    if a <= 0 or b <= 0 or not 0 <= x <= 1:
        raise ValueError(f"I_x(a, b) with a, b > 0 and 0 <= x <= 1, not a = {a}, b = {b}, x = {x}")
    return ball(x).beta_lower(ball(a), ball(b), regularized=True)


def close(d: int, s: Fraction = Fraction(1), bits: int = PRECISION) -> arb:
    """P(|x_1 - x_2| < s) in R^d, d >= 2, for 0 <= s with s^2 <= 2; raises ValueError."""
    if d < 2 or s < 0 or s**2 > 2:
        raise ValueError(f"d >= 2 and 0 <= s <= sqrt(2), not d = {d}, s = {s}")
    with precision(bits):
        return beta(Fraction(d - 1, 2), Fraction(1, 2), s**2 - s**4 / 4) / 2


def table(last: int, bits: int = PRECISION) -> list[arb]:
    """close(2), close(3), ..., close(last) at s = 1.

    I_x(a, b) = I_x(a + 1, b) + T(a) with T(a) = x^a (1 - x)^b/(a B(a, b)) (DLMF 8.17.20), downwards from the two
    greatest dimensions: only positive numbers are added.
    """
    if last < 3:
        raise ValueError(f"dimensions up to at least 3, not {last}")
    with precision(bits):
        values = {d: close(d, bits=bits) for d in (last, last - 1)}
        for top in (last, last - 1):
            a = Fraction(top - 1, 2)  # T(a)/2 = x^a sqrt(1 - x)/2 Gamma(a + 1/2)/(Gamma(a + 1) sqrt(pi))
            term = ball(Fraction(3, 4)) ** ball(a) / 4 * (arb(top) / 2).gamma() / (arb(top + 1) / 2).gamma()
            term = term / arb.pi().sqrt()
            for d in range(top - 2, 1, -2):  # T(a)/T(a + 1) = (a + 1)/(x (a + b)) at a = (d - 1)/2
                term = term * (4 * (d + 1)) / (3 * d)
                values[d] = values[d + 2] + term
        return [values[d] for d in range(2, last + 1)]


@dataclass(frozen=True)
class Between:
    """Two balls with a probability between them."""

    low: arb
    high: arb


def crowded(n: int, d: int, bits: int = PRECISION) -> Between:
    """P(some two of n points of S^(d-1) are closer than 1), from both sides.

    With N pairs and p = close(d): from below by Chung and Erdos (Cauchy and Schwarz) and by Bonferroni; from above by
    Hunter's bound for the pairs with x_1 and by adding one point after the other, whose n - 1 factors 1 - i p are at
    least (1 - (n - 1) p)^(n/2) together.
    """
    if n < 1:
        raise ValueError(f"n >= 1, not {n}")
    if n < 3:
        value = close(d, bits=bits) if n == 2 else arb(0)
        return Between(value, value)
    # N p and N (N - 1) p^2 nearly cancel nowhere, but 1 - (1 - q) loses the bits of q: as many are added.
    with precision(bits + 2 * n.bit_length()):
        p, pairs = close(d, bits=ctx.prec), n * (n - 1) // 2
        low = (pairs * p / (1 + (pairs - 1) * p)).max(pairs * p - pairs * (pairs - 1) // 2 * p * p)
        high = (pairs * p - (pairs - 1) * p * p).min(arb(1))
        if at_most((n - 1) * p, arb(1)):
            high = high.min(-((arb(n) / 2 * (-(n - 1) * p).log1p()).expm1()))
        return Between(low, high)


@dataclass(frozen=True)
class Largest:
    """safe: a number of points for which the failure is at most delta; unsafe: one for which it is not.

    ``exact``: they are neighbours, so that safe is the largest of all.
    """

    safe: int
    unsafe: int

    @property
    def exact(self) -> bool:
        return self.unsafe == self.safe + 1


def largest_n(d: int, delta: Fraction, bits: int = PRECISION) -> Largest:
    """How many points are apart with failure probability at most delta, 0 < delta < 1; the failure grows with n."""
    if not 0 < delta < 1:
        raise ValueError(f"0 < delta < 1, not {delta}")
    with precision(bits):
        level = ball(delta)
    safe = last(lambda n: at_most(crowded(n, d, bits).high, level) is True)
    unsafe = 1 + last(lambda n: at_most(crowded(n, d, bits).low, level) is not False)
    return Largest(safe, unsafe)


def last(holds: Callable[[int], bool]) -> int:
    """The last n >= 1 at which a predicate holds that holds at 1 and up to some place; raises OverflowError."""
    low, high = 1, 2
    while holds(high):
        low, high = high, 2 * high
        if high.bit_length() > FARTHEST:
            raise OverflowError(f"more than 2**{FARTHEST} points")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low


def shrunk(k: int, d: int, t: Fraction, bits: int = PRECISION) -> arb:
    """P(|Px|^2 <= t (k/d) |x|^2) for a rotation invariant x in R^d and a projection P on k < d dimensions."""
    if not 1 <= k < d or not 0 <= t * k <= d:
        raise ValueError(f"1 <= k < d and 0 <= t k/d <= 1, not k = {k}, d = {d}, t = {t}")
    with precision(bits):
        return beta(Fraction(k, 2), Fraction(d - k, 2), t * Fraction(k, d))


def least_dimension(n: int, d: int, delta: Fraction, t: Fraction, bits: int = PRECISION) -> int | None:
    """The least k < d for which n(n - 1)/2 pairs, each with the failure ``shrunk``, fail with at most delta in sum.

    Every smaller k is shown to be too small, in this sense; None if no k < d is large enough.  Raises ArithmeticError
    if balls overlap.
    """
    if not (0 < t < 1 and 0 < delta < 1 and n >= 2):
        raise ValueError(f"n >= 2, 0 < delta < 1, 0 < t < 1, not n = {n}, delta = {delta}, t = {t}")
    with precision(bits):
        level = ball(2 * delta / (n * (n - 1)))
    for k in range(1, d):
        found = at_most(shrunk(k, d, t, bits), level)
        if found is None:
            raise ArithmeticError(f"{bits} bits do not decide k = {k}")
        if found:
            return k
    return None
