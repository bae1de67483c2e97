"""The ridge path for labels that do not depend on x, in the bidiagonal form of a Gaussian design.

x is N(0, 1/d) in each of q directions.  Golub and Kahan's bidiagonal form of the design X, begun with y, has
independent entries: alpha_j**2 is chi-square with q - j + 1 degrees of freedom over d, beta_(j+1)**2 with n - j over d,
and w = V v has the length of v and the error |y|**2 |e_1 - B v|**2/n (Golub and Kahan 1965; Silverstein 1985).  Only
the first columns are drawn: that bounds the least |w| from above.

Points of the unit sphere.  g/|g| is uniform on it if g is Gaussian, and g = r x with r = |g|/sqrt(d), for x scaled so.
Directions of a sample are thus those of a Gaussian one, and <w, x> = <w, g/sqrt(d)>/r.  As |g| is 1-Lipschitz, with a
variance of at most 1 and so a mean from sqrt(d - 1) to sqrt(d), some r of n is farther than t = s/sqrt(d) + 1/d from 1
with probability at most 2 n exp(-s**2/2), below 1e-9 here.  Else the error is at most (|y - a| + t/(1 - t) |a|)**2/n,
with the values a that w has on the Gaussian sample.  (The sphere itself has no such form: its rows are not invariant
under rotations among them; and d is above 27,000 within the side condition, so n times d numbers are too many.)

Coordinates of v are rational, and the error is computed exactly from the entries as they are drawn.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, log, sqrt

import numpy as np
from scipy.linalg import solveh_banded

from .instance import needed, root_above
from .noise import NOISES, Noise

DELTAS = tuple(map(Fraction, ("1/100", "1/20", "1/10", "1/4", "1/2")))
COLUMNS = 40  # of the bidiagonal form
BITS = 30  # of a coordinate
STEPS = 30
NEVER = 1e-9  # probability of what is taken not to happen
NONE = Fraction(0)


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


def least(random: np.random.Generator, found: Drawn, d: int, spread: Fraction = NONE) -> Fraction | None:
    """The least |w| found in ``found.d`` directions of R^d, with an error of at most sigma2 - eps, if there is one.

    spread: how far 1/r may be from 1; 0 for the Gaussian sample itself.
    """
    n, noise = found.n, found.noise
    squares = Fraction(noise.total(random, n), noise.unit**2)  # |y|**2
    alpha = np.sqrt(random.chisquare(found.d - np.arange(COLUMNS)) / d)
    beta = np.sqrt(random.chisquare(n - 1 - np.arange(COLUMNS)) / d)
    goal = n * (noise.variance - found.eps) / squares  # for |e_1 - B v|**2
    v = path(alpha, beta, float(goal), float(spread))
    if v is None or moved(misfit(alpha, beta, v), image(alpha, beta, v), spread) > goal:
        return None
    return root_above(sum((x * x for x in v), Fraction(0)) * squares)


def moved(rest: Fraction, values: list[Fraction], spread: Fraction) -> Fraction:
    """An upper bound on (sqrt(rest) + spread |values|)**2; rest itself if there is no spread."""
    size = sum((x * x for x in values), Fraction(0))
    return rest + spread**2 * size + 2 * spread * root_above(rest * size) if spread else rest


def spread(n: int, d: int) -> Fraction:
    """The bound on |1/r - 1| for n rows, but for an event of probability at most NEVER."""
    t = Fraction(ceil(1e6 * (sqrt(2 * log(2 * n / NEVER)) / sqrt(d) + 1 / d)), 10**6)
    if t >= 1:
        raise ValueError(f"more dimensions than {d} expected")
    return t / (1 - t)


def path(alpha: np.ndarray, beta: np.ndarray, goal: float, spread: float = 0.0) -> list[Fraction] | None:
    """The point of the ridge path with (|e_1 - B v| + spread |B v|)**2 just below the goal."""
    bands = np.zeros((2, len(alpha)))
    bands[0, 1:] = alpha[1:] * beta[:-1]
    right = np.zeros(len(alpha))
    right[0] = alpha[0]

    def solved(penalty: float) -> tuple[np.ndarray, float]:
        bands[1] = alpha**2 + beta**2 + penalty
        v = solveh_banded(bands, right)
        rest = np.concatenate([[1 - alpha[0] * v[0]], -beta[:-1] * v[:-1] - alpha[1:] * v[1:], [-beta[-1] * v[-1]]])
        values = -rest + np.eye(1, len(rest))[0]
        return v, float(sqrt(rest @ rest) + spread * sqrt(values @ values)) ** 2

    low, high = -40.0, 10.0  # log2 of the penalty
    if solved(2**low)[1] > goal:
        return None
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if solved(2**middle)[1] <= goal * (1 - 1e-7) else (low, middle)
    return [Fraction(round(float(x) * 2**BITS), 2**BITS) for x in solved(2**low)[0]]


def misfit(alpha: np.ndarray, beta: np.ndarray, v: list[Fraction]) -> Fraction:
    """|e_1 - B v|**2, exactly."""
    first, *rest = image(alpha, beta, v)
    return sum((x * x for x in rest), (1 - first) ** 2)


def image(alpha: np.ndarray, beta: np.ndarray, v: list[Fraction]) -> list[Fraction]:
    """B v, exactly."""
    a, b = ([Fraction(float(x)) for x in column] for column in (alpha, beta))
    return [a[0] * v[0], *(b[j] * v[j] + a[j + 1] * v[j + 1] for j in range(len(v) - 1)), b[-1] * v[-1]]
