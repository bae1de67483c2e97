"""Search for places where bumps at given points of the unit sphere add up to something steep, and for the labels.

For two places u and v the best labels are known: y_i is the sign of g(|u - x_i|) - g(|v - x_i|).  So only the places
are searched: near 0, where all n supports of radius 1 begin, at centroids, and near the points; then by random steps.
What is found is attained by these points and labels, in floating point; that nothing is steeper is not shown.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.geometry.objects import distances

Array = Any
RADII = (0.01, 0.05, 0.2, 0.5)


@dataclass(frozen=True)
class Overlap:
    """Points, labels and two places between which f changes by ``quotient`` times their distance."""

    points: Array
    labels: Array
    ends: tuple[Array, Array]
    quotient: float


def on_sphere(n: int, d: int, random: Any) -> Array:
    """n independent uniform points of the unit sphere of R^d."""
    points = random.normal(size=(n, d))
    return points / np.linalg.norm(points, axis=1, keepdims=True)


def quotients(g: Callable[[Array], Array], x: Array, u: Array, v: Array) -> Array:
    """The largest difference quotient over all labels, for each row of u and v."""
    apart = np.linalg.norm(u - v, axis=1)
    return np.abs(g(distances(u, x)) - g(distances(v, x))).sum(axis=1) / np.maximum(apart, 1e-12)


def places(x: Array, random: Any, count: int) -> tuple[Array, Array]:
    """Pairs to start from: 0 and a place near it, and places on rays through sums of points."""
    n, d = x.shape
    signs = random.choice((-1.0, 1.0), size=(count, n))
    some = random.random((count, n)) < random.random((count, 1))
    ways = [on_sphere(count, d, random), signs @ x, some @ x, x[random.integers(n, size=count)]]
    rays = np.concatenate(ways)
    rays = rays / np.maximum(np.linalg.norm(rays, axis=1, keepdims=True), 1e-12)
    ends = np.concatenate([radius * rays for radius in RADII])
    nearer = ends * random.choice((0.0, 0.5, 0.9), size=(len(ends), 1))
    return nearer, ends


def overlap(g: Callable[[Array], Array], x: Array, seed: int = 0, steps: int = 300, count: int = 100) -> Overlap:
    """The steepest pair of places that was found for bumps at the points x, with its labels."""
    random = np.random.default_rng(seed)
    u, v = places(x, random, count)
    best = quotients(g, x, u, v)
    order = np.argsort(best)[-20:]
    u, v, best = u[order], v[order], best[order]
    for number in range(steps):
        scale = 0.2 * 0.98**number
        near = [end + scale * on_sphere(len(u), u.shape[1], random) * random.random((len(u), 1)) for end in (u, v)]
        if number % 3 == 0:  # keep one end
            near[number % 2] = (u, v)[number % 2]
        found = np.where(np.linalg.norm(near[0] - near[1], axis=1) > 1e-6, quotients(g, x, *near), 0)
        up = found > best
        u, v, best = np.where(up[:, None], near[0], u), np.where(up[:, None], near[1], v), np.where(up, found, best)
    index = int(best.argmax())
    ends = (u[index], v[index])
    change = g(distances(u[[index]], x)) - g(distances(v[[index]], x))
    return Overlap(x, np.sign(change[0]), ends, float(best[index]))
