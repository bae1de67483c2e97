"""Fixed-centre bumps, where x is uniform on N points of which no two are closer than s.

The mean of y over the rows at a point, and their number, are all that matters: sufficient statistics.  Among functions
with values in [-u, u] at the points, those with the means, cut off at u and -u, have the least training error, and it
falls as u grows.  So the least u that reaches sigma2 - eps is found by bisection, rounded up, and the error is then
computed exactly.  Bumps are hats of radius s/2: Lip = 2 u/s on R^d.

The law of x is c-isoperimetric by its diameter D: 2 exp(-d D**2/(2 c)) >= 1 for c = 3 d D**2/4, as 3/4 > 1/(2 log 2).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, log, sqrt
from typing import Any, Protocol, TypeVar

import numpy as np

from .instance import Instance, needed, root_above
from .noise import NOISES, Counts, Noise

DELTAS = tuple(map(Fraction, ("1/2", "1/4", "1/10", "1/20", "1/100")))
MOST_ROWS = 60_000
GRAIN = 2**20  # u is a multiple of 1/GRAIN
STEPS = 40
ZERO = Fraction(0)


T = TypeVar("T")


class Draws(Protocol):
    """What an instance is drawn from: a generator of random numbers, or Hypothesis (``strategies``)."""

    def integers(self, end: int, /) -> Any:
        """A whole number from 0 to end - 1."""

    def uniform(self, low: float, high: float, /) -> float:
        """A number between the two."""


def pick(random: Draws, options: Sequence[T]) -> T:
    return options[int(random.integers(len(options)))]


@dataclass(frozen=True)
class Geometry:
    """Where N points are: the dimension, and (D/s)**2 for their diameter D."""

    name: str
    dimension: int
    spread2: int


@dataclass(frozen=True)
class Setup:
    """An instance before its sample: the values of the class are in [-radius, radius]."""

    instance: Instance
    noise: Noise
    geometry: Geometry
    radius: Fraction


def geometries(points: int) -> list[Geometry]:
    """A simplex, a segment, a square grid, the vertices of a cube: s = 1."""
    side, bits = ceil(points**0.5), max(1, ceil(log(points, 2)))
    return [
        Geometry("simplex", points, 1),
        Geometry("segment", 1, (points - 1) ** 2),
        Geometry("grid", 2, 2 * (side - 1) ** 2),
        Geometry("cube", bits, bits),
    ]


def setup(random: Draws, minimum: Fraction) -> Setup:
    """A random instance with delta >= minimum, the side condition, and a gap that is likely to be reached."""
    deltas = [delta for delta in DELTAS if delta >= minimum]
    while True:
        delta, noise = pick(random, deltas), pick(random, NOISES)
        k, share = pick(random, (1, 1, 1, 2)), 2.0 ** (2 - random.uniform(0, 3))
        gain = share * (1 - exp(-1 / share))  # occupied points for each row: the error falls by that much, about
        fewest, variance = needed(k, delta), noise.variance
        low, high = sqrt(float(fewest) / MOST_ROWS), min(0.98 * float(variance) * gain, 0.99)
        if low < high:
            break
    eps = Fraction(round(1000 * random.uniform(low, high)), 1000)
    n = ceil(fewest / eps**2 * Fraction(100 + int(random.integers(30)), 100))
    points = max(2, round(share * n))
    where = geometries(points)[pick(random, (0, 0, 0, 1, 2, 3))]
    radius = Fraction(1, pick(random, (1, 1, 1, 2)))
    c = Fraction(3, 4) * where.dimension * where.spread2
    width = root_above(4 * radius**2 * points)
    found = Instance(n, where.dimension, points, k, c, width, Fraction(1), variance, eps, delta)
    return Setup(found, noise, where, radius)


Groups = list[tuple[int, int, int]]


def rows_and_sums(random: np.random.Generator, drawn: Setup) -> tuple[Counts, Counts, int]:
    """How many rows each point has, their sum of y times the unit; and the sum of (y times the unit)**2 over all."""
    n, points, noise = drawn.instance.n, drawn.instance.p, drawn.noise
    place = random.integers(points, size=n)
    y = noise.draw(random, n)
    if noise.shift:
        y = y + np.where(place % 2 == 0, noise.shift, -noise.shift)
    rows = np.bincount(place, minlength=points)
    sums = np.rint(np.bincount(place, weights=y, minlength=points)).astype(np.int64)
    return rows, sums, int((y * y).sum())


def grouped(rows: Counts, sums: Counts) -> Groups:
    """How many points have so many rows and that sum."""
    most = int(np.abs(sums).max()) + 1
    counts = np.bincount(rows * (2 * most) + sums + most)
    keys = np.flatnonzero(counts)
    groups = [(int(key) // (2 * most), int(key) % (2 * most) - most, int(counts[key])) for key in keys]
    return [group for group in groups if group[0]]


def sample(random: np.random.Generator, drawn: Setup) -> tuple[Groups, int]:
    """The points of a sample, grouped, and the sum of (y times the unit)**2."""
    rows, sums, squares = rows_and_sums(random, drawn)
    return grouped(rows, sums), squares


def error(groups: Groups, squares: int, n: int, unit: int, u: Fraction, middle: Fraction = ZERO) -> Fraction:
    """The least training error with values within u of the middle, exactly."""
    total = Fraction(squares, unit**2)
    for rows, sums, count in groups:
        mean = Fraction(sums, rows * unit)
        w = max(middle - u, min(middle + u, mean))
        total -= count * rows * w * (2 * mean - w)
    return total / n


def least(groups: Groups, squares: int, drawn: Setup) -> Fraction | None:
    """The least u, rounded up to a multiple of 1/GRAIN, with an error of at most sigma2 - eps, if there is one."""
    n, unit = drawn.instance.n, drawn.noise.unit
    goal = drawn.instance.sigma2 - drawn.instance.eps
    rows, sums, counts = (np.array(column, float) for column in zip(*groups, strict=True))
    means, weights = sums / rows / unit, rows * counts

    def near(u: float) -> float:
        w = np.clip(means, -u, u)
        return float(squares / unit**2 - (weights * w * (2 * means - w)).sum()) / n

    low, high = 0.0, float(drawn.radius)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if near(middle) <= goal else (middle, high)
    for step in (1, 2, 4, 64):  # rounding in floats may leave it short
        u = min(Fraction(ceil(high * GRAIN) + step - 1, GRAIN), drawn.radius)
        if error(groups, squares, n, unit, u) <= goal:
            return u
    return None


def bumps(random: np.random.Generator, minimum: Fraction) -> tuple[Fraction, Mapping[str, str]] | None:
    """Bound over Lipschitz constant of an instance in which the hypotheses are met, with its numbers; else None."""
    drawn = setup(random, minimum)
    if not drawn.instance.allowed:
        return None
    groups, squares = sample(random, drawn)
    u = least(groups, squares, drawn)
    if u is None or u <= 0:
        return None
    slope = 2 * u  # s = 1
    known = {"noise": drawn.noise.name, "points": drawn.geometry.name, "u": str(u), "Lip": str(slope)}
    return drawn.instance.ratio(slope), {**drawn.instance.named(), **known}
