"""Random features f(x) = sum of w_j max(0, <v_j, x>), with directions that are drawn before the sample.

``orthogonal``: q directions, a uniformly random orthonormal system of R^d, d >= q, each with both signs: p = 2 q.  With
opposite weights the two features of a direction are linear, so that f = <w, x> in the span: Lip = |w|, from the same
sufficient statistics as for linear functions, Gaussian inputs or the sphere (``bidiagonal``).  That bounds the least
Lip of the class from above.  The feature vector of x has at most the length of x, which is J.

``signed``: x is uniform on N = 2 d points, the axes and their negatives; p features have one of these points as their
direction, each at random.  f is a value a at e_i and b at -e_i, and 0 where no feature points: on R^d its Lipschitz
constant is exactly the root of the sum of max(|a|, |b|)**2.  That is least, for the error, where the means of y are cut
off at M, with M = (sum of |A| over the points that are cut off)/(their rows + mu): one number mu for all axes.  With at
most m features at one point, J = sqrt(m).
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, exp, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .bidiagonal import drawn, least, spread
from .instance import Instance, root_above
from .linear import GRAIN, LARGEST, Found, greatest, inside

ROWS = 250_000


def orthogonal(random: np.random.Generator, minimum: Fraction) -> Found | None:
    """Linear in q random directions: an instance, |w|, and what else was drawn; None if the gap is not reached."""
    found = drawn(random, minimum, LARGEST, lambda share: min(1.0, share))
    n, q, noise = found.n, found.d, found.noise
    d, on_sphere = q * (1, 1, 2, 4)[int(random.integers(4))], bool(random.integers(2))
    if not on_sphere and not inside(n, d):
        return None
    length = least(random, found, d, spread(n, d) if on_sphere else Fraction(0))
    radius = 4 * ceil(sqrt(d))  # of w: the 2 q weights are at most sqrt(2) of that from 0
    if length is None or length > radius:
        return None
    c, J = (Fraction(d, d - 1), Fraction(1)) if on_sphere else (Fraction(1), Fraction(2))
    point = Instance(n, d, 2 * q, found.k, c, Fraction(3 * radius), J, noise.variance, found.eps, found.delta)
    return point, length, {"noise": noise.name, "inputs": "sphere" if on_sphere else "gauss", "directions": str(q)}


class Axis(NamedTuple):
    """Rows, and the size of the sum of y times the unit, at one point of an axis and at the other; or 0."""

    rows: int
    size: int
    other_rows: int
    other_size: int


def signed(random: np.random.Generator, minimum: Fraction) -> Found | None:
    """The same for points of the axes."""
    often = (1, 2, 4)[int(random.integers(3))]  # features for each point
    reached = 1 - exp(-often)
    found = drawn(random, minimum, ROWS, lambda share: reached * share * (1 - exp(-1 / share)))
    n, eps, noise = found.n, found.eps, found.noise
    d = -(-found.d // 2)
    count = often * 2 * d
    features = np.bincount(random.integers(2 * d, size=count), minlength=2 * d)
    place, y = random.integers(2 * d, size=n), noise.draw(random, n)
    squares, unit = int((y * y).sum()), noise.unit
    axes = grouped(place, y, features, d)
    goal = noise.variance - eps
    mu = penalty(axes, squares, unit, n, float(goal))
    if mu is None or error(axes, squares, unit, n, mu) > goal:
        return None
    slope = root_above(sum((many * height(axis, unit, mu) ** 2 for axis, many in axes.items()), Fraction(0)))
    radius, most = Fraction(4 * ceil(sqrt(d))), int(features.max())
    if 2 * slope**2 > radius**2:  # the sum of the squares of the weights is at most that of the values
        return None
    # the diameter is 2: c = 3 d (2)**2/4, as in ``cells``
    W, J, c = 2 * radius, root_above(Fraction(most)), Fraction(3 * d)
    point = Instance(n, d, count, found.k, c, W, J, noise.variance, eps, found.delta)
    return point, slope, {"noise": noise.name, "inputs": "axes"}


def grouped(place: NDArray[np.int64], y: NDArray[np.int64], features: NDArray[np.int64], d: int) -> dict[Axis, int]:
    """How many axes have these numbers; i and i + d are the two points of an axis."""
    rows = np.bincount(place, minlength=2 * d)
    sizes = np.abs(np.rint(np.bincount(place, weights=y, minlength=2 * d)).astype(np.int64))
    sizes[features == 0] = 0
    rows[sizes == 0] = 0  # a value of 0 is as good as any, and costs no slope
    base = int(max(rows.max(), sizes.max())) + 1
    keys, counts = np.unique(((rows[:d] * base + sizes[:d]) * base + rows[d:]) * base + sizes[d:], return_counts=True)
    found = dict[Axis, int]()
    for key, many in zip(keys.tolist(), counts.tolist(), strict=True):
        digits = [key // base**power % base for power in (3, 2, 1, 0)]
        if key:
            found[Axis(*digits)] = many
    return found


def height(axis: Axis, unit: int, mu: Fraction) -> Fraction:
    """M of an axis, a multiple of 1/GRAIN: the derivative of the error, times -n/2, is mu M there, but for rounding."""
    means = sorted(((Fraction(size, rows * unit), rows) for rows, size in (axis[:2], axis[2:]) if rows), reverse=True)
    total, rows = Fraction(0), 0
    for number, (mean, count) in enumerate(means):
        total, rows = total + mean * count, rows + count
        found = total / (rows + mu)
        if number + 1 == len(means) or found >= means[number + 1][0]:
            return Fraction(round(found * GRAIN), GRAIN)
    return Fraction(0)


def error(axes: Mapping[Axis, int], squares: int, unit: int, n: int, mu: Fraction) -> Fraction:
    """The training error of means cut off at M, exactly."""
    total = Fraction(squares, unit**2)
    for axis, many in axes.items():
        top = height(axis, unit, mu)
        for rows, size in (axis[:2], axis[2:]):
            if rows:
                mean = Fraction(size, rows * unit)
                w = min(mean, top)
                total -= many * rows * w * (2 * mean - w)
    return total / n


def penalty(axes: Mapping[Axis, int], squares: int, unit: int, n: int, goal: float) -> Fraction | None:
    """The greatest mu, nearly, with an error of at most the goal."""
    table = np.array([*axes], float)
    counts = np.array([*axes.values()], float)
    rows, sums = table[:, [0, 2]], table[:, [1, 3]] / unit
    means = sums / np.maximum(rows, 1)
    order = np.argsort(-means, axis=1)
    rows, means = np.take_along_axis(rows, order, 1), np.take_along_axis(means, order, 1)
    first, both = rows[:, 0] * means[:, 0], (rows * means).sum(axis=1)

    def near(mu: float) -> float:
        one = first / (rows[:, 0] + mu)
        top = np.where(one >= means[:, 1], one, both / (rows.sum(axis=1) + mu))
        w = np.minimum(means, top[:, None])
        return float(squares / unit**2 - (counts[:, None] * rows * w * (2 * means - w)).sum()) / n

    return greatest(near, goal)


def features(random: np.random.Generator, minimum: Fraction) -> tuple[Fraction, Mapping[str, str]] | None:
    """Bound over Lipschitz bound of an instance in which the hypotheses are met, with its numbers; else None."""
    found = (orthogonal, orthogonal, signed)[int(random.integers(3))](random, minimum)
    if found is None or not found[0].allowed or found[1] <= 0:
        return None
    instance, length, known = found
    return instance.ratio(length), {**instance.named(), **known, "Lip": str(length)}
