"""Intervals for a probability from counts, exact: every end comes with a tail that ball arithmetic has bounded.

Theorem (Clopper and Pearson 1934).  With k failures in N independent trials of failure probability p, let P(Bin(N, low)
>= k) <= a/2 and P(Bin(N, high) <= k) <= a/2.  Then low <= p <= high, but for an event of probability at most a.
The tails are incomplete beta functions: P(Bin(N, q) >= k) = I_q(k, N - k + 1) for k >= 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import isfinite

from flint import arb
from scipy.special import betaincinv

from verify.numerics.balls import ball
from verify.numerics.sphere import at_most, precision

BITS = 128
STEPS = 48  # an end is off by at most 2**-48, always outwards
SHOWN = 30  # the same of ends that are shown
AROUND = Fraction(1, 2**40)  # how far the end may be from where floats see it
FAMILY = Fraction(1, 10**6)  # the false-alarm rate of a run


@dataclass(frozen=True)
class Interval:
    low: Fraction
    high: Fraction

    def meets(self, low: Fraction, high: Fraction) -> bool:
        """Whether some probability of [low, high] is in the interval."""
        return self.low <= high and low <= self.high


def at_least(k: int, n: int, q: Fraction) -> arb:
    """P(Bin(n, q) >= k) for 0 <= k <= n and 0 <= q <= 1."""
    if not 0 <= k <= n or not 0 <= q <= 1:
        raise ValueError(f"0 <= k <= n and 0 <= q <= 1, not k = {k}, n = {n}, q = {q}")
    if k == 0:
        return arb(1)
    with precision(BITS):
        return ball(q).beta_lower(arb(k), arb(n - k + 1), regularized=True)


def at_most_failures(k: int, n: int, q: Fraction) -> arb:
    """P(Bin(n, q) <= k) for 0 <= k <= n and 0 <= q <= 1."""
    return at_least(n - k, n, 1 - q)


@lru_cache(1000)
def interval(failures: int, trials: int, level: Fraction, steps: int = STEPS) -> Interval:
    """The Clopper-Pearson interval of confidence 1 - level, its ends rounded outwards to 2**-steps.

    Raises ValueError unless 0 <= failures <= trials and 0 < level < 1.  Without a trial nothing is known.
    """
    if not 0 <= failures <= trials or not 0 < level < 1:
        raise ValueError(f"0 <= failures <= trials, 0 < level < 1, not {failures} of {trials} at {level}")
    half, k = level / 2, failures
    low, high = Fraction(0), Fraction(1)
    if k:
        low = greatest(lambda q: at_least(k, trials, q), half, near(k, trials - k + 1, half), steps)
    if k < trials:
        high = 1 - greatest(lambda q: at_most_failures(k, trials, 1 - q), half, near(trials - k, k + 1, half), steps)
    return Interval(low, high)


def summary(failures: int, trials: int, level: Fraction) -> str:
    """The counts in words, with their interval."""
    found = interval(failures, trials, level, SHOWN)
    ends = f"[{float(found.low):.6g}, {float(found.high):.6g}]"
    return f"{failures} failures in {trials} trials: rate in {ends} at level {float(level):.1e}"


def near(a: int, b: int, value: Fraction) -> float:
    """Roughly the q with I_q(a, b) = value: where to begin, no more."""
    return float(betaincinv(a, b, float(value)))


def greatest(tail: Callable[[Fraction], arb], bound: Fraction, start: float, steps: int = STEPS) -> Fraction:
    """A multiple q of 2**-steps with tail(q) <= bound, shown in balls; the next one is not shown to have it."""
    unit, level = Fraction(1, 2**steps), ball(bound)
    low, high = Fraction(0), Fraction(1)  # the tail is 0 at 0, 1 at 1, and grows
    if isfinite(start):
        for move in (-max(AROUND, unit), max(AROUND, unit)):
            guess = min(max(round(start * 2**steps) * unit + move, Fraction(0)), Fraction(1))
            low, high = (guess, high) if at_most(tail(guess), level) is True else (low, min(high, guess))
    while high - low > unit:
        middle = (low + high) / 2 // unit * unit
        low, high = (middle, high) if at_most(tail(middle), level) is True else (low, middle)
    return low
