"""Random features f(x) = sum of w_j max(0, <v_j, x>) on the unit sphere, and all Lipschitz functions on a sample.

Both are convex programmes over samples of a few dozen rows, far outside of the side condition, which is not asked for
here: they say how near the bound comes to the slopes of richer classes, not whether it is violated.  Samples that a
constant fits do not count: they violate any bound, as CEX-POWER/a says.

Features: the sum of |w_j| |v_j| bounds Lip from above; it is made small along the path of the lasso.
Sample: the least L with |f_i - f_j| <= L |x_i - x_j| at the training error, by linear programmes with tangents of the
error as cuts (Kelley 1960); a McShane extension makes it a function on R^d.  Points, weights and values are rational as
they are drawn or rounded, and the error is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from .instance import Instance, root_above

Floats = NDArray[np.float64]
Found = tuple[Fraction, Mapping[str, str]]
BITS = 24  # of coordinates
SWEEPS, STEPS, CUTS = 25, 9, 12
GAP, DELTA = Fraction(1, 2), Fraction(1, 10)


def rational(values: Floats) -> list[Fraction]:
    return [Fraction(round(float(x) * 2**BITS), 2**BITS) for x in values]


def inputs(random: np.random.Generator, n: int, d: int) -> Floats:
    """Points of the unit sphere, up to rounding: coordinates are multiples of 2**-24."""
    x = random.standard_normal((n, d))
    found: Floats = np.round(x / np.linalg.norm(x, axis=1, keepdims=True) * 2**BITS) / 2**BITS
    return found


def training(values: Sequence[Fraction], signs: Sequence[int]) -> Fraction:
    """The mean of (y - f)**2, for labels 1 and -1."""
    return sum(((y - f) ** 2 for f, y in zip(values, signs, strict=True)), Fraction(0)) / len(signs)


def flat(signs: NDArray[np.int64]) -> bool:
    """Whether a constant reaches the gap."""
    return bool(Fraction(int(signs.sum()), len(signs)) ** 2 >= GAP)


def described(n: int, d: int, p: int, W: Fraction, J: Fraction, Lip: Fraction) -> Found:
    """The uniform law of the sphere is d/(d - 1)-isoperimetric (ISO-SPHERE)."""
    found = Instance(n, d, p, 1, Fraction(d, d - 1), W, J, Fraction(1), GAP, DELTA)
    return found.ratio(Lip), {**found.named(), "Lip": str(Lip), "side condition": "not asked for"}


def features(random: np.random.Generator) -> Found | None:
    """Bound over Lipschitz bound for random features; None if the gap is not reached."""
    n, d = int(random.integers(12, 25)), int(random.integers(3, 13))
    count = int(n * random.uniform(0.8, 2))
    x, v = inputs(random, n, d), inputs(random, count, d)
    y = random.choice([-1, 1], size=n)
    if flat(y):
        return None
    design = np.maximum(0, x @ v.T)
    lengths = np.linalg.norm(v, axis=1)
    low, high, best = 1e-6, 1.0, None
    for _ in range(STEPS):
        middle = sqrt(low * high)
        w = lasso(design, y.astype(float), middle * n * lengths, np.zeros(count) if best is None else best)
        if np.mean((y - design @ w) ** 2) <= float(1 - GAP) * (1 - 1e-6):
            low, best = middle, w
        else:
            high = middle
    if best is None:
        return None
    weights, xs, vs = rational(best), [rational(row) for row in x], [rational(row) for row in v]
    kept = [j for j, w in enumerate(weights) if w]
    values = [
        sum((weights[j] * max(Fraction(0), dot(vs[j], row)) for j in kept), Fraction(0)) for row in xs
    ]  # the design, exactly
    if training(values, [int(sign) for sign in y]) > 1 - GAP:
        return None
    sizes = [root_above(dot(row, row)) for row in vs]
    slope = sum((abs(weights[j]) * sizes[j] for j in kept), Fraction(0))
    radius = 2 * root_above(sum((w * w for w in weights), Fraction(0)))
    return described(n, d, count, 2 * radius, root_above(sum((size**2 for size in sizes), Fraction(0))), slope)


def dot(a: Sequence[Fraction], b: Sequence[Fraction]) -> Fraction:
    return sum((u * v for u, v in zip(a, b, strict=True)), Fraction(0))


def lasso(design: Floats, y: Floats, penalties: Floats, start: Floats) -> Floats:
    """Coordinate descent for |y - X w|**2/2 + sum of penalties_j |w_j|."""
    w, squares = start.copy(), (design**2).sum(axis=0)
    rest = y - design @ w
    for _ in range(SWEEPS):
        for j in np.flatnonzero(squares > 0):
            along = design[:, j] @ rest + squares[j] * w[j]
            new = np.sign(along) * max(0.0, abs(along) - penalties[j]) / squares[j]
            if new != w[j]:
                rest -= design[:, j] * (new - w[j])
                w[j] = new
    return w


def lipschitz(random: np.random.Generator) -> Found | None:
    """Bound over the least Lipschitz constant of all functions on the sample, which n values and n points specify."""
    n, d = int(random.integers(8, 17)), int(random.integers(2, 9))
    x = inputs(random, n, d)
    y = random.choice([-1, 1], size=n)
    if flat(y):
        return None
    first, second = np.triu_indices(n, 1)
    gaps = np.linalg.norm(x[first] - x[second], axis=1)
    pairs = len(first)
    rows = np.zeros((2 * pairs, n + 1))
    rows[np.arange(pairs), first], rows[np.arange(pairs), second] = 1, -1
    rows[pairs:] = -rows[:pairs]
    rows[:, n] = -np.concatenate([gaps, gaps])
    sides = np.zeros(2 * pairs)
    bounds = [(-1.0, 1.0)] * n + [(0.0, None)]
    f = np.zeros(n)
    for _ in range(CUTS):  # error(f) + error'(f)(h - f) <= goal
        cut = np.append(2 * (f - y) / n, 0)
        rows = np.vstack([rows, cut])
        sides = np.append(sides, float(1 - GAP) - np.mean((y - f) ** 2) + cut[:n] @ f)
        solved = linprog(np.append(np.zeros(n), 1), A_ub=rows, b_ub=sides, bounds=bounds, method="highs")
        if solved.x is None:
            return None
        f = solved.x[:n]
    error = float(np.mean((y - f) ** 2))
    if error > float(1 - GAP):  # y + t (f - y) has the error t**2 error
        f = y + (f - y) * sqrt(float(1 - GAP) / error) * (1 - 1e-6)
    values, points = rational(f), [rational(row) for row in x]
    if training(values, [int(sign) for sign in y]) > 1 - GAP:
        return None
    square = max(
        (values[i] - values[j]) ** 2 / dot(gap, gap)
        for i, j in zip(first, second, strict=True)
        for gap in [[a - b for a, b in zip(points[i], points[j], strict=True)]]
    )
    # values in [-1, 1] and points of the unit ball: like bumps, J = sqrt(n (1 + L**2)) for McShane's extensions too
    slope = root_above(square)
    return described(n, d, n * (d + 1), root_above(Fraction(8 * n)), root_above(n * (1 + square)), slope)
