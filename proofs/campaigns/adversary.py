"""The most adverse instances: climbing bound over Lipschitz constant, then one sample of its own to confirm.

Signs as noise, one label, delta = 1/2, so many rows as the side condition asks for; free are eps and the share p/n.
Fixed-centre bumps: equidistant points.  By the law of large numbers the training error is that of independent Poisson
counts, which is what is climbed.  Linear functions: Gaussian inputs; what is climbed is one sample.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from math import ceil, comb, exp, log, sqrt

from verify.search.climb import climb, simplest
from verify.search.seeds import generator

from .bidiagonal import Drawn
from .cells import Geometry, Setup, least, sample
from .instance import Instance, needed, root_above
from .linear import gauss_at
from .noise import NOISES

DELTA = Fraction(1, 2)
START = {"share": 1.0, "eps": 0.3}
TAIL, STEPS, GROWTH = 1e-10, 40, 1.02  # left out of the Poisson law; bisections; room for the class's own radius
BUDGET, KEPT = 300, 0.97
MOST_ROWS = 3 * 10**6


@dataclass(frozen=True)
class Adverse:
    """An instance, bound over Lipschitz constant as expected and as observed, and the constant observed."""

    instance: Instance
    expected: float
    ratio: Fraction
    lipschitz: Fraction


def linear_functions(seed: int = 0, budget: int = BUDGET) -> Adverse:
    """Climb, make simple, confirm; raises ValueError if the sample does not reach the error."""

    def sampled(stream: int, share: Fraction, eps: Fraction) -> tuple[Instance, Fraction] | None:
        found = gauss_at(generator(seed, 0, stream), numbers(share, eps))
        return None if found is None else found[:2]

    def score(point: Mapping[str, float]) -> float | None:
        if not 0.05 <= point["share"] <= 20 or not 0.01 <= point["eps"] < 1:
            return None
        found = sampled(0, *(Fraction(point[name]).limit_denominator(10**4) for name in ("share", "eps")))
        return None if found is None else float(found[0].ratio(found[1]))

    point = simplest(score, climb(score, START, seed, budget).point, KEPT)
    confirmed = sampled(1, point["share"], point["eps"])
    if confirmed is None:
        raise ValueError("a sample that can be fitted expected")
    instance, slope = confirmed
    found = score({name: float(value) for name, value in point.items()})
    return Adverse(instance, found or 0.0, instance.ratio(slope), slope)


def numbers(share: Fraction, eps: Fraction) -> Drawn:
    """The instance of linear functions before its sample."""
    n = ceil(needed(1, DELTA) / eps**2)
    return Drawn(n, ceil(share * n), 1, eps, DELTA, NOISES[0])


def bumps(seed: int = 0, budget: int = BUDGET) -> Adverse:
    """The same for bumps."""
    best = climb(expected, START, seed, budget)
    point = simplest(expected, best.point, KEPT)
    drawn = setup(point["share"], point["eps"])
    u = least(*sample(generator(seed, 0), drawn), drawn)
    if u is None:
        raise ValueError("a sample that can be fitted expected")
    found = expected({name: float(value) for name, value in point.items()})
    return Adverse(drawn.instance, found or 0.0, drawn.instance.ratio(2 * u), 2 * u)


def setup(share: Fraction, eps: Fraction) -> Setup:
    """The instance before its sample; the values of the class reach a little farther than is expected to be needed."""
    height = reach(float(share), float(eps))
    if height is None:
        raise ValueError("a gap that can be reached expected")
    n = ceil(needed(1, DELTA) / eps**2)
    points = ceil(share * n)
    radius = min(Fraction(1), Fraction(ceil(100 * GROWTH * height), 100))
    width = root_above(4 * radius**2 * points)
    c = Fraction(3 * points, 4)
    found = Instance(n, points, points, 1, c, width, Fraction(1), Fraction(1), eps, DELTA)
    return Setup(found, NOISES[0], Geometry("simplex", points, 1), radius)


def expected(point: Mapping[str, float]) -> float | None:
    """Bound over Lipschitz constant for many rows; None outside of what is tried."""
    share, eps = point["share"], point["eps"]
    if not 0.05 <= share <= 20 or not 0 < eps < 1:
        return None
    rows = float(needed(1, DELTA)) / eps**2
    height = reach(share, eps)
    if height is None or rows > MOST_ROWS:
        return None
    points = share * rows
    cost = points * log(1 + 60 * 2 * height * sqrt(points) / eps) + log(4 / DELTA)
    return eps / 512 * sqrt(4 / 3 * rows / cost) / (2 * height)


def reach(share: float, eps: float) -> float | None:
    """The least height with which the training error is 1 - eps, for Poisson counts; None if there is none."""
    low, high = 0.0, 1.0
    if error(share, high) > 1 - eps:
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if error(share, middle) <= 1 - eps else (middle, high)
    return high


def error(share: float, height: float) -> float:
    """The training error of means cut off at ``height``."""
    rate, total, count = 1 / share, 0.0, 1
    weight = exp(-rate) * rate
    while weight > TAIL or count < rate:
        total += weight * gained(count, height)
        count += 1
        weight *= rate / count
    return 1 - share * total


def gained(count: int, height: float) -> float:
    """What a point with so many rows takes off the sum of squares, on average."""
    total = 0.0
    for ups, chance in enumerate(signs(count)):
        mean = (2 * ups - count) / count
        w = max(-height, min(height, mean))
        total += chance * count * w * (2 * mean - w)
    return total


@cache
def signs(count: int) -> tuple[float, ...]:
    """The binomial law of fair signs."""
    return tuple(comb(count, ups) / 2**count for ups in range(count + 1))
