"""The trade-off of Remark 1.1 on one sample: parameters against Lipschitz constants.

For points x_1, ..., x_n on the sphere of R^d and labels +-1, and dt < d: the bumps of half radius at the points
projected on dt coordinates (a fixed projection, as the points are random) have n (dt + 1) parameters and the
Lipschitz constant that PRJ-LIP/b/constant states, at the t for which sqrt(t dt/d) is the least projected distance.
That distance is exact (``verify.geometry``), and rounded down.  Beside them the law's curve sqrt(n d/p), and the least
Lipschitz constant of any interpolation, which McShane's function has: the steepest quotient of labels and points.

Theorem.  For g(t) = exp(1 - 1/(1 - (t/R)^2)) on |t| < R, the greatest slope is at (t/R)^2 = q = 1/sqrt(3), and is
2 sqrt(q)/(1 - q)^2 exp(1 - 1/(1 - q))/R.  Proof.  In r = t/R the slope is -2 r/(1 - r^2)^2 g; with q = r^2 the
derivative of its logarithm has the sign of (1 - q)^2 + 4 q (1 - q) - 2 q = 1 - 3 q^2.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import exp, sqrt
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from verify.geometry.bands import below, roots
from verify.geometry.objects import distances, evaluate
from verify.geometry.pairs import examine
from verify.geometry.reading import read
from verify.kernel.terms import Term
from verify.library import Library
from verify.objects.judgements import parse
from verify.report.canvas import PictureError, plane, saved
from verify.report.pictures import stated

SAYS = "parameters against Lipschitz constants: bumps at projected points, the law's curve, McShane's optimum"
CLAIM = "PRJ-LIP/b/constant"
POINTS, DIMENSION, SEED = 400, 100, 1
PROJECTED = (4, 6, 8, 11, 16, 23, 32, 45, 64, 80, 99)
LARGEST_SHARE = Fraction(999, 1000)  # t < 1; points that are farther apart are apart by less, too
STEEPEST = ("call", "steepest", (("var", "g"),))
Array = Any


@dataclass(frozen=True)
class TradeOff:
    """For each dt: parameters, least projected distance (rounded down), constant; and the optimum of the sample."""

    projected: tuple[int, ...]
    parameters: tuple[int, ...]
    separations: tuple[float, ...]
    constants: tuple[float, ...]
    curve: tuple[float, ...]
    optimum: float


def slope(radius: float) -> float:
    """The greatest slope of the mollifier of this radius."""
    q = 1 / sqrt(3)
    return 2 * sqrt(q) / (1 - q) ** 2 * exp(1 - 1 / (1 - q)) / radius


def sample(n: int, d: int, seed: int) -> tuple[Array, Array]:
    """Independent uniform points of the sphere, and labels +-1 by fair coins."""
    random = np.random.default_rng(seed)
    points = random.normal(size=(n, d))
    return points / np.linalg.norm(points, axis=1, keepdims=True), random.choice([-1.0, 1.0], size=n)


def separation(points: Array) -> Fraction:
    """The least distance of two points, rounded down; raises PictureError if two are equal."""
    with TemporaryDirectory(prefix="lawguard-") as folder:
        file = Path(folder) / "points.npy"
        np.save(file, points)
        found = examine(read(file)).closest
    if found is None or not found.value:
        raise PictureError("the points of a picture must be different")
    return roots(found.value)[0]


def put(term: Term, old: Term, new: Term) -> Term:
    """A term with another one in place of each occurrence of ``old``."""
    if term == old:
        return new
    return tuple(put(part, old, new) if isinstance(part, tuple) else part for part in term)


def compute(library: Library, n: int = POINTS, d: int = DIMENSION, seed: int = SEED) -> TradeOff:
    conclusion = parse(stated(library, CLAIM).statement or "").one("conclude")
    if conclusion[:2] != ("call", "lipschitz"):
        raise PictureError(f"{CLAIM}: a Lipschitz constant expected")
    bound = put(conclusion[2][1], STEEPEST, ("var", "S"))
    x, y = sample(n, d, seed)
    projected = tuple(dt for dt in PROJECTED if dt < d)
    apart = [separation(x[:, :dt]) for dt in projected]
    constants = []
    for dt, least in zip(projected, apart, strict=True):
        share = min(least**2 * d / dt, LARGEST_SHARE)
        constants.append(float(evaluate(bound, {"S": slope(0.5), "t": float(share), "d": d, "dt": dt})))
    parameters = tuple(n * (dt + 1) for dt in projected)
    return TradeOff(
        projected,
        parameters,
        tuple(below(least) for least in apart),
        tuple(constants),
        tuple(sqrt(n * d / p) for p in parameters),
        optimum(x, y),
    )


def optimum(x: Array, y: Array) -> float:
    """The steepest quotient |y_i - y_j|/|x_i - x_j|."""
    return float((np.abs(y[:, None] - y) / (distances(x, x) + np.eye(len(x)))).max())


def draw(data: TradeOff, form: str) -> bytes:
    n = data.parameters[0] // (data.projected[0] + 1)
    title = f"{n} points, projected on {data.projected[0]} to {data.projected[-1]} coordinates"
    figure, axes = plane(xscale="log", yscale="log", xlabel="parameters p", ylabel="Lipschitz constant", title=title)
    axes.plot(data.parameters, data.constants, "o-", label="bumps of half radius at projected points")
    axes.plot(data.parameters, data.curve, "--", label="sqrt(n d/p)")
    axes.axhline(data.optimum, color="grey", linestyle=":", label="least constant of an interpolation (McShane)")
    axes.xaxis.set_minor_formatter("")
    axes.legend()
    return saved(figure, form)
