"""The family of the rule ``cells``: for which constant in place of eps/2**9 it violates Theorem 3's bound.

n rows, p = share n points at equal distances in R^d, d >= p, half-radius bumps of height u, delta = 1/8: the rows that
can be matched are a share a = (share/2)(1 - exp(-2/share)) - delta, or less, and eps = 2 u a - u**2.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log, sqrt

DELTA = 1 / 8
START = {"share": 1.0, "u": 0.1, "rows": 2e7}


def factor(point: Mapping[str, float], delta: float = DELTA) -> float | None:
    """K such that the bound times a constant larger than K is violated; None if the side condition fails."""
    share, u, rows = point["share"], point["u"], point["rows"]
    a = share / 2 * (1 - exp(-2 / share)) - delta
    eps = 2 * u * a - u**2
    if a <= 0 or not 0 < eps < 1 or rows * eps**2 < 10**4 * log(8 / delta):
        return None
    points = share * rows
    cost = points * log(1 + 60 * 2 * u * sqrt(points) / eps) + log(4 / delta)
    return 512 / eps * u * sqrt(2 * cost / (rows * log(2)))


def score(point: Mapping[str, float]) -> float | None:
    """The larger, the smaller the constant that is violated."""
    found = factor(point)
    return None if found is None else 1 / found
