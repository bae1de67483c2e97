"""How likely n random points of the sphere are not all at distance 1 or more, against the dimension.

The union bound n (n - 1)/2 P(d), the bounds of ``verify.numerics.sphere`` from both sides, and simulations, each with
its interval of Clopper and Pearson (1934) at confidence 99%.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from verify.library import Library
from verify.numerics.sphere import PRECISION, Between, close, crowded, precision
from verify.report.canvas import plane, saved

SAYS = "the chance that some of n random points are closer than 1: union bound, both sides, simulation"
POINTS, SEED, TRIALS, CONFIDENCE = 50, 1, 1_000, 0.99
DIMENSIONS = tuple(range(10, 101, 3))
SIMULATED = (13, 22, 31, 40, 49, 58)


@dataclass(frozen=True)
class Simulated:
    """Failures among the trials in one dimension, and the interval for their probability."""

    dimension: int
    trials: int
    failures: int
    interval: tuple[float, float]


@dataclass(frozen=True)
class Separation:
    points: int
    dimensions: tuple[int, ...]
    union: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    simulated: tuple[Simulated, ...]


def simulate(n: int, d: int, trials: int, seed: int) -> Simulated:
    from scipy.stats import binomtest

    random, failures = np.random.default_rng([seed, d]), 0
    for _ in range(trials):
        points = random.normal(size=(n, d))
        points /= np.linalg.norm(points, axis=1, keepdims=True)
        failures += bool((np.triu(points @ points.T, 1) > 0.5).any())  # |x - y| < 1 iff <x,y> > 1/2
    interval = binomtest(failures, trials).proportion_ci(CONFIDENCE, method="exact")
    return Simulated(d, trials, failures, (float(interval.low), float(interval.high)))


def compute(library: Library | None = None, n: int = POINTS, trials: int = 0, seed: int = SEED) -> Separation:
    between: list[Between] = [crowded(n, d) for d in DIMENSIONS]
    with precision(PRECISION):
        union = tuple(float((n * (n - 1) // 2 * close(d)).mid()) for d in DIMENSIONS)
    return Separation(
        n,
        DIMENSIONS,
        union,
        tuple(float(entry.low.mid()) for entry in between),
        tuple(float(entry.high.mid()) for entry in between),
        tuple(simulate(n, d, trials or TRIALS, seed) for d in SIMULATED),
    )


def draw(data: Separation, form: str) -> bytes:
    figure, axes = plane(
        yscale="log",
        xlabel="dimension d",
        ylabel="P(two points are closer than 1)",
        title=f"{data.points} independent uniform points of the sphere",
    )
    axes.plot(data.dimensions, data.union, "--", label="union bound")
    axes.fill_between(data.dimensions, data.low, data.high, alpha=0.4, label="between the bounds from both sides")
    seen = [entry for entry in data.simulated if entry.failures]  # a bar down to 0 has no place on this scale
    rates = [entry.failures / entry.trials for entry in seen]
    errors = [
        [rate - entry.interval[0] for rate, entry in zip(rates, seen, strict=True)],
        [entry.interval[1] - rate for rate, entry in zip(rates, seen, strict=True)],
    ]
    label = f"{data.simulated[0].trials} trials each, {CONFIDENCE:.0%} intervals" if seen else ""
    axes.errorbar([entry.dimension for entry in seen], rates, yerr=errors, fmt="o", capsize=3, label=label)
    axes.legend()
    return saved(figure, form)
