"""All Lipschitz functions: on N points that x is uniform on, and on the rows of a sample of the unit sphere.

The class: f(x) = the least of v_j + L |x - x_j|, cut off at r and -r (McShane 1934).  Its parameters are the values v_j
in [-r, r], the logarithm of L, from the greatest L, fixed before the sample, to a thousandth of it, and, for the
sphere, the points x_j.  Any function on the points with that L is in it.  J is the root of 1 + 4 r**2, and of
1 + 4 r**2 + L**2 for points that move, as |min(L t, 2 r) - min(L' t, 2 r)| <= 2 r |log L - log L'| for all t.

``points``: those of ``cells``.  On a segment a convex programme (``segment``) fits; elsewhere the means are cut off to
an interval of length L, which is best for points at equal distances and is a function of the class for all.

``sphere``: signs as noise.  f(x) = min(1, L a(x)/2) - min(1, L b(x)/2), for the distances a(x) and b(x) of x to the
rows with label -1 and 1, has Lip <= L on R^d, and the value y min(1, L h/2) at a row whose nearest row of the other
label has the distance h.  Distances are certified from below (``nearest``), so the error is at most what they give.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, sqrt

import numpy as np

from .bidiagonal import DELTAS
from .cells import GRAIN, STEPS, Groups, Setup, error, grouped, pick, rows_and_sums, setup
from .instance import Instance, needed, root_above
from .linear import Found
from .nearest import SCALE, distances
from .noise import NOISES, Counts
from .segment import Line, flattest

LOGARITHM = 7  # more than that of a thousand
DIMENSIONS = (8, 12, 16, 24, 32, 48, 64)
MOST_ROWS = 48_000  # of a sample of the sphere
GREATEST = 16  # L, for the sphere
OFTEN = 7  # one in so many is on the sphere, which takes a second
ONE = Fraction(1)


def points(random: np.random.Generator, minimum: Fraction) -> Found | None:
    """An instance, the least L found, and what else was drawn; None if the gap is not reached."""
    drawn = setup(random, minimum)
    rows, sums, squares = rows_and_sums(random, drawn)
    slope = (
        on_line(rows, sums, squares, drawn)
        if drawn.geometry.name == "segment"
        else within(grouped(rows, sums), squares, drawn)
    )
    known, r = drawn.instance, drawn.radius
    if slope is None or not r / 500 <= slope <= 2 * r:
        return None
    W, J = root_above(4 * r**2 * known.p + LOGARITHM**2), root_above(1 + 4 * r**2)
    return replace(known, p=known.p + 1, W=W, J=J), slope, {"noise": drawn.noise.name, "inputs": drawn.geometry.name}


def on_line(rows: Counts, sums: Counts, squares: int, drawn: Setup) -> Fraction | None:
    place = np.flatnonzero(rows)
    line = Line(place, rows[place], sums[place], squares, drawn.noise.unit, drawn.radius)
    found = flattest(line, drawn.instance.sigma2 - drawn.instance.eps)
    return None if found is None else found[0]


def within(groups: Groups, squares: int, drawn: Setup) -> Fraction | None:
    """The least length of an interval, rounded up to a multiple of 2/GRAIN, to which the means can be cut off."""
    n, unit, goal = drawn.instance.n, drawn.noise.unit, drawn.instance.sigma2 - drawn.instance.eps
    rows, sums, counts = (np.array(column, float) for column in zip(*groups, strict=True))
    means, weights, top = sums / rows / unit, rows * counts, float(drawn.radius)

    def near(u: float, middle: float) -> float:
        w = np.clip(means, middle - u, middle + u)
        return float(squares / unit**2 - (weights * w * (2 * means - w)).sum()) / n

    def best(u: float) -> float:
        """The middle with the least error, which is convex in it."""
        low, high = u - top, top - u
        for _ in range(STEPS):
            a, b = (2 * low + high) / 3, (low + 2 * high) / 3
            low, high = (low, b) if near(u, a) <= near(u, b) else (a, high)
        return (low + high) / 2

    low, high = 0.0, top
    for _ in range(STEPS // 2):
        u = (low + high) / 2
        low, high = (low, u) if near(u, best(u)) <= float(goal) else (u, high)
    for step in (1, 2, 4, 64):  # rounding in floats may leave it short
        half = min(Fraction(ceil(high * GRAIN) + step - 1, GRAIN), drawn.radius)
        room = drawn.radius - half
        middle = max(-room, min(room, Fraction(round(best(float(half)) * GRAIN), GRAIN)))
        if error(groups, squares, n, unit, half, middle) <= goal:
            return 2 * half
    return None


def sphere(random: np.random.Generator, minimum: Fraction) -> Found | None:
    """The same for rows on the unit sphere."""
    delta = pick(random, [delta for delta in DELTAS if delta >= minimum and needed(1, delta) < MOST_ROWS])
    low = sqrt(needed(1, delta) / MOST_ROWS)
    eps = Fraction(ceil(1000 * random.uniform(low, (1 + 2 * low) / 3)), 1000)
    n, d = ceil(needed(1, delta) / eps**2), pick(random, DIMENSIONS)
    x = random.standard_normal((n, d))
    x /= np.linalg.norm(x, axis=1, keepdims=True)
    y = NOISES[0].draw(random, n)
    if not eps < 1 or abs(int(y.sum())) == n:
        return None
    slope = steepness(distances(x, y), 1 - eps)
    if slope is None:
        return None
    W, J = root_above(Fraction(8 * n + LOGARITHM**2)), root_above(Fraction(5 + GREATEST**2))
    c = Fraction(d, d - 1)
    point = Instance(n, d, n * (d + 1) + 1, 1, c, W, J, ONE, eps, delta)
    return point, slope, {"noise": NOISES[0].name, "inputs": "sphere"}


def steepness(near: Counts, goal: Fraction) -> Fraction | None:
    """The least L, rounded up to a multiple of 1/GRAIN, with an error of at most the goal; near: SCALE h."""
    counts = np.bincount(near)
    sizes = np.flatnonzero(counts)

    def left(slope: float) -> float:
        return float((counts[sizes] * (1 - np.minimum(1, slope * sizes / (2 * SCALE))) ** 2).sum() / len(near))

    low, high = 0.0, float(GREATEST)
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if left(middle) <= float(goal) else (middle, high)
    slope = Fraction(ceil(high * GRAIN) + 1, GRAIN)
    rest = [max(Fraction(0), 1 - slope * int(size) / (2 * SCALE)) for size in sizes]
    total = sum((int(counts[size]) * r**2 for size, r in zip(sizes, rest, strict=True)), Fraction(0))
    return slope if total <= goal * len(near) and GREATEST / 1000 <= slope <= GREATEST else None


def lipschitz(random: np.random.Generator, minimum: Fraction) -> tuple[Fraction, Mapping[str, str]] | None:
    """Bound over Lipschitz constant of an instance in which the hypotheses are met, with its numbers; else None."""
    found = (sphere if random.integers(OFTEN) == 0 else points)(random, minimum)
    if found is None or not found[0].allowed or found[1] <= 0:
        return None
    instance, slope, known = found
    return instance.ratio(slope), {**instance.named(), **known, "Lip": str(slope)}
