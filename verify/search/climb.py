"""Climbing a score over the parameters of an instance, and making what is found simple again.

Random steps in the logarithms of positive numbers, kept if the score grows: a (1 + 1) evolution strategy with the fifth
rule (Rechenberg 1973).  The score is None where there is no instance.  The same seed climbs the same way; the budget
counts scores.  Then each number becomes the simplest rational near it that keeps most of the score.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import exp
from random import Random

Point = Mapping[str, float]
Score = Callable[[Point], float | None]
STEP, GROWTH, SHRINK = 0.5, 1.5, 0.9  # sizes of steps: after a success, after a failure
DENOMINATORS = (1, 2, 4, 5, 8, 10, 20, 50, 100, 1000)


@dataclass(frozen=True)
class Climbed:
    """The best point, its score, and how many scores that took."""

    point: dict[str, float]
    score: float
    scores: int


def climb(score: Score, start: Point, seed: int = 0, budget: int = 500) -> Climbed:
    """The best point found from ``start``, whose score is a number; raises ValueError if it is none."""
    random, best, step = Random(seed), dict(start), STEP
    highest = score(best)
    if highest is None:
        raise ValueError("a start with a score expected")
    for _ in range(budget - 1):
        moved = {name: value * exp(step * random.gauss(0, 1)) for name, value in best.items()}
        found = score(moved)
        if found is not None and found > highest:
            best, highest, step = moved, found, step * GROWTH
        else:
            step = max(1e-6, step * SHRINK**0.25)
    return Climbed(best, highest, budget)


def simplest(score: Score, point: Point, share: float = 0.99) -> dict[str, Fraction]:
    """Rationals with small denominators near the coordinates, one after the other, that keep this share of the score.

    Raises ValueError if the point has no score.
    """
    exact = {name: Fraction(value).limit_denominator(10**6) for name, value in point.items()}
    whole = score({name: float(value) for name, value in exact.items()})
    if whole is None:
        raise ValueError("a point with a score expected")
    for name, value in exact.items():
        for denominator in DENOMINATORS:
            near = Fraction(round(value * denominator), denominator)
            found = score({other: float(v) for other, v in {**exact, name: near}.items()}) if near > 0 else None
            if found is not None and found >= share * whole:
                exact[name] = near
                break
    return exact
