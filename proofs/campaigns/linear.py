"""Linear functions <w, x>: Lip = |w|, least at a training error along the ridge path, from sufficient statistics.

Two laws of x.  ``gauss``: N(0, I/d) kept within the ball of radius 2, so that J = 2.  Golub and Kahan's bidiagonal form
of the design X, begun with y, has independent entries: alpha_j**2 is chi-square with d - j + 1 degrees of freedom over
d, beta_(j+1)**2 with n - j over d, and w = V v has the length of v and the error |y|**2 |e_1 - B v|**2/n (Golub and
Kahan 1965; Silverstein 1985).  Only the first columns are drawn: that bounds the least |w| from above.  It is the law
of N(0, I/d) itself: the n rows leave the ball with probability at most n exp(-d (3 - 2 log 2)/2), below 1e-9 here, and
the law within a ball is c-isoperimetric with c = 1 as well (Bakry and Ledoux 1996).
``axes``: x is uniform on e_1, ..., e_d and their negatives.  Rows of one axis are one number, w_j = A_j/(n_j + mu).

Coordinates of v and mu are rational, and the error is computed exactly from the entries as they are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, exp, log, sqrt

import numpy as np
from scipy.linalg import solveh_banded

from .instance import Instance, needed, root_above
from .noise import NOISES, Noise

DELTAS = tuple(map(Fraction, ("1/100", "1/20", "1/10", "1/4", "1/2")))
COLUMNS = 40  # of the bidiagonal form
BITS = 30  # of a coordinate
STEPS = 30
LARGEST = 10**7
ROWS_OF_AXES = 60_000


@dataclass(frozen=True)
class Drawn:
    """The numbers of an instance, and its noise."""

    n: int
    d: int
    k: int
    eps: Fraction
    delta: Fraction
    noise: Noise


def drawn(random: np.random.Generator, minimum: Fraction, rows: int, gain: Callable[[float], float]) -> Drawn:
    """Numbers with the side condition and about so many rows at most; ``gain`` is how much the error falls for d/n,
    about, where the noise has variance 1."""
    deltas = [delta for delta in DELTAS if delta >= minimum]
    while True:
        delta, noise = deltas[int(random.integers(len(deltas)))], NOISES[int(random.integers(2))]
        k, share = int(random.choice([1, 1, 1, 2, 3])), 2.0 ** random.uniform(-3, 3)
        low, high = sqrt(needed(k, delta) / rows), min(0.99, 0.97 * float(noise.variance) * gain(share))
        if low < high:
            break
    eps = Fraction(max(1, round(1000 * low ** (1 - (u := random.random())) * high**u)), 1000)
    n = ceil(needed(k, delta) / eps**2 * Fraction(100 + int(random.integers(50)), 100))
    return Drawn(n, max(2 * COLUMNS, round(share * n)), k, eps, delta, noise)


def gauss(random: np.random.Generator, minimum: Fraction) -> tuple[Instance, Fraction, Mapping[str, str]] | None:
    """An instance, the least |w| found, and what else was drawn; None if the gap is not reached."""
    return gauss_at(random, drawn(random, minimum, LARGEST, lambda share: min(1.0, share)))


def gauss_at(random: np.random.Generator, found: Drawn) -> tuple[Instance, Fraction, Mapping[str, str]] | None:
    """The same for numbers that are given."""
    n, d, eps, noise = found.n, found.d, found.eps, found.noise
    if log(n) - d * (1.5 - log(2)) > log(1e-9):
        return None
    squares = Fraction(noise.total(random, n), noise.unit**2)  # |y|**2
    alpha = np.sqrt(random.chisquare(d - np.arange(COLUMNS)) / d)
    beta = np.sqrt(random.chisquare(n - 1 - np.arange(COLUMNS)) / d)
    goal = n * (noise.variance - eps) / squares  # for |e_1 - B v|**2
    v = path(alpha, beta, float(goal))
    if v is None or misfit(alpha, beta, v) > goal:
        return None
    length = root_above(sum((x * x for x in v), Fraction(0)) * squares)
    radius = Fraction(4 * ceil(sqrt(d)))
    point = Instance(n, d, d, found.k, Fraction(1), 2 * radius, Fraction(2), noise.variance, eps, found.delta)
    return (point, length, {"noise": noise.name, "inputs": "gauss"}) if length <= radius else None


def path(alpha: np.ndarray, beta: np.ndarray, goal: float) -> list[Fraction] | None:
    """The point of the ridge path with |e_1 - B v|**2 just below the goal."""
    bands = np.zeros((2, len(alpha)))
    bands[0, 1:] = alpha[1:] * beta[:-1]
    right = np.zeros(len(alpha))
    right[0] = alpha[0]

    def solved(penalty: float) -> tuple[np.ndarray, float]:
        bands[1] = alpha**2 + beta**2 + penalty
        v = solveh_banded(bands, right)
        rest = np.concatenate([[1 - alpha[0] * v[0]], -beta[:-1] * v[:-1] - alpha[1:] * v[1:], [-beta[-1] * v[-1]]])
        return v, float(rest @ rest)

    low, high = -40.0, 10.0  # log2 of the penalty
    if solved(2**low)[1] > goal:
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if solved(2**middle)[1] <= goal * (1 - 1e-7) else (low, middle)
    return [Fraction(round(float(x) * 2**BITS), 2**BITS) for x in solved(2**low)[0]]


def misfit(alpha: np.ndarray, beta: np.ndarray, v: list[Fraction]) -> Fraction:
    """|e_1 - B v|**2, exactly."""
    a, b = ([Fraction(float(x)) for x in column] for column in (alpha, beta))
    rest = [1 - a[0] * v[0], *(b[j] * v[j] + a[j + 1] * v[j + 1] for j in range(len(v) - 1)), b[-1] * v[-1]]
    return sum((x * x for x in rest), Fraction(0))


def axes(random: np.random.Generator, minimum: Fraction) -> tuple[Instance, Fraction, Mapping[str, str]] | None:
    """The same for the other law."""
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
    radius = Fraction(4 * ceil(sqrt(d)))
    # the diameter is 2: c = 3 d (2)**2/4, as in ``cells``
    point = Instance(n, d, d, found.k, Fraction(3 * d), 2 * radius, Fraction(1), noise.variance, eps, found.delta)
    return (point, length, {"noise": noise.name, "inputs": "axes"}) if error <= goal and length <= radius else None


def ridge(groups: list[tuple[int, int, int]], squares: int, unit: int, goal: float) -> Fraction | None:
    """The greatest penalty, nearly, with an error (times n) of at most the goal."""
    rows, sums, counts = (np.array(column, float) for column in zip(*groups, strict=True))
    sums = sums / unit

    def near(penalty: float) -> float:
        w = sums / (rows + penalty)
        return float(squares / unit**2 - (counts * w * (2 * sums - rows * w)).sum())

    low, high = 0.0, 2.0**10
    if near(low) > goal:
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if near(middle) <= goal else (low, middle)
    return Fraction(int(low * 2**20), 2**20)


def linear(random: np.random.Generator, minimum: Fraction) -> tuple[Fraction, Mapping[str, str]] | None:
    """Bound over Lipschitz constant of an instance in which the hypotheses are met, with its numbers; else None."""
    found = (gauss if random.random() < 3 / 4 else axes)(random, minimum)
    if found is None or not found[0].allowed or found[1] <= 0:
        return None
    instance, length, known = found
    return instance.ratio(length), {**instance.named(), **known, "Lip": str(length)}
