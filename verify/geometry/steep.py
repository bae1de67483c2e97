"""Search for points at mutual distance >= 1 on whose bumps the construction is steep.

Heuristic: many balls are to have a common point, so m centres on a sphere about 0 repel each other; the sphere is
scaled so that they are 1 apart, or a little more, and the steepest difference quotient from 0 is taken.  What is found
is a suggestion for a proof, no bound.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from verify.geometry.objects import bumps, distances

Array = Any


@dataclass(frozen=True)
class Steep:
    """m centres with labels 1, and two points between which f changes by ``quotient`` times their distance."""

    points: Array
    ends: tuple[Array, Array]
    quotient: float

    @property
    def separation(self) -> float:
        return least(self.points)

    @property
    def radius(self) -> float:
        """The largest distance of a centre from the first end."""
        return float(np.linalg.norm(self.points - self.ends[0], axis=1).max())


def least(points: Array) -> float:
    """The least distance of two points."""
    found = distances(points, points)[np.triu_indices(len(points), 1)]
    return float(found.min()) if found.size else float("inf")


def repelled(m: int, d: int, random: Any, steps: int = 600) -> Array:
    """m unit vectors of R^d that are far apart: descent on a sum of inverse powers of the distances."""
    points = random.normal(size=(m, d))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    for step in range(steps):
        apart = points[:, None, :] - points[None, :, :]
        square = (apart**2).sum(axis=-1) + np.eye(m)
        force = (apart * (square.min() / square)[..., None] ** 2).sum(axis=1)
        points = points + 0.5 / m / (1 + step / 200) * force
        points /= np.linalg.norm(points, axis=1, keepdims=True)
    return points


def steepest(g: Callable[[Array], Array], m: int, d: int, seed: int = 0, starts: int = 6) -> Steep:
    """The steepest configuration that was found: m centres in R^d, all labels 1, quotients from 0."""
    random = np.random.default_rng(seed)
    best: Steep | None = None
    for _ in range(starts):
        sphere = repelled(m, d, random)
        for factor in (1.0, 1.05, 1.2):
            points = sphere * factor / least(sphere) if m > 1 else sphere
            found = quotient(g, points)
            best = found if best is None or found.quotient > best.quotient else best
    if best is None:
        raise ValueError("at least one start expected")
    return best


def quotient(g: Callable[[Array], Array], points: Array) -> Steep:
    """The steepest quotient between 0 and points near the centres, the centroid and beyond."""
    f = bumps(points, np.ones(len(points)), g)
    zero, centroid = np.zeros(points.shape[1]), points.mean(axis=0)
    ends = np.array([*points, *(points + 0.2 * (points - centroid)), centroid, *(0.5 * points)])
    ends = ends[np.linalg.norm(ends, axis=1) > 1e-9]
    values = np.abs(f(ends) - f(zero[None, :])) / np.linalg.norm(ends, axis=1)
    index = int(values.argmax())
    return Steep(points, (zero, ends[index]), float(values[index]))
