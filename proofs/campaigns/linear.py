"""Linear functions <w, x>: Lip = |w|, least at a training error along the ridge path, from sufficient statistics.

Three laws of x.  ``gauss``: N(0, I/d) kept within the ball of radius 2, so that J = 2, in the bidiagonal form of
``bidiagonal``.  It is the law of N(0, I/d) itself: the n rows leave the ball with probability at most
n exp(-d (3 - 2 log 2)/2), below 1e-9 here, and the law within a ball is c-isoperimetric with c = 1 as well (Bakry and
Ledoux 1996).  ``sphere``: uniform on the unit sphere, c = d/(d - 1) (ISO-SPHERE), by the same form.
``axes``: x is uniform on e_1, ..., e_d and their negatives.  Rows of one axis are one number, w_j = A_j/(n_j + mu),
with mu rational and the error exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import ceil, exp, log, sqrt

import numpy as np

from .bidiagonal import NEVER, STEPS, Drawn, drawn, least, spread
from .instance import Instance, root_above

LARGEST = 10**7
GRAIN = 2**20  # of a penalty
ROWS_OF_AXES = 60_000
Found = tuple[Instance, Fraction, Mapping[str, str]]


def gauss(random: np.random.Generator, minimum: Fraction) -> Found | None:
    """An instance, the least |w| found, and what else was drawn; None if the gap is not reached."""
    return gauss_at(random, drawn(random, minimum, LARGEST, lambda share: min(1.0, share)))


def gauss_at(random: np.random.Generator, found: Drawn) -> Found | None:
    """The same for numbers that are given."""
    d, length = found.d, least(random, found, found.d) if inside(found.n, found.d) else None
    return None if length is None else stated(found, length, "gauss", Fraction(1), Fraction(2), 4 * ceil(sqrt(d)))


def inside(n: int, d: int) -> bool:
    """Whether all rows are within the ball of radius 2, but for an event of probability at most NEVER."""
    return log(n) - d * (1.5 - log(2)) <= log(NEVER)


def sphere(random: np.random.Generator, minimum: Fraction) -> Found | None:
    """The same for the uniform law of the sphere."""
    found = drawn(random, minimum, LARGEST, lambda share: min(1.0, share))
    d, length = found.d, least(random, found, found.d, spread(found.n, found.d))
    c = Fraction(d, d - 1)
    return None if length is None else stated(found, length, "sphere", c, Fraction(1), 4 * ceil(sqrt(d)))


def stated(found: Drawn, length: Fraction, inputs: str, c: Fraction, J: Fraction, radius: int) -> Found | None:
    """The instance of the class of all |w| <= radius; None if w is not among them."""
    n, d, variance = found.n, found.d, found.noise.variance
    point = Instance(n, d, d, found.k, c, Fraction(2 * radius), J, variance, found.eps, found.delta)
    return (point, length, {"noise": found.noise.name, "inputs": inputs}) if length <= radius else None


def axes(random: np.random.Generator, minimum: Fraction) -> Found | None:
    """The same for the axes."""
    found = drawn(random, minimum, ROWS_OF_AXES, lambda share: share * (1 - exp(-1 / share)))
    n, d, eps, noise = found.n, found.d, found.eps, found.noise
    place, y = random.integers(d, size=n), noise.draw(random, n) * random.choice([-1, 1], size=n)
    rows = np.bincount(place, minlength=d)
    sums = np.rint(np.bincount(place, weights=y, minlength=d)).astype(np.int64)
    most = int(np.abs(sums).max()) + 1
    counts = np.bincount(rows * most + np.abs(sums))
    groups = [(int(key) // most, int(key) % most, int(counts[key])) for key in np.flatnonzero(counts)]
    squares, goal = int((y * y).sum()), n * (noise.variance - eps)
    penalty = ridge([group for group in groups if group[1]], squares, noise.unit, float(goal))
    if penalty is None:
        return None
    weights = [(r, Fraction(a, noise.unit), m, Fraction(a, noise.unit) / (r + penalty)) for r, a, m in groups if a]
    error = Fraction(squares, noise.unit**2) - sum((m * w * (2 * a - r * w) for r, a, m, w in weights), Fraction(0))
    length = root_above(sum((m * w * w for _, _, m, w in weights), Fraction(0)))
    if error > goal:
        return None
    # the diameter is 2: c = 3 d (2)**2/4, as in ``cells``
    return stated(found, length, "axes", Fraction(3 * d), Fraction(1), 4 * ceil(sqrt(d)))


def ridge(groups: list[tuple[int, int, int]], squares: int, unit: int, goal: float) -> Fraction | None:
    """The greatest penalty, nearly, with an error (times n) of at most the goal."""
    rows, sums, counts = (np.array(column, float) for column in zip(*groups, strict=True))
    sums = sums / unit

    def near(penalty: float) -> float:
        w = sums / (rows + penalty)
        return float(squares / unit**2 - (counts * w * (2 * sums - rows * w)).sum())

    return greatest(near, goal)


def greatest(near: Callable[[float], float], goal: float) -> Fraction | None:
    """The greatest penalty, nearly, rounded down, for which an error that grows with it is at most the goal."""
    low, high = 0.0, 2.0**10
    if near(low) > goal:
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if near(middle) <= goal else (low, middle)
    return Fraction(int(low * GRAIN), GRAIN)


def linear(random: np.random.Generator, minimum: Fraction) -> tuple[Fraction, Mapping[str, str]] | None:
    """Bound over Lipschitz constant of an instance in which the hypotheses are met, with its numbers; else None."""
    found = (gauss, gauss, sphere, axes)[int(random.integers(4))](random, minimum)
    if found is None or not found[0].allowed or found[1] <= 0:
        return None
    instance, length, known = found
    return instance.ratio(length), {**instance.named(), **known, "Lip": str(length)}
