"""A claim whose constant is a parameter: at which points it fails, for which values of the constant.

At a fixed point the claim fails for the values of the constant on one side of a threshold; the best constant is the
extreme of these thresholds over the domain.  Floats find where, balls (``verify.numerics.balls``) how much; nothing
here is evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from verify.kernel.parser import Domain
from verify.kernel.statement import Statement
from verify.numerics.balls import ball, holds
from verify.numerics.problem import Problem, problems
from verify.numerics.terms import Array
from verify.sharpen.numbers import rounded

REACH = 20  # the constant is looked for between its start over and times 4**REACH
HALVINGS = 50
NOISE = 1e-12  # points are moved by this much; what then changes is rounding
FAULTS = (KeyError, ValueError, OverflowError, ZeroDivisionError)


class Family:
    """The claims for all values of a constant; ``start`` is the one that is printed.

    sign: +1 for the sense "least" (at each point the claim fails below its threshold), -1 for "greatest".  Values
    of the constant are multiples of ``start`` by 4**t here, and t grows in the direction in which the claim gets
    weaker, so that the best value is always the largest threshold.
    """

    def __init__(self, template: Statement, parameter: str, start: Fraction) -> None:
        self.parameter, self.start, self.sign = parameter, start, 1
        self.domains: dict[str, Domain] = {n: d for n, d in template.variables if n != parameter}
        self.problems: list[Problem] = [Problem(self.domains, p.given, p.relation) for p in problems(template)]

    def value(self, level: Array) -> Array:
        """The constant at a level; level 0 is the start."""
        return np.asarray(float(self.start) * np.exp2(2 * self.sign * level), dtype=np.float64)

    def fails(self, columns: Mapping[str, Array], level: Array) -> npt.NDArray[np.bool_]:
        """Whether the claim fails at each point with the constant at each level, rounding aside."""
        sizes = [self._size(columns, level, factor) for factor in (1.0, 1 + NOISE, 1 - NOISE)]
        low, high = np.minimum.reduce(sizes), np.maximum.reduce(sizes)
        return np.asarray((low > 0) & (high - low <= low / 4), dtype=np.bool_)

    def _size(self, columns: Mapping[str, Array], level: Array, factor: float) -> Array:
        """The relative violation of the worst goal, with the points moved by a factor where they may be."""
        count = len(level)
        moved = {n: c if self.domains[n].integer else c * factor for n, c in columns.items()}
        moved[self.parameter] = self.value(level)
        worst = np.full(count, -np.inf)
        for problem in self.problems:
            size = problem.violation_at(moved, count)
            worst = np.fmax(worst, size)
        return worst

    def senses(self, columns: Mapping[str, Array], count: int) -> list[str]:
        """The senses in which the claim gets weaker somewhere, the likelier one first."""
        self.sign = 1
        rows = np.array([self.fails(columns, np.full(count, float(t))) for t in range(-REACH, REACH + 1)])
        falls = int(np.sum(rows[:-1] & ~rows[1:]))
        rises = int(np.sum(~rows[:-1] & rows[1:]))
        order = [("least", falls), ("greatest", rises)]
        return [sense for sense, number in sorted(order, key=lambda entry: -entry[1]) if number]

    def thresholds(self, columns: Mapping[str, Array], count: int) -> Array:
        """The level up to which each point fails; -inf if at none, REACH if at all."""
        low = np.full(count, -np.inf)
        for t in range(-REACH, REACH + 1):
            low = np.where(self.fails(columns, np.full(count, float(t))), float(t), low)
        inner = np.isfinite(low) & (low < REACH)
        low_, high = np.where(inner, low, 0.0), np.where(inner, low + 1, 0.0)
        for _ in range(HALVINGS):
            middle = (low_ + high) / 2
            failed = self.fails(columns, middle)
            low_, high = np.where(failed, middle, low_), np.where(failed, high, middle)
        return np.where(inner, low_, low)

    def surely_fails(self, point: Mapping[str, Fraction], value: Fraction) -> bool:
        """Whether the claim with this constant fails at a rational point, by ball arithmetic."""
        balls = {name: ball(coordinate) for name, coordinate in point.items()}
        balls[self.parameter] = ball(value)
        for problem in self.problems:
            if problem.relation is None:
                continue
            try:
                if holds(problem.relation, balls) is False and all(
                    holds(relation, balls, within=True) for relation in problem.given
                ):
                    return True
            except FAULTS:
                return False
        return False

    def threshold(self, point: Mapping[str, Fraction], value: Fraction) -> Fraction:
        """A value near the point's threshold at which it still fails, ``value`` being one at which it does."""
        step = Fraction(1, 1 << 60)
        best, limit = value, Fraction(1 << 40)
        while step < limit:
            further = rounded(value + self.sign * abs(value) * step)
            if further * value <= 0 or not self.surely_fails(point, further):
                break
            best, step = further, step * 16
        reach = abs(best - value) * 16 if best != value else abs(value) * step
        low, high = best, value + self.sign * reach
        for _ in range(12):
            middle = rounded((low + high) / 2)
            if self.surely_fails(point, middle):
                low = middle
            else:
                high = middle
        return low

    def always_fails(self, point: Mapping[str, Fraction]) -> bool:
        """Whether the claim fails at a point however weak it is made, within reach: then that is no threshold."""
        return self.surely_fails(point, self.start * Fraction(4) ** (self.sign * REACH))
